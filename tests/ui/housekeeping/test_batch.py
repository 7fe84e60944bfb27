"""The dialogs of a change of many posts: the list before, progress, report; and what is asked before that."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app.library.housekeeping.operations import (
    AddWords,
    ChangeCase,
    MendPosts,
    Operation,
    RemoveBranch,
    RemoveField,
    RemoveWords,
    RenameBranch,
    RenameField,
    RenameWords,
    ReplaceText,
    SetField,
)
from journal_app.library.housekeeping.plans import Change, Line, Plan, Refusal, Report, Splice
from journal_app.library.housekeeping.vocabulary import Vocabulary
from journal_app.session import replacing
from journal_app.ui.housekeeping import operation_words
from journal_app.ui.housekeeping.batch import BatchDialog
from journal_app.ui.housekeeping.bulk_edit import BulkEditDialog
from journal_app.ui.housekeeping.rename_branch import RenameBranchDialog
from journal_app.ui.housekeeping.replace_all import ReplaceDialog
from journal_app.ui.housekeeping.runs import PastRun, RunsDialog
from journal_app.ui.housekeeping.scope import Scope
from journal_app.ui.style.theme import LIGHT

RENAME = RenameWords("tags", ("old",), "new")
PATHS = tuple(Path(f"/journal/{name}.md") for name in "abc")
LINES = (Line(4, "- old", "- new"), Line(9, "x", None), Line(10, None, "y"))
CHANGES = tuple(Change(path, f"Post {path.stem}", "1", "2", Splice(0, b"", b""), LINES) for path in PATHS)
REFUSED = (Refusal(Path("/journal/d.md"), "Post d", "it has unsaved text"),)


@pytest.fixture
def dialog(qtbot: QtBot) -> BatchDialog:
    made = BatchDialog("Rename", lambda path: path.name, LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_plan_is_shown_with_its_lines_and_only_what_is_checked_is_asked_for(
    qtbot: QtBot, dialog: BatchDialog
) -> None:
    assert not dialog.main.isVisible() and dialog.away.text() == "Cancel"
    dialog.show_progress(2, 4)
    assert dialog.note.text() == "Looking at the posts… 2 of 4"
    dialog.show_plan(Plan(RENAME, CHANGES, REFUSED, 7))
    assert (
        dialog.note.text()
        == "3 posts would change; nothing is written yet. One post stays as it is; the list says why."
    )
    assert dialog.main.text() == "Change 3 posts"
    text = dialog.diff.document().toRawText().replace("\u2029", "\n")
    assert text.startswith("  Line 4\n− - old\n+ - new\n") and "− x\n+ y" in text
    dialog.list.setCurrentIndex(dialog.model.index(0))
    assert "It has unsaved text" in dialog.diff.document().toRawText()
    assert not dialog.model.flags(dialog.model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
    dialog.model.setData(dialog.model.index(2), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert dialog.main.text() == "Change 2 posts"
    with qtbot.waitSignal(dialog.run_requested) as asked:
        dialog.main.click()
    assert asked.args == [(CHANGES[0], CHANGES[2])]
    dialog.model.choose_all(False)
    assert not dialog.main.isEnabled()
    dialog.model.choose_all(True)
    assert dialog.main.isEnabled()


def test_escape_stops_a_run_and_leaves_only_after_its_report(qtbot: QtBot, dialog: BatchDialog) -> None:
    dialog.show_plan(Plan(RENAME, CHANGES))
    dialog.show_running(3)
    dialog.show_progress(1, 3)
    assert dialog.note.text() == "Writing… 1 of 3"
    with qtbot.waitSignal(dialog.cancel_requested):
        dialog.reject()
    assert dialog.isVisible() and not dialog.away.isEnabled()
    dialog.show_report(Report("7", PATHS[:1], REFUSED, 1, "cancelled"))
    words = "Stopped. One post was changed. One was left alone; the list says why. 1 were not reached."
    assert dialog.note.text() == words
    with qtbot.waitSignal(dialog.undo_requested) as asked:
        dialog.main.click()
    assert asked.args == ["7"]
    dialog.reject()
    assert not dialog.isVisible()


def test_an_undo_is_asked_for_and_told(qtbot: QtBot, dialog: BatchDialog) -> None:
    dialog.ask_undo("7", 212)
    assert dialog.main.text() == "Undo in 212 posts" and dialog.heading.text() == "Undo: Rename"
    dialog.show_looking()  # what the files are now decides which can be taken back
    dialog.show_progress(3, 212)
    assert dialog.note.text() == "Looking at the posts… 3 of 212" and dialog.away.text() == "Cancel"
    dialog.show_written(1, 200)
    assert dialog.note.text() == "Writing… 1 of 200" and dialog.away.text() == "Stop"
    dialog.show_report(Report("8", PATHS), undone=True)
    assert dialog.note.text() == "3 posts are as they were." and not dialog.main.isVisible()
    dialog.show_trouble("Nothing.")
    assert dialog.note.text() == "Nothing."


def test_an_undo_stopped_while_it_only_reads_says_that_nothing_was_written(qtbot: QtBot, dialog: BatchDialog) -> None:
    dialog.ask_undo("7", 212)
    dialog.show_looking()
    with qtbot.waitSignal(dialog.cancel_requested):
        dialog.reject()
    assert dialog.isVisible() and not dialog.away.isEnabled()
    dialog.show_report(Report("", left=212, stopped="cancelled"), undone=True)
    assert dialog.note.text() == "Stopped. Nothing was written." and dialog.away.isEnabled()


def test_a_branch_is_asked_for_under_its_whole_path(qtbot: QtBot) -> None:
    form = RenameBranchDialog("生活/散步", ["生活", "生活/散步", "日子"], nested=False)
    qtbot.addWidget(form)
    assert form.name.selectedText() == "散步" and not form.go.isEnabled()
    form.name.setText(" 生活 / 散步 ")
    assert not form.go.isEnabled()
    form.name.setText("生活/散步/山")
    assert form.hint.text() == "It moves one step down, with all below it."
    form.name.setText("日子")
    assert form.hint.text().startswith("There is a category of that name:")
    with qtbot.waitSignal(form.operation_requested) as told:
        form.go.click()
    assert told.args == [RenameBranch(("生活/散步",), "日子")]
    assert operation_words.title(told.args[0]) == 'Rename the category "生活/散步" and all below it to "日子"'
    merged = RenameBranch(("a", "b"), "c")
    assert operation_words.title(merged) == 'Merge the categories "a", "b" and all below them into "c"'
    assert operation_words.title(RemoveBranch(("a/b",))) == 'Remove the category "a/b" and all below it'
    assert operation_words.title(RemoveBranch(("a", "b"))) == 'Remove the categories "a", "b" and all below them'


def test_what_is_asked_for_in_the_form_is_the_operation(qtbot: QtBot) -> None:
    scope = Scope(PATHS[:2], PATHS, PATHS)
    form = BulkEditDialog(scope, Vocabulary(("C",), ("T",), ("title", "image")))
    qtbot.addWidget(form)
    assert not form.go.isEnabled()
    form.words.setText("a，b , a")
    assert form.operation == AddWords("tags", ("a", "b"))
    found: list[Operation | None] = []
    for deed in range(1, 7):
        form.deed.setCurrentIndex(deed)
        form.name.setCurrentText(" image ")
        form.value.setText("x")
        form.to.setText("cover")
        form.where.setCurrentIndex(2)
        found.append(form.operation)
    words = ("a", "b")
    assert found == [
        RemoveWords("tags", words),
        AddWords("categories", words),
        RemoveWords("categories", words),
        SetField("image", "x", "missing"),
        RenameField("image", "cover"),
        RemoveField("image"),
    ]
    with qtbot.waitSignal(form.operation_requested) as asked:
        form.go.click()
    assert asked.args == [RemoveField("image"), PATHS[:2]]


def test_which_posts_are_meant_is_offered_as_it_differs(qtbot: QtBot) -> None:
    def offers(scope: Scope) -> list[str]:
        form = BulkEditDialog(scope, Vocabulary())
        qtbot.addWidget(form)
        first = form.scope.currentText()
        return [first, *(form.scope.itemText(number) for number in range(form.scope.count()))]

    every, one = "All posts of the journal (3)", "The post that is selected"
    assert offers(Scope((), PATHS, PATHS)) == [every, every]
    assert offers(Scope(PATHS[:1], PATHS, PATHS)) == [every, every, one]
    assert offers(Scope(PATHS[:1], PATHS, PATHS, prefers_selected=True)) == [one, every, one]
    shown_now, chosen = "The posts in the list (2)", "The 2 selected posts"
    assert offers(Scope(PATHS[:2], PATHS[:2], PATHS)) == [chosen, chosen, shown_now, every]


def test_a_replacement_is_asked_for_and_a_wrong_expression_is_told_at_once(qtbot: QtBot) -> None:
    form = ReplaceDialog(Scope((), PATHS[:1], PATHS), replacing.fault)
    qtbot.addWidget(form)
    assert not form.go.isEnabled()
    form.old.setText("(")
    form.regex.setChecked(True)
    assert not form.go.isEnabled()
    form.old.setText("(a)")
    form.new.setText(r"\1")
    form.case.setChecked(True)
    with qtbot.waitSignal(form.operation_requested) as asked:
        form.go.click()
    assert asked.args == [ReplaceText("(a)", r"\1", case=True, regex=True), PATHS[:1]]


def test_earlier_runs_are_listed_and_one_can_be_taken_back(qtbot: QtBot) -> None:
    from datetime import UTC, datetime

    moment = datetime(2026, 1, 2, tzinfo=UTC)
    runs = RunsDialog(
        [PastRun("2", moment, RENAME, 1, True, False), PastRun("1", moment, ReplaceText("a", "b"), 5, False, True)]
    )
    qtbot.addWidget(runs)
    assert runs.list.item(0).text().startswith('Rename the tag "old" to "new"\n')
    assert runs.list.item(1).text().endswith("5 posts, taken back")
    runs.list.setCurrentRow(1)
    assert not runs.undo.isEnabled()
    runs.list.setCurrentRow(0)
    with qtbot.waitSignal(runs.undo_requested) as asked:
        runs.undo.click()
    assert asked.args == ["2"]
    none = RunsDialog([])
    qtbot.addWidget(none)


def test_every_operation_has_a_name_in_the_menu(qtbot: QtBot) -> None:
    operations: list[Operation] = [MendPosts(()), ReplaceText("a\nb", "x" * 90), SetField("draft", "false")]
    operations += [RemoveField("top"), RenameField("image", "cover")]
    for kind in ("tags", "categories"):
        operations += [AddWords(kind, ("a",)), RemoveWords(kind, ("a",)), ChangeCase(kind, ("a",), "lower")]
        operations += [RenameWords(kind, ("a",), "b"), RenameWords(kind, ("a", "b", "c", "d"), "e")]
    titles = [operation_words.title(operation) for operation in operations]
    assert len(set(titles)) == len(titles) and not any("\n" in text or len(text) > 120 for text in titles)
    assert operation_words.title(RenameWords("tags", ("a", "b"), "c")) == 'Merge the tags "a", "b" into "c"'
    assert operation_words.undo(RENAME, 1).startswith("Undo in one post: ")
