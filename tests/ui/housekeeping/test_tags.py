"""The window of tags and categories: what is listed, and the wishes it tells."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from journal_app.library.housekeeping.operations import ChangeCase, RemoveWords, RenameBranch, RenameWords
from journal_app.ui.housekeeping.tags import MergeDialog, WordsDialog
from journal_app.ui.housekeeping.words_list import ALIKE, NAME, POSTS

TAGS = {"Daily Talk": 12, "daily-talk": 2, "散步": 1, "music": 4}


@pytest.fixture
def window(qtbot: QtBot) -> WordsDialog:
    made = WordsDialog()
    qtbot.addWidget(made)
    made.show_counts(TAGS, {})
    made.show()
    qtbot.waitExposed(made)
    return made


def wish(qtbot: QtBot, window: WordsDialog, act: Callable[[], object]) -> object:
    with qtbot.waitSignal(window.operation_requested, timeout=10_000) as told:
        act()
    return told.args[0]


def select(window: WordsDialog, *words: str) -> None:
    window.view.selectionModel().clear()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for word in words:
        window.view.selectionModel().select(window.model.index(window.model.words.index(word), NAME), flags)


def test_words_are_listed_by_use_with_their_counts_and_twins(window: WordsDialog) -> None:
    assert list(window.model.words) == ["Daily Talk", "music", "daily-talk", "散步"]
    assert window.model.index(0, POSTS).data() == "12"
    assert window.model.index(0, ALIKE).data() == "daily-talk"
    window.which.setCurrentIndex(1)
    assert list(window.model.words) == ["Daily Talk", "daily-talk"]
    window.which.setCurrentIndex(2)
    assert list(window.model.words) == ["散步"]
    window.which.setCurrentIndex(0)
    window.box.setText("DAILY")
    assert list(window.model.words) == ["Daily Talk", "daily-talk"]
    window.box.clear()
    window.model.sort(NAME, Qt.SortOrder.AscendingOrder)
    assert list(window.model.words) == ["Daily Talk", "daily-talk", "music", "散步"]


def test_an_empty_list_says_why(window: WordsDialog) -> None:
    window.tabs.setCurrentIndex(1)
    assert window._none.text() == "No post of this journal has a category."
    window.tabs.setCurrentIndex(0)
    window.box.setText("zzz")
    assert window._none.text() == "Nothing fits the filter."


def test_a_name_typed_in_place_is_a_wish_and_no_change_yet(qtbot: QtBot, window: WordsDialog) -> None:
    window.choose("music")
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_F2)
    editor = window.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText(" Musik ")
    found = wish(qtbot, window, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert found == RenameWords("tags", ("music",), "Musik")
    assert "music" in window.model.words


def test_delete_letters_and_merge_are_wishes_for_what_is_selected(qtbot: QtBot, window: WordsDialog) -> None:
    select(window, "daily-talk", "Daily Talk")
    assert not window.rename.isEnabled()
    both = ("Daily Talk", "daily-talk")
    found = wish(qtbot, window, lambda: qtbot.keyClick(window.view, Qt.Key.Key_Delete))
    assert found == RemoveWords("tags", both)
    menu = window.letters.menu()
    assert menu is not None
    assert wish(qtbot, window, menu.actions()[0].trigger) == ChangeCase("tags", both, "lower")

    def accept() -> None:
        ask = QApplication.activeModalWidget()
        if isinstance(ask, MergeDialog):
            ask.accept()
        else:
            QTimer.singleShot(10, accept)

    QTimer.singleShot(10, accept)
    assert wish(qtbot, window, window.merge.click) == RenameWords("tags", ("daily-talk",), "Daily Talk")


def test_a_category_takes_along_what_lies_below_it(qtbot: QtBot, window: WordsDialog) -> None:
    window.show_counts({}, {"生活": 3, "生活/散步": 2, "工作": 1})
    window.tabs.setCurrentIndex(1)
    row = window.model.words.index("生活")
    told = wish(qtbot, window, lambda: window.model.setData(window.model.index(row, NAME), "日子"))
    assert told == RenameBranch(("生活",), "日子")
    row = window.model.words.index("工作")
    told = wish(qtbot, window, lambda: window.model.setData(window.model.index(row, NAME), "班"))
    assert told == RenameWords("categories", ("工作",), "班")
    window.choose("家/工作")
    assert window.selected == ("工作",)
    assert window.focusWidget() is window.view


def test_a_word_dropped_on_another_is_a_wish_to_merge(qtbot: QtBot, window: WordsDialog) -> None:
    model = window.model
    dragged = model.mimeData([model.index(model.words.index("daily-talk"), NAME)])
    target = model.index(model.words.index("Daily Talk"), NAME)
    found = wish(qtbot, window, lambda: model.dropMimeData(dragged, Qt.DropAction.LinkAction, -1, -1, target))
    assert found == RenameWords("tags", ("daily-talk",), "Daily Talk")
    itself = model.mimeData([target])
    assert not model.dropMimeData(itself, Qt.DropAction.LinkAction, -1, -1, target)


def test_the_selection_stays_on_the_words_that_are_left(qtbot: QtBot, window: WordsDialog) -> None:
    select(window, "music", "散步")
    window.show_counts({"music": 5, "Daily Talk": 12}, {"C": 1})
    assert window.selected == ("music",)
    qtbot.keyClick(window.box, Qt.Key.Key_Down)
    assert window.view.hasFocus() or window.focusWidget() is window.view
    assert window.view.viewport().rect().contains(QPoint(1, 1))
