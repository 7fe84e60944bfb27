"""Text and preview stand at the same place, also in a post that one comes back to, in the whole program."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.ui.preview.page import WORLD
from tests.app.conftest import Start

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(120)]

LONG = "".join(f"第 {number} 段：路上的灯一盏一盏地亮起来，风也停了。\n\n" for number in range(1200))


def place(parts: Parts, qtbot: QtBot) -> Any:
    """The source line at the top of the page."""
    answers: list[Any] = []
    parts.preview.page.runJavaScript("journal.lineAtTop()", WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def stands_at(parts: Parts, qtbot: QtBot, line: float) -> None:
    """Wait until text and page both have this line at their top, more or less."""

    def there() -> bool:
        told = place(parts, qtbot)
        return told is not None and abs(told - line) < 4 and abs(parts.editor.top_line() - line) < 4

    qtbot.waitUntil(there, timeout=20_000)


def opened(parts: Parts, qtbot: QtBot, path: Path) -> None:
    parts.commands.open_post(path)
    qtbot.waitUntil(lambda: parts.preview._path == path and parts.preview.is_ready, timeout=20_000)


def test_the_preview_of_a_post_that_one_comes_back_to_stands_where_the_text_does(
    start: Start, journal: Path, qtbot: QtBot
) -> None:
    first, second = journal / "week-18.md", journal / "week-19.md"
    for path in (first, second):
        path.write_text(path.read_text("utf-8") + "\n\n" + LONG, "utf-8")
    parts = start(journal)
    parts.window.resize(1280, 800)
    parts.window.show()
    qtbot.waitUntil(lambda: parts.desk.current is not None and not parts.librarian.is_looking, timeout=20_000)
    opened(parts, qtbot, first)
    parts.editor.go_to_line(1500)
    line = parts.editor.top_line()
    stands_at(parts, qtbot, line)
    opened(parts, qtbot, second)
    stands_at(parts, qtbot, 0.0)
    opened(parts, qtbot, first)
    stands_at(parts, qtbot, line)


def test_a_place_that_is_asked_for_before_its_page_is_there_is_shown_when_it_is(
    start: Start, journal: Path, qtbot: QtBot
) -> None:
    path = journal / "week-18.md"
    path.write_text(path.read_text("utf-8") + "\n\n" + LONG, "utf-8")
    parts = start(journal)
    parts.window.resize(1280, 800)
    parts.window.show()
    qtbot.waitUntil(lambda: parts.desk.current is not None and not parts.librarian.is_looking, timeout=20_000)
    parts.commands.open_post(path)
    qtbot.waitUntil(lambda: parts.editor.path == path, timeout=20_000)
    parts.editor.go_to_line(1800)
    line = parts.editor.top_line()
    assert line > 1000
    stands_at(parts, qtbot, line)
