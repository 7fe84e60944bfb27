"""Clocks that jump, file systems that fold names, network shares: a save keeps the law on them too."""

import errno
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.app.build import Parts
from journal_app.files import FileOps, log
from journal_app.library.history import History
from journal_app.library.making import names
from journal_app.post.errors import ChangedOnDisk, JournalError, SaveFailed
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.session import recovery
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.post_log import PostLog
from tests.faults import sandbox
from tests.faults.breaking import (
    HookedOps,
    ShareOps,
    fail,
    refused,
)
from tests.faults.saves import NEW, OLD, THEIRS, base_of, beside, old_post


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 42: clocks


class Clock(FileOps):
    """A clock that shows what the test wants."""

    def __init__(self, *years: int) -> None:
        self.years = list(years)

    def now(self) -> datetime:
        year = self.years.pop(0) if len(self.years) > 1 else self.years[0]
        return datetime(year, 3, 29, 1, 30, tzinfo=UTC)


def test_fault_42_conflict_copies_have_names_of_their_own_when_the_clock_stands_or_jumps(post: Path) -> None:
    class Late(Clock):
        count = 0

        def exchange(self, first: bytes, second: bytes) -> None:
            self.count += 1
            post.write_bytes(THEIRS + b"%d" % self.count)
            super().exchange(first, second)

    ops = Late(2026, 2026, 2020, 2038, 2026, 2020)
    for step in range(8):
        files.save(post, NEW + b"%d" % step, base_of(post), ops=ops)
    copies = {(post.parent / name).read_bytes() for name in beside(post)}
    assert copies == {THEIRS + b"%d" % step for step in range(1, 9)}


@pytest.mark.parametrize("seconds", [0, -86400 * 365, 32_503_680_000])
def test_fault_42_no_time_makes_a_conflict_and_none_hides_one(post: Path, seconds: int) -> None:
    os.utime(post, (seconds, seconds))
    base = base_of(post)
    assert files.save(post, NEW, base, ops=Clock(1971)).displaced is None
    post.write_bytes(THEIRS)
    os.utime(post, ns=(base.mtime_ns, base.mtime_ns))
    with pytest.raises(ChangedOnDisk):
        files.save(post, OLD, base)


def test_fault_42_a_clock_that_is_years_ahead_at_one_start_costs_no_version_and_no_discarded_text(
    tmp_path: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, store = History(tmp_path / "history"), tmp_path / "recovery"
    history.keep(post, OLD)
    log = PostLog(store)
    log.write(Post.parse(post, OLD).with_body("given up"), "", datetime.now(UTC))
    log.close()
    assert log.path is not None
    recovery._put_aside(store, log.path, "discarded")
    real = time.time
    for years in (0, 5, 60, -20):
        monkeypatch.setattr(time, "time", lambda years=years: real() + years * 366 * 86400)
        history.prune(datetime.fromtimestamp(time.time(), UTC))
        recovery.look(store, post.parent)
    (version,) = history.versions(post)
    assert history.read(version.digest) == OLD
    assert len(list((store / "discarded").iterdir())) == 1


def test_fault_42_times_far_off_neither_hide_a_change_of_an_open_post_nor_make_one(qtbot: QtBot, post: Path) -> None:
    desk = Desk(Jobs(1), Jobs(1))
    told: list[object] = []
    desk.conflict_found.connect(told.append)
    with qtbot.waitSignal(desk.post_opened):
        desk.open(post)
    desk.edit_body(post, Splice(0, 0, "一"))
    for seconds in (32_503_680_000, 0, 1_800_000_000):  # touched by a machine whose clock is far off
        os.utime(post, (seconds, seconds))
        desk.look_again([post])
        qtbot.waitUntil(lambda: not desk._reading.busy, timeout=20_000)
    with qtbot.waitSignal(desk.post_saved, timeout=20_000):
        desk.save(post)
    assert not told and not desk.unsaved
    desk.edit_body(post, Splice(0, 0, "二"))
    raw, status = post.read_bytes(), post.stat()
    post.write_bytes(raw.replace("早上".encode(), "晚上".encode()))
    os.utime(post, ns=(status.st_atime_ns, status.st_mtime_ns))
    desk.look_again([post])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)


# 43: names that only differ in case or composition


class FoldingOps(FileOps):
    """A file system that takes `A.md` and `a.md`, composed or not, for one name."""

    def _real(self, path: bytes) -> bytes:
        import unicodedata

        def folded(name: bytes) -> str:
            return unicodedata.normalize("NFC", os.fsdecode(name)).casefold()

        directory, name = os.path.split(path)
        for there in os.listdir(directory):
            if folded(there) == folded(name):
                return os.path.join(directory, there)
        return path

    def realpath(self, path: bytes, strict: bool) -> bytes:
        return super().realpath(self._real(path), strict)

    def stat(self, path: bytes) -> os.stat_result:
        return super().stat(self._real(path))

    def lstat(self, path: bytes) -> os.stat_result:
        return super().lstat(self._real(path))

    def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
        return super().open(self._real(path), flags, mode)

    def rename(self, source: bytes, target: bytes) -> None:
        there = self._real(target)
        super().rename(self._real(source), target)
        if there != target and os.path.lexists(there) and there != self._real(source):
            os.unlink(there)

    def rename_new(self, source: bytes, target: bytes) -> None:
        if os.path.lexists(self._real(target)):
            raise refused(errno.EEXIST)
        super().rename_new(self._real(source), target)

    def exchange(self, first: bytes, second: bytes) -> None:
        super().exchange(self._real(first), self._real(second))


@pytest.mark.parametrize(("old", "new"), [("week.md", "Week.md"), ("é.md", "e\u0301.md")])
def test_fault_43_a_name_changes_in_case_or_composition_only(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / old).write_bytes(OLD)
    files.move(tmp_path / old, tmp_path / new, FoldingOps())
    assert os.listdir(tmp_path) == [new] and (tmp_path / new).read_bytes() == OLD


@pytest.mark.parametrize(("old", "new"), [("week.md", "Week.md"), ("é.md", "e\u0301.md")])
def test_fault_43_the_window_allows_such_a_name_though_the_system_says_it_is_taken(
    tmp_path: Path, old: str, new: str
) -> None:
    (tmp_path / old).write_bytes(OLD)
    (tmp_path / "other.md").write_bytes(NEW)
    everything = names.renamed(tmp_path / old, new, tmp_path, taken=lambda _: True)
    assert everything.target == tmp_path / new
    with pytest.raises(JournalError, match="already"):
        names.renamed(tmp_path / old, "other.md", tmp_path)


@pytest.mark.parametrize(("old", "new"), [("week.md", "Week.md"), ("é.md", "e\u0301.md")])
def test_fault_43_the_twin_is_never_written_over(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / old).write_bytes(OLD)
    (tmp_path / "other.md").write_bytes(NEW)
    with pytest.raises(ChangedOnDisk):
        files.save(tmp_path / new, NEW, None, ops=FoldingOps())
    with pytest.raises(SaveFailed, match="already"):
        files.move(tmp_path / "other.md", tmp_path / new, FoldingOps())
    assert sorted(os.listdir(tmp_path)) == sorted([old, "other.md"]) and (tmp_path / old).read_bytes() == OLD


def test_fault_43_two_names_of_one_file_are_not_taken_for_a_respelling(tmp_path: Path) -> None:
    (tmp_path / "week.md").write_bytes(OLD)
    os.link(tmp_path / "week.md", tmp_path / "Week.md")
    with pytest.raises(SaveFailed, match="already"):
        files.move(tmp_path / "week.md", tmp_path / "Week.md")
    assert sorted(os.listdir(tmp_path)) == ["Week.md", "week.md"]


def test_fault_43_a_save_under_the_other_spelling_replaces_the_one_file(tmp_path: Path) -> None:
    (tmp_path / "Week.md").write_bytes(OLD)
    ops = FoldingOps()
    _, base = files.read(tmp_path / "Week.md", ops)
    files.save(tmp_path / "Week.md", NEW, base, ops=ops)
    assert os.listdir(tmp_path) == ["Week.md"] and (tmp_path / "Week.md").read_bytes() == NEW


# 44: network shares


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP])
def test_fault_44_a_share_without_exchange_saves_creates_and_renames(post: Path, number: int, links: bool) -> None:
    ops = ShareOps(links, number=number)
    start = time.monotonic()
    assert files.save(post, NEW, base_of(post), ops=ops).displaced is None
    files.save(post.parent / "new" / "index.md", NEW, None, ops=ops)
    files.move(post, post.parent / "week-20.md", ops)
    files.move(post.parent / "new", post.parent / "renamed", ops)
    assert (post.parent / "week-20.md").read_bytes() == NEW
    assert (post.parent / "renamed" / "index.md").read_bytes() == NEW
    assert set(os.listdir(post.parent)) == {"week-20.md", "renamed"}
    assert time.monotonic() - start < 1  # a share's "somebody has it open" is not waited for


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_fault_44_a_share_never_puts_one_name_over_another(post: Path, links: bool) -> None:
    ops = ShareOps(links)
    other = post.parent / "other.md"
    other.write_bytes(THEIRS)
    (post.parent / "a").mkdir()
    (post.parent / "b").mkdir()
    for source, target in ((post, other), (post.parent / "a", post.parent / "b")):
        with pytest.raises(SaveFailed, match="already"):
            files.move(source, target, ops)
    with pytest.raises(ChangedOnDisk):
        files.save(other, NEW, None, ops=ops)
    assert other.read_bytes() == THEIRS and post.read_bytes() == OLD
    assert set(os.listdir(post.parent)) == {"other.md", post.name, "a", "b"}


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_fault_44_an_edit_before_the_last_look_stops_the_save(post: Path, links: bool) -> None:
    class Late(ShareOps):
        def link(self, source: bytes, target: bytes) -> None:
            super().link(source, target)

        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if name == "link":
                post.write_bytes(THEIRS)
            super().before(name, arguments)

    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), ops=Late(links))
    assert post.read_bytes() == THEIRS and not beside(post)


def test_fault_44_an_edit_after_the_last_look_is_kept_where_there_are_links(post: Path) -> None:
    class Late(ShareOps):
        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if name == "rename":
                post.write_bytes(THEIRS)
            super().before(name, arguments)

    saved = files.save(post, NEW, base_of(post), ops=Late())
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


@pytest.mark.parametrize("call", ["open", "read", "fstat", "write", "fsync", "exchange", "close"])
def test_fault_44_a_stale_handle_fails_the_save_and_nothing_else(post: Path, call: str) -> None:
    base = base_of(post)
    for skip in range(4):
        try:
            files.save(post, NEW, base, ops=HookedOps(call, lambda: fail(errno.ESTALE), skip))
        except SaveFailed as error:
            assert "stale file handle" in str(error)
            assert post.read_bytes() == (OLD if error.became == "old" else NEW)
        else:
            assert post.read_bytes() == NEW
        assert not [name for name in beside(post) if not name.startswith(".~journal-")]
        post.write_bytes(OLD)


def test_fault_44_the_window_answers_while_a_slow_share_saves(
    qtbot: QtBot, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call takes its time: the author types on, opens another post and looks again, and nothing is lost."""
    for name, seconds in (("open", 0.05), ("read", 0.02), ("fsync", 0.3), ("stat", 0.05)):
        monkeypatch.setattr(FileOps, name, slow(getattr(FileOps, name), seconds))
    other = post.with_name("week-20.md")
    other.write_bytes(OLD)
    desk = Desk(Jobs(1), Jobs(1))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(post)
    desk.edit_body(post, Splice(0, 0, "一"))
    gaps: list[float] = []
    last = time.monotonic()

    def tick() -> bool:
        nonlocal last
        now = time.monotonic()
        gaps.append(now - last)
        last = now
        return not desk.is_saving and desk.post(other) is not None

    begun = time.monotonic()
    desk.save(post)
    desk.open(other)
    desk.edit_body(post, Splice(1, 0, "二"))
    desk.save(post)
    desk.look_again([post, other])
    assert time.monotonic() - begun < 0.25
    qtbot.waitUntil(tick, timeout=20_000)
    assert time.monotonic() - begun > 0.9 and max(gaps) < 0.25
    assert "一二".encode() in post.read_bytes() and not desk.unsaved and not beside(post) - {other.name}


def slow(call: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    """The same call, on a share that takes so long."""

    def do(*arguments: Any, **named: Any) -> Any:
        time.sleep(seconds)
        return call(*arguments, **named)

    return do


@pytest.mark.webengine
def test_fault_44_a_post_that_is_renamed_while_a_slow_share_saves_it_is_saved_under_its_new_name(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: parts.desk.current is not None)
    assert parts.desk.current is not None
    path = parts.desk.current.path
    new = path.with_name("another-name.md")
    qtbot.keyClicks(parts.editor.view, "typed before the name ")
    monkeypatch.setattr(FileOps, "fsync", slow(FileOps.fsync, 0.2))
    parts.commands.save()
    parts.posts.rename_to(path, "another-name")
    qtbot.waitUntil(lambda: parts.desk.post(new) is not None and not parts.desk.is_saving, timeout=20_000)
    assert b"typed before the name" in new.read_bytes() and not path.exists()
    assert not parts.desk.unsaved and not parts.desk.in_conflict(new)


# 44: a home directory on a share that has no locks


@pytest.fixture(params=[errno.ENOLCK, errno.EOPNOTSUPP], ids=["ENOLCK", "ENOTSUP"])
def store(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recovery store on a file system without locks; the machine's temporary folder has them."""
    store, runtime = tmp_path / "store", tmp_path / "run"
    store.mkdir()
    runtime.mkdir(mode=0o700)
    monkeypatch.setattr(log, "_TEMPORARY", str(runtime))
    lock = FileOps.lock

    def refused_there(ops: FileOps, handle: int, exclusive: bool) -> None:
        if os.readlink(f"/proc/self/fd/{handle}").startswith(str(store)):
            fail(request.param)
        lock(ops, handle, exclusive)

    monkeypatch.setattr(FileOps, "lock", refused_there)
    return store


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what an open file is called")
def test_fault_44_text_is_kept_and_offered_after_a_kill_where_there_are_no_locks(store: Path, post: Path) -> None:
    reading, writing = os.pipe()
    child = sandbox.fork()
    if not child:
        try:
            kept = PostLog(store)
            kept.write(Post.parse(post, OLD).with_body("typed"), "", datetime.now(UTC))
            kept.sync()
            os.write(writing, b"x")
            time.sleep(60)
        finally:
            os._exit(1)
    os.close(writing)
    assert os.read(reading, 1) == b"x"
    assert not recovery.look(store, post.parent).unsaved, "its process lives"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert [found.post.body for found in recovery.look(store, post.parent).unsaved] == ["typed"]
    os.close(reading)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what an open file is called")
def test_fault_44_where_there_are_no_locks_recovery_and_history_work_and_leave_nothing_else_behind(
    qtbot: QtBot, store: Path, post: Path, tmp_path: Path
) -> None:
    history = History(store / "history")
    history.keep(post, OLD)
    assert [history.read(version.digest) for version in history.versions(post)] == [OLD]
    keeper = recovery.Recovery(store, Jobs(1))
    for body in ("kept", "given up"):
        keeper.note(Post.parse(post.with_name(f"{body}.md"), OLD).with_body(body), "")
    keeper.give_up(post.with_name("given up.md"))
    keeper.close()
    assert [found.post.body for found in recovery.look(store, post.parent).unsaved] == ["kept"]
    assert len(list((store / "discarded").iterdir())) == 1
    assert not [file for file in (tmp_path / "run").rglob("*") if file.is_file()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what an open file is called")
def test_fault_44_who_asks_from_another_session_sees_that_a_log_lives(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = files.Log(store / "held.log")
    for name in ("XDG_RUNTIME_DIR", "TMPDIR"):
        (tmp_path / name).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert files.is_locked(store / "held.log")
    held.close()
    assert not files.is_locked(store / "held.log")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what an open file is called")
@pytest.mark.parametrize("kind", ["open to all", "a link", "a file"])
def test_fault_44_no_lock_is_put_where_others_could_have_a_hand_in_it(store: Path, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "run" / f"journal-app-{os.getuid()}"
    if kind == "a file":
        place.write_bytes(b"")
    elif kind == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
        place.chmod(0o777)
    with pytest.raises(PermissionError):
        files.Log(store / "held.log")
