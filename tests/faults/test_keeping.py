"""Unsaved text outlives full disks, signals, kills, torn logs and strangers; the window outlives its workers."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.render import child
from journal_app.session import put_aside, recovery
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.post_log import PostLog, Recovered
from journal_app.session.recovery import Recovery
from tests.faults import killing, lives, sandbox
from tests.faults.kill_run import KillRun

MANY = os.environ.get("JOURNAL_FAULTS") == "full"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fault is made with Linux's own means")
SCREEN = pytest.mark.skipif(
    not os.environ.get("DISPLAY") and not shutil.which("xvfb-run"), reason="the window needs a screen or Xvfb"
)
Start = Callable[[Path | None], Parts]


@pytest.fixture
def store(own_directories: Path) -> Path:
    return own_directories / "state" / "journal-app" / "recovery"


@pytest.fixture
def post(tmp_path: Path) -> Post:
    path = tmp_path / "journal" / "week-30.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("---\ntitle: 周记 Week30\n---\n\n早上下雨。\n".encode())
    return Post.parse(path, path.read_bytes())


def left_by_a_crash(store: Path, *posts: Post, digest: str = "base") -> Path:
    """The log of a process that is gone, with these states of one post."""
    log = PostLog(store)
    for post in posts:
        log.write(post, digest, datetime.now(UTC))
    log.close()
    assert log.path is not None
    return log.path


def on_screen(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
    """A command with a window, on a screen of its own where there is none."""
    screen = [] if environment.get("DISPLAY") else ["xvfb-run", "-a"]
    return subprocess.run([*screen, *command], env=environment, capture_output=True, timeout=50)


@pytest.fixture
def screen() -> Iterator[None]:
    """One Xvfb for all lives of a run."""
    if os.environ.get("DISPLAY"):
        yield
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with open(reading, "rb") as pipe:
        number = pipe.readline().decode().strip()
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield
    finally:
        del os.environ["DISPLAY"]
        server.terminate()
        server.wait()


def run_of_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals, kills: int) -> KillRun:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    home = tmp_path / "home"
    home.mkdir()
    run = KillRun(home, seed=kills, sign=sign, longest=1.0)
    figures = run.run(kills)
    output = (home / "output.txt").read_text(errors="replace")[-2000:]
    assert not figures.faults, f"{figures.faults}\n{figures.said()}\n{output}"
    assert figures.kills == kills and figures.actions > kills and figures.restored > kills // 5
    return run


# The recovery store's own disk


def full_store(parts: Any) -> lives.Steps:
    """A life whose store is full: it types, is warned once, types on, saves."""
    from PySide6.QtTest import QTest

    while parts.desk.current is None:
        yield 10
    seen: list[str] = []

    def warnings() -> list[str]:
        return [key for key, notice in parts.window.banner.notices.items() if notice.kind == "warning"]

    for number in range(60):
        QTest.keyClicks(parts.editor.view, "typed ")
        parts.editor.view.insertPlainText("x" * 400 + "\n")
        yield 50
        for key in warnings():
            if key not in seen:
                seen.append(key)
        if seen and number > 40:
            break
    assert seen == ["recovery"], seen
    path = parts.desk.current.path
    parts.actions["save"].trigger()
    while parts.desk.unsaved or parts.desk.is_saving:
        yield 10
    assert path.read_bytes() == parts.desk.current.to_bytes() and path.read_bytes().count(b"x") > 16_000
    print("saved", flush=True)
    os._exit(0)


@LINUX
@SCREEN
@pytest.mark.parametrize("options", ["rw", "ro"])
def test_fault_09_a_full_or_read_only_recovery_store_costs_one_warning(tmp_path: Path, options: str) -> None:
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "a.md").write_bytes(b"---\ntitle: a\n---\n\nwords\n")
    environment = lives.environment(tmp_path / "home")
    environment.pop("QT_QPA_PLATFORM", None)
    state = tmp_path / "home" / "state"
    code = "import sys; from pathlib import Path; from tests.faults import lives, test_keeping as here; "
    code += "sys.exit(lives.live(Path(sys.argv[1]), here.full_store))"

    def life() -> tuple[int, bytes]:
        if options == "ro":
            sandbox.remount_read_only(state)
        done = on_screen([sys.executable, "-c", code, str(tmp_path / "journal")], environment)
        return done.returncode, done.stdout + done.stderr[-3000:]

    status, said = sandbox.with_disk(state, "tmpfs", "16k", life)
    assert status == 0 and b"saved" in said, said.decode(errors="replace")


def test_fault_09_text_waits_for_room_and_is_kept_when_there_is_some(
    qtbot: QtBot, store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "RETRY_MS", 30)
    store.parent.mkdir(parents=True, exist_ok=True)
    store.write_bytes(b"a file where the folder should be")
    keeper = Recovery(store, Jobs(1))
    told: list[str] = []
    keeper.failed.connect(told.append)
    with qtbot.waitSignal(keeper.failed):
        keeper.note(post.with_body("typed while there was no room"), "")
    qtbot.waitUntil(lambda: not keeper._writing)
    store.unlink()
    with qtbot.waitSignal(keeper.mended):
        pass
    keeper.close()
    assert len(told) == 1
    assert recovery.pending(store)[0].post.body == "typed while there was no room"


# Ends of the program


@LINUX
@SCREEN
@pytest.mark.timeout(1800 if MANY else 120)
def test_fault_21_a_request_to_end_loses_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: None) -> None:
    """SIGTERM at random moments, also while it starts, restores and saves; 200 by hand (kill_run.py --signal TERM)."""
    run_of_lives(tmp_path, monkeypatch, signal.SIGTERM, 200 if MANY else 6)


@LINUX
@SCREEN
@pytest.mark.timeout(1800 if MANY else 300)  # 45 s when nothing else runs
def test_fault_22_typing_survives_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: None) -> None:
    """SIGKILL at random moments of typing, form edits, saves and switches; 500 by hand (kill_run.py --kills 500)."""
    run = run_of_lives(tmp_path, monkeypatch, signal.SIGKILL, 200 if MANY else 25)
    assert max(run.figures.lost_seconds, default=0.0) <= 1.0


# Torn logs


def test_fault_23_a_torn_log_gives_what_is_whole_and_is_kept_aside(tmp_path: Path, post: Post) -> None:
    versions = [post.with_splice(0, 0, "一" * (step + 1)) for step in range(3)]
    whole = left_by_a_crash(tmp_path / "whole", *versions).read_bytes()
    store = tmp_path / "store"
    cases = [whole[:size] for size in range(1, len(whole))]
    cases += [whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in range(len(whole))]
    for raw in cases if MANY else cases[::3]:
        store.mkdir()
        (store / "one.log").write_bytes(raw)
        found = recovery.look(store, post.path.parent)
        if found.unsaved:
            (one,) = found.unsaved
            assert one.post in versions
            own = PostLog(store)
            own.write(one.post, one.digest, datetime.now(UTC))
            recovery._adopted(store, own, one)
            own.close()
            ends_with_a_record = not one.torn
            assert ends_with_a_record or (store / "damaged" / "one.log").read_bytes() == raw
            assert [again.post for again in recovery.look(store, post.path.parent).unsaved] == [one.post]
        else:
            assert (store / "damaged" / "one.log").read_bytes() == raw
        shutil.rmtree(store)


def test_fault_23_a_torn_log_is_said_in_the_window(qtbot: QtBot, store: Path, start: Start, journal: Path) -> None:
    path = journal / "week-20.md"
    log = left_by_a_crash(store, Post.parse(path, path.read_bytes()).with_body("x"))
    log.write_bytes(log.read_bytes()[:-1])
    parts = start(journal)
    qtbot.waitUntil(lambda: "recovered aside" in parts.window.banner.notices)
    assert (store / "damaged" / log.name).exists()


# Crash, then strangers


def edited_outside_after_a_crash(store: Path, journal: Path) -> tuple[Path, bytes, Post]:
    path = journal / "week-20.md"
    post = Post.parse(path, path.read_bytes())
    unsaved = post.with_splice(0, 0, "never saved ")
    left_by_a_crash(store, unsaved, digest=recovery.files.read(path)[1].digest)
    path.write_bytes(path.read_bytes() + b"\nby another program")
    return path, path.read_bytes(), unsaved


def answered(qtbot: QtBot, parts: Parts, button: str) -> str:
    """Open the dialog from its notice, press a button of it; what its diff showed."""
    shown: list[str] = []

    def press(dialog: QDialog) -> int:
        from journal_app.ui.versions.diff_view import DiffView

        view = dialog.findChild(DiffView)
        assert view is not None
        shown.append(view.document().toRawText())
        found = dialog.findChild(QPushButton, button)
        assert found is not None
        found.click()
        return 0

    from journal_app.ui.versions.recovery import RecoveryDialog

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RecoveryDialog, "exec", press)
        notice = {found.objectName(): found for found in parts.window.banner.findChildren(QPushButton)}
        assert "restore" not in notice, "nothing is brought back over a stranger's edit at one click"
        notice["show"].click()
    return shown[0]


@pytest.mark.webengine
def test_fault_24_a_crash_and_then_an_edit_outside_offers_both_with_a_diff(
    qtbot: QtBot,
    store: Path,
    start: Start,
    journal: Path,
) -> None:
    path, theirs, unsaved = edited_outside_after_a_crash(store, journal)
    parts = start(journal)
    qtbot.waitUntil(lambda: "recovered" in parts.window.banner.notices)
    diff = answered(qtbot, parts, "both")
    assert "− by another program" in diff and "+ never saved" in diff
    beside = journal / "week-20-recovered.md"
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == beside)
    assert path.read_bytes() == theirs
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved)
    assert beside.read_bytes() == unsaved.to_bytes() and path.read_bytes() == theirs
    qtbot.waitUntil(lambda: not list(store.glob("*.log")))


@pytest.mark.webengine
@pytest.mark.parametrize("answer", ["restore", "discard"])
def test_fault_24_neither_version_is_deleted_by_an_answer(
    qtbot: QtBot,
    store: Path,
    start: Start,
    journal: Path,
    answer: str,
) -> None:
    path, theirs, unsaved = edited_outside_after_a_crash(store, journal)
    parts = start(journal)
    qtbot.waitUntil(lambda: "recovered" in parts.window.banner.notices)
    answered(qtbot, parts, answer)
    assert path.read_bytes() == theirs
    if answer == "discard":
        qtbot.waitUntil(lambda: (store / "discarded").is_dir() and any((store / "discarded").iterdir()))
        (log,) = (store / "discarded").iterdir()
        read = recovery.read_log(log)
        assert isinstance(read, Recovered) and read.post == unsaved
        return
    qtbot.waitUntil(lambda: path in parts.desk.unsaved and parts.desk.current == parts.desk.post(path))
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved)
    assert path.read_bytes() == unsaved.to_bytes()
    kept = [file.read_bytes() for file in (store.parent / "history").rglob("*") if file.is_file()]
    assert theirs in kept, "what the restored text replaced is in the history"


@pytest.mark.webengine
def test_fault_24_two_texts_of_one_post_are_never_laid_over_each_other(
    qtbot: QtBot,
    store: Path,
    start: Start,
    journal: Path,
) -> None:
    path = journal / "week-20.md"
    post = Post.parse(path, path.read_bytes())
    digest = recovery.files.read(path)[1].digest
    left_by_a_crash(store, post.with_body("older"), digest=digest)
    left_by_a_crash(store, post.with_body("newer"), digest=digest)
    parts = start(journal)
    qtbot.waitUntil(lambda: "recovered" in parts.window.banner.notices)
    found = {one.post.body: log for log, one in parts.journals._recovered.items()}
    parts.journals._restore(found["newer"])
    parts.journals._restore(found["older"])
    texts = {post.path.name: post.body for post in parts.desk.unsaved_posts()}
    assert texts == {"week-20.md": "newer", "week-20-recovered.md": "older"}


# A crash while the text of the last one is brought back


class AtOnce(Jobs):
    """A lane without a thread, so that what traces the first one sees all of it."""

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        try:
            result = work()
        except Exception as error:
            failed(error)
        else:
            done(result)


def restoring(store: Path, path: Path, deed: str) -> None:
    """What the window does with the text it found, from the look on, by its own desk, store and safe writer."""
    keeper, desk = Recovery(store, AtOnce()), Desk(AtOnce(), AtOnce())
    keeper._syncs = AtOnce()
    told: list[recovery.Found] = []
    keeper.found.connect(told.append)
    keeper.look(path.parent)
    (found,) = told[0].unsaved
    if deed == "discard":
        keeper.discard(found)
        return
    copy = found.post.with_path(path.with_name("week-30-recovered.md"))
    if deed == "keep both":
        desk.start(copy)
        keeper.adopt(copy, "", found)
        return
    desk.recover(found.post)
    keeper.adopt(found.post, desk.digest(path), found)
    if deed == "restore":
        return
    desk.edit_body(path, Splice(0, 0, "more "))
    post = desk.post(path)
    assert post is not None
    keeper.note(post, desk.digest(path))
    keeper.flush()
    desk.post_saved.connect(lambda _: keeper.drop(path))
    desk.save(path)


@LINUX
@pytest.mark.timeout(180)
@pytest.mark.parametrize("deed", ["restore", "keep both", "discard", "restore, type and save"])
def test_fault_25_a_restore_that_is_killed_is_offered_again(
    qapp: QApplication, tmp_path: Path, post: Post, deed: str
) -> None:
    """At each system call from the look on: the text is offered at the next two starts, or is where it was put."""
    wanted = post.with_body("the only copy of this text")
    old = post.path.read_bytes()
    stores: list[Path] = []

    def prepare() -> Callable[[], object]:
        store = tmp_path / f"store-{len(stores)}"
        stores.append(store)
        post.path.write_bytes(old)
        digest = recovery.files.digest(old)
        left_by_a_crash(store, post.with_body("x"), wanted, digest=digest)
        left_by_a_crash(store, wanted, digest=digest)  # a second log of the same text, which the look puts aside
        return partial(restoring, store, post.path, deed)

    prepare()()  # what is read and compiled at its first use is no part of it
    points = 0
    saved = wanted.with_splice(0, 0, "more ")
    for place in killing.killed_at_each_call(prepare, every=1 if MANY else 8):
        points += 1
        for _ in range(2):  # and the look itself takes nothing away
            offered = [one.post for one in recovery.look(stores[-1], post.path.parent).unsaved]
            aside = [one.found.post for one in put_aside.discarded(stores[-1], post.path.parent)]
            if not offered and deed == "discard":
                offered = aside
            elif not offered and deed == "restore, type and save":
                offered = [post.with_body(Post.parse(post.path, post.path.read_bytes()).body)]
            bodies = {one.body for one in offered}
            assert bodies in ({wanted.body}, {saved.body}), place
        assert post.path.read_bytes() in (old, saved.to_bytes()), place
    assert points >= 4


# Memory


@LINUX
@pytest.mark.webengine
def test_fault_26_the_worker_goes_first_and_the_window_stays(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.renderer.process_id > 0)
    before = parts.renderer.process_id
    place = Path("/proc") / str(before)

    def limited() -> bool:
        lines = (place / "limits").read_text().splitlines()
        return any(line.startswith("Max address space") and str(child.MEMORY) in line for line in lines)

    qtbot.waitUntil(limited)
    qtbot.waitUntil(lambda: int((place / "oom_score_adj").read_text()) == 1000)
    assert int(Path("/proc/self/oom_score_adj").read_text()) < 1000
    os.kill(before, signal.SIGKILL)
    qtbot.keyClicks(parts.editor.view, "typed while the worker was dead ")
    qtbot.waitUntil(lambda: parts.renderer.process_id not in (0, before), timeout=10_000)
    assert parts.desk.current is not None and "typed while" in parts.desk.current.body


@LINUX
def test_fault_26_a_text_that_needs_too_much_memory_is_refused_by_the_worker_alone() -> None:
    code = (
        "from journal_app.render.safe import limits; limits.hold(200 << 20)\n"
        "try: b'x' * (1 << 30)\n"
        "except MemoryError: print('refused')"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "refused"
