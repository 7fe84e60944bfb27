"""The preview beside the cursor: the caret's chunk is marked, a click tells its line, a style changes the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.render.card import Card
from tests.ui.preview.test_view import LONG, Room

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(90)]

MARK = "(box => [box.top, box.bottom].map(Math.round))(document.querySelector('.here').getBoundingClientRect())"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    yield Room(qtbot, tmp_path)


def chunk(number: int) -> str:
    """The script that gives the place of a paragraph, with the mark's margin."""
    return (
        f"(box => [box.top - 4, box.bottom + 4].map(Math.round))"
        f"(document.querySelectorAll('main > p')[{number}].getBoundingClientRect())"
    )


def click(room: Room, x: float, y: float) -> None:
    """A press and a release of the left button, where the page's own widget takes them."""
    target = room.view.focusProxy().focusProxy()
    assert target is not None
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        at = QPointF(x, y)
        event = QMouseEvent(
            kind, at, target.mapToGlobal(at), Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(target, event)


def test_the_carets_chunk_is_marked_and_stays_so_while_text_comes_above_it(room: Room) -> None:
    room.show(LONG)
    room.until("document.querySelectorAll('main > p').length", 200)
    assert room.ask("document.querySelector('.here').hidden")
    room.view.show_caret(4)
    assert room.ask(MARK) == room.ask(chunk(2))
    room.view.show_caret(5)
    assert room.ask(MARK) == room.ask(chunk(2))
    room.show("新的一段，\n\n" * 3 + LONG)
    room.until("document.querySelectorAll('main > p').length", 203)
    room.view.show_caret(10)
    room.until(f"String({MARK}) === String({chunk(5)})")
    room.show("新的一段，\n\n" * 3 + LONG, card=Card(title="周记", tags=("散步",)))
    room.until(f"!document.querySelector('header.card').hidden && String({MARK}) === String({chunk(5)})")
    room.view.resize(420, 700)
    room.until(f"innerWidth < 430 && String({MARK}) === String({chunk(5)})")


def test_a_click_on_text_tells_its_line_and_a_click_on_a_link_follows_it(room: Room) -> None:
    room.show("one\n\ntwo\n\n- three\n- four\n- five\n\n[link](https://a.invalid/)\n")
    room.until("document.querySelectorAll('main a').length", 1)

    def middle(selector: str) -> list[float]:
        box = f"document.querySelector('{selector}').getBoundingClientRect()"
        return list(room.ask(f"(box => [box.left + 8, box.top + box.height / 2])({box})"))

    for selector, line in (("main p:nth-of-type(2)", 2), ("main li:nth-of-type(1)", 4), ("main li:nth-of-type(3)", 6)):
        with room.qtbot.waitSignal(room.view.pointed, timeout=10000) as told:
            click(room, *middle(selector))
        assert int(told.args[0]) == pytest.approx(line, abs=1)
    pointed: list[float] = []
    room.view.pointed.connect(pointed.append)
    with room.qtbot.waitSignal(room.view.link_activated, timeout=10000):
        click(room, *middle("main a"))
    assert not pointed


def test_a_style_and_a_style_sheet_change_the_page_without_a_reload(room: Room) -> None:
    room.show("text")
    room.until("document.querySelector('main p') !== null")
    room.ask("document.querySelector('main p').mark = 1")
    size = "getComputedStyle(document.querySelector('main p')).fontSize"
    for style, wanted in (("note", "14px"), ("sans", "16px"), ("serif", "17px")):
        room.view.set_style(style)
        room.until(size, wanted)
    room.view.set_sheet("main p{font-size:23px;}")
    room.until(size, "23px")
    room.view.set_sheet("")
    room.until(size, "17px")
    assert room.ask("document.querySelector('main p').mark") == 1


def test_a_line_is_found_in_a_long_article_of_which_only_what_is_seen_is_laid_out(room: Room) -> None:
    parts = [f"段落 {number} " + "写了又写，" * (number * 7 % 90) for number in range(600)]
    room.show("\n\n".join(parts))
    room.until("document.querySelectorAll('main.long > p').length", 600)
    for line in (600, 40, 1100.5):
        room.view.scroll_to_line(line)
        room.until(f"Math.abs(journal.lineAtTop() - {line}) < 0.5")
    room.view.show_caret(1100)
    room.until(f"String({MARK}) === String({chunk(550)})")


def test_colours_of_the_authors_own_can_be_read_in_the_dark(room: Room) -> None:
    room.show(
        '<span style="color:black">a <b style="color:navy">b</b></span> <font color="navy">c</font> '
        '<span style="background-color:yellow">d</span> <span style="color:white;background-color:black">e</span> '
        '<span style="color:red">![f](data:image/png;base64,x)</span>\n'
    )
    looks = (
        "[...document.querySelectorAll('main [style], main font')].map(one => getComputedStyle(one))"
        ".map(one => [one.filter != 'none', one.color])"
    )
    room.view.set_tokens(True)
    dark_letters = "rgb(42, 40, 38)"
    room.until(f"{looks}.map(one => one[0])", [True, False, True, False, False, False])
    assert room.ask(f"{looks}[3][1]") == dark_letters
    room.view.set_tokens(False)
    room.until(f"{looks}.filter(one => one[0]).length", 0)
