"""Changes of many posts through the real window: looked at first, written, taken back, also after a restart."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.library.housekeeping.operations import Operation, RenameWords, ReplaceText
from journal_app.post.splice import Splice
from journal_app.ui.housekeeping.batch import BatchDialog
from journal_app.ui.housekeeping.bulk_edit import BulkEditDialog
from journal_app.ui.housekeeping.rename_branch import RenameBranchDialog
from journal_app.ui.housekeeping.tags import WordsDialog
from journal_app.ui.lists.line_model import LINE

Start = Callable[[Path | None], Parts]
RENAME = RenameWords("tags", ("科研",), "研究")


def dialog() -> BatchDialog | None:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, BatchDialog) and one.isVisible()]
    return found[-1] if found else None


def in_dialog(act: Callable[[BatchDialog], bool]) -> QTimer:
    """Ask again and again while the dialog runs; `act` says when it is done."""
    timer = QTimer()

    def tick() -> None:
        shown = dialog()
        if shown is not None and act(shown):
            timer.stop()

    timer.timeout.connect(tick)
    timer.start(10)
    return timer


def carry_out(parts: Parts, operation: Operation) -> str:
    """The operation over the whole journal, confirmed and closed; what the report says."""
    told: list[str] = []
    steps = iter(("plan", "report"))
    waited = [next(steps)]

    def act(shown: BatchDialog) -> bool:
        if waited[0] == "plan" and shown.main.isVisible() and shown.main.isEnabled():
            waited[0] = next(steps)
            shown.main.click()
        elif shown.away.text() == "Close":
            told.append(shown.note.text())
            shown.away.click()
            return True
        return False

    timer = in_dialog(act)
    parts.housekeeping.carry_out(operation)
    timer.stop()
    return told[0]


def undo(parts: Parts) -> str:
    told: list[str] = []

    def act(shown: BatchDialog) -> bool:
        if shown.away.text() == "Cancel":
            if shown.main.isVisible():  # it asks; else it looks at the posts
                shown.main.click()
        elif shown.away.text() == "Close":
            told.append(shown.note.text())
            shown.away.click()
            return True
        return False

    timer = in_dialog(act)
    parts.actions["undo_run"].trigger()
    timer.stop()
    return told[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_tag_is_renamed_everywhere_and_comes_back_after_a_restart(
    qtbot: QtBot, parts: Parts, start: Start, journal: Path
) -> None:
    before = contents(journal)
    assert not parts.actions["undo_run"].isEnabled()
    assert carry_out(parts, RENAME) == "2 posts were changed."
    assert contents(journal) == {name: raw.replace("科研".encode(), "研究".encode()) for name, raw in before.items()}
    open_now = parts.desk.current
    assert open_now is not None and open_now.fields["tags"] == ["研究"] and not parts.desk.unsaved
    qtbot.waitUntil(lambda: parts.browse.vocabulary.tags == ("研究", "散步"), timeout=10_000)
    qtbot.waitUntil(parts.actions["undo_run"].isEnabled, timeout=10_000)
    parts.close()
    parts.window.hide()

    again = start(journal)
    qtbot.waitUntil(again.actions["undo_run"].isEnabled, timeout=10_000)
    words = 'Undo in 2 posts: Rename the tag "科研" to "研究"'
    assert again.actions["undo_run"].text() == words
    again.window.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert again.actions["undo_run"].text() == words
    assert undo(again) == "2 posts are as they were."
    assert contents(journal) == before
    qtbot.waitUntil(lambda: not again.actions["undo_run"].isEnabled(), timeout=10_000)


def test_a_branch_of_the_tree_is_renamed_in_both_ways_of_writing_and_comes_back_at_once(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    for name, written in (("a", "[生活/散步, 工作]"), ("b", "\n- [生活, 散步] # x\n- [散步]")):
        text = f"---\ntitle: {name}\ncategories: {written}\n---\n生活/散步\n"
        (journal / f"{name}.md").write_bytes(text.encode())
    qtbot.waitUntil(lambda: len(parts.browse.rows()) == 5, timeout=10_000)
    before = contents(journal)

    def act(shown: BatchDialog) -> bool:
        if shown.main.isVisible() and shown.away.text() == "Cancel":
            shown.main.click()
        elif shown.away.text() == "Close":
            shown.away.click()
            return True
        return False

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, RenameBranchDialog):
            asked.name.setText("日子/走路")
            asked.go.click()

    answers = QTimer()
    answers.timeout.connect(answer)
    answers.start(10)
    timer = in_dialog(act)
    parts.sidebar.branch_requested.emit("生活/散步")
    timer.stop()
    answers.stop()
    after = contents(journal)
    assert after["a.md"] == before["a.md"].replace("[生活/散步".encode(), "[日子/走路".encode())
    assert after["b.md"] == before["b.md"].replace("- [生活, 散步]".encode(), "- [日子, 走路]".encode())
    assert {name: after[name] for name in before if "week" in name} == {
        name: raw for name, raw in before.items() if "week" in name
    }
    qtbot.waitUntil(parts.actions["undo_run"].isEnabled, timeout=10_000)
    assert undo(parts) == "2 posts are as they were."
    assert contents(journal) == before


def test_an_open_post_takes_the_change_as_one_step_that_undo_takes_back(qtbot: QtBot, parts: Parts) -> None:
    post = parts.desk.current
    assert post is not None
    assert carry_out(parts, ReplaceText("的", "之")) == "3 posts were changed."
    changed = parts.desk.current
    assert changed is not None and changed.body == post.body.replace("的", "之") and not parts.desk.unsaved
    parts.commands.undo()
    assert parts.desk.current == post and parts.desk.unsaved == {post.path}
    qtbot.waitUntil(parts.actions["undo_run"].isEnabled, timeout=10_000)
    reported = undo(parts)
    assert reported == "2 posts are as they were. One was left alone; the list says why."
    assert "之" in post.path.read_text("utf-8")


def test_a_post_with_unsaved_text_is_left_alone_and_told(parts: Parts, journal: Path) -> None:
    post = parts.desk.current
    assert post is not None
    parts.desk.edit_body(post.path, Splice(0, 0, "unsaved "))
    parts.librarian.look()  # what is wanted waits until all posts are known
    assert parts.librarian.is_looking
    told = carry_out(parts, RENAME)
    assert told == "One post was changed."
    current = parts.desk.current
    assert current is not None and current.body.startswith("unsaved ") and current.fields["tags"] == ["科研"]
    assert post.path.read_bytes() == post.to_bytes()
    assert parts.desk.unsaved == {post.path}


def test_unsaved_posts_are_saved_on_request_and_the_change_is_planned_again(parts: Parts) -> None:
    post = parts.desk.current
    assert post is not None
    parts.desk.edit_body(post.path, Splice(0, 0, "mine "))
    told: list[str] = []

    def act(shown: BatchDialog) -> bool:
        if shown.save.isVisible():
            shown.save.click()
        elif shown.main.text() == "Change 2 posts" and shown.main.isVisible():
            shown.main.click()
        elif shown.away.text() == "Close":
            told.append(shown.note.text())
            shown.away.click()
            return True
        return False

    timer = in_dialog(act)
    parts.housekeeping.carry_out(RENAME)
    timer.stop()
    assert told == ["2 posts were changed."] and not parts.desk.unsaved
    text = post.path.read_text("utf-8")
    assert "mine " in text and "研究" in text


def test_each_action_opens_its_dialog_and_a_change_of_nothing_says_so(parts: Parts, journal: Path) -> None:
    before = contents(journal)
    told = carry_out(parts, RenameWords("tags", ("no such",), "x"))
    assert told == "Nothing would change in any of these posts."
    assert contents(journal) == before
    opened: list[str] = []
    timer = QTimer()

    def close() -> None:
        shown = QApplication.activeModalWidget()
        if shown is not None:
            opened.append(shown.windowTitle())
            shown.close()

    timer.timeout.connect(close)
    timer.start(10)
    for name in ("tags_and_categories", "replace_in_posts", "change_posts", "recent_runs"):
        parts.actions[name].trigger()
    timer.stop()
    assert list(dict.fromkeys(opened)) == [
        "Tags and categories",
        "Replace in posts",
        "Change posts",
        "Changes of many posts",
    ]


def test_the_sidebar_and_the_list_lead_to_the_words_and_posts_they_show(qtbot: QtBot, parts: Parts) -> None:
    def choose(view: QAbstractItemView, row: int, entry: str) -> None:
        place = view.visualRect(view.model().index(row, 0)).center()
        where = view.viewport().mapToGlobal(place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
        QApplication.sendEvent(view.viewport(), event)
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        found.setActiveAction(next(action for action in found.actions() if action.text().startswith(entry)))
        qtbot.keyClick(found, Qt.Key.Key_Return)

    seen: list[object] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, WordsDialog):
            seen.append((shown.kind, shown.selected))
        elif isinstance(shown, BulkEditDialog):
            seen.append(shown.scope.paths)
        if shown is not None:
            shown.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    lines = parts.sidebar.view.model()
    row = next(row for row in range(lines.rowCount()) if lines.index(row, 0).data(LINE).name == "散步")
    choose(parts.sidebar.view, row, "Rename, merge")
    assert seen.pop() == ("tags", ("散步",))
    path = parts.post_list.rows[1].path
    choose(parts.post_list.view, 1, "Change posts")
    assert seen.pop() == (path,)
    timer.stop()
