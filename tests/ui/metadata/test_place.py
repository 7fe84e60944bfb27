"""The form's place: what is asked of it before the form is made, and that nothing below it jumps when it comes."""

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.library.housekeeping.vocabulary import Vocabulary
from journal_app.post.post import Post
from journal_app.ui.metadata.place import FormPlace

RAW = "---\ntitle: 周记 Week30\ndate: 2024-11-17\ntags: [散步]\n---\n\n早上下雨。\n".encode()
WORDS = Vocabulary((), (), ())


class Column(QWidget):
    """A form's place above a text."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.place = FormPlace(self)
        self.text = QPlainTextEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.place)
        column.addWidget(self.text, 1)
        self.resize(420, 600)
        if height:
            self.place.keep_room(height)

    @property
    def is_made(self) -> bool:
        return self.place._form is not None


def test_a_form_that_was_given_no_room_is_made_at_once(qtbot: QtBot) -> None:
    column = Column(0)
    qtbot.addWidget(column)
    column.place.show_post(Post.parse(Path("a.md"), RAW), WORDS)
    assert column.is_made and column.place.made.title.line().text() == "周记 Week30"


def test_a_form_that_waits_comes_after_the_paint_with_the_latest_post_and_nothing_jumps(qtbot: QtBot) -> None:
    column = Column(180)
    qtbot.addWidget(column)
    place = column.place
    place.show_post(Post.parse(Path("a.md"), RAW), WORDS)
    place.commit()
    assert not column.is_made and place.half_typed() == ()
    column.show()
    qtbot.waitExposed(column)
    assert column.text.y() >= 180
    before = column.text.y()
    place.show_post(Post.parse(Path("a.md"), RAW.replace(b"Week30", b"Week31")), WORDS)
    qtbot.waitUntil(lambda: column.is_made, timeout=10_000)
    assert place.made.title.line().text() == "周记 Week31"
    assert column.text.y() == before
    qtbot.waitUntil(lambda: place.minimumHeight() == 0 and place.height() == place.made.height() < 180, timeout=10_000)


def test_the_room_that_is_remembered_is_the_forms_and_not_its_sources(qtbot: QtBot) -> None:
    column = Column(0)
    qtbot.addWidget(column)
    place = column.place
    raw = RAW.replace(b"tags", b"top: 1\nlayout: wide\nseries: weeks\ncomments: true\ntags")
    place.show_post(Post.parse(Path("a.md"), raw), WORDS)
    column.show()
    qtbot.waitUntil(lambda: 0 < place.room == place.height(), timeout=10_000)
    place.made.show_view("source")
    qtbot.waitUntil(lambda: place.room != place.height(), timeout=10_000)
    place.made.show_view("form")
    qtbot.waitUntil(lambda: place.room == place.height(), timeout=10_000)
    place.made.rare_shown = True
    qtbot.waitUntil(lambda: place.room < place.height(), timeout=10_000)


def test_a_form_that_is_asked_for_does_not_wait(qtbot: QtBot) -> None:
    column = Column(180)
    qtbot.addWidget(column)
    column.place.show_post(Post.parse(Path("a.md"), RAW), WORDS)
    column.place.focus_title()
    assert column.is_made
    with qtbot.waitSignal(column.place.field_edited) as told:
        column.place.made.title.edited.emit("title", "another")
    assert told.args[0].value == "another"


def test_a_hidden_form_is_not_made_until_it_is_shown(qtbot: QtBot) -> None:
    column = Column(180)
    qtbot.addWidget(column)
    column.place.hide()
    column.show()
    qtbot.waitExposed(column)
    column.place.show_post(Post.parse(Path("a.md"), RAW), WORDS)
    assert not column.is_made
    column.place.show()
    qtbot.waitUntil(lambda: column.is_made, timeout=10_000)
