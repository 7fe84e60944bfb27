"""Hairlines: the one-pixel lines that take the place of frames. Their colour comes from the style sheet."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


def hairline(parent: QWidget | None = None) -> QFrame:
    """A level line, one pixel high."""
    line = QFrame(parent)
    line.setProperty("role", "hairline")
    line.setFrameShape(QFrame.Shape.NoFrame)
    line.setFixedHeight(1)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
