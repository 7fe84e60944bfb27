"""A look at the folder: rows of real files, and only of what changed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal_app.library.index import scan
from journal_app.library.index.delta import Delta
from journal_app.library.row import UNDATED, PostRow
from journal_app.library.sites import folder, sites
from journal_app.post import dates
from journal_app.post.site import PLAIN
from tests.library.journal import WEEK, write

SHELF = sorted(path for path in (Path(__file__).parent.parent.parent / "data" / "posts").glob("*") if path.is_file())


def look(top: Path, known: dict[Path, PostRow] | None = None) -> Delta:
    return scan.look(top, sites.site_of(top), known or {})


def rows(top: Path) -> dict[Path, PostRow]:
    return {row.path: row for row in look(top).added}


def test_a_row_tells_what_the_head_means(tmp_path: Path) -> None:
    path = write(tmp_path / "week-19.md", WEEK)
    (row,) = look(tmp_path).added
    assert row.title == "周记 Week19"
    assert row.date == "2024-11-17 23:12:00+0800"
    assert row.moment == 1731856320.0
    assert row.year == "2024"
    assert row.excerpt == "2024-11-04 ~ 2024-11-10."
    assert row.categories == row.tags == ("Daily Talk", "Weekly Journal")
    assert row.cover == "https://pictures.example/19.webp"
    assert (row.pinned, row.draft, row.error, row.words) == (1, False, "", 30)
    assert row.fields == ("title", "excerpt", "date", "image", "categories", "tags", "top")
    assert (row.size, row.mtime_ns, row.inode) == (path.stat().st_size, path.stat().st_mtime_ns, path.stat().st_ino)


def test_a_file_that_cannot_be_read_is_a_row_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path / "good.md", WEEK)
    write(tmp_path / "broken.md", "---\ntitle: one\nbad: [a\n---\ntext\n")
    write(tmp_path / "binary.md", bytes(range(256)) * 40)
    gone = write(tmp_path / "locked.md", "x")
    gone.chmod(0)
    found = {row.path.name: row for row in look(tmp_path).added}
    assert set(found) == {"good.md", "broken.md", "binary.md", "locked.md"}
    assert found["broken.md"].error and found["broken.md"].error_line > 1
    assert found["broken.md"].title == "broken"
    assert found["binary.md"].error
    if os.geteuid() != 0:
        assert "permission" in found["locked.md"].error
    assert not found["good.md"].error


def test_a_readme_is_a_post_only_with_a_head(tmp_path: Path) -> None:
    write(tmp_path / "README.md", "# About\n")
    write(tmp_path / "posts" / "readme.md", WEEK)
    assert [row.path.parent.name for row in look(tmp_path).added] == ["posts"]


def test_only_changed_files_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [write(tmp_path / f"{number}.md", WEEK) for number in range(5)]
    known = rows(tmp_path)
    write(paths[1], WEEK.replace("Week19", "Week20"))
    os.utime(paths[1], ns=(1, 1))
    paths[2].unlink()
    new = write(tmp_path / "new.md", "# New\n")
    read: list[Path] = []
    row_at = scan.row_at
    monkeypatch.setattr(
        scan, "row_at", lambda entry, site, **rest: read.append(entry.path) or row_at(entry, site, **rest)
    )
    delta = look(tmp_path, known)
    assert sorted(read) == sorted([paths[1], new])
    assert [row.title for row in delta.changed] == ["周记 Week20"]
    assert [row.path for row in delta.added] == [new]
    assert delta.removed == (paths[2],)
    assert not look(tmp_path, rows(tmp_path))


def test_a_journal_that_is_not_there_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        scan.look(tmp_path / "unmounted", PLAIN, {tmp_path / "unmounted" / "a.md": PostRow(tmp_path)})


def test_rows_below_a_folder_that_cannot_be_listed_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = write(tmp_path / "shut" / "a.md", WEEK)
    known = rows(tmp_path)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert kept in known
    assert not look(tmp_path, known)


def test_a_look_tells_its_progress_and_can_be_stopped(tmp_path: Path) -> None:
    for number in range(600):
        write(tmp_path / f"{number}.md", f"---\ntitle: {number}\n---\n")
    told: list[tuple[int, int]] = []
    delta = scan.look(tmp_path, PLAIN, {}, lambda done, total: told.append((done, total)), lambda: len(told) >= 2)
    assert told == [(256, 0), (512, 0)]  # it is read while it is listed
    assert len(delta.added) == 512
    gone = tmp_path / "gone.md"
    stopped = scan.look(tmp_path, PLAIN, {gone: PostRow(gone)}, None, lambda: True)
    assert not stopped.removed


def test_undated_posts_and_posts_without_a_head_have_rows(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# A *fine* heading\n\ntext\n")
    write(tmp_path / "trip" / "index.md", "text")
    write(tmp_path / "empty.md", "")
    found = rows(tmp_path)
    assert found[tmp_path / "a.md"].title == "A fine heading"
    assert found[tmp_path / "trip" / "index.md"].title == "trip"
    assert found[tmp_path / "empty.md"].title == "empty"
    assert {row.moment for row in found.values()} == {UNDATED}


def entry_of(path: Path) -> folder.Entry:
    status = path.stat()
    return folder.Entry(path, status.st_size, status.st_mtime_ns, status.st_ino)


def both_rows(path: Path) -> tuple[PostRow | None, PostRow | None]:
    """The row made of the file's start, and the one made of the whole file, which knows the words and pictures too."""
    short = scan.row_at(entry_of(path), PLAIN)
    whole = scan.row_at(entry_of(path), PLAIN, whole=True)
    return short, whole and replace(whole, words=short.words if short else 0, has_image=bool(whole.cover))


@pytest.mark.skipif(not SHELF, reason="there is no shelf of awkward posts")
@pytest.mark.parametrize("path", SHELF, ids=lambda path: path.name)
def test_the_start_of_an_awkward_file_tells_the_same_as_all_of_it(path: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / (path.name if path.suffix == ".md" else path.name + ".md"), path.read_bytes())
    short, whole = both_rows(copy)
    assert short == whole


LINES = st.lists(
    st.sampled_from(
        [
            "---", "+++", "...", "--- ", "", " ", "title: a", "title:", "title: ''", "date: 2024-11-04", "# Heading",
            "tags: [a, b]", "  - x", "draft: true", "bad: [", "\ttab: 1", "text", "文字", "title = 'x'", "{", "}",
            "\u2028", "\x0c", "a\rb", "\ufeff",
        ]
    ),
    max_size=12,
)  # fmt: skip


@example(lines=["---", "---", "title: a", "---"], end="\n", filler=True)
@settings(max_examples=300, deadline=None)
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), filler=st.booleans())
def test_the_start_of_any_file_tells_the_same_as_all_of_it(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, filler: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "generated.md"
    write(path, end.join(lines) + ("\n文字 words" * 900 if filler else ""))
    short, whole = both_rows(path)
    assert short == whole


def test_a_head_longer_than_the_first_bytes_is_read_to_its_end(tmp_path: Path) -> None:
    tags = "".join(f"  - tag {number}\n" for number in range(900))
    path = write(tmp_path / "long.md", f"---\ntags:\n{tags}title: At the end\n---\n" + "text\n" * 40000)
    row = scan.row_at(entry_of(path), PLAIN)
    assert row is not None and row.title == "At the end" and len(row.tags) == 900


def test_an_enormous_file_is_counted_as_far_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_ENORMOUS", 1000)
    path = write(tmp_path / "log.md", "---\ntitle: Log\n---\n" + "文字\n" * 1000)
    (row,) = look(tmp_path).added
    assert (row.title, row.size) == ("Log", path.stat().st_size)
    assert 200 < row.words < 400


DAY = r"(2024|1969|9999|0001)-[01][0-9]-[0-3][0-9]"
TIME = r"[T t][0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(\.5)?"
ZONE = r" ?([zZ]|[+-]0[08]:?[03]0|\+08|UTC)"


@given(st.from_regex(f"{DAY}({TIME}({ZONE})?)?", fullmatch=True))
def test_the_moment_a_row_is_sorted_by_is_the_one_the_date_is_read_as(text: str) -> None:
    found = dates.read(text)
    moment = dates.moment_of(text)
    assert (moment and moment.timestamp()) == (found and found.sort_key)
