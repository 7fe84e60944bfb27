"""The dialog that exports many posts: choose, watch, read what is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app.ui.dialogs.export import Choice, ExportDialog, ExportWish

STYLES = (("serif", "Book"), ("note", "Note"))


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    choices = [Choice(tmp_path / f"{n}.md", f"Post {n}", "2024-11-17 23:12", n != 2) for n in range(4)]
    made = ExportDialog(choices, tmp_path / "out", STYLES, "note")
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_has_a_tick_is_wished_in_the_style_and_folder_shown(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    assert dialog.main.text() == "Export 3 posts"
    with qtbot.waitSignal(dialog.export_requested) as told:
        dialog.main.click()
    paths = tuple(tmp_path / f"{n}.md" for n in (0, 1, 3))
    assert told.args == [ExportWish(paths, tmp_path / "out", "note")]


def test_one_box_ticks_all_or_none(dialog: ExportDialog) -> None:
    assert dialog.all.checkState() == Qt.CheckState.PartiallyChecked
    dialog.all.click()
    assert len(dialog.chosen()) == 4 and dialog.all.checkState() == Qt.CheckState.Checked
    dialog.all.click()
    assert dialog.chosen() == () and not dialog.main.isEnabled()
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.main.text() == "Export 1 post" and dialog.main.isEnabled()
    dialog.folder.setText("not a whole path")
    assert not dialog.main.isEnabled()


def test_while_it_works_escape_cancels_and_then_closes(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.begin(4)
    dialog.show_progress(2, 4)
    assert dialog.note.text() == "2 of 4 posts"
    with qtbot.waitSignal(dialog.cancel_requested):
        dialog.reject()
    assert dialog.isVisible()
    dialog.show_report("Cancelled.", ["a.md: something"], done=False)
    assert dialog.list.item(0).text() == "a.md: something" and not dialog.main.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_at_the_end_there_is_something_to_open(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.begin(4)
    dialog.show_report("3 posts are there.", [], done=True)
    assert dialog.list.isHidden()
    with qtbot.waitSignal(dialog.open_requested):
        dialog.main.click()
    assert not dialog.isVisible()
