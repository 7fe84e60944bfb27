"""A disk on paper: what a save asked of it is written down, and every state a power cut may leave is drawn from that.

The rules are those of a file system that promises as little as POSIX allows. Bytes that were not fsynced may be absent,
zeroes, cut short, or there. A change of names whose folder was not fsynced may have happened or not, each on its own
and whatever became of the others. What was fsynced stays.
"""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from journal_app.files import FileOps


@dataclass(frozen=True)
class Step:
    """One thing that was asked: `kind` is data, sync, name or folder; what it changes is below."""

    kind: str
    file: int = 0
    content: bytes = b""  # data: all of the file after this write
    folder: bytes = b""
    names: tuple[tuple[bytes, int], ...] = ()  # name: what each path stands for after it; 0 is nothing
    made: bytes = b""  # a folder that came into being


@dataclass(frozen=True)
class State:
    """What is found after the power came back."""

    files: dict[bytes, bytes]
    folders: frozenset[bytes]

    def build(self, place: Path) -> Path:
        """The state as real files below `place`; paths are relative to the recorded root."""
        place.mkdir(parents=True)
        for name in sorted(self.folders):
            Path(os.fsdecode(os.path.join(os.fsencode(place), name))).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            file = Path(os.fsdecode(os.path.join(os.fsencode(place), name)))
            if file.parent.is_dir():
                file.write_bytes(content)
        return place


@dataclass
class _Then:
    """What is known of the disk at one moment."""

    safe: dict[int, bytes] = field(default_factory=dict)
    now: dict[int, list[bytes]] = field(default_factory=dict)  # what an unsynced file may hold
    names: dict[bytes, int] = field(default_factory=dict)  # fsynced names
    pending: list[Step] = field(default_factory=list)
    folders: set[bytes] = field(default_factory=set)


class RecordingOps(FileOps):
    """Does everything for real, and writes down what changes the disk."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(os.fsencode(root))
        self.steps: list[Step] = []
        self.marks: dict[str, int] = {}  # a moment by name -> how many steps there were
        self._handles: dict[int, tuple[int, bytes]] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._held: list[int] = []  # so that no inode number is used twice
        self.first: dict[bytes, tuple[int, bytes]] = {}
        self.first_folders: set[bytes] = set()
        for place, _, names in os.walk(self.root):
            self.first_folders.add(self._short(place))
            for name in names:
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    self.first[self._short(path)] = (self._number(path), file.read())

    def mark(self, name: str) -> None:
        """Remember this moment."""
        self.marks[name] = len(self.steps)

    def written_by_another(self, path: Path) -> None:
        """Somebody wrote to the file and waited for the disk."""
        content = path.read_bytes()
        number = self._number(os.fsencode(path))
        self.steps += [Step("data", number, content), Step("sync", number)]

    def finished(self) -> None:
        """Let go of what was held."""
        for handle in self._held:
            os.close(handle)

    # The calls

    def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
        handle = super().open(path, flags, mode)
        if os.path.isfile(f"/proc/self/fd/{handle}") or os.path.isdir(f"/proc/self/fd/{handle}"):
            number = self._number(path)
            self._handles[handle] = (number, path)
            if flags & os.O_CREAT:
                self._named(path, (path, number))
        return handle

    def write(self, handle: int, chunk: memoryview) -> int:
        count = super().write(handle, chunk[: max(1, len(chunk) // 2)])  # two steps at least
        self._data(handle)
        return count

    def truncate(self, handle: int, size: int) -> None:
        super().truncate(handle, size)
        self._data(handle)

    def reserve(self, handle: int, size: int) -> None:
        super().reserve(handle, size)
        self._data(handle)

    def fsync(self, handle: int) -> None:
        super().fsync(handle)
        number, path = self._handles[handle]
        if os.path.isdir(path):
            self.steps.append(Step("folder", folder=self._short(path)))
        else:
            self.steps.append(Step("sync", number))

    def exchange(self, first: bytes, second: bytes) -> None:
        super().exchange(first, second)
        self._named(first, (first, self._number(first)), (second, self._number(second)))

    def rename(self, source: bytes, target: bytes) -> None:
        super().rename(source, target)
        self._named(source, (source, 0), (target, self._number(target)))

    def rename_new(self, source: bytes, target: bytes) -> None:
        super().rename_new(source, target)
        self._named(source, (source, 0), (target, self._number(target)))

    def link(self, source: bytes, target: bytes) -> None:
        super().link(source, target)
        self._named(target, (target, self._number(target)))

    def unlink(self, path: bytes) -> None:
        super().unlink(path)
        self._named(path, (path, 0))

    def mkdir(self, path: bytes) -> None:
        super().mkdir(path)
        self.steps.append(Step("name", folder=self._short(os.path.dirname(path)), made=self._short(path)))

    # Inside

    def _named(self, path: bytes, *names: tuple[bytes, int]) -> None:
        short = tuple((self._short(name), number) for name, number in names)
        self.steps.append(Step("name", folder=self._short(os.path.dirname(path)), names=short))

    def _data(self, handle: int) -> None:
        number, _ = self._handles[handle]
        with open(f"/proc/self/fd/{handle}", "rb") as file:
            self.steps.append(Step("data", number, file.read()))

    def _number(self, path: bytes) -> int:
        held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        status = os.fstat(held)
        key = (status.st_dev, status.st_ino)
        if key in self._numbers:
            os.close(held)
        else:
            self._held.append(held)
            self._numbers[key] = len(self._numbers) + 1
        return self._numbers[key]

    def _short(self, path: bytes) -> bytes:
        return os.path.relpath(os.path.realpath(os.path.dirname(path)) + b"/" + os.path.basename(path), self.root)


def states(ops: RecordingOps) -> Iterator[tuple[int, State]]:
    """Each state a power cut may leave, with the number of steps that were asked before it; none twice for one step."""
    for moment in range(len(ops.steps) + 1):
        seen = set()
        for state in _states_of(_at(ops, moment)):
            key = (tuple(sorted(state.files.items())), state.folders)
            if key not in seen:
                seen.add(key)
                yield moment, state


def _at(ops: RecordingOps, moment: int) -> _Then:
    then = _Then(folders=set(ops.first_folders))
    for name, (number, content) in ops.first.items():
        then.names[name] = number
        then.safe[number] = content
    for step in ops.steps[:moment]:
        if step.kind == "data":
            then.now.setdefault(step.file, []).append(step.content)
        elif step.kind == "sync":
            if step.file in then.now:
                then.safe[step.file] = then.now.pop(step.file)[-1]
        elif step.kind == "name":
            then.pending.append(step)
        else:
            for done in [one for one in then.pending if one.folder == step.folder]:
                _do(done, then.names, then.folders)
                then.pending.remove(done)
    return then


def _do(step: Step, names: dict[bytes, int], folders: set[bytes]) -> None:
    if step.made:
        folders.add(step.made)
    for name, number in step.names:
        if number:
            names[name] = number
        else:
            names.pop(name, None)


def _states_of(then: _Then) -> Iterator[State]:
    for choice in itertools.product((False, True), repeat=len(then.pending)):
        names, folders = dict(then.names), set(then.folders)
        for step, done in zip(then.pending, choice, strict=True):
            if done:
                _do(step, names, folders)
        unsure = sorted(set(names.values()) & set(then.now))
        for contents in itertools.product(*(sorted(_may_hold(then, number)) for number in unsure)):
            held = dict(zip(unsure, contents, strict=True))
            found = {name: held.get(number, then.safe.get(number, b"")) for name, number in names.items()}
            yield State(found, frozenset(folders))


def _may_hold(then: _Then, number: int) -> set[bytes]:
    """What a file may hold of which not everything was fsynced."""
    safe = then.safe.get(number, b"")
    found = {safe}
    for content in then.now[number]:
        zeroes = safe[: len(content)] + bytes(len(content) - len(safe)) if len(content) > len(safe) else safe
        found |= {content, zeroes, content[: len(content) // 3], bytes(len(content))}
    return found


def content_of(state: State, name: str) -> bytes | None:
    """What the state has under this name."""
    return state.files.get(os.fsencode(name))
