"""A field that is on or off."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata.field import Field

translate = QCoreApplication.translate

_TRACK = QSize(28, 16)


class Switch(QCheckBox):
    """A check box drawn as a switch with its word beside it: the place of the knob and the word tell, not colour."""

    def sizeHint(self) -> QSize:
        word = max(self.fontMetrics().horizontalAdvance(text) for text in (_on(), _off()))
        return QSize(_TRACK.width() + 8 + word + 12, 26)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(6, top, _TRACK.width(), _TRACK.height())
        on = self.isChecked()
        fill = colours.color(role.Accent if on and self.isEnabled() else role.Dark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(track, 8, 8)
        painter.setBrush(colours.color(role.Base))
        painter.drawEllipse(QPointF(track.right() - 8 if on else track.left() + 8, track.center().y()), 5.5, 5.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colours.color(role.Accent))
            painter.drawRoundedRect(track.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10)
        painter.setPen(colours.color(role.WindowText))
        painter.drawText(
            QRectF(track.right() + 8, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class SwitchField(Field):
    """true or false."""

    kind = "switch"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = Switch()
        self._switch.clicked.connect(self._flip)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._switch)
        layout.addStretch(1)
        self.setFocusProxy(self._switch)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return isinstance(value, bool)

    def entry(self) -> Switch:
        return self._switch

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._switch.setEnabled(not reason)

    def _show(self, value: Value) -> None:
        self._switch.setChecked(value is True)
        self._switch.setText(_on() if value is True else _off())

    @Slot(bool)
    def _flip(self, on: bool) -> None:
        self._switch.setText(_on() if on else _off())
        self._tell(on)


def _on() -> str:
    return translate("Metadata", "Yes")


def _off() -> str:
    return translate("Metadata", "No")
