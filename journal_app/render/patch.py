"""What changed in a page, as a value: chunks that give way to others. Knows neither Markdown nor the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patch:
    """In the page of revision `base`, `removed` chunks from `first` on give way to `html`, which makes `revision`.

    `lines` holds the first source line (from 0) of each new chunk; the chunks behind them move by `shift` lines.
    `end` is the number of source lines, where the last chunk ends. The page of revision 0 is empty.
    """

    base: int
    revision: int
    first: int
    removed: int
    html: tuple[str, ...]
    lines: tuple[int, ...]
    shift: int = 0
    end: int = 0

    def applied(self, chunks: tuple[str, ...]) -> tuple[str, ...]:
        """The chunks of the page after this patch."""
        return chunks[: self.first] + self.html + chunks[self.first + self.removed :]

    def applied_lines(self, lines: tuple[int, ...]) -> tuple[int, ...]:
        """The first lines of the chunks after this patch."""
        behind = tuple(line + self.shift for line in lines[self.first + self.removed :])
        return lines[: self.first] + self.lines + behind
