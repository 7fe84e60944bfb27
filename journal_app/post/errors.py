"""What can go wrong, as values. `str(error)` is a plain English sentence; the window words it anew, translated.

JournalError
├── NotAPost        the file cannot be read as a post at all
├── BrokenHead      the head does not parse; `line` is where
├── EditRefused     an edit that cannot be made without touching other bytes
├── ChangedOnDisk   somebody else wrote the file since it was read
├── SaveFailed      the bytes could not be made safe on disk; `kind` says why, `became` what the file holds now
└── ExportFailed    the page could not be made or written
"""

from pathlib import Path
from typing import Literal

Kind = Literal[
    "full", "read_only_file", "read_only_disk", "permission", "folder_missing", "dangling_link", "other"
]
Became = Literal["old", "new", "torn"]


class JournalError(Exception):
    """Base of every error the author is told about."""


class NotAPost(JournalError):
    """The file at `path` cannot be read as a post."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{shown(path)} cannot be read as a post: {reason}.")
        self.path = path
        self.reason = reason


class BrokenHead(JournalError):
    """The head does not parse. `line` counts from 1 in the file; 0 when it is not known."""

    def __init__(self, line: int, reason: str) -> None:
        where = f" in line {line}" if line else ""
        super().__init__(f"The head does not parse{where}: {reason}.")
        self.line = line
        self.reason = reason


class EditRefused(JournalError):
    """The edit of the field `name` would change more than that field, so nothing was changed."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} was not changed: {reason}.")
        self.name = name
        self.reason = reason


class ChangedOnDisk(JournalError):
    """The file at `path` is not the one that was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{shown(path)} was changed by another program since it was opened; nothing was written.")
        self.path = path


class SaveFailed(JournalError):
    """Saving to `path` failed. `needed` is the size in bytes of what was to be written when the disk was full (else 0).

    The kinds "read_only_file" and "dangling_link" are questions: the save goes on when the author agrees to them.
    `became`: "old", the file is as it was (nearly always); "new", it holds the new bytes, but they may not outlast a
    power cut; "torn", writing in place stopped half-way and the old bytes are in the history.
    """

    def __init__(
        self, path: Path, reason: str, kind: Kind = "other", needed: int = 0, became: Became = "old"
    ) -> None:
        super().__init__(f"{shown(path)} was not saved: {reason}. {_BECAME[became]}")
        self.path = path
        self.reason = reason
        self.kind = kind
        self.needed = needed
        self.became = became


_BECAME: dict[Became, str] = {
    "old": "The file is as it was.",
    "new": "The file holds the new text, but a power cut may undo that.",
    "torn": "The file was cut short half-way; its old text is kept in the history.",
}


class ExportFailed(JournalError):
    """No page was written to `path`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{shown(path)} was not exported: {reason}.")
        self.path = path
        self.reason = reason


def shown(path: Path) -> str:
    """The path as text that any terminal can print: undecodable bytes and control characters are escaped."""
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if text.isprintable():
        return text
    kept = "\u200c\u200d\u3000\xa0"  # joiners and wide blanks, which belong to words
    return "".join(
        char if char.isprintable() or char in kept else char.encode("unicode_escape").decode() for char in text
    )
