"""The form of one post after another, and what a journal without weeks is offered, through the whole program."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.ui.metadata.chips import ChipsField

pytestmark = pytest.mark.webengine


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Two posts whose tags begin with the same letters, so that the choices open, shrink and close in typing."""
    folder = tmp_path / "journal"
    folder.mkdir()
    for name, tags in (("a", "[python, pyre, rust]"), ("b", "[rain, travel, pyramid]")):
        (folder / f"{name}.md").write_bytes(f"---\ntitle: {name}\ndate: 2024-11-01\ntags: {tags}\n---\n\ntext".encode())
    return folder


def open_post(qtbot: QtBot, parts: Parts, path: Path) -> None:
    parts.commands.open_post(path)
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == path)
    qtbot.wait(50)


def tags(parts: Parts) -> object:
    assert parts.desk.current is not None
    return parts.desk.current.fields["tags"]


def test_a_tag_is_typed_in_one_post_and_then_in_another(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    """Also after Tab went around: asking Qt where, in the wrong way, made Python forget the list of choices."""
    qtbot.waitUntil(lambda: len(parts.browse.vocabulary.tags) == 6)
    parts.window.activateWindow()
    for number, name in enumerate("abab"):
        open_post(qtbot, parts, journal / f"{name}.md")
        qtbot.keyClick(parts.window, Qt.Key.Key_Tab)
        row = parts.form.made.pane.common.row("tags")
        assert row is not None and isinstance(row.field, ChipsField)
        row.field.open_entry()
        for letter in f"py{number}":
            qtbot.keyClick(row.field.line(), letter)
        qtbot.keyClick(row.field.line(), Qt.Key.Key_Return)
        qtbot.wait(50)
    assert tags(parts) == ["rain", "travel", "pyramid", "py1", "py3"]
    open_post(qtbot, parts, journal / "a.md")
    assert tags(parts) == ["python", "pyre", "rust", "py0", "py2"]


def test_search_and_choices_outlive_the_welcome_page(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    """The page ends its buttons each time it is worded; what lives on must not be forgotten with them."""
    search = parts.post_list.header.search
    for _ in range(3):
        qtbot.keyClick(parts.window, Qt.Key.Key_Tab)
        parts.commands.welcome()
        qtbot.wait(50)
        parts.window.show_page("journal")
        search.setText("rain")
        qtbot.waitUntil(lambda: len(parts.post_list.rows) == 1)
        search.clear()
        qtbot.waitUntil(lambda: len(parts.post_list.rows) == 2)


def test_what_the_post_has_not_taken_from_the_form_is_not_called_saved(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    open_post(qtbot, parts, journal / "a.md")
    status = parts.window.status
    qtbot.waitUntil(lambda: status._state.text() == "Saved")
    row = parts.form.made.pane.common.row("date")
    assert row is not None
    line = row.field.entry()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2024-13-45")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: status._state.text() == "Unsaved")
    assert status._change.text() == "Typed in the form, but not in the post yet"
    parts.commands.save()
    qtbot.wait(300)
    assert status._state.text() == "Unsaved" and row.sentence()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: status._state.text() == "Saved")


def test_a_new_week_is_offered_when_a_title_can_be_counted_on(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    action = parts.actions["new_week"]
    qtbot.waitUntil(lambda: not action.isEnabled())
    assert "number" in action.toolTip() and parts.window.top_bar._new_week.toolTip() == action.toolTip()
    (journal / "week-1.md").write_text("---\ntitle: Week 1\ndate: 2024-11-01\n---\n\ntext")
    parts.librarian.look()
    qtbot.waitUntil(action.isEnabled, timeout=5000)
    assert "number" not in action.toolTip()
