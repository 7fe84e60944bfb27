"""One change over many posts: planned, made, taken back. Pure functions for a lane; they know no widget and no desk.

Nothing is written by a plan. A run writes a file only where it still is the one that was planned for, through the one
safe writer, after the way back is on the disk. Cancelled or failed it stops between two files. Nothing here loads Qt:
the command line goes the same way.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic

from journal_app import files
from journal_app.files import Stamp
from journal_app.library.history import History
from journal_app.library.housekeeping import plans
from journal_app.library.housekeeping.operations import Operation, edited
from journal_app.library.housekeeping.plans import Change, Plan, Refusal, Report, Target
from journal_app.post import markers
from journal_app.post.errors import ChangedOnDisk, EditRefused, JournalError, NotAPost, SaveFailed, shown
from journal_app.post.opening import opened
from journal_app.post.post import Post
from journal_app.session import outside
from journal_app.session.outside import Home
from journal_app.session.runs import RunLog, changes_of

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Edit = Callable[[Post, Operation, Sequence[str]], Post]

_TOGETHER = 64  # files whose way back is put on the disk at once
_PROGRESS_SECONDS = 0.05
_HOPELESS = ("full", "read_only_disk", "folder_missing")
_CHANGED = "it was changed since"
_FOR_GOOD = (_CHANGED, "it is not there any more")  # to ask again is of no use


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written and that somebody wanted to hear of: the post in it and its stamp."""

    post: Post
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Done:
    """How a run ended, and what was written of the posts in `open`."""

    report: Report
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run takes place: the journal, its history, the store of runs, and the posts somebody has open."""

    home: Home
    history: History | None
    store: Path
    open: frozenset[Path] = frozenset()


def plan(
    targets: Sequence[Target],
    operation: Operation,
    order: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    edit: Edit = edited,
) -> Plan | None:
    """What the operation would do to each of the targets; None when cancelled. Reads files, writes none.

    `edit` does it to one post: `replacing.edited` knows ReplaceText, too.
    """
    changes: list[Change] = []
    refused: list[Refusal] = []
    untouched = 0
    tell = _Teller(progress, len(targets))
    for number, target in enumerate(targets):
        if cancelled is not None and cancelled():
            return None
        try:
            found = _planned(target, operation, order, edit)
        except (JournalError, OSError) as error:
            refused.append(Refusal(target.path, target.title, _reason(target.path, error)))
        else:
            if found is None:
                untouched += 1
            else:
                changes.append(found)
        tell(number + 1)
    return Plan(operation, tuple(changes), tuple(refused), untouched)


def _planned(target: Target, operation: Operation, order: Sequence[str], edit: Edit) -> Change | None:
    raw, _ = files.read(target.path)
    post = opened(target.path, raw)
    if post.read_only:
        raise EditRefused("The head", post.read_only)
    after = edit(post, operation, order)
    if after is post:
        return None
    new = after.to_bytes()
    if new == raw:
        return None
    if target.hindrance:
        raise EditRefused("The head", target.hindrance)
    if markers.line_in(post):
        raise EditRefused("The head", "a merge in it was not finished")
    if not os.access(target.path, os.W_OK):
        raise EditRefused("The head", "the file is read-only")
    return plans.change(target, raw, new)


def run(
    place: Place,
    operation: Operation,
    changes: Sequence[Change],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    undoes: str = "",
    refused: Sequence[Refusal] = (),
) -> Done:
    """Make the changes, one file after the other. OSError when no log can be begun: then nothing is written.

    `undoes` names the run that is taken back, `refused` are the posts of it that cannot be: what is only in use now
    leaves that run to be taken back again.
    """
    log = RunLog(place.store, place.home.folder, operation, len(changes), undoes)
    made = _Making(place, log)
    tell = _Teller(progress, len(changes))
    stopped = ""
    done = 0
    try:
        while done < len(changes) and not stopped:
            together = changes[done : done + _TOGETHER]
            log.promise(together)
            for change in together:
                stopped = "cancelled" if cancelled is not None and cancelled() else made.make(change)
                if stopped:
                    break
                done += 1
                tell(done)
    except OSError as error:  # the log's disk; each file is whole
        stopped = files.sentence(error)
    finally:
        again = undoes and any(one.reason not in _FOR_GOOD for one in (*refused, *made.refused))
        log.end(len(made.written), whole=not stopped and done == len(changes) and not again)
    left = len(changes) - done
    report = Report(log.name, tuple(made.written), tuple(made.refused), left, stopped, tuple(made.kept))
    return Done(report, tuple(made.told))


def undo(
    place: Place,
    name: str,
    hindrances: Mapping[Path, str],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    looking: Progress | None = None,
) -> Done:
    """Take a run back where its files still are what it left. OSError or LookupError when its log cannot be read.

    `hindrances` says of the posts that must not be touched now why. Before any is written all are read: `looking` is
    told of that, and cancelled meanwhile nothing is written.
    """
    operation, changes = changes_of(place.store, name)
    back: list[Change] = []
    refused: list[Refusal] = []
    tell = _Teller(looking, len(changes))
    for number, change in enumerate(reversed(changes)):
        if cancelled is not None and cancelled():
            return Done(Report("", left=len(changes), stopped="cancelled"))
        tell(number)
        try:
            digest = files.read(change.path)[1].digest
        except (JournalError, OSError) as error:
            refused.append(Refusal(change.path, change.title, _reason(change.path, error)))
            continue
        if digest == change.after:
            if reason := hindrances.get(change.path):
                refused.append(Refusal(change.path, change.title, reason))
            else:
                back.append(change.back)
        elif digest != change.before:  # what is as it was before needs nothing
            refused.append(Refusal(change.path, change.title, _CHANGED))
    done = run(place, operation, back, progress, cancelled, name, refused)
    report = done.report
    told = (*refused, *report.refused)
    return Done(replace(report, refused=told), done.written)


class _Making:
    """The files of one run: what became of each."""

    def __init__(self, place: Place, log: RunLog) -> None:
        self._place = place
        self._log = log
        self.written: list[Path] = []
        self.refused: list[Refusal] = []
        self.kept: list[Refusal] = []
        self.told: list[Written] = []

    def make(self, change: Change) -> str:
        """Make one change; why there is no use in going on, or ""."""
        path = change.path
        try:
            raw, stamp = files.read(path)
            if stamp.digest != change.before:
                raise ChangedOnDisk(path)
            new = change.splice.applied(raw)
            saved = outside.write(self._place.home, path, new, stamp, self._keep(path), frozenset())
        except (JournalError, OSError, ValueError) as error:
            if isinstance(error, SaveFailed) and error.kind in _HOPELESS:
                return error.reason
            self.refused.append(Refusal(path, change.title, _reason(path, error)))
            if isinstance(error, SaveFailed) and error.became == "new":
                self.written.append(path)
            return ""
        self.written.append(path)
        if saved.displaced is not None:
            reason = f"what somebody else wrote at the same moment is kept as {shown(Path(saved.displaced.name))}"
            self.kept.append(Refusal(path, change.title, reason))
        if path in self._place.open:
            self.told.append(Written(opened(path, new), saved.stamp))
        return ""

    def _keep(self, path: Path) -> Callable[[Path, bytes], None] | None:
        """The way into the history: at once on the disk only where the file itself is written over in place."""
        history = self._place.history
        if history is None:
            return None
        in_place = os.stat(path).st_nlink > 1 or not os.access(path.parent, os.W_OK | os.X_OK)
        return partial(history.keep, lasting=in_place)


class _Teller:
    """Tells the progress, not more often than anybody could see."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._last = 0.0

    def __call__(self, done: int) -> None:
        now = monotonic()
        if self._progress is not None and (now - self._last > _PROGRESS_SECONDS or done == self._total):
            self._last = now
            self._progress(done, self._total)


def _reason(path: Path, error: Exception) -> str:
    """Why a file is left as it is, as a reason."""
    if isinstance(error, ChangedOnDisk | ValueError):
        return _CHANGED
    known = error if isinstance(error, JournalError) else outside.in_words(path, error)
    return known.reason if isinstance(known, EditRefused | NotAPost | SaveFailed) else str(known)
