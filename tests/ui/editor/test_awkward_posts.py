"""The awkward shelf through the real editor: an edit taken back leaves every byte as it was."""

import contextlib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot

from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.ui.editor.facts import BodyEdited
from tests.ui.editor.desk import commit, paste, shown, type_text

SHELF = sorted((Path(__file__).parents[2] / "data" / "posts").glob("*.md"))


class Holder(QObject):
    """Holds one real post in step with the editor."""

    def __init__(self, editor, post: Post) -> None:
        super().__init__()
        self.editor = editor
        self.post = post
        editor.body_edited.connect(self.edit)
        editor.show_post(post)

    @Slot(object)
    def edit(self, edited: BodyEdited) -> None:
        splice = edited.splice
        with contextlib.suppress(EditRefused):
            self.post = self.post.with_splice(splice.position, splice.removed, splice.added)
        self.editor.take_post(self.post)


@pytest.mark.parametrize("path", SHELF, ids=lambda path: path.stem)
def test_edits_taken_back_leave_every_byte(editor, path):
    raw = path.read_bytes()
    holder = Holder(editor, Post.parse(path, raw))
    assert shown(editor) == holder.post.body
    if editor.view.isReadOnly():
        assert holder.post.read_only
        return
    for place in (editor.view.textCursor().MoveOperation.Start, editor.view.textCursor().MoveOperation.End):
        editor.view.moveCursor(place)
        type_text(editor, "ax\ny")
        assert shown(editor) == holder.post.body
    editor.view.selectAll()
    editor.run("quote")
    assert shown(editor) == holder.post.body
    while editor.can_undo():
        editor.undo()
    assert holder.post.to_bytes() == raw


def test_a_letter_the_file_cannot_hold_goes_away_again(editor):
    raw = "déjà vu\n".encode("cp1252") * 40
    holder = Holder(editor, Post.parse(Path("latin.md"), raw))
    body = holder.post.body
    editor.view.moveCursor(editor.view.textCursor().MoveOperation.End)
    type_text(editor, "周a")
    assert shown(editor) == holder.post.body == body + "a"
    commit(editor, "科研b")
    paste(editor, "一\n二")
    type_text(editor, "c")
    assert shown(editor) == holder.post.body == body + "ac"
    while editor.can_undo():
        editor.undo()
        assert shown(editor) == holder.post.body
    assert holder.post.to_bytes() == raw
    while editor.can_redo():
        editor.redo()
        assert shown(editor) == holder.post.body
