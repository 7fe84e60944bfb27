"""Unsaved text reaches the disk within a second and is offered at the next start, whatever tore the log."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from journal_app.post.post import Post
from journal_app.session import recovery
from journal_app.session.jobs import Jobs
from journal_app.session.recovery import Recovery

HEAD = "---\ntitle: 周记 Week30\ntags:\n    - '散步'\n---\n\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def post(tmp_path: Path) -> Post:
    path = tmp_path / "journal" / "week-30.md"
    path.parent.mkdir()
    path.write_bytes((HEAD + "第一行\r\n").encode())
    return Post.parse(path, path.read_bytes())


def written(qtbot: QtBot, store: Path) -> None:
    qtbot.waitUntil(lambda: any(store.glob("*.log")) and all(recovery.read_log(log) for log in store.glob("*.log")))


def test_typed_text_is_found_again_as_it_was(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post
    for step in range(40):
        edited = edited.with_splice(len(edited.body), 0, f"又一句{step}。")
        keeper.note(edited, "base")
        if step % 10 == 0:
            keeper.flush()
    edited = edited.with_field("title", "周记 Week31")
    keeper.note(edited, "base")
    keeper.close()
    (found,) = recovery.pending(store)
    assert found.post == edited
    assert found.post.to_bytes() == edited.to_bytes()
    assert found.digest == "base"


def test_a_note_reaches_the_disk_without_being_asked(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("只写了一句"), "")
    qtbot.waitUntil(lambda: any(store.glob("*.log")), timeout=1000)
    keeper.close()
    assert recovery.pending(store)[0].post.body == "只写了一句"


def test_continuous_typing_is_written_while_it_goes_on(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post

    def type_on() -> bool:
        nonlocal edited
        edited = edited.with_splice(0, 0, "字")
        keeper.note(edited, "")
        logs = list(store.glob("*.log"))
        return bool(logs) and len(recovery.unpacked(logs[0].read_bytes())) >= 3

    qtbot.waitUntil(type_on, timeout=4000)
    keeper.close()


def test_what_is_saved_or_given_up_leaves_no_log(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("x"), "")
    keeper.flush()
    keeper.drop(post.path)
    keeper.close()
    assert not list(store.glob("*"))


def test_text_that_stands_on_disk_is_not_offered(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post.with_body("saved after all")
    keeper.note(edited, "")
    keeper.close()
    post.path.write_bytes(edited.to_bytes())
    assert recovery.pending(store) == []


def test_a_post_that_was_never_on_disk_is_offered(qtbot: QtBot, store: Path, tmp_path: Path) -> None:
    keeper = Recovery(store, Jobs(1))
    fresh = Post.parse(tmp_path / "journal" / "new.md", HEAD.encode()).with_body("从未存过")
    keeper.note(fresh, "")
    keeper.close()
    assert recovery.pending(store)[0].post == fresh
    assert recovery.pending(store, tmp_path / "elsewhere") == []


def test_the_log_of_a_living_process_is_not_offered(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("here"), "")
    keeper.flush()
    written(qtbot, store)
    code = (
        "import sys, pathlib; from journal_app.session import recovery;"
        "print(len(recovery.pending(pathlib.Path(sys.argv[1]))))"
    )
    seen = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "0"
    keeper.close()
    seen = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "1"


def test_a_torn_log_gives_its_whole_records(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    versions = []
    edited = post
    for step in range(3):
        edited = edited.with_splice(0, 0, f"{step}\n")
        versions.append(edited)
        keeper.note(edited, "")
        keeper.flush()
    keeper.close()
    (log,) = store.glob("*.log")
    whole = log.read_bytes()
    for size in range(len(whole)):
        log.write_bytes(whole[:size])
        found = recovery.read_log(log)
        assert found is None or found.post in versions
    for at in range(0, len(whole), 7):
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        found = recovery.read_log(log)
        assert found is None or found.post in versions


def test_a_store_that_cannot_be_written_is_told_once(qtbot: QtBot, tmp_path: Path, post: Post) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file where the folder should be")
    keeper = Recovery(blocked / "recovery", Jobs(1))
    told: list[str] = []
    keeper.failed.connect(told.append)
    for step in range(3):
        keeper.note(post.with_body(str(step)), "")
        keeper.flush()
    qtbot.waitUntil(lambda: bool(told))
    keeper.close()
    qtbot.waitUntil(lambda: len(told) == 1)


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers()), max_size=6), st.binary(max_size=40))
def test_records_are_read_back_up_to_what_is_torn(entries: list[dict[str, str | int]], rest: bytes) -> None:
    raw = b"".join(recovery.packed(entry) for entry in entries)
    assert recovery.unpacked(raw) == entries
    assert recovery.unpacked(raw + rest)[: len(entries)] == entries
