"""The sidebar: counts shown, wishes reported as the next query."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from journal_app.library.query import Facets, Query
from journal_app.ui.sidebar import Sidebar
from journal_app.ui.sidebar_model import ITEM, Item, items, toggled

FACETS = Facets(
    all=9,
    drafts=2,
    unsaved=1,
    categories=(("Daily Talk", 5), ("Tech Talk", 4)),
    tags=(("科研", 3), ("读书", 1)),
    years=(("2025", 4), ("2024", 5)),
)


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(196, 700)
    made.show_facets(FACETS, Query())
    return made


def row(sidebar: Sidebar, name: str) -> int:
    model = sidebar.view.model()
    for number in range(model.rowCount()):
        item = model.index(number, 0).data(ITEM)
        if item.kind != "heading" and item.name == name:
            return number
    raise AssertionError(name)


def click(qtbot: QtBot, sidebar: Sidebar, name: str) -> None:
    place = sidebar.view.visualRect(sidebar.view.model().index(row(sidebar, name), 0)).center()
    qtbot.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_category_asks_for_it_and_a_second_click_clears_it(qtbot: QtBot, sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.query_requested)
    click(qtbot, sidebar, "Daily Talk")
    assert spy.at(0)[0] == Query(category="Daily Talk")
    sidebar.show_facets(FACETS, spy.at(0)[0])
    click(qtbot, sidebar, "Daily Talk")
    assert spy.at(1)[0] == Query()


def test_several_tags_add_up_and_keep_the_search_and_order(qtbot: QtBot, sidebar: Sidebar) -> None:
    query = Query(text="雨", sort="title", descending=False)
    sidebar.show_facets(FACETS, query)
    spy = QSignalSpy(sidebar.query_requested)
    click(qtbot, sidebar, "科研")
    sidebar.show_facets(FACETS, spy.at(0)[0])
    click(qtbot, sidebar, "读书")
    assert spy.at(1)[0] == Query(text="雨", sort="title", descending=False, tags=("科研", "读书"))
    sidebar.show_facets(FACETS, spy.at(1)[0])
    click(qtbot, sidebar, "科研")
    assert spy.at(2)[0].tags == ("读书",)


def test_all_posts_clears_what_the_sidebar_chose_but_not_the_search(sidebar: Sidebar) -> None:
    query = Query(text="雨", section="drafts", category="Daily Talk", tags=("科研",), year="2024")
    everything = Item("section", "all", "All posts")
    assert toggled(query, everything) == Query(text="雨")


def test_a_chosen_name_without_posts_stays_in_sight() -> None:
    lines = items(Facets(tags=(("a", 1),)), Query(tags=("gone",), year="1999"))
    assert [(line.name, line.count) for line in lines if line.chosen and line.kind != "section"] == [
        ("gone", 0),
        ("1999", 0),
    ]


def test_the_keyboard_chooses_and_skips_the_headings(qtbot: QtBot, sidebar: Sidebar) -> None:
    view = sidebar.view
    view.setCurrentIndex(view.model().index(row(sidebar, "broken"), 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data(ITEM).name == "Daily Talk"
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert wish.args == [Query(category="Daily Talk")]


def test_new_counts_keep_the_scroll_and_the_line_with_the_focus(qtbot: QtBot, sidebar: Sidebar) -> None:
    many = tuple((f"tag {number}", number + 1) for number in range(12))
    sidebar.resize(196, 200)
    sidebar.show()
    sidebar.show_facets(Facets(all=1, tags=many), Query())
    sidebar.view.setCurrentIndex(sidebar.view.model().index(row(sidebar, "tag 5"), 0))
    bar = sidebar.view.verticalScrollBar()
    bar.setValue(60)
    sidebar.show_facets(Facets(all=2, tags=many[:-1]), Query())
    assert bar.value() == 60
    assert sidebar.view.currentIndex().data(ITEM).name == "tag 5"


def test_many_tags_fold_away_but_never_the_chosen_one(qtbot: QtBot, sidebar: Sidebar) -> None:
    many = tuple((f"tag {number}", 1) for number in range(40))
    sidebar.resize(196, 2000)
    sidebar.show_facets(Facets(all=1, tags=many), Query(tags=("tag 39",)))
    shown = [item.name for item in sidebar.view.model().items if item.kind == "tag"]
    assert shown == [*(f"tag {number}" for number in range(12)), "tag 39"]
    spy = QSignalSpy(sidebar.query_requested)
    click(qtbot, sidebar, "tag")
    assert len([item for item in sidebar.view.model().items if item.kind == "tag"]) == 40
    assert spy.count() == 0


def test_each_line_tells_its_text_and_count_to_a_screen_reader(sidebar: Sidebar) -> None:
    sidebar.show_facets(FACETS, Query(category="Daily Talk"))
    text = sidebar.view.model().index(row(sidebar, "Daily Talk"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Daily Talk, posts: 5, chosen"
    assert sidebar.view.accessibleName()
