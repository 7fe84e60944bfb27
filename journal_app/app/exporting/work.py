"""What an export does off the window's thread: pure functions of values. Knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import files
from journal_app.library.sites.folder import is_markdown
from journal_app.post.errors import ExportFailed, JournalError, SaveFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.settings import JournalChoices

if TYPE_CHECKING:  # none of it is for the start
    from journal_app.render.export.export import Exported, Look
    from journal_app.render.export.folder import Errand, Export, Line
    from journal_app.ui.dialogs.export import ExportWish


@dataclass(frozen=True, slots=True)
class Style:
    """How pages are to look, before the disk is asked for the style sheet."""

    choices: JournalChoices
    style: str
    sheet: Path | None

    def look(self) -> "Look":
        """The same, with the style sheet read."""
        from journal_app.render.export.export import Look
        from journal_app.render.safe import style_sheet

        sheet = style_sheet.read(self.sheet) if self.sheet is not None else ""
        return Look(self.choices.language, self.style, sheet, self.choices.join_han)


def made(post: Post, site: Site, style: Style, target: Path | None = None, *, rich: bool = False) -> "Exported":
    """The page, or with `rich` what is copied. ExportFailed when there is none."""
    if target is not None and target.resolve() == post.path.resolve():
        raise ExportFailed(target, "it is the post itself")
    from journal_app.render.export import pool

    return pool.page(post, site, style.look(), rich=rich)


def written(target: Path, content: bytes) -> Path:
    """Write a page. ExportFailed when that cannot be."""
    try:
        files.write(target, content, spare=is_markdown)
    except SaveFailed as error:
        raise ExportFailed(target, error.reason) from error
    return target


def marked(html: bytes) -> bytes:
    """The page as it is printed."""
    from journal_app.app.exporting import printing

    return printing.with_marks(html)


def outlined(target: Path, pdf: bytes, html: bytes) -> bytes:
    """The PDF with its outline. ExportFailed when there is no PDF."""
    from journal_app.app.exporting import printing

    try:
        return printing.outlined(pdf, html)
    except ExportFailed as error:
        raise ExportFailed(target, error.reason) from error


def planned(
    wish: "ExportWish", unsaved: dict[Path, Post], site: Site, journal: Path, style: Style
) -> "tuple[Errand, list[Line], tuple[Path, ...]]":
    """The errand, the posts that cannot be read, and the files in the way."""
    from journal_app.library.links import outlets
    from journal_app.render.export import folder as export_folder
    from journal_app.render.export.links import Links
    from journal_app.render.export.pool import Order

    heads, orders, lines = [], [], []
    for path in wish.paths:
        post = unsaved.get(path)
        try:
            read = post or Post.parse(path, files.read(path)[0])
        except OSError as error:
            lines.append(export_folder.Line(path, "failed", path.name, files.sentence(error, reading=True)))
            continue
        except JournalError as error:
            lines.append(export_folder.Line(path, "failed", path.name, str(error)))
            continue
        heads.append((path, read.fields))
        orders.append(Order(path, post.to_bytes() if post is not None and post.bulk is None else None))
    try:
        wish.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFailed(wish.folder, files.sentence(error)) from error
    found = outlets.outlets(heads, site)
    links = Links.of(found.files, found.addresses, found.names, site.base)
    title = (journal if site.kind == "plain" else site.root).name
    errand = export_folder.Errand(tuple(orders), site, style.look(), links, wish.folder, title, len(orders) > 1)
    return errand, lines, export_folder.foreign(errand)


def taken(export: "Export", folder: Path, progressed: Callable[[int], object]) -> None:
    """Take the steps of an export, telling each."""
    for done in export.steps():
        progressed(done)
    files.settle(folder)
