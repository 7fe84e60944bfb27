"""The power goes: every state that the disk may be left in is rebuilt, and the start-up's clean-up is run on it."""

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app import files
from journal_app.post.errors import JournalError
from tests.faults.breaking import refused
from tests.faults.disk import RecordingOps, State, content_of, states

OLD = "旧的一周，早上下雨。\n".encode() * 12
NEW = "新的一周，多写了一行，晚上也写。\n".encode() * 12
THEIRS = b"a stranger's words, safe on disk\n"
POST = "week-19.md"


class WithoutExchange(RecordingOps):
    """The file system of a share."""

    def exchange(self, first: bytes, second: bytes) -> None:
        raise refused(errno.ENOSYS)

    def rename_new(self, source: bytes, target: bytes) -> None:
        raise refused(errno.ENOSYS)


class WithStranger(RecordingOps):
    """Somebody writes to the post, and to the disk, in the last moment."""

    def exchange(self, first: bytes, second: bytes) -> None:
        path = Path(os.fsdecode(second))
        path.write_bytes(THEIRS)
        self.written_by_another(path)
        self.mark("theirs")
        super().exchange(first, second)


class WithBadFolder(RecordingOps):
    """The first fsync of the folder fails, so the exchange is taken back."""

    failed = False

    def fsync(self, handle: int) -> None:
        if "exchanged" in self.marks and not self.failed:
            self.failed = True
            raise refused(errno.EIO)
        super().fsync(handle)

    def exchange(self, first: bytes, second: bytes) -> None:
        super().exchange(first, second)
        self.mark("exchanged")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / POST).write_bytes(OLD)
    return folder


def recovered(tmp_path: Path, ops: RecordingOps, look: Callable[[int, State, Path], None], *known: bytes) -> int:
    """Rebuild and recover every state; `look` at what became of it. Returns how many there were."""
    digests = {files.digest(raw) for raw in known}
    count = 0
    for count, (moment, state) in enumerate(states(ops), 1):
        place = state.build(tmp_path / "states" / str(count))
        before = {name: content_of(state, name) for name in (POST, "new.md")}
        files.settle_strays(place, digests.__contains__)
        assert not [name for name in place.rglob(".~*")]
        for name, content in before.items():
            assert (place / name).exists() == (content is not None)
            assert content is None or (place / name).read_bytes() == content
        assert files.settle_strays(place, digests.__contains__) == ()
        look(moment, state, place)
    ops.finished()
    return count


def contents(place: Path) -> list[bytes]:
    return [file.read_bytes() for file in place.rglob("*") if file.is_file()]


@pytest.mark.parametrize("kind", [RecordingOps, WithoutExchange, WithBadFolder])
@pytest.mark.parametrize("known", [(OLD, NEW), (OLD,), ()], ids=["all known", "base known", "nothing known"])
def test_fault_08_a_power_cut_leaves_old_or_new_bytes_in_every_legal_state(
    tmp_path: Path, journal: Path, kind: type[RecordingOps], known: tuple[bytes, ...]
) -> None:
    path = journal / POST
    _, base = files.read(path)
    ops = kind(journal)
    saved = True
    try:
        files.save(path, NEW, base, keep=lambda raw: ops.mark("kept"), ops=ops)
    except JournalError:
        saved = False
    assert saved == (kind is not WithBadFolder)
    last = len(ops.steps)
    safe = next(number for number in range(last, 0, -1) if ops.steps[number - 1].kind == "folder")
    found: set[bytes | None] = set()

    def look(moment: int, state: State, place: Path) -> None:
        there = content_of(state, POST)
        found.add(there)
        assert there in (OLD, NEW), (moment, ops.steps[:moment])
        if saved and moment >= safe:
            assert there == NEW
        for name in place.iterdir():
            raw = name.read_bytes()
            assert raw in (OLD, NEW) or ("(conflict " in name.name and raw.strip(b"\0"))
        if known == (OLD, NEW):
            torn = [raw for raw in contents(place) if raw not in (OLD, NEW)]
            assert len(torn) <= 1

    count = recovered(tmp_path, ops, look, *known)
    print(kind.__name__, len(known), "known:", count, "states")
    assert found == {OLD, NEW} and count > 30


def test_fault_08_a_saved_post_outlasts_a_power_cut_at_once(tmp_path: Path, journal: Path) -> None:
    """All that is left to chance when `save` returns is whether the old version still lies about."""
    path = journal / POST
    ops = RecordingOps(journal)
    files.save(path, NEW, files.read(path)[1], ops=ops)
    last = len(ops.steps)
    after = [state for moment, state in states(ops) if moment == last]
    ops.finished()
    assert len(after) == 2 and all(content_of(state, POST) == NEW for state in after)


def test_fault_08_a_strangers_version_is_in_every_state(tmp_path: Path, journal: Path) -> None:
    path = journal / POST
    ops = WithStranger(journal)
    saved = files.save(path, NEW, files.read(path)[1], ops=ops)
    assert saved.displaced is not None

    def look(moment: int, state: State, place: Path) -> None:
        there = content_of(state, POST)
        if moment >= ops.marks["theirs"]:
            assert there in (NEW, THEIRS) and THEIRS in contents(place), (moment, ops.steps[moment - 3 : moment])

    print("stranger:", recovered(tmp_path, ops, look, OLD, NEW), "states")


@pytest.mark.parametrize("kind", [RecordingOps, WithoutExchange])
def test_fault_08_a_new_post_is_whole_or_absent_in_every_state(
    tmp_path: Path, journal: Path, kind: type[RecordingOps]
) -> None:
    path = journal / "2026" / "week-20" / "index.md"
    ops = kind(journal)
    files.save(path, NEW, None, ops=ops)
    last = len(ops.steps)
    found: set[bytes | None] = set()

    def look(moment: int, state: State, place: Path) -> None:
        file = place / "2026" / "week-20" / "index.md"
        there = file.read_bytes() if file.exists() else None
        found.add(there)
        assert there in (None, NEW) and (place / POST).read_bytes() == OLD
        if moment == last:
            assert there == NEW  # its folders are safe as well

    count = recovered(tmp_path, ops, look, OLD, NEW)
    print(kind.__name__, "new:", count, "states")
    assert found == {None, NEW}


def test_fault_08_a_write_in_place_is_torn_only_after_its_old_bytes_were_kept(tmp_path: Path, journal: Path) -> None:
    path = journal / POST
    os.link(path, tmp_path / "twin")
    ops = RecordingOps(journal)
    files.save(path, NEW, files.read(path)[1], keep=lambda raw: ops.mark("kept"), ops=ops)
    last = len(ops.steps)
    found: set[bytes | None] = set()
    for moment, state in states(ops):
        there = content_of(state, POST)
        found.add(there)
        assert there == OLD or moment > ops.marks["kept"]
        assert moment < last or there == NEW
        assert set(state.files) == {os.fsencode(POST)}
    ops.finished()
    assert len(found) > 2  # this is the write that can be torn


@pytest.mark.parametrize("kind", [RecordingOps, WithoutExchange])
def test_fault_65_an_export_is_the_old_one_or_the_new_one_in_every_state(
    tmp_path: Path, journal: Path, kind: type[RecordingOps]
) -> None:
    page = journal / "week-19.html"
    page.write_bytes(OLD)
    ops = kind(journal)
    files.write(page, NEW, ops=ops)
    last = len(ops.steps)

    def look(moment: int, state: State, place: Path) -> None:
        assert content_of(state, page.name) in (OLD, NEW) and content_of(state, POST) == OLD
        assert moment < last or content_of(state, page.name) == NEW
        assert sorted(os.listdir(place)) == [page.name, POST]

    assert recovered(tmp_path, ops, look) > 10


def test_fault_08_the_same_states_tear_a_careless_save(journal: Path) -> None:
    """What the proof is worth: without the fsync before the exchange, or with a write in place, it finds the tear."""

    class NoSync(RecordingOps):
        def fsync(self, handle: int) -> None:
            if os.path.isdir(f"/proc/self/fd/{handle}"):
                super().fsync(handle)

    path = journal / POST
    ops = NoSync(journal)
    files.save(path, NEW, files.read(path)[1], ops=ops)
    torn = {content_of(state, POST) for _, state in states(ops)} - {OLD, NEW}
    ops.finished()
    assert b"" in torn and bytes(len(NEW)) in torn and any(raw and NEW.startswith(raw) for raw in torn if raw)


def test_fault_08_states_are_counted_once_for_each_step(journal: Path) -> None:
    ops = RecordingOps(journal)
    files.save(journal / POST, NEW, files.read(journal / POST)[1], ops=ops)
    found = [(moment, tuple(sorted(state.files.items()))) for moment, state in states(ops)]
    ops.finished()
    assert len(found) == len(set(found))
    assert [moment for moment, _ in itertools.groupby(found, lambda one: one[0])] == list(range(len(ops.steps) + 1))
