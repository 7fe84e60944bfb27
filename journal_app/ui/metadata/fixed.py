"""A value that is only shown: an empty map, a list of maps. It is edited in the source."""

import json

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.lines import LineEdit

translate = QCoreApplication.translate


class FixedField(Field):
    """The value on one line, as a head would write it in one line."""

    kind = "fixed"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LineEdit("value")
        self._line.setReadOnly(True)
        self._line.setToolTip(translate("Metadata", "A value of this shape is edited in the source."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self.setFocusProxy(self._line)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return isinstance(value, list | dict)

    def entry(self) -> LineEdit:
        return self._line

    def _show(self, value: Value) -> None:
        self._line.fill(json.dumps(value, ensure_ascii=False))


class MapField(FixedField):
    """The line above a map's own fields: how many there are."""

    kind = "map"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line.setToolTip("")

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return isinstance(value, dict) and bool(value)

    def _show(self, value: Value) -> None:
        names = list(value) if isinstance(value, dict) else []
        one, many = translate("Metadata", "1 field"), translate("Metadata", "{n} fields")
        self._line.setPlaceholderText(one if len(names) == 1 else many.format(n=len(names)))
