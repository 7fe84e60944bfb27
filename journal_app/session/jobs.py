"""A pure function out to a thread, its result back as a call in this one. Knows nothing of what is computed."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

Asked = tuple[Callable[[Any], None], Callable[[Exception], None]]


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    result: Any
    error: Exception | None


class Jobs(QObject):
    """A lane of `threads` threads; with one thread, jobs run one after the other in the order they were given."""

    _finished = Signal(object)

    def __init__(self, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)
        self._asked: dict[int, Asked] = {}  # who asks stays in this thread: a window must not end in another one
        self._numbers = itertools.count()
        self._is_stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Call `work` in a thread, then `done(result)` or `failed(error)` in the thread of this object."""
        number = next(self._numbers)
        self._asked[number] = done, failed
        self._pool.start(_Job(number, work, self._finished))

    @property
    def busy(self) -> bool:
        """Whether a job runs, waits, or has an outcome that was not delivered yet."""
        return bool(self._asked)

    def finish(self, milliseconds: int = -1) -> bool:
        """Wait for the running and waiting jobs; their outcomes are delivered when the event loop runs again."""
        return self._pool.waitForDone(milliseconds)

    def stop(self) -> None:
        """Wait for the running and waiting jobs, and deliver nothing any more: who asked is going, too."""
        self._is_stopped = True
        self._pool.waitForDone()

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        done, failed = self._asked.pop(outcome.number)
        if self._is_stopped:
            return
        if outcome.error is None:
            done(outcome.result)
        else:
            failed(outcome.error)


def raised(error: Exception) -> None:
    """For what cannot fail: where it does, that is a fault of the program, and told as one."""
    raise error


def unheard(_: object) -> None:
    """For an outcome that nobody waits for."""


class _Job(QRunnable):
    def __init__(self, number: int, work: Callable[[], Any], finished: Any) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._finished = finished

    def run(self) -> None:
        """The thread's side: never lets an exception out."""
        try:
            outcome = _Outcome(self._number, self._work(), None)
        except Exception as error:
            outcome = _Outcome(self._number, None, error)
        self._finished.emit(outcome)
