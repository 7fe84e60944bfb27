"""Two processes at one thing: whatever one does at whichever moment of what the other does, no text goes.

One thread plays both, so that each moment is met: at every call of a save, a clean-up; at every call of that, somebody
who writes; at every call of a keeping, a pruning.
"""

import contextlib
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journal_app import files
from journal_app.files import aside
from journal_app.library.history import History
from journal_app.library.housekeeping.operations import RenameWords
from journal_app.library.housekeeping.plans import Target
from journal_app.post.errors import ChangedOnDisk
from journal_app.post.post import Post
from journal_app.session import batch, put_aside, recovery, runs
from journal_app.session.outside import Home
from journal_app.session.post_log import PostLog, Recovered
from tests.faults.between import Between, moments
from tests.faults.breaking import CALLS, FailingOps, HookedOps, ShareOps, later
from tests.faults.saves import NEW, OLD, base_of, known, old_post

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FULL = os.environ.get("JOURNAL_FAULTS") == "full"
MOMENTS = range(17) if FULL else (0, 4, 8)  # of a clean-up
TOKEN = b"a word of somebody else\n"


class HookedShare(ShareOps):
    """A share without an exchange of names, and somebody who acts before one of its calls."""

    def __init__(self, act: object, skip: int) -> None:
        super().__init__()
        self.hook = HookedOps(CALLS, act, skip)  # type: ignore[arg-type]

    def before(self, name: str, arguments: tuple[object, ...]) -> None:
        self.hook.before(name, arguments)
        if name != "lease":
            super().before(name, arguments)


def calls_of(folder: Path, *, share: bool) -> int:
    path = old_post(folder)
    counted = HookedShare(lambda: None, 1 << 30) if share else FailingOps(0, 0)
    files.save(path, NEW, base_of(path), ops=counted)
    return (1 << 30) - counted.hook.skip if isinstance(counted, HookedShare) else len(counted.called)


@pytest.mark.parametrize("share", [False, True], ids=["exchange", "without exchange"])
@pytest.mark.parametrize("early", [True, False], ids=["has it open", "opens it then"])
def test_fault_28_a_clean_up_and_a_stranger_at_any_moment_of_a_save_cost_nobody_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: bool, early: bool
) -> None:
    monkeypatch.setattr(aside, "PATIENCE", 0.0)
    monkeypatch.setattr(aside, "_STEP", 0.0)
    (tmp_path / "counted").mkdir()
    for at in range(calls_of(tmp_path / "counted", share=share)):
        for then in MOMENTS:
            folder = tmp_path / f"{at}-{then}"
            folder.mkdir()
            path = old_post(folder)
            base = base_of(path)
            held = os.open(path, os.O_WRONLY | os.O_APPEND) if early else -1
            wrote = []

            def write(path: Path = path, held: int = held, wrote: list[bool] = wrote) -> None:
                with contextlib.suppress(BlockingIOError, FileNotFoundError):
                    handle = held if held >= 0 else os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK)
                    os.write(handle, TOKEN)
                    wrote.append(True)
                    if held < 0:
                        os.close(handle)

            def clear_up(path: Path = path, write: object = write, then: int = then) -> None:
                ops = HookedOps(CALLS, write, then)  # type: ignore[arg-type]
                files.settle_strays(path.parent, known(OLD, NEW), ops)

            ops = HookedShare(clear_up, at) if share else HookedOps(CALLS, clear_up, at)
            with contextlib.suppress(ChangedOnDisk):
                files.save(path, NEW, base, ops=ops)
            if held >= 0:
                os.close(held)
            there = [file.read_bytes() for file in path.parent.iterdir()]
            assert not wrote or any(TOKEN in raw for raw in there), (at, then)
            assert all(raw in (OLD, NEW) or TOKEN in raw for raw in there), (at, then)


def test_fault_01_a_clean_up_leaves_what_a_stranger_still_writes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save was killed after its exchange: the old version is a stray, and a program has it open."""
    monkeypatch.setattr(aside, "PATIENCE", 0.05)
    path = old_post(tmp_path)
    stray = path.parent / f".~journal-{files.digest(os.fsencode(path.name))[:8]}-00000001"
    with path.open("ab", buffering=0) as stranger:
        path.rename(stray)
        path.write_bytes(NEW)
        assert files.settle_strays(path.parent, known(OLD)) == ()
        stranger.write(TOKEN)
    (settled,) = files.settle_strays(path.parent, known(OLD))
    assert settled.kept is not None and settled.kept.read_bytes() == OLD + TOKEN


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_version_that_is_kept_again_stays_for_the_whole_time_from_then(store: Path, tmp_path: Path) -> None:
    history, post = History(store), tmp_path / "week-19.md"
    history.keep(post, OLD, NOW - timedelta(days=31))
    history.keep(post, OLD, NOW)
    history.prune(NOW)
    (version,) = history.versions(post)
    assert version.moment == NOW and history.read(version.digest) == OLD


@pytest.mark.parametrize("before", ["nothing", "the same", "an old one", "no version any more"])
def test_what_is_kept_while_another_process_prunes_is_there(tmp_path: Path, before: str) -> None:
    post = tmp_path / "week-19.md"
    store = tmp_path

    def keep(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        history = History(store)
        if before != "nothing":
            history.keep(post, OLD if before == "the same" else NEW, NOW - timedelta(days=31))
        if before == "no version any more":
            history.prune(NOW)
        for folder in store.glob("posts/*"):
            os.utime(folder, (NOW.timestamp() - 40 * 24 * 3600,) * 2)
        with between.at(moment):
            history.keep(post, OLD, NOW)

    between = Between(lambda: History(store).prune(NOW))
    for moment in moments(keep, between):
        History(store).prune(NOW)
        assert [History(store).read(one.digest) for one in History(store).versions(post)] == [OLD], moment


@pytest.fixture
def post(tmp_path: Path) -> Post:
    path = old_post(tmp_path)
    return Post.parse(path, OLD)


def texts_in(place: Path) -> list[str]:
    """What logs tell."""
    return [read.post.body for log in place.glob("*.log") if isinstance(read := recovery.read_log(log), Recovered)]


def left_by_a_crash(store: Path, post: Post) -> Path:
    """A log of text that was typed a month ago, and of a process that is gone."""
    log = PostLog(store)
    log.write(post, "", datetime.now(UTC) - timedelta(days=30))
    log.close()
    assert log.path is not None
    os.utime(log.path, (time.time() - 30 * 24 * 3600,) * 2)
    return log.path


def test_fault_24_what_is_discarded_while_another_process_looks_is_kept_for_a_week(tmp_path: Path, post: Post) -> None:
    store = tmp_path

    def discard(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        log = left_by_a_crash(store, post.with_body("not wanted"))
        with between.at(moment):
            recovery._put_aside(store, log, "discarded")

    between = Between(lambda: recovery.look(store, tmp_path))
    for moment in moments(discard, between):
        recovery.look(store, tmp_path)
        assert texts_in(store / "discarded") == ["not wanted"], moment


def test_fault_24_what_is_given_up_is_never_offered_to_another_process(tmp_path: Path, post: Post) -> None:
    store, offered = tmp_path, []

    def look() -> None:
        offered.extend(recovery.look(store, tmp_path).unsaved)

    def give_up(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        log = PostLog(store)
        log.write(post.with_body("typed"), "", datetime.now(UTC))
        with between.at(moment):
            recovery._given_up(store, log, (post.with_body("typed, and not wanted"), ""))

    between = Between(look)
    for moment in moments(give_up, between):
        assert not offered, moment
        assert texts_in(store / "discarded") == ["typed, and not wanted"], moment


def test_fault_22_what_is_typed_while_another_process_looks_is_kept_and_not_offered(
    tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal_app.session.post_log.ROOM", -10_000)  # each record begins a new file
    store = tmp_path
    offered: list[object] = []

    def write(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        log = PostLog(store)
        with between.at(moment):
            for body in ("one", "two"):
                log.write(post.with_body(body), "", datetime.now(UTC))
            log.sync()
        assert texts_in(store) == ["two"], moment
        offered.extend(recovery.look(store, tmp_path).unsaved)
        log.close()

    between = Between(lambda: offered.extend(recovery.look(store, tmp_path).unsaved))
    for moment in moments(write, between):
        assert not offered, moment
        assert [one.post.body for one in recovery.look(store, tmp_path).unsaved] == ["two"], moment


def test_fault_25_a_text_that_two_processes_bring_back_is_in_a_log_of_theirs(tmp_path: Path, post: Post) -> None:
    store, logs = tmp_path, []

    def bring_back() -> None:
        for found in recovery.look(store, tmp_path).unsaved:
            log = PostLog(store)
            logs.append(log)
            log.write(found.post, "", datetime.now(UTC))
            recovery._adopted(store, log, found)

    def once(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        left_by_a_crash(store, post.with_body("from last time"))
        with between.at(moment):
            bring_back()

    between = Between(bring_back)
    for moment in moments(once, between):
        while logs:
            logs.pop().close()
        assert set(texts_in(store)) == {"from last time"}, moment


def test_fault_22_a_look_of_another_process_hinders_no_log(tmp_path: Path) -> None:
    """It asks at the very moment between a new log's beginning and its lock, and takes its time."""
    path = tmp_path / "new.log"

    def ask() -> None:
        handle = os.open(path, os.O_RDONLY)
        files.REAL.lock(handle, exclusive=False)
        later(0.05, lambda: os.close(handle))

    log = files.Log(path, HookedOps("lock", ask))
    assert files.is_locked(path)
    log.close()


def test_fault_01_what_a_log_knows_is_known_while_it_is_put_aside(tmp_path: Path, post: Post) -> None:
    """A stray is removed only when its text is somewhere: to say no too often costs a copy, to say yes a text."""
    text = post.with_body("typed")
    store = tmp_path

    def ask(moment: int) -> None:
        nonlocal store
        store = tmp_path / str(moment)
        left_by_a_crash(store, text)
        with between.at(moment):
            known = put_aside.holds(store, files.digest(text.to_bytes()))
        there = texts_in(store) + texts_in(store / "discarded")
        assert not known or there == ["typed"], moment

    def discard() -> None:
        for found in recovery.look(store, tmp_path).unsaved:
            recovery._put_aside(store, found.log, "discarded")

    between = Between(discard)
    for _ in moments(ask, between):
        pass


# A change of many posts


@pytest.mark.parametrize("other", ["clears up and prunes", "saves a post of it"])
def test_whatever_another_window_does_during_a_change_of_many_posts_each_text_is_kept(
    tmp_path: Path, other: str
) -> None:
    rename = RenameWords("tags", ("old",), "new")
    raw = b"---\ntags: [old]\n---\n\ntext\n"
    folder, saved, number = tmp_path, [], 0

    def act() -> None:
        second = folder / "2.md"
        if other == "saves a post of it":
            with contextlib.suppress(ChangedOnDisk):
                files.save(second, raw + TOKEN, files.Stamp(len(raw), 0, 0, files.digest(raw)), keep=keep)
                saved.append(second)
            return
        history = History(folder / "history")
        files.settle_strays(folder, history.holds)
        history.prune(datetime.now(UTC))
        runs.recent(folder / "runs", folder)
        recovery.look(folder / "recovery", folder)

    def keep(old: bytes) -> None:
        History(folder / "history").keep(folder / "2.md", old)

    def change(moment: int) -> None:
        nonlocal folder
        folder = tmp_path / str(moment)
        folder.mkdir()
        saved.clear()
        for name in ("1.md", "2.md"):
            (folder / name).write_bytes(raw)
        place = batch.Place(Home(folder), History(folder / "history"), folder / "runs")
        plan = batch.plan([Target(folder / name, name) for name in ("1.md", "2.md")], rename)
        assert plan is not None
        with between.at(moment):
            report = batch.run(place, rename, plan.changes).report
        assert not report.stopped
        there = [file.read_bytes() for file in folder.glob("*.md")]
        new = raw.replace(b"old", b"new")
        assert (folder / "1.md").read_bytes() == new, moment
        assert not saved or any(TOKEN in text for text in there), moment
        assert saved or (len(there) == 2 and (folder / "2.md").read_bytes() == new), moment
        assert not [name for name in os.listdir(folder) if name.startswith(".~")], moment
        batch.undo(place, report.run, {})
        assert (folder / "1.md").read_bytes() == raw, moment
        assert not saved or any(TOKEN in file.read_bytes() for file in folder.glob("*.md")), moment

    between = Between(act)
    for moment in moments(change, between, every=1 if FULL else 5):
        number = moment
    assert number > 40
