"""A line whose emphasis the site will not show has a mark in the gutter, and a sentence under the pointer there."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journal_app.post.post import Post
from journal_app.render.hints import hints
from journal_app.ui.editor.editor import Editor

BODY = "第一段\n\n**真，**她说\n\n**好**，他说\n"


def pointed(editor: Editor, line: int) -> None:
    """The pointer rests on this line's number."""
    gutter = editor.view.gutter
    top = next(top for number, top, _ in editor.view.seen.first_lines(gutter.rect()) if number == line)
    place = gutter.mapTo(editor.view, QPoint(4, round(top) + 6))
    QApplication.sendEvent(editor.view, QHelpEvent(QEvent.Type.ToolTip, place, editor.view.mapToGlobal(place)))


def hinted(qtbot: QtBot) -> Editor:
    """An editor with the post and its hints."""
    editor = Editor()
    qtbot.addWidget(editor)
    editor.resize(500, 300)
    editor.show()
    editor.show_post(Post.parse(Path("a.md"), BODY.encode()))
    editor.hinting.show_hints(hints(BODY, "gfm"))
    return editor


def test_a_failing_emphasis_is_told_at_its_line_and_nowhere_else(qtbot: QtBot) -> None:
    editor = hinted(qtbot)
    pointed(editor, 2)
    qtbot.waitUntil(lambda: "**真，**" in QToolTip.text())
    pointed(editor, 4)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    editor.hinting.show_hints(hints(BODY, "python-markdown"))
    assert editor.view.gutter.note_at(60) == ""


def test_another_post_begins_without_marks(qtbot: QtBot) -> None:
    editor = hinted(qtbot)
    heights = range(0, 200, 5)
    assert any(editor.view.gutter.note_at(y) for y in heights)
    editor.show_post(Post.parse(Path("b.md"), BODY.encode()))
    assert not any(editor.view.gutter.note_at(y) for y in heights)
