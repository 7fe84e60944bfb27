"""What was chosen and noticed reaches the disk in order, and nobody waits for it but the end."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import paths, settings
from journal_app.app.preferences import Preferences
from journal_app.files.ops import FileOps
from journal_app.post.errors import JournalError
from journal_app.settings import JournalChoices, Memory, Settings


def test_a_slow_disk_holds_nobody_up_and_the_end_waits_for_the_newest(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gate = threading.Event()
    sync = FileOps.fsync
    here = threading.get_ident()
    places: list[bool] = []

    def slowly(ops: FileOps, handle: int) -> None:
        places.append(threading.get_ident() == here)
        assert gate.wait(30)
        sync(ops, handle)

    monkeypatch.setattr(FileOps, "fsync", slowly)
    preferences = Preferences(Settings(), Memory())
    for number in range(20):
        preferences.remember_journal(tmp_path, last_post=f"week-{number}.md")
        preferences.choose(replace(preferences.settings, editor_size=10 + number))
    assert preferences.journal(tmp_path).last_post == "week-19.md", "in force at once"
    assert not (paths.state_dir() / "memory.json").exists()
    gate.set()
    preferences.close()
    assert settings.load_memory().of(tmp_path).last_post == "week-19.md"
    assert settings.load().editor_size == 29
    assert places and places[0] is False


def test_while_the_loop_runs_the_newest_reaches_the_disk_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(Settings(), Memory())
    for number in range(5):
        preferences.remember_journal(tmp_path, last_post=f"week-{number}.md")
    qtbot.waitUntil(lambda: settings.load_memory().of(tmp_path).last_post == "week-4.md", timeout=20_000)
    preferences.close()


def test_settings_that_cannot_be_kept_are_told_and_memory_is_not(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_bytes(b"")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(blocked))
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    preferences = Preferences(Settings(), Memory())
    told: list[JournalError] = []
    preferences.trouble.connect(told.append)
    preferences.remember_journal(tmp_path, last_post="a.md")
    preferences.choose(replace(preferences.settings, theme="dark"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    preferences.close()
    assert len(told) == 1 and "settings.json" in str(told[0])


def test_of_two_windows_neither_forgets_what_the_other_noticed_of_its_journal(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    one, other = Preferences(Settings(), Memory()), Preferences(Settings(), Memory())
    one.remember(one.memory.opened(first))
    one.remember_journal(first, saved=[{"name": "walks"}])
    one.close()
    other.remember(other.memory.opened(second))
    other.remember_journal(second, last_post="a.md")
    other.close()
    found = settings.load_memory()
    assert found.of(first).saved == [{"name": "walks"}] and found.of(second).last_post == "a.md"
    assert found.recent == (str(second), str(first))
    again = Preferences(Settings(), found)
    again.remember_journal(first, saved=[])
    again.close()
    assert settings.load_memory().of(first).saved == []


def test_two_windows_keep_what_each_of_them_chose(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = Preferences(Settings(), Memory()), Preferences(Settings(), Memory())
    one.choose(replace(one.settings, editor_size=21))
    one.choose_journal(tmp_path, replace(one.choices(tmp_path), language="ja"))
    qtbot.waitUntil(lambda: settings.load_journal(tmp_path).language == "ja", timeout=20_000)
    two.choose(replace(two.settings, autosave="pause"))
    qtbot.waitUntil(lambda: settings.load().autosave == "pause", timeout=20_000)
    one.choose(replace(one.settings, history_days=9))
    qtbot.waitUntil(lambda: settings.load().history_days == 9, timeout=20_000)
    two.choose(replace(two.settings, editor_size=33))
    one.choose_journal(tmp_path, replace(one.choices(tmp_path), style="note"))
    two.choose_journal(tmp_path, replace(two.choices(tmp_path), join_han=True))
    one.close()
    two.close()
    assert settings.load() == Settings(editor_size=33, autosave="pause", history_days=9)
    assert settings.load_journal(tmp_path) == JournalChoices(language="ja", style="note", join_han=True)


def test_a_choice_that_could_not_be_written_goes_with_the_next(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_bytes(b"")
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(blocked))
        preferences = Preferences(Settings(), Memory())
        with qtbot.waitSignal(preferences.trouble):
            preferences.choose(replace(preferences.settings, editor_size=21))
        blocked.unlink()
        preferences.choose(replace(preferences.settings, history_days=9))
        preferences.close()
        assert settings.load() == Settings(editor_size=21, history_days=9)
