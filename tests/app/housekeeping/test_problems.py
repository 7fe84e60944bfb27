"""The page of problems in the real window: it comes, follows the journal, opens places and mends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.library.problems.problems import Problem
from journal_app.ui.housekeeping.batch import BatchDialog
from journal_app.ui.lists.line_model import LINE
from journal_app.ui.problems.page import ProblemsPage
from tests.app.housekeeping.test_housekeeping import in_dialog, undo

LONG = 20_000


@pytest.fixture
def journal(journal: Path) -> Path:
    """The three weeks, with a dead link to a week that moved, a date without a zone and an image that is not there."""
    week = journal / "week-19.md"
    week.write_bytes(week.read_bytes() + "\n\n见[上一周](old/week-18.md)。\n\n![窗](window.png)\n".encode())
    later = (journal / "week-20.md").read_bytes().replace(b"Week20", b"Week22").replace(b"+0800", b"")
    (journal / "week-22.md").write_bytes(later)
    return journal


@pytest.fixture
def page(qtbot: QtBot, parts: Parts) -> ProblemsPage:
    parts.actions["problems"].trigger()
    page = parts.problems.page
    qtbot.waitUntil(lambda: parts.surveyor.is_whole and bool(page.lines), timeout=LONG)
    return page


def problems(page: ProblemsPage) -> list[tuple[str, str, int]]:
    return [(one.kind, one.path.name, one.line) for one in page.lines if isinstance(one, Problem)]


def choose(page: ProblemsPage, kind: str) -> None:
    row = next(n for n, one in enumerate(page.lines) if isinstance(one, Problem) and one.kind == kind)
    page.view.setCurrentIndex(page.view.model().index(row, 0))


def test_the_page_stands_where_the_list_stood_and_gives_its_place_back(
    qtbot: QtBot, parts: Parts, page: ProblemsPage
) -> None:
    assert problems(page) == [
        ("zone", "week-22.md", 4),
        ("image", "week-19.md", 15),
        ("link", "week-19.md", 13),
        ("week", "week-22.md", 1),
    ]
    assert page.isVisible()
    assert not parts.post_list.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert parts.post_list.isVisible()
    assert not page.isVisible()


def test_the_sidebar_opens_the_page_and_knows_the_true_count(qtbot: QtBot, parts: Parts) -> None:
    view = parts.sidebar.view

    def line(name: str) -> QModelIndex:
        found = (view.model().index(row, 0) for row in range(view.model().rowCount()))
        return next(index for index in found if index.data(LINE).name == name)

    def click(name: str) -> None:
        middle = view.visualRect(line(name)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    click("broken")
    qtbot.waitUntil(lambda: line("broken").data(LINE).count == 4, timeout=LONG)
    assert line("broken").data(LINE).chosen
    click("all")
    assert parts.post_list.isVisible()


def test_a_problem_opens_its_post_at_the_line(qtbot: QtBot, parts: Parts, page: ProblemsPage) -> None:
    choose(page, "image")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front(parts) == "week-19.md", timeout=LONG)
    assert parts.editor.view.textCursor().block().text().startswith("![")
    assert page.isVisible()
    choose(page, "zone")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front(parts) == "week-22.md", timeout=LONG)
    assert parts.form.made.source.text.textCursor().block().text().startswith("date: ")


def confirmed(ask: Callable[[], object]) -> str:
    """What the dialog says that `ask` opens; it is agreed to and closed."""
    told: list[str] = []

    def act(shown: BatchDialog) -> bool:
        if shown.away.text() == "Close":
            shown.away.click()
            return True
        if not told and shown.main.isVisible() and shown.main.isEnabled():
            told.append(shown.heading.text())
            shown.main.click()
        return False

    timer = in_dialog(act)
    ask()
    timer.stop()
    return told[0]


def front(parts: Parts) -> str:
    return parts.desk.current.path.name if parts.desk.current is not None else ""


def test_the_page_follows_the_journal(qtbot: QtBot, parts: Parts, journal: Path, page: ProblemsPage) -> None:
    (journal / "window.png").write_bytes(b"\x89PNG")
    week = journal / "week-22.md"
    week.write_bytes(week.read_bytes().replace(b":00\n", b":00+0800\n", 1))
    parts.librarian.look()
    qtbot.waitUntil(lambda: problems(page) == [("link", "week-19.md", 13), ("week", "week-22.md", 1)], timeout=LONG)


def test_a_mend_shows_its_lines_writes_them_and_can_be_taken_back(
    qtbot: QtBot, parts: Parts, journal: Path, page: ProblemsPage
) -> None:
    before = (journal / "week-19.md").read_bytes()
    choose(page, "link")
    assert confirmed(page._mend.click) == "Mend problems"
    assert (journal / "week-19.md").read_bytes() == before.replace(b"old/week-18.md", b"week-18.md")
    qtbot.waitUntil(lambda: "link" not in [kind for kind, _, _ in problems(page)], timeout=LONG)
    qtbot.waitUntil(parts.actions["undo_run"].isEnabled, timeout=LONG)
    assert undo(parts)
    assert (journal / "week-19.md").read_bytes() == before
