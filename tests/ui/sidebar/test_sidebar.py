"""The sidebar: counts shown, wishes reported as the next query."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journal_app.library.lists.listing import Facets
from journal_app.library.search.query import Choice, Query, Saved
from journal_app.ui.lists.line_model import LINE
from journal_app.ui.sidebar.lines import SidebarLook, lines
from journal_app.ui.sidebar.model import Item
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.style.theme import DARK, LIGHT

FACETS = Facets(
    all=9,
    drafts=2,
    unsaved=1,
    categories=(("Daily Talk", 5), ("Tech Talk", 4)),
    tags=(("科研", 3), ("读书", 1)),
    years=(("2025", 4), ("2024", 5)),
    months=(("2025-01", 4), ("2024-11", 3), ("2024-05", 2)),
    series=(("Week", 4),),
)
TREE = Facets(all=9, categories=(("Life", 6), ("Life/Daily", 3), ("Life/Trips", 2), ("Work", 3), ("Life/Trips/Sea", 1)))
MANY = Facets(all=40, tags=tuple((f"tag {number}", 40 - number) for number in range(40)))
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SCIENCE = Choice("tag", "科研")


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(196, 1200)
    made.show_facets(FACETS, Query())
    made.show()
    return made


def shown(sidebar: Sidebar) -> list[Item]:
    model = sidebar.view.model()
    return [model.index(number, 0).data(LINE) for number in range(model.rowCount())]


def names(found: list[Item] | tuple[Item, ...], kind: str) -> list[str]:
    return [item.name for item in found if item.kind == kind]


def row(sidebar: Sidebar, name: str) -> int:
    for number, item in enumerate(shown(sidebar)):
        if item.kind not in ("heading", "filter") and item.name == name:
            return number
    raise AssertionError(name)


def click(
    qtbot: QtBot,
    sidebar: Sidebar,
    name: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    left: int = 60,
) -> None:
    place = sidebar.view.visualRect(sidebar.view.model().index(row(sidebar, name), 0))
    at = QPoint(place.left() + left, place.center().y())
    qtbot.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def test_a_click_on_a_category_asks_for_it_and_a_second_click_clears_it(qtbot: QtBot, sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.query_requested)
    click(qtbot, sidebar, "Daily Talk")
    assert spy.at(0)[0] == Query(choices=(Choice("category", "Daily Talk"),))
    sidebar.show_facets(FACETS, spy.at(0)[0])
    click(qtbot, sidebar, "Daily Talk")
    assert spy.at(1)[0] == Query()


def test_keys_beside_a_click_say_and_or_and_not_and_keep_the_search_and_order(qtbot: QtBot, sidebar: Sidebar) -> None:
    query = Query(text="雨", sort="title", descending=False, choices=(SCIENCE,))
    sidebar.show_facets(FACETS, query)
    spy = QSignalSpy(sidebar.query_requested)
    for modifier in (CTRL, SHIFT, ALT):
        click(qtbot, sidebar, "读书", modifier)
    hows = [spy.at(number)[0].choices for number in range(3)]
    assert hows == [(SCIENCE, Choice("tag", "读书", how)) for how in ("and", "or", "not")]  # type: ignore[arg-type]
    assert spy.at(0)[0].text == "雨" and spy.at(0)[0].sort == "title"


def test_all_posts_clears_what_the_sidebar_chose_but_not_the_search(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_facets(FACETS, Query(text="雨", choices=(SCIENCE, Choice("date", "2024"))))
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "all")
    assert wish.args == [Query(text="雨")]


def test_problems_are_a_page_and_with_ctrl_a_choice(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.problems_requested):
        click(qtbot, sidebar, "broken")
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "broken", CTRL)
    assert wish.args == [Query(choices=(Choice("section", "broken"),))]
    sidebar.show_problems(True, 7)
    assert [(item.name, item.count) for item in shown(sidebar) if item.kind == "section" and item.chosen] == [
        ("broken", 7)
    ]


def test_a_chosen_name_without_posts_stays_in_sight_and_is_marked_by_how_it_is_chosen() -> None:
    facets = Facets(tags=(("a", 2), ("gone", 0)), years=(("1999", 0),))
    query = Query(choices=(Choice("tag", "gone", "not"), Choice("date", "1999", "or")))
    found = lines(facets, query)
    assert [(item.name, item.how) for item in found if item.chosen] == [("gone", "not"), ("1999", "or")]


def test_the_keyboard_chooses_and_skips_the_headings(qtbot: QtBot, sidebar: Sidebar) -> None:
    view = sidebar.view
    view.setCurrentIndex(view.model().index(row(sidebar, "broken"), 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data(LINE).name == "Daily Talk"
    spy = QSignalSpy(sidebar.query_requested)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Return, ALT)
    assert [spy.at(n)[0].choices for n in range(2)] == [
        (Choice("category", "Daily Talk"),),
        (Choice("category", "Daily Talk", "not"),),
    ]


def test_new_counts_keep_the_scroll_and_the_line_with_the_focus(qtbot: QtBot, sidebar: Sidebar) -> None:
    many = tuple((f"tag {number}", number + 1) for number in range(12))
    sidebar.resize(196, 200)
    sidebar.show_facets(Facets(all=1, tags=many), Query())
    sidebar.view.setCurrentIndex(sidebar.view.model().index(row(sidebar, "tag 5"), 0))
    bar = sidebar.view.verticalScrollBar()
    bar.setValue(60)
    sidebar.show_facets(Facets(all=2, tags=many[:-1]), Query())
    assert bar.value() == 60
    assert sidebar.view.currentIndex().data(LINE).name == "tag 5"


def test_many_tags_fold_away_but_never_the_chosen_one(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_facets(MANY, Query(choices=(Choice("tag", "tag 39"),)))
    assert names(shown(sidebar), "tag") == [*(f"tag {number}" for number in range(12)), "tag 39"]
    spy = QSignalSpy(sidebar.query_requested)
    with qtbot.waitSignal(sidebar.look_edited) as told:
        click(qtbot, sidebar, "tag")
    assert len(names(shown(sidebar), "tag")) == 40
    assert spy.count() == 0
    assert SidebarLook.of(told.args[0].plain()) == told.args[0] == sidebar.look


def test_a_box_narrows_the_tags_by_a_part_of_their_name(qtbot: QtBot, sidebar: Sidebar) -> None:
    box = sidebar.view.box  # type: ignore[attr-defined]
    assert box.isHidden()
    sidebar.show_facets(MANY, Query())
    assert not box.isHidden()
    box.setText("ＴＡＧ 3")
    assert names(shown(sidebar), "tag") == ["tag 3", *(f"tag {number}" for number in range(30, 40))]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert sidebar.view.currentIndex().data(LINE).name == "tag 3"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(names(shown(sidebar), "tag")) == 12
    sidebar.show_facets(FACETS, Query())
    assert box.isHidden()


def test_tags_stand_by_number_or_by_name_in_a_list_or_a_cloud(qtbot: QtBot, sidebar: Sidebar) -> None:
    facets = Facets(all=9, tags=(("b", 9), ("a 10", 3), ("a 9", 2)))
    assert names(lines(facets, Query()), "tag") == ["b", "a 10", "a 9"]
    assert names(lines(facets, Query(), SidebarLook(by_name=True)), "tag") == ["a 9", "a 10", "b"]
    sidebar.set_look(SidebarLook(cloud=True))
    sidebar.show_facets(facets, Query())
    places = [
        sidebar.view.visualRect(sidebar.view.model().index(row(sidebar, name), 0)) for name in ("b", "a 10", "a 9")
    ]
    assert len({place.top() for place in places}) == 1
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "a 9", left=20)
    assert wish.args == [Query(choices=(Choice("tag", "a 9"),))]
    assert not sidebar.grab().isNull()


def test_categories_are_a_tree_that_opens_and_shows_what_is_chosen_in_it(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_facets(TREE, Query())
    assert names(shown(sidebar), "category") == ["Life", "Work"]
    spy = QSignalSpy(sidebar.query_requested)
    click(qtbot, sidebar, "Life", left=14)
    assert names(shown(sidebar), "category") == ["Life", "Life/Daily", "Life/Trips", "Work"]
    view = sidebar.view
    view.setCurrentIndex(view.model().index(row(sidebar, "Life/Trips"), 0))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert "Life/Trips/Sea" in names(shown(sidebar), "category")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert "Life/Trips/Sea" not in names(shown(sidebar), "category")
    assert spy.count() == 0
    found = lines(TREE, Query(choices=(Choice("category", "Life/Trips/Sea"),)))
    assert [(item.text, item.depth) for item in found if item.kind == "category"] == [
        ("Life", 0),
        ("Daily", 1),
        ("Trips", 1),
        ("Sea", 2),
        ("Work", 0),
    ]


def test_a_year_opens_into_its_months(qtbot: QtBot, sidebar: Sidebar) -> None:
    assert names(shown(sidebar), "date") == ["2025", "2024"]
    click(qtbot, sidebar, "2024", left=14)
    assert [item.text for item in shown(sidebar) if item.kind == "date"] == ["2025", "2024", "November", "May"]
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "2024-05")
    assert wish.args == [Query(choices=(Choice("date", "2024-05"),))]


SAVED = (Saved("Rain", "雨", (SCIENCE,)), Saved("Drafts of 2024", "", (Choice("section", "drafts"),)))


def test_a_saved_search_asks_for_what_it_holds_in_the_order_of_now(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_saved(SAVED)
    sidebar.show_facets(FACETS, Query(sort="title"))
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "Rain")
    assert wish.args == [Query(text="雨", choices=(SCIENCE,), sort="title")]
    sidebar.show_facets(FACETS, wish.args[0])
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        click(qtbot, sidebar, "Rain")
    assert wish.args == [Query(sort="title")]


def test_saved_searches_move_go_and_get_another_name_by_the_keyboard(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_saved(SAVED)
    view = sidebar.view
    view.setCurrentIndex(view.model().index(row(sidebar, "Rain"), 0))
    with qtbot.waitSignal(sidebar.saved_edited) as told:
        qtbot.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert told.args == [SAVED[::-1]]
    with qtbot.waitSignal(sidebar.rename_requested) as told:
        qtbot.keyClick(view, Qt.Key.Key_F2)
    assert told.args == [SAVED[0]]
    with qtbot.waitSignal(sidebar.saved_edited) as told:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert told.args == [SAVED[1:]]
    assert sidebar.saved == SAVED[1:]


def test_f2_asks_for_another_name_of_a_branch_a_category_and_a_tag(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_facets(TREE, Query(choices=(Choice("category", "Life/Daily"),)))
    view = sidebar.view
    view.setCurrentIndex(view.model().index(row(sidebar, "Life/Daily"), 0))
    with qtbot.waitSignal(sidebar.branch_requested) as told:
        qtbot.keyClick(view, Qt.Key.Key_F2)
    assert told.args == ["Life/Daily"]
    sidebar.show_facets(FACETS, Query())
    for name, wanted in (("Daily Talk", ["categories", "Daily Talk"]), ("科研", ["tags", "科研"])):
        view.setCurrentIndex(view.model().index(row(sidebar, name), 0))
        with qtbot.waitSignal(sidebar.words_requested) as told:
            qtbot.keyClick(view, Qt.Key.Key_F2)
        assert told.args == wanted


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_of_a_tag_says_how_it_is_joined_and_how_tags_stand(qtbot: QtBot, sidebar: Sidebar) -> None:
    view = sidebar.view
    item = shown(sidebar)[row(sidebar, "科研")]
    view.menu_requested.emit(item, view.mapToGlobal(QPoint(5, 5)))  # type: ignore[attr-defined]
    menu = next(child for child in sidebar.findChildren(QMenu) if child.isVisible())
    entries = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(sidebar.query_requested) as wish:
        entries["But not"].trigger()
    assert wish.args == [Query(choices=(Choice("tag", "科研", "not"),))]
    with qtbot.waitSignal(sidebar.look_edited) as told:
        entries["As a cloud"].trigger()
    assert told.args[0].cloud
    menu.close()
    QApplication.sendPostedEvents()


def test_each_line_tells_its_text_its_count_and_its_state_to_a_screen_reader(sidebar: Sidebar) -> None:
    sidebar.show_facets(FACETS, Query(choices=(Choice("category", "Daily Talk"), Choice("tag", "科研", "not"))))

    def told(name: str) -> str:
        return str(sidebar.view.model().index(row(sidebar, name), 0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert told("Daily Talk") == "Daily Talk, posts: 5, chosen"
    assert told("科研") == "科研, posts: 3, left out"
    assert told("2024") == "2024, posts: 5, closed"
    assert sidebar.view.accessibleName()


def test_lines_of_every_kind_can_be_painted_in_both_modes(sidebar: Sidebar) -> None:
    facets = Facets(all=10**6, categories=TREE.categories, tags=(*MANY.tags, ("t" * 300, 1)), years=FACETS.years)
    query = Query(choices=(Choice("tag", "t" * 300, "not"), Choice("category", "Life/Daily", "or")))
    sidebar.show_saved((Saved("s" * 200),))
    for width in (140, 320):
        sidebar.resize(width, 900)
        sidebar.show_facets(facets, query)
        for tokens in (LIGHT, DARK):
            sidebar.set_tokens(tokens)
            assert not sidebar.grab().isNull()
