"""What is chosen for a journal is in force at once: dialect, joined lines, looks; and the outline comes back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from journal_app import settings
from journal_app.app.build import Parts
from journal_app.settings import JournalChoices
from journal_app.ui.dialogs.headings import HeadingsPopup
from journal_app.ui.preview.page import WORLD
from tests.app.conftest import Start

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(120)]

BODY = "**真，**她说\n又一行\n\n## 一\n\n文字\n\n## 二\n\n别的文字\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "a.md").write_bytes(f"---\ntitle: A\ndate: 2024-11-24\n---\n{BODY}".encode())
    return folder


def shows(parts: Parts, qtbot: QtBot, script: str, wanted: Any) -> None:
    """Wait until the page answers so."""
    answers: list[Any] = []

    def holds() -> bool:
        if answers and answers[-1] == wanted:
            return True
        parts.preview.page.runJavaScript(script, WORLD, answers.append)
        return False

    try:
        qtbot.waitUntil(holds, timeout=30_000)
    except Exception as error:
        raise AssertionError(answers[-1:]) from error


def test_the_choices_of_a_journal_are_in_force_at_once(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    first = "document.querySelector('main p')?.innerHTML"
    shows(parts, qtbot, first, "<strong>真，</strong>她说\n又一行")
    choose = parts.preferences.choose_journal
    choose(journal, JournalChoices(dialect="gfm", join_han=True))
    shows(parts, qtbot, first, "**真，**她说又一行")
    labels = [button.text() for button in parts.window.status.findChildren(QToolButton)]
    assert "GFM" in labels
    qtbot.waitUntil(lambda: any(parts.editor.view.gutter.note_at(y) for y in range(0, 200, 4)), timeout=10_000)
    choose(journal, JournalChoices(style_sheet="none.css"))
    qtbot.waitUntil(lambda: "none.css" in parts.window.status._message.text(), timeout=10_000)
    (journal / "own.css").write_text("main p { letter-spacing: 3px; background: url(https://a.invalid/) }")
    choose(journal, JournalChoices(style="note", style_sheet="own.css", language="ja"))
    spacing = "[getComputedStyle(document.querySelector('main p')).letterSpacing, document.documentElement.lang].join()"
    shows(parts, qtbot, spacing, "3px,ja")
    shows(parts, qtbot, "document.documentElement.dataset.style", "note")
    (journal / "own.css").write_text("main p { letter-spacing: 5px }")
    parts.watcher.look_again.emit()
    shows(parts, qtbot, spacing, "5px,ja")
    assert settings.load_journal(journal).style_sheet == "own.css"
    choose(journal, JournalChoices())
    shows(parts, qtbot, spacing, "normal,zh-CN")
    shows(parts, qtbot, first, "<strong>真，</strong>她说\n又一行")


def test_the_outline_leads_to_a_heading_and_is_back_after_a_restart(
    qtbot: QtBot, parts: Parts, journal: Path, start: Start
) -> None:
    parts.actions["toggle_outline"].trigger()
    tree = parts.outlining.outline._tree
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 2, timeout=10_000)
    tree.itemClicked.emit(tree.topLevelItem(1), 0)
    assert parts.editor.view.textCursor().block().text() == "## 二"
    qtbot.waitUntil(lambda: tree.currentItem() is tree.topLevelItem(1))
    parts.preview.pointed.emit(6.2)
    assert parts.editor.view.textCursor().block().text() == "文字"
    assert settings.load_memory().outline
    again = start(journal)
    qtbot.waitUntil(lambda: again.outlining.is_shown and again.outlining.outline._tree.topLevelItemCount() == 2)


def test_the_outlines_button_tells_what_is_seen_where_the_column_is_narrow(qtbot: QtBot, parts: Parts) -> None:
    action, column = parts.actions["toggle_outline"], parts.window.column
    column.setFixedWidth(500)
    qtbot.waitUntil(lambda: column.width() == 500)
    action.trigger()
    assert action.isChecked() and parts.outlining.outline.isVisible()
    column.setFixedWidth(300)
    qtbot.waitUntil(lambda: not action.isChecked())
    assert not parts.outlining.outline.isVisible()
    action.trigger()
    assert not action.isChecked()
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), HeadingsPopup), timeout=10_000)
    QTest.keyClick(QApplication.activePopupWidget().focusWidget(), Qt.Key.Key_Escape)
    column.setFixedWidth(500)
    qtbot.waitUntil(action.isChecked)
    assert parts.outlining.outline.isVisible()
    action.trigger()
    assert not action.isChecked() and not parts.outlining.outline.isVisible()
