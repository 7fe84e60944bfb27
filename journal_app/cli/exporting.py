"""`export`: one post into a page or a PDF, or many into a folder. What is missing in the pages is told on stderr."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import files, settings
from journal_app.cli.common import (
    NoSuchPath,
    folder_at,
    folder_of_post,
    home_of,
    post_at,
    read,
    rows_of,
    said,
    site_around,
)
from journal_app.cli.parser import WrongUsage
from journal_app.library.links import outlets
from journal_app.library.lists import table
from journal_app.library.search.query import Choice, Query
from journal_app.library.sites import folder as folder_of
from journal_app.post.errors import ExportFailed, JournalError, SaveFailed, shown
from journal_app.post.post import Post
from journal_app.post.site import Site

if TYPE_CHECKING:
    from journal_app.render.export.export import Look, Note
    from journal_app.render.export.folder import Line, Report

Printer = Callable[[bytes], bytes]  # a page's HTML in, a PDF out; raises ExportFailed
_PAGES = (".html", ".htm", ".pdf")
_REASONS = {
    "remote": "it is on the web",
    "outside": "it lies outside the journal",
    "missing": "there is no such file",
    "no image": "it is no image",
    "too large": "it is too large",
    "embedded": "it is none, or too large",
}


def run(options: argparse.Namespace, printer: Callable[[], Printer]) -> int:
    """Do what the options ask for; returns the exit status. `printer` loads the web engine when it is called."""
    named = [_place(name) for name in options.posts]
    folders = [place for place in named if place.is_dir()]
    if len(named) == 1 and not folders and not _is_folder(options.output):
        if options.tag:
            raise WrongUsage("export: --tag is for folders.")
        return _one(named[0], options, printer)
    return _many(named, options, printer)


def look_of(folder: Path, style: str) -> "Look":
    """How the pages of the journal in `folder` or around it look, as was chosen there."""
    from journal_app.render.export.export import Look
    from journal_app.render.safe import style_sheet

    home, choices = home_of(folder)
    sheet = style_sheet.read(home / choices.style_sheet) if choices.style_sheet else ""
    wanted = style or choices.style or settings.load().preview_style
    return Look(choices.language, wanted, sheet, choices.join_han)


def _one(path: Path, options: argparse.Namespace, printer: Callable[[], Printer]) -> int:
    from journal_app.render.export import folder as export_folder  # loaded only when they are needed
    from journal_app.render.export import pool

    post, _ = read(path)
    ending = ".pdf" if options.pdf else ".html"
    target = Path(options.output) if options.output else _beside(path, ending)
    if options.output != "-":
        if not target.parent.is_dir():
            raise NoSuchPath(f"There is no folder {shown(target.parent)}.")
        if folder_of.is_markdown(target) or target.is_dir():
            raise ExportFailed(target, "a page never takes the place of a post or a folder")
        if not options.output and export_folder.is_foreign(target):
            raise ExportFailed(target, "a file is there that no export made; name it with -o to replace it")
    look = look_of(_home(path), options.style)
    page = pool.page(post.with_path(path.absolute()), site_around(_home(path)), look)
    for note in page.notes:
        said(_missing(path, note))
    made = printer()(page.html) if options.pdf else page.html
    if options.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
        return 0
    try:
        files.write(target, made, spare=folder_of.is_markdown)
    except SaveFailed as error:
        raise ExportFailed(target, error.reason) from error
    print(shown(target))
    return 0


def _many(named: Sequence[Path], options: argparse.Namespace, printer: Callable[[], Printer]) -> int:
    if options.output == "-":
        raise WrongUsage("export: one post alone goes to standard output.")
    first = named[0] if named[0].is_dir() else _home(named[0])
    folder = Path(options.output) if options.output else Path(f"{first.absolute().name}-export")
    if folder.suffix.lower() in _PAGES and not folder.is_dir() and not _is_folder(options.output):
        raise WrongUsage(f"export: these pages go into a folder, and {shown(folder)} is the name of a page.")
    paths = _paths(named, options.tag)
    if not paths:
        raise JournalError(f"There is no post to export in {shown(first)}.")
    made = _made(folder)
    try:
        return _written(paths, folder, first, options, printer)
    finally:
        for place in made:  # where nothing came into them
            with contextlib.suppress(OSError):
                place.rmdir()


def _made(folder: Path) -> list[Path]:
    """Make the folder and those above it that are not there; which were made, the innermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        for place in missing:
            with contextlib.suppress(OSError):
                place.rmdir()
        raise ExportFailed(folder, files.sentence(error)) from error
    return missing


def _written(
    paths: Sequence[Path], folder: Path, first: Path, options: argparse.Namespace, printer: Callable[[], Printer]
) -> int:
    from journal_app.render.export import folder as export_folder
    from journal_app.render.export.links import Links
    from journal_app.render.export.pool import Hands, Order

    look, site = look_of(first, options.style), site_around(first)
    ending = ".pdf" if options.pdf else ".html"
    with contextlib.closing(Hands(len(paths), site.dialect)) as hands:
        posts = _posts(paths)
        found = outlets.outlets([(post.path, post.fields) for post in posts], site, ending=ending)
        orders = tuple(Order(post.path) for post in posts)
        links = Links.of(found.files, found.addresses, found.names, site.base)
        listed = len(posts) > 1 and not options.pdf
        errand = export_folder.Errand(orders, site, look, links, folder, _title(first, site), listed)
        errand = replace(errand, kept=frozenset(export_folder.foreign(errand)))
        write = partial(files.write, spare=folder_of.is_markdown, one_of_many=True)
        export = export_folder.Export(errand, write, printer() if options.pdf else None, hands)
        for done in export.steps():
            _progress(done, len(posts))
    files.settle(folder)
    _tell(export.report, folder)
    return 1 if export.report.failed or len(posts) < len(paths) else 0


def _tell(report: "Report", folder: Path) -> None:
    """What is missing, and where the list of the pages is, or each page where there is no list."""
    for line in report.lines:
        match line.kind:
            case "failed":
                said(f"{_shown(line.path)} was not exported: {line.reason}.")
            case "kept":
                said(f"{shown(folder / line.name)} was not made by an export and is kept as it is.")
            case _:
                said(_missing(line.path, line))
    index = folder / "index.html"
    for target in [index] if index in report.written else report.written:
        print(shown(target))


def _paths(named: Sequence[Path], tags: Sequence[str]) -> tuple[Path, ...]:
    """The posts named, and those of the folders named: with all the tags, and no drafts."""
    found: dict[Path, None] = {}
    drafts = 0
    for place in named:
        if not place.is_dir():
            found.setdefault(place.absolute())
            continue
        rows = rows_of(place, site_around(place))
        for row in table.run(rows, Query(choices=tuple(Choice("tag", tag) for tag in tags), pinned_first=False)).rows:
            drafts += row.draft
            if not row.draft:
                found.setdefault(row.path.absolute())
    if drafts:
        said("1 draft is left out." if drafts == 1 else f"{drafts} drafts are left out.")
    return tuple(found)


def _posts(paths: Sequence[Path]) -> list[Post]:
    """These posts, those that can be read; of the others it is said why not."""
    posts = []
    for path in paths:
        try:
            posts.append(read(path)[0])
        except JournalError as error:
            said(str(error))
    return posts


def _place(name: str) -> Path:
    """The post called so, or the folder: one that holds an index and no other post is a bundle."""
    path = Path(name)
    if path.is_dir():
        indexes = [entry.path for entry in folder_of.posts(path, Site(root=path.absolute()))]
        if len(indexes) == 1 and indexes[0].stem.lower() == "index" and indexes[0].parent.absolute() == path.absolute():
            return post_at(name)
        return folder_at(name)
    return post_at(name)


def _is_folder(output: str | None) -> bool:
    return bool(output) and output != "-" and (str(output).endswith(("/", "\\")) or Path(str(output)).is_dir())


def _home(post: Path) -> Path:
    return folder_of_post(post).absolute()


def _beside(path: Path, ending: str) -> Path:
    return path.parent / f"{path.parent.name}{ending}" if path.stem.lower() == "index" else path.with_suffix(ending)


def _title(folder: Path, site: Site) -> str:
    place = folder if site.kind == "plain" else site.root
    return place.absolute().name


def _shown(path: Path) -> str:
    """The path as it is named from here."""
    here = Path.cwd()
    return shown(path.relative_to(here) if path.is_relative_to(here) else path)


def _missing(path: Path, note: "Note | Line") -> str:
    if note.kind == "link":
        return f"{_shown(path)}: the link to {note.name} leads to nothing that is exported."
    why = _REASONS.get(note.reason, note.reason) + (f" (looked for {note.tried})" if note.tried else "")
    return f"{_shown(path)}: the image {note.name} is not in the page: {why}."


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{count}", end="\n" if done == count else "", file=sys.stderr, flush=True)
