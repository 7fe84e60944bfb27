"""The whole program changes its language while it runs, and nothing of the old one stays."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import paths
from journal_app.app.build import Parts
from journal_app.ui.dialogs.preferences import PreferencesDialog

pytestmark = pytest.mark.webengine
WORDS = ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle")
Start = Callable[[Path | None], Parts]


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    from journal_app.app.run import Appearance
    from journal_app.settings import Settings

    for appearance in qapp.findChildren(Appearance):
        appearance.apply(Settings(language="en"))


def english() -> set[str]:
    """Every text that another one stands for in Chinese."""
    found = set()
    for message in ElementTree.parse(paths.resource("i18n/journal_zh_CN.ts")).getroot().iter("message"):
        text = message.findtext("source", "")
        if message.findtext("translation", "") != text:
            found.add(text)
    return found


def said(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of the window, with who says it."""
    for widget in (window, *window.findChildren(QWidget)):
        for name in WORDS:
            word = getattr(widget, name, None)
            if callable(word) and isinstance(text := word(), str):
                yield f"{type(widget).__name__}.{name}", text
        if isinstance(widget, QComboBox):
            for number in range(widget.count()):
                yield f"{type(widget).__name__}[{number}]", widget.itemText(number)
    for action in window.findChildren(QAction):
        yield f"action {action.objectName()}", action.text()


def test_nothing_stays_in_the_language_before(start: Start, journal: Path, qtbot: QtBot) -> None:
    (journal / "torn.md").write_bytes("---\ntitle: 坏\n---\n好好好好好好好".encode() + b"\xff\xe5" + "好".encode())
    parts = start(journal)
    parts.preferences.choose(replace(parts.preferences.settings, language="en"))
    qtbot.waitUntil(lambda: len(parts.post_list.rows) == 4)
    parts.commands.open_post(journal / "torn.md")
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path.name == "torn.md")
    parts.commands.open_post(journal / "gone.md")
    qtbot.waitUntil(lambda: bool(parts.window.banner.notices))
    parts.editor.run("replace")
    dialog = PreferencesDialog(parts.preferences.settings, parts.window)
    qtbot.addWidget(dialog)
    dialog.settings_changed.connect(parts.preferences.choose)
    dialog.show()
    box = dialog.findChild(QComboBox, "language")
    box.setFocus()
    box.setCurrentIndex(box.findData("zh_CN"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: dialog.windowTitle() == "偏好设置")
    qtbot.wait(50)
    words = english()
    stayed = [(who, text) for who, text in said(parts.window) if text.removesuffix("…") in words or text in words]
    assert not stayed
    notices = list(parts.window.banner.notices.values())
    assert [notice.text for notice in notices] == ["gone.md 无法作为文章读取：它已经不在了。"]
    assert "4 篇" in {label.text() for label in parts.post_list.header.findChildren(QLabel)}
    assert parts.window.status._state.toolTip().startswith("文字是 UTF-8，但有 2 处损坏")
    assert dialog.focusWidget().objectName() == "language"
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["关闭"]


def test_the_hints_of_the_gutter_change_their_language_too(start: Start, journal: Path, qtbot: QtBot) -> None:
    (journal / "hints.md").write_text("---\ntitle: 提示\n---\n中_文_字\n")
    parts = start(journal)
    parts.preferences.choose(replace(parts.preferences.settings, language="en"))
    parts.commands.open_post(journal / "hints.md")
    gutter = parts.editor.view.gutter

    def told() -> str:
        return max(map(gutter.note_at, range(100)))

    qtbot.waitUntil(lambda: told().startswith("The site will not"), timeout=15000)
    parts.preferences.choose(replace(parts.preferences.settings, language="zh_CN"))
    qtbot.waitUntil(lambda: told().startswith("网站"), timeout=15000)
