"""A folder on a share that does not answer keeps nobody waiting."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.session.presence import Presence, is_folder


@pytest.fixture
def dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder about which the disk answers when the test is over."""
    share = tmp_path / "share"
    answers, real = threading.Event(), os.path.isdir

    def isdir(path: Path) -> bool:
        return (answers.wait(60) and False) if Path(path).is_relative_to(share) else real(path)

    monkeypatch.setattr(os.path, "isdir", isdir)
    yield share
    answers.set()


def test_what_does_not_answer_is_told_from_what_is_missing(tmp_path: Path, dead: Path) -> None:
    assert is_folder(tmp_path) is True and is_folder(tmp_path / "nothing") is False
    begun = time.monotonic()
    assert is_folder(dead, patience=0.1) is None
    assert time.monotonic() - begun < 20


def test_what_does_not_answer_is_not_missing_and_keeps_no_other_answer_back(
    qtbot: QtBot, tmp_path: Path, dead: Path
) -> None:
    folders = Presence()
    gone = tmp_path / "gone"
    for _ in range(3):
        folders.ask([dead, gone, tmp_path])
    qtbot.waitUntil(lambda: folders.is_missing(gone), timeout=20_000)
    assert not folders.is_missing(dead) and not folders.is_missing(tmp_path)
    assert sum(thread.name == "presence" for thread in threading.enumerate()) <= 2
    gone.mkdir()
    with qtbot.waitSignal(folders.changed, timeout=20_000):
        folders.ask([gone])
    assert not folders.is_missing(gone)
