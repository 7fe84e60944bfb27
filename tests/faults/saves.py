"""What the tests of saving share: a post's two contents, and short ways to save it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal_app import files
from journal_app.files import FileOps
from journal_app.post.errors import SaveFailed

OLD = "---\ntitle: 旧的一周\n---\n\n早上下雨。\n".encode() * 30
NEW = "---\ntitle: 新的一周\n---\n\n多写了一行。\n".encode() * 31
THEIRS = b"a stranger's words\n"
Kept = list[bytes]


def old_post(folder: Path) -> Path:
    """A post on disk, in a journal of its own."""
    path = folder / "journal" / "week-19.md"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def base_of(path: Path) -> files.Stamp:
    return files.read(path)[1]


def beside(path: Path) -> set[str]:
    """The other names in its folder."""
    return set(os.listdir(path.parent)) - {path.name}


def failed(path: Path, ops: FileOps = files.REAL, raw: bytes = NEW, **named: Any) -> SaveFailed:
    """The failure of a save that must not succeed."""
    with pytest.raises(SaveFailed) as told:
        files.save(path, raw, base_of(path), ops=ops, **named)
    return told.value


def known(*contents: bytes) -> Callable[[str], bool]:
    return {files.digest(raw) for raw in contents}.__contains__
