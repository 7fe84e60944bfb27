"""Rows 17, 51 and 52, and permissions: folders that hold what no folder should, through the real program."""

import os
import socket
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journal_app.cli import main as command_line
from journal_app.library.index import scan
from journal_app.post.site import PLAIN
from journal_app.render.export import export
from journal_app.session import outside
from journal_app.ui.post_list.model import title_words
from journal_app.ui.preview.page import WORLD
from tests.faults import sandbox
from tests.faults.window import Gaps, front, open_post, press, program, rest, save, until

FULL = os.environ.get("JOURNAL_FAULTS") == "full"
NAMES: dict[str, bytes] = {
    "emoji": "👍🏽 周记".encode(),
    "override": "safe\u202egpj.txt\u202c".encode(),
    "marks": "\u200fשלום\u200e \u2066x\u2069".encode(),
    "newline": b"two\nlines\r\n.x",
    "dash": b"--help -rf",
    "quotes": b"a'b\"c`d$(e);f&g|h>i",
    "percent": b"%00 %2e%2e%2f %s {0} %n",
    "markup": b"<script>alert(1)<\x5cscript>&amp;<img src=x onerror=alert(2)>",
    "bytes": b"\xff\xfe caf\xe9 \x80",
    "half": b"\xed\xa0\x80 surrogate",
    "controls": b"\x01\x1b[31mred\x07\x7f",
    "spaces": b"  lead and trail  ",
    "long": b"x" * 252,
    "long han": "周".encode() * 84,
    "combined": "e\u0301 and \u00e9".encode(),
    "dots": b"a..b...",
    "hash": b"#fragment?query=1:2",
}
BODY = b"The first words.\n"


def paths(folder: Path) -> dict[str, bytes]:
    return {name: os.path.join(os.fsencode(folder), stem + b".md") for name, stem in NAMES.items()}


def read(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def in_the_preview(qapp: QApplication, parts, script: str) -> str:  # type: ignore[no-untyped-def]
    told: list[object] = []
    parts.preview.page.runJavaScript(script, WORLD, told.append)
    until(qapp, lambda: told)
    return str(told[0])


@pytest.mark.timeout(120)
def test_fault_52_strange_names_are_listed_opened_and_saved_under_the_same_bytes(
    qapp: QApplication, tmp_path: Path
) -> None:
    places = paths(tmp_path)
    for place in places.values():
        with open(place, "wb") as file:
            file.write(BODY)
    before = sorted(os.listdir(os.fsencode(tmp_path)))
    with program(qapp, tmp_path) as parts:
        until(qapp, lambda: len(parts.librarian.rows) == len(NAMES) and not parts.librarian.is_looking)
        assert {os.fsencode(path) for path in parts.librarian.rows} == set(places.values())
        until(qapp, lambda: parts.preview.is_ready)
        for name, place in places.items():
            path = Path(os.fsdecode(place))
            row = parts.librarian.rows[path]
            assert not row.error, name
            words = title_words(row)
            assert words and not any(sign in words for sign in "\n\r\x1b\x07\x01\x7f"), name
            words.encode()  # what Qt and a terminal can show
            open_post(qapp, parts, path)
            press(parts.editor, "x")
            assert path in parts.desk.unsaved
            save(qapp, parts)
            assert read(place) == b"x" + BODY, name
            page = export.page(front(parts), PLAIN).html
            assert b"<script>alert" not in page and b"<img src=x" not in page, name
            if name in ("markup", "bytes", "newline"):
                until(qapp, lambda: "xThe first words." in in_the_preview(qapp, parts, "document.body.innerText"))
                made = in_the_preview(qapp, parts, "document.querySelectorAll('script[src=\"\"], img').length + ''")
                assert made.startswith("0"), name
        parts.window.grab()
        assert sorted(os.listdir(os.fsencode(tmp_path))) == before


def test_fault_52_the_command_line_prints_and_writes_strange_names(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    places = paths(tmp_path)
    for place in places.values():
        with open(place, "wb") as file:
            file.write(b"---\ntitle: a\n---\n" + BODY)
    assert command_line(["list", str(tmp_path)]) == 0
    told = capfd.readouterr().out
    assert told.count("\n") == len(NAMES) and "\x1b" not in told and "\x07" not in told
    for name, place in places.items():
        assert command_line(["set", "--", os.fsdecode(place), "title=b"]) == 0, (name, capfd.readouterr().err)
        assert read(place) == b"---\ntitle: b\n---\n" + BODY


def odd_files(folder: Path) -> None:
    """What is named like a post and is none."""
    (folder / "good.md").write_bytes(BODY)
    os.mkfifo(folder / "pipe.md")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / "socket.md"))
    server.close()
    (folder / "folder.md").mkdir()
    (folder / "folder.md" / "inner.md").write_bytes(BODY)
    (folder / "loop a.md").symlink_to("loop b.md")
    (folder / "loop b.md").symlink_to("loop a.md")
    (folder / "nowhere.md").symlink_to("not-there.md")
    (folder / "to a pipe.md").symlink_to("pipe.md")
    (folder / "zero.md").symlink_to("/dev/zero")
    (folder / "up").symlink_to("..")
    (folder / "self").symlink_to(".")
    (folder / "root").symlink_to("/")


def test_fault_17_51_pipes_devices_sockets_and_circles_of_links_are_never_read(
    qapp: QApplication, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    odd_files(folder)
    if os.geteuid() == 0:
        os.mknod(folder / "device.md", 0o020666, os.makedev(1, 5))  # /dev/zero, which never ends
    gaps = Gaps()
    with program(qapp, folder) as parts:
        until(qapp, lambda: not parts.librarian.is_looking and folder / "good.md" in parts.librarian.rows)
        rest(qapp, 0.5)
        assert gaps.longest < 2  # a watch that goes through the link to the root of the disk takes many seconds
        assert set(parts.librarian.rows) == {folder / "good.md", folder / "folder.md" / "inner.md"}
        for name in ("pipe", "socket", "folder", "loop a", "nowhere", "to a pipe", "zero", "device"):
            parts.notices.forget("error")
            parts.commands.open_post(folder / f"{name}.md")
            started = time.monotonic()
            until(qapp, lambda: "error" in parts.window.banner.notices, seconds=10)
            assert time.monotonic() - started < 2, name
        open_post(qapp, parts, folder / "good.md")
        press(parts.editor, "x")
        save(qapp, parts)
        (folder / "new").mkdir()
        rest(qapp, 0.5)
        for name in ("one", "two"):
            (folder / "new" / f"{name}.md").write_bytes(BODY)
            until(qapp, lambda: folder / "new" / f"{name}.md" in parts.librarian.rows, seconds=8)  # noqa: B023
    assert (folder / "good.md").read_bytes() == b"x" + BODY


def test_fault_51_a_folder_and_a_file_that_may_not_be_read_are_told_and_the_others_are_listed() -> None:
    """As an ordinary user: the scan and the desk's reading in a child that is not root."""

    def child(folder: Path) -> tuple[dict[str, str], str, list[str]]:
        shut = folder / "shut"
        shut.mkdir()
        (shut / "inside.md").write_bytes(BODY)
        (folder / "good.md").write_bytes(BODY)
        (folder / "closed.md").write_bytes(BODY)
        known = scan.look(folder, PLAIN, {}).added
        (folder / "closed.md").chmod(0)
        shut.chmod(0)
        try:
            rows = {row.path: row for row in known}
            delta = scan.look(folder, PLAIN, rows)
            fresh = scan.look(folder, PLAIN, {})
            try:
                outside.read(folder / "closed.md")
                opened = "read"
            except OSError as error:
                opened = str(outside.in_words(folder / "closed.md", error))
            return {row.path.name: row.error for row in fresh.added}, opened, [path.name for path in delta.removed]
        finally:
            shut.chmod(0o755)

    with sandbox.nobodys_folder() as folder:
        rows, opened, removed = sandbox.as_nobody(lambda: child(folder))
    assert rows["good.md"] == "" and "cannot be read" in rows["closed.md"]
    assert "inside.md" not in rows and removed == []  # what cannot be listed is not gone
    assert "permission to read" in opened


def deep_journal(folder: Path, count: int) -> None:
    """So many small posts, 20 folders deep, with links that lead round."""
    place, levels = folder, []
    for level in range(20):
        place = place / f"level {level}"
        levels.append(place)
    levels[-1].mkdir(parents=True)
    for number in range(count):
        path = levels[number % 20] / f"post {number}.md"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
        head = f"title: Post {number}\ndate: 2024-11-17\ntags: [a{number % 7}]\n"
        os.write(handle, f"---\n{head}---\n第{number}篇。\n".encode())
        os.close(handle)
    (levels[-1] / "back").symlink_to(folder)
    (levels[10] / "further").symlink_to(levels[3])
    (folder / "in").symlink_to(levels[19])


@pytest.mark.timeout(600)
def test_fault_51_a_deep_journal_of_many_posts_with_circles_is_listed_whole(qapp: QApplication, tmp_path: Path) -> None:
    count = 50_000 if FULL else 5_000
    folder = tmp_path / "journal"
    deep_journal(folder, count)
    started = time.monotonic()
    with program(qapp, folder) as parts:
        until(qapp, lambda: len(parts.librarian.rows) == count and not parts.librarian.is_looking, seconds=200)
        listed = time.monotonic() - started
        titles = {row.title for row in parts.librarian.rows.values()}
        assert len(titles) == count
        until(qapp, lambda: all(row.words > 0 for row in parts.librarian.rows.values()), seconds=300)
        counted = time.monotonic() - started
        deepest = next(path for path in parts.librarian.rows if path.parent.name == "level 19")
        open_post(qapp, parts, deepest)
        rest(qapp, 0.1)
    print(f"{count} posts: listed in {listed:.1f} s, counted and indexed in {counted:.1f} s")
