"""The colours can be read: contrast by WCAG's formula, for every text on every surface."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journal_app.ui import theme
from journal_app.ui.theme import Tokens

SURFACES = ("window", "sidebar", "list", "page", "chip", "code", "caret_line", "seal_tint")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
@pytest.mark.parametrize("text", ("ink", "dim", "seal"))
@pytest.mark.parametrize("surface", SURFACES)
def test_text_can_be_read_on_each_surface(tokens: Tokens, text: str, surface: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, surface)) >= 4.5


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
def test_text_on_the_seal_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_seal, tokens.seal) >= 4.5


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
def test_the_faint_colour_is_seen_as_a_large_thing(tokens: Tokens) -> None:
    assert all(contrast(tokens.faint, getattr(tokens, surface)) >= 3 for surface in SURFACES)


def test_mix_of_nothing_is_the_ground() -> None:
    assert theme.mix("#000000", "#ffffff", 0) == "#ffffff"
    assert theme.mix("#000000", "#ffffff", 1) == "#000000"


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
def test_the_style_sheet_has_no_hole_and_its_pictures_exist(tokens: Tokens) -> None:
    sheet = theme.style_sheet(tokens)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures and all(Path(picture).is_file() for picture in pictures)


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
def test_qt_understands_the_style_sheet(tokens: Tokens, qtbot: QtBot, qtlog: object) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.setPalette(theme.palette(tokens))
    button.setStyleSheet(theme.style_sheet(tokens))
    button.grab()
    assert [record.message for record in qtlog.records] == []  # type: ignore[attr-defined]
