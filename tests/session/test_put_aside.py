"""What the recovery store has besides what it offers: discarded text for a week, and each state that was typed."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.post.post import Post
from journal_app.session import put_aside
from journal_app.session.jobs import Jobs
from journal_app.session.recovery import Recovery


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def post(tmp_path: Path) -> Post:
    path = tmp_path / "journal" / "week-30.md"
    path.parent.mkdir()
    path.write_bytes("---\ntitle: 周记 Week30\n---\n\n第一行\n".encode())
    return Post.parse(path, path.read_bytes())


def given_up(qtbot: QtBot, keeper: Recovery, post: Post) -> None:
    keeper.note(post, "base")
    keeper.give_up(post.path)
    qtbot.waitUntil(lambda: not keeper._jobs.busy, timeout=20_000)


def test_discarded_texts_are_found_newest_first_and_each_once(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    for body in ("older", "newer", "older"):
        given_up(qtbot, keeper, post.with_body(body))
    elsewhere = post.with_path(post.path.parent.parent / "other" / "a.md")
    given_up(qtbot, keeper, elsewhere.with_body("of another journal"))
    given_up(qtbot, keeper, post)  # as it is on disk
    with qtbot.waitSignal(keeper.discarded_found) as told:
        keeper.look_for_discarded(post.path.parent)
    (found,) = told.args
    assert [one.found.post.body for one in found] == ["older", "newer"]
    assert all(one.disk == post.text for one in found)
    post.path.unlink()
    assert [one.disk for one in put_aside.discarded(store, post.path.parent)] == [None] * 3
    keeper.close()


def test_a_damaged_discarded_text_gives_what_is_whole_and_rubbish_gives_nothing(
    qtbot: QtBot, store: Path, post: Post
) -> None:
    keeper = Recovery(store, Jobs(1))
    given_up(qtbot, keeper, post.with_body("whole"))
    keeper.close()
    (log,) = (store / "discarded").iterdir()
    log.write_bytes(log.read_bytes() + b"torn")
    (store / "discarded" / "x.log").write_bytes(os.urandom(200))
    (one,) = put_aside.discarded(store, post.path.parent)
    assert one.found.post.body == "whole" and one.found.torn


def test_every_state_that_was_typed_is_known_by_its_bytes(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    states = [post.with_body("a" * length) for length in range(1, 6)]
    for state in states:
        keeper.note(state, "base")
        keeper.flush()
        qtbot.waitUntil(lambda: not keeper._writing, timeout=20_000)
    assert all(keeper.holds(files.digest(state.to_bytes())) for state in states)
    assert not keeper.holds(files.digest(post.with_body("never typed").to_bytes()))
    keeper.close()
    assert put_aside.holds(store, files.digest(states[0].to_bytes())), "also when its program is gone"
