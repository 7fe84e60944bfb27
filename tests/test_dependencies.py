"""What the program needs of its dependencies beyond their version."""

import sys

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    told = Signal(bool)


def test_signals_give_back_the_references_they_take() -> None:
    """PySide6 6.12.0 on Python 3.11 does not, and aborts after some thousands of signals."""
    sender, heard = Sender(), []
    sender.told.connect(heard.clear)
    before = sys.getrefcount(True)
    for _ in range(50):
        sender.told.emit(True)
    assert abs(sys.getrefcount(True) - before) < 25
