"""Saving what is protected: read-only files, closed folders, read-only disks; asked or told, never forced."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journal_app import files
from journal_app.files import FileOps, Saved
from journal_app.post.errors import SaveFailed
from journal_app.post.splice import Splice
from journal_app.ui.dialogs import pickers
from journal_app.ui.window.banner import NoticeChoice
from tests.faults import sandbox
from tests.faults.breaking import RefusingOps, fail, refused
from tests.faults.saves import NEW, OLD, Kept, base_of, beside, failed, old_post
from tests.faults.window import front, program, until


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 10 to 12: what may not be written


def test_fault_10_a_read_only_file_is_asked_for_and_never_replaced_silently() -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"

        def save() -> tuple[str, bytes, str, int, bytes]:
            path.write_bytes(OLD)
            path.chmod(0o444)
            told = failed(path)
            before = path.read_bytes()
            files.save(path, NEW, base_of(path), force=frozenset({"read_only_file"}))
            return told.kind, before, str(told), stat.S_IMODE(path.stat().st_mode), path.read_bytes()

        kind, before, text, mode, after = sandbox.as_nobody(save)
        assert (kind, before) == ("read_only_file", OLD) and "the file is read-only" in text
        assert (after, mode) == (NEW, 0o444)


def test_fault_10_somebody_elses_file_is_asked_for_too() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        path.chmod(0o644)
        kind = sandbox.as_nobody(lambda: failed(path).kind)
        assert kind == "read_only_file" and path.read_bytes() == OLD and path.stat().st_uid == 0


def test_fault_10_root_is_asked_as_well(post: Path) -> None:
    post.chmod(0o444)
    assert failed(post).kind == "read_only_file"
    assert post.read_bytes() == OLD


def test_fault_11_a_closed_folder_is_written_in_place_after_a_copy_was_kept() -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        backup = folder / "backup"

        def prepare() -> None:
            path.write_bytes(OLD)
            backup.mkdir()
            folder.chmod(0o555)

        def keep(raw: bytes) -> None:
            assert path.read_bytes() == OLD
            (backup / "old").write_bytes(raw)

        def save() -> tuple[bool, Saved]:
            inode = path.stat().st_ino
            saved = files.save(path, NEW, base_of(path), keep=keep)
            return path.stat().st_ino == inode, saved

        sandbox.as_nobody(prepare)
        same, saved = sandbox.as_nobody(save)
        assert same and path.read_bytes() == NEW and (backup / "old").read_bytes() == OLD
        assert saved.stamp.digest == files.digest(NEW)


@pytest.mark.parametrize("keep", [None, lambda raw: fail(errno.ENOSPC)], ids=["none", "fails"])
def test_fault_11_a_closed_folder_without_a_copy_is_refused(keep: Callable[[bytes], None] | None) -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"

        def save() -> tuple[str, str]:
            path.write_bytes(OLD)
            folder.chmod(0o555)
            told = failed(path, keep=keep)
            return told.kind, str(told)

        kind, text = sandbox.as_nobody(save)
        assert kind == "permission" and "has to be kept first" in text
        assert path.read_bytes() == OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENAMETOOLONG])
@pytest.mark.parametrize("call", ["open", "exchange"])
def test_fault_11_no_other_error_leads_to_writing_in_place(post: Path, number: int, call: str) -> None:
    kept: Kept = []

    class Ops(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            if call == "open" and flags & os.O_CREAT:
                raise refused(number)
            assert not flags & os.O_RDWR
            return super().open(path, flags, mode)

        def exchange(self, first: bytes, second: bytes) -> None:
            if call == "exchange":
                raise refused(number)
            super().exchange(first, second)

    failed(post, Ops(), keep=kept.append)
    assert post.read_bytes() == OLD and not beside(post)


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_fault_12_a_read_only_disk_is_named(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    path = place / "week.md"

    def save() -> tuple[str, str, bytes, str]:
        path.write_bytes(OLD)
        base = base_of(path)
        sandbox.remount_read_only(place)
        told = failed(path)
        with pytest.raises(SaveFailed) as new:
            files.save(place / "new.md", NEW, None)
        assert base_of(path) == base
        return told.kind, str(told), path.read_bytes(), new.value.kind

    kind_told, text, content, kind_new = sandbox.with_disk(place, kind, "1m", save)
    assert kind_told == kind_new == "read_only_disk"
    assert "the disk can only be read. The file is as it was." in text and content == OLD


def test_fault_12_a_disk_that_becomes_read_only_in_between_is_named(post: Path) -> None:
    """The stand-in where nothing may be mounted."""
    for call in ("open", "exchange", "fsync"):
        told = failed(post, RefusingOps({call: errno.EROFS}))
        assert told.kind == "read_only_disk" and "the disk can only be read. The file is as it was." in str(told)
        assert post.read_bytes() == OLD and not beside(post)


def test_fault_12_a_file_on_a_read_only_disk_is_not_taken_for_a_read_only_file(post: Path) -> None:
    class Mounted(FileOps):
        def may_write(self, path: bytes) -> bool:
            return False

        def is_read_only_disk(self, path: bytes) -> bool:
            return True

    assert failed(post, Mounted(), force=frozenset({"read_only_file"})).kind == "read_only_disk"


@pytest.mark.webengine
def test_fault_12_on_a_read_only_disk_a_copy_can_be_saved_elsewhere(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, elsewhere = tmp_path / "journal", tmp_path / "elsewhere"
    journal.mkdir()
    elsewhere.mkdir()
    path, copy = journal / "week.md", elsewhere / "week.md"
    path.write_bytes(OLD)
    copy.write_bytes(b"an older copy")
    below = os.fsencode(journal)
    monkeypatch.setattr(FileOps, "may_write", lambda _, place: not place.startswith(below))
    monkeypatch.setattr(FileOps, "is_read_only_disk", lambda _, place: place.startswith(below))
    answers: list[Path | None] = [None, path, copy]
    monkeypatch.setattr(pickers, "pick_copy", lambda _parent, _suggested: answers.pop(0))
    with program(qapp, path) as parts:
        until(qapp, lambda: parts.desk.current is not None)
        parts.desk.edit_body(path, Splice(0, 0, "typed "))
        wanted = front(parts).to_bytes()
        parts.commands.save()
        key, banner = f"save {path}", parts.window.banner
        until(qapp, lambda: key in banner.notices)
        for _ in range(3):
            assert dict(banner.notices[key].choices)["copy"] == "Save a copy…"
            banner._choose(NoticeChoice(key, "copy"))
            until(qapp, lambda: key in banner.notices)
        assert not answers and "elsewhere" in banner.notices[key].text and "unsaved" in banner.notices[key].text
        assert copy.read_bytes() == wanted and path.read_bytes() == OLD
        assert path in parts.desk.unsaved, "the post is where it was, and kept in recovery"
        (version,) = parts.versions._history.versions(copy)
        assert parts.versions._history.read(version.digest) == b"an older copy"
