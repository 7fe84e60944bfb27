"""The whole program in this process, on a small journal of its own, with a real preview and a real render child."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app import settings
from journal_app.app import build, run, wiring
from journal_app.app.build import Parts

HEAD = """---
title: 周记 Week{number}
excerpt: 2024-11-{start:02} ~ 2024-11-{end:02}.\x20
date: 2024-11-{end:02} 23:12:00+0800
categories:
    - 'Daily Talk'
tags:
    - '{tag}'
---

"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Three weeks of a weekly journal."""
    folder = tmp_path / "journal"
    folder.mkdir()
    for number, tag in ((18, "散步"), (19, "科研"), (20, "科研")):
        start = (number - 17) * 7 - 3
        head = HEAD.format(number=number, start=start, end=start + 6, tag=tag)
        (folder / f"week-{number}.md").write_bytes(f"{head}第 {number} 周的第一句。".encode())
    return folder


Start = Callable[[Path | None], Parts]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Start the program; what was started is closed at the end of the test."""
    started: list[Parts] = []

    def do(target: Path | None = None) -> Parts:
        parts = build.build(settings.load(), settings.load_memory(), run.Appearance(qapp))
        started.append(parts)
        wiring.wire(parts)
        parts.commands.start(target)
        return parts

    yield do
    for parts in started:
        end(parts)


def end(parts: Parts) -> None:
    """Close what `start` made, as the end of the program does."""
    parts.close()
    parts.window.hide()
    for _ in range(3):  # what the lanes bring is told while there is a window to show it
        QApplication.processEvents()
        parts.jobs.finish()
    parts.window.deleteLater()


@pytest.fixture
def parts(qtbot: QtBot, start: Start, journal: Path) -> Parts:
    """The program on the journal, its newest post in front."""
    parts = start(journal)
    qtbot.waitUntil(lambda: parts.desk.current is not None and not parts.librarian.is_looking, timeout=10_000)
    return parts
