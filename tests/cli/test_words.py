"""Tags and categories put in order from the command line: shown, written, taken back, and what is left alone."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from journal_app import paths
from journal_app.library.housekeeping.operations import RenameBranch, RenameWords
from journal_app.session import batch, runs
from tests.cli.test_cli import Run

TEXTS = {
    "a.md": "---\ntitle: a\ndate: 2024-01-02\ntags: [old, Old,  'c d'] # all\ncategories: [生活/散步]\n---\nold\n",
    "b.md": "---\r\ntitle: b\r\ndate: 2024-01-01\r\ntags:\r\n- old # x\r\ncategories:\r\n- [生活, 散步]\r\n---\r\nold",
}
RENAMED = [
    "a.md:4:-tags: [old, Old,  'c d'] # all",
    "a.md:4:+tags: [new, Old,  'c d'] # all",
    "b.md:5:-- old # x",
    "b.md:5:+- new # x",
]


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text.encode())
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}


def test_the_words_are_listed_by_use_with_their_twins(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Run(capsys, "tags", "list", ".").out.splitlines() == ["2\told\tOld", "1\tOld\told", "1\tc d"]
    assert Run(capsys, "categories", "list", ".").out.splitlines() == ["2\t生活", "2\t生活/散步"]


def test_a_rename_is_shown_line_by_line_and_written_only_when_it_is_no_dry_run(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Run(capsys, "tags", "rename", "old", "new", ".", "--dry-run")
    assert shown.out.splitlines() == [*RENAMED, "2 posts would change; nothing is written."]
    assert (shown.status, shown.err, contents(journal)) == (0, "", TEXTS)
    run = Run(capsys, "tags", "rename", "old", "new", ".")
    assert (run.status, run.err) == (0, "")
    assert run.out.splitlines() == [*RENAMED, "2 posts were changed."]
    assert contents(journal) == {
        "a.md": TEXTS["a.md"].replace("[old", "[new"),
        "b.md": TEXTS["b.md"].replace("- old", "- new"),
    }


def test_a_run_is_taken_back_byte_for_byte_here_and_is_one_the_window_knows(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(capsys, "tags", "merge", "old", "Old", "neu", ".").status == 0
    assert "neu" in contents(journal)["a.md"]
    assert Run(capsys, "tags", "delete", "neu", "c d", ".").status == 0
    (last, first) = runs.recent(paths.state_dir() / "runs", journal)
    assert first.operation == RenameWords("tags", ("old", "Old"), "neu") and last.posts == 2
    back = Run(capsys, "undo", ".").out.splitlines()
    assert back[0].startswith('Taking back: remove from the tags: "neu", "c d" (2 posts, ')
    assert back[1:] == ["2 posts are as they were."]
    assert 'merge the tags "old", "Old" into "neu" (2 posts, ' in Run(capsys, "undo", ".").out
    assert contents(journal) == TEXTS
    nothing = Run(capsys, "undo", ".")
    assert nothing.status == 1 and "is left to be undone" in nothing.err


def test_a_category_takes_along_what_lies_below_it_in_both_ways_of_writing(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(capsys, "categories", "rename", "生活/散步", "日子/走", ".").status == 0
    assert Run(capsys, "categories", "rename", "日子", "生", ".").status == 0
    (last, _) = runs.recent(paths.state_dir() / "runs", journal)
    assert last.operation == RenameBranch(("日子",), "生")
    assert contents(journal) == {
        "a.md": TEXTS["a.md"].replace("生活/散步", "生/走"),
        "b.md": TEXTS["b.md"].replace("生活, 散步", "生, 走"),
    }


def test_what_was_changed_since_stays_and_is_told(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Run(capsys, "tags", "rename", "old", "new", ".")
    (journal / "a.md").write_text("Theirs.\n")
    run = Run(capsys, "undo", ".")
    assert run.status == 1 and run.out.splitlines()[1:] == ["1 post is as it was."]
    assert run.err == "journal-app: a.md stays as it is: it was changed since.\n"
    assert contents(journal) == {"a.md": "Theirs.\n", "b.md": TEXTS["b.md"]}


def test_an_undo_that_cannot_begin_says_why_and_can_be_asked_for_again(
    journal: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Run(capsys, "tags", "rename", "old", "new", ".")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(batch, "RunLog", full)
        run = Run(capsys, "undo", ".")
        assert run.status == 1 and run.err == "journal-app: Nothing was written: the disk is full.\n"
    assert Run(capsys, "undo", ".").status == 0
    assert contents(journal) == TEXTS


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_post_is_left_and_told(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (journal / "a.md").chmod(0o444)
    run = Run(capsys, "tags", "rename", "old", "new", ".")
    assert run.status == 1 and "a.md stays as it is: the file is read-only" in run.err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("tags", "rename", "zzz", "y", "."), 1, 'No post has the tag "zzz".'),
        (("categories", "delete", "生", "."), 1, 'No post has the category "生".'),
        (("tags", "rename", "old", "."), 2, "rename takes OLD, NEW, and FOLDER behind them"),
        (("tags", "rename", ".", "old", "new x"), 2, 'folder comes last: journal-app tags rename old "new x" .'),
        (("tags", ".", "rename", "old", "new"), 2, ". is none of list, rename, merge and delete"),
        (("tags", "rename", "Öld", "y", "."), 1, 'No post has the tag "Öld"; there is "Old".'),
        (("tags", "rename", "old", " ", "."), 2, "a name is empty"),
        (("tags", "shout", "old", "."), 2, "shout is none of list, rename, merge and delete"),
        (("tags", "list", "nowhere"), 2, "There is no folder nowhere."),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(
    journal: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, words: str
) -> None:
    run = Run(capsys, *arguments)
    assert (run.status, words in run.err) == (status, True), run.err
    assert contents(journal) == TEXTS


def test_a_run_that_another_window_is_at_is_not_taken_back(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Run(capsys, "tags", "rename", "old", "new", ".")
    (log,) = (paths.state_dir() / "runs").glob("*.log")
    handle = os.open(log, os.O_RDWR)
    try:
        fcntl = pytest.importorskip("fcntl")
        fcntl.flock(handle, fcntl.LOCK_EX)
        run = Run(capsys, "undo", ".")
        assert run.status == 1 and "under way in another window" in run.err
        assert contents(journal) != TEXTS
    finally:
        os.close(handle)
    assert Run(capsys, "undo", ".").status == 0 and contents(journal) == TEXTS


def test_a_run_is_found_by_whatever_path_the_journal_is_named(
    journal: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(journal)
    Run(capsys, "tags", "rename", "old", "new", str(link))
    assert Run(capsys, "undo", str(journal)).status == 0
    assert contents(journal) == TEXTS


def test_where_a_list_is_a_path_its_places_are_listed_renamed_and_deleted(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "---\ntitle: c\ncategories: [日子, 散步] # flat\n---\n"
    (journal / "c.md").write_text(text)
    (journal / "_config.yml").write_text("title: x\n")
    (journal / "scaffolds").mkdir()
    listed = Run(capsys, "categories", "list", ".").out.splitlines()
    assert listed == ["2\t生活", "2\t生活/散步", "1\t日子", "1\t日子/散步"]
    assert Run(capsys, "categories", "rename", "日子", "岁月/日", ".").status == 0
    assert (journal / "c.md").read_text() == text.replace("[日子, 散步]", "[岁月, 日, 散步]")
    assert Run(capsys, "categories", "delete", "岁月/日/散步", ".").status == 0
    assert (journal / "c.md").read_text() == text.replace("[日子, 散步]", "[岁月, 日]")
    assert (journal / "a.md").read_text() == TEXTS["a.md"]


def test_a_deleted_category_goes_with_all_below_it_and_its_name_elsewhere_stays(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (journal / "_config.yml").write_text("title: x\n")
    (journal / "scaffolds").mkdir()
    text = "---\ntitle: c\ncategories: {}\n---\n"
    lists = {"c.md": "[life, daily]", "d.md": "[work, life]", "e.md": "[a, b, c]", "f.md": "[[life, x], [d]]"}
    for name, words in lists.items():
        (journal / name).write_text(text.format(words))
    before = contents_of(journal, lists)
    none = Run(capsys, "categories", "delete", "daily", ".")
    assert none.status == 1 and 'No post has the category "daily"' in none.err
    assert Run(capsys, "categories", "delete", "life", "a/b", ".").out.endswith("3 posts were changed.\n")
    after = {"c.md": "[]", "d.md": "[work, life]", "e.md": "[a]", "f.md": "[[d]]"}
    assert contents_of(journal, lists) == {name: text.format(words) for name, words in after.items()}
    back = Run(capsys, "undo", ".").out
    assert back.startswith('Taking back: remove the categories "life", "a/b" and all below them (3 posts, ')
    assert contents_of(journal, lists) == before


def contents_of(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in names}


def test_an_undo_names_the_journal_around_or_below_that_was_changed(
    journal: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (journal / "sub").mkdir()
    Run(capsys, "tags", "rename", "old", "new", ".")
    for folder in (journal / "sub", tmp_path):
        run = Run(capsys, "undo", str(folder))
        assert run.status == 1 and run.out == ""
        assert f'one was made in {journal}: rename the tag "old" to "new" (2 posts, ' in run.err
    assert Run(capsys, "undo", ".").status == 0
    assert "No change of many posts is left" in Run(capsys, "undo", str(tmp_path)).err
