"""What a crash left of a save is judged by its content at the next start. The kills are in test_kills.py."""

import errno
import hashlib
import os
import time
from functools import partial
from pathlib import Path

import pytest

from journal_app import files
from journal_app.files import strays, temporary
from journal_app.files.ops import REAL
from tests.faults import sandbox
from tests.faults.breaking import CALLS, FailingOps, HookedOps, RefusingOps
from tests.faults.saves import NEW, OLD, THEIRS, base_of, beside, known, old_post


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 1: what a crash left (the kills themselves are in test_kills.py)


def stray_of(path: Path, raw: bytes, token: str = "0badcafe") -> Path:
    stray = path.parent / f".~journal-{temporary.mark(os.fsencode(path.name)).decode()}-{token}"
    stray.write_bytes(raw)
    return stray


@pytest.mark.parametrize("raw", [OLD, NEW, b"", bytes(4096)], ids=["base", "new", "empty", "zeroes"])
def test_fault_01_a_stray_whose_content_is_known_is_removed(post: Path, raw: bytes) -> None:
    stray = stray_of(post, raw)
    assert files.settle_strays(post.parent, known(NEW)) == (strays.Settled(stray, None),)
    assert not beside(post) and post.read_bytes() == OLD


def test_fault_01_a_stray_whose_content_is_unknown_becomes_a_conflict_copy_of_its_post(post: Path) -> None:
    (post.parent / "week-20.md").write_bytes(NEW)
    stray = stray_of(post, THEIRS)
    orphan = stray_of(post.parent / "gone.md", THEIRS + b"!")
    deeper = post.parent / "2026" / "week-1.md"
    deeper.parent.mkdir()
    third = stray_of(deeper, NEW + b"?")
    done = {one.stray: one.kept for one in files.settle_strays(post.parent, known())}
    assert set(done) == {stray, orphan, third}
    for one, raw in ((stray, THEIRS), (orphan, THEIRS + b"!"), (third, NEW + b"?")):
        kept = done[one]
        assert kept is not None and kept.read_bytes() == raw and kept.parent == one.parent
    assert done[stray] is not None and done[stray].name.startswith("week-19 (conflict ")  # type: ignore[union-attr]
    assert not files.settle_strays(post.parent, known())


def test_fault_01_a_stray_of_a_living_writer_is_left_alone(post: Path) -> None:
    settled: list[object] = []

    def settle() -> None:
        settled.append(sandbox.run(lambda: files.settle_strays(post.parent, known())))

    files.save(post, NEW, base_of(post), ops=HookedOps("fsync", settle))
    files.save(post, OLD, base_of(post), ops=HookedOps("fsync", settle, skip=1))
    assert settled == [(), ()] and post.read_bytes() == OLD and not beside(post)


def calls_of_a_save(folder: Path) -> int:
    counted = FailingOps(0, 0)
    path = old_post(folder)
    files.save(path, NEW, base_of(path), ops=counted)
    return len(counted.called)


def test_fault_01_a_clean_up_at_any_moment_of_a_save_takes_nothing_from_it(tmp_path: Path) -> None:
    """Also where all the bytes are known: recovery knows the text that is being saved."""
    counted = tmp_path / "counted"
    counted.mkdir()
    for at in range(calls_of_a_save(counted)):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = old_post(folder)
        ops = HookedOps(CALLS, partial(files.settle_strays, path.parent, known(OLD, NEW)), skip=at)
        files.save(path, NEW, base_of(path), ops=ops)
        assert ops.act is None and path.read_bytes() == NEW and not beside(path), at


def test_fault_01_a_clean_up_never_removes_what_it_has_not_judged(tmp_path: Path) -> None:
    """The save gives the names their new files between the clean-up's opening of one and its judgement."""
    post = old_post(tmp_path)
    stray = stray_of(post, NEW)

    def exchange() -> None:
        REAL.exchange(os.fsencode(stray), os.fsencode(post))

    strays.settle_strays(post.parent, known(NEW), HookedOps("lock", exchange))
    assert stray.read_bytes() == OLD


def test_fault_01_a_stray_that_the_disk_does_not_remove_is_not_told_as_removed(post: Path) -> None:
    stray = stray_of(post, OLD)
    assert files.settle_strays(post.parent, known(), RefusingOps({"unlink": errno.EROFS})) == ()
    assert files.settle_strays(post.parent, known()) == (strays.Settled(stray, None),)


def test_fault_01_a_stray_is_judged_when_it_is_a_day_old_where_there_are_no_locks(post: Path) -> None:
    stray = stray_of(post, THEIRS)
    ops = RefusingOps({"lock": errno.ENOLCK})
    assert files.settle_strays(post.parent, known(), ops) == ()
    os.utime(stray, (time.time() - 25 * 3600,) * 2)
    (settled,) = files.settle_strays(post.parent, known(), ops)
    assert settled.kept is not None and settled.kept.read_bytes() == THEIRS and not stray.exists()


def test_fault_01_a_stray_that_is_no_file_or_cannot_be_read_is_never_opened_or_removed(post: Path) -> None:
    mark = temporary.mark(os.fsencode(post.name)).decode()
    (post.parent / f".~journal-{mark}-00000001").symlink_to("nowhere")
    os.mkfifo(post.parent / f".~journal-{mark}-00000002")
    (post.parent / f".~journal-{mark}-00000003").mkdir()
    done = files.settle_strays(post.parent, known())
    assert len(done) == 2 and all(one.kept is not None for one in done)


def test_fault_01_the_content_of_a_post_is_hashed_not_guessed(post: Path) -> None:
    asked: list[str] = []

    def ask(digest: str) -> bool:
        asked.append(digest)
        return False

    stray_of(post, THEIRS)
    files.settle_strays(post.parent, ask)
    assert asked == [hashlib.sha256(THEIRS).hexdigest()]
