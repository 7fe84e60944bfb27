"""The lines of the page of problems: a heading for each kind with its count, its problems below. Knows no colours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from journal_app.library.problems.problems import Kind, Problem
from journal_app.ui.lists.line_model import LineModel
from journal_app.ui.messages import reason

translate = QCoreApplication.translate


MOST: Final = 2_000  # lines of one kind


def kinds() -> dict[Kind, str]:
    """What each kind is called, in the author's language."""
    return {
        "unreadable": translate("Problems", "Files that cannot be read, conflict copies, merges"),
        "head": translate("Problems", "Heads that do not parse"),
        "title": translate("Problems", "Titles missing"),
        "date": translate("Problems", "Dates missing"),
        "future": translate("Problems", "Dates in the future"),
        "zone": translate("Problems", "Dates without a zone"),
        "excerpt": translate("Problems", "Excerpts missing or too long"),
        "image": translate("Problems", "Images not found"),
        "link": translate("Problems", "Links that lead nowhere"),
        "slug": translate("Problems", "Addresses used twice"),
        "twin": translate("Problems", "Words spelled in two ways"),
        "week": translate("Problems", "Weeks left out"),
    }


@dataclass(frozen=True, slots=True)
class Heading:
    """A kind with how many problems it has, how many of them can be mended, and whether they are folded away."""

    kind: Kind
    count: int
    mendable: int
    folded: bool = False

    @property
    def words(self) -> str:
        """What the kind is called, in the author's language."""
        return kinds()[self.kind]


@dataclass(frozen=True, slots=True)
class More:
    """So many problems of this kind are not shown: a filter brings them."""

    kind: Kind
    count: int


Line = Heading | Problem | More


def lines(
    problems: Sequence[Problem],
    text: str,
    folded: frozenset[Kind],
    title_of: Callable[[Path], str],
    most: int = MOST,
) -> list[Line]:
    """The lines for these problems, which come by kind; `text` narrows them to those that hold it.

    Of a kind at most `most` are shown.
    """
    wanted = text.casefold().split()
    found: list[Line] = []
    for kind, group in groupby(_narrowed(problems, wanted, title_of) if wanted else problems, attrgetter("kind")):
        ones = list(group)
        mendable = len(ones) - [one.mend for one in ones].count(None)
        found.append(Heading(kind, len(ones), mendable, kind in folded))
        if kind not in folded:
            found += ones[:most]
            if len(ones) > most:
                found.append(More(kind, len(ones) - most))
    return found


def _narrowed(problems: Iterable[Problem], wanted: list[str], title_of: Callable[[Path], str]) -> Iterator[Problem]:
    """The problems in whose post's title or path, sentence or kind every word stands."""
    posts: dict[Path, str] = {}
    words = {kind: text.casefold() for kind, text in kinds().items()}
    for problem in problems:
        where = posts.get(problem.path)
        if where is None:
            where = posts[problem.path] = f"{title_of(problem.path)}\n{problem.path}".casefold()
        sentence, kind = problem.sentence.casefold(), words[problem.kind]
        if all(word in where or word in sentence or word in kind for word in wanted):
            yield problem


class ProblemsModel(LineModel):
    """The lines for the view."""

    lines: tuple[Line, ...]

    def __init__(self, title_of: Callable[[Path], str]) -> None:
        super().__init__()
        self._title_of = title_of

    def title(self, path: Path) -> str:
        """What the post is called."""
        return self._title_of(path)

    def text(self, line: Line) -> str:
        if isinstance(line, Heading):
            return line.words
        if isinstance(line, More):
            return translate("Problems", "{n} more: the filter finds them").format(n=f"{line.count:,}")
        return reason(line.sentence)

    def hint(self, line: Line) -> str | None:
        return self.text(line) if isinstance(line, Problem) else None

    def spoken(self, line: Line) -> str:
        if isinstance(line, Heading):
            words = translate("Problems", "{kind}, problems: {count}")
            if line.folded:
                words = translate("Problems", "{kind}, problems: {count}, folded")
            return words.format(kind=line.words, count=line.count)
        if isinstance(line, More):
            return self.text(line)
        parts = [self.title(line.path), place(line), self.text(line)]
        if line.mend is not None:
            parts.append(translate("Problems", "can be mended"))
        return translate("Journals", ", ").join(part for part in parts if part)


def place(problem: Problem) -> str:
    """Where in its file a problem is, in words; "" when that is not known."""
    return translate("Problems", "line {n}").format(n=problem.line) if problem.line else ""
