"""What is kept of sidebar and list comes back: searches with their journal, looks with the next start."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from journal_app import settings
from journal_app.app.build import Parts
from journal_app.library.search.query import Choice, Query, Saved
from journal_app.settings import JournalMemory, Memory
from journal_app.ui.dialogs.delete import DeleteManyDialog
from journal_app.ui.dialogs.name_search import NameSearchDialog
from journal_app.ui.post_list.look import ListLook
from journal_app.ui.sidebar.lines import SidebarLook, lines
from journal_app.ui.window.banner import NoticeChoice

TAG = Choice("tag", "散步")


def answer(name: str) -> None:
    """Give the dialog that opens next this name."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, NameSearchDialog):
            QTimer.singleShot(10, look)
            return
        box = shown.findChild(QLineEdit, "name")
        assert box is not None
        box.setText(name)
        shown.accept()

    QTimer.singleShot(0, look)


@pytest.mark.webengine
def test_a_search_is_kept_renamed_and_replaced_under_a_name(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.browse.on_query_requested(replace(parts.browse.query, choices=(TAG,)))
    answer(" Walks ")
    parts.searches.keep()
    assert parts.sidebar.saved == parts.searches.saved == (Saved("Walks", "", (TAG,)),)
    parts.browse.on_query_requested(replace(parts.browse.query, choices=()))
    answer("All")
    parts.searches.keep()
    answer("Everything")
    parts.searches.rename(Saved("All"))
    assert [search.name for search in parts.sidebar.saved] == ["Walks", "Everything"]
    answer("Walks")
    parts.searches.keep()
    assert parts.searches.saved == (Saved("Walks"), Saved("Everything"))
    parts.sidebar.saved_edited.emit((Saved("Everything"),))
    assert parts.searches.saved == (Saved("Everything"),)
    assert parts.window.banner.notices["search deleted"].text == 'The search "Walks" was deleted.'
    parts.window.banner.choice_made.emit(NoticeChoice("search deleted", "undo"))
    assert parts.searches.saved == parts.sidebar.saved == (Saved("Walks"), Saved("Everything"))
    assert "search deleted" not in parts.window.banner.notices
    parts.sidebar.saved_edited.emit((Saved("Everything"), Saved("Walks")))
    assert "search deleted" not in parts.window.banner.notices


@pytest.mark.webengine
def test_order_groups_and_looks_are_remembered(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.browse.on_query_requested(Query(sort="length", group="week", descending=False))
    memory = parts.preferences.memory.of(journal)
    assert (memory.sort, memory.group, memory.descending) == ("length", "week", False)
    parts.sidebar.look_edited.emit(SidebarLook(cloud=True))
    parts.post_list.look_edited.emit(ListLook(True, {"date": 99}))
    panes = parts.preferences.memory.panes
    assert SidebarLook.of(panes["sidebar"]).cloud
    assert ListLook.of(panes["list"]) == ListLook(True, {"date": 99})


def test_the_memory_of_searches_and_panes_survives_the_disk_and_odd_entries() -> None:
    saved = [{"name": "Walks", "text": "", "choices": []}]
    memory = Memory(journals={"/j": JournalMemory(saved=saved, group="month")}, panes={"list": {"columns": True}})
    settings.store_memory(memory)
    assert settings.load_memory() == memory
    settings.store_memory(Memory(journals={"/j": JournalMemory(saved="x", group=3)}, panes=7))  # type: ignore[arg-type]
    assert settings.load_memory() == Memory(journals={"/j": JournalMemory()})


@pytest.mark.webengine
def test_many_selected_posts_go_to_the_trash_together_and_one_that_stays_is_opened(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    def accept() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, DeleteManyDialog):
            shown.accept()
        else:
            QTimer.singleShot(10, accept)

    qtbot.waitUntil(lambda: len(parts.post_list.rows) == 3 and parts.desk.current is not None)
    parts.post_list.view.select_rows([0, 1])
    going, stays = parts.post_list.selection, parts.post_list.rows[2].path
    assert parts.desk.current is not None and parts.desk.current.path in going
    QTimer.singleShot(0, accept)
    qtbot.keyClick(parts.post_list.view, Qt.Key.Key_Delete)
    assert [path for path in (*going, stays) if path.exists()] == [stays]
    qtbot.waitUntil(lambda: [row.path for row in parts.post_list.rows] == [stays])
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == stays)


@pytest.mark.webengine
def test_series_and_unsaved_titles_stand_in_the_sidebar_a_moment_later(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    def named(kind: str) -> list[tuple[str, int]]:
        return [(item.text, item.count) for item in lines(parts.sidebar._facets, Query()) if item.kind == kind]

    qtbot.waitUntil(lambda: named("series") == [("周记 Week", 3)], timeout=20_000)
    assert parts.desk.current is not None
    parts.desk.set_field(parts.desk.current.path, "tags", ["散步", "夜"], ())
    qtbot.waitUntil(lambda: ("夜", 1) in named("tag"))
    assert parts.sidebar._facets.unsaved == 1
