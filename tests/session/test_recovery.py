"""Unsaved text reaches the disk within a second and is offered at the next start, whatever tore the log."""

import base64
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.post.opening import opened
from journal_app.post.post import Post
from journal_app.session import post_log, recovery
from journal_app.session.jobs import Jobs
from journal_app.session.post_log import packed
from journal_app.session.recovery import Recovered, Recovery, Unreadable

HEAD = "---\ntitle: 周记 Week30\ntags:\n    - '散步'\n---\n\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def post(tmp_path: Path) -> Post:
    path = tmp_path / "journal" / "week-30.md"
    path.parent.mkdir()
    path.write_bytes((HEAD + "第一行\r\n").encode())
    return Post.parse(path, path.read_bytes())


def unpacked(raw: bytes) -> list[dict[str, Any]]:
    return [entry for entry, _ in post_log.records(raw)]


def kept(store: Path, *posts: Post, digest: str = "base") -> Path:
    """A log with these states of a post, left by a process that is gone."""
    keeper = Recovery(store, Jobs(1))
    for post in posts:
        keeper.note(post, digest)
        keeper.flush()
        keeper._jobs.finish()
        keeper._writing = False
    (log,) = (entry.path for entry in keeper._logs.values())
    keeper.close()
    assert log is not None
    return log


def text_in(log: Path) -> Post:
    read = recovery.read_log(log)
    assert isinstance(read, Recovered)
    return read.post


def written(qtbot: QtBot, store: Path) -> None:
    def holds_something() -> bool:
        logs = list(store.glob("*.log"))
        return bool(logs) and all(isinstance(recovery.read_log(log), Recovered) for log in logs)

    qtbot.waitUntil(holds_something, timeout=20_000)


def test_typed_text_is_found_again_as_it_was(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post
    for step in range(40):
        edited = edited.with_splice(len(edited.body), 0, f"又一句{step}。")
        keeper.note(edited, "base")
        if step % 10 == 0:
            keeper.flush()
    edited = edited.with_field("title", "周记 Week31")
    keeper.note(edited, "base")
    keeper.close()
    (found,) = recovery.pending(store)
    assert found.post == edited
    assert found.post.to_bytes() == edited.to_bytes()
    assert found.digest == "base"


def test_a_note_reaches_the_disk_without_being_asked(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("只写了一句"), "")
    qtbot.waitUntil(lambda: any(store.glob("*.log")), timeout=20_000)
    keeper.close()
    assert recovery.pending(store)[0].post.body == "只写了一句"


def test_continuous_typing_is_written_while_it_goes_on(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post

    def type_on() -> bool:
        nonlocal edited
        edited = edited.with_splice(0, 0, "字")
        keeper.note(edited, "")
        logs = list(store.glob("*.log"))
        return bool(logs) and len(unpacked(logs[0].read_bytes())) >= 3

    qtbot.waitUntil(type_on, timeout=20_000)
    keeper.close()


def test_what_is_saved_or_given_up_leaves_no_log(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("x"), "")
    keeper.flush()
    keeper.drop(post.path)
    keeper.close()
    assert not list(store.glob("*"))


@pytest.mark.parametrize("written", [True, False], ids=["in its log", "waiting"])
def test_a_save_of_a_closed_post_takes_its_own_text_away_and_none_that_was_typed_since(
    qtbot: QtBot, store: Path, post: Post, written: bool
) -> None:
    keeper = Recovery(store, Jobs(1))
    saved, later = post.with_body("saved"), post.with_path(post.path.with_name("later.md"))
    for note in (saved, later.with_body("saved"), later.with_body("typed since")):
        keeper.note(note, "")
        if written:
            keeper.flush()
            qtbot.waitUntil(lambda: not keeper._writing and not keeper._syncing)
    keeper.leave(saved)
    keeper.leave(later.with_body("saved"))
    keeper.close()
    assert [found.post.body for found in recovery.pending(store)] == ["typed since"]


def test_text_that_stands_on_disk_is_not_offered(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post.with_body("saved after all")
    keeper.note(edited, "")
    keeper.close()
    post.path.write_bytes(edited.to_bytes())
    assert recovery.pending(store) == []


def test_a_post_that_was_never_on_disk_is_offered(qtbot: QtBot, store: Path, tmp_path: Path) -> None:
    keeper = Recovery(store, Jobs(1))
    fresh = Post.parse(tmp_path / "journal" / "new.md", HEAD.encode()).with_body("从未存过")
    keeper.note(fresh, "")
    keeper.close()
    assert recovery.pending(store)[0].post == fresh
    assert recovery.pending(store, tmp_path / "elsewhere") == []


def test_the_log_of_a_living_process_is_not_offered(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("here"), "")
    keeper.flush()
    written(qtbot, store)
    code = (
        "import sys, pathlib; from journal_app.session import recovery;"
        "print(len(recovery.pending(pathlib.Path(sys.argv[1]))))"
    )
    seen = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "0"
    keeper.close()
    seen = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "1"


def test_a_torn_log_gives_its_whole_records_and_is_kept_aside(qtbot: QtBot, store: Path, post: Post) -> None:
    versions = [post.with_splice(0, 0, f"{step}\n") for step in range(3)]
    log = kept(store, *versions)
    whole = log.read_bytes()
    assert [text_in(log)] == versions[2:]
    for size in range(len(whole)):
        log.write_bytes(whole[:size])
        read = recovery.read_log(log)
        assert isinstance(read, Unreadable) or read.post in versions
    for at in range(0, len(whole), 7):
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        read = recovery.read_log(log)
        assert isinstance(read, Unreadable) or (read.post in versions and read.torn)


def test_a_log_that_gives_nothing_is_put_aside_and_never_removed(store: Path, post: Post) -> None:
    log = kept(store, post.with_body("x"))
    log.write_bytes(b"rubbish" * 20)
    found = recovery.look(store, post.path.parent)
    assert found.unsaved == () and [path.name for path in found.damaged] == [log.name]
    assert (store / "damaged" / log.name).read_bytes() == b"rubbish" * 20
    assert recovery.look(store, post.path.parent).damaged == ()


def test_a_log_of_a_later_version_is_left_where_it_is(store: Path, post: Post) -> None:
    store.mkdir(parents=True)
    log = store / "future.log"
    log.write_bytes(packed({"version": 99, "anything": ["else"]}))
    for _ in range(2):
        found = recovery.look(store, post.path.parent)
        assert (found.unsaved, found.damaged, found.newer) == ((), (), (log,))
    assert log.exists()


def test_a_log_of_the_first_version_is_still_read(store: Path, post: Post) -> None:
    store.mkdir(parents=True)
    raw = base64.b64encode(post.with_body("as it was written then").to_bytes()).decode()
    path = base64.b64encode(os.fsencode(post.path)).decode()
    moment = "2026-11-24T08:00:00+00:00"
    (store / "first.log").write_bytes(
        packed({"at": moment, "base": "b", "path": path, "raw": raw})
        + packed({"at": moment, "base": "b", "splice": [0, 2, "AS"]})
    )
    assert recovery.pending(store)[0].post.body == "AS it was written then"


def test_a_log_that_grows_goes_on_in_a_new_file_and_never_stands_empty(
    store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_log, "ROOM", 0)
    log = post_log.PostLog(store)
    names = set()
    edited = post
    removed = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        others = [text_in(other) for other in store.glob("*.log") if other != path]
        assert edited in others, "the old log goes only when the new one holds the text"
        removed(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    for step in range(60):
        edited = edited.with_splice(0, 0, f"{step} and some more words\n")
        log.write(edited, "b", recovery.datetime.now(recovery.UTC))
        assert log.path is not None and text_in(log.path) == edited
        names.add(log.path)
    assert len(names) > 2 and len(list(store.iterdir())) == 1
    log.close()


def test_a_write_that_fails_half_way_costs_nothing_that_comes_later(store: Path, post: Post) -> None:
    log = post_log.PostLog(store)
    now = recovery.datetime.now(recovery.UTC)
    first, second, third = (post.with_body(word) for word in ("one", "two", "three"))
    log.write(first, "b", now)
    file = log._file
    assert file is not None and log.path is not None
    append = file.append

    def torn(record: bytes) -> None:
        append(record[: len(record) // 2])
        raise OSError(28, "No space left on device")

    file.append = torn  # type: ignore[method-assign]
    with pytest.raises(OSError):
        log.write(second, "b", now)
    assert text_in(log.path) == first
    log.write(third, "b", now)
    assert text_in(log.path) == third
    assert len(list(store.iterdir())) == 1
    log.close()


def test_a_log_that_the_disk_does_not_remove_is_closed_all_the_same(
    store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = post_log.PostLog(store)
    log.write(post, "b", recovery.datetime.now(recovery.UTC))
    path = log.path
    assert path is not None

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(OSError, match="Input/output error"):
            log.remove()
    assert path.exists() and not files.is_locked(path)


def test_what_could_not_be_written_is_tried_again(
    qtbot: QtBot, store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "RETRY_MS", 50)
    store.parent.mkdir()
    store.write_bytes(b"a file where the folder should be")
    keeper = Recovery(store, Jobs(1))
    with qtbot.waitSignal(keeper.failed):
        keeper.note(post.with_body("typed once, and never again"), "")
    store.unlink()
    with qtbot.waitSignal(keeper.mended):
        pass
    keeper.close()
    assert recovery.pending(store)[0].post.body == "typed once, and never again"


def test_a_disk_that_takes_its_time_keeps_no_text_from_being_written(
    qtbot: QtBot, store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr(files.Log, "sync", lambda log: released.wait(50))
    keeper = Recovery(store, Jobs(1))
    for step in range(3):
        edited = post.with_body(f"typed while the disk was busy, {step}")
        keeper.note(edited, "")

        def is_written(wanted: Post = edited) -> bool:
            return [text_in(log) for log in store.glob("*.log")] == [wanted]

        qtbot.waitUntil(is_written, timeout=15_000)
    keeper.drop(post.path)
    qtbot.waitUntil(lambda: not list(store.glob("*.log")), timeout=15_000)
    assert not released.is_set()
    released.set()
    keeper.close()


def test_what_the_disk_did_not_take_is_written_in_another_file(
    qtbot: QtBot, store: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "RETRY_MS", 30)
    sync = files.Log.sync
    refused: list[Path] = []

    def refuse_once(log: files.Log) -> None:
        if not refused:
            refused.extend(store.glob("*.log"))
            raise OSError(5, "Input/output error")
        sync(log)

    monkeypatch.setattr(files.Log, "sync", refuse_once)
    keeper = Recovery(store, Jobs(1))
    with qtbot.waitSignals([keeper.failed, keeper.mended]):
        keeper.note(post.with_body("typed once"), "")
    (log,) = store.glob("*.log")
    assert log not in refused and text_in(log).body == "typed once"
    keeper.close()


def test_the_encoding_of_a_post_and_a_sign_it_lacks_are_kept(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "gbk.md"
    path.write_bytes(("---\r\ntitle: 周记\r\n---\r\n\r\n" + "今天天气很好我们去公园散步了\r\n" * 9).encode("gbk"))
    post = Post.parse(path, path.read_bytes())
    assert post.encoding == "gb18030"
    for added in ("又一行", "half a pair \ud83d", "𝒜\u2028\x00"):
        edited = post.with_splice(0, 0, added)
        found = text_in(kept(store, post.with_splice(0, 0, "x"), edited))
        assert (found.body, found.encoding, found.head_text) == (edited.body, "gb18030", edited.head_text)
        assert text_in(kept(store, edited)).body == edited.body


def test_an_encoding_that_the_author_named_is_still_their_word_after_a_crash(store: Path, tmp_path: Path) -> None:
    raw = "---\ntitle: дневник\n---\nшёл дождь\n".encode("cp1251")
    named = opened(tmp_path / "post.md", raw, codec="latin-1")
    found = text_in(kept(store, named.with_body("x" + named.body), named.with_body("xy" + named.body)))
    assert found.is_guess and found.encoding == "latin-1" and found.body == "xy" + named.body


def test_a_rename_leaves_no_moment_without_a_log(qtbot: QtBot, store: Path, post: Post, tmp_path: Path) -> None:
    keeper = Recovery(store, Jobs(1))
    edited = post.with_body("before the rename")
    keeper.note(edited, "b")
    keeper.flush()
    written(qtbot, store)
    new = tmp_path / "journal" / "new-name.md"
    keeper.moved(post.path, new)
    assert len(list(store.glob("*.log"))) == 1
    keeper.note(edited.with_path(new), "b")
    keeper.close()
    (found,) = recovery.pending(store)
    assert found.post.path == new and found.post.body == "before the rename"


def test_the_store_is_the_authors_alone(store: Path, post: Post) -> None:
    before = os.umask(0)
    try:
        log = kept(store, post.with_body("x"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(store.stat().st_mode) == 0o700
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_what_is_given_up_is_kept_for_seven_days(qtbot: QtBot, store: Path, post: Post) -> None:
    keeper = Recovery(store, Jobs(1))
    keeper.note(post.with_body("not yet written"), "")
    keeper.give_up(post.path)
    old = kept(store, post.with_path(post.path.with_name("old.md")).with_body("found at a start"))
    os.utime(old, (time.time() - 30 * 24 * 3600,) * 2)
    (found,) = recovery.pending(store)
    keeper.discard(found)
    keeper.close()
    assert recovery.pending(store) == []
    aside = sorted((store / "discarded").iterdir())
    assert sorted(text_in(log).body for log in aside) == ["found at a start", "not yet written"]
    os.utime(aside[0], (time.time() - 6.9 * 24 * 3600,) * 2)
    os.utime(aside[1], (time.time() - 7.1 * 24 * 3600,) * 2)
    recovery.look(store, post.path.parent)
    assert list((store / "discarded").iterdir()) == aside[:1]


def test_text_that_is_opened_again_has_a_log_at_every_moment(qtbot: QtBot, store: Path, post: Post) -> None:
    log = kept(store, post.with_body("from last time"))
    (found,) = recovery.pending(store)
    keeper = Recovery(store, Jobs(1))
    keeper.adopt(found.post, found.digest, found)
    qtbot.waitUntil(lambda: not log.exists(), timeout=20_000)
    assert len(list(store.glob("*.log"))) == 1
    keeper.close()
    assert [again.post for again in recovery.pending(store)] == [found.post]


def test_one_text_in_two_logs_is_offered_once(store: Path, post: Post) -> None:
    log = kept(store, post.with_body("killed between writing the new log and removing the old"))
    (store / "copy.log").write_bytes(log.read_bytes())
    assert len(recovery.pending(store)) == 1
    assert len(recovery.pending(store)) == 1


def test_two_texts_of_one_post_are_both_offered_the_newer_first(store: Path, post: Post) -> None:
    kept(store, post.with_body("older"))
    kept(store, post.with_body("newer"))
    assert [found.post.body for found in recovery.pending(store)] == ["newer", "older"]


def test_text_of_another_folder_is_told_apart(store: Path, post: Post, tmp_path: Path) -> None:
    kept(store, post.with_body("here"))
    kept(store, post.with_path(tmp_path / "other" / "post.md").with_body("there"))
    found = recovery.look(store, post.path.parent)
    assert [one.post.body for one in found.unsaved] == ["here"]
    assert [one.post.body for one in found.elsewhere] == ["there"]


def test_a_store_that_cannot_be_written_is_told_once(qtbot: QtBot, tmp_path: Path, post: Post) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file where the folder should be")
    keeper = Recovery(blocked / "recovery", Jobs(1))
    told: list[str] = []
    keeper.failed.connect(told.append)
    for step in range(3):
        keeper.note(post.with_body(str(step)), "")
        keeper.flush()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    keeper.close()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers()), max_size=6), st.binary(max_size=40))
def test_records_are_read_back_up_to_what_is_torn(entries: list[dict[str, str | int]], rest: bytes) -> None:
    raw = b"".join(packed(entry) for entry in entries)
    assert unpacked(raw) == entries
    assert unpacked(raw + rest)[: len(entries)] == entries


def test_a_discard_under_a_clock_that_is_years_ahead_costs_no_discarded_text(tmp_path: Path) -> None:
    before, young = tmp_path / "before.log", tmp_path / "young.log"
    for log, age in ((before, 5 * 365 * 24 * 3600), (young, 0)):
        log.write_bytes(b"text")
        os.utime(log, (time.time() - age,) * 2)
    recovery._let_go(tmp_path)
    assert before.exists() and young.exists()
