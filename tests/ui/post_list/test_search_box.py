"""The search box offers keys and values where they fit, by keyboard, and never while an input method composes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.ui.post_list.search_box import SearchBox

VALUES = {"tag": ("科研", "Daily Talk", "deep sea"), "year": ("2024", "2023")}


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    box = SearchBox()
    box.values_of = lambda key: VALUES.get(key, ())
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    box.setFocus()
    return box


def typed(box: SearchBox, text: str) -> None:
    box.setText(text)
    box.textEdited.emit(text)


def offered(box: SearchBox) -> list[str]:
    popup = box.offers.popup()
    if popup is None or not popup.isVisible():
        return []
    model = popup.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("", []),
        ("t", []),
        ("ta", ["tag:"]),
        ("ti", ["title:"]),
        ("walk be", ["before:"]),
        ("-ta", ["tag:"]),
        ("tag:", ["科研", "Daily Talk", "deep sea"]),
        ("tag：", ["科研", "Daily Talk", "deep sea"]),
        ("tag:de", ["deep sea"]),
        ("tag:SEA", ["deep sea"]),
        ('tag:"daily t', ["Daily Talk"]),
        ("tag:科研", []),
        ("tag:科研 ", []),
        ("is:d", ["draft"]),
        ("has:", ["image"]),
        ("year:", ["2024", "2023"]),
        ("before:", []),
        ("科研", []),
    ],
)
def test_what_is_offered(box: SearchBox, text: str, offers: list[str]) -> None:
    typed(box, text)
    assert offered(box) == offers


def test_a_key_and_then_a_value_are_taken_with_the_keyboard(qtbot: QtBot, box: SearchBox) -> None:
    typed(box, "walk -ta")
    popup = box.offers.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == "walk -tag:"
    qtbot.waitUntil(lambda: offered(box) == ["科研", "Daily Talk", "deep sea"])
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == 'walk -tag:"Daily Talk" '
    assert not offered(box)


def test_a_composition_hides_the_offers_and_keeps_its_text(box: SearchBox) -> None:
    typed(box, "tag:")
    assert offered(box)
    QApplication.sendEvent(box, QInputMethodEvent("ke", []))
    assert not offered(box)
    done = QInputMethodEvent()
    done.setCommitString("科")
    QApplication.sendEvent(box, done)
    assert box.text() == "tag:科"


def test_escape_takes_the_offers_and_leaves_the_text(box: SearchBox) -> None:
    typed(box, "tag:")
    popup = box.offers.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not offered(box)
    assert box.text() == "tag:"
