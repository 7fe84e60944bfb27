"""What is typed outlives the program wherever it was typed; saving by itself and leaving do what was chosen."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app import paths, settings
from journal_app.app.build import Parts
from journal_app.app.safety import autosave, keeping
from journal_app.files import FileOps
from journal_app.library.history import History
from journal_app.post.post import Post
from journal_app.session import recovery
from journal_app.session.post_log import Recovered, read_log
from journal_app.settings import Settings
from journal_app.ui.dialogs.unsaved import UnsavedDialog
from journal_app.ui.metadata.edits import FieldEdited
from tests.app.test_notices import open_post

pytestmark = pytest.mark.webengine
Start = Callable[[Path | None], Parts]


def front(parts: Parts) -> Post:
    post = parts.desk.current
    assert post is not None
    return post


def store() -> Path:
    return paths.state_dir() / "recovery"


def kept(parts: Parts, path: Path) -> Post | None:
    """What the recovery store holds of this post right now."""
    log = parts.recovery._logs.get(path)
    if log is None or log.path is None or not log.path.exists():
        return None
    read = read_log(log.path)
    return read.post if isinstance(read, Recovered) else None


def has_tag(parts: Parts, path: Path, tag: str) -> bool:
    post = kept(parts, path)
    return post is not None and tag in str(post.fields["tags"])


def answering(monkeypatch: pytest.MonkeyPatch, choice: str) -> list[list[str]]:
    """Let the question before leaving be answered so; which titles it asked about."""
    asked: list[list[str]] = []

    def run(dialog: UnsavedDialog) -> int:
        from PySide6.QtWidgets import QListWidget

        listed = dialog.findChild(QListWidget)
        assert listed is not None
        asked.append([listed.item(row).text() for row in range(listed.count())])
        dialog.choice = choice  # type: ignore[assignment]
        return 1

    monkeypatch.setattr(UnsavedDialog, "exec", run)
    return asked


# Half typed


def test_a_tag_without_its_enter_is_kept_within_a_second(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    tags = parts.form.made.pane.common.row("tags").field
    tags.open_entry()
    qtbot.keyClicks(tags.line(), "half")

    def is_kept() -> bool:
        post = kept(parts, path)
        return post is not None and post.fields["tags"] == ["科研", "half"]

    qtbot.waitUntil(is_kept, timeout=20_000)
    assert front(parts).fields["tags"] == ["科研"] and not parts.desk.unsaved, "it is kept, and not made"
    assert keeping._LOOK_MS + max(recovery.FIRST_MS, recovery.EVERY_MS) < 1000, "on a machine that has time for it"
    qtbot.keyClick(tags.line(), Qt.Key.Key_Escape)
    parts.editor.view.setFocus()
    qtbot.waitUntil(lambda: not list(store().glob("*.log")), timeout=20_000)


def test_a_date_without_its_enter_is_kept_also_while_it_is_none(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    line = parts.form.made.pane.common.row("date").field.entry()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2024-1")

    def says(text: str) -> Callable[[], bool]:
        def look() -> bool:
            post = kept(parts, path)
            return post is not None and post.fields["date"] == text

        return look

    qtbot.waitUntil(says("2024-1"), timeout=20_000)
    qtbot.keyClicks(line, "2-01 09:30")
    qtbot.waitUntil(says("2024-12-01 09:30:00+0800"), timeout=20_000)
    assert not parts.desk.unsaved


def test_what_is_half_typed_never_covers_what_was_told_since(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    tags = parts.form.made.pane.common.row("tags").field
    tags.open_entry()
    qtbot.keyClicks(tags.line(), "wor")
    qtbot.waitUntil(lambda: kept(parts, path) is not None)
    qtbot.keyClicks(tags.line(), "ds")
    qtbot.keyClick(tags.line(), Qt.Key.Key_Return)
    qtbot.keyClicks(parts.editor.view, "x")
    parts.recovery.close()
    (found,) = recovery.pending(store(), journal)
    assert found.post == front(parts)
    assert found.post.fields["tags"] == ["科研", "words"]


def test_a_request_to_end_keeps_what_is_half_typed(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    line = parts.form.made.pane.common.row("date").field.entry()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2025")
    parts.commands.end_at_once()
    parts.recovery.close()
    (found,) = recovery.pending(store(), journal)
    assert str(found.post.fields["date"]) == "2025"


@pytest.mark.parametrize("way", ["save", "undo"])
def test_a_tag_without_its_enter_stays_kept_when_the_post_is_as_on_disk(
    qtbot: QtBot, parts: Parts, journal: Path, way: str
) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "x")
    tags = parts.form.made.pane.common.row("tags").field
    tags.open_entry()
    qtbot.keyClicks(tags.line(), "half")
    qtbot.waitUntil(lambda: has_tag(parts, path, "half"), timeout=20_000)
    if way == "save":
        parts.desk.save(path)  # as saving by itself does
    else:
        parts.editor.undo()
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not parts.desk.is_saving, timeout=20_000)
    parts.recovery.close()
    (found,) = recovery.pending(store(), journal)
    assert found.post.fields["tags"] == ["科研", "half"] and found.post.body == front(parts).body


# New posts, renames, deletions


def test_a_post_that_was_never_saved_is_kept_from_its_first_moment(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    parts.commands.new_week()
    path = front(parts).path
    qtbot.waitUntil(lambda: kept(parts, path) == front(parts), timeout=20_000)
    assert not path.exists()


def test_unsaved_text_follows_a_rename(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    qtbot.keyClicks(parts.editor.view, "abc")
    qtbot.waitUntil(lambda: kept(parts, journal / "week-20.md") is not None)
    parts.posts.rename_to(journal / "week-20.md", "twenty")
    qtbot.waitUntil(lambda: kept(parts, journal / "twenty.md") == front(parts), timeout=20_000)
    assert len(list(store().glob("*.log"))) == 1


def test_a_save_takes_the_log_away_and_typing_on_begins_another(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "abc")
    qtbot.waitUntil(lambda: kept(parts, path) is not None)
    parts.commands.save()
    qtbot.keyClicks(parts.editor.view, "typed on")
    qtbot.waitUntil(lambda: kept(parts, path) == front(parts) and not parts.desk.is_saving)
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not list(store().glob("*.log")))


# Leaving


def test_keeping_for_next_time_offers_it_at_the_next_start(
    qtbot: QtBot, parts: Parts, start: Start, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.keyClicks(parts.editor.view, "for tomorrow ")
    unsaved = front(parts)
    asked = answering(monkeypatch, "keep")
    parts.window.close()
    assert not parts.window.isVisible() and asked == [["周记 Week20"]]
    parts.close()
    again = start(journal)
    qtbot.waitUntil(lambda: "recovered" in again.window.banner.notices)
    assert [found.post for found in again.journals._recovered.values()] == [unsaved]


def test_discarding_when_leaving_is_no_loss_for_seven_days(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (journal / "week-20.md").read_bytes()
    qtbot.keyClicks(parts.editor.view, "not wanted ")
    unsaved = front(parts)
    answering(monkeypatch, "discard")
    parts.window.close()
    parts.close()
    assert (journal / "week-20.md").read_bytes() == before
    assert recovery.pending(store(), journal) == []
    (log,) = (store() / "discarded").iterdir()
    read = read_log(log)
    assert isinstance(read, Recovered) and read.post == unsaved


def test_typing_on_while_everything_is_saved_on_the_way_out_is_staying(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.keyClicks(parts.editor.view, "abc")
    answering(monkeypatch, "save")
    parts.window.close()
    qtbot.keyClicks(parts.editor.view, "one more")
    qtbot.waitUntil(lambda: not parts.desk.is_saving)
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved)
    assert parts.window.isVisible()


def test_text_of_another_journal_is_told_and_leads_there(
    qtbot: QtBot, parts: Parts, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("---\ntitle: a\n---\n\nwords\n")
    qtbot.keyClicks(parts.editor.view, "left here ")
    answering(monkeypatch, "keep")
    parts.commands.open_journal(other)
    qtbot.waitUntil(lambda: "recovered elsewhere" in parts.window.banner.notices)
    parts.journals.journal_requested.emit(journal)
    qtbot.waitUntil(lambda: "recovered" in parts.window.banner.notices)
    assert "recovered elsewhere" not in parts.window.banner.notices


@pytest.mark.parametrize("way", ["revert", "theirs"])
def test_text_that_makes_way_for_the_disk_is_no_loss_for_seven_days(
    qtbot: QtBot, parts: Parts, journal: Path, way: str
) -> None:
    path = journal / "week-20.md"
    qtbot.keyClicks(parts.editor.view, "a whole evening ")
    mine = front(parts)
    if way == "revert":
        parts.commands.revert()
    else:
        path.write_bytes(path.read_bytes() + b"theirs")
        qtbot.waitUntil(lambda: parts.desk.in_conflict(path), timeout=20_000)
        parts.conflicts.take_theirs(path)
    qtbot.waitUntil(lambda: not parts.desk.unsaved, timeout=20_000)
    parts.recovery.close()
    (log,) = (store() / "discarded").iterdir()
    read = read_log(log)
    assert isinstance(read, Recovered) and read.post == mine
    assert recovery.pending(store(), journal) == []


def test_a_reload_and_a_new_post_put_nothing_aside(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    path.write_bytes(path.read_bytes() + b"theirs")
    qtbot.waitUntil(lambda: front(parts).body.endswith("theirs"), timeout=20_000)
    parts.commands.new_week()
    new = front(parts)
    parts.commands.revert()
    parts.recovery.close()
    assert not (store() / "discarded").exists()
    assert [found.post for found in recovery.pending(store(), journal)] == [new]


# Saving by itself


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "PAUSE_MS", 200)


def test_a_pause_saves(qtbot: QtBot, impatient: None, parts: Parts, journal: Path) -> None:
    parts.preferences.choose(Settings(autosave="pause"))
    qtbot.keyClicks(parts.editor.view, "then a pause")
    qtbot.waitUntil(lambda: b"then a pause" in (journal / "week-20.md").read_bytes())
    qtbot.waitUntil(lambda: not parts.desk.unsaved)


def test_nothing_is_saved_by_itself_unless_it_was_chosen(qtbot: QtBot, impatient: None, parts: Parts) -> None:
    qtbot.keyClicks(parts.editor.view, "abc")
    parts.autosave.save_all()
    assert not parts.desk.is_saving and parts.desk.unsaved


def test_a_conflict_pauses_saving_by_itself(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    parts.preferences.choose(Settings(autosave="leaving"))
    qtbot.keyClicks(parts.editor.view, "mine ")
    path.write_bytes(path.read_bytes() + b"theirs")
    parts.desk.look_again([path])
    qtbot.waitUntil(lambda: parts.desk.in_conflict(path))
    parts.commands.open_post(journal / "week-18.md")
    qtbot.waitUntil(lambda: front(parts).path == journal / "week-18.md")
    assert not parts.desk.is_saving and path.read_bytes().endswith(b"theirs")
    assert not parts.autosave.covers(parts.desk.unsaved)


def test_a_missing_folder_and_an_undecoded_post_pause_it_too(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    parts.preferences.choose(Settings(autosave="pause"))
    qtbot.keyClicks(parts.editor.view, "abc")
    assert parts.autosave.may_save(path)
    os.rename(journal, journal.with_name("away"))
    assert not parts.autosave.may_save(path)
    os.rename(journal.with_name("away"), journal)
    odd = journal / "odd.md"
    odd.write_bytes(b"---\ntitle: odd\n---\n\n\x81\x8d\x8f\xfe\xff broken \xf0\x28\n")
    parts.commands.open_post(odd)
    qtbot.waitUntil(lambda: front(parts).path == odd)
    assert not parts.autosave.may_save(odd)


def test_a_disk_that_does_not_answer_pauses_it_and_holds_nobody_up(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = journal / "week-20.md"
    parts.preferences.choose(Settings(autosave="pause"))
    qtbot.keyClicks(parts.editor.view, "abc")
    answers, stat = threading.Event(), os.stat

    def hang(name: object, *arguments: object, **named: object) -> os.stat_result:
        if str(name) == str(journal):
            assert answers.wait(60)
        return stat(name, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", hang)
        assert not parts.autosave.may_save(path)
        assert not answers.is_set()
        answers.set()
    assert parts.autosave.may_save(path)


def test_leaving_the_program_asks_nothing_when_leaving_a_post_saves_it(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.preferences.choose(Settings(autosave="leaving"))
    asked = answering(monkeypatch, "cancel")
    qtbot.keyClicks(parts.editor.view, "the last words ")
    parts.window.close()
    qtbot.waitUntil(lambda: not parts.window.isVisible())
    assert not asked and b"the last words" in (journal / "week-20.md").read_bytes()


def test_the_old_switch_for_saving_on_leaving_is_understood() -> None:
    place = paths.config_dir() / "settings.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    for written, meant in (
        ('{"save_on_leaving": true}', "leaving"),
        ('{"save_on_leaving": false}', "off"),
        ('{"save_on_leaving": true, "autosave": "pause"}', "pause"),
        ('{"autosave": "sometimes", "history_days": -3, "history_megabytes": 1}', "off"),
    ):
        place.write_text(written)
        chosen = settings.load()
        assert (chosen.autosave, chosen.history_days, chosen.history_megabytes) == (meant, 30, 200)


def test_what_was_typed_is_kept_before_the_end_waits_for_a_save_that_hangs(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, exchange = threading.Event(), FileOps.exchange

    def wait(ops: FileOps, first: bytes, second: bytes) -> None:
        assert hangs.wait(60)
        exchange(ops, first, second)

    monkeypatch.setattr(FileOps, "exchange", wait)
    qtbot.keyClicks(parts.editor.view, "being saved ")
    parts.commands.save()
    qtbot.keyClicks(parts.editor.view, "and typed on ")
    text, offered = front(parts), []

    def look() -> None:
        end = time.monotonic() + 20
        while not offered and time.monotonic() < end:
            offered.extend(found.post for found in recovery.look(store(), journal).unsaved)
        hangs.set()

    another_start = threading.Thread(target=look)
    another_start.start()
    parts.close()
    another_start.join()
    assert offered == [text]


# History


def test_what_a_save_replaced_comes_back_as_one_edit(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    first = path.read_bytes()
    qtbot.keyClicks(parts.editor.view, "second ")
    parts.edits.edit_field(FieldEdited(path, "title", "another title"))
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not parts.desk.is_saving)
    second = path.read_bytes()
    history = History(paths.state_dir() / "history")
    (version,) = history.versions(path)
    assert history.read(version.digest) == first
    parts.versions.restore(path, version.digest)
    assert front(parts).to_bytes() == first and path.read_bytes() == second, "an edit, not a save"
    parts.commands.undo()
    assert front(parts).to_bytes() == second
    parts.commands.redo()
    parts.commands.save()
    qtbot.waitUntil(lambda: path.read_bytes() == first and not parts.desk.is_saving)
    assert [history.read(version.digest) for version in history.versions(path)] == [second, first]


def test_a_version_is_read_in_the_encoding_the_author_named(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "odd.md"
    first = "---\ntitle: дневник\n---\nСегодня шёл дождь.\n".encode("cp1251") * 3
    path.write_bytes(first)
    open_post(qtbot, parts, path)
    parts.desk.open_as(path, "latin-1")
    qtbot.waitUntil(lambda: front(parts).encoding == "latin-1", timeout=20_000)
    qtbot.keyClicks(parts.editor.view, "x")
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not parts.desk.is_saving, timeout=20_000)
    second = path.read_bytes()
    (version,) = History(paths.state_dir() / "history").versions(path)
    parts.versions.restore(path, version.digest)
    assert front(parts).encoding == "latin-1" and front(parts).to_bytes() == first
    parts.commands.undo()
    assert front(parts).to_bytes() == second and not parts.desk.unsaved


def test_a_version_of_another_encoding_comes_back_in_the_one_of_now(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    path = journal / "week-20.md"
    text = path.read_bytes().decode()
    old = text.replace("第 20 周", "以前的话").encode("gb18030")
    History(paths.state_dir() / "history").keep(path, old)
    (version,) = History(paths.state_dir() / "history").versions(path)
    parts.versions.restore(path, version.digest)
    assert front(parts).to_bytes() == old.decode("gb18030").encode()
    parts.commands.undo()
    assert front(parts).to_bytes() == text.encode() and not parts.desk.unsaved


def test_versions_follow_a_rename_and_a_setting(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    qtbot.keyClicks(parts.editor.view, "abc")
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved and not parts.desk.is_saving)
    parts.commands.open_post(journal / "week-19.md")
    parts.desk.close(journal / "week-20.md")
    parts.posts.rename_to(journal / "week-20.md", "twenty")
    history = History(paths.state_dir() / "history")
    qtbot.waitUntil(lambda: len(history.versions(journal / "twenty.md")) == 1)
    parts.preferences.choose(Settings(history_days=3, history_megabytes=20))
    assert (parts.versions._history.days, parts.versions._history.megabytes) == (3, 20)
