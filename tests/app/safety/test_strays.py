"""What a killed save left in the journal is judged when the journal is opened."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import paths
from journal_app.files import temporary
from journal_app.post.post import Post
from journal_app.session.jobs import Jobs
from journal_app.session.recovery import Recovery
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


def test_a_stray_whose_bytes_are_in_the_recovery_store_asks_nothing(qtbot: QtBot, start: Start, journal: Path) -> None:
    """A save that was killed after its text went to the store: the next start offers it, and no copy beside it."""
    path = journal / "week-19.md"
    post = Post.parse(path, path.read_bytes()).with_body("typed, kept, and being saved\n")
    keeper = Recovery(paths.state_dir() / "recovery", Jobs(1))
    keeper.note(post, "base")
    keeper.flush()
    qtbot.waitUntil(lambda: not keeper._writing, timeout=20_000)
    keeper.note(post.with_body("typed on\n"), "base")
    keeper.close()
    stray = journal / f"{PREFIX}{MARK}-33333333"
    stray.write_bytes(post.to_bytes())
    parts = start(journal)
    qtbot.waitUntil(lambda: not stray.exists() and "recovered" in parts.window.banner.notices, timeout=20_000)
    assert "strays" not in parts.window.banner.notices
    assert len(list(journal.iterdir())) == 3


def test_a_journal_that_was_away_at_the_first_look_is_cleared_up_when_it_is_back(
    qtbot: QtBot, start: Start, journal: Path
) -> None:
    stray = f"{PREFIX}{MARK}-44444444"
    away = journal.with_name("away")
    parts = start(None)
    for step in range(2):  # at the first look; and later, when a save was cut short by that
        os.rename(journal, away)
        (away / stray).write_bytes((away / "week-19.md").read_bytes())
        with qtbot.waitSignal(parts.librarian.absence_changed, timeout=20_000):
            parts.librarian.look() if step else parts.librarian.open(journal)
        qtbot.waitUntil(lambda: not parts.librarian.is_looking, timeout=20_000)
        os.rename(away, journal)
        parts.librarian.look()
        qtbot.waitUntil(lambda: not (journal / stray).exists(), timeout=20_000)
        qtbot.waitUntil(lambda: not parts.librarian.is_looking, timeout=20_000)
