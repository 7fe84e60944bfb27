"""Rows 27 and 31 to 38 and 40, 41: other programs write, replace, move and remove what is open, and nothing is lost."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.app.build import Parts
from journal_app.library.sites.folder import original_of
from journal_app.post import markers
from journal_app.post.splice import Splice
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.facts import Conflict, Merging
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Absence, Librarian
from journal_app.session.outside import Home
from journal_app.session.watcher import Watcher
from journal_app.ui.style.theme import LIGHT
from journal_app.ui.versions.merge import MergeDialog, conflict_words

RAW = "---\ntitle: 周记 Week30\ntags: [散步]\n---\n\n早上下雨。\n\n下午也是。\n\n晚上停了。\n".encode()
FULL = os.environ.get("JOURNAL_FAULTS") == "full"


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(Jobs(1), Jobs(1))


@pytest.fixture
def conflicts(desk: Desk) -> Conflicts:
    return Conflicts(desk, Jobs(1), desk)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "week-30.md"
    path.write_bytes(RAW)
    return path


def opened(qtbot: QtBot, desk: Desk, path: Path) -> None:
    with qtbot.waitSignal(desk.post_opened):
        desk.open(path)


def body(desk: Desk, path: Path) -> str:
    post = desk.post(path)
    assert post is not None
    return post.body


def in_conflict(qtbot: QtBot, desk: Desk, path: Path, theirs: bytes) -> Conflict:
    """Our text and theirs: the conflict that is told of."""
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "我的"))
    path.write_bytes(theirs)
    with qtbot.waitSignal(desk.conflict_found) as told:
        desk.look_again([path])
    conflict = told.args[0]
    assert isinstance(conflict, Conflict)
    return conflict


def front(parts: Parts) -> Path:
    assert parts.desk.current is not None
    return parts.desk.current.path


def shows(parts: Parts, key: str) -> bool:
    return key in parts.window.banner.notices


def press(parts: Parts, key: str, name: str) -> None:
    """Press a button of the notice of this key."""
    strip = parts.window.banner._strips[key]
    next(button for button in strip.findChildren(QPushButton) if button.objectName() == name).click()


def type_text(qtbot: QtBot, parts: Parts, text: str) -> None:
    qtbot.keyClicks(parts.editor.view, text)


# 27


def test_fault_27_a_save_never_buries_a_strangers_edit(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    desk.edit_body(path, Splice(1, 0, "我的"))
    path.write_bytes(RAW + b"theirs\n")
    with qtbot.waitSignals([desk.save_failed, desk.conflict_found]):
        desk.save(path)
    assert path.read_bytes() == RAW + b"theirs\n"
    assert "我的" in body(desk, path) and desk.unsaved == {path}
    with qtbot.waitSignals([desk.save_failed, desk.conflict_found]):
        desk.save(path)  # a second Ctrl+S asks again, and does not write
    assert path.read_bytes() == RAW + b"theirs\n"


def test_fault_27_edits_in_different_places_merge_into_unsaved_text(
    qtbot: QtBot, desk: Desk, conflicts: Conflicts, path: Path
) -> None:
    theirs = RAW.replace("晚上停了".encode(), "晚上晴了".encode()).replace(b"[", "[雨, ".encode())
    in_conflict(qtbot, desk, path, theirs)
    with qtbot.waitSignal(desk.conflict_ended):
        conflicts.merge(path)
    post = desk.post(path)
    assert post is not None and post.to_bytes() == theirs.replace("早上".encode(), "我的早上".encode())
    assert desk.unsaved == {path} and path.read_bytes() == theirs
    with qtbot.waitSignal(desk.post_saved):
        desk.save(path)
    assert path.read_bytes() == post.to_bytes()


def test_fault_27_where_both_changed_one_line_the_author_chooses(
    qtbot: QtBot, desk: Desk, conflicts: Conflicts, path: Path
) -> None:
    in_conflict(qtbot, desk, path, RAW.replace("早上下雨".encode(), "早上下雪".encode()))
    with qtbot.waitSignal(conflicts.merge_found) as told:
        conflicts.merge(path)
    merging = told.args[0]
    assert isinstance(merging, Merging)
    dialog = MergeDialog(merging.merged, conflict_words("周记"), LIGHT)
    qtbot.addWidget(dialog)
    action = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
    assert not action.isEnabled()
    dialog._cards[0].choose("both")
    assert action.isEnabled() and dialog.choices == ("both",)
    conflicts.settle(merging, merging.merged.text(dialog.choices))
    assert "我的早上下雨。\n早上下雪。" in body(desk, path)
    assert desk.unsaved == {path} and not desk.in_conflict(path)


def test_fault_27_typing_on_while_the_author_chooses_is_merged_too(
    qtbot: QtBot, desk: Desk, conflicts: Conflicts, path: Path
) -> None:
    in_conflict(qtbot, desk, path, RAW + "他们的\n".encode())
    conflicts.merge(path)
    desk.edit_body(path, Splice(1, 0, "还有"))
    qtbot.waitUntil(lambda: not desk.in_conflict(path))
    assert "还有我的早上" in body(desk, path) and "他们的" in body(desk, path)


def test_fault_27_a_new_post_meets_a_file_of_its_name(
    qtbot: QtBot, desk: Desk, conflicts: Conflicts, path: Path
) -> None:
    opened(qtbot, desk, path)
    fresh = path.with_name("fresh.md")
    post = desk.post(path)
    assert post is not None
    desk.start(post.with_path(fresh))
    fresh.write_bytes(b"a stranger's\n")
    with qtbot.waitSignal(desk.conflict_found):
        desk.save(fresh)
    assert fresh.read_bytes() == b"a stranger's\n" and desk.unsaved == {fresh}
    with qtbot.waitSignal(desk.post_saved):
        conflicts.keep_mine(fresh)
    assert fresh.read_bytes() == RAW


@pytest.mark.webengine
def test_fault_27_a_banner_asks_and_undo_takes_the_merge_back(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    with open(path, "ab") as file:
        file.write("\n\n第二段。\n".encode())
    qtbot.waitUntil(lambda: body(parts.desk, path).endswith("第二段。\n"), timeout=20_000)
    before = path.read_bytes()
    type_text(qtbot, parts, "mine ")
    mine = parts.desk.post(path)
    theirs = before.replace("- '科研'".encode(), "- '科研'\n    - 'new'".encode()) + "\n别人的一段。\n".encode()
    path.write_bytes(theirs)
    qtbot.waitUntil(lambda: shows(parts, f"conflict {path}"), timeout=20_000)
    assert {name for name, _ in parts.window.banner.notices[f"conflict {path}"].choices} == {
        "show", "mine", "theirs", "merge",
    }  # fmt: skip
    press(parts, f"conflict {path}", "merge")
    qtbot.waitUntil(lambda: not parts.desk.in_conflict(path), timeout=20_000)
    merged = parts.desk.post(path)
    assert merged is not None and mine is not None
    assert "mine" in merged.body and "别人的" in merged.body and merged.fields["tags"] == ["科研", "new"]
    assert not shows(parts, f"conflict {path}") and parts.desk.unsaved == {path}
    parts.editor.undo()
    undone = parts.desk.post(path)
    assert undone is not None and undone.to_bytes() == mine.to_bytes()
    parts.editor.redo()
    again = parts.desk.post(path)
    assert again is not None and again.to_bytes() == merged.to_bytes()


# 31


@pytest.mark.webengine
def test_fault_31_late_and_doubled_events_never_take_typing_back(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    seconds = 8 if FULL else 3
    typed: list[str] = []
    ends = time.monotonic() + seconds

    def step() -> None:
        text = f"k{len(typed)} "
        typed.append(text)
        type_text(qtbot, parts, text)
        if len(typed) % 3 == 0:
            parts.desk.save(path)
        for late in (0, 1, 40, 300, 900, 2000):
            QTimer.singleShot(late, parts.window, lambda: parts.desk.look_again([path]))
            QTimer.singleShot(late, parts.window, parts.librarian.look)

    timer = QTimer(parts.window)
    timer.timeout.connect(step)
    timer.start(60)
    qtbot.waitUntil(lambda: time.monotonic() > ends, timeout=(seconds + 20) * 1000)
    timer.stop()
    qtbot.waitUntil(lambda: not parts.desk.is_saving, timeout=20_000)
    assert "".join(typed) in body(parts.desk, path)
    assert not any(key.startswith(("conflict", "save")) for key in parts.window.banner.notices)
    parts.desk.save(path)
    qtbot.waitUntil(lambda: not parts.desk.unsaved, timeout=20_000)
    assert "".join(typed).encode() in path.read_bytes()


def test_fault_31_a_look_that_a_save_overtook_tells_nothing(qtbot: QtBot, desk: Desk, path: Path) -> None:
    """The file is read before the save and the news comes after it: the slowest of events."""
    opened(qtbot, desk, path)
    old = desk.post(path)
    assert old is not None
    before = files.read(path)[1]
    turn = desk._turn(path)
    desk.edit_body(path, Splice(1, 0, "新的"))
    with qtbot.waitSignal(desk.post_saved):
        desk.save(path)
    desk._looked(path, turn, (old, before))
    qtbot.waitUntil(lambda: not desk._reading.busy)
    assert "新的" in body(desk, path) and desk.unsaved == frozenset()


# 30 and 32


@pytest.mark.webengine
def test_fault_32_each_of_many_replacements_is_seen_within_two_seconds(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    raw = path.read_bytes()
    times = []
    qtbot.waitUntil(lambda: bool(parts.watcher._threads), timeout=20_000)
    for number in range(100 if FULL else 12):
        temporary = path.with_name(".week.swp")
        temporary.write_bytes(raw + f"\n\nversion {number}".encode())
        os.replace(temporary, path)
        begun = time.monotonic()
        wanted = f"version {number}"
        qtbot.waitUntil(lambda wanted=wanted: body(parts.desk, path).endswith(wanted), timeout=20_000)
        if number:  # the watch of the first may still be being set up
            times.append(time.monotonic() - begun)
    assert max(times) < 2 or sorted(times)[-2] < 2, times
    assert not parts.desk.unsaved


@pytest.mark.webengine
def test_fault_32_a_reload_is_one_undo_step_and_keeps_the_caret(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    before = parts.desk.post(path)
    assert before is not None
    cursor = parts.editor.view.textCursor()
    cursor.setPosition(5)
    parts.editor.view.setTextCursor(cursor)
    raw = path.read_bytes()
    path.write_bytes(raw.replace("周记 Week20".encode(), "换了题".encode()) + "\n\n新的一段。".encode())
    qtbot.waitUntil(lambda: body(parts.desk, path).endswith("新的一段。"), timeout=20_000)
    after = parts.desk.post(path)
    assert after is not None and after.fields["title"] == "换了题" and not parts.desk.unsaved
    assert parts.editor.view.textCursor().position() == 5
    parts.editor.undo()
    assert parts.desk.post(path) == before and parts.desk.unsaved == {path}
    assert not parts.editor.can_undo()
    parts.editor.redo()
    assert parts.desk.post(path) == after and not parts.desk.unsaved


# 33


@pytest.mark.webengine
def test_fault_33_a_deleted_post_is_kept_marked_and_made_again_only_when_asked(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    raw = path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: shows(parts, f"conflict {path}"), timeout=20_000)
    assert parts.desk.unsaved == {path}
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk._reading.busy)
    assert not path.exists() and shows(parts, f"conflict {path}")
    qtbot.waitUntil(lambda: any(parts.recovery.store.glob("*.log")), timeout=20_000)  # it is nowhere else now
    press(parts, f"conflict {path}", "save")
    qtbot.waitUntil(lambda: path.exists() and not parts.desk.unsaved, timeout=20_000)
    assert path.read_bytes() == raw and not shows(parts, f"conflict {path}")


def test_fault_33_a_file_that_comes_back_as_it_was_ends_the_question(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened(qtbot, desk, path)
    path.rename(path.with_suffix(".aside"))
    with qtbot.waitSignal(desk.conflict_found):
        desk.look_again([path])
    path.with_suffix(".aside").rename(path)
    with qtbot.waitSignal(desk.conflict_ended):
        desk.look_again([path])
    assert desk.unsaved == frozenset()


# 34


@pytest.mark.webengine
def test_fault_34_an_open_post_is_followed_to_its_new_place(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    type_text(qtbot, parts, "typed ")
    new = path.parent / "2024" / "last week.md"
    new.parent.mkdir()
    path.rename(new)
    qtbot.waitUntil(lambda: front(parts) == new, timeout=20_000)
    assert parts.desk.unsaved == {new} and "typed" in body(parts.desk, new)
    assert not any(key.startswith("conflict") for key in parts.window.banner.notices)
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved, timeout=20_000)
    assert b"typed" in new.read_bytes() and not path.exists()
    parts.editor.undo()
    assert "typed" not in body(parts.desk, new)


@pytest.mark.webengine
def test_fault_34_a_post_moved_out_of_the_journal_is_gone(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = front(parts)
    path.rename(tmp_path / "elsewhere.md")
    qtbot.waitUntil(lambda: shows(parts, f"conflict {path}"), timeout=20_000)
    assert "第 20 周" in body(parts.desk, path)


def test_fault_34_another_file_on_the_same_inode_is_not_followed(qtbot: QtBot, desk: Desk, path: Path) -> None:
    """Inodes are used again at once: only equal content is the same post."""
    opened(qtbot, desk, path)
    other = path.with_name("other.md")
    desk.work_in(Home(path.parent), lambda stamp: [other])
    path.unlink()
    other.write_bytes(RAW[:-2] + b"\n\n")
    with qtbot.waitSignal(desk.conflict_found):
        desk.look_again([path])
    assert desk.post(other) is None and desk.post(path) is not None


# 35


def many(folder: Path, number: int = 12) -> None:
    for at in range(number):
        (folder / f"more-{at}.md").write_text(f"---\ntitle: more {at}\n---\n\ntext {at}\n")


def away_and_back(qtbot: QtBot, parts: Parts, leave: Callable[[], object], back: Callable[[], object]) -> None:
    """Type, let the folder go, save in vain, let it come back, save."""
    path = front(parts)
    type_text(qtbot, parts, "kept ")
    rows = dict(parts.librarian.rows)
    leave()
    parts.librarian.look()
    qtbot.waitUntil(lambda: shows(parts, "away"), timeout=20_000)
    parts.commands.save()
    qtbot.waitUntil(lambda: shows(parts, f"save {path}"), timeout=20_000)
    assert "kept in recovery" in parts.window.banner.notices[f"save {path}"].text
    assert parts.desk.unsaved == {path} and "kept" in body(parts.desk, path)
    assert parts.librarian.rows == rows and len(parts.post_list.rows) == len(rows)
    assert not path.exists()
    qtbot.waitUntil(lambda: any(parts.recovery.store.glob("*.log")), timeout=20_000)
    back()
    parts.librarian.look()
    qtbot.waitUntil(lambda: not shows(parts, "away"), timeout=20_000)
    assert parts.librarian.rows.keys() == rows.keys()
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved, timeout=20_000)
    assert b"kept" in path.read_bytes()


@pytest.mark.webengine
def test_fault_35_a_folder_that_is_renamed_and_comes_back(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    other = journal.with_name("renamed")
    away_and_back(qtbot, parts, lambda: journal.rename(other), lambda: other.rename(journal))


@pytest.mark.webengine
def test_fault_35_a_folder_in_whose_place_an_empty_one_stands(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    other = journal.with_name("renamed")

    def leave() -> None:
        journal.rename(other)
        journal.mkdir()

    def back() -> None:
        journal.rmdir()
        other.rename(journal)

    away_and_back(qtbot, parts, leave, back)


@pytest.mark.webengine
@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root mounts")
def test_fault_35_an_unmounted_disk_and_an_empty_mount_point(qtbot: QtBot, start: Any, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount")
    try:
        many(place)
        parts = start(place)
        qtbot.waitUntil(lambda: parts.desk.current is not None and len(parts.librarian.rows) == 12, timeout=10_000)
        qtbot.waitUntil(lambda: not parts.librarian.is_looking and parts.librarian.identity is not None)
        path = front(parts)
        type_text(qtbot, parts, "kept ")
        subprocess.run(["umount", "-l", str(place)], check=True)
        parts.librarian.look()
        qtbot.waitUntil(lambda: shows(parts, "away"), timeout=20_000)
        parts.commands.save()
        assert parts.desk.unsaved == {path} and len(parts.librarian.rows) == 12
        assert list(place.iterdir()) == []  # nothing was written below the mount point
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


@pytest.mark.webengine
def test_fault_35_an_emptied_folder_asks_before_rows_go(qtbot: QtBot, start: Any, tmp_path: Path) -> None:
    folder = tmp_path / "emptied"
    folder.mkdir()
    many(folder)
    parts = start(folder)
    qtbot.waitUntil(lambda: len(parts.librarian.rows) == 12 and parts.librarian.identity is not None, timeout=10_000)
    for path in folder.iterdir():
        path.unlink()
    parts.librarian.look()
    qtbot.waitUntil(lambda: shows(parts, "away"), timeout=20_000)
    assert len(parts.librarian.rows) == 12 and parts.desk.held
    press(parts, "away", "gone")
    qtbot.waitUntil(lambda: not parts.librarian.rows, timeout=20_000)
    qtbot.waitUntil(lambda: not shows(parts, "away") and not parts.desk.held, timeout=20_000)


def test_fault_35_only_a_mass_of_vanished_posts_is_held_back(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    many(folder, 30)
    librarian = Librarian(tmp_path / "index.sqlite")
    absences: list[Absence] = []
    librarian.absence_changed.connect(absences.append)
    librarian.open(folder)
    qtbot.waitUntil(lambda: len(librarian.rows) == 30 and not librarian.is_looking)
    for at in range(4):
        (folder / f"more-{at}.md").unlink()
    with qtbot.waitSignal(librarian.looked):
        librarian.look()
    assert len(librarian.rows) == 26 and absences == []
    for at in range(4, 12):
        (folder / f"more-{at}.md").unlink()
    with qtbot.waitSignal(librarian.looked):
        librarian.look()
    assert len(librarian.rows) == 26 and len(absences[0].vanished) == 8 and not absences[0].is_whole
    for at in range(4, 9):
        (folder / f"more-{at}.md").write_text("back\n")
    with qtbot.waitSignal(librarian.looked):
        librarian.look()
    qtbot.waitUntil(lambda: len(librarian.rows) == 23)
    assert not absences[-1]
    librarian.close()


def test_fault_35_a_subfolder_that_is_renamed_is_no_loss(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    (folder / "2023").mkdir(parents=True)
    many(folder / "2023", 20)
    librarian = Librarian(tmp_path / "index.sqlite")
    absences: list[Absence] = []
    librarian.absence_changed.connect(absences.append)
    librarian.open(folder)
    qtbot.waitUntil(lambda: len(librarian.rows) == 20 and not librarian.is_looking)
    (folder / "2023").rename(folder / "earlier")
    with qtbot.waitSignal(librarian.looked):
        librarian.look()
    qtbot.waitUntil(lambda: all(path.parent.name == "earlier" for path in librarian.rows))
    assert len(librarian.rows) == 20 and absences == []
    librarian.close()


# 36


def test_fault_36_a_checkout_is_one_look_that_reads_what_changed(qtbot: QtBot, tmp_path: Path) -> None:
    """Also under a desk with an untouched and an edited post. The window's patience is measured in the benchmark."""
    count = 5000 if FULL else 400
    folder = tmp_path / "journal"
    folder.mkdir()
    many(folder, count)
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "gc.auto=0"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def run(*arguments: str) -> None:
        subprocess.run([*git, *arguments], check=True, env=environment, capture_output=True)

    run("init", "-q", "-b", "first")
    run("add", "-A")
    run("commit", "-q", "-m", "one")
    run("checkout", "-q", "-b", "second")
    for post in folder.glob("*.md"):
        post.write_text(post.read_text().replace("title: more", "title: other"))
    run("commit", "-q", "-a", "-m", "two")
    run("checkout", "-q", "first")
    librarian, watcher = Librarian(tmp_path / "index.sqlite"), Watcher()
    looks: list[None] = []
    librarian.looked.connect(lambda: looks.append(None))
    librarian.open(folder)
    qtbot.waitUntil(lambda: len(librarian.rows) == count and not librarian.is_looking, timeout=120_000)
    watcher.look_again.connect(librarian.look)
    desk, clean, edited = Desk(Jobs(1), Jobs(1)), folder / "more-2.md", folder / "more-3.md"
    librarian.library_changed.connect(desk.on_library_changed)
    for path in (clean, edited):
        with qtbot.waitSignal(desk.post_opened):
            desk.open(path)
    desk.edit_body(edited, Splice(0, 0, "typed "))
    watcher.watch(folder)
    marker = folder / "more-1.md"
    qtbot.waitUntil(lambda: touched(marker) and len(looks) > 1, timeout=120_000)
    qtbot.waitUntil(lambda: not watcher._settle.isActive() and not watcher._last_look.isActive(), timeout=20_000)
    run("checkout", "-q", "--", ".")
    run("checkout", "-q", "second")
    looks.clear()
    qtbot.waitUntil(
        lambda: all(row.title.startswith("other") for row in librarian.rows.values()), timeout=120_000
    )  # fmt: skip
    assert len(looks) <= 3, looks
    qtbot.waitUntil(lambda: desk.in_conflict(edited), timeout=20_000)
    qtbot.waitUntil(lambda: title_of(desk, clean).startswith("other"), timeout=20_000)
    post = desk.post(edited)
    assert post is not None and post.body.startswith("typed ") and title_of(desk, edited).startswith("more")
    assert desk.unsaved == {edited} and "title: other" in edited.read_text()
    watcher.stop()
    librarian.close()


def title_of(desk: Desk, path: Path) -> str:
    post = desk.post(path)
    assert post is not None
    return str(post.fields["title"])


def touched(path: Path) -> bool:
    os.utime(path)
    return True


# 37


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("week-20.sync-conflict-20241117-101112-ABCDEFG.md", "week-20.md"),
        ("week-20 (Ada's conflicted copy 2024-11-17).md", "week-20.md"),
        ("week-20 (conflicted copy 2024-11-17 101112).md", "week-20.md"),
        ("week-20_conflict-20241117-101112.md", "week-20.md"),
        ("week-20 (SFConflict ada@example.org 2024-11-17-10-11-12).md", "week-20.md"),
        ("week-20 (conflict 2024-11-17 101112).md", "week-20.md"),
        ("week-20 (conflict 2024-11-17 101112 2).md", "week-20.md"),
        ("index.sync-conflict-20241117-101112-ABCDEFG.md", "index.md"),
        ("On conflict (and peace).md", ""),
        ("conflict-resolution.md", ""),
        ("week-20 (conflict of interest).md", ""),
    ],
)
def test_fault_37_the_names_of_conflict_copies(name: str, original: str) -> None:
    assert original_of(name) == original


@pytest.mark.webengine
def test_fault_37_a_conflict_copy_is_a_problem_to_compare_and_no_post(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    copy = path.with_name("week-20.sync-conflict-20241117-101112-ABCDEFG.md")
    copy.write_bytes(path.read_bytes() + "\n\n另一台机器上写的。".encode())
    parts.librarian.look()
    qtbot.waitUntil(lambda: copy in parts.librarian.rows and shows(parts, "copy"), timeout=20_000)
    qtbot.waitUntil(lambda: parts.sidebar._facets.broken == 1, timeout=20_000)
    assert parts.sidebar._facets.all == 3 and copy not in {row.path for row in parts.post_list.rows}
    press(parts, "copy", "problems")
    assert [row.path for row in parts.post_list.rows] == [copy]
    assert parts.post_list.rows[0].copy_of == "week-20.md"
    path.rename(path.with_name("gone.aside"))
    parts.librarian.look()
    qtbot.waitUntil(lambda: path not in parts.librarian.rows, timeout=20_000)
    qtbot.waitUntil(lambda: parts.sidebar._facets.all == 3, timeout=20_000)  # alone it is the post


def test_fault_37_the_lines_of_a_copy_can_be_taken_over(
    qtbot: QtBot, desk: Desk, conflicts: Conflicts, path: Path
) -> None:
    copy = path.with_name("week-30 (conflict 2024-11-17 101112).md")
    copy.write_bytes(RAW.replace("下午也是".encode(), "下午晴".encode()))
    opened(qtbot, desk, path)
    with qtbot.waitSignal(conflicts.merge_found) as told:
        conflicts.compare(path, copy)
    merging = told.args[0]
    assert isinstance(merging, Merging) and len(merging.merged.hunks) == 1
    conflicts.bring_in(merging, merging.merged.text(["theirs"]))
    post = desk.post(path)
    assert post is not None and post.to_bytes() == copy.read_bytes() and desk.unsaved == {path}


def test_fault_37_merge_markers_are_a_problem_with_their_line(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    many(folder, 3)
    broken = "---\ntitle: 周记\n---\n\n前。\n\n<<<<<<< HEAD\n我的。\n=======\n别人的。\n>>>>>>> other\n"
    (folder / "body.md").write_text(broken)
    (folder / "far.md").write_text("---\ntitle: far\n---\n" + "长。\n" * 40_000 + broken)
    (folder / "head.md").write_text("---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n---\n\n后。\n")
    (folder / "about.md").write_text("---\ntitle: git\n---\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```\n")
    librarian = Librarian(tmp_path / "index.sqlite")
    librarian.open(folder)
    qtbot.waitUntil(lambda: len(librarian.rows) == 7 and all(row.words >= 0 for row in librarian.rows.values()))
    lines = {path.name: row.error_line for path, row in librarian.rows.items() if row.error}
    assert lines == {"body.md": 7, "head.md": 2, "far.md": 40_010}
    assert all("merge" in row.error for row in librarian.rows.values() if row.error)
    assert markers.line_of("<<<<<<<\n") == 0 and markers.line_of("a\n=======\nb\n") == 0
    librarian.close()


# 38


@pytest.mark.webengine
def test_fault_38_a_half_written_file_is_never_an_empty_post(qtbot: QtBot, parts: Parts) -> None:
    path = front(parts)
    raw = path.read_bytes() + "\n\n写完了。".encode()
    seen: list[bytes] = []
    parts.desk.post_edited.connect(lambda post: seen.append(post.to_bytes()))
    done = threading.Event()

    def write() -> None:
        with open(path, "wb") as file:  # empty first, then in pieces, as a client that copies over
            for at in range(0, len(raw), 50):
                file.write(raw[at : at + 50])
                file.flush()
                time.sleep(0.25)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        parts.librarian.look()
        parts.desk.look_again([path])
        parts.commands.save()
        qtbot.wait_until(lambda: not parts.desk._reading.busy)
        time.sleep(0.01)
    writer.join()
    qtbot.waitUntil(lambda: body(parts.desk, path).endswith("写完了。"), timeout=20_000)
    assert seen and all(len(version) > 50 for version in seen), seen
    assert path.read_bytes() == raw and not parts.desk.unsaved


# 40


def test_fault_40_two_machines_through_a_sync_lose_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    """Two desks on two folders, and a sync client between them that makes conflict copies as Syncthing does."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "week.md").write_bytes(RAW)
    desks = [(Desk(Jobs(1), Jobs(1)), folder / "week.md") for folder in (one, two)]
    last = RAW
    written: list[str] = []
    for desk, path in desks:
        opened(qtbot, desk, path)
    for turn in range(20 if FULL else 8):
        for number, (desk, path) in enumerate(desks):
            if turn % 3 != number:  # sometimes one, sometimes the other, sometimes both between two syncs
                text = f"[{turn}.{number}]"
                written.append(text)
                desk.edit_body(path, Splice(len(body(desk, path)), 0, text + "\n"))
                with qtbot.waitSignal(desk.post_saved):
                    desk.save(path)
        last = sync(one / "week.md", two / "week.md", last, turn)
        for desk, path in desks:
            desk.look_again([path])
            wanted = path.read_bytes()
            qtbot.waitUntil(lambda desk=desk, path=path, wanted=wanted: current(desk, path) == wanted, timeout=20_000)
    everything = "".join(path.read_text() for folder in (one, two) for path in folder.iterdir())
    assert all(text in everything for text in written)
    names = {path.name for folder in (one, two) for path in folder.iterdir()}
    assert all(name == "week.md" or original_of(name) == "week.md" for name in names), names


def current(desk: Desk, path: Path) -> bytes:
    post = desk.post(path)
    assert post is not None
    return post.to_bytes()


def sync(one: Path, two: Path, last: bytes, turn: int) -> bytes:
    """Bring both sides to one version; where both changed, the second's is set aside on both."""
    left, right = one.read_bytes(), two.read_bytes()
    if left != last and right != last and left != right:
        for side in (one, two):
            side.with_name(f"week.sync-conflict-20241117-1011{turn:02}-ABCDEFG.md").write_bytes(right)
        right = last
    newest = left if left != last else right
    for side in (one, two):
        if side.read_bytes() != newest:
            temporary = side.with_name(f".syncthing.{turn}.tmp")
            temporary.write_bytes(newest)
            os.replace(temporary, side)
    return newest


# 41


def fails_with(text: str) -> Callable[[Path, threading.Event], Iterator[Any]]:
    def source(folder: Path, stop: threading.Event) -> Iterator[Any]:
        raise OSError(text)
        yield

    return source


def test_fault_41_without_watches_the_folder_is_looked_through_and_that_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    watcher = Watcher(fails_with("OS file watch limit reached. about [...]"))
    with qtbot.waitSignal(watcher.watched) as told:
        watcher.watch(tmp_path)
    assert "limit" in told.args[0]
    with qtbot.waitSignal(watcher.look_again, timeout=20_000):
        pass
    assert watcher._regular.interval() <= 3000
    watcher.stop()


def test_fault_41_a_watch_that_dies_is_put_on_again(qtbot: QtBot, tmp_path: Path) -> None:
    tries: list[int] = []

    def source(folder: Path, stop: threading.Event) -> Iterator[Any]:
        tries.append(1)
        yield set()
        if len(tries) < 3:
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
        yield {(1, "a.md")}
        stop.wait()

    watcher = Watcher(source)
    with qtbot.waitSignal(watcher.look_again, timeout=20_000):
        watcher.watch(tmp_path)
    qtbot.waitUntil(lambda: len(tries) == 3, timeout=20_000)
    watcher.stop()


@pytest.mark.webengine
def test_fault_41_the_window_says_so_and_changes_still_come(
    qtbot: QtBot, start: Any, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = start(journal)
    parts.watcher._source = fails_with("OS file watch limit reached. about [...]")
    qtbot.waitUntil(lambda: shows(parts, "watch"), timeout=10_000)
    qtbot.waitUntil(lambda: parts.desk.current is not None)
    path = front(parts)
    path.write_bytes(path.read_bytes() + b" polled")
    qtbot.waitUntil(lambda: body(parts.desk, path).endswith("polled"), timeout=20_000)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of inotify is Linux's")
def test_fault_41_the_systems_own_limit_of_watches(tmp_path: Path) -> None:
    """In a user namespace of its own, where the limit is 20, the real watch is refused in the words we look for."""
    for number in range(50):
        (tmp_path / f"folder-{number}").mkdir()
    program = (
        "import sys, threading, pathlib\n"
        "from journal_app.session import watcher\n"
        "try:\n"
        "    next(watcher.events(pathlib.Path(sys.argv[1]), threading.Event()))\n"
        "    print('watched')\n"
        "except Exception as error:\n"
        "    print(watcher._reason(error))\n"
    )
    script = 'echo 20 > /proc/sys/user/max_inotify_watches || exit 77; exec "$0" -c "$1" "$2"'
    command = ["unshare", "-Ur", "sh", "-c", script, sys.executable, program, str(tmp_path)]
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare")
    done = subprocess.run(command, capture_output=True, text=True, timeout=40, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no user namespace here: {done.stderr.strip()}")
    assert done.stdout.strip() == "the system's limit of watched folders is reached", done.stderr


def test_fault_41_the_last_of_a_flood_of_events_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    many(folder, 3)
    librarian, watcher = Librarian(tmp_path / "index.sqlite"), Watcher()
    librarian.open(folder)
    qtbot.waitUntil(lambda: len(librarian.rows) == 3 and not librarian.is_looking)
    watcher.look_again.connect(librarian.look)
    watcher.watch(folder)
    count = 50_000 if FULL else 10_000

    def flood() -> None:
        for number in range(count):
            path = folder / f"flood-{number % 50}.txt"
            path.write_bytes(b"x")
            if number % 7 == 0:
                path.unlink()
        (folder / "last.md").write_text("---\ntitle: the last\n---\n")

    thread = threading.Thread(target=flood)
    thread.start()
    qtbot.waitUntil(
        lambda: not thread.is_alive(), timeout=50_000 if not FULL else 900_000
    )  # however long the flood takes
    qtbot.waitUntil(lambda: folder / "last.md" in librarian.rows, timeout=40_000)
    watcher.stop()
    librarian.close()
