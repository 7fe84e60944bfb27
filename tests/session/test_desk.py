"""The desk tells one truth about the open posts, saves exactly what it says, and never buries a stranger's edit."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.session import outside
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Conflict, Desk, Opened, SavedPost, SaveFailure
from journal_app.session.jobs import Jobs

RAW = "---\ntitle: 周记 Week30\n---\n\n早上下雨。\n".encode()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(Jobs(1), Jobs(1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "week-30.md"
    path.write_bytes(RAW)
    return path


def opened(qtbot: QtBot, desk: Desk, path: Path) -> Post:
    with qtbot.waitSignal(desk.post_opened) as told:
        desk.open(path)
    fact = told.args[0]
    assert isinstance(fact, Opened)
    return fact.post


def saved(qtbot: QtBot, desk: Desk, path: Path) -> SavedPost:
    with qtbot.waitSignal(desk.post_saved) as told:
        desk.save(path)
    fact = told.args[0]
    assert isinstance(fact, SavedPost)
    return fact


def test_an_opened_post_is_not_unsaved(qtbot: QtBot, desk: Desk, path: Path) -> None:
    assert opened(qtbot, desk, path).to_bytes() == RAW
    assert desk.unsaved == frozenset()


def test_an_edit_makes_it_unsaved_and_taking_it_back_makes_it_saved(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    assert desk.unsaved == {path}
    desk.edit_body(path, Splice(1, 1, ""))
    assert desk.unsaved == frozenset()


def test_a_save_writes_the_bytes_of_the_post(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    saved(qtbot, desk, path)
    assert path.read_bytes() == RAW.replace("早上".encode(), "又早上".encode())
    assert desk.unsaved == frozenset()


def test_typing_on_while_a_save_runs_stays_unsaved(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "一"))
    with qtbot.waitSignal(desk.post_saved):
        desk.save(path)
        desk.edit_body(path, Splice(1, 0, "二"))
    assert desk.unsaved == {path}
    assert "一".encode() in path.read_bytes() and "二".encode() not in path.read_bytes()


def test_of_many_saves_the_last_text_wins(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    for step in range(30):
        desk.edit_body(path, Splice(1, 0, str(step % 10)))
        desk.save(path)
    qtbot.waitUntil(lambda: not desk.is_saving and not desk.unsaved)
    current = desk.current
    assert current is not None and path.read_bytes() == current.to_bytes()


def test_a_strangers_edit_under_unsaved_text_is_a_conflict(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "我的"))
    path.write_bytes(RAW + "别人的\n".encode())
    with qtbot.waitSignals([desk.save_failed, desk.conflict_found]):
        desk.save(path)
    assert path.read_bytes() == RAW + "别人的\n".encode()
    assert desk.unsaved == {path}


def test_mine_replaces_theirs_only_when_the_author_says_so(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "我的"))
    path.write_bytes(RAW + b"theirs")
    with qtbot.waitSignal(desk.conflict_found) as told:
        desk.look_again([path])
    conflict = told.args[0]
    assert isinstance(conflict, Conflict) and conflict.theirs is not None
    with qtbot.waitSignal(desk.post_saved):
        Conflicts(desk, Jobs(1), desk).keep_mine(path)
    assert "我的".encode() in path.read_bytes() and b"theirs" not in path.read_bytes()


def test_theirs_comes_in_as_an_edit(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "我的"))
    path.write_bytes(RAW + b"theirs")
    with qtbot.waitSignal(desk.conflict_found):
        desk.look_again([path])
    with qtbot.waitSignal(desk.post_edited):
        Conflicts(desk, Jobs(1), desk).take_theirs(path)
    assert desk.current is not None and desk.current.to_bytes() == RAW + b"theirs"
    assert desk.unsaved == frozenset()


def test_a_clean_post_follows_the_disk(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    path.write_bytes(RAW + b"more")
    with qtbot.waitSignal(desk.post_edited):
        desk.look_again([path])
    assert desk.current is not None and desk.current.body.endswith("more")
    assert desk.unsaved == frozenset()


def test_our_own_save_is_no_strangers_edit(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    saved(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "再"))
    conflicts: list[object] = []
    desk.conflict_found.connect(conflicts.append)
    desk.look_again([path])
    desk.save(path)
    qtbot.waitUntil(lambda: not desk.unsaved)
    assert conflicts == []


def test_a_deleted_file_is_told_and_the_text_kept(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    path.unlink()
    with qtbot.waitSignal(desk.conflict_found) as told:
        desk.look_again([path])
    conflict = told.args[0]
    assert isinstance(conflict, Conflict) and conflict.theirs is None
    assert desk.unsaved == {path}
    with qtbot.waitSignal(desk.save_failed):
        desk.save(path)
    assert not path.exists()
    with qtbot.waitSignal(desk.post_saved):
        desk.recreate(path)
    assert path.read_bytes() == RAW


def test_a_new_post_reaches_the_disk_at_its_first_save(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    fresh = tmp_path / "sub" / "week-31.md"
    desk.start(Post.parse(fresh, RAW))
    assert not fresh.exists() and desk.unsaved == {fresh}
    saved(qtbot, desk, fresh)
    assert fresh.read_bytes() == RAW


def test_a_new_post_without_text_is_begun_in_its_text_and_not_in_its_head(qtbot: QtBot, desk: Desk) -> None:
    head = b"---\ntitle: a\ndate: 2024-01-01\n---\n"
    for body, line in ((b"", 5), (b"\n\n", 7), (b"said already\n", 0)):
        with qtbot.waitSignal(desk.post_opened) as told:
            desk.start(Post.parse(Path("/journal/new.md"), head + body))
        assert told.args[0].line == line, "a line of the file, counted from 1"


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.open_failed) as told:
        desk.open(tmp_path / "gone.md")
    failure = told.args[0]
    assert isinstance(failure, SaveFailure) and "not there" in str(failure.error)


def test_revert_brings_back_what_is_on_disk(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(0, 0, "x"))
    desk.revert(path)
    assert desk.current is not None and desk.current.to_bytes() == RAW
    assert desk.unsaved == frozenset()


def test_a_renamed_post_saves_to_its_new_name(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    new = path.with_name("week-thirty.md")
    path.rename(new)
    desk.moved(path, new)
    assert desk.unsaved == {new}
    saved(qtbot, desk, new)
    assert not path.exists() and "又".encode() in new.read_bytes()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Saves give the file its name only when this is set."""
    gate = threading.Event()
    exchange = files.FileOps.exchange

    def slowly(ops: files.FileOps, first: bytes, second: bytes) -> None:
        assert gate.wait(60)
        exchange(ops, first, second)

    monkeypatch.setattr(files.FileOps, "exchange", slowly)
    yield gate
    gate.set()


def test_a_post_that_is_closed_and_opened_again_while_it_is_saved_is_the_text_that_is_saved(
    qtbot: QtBot, path: Path, gate: threading.Event
) -> None:
    """As it was on disk until then, it would stand as an unsaved edit that takes the save back."""
    desk = Desk(Jobs(1), Jobs(1))
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    desk.save(path)
    desk.edit_body(path, Splice(1, 0, "not wanted"))
    desk.save(path)
    desk.close(path)
    new = RAW.replace("早上".encode(), "又早上".encode())
    desk.open(path)
    post = desk.post(path)
    assert post is not None and post.to_bytes() == new and desk.unsaved == {path}
    with qtbot.waitSignal(desk.post_saved, timeout=20_000):
        gate.set()
    assert not desk.unsaved and not desk.is_saving and path.read_bytes() == new


def test_a_save_asked_for_before_a_post_was_closed_saves_nothing_typed_after_it_was_opened_again(
    qtbot: QtBot, path: Path, gate: threading.Event
) -> None:
    desk = Desk(Jobs(1), Jobs(1))
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    desk.save(path)
    desk.edit_body(path, Splice(1, 0, "given up "))
    desk.save(path)
    desk.close(path)
    desk.open(path)
    desk.edit_body(path, Splice(1, 0, "not yet "))
    with qtbot.waitSignal(desk.post_saved, timeout=20_000):
        gate.set()
    assert not desk.is_saving and desk.unsaved == {path}
    assert path.read_bytes() == RAW.replace("早上".encode(), "又早上".encode())


def test_a_post_that_is_closed_opened_again_and_saved_during_its_own_save_meets_no_conflict_with_itself(
    qtbot: QtBot, path: Path, gate: threading.Event
) -> None:
    desk = Desk(Jobs(1), Jobs(1))
    conflicts: list[object] = []
    desk.conflict_found.connect(conflicts.append)
    desk.save_failed.connect(conflicts.append)
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "又"))
    desk.save(path)
    desk.close(path)
    desk.open(path)
    desk.edit_body(path, Splice(1, 0, "再"))
    desk.save(path)
    gate.set()
    qtbot.waitUntil(lambda: not desk.is_saving and not desk.unsaved, timeout=20_000)
    assert path.read_bytes() == RAW.replace("早上".encode(), "再又早上".encode()) and not conflicts


def test_what_was_read_before_a_save_is_not_shown_after_the_post_was_closed_during_it(
    qtbot: QtBot, path: Path, gate: threading.Event
) -> None:
    """Two clicks: the second one's reading comes back when the post is saved and closed already."""
    desk = Desk(Jobs(1), Jobs(1))
    opened(qtbot, desk, path)
    found = outside.read(path)
    desk.edit_body(path, Splice(1, 0, "又"))
    desk.save(path)
    desk.close(path)
    desk._read_done(0, found)
    post = desk.post(path)
    assert post is not None and post.body.startswith("\n又")
