"""A job's outcome comes back in this thread, results and errors alike, in the order the jobs were given."""

import threading
from functools import partial

from pytestqt.qtbot import QtBot

from journal_app.session.jobs import Jobs


def test_results_come_back_here_and_in_order(qtbot: QtBot) -> None:
    jobs = Jobs(1)
    outcomes: list[tuple[int, bool, bool]] = []
    here = threading.get_ident()

    def done(number: int, there: int) -> None:
        outcomes.append((number, there != here, threading.get_ident() == here))

    for number in range(50):
        jobs.run(threading.get_ident, partial(done, number), raised)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert outcomes == [(number, True, True) for number in range(50)]


def test_an_error_comes_back_as_a_fact(qtbot: QtBot) -> None:
    jobs = Jobs(1)
    errors: list[Exception] = []
    jobs.run(partial(int, "no number"), raised, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ValueError)


def raised(outcome: object) -> None:
    raise AssertionError(outcome)
