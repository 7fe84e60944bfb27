"""In which order Tab walks through a window: part by part as it is read, within a part as its maker ordered it."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@runtime_checkable
class Ordered(Protocol):
    """A part that says itself where Tab stops."""

    def tab_stops(self) -> list[QWidget]: ...


def tab_stops(parts: Sequence[QWidget]) -> list[QWidget]:
    """The widgets Tab stops at now: those a part names itself, then its others as they were made.

    Qt's own chain is not asked. It follows the order of creation, which is not that of the eye; and the binding makes
    each widget it answers with the asker's child, which is then forgotten when the asker ends.
    """
    found: dict[int, QWidget] = {}
    for part in parts:
        named = part.tab_stops() if isinstance(part, Ordered) else []
        for widget in (*named, part, *part.findChildren(QWidget)):
            if _is_stop(widget):
                found.setdefault(id(widget), widget)
    return list(found.values())


def next_stop(parts: Sequence[QWidget], focused: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab goes from the widget that has the focus; None when there is nowhere to go."""
    stops = tab_stops(parts)
    if not stops:
        return None
    at = next((n for n, stop in enumerate(stops) if stop is focused), None)
    if at is None:
        return stops[0 if forward else -1]
    return stops[(at + (1 if forward else -1)) % len(stops)]


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
