"""Icons as glyphs of one icon face (Phosphor, carried by qtawesome). Knows names and colours, no widget.

qtawesome itself is not imported: it reads every face it carries and costs a start more than the editor does.
"""

import importlib.util
import json
from functools import cache
from math import ceil
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap


@cache
def _face() -> tuple[str, dict[str, str]]:
    """The family's name and each icon's glyph; empty when the face is not installed."""
    found = importlib.util.find_spec("qtawesome")
    for place in (found.submodule_search_locations or ()) if found else ():
        fonts = Path(place) / "fonts"
        faces, maps = sorted(fonts.glob("phosphor-*.ttf")), sorted(fonts.glob("phosphor-charmap-*.json"))
        if not faces or not maps:
            continue
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(faces[0])))
        if families:
            points = json.loads(maps[0].read_text("utf-8"))
            return families[0], {name: chr(int(point, 16)) for name, point in points.items()}
    return "", {}


def paint(painter: QPainter, rect: QRectF, name: str, color: QColor, size: int = 16) -> None:
    """Paint the icon `name`, `size` pixels high, in the middle of `rect`; nothing for an unknown name."""
    family, glyphs = _face()
    if name not in glyphs:
        return
    font = QFont(family)
    font.setPixelSize(size)
    painter.save()
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyphs[name])
    painter.restore()


def icon(name: str, color: str, size: int = 16) -> QIcon:
    """The icon `name` in one colour, sharp on the screens there are now; an empty icon for an empty name."""
    made = QIcon()
    if not name or QGuiApplication.instance() is None:
        return made
    for scale in sorted({ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}):
        pixmap = QPixmap(size * scale, size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, QRectF(0, 0, size, size), name, QColor(color), size)
        painter.end()
        made.addPixmap(pixmap)
    return made
