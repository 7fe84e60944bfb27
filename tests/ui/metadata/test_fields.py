"""Each kind of field: it shows its value, tells the author's as the right value, and says what it cannot take."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journal_app.post.image_places import Places
from journal_app.post.site import Site
from journal_app.ui.brought import Brought
from journal_app.ui.metadata import image, kinds, moments
from journal_app.ui.metadata.chips import ChipsField
from journal_app.ui.metadata.date_time import DateField
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.image import ImageField
from journal_app.ui.metadata.long_text import LongTextField
from journal_app.ui.metadata.number import NumberField, read_number
from journal_app.ui.metadata.switch import SwitchField
from journal_app.ui.metadata.text import TextField

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")


class Heard:
    """A field in a window, and all it said."""

    def __init__(self, qtbot: QtBot, field: Field, value: object) -> None:
        self.bot = qtbot
        self.field = field
        self.values: list[object] = []
        self.sentences: list[str] = []
        qtbot.addWidget(field)
        field.edited.connect(self.values.append)
        field.complained.connect(self.sentences.append)
        field.fill(value)  # type: ignore[arg-type]
        field.resize(360, max(26, field.sizeHint().height()))
        with qtbot.waitActive(field):
            field.show()
            field.activateWindow()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type, each sign that no key has as an input method commits it."""
        target = into or self.field.entry()
        for sign in text:
            if sign.isascii():
                self.bot.keyClick(target, sign)
            else:
                done = QInputMethodEvent("", [])
                done.setCommitString(sign)
                QApplication.sendEvent(target, done)

    def press(self, key: Qt.Key, on: QWidget | None = None, **more: object) -> None:
        self.bot.keyClick(on or self.field.entry(), key, **more)


@pytest.mark.parametrize(
    ("kind", "value"),
    (
        ("text", "a"),
        ("long", "a\nb"),
        ("excerpt", "a"),
        ("date", "2024-11-17 23:12:00+0800"),
        ("list", ["a", 1, None]),
        ("switch", True),
        ("number", 3),
        ("image", "a.png"),
        ("null", None),
        ("map", {"a": 1}),
        ("fixed", [{"a": 1}]),
        ("unheard of", {}),
    ),
)
def test_filling_and_leaving_says_nothing(qtbot: QtBot, kind: str, value: object) -> None:
    heard = Heard(qtbot, kinds.make(kind), value)
    heard.field.entry().setFocus()
    heard.field.commit()
    heard.field.entry().clearFocus()
    heard.field.restore(heard.field.value)
    assert heard.values == []


def test_a_text_is_told_key_by_key(qtbot: QtBot) -> None:
    heard = Heard(qtbot, TextField(), "")
    heard.type("日a")
    assert heard.values == ["日", "日a"]


def test_undo_is_left_to_the_post(qtbot: QtBot) -> None:
    heard = Heard(qtbot, TextField(), "")
    heard.type("ab")
    heard.press(Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert heard.field.entry().text() == "ab"  # type: ignore[attr-defined]


def test_a_long_text_keeps_its_lines_and_grows_with_them(qtbot: QtBot) -> None:
    field = LongTextField()
    heard = Heard(qtbot, field, "one")
    low = field.sizeHint().height()
    entry = field.entry()
    entry.moveCursor(entry.textCursor().MoveOperation.End)
    heard.press(Key.Key_Return)
    heard.type("two\xa0")
    assert heard.values[-1] == "one\ntwo\xa0"
    assert field.sizeHint().height() > low


def test_a_text_with_strange_line_ends_is_shown_and_not_edited(qtbot: QtBot) -> None:
    field = LongTextField()
    heard = Heard(qtbot, field, "one\rtwo")
    assert field.entry().isReadOnly()
    field.fill("one\ntwo")
    assert not field.entry().isReadOnly() and heard.values == []


def test_an_excerpt_stays_one_line_and_counts(qtbot: QtBot) -> None:
    field = kinds.make("excerpt")
    assert isinstance(field, LongTextField)
    heard = Heard(qtbot, field, "2024-11-11 ~ 2024-11-17.")
    assert field.counter_text() == "24 / 160"
    heard.press(Key.Key_Return)
    assert heard.values == []
    field.entry().selectAll()
    field.entry().insertPlainText("x" * 161)
    assert field.counter_text() == "161 / 160"


# --- numbers


@pytest.mark.parametrize(
    ("text", "like", "number"),
    (
        ("3", 1, 3),
        ("3", 1.0, 3.0),
        ("0.5", 1, 0.5),
        (" -7 ", 1, -7),
        ("1e3", 1, 1000.0),
        ("1.10", 1, 1.1),
        ("0xFF", 1, 255),
        ("", 1, None),
        ("x", 1, None),
        ("nan", 1, None),
        ("1_0", 1, None),
        ("9" * 40, 1, int("9" * 40)),
        ("9" * 5000, 1, None),
    ),
)
def test_numbers_are_read_as_what_they_were(text: str, like: int | float, number: object) -> None:
    result = read_number(text, like)
    assert result == number and isinstance(result, type(number))


def test_a_number_keeps_the_digits_it_is_typed_in(qtbot: QtBot) -> None:
    heard = Heard(qtbot, NumberField(), read_number("1.10", 1))
    assert heard.field.entry().text() == "1.10"  # type: ignore[attr-defined]
    heard.field.entry().selectAll()  # type: ignore[attr-defined]
    heard.type("2.20")
    assert [str(value) for value in heard.values] == ["2.0", "2.2", "2.20"]
    heard.press(Key.Key_Up)
    assert str(heard.values[-1]) == "3.2"


def test_a_number_is_told_while_it_is_one(qtbot: QtBot) -> None:
    heard = Heard(qtbot, NumberField(), 1)
    heard.type("2")
    assert heard.values == [12] or heard.values == [21]
    heard.type("x")
    assert len(heard.values) == 1 and heard.sentences[-1]
    heard.press(Key.Key_Escape)
    assert heard.field.entry().text() in ("12", "21") and heard.sentences[-1] == ""  # type: ignore[attr-defined]
    heard.press(Key.Key_Up)
    assert heard.values[-1] in (13, 22)


def test_a_switch_tells_true_and_false(qtbot: QtBot) -> None:
    heard = Heard(qtbot, SwitchField(), False)
    heard.press(Key.Key_Space)
    heard.press(Key.Key_Return)
    assert heard.values == [True, False]
    heard.field.set_read_only("locked")
    heard.press(Key.Key_Space)
    assert heard.values == [True, False]


# --- dates


@pytest.mark.parametrize(
    ("text", "shown", "zone"),
    (
        ("2024-11-17 23:12:00+0800", "2024-11-17 23:12", "+0800"),
        ("2024-11-17T23:12:05+08:00", "2024-11-17 23:12:05", "+08:00"),
        ("2024-11-17 23:12", "2024-11-17 23:12", ""),
        ("2024-11-17T23:12:00Z", "2024-11-17 23:12", "Z"),
        ("11/17/2024", "2024-11-17", ""),
        ("2024/1/7", "2024-01-07", ""),
        ("soon", "soon", ""),
    ),
)
def test_dates_are_shown_in_one_shape_with_their_zone(text: str, shown: str, zone: str) -> None:
    assert moments.shown(text) == moments.Shown(shown, zone)


@pytest.mark.parametrize(
    ("typed", "current", "written"),
    (
        ("2024-11-18 23:12", "2024-11-17 23:12:05+0800", "2024-11-18 23:12:05+0800"),
        ("2024-11-18 01:02:03", "2024-11-17T23:12:00+08:00", "2024-11-18T01:02:03+08:00"),
        ("2024-11-18", "2024-11-17 23:12:00", "2024-11-18 23:12:00"),
        ("2024-12-01", "11/17/2024", "12/01/2024"),
        ("2024-11-18 10:00", "2024-11-17", "2024-11-18 10:00"),
        ("2024-11-18 23:12:00 +0900", "2024-11-17 23:12:00 +0800", "2024-11-18 23:12:00 +0900"),
        ("2024-02-30", "2024-02-01", None),
        ("soon", "2024-02-01", None),
        ("", "2024-02-01", None),
        ("2024-11-18", "", "2024-11-18"),
        ("2024-11-17 23:12", "2024-11-17 23:12:00+0800", "2024-11-17 23:12:00+0800"),
    ),
)
def test_a_typed_date_keeps_the_shape(typed: str, current: str, written: str | None) -> None:
    assert moments.written(typed, current) == written


@pytest.mark.parametrize(
    ("typed", "cursor", "by", "stepped"),
    (
        ("2024-11-17 23:12", 10, 1, "2024-11-18 23:12"),
        ("2024-11-17 23:12", 0, -1, "2023-11-17 23:12"),
        ("2024-01-31 23:12", 6, 1, "2024-02-29 23:12"),
        ("2024-12-31 23:12", 12, 1, "2025-01-01 00:12"),
        ("2024-12-31 23:59", 16, 1, "2025-01-01 00:00"),
        ("0001-01-01", 9, -1, None),
        ("soon", 0, 1, None),
    ),
)
def test_arrows_step_the_part_under_the_cursor(typed: str, cursor: int, by: int, stepped: str | None) -> None:
    assert moments.stepped(typed, cursor, by) == stepped


def test_a_date_is_told_when_it_is_done_in_its_own_shape(qtbot: QtBot) -> None:
    field = DateField()
    heard = Heard(qtbot, field, "2024-11-17 23:12:05+0800")
    assert field.entry().text() == "2024-11-17 23:12:05" and field.zone_text() == "+0800"
    field.entry().selectAll()
    heard.type("2024-11-18 07:30")
    assert heard.values == []
    heard.press(Key.Key_Return)
    assert heard.values == ["2024-11-18 07:30:05+0800"]


def test_leaving_a_date_tells_it(qtbot: QtBot) -> None:
    heard = Heard(qtbot, DateField(), "2024-11-17")
    heard.field.entry().setFocus()
    heard.field.entry().selectAll()  # type: ignore[attr-defined]
    heard.type("2024-11-20")
    heard.field.entry().clearFocus()
    assert heard.values == ["2024-11-20"]


def test_what_is_no_date_is_said_and_not_told(qtbot: QtBot) -> None:
    field = DateField()
    heard = Heard(qtbot, field, "2024-11-17")
    field.entry().selectAll()
    heard.type("soon")
    heard.press(Key.Key_Return)
    assert heard.values == [] and "2024-11-17" in heard.sentences[-1]
    assert field.entry().text() == "soon"
    heard.press(Key.Key_Escape)
    assert field.entry().text() == "2024-11-17" and heard.sentences[-1] == ""


def test_arrow_keys_move_a_date_by_a_day(qtbot: QtBot) -> None:
    field = DateField()
    heard = Heard(qtbot, field, "2024-11-30 23:12:00+0800")
    field.entry().setCursorPosition(10)
    heard.press(Key.Key_Up)
    assert heard.values == ["2024-12-01 23:12:00+0800"]
    assert field.entry().cursorPosition() == 10


def test_a_day_of_the_calendar_keeps_the_time(qtbot: QtBot) -> None:
    field = DateField()
    heard = Heard(qtbot, field, "2024-11-17T23:12:05+08:00")
    heard.press(Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    popup = field.calendar()
    assert popup is not None and popup.days().selectedDate() == QDate(2024, 11, 17)
    popup.days().clicked.emit(QDate(2024, 11, 3))
    assert heard.values == ["2024-11-03T23:12:05+08:00"] and not popup.isVisible()


# --- lists


def chips(field: ChipsField) -> list[str]:
    return [chip.text() for chip in field.chips()]


@pytest.fixture
def tags(qtbot: QtBot) -> Heard:
    field = ChipsField()
    field.set_vocabulary(("科研", "读书", "旅行", "reading"))
    return Heard(qtbot, field, ["科研", 2024, "b"])


def test_a_list_is_shown_as_chips(tags: Heard) -> None:
    assert chips(tags.field) == ["科研", "2024", "b"]  # type: ignore[arg-type]


def test_words_are_added_one_after_another(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    tags.press(Key.Key_Return)
    assert field.line().isVisible() and field.line().hasFocus()
    tags.type("新", field.line())
    tags.press(Key.Key_Return, field.line())
    tags.type("c", field.line())
    tags.press(Key.Key_Return, field.line())
    assert tags.values == [["科研", 2024, "b", "新"], ["科研", 2024, "b", "新", "c"]]
    tags.press(Key.Key_Escape, field.line())
    assert not field.line().isVisible() and field.entry().hasFocus()


@pytest.mark.parametrize("typed", ["red,blue,", "red, b, blue,", "red，blue、", "red,,red,blue,"])
def test_a_comma_ends_a_word(qtbot: QtBot, tags: Heard, typed: str) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.open_entry()
    tags.type(typed, field.line())
    qtbot.waitUntil(lambda: field.line().text() == "" and chips(field)[-1] == "blue")
    assert chips(field) == ["科研", "2024", "b", "red", "blue"]


def test_several_pasted_words_become_as_many_and_the_last_may_go_on(qtbot: QtBot, tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.open_entry()
    QApplication.clipboard().setText("散步, 旅行，red,re")
    field.line().paste()
    qtbot.waitUntil(lambda: field.line().text() == "re")
    assert tags.values == [["科研", 2024, "b", "散步", "旅行", "red"]]
    tags.press(Key.Key_Return, field.line())
    assert chips(field)[-1] == "re"


def test_a_word_with_a_comma_can_be_kept_chosen_and_typed_in_quotes(qtbot: QtBot) -> None:
    field = ChipsField()
    field.set_vocabulary(("Oslo, Norway",))
    heard = Heard(qtbot, field, ["Doe, Jane", "b"])
    field.chips()[0].opening_requested.emit(field.chips()[0])
    heard.type("Doe, Joan", field.line())
    heard.press(Key.Key_Return, field.line())
    assert heard.values == [["Doe, Joan", "b"]]
    field.open_entry()
    heard.type('"Roe, Max"', field.line())
    heard.press(Key.Key_Return, field.line())
    field._complete("Oslo, Norway")
    assert heard.values[-1] == ["Doe, Joan", "b", "Roe, Max", "Oslo, Norway"]
    field.chips()[1].opening_requested.emit(field.chips()[1])
    heard.type("c, d", field.line())
    heard.press(Key.Key_Return, field.line())
    assert heard.values[-1] == ["Doe, Joan", "c", "d", "Roe, Max", "Oslo, Norway"]


def test_a_known_word_with_a_comma_is_pasted_as_one(qtbot: QtBot) -> None:
    field = ChipsField()
    field.set_vocabulary(("Oslo, Norway",))
    heard = Heard(qtbot, field, ["b"])
    field.open_entry()
    QApplication.clipboard().setText('Oslo, Norway, "Roe, Max", c')
    field.line().paste()
    qtbot.waitUntil(lambda: field.line().text() == "c")
    assert heard.values == [["b", "Oslo, Norway", "Roe, Max"]]


def test_what_the_list_has_is_neither_added_nor_offered(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.open_entry()
    assert field.choices() == ["读书", "旅行", "reading"]
    tags.type("b", field.line())
    tags.press(Key.Key_Return, field.line())
    assert tags.values == []


def test_a_word_is_completed_from_the_journal(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.open_entry()
    tags.type("READ", field.line())
    popup = field.line().completer().popup()
    assert popup.model().rowCount() == 1
    tags.press(Key.Key_Down, popup)
    tags.press(Key.Key_Return, popup)
    tags.bot.waitUntil(lambda: bool(tags.values))
    assert tags.values == [["科研", 2024, "b", "reading"]]
    assert field.line().text() == ""


def test_backspace_takes_the_last_one(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    tags.press(Key.Key_Backspace)
    field.open_entry()
    tags.press(Key.Key_Backspace, field.line())
    assert tags.values == [["科研", 2024], ["科研"]]


def test_a_cross_takes_its_own_chip_and_the_focus_stays_near(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.chips()[1].setFocus()
    tags.press(Key.Key_Delete, field.chips()[1])
    assert tags.values == [["科研", "b"]] and field.chips()[1].hasFocus()


def test_chips_are_moved_by_keys(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    alt = Qt.KeyboardModifier.AltModifier
    field.chips()[0].setFocus()
    tags.press(Key.Key_Right, field.chips()[0], modifier=alt)
    assert tags.values == [[2024, "科研", "b"]] and field.chips()[1].hasFocus()
    tags.press(Key.Key_Left, field.chips()[1], modifier=alt)
    tags.press(Key.Key_Left, field.chips()[0], modifier=alt)
    assert tags.values[-1] == ["科研", 2024, "b"] and len(tags.values) == 2


def test_arrows_walk_the_chips(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.chips()[0].setFocus()
    tags.press(Key.Key_Right, field.chips()[0])
    assert field.chips()[1].hasFocus()
    tags.press(Key.Key_Right, field.chips()[1])
    tags.press(Key.Key_Right, field.chips()[2])
    assert field.entry().hasFocus()
    tags.press(Key.Key_Left)
    assert field.chips()[2].hasFocus() and tags.values == []


def test_a_chip_is_dragged_to_its_place(tags: Heard, qtbot: QtBot) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    first, last = field.chips()[0], field.chips()[2]
    target = first.mapFrom(field, last.geometry().center() + QPoint(8, 0))
    qtbot.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(first, target / 2)
    qtbot.mouseMove(first, target)
    qtbot.mouseRelease(first, Qt.MouseButton.LeftButton, pos=target)
    assert tags.values == [[2024, "b", "科研"]]


def test_a_chip_is_opened_and_rewritten(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.chips()[0].setFocus()
    tags.press(Key.Key_Return, field.chips()[0])
    assert field.line().text() == "科研"
    field.line().selectAll()
    tags.type("x", field.line())
    tags.press(Key.Key_Return, field.line())
    assert tags.values == [["x", 2024, "b"]] and field.chips()[0].hasFocus()


def test_an_opened_chip_comes_back_on_escape(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    tags.press(Key.Key_Return, field.chips()[0])
    tags.type("x", field.line())
    tags.press(Key.Key_Escape, field.line())
    assert tags.values == [] and field.chips()[0].isVisible() and chips(field)[0] == "科研"


def test_a_typed_word_is_not_lost_on_commit_or_refill(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.open_entry()
    tags.type("half", field.line())
    field.fill(["科研", 2024, "b"])
    assert field.line().text() == "half"
    field.commit()
    assert tags.values == [["科研", 2024, "b", "half"]]


def test_a_locked_list_stays(tags: Heard) -> None:
    field = tags.field
    assert isinstance(field, ChipsField)
    field.set_read_only("two fields have this name")
    tags.press(Key.Key_Delete, field.chips()[0])
    tags.press(Key.Key_Backspace)
    field.open_entry()
    assert tags.values == [] and not field.line().isVisible() and not field.entry().isVisible()


def test_many_chips_wrap(qtbot: QtBot) -> None:
    field = ChipsField()
    field.fill([f"a tag number {number}" for number in range(12)])
    qtbot.addWidget(field)
    assert field.heightForWidth(300) > field.heightForWidth(2000)


# --- images


def test_a_local_image_has_a_thumbnail_and_an_address_has_none(qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    picture.save(str(tmp_path / "a b.png"))
    field = ImageField()
    field.set_places(Places(tmp_path / "post.md"))
    Heard(qtbot, field, "a%20b.png")
    qtbot.waitUntil(field.picture().isVisible)
    assert field.picture().pixmap().size() == field.picture().size() * field.devicePixelRatioF()
    field.fill("https://example.org/a.png")
    qtbot.waitUntil(lambda: not field.picture().isVisible())


def test_what_is_no_image_has_no_thumbnail_before_it_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"not an image")
    field = ImageField()
    field.set_places(Places(tmp_path / "post.md"))
    Heard(qtbot, field, "a.png")
    for name in ("missing.png", "a.png"):
        with qtbot.waitSignal(field._thumbnails.ready, timeout=5000):
            field.fill(name)
        assert not field.picture().isVisible()
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(file))
    field.hide()
    field.show()
    qtbot.waitUntil(field.picture().isVisible)


def test_images_are_looked_for_as_the_site_does(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(tmp_path / "static" / "a.png"))
    places = Places(tmp_path / "post.md", Site("hugo", tmp_path, statics=("static",)))
    assert image.file_of("/a.png", places) == tmp_path / "static" / "a.png"
    for text in ("", "https://e.org/a.png", "//e.org/a.png", "data:x", "missing.png", "a\0b"):
        assert image.file_of(text, places) is None


def test_a_dropped_or_pasted_image_is_a_wish(qtbot: QtBot, tmp_path: Path) -> None:
    field = ImageField()
    field.set_places(Places(tmp_path / "post.md"))
    heard = Heard(qtbot, field, "old.png")
    wishes: list[Brought] = []
    field.brought.connect(wishes.append)
    for target in (field, field.entry()):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "new.png"))])
        action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(QPoint(4, 4), action, mime, button, keys)
        QApplication.sendEvent(target, entered)
        dropped = QDropEvent(QPointF(4, 4), action, mime, button, keys)
        QApplication.sendEvent(target, dropped)
        assert entered.isAccepted() and dropped.isAccepted()
    QApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    qtbot.keyClick(field.entry(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [wish.files for wish in wishes] == [(tmp_path / "new.png",)] * 2 + [()]
    assert wishes[2].data or wishes[2].image is not None
    assert heard.values == [] and field.entry().text() == "old.png"
    field.set_read_only("locked")
    qtbot.keyClick(field.entry(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(wishes) == 3
