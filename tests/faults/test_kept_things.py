"""What a save keeps of a file beside its bytes: links, names, owner, group, mode, attributes, access lists."""

import errno
import os
import socket
import stat
import struct
import time
from pathlib import Path

import pytest

from journal_app import files
from journal_app.files import FileOps, Saved, temporary
from journal_app.library.sites import folder as folder_of
from journal_app.library.sites import sites
from journal_app.post.errors import ChangedOnDisk, JournalError, NotAPost, SaveFailed
from tests.faults import sandbox
from tests.faults.breaking import (
    HookedOps,
    RefusingOps,
    Short,
    refused,
)
from tests.faults.saves import NEW, OLD, THEIRS, Kept, base_of, failed, old_post


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 13 to 15: links


def test_fault_13_a_link_stays_one_and_its_target_gets_the_bytes(post: Path) -> None:
    link = post.parent / "latest.md"
    link.symlink_to(post.name)
    files.save(link, NEW, base_of(link))
    assert link.is_symlink() and os.readlink(link) == post.name and post.read_bytes() == NEW


def test_fault_13_a_link_to_the_folder_stays_one(post: Path) -> None:
    folder = post.parent.parent / "linked"
    folder.symlink_to("journal")
    files.save(folder / post.name, NEW, base_of(folder / post.name))
    files.save(folder / "new.md", NEW, None)
    assert folder.is_symlink() and post.read_bytes() == NEW and (post.parent / "new.md").read_bytes() == NEW


def test_fault_14_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    for base in (files.Stamp(0, 0, 0, ""), None):
        with pytest.raises(SaveFailed, match="circle"):
            files.save(tmp_path / "a.md", NEW, base)
    with pytest.raises(SaveFailed, match="circle"):
        files.write(tmp_path / "a.md", NEW)
    assert (tmp_path / "a.md").is_symlink() and (tmp_path / "b.md").is_symlink()


def test_fault_14_a_link_to_nothing_is_asked_for(tmp_path: Path) -> None:
    link = tmp_path / "week.md"
    link.symlink_to("drafts/week.md")
    with pytest.raises(SaveFailed) as told:
        files.save(link, NEW, None)
    assert told.value.kind == "dangling_link" and os.listdir(tmp_path) == ["week.md"]
    files.save(link, NEW, None, force=frozenset({"dangling_link"}))
    assert link.is_symlink() and (tmp_path / "drafts" / "week.md").read_bytes() == NEW


def test_fault_14_a_journal_whose_linked_folder_is_not_here_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "not-mounted" / "journal")
    with pytest.raises(SaveFailed) as told:
        files.save(tmp_path / "journal" / "week.md", NEW, None)
    assert told.value.kind == "folder_missing" and os.listdir(tmp_path) == ["journal"]


def test_fault_14_a_post_whose_folder_went_is_told_so(post: Path) -> None:
    base = base_of(post)
    post.parent.rename(post.parent.parent / "elsewhere")
    with pytest.raises(SaveFailed) as told:
        files.save(post, NEW, base)
    assert told.value.kind == "folder_missing" and not post.parent.exists()


@pytest.mark.parametrize("raw", [NEW, NEW * 50, b"short\n"], ids=["longer", "much longer", "shorter"])
def test_fault_15_both_names_of_a_hard_link_show_the_new_text(post: Path, raw: bytes) -> None:
    other = post.parent / "twin.md"
    os.link(post, other)
    kept: Kept = []
    synced: list[str] = []
    ops = HookedOps("write", lambda: synced.extend("x" * len(kept)))
    files.save(post, raw, base_of(post), keep=kept.append, ops=ops)
    assert post.read_bytes() == other.read_bytes() == raw and post.samefile(other)
    assert kept == [OLD] and synced  # kept before the first byte was written


def test_fault_15_a_hard_link_without_a_copy_is_refused(post: Path) -> None:
    os.link(post, post.parent / "twin.md")
    told = failed(post)
    assert "several names" in str(told) and post.read_bytes() == OLD


def test_fault_15_a_hard_link_on_a_full_disk_stays_as_it_was(post: Path) -> None:
    os.link(post, post.parent / "twin.md")
    kept: Kept = []
    for ops in (RefusingOps({"reserve": errno.ENOSPC}), FailingWrite(1), FailingWrite(2)):
        told = failed(post, ops, NEW * 9, keep=kept.append)
        assert told.kind == "full" and told.became == "old" and post.read_bytes() == OLD


class FailingWrite(Short):
    """The disk is full at the Nth write, and that one only."""

    def __init__(self, at: int) -> None:
        self.at = at

    def write(self, handle: int, chunk: memoryview) -> int:
        self.at -= 1
        if self.at == 0:
            raise refused(errno.ENOSPC)
        return super().write(handle, chunk)


def test_fault_15_a_stranger_in_the_last_moment_stops_a_write_in_place(post: Path) -> None:
    os.link(post, post.parent / "twin.md")

    class Late(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            if flags & os.O_RDWR:
                post.write_bytes(THEIRS)
            return super().open(path, flags, mode)

    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), keep=lambda raw: None, ops=Late())
    assert post.read_bytes() == THEIRS


# 16: what belongs to a file


def acl(*entries: tuple[int, int, int]) -> bytes:
    """`system.posix_acl_access` as the kernel takes it: tag, permissions, id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NO_ID = 0xFFFFFFFF
ACCESS = acl((1, 6, NO_ID), (2, 4, 1001), (4, 4, NO_ID), (16, 4, NO_ID), (32, 0, NO_ID))


def test_fault_16_owner_group_mode_and_attributes_stay(post: Path) -> None:
    if os.geteuid() == 0:
        os.chown(post, 1000, 1001)
    post.chmod(0o640)
    attributes = {"user.mood": b"calm", "user.empty": b""}
    try:
        for name, value in attributes.items():
            os.setxattr(post, name, value)
        os.setxattr(post, "system.posix_acl_access", ACCESS)
    except OSError as error:
        pytest.skip(f"this file system takes no attributes: {error}")
    before = post.stat()
    saved = files.save(post, NEW, base_of(post))
    after = post.stat()
    assert saved.lost == () and post.read_bytes() == NEW
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    found = {name: os.getxattr(post, name) for name in os.listxattr(post)}
    assert found == attributes | {"system.posix_acl_access": ACCESS}


def test_fault_16_a_default_access_list_of_the_folder_adds_nothing(post: Path) -> None:
    try:
        os.setxattr(post.parent, "system.posix_acl_default", ACCESS)
    except OSError as error:
        pytest.skip(f"this file system takes no access lists: {error}")
    assert os.listxattr(post) == []
    files.save(post, NEW, base_of(post))
    assert os.listxattr(post) == []


def test_fault_16_what_is_lost_is_told() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        os.chown(path, 1001, 1001)
        path.chmod(0o2666)

        def save() -> tuple[Saved, os.stat_result]:
            return files.save(path, NEW, base_of(path)), path.stat()

        saved, status = sandbox.as_nobody(save)
        assert saved.lost == ("the owner", "the group") and path.read_bytes() == NEW
        assert stat.S_IMODE(status.st_mode) == 0o666 and status.st_uid == sandbox.NOBODY


def test_fault_16_another_group_gets_no_more_than_everybody() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of another group")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        os.chown(path, sandbox.NOBODY, 1001)
        path.chmod(0o660)
        saved = sandbox.as_nobody(lambda: files.save(path, NEW, base_of(path)))
        assert saved.lost == ("the group",) and stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("call", "words"), [("chmod", "the mode"), ("set_attribute", "user.mood"), ("chown", "the owner")]
)
def test_fault_16_each_refused_attribute_is_named(post: Path, call: str, words: str) -> None:
    if call == "chown" and os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    if call == "chown":
        os.chown(post, 1000, 1000)
    os.setxattr(post, "user.mood", b"calm")
    saved = files.save(post, NEW, base_of(post), ops=RefusingOps({call: errno.EPERM}))
    assert words in saved.lost and post.read_bytes() == NEW


# 17 to 19: odd names


def test_fault_17_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "device.md").symlink_to("/dev/zero")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.md"))
    opened: list[bytes] = []

    class Watching(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            opened.append(path)
            return super().open(path, flags, mode)

    start = time.monotonic()
    for name in ("fifo.md", "folder.md", "device.md", "socket.md"):
        with pytest.raises(NotAPost):
            files.read(tmp_path / name, Watching())
        with pytest.raises(JournalError):
            files.save(tmp_path / name, NEW, None)
        with pytest.raises(JournalError):
            files.write(tmp_path / name, NEW)
    listener.close()
    assert not list(folder_of.posts(tmp_path, sites.site_of(tmp_path)))
    assert not opened and time.monotonic() - start < 2


@pytest.mark.parametrize("name", [b"w" * 252 + b".md", "周".encode() * 84 + b".md", b"\xff" * 252 + b".md"])
def test_fault_18_a_name_of_255_bytes_is_saved_and_so_is_its_conflict_copy(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    files.save(path, OLD, None)
    stranger = HookedOps("exchange", lambda: path.write_bytes(THEIRS))
    saved = files.save(path, NEW, base_of(path), ops=stranger)
    assert path.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS
    assert len(os.fsencode(saved.displaced.name)) <= 255 and saved.displaced.name.endswith(").md")


def test_fault_19_a_taken_or_planted_temporary_name_is_passed_over(
    post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"not ours")
    tokens = iter(["11111111", "22222222", "33333333", "44444444"])
    monkeypatch.setattr(temporary.secrets, "token_hex", lambda size: next(tokens))
    mark = temporary.mark(os.fsencode(post.name)).decode()
    planted = post.parent / f".~journal-{mark}-11111111"
    planted.symlink_to(victim)
    taken = post.parent / f".~journal-{mark}-22222222"
    taken.write_bytes(b"somebody's")
    files.save(post, NEW, base_of(post))
    assert post.read_bytes() == NEW and victim.read_bytes() == b"not ours"
    assert planted.is_symlink() and taken.read_bytes() == b"somebody's"
