"""Hairlines: the one-pixel lines that take the place of frames. Their colour comes from the style sheet."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


def hairline(parent: QWidget | None = None, *, vertical: bool = False) -> QFrame:
    """A level line, one pixel high; or one that stands, one pixel wide."""
    line = QFrame(parent)
    line.setProperty("role", "hairline")
    line.setFrameShape(QFrame.Shape.NoFrame)
    if vertical:
        line.setFixedWidth(1)
        line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    else:
        line.setFixedHeight(1)
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
