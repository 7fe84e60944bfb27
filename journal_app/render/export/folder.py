"""Many posts into one folder: a page each, a list of them, links between them. Writes through what it is handed.

What goes wrong with one post is a line of the report and never the end of the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from journal_app.post import dates
from journal_app.post.errors import ExportFailed, SaveFailed
from journal_app.post.site import Site
from journal_app.render.card import language_of, shown_date
from journal_app.render.export.export import MADE, About, Look, Note, page_html
from journal_app.render.export.links import Links
from journal_app.render.export.pool import Hands, Made, Order, Pool

INDEX = "index.html"
_HEAD = 4096  # bytes of a file in which our mark stands
_LONGEST = 256 << 20
PRINTED = b"Journal exported page"  # what our PDFs say of who made them
_LONGEST_EXCERPT = 200

Write = Callable[[Path, bytes], None]
Convert = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be exported: the orders, the page of each by its post, and the folder they go into.

    `title` heads the list of pages, if it is `listed`. `kept`: files in the folder that must not be replaced.
    """

    orders: tuple[Order, ...]
    site: Site
    look: Look
    links: Links
    folder: Path
    title: str = ""
    listed: bool = True
    kept: frozenset[Path] = frozenset()

    def target(self, order: Order) -> Path:
        """The file of an order's page."""
        return self.folder / self.links.files[str(order.path)]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report: what happened with the post at `path`. `kind` is "failed", "kept", "image" or "link"."""

    path: Path
    kind: str
    name: str
    reason: str = ""
    tried: str = ""


@dataclass(slots=True)
class Report:
    """What came of an errand; grows while it is under way."""

    written: list[Path] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a page is missing that was asked for."""
        return any(line.kind in ("failed", "kept") for line in self.lines)


def foreign(errand: Errand) -> tuple[Path, ...]:
    """The files in the folder that stand in the way and were not made by an export."""
    targets = [errand.target(order) for order in errand.orders]
    if errand.listed:
        targets.append(errand.folder / INDEX)
    return tuple(target for target in dict.fromkeys(targets) if is_foreign(target))


def is_foreign(target: Path) -> bool:
    """Whether a file is there that is not one of our pages."""
    try:
        with target.open("rb") as file:
            start = file.read(_HEAD)
            if start.startswith(b"%PDF-"):
                return PRINTED not in start + file.read(_LONGEST)
            return MADE not in start
    except FileNotFoundError:
        return False
    except OSError:
        return True


class Export:
    """One errand under way. `stop` may be called from any thread: what is written stays.

    `convert` makes of a page what is written instead, in the thread that takes the steps.
    """

    def __init__(
        self, errand: Errand, write: Write, convert: Convert | None = None, hands: Hands | None = None
    ) -> None:
        self._errand = errand
        self._write = write
        self._convert = convert
        self._pool = Pool(errand.site, errand.look, errand.links, INDEX if errand.listed else "", hands=hands)
        self._stopped = False
        self.report = Report()

    def stop(self) -> None:
        """Write no further page."""
        self._stopped = True
        self._pool.stop()

    @property
    def stopped(self) -> bool:
        """Whether it ended before its time."""
        return self._stopped

    def steps(self) -> Iterator[int]:
        """Do it; says after each post how many are done."""
        errand, report = self._errand, self.report
        listed: list[tuple[str, About]] = []
        for done, made in enumerate(self._pool.pages(errand.orders), 1):
            try:
                self._put(made, listed)
            except ExportFailed as error:
                report.lines.append(Line(made.order.path, "failed", errand.target(made.order).name, error.reason))
            yield done
        if listed and errand.listed and not self._stopped:
            self._write_index(listed)
        report.lines.sort(key=lambda line: (str(line.path), line.kind))
        report.written.sort()

    def _put(self, made: Made, listed: list[tuple[str, About]]) -> None:
        """Write a page. Raises ExportFailed."""
        target, report = self._errand.target(made.order), self.report
        if made.page is None:
            raise ExportFailed(target, made.failed)
        if target in self._errand.kept:
            report.lines.append(Line(made.order.path, "kept", target.name))
            return
        content = made.page.html if self._convert is None else self._convert(made.page.html)
        try:
            self._write(target, content)
        except SaveFailed as error:
            raise ExportFailed(target, error.reason) from error
        report.written.append(target)
        report.lines += [_line(made.order.path, note) for note in made.page.notes]
        listed.append((target.name, made.page.about))

    def _write_index(self, listed: Sequence[tuple[str, About]]) -> None:
        target = self._errand.folder / INDEX
        if target in self._errand.kept:
            self.report.lines.append(Line(target, "kept", target.name))
            return
        try:
            self._write(target, index_page(self._errand.title, listed, self._errand.look))
            self.report.written.append(target)
        except SaveFailed as error:
            self.report.lines.append(Line(target, "failed", target.name, error.reason))


def index_page(title: str, listed: Sequence[tuple[str, About]], look: Look) -> bytes:
    """The list of the pages as a page: newest first, by year, with date and excerpt."""
    language = look.language or _commonest([about.language for _, about in listed]) or language_of(title)
    parts = [f'<header class="card"><h1 class="title">{escape(title)}</h1></header>\n<div class="article index">\n']
    year: str | None = None
    for name, about in sorted(listed, key=_newest_first):
        read = dates.read(about.date)
        if (now := f"{read.moment.year}" if read else "") != year:
            parts.append("</ul>\n" if year is not None else "")
            parts.append(f"<h2>{now or '—'}</h2>\n<ul>\n")
            year = now
        parts.append(_entry(name, about, language))
    parts.append("</ul>\n</div>\n" if listed else "</div>\n")
    html = page_html(title, language, look, "", "".join(parts))
    return html.encode("utf-8", "replace")


def _entry(name: str, about: About, language: str) -> str:
    lang = f' lang="{escape(about.language, quote=True)}"' if about.language not in ("", language) else ""
    date = f'<span class="date">{escape(shown_date(about.date).split(" ")[0])}</span>' if about.date else ""
    excerpt = " ".join(about.excerpt.split())
    if len(excerpt) > _LONGEST_EXCERPT:
        excerpt = excerpt[:_LONGEST_EXCERPT].rstrip() + "…"
    said = f"<p>{escape(excerpt)}</p>" if excerpt else ""
    link = f'<a href="{escape(name, quote=True)}">{escape(about.title or name)}</a>'
    return f"<li{lang}>{date}{link}{said}</li>\n"


def _newest_first(entry: tuple[str, About]) -> tuple[float, str]:
    read = dates.read(entry[1].date)
    return (-read.sort_key if read else float("inf"), entry[0])


def _commonest(names: Sequence[str]) -> str:
    return max(sorted(set(names)), key=names.count, default="")


def _line(path: Path, note: Note) -> Line:
    return Line(path, note.kind, note.name, note.reason, note.tried)
