"""A test's widgets live until its end: one that nobody holds can be collected in the middle of its own paint event."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget


@pytest.fixture(autouse=True)
def widgets_outlive_their_test(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold every widget given to `qtbot.addWidget`, which itself keeps a weak reference only."""
    held: list[QWidget] = []
    if "qtbot" in request.fixturenames:
        qtbot = request.getfixturevalue("qtbot")
        add = qtbot.addWidget

        def add_and_hold(widget: QWidget, **more: Any) -> None:
            held.append(widget)
            add(widget, **more)

        monkeypatch.setattr(qtbot, "addWidget", add_and_hold)
    yield
    for widget in held:
        widget.hide()
