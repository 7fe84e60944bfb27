"""A body that changes, rendered chunk by chunk. The law: the patched page's chunks, joined, are the whole render."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from journal_app.render import finish, tags
from journal_app.render.dialects.base import Definitions, Dialect
from journal_app.render.dialects.choose import dialect as dialect_of
from journal_app.render.patch import Patch
from journal_app.render.sanitise import sanitise

_BLANK_START = re.compile(r"\A[ \t]+\n")  # the library sees code in it, at the start of a text alone
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


def whole(body: str, dialect: str = "python-markdown") -> str:
    """The sanitised HTML of a whole body, rendered in one piece."""
    made = _shared(dialect)
    html = made.fragment(clean(body), None)
    prepared = finish.prepare(sanitise(html + "\n") if html else "", made.toc)
    return finish.numbered([prepared], made.separator)[0]


def clean(body: str) -> str:
    """The body with the line ends the libraries know, and without what they use as marks or cannot encode."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK_START.sub("\n", _CONTROLS.sub("\ufffd", body))


class Incremental:
    """What a page shows of one body. Not shared between threads."""

    def __init__(self, dialect: str = "python-markdown") -> None:
        self._dialect = dialect_of(dialect)
        self._known = Definitions()
        self._rendered: dict[str, _Chunk] = {}
        self._html: list[str] = []
        self._lines: list[int] = []
        self._end = 0
        self.revision = 0

    @property
    def html(self) -> str:
        """What the page shows."""
        return "".join(self._html)

    def update(self, body: str) -> Patch:
        """Render what changed and say how the page changes."""
        return self._patch(*self._laid(clean(body)))

    def steps(self, body: str) -> Iterator[Patch]:
        """As `update`, but a long first render comes in several patches, so that its beginning shows early."""
        yield self.update(body)

    def _laid(self, body: str) -> tuple[list[str], list[int], int]:
        sources, lines, end = _split(body, self._dialect)
        chunks: list[_Chunk] = []
        while len(chunks) < len(sources):
            self._settle(sources)
            kept: dict[str, _Chunk] = {}
            chunks = []
            for index, source in enumerate(sources):
                chunk = kept.get(source) or self._rendered.get(source)
                if chunk is None:
                    chunk = self._chunk(source, alone=len(sources) == 1)
                if chunk.open and index + 1 < len(sources):
                    # What is left open here reaches the end: the rest is one chunk.
                    sources, lines = [*sources[:index], "".join(sources[index:])], lines[: index + 1]
                    break
                kept[source] = chunk
                chunks.append(chunk)
            self._rendered.update(kept)
        self._rendered = kept
        html = finish.numbered([chunk.prepared for chunk in chunks], self._dialect.separator)
        return html, lines, end

    def _chunk(self, source: str, *, alone: bool) -> "_Chunk":
        html = self._dialect.fragment(source, None if alone else self._known)
        still_open = "<" in source and not tags.are_closed(html)
        safe = sanitise(html + "\n") if html else ""
        return _Chunk(finish.prepare(safe, self._dialect.toc), still_open)

    def _settle(self, sources: Sequence[str]) -> None:
        """Gather what all chunks define; when that changed, forget every chunk that may use it."""
        if len(sources) == 1:
            known = Definitions()
        else:
            known = Definitions()
            for source in sources:
                if "]:" in source or "] :" in source:
                    known = known.with_more(self._defined(source))
        if known != self._known or (len(sources) == 1) != (len(self._rendered) == 1):
            words = known.words or self._known.words
            self._known = known
            self._rendered = (
                {} if words else {source: chunk for source, chunk in self._rendered.items() if "[" not in source}
            )
            if len(sources) == 1:
                self._rendered = {}

    def _defined(self, source: str) -> Definitions:
        return _definitions(self._dialect.name, source)

    def _patch(self, html: list[str], lines: list[int], end: int) -> Patch:
        old, old_lines = self._html, self._lines
        first = 0
        shortest = min(len(old), len(html))
        while first < shortest and old[first] == html[first] and old_lines[first] == lines[first]:
            first += 1
        shift = end - self._end
        behind = 0
        while (
            behind < shortest - first
            and old[-1 - behind] == html[-1 - behind]
            and old_lines[-1 - behind] + shift == lines[-1 - behind]
        ):
            behind += 1
        stop = len(html) - behind
        patch = Patch(
            base=self.revision,
            revision=self.revision + 1,
            first=first,
            removed=len(old) - behind - first,
            html=tuple(html[first:stop]),
            lines=tuple(lines[first:stop]),
            shift=shift,
            end=end,
        )
        self._html, self._lines, self._end, self.revision = html, lines, end, self.revision + 1
        return patch


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk's HTML before the last pass; `open`: an element is left open in it."""

    prepared: finish.Prepared
    open: bool


def _split(body: str, dialect: Dialect) -> tuple[list[str], list[int], int]:
    """The sources of the chunks, the line each begins at, and the number of lines."""
    cuts = [0, *dialect.cuts(body), len(body)]
    sources: list[str] = []
    lines: list[int] = []
    line = 0
    for start, end in pairwise(cuts):
        source = body[start:end]
        sources.append(source)
        lines.append(line)
        line += source.count("\n")
    return sources, lines, line + 1


@cache
def _shared(dialect: str) -> Dialect:
    return dialect_of(dialect)


def _definitions(dialect: str, source: str) -> Definitions:
    key = (dialect, source)
    if key not in _SEEN:
        if len(_SEEN) > 2000:
            _SEEN.clear()
        _SEEN[key] = _shared(dialect).definitions(source)
    return _SEEN[key]


_SEEN: dict[tuple[str, str], Definitions] = {}
