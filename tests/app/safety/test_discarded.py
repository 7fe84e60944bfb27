"""Discarded text is listed for a week and comes back as an unsaved edit; what stands now is never lost by it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.session import recovery
from journal_app.ui.versions.recovery import RecoveryDialog
from tests.app.test_notices import open_post

pytestmark = pytest.mark.webengine


def answering(monkeypatch: pytest.MonkeyPatch, press: str) -> list[str]:
    """Let this button be pressed for the first text; the titles that were offered."""
    offered: list[str] = []

    def run(dialog: RecoveryDialog) -> int:
        offered.extend(text.title for text in dialog._texts.values())
        assert dialog._discard.isHidden() and dialog._all.isHidden()
        {"restore": dialog._restore, "both": dialog._both}[press].click()
        return 1

    monkeypatch.setattr(RecoveryDialog, "exec", run)
    return offered


def discarded(qtbot: QtBot, parts: Parts, path: Path) -> Post:
    """The post with unsaved text, which is then given up."""
    open_post(qtbot, parts, path)
    parts.desk.edit_body(path, Splice(0, 0, "给了也罢 "))
    post = parts.desk.post(path)
    assert post is not None
    parts.keeping.give_up(path)
    parts.desk.close(path)
    qtbot.waitUntil(lambda: not parts.recovery._jobs.busy, timeout=20_000)
    return post


def test_a_discarded_text_comes_back_as_an_unsaved_edit(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = answering(monkeypatch, "restore")
    path = journal / "week-19.md"
    before = path.read_bytes()
    post = discarded(qtbot, parts, path)
    parts.actions["discarded"].trigger()
    qtbot.waitUntil(lambda: path in parts.desk.unsaved, timeout=20_000)
    assert offered == ["周记 Week19"]
    assert parts.desk.post(path) == post and path.read_bytes() == before
    open_post(qtbot, parts, journal / "week-20.md")
    parts.desk.close(path)
    open_post(qtbot, parts, path)  # now it is open, as it is on disk
    parts.actions["discarded"].trigger()
    qtbot.waitUntil(lambda: path in parts.desk.unsaved, timeout=20_000)
    assert parts.desk.post(path) == post
    parts.commands.undo()
    assert parts.desk.post(path) == Post.parse(path, before)


def test_what_comes_back_without_a_file_is_kept_for_a_crash_again(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "restore")
    path = journal / "week-19.md"
    post = discarded(qtbot, parts, path)
    path.unlink()
    parts.actions["discarded"].trigger()
    qtbot.waitUntil(lambda: path in parts.desk.unsaved, timeout=20_000)
    qtbot.waitUntil(lambda: bool(parts.recovery._logs), timeout=20_000)
    parts.recovery.close()
    assert [found.post for found in recovery.pending(parts.recovery.store, journal)] == [post]


def test_over_other_unsaved_text_it_is_put_beside(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "restore")
    path = journal / "week-19.md"
    post = discarded(qtbot, parts, path)
    open_post(qtbot, parts, path)
    parts.desk.edit_body(path, Splice(0, 0, "another thought "))
    other = parts.desk.post(path)
    parts.actions["discarded"].trigger()
    qtbot.waitUntil(lambda: len(parts.desk.unsaved) == 2, timeout=20_000)
    assert parts.desk.post(path) == other
    (copy,) = (one for one in parts.desk.unsaved_posts() if one.path != path)
    assert copy.text == post.text and not copy.path.exists()


def test_with_nothing_discarded_that_is_said(qtbot: QtBot, parts: Parts) -> None:
    parts.actions["discarded"].trigger()
    qtbot.waitUntil(lambda: "seven days" in parts.window.status._message.text(), timeout=20_000)
