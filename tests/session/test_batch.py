"""A change over many files: planned, made, killed half-way, taken back; and find and replace in a body."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal_app import files
from journal_app.library.history import History
from journal_app.library.housekeeping import plans
from journal_app.library.housekeeping.operations import AddWords, Operation, RenameWords, ReplaceText
from journal_app.library.housekeeping.plans import Splice, Target, splice_between
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.session import batch, replacing, runs
from journal_app.session.batch import Done, Place
from journal_app.session.outside import Home

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "tests" / "data" / "posts"
RENAME = RenameWords("tags", ("old",), "new")
TEXT = "---\ntitle: 周记 {n}\ntags:\n    - 'a'\n    - 'old' # x\n---\n\n第 {n} 周。\r\nold\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A journal of seventy posts with the tag, and a store."""
    folder = tmp_path / "journal"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:02}.md").write_bytes(TEXT.format(n=number).encode())
    return Place(Home(folder), History(tmp_path / "history"), tmp_path / "runs")


def targets(place: Place) -> list[Target]:
    return [Target(path, path.stem) for path in sorted(place.home.folder.iterdir())]


def contents(place: Place) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(place.home.folder.iterdir())}


def carried_out(place: Place, operation: Operation) -> Done:
    plan = batch.plan(targets(place), operation)
    assert plan is not None
    return batch.run(place, operation, plan.changes)


def test_a_plan_tells_the_lines_and_writes_nothing(place: Place) -> None:
    before = contents(place)
    told: list[tuple[int, int]] = []
    plan = batch.plan(targets(place), RENAME, progress=lambda done, total: told.append((done, total)))
    assert plan is not None and len(plan.changes) == 70 and not plan.refused
    (line,) = plan.changes[3].lines
    assert (line.number, line.old, line.new) == (5, "    - 'old' # x", "    - 'new' # x")
    assert told[-1] == (70, 70)
    assert contents(place) == before
    assert batch.plan(targets(place), RENAME, cancelled=lambda: True) is None


def test_a_run_changes_these_lines_and_its_undo_gives_every_byte_back(place: Place) -> None:
    before = contents(place)
    done = carried_out(place, RENAME)
    assert len(done.report.written) == 70 and not done.report.refused and not done.report.stopped
    assert contents(place) == {name: raw.replace(b"'old'", b"'new'") for name, raw in before.items()}
    (run,) = runs.recent(place.store, place.home.folder)
    assert (run.operation, run.posts, run.ended, run.undone) == (RENAME, 70, True, False)
    path = place.home.folder / "07.md"
    assert place.history is not None and place.history.versions(path)[0].digest == files.digest(before["07.md"])
    back = batch.undo(place, run.name, {})
    assert len(back.report.written) == 70 and not back.report.refused
    assert contents(place) == before
    assert [run.undone for run in runs.recent(place.store, place.home.folder)] == [True]
    assert runs.recent(place.store, place.home.folder / "other") == ()


def test_what_was_changed_since_the_plan_is_left_alone_and_told(place: Place) -> None:
    plan = batch.plan(targets(place), RENAME)
    assert plan is not None
    stranger, gone = (place.home.folder / name for name in ("05.md", "06.md"))
    stranger.write_bytes(b"---\ntags: [old]\n---\n\nTheirs.\n")
    gone.unlink()
    done = batch.run(place, RENAME, plan.changes)
    assert [(one.path, one.reason) for one in done.report.refused] == [
        (stranger, "it was changed since"),
        (gone, "it is not there any more"),
    ]
    assert stranger.read_bytes() == b"---\ntags: [old]\n---\n\nTheirs.\n" and not gone.exists()
    later = place.home.folder / "08.md"
    later.write_bytes(later.read_bytes() + b"More.\n")
    back = batch.undo(place, done.report.run, {place.home.folder / "09.md": "it has unsaved text"})
    reasons = {one.path.name: one.reason for one in back.report.refused}
    assert reasons["08.md"] == "it was changed since" and reasons["09.md"] == "it has unsaved text"
    assert len(back.report.written) == 66
    assert later.read_bytes().endswith(b"More.\n") and b"'new'" in later.read_bytes()


def test_a_run_can_be_taken_back_again_in_posts_that_were_only_in_use(place: Place) -> None:
    before = contents(place)
    done = carried_out(place, RENAME)
    used, changed = (place.home.folder / name for name in ("09.md", "10.md"))
    changed.write_bytes(b"Theirs.\n")
    assert len(batch.undo(place, done.report.run, {used: "it has unsaved text"}).report.written) == 68
    assert [run.undone for run in runs.recent(place.store, place.home.folder)] == [False]
    back = batch.undo(place, done.report.run, {})
    assert back.report.written == (used,) and [one.path for one in back.report.refused] == [changed]
    assert contents(place) == {**before, changed.name: b"Theirs.\n"}
    assert [run.undone for run in runs.recent(place.store, place.home.folder)] == [True]


def test_a_cancelled_run_stops_between_two_files_and_can_be_taken_back(place: Place) -> None:
    before = contents(place)
    plan = batch.plan(targets(place), RENAME)
    assert plan is not None
    asked = iter([False] * 10 + [True] * 9)
    done = batch.run(place, RENAME, plan.changes, cancelled=lambda: next(asked))
    assert (len(done.report.written), done.report.left, done.report.stopped) == (10, 60, "cancelled")
    (run,) = runs.recent(place.store, place.home.folder)
    assert (run.posts, run.ended) == (10, False)
    assert len(batch.undo(place, run.name, {}).report.written) == 10
    assert contents(place) == before


def test_an_undo_cancelled_while_it_looks_writes_nothing_and_can_be_asked_for_again(place: Place) -> None:
    before = contents(place)
    done = carried_out(place, RENAME)
    after = contents(place)
    looked: list[tuple[int, int]] = []
    asked = iter([False] * 9 + [True])
    name = done.report.run
    back = batch.undo(place, name, {}, cancelled=lambda: next(asked), looking=lambda *told: looked.append(told))
    assert (back.report.written, back.report.left, back.report.stopped) == ((), 70, "cancelled")
    assert looked[0] == (0, 70) and contents(place) == after
    assert [run.undone for run in runs.recent(place.store, place.home.folder)] == [False]
    assert len(batch.undo(place, name, {}).report.written) == 70
    assert contents(place) == before


def test_every_odd_file_is_changed_or_told_why_not(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    for path in SHELF.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "markers.md").write_bytes(b"---\ntags: [a]\n---\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n")
    (folder / "busy.md").write_bytes(b"---\ntags: [a]\n---\nx\n")
    (folder / "binary.md").write_bytes(b"\x7fELF\0\0")
    place = Place(Home(folder), None, tmp_path / "runs")
    asked = [Target(one.path, one.title, "it has unsaved text" * (one.title == "busy")) for one in targets(place)]
    before = contents(place)
    plan = batch.plan(asked, AddWords("tags", ("新",)))
    assert plan is not None
    assert len(plan.changes) + len(plan.refused) == len(before)
    assert all(one.reason for one in plan.refused)
    reasons = {one.path.name: one.reason for one in plan.refused}
    assert reasons["busy.md"] == "it has unsaved text" and "merge" in reasons["markers.md"]
    done = batch.run(place, plan.operation, plan.changes)
    assert not done.report.refused
    for change in plan.changes:
        post = Post.parse(change.path, change.path.read_bytes())
        assert "新" in str(post.fields["tags"])
    assert len(batch.undo(place, done.report.run, {}).report.written) == len(plan.changes)
    assert contents(place) == before


def test_a_read_only_file_and_a_journal_that_is_away_are_left_as_they_are(place: Place) -> None:
    plan = batch.plan(targets(place), RENAME)
    assert plan is not None
    place.home.folder.rename(place.home.folder.with_name("away"))
    done = batch.run(place, RENAME, plan.changes)
    assert not done.report.written and done.report.left + len(done.report.refused) == 70
    assert runs.recent(place.store, place.home.folder) == ()


_CHILD = """
import os, signal, sys
from pathlib import Path
from journal_app.library.housekeeping import plans
from journal_app.library.history import History
from journal_app.library.housekeeping.operations import RenameWords
from journal_app.library.housekeeping.plans import Target
from journal_app.session import batch
from journal_app.session.outside import Home
folder, at = Path(sys.argv[1]), int(sys.argv[2])
place = batch.Place(Home(folder), History(folder.parent / "history"), folder.parent / "runs")
plan = batch.plan([Target(path, path.stem) for path in sorted(folder.iterdir())], RenameWords("tags", ("old",), "new"))
asked = 0
def kill():
    global asked
    asked += 1
    if asked == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return False
exchange = type(batch.files.REAL).exchange
def fatal(self, *names):
    exchange(self, *names)
    if asked + 1000 == at:
        os.kill(os.getpid(), signal.SIGKILL)
type(batch.files.REAL).exchange = fatal
batch.run(place, plan.operation, plan.changes, cancelled=kill)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("at", [2, 65, 1066])
def test_a_killed_run_leaves_each_file_old_or_new_and_can_be_taken_back(place: Place, at: int) -> None:
    before = contents(place)
    child = subprocess.run([sys.executable, "-c", _CHILD, str(place.home.folder), str(at)], cwd=ROOT, check=False)
    assert child.returncode == -9
    assert place.history is not None
    files.settle_strays(place.home.folder, place.history.holds)
    after = contents(place)
    assert after.keys() == before.keys()
    new = {name for name, raw in after.items() if raw != before[name]}
    assert all(after[name] == before[name].replace(b"'old'", b"'new'") for name in new)
    assert len(new) == at % 1000 - (at < 1000)
    found = runs.recent(place.store, place.home.folder)
    assert [run.ended for run in found] == [False]
    back = batch.undo(place, found[0].name, {})
    assert len(back.report.written) == len(new) and not back.report.refused
    assert contents(place) == before
    assert [run.undone for run in runs.recent(place.store, place.home.folder)] == [True]


def test_a_torn_log_of_a_run_is_read_as_far_as_it_goes(place: Place) -> None:
    done = carried_out(place, RENAME)
    (log,) = place.store.iterdir()
    raw = log.read_bytes()
    log.unlink()
    log.write_bytes(raw[: len(raw) // 2])
    (run,) = runs.recent(place.store, place.home.folder)
    assert not run.ended and run.name == done.report.run
    assert 0 < len(batch.undo(place, run.name, {}).report.written) < 70
    (place.store / "00000000000000000007.log").write_bytes(b"no log")
    assert len(runs.recent(place.store, place.home.folder)) == 1


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_a_splice_leads_there_and_back(before: bytes, after: bytes) -> None:
    splice = splice_between(before, after)
    assert splice.applied(before) == after and splice.back.applied(after) == before
    with pytest.raises(ValueError):
        Splice(0, b"other", b"").applied(b"these")


BODIES = st.text(st.sampled_from("ab雨 　🌧é.\n\r\u2028"), max_size=40)


@given(BODIES, st.sampled_from(["a", "雨", "🌧", "é", "ab", "A", "."]), st.sampled_from(["", "x", "雨🌧", "y\nz"]))
@example("\ra\n", "a", "")
@example("\r\r雨\n", "雨", "")
@settings(max_examples=200, deadline=None)
def test_a_replacement_changes_the_hits_and_no_other_byte(body: str, text: str, new: str) -> None:
    raw = ("---\ntitle: a\n---\n" + body).encode()
    post = Post.parse(Path("/j/a.md"), raw)
    after = replacing.replaced(post, ReplaceText(text, new, case=True)).to_bytes()
    wanted = raw[:17] + raw[17:].replace(text.encode(), new.encode())
    assert Post.parse(Path("/j/a.md"), after).body == post.body.replace(text, new)
    if wanted.count(b"\r\n") > raw.count(b"\r\n"):
        return  # two line ends would become one: the first is written as LF then
    if "\n" not in new:
        assert after == wanted
    else:
        assert plain(after) == plain(wanted)


def plain(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def body_after(body: str, operation: ReplaceText) -> str:
    return replacing.replaced(Post.parse(Path("/j/a.md"), body.encode()), operation).body


def test_words_case_and_expressions_are_found_as_in_the_find_bar() -> None:
    assert body_after("Cat cat scatter", ReplaceText("cat", "dog", whole=True)) == "dog dog scatter"
    assert body_after("Cat cat", ReplaceText("cat", "dog", case=True)) == "Cat dog"
    assert body_after("去散步，散步去", ReplaceText("散步", "跑步", whole=True)) == "去跑步，跑步去"
    assert body_after("🌧 2024-11", ReplaceText(r"(\d+)-(\d+)", r"$2/\1", regex=True)) == "🌧 11/2024"
    assert body_after("a.b", ReplaceText(".", "-")) == "a-b"
    assert body_after("as it was", ReplaceText("", "x")) == "as it was"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("很多科\n研，科研", "很多研究\n，研究"),
        ("- 很多科\n  研压力", "- 很多研究\n  压力"),
        ("很多科\n研\n压力", "很多\n研究\n压力"),
        ("科\n研\n", "研究\n"),
        ("# 科\n研", "# 科\n研"),
        ("| 科\n研", "| 科\n研"),
        ("科  \n研", "科  \n研"),
        ("科\n\n研", "科\n\n研"),
    ],
)
def test_a_word_broken_over_two_lines_is_replaced_and_the_lines_stay_two(body: str, after: str) -> None:
    for case in (True, False):
        assert body_after(body, ReplaceText("科研", "研究", case=case, whole=case)) == after
    raw = ("---\ntitle: a\n---\n" + body).replace("\n", "\r\n").encode()
    changed = replacing.replaced(Post.parse(Path("/j/a.md"), raw), ReplaceText("科研", "研究")).to_bytes()
    assert changed == ("---\ntitle: a\n---\n" + after).replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("body", "new", "reason"),
    [
        *((f"我们科\n研{rest}", "学习", "would begin a block") for rest in (
            "- 学", "1. 学", "# 学", "---", "===", "> 学", "``` x", "| 学", " x | y", ": 学", "<div>", "$$", "[^1]: 学",
        )),
        ("甲科\n研\n", "# 乙", "would begin a block"),
        ("- 甲科\n  研- 学\n", "学习", "would begin a block"),
        ("```\n我们科\n研学\n```\n", "学习", "stands in code or a formula"),
        ("- ~~~ x\n  我们科\n  研学\n", "学习", "stands in code or a formula"),
        ("$$\n我们科\n研学\n$$\n", "学习", "stands in code or a formula"),
    ],
)  # fmt: skip
def test_a_broken_word_is_left_where_the_lines_would_mean_something_else(body: str, new: str, reason: str) -> None:
    with pytest.raises(EditRefused, match=reason):
        body_after(body, ReplaceText("科研", new))


def test_a_broken_word_behind_code_and_before_a_dash_within_a_word_is_replaced() -> None:
    body = "```\nx\n```\n`$$` 我们科\n研-学\n"
    assert body_after(body, ReplaceText("科研", "学习")) == body.replace("科\n研", "学习\n")


def test_a_wrong_pattern_and_one_without_end_are_refused() -> None:
    assert replacing.fault(ReplaceText("(", "", regex=True)) and not replacing.fault(ReplaceText("(", ""))
    for operation in (ReplaceText("(", "", regex=True), ReplaceText("(a+a+)+$", "", regex=True)):
        with pytest.raises(EditRefused):
            body_after("a" * 60 + "b", operation)


def test_a_replacement_in_every_line_of_a_long_post_is_told_line_by_line() -> None:
    before = "".join(f"第 {number} 段 old\n\n" for number in range(900)).encode()
    after = before.replace(b"old", b"newer")
    told = plans.lines(before, splice_between(before, after))
    assert [line.number for line in told] == list(range(1, 1800, 2))
    assert told[-1] == plans.Line(1799, "第 899 段 old", "第 899 段 newer")
    longer = before.replace(b"old", b"old\nmore")
    told = plans.lines(before, splice_between(before, longer))
    assert "".join(f"{line.new}\n" for line in told if line.new is not None).count("more") == 900


def test_the_store_lets_go_of_old_runs(place: Place) -> None:
    for number in range(runs.MOST + 3):
        log = runs.RunLog(place.store, place.home.folder, RENAME, 1)
        log.end(1, whole=bool(number))
    assert len(runs.recent(place.store, place.home.folder)) == runs.MOST
    assert len(os.listdir(place.store)) == runs.MOST


def test_what_a_stranger_writes_at_the_last_moment_is_kept_and_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = batch.plan(targets(place)[:1], RENAME)
    assert plan is not None
    path = plan.changes[0].path
    exchange = type(files.REAL).exchange

    def after_a_stranger(ops: files.FileOps, made: bytes, target: bytes) -> None:
        path.write_bytes(b"Theirs.\n")
        exchange(ops, made, target)

    monkeypatch.setattr(type(files.REAL), "exchange", after_a_stranger)
    report = batch.run(place, RENAME, plan.changes).report
    assert report.written == (path,) and b"'new'" in path.read_bytes()
    (kept,) = report.kept
    (copy,) = (other for other in place.home.folder.iterdir() if other.read_bytes() == b"Theirs.\n")
    assert kept.reason.endswith(f"is kept as {copy.name}")


def test_a_run_with_a_long_wish_is_listed_as_it_was(place: Place) -> None:
    operation = AddWords("tags", tuple(f"标签 {number}" for number in range(900)))
    log = runs.RunLog(place.store, place.home.folder, operation, 5)
    log.end(3, whole=False)
    (run,) = runs.recent(place.store, place.home.folder)
    assert (run.operation, run.posts, run.ended) == (operation, 3, False)
