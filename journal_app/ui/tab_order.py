"""In which order Tab walks through a window: part by part as it is read, within a part as its maker ordered it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(window: QWidget, parts: Sequence[QWidget]) -> list[QWidget]:
    """The widgets Tab stops at now. Qt's own chain follows the order of creation, which is not that of the eye."""
    found: list[tuple[int, QWidget]] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if _is_stop(widget):
            place = next((n for n, part in enumerate(parts) if part is widget or part.isAncestorOf(widget)), None)
            if place is not None:
                found.append((place, widget))
        widget = widget.nextInFocusChain()
    return [widget for _, widget in sorted(found, key=lambda pair: pair[0])]


def next_stop(window: QWidget, parts: Sequence[QWidget], focused: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab goes from the widget that has the focus; None when there is nowhere to go."""
    stops = tab_stops(window, parts)
    if not stops:
        return None
    at = next((n for n, stop in enumerate(stops) if stop is focused), None)
    if at is None:
        return stops[0 if forward else -1]
    return stops[(at + (1 if forward else -1)) % len(stops)]


def _is_stop(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )
