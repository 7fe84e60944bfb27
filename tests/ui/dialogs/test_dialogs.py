"""The dialogs: values shown, one wish reported."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal_app.library.row import PostRow
from journal_app.settings import Settings
from journal_app.ui.actions import ACTIONS, make_actions
from journal_app.ui.dialogs.about import AboutDialog
from journal_app.ui.dialogs.delete import DeleteDialog
from journal_app.ui.dialogs.fuzzy import best, score
from journal_app.ui.dialogs.new_post import NewPostDialog, NewPostWish
from journal_app.ui.dialogs.preferences import PreferencesDialog
from journal_app.ui.dialogs.quick_open import QuickOpen
from journal_app.ui.dialogs.rename import RenameDialog
from journal_app.ui.dialogs.shortcuts import ShortcutsDialog
from journal_app.ui.dialogs.unsaved import UnsavedDialog
from journal_app.ui.style.theme import DARK, LIGHT
from journal_app.ui.versions.conflict import ConflictDialog
from journal_app.ui.versions.diff_view import DiffView, changes
from journal_app.ui.versions.history import EarlierText, HistoryDialog
from journal_app.ui.versions.recovery import RecoveryDialog, UnsavedText

FOLDER = Path("/journal")


def press(dialog: QWidget, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def seen(spy: QSignalSpy) -> list[object]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_the_preferences_show_every_setting(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings())
    qtbot.addWidget(dialog)
    for setting in fields(Settings):
        widget = dialog.findChild(QWidget, setting.name)
        assert widget is not None and widget.accessibleName(), setting.name


def test_each_change_of_a_preference_is_reported_at_once(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings())
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.settings_changed)
    theme = dialog.findChild(QComboBox, "theme")
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    dialog.findChild(QCheckBox, "pinned_first").click()
    dialog.findChild(QSpinBox, "editor_size").setValue(20)
    last = Settings(theme="dark", pinned_first=False, editor_size=20)
    assert seen(spy) == [Settings(theme="dark"), replace(last, editor_size=14), last]


def test_the_preferences_are_whole_where_there_is_room_and_scroll_where_there_is_none(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0 and dialog.height() < 900
    dialog.resize(dialog.width(), 360)
    assert dialog.height() == 360 and bar.maximum() > 0
    last = dialog.findChild(QCheckBox, "pinned_first")
    last.setFocus()
    dialog.findChild(QScrollArea).ensureWidgetVisible(last)
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_a_dialog_is_no_higher_than_its_sentences(qtbot: QtBot) -> None:
    dialog = DeleteDialog("A title", FOLDER / "a.md", ())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.height() == dialog.column.totalHeightForWidth(dialog.width())


def test_filling_the_preferences_is_no_change(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings())
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.settings_changed)
    other = Settings(language="zh_CN", theme="dark", editor_font="No Such Font", editor_size=30, pinned_first=False)
    dialog.show_settings(other)
    assert spy.count() == 0
    assert dialog.settings == other
    dialog.findChild(QCheckBox, "pinned_first").click()
    assert seen(spy) == [replace(other, pinned_first=True)]


def test_the_shortcuts_list_every_action_with_keys_and_narrow_by_words(qtbot: QtBot) -> None:
    owner = QObject()
    dialog = ShortcutsDialog(make_actions(owner))
    qtbot.addWidget(dialog)
    tree = dialog.findChild(QTreeWidget)
    items = [group.child(n) for group in dialog._groups for n in range(group.childCount())]
    assert len(items) >= sum(1 for entry in ACTIONS if entry.keys)
    dialog.findChild(QLineEdit).setText("ctrl+b")
    assert [item.text(0) for item in items if not item.isHidden()] == ["Bold"]
    assert tree.topLevelItem(0).isHidden()


ROWS = [
    PostRow(FOLDER / "week-19.md", title="周记 Week19", date="2024-11-17", moment=1.0),
    PostRow(FOLDER / "week-20" / "index.md", title="周记 Week20", date="2024-11-24", moment=2.0),
    PostRow(FOLDER / "yuye.md", title="雨夜，和一台不肯开机的电脑", date="2024-11-02", moment=0.0),
]


def test_quick_open_offers_the_recent_and_then_the_newest(qtbot: QtBot) -> None:
    box = QuickOpen(ROWS, FOLDER, [ROWS[2].path])
    qtbot.addWidget(box)
    assert box.found == (ROWS[2].path, ROWS[1].path, ROWS[0].path)


def test_quick_open_finds_by_title_and_by_file_name(qtbot: QtBot) -> None:
    box = QuickOpen(ROWS, FOLDER)
    qtbot.addWidget(box)
    line = box.findChild(QLineEdit)
    line.setText("开机")
    assert box.found == (ROWS[2].path,)
    line.setText("yuye")
    assert box.found == (ROWS[2].path,)
    line.setText("w19")
    assert box.found[0] == ROWS[0].path
    line.setText("zzz")
    assert box.found == ()


def test_quick_open_is_driven_from_its_box(qtbot: QtBot) -> None:
    box = QuickOpen(ROWS, FOLDER)
    qtbot.addWidget(box)
    spy = QSignalSpy(box.post_requested)
    line = box.findChild(QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert seen(spy) == [ROWS[0].path]


def test_letters_fit_in_order_only_and_a_whole_word_fits_best() -> None:
    assert score("w19", "周记 Week19") > 0
    assert score("91w", "周记 Week19") == 0
    assert score("week", "周记 Week19") > score("week", "we are all weak, keen")
    assert best("x", ["", "ax"]) > 0
    assert best("", ["a"]) > 0


def test_a_new_post_takes_its_file_name_from_the_title_until_the_author_writes_one(qtbot: QtBot) -> None:
    dialog = NewPostDialog(FOLDER, lambda title: title.lower() + ".md", lambda name: "")
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.new_post_requested)
    title, name = dialog.findChild(QLineEdit, "title"), dialog.findChild(QLineEdit, "name")
    qtbot.keyClicks(title, "Rain")
    assert name.text() == "rain.md"
    name.clear()
    qtbot.keyClicks(name, "wet.md")
    qtbot.keyClicks(title, "y")
    assert name.text() == "wet.md"
    press(dialog, "Write it")
    assert seen(spy) == [NewPostWish("Rainy", "wet.md")]


def test_a_name_that_will_not_do_says_why_and_makes_nothing(qtbot: QtBot) -> None:
    dialog = NewPostDialog(FOLDER, lambda title: "a.md", lambda name: "There is one already.")
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.new_post_requested)
    qtbot.keyClicks(dialog.findChild(QLineEdit, "title"), "Rain")
    assert dialog.findChild(QLabel, "place").text() == "There is one already."
    press(dialog, "Write it")
    assert spy.count() == 0


def test_rename_offers_the_stem_and_refuses_what_is_taken(qtbot: QtBot) -> None:
    dialog = RenameDialog("week-19.md", False, lambda name: "Taken." if name == "week-20.md" else "")
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.rename_requested)
    line = dialog.findChild(QLineEdit, "name")
    assert line.selectedText() == "week-19"
    press(dialog, "Rename")
    line.setText("week-20.md")
    press(dialog, "Rename")
    assert spy.count() == 0
    line.setText("week-21.md")
    press(dialog, "Rename")
    assert seen(spy) == ["week-21.md"]


def test_delete_shows_the_files_of_a_bundle(qtbot: QtBot) -> None:
    bundle = FOLDER / "week-20"
    dialog = DeleteDialog("周记 Week20", bundle, [bundle / "index.md", bundle / "cover.png"], unsaved=True)
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.delete_requested)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Files: 2" in words and "unsaved" in words
    press(dialog, "Move to trash")
    assert seen(spy) == [bundle]


def test_enter_deletes_nothing(qtbot: QtBot) -> None:
    dialog = DeleteDialog("周记 Week20", FOLDER / "week-20.md", unsaved=True)
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.delete_requested)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton) and focused.text() == "Cancel" and focused.isDefault()
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert not dialog.isVisible() and spy.count() == 0


def test_leaving_with_unsaved_posts_has_four_answers(qtbot: QtBot) -> None:
    for button, choice in (
        ("Save all", "save"),
        ("Keep for next time", "keep"),
        ("Discard", "discard"),
        ("Cancel", "cancel"),
    ):
        dialog = UnsavedDialog([("A", FOLDER / "a.md")])
        qtbot.addWidget(dialog)
        spy = QSignalSpy(dialog.choice_made)
        press(dialog, button)
        assert dialog.choice == choice
        assert seen(spy) == [choice]


def test_recovery_answers_for_each_text_and_for_the_rest(qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    texts = [UnsavedText(name, FOLDER / f"{name}.md", name, now, "new", "old") for name in "abcde"]
    dialog = RecoveryDialog(texts, DARK)
    qtbot.addWidget(dialog)
    wishes = (dialog.restore_requested, dialog.discard_requested, dialog.keep_both_requested)
    asked = [QSignalSpy(wish) for wish in wishes]
    press(dialog, "Discard")
    press(dialog, "Restore")
    press(dialog, "Keep both")
    assert dialog.left == ("d", "e")
    press(dialog, "Restore all")
    assert [seen(spy) for spy in asked] == [["b", "d", "e"], ["a"], ["c"]]


def test_nothing_is_restored_at_once_over_a_file_that_changed(qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    texts = [UnsavedText(name, FOLDER / f"{name}.md", name, now, "new", "old", name == "b") for name in "ab"]
    dialog = RecoveryDialog(texts, LIGHT)
    qtbot.addWidget(dialog)
    restore_all = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Restore all")
    assert restore_all.isHidden()


def test_a_text_without_a_file_cannot_be_kept_beside_it(qtbot: QtBot) -> None:
    dialog = RecoveryDialog([UnsavedText("a", FOLDER / "a.md", "a", datetime.now(UTC), "new", None)], LIGHT)
    qtbot.addWidget(dialog)
    both = dialog.findChild(QPushButton, "both")
    assert both is not None and not both.isEnabled()


def test_the_history_shows_what_restoring_would_change(qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    contents = {"new": "one\ntwo\n", "old": "one\n"}
    versions = [EarlierText(digest, now, len(text)) for digest, text in contents.items()]
    dialog = HistoryDialog("A", versions, contents.get, "one\ntwo\n", LIGHT)
    qtbot.addWidget(dialog)
    spy = QSignalSpy(dialog.restore_requested)
    restore = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Restore this version")
    assert not restore.isEnabled(), "it is the text of now"
    dialog.findChild(QListWidget).setCurrentRow(1)
    shown = dialog.findChild(DiffView).document().toRawText()
    assert "− two" in shown and "+" not in shown
    restore.click()
    assert seen(spy) == ["old"]


def test_a_history_without_versions_says_when_there_will_be_one(qtbot: QtBot) -> None:
    dialog = HistoryDialog("A", [], {}.get, "text", LIGHT)
    qtbot.addWidget(dialog)
    assert not dialog.findChildren(QListWidget)


def test_later_leaves_every_text_where_it_is(qtbot: QtBot) -> None:
    dialog = RecoveryDialog([UnsavedText("a", FOLDER / "a.md", "a", datetime.now(UTC), "new", None)], LIGHT)
    qtbot.addWidget(dialog)
    restored, discarded = QSignalSpy(dialog.restore_requested), QSignalSpy(dialog.discard_requested)
    press(dialog, "Later")
    assert restored.count() == discarded.count() == 0
    assert dialog.left


def test_a_conflict_is_decided_only_by_a_button(qtbot: QtBot) -> None:
    for button, choices in (("Keep mine", ["mine"]), ("Take the disk's", ["theirs"]), ("Later", [])):
        dialog = ConflictDialog("A", "mine\n", "theirs\n", LIGHT)
        qtbot.addWidget(dialog)
        spy = QSignalSpy(dialog.choice_made)
        press(dialog, button)
        assert seen(spy) == choices


def test_the_differences_stand_in_their_surroundings() -> None:
    before = "\n".join("abcdefghij")
    assert changes(before, before.replace("e", "E")) == [
        ("…", ""),
        (" ", "b"),
        (" ", "c"),
        (" ", "d"),
        ("-", "e"),
        ("+", "E"),
        (" ", "f"),
        (" ", "g"),
        (" ", "h"),
        ("…", ""),
    ]
    assert changes("a", "a\nb") == [(" ", "a"), ("+", "b")]
    assert changes("", "a\n") == [("+", "a"), ("+", "")], "where there was no file no line went"


def test_texts_that_differ_everywhere_are_cut() -> None:
    before, after = "\n".join(map(str, range(20_000))), "\n".join(map(str, range(20_000, 40_000)))
    assert len(changes(before, after)) < 7_000


def test_about_tells_the_version(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert any("Qt 6" in label.text() for label in dialog.findChildren(QLabel))
