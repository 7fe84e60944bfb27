"""Whether a drawing (SVG) may be shown: how much it grows to when it is drawn, and what it reads. Knows no page.

A drawing may show a part of itself many times (`use`, patterns, masks, markers), and such a part others: ten levels of
ten make ten thousand million shapes of a file of two kilobytes, and hang whoever looks at it.
"""

import re
from collections import Counter, defaultdict
from xml.parsers import expat

MOST_SHAPES = 100_000  # elements, each as often as it is drawn
DEEPEST = 200
LARGEST = 50_000_000  # pixels, as of every other image
_OCTAVE = 1000  # shapes that one octave of noise over the drawing takes as long as
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\[^{};\"'\\]{0,40}\(")  # the name of a function that is not to be read
_OUTSIDE = re.compile(r"url\((?!\s*[\"']?#)", re.IGNORECASE)
_SELECTOR = re.compile(r"[.#]?[\w\u0080-\uffff-]+|\*")
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?(?:e\+?\d+)?|\.\d+)\s*([a-z]*)\s*", re.IGNORECASE)
_SIDE = re.compile(r"(?:^|;)\s*(?:min-)?(width|height)\s*:([^;!]*)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SPELT = re.compile(r"(?:^|[;{])\s*[\w-]{0,40}\\[\w\\ -]{0,40}:")  # the name of a property that is not to be read
_PIXELS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "pt": 1.34, "pc": 16.0, "q": 0.945}
_LETTER = 16.0  # pixels of every other unit
_HARMLESS = frozenset(("linearGradient", "radialGradient"))  # hold no shapes


class _TooMuch(Exception):
    pass


def is_calm(data: bytes) -> bool:
    """Whether the drawing can be read, defines no entities and stays within `MOST_SHAPES` and `DEEPEST`."""
    drawing = _Drawing()
    try:
        drawing.read(data)
        return drawing.grown() <= MOST_SHAPES
    except (expat.ExpatError, _TooMuch, ValueError):
        return False


def is_closed(data: bytes) -> bool:
    """Whether the drawing is calm and names no file and no address: there are readers that would open them."""
    drawing = _Drawing()
    try:
        drawing.read(data)
        return not drawing.leads_out and drawing.grown() <= MOST_SHAPES
    except (expat.ExpatError, _TooMuch, ValueError):
        return False


class _Drawing:
    """The elements as a tree of numbers, and which of them show others."""

    def __init__(self) -> None:
        self._children: list[list[int]] = [[]]
        self._names: list[str] = [""]
        self._shows: dict[int, Counter[str]] = defaultdict(Counter)
        self._ids: dict[str, int] = {}
        self._keys: dict[str, list[int]] = defaultdict(list)  # what a rule of a style sheet may select
        self._weights: dict[int, int] = {}  # of those that are more work than a shape
        self._open: list[int] = [0]
        self._style: list[str] = []
        self._sides = {"width": 0.0, "height": 0.0}  # pixels; 0 where it takes what it is given
        self.leads_out = False

    def read(self, data: bytes) -> None:
        """Take the file in. Raises ExpatError or _TooMuch."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(data, True)
        style = "".join(self._style)
        if _ESCAPED.search(style):
            raise _TooMuch
        self.leads_out |= "@" in style or bool(_OUTSIDE.search(style))
        for part in _COMMENT.sub("", style).split("}"):
            above, _, rule = part.rpartition("{")
            if any(self._may_mean_all(selector) for selector in above.rpartition("{")[2].split(",")):
                self._grow(rule)
        left = MOST_SHAPES * 10
        for part in style.split("}"):
            above, _, rule = part.rpartition("{")
            for name in _REFERENCE.findall(rule):
                for selector in above.rpartition("{")[2].split(","):
                    last = _SELECTOR.findall(selector.rpartition(" ")[2] or selector)
                    meant = self._keys[last[-1]] if last else []
                    left -= 1 + len(meant)
                    if left < 0:
                        raise _TooMuch
                    for number in meant:
                        self._shows[number][name] += 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        number = len(self._children)
        if number > MOST_SHAPES or len(self._open) > DEEPEST:
            raise _TooMuch
        name = name.rpartition(":")[2]
        if number == 1:
            self._keys["root"].append(number)
            self._sides = {side: _length(attributes.get(side, "")) for side in self._sides}
            self._grow(attributes.get("style", ""))
        if name == "feTurbulence":  # one octave where no number is told
            octaves = min(_length(attributes.get("numOctaves", "")), MOST_SHAPES)
            self._weights[number] = 1 + _OCTAVE * max(1, int(octaves))
        self._children.append([])
        self._names.append(name)
        self._children[self._open[-1]].append(number)
        self._open.append(number)
        self._keys["*"].append(number)
        self._keys[name].append(number)
        for key, value in attributes.items():
            if key == "id":
                self._ids.setdefault(value, number)
                self._keys["#" + value].append(number)
            elif key == "class":
                for one in value.split():
                    self._keys["." + one].append(number)
            elif key.rpartition(":")[2] == "href" and value.strip().startswith("#"):
                self._shows[number][value.strip()[1:]] += 1
            elif key.rpartition(":")[2] in ("href", "src"):
                self.leads_out |= name != "a"
            elif "(" in value:
                if _ESCAPED.search(value):
                    raise _TooMuch
                self.leads_out |= bool(_OUTSIDE.search(value))
                for one in _REFERENCE.findall(value):
                    self._shows[number][one] += 1

    def _may_mean_all(self, selector: str) -> bool:
        """Whether a rule may be for the drawing as a whole."""
        last = selector.strip().rpartition(" ")[2]
        return "[" in last or any(self._keys.get(name, [])[:1] == [1] for name in _SELECTOR.findall(last))

    def _grow(self, style: str) -> None:
        """The drawing has the size its own style says. Raises _TooMuch for a large one, or one not to be read."""
        if "\\" in style and _SPELT.search(style):
            raise _TooMuch
        for found in _SIDE.finditer(_COMMENT.sub("", style)):
            if "(" in found[2] or "\\" in found[2]:
                raise _TooMuch
            side = found[1].lower()
            self._sides[side] = max(self._sides[side], _length(found[2]))
        if self._sides["width"] * self._sides["height"] > LARGEST:
            raise _TooMuch

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._names[self._open[-1]] == "style":
            self._style.append(text)

    def _instruction(self, *_: object) -> None:
        self.leads_out = True

    def _entity(self, *_: object) -> None:
        raise _TooMuch

    def grown(self) -> int:
        """How many elements are drawn. Raises _TooMuch for a circle, or where parts show parts too deep."""
        sizes: dict[int, int] = {}
        for root in reversed(range(len(self._children))):  # mostly children first
            self._size(root, sizes, set(), 0)
        return sizes[0]

    def _size(self, number: int, sizes: dict[int, int], above: set[int], depth: int) -> int:
        if number in sizes:
            return sizes[number]
        if number in above or depth > DEEPEST:
            raise _TooMuch
        above.add(number)
        size = self._weights.get(number, 1) + sum(
            self._size(child, sizes, above, depth + 1) for child in self._children[number]
        )
        for name, times in self._shows.get(number, {}).items():
            shown = self._ids.get(name)
            if shown is not None and self._names[shown] not in _HARMLESS:
                size += times * self._size(shown, sizes, above, depth + 1)
        above.discard(number)
        sizes[number] = min(size, MOST_SHAPES + 1)
        return sizes[number]


def _length(text: str) -> float:
    """A length in pixels; 0 for what is none, or a part of something else."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS.get(found[2].lower(), _LETTER) if found else 0.0
