"""The welcome page while a journal is open: no dead end."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.session import presence

pytestmark = pytest.mark.webengine


def front(parts: Parts) -> Path | None:
    return parts.desk.current.path if parts.desk.current else None


def test_a_post_that_is_opened_takes_the_place_of_the_welcome_page(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    for name in ("week-19.md", "week-19.md"):  # from the disk, and one that is in front already
        parts.commands.welcome()
        assert parts.window.welcome.isVisible()
        parts.commands.open_post(journal / name)
        qtbot.waitUntil(lambda name=name: front(parts) == journal / name)
        assert parts.editor.isVisible() and not parts.window.welcome.isVisible()
    parts.commands.welcome()
    parts.commands.new_week()
    assert parts.editor.isVisible()


def test_escape_and_a_button_lead_back_to_the_journal(qtbot: QtBot, parts: Parts) -> None:
    title = parts.window.windowTitle()
    for leave in (
        lambda: qtbot.keyClick(parts.window.welcome._open, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(parts.window.welcome._back, Qt.MouseButton.LeftButton),
    ):
        parts.commands.welcome()
        assert parts.window.windowTitle() == "Journal[*]"
        assert parts.window.welcome._back.text() == "Back to journal"
        leave()
        assert parts.editor.isVisible() and not parts.window.welcome.isVisible()
        assert parts.window.windowTitle() == title


def test_with_no_journal_open_there_is_no_way_back(qtbot: QtBot, start) -> None:
    parts = start(None)
    assert parts.window.welcome.isVisible() and not parts.window.welcome._back.isVisible()
    qtbot.keyClick(parts.window.welcome, Qt.Key.Key_Escape)
    assert parts.window.welcome.isVisible()


def test_recent_journals_open_below_the_journals_name(qtbot: QtBot, parts: Parts) -> None:
    parts.commands.open_recent()
    assert QApplication.activePopupWidget() is parts.window.top_bar.recent
    parts.window.top_bar.recent.close()
    assert parts.editor.isVisible()


def test_a_journal_on_a_dead_share_holds_nobody_up_and_stays_among_the_recent(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, gone = tmp_path / "on-a-server", tmp_path / "gone"
    answers, real = threading.Event(), os.path.isdir

    def isdir(path: Path) -> bool:
        return (answers.wait(60) and False) if Path(path) == share else real(path)

    monkeypatch.setattr(os.path, "isdir", isdir)
    monkeypatch.setattr(presence, "PATIENCE", 0.1)
    parts.preferences.remember(parts.preferences.memory.opened(gone).opened(share))
    parts.journals.show_recent()

    def named() -> list[str]:
        return [action.text() for action in parts.window.top_bar.recent.actions()]

    assert any("on-a-server" in text for text in named()) and any("gone" in text for text in named())
    qtbot.waitUntil(lambda: not any("gone" in text for text in named()), timeout=20_000)
    front = parts.librarian.folder
    parts.journals.open(share)
    parts.journals.open(gone)
    assert parts.librarian.folder == front
    assert str(share) in parts.preferences.memory.recent and str(gone) not in parts.preferences.memory.recent
    assert any("on-a-server" in text for text in named())
    answers.set()
