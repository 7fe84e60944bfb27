"""The rows follow the folder: stored ones at once, then the disk; every change is one Delta."""

import os
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal_app.library.index.delta import Delta
from journal_app.session.librarian import Found, Librarian
from journal_app.session.watcher import Watcher
from journal_app.settings import JournalChoices

SILENT = (
    "import sys, time\nfrom journal_app.library.index import reading\n"
    "reading.send(sys.stdout.buffer, reading.READY)\ntime.sleep(100)"
)


def write(folder: Path, name: str, title: str, body: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\ndate: 2024-11-17\ntags: [一]\n---\n\n{body}\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    for number in range(60):
        write(folder, f"week-{number}.md", f"周记 Week{number}", "科研压力大。" if number % 7 == 0 else "散步。")
    return folder


def librarian(tmp_path: Path) -> Librarian:
    return Librarian(tmp_path / "cache" / "index.sqlite")


def opened(qtbot: QtBot, reader: Librarian, folder: Path) -> None:
    reader.open(folder)
    qtbot.waitUntil(lambda: not reader.is_looking and all(row.words >= 0 for row in reader.rows.values()) and
                    len(reader.rows) == len(list(folder.rglob("*.md"))), timeout=10_000)  # fmt: skip


def test_every_post_has_a_row_and_its_words(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    row = reader.rows[folder / "week-7.md"]
    assert (row.title, row.tags, row.words) == ("周记 Week7", ("一",), 6)
    reader.close()


def test_a_second_start_shows_the_list_before_any_post_is_read(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    reader.close()
    again = librarian(tmp_path)
    seen: list[int] = []
    again.folder_opened.connect(lambda _: seen.append(len(again.rows)))
    for path in folder.rglob("*.md"):
        path.chmod(0)
    with qtbot.waitSignal(again.looked):
        again.open(folder)
    assert seen == [60]
    assert not any(row.error for row in again.rows.values())
    again.close()


def test_changes_made_while_it_was_closed_are_seen(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    reader.close()
    (folder / "week-1.md").unlink()
    write(folder, "week-2.md", "another title")
    write(folder, "new/week-99.md", "周记 Week99")
    again = librarian(tmp_path)
    opened(qtbot, again, folder)
    titles = {row.title for row in again.rows.values()}
    assert "another title" in titles and "周记 Week99" in titles and "周记 Week1" not in titles
    again.close()


def test_posts_say_what_they_mean_to_the_site_that_the_author_names(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    draft = write(folder, "_drafts/idea.md", "Idea")
    dated = folder / "_posts" / "2024-01-02-walk.md"
    dated.parent.mkdir()
    dated.write_text("---\ntitle: Walk\n---\n")
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)

    def said() -> tuple[bool, str]:
        return reader.rows[draft].draft, reader.rows[dated].date

    assert said() == (False, "")
    reader.choose_site(JournalChoices(site="jekyll"))
    qtbot.waitUntil(lambda: said() == (True, "2024-01-02"), timeout=10_000)
    reader.choose_site(JournalChoices())
    qtbot.waitUntil(lambda: said() == (False, ""), timeout=10_000)
    reader.close()


def test_a_search_finds_two_characters_in_the_bodies(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    qtbot.waitUntil(lambda: found(qtbot, reader, "科研") == {f"week-{n}.md" for n in range(0, 60, 7)})
    assert found(qtbot, reader, "研压力大") == {f"week-{n}.md" for n in range(0, 60, 7)}
    assert found(qtbot, reader, "科压") == set()
    reader.close()


def test_only_the_newest_search_is_answered(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    answers: list[str] = []
    reader.found.connect(lambda answer: answers.append(answer.text))
    for text in ("散", "散步", "科", "科研"):
        reader.search(text)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    reader.close()
    assert set(answers) == {"科研"}  # again when the index has grown


def test_a_folder_that_is_gone_is_told_and_its_rows_stay(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    folder.rename(tmp_path / "elsewhere")
    with qtbot.waitSignal(reader.absence_changed) as told:
        reader.look()
    assert told.args[0].reason and told.args[0].is_whole
    assert len(reader.rows) == 60
    reader.close()


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), sqlite3.OperationalError("database is locked")])
def test_an_index_that_takes_no_texts_is_told_and_ends_no_look(
    qtbot: QtBot, tmp_path: Path, folder: Path, error: Exception
) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    told: list[str] = []
    absences: list[object] = []
    looks: list[None] = []
    reader.trouble.connect(told.append)
    reader.absence_changed.connect(absences.append)
    reader.looked.connect(lambda: looks.append(None))
    reader.look()
    reader._index_failed(error)  # of what was asked before that look
    reader.look()
    assert told and not absences and not looks and reader.is_looking
    qtbot.waitUntil(lambda: len(looks) == 2 and not reader.is_looking, timeout=10_000)
    reader.close()


def test_an_outside_change_is_noticed_each_time(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    reader, watcher = librarian(tmp_path), Watcher()
    opened(qtbot, reader, folder)
    watcher.look_again.connect(reader.look)
    watcher.watch(folder)
    path = folder / "week-3.md"
    qtbot.waitUntil(lambda: change(folder, path, "ready") in {row.title for row in reader.rows.values()}, timeout=8000)
    for number in range(8):
        title = f"replaced {number}"
        temporary = folder / ".week-3.tmp"
        temporary.write_text(f"---\ntitle: {title}\n---\n")
        os.replace(temporary, path)
        qtbot.waitUntil(lambda wanted=title: reader.rows[path].title == wanted, timeout=2000)
    watcher.stop()
    reader.close()


def change(folder: Path, path: Path, title: str) -> str:
    write(folder, path.name, title)
    return title


def found(qtbot: QtBot, reader: Librarian, text: str) -> set[str]:
    with qtbot.waitSignal(reader.found) as told:
        reader.search(text)
    answer = told.args[0]
    assert isinstance(answer, Found)
    return {path.name for path in answer.paths}


def test_a_glance_sees_what_changed_in_a_file_and_leaves_the_rest_to_a_look(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    qtbot.waitUntil(lambda: not reader._jobs.busy, timeout=10_000)
    looks: list[None] = []
    deltas: list[Delta] = []
    reader.looked.connect(lambda: looks.append(None))
    reader.library_changed.connect(deltas.append)
    changed = write(folder, "week-3.md", "another title", "科学。")
    new = write(folder, "new.md", "new")
    (folder / "week-4.md").unlink()
    (folder / "week-5.md").unlink()
    os.mkfifo(folder / "week-5.md")
    named = frozenset((changed, new, folder / "week-4.md", folder / "week-5.md", folder / "week-6.md"))
    reader.glance(named)
    qtbot.waitUntil(lambda: bool(deltas) and not reader._jobs.busy, timeout=10_000)
    assert [(row.path, row.title, row.words) for row in deltas[0].changed] == [(changed, "another title", 3)]
    assert not any(delta.added or delta.removed for delta in deltas)
    assert found(qtbot, reader, "科学") == {"week-3.md"}
    assert not looks
    with qtbot.waitSignal(reader.looked):
        reader.look()
    assert new in reader.rows and folder / "week-4.md" not in reader.rows
    reader.close()


def test_a_glance_at_another_folder_in_the_journals_place_sees_nothing(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    reader = librarian(tmp_path)
    opened(qtbot, reader, folder)
    qtbot.waitUntil(lambda: not reader._jobs.busy, timeout=10_000)
    deltas: list[Delta] = []
    reader.library_changed.connect(deltas.append)
    folder.rename(tmp_path / "elsewhere")
    other = write(folder, "week-3.md", "of another")
    reader.glance(frozenset((other,)))
    qtbot.waitUntil(lambda: not reader._jobs.busy, timeout=10_000)
    assert not deltas
    reader.close()


def test_many_posts_are_read_by_processes_that_end_with_the_work(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    for number in range(60, 1500):
        write(folder, f"part-{number % 9}/week-{number}.md", f"周记 Week{number}", "科研压力大。")
    reader = librarian(tmp_path)
    seen: list[int] = []
    reader.library_changed.connect(lambda _: seen.extend(reader._readers.process_ids))
    opened(qtbot, reader, folder)
    assert seen
    qtbot.waitUntil(lambda: not reader._jobs.busy, timeout=20_000)
    assert not reader._readers.process_ids
    assert all(not alive(process) for process in seen)
    reader.close()


def test_a_journal_left_and_opened_again_hears_nothing_of_its_first_look(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    other = tmp_path / "other"
    write(other, "only.md", "Only")
    for number in range(60, 900):
        write(folder, f"week-{number}.md", f"周记 Week{number}")
    reader = librarian(tmp_path)
    reader.open(folder)
    qtbot.waitUntil(lambda: reader.is_looking and bool(reader.rows), timeout=20_000)
    opened_folders: list[Path] = []
    looks: list[int] = []
    reader.folder_opened.connect(opened_folders.append)
    reader.looked.connect(lambda: looks.append(len(reader.rows)))
    (folder / "week-3.md").unlink()
    reader.open(other)
    reader.open(folder)
    opened(qtbot, reader, folder)
    assert opened_folders == [folder]
    assert looks == [899]
    assert folder / "week-3.md" not in reader.rows
    reader.close()


def test_a_close_in_the_middle_of_a_look_ends_who_reads(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    for number in range(60, 3000):
        write(folder, f"week-{number}.md", f"周记 Week{number}")
    reader = librarian(tmp_path)
    reader.open(folder)
    qtbot.waitUntil(lambda: bool(reader._readers.process_ids), timeout=20_000)
    processes = reader._readers.process_ids
    reader.close()
    assert not any(map(alive, processes))


def test_processes_end_after_a_look_that_failed(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    for number in range(60, 1500):
        write(folder, f"week-{number}.md", f"周记 Week{number}")
    reader = librarian(tmp_path)
    seen: list[int] = []

    def replace_folder() -> None:
        seen.extend(reader._readers.process_ids)
        folder.rename(tmp_path / "elsewhere")

    reader._batch_read.connect(lambda *_: seen or replace_folder(), Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(reader.absence_changed, timeout=20_000):
        reader.open(folder)
    assert seen
    qtbot.waitUntil(lambda: not reader._jobs.busy, timeout=20_000)
    assert not reader._readers.process_ids
    reader.close()


@pytest.mark.parametrize("how", ["cancel", "open", "close"])
def test_a_reader_that_does_not_answer_holds_nobody(
    qtbot: QtBot, tmp_path: Path, folder: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60, 2000):
        write(folder, f"week-{number}.md", f"周记 Week{number}")
    other = tmp_path / "other"
    write(other, "only.md", "Only")
    reader = librarian(tmp_path)
    reader._readers._command = (sys.executable, "-c", SILENT)
    started = reader._readers

    def until_one_is_there() -> None:  # else everything is read here before that
        while started._readers and not started._heard.qsize() and not any(each.is_ready for each in started._readers):
            time.sleep(0.01)

    monkeypatch.setattr(reader._pace, "give_way", until_one_is_there)
    reader.open(folder)
    qtbot.waitUntil(lambda: any(each.is_ready for each in started._readers), timeout=20_000)
    assert reader.is_looking
    processes = reader._readers.process_ids
    if how == "cancel":
        with qtbot.waitSignal(reader.looked, timeout=20_000):
            reader.cancel()
    elif how == "open":
        opened(qtbot, reader, other)
    reader.close()
    assert not any(map(alive, processes))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
