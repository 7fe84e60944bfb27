"""The page of problems by itself: its lines, its filter, its keys, what it offers and what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app.library.problems.problems import Mend, Problem
from journal_app.ui.problems.model import MOST, Heading, More
from journal_app.ui.problems.page import ProblemsPage

ZONE = Problem(Path("/j/a.md"), 3, "zone", "Its date has no zone: x.", Mend("date", "x", "x+0800"))
ZONES = tuple(Problem(Path(f"/j/{n}.md"), 3, "zone", ZONE.sentence, ZONE.mend) for n in "abc")
LINK = Problem(Path("/j/b.md"), 9, "link", "The link to c.md leads nowhere.")


@pytest.fixture
def page(qtbot: QtBot) -> ProblemsPage:
    page = ProblemsPage(lambda path: f"Post {path.stem}")
    qtbot.addWidget(page)
    page.show()
    return page


def test_problems_stand_below_the_heading_of_their_kind(page: ProblemsPage) -> None:
    page.show_problems((*ZONES, LINK))
    assert page.lines == [Heading("zone", 3, 3), *ZONES, Heading("link", 1, 0), LINK]
    spoken = page.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Post a, line 3, Its date has no zone: x., can be mended"


def test_the_filter_looks_at_titles_sentences_and_kinds(page: ProblemsPage) -> None:
    page.show_problems((*ZONES, LINK))
    for text, count in (("/j/a.md", 2), ("NOWHERE", 2), ("zone b", 2), ("without a zone", 4), ("nothing", 0)):
        page.filter.setText(text)
        assert len(page.lines) == count, text


def test_what_is_current_stays_so_when_problems_come_and_go(page: ProblemsPage) -> None:
    page.show_problems((*ZONES, LINK))
    page.view.setCurrentIndex(page.view.model().index(5, 0))
    page.show_problems((ZONES[0], LINK))
    assert page.lines[page.view.currentIndex().row()] == LINK


def test_mends_are_offered_alone_and_for_a_kind(qtbot: QtBot, page: ProblemsPage) -> None:
    wanted: list[object] = []
    page.mend_requested.connect(wanted.append)
    page.show_problems((*ZONES, LINK))
    page.view.setCurrentIndex(page.view.model().index(5, 0))
    assert not page._footer.isVisible()
    page.view.setCurrentIndex(page.view.model().index(2, 0))
    qtbot.mouseClick(page._mend, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page._mend_all, Qt.MouseButton.LeftButton)
    assert wanted == [(ZONES[1],), ZONES]


def test_a_heading_with_one_problem_offers_its_mend_also_when_it_is_folded(qtbot: QtBot, page: ProblemsPage) -> None:
    wanted: list[object] = []
    page.mend_requested.connect(wanted.append)
    page.show_problems((ZONES[0], LINK))
    page.view.setCurrentIndex(page.view.model().index(0, 0))
    assert page._mend.isVisible() and not page._mend_all.isVisible()
    qtbot.mouseClick(page._mend, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert len(page.lines) == 3
    qtbot.mouseClick(page._mend, Qt.MouseButton.LeftButton)
    assert wanted == [(ZONES[0],), (ZONES[0],)]
    page.view.setCurrentIndex(page.view.model().index(1, 0))
    assert not page._footer.isVisible()


def test_very_many_of_a_kind_are_shown_in_part_and_mended_in_whole(page: ProblemsPage) -> None:
    wanted: list[tuple[Problem, ...]] = []
    page.mend_requested.connect(wanted.append)
    page.show_problems(tuple(Problem(Path(f"/j/{n}.md"), 3, "zone", "x", ZONE.mend) for n in range(MOST + 5)))
    assert page.lines[-1] == More("zone", 5) and len(page.lines) == MOST + 2
    page.view.setCurrentIndex(page.view.model().index(0, 0))
    page._mend_all.click()
    assert len(wanted[0]) == MOST + 5


def test_keys_open_fold_and_leave(qtbot: QtBot, page: ProblemsPage) -> None:
    opened: list[object] = []
    page.problem_requested.connect(opened.append)
    page.show_problems((*ZONES, LINK))
    page.view.setCurrentIndex(page.view.model().index(1, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    page.view.setCurrentIndex(page.view.model().index(0, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert opened == [ZONES[0]] and page.lines[0] == Heading("zone", 3, 3, folded=True) and len(page.lines) == 3
    with qtbot.waitSignal(page.close_requested):
        qtbot.keyClick(page.filter, Qt.Key.Key_Escape)


def test_the_page_says_how_far_it_is_and_that_there_is_nothing(page: ProblemsPage) -> None:
    assert page._words.text() == "Looking through the posts…"
    page.show_progress(1200, 10_000)
    assert page._words.text() == "Reading 1,200 of 10,000 posts…"
    page.show_problems(())
    assert page._nothing.isVisible() and page._nothing.text().startswith("No problems were found.")
    page.show_problems((LINK,))
    assert page._words.text() == "1 problem"
    page.filter.setText("zzz")
    assert page._nothing.text() == "No problem matches the filter."
