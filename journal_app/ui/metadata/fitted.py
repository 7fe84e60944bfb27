"""A scroll area as high as what is in it, up to a limit. Knows no field."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = 80


class FittedArea(QScrollArea):
    """`most` is its greatest height in pixels, 0 for none. `changed` says that what is inside wants another height."""

    changed = Signal()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self._most = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.installEventFilter(self)

    def set_most(self, most: int) -> None:
        """Limit the height, and take the height what is inside needs."""
        self._most = most
        self.fit()

    def fit(self) -> None:
        """Take the height what is inside needs."""
        layout, width = self._inside.layout(), self.width()
        if layout is None or width <= 0:
            return
        needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        height = min(needed, max(_LEAST, self._most)) if self._most else needed
        if (self.minimumHeight(), self.maximumHeight()) != (height, height):
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
            self.changed.emit()
        return super().eventFilter(watched, event)
