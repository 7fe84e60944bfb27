"""Saving leaves the old bytes or the new ones, keeps what belongs to the file, and never buries a stranger's edit."""

import os
import stat
from pathlib import Path

import pytest

from journal_app import files
from journal_app.files import FileOps
from journal_app.post.errors import ChangedOnDisk, NotAPost, SaveFailed

OLD = "旧的一周\n".encode() * 40
NEW = "新的一周，多写了一行\n".encode() * 40

@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "week-19.md"
    path.write_bytes(OLD)
    return path


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith((".~journal-", ".~page-"))]


def test_a_save_replaces_the_bytes_and_leaves_nothing_beside_them(post: Path) -> None:
    _, base = files.read(post)
    saved = files.save(post, NEW, base)
    assert post.read_bytes() == NEW
    assert saved.stamp == files.read(post)[1]
    assert os.listdir(post.parent) == [post.name]


def test_saving_what_is_there_already_does_not_touch_the_file(post: Path) -> None:
    before = post.stat()
    files.save(post, OLD, files.read(post)[1])
    assert (post.stat().st_ino, post.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_save_never_buries_a_strangers_edit(post: Path) -> None:
    _, base = files.read(post)
    post.write_bytes(b"a stranger's words")
    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base)
    assert post.read_bytes() == b"a stranger's words"


def test_a_strangers_edit_in_the_last_moment_is_kept_as_a_conflict_copy(post: Path) -> None:
    class Late(FileOps):
        def exchange(self, first: bytes, second: bytes) -> None:
            Path(os.fsdecode(second)).write_bytes(b"in the last moment")
            super().exchange(first, second)

    saved = files.save(post, NEW, files.read(post)[1], ops=Late())
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == b"in the last moment"
    assert saved.displaced.name.startswith("week-19 (conflict ")


def test_a_new_file_never_replaces_one_that_appeared(post: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, None)
    assert post.read_bytes() == OLD
    fresh = post.parent / "new" / "week-20.md"
    files.save(fresh, NEW, None)
    assert fresh.read_bytes() == NEW


def test_a_relative_path_is_as_good_as_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("week.md", "new/deep/week.md"):
        files.save(Path(name), OLD, None)
        files.save(Path(name), NEW, files.read(Path(name))[1])
        files.write(Path(name).with_suffix(".html"), OLD)
        files.move(Path(name), Path(name).with_name("other.md"))
        assert (tmp_path / name).with_name("other.md").read_bytes() == NEW
    assert sorted(os.listdir(tmp_path)) == ["new", "other.md", "week.html"]


def test_a_deleted_file_is_not_made_again_silently(post: Path) -> None:
    _, base = files.read(post)
    post.unlink()
    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base)
    assert not post.exists()


def test_mode_and_extended_attributes_stay(post: Path) -> None:
    post.chmod(0o640)
    try:
        os.setxattr(post, "user.mood", b"calm")
        attribute = True
    except OSError:
        attribute = False
    files.save(post, NEW, files.read(post)[1])
    assert stat.S_IMODE(post.stat().st_mode) == 0o640
    if attribute:
        assert os.getxattr(post, "user.mood") == b"calm"


def test_a_symbolic_link_stays_one_and_its_target_gets_the_bytes(post: Path) -> None:
    link = post.parent / "latest.md"
    link.symlink_to(post.name)
    files.save(link, NEW, files.read(link)[1])
    assert link.is_symlink() and post.read_bytes() == NEW


def test_a_loop_of_links_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    with pytest.raises(SaveFailed, match="circle"):
        files.save(tmp_path / "a.md", NEW, files.Stamp(0, 0, 0, ""))


def test_a_name_of_255_bytes_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("w" * 252 + ".md")
    path.write_bytes(OLD)
    files.save(path, NEW, files.read(path)[1])
    assert path.read_bytes() == NEW


def test_a_name_that_is_not_utf_8_keeps_its_bytes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/week-\xff.md"))
    files.save(path, NEW, None)
    files.save(path, OLD, files.read(path)[1])
    assert os.listdir(os.fsencode(tmp_path)) == [b"week-\xff.md"]


def test_a_fifo_is_not_opened_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.md")
    with pytest.raises(NotAPost):
        files.read(tmp_path / "x.md")


def test_short_writes_go_on_until_all_is_written(post: Path) -> None:
    class Short(FileOps):
        def write(self, handle: int, chunk: memoryview) -> int:
            return super().write(handle, chunk[: max(1, len(chunk) // 2)])

    files.save(post, NEW, files.read(post)[1], ops=Short())
    assert post.read_bytes() == NEW


def test_an_export_replaces_the_older_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    files.write(target, b"one")
    files.write(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["out.html"]
