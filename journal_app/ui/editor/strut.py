"""A font without letters that gives every line of the editor one height. Knows nothing of the editor.

QPlainTextEdit has no line spacing: a line is as high as the tallest font asked for it, and the first family of the
list counts also when it draws no letter. So the first family is this one, made here: its ascent and descent are
the line, and each letter is drawn by the families behind it. 1.714 em leaves room for Han text, with its square
in the middle.
"""

import struct
from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

_NAME = "Journal Strut"
_ASCENT, _DESCENT, _EM = 1240, 474, 1000


@cache
def strut_family() -> str:
    """The family's name, known to Qt from the first call on; "" when the platform takes no such font."""
    number = QFontDatabase.addApplicationFontFromData(QByteArray(strut_font(_NAME, _ASCENT, _DESCENT)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def strut_font(name: str, ascent: int, descent: int) -> bytes:
    """The bytes of a TrueType font with no characters and these heights, in thousandths of an em."""
    strings = b""
    records = b""
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, name.replace(" ", ""))):
        coded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(coded), len(strings))
        strings += coded
    no_characters = struct.pack(">7H", 4, 24, 0, 2, 2, 0, 0) + struct.pack(">5H", 0xFFFF, 0, 0xFFFF, 1, 0)
    tables = {
        "OS/2": struct.pack(">HhHHH", 4, _EM, 400, 5, 0)
        + struct.pack(">11h", *([100] * 10), 0)
        + bytes(10)
        + struct.pack(">4I", *([0xFFFFFFFF] * 4))  # every script: else Qt passes the family over for Han
        + b"JRNL"
        + struct.pack(">HHHhhhHH", 0xC0, 0x20, 0xFFFF, ascent, -descent, 0, ascent, descent)
        + struct.pack(">IIhhHHH", 0xFFFFFFFF, 0xFFFFFFFF, 500, 700, 0, 32, 1),
        "cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12) + no_characters,
        "glyf": bytes(4),
        "head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0x000B, _EM, 0, 0),
            *(0, -descent, _EM, ascent, 0, 8, 2, 0, 0),
        ),
        "hhea": struct.pack(">IhhhH11hH", 0x10000, ascent, -descent, 0, _EM, *(0, 0, 0, 1), *([0] * 7), 1),
        "hmtx": struct.pack(">Hh", _EM, 0),
        "loca": bytes(4),
        "maxp": struct.pack(">I14H", 0x10000, 1, 0, 0, 0, 0, 1, *([0] * 8)),
        "name": struct.pack(">HHH", 0, 4, 6 + len(records)) + records + strings,
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    power = len(tables).bit_length() - 1
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 16 << power, power, len(tables) * 16 - (16 << power))
    body = b""
    for tag in sorted(tables):
        table = tables[tag]
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        place = 12 + 16 * len(tables) + len(body)
        directory += tag.encode() + struct.pack(">III", total, place, len(table))
        body += padded
    return directory + body
