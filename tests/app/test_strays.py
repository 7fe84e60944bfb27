"""What a killed save left in the journal is judged when the journal is opened."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.files import temporary
from tests.app.conftest import Start

pytestmark = pytest.mark.webengine

PREFIX = temporary.PREFIX.decode()
MARK = temporary.mark(b"week-19.md").decode()


def test_a_stray_of_known_bytes_goes_and_an_unknown_one_is_kept_and_told(
    qtbot: QtBot, start: Start, journal: Path
) -> None:
    known = journal / f"{PREFIX}{MARK}-11111111"
    known.write_bytes((journal / "week-19.md").read_bytes())
    unknown = journal / f"{PREFIX}{MARK}-22222222"
    unknown.write_text("---\ntitle: half\n---\n\nwritten by a save that was killed\n")
    parts = start(journal)
    qtbot.waitUntil(lambda: "strays" in parts.window.banner.notices, timeout=10_000)
    assert not known.exists() and not unknown.exists()
    kept = [path for path in journal.iterdir() if "half" in path.read_text()]
    assert len(kept) == 1 and kept[0].name in parts.window.banner.notices["strays"].text
