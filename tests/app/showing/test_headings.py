"""Where the outline has no room beside the text, its command offers the headings over it, in the whole program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app import settings
from journal_app.app.build import Parts
from journal_app.ui.dialogs.headings import HeadingsPopup

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(120)]

BODY = "开头\n\n## 一月\n\n文字\n\n### 水\n\n别的文字\n\n## 二月\n\n最后的文字\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "a.md").write_bytes(f"---\ntitle: A\ndate: 2024-11-24\n---\n{BODY}".encode())
    (folder / "b.md").write_bytes(b"---\ntitle: B\ndate: 2024-11-17\n---\nNo heading.\n")
    return folder


def narrow(parts: Parts, qtbot: QtBot) -> None:
    parts.window.resize(800, 600)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    qtbot.waitUntil(lambda: not parts.window.column.has_room_beside, timeout=10_000)


def asked(parts: Parts, qtbot: QtBot) -> HeadingsPopup:
    """The popup that the command opens."""
    parts.actions["toggle_outline"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), HeadingsPopup), timeout=10_000)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, HeadingsPopup)
    return popup


def offered(popup: HeadingsPopup) -> list[str]:
    return [popup.model.index(row, 0).data() for row in range(popup.model.rowCount())]


def caret(parts: Parts) -> str:
    return parts.editor.view.textCursor().block().text()


def test_arrows_and_enter_lead_from_the_heading_of_the_caret_to_another(parts: Parts, qtbot: QtBot) -> None:
    narrow(parts, qtbot)
    parts.editor.go_to_line(9)
    popup = asked(parts, qtbot)
    assert offered(popup) == ["一月", "水", "二月"]
    assert popup.list.currentIndex().data() == "水"
    assert QApplication.focusWidget() is popup.box
    place = QRect(parts.window.mapToGlobal(QPoint(0, 0)), parts.window.size())
    assert place.contains(popup.geometry())
    rows = popup.list.viewport().height() / popup.list.sizeHintForRow(0)
    assert 3 <= rows < 4, "as high as its headings"
    QTest.keyClick(popup.box, Qt.Key.Key_Down)
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert caret(parts) == "## 二月"
    assert not parts.actions["toggle_outline"].isChecked() and not settings.load_memory().outline


def test_typing_leaves_the_headings_that_fit_and_a_click_takes_one(parts: Parts, qtbot: QtBot) -> None:
    narrow(parts, qtbot)
    popup = asked(parts, qtbot)
    popup.box.insert("月")
    assert offered(popup) == ["一月", "二月"]
    popup.box.insert("亮")
    assert offered(popup) == []
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert popup.isVisible()
    popup.box.setText("二")
    place = popup.list.visualRect(popup.model.index(0, 0)).center()
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caret(parts) == "## 二月"


def test_escape_leaves_the_caret_where_it_is(parts: Parts, qtbot: QtBot) -> None:
    narrow(parts, qtbot)
    parts.editor.go_to_line(5)
    popup = asked(parts, qtbot)
    QTest.keyClick(popup.box, Qt.Key.Key_Down)
    QTest.keyClick(popup.box, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert caret(parts) == "文字"


def test_a_post_without_headings_says_so(parts: Parts, qtbot: QtBot, journal: Path) -> None:
    narrow(parts, qtbot)
    parts.commands.open_post(journal / "b.md")
    qtbot.waitUntil(lambda: parts.editor.path == journal / "b.md", timeout=10_000)
    parts.actions["toggle_outline"].trigger()
    qtbot.waitUntil(lambda: "no headings" in parts.window.status._message.text(), timeout=10_000)
    assert QApplication.activePopupWidget() is None
