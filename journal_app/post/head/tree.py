"""A YAML head as a tree of nodes with their exact places in the text, and what they mean. `parsing` makes the tree."""

import math
import re
from dataclasses import dataclass, field
from typing import Final

from journal_app.post.values import Value, spelled

MAX_SIZE: Final = 65536
MAX_DEPTH: Final = 32
MAX_ALIASES: Final = 32
MAX_NODES: Final = 2_000  # keys and values; a form has room for no more

_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,300})\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]{1,16}\Z")
_WORDS: Final[dict[str, Value]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Unreadable(Exception):
    """The head does not parse: `line` counts from 1 in the head."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(slots=True, eq=False)
class Node:
    """A node: `start` and `end` are code points in the head text; `odd` says why it must not be rewritten."""

    kind: str  # scalar, list, map, alias
    start: int
    end: int
    text: str = ""  # a scalar's value, an alias's name
    style: str = ""  # "", "'", '"', "|", ">"
    flow: bool = False
    odd: str = ""
    items: list["Node"] = field(default_factory=list)
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)
    target: "Node | None" = None


def resolved(text: str) -> Value:
    """What a plain scalar means: only spellings all sites' readers agree on are more than text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        return spelled(number, text) if math.isfinite(number) else text
    return spelled(int(text, 16), text) if _HEX.match(text) else text


def value_of(node: Node, depth: int = 0) -> Value:
    """The node's value. An alias is what it names."""
    if node.kind == "scalar":
        return node.text if node.style else resolved(node.text)
    if node.kind == "list":
        return [value_of(item, depth) for item in node.items]
    if node.kind == "map":
        return {key_of(key): value_of(item, depth) for key, item in node.pairs}
    if node.target is None or depth > 3:
        return "*" + node.text
    return value_of(node.target, depth + 1)


def key_of(node: Node) -> str:
    """A key as its name; a key that is no scalar has none."""
    return node.text if node.kind == "scalar" else ""


def oddity(node: Node) -> str:
    """Why this node must not be rewritten: the first reason found in it, or ""."""
    if node.odd:
        return node.odd
    for part in node.items or [part for pair in node.pairs for part in pair]:
        if reason := oddity(part):
            return reason
    return ""
