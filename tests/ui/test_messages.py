"""Every error of the tree has words for the author."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.post import errors
from journal_app.ui.messages import sentence

SAMPLES: list[tuple[errors.JournalError, str]] = [
    (errors.NotAPost(Path("/j/a.md"), "it is binary"), "a.md cannot be read as a post: it is binary."),
    (errors.BrokenHead(3, "a tab"), "The head does not parse in line 3: a tab."),
    (errors.BrokenHead(0, "a tab"), "The head does not parse: a tab."),
    (errors.EditRefused("tags", "an alias"), "tags was not changed: an alias."),
    (
        errors.ChangedOnDisk(Path("/j/week-20/index.md")),
        "week-20 was changed by another program since it was opened. Nothing was written.",
    ),
    (errors.SaveFailed(Path("/j/a.md"), "disk full"), "a.md was not saved: disk full. The file is as it was."),
    (
        errors.SaveFailed(Path("/j/a.md"), "disk full", became="new"),
        "a.md was not saved: disk full. The file holds the new text, but a power cut may undo that.",
    ),
    (
        errors.SaveFailed(Path("/j/a.md"), "disk full", became="torn"),
        "a.md was not saved: disk full. The file was cut short half-way; its old text is kept in the history.",
    ),
    (errors.ExportFailed(Path("/j/a.html"), "disk full"), "a.html was not exported: disk full."),
]


@pytest.mark.parametrize(("error", "words"), SAMPLES)
def test_an_error_is_worded_for_the_author(qtbot: QtBot, error: errors.JournalError, words: str) -> None:
    assert sentence(error) == words


def test_no_class_of_error_is_left_out() -> None:
    assert {type(error) for error, _ in SAMPLES} == set(errors.JournalError.__subclasses__())
