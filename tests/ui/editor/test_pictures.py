"""Pictures that come by the clipboard or a drop: told and not written, and a place held for their links."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from journal_app.ui.brought import brought_by
from tests.ui.editor.desk import POST, Desk, select, shown, type_text


@pytest.fixture
def desk(editor):
    made = Desk(editor)
    made.open("one\ntwo")
    return made


def files(*names):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    return mime


def picture():
    return QImage(3, 3, QImage.Format.Format_RGB32)


def test_copied_picture_files_are_told_and_their_names_not_written(editor, desk, qtbot):
    with qtbot.waitSignal(editor.incoming.brought) as told:
        editor.view.insertFromMimeData(files("/tmp/a.PNG", "/tmp/b.svg", "/tmp/c.pdf"))
    wish = told.args[0]
    assert (wish.path, [path.name for path in wish.brought.files]) == (POST, ["a.PNG", "b.svg"])
    assert shown(editor) == "one\ntwo"


def test_a_picture_beside_a_text_is_left_for_the_text(editor, desk):
    mime = QMimeData()
    mime.setText("a,b")
    mime.setImageData(picture())
    editor.view.insertFromMimeData(mime)
    assert shown(editor) == "a,bone\ntwo"


def test_the_bytes_a_program_gives_are_kept_as_they_are():
    mime = QMimeData()
    mime.setHtml("<img src='https://e.org/a.jpg'>")
    mime.setData("image/jpeg", b"\xff\xd8\xff bytes")
    mime.setImageData(picture())
    assert brought_by(mime).data == b"\xff\xd8\xff bytes"


def test_a_picture_dragged_from_a_browser_comes_with_its_address():
    mime = QMimeData()
    mime.setText("https://e.org/a.png")
    assert brought_by(mime) is None
    mime.setImageData(picture())
    assert brought_by(mime) is not None


def test_a_drawing_is_taken_as_a_file_only():
    mime = QMimeData()
    mime.setData("image/svg+xml", b"<svg/>")
    assert brought_by(mime) is None


def test_pictures_and_posts_of_one_drop_go_their_own_ways(editor, desk):
    brought, dropped = [], []
    editor.incoming.brought.connect(brought.append)
    editor.files_dropped.connect(dropped.append)
    about = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    mime = files("/tmp/a.png", "/tmp/b.md")
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, *about)
    editor.view.dropEvent(event)
    assert [path.name for path in brought[0].brought.files] == ["a.png"] and dropped == [["/tmp/b.md"]]


def test_what_comes_goes_to_the_held_place_whatever_is_typed_meanwhile(editor, desk):
    select(editor, 3)
    wish = editor.incoming.hold(brought_by(files("/a.png")))
    select(editor, 0)
    type_text(editor, "zero\n")
    assert editor.incoming.put_in(wish.place, "![a](a.png)") and shown(editor) == "zero\none![a](a.png)\ntwo"
    assert editor.view.textCursor().position() == 5
    editor.undo()
    assert shown(editor) == "zero\none\ntwo"
    assert not editor.incoming.put_in(wish.place, "again") and shown(editor) == "zero\none\ntwo"


def test_the_caret_stands_behind_what_comes_when_it_waited_there(editor, desk):
    select(editor, 0, 3)
    wish = editor.incoming.hold(brought_by(files("/a.png")))
    assert wish.chosen == "one" and editor.incoming.put_in(wish.place, "![one](a.png)")
    assert shown(editor) == "![one](a.png)\ntwo" == desk.post.body
    assert editor.view.textCursor().position() == len("![one](a.png)")


def test_a_place_goes_with_its_post_and_a_locked_post_holds_none(editor, desk):
    wish = editor.incoming.hold(brought_by(files("/a.png")))
    editor.forget(POST)
    assert not editor.incoming.put_in(wish.place, "x")
    desk.posts.clear()
    desk.open("locked", read_only="no")
    assert editor.incoming.hold(brought_by(files("/a.png"))) is None
