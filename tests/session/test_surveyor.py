"""The survey in its lane: it begins when somebody wants it, follows the library, and tells of the journal of now."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.session.librarian import Librarian
from journal_app.session.surveyor import Surveyed, Surveyor

LONG = 20_000
POST = "---\ntitle: Week {n}\ndate: 2024-11-{n:02} 12:00:00+0800\n---\n\n[next](week-{next}.md)\n"


def write(folder: Path, number: int, following: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"week-{number}.md"
    path.write_text(POST.format(n=number, next=following))
    return path


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        write(tmp_path / "journal", number, number % 3 + 1)
    return tmp_path / "journal"


@pytest.fixture
def librarian(qtbot: QtBot, tmp_path: Path, journal: Path) -> Iterator[Librarian]:
    librarian = Librarian(tmp_path / "index.sqlite")
    librarian.open(journal)
    qtbot.waitUntil(lambda: len(librarian.rows) == 3 and not librarian.is_looking, timeout=LONG)
    yield librarian
    librarian.close()


@pytest.fixture
def told(librarian: Librarian) -> list[Surveyed]:
    return []


@pytest.fixture
def surveyor(librarian: Librarian, told: list[Surveyed]) -> Iterator[Surveyor]:
    surveyor = Surveyor(librarian)
    librarian.library_changed.connect(surveyor.on_library_changed)
    librarian.folder_opened.connect(surveyor.on_folder_opened)
    surveyor.surveyed.connect(told.append)
    yield surveyor
    surveyor.stop()


def kinds(told: list[Surveyed]) -> list[str]:
    return [problem.kind for problem in told[-1].problems] if told else []


def test_nothing_is_read_before_it_is_wanted(qtbot: QtBot, surveyor: Surveyor, told: list[Surveyed]) -> None:
    qtbot.wait(50)
    assert not told and not surveyor.is_whole
    surveyor.want("page")
    qtbot.waitUntil(lambda: surveyor.is_whole, timeout=LONG)
    assert kinds(told) == []


def test_a_change_of_the_library_is_followed(
    qtbot: QtBot, librarian: Librarian, surveyor: Surveyor, told: list[Surveyed], journal: Path
) -> None:
    surveyor.want("page")
    qtbot.waitUntil(lambda: surveyor.is_whole, timeout=LONG)
    write(journal, 2, 9)
    librarian.look()
    qtbot.waitUntil(lambda: kinds(told) == ["link"], timeout=LONG)
    (journal / "week-1.md").unlink()
    librarian.look()
    qtbot.waitUntil(lambda: kinds(told) == ["link", "link"], timeout=LONG)


def test_another_journal_begins_anew(
    qtbot: QtBot, librarian: Librarian, surveyor: Surveyor, told: list[Surveyed], tmp_path: Path
) -> None:
    surveyor.want("page")
    qtbot.waitUntil(lambda: surveyor.is_whole, timeout=LONG)
    other = write(tmp_path / "other", 4, 5).parent
    librarian.open(other)
    qtbot.waitUntil(lambda: surveyor.is_whole and kinds(told) == ["link"], timeout=LONG)
    assert told[-1].problems[0].path.parent == other


def test_a_move_tells_what_links_should_say_also_before_anything_was_read(
    qtbot: QtBot, librarian: Librarian, surveyor: Surveyor, journal: Path
) -> None:
    moved: list[object] = []
    surveyor.moved.connect(moved.append)
    rows = dict(librarian.rows)
    (journal / "week-2.md").rename(journal / "two.md")
    surveyor.follow_move({journal / "week-2.md": journal / "two.md"}, rows)
    qtbot.waitUntil(lambda: bool(moved), timeout=LONG)
    assert [(link.path.name, link.new) for link in moved[0].links] == [("week-1.md", "two.md")]
