"""Who works in a thread stands back while the window's thread is behind, and goes on all the same when it hangs."""

import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from journal_app.session import pace
from journal_app.session.pace import Pace


def given_way(keeper: Pace) -> threading.Event:
    """Set when a thread that gives way now may go on."""
    done = threading.Event()

    def work() -> None:
        keeper.give_way()
        done.set()

    threading.Thread(target=work, daemon=True).start()
    return done


def test_work_waits_until_the_window_comes_round(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_PATIENCE_SECONDS", 60.0)
    keeper = Pace(lambda: True)
    keeper.begin()
    time.sleep(3 * pace._LATE_SECONDS)  # the window's thread is busy
    done = given_way(keeper)
    assert not done.wait(0.05)
    qtbot.waitUntil(done.is_set, timeout=20_000)


def test_work_goes_on_beside_a_window_that_hangs(qtbot: QtBot) -> None:
    keeper = Pace(lambda: True)
    keeper.begin()
    time.sleep(3 * pace._LATE_SECONDS)
    assert given_way(keeper).wait(20)


def test_nothing_beats_when_there_is_no_work(qtbot: QtBot) -> None:
    keeper = Pace(lambda: False)
    keeper.begin()
    qtbot.waitUntil(lambda: not keeper._timer.isActive())
    assert given_way(keeper).wait(20)


def test_at_the_end_nobody_stands_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_PATIENCE_SECONDS", 60.0)
    keeper = Pace(lambda: True)
    keeper.begin()
    time.sleep(3 * pace._LATE_SECONDS)
    done = given_way(keeper)
    keeper.end()
    assert done.wait(20)
    keeper.begin()
    assert given_way(keeper).wait(20)
