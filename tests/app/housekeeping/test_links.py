"""The panel of links in the real window, and links that follow a post that is renamed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.ui.window.banner import NoticeChoice
from journal_app.ui.window.links_panel import LinksPanel
from tests.app.housekeeping.test_problems import confirmed, front

LONG = 20_000


@pytest.fixture
def journal(journal: Path) -> Path:
    """Three weeks: the second links to the first and to nothing, the third to the second in two ways."""
    write(journal / "week-19.md", "\n见[上一周](week-18.md)和[别处](gone.md)。\n")
    write(journal / "week-20.md", "\n见[上一周](./week-19.md#top)，[[week-19|又一次]]。\n")
    return journal


def write(path: Path, more: str) -> None:
    path.write_bytes(path.read_bytes() + more.encode())


def lines(panel: LinksPanel) -> list[tuple[str, str]]:
    return [(item.text, item.below) for item in panel.items]


@pytest.fixture
def panel(qtbot: QtBot, parts: Parts, journal: Path) -> LinksPanel:
    parts.desk.open(journal / "week-19.md")
    parts.actions["toggle_links"].trigger()
    qtbot.waitUntil(lambda: parts.surveyor.is_whole and len(parts.links.panel.items) == 6, timeout=LONG)
    return parts.links.panel


def test_the_panel_tells_where_a_post_leads_and_what_leads_to_it_while_it_is_written(
    qtbot: QtBot, parts: Parts, panel: LinksPanel
) -> None:
    assert lines(panel) == [
        ("Links in this post", ""),
        ("周记 Week18", "line 12 · week-18.md"),
        ("gone.md", "line 12 · leads nowhere"),
        ("Links to this post", ""),
        ("周记 Week20", "line 12 · ./week-19.md#top"),
        ("周记 Week20", "line 12 · week-19"),
    ]
    assert panel.items[2].dead and panel.isVisible()
    panel.view.clicked.emit(panel.view.model().index(4, 0))
    qtbot.waitUntil(lambda: front(parts) == "week-20.md" and len(panel.items) == 5, timeout=LONG)
    assert "Week19" in panel.items[1].text and panel.items[4].text == "None"
    parts.editor.view.textCursor().insertText("[x](week-18.md) ")
    qtbot.waitUntil(lambda: panel.items[1].text == "周记 Week18", timeout=LONG)
    parts.actions["toggle_links"].trigger()
    assert not panel.isVisible()


def test_links_follow_a_post_that_is_renamed_once_the_author_agrees(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    before = (journal / "week-20.md").read_bytes()
    parts.posts.rename_to(journal / "week-19.md", "nineteen")
    banner = parts.window.banner
    qtbot.waitUntil(lambda: "links" in banner.notices, timeout=LONG)
    assert any(label.text().endswith("the old name of 周记 Week19.") for label in banner.findChildren(QLabel))
    qtbot.waitUntil(lambda: journal / "nineteen.md" in parts.librarian.rows, timeout=LONG)
    assert (journal / "week-20.md").read_bytes() == before
    assert confirmed(lambda: banner.choice_made.emit(NoticeChoice("links", "mend"))) == "Mend problems"
    after = before.replace(b"./week-19.md#top", b"./nineteen.md#top").replace(b"[[week-19|", b"[[nineteen|")
    assert (journal / "week-20.md").read_bytes() == after


def test_a_bundle_takes_its_links_along(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    (journal / "trip").mkdir()
    (journal / "trip/index.md").write_text("---\ntitle: Trip\n---\n[home](../week-18.md)\n")
    write(journal / "week-18.md", "\n[trip](trip/) and [again](trip/index.md)\n")
    parts.librarian.look()
    qtbot.waitUntil(lambda: journal / "trip/index.md" in parts.librarian.rows, timeout=LONG)
    told = []
    parts.surveyor.moved.connect(told.append)
    parts.posts.rename_to(journal / "trip/index.md", "journey")
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert [(link.path.name, link.old, link.new) for link in told[0].links] == [
        ("week-18.md", "trip/", "journey/"),
        ("week-18.md", "trip/index.md", "journey/index.md"),
    ]
