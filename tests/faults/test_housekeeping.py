"""A change of many posts on a disk that gets full: it stops and says why, each file is old or new, it can go back."""

from functools import partial
from pathlib import Path

from journal_app.library.housekeeping.operations import RenameWords
from journal_app.library.housekeeping.plans import Target
from journal_app.session import batch, runs
from journal_app.session.outside import Home
from tests.faults import sandbox

RENAME = RenameWords("tags", ("old",), "a much longer name")
PAGE = 4096
COUNT = 30


def _posts(folder: Path) -> dict[str, bytes]:
    """Posts that fill their pages of the disk nearly to the end."""
    made = {}
    for number in range(COUNT):
        head = b"---\ntags: [old]\n---\n\n"
        made[f"{number:02}.md"] = head + b"x" * (PAGE - len(head) - 4) + b"\n"
        (folder / f"{number:02}.md").write_bytes(made[f"{number:02}.md"])
    return made


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def _run(folder: Path, store: Path) -> tuple[str, int, int, bool, bool]:
    """Why it stopped, how many were written, how many left; whether each file is old or new, and old after the undo."""
    before = _posts(folder)
    place = batch.Place(Home(folder), None, store)
    plan = batch.plan([Target(folder / name, name) for name in before], RENAME)
    assert plan is not None and len(plan.changes) == COUNT
    report = batch.run(place, RENAME, plan.changes).report
    after = _contents(folder)
    new = {name for name in before if after[name] != before[name]}
    whole = after.keys() == before.keys() and new == {path.name for path in report.written}
    whole = whole and all(after[name] == before[name].replace(b"old", b"a much longer name", 1) for name in new)
    if report.written:
        (run,) = runs.recent(store, folder)
        batch.undo(place, run.name, {})
    return report.stopped, len(report.written), report.left, whole, _contents(folder) == before


def test_a_full_disk_stops_a_run_between_two_files(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    size = str((COUNT + 8) * PAGE)
    told = sandbox.with_disk(folder, "tmpfs", size, partial(_run, folder, tmp_path / "runs"))
    stopped, written, left, whole, back = told
    assert stopped.startswith("the disk is full")
    assert 0 < written < COUNT and written + left == COUNT
    assert whole and back


def test_without_room_for_the_way_back_nothing_is_written(tmp_path: Path) -> None:
    folder, store = tmp_path / "journal", tmp_path / "runs"
    folder.mkdir()
    store.mkdir()
    told = sandbox.with_disk(store, "tmpfs", str(PAGE), partial(_run, folder, store))
    stopped, written, left, whole, _ = told
    assert stopped and (written, left) == (0, COUNT) and whole
