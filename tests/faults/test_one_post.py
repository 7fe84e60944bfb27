"""An author, a second window and a stranger at one post, in any order, while saves hang: no word of any is lost."""

import itertools
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from journal_app.files import FileOps
from journal_app.library.history import History
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.session import desk as desk_module
from journal_app.session import settling
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.facts import Merging, Replaced
from journal_app.session.jobs import Jobs

FULL = os.environ.get("JOURNAL_FAULTS") == "full"
RAW = b"---\ntitle: one\ntags:\n    - a\n---\n\nfirst\n\nsecond\n\nthird\n"
PLACES = st.integers(0, 1000)
saves_go_on = threading.Event()


class OnePost(RuleBasedStateMachine):
    """Each edit brings a word that occurs once. What the author takes away by a decision is in `let_go`."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="journal-one-post-"))
        self.path = self.root / "journal" / "week-19.md"
        self.path.parent.mkdir()
        self.path.write_bytes(RAW)
        history = History(self.root / "history")
        self.lanes = Jobs(1), Jobs(1), Jobs(1)
        self.mine, self.other = (Desk(self.lanes[0], lane, history.keep) for lane in self.lanes[1:])
        self.choices, self.other_choices = (Conflicts(desk, self.lanes[0]) for desk in (self.mine, self.other))
        self.merges: list[Merging] = []
        self.choices.merge_found.connect(self.merges.append)
        self.let_go: list[bytes] = []
        self.mine.post_replaced.connect(self.on_replaced)
        self.words: set[bytes] = set()
        self.numbers = itertools.count()
        for desk in (self.mine, self.other):
            desk.open(self.path)
        self.be_quiet()

    def on_replaced(self, replaced: Replaced) -> None:
        self.let_go.append(replaced.before.to_bytes())

    def word(self) -> str:
        word = f"w{next(self.numbers)}w"
        self.words.add(word.encode())
        return word

    @property
    def post(self) -> Post | None:
        return self.mine.post(self.path)

    # The author

    @rule(place=PLACES)
    def types_a_line(self, place: int) -> None:
        if self.post is not None:
            starts = [0, *(at + 1 for at, sign in enumerate(self.post.body) if sign == "\n")]
            self.mine.edit_body(self.path, Splice(starts[place % len(starts)], 0, self.word() + "\n"))

    @rule(name=st.sampled_from(["title", "excerpt", "series"]))
    def fills_in_a_field(self, name: str) -> None:
        if self.post is None:
            return
        self.let_go.append(self.post.to_bytes())
        word = self.word()
        try:
            self.mine.set_field(self.path, name, word)
        except JournalError:  # a merge left a head that has two of them
            self.words.discard(word.encode())

    @rule()
    def writes_into_the_raw_head(self) -> None:
        if self.post is not None:
            word = self.word()
            self.mine.put_head(self.path, f"{self.post.head_text}k{word}: {word}\n")

    @rule()
    def saves(self) -> None:
        self.mine.save(self.path)

    @rule()
    def takes_a_change_on_disk_back(self) -> None:
        if self.post is not None and self.let_go:
            before = Post.parse(self.path, self.let_go[-1])
            self.mine.replace_post(before)

    @rule()
    def reverts(self) -> None:
        if self.post is not None and self.mine.saved(self.path) is not None:
            self.let_go.append(self.post.to_bytes())
            self.mine.revert(self.path)

    @rule()
    def closes_or_opens(self) -> None:
        if self.post is not None:
            self.let_go.append(self.post.to_bytes())
            self.mine.close(self.path)
        else:
            self.mine.open(self.path)

    @rule()
    def closes_and_opens(self) -> None:
        if self.post is not None:
            self.closes_or_opens()
        self.mine.open(self.path)

    # The author decides

    @rule(how=st.sampled_from(["mine", "theirs", "merge", "merge", "again"]))
    def decides(self, how: str) -> None:
        if self.post is None or not self.mine.in_conflict(self.path):
            return
        self.let_go.append(self.post.to_bytes())
        if how == "mine":
            self.choices.keep_mine(self.path)
        elif how == "theirs":
            self.choices.take_theirs(self.path)
        elif how == "merge":
            self.choices.merge(self.path)
        else:
            self.mine.recreate(self.path)

    @rule()
    def finishes_a_merge(self) -> None:
        while self.merges:
            merging = self.merges.pop()
            self.choices.settle(merging, f"{merging.mine.text}\n{merging.theirs.text}")

    # Another window, and a stranger

    @rule()
    def another_window_writes(self) -> None:
        post = self.other.post(self.path)
        if post is not None:
            self.other.edit_body(self.path, Splice(len(post.body), 0, self.word() + "\n"))

    @rule(decides=st.booleans())
    def another_window_saves(self, decides: bool) -> None:
        if decides and self.other.in_conflict(self.path):
            self.other_choices.keep_mine(self.path)
            self.other.recreate(self.path)
        self.other.save(self.path)

    @rule(whole=st.booleans(), early=st.booleans())
    def a_stranger_writes(self, whole: bool, early: bool) -> None:
        old = self.path.read_bytes() if self.path.exists() else RAW
        line = self.word().encode() + b"\n"
        new = old.replace(b"\nsecond", b"\n" + line + b"second", 1) if early and b"\nsecond" in old else old + line
        if whole:
            beside = self.root / "synced"
            beside.write_bytes(new)
            beside.replace(self.path)
        else:
            self.path.write_bytes(new)

    @rule()
    def a_stranger_moves_it_away(self) -> None:
        if self.path.exists():
            self.path.rename(self.root / f"away-{next(self.numbers)}")

    # What is between them

    @rule()
    def both_look(self) -> None:
        for desk in (self.mine, self.other):
            desk.look_again([self.path])

    @rule()
    def saves_hang(self) -> None:
        saves_go_on.clear()

    @rule()
    def some_time_passes(self) -> None:
        QCoreApplication.processEvents()

    @rule()
    def be_quiet(self) -> None:
        saves_go_on.set()
        end, calm = time.monotonic() + 50, 0
        while calm < 3:
            QCoreApplication.processEvents()
            for lane in self.lanes:
                lane.finish()
            waits = any(desk._settling._timer.isActive() for desk in (self.mine, self.other))
            calm = 0 if waits or any(lane.busy for lane in self.lanes) else calm + 1
            assert time.monotonic() < end

    def teardown(self) -> None:
        try:
            self.be_quiet()
            self.both_look()
            self.be_quiet()
            there = [file.read_bytes() for file in self.root.rglob("*") if file.is_file()]
            open_posts = [post.to_bytes() for desk in (self.mine, self.other) if (post := desk.post(self.path))]
            everything = b"\n".join([*there, *open_posts, *self.let_go])
            assert not [word for word in self.words if word not in everything]
            if self.post is not None and not self.mine.in_conflict(self.path):
                self.mine.save(self.path)
                self.be_quiet()
                assert not self.mine.unsaved and self.path.read_bytes() == self.post.to_bytes()
            assert not [name for name in os.listdir(self.path.parent) if name.startswith(".~")]
        finally:
            for lane in self.lanes:
                lane.stop()
            shutil.rmtree(self.root)


def test_fault_20_27_28_33_39_no_word_is_lost_at_a_post_that_three_write_to(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = FileOps.exchange

    def when_it_goes_on(ops: FileOps, first: bytes, second: bytes) -> None:
        assert saves_go_on.wait(50)
        exchange(ops, first, second)

    monkeypatch.setattr(FileOps, "exchange", when_it_goes_on)
    monkeypatch.setattr(desk_module, "STILL_SECONDS", 0.0)
    monkeypatch.setattr(settling, "STILL_SECONDS", 0.0)
    monkeypatch.setattr(settling, "CUT_STILL_SECONDS", 0.0)
    monkeypatch.setattr(settling, "_AGAIN_MS", 1)
    every = settings(
        max_examples=3000 if FULL else 150,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OnePost, settings=every)
