"""What a change of many posts would do to each file, before anything is written: plain values. Knows no disk.

A file's change is one splice of its bytes, with what it was and what it will be by digest, so that it can be made, and
taken back, only where the file is exactly the one that was looked at.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from journal_app.library.housekeeping.operations import Operation

UNSAVED = "it has unsaved text"  # the reason an author can do something about at once
_MOST_LINES = 2000  # of a changed stretch; a longer one is shown as gone and new as a whole


@dataclass(frozen=True, slots=True)
class Splice:
    """At the byte `start`, `old` goes and `new` comes."""

    start: int
    old: bytes
    new: bytes

    def applied(self, raw: bytes) -> bytes:
        """The bytes after it. ValueError when `old` is not what stands there."""
        end = self.start + len(self.old)
        if raw[self.start : end] != self.old:
            raise ValueError("these are other bytes")
        return raw[: self.start] + self.new + raw[end:]

    @property
    def back(self) -> "Splice":
        """The way back."""
        return Splice(self.start, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that changes, by its number in the old file from 1. `old` is None for a new one, `new` for one gone."""

    number: int
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file. `before` and `after` are the SHA-256 of all its bytes, in hex."""

    path: Path
    title: str
    before: str
    after: str
    splice: Splice
    lines: tuple[Line, ...] = ()

    @property
    def back(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.path, self.title, self.after, self.before, self.splice.back)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that stays as it is, and why: a reason as the lower floors word it."""

    path: Path
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that would change and those that cannot; `untouched` are those with nothing to change."""

    operation: Operation
    changes: tuple[Change, ...] = ()
    refused: tuple[Refusal, ...] = ()
    untouched: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: the files written, those that were not with the reason, and how many it did not come to.

    `stopped` says why it did not go on: "cancelled", a reason, or "" when it came to its end. `kept` names the files of
    which somebody else's version, written at the same moment, was put aside, and where.
    """

    run: str
    written: tuple[Path, ...] = ()
    refused: tuple[Refusal, ...] = ()
    left: int = 0
    stopped: str = ""
    kept: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A post that an operation is meant for; `hindrance` is a reason known beforehand why it must not be touched."""

    path: Path
    title: str
    hindrance: str = ""


def change(target: Target, before: bytes, after: bytes) -> Change:
    """The change that leads from one content to the other."""
    splice = splice_between(before, after)
    digests = hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest()
    return Change(target.path, target.title, *digests, splice, lines(before, splice))


def splice_between(before: bytes, after: bytes) -> Splice:
    """The shortest single splice from one content to the other."""
    shorter = min(len(before), len(after))
    start = _common(before, after, shorter)
    tail = _common(before[::-1], after[::-1], shorter - start)
    return Splice(start, before[start : len(before) - tail], after[start : len(after) - tail])


def lines(before: bytes, splice: Splice) -> tuple[Line, ...]:
    """The lines of the old content that a splice changes, with their new text; bytes that are no UTF-8 are escaped."""
    start = before.rfind(b"\n", 0, splice.start) + 1
    end = before.find(b"\n", splice.start + len(splice.old))
    end = len(before) if end < 0 else end
    first = before.count(b"\n", 0, start) + 1
    old = _shown(before[start:end])
    new = _shown(before[start : splice.start] + splice.new + before[splice.start + len(splice.old) : end])
    if len(old) == len(new):  # as after most replacements: none has to be searched for among the others
        return tuple(line for line in _paired(first, old, new) if line.old != line.new)
    if len(old) > _MOST_LINES or len(new) > _MOST_LINES:
        return (*_paired(first, old, []), *_paired(first, [], new))
    found: list[Line] = []
    for tag, low, high, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            found += _paired(first + low, old[low:high], new[begin:stop])
    return tuple(found)


def _paired(number: int, old: Sequence[str], new: Sequence[str]) -> list[Line]:
    return [
        Line(
            number + min(step, max(0, len(old) - 1)),
            old[step] if step < len(old) else None,
            new[step] if step < len(new) else None,
        )
        for step in range(max(len(old), len(new)))
    ]


def _shown(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _common(first: bytes, second: bytes, most: int) -> int:
    """How many bytes both begin with, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
