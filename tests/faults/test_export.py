"""An export that fails leaves the older page whole, and never falls on a post. Kills are in test_kills.py."""

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from journal_app import cli, files
from journal_app.files import FileOps
from journal_app.library.sites.folder import is_markdown
from journal_app.post.errors import JournalError, SaveFailed
from tests.faults import sandbox
from tests.faults.breaking import FailingOps

POST = "---\ntitle: 周记 Week19\n---\n\n早上下雨。\n".encode()
OLD = b"<p>an older page</p>\n"
NEW = b"<p>a newer page</p>\n" * 500
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EINTR, errno.ENOENT, errno.EXDEV)


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    path = folder / "week-19.md"
    path.write_bytes(POST)
    monkeypatch.chdir(folder)
    return path


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = cli.main(["export", *words])
    return status, capsys.readouterr().err


@pytest.mark.parametrize("many", [False, True], ids=["one", "one of many"])
@pytest.mark.parametrize("persistent", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_fault_65_whichever_call_fails_the_older_page_or_the_newer_is_whole(
    post: Path, number: int, persistent: bool, many: bool
) -> None:
    page = post.with_suffix(".html")
    for at in range(1, 100):
        page.write_bytes(OLD)
        ops = FailingOps(at, number, persistent)
        try:
            files.write(page, NEW, spare=is_markdown, one_of_many=many, ops=ops)
        except SaveFailed as error:
            assert page.read_bytes() in (OLD, NEW) and str(error).endswith(".")
        else:
            assert page.read_bytes() == NEW
        files.write(page, NEW, one_of_many=many)
        if many:
            files.settle(post.parent)
        assert page.read_bytes() == NEW and post.read_bytes() == POST
        assert set(os.listdir(post.parent)) == {page.name, post.name}  # what was left is gone with the next export
        if len(ops.called) < at:
            break
    assert at > (5 if many else 10)


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_fault_65_a_full_disk_leaves_the_older_page(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    page = place / "week.html"
    raw = os.urandom(9_000_000 if kind == "ext4" else 200_000)

    def export() -> tuple[str, int, bytes, list[str]]:
        page.write_bytes(OLD)
        with pytest.raises(SaveFailed) as told:
            files.write(page, raw)
        return told.value.kind, told.value.needed, page.read_bytes(), os.listdir(place)

    told, needed, content, names = sandbox.with_disk(place, kind, "64k", export)
    assert (told, needed, content) == ("full", len(raw), OLD) and set(names) - {"lost+found"} == {page.name}


def test_fault_65_the_command_line_tells_of_a_full_disk_and_leaves_the_older_page(
    post: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = post.with_suffix(".html")
    page.write_bytes(OLD)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "journal_app", "export", post.name, "-o", page.name],
        env=os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])},
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )
    assert done.returncode == 1 and b"was not exported: the system allows no file of" in done.stderr
    assert page.read_bytes() == OLD and set(os.listdir(post.parent)) == {page.name, post.name}


def test_fault_65_a_link_to_a_page_stays_a_link(post: Path, tmp_path: Path) -> None:
    page = tmp_path / "site.html"
    page.write_bytes(OLD)
    link = post.with_suffix(".html")
    link.symlink_to(page)
    files.write(link, NEW, spare=is_markdown)
    assert link.is_symlink() and page.read_bytes() == NEW


@pytest.mark.parametrize("name", ["week-19.md", "README.md", "_index.md", "notes.markdown", "other.MDX"])
def test_fault_65_a_link_to_a_post_is_never_followed(post: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (post.parent / name).write_bytes(POST)
    link = post.parent / "page.html"
    link.symlink_to(name)
    with pytest.raises(SaveFailed, match="never takes the place of a post"):
        files.write(link, NEW, spare=is_markdown)
    for target in ("page.html", name):
        status, told = command(capsys, "week-19.md", "-o", target)
        assert status == 1 and "never takes the place of a post" in told
    assert (post.parent / name).read_bytes() == POST == post.read_bytes() and link.is_symlink()


def test_fault_65_a_link_through_a_linked_folder_to_a_post_is_never_followed(post: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(post.parent)
    (tmp_path / "page.html").symlink_to(tmp_path / "linked" / post.name)
    with pytest.raises(JournalError):
        files.write(tmp_path / "page.html", NEW, spare=is_markdown)
    assert post.read_bytes() == POST


def test_fault_65_a_page_that_is_another_name_of_a_post_is_parted_from_it(post: Path) -> None:
    page = post.with_suffix(".html")
    os.link(post, page)
    files.write(page, NEW, spare=is_markdown)
    assert post.read_bytes() == POST and page.read_bytes() == NEW and post.stat().st_nlink == 1


def test_fault_65_a_post_that_takes_the_place_of_the_page_at_the_last_moment_keeps_its_bytes(post: Path) -> None:
    """The page's name is replaced, never what a link there leads to."""
    page = post.with_suffix(".html")
    page.write_bytes(OLD)

    class Late(FileOps):
        def rename(self, source: bytes, target: bytes) -> None:
            page.unlink()
            page.symlink_to(post.name)
            super().rename(source, target)

    files.write(page, NEW, spare=is_markdown, ops=Late())
    assert post.read_bytes() == POST and page.read_bytes() == NEW


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: os.mkfifo(path)], ids=["folder", "fifo"])
def test_fault_65_what_is_no_file_is_not_replaced(post: Path, make: Any) -> None:
    page = post.with_suffix(".html")
    make(page)
    before = page.lstat()
    with pytest.raises(SaveFailed):
        files.write(page, NEW, spare=is_markdown)
    assert page.lstat().st_ino == before.st_ino and set(os.listdir(post.parent)) == {page.name, post.name}


def test_fault_65_a_page_keeps_its_mode_and_a_new_one_gets_the_usual(post: Path) -> None:
    page = post.with_suffix(".html")
    mask = os.umask(0o027)
    try:
        files.write(page, OLD)
        assert stat.S_IMODE(page.stat().st_mode) == 0o640
        page.chmod(0o604)
        files.write(page, NEW)
        assert stat.S_IMODE(page.stat().st_mode) == 0o604
    finally:
        os.umask(mask)
