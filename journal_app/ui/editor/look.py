"""The editor's fonts and colours, made from a family, a size and tokens. Knows no post."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from journal_app.ui.editor.strut import strut_family
from journal_app.ui.style.theme import Tokens

# A Chinese face before any fallback; the first one the machine has is used for all letters.
_HAN = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei")
_CODE = ("Noto Sans Mono CJK SC", "Source Han Mono SC", "SF Mono", "Menlo", "Cascadia Mono", "Consolas")


def text_font(family: str, size: int) -> QFont:
    """The text's font, `size` in pixels; with "" a Chinese face of this machine."""
    font = QFont()
    font.setFamilies([name for name in (strut_family(), family, *_present(_HAN)) if name])
    font.setPixelSize(size)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def code_families() -> list[str]:
    """The families for code, with a Chinese face behind them."""
    mono = _present(_CODE) or [QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()]
    return [name for name in (strut_family(), *mono, *_present(_HAN)) if name]


def text_palette(palette: QPalette, tokens: Tokens) -> QPalette:
    """The palette with the text's colours, the same whether it has the focus or not."""
    for role, colour in (
        (QPalette.ColorRole.Base, tokens.page),
        (QPalette.ColorRole.Window, tokens.page),
        (QPalette.ColorRole.Text, tokens.ink),
        (QPalette.ColorRole.Highlight, tokens.seal_tint),
        (QPalette.ColorRole.HighlightedText, tokens.ink),
        (QPalette.ColorRole.PlaceholderText, tokens.dim),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def _present(families: tuple[str, ...]) -> list[str]:
    return [name for name in families if QFontDatabase.hasFamily(name)]
