"""Notices above the post: each with its own post, and low."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.post.errors import NotAPost, SaveFailed
from journal_app.post.splice import Splice
from journal_app.session.facts import SaveFailure
from journal_app.ui.dialogs import pickers
from journal_app.ui.window.banner import NoticeChoice

pytestmark = pytest.mark.webengine


def open_post(qtbot: QtBot, parts: Parts, path: Path) -> None:
    parts.commands.open_post(path)
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == path)


def texts(parts: Parts) -> list[str]:
    return [notice.text for notice in parts.window.banner.notices.values()]


def test_a_notice_goes_with_its_post_and_comes_back_with_it(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    first, second = journal / "week-19.md", journal / "week-18.md"
    open_post(qtbot, parts, first)
    failure = SaveFailure(first, SaveFailed(first, "the disk is full"))
    parts.notices.on_save_failed(failure)
    parts.notices.tell(NotAPost(first, "it is a folder"))
    parts.notices.say("library", "The library is in trouble.")
    assert len(texts(parts)) == 3
    open_post(qtbot, parts, second)
    assert texts(parts) == ["The library is in trouble."]
    parts.notices.reword()
    assert texts(parts) == ["The library is in trouble."]
    open_post(qtbot, parts, first)
    assert [text[:24] for text in texts(parts)] == ["The library is in troubl", "week-19.md was not saved"]
    open_post(qtbot, parts, second)
    parts.notices.on_save_failed(failure)  # again, as from "Save all": not to be missed
    assert len(texts(parts)) == 2


def test_a_short_notice_is_one_line_high(qtbot: QtBot, parts: Parts) -> None:
    parts.window.resize(1280, 800)
    parts.notices.say("exported", "Exported to a.html.", {"open": ("Open", lambda: None)})
    parts.notices.say("short", "One short sentence.")
    strips = parts.window.banner._strips.values()
    qtbot.waitUntil(lambda: all(0 < strip.height() <= 40 for strip in strips))
    assert all(strip._close.geometry().right() >= strip.width() - 16 for strip in strips)


def test_a_conflict_of_a_post_that_is_not_in_front_is_told_at_once_with_the_way_there(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    first, second, third = (journal / f"week-{number}.md" for number in (20, 19, 18))
    for path in (first, second, third):
        open_post(qtbot, parts, path)
        if path != third:
            parts.desk.edit_body(path, Splice(0, 0, "mine "))
    first.write_bytes(first.read_bytes() + b" theirs")
    parts.librarian.look()
    banner = parts.window.banner
    qtbot.waitUntil(lambda: "conflict elsewhere" in banner.notices, timeout=10_000)
    assert list(banner.notices) == ["conflict elsewhere"]
    assert "Week20" in banner.notices["conflict elsewhere"].text
    second.unlink()
    parts.librarian.look()
    qtbot.waitUntil(lambda: "2 unsaved posts" in banner.notices["conflict elsewhere"].text, timeout=10_000)
    parts.notices.reword()
    assert list(banner.notices) == ["conflict elsewhere"]
    banner._choose(NoticeChoice("conflict elsewhere", "go"))
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == first)
    assert f"conflict {first}" in banner.notices
    assert "Week19" in banner.notices["conflict elsewhere"].text, "the other one is told of"
    banner._choose(NoticeChoice("conflict elsewhere", ""))
    parts.conflicts.take_theirs(first)
    qtbot.waitUntil(lambda: not parts.desk.in_conflict(first))
    assert not banner.notices, "what was put away stays away"
    open_post(qtbot, parts, second)
    assert list(banner.notices) == [f"conflict {second}"]
    open_post(qtbot, parts, third)
    assert list(banner.notices) == ["conflict elsewhere"], "left undecided, it is told of again"


def test_the_copy_of_a_bundle_is_offered_under_the_bundles_name(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def pick(_: object, suggested: Path) -> None:
        offered.append(suggested.name)

    monkeypatch.setattr(pickers, "pick_copy", pick)
    for path in (journal / "week-21" / "index.md", journal / "week-20.md"):
        parts.notices.on_save_failed(SaveFailure(path, SaveFailed(path, "the disk can only be read", "read_only_disk")))
        parts.window.banner._choose(NoticeChoice(f"save {path}", "copy"))
    assert offered == ["week-21.md", "week-20.md"]
