"""Each action does what its name says, through the whole program."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from journal_app import files, paths, settings
from journal_app.app.build import Parts
from journal_app.app.commands import EDITOR_ACTIONS, Commands
from journal_app.app.housekeeping.housekeeping import Housekeeping
from journal_app.app.housekeeping.links import Links
from journal_app.app.housekeeping.problems import Problems
from journal_app.app.showing.articles import Articles
from journal_app.app.showing.outlining import Outlining
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.ui.actions import ACTIONS
from journal_app.ui.dialogs.unsaved import UnsavedDialog
from journal_app.ui.editor.facts import BodyEdited
from journal_app.ui.metadata.edits import FieldEdited, FieldRemoved
from journal_app.ui.post_list.model import count_words

pytestmark = pytest.mark.webengine

Start = object


def front(parts: Parts) -> Post:
    post = parts.desk.current
    assert post is not None
    return post


def open_post(qtbot: QtBot, parts: Parts, path: Path) -> None:
    parts.commands.open_post(path)
    qtbot.waitUntil(lambda: front(parts).path == path)


def settled(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not parts.desk.is_saving, timeout=5000)


def press(parts: Parts, name: str) -> None:
    """Press a button of a notice above the post."""
    button = next(button for button in parts.window.banner.findChildren(QPushButton) if button.objectName() == name)
    button.click()


def test_every_action_has_a_method_and_every_editor_action_a_command() -> None:
    for action in ACTIONS:
        if action.name not in EDITOR_ACTIONS:
            owners = (Articles, Commands, Housekeeping, Links, Outlining, Problems)
            assert any(callable(getattr(owner, action.name, None)) for owner in owners), action.name
    assert set(EDITOR_ACTIONS) <= {action.name for action in ACTIONS}


def test_the_newest_post_is_in_front_at_a_first_start(parts: Parts, journal: Path) -> None:
    assert front(parts).path == journal / "week-20.md"
    assert [row.title for row in parts.post_list.rows] == ["周记 Week20", "周记 Week19", "周记 Week18"]


def test_undo_takes_back_form_and_body_in_the_order_they_were_made(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    before = path.read_bytes()
    view = parts.editor.view
    view.setFocus()
    qtbot.keyClicks(view, "one ")
    parts.edits.edit_field(FieldEdited(path, "title", "another"))
    qtbot.keyClicks(view, "two ")
    parts.edits.remove_field(FieldRemoved(path, "tags"))
    states = [front(parts).to_bytes()]
    while parts.editor.can_undo():
        parts.commands.undo()
        states.append(front(parts).to_bytes())
    assert states[-1] == before and parts.desk.unsaved == frozenset()
    assert b"tags" not in states[0] and b"tags" in states[1]
    assert b"two" in states[1] and b"two" not in states[2] and b"another" in states[2]
    while parts.editor.can_redo():
        parts.commands.redo()
    assert front(parts).to_bytes() == states[0]


def test_switching_posts_keeps_each_ones_undo_and_text(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    first, second = journal / "week-20.md", journal / "week-19.md"
    qtbot.keyClicks(parts.editor.view, "abc")
    open_post(qtbot, parts, second)
    qtbot.keyClicks(parts.editor.view, "xyz")
    assert parts.desk.unsaved == {first, second}
    open_post(qtbot, parts, first)
    assert front(parts).body.startswith("abc")
    parts.commands.undo()
    assert parts.desk.unsaved == {second}
    parts.commands.save_all()
    settled(qtbot, parts)
    assert "xyz" in second.read_text()


def test_save_on_leaving_is_a_setting(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.preferences.choose(settings.Settings(autosave="leaving"))
    qtbot.keyClicks(parts.editor.view, "left behind ")
    open_post(qtbot, parts, journal / "week-18.md")
    settled(qtbot, parts)
    assert "left behind" in (journal / "week-20.md").read_text()


def test_a_new_post_says_nothing_of_its_length_before_it_is_counted(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.commands.new_week()
    qtbot.keyClicks(parts.editor.view, "some words of it")
    path = front(parts).path
    assert count_words(parts.browse.rows()[path]) == ""
    parts.commands.save()
    qtbot.waitUntil(lambda: count_words(parts.browse.rows()[path]) == "4 words", timeout=20_000)


def test_revert_can_be_taken_back(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "words ")
    parts.edits.edit_field(FieldEdited(path, "title", "t"))
    edited = front(parts).to_bytes()
    parts.commands.revert()
    assert front(parts).to_bytes() == path.read_bytes()
    for _ in range(4):
        parts.commands.undo()
        if front(parts).to_bytes() == edited:
            break
    assert front(parts).to_bytes() == edited


def test_a_new_week_twice_makes_two_weeks(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.commands.new_week()
    assert front(parts).fields["title"] == "周记 Week21"
    parts.commands.new_week()
    assert front(parts).fields["title"] == "周记 Week22"
    assert len(parts.desk.unsaved) == 2 and len(list(journal.iterdir())) == 3
    parts.commands.save_all()
    settled(qtbot, parts)
    assert sorted(path.name for path in journal.iterdir())[-1] == "week-22.md"


def test_a_duplicate_is_a_new_unsaved_post(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    source = journal / "week-19.md"
    parts.posts.duplicate(source)
    assert front(parts).path == journal / "week-19-copy.md"
    assert front(parts).to_bytes() == source.read_bytes()


def test_renaming_moves_the_file_and_the_unsaved_text(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    old, new = journal / "week-20.md", journal / "twenty.md"
    qtbot.keyClicks(parts.editor.view, "abc")
    parts.posts.rename_to(old, "twenty")
    assert front(parts).path == new and new.exists() and not old.exists()
    parts.commands.undo()
    assert not front(parts).body.startswith("abc")
    parts.commands.redo()
    parts.commands.save()
    settled(qtbot, parts)
    assert "abc" in new.read_text()
    qtbot.waitUntil(lambda: new in parts.librarian.rows and old not in parts.librarian.rows)


def test_a_taken_name_is_refused_with_a_sentence(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.posts.rename_to(journal / "week-20.md", "week-19")
    assert (journal / "week-20.md").exists()
    assert "error" in parts.window.banner.notices


def test_a_strangers_edit_under_unsaved_text_is_a_notice_not_a_box(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "mine ")
    path.write_bytes(path.read_bytes() + b"theirs")
    parts.commands.save()
    key = f"conflict {path}"
    qtbot.waitUntil(lambda: key in parts.window.banner.notices)
    assert path.read_bytes().endswith(b"theirs")
    press(parts, "mine")
    settled(qtbot, parts)
    assert b"mine" in path.read_bytes() and not path.read_bytes().endswith(b"theirs")
    assert key not in parts.window.banner.notices


def test_theirs_can_be_taken_and_undone(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "mine ")
    path.write_bytes(path.read_bytes() + b"theirs")
    parts.librarian.look()
    qtbot.waitUntil(lambda: f"conflict {path}" in parts.window.banner.notices)
    press(parts, "theirs")
    qtbot.waitUntil(lambda: not parts.desk.in_conflict(path))
    assert front(parts).body.endswith("theirs") and "mine" not in front(parts).body
    parts.commands.undo()
    assert "mine" in front(parts).body


def test_a_clean_post_follows_the_disk_as_one_undoable_step(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    path.write_bytes(path.read_bytes() + b"\nmore")
    parts.librarian.look()
    qtbot.waitUntil(lambda: front(parts).body.endswith("more"))
    assert parts.desk.unsaved == frozenset()
    parts.commands.undo()
    assert not front(parts).body.endswith("more")


def test_unsaved_text_survives_the_end_of_the_process(qtbot: QtBot, parts: Parts, start, journal: Path) -> None:  # type: ignore[no-untyped-def]
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "never saved ")
    parts.edits.edit_field(FieldEdited(path, "title", "也没存"))
    unsaved = front(parts).to_bytes()
    parts.close()
    again = start(journal)
    qtbot.waitUntil(lambda: "recovered" in again.window.banner.notices)
    press(again, "restore")
    qtbot.waitUntil(lambda: front(again).to_bytes() == unsaved)
    assert again.desk.unsaved == {path}
    again.commands.save()
    settled(qtbot, again)
    assert path.read_bytes() == unsaved


def test_closing_with_unsaved_posts_asks(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(choice: str) -> None:
        def run(dialog: UnsavedDialog) -> int:
            asked.append(choice)
            dialog.choice = choice  # type: ignore[assignment]
            return 1

        monkeypatch.setattr(UnsavedDialog, "exec", run)

    qtbot.keyClicks(parts.editor.view, "abc")
    answer("cancel")
    parts.window.close()
    assert parts.window.isVisible() and asked == ["cancel"]
    answer("save")
    parts.window.close()
    qtbot.waitUntil(lambda: not parts.window.isVisible())
    assert "abc" in (journal / "week-20.md").read_text()
    QApplication.processEvents()


def test_a_refused_edit_is_said_in_the_form_and_changes_nothing(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "doubled.md"
    path.write_text("---\ntitle: one\ntitle: two\ndraft: true\n---\n\ntext\n")
    parts.librarian.look()
    qtbot.waitUntil(lambda: path in parts.librarian.rows)
    open_post(qtbot, parts, path)
    parts.edits.edit_field(FieldEdited(path, "title", "three"))
    assert front(parts).to_bytes() == path.read_bytes()
    parts.edits.edit_field(FieldEdited(path, "draft", False))
    assert front(parts).to_bytes() == path.read_bytes().replace(b"draft: true", b"draft: false")


def test_typing_reaches_the_desk_as_it_stands_in_the_window(qtbot: QtBot, parts: Parts) -> None:
    for text in ("a", "𝒜", "中", "\n"):
        parts.editor.view.insertPlainText(text)
    assert front(parts).body.startswith("a𝒜中\n")
    parts.edits.edit_body(BodyEdited(front(parts).path, Splice(0, 0, "")))
    assert parts.editor.view.document().toRawText().replace("\u2029", "\n") == front(parts).body


def test_a_program_that_ends_at_once_leaves_no_thread(qtbot: QtBot, start, journal: Path) -> None:  # type: ignore[no-untyped-def]
    before = set(threading.enumerate())
    parts = start(journal)
    parts.close()
    qtbot.wait(400)  # longer than the watch waits for the first paint
    assert not {thread.name for thread in set(threading.enumerate()) - before} & {"watcher", "fill"}


def test_a_journal_that_is_not_there_leaves_unsaved_text_in_recovery(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(dialog: UnsavedDialog) -> int:
        dialog.choice = "keep"
        return 1

    monkeypatch.setattr(UnsavedDialog, "exec", keep)
    qtbot.keyClicks(parts.editor.view, "abc")
    store = paths.state_dir() / "recovery"
    qtbot.waitUntil(lambda: any(store.glob("*.log")))
    parts.commands.open_journal(tmp_path / "away")
    (log,) = store.glob("*.log")
    assert parts.desk.unsaved and files.is_locked(log)


def test_the_edit_menu_cuts_and_pastes_where_the_focus_is(qtbot: QtBot, parts: Parts) -> None:
    names = ("cut", "copy", "paste", "select_all")
    parts.window.activateWindow()
    view = parts.editor.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    before = front(parts).body
    parts.actions["select_all"].trigger()
    parts.window.menus.menus["Edit"].aboutToShow.emit()
    assert all(parts.actions[name].isEnabled() for name in names[:2])
    parts.actions["cut"].trigger()
    assert front(parts).body == "" and QApplication.clipboard().text() == before
    parts.commands.undo()
    assert front(parts).body == before
    parts.commands.focus_search()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    parts.window.menus.menus["Edit"].aboutToShow.emit()
    assert [name for name in names if parts.actions[name].isEnabled()] == ["paste"]
    parts.actions["paste"].trigger()
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit) and search.text() == before and front(parts).body == before
    search.clear()
