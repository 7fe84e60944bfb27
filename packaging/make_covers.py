"""Paints the sample journal's pictures: calm gradients, hills and a sea, as PNG, with the standard library only.

Run it after changing a colour: `python3 packaging/make_covers.py`. The same colours give the same bytes.
"""

import math
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "content"
SIZE = (960, 400)
Colour = tuple[int, int, int]
Painter = Callable[[float, float], Colour]  # of x and y, both from 0 to 1


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` where the share is 0, `second` where it is 1."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def colour(text: str) -> Colour:
    """The colour of `#rrggbb`."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def gradient(*stops: str, slope: float = 0.5) -> Painter:
    """From one colour to the next, downwards and a little to the right."""
    colours = [colour(stop) for stop in stops]

    def paint(x: float, y: float) -> Colour:
        place = (y + slope * x) / (1 + slope) * (len(colours) - 1)
        index = min(int(place), len(colours) - 2)
        return mix(colours[index], colours[index + 1], place - index)

    return paint


def hills(sky: Painter, moon: Colour, near: Colour, far: Colour) -> Painter:
    """Three rows of hills, the nearest the darkest, and a moon."""
    rows = ((0.55, 0.09, 3.1, 0.4), (0.68, 0.07, 4.7, 1.9), (0.82, 0.06, 6.3, 4.0))

    def paint(x: float, y: float) -> Colour:
        for index in range(len(rows) - 1, -1, -1):
            height, swing, pace, start = rows[index]
            edge = height - swing * math.sin(pace * x + start) - swing / 2 * math.sin(2.3 * pace * x)
            if y > edge:
                return mix(far, near, index / (len(rows) - 1))
        distance = math.hypot((x - 0.72) * SIZE[0], (y - 0.26) * SIZE[1])
        return mix(moon, sky(x, y), distance - 34) if distance < 35 else sky(x, y)

    return paint


def sea(sky: Painter, water: Painter, beach: Colour) -> Painter:
    """A straight horizon, and a strip of beach."""

    def paint(x: float, y: float) -> Colour:
        if y > 0.86 + 0.04 * math.sin(5 * x):
            return beach
        return sky(x, y / 0.46) if y < 0.46 else water(x, (y - 0.46) / 0.4)

    return paint


def png(paint: Painter) -> bytes:
    """The picture as a PNG file, each row given as the difference to the row above."""
    width, height = SIZE
    above = bytes(width * 3)
    rows = []
    for line in range(height):
        row = b"".join(bytes(paint(column / width, line / height)) for column in range(width))
        rows.append(b"\x02" + bytes((new - old) % 256 for new, old in zip(row, above, strict=True)))
        above = row
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    blocks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(block)) + kind + block + struct.pack(">I", zlib.crc32(kind + block))
        for kind, block in blocks
    )


NIGHT = gradient("#1f2a44", "#45506f", "#8a7f8d", slope=0.1)
PICTURES = {
    "weekly/cover-18.png": gradient("#a9c1a2", "#7f9f7d", "#4d6f57"),
    "weekly/cover-19.png": gradient("#d3ba92", "#ab936c", "#7a6747"),
    "weekly/cover-20.png": gradient("#dcab92", "#b96f55", "#566284"),
    "weekly/cover-21.png": gradient("#9db1c9", "#7289a6", "#4f637f"),
    "essays/wall.png": gradient("#e6c48f", "#cf8f66", "#9c5646", slope=0.9),
    "travel/night-train/cover.png": gradient("#2a3554", "#5d6384", "#c39a86", slope=0.2),
    "travel/night-train/hills.png": hills(NIGHT, colour("#f2ead4"), colour("#12161f"), colour("#39425c")),
    "travel/night-train/sea.png": sea(
        gradient("#dfe7ea", "#bcd2dc", slope=0.0), gradient("#7ea7bb", "#4b7f99", slope=0.0), colour("#dcc9a3")
    ),
}

if __name__ == "__main__":
    for name, paint in PICTURES.items():
        picture = png(paint)
        (CONTENT / name).write_bytes(picture)
        print(f"{len(picture) / 1024:6.1f} KB  {name}")
