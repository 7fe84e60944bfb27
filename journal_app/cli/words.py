"""`tags` and `categories`: listed, renamed, merged, deleted; planned, written and taken back as in the window."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from journal_app import files, paths
from journal_app.cli import deeds
from journal_app.cli.common import journal_at, nobody_has, rows_of, said
from journal_app.cli.parser import PROGRAM, WrongUsage
from journal_app.library.history import History
from journal_app.library.housekeeping import branches
from journal_app.library.housekeeping.operations import (
    Kind,
    Operation,
    concerns,
    removing,
    renaming,
)
from journal_app.library.housekeeping.plans import Plan, Refusal, Report, Target
from journal_app.library.housekeeping.twins import others, twins
from journal_app.library.row import places
from journal_app.library.sites.folder import identity
from journal_app.post.errors import JournalError, shown
from journal_app.session import batch, runs
from journal_app.session.batch import Place
from journal_app.session.outside import Home

_ONE: dict[Kind, str] = {"tags": "tag", "categories": "category"}


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for; the exit status is 1 when a post had to be left as it is."""
    if not Path(options.folder).is_dir() and any(Path(word).is_dir() for word in options.words):
        raise WrongUsage(f"{options.command}: the folder comes last: {_in_order(options)}.")
    journal = _Journal(options.folder)
    kind: Kind = "tags" if options.command == "tags" else "categories"
    words = tuple(word.strip() for word in options.words)
    if options.deed == "list":
        counts = journal.tree if kind == "categories" else journal.counts(kind)
        if not counts:
            said(f"No post has a {_ONE[kind]}." if journal.rows else "There is no post in this folder.")
        for line in _listed(counts):
            print(line)
        return 0
    if not all(words):
        raise WrongUsage(f"{options.command}: a name is empty.")
    known = journal.counts(kind)
    olds = words if options.deed == "delete" else words[:-1]
    is_tree = kind == "categories"
    for word in olds:
        # a place in the tree may be written in steps, or only with what lies in it
        is_place = is_tree and journal.is_branch(word)
        is_word = word in known and not (is_tree and journal.nested and options.deed == "delete")
        if not is_word and not is_place:
            raise JournalError(nobody_has(_ONE[kind], word, (*known, *journal.tree) if is_tree else known))
    operation: Operation
    if options.deed == "delete":
        operation = removing(kind, olds, journal.tree, nested=journal.nested)
    else:
        wanted = tuple(word for word in olds if word != words[-1])
        operation = renaming(kind, wanted, words[-1], journal.tree, nested=journal.nested)
    return _carry_out(journal, operation, dry=options.dry_run)


def undo(options: argparse.Namespace) -> int:
    """Take back the last change of many posts; the exit status is 1 when a post had to be left as it is."""
    journal = _Journal(options.folder)
    last = next((run for run in runs.recent(journal.store, journal.folder) if not run.undone), None)
    if last is None:
        other = next((run for run in runs.around(journal.store, journal.folder) if not run.undone), None)
        if other is not None:
            raise JournalError(
                f"No change of many posts is left to be undone in this folder; "
                f"one was made in {shown(other.folder)}: {deeds.told(other)}."
            )
        raise JournalError("No change of many posts is left to be undone here.")
    if files.is_locked(journal.store / f"{last.name}.log"):
        raise JournalError("A change of many posts is under way in another window: it can be undone when it is over.")
    print(f"Taking back: {deeds.told(last)}.")
    try:
        report = batch.undo(journal.place, last.name, {}).report
    except LookupError as error:
        raise JournalError("What the last change did cannot be read any more.") from error
    except OSError as error:
        raise JournalError(f"Nothing was written: {files.sentence(error)}.") from error
    _print_end(journal, report, "is as it was" if len(report.written) == 1 else "are as they were")
    return 1 if report.refused or report.stopped else 0


def _in_order(options: argparse.Namespace) -> str:
    """The command with its folder at the end."""
    names = [*options.words, options.folder]
    place = next(name for name in names if Path(name).is_dir())
    names.remove(place)
    words = [f'"{name}"' if " " in name else name for name in (*names, place)]
    return " ".join([PROGRAM, options.command, options.deed, *words])


class _Journal:
    """The journal in a folder: its posts, and how its files are named here."""

    def __init__(self, name: str) -> None:
        self._journal = journal_at(name)
        self.folder = self._journal.folder
        self.nested = self._journal.site.nested
        self.rows = rows_of(self.folder, self._journal.site)
        self.store = paths.state_dir() / "runs"

    @property
    def place(self) -> Place:
        """Where a run takes place. JournalError when the folder is not there any more."""
        try:
            home = Home(self.folder, identity(self.folder))
        except OSError as error:
            raise JournalError(f"{shown(self._journal.name)}: {files.sentence(error, reading=True)}.") from error
        return Place(home, History(paths.state_dir() / "history"), self.store)

    @property
    def tree(self) -> Counter[str]:
        """Every place in the tree of categories, with how many posts it has."""
        return Counter(path for row in self.rows for path in places(row, nested=self.nested))

    def is_branch(self, word: str) -> bool:
        """Whether a post lies in this branch of the tree of categories."""
        return any(branches.below(path, word) for path in self.tree)

    def counts(self, kind: Kind) -> Counter[str]:
        """How many posts have each word."""
        return Counter(word for row in self.rows for word in (row.tags if kind == "tags" else row.categories))

    def called(self, path: Path) -> str:
        """A file as it is named from here."""
        return shown(self._journal.called(path))


def _listed(counts: Mapping[str, int]) -> list[str]:
    """One line a word, most used first: how many posts, the word, and those that look like it."""
    alike = others(twins(counts))
    order = sorted(counts, key=lambda word: (-counts[word], word))
    return ["\t".join([str(counts[word]), word, *alike.get(word, ())]) for word in order]


def _carry_out(journal: _Journal, operation: Operation, *, dry: bool) -> int:
    targets = [
        Target(row.path, row.title, "it is a conflict copy" if row.copy_of else "")
        for row in journal.rows
        if concerns(operation, row.categories, row.tags)
    ]
    plan = batch.plan(targets, operation)
    if plan is None:
        return 1
    _print_lines(journal, plan)
    _tell(journal, plan.refused)
    if dry or not plan.changes:
        counted = "1 post" if len(plan.changes) == 1 else f"{len(plan.changes)} posts"
        print(f"{counted} would change; nothing is written.")
        return 1 if plan.refused else 0
    try:
        report = batch.run(journal.place, operation, plan.changes).report
    except OSError as error:
        raise JournalError(f"Nothing was written: {files.sentence(error)}.") from error
    _print_end(journal, report, "was changed" if len(report.written) == 1 else "were changed")
    return 1 if plan.refused or report.refused or report.stopped else 0


def _print_lines(journal: _Journal, plan: Plan) -> None:
    """Every line that changes, with its file and number: `-` as it is, `+` as it will be."""
    for change in plan.changes:
        for line in change.lines:
            for sign, text in (("-", line.old), ("+", line.new)):
                if text is not None:
                    print(f"{journal.called(change.path)}:{line.number}:{sign}{text}")


def _tell(journal: _Journal, refused: Sequence[Refusal]) -> None:
    for one in refused:
        said(f"{journal.called(one.path)} stays as it is: {one.reason}.")


def _print_end(journal: _Journal, report: Report, what: str) -> None:
    _tell(journal, report.refused)
    for one in report.kept:
        said(f"{journal.called(one.path)}: {one.reason}.")
    if report.stopped:
        said(f"Stopped with {report.left} posts left: {report.stopped}.")
    counted = "1 post" if len(report.written) == 1 else f"{len(report.written)} posts"
    print(f"{counted} {what}.")
