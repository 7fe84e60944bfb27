"""What each command does. Reads and writes posts; prints what was asked for."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from journal_app import files, paths
from journal_app.cli import check, edits, exporting, words
from journal_app.cli.common import (
    folder_at,
    folder_of_post,
    journal_at,
    nobody_has,
    post_at,
    read,
    rows_of,
    said,
    site_around,
    sound_head,
)
from journal_app.cli.exporting import Printer
from journal_app.cli.parser import WrongUsage
from journal_app.library.history import History
from journal_app.library.housekeeping.vocabulary import vocabulary
from journal_app.library.index import scan
from journal_app.library.lists import table
from journal_app.library.making import new, placing, series
from journal_app.library.row import UNDATED, PostRow, places
from journal_app.library.search.query import Choice, Query
from journal_app.library.sites import folder as folder_of
from journal_app.post import faults
from journal_app.post.errors import JournalError, shown
from journal_app.post.post import Post, Value


def run(options: argparse.Namespace, printer: Callable[[], Printer]) -> int:
    """Run the command the options name; returns the exit status. `printer` is there for `export --pdf` alone."""
    if options.command == "export":
        return exporting.run(options, printer)
    return _COMMANDS[options.command](options)


def _list(options: argparse.Namespace) -> int:
    journal = journal_at(options.folder)
    rows = rows_of(journal.name, journal.site)
    categories = [Choice("category", options.category)] if options.category else []
    asked = Query(choices=(*categories, *(Choice("tag", tag) for tag in options.tag)), pinned_first=False)
    shown_rows = table.run(rows, asked, nested=journal.site.nested).rows
    if not shown_rows:
        said(_why_none(rows, asked, nested=journal.site.nested))
    if options.json:
        print(_json([_object(row) for row in shown_rows]))
        return 0
    for row in shown_rows:
        parts = [row.date, " ".join(row.title.split()), shown(row.path)]
        print("\t".join([*parts, row.error] if row.error else parts))
    return 0


def _why_none(rows: Sequence[PostRow], asked: Query, *, nested: bool) -> str:
    if not rows:
        return "There is no post in this folder."
    for choice in asked.choices:
        if choice.kind == "tag":
            known = {tag for row in rows for tag in row.tags}
        else:
            known = {place for row in rows for place in places(row, nested=nested)}
        if choice.name not in known:
            return nobody_has(choice.kind, choice.name, known)
    return "No post has all of these."


def _get(options: argparse.Namespace) -> int:
    post, _ = sound_head(post_at(options.post))
    doubled = [field for field, reason in post.locked.items() if reason == faults.TWICE]
    if options.field is None:
        for field in doubled:
            said(f"{shown(post.path)}: {field} stands twice in the head; the last one is shown.")
        print(_json(dict(post.fields)))
        return 0
    if edits.is_in(post, options.field, doubled):
        raise JournalError(f"{shown(post.path)}: {options.field} stands twice in the head: which one holds is unsure.")
    print(_printed(edits.value_of(post, options.field)), end="")
    return 0


def _set(options: argparse.Namespace) -> int:
    wishes = [edits.read(text) for text in options.edits]
    replaced = [wish.field for wish in wishes if wish.sign == "=" or wish.field in options.unset]
    replaced += options.unset
    if twice := [field for field in dict.fromkeys(replaced) if replaced.count(field) > 1]:
        raise WrongUsage(f"set: {twice[0]} is given twice.")
    path = post_at(options.post)
    post, stamp = sound_head(path)
    order: tuple[str, ...] = ()
    if any(wish.field.split(".")[0] not in post.fields for wish in wishes):
        order = _usual_order(path)
    edited = post
    for wish in wishes:
        edited = edits.applied(edited, wish, order)
    for field in options.unset:
        edited = edits.without(edited, field)
    raw = edited.to_bytes()
    if raw != post.to_bytes():
        history = History(paths.state_dir() / "history")
        saved = files.save(path, raw, stamp, keep=partial(history.keep, path))
        if saved.displaced is not None:
            said(f"Another program wrote {shown(path)} meanwhile; its version is kept as {shown(saved.displaced)}.")
    return 0


def _new(options: argparse.Namespace) -> int:
    folder = folder_at(options.folder)
    site = site_around(folder)
    rows = rows_of(folder, site)
    now = datetime.now().astimezone()
    if options.week:
        post = series.next_week(rows, _post, now, folder=folder)
    else:
        if not options.title.strip():
            raise WrongUsage("new: the title is empty.")
        sibling = new.sibling(placing.siblings(rows, site), _post) or new.sibling(rows, _post)
        post = placing.like(sibling, options.title.strip(), site, folder, now)
    files.save(post.path, post.to_bytes(), None)
    print(shown(post.path))
    return 0


def _post(path: Path) -> Post:
    return read(path)[0]


def _usual_order(path: Path) -> tuple[str, ...]:
    """The order the posts beside this one put their fields in."""
    beside = folder_of_post(path)
    site = site_around(beside)
    rows: list[PostRow] = []
    for entry in folder_of.posts(beside, site):
        row = scan.row_at(entry, site)
        if row is not None:
            rows.append(row)
        if len(rows) >= 200:
            break
    return vocabulary(rows).order


def _object(row: PostRow) -> dict[str, Any]:
    if row.words < 0:
        row = scan.counted(row)
    return {
        "path": str(row.path),
        "title": row.title,
        "date": row.date,
        "moment": None if row.moment == UNDATED else row.moment,
        "excerpt": row.excerpt,
        "categories": row.categories,
        "tags": row.tags,
        "cover": row.cover,
        "words": row.words,
        "draft": row.draft,
        "pinned": row.pinned,
        "error": row.error,
        "error_line": row.error_line,
    }


def _printed(value: Value) -> str:
    """A text as written, a list one item a line, a map as JSON; with the last line feed."""
    if isinstance(value, list):
        return "".join(
            _printed(item) if not isinstance(item, list | dict) else f"{_json(item, None)}\n" for item in value
        )
    if isinstance(value, dict):
        return f"{_json(value)}\n"
    if isinstance(value, bool):
        return "true\n" if value else "false\n"
    return "\n" if value is None else f"{value}\n"


def _json(value: Any, indent: int | None = 2) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:  # a name of odd bytes: JSON can only escape it
        return json.dumps(value, indent=indent)
    return text


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "get": _get,
    "set": _set,
    "new": _new,
    "check": check.run,
    "tags": words.run,
    "categories": words.run,
    "undo": words.undo,
}
