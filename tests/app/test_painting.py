"""The preview's page is what one sees on the screen, also when the pane was hidden in between."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.ui.style.theme import DARK, LIGHT
from tests.app.conftest import Start

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(120)]


def shows_the_page(parts: Parts) -> bool:
    """Whether the margin of the page has the page's colour on the screen."""
    at = parts.preview.mapToGlobal(QPoint(6, parts.preview.height() // 2))
    screen = parts.window.screen().grabWindow(0).toImage()
    return screen.pixelColor(at).name() in (LIGHT.page, DARK.page)


def test_the_page_is_painted_in_its_pane_and_again_after_it_was_hidden(
    start: Start, journal: Path, qtbot: QtBot
) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("only an X server lets one look at its screen")
    parts = start(journal)
    parts.window.resize(1280, 800)
    parts.window.show()
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.preview.is_ready, timeout=20_000)
    qtbot.waitUntil(lambda: shows_the_page(parts), timeout=20_000)
    parts.actions["toggle_preview"].trigger()
    qtbot.waitUntil(lambda: not parts.preview.isVisible(), timeout=20_000)
    parts.actions["toggle_preview"].trigger()
    qtbot.waitUntil(lambda: shows_the_page(parts), timeout=20_000)
    parts.window.resize(1360, 860)
    qtbot.waitUntil(lambda: shows_the_page(parts), timeout=20_000)
