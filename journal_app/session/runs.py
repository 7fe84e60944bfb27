"""The runs over many posts that were made: each a log beside the recovery store, so that one can be taken back later.

    runs/<nanoseconds>.log    what was asked; before a file is written, how to take that back; how it ended

A log is on the disk before the files it tells of are written. One without an end was cut short: what it tells of was
written or not, as each file's digest says. Knows no post and writes none.
"""

import base64
import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from journal_app import files
from journal_app.library.housekeeping.operations import Operation, as_json, from_json
from journal_app.library.housekeeping.plans import Change, Splice
from journal_app.session.post_log import RECORD_HEADER, packed, records, sync_folder

VERSION = 1
MOST = 30  # runs that are remembered
_FIRST, _LAST = 4096, 256  # bytes at either end of a log that mostly tell what a list of runs says


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the list of runs shows it. `posts` were written, or were to be; `undone`: it was taken back.

    `undoes` is the name of the run that this one took back, "" for any other. `ended`: it came to all of its posts.
    """

    name: str
    moment: datetime
    folder: Path
    operation: Operation
    posts: int
    undoes: str = ""
    ended: bool = False
    undone: bool = False


class RunLog:
    """The log of one run while it goes on. OSError when the disk refuses: then nothing may be written."""

    def __init__(self, store: Path, folder: Path, operation: Operation, posts: int, undoes: str = "") -> None:
        if not store.is_dir():
            store.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = time.time_ns()
        while (store / f"{number:020d}.log").exists():
            number += 1
        self.name = f"{number:020d}"
        self._store = store
        self._file = files.Log(store / f"{self.name}.log")
        head = {"folder": _coded(os.fsencode(folder)), "operation": as_json(operation), "undoes": undoes}
        self._file.append(packed({"version": VERSION, "posts": posts, **head}))
        self._undoes = undoes
        self._is_new = True

    def promise(self, changes: Iterable[Change]) -> None:
        """These files will be written now; when this returns the way back is on the disk."""
        self._file.append(b"".join(packed(_entry(change)) for change in changes))
        self._file.sync()
        if self._is_new:
            sync_folder(self._store)
            self._is_new = False

    def end(self, posts: int, *, whole: bool) -> None:
        """The run is over: so many posts were written; `whole`: it came to all. Without any it is not remembered."""
        with contextlib.suppress(OSError):  # then it looks cut short, and each file says what it is
            self._file.append(packed({"end": posts, "whole": whole}))
            self._file.sync()
        self._file.close()
        if not posts and not self._undoes:
            with contextlib.suppress(OSError):
                (self._store / f"{self.name}.log").unlink()


def recent(store: Path, folder: Path) -> tuple[Run, ...]:
    """The runs over the posts of `folder`, newest first, without those that took another back. Old logs go."""
    real = os.path.realpath(folder)  # it may have been named another way then
    return tuple(run for run in _all(store) if os.path.realpath(run.folder) == real)


def around(store: Path, folder: Path) -> tuple[Run, ...]:
    """As `recent`, of journals that lie around this folder or in it."""
    real = Path(os.path.realpath(folder))
    places = ((run, Path(os.path.realpath(run.folder))) for run in _all(store))
    return tuple(
        run for run, place in places if place != real and (place.is_relative_to(real) or real.is_relative_to(place))
    )


def _all(store: Path) -> tuple[Run, ...]:
    found: list[Run] = []
    logs = sorted(store.glob("*.log"), reverse=True) if store.is_dir() else []
    for number, log in enumerate(logs):
        if number >= MOST and not files.is_locked(log):
            with contextlib.suppress(OSError):
                log.unlink()
            continue
        run = _read(log)
        if run is not None:
            found.append(run)
    undone = {run.undoes for run in found if run.undoes and run.ended}
    return tuple(
        Run(run.name, run.moment, run.folder, run.operation, run.posts, "", run.ended, run.name in undone)
        for run in found
        if not run.undoes
    )


def changes_of(store: Path, name: str) -> tuple[Operation, tuple[Change, ...]]:
    """What a run was to do, file by file, as far as its log tells. OSError or LookupError when it cannot be read."""
    raw = (store / f"{name}.log").read_bytes()
    entries = [entry for entry, _ in records(raw)]
    operation = from_json(entries[0]["operation"])
    return operation, tuple(_change(entry) for entry in entries[1:] if "path" in entry)


def _read(log: Path) -> Run | None:
    try:
        head, last = _first_and_last(log)
        if head["version"] != VERSION:
            return None
        end = last.get("end")
        moment = datetime.fromtimestamp(int(log.stem) / 1e9, UTC)
        return Run(
            log.stem,
            moment,
            Path(os.fsdecode(base64.b64decode(head["folder"]))),
            from_json(head["operation"]),
            int(head["posts"] if end is None else end),
            str(head["undoes"]),
            bool(last.get("whole")),
        )
    except (OSError, LookupError, TypeError, ValueError):
        return None


def _first_and_last(log: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was asked, and how it ended (nothing when it was cut short): a log of thousands is not read for that."""
    with log.open("rb") as file:
        start = file.read(_FIRST)
        while not (found := next(records(start), None)) and (more := file.read(len(start))):
            start += more
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LAST))
        tail = file.read()
    if found is None:
        raise LookupError(log)
    at = tail.rfind(b'{"end": ')
    last = next(records(tail[at - RECORD_HEADER :]), None) if at >= RECORD_HEADER else None
    return found[0], last[0] if last is not None else {}


def _entry(change: Change) -> dict[str, Any]:
    splice = change.splice
    return {
        "path": _coded(os.fsencode(change.path)),
        "title": change.title,
        "before": change.before,
        "after": change.after,
        "at": splice.start,
        "old": _coded(splice.old),
        "new": _coded(splice.new),
    }


def _change(entry: dict[str, Any]) -> Change:
    path = Path(os.fsdecode(base64.b64decode(entry["path"])))
    splice = Splice(int(entry["at"]), base64.b64decode(entry["old"]), base64.b64decode(entry["new"]))
    return Change(path, str(entry["title"]), str(entry["before"]), str(entry["after"]), splice)


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
