"""The formatting commands, text in and text out. Knows neither Qt nor the widget.

A command gets a `Piece`, whole lines with a selection in them, and returns the piece as it should be.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

_INDENT = "    "  # nests under a bullet and under a number, in both dialects


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines, "\\n" between them, and what is selected of them, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Break:
    """What Enter does in a line: the code points from `start` to the caret give way to `added`."""

    start: int
    added: str


PAIRS = {
    "*": "*",
    "_": "_",
    "`": "`",
    "~": "~",
    '"': '"',
    "'": "'",
    "(": ")",
    "[": "]",
    "{": "}",
    "“": "”",
    "‘": "’",
    "（": "）",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "【": "】",
}  # what goes around selected words when it is typed, and how it ends
INLINE = frozenset("*_`~")  # those of them that mark words within one line only
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>[ \t]+|$)"
    r"(?P<task>\[[ xX]\](?:[ \t]+|$))?"
)
_QUOTE = re.compile(r"[ \t]*>[> \t]*")
_HEADING = re.compile(r"( {0,3})(#{1,6})(?:[ \t]+|$)")
_SPACE = re.compile("[ \t\u3000]*")
_WORD = re.compile(r"[A-Za-z0-9_'’\-]+")


def is_link(text: str) -> bool:
    """Whether the text is one web or mail address and nothing else."""
    return _URL.fullmatch(text.strip()) is not None


# Marks around words


def bold(piece: Piece) -> Piece:
    """Strong on, or off where it is on."""
    return _toggle(piece, "**")


def italic(piece: Piece) -> Piece:
    """Emphasis on, or off where it is on."""
    return _toggle(piece, "*")


def strike(piece: Piece) -> Piece:
    """Strikethrough on, or off where it is on."""
    return _toggle(piece, "~~")


def code(piece: Piece) -> Piece:
    """Code on or off: a fence around several lines, else backticks."""
    if "\n" not in piece.text[piece.start : piece.end]:
        return _toggle(piece, "`")
    lines = piece.text.split("\n")
    if len(lines) > 2 and lines[0].startswith("```") and lines[-1].strip() == "```":
        text = "\n".join(lines[1:-1])
        return Piece(text, 0, len(text))
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`{3,}", piece.text)), default=0))
    return Piece(f"{fence}\n{piece.text}\n{fence}", len(fence), len(fence))


def _toggle(piece: Piece, mark: str) -> Piece:
    text, start, end = piece.text, piece.start, piece.end
    if "\n" in text[start:end]:
        return _toggle_lines(piece, mark)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        for found in _WORD.finditer(text):
            if found.start() < start < found.end():
                inner = _toggle(Piece(text, *found.span()), mark)
                shift = inner.start - found.start()
                return Piece(inner.text, start + shift, start + shift)
    size = len(mark)
    if _has_outside(text, start, end, mark):
        return Piece(text[: start - size] + text[start:end] + text[end + size :], start - size, end - size)
    if end - start > 2 * size and _has_outside(text, start + size, end - size, mark):
        return Piece(text[:start] + text[start + size : end - size] + text[end:], start, end - 2 * size)
    if mark == "`" and "`" in text[start:end]:
        runs = {len(run) for run in re.findall("`+", text[start:end])}
        ticks = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
        pad = " " if text[start] == "`" or text[end - 1] == "`" else ""
        before, after = ticks + pad, pad + ticks
    else:
        before = after = mark
    new = text[:start] + before + text[start:end] + after + text[end:]
    return Piece(new, start + len(before), end + len(before))


def _has_outside(text: str, start: int, end: int, mark: str) -> bool:
    """Whether `mark` stands right before `start` and right after `end`, not as a part of a longer mark."""
    sign = mark[0]
    before = start - len(text[:start].rstrip(sign))
    after = len(text) - end - len(text[end:].lstrip(sign))
    if sign == "*":
        return min(before, after) in ((1, 3) if mark == "*" else (2, 3))
    return min(before, after) >= len(mark)


def _toggle_lines(piece: Piece, mark: str) -> Piece:
    """The same mark on the selected part of each line that has words."""
    lines = piece.text.split("\n")
    made: list[str] = []
    at = 0
    for line in lines:
        first = max(0, piece.start - at)
        last = min(len(line), piece.end - at)
        prefix = _QUOTE.match(line) or _ITEM.match(line) or _SPACE.match(line)
        first = max(first, prefix.end() if prefix else 0)
        made.append(_toggle(Piece(line, first, last), mark).text if line[first:last].strip() else line)
        at += len(line) + 1
    text = "\n".join(made)
    return Piece(text, min(piece.start, len(text)), max(0, len(text) - (len(piece.text) - piece.end)))


def link(piece: Piece) -> Piece:
    """A link of the selected words, or to the selected address; the caret goes where something is missing."""
    text, start, end = piece.text, piece.start, piece.end
    chosen = text[start:end]
    if chosen and is_link(chosen):
        return Piece(f"{text[:start]}[]({chosen.strip()}){text[end:]}", start + 1, start + 1)
    caret = start + 1 if not chosen else end + 3
    return Piece(f"{text[:start]}[{chosen}](){text[end:]}", caret, caret)


def link_to(words: str, address: str) -> str:
    """A link with these words to this address."""
    address = address.strip()
    return f"[{words}]({f'<{address}>' if address.count('(') != address.count(')') else address})"


# Marks before lines


def heading(piece: Piece, level: int) -> Piece:
    """Headings of this level, or none where all are already."""
    signs = "#" * level + " "
    wanted = [line for line in piece.text.split("\n") if line.strip()]
    is_on = bool(wanted) and all((found := _HEADING.match(line)) and len(found[2]) == level for line in wanted)

    def change(line: str) -> str:
        found = _HEADING.match(line)
        rest = line[found.end() :] if found else line.lstrip(" ")
        return rest if is_on else signs + rest

    return _each_line(piece, change)


def bullets(piece: Piece) -> Piece:
    """A bullet list, or none where it is one already."""
    return _items(piece, lambda number, found: "- ", lambda found: not found["number"] and not found["task"])


def numbers(piece: Piece) -> Piece:
    """A numbered list, or none where it is one already."""
    return _items(piece, lambda number, found: f"{number}. ", lambda found: bool(found["number"]))


def tasks(piece: Piece) -> Piece:
    """A task list, or none where it is one already."""
    return _items(piece, lambda number, found: "- [ ] ", lambda found: bool(found["task"]))


def quote(piece: Piece) -> Piece:
    """A quote, or one level less where all lines are quoted."""
    lines = piece.text.split("\n")
    if all(line.startswith(">") for line in lines):
        return _each_line(piece, lambda line: line[2:] if line.startswith("> ") else line[1:], empty=True)
    return _each_line(piece, lambda line: "> " + line if line else ">", empty=True)


def indent(piece: Piece, above: str = "") -> Piece:
    """One level deeper; a numbered item alone goes on with the list `above`, the line before it, or begins at 1."""
    deeper = _each_line(piece, lambda line: ("\t" if line.startswith("\t") else _INDENT) + line)
    item, last = _ITEM.match(deeper.text), _ITEM.match(above)
    if item is None or not item["number"] or "\n" in deeper.text:
        return deeper
    follows = last is not None and last["number"] and last["indent"] == item["indent"]
    number = str(int(last["number"]) + 1) if last is not None and follows else "1"
    start, end = item.span("number")
    shift = len(number) - (end - start)
    places = [at + shift if at >= end else at for at in (deeper.start, deeper.end)]
    return Piece(deeper.text[:start] + number + deeper.text[end:], *places)


def outdent(piece: Piece) -> Piece:
    """One level less deep; lines without an indent stay."""
    return _each_line(piece, lambda line: line[1:] if line.startswith("\t") else re.sub("^ {1,4}", "", line))


def is_item(line: str) -> bool:
    """Whether the line begins a list item."""
    return _ITEM.match(line) is not None


def _items(
    piece: Piece,
    make: Callable[[int, re.Match[str] | None], str],
    is_such: Callable[[re.Match[str]], bool],
) -> Piece:
    wanted = [_ITEM.match(line) for line in piece.text.split("\n") if line.strip()]
    is_on = bool(wanted) and all(found is not None and is_such(found) for found in wanted)
    number = 0

    def change(line: str) -> str:
        nonlocal number
        found = _ITEM.match(line)
        space = found["indent"] if found else line[: len(line) - len(line.lstrip(" \t"))]
        rest = line[found.end() :] if found else line[len(space) :]
        if is_on:
            return space + rest
        number += 1
        return space + make(number, found) + rest

    return _each_line(piece, change)


def _each_line(piece: Piece, change: Callable[[str], str], *, empty: bool = False) -> Piece:
    """`change` on each line, empty ones only when alone or wanted; the selection keeps to its words."""
    lines = piece.text.split("\n")
    made: list[str] = []
    for line in lines:
        made.append(change(line) if line.strip() or empty or len(lines) == 1 else line)
    text = "\n".join(made)
    start = _moved(lines, made, piece.start)
    end = _moved(lines, made, piece.end)
    if len(lines) > 1 and piece.start != piece.end and _column(piece.text, piece.start) == 0:
        start = sum(len(line) + 1 for line in made[: piece.text.count("\n", 0, piece.start)])
    return Piece(text, min(start, len(text)), min(end, len(text)))


def _moved(old: list[str], new: list[str], at: int) -> int:
    """Where a place in the old lines is in the new ones, counted from the line's end."""
    before = 0
    for was, now in zip(old, new, strict=True):
        if at <= len(was):
            return before + max(0, len(now) - (len(was) - at))
        at -= len(was) + 1
        before += len(now) + 1
    return before


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


# Enter


def enter(line: str, column: int, *, in_code: bool = False) -> Break:
    """What Enter does at `column`: the next item or quote line, the end of an empty one, the same indent."""
    space = _SPACE.match(line)
    assert space is not None
    if in_code:
        return Break(column, "\n" + line[: min(column, space.end())])
    quoted = _QUOTE.match(line)
    lead = quoted.group() if quoted else ""
    item = _ITEM.match(line[len(lead) :])
    if item:
        marker_end = len(lead) + item.end()
        if column < marker_end and not (column == len(line) and not line[marker_end:]):
            return Break(column, "\n")
        if not line[marker_end:].strip() and column >= len(line.rstrip()):
            if item["indent"]:
                shorter = outdent(Piece(item["indent"], 0, 0)).text
                return Break(0, lead + shorter + line[len(lead) + len(item["indent"]) : marker_end])
            return Break(len(lead), "")
        marker = item["marker"]
        if item["number"]:
            marker = f"{int(item['number']) + 1}{item['dot']}"
        task = "[ ] " if item["task"] else ""
        return Break(column, f"\n{lead}{item['indent']}{marker}{item['gap'] or ' '}{task}")
    if quoted:
        if column < quoted.end() and line[quoted.end() :]:
            return Break(column, "\n")
        if not line[quoted.end() :].strip():
            return Break(0, "")
        return Break(column, "\n" + lead)
    if space.end() and line[space.end() :] and column >= space.end():
        return Break(column, "\n" + space.group())
    return Break(column, "\n")


COMMANDS: dict[str, Callable[[Piece], Piece]] = {
    "bold": bold,
    "italic": italic,
    "strike": strike,
    "code": code,
    "link": link,
    "heading_1": partial(heading, level=1),
    "heading_2": partial(heading, level=2),
    "heading_3": partial(heading, level=3),
    "list": bullets,
    "numbered_list": numbers,
    "task_list": tasks,
    "quote": quote,
    "indent": indent,
    "outdent": outdent,
}
