"""What is chosen for one journal is kept outside it, by its folder, and an odd entry is passed over."""

import json
from pathlib import Path

from journal_app import paths, settings
from journal_app.app.preferences import Preferences
from journal_app.settings import JournalChoices, Memory, Settings


def test_what_is_chosen_for_a_journal_is_kept_for_it_alone_and_outside_it(tmp_path: Path) -> None:
    journal = tmp_path / "日记"
    journal.mkdir()
    chosen = JournalChoices(dialect="gfm", language="zh-TW", join_han=True, style="note", style_sheet="css/own.css")
    settings.store_journal(journal, chosen)
    assert settings.load_journal(journal) == chosen
    assert settings.load_journal(tmp_path) == JournalChoices()
    assert not list(journal.iterdir())


def test_an_odd_entry_is_passed_over_and_the_rest_holds(tmp_path: Path) -> None:
    settings.store_journal(tmp_path, JournalChoices(join_han=True))
    (file,) = (paths.config_dir() / "journals").iterdir()
    odd = {**json.loads(file.read_text()), "dialect": "troff", "language": 7, "more": [1]}
    file.write_text(json.dumps(odd))
    assert settings.load_journal(tmp_path) == JournalChoices(join_han=True)
    file.write_text("{")
    assert settings.load_journal(tmp_path) == JournalChoices()


def test_an_older_word_on_lists_of_categories_still_counts(tmp_path: Path) -> None:
    settings.store_journal(tmp_path, JournalChoices())
    (stored,) = (paths.config_dir() / "journals").iterdir()
    stored.write_text('{"nested_categories": true}')
    assert settings.load_journal(tmp_path) == JournalChoices(category_lists="path")
    settings.store_journal(tmp_path, JournalChoices(), frozenset({"category_lists"}))
    assert settings.load_journal(tmp_path) == JournalChoices()


def test_a_recent_journal_that_was_taken_out_stays_out_and_another_windows_stays_in(qapp: object) -> None:
    preferences = Preferences(Settings(), Memory(("/a", "/gone")))
    settings.store_memory(Memory(("/a", "/gone", "/other")))
    preferences.remember(Memory(("/a",)))
    preferences.close()
    assert settings.load_memory().recent == ("/a", "/other")
