"""Posts read by other processes: the answers are those of reading them here, whatever becomes of the processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from journal_app import paths
from journal_app.library.index import readers as module
from journal_app.library.index import scan
from journal_app.library.index.delta import Delta
from journal_app.library.index.filling import at_once
from journal_app.library.index.index import Index
from journal_app.library.index.readers import Readers
from journal_app.library.row import PostRow
from journal_app.library.search import grammar
from journal_app.library.sites.folder import Entry
from journal_app.post.site import PLAIN, Site

POSTS = 2_000
SILENT = (
    sys.executable,
    "-c",
    "import sys, time\nfrom journal_app.library.index import reading\n"
    "reading.send(sys.stdout.buffer, reading.READY)\ntime.sleep(100)",
)
SITE = Site("hexo", Path("/nowhere"), drafts=("_drafts",), posts=("source",))


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many plain posts, and some of each odd kind."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(POSTS):
        place = folder / f"part-{number % 7}" / f"week-{number}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(
            f"---\ntitle: 周记 {number}\ndate: 2024-11-17\ntags: [一, {number % 5}]\n---\n\n科研压力大 {number}。\n"
        )
    (folder / "bad.md").write_text("---\ntitle: [\n---\n")
    (folder / "gbk.md").write_bytes("---\ntitle: 周记\n---\n科研\n".encode("gbk"))
    (folder / "README.md").write_text("no head\n")
    if sys.platform == "linux":
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe odd.md")).write_text("---\ntitle: odd\n---\n")
        os.mkfifo(folder / "pipe.md")
    return folder


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers(most=2)
    yield made
    made.rest()


def looked(journal: Path, readers: Readers, known: dict[Path, PostRow] | None = None) -> list[Delta]:
    read = partial(readers.rows, between=at_once)
    return list(scan.batches(journal, PLAIN, known or {}, read=read))


def until_one_is_there(readers: Readers) -> Iterator[None]:
    """Else everything is read here before one begins, when the machine has much to do."""
    ends = time.monotonic() + 30
    while not readers._heard.qsize() and not any(each.is_ready for each in readers._readers):
        assert time.monotonic() < ends
        time.sleep(0.01)
    while True:
        yield


def by_path(rows: tuple[PostRow, ...] | list[PostRow]) -> dict[Path, PostRow]:
    return {row.path: row for row in rows}


def added(deltas: list[Delta]) -> dict[Path, PostRow]:
    return by_path([row for delta in deltas for row in delta.added])


def test_their_rows_are_those_read_here(journal: Path, readers: Readers) -> None:
    found = looked(journal, readers)
    assert len(readers.process_ids) == 2
    assert added(found) == by_path(scan.look(journal, PLAIN, {}).added)
    assert not any(delta.changed or delta.removed for delta in found)
    assert len({id(row.fields) for row in added(found).values()}) == len({row.fields for row in added(found).values()})


def test_a_site_is_told_them_whole(journal: Path, readers: Readers) -> None:
    paths = [path for path in journal.rglob("*.md") if path.is_file()]
    entries = [Entry(path, 1, 2, 3) for path in paths]
    pieces = [entries[:700], entries[700:]]
    rows = [row for _, some in readers.rows(pieces, SITE, at_once) for row in some]
    assert readers.process_ids
    assert rows == [scan.row_at(entry, SITE) for entry in entries]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such numbers")
def test_they_give_way_to_the_window(journal: Path, readers: Readers) -> None:
    looked(journal, readers)
    assert readers.process_ids
    for process in readers.process_ids:
        assert os.getpriority(os.PRIO_PROCESS, process) >= 5


def test_few_files_are_read_without_them(tmp_path: Path, readers: Readers) -> None:
    for number in range(200):
        (tmp_path / f"{number}.md").write_text("---\ntitle: one\n---\n")
    assert len(added(looked(tmp_path, readers))) == 200
    assert not readers.process_ids


def test_what_a_killed_one_leaves_is_read_all_the_same(journal: Path, readers: Readers) -> None:
    found: list[Delta] = []
    for delta in scan.batches(journal, PLAIN, {}, read=partial(readers.rows, between=at_once)):
        found.append(delta)
        for process in readers.process_ids:
            os.kill(process, signal.SIGKILL)
    assert readers.process_ids
    assert added(found) == by_path(scan.look(journal, PLAIN, {}).added)
    readers.rest()
    assert added(looked(journal, readers)) == added(found)  # and others are started for the next look


def test_one_killed_between_two_looks_costs_nothing(journal: Path, readers: Readers) -> None:
    first = added(looked(journal, readers))
    os.kill(readers.process_ids[0], signal.SIGKILL)
    assert added(looked(journal, readers)) == first


@pytest.mark.parametrize(
    "command",
    [("/nowhere/to/be/found",), (sys.executable, "-c", "print('no frame'), input()"), (sys.executable, "-c", "")],
)
def test_without_a_process_that_works_everything_is_read_here(journal: Path, command: tuple[str, ...]) -> None:
    readers = Readers(command, most=2)
    assert added(looked(journal, readers)) == by_path(scan.look(journal, PLAIN, {}).added)
    readers.rest()


def test_what_one_that_falls_silent_has_is_read_here(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SILENCE_SECONDS", 0.2)
    readers = Readers(SILENT, most=2)
    read = partial(readers.rows, between=partial(next, until_one_is_there(readers)))
    found = list(scan.batches(journal, PLAIN, {}, read=read))
    assert added(found) == by_path(scan.look(journal, PLAIN, {}).added)
    readers.rest()


@pytest.mark.parametrize("end", ["stop", "close"])
def test_nobody_waits_for_a_silent_one_once_the_look_is_stopped(journal: Path, end: str) -> None:
    readers = Readers(SILENT, most=2)
    is_stopped = threading.Event()
    ended = threading.Event()

    def look() -> None:
        with suppress(InterruptedError):
            read = partial(readers.rows, between=partial(next, until_one_is_there(readers)))
            list(scan.batches(journal, PLAIN, {}, None, is_stopped.is_set, read=read))
        ended.set()

    threading.Thread(target=look, daemon=True).start()
    assert not ended.wait(1)
    is_stopped.set()
    getattr(readers, end)()
    assert ended.wait(30)
    readers.rest()


def test_after_a_stop_the_next_look_has_processes_again(journal: Path, readers: Readers) -> None:
    looked(journal, readers)
    before = readers.process_ids
    readers.stop()
    assert added(looked(journal, readers)) == by_path(scan.look(journal, PLAIN, {}).added)
    assert len(set(readers.process_ids) - set(before)) == 2


def test_a_look_that_is_given_up_leaves_nothing_to_the_next(journal: Path, readers: Readers) -> None:
    for turn in range(3):
        for number, _ in enumerate(scan.batches(journal, PLAIN, {}, read=partial(readers.rows, between=at_once))):
            if number == 2 + turn:
                break
    assert added(looked(journal, readers)) == by_path(scan.look(journal, PLAIN, {}).added)


def test_a_cancelled_look_says_of_nothing_that_it_is_gone(journal: Path, readers: Readers) -> None:
    gone = journal / "gone.md"
    known = {gone: PostRow(gone)}
    told: list[int] = []
    read = partial(readers.rows, between=at_once)
    for delta in scan.batches(journal, PLAIN, known, None, lambda: len(told) > 3, read=read):
        told.append(len(delta.added))
        assert not delta.removed
    assert sum(told) < POSTS


def test_posts_under_new_names_are_known_again(journal: Path, readers: Readers) -> None:
    known = by_path(scan.look(journal, PLAIN, {}).added)
    (journal / "part-1").rename(journal / "part-one")
    try:
        found = looked(journal, readers, known)
    finally:
        (journal / "part-one").rename(journal / "part-1")
    moved = {pair for delta in found for pair in delta.moved}
    assert {after.name for _, after in moved} == {path.name for path in known if path.parent.name == "part-1"}
    assert all(before.name == after.name for before, after in moved)


def test_none_is_left_when_they_rest(journal: Path, readers: Readers) -> None:
    looked(journal, readers)
    processes = readers.process_ids
    readers.rest()
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_full_text_and_words_come_from_them_too_also_when_some_die(
    tmp_path: Path, journal: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(tmp_path / "index.sqlite", readers)
    index.apply(journal, scan.look(journal, PLAIN, {}))
    read = readers.read
    died: set[str] = set()

    def deadly(kind: str, setting: object, pieces: Iterator[list[Any]], **ways: Any) -> Iterator[Any]:
        for number, answered in enumerate(read(kind, setting, pieces, **ways)):
            if number == 3 and readers.process_ids and kind not in died:
                os.kill(readers.process_ids[0], signal.SIGKILL)
                died.add(kind)
            yield answered

    monkeypatch.setattr(readers, "read", deadly)
    while index.fill(journal):
        pass
    assert died == {"texts", "counts"}
    here = Index(tmp_path / "here.sqlite", Readers(("/nowhere",)))
    here.apply(journal, scan.look(journal, PLAIN, {}))
    while here.fill(journal):
        pass
    assert index.rows(journal) == here.rows(journal)
    assert all(row.words >= 0 for row in index.rows(journal).values())
    for asked in ("科研", "压力大 77", "周记"):
        words = grammar.parse(asked).words
        assert index.search(journal, words) == here.search(journal, words) != {}
    index.close()
    here.close()
    assert not readers.process_ids


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for processes by their id")
def test_they_end_with_a_program_that_is_killed(journal: Path) -> None:
    program = (
        "import os, sys, time\n"
        "from functools import partial\nfrom pathlib import Path\n"
        "from journal_app.library.index import scan\nfrom journal_app.library.index.readers import Readers\n"
        "from journal_app.post.site import PLAIN\n"
        "readers = Readers(most=2)\n"
        "looked = scan.batches(Path(sys.argv[1]), PLAIN, {}, read=partial(readers.rows, between=lambda: None))\n"
        "next(looked)\n"
        "print(*readers.process_ids, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(journal)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=paths.own_folder()) as running:
        assert running.stdout is not None
        processes = [int(word) for word in running.stdout.readline().split()]
        running.kill()
    assert len(processes) == 2
    ends = time.monotonic() + 20
    while any(map(alive, processes)) and time.monotonic() < ends:
        time.sleep(0.02)
    assert not any(map(alive, processes))


def alive(process: int) -> bool:
    """Whether it runs: one that has ended and that nobody waited for does not."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"
