"""A save killed at any system call leaves the old bytes or the new ones, and the next start puts the rest in order."""

import errno
import itertools
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from journal_app import files
from journal_app.files import FileOps, temporary
from journal_app.library.history import History
from journal_app.post.errors import SaveFailed
from tests.faults import killing, sandbox
from tests.faults.breaking import ShareOps, WatchedOps, refused

OLD = "---\ntitle: 旧的一周\n---\n\n早上下雨。\n".encode() * 500
NEW = "---\ntitle: 新的一周\n---\n\n多写了一行。\n".encode() * 510
THIRD = b"an even older week"
Check = Callable[[], None]
Scene = Callable[[Path, FileOps], tuple[Callable[[], object], Check]]


def replaced(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """A save over an older version."""
    path, history = post_in(folder)
    _, base = files.read(path)
    keep = partial(history.keep, path)
    return partial(files.save, path, NEW, base, keep=keep, ops=ops), partial(after_a_restart, path, history, (OLD, NEW))


def shared(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """The same where there is no exchange."""
    return replaced(folder, ShareOps() if ops is files.REAL else ops)


def created(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """The first save of a new post, in a new folder."""
    _, history = post_in(folder)
    path = folder / "journal" / "week-20" / "index.md"
    return partial(files.save, path, NEW, None, ops=ops), partial(after_a_restart, path, history, (None, NEW))


def in_place(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """A hard link: a kill may tear the file, but not before its old bytes are in the history."""
    path, history = post_in(folder)
    os.link(path, folder / "twin")
    _, base = files.read(path)

    def check() -> None:
        if path.read_bytes() not in (OLD, NEW):
            assert history.read(files.digest(OLD)) == OLD
        assert os.listdir(path.parent) == [path.name]

    return partial(files.save, path, NEW, base, keep=partial(history.keep, path), ops=ops), check


def exported(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """An export over an older one."""
    path, _ = post_in(folder)
    page = path.with_suffix(".html")
    page.write_bytes(OLD)

    def check() -> None:
        assert page.read_bytes() in (OLD, NEW) and path.read_bytes() == OLD
        files.write(page, NEW)
        assert sorted(os.listdir(page.parent)) == [page.name, path.name]
        assert page.read_bytes() == NEW

    return partial(files.write, page, NEW, ops=ops), check


def post_in(folder: Path) -> tuple[Path, History]:
    path = folder / "journal" / "week-19.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(OLD)
    return path, History(folder / "history")


def after_a_restart(path: Path, history: History, may_be: tuple[bytes | None, ...]) -> None:
    """The start-up's clean-up, which knows what the history knows; then everything is looked at."""

    def known(digest: str) -> bool:
        try:
            history.read(digest)
        except OSError:
            return False
        return True

    there = path.read_bytes() if path.exists() else None
    assert there in may_be
    root = next(parent for parent in path.parents if parent.name == "journal")
    files.settle_strays(root, known)
    assert (path.read_bytes() if path.exists() else None) == there
    for file in root.rglob("*"):
        if file.is_file() and file != path and file.name != "week-19.md":
            assert "(conflict " in file.name and NEW.startswith(file.read_bytes()), file
    if there == NEW and OLD in may_be:
        assert history.read(files.digest(OLD)) == OLD


def kept(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """The old bytes on their way into the history, on its own."""
    path, history = post_in(folder)
    history.keep(path, THIRD)

    def check() -> None:
        assert history.read(files.digest(THIRD)) == THIRD
        assert all(history.read(version.digest) in (OLD, THIRD) for version in history.versions(path))
        history.keep(path, OLD)
        assert [version.digest for version in history.versions(path)] == [files.digest(OLD), files.digest(THIRD)]

    return partial(history.keep, path, OLD), check


def settled(folder: Path, ops: FileOps) -> tuple[Callable[[], object], Check]:
    """The clean-up itself, killed, and done again at the start after that."""
    path, _ = post_in(folder)
    mark = temporary.mark(os.fsencode(path.name)).decode()
    unknown = {b"%d unknown" % number for number in range(3)}
    for number, raw in enumerate((OLD, NEW, *sorted(unknown))):
        (path.parent / f".~journal-{mark}-0000000{number}").write_bytes(raw)
    known = {files.digest(OLD), files.digest(NEW)}.__contains__

    def check() -> None:
        files.settle_strays(path.parent, known)
        kept = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        assert kept.pop(path.name) == OLD
        assert all("(conflict " in name for name in kept) and set(kept.values()) == unknown

    return partial(files.settle_strays, path.parent, known, ops), check


SCENES: tuple[Scene, ...] = (replaced, shared, created, in_place, exported, kept, settled)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_fault_01_a_kill_at_any_system_call_leaves_old_or_new_bytes(tmp_path: Path, scene: Scene) -> None:
    number = itertools.count()
    checks: list[Check] = []

    def prepare() -> Callable[[], object]:
        act, check = scene(tmp_path / str(next(number)), files.REAL)
        checks.append(check)
        return act

    places = []
    for place in killing.killed_at_each_call(prepare):
        places.append(place)
        checks[-1]()
    print(scene.__name__, len(places), "kills")
    assert "fsync 1" in places and len(places) > 20


def test_fault_01_the_same_kills_tear_a_careless_write(tmp_path: Path) -> None:
    """What the proof is worth."""
    path, _ = post_in(tmp_path)

    def careless() -> None:
        with open(path, "wb", buffering=4096) as file:
            for start in range(0, len(NEW), 5000):
                file.write(NEW[start : start + 5000])

    def prepare() -> Callable[[], object]:
        path.write_bytes(OLD)
        return careless

    found = {path.read_bytes() for _ in killing.killed_at_each_call(prepare)}
    assert b"" in found and len(found - {OLD, NEW}) > 2


@pytest.mark.parametrize("scene", (*SCENES[:-2], settled), ids=lambda scene: scene.__name__)
def test_fault_01_a_kill_before_and_after_any_call_of_ours_leaves_old_or_new_bytes(
    tmp_path: Path, scene: Scene
) -> None:
    """The stand-in where strace may not trace: the process kills itself."""

    class DyingOps(WatchedOps):
        def __init__(self, at: int) -> None:
            self.at = at

        def before(self, name: str, arguments: object) -> None:
            if scene is shared and name in ("exchange", "rename_new"):
                raise refused(errno.ENOSYS)
            self.at -= 1
            if self.at == 0:
                sandbox.die()

    for at in itertools.count(1):
        act, check = scene(tmp_path / str(at), DyingOps(at))
        pid = sandbox.fork()
        if pid == 0:
            try:
                act()
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        check()
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0 and at > 12
            break


@pytest.mark.parametrize("scene", SCENES[:-2], ids=lambda scene: scene.__name__)
def test_fault_01_a_kill_in_the_middle_of_a_write_leaves_old_or_new_bytes(tmp_path: Path, scene: Scene) -> None:
    class Torn(FileOps):
        def write(self, handle: int, chunk: memoryview) -> int:
            super().write(handle, chunk[: len(chunk) // 3])
            sandbox.die()
            return 0

    act, check = scene(tmp_path, Torn())
    pid = sandbox.fork()
    if pid == 0:
        act()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    check()


def test_fault_06_an_fsync_that_fails_for_real_fails_the_save(tmp_path: Path) -> None:
    path, _ = post_in(tmp_path)
    _, base = files.read(path)
    outcome = tmp_path / "outcome"

    def act() -> None:
        try:
            files.save(path, NEW, base)
        except SaveFailed as error:
            outcome.write_text(f"{error.kind} {error.became} {error}")

    for when, content in (("1", OLD), ("2", OLD), ("1+", OLD), ("2+", OLD)):
        killing.traced(act, ["-o", "/dev/null", "-e", f"inject=fsync,fdatasync:error=EIO:when={when}"])
        assert path.read_bytes() == content and "input/output error" in outcome.read_text()
        assert os.listdir(path.parent) == [path.name]
        outcome.unlink()
