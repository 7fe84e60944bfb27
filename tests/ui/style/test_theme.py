"""The colours can be read: contrast by WCAG's formula, for every text on every surface."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.editor.find_bar import FindBar
from journal_app.ui.metadata.chip import Chip
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.style import theme
from journal_app.ui.style.theme import Tokens

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


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[[Tokens], None]]:
    """Dress the program in a mode's colours, for one test."""
    before = qapp.palette(), qapp.styleSheet()

    def dress(tokens: Tokens) -> None:
        qapp.setPalette(theme.palette(tokens))
        qapp.setStyleSheet(theme.style_sheet(tokens))

    yield dress
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


def strongest(widget: QWidget, ground: str) -> float:
    """The contrast of the pixel that stands out most."""
    picture = widget.grab().toImage()
    pixels = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    return max(contrast(pixel, ground) for pixel in pixels)


@pytest.mark.parametrize("tokens", (theme.LIGHT, theme.DARK), ids=("light", "dark"))
def test_glyphs_and_placeholders_are_seen_at_rest(
    tokens: Tokens, qtbot: QtBot, dressed: Callable[[Tokens], None]
) -> None:
    dressed(tokens)
    page = QWidget()
    qtbot.addWidget(page)
    page.setProperty("role", "page")
    plus, chip, bar = GlyphButton("plus", "Add"), Chip(page), FindBar(page)
    chip.set_text("i")
    bar.set_tokens(tokens)
    column = QVBoxLayout(page)
    for widget in (plus, chip, bar):
        column.addWidget(widget)
    bar.show()
    page.show()
    assert strongest(plus, tokens.page) >= 4
    assert strongest(chip._cross, tokens.chip) >= 4
    placeholder = bar.replace_edit.palette().placeholderText().color()
    assert placeholder.name() == tokens.dim and placeholder.alpha() == 255
