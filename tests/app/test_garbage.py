"""Windows left in circles end in the window's thread, whichever thread asked for memory."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal_app.app.garbage import Garbage


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    garbage = Garbage()
    yield garbage
    garbage.stop()
    gc.disable()  # as the whole run has it


class Circular(QWidget):
    """A widget that Python alone cannot count to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def ended_in() -> tuple["weakref.ref[Circular]", list[threading.Thread]]:
    threads: list[threading.Thread] = []
    widget = Circular()
    weakref.finalize(widget, lambda: threads.append(threading.current_thread()))
    return weakref.ref(widget), threads


def many_objects() -> list[list[int]]:
    return [[number] for number in range(50_000)]


def test_a_widget_in_a_circle_ends_in_its_own_thread(qtbot: QtBot, garbage: Garbage) -> None:
    gc.collect()
    ref, threads = ended_in()
    thread = threading.Thread(target=many_objects)
    thread.start()
    thread.join()
    assert ref() is not None
    kept = many_objects()
    garbage.start()
    qtbot.waitUntil(lambda: ref() is None)
    assert threads == [threading.main_thread()] and QThread.isMainThread() and kept


def test_all_generations_have_their_turn(garbage: Garbage) -> None:
    """As with Python's own collection: what is old is looked through when it has grown."""
    gc.collect()
    ref, _ = ended_in()
    gc.collect(0)
    gc.collect(1)  # it is old now
    held: list[object] = []
    for _turn in range(200):
        held.append(many_objects()[:2_000])
        garbage.collect_due()
    assert ref() is None and held


def test_old_objects_are_not_counted_again_and_again(garbage: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    """To count them all is dear; while they do not grow, that is tried once in a while."""
    kept = many_objects()
    gc.collect()
    counted: list[int] = []
    objects = gc.get_objects

    def count(generation: int) -> list[object]:
        counted.append(generation)
        return objects(generation=generation)

    monkeypatch.setattr(gc, "get_objects", count)
    before = gc.get_stats()[1]["collections"]
    enough = gc.get_threshold()[0] + 100  # 700 up to Python 3.12, 2,000 after it
    for _turn in range(800):
        kept.extend([number] for number in range(enough))
        garbage.collect_due()
        del kept[:enough]
    assert gc.get_stats()[1]["collections"] - before > 50
    assert 0 < len(counted) <= 12


def test_nothing_is_collected_while_nothing_is_due(garbage: Garbage) -> None:
    gc.collect()
    ref, _ = ended_in()
    before = gc.get_stats()[0]["collections"]
    garbage.collect_due()
    assert gc.get_stats()[0]["collections"] == before and ref() is not None


def test_python_collects_again_in_the_end() -> None:
    garbage = Garbage()
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()
    gc.disable()
