"""A YAML head as a tree of nodes with their exact places in the text. Reads by libyaml's events, builds no objects.

It is strict where sites are: what libyaml rejects is broken. Aliases are never expanded, depth and size are capped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from journal_app.post.values import Value

MAX_SIZE: Final = 65536
MAX_DEPTH: Final = 32
MAX_ALIASES: Final = 32
MAX_NODES: Final = 2_000  # keys and values; a form has room for no more

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,300})\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:e[-+][0-9]+)?\Z")
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
    """What a plain scalar means: only spellings all YAML readers agree on are more than text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


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


def parsed(text: str) -> Node | None:
    """The head's root map, or None for a head without fields. Raises Unreadable."""
    root = parsed_flow(text)
    if root is None or (root.kind == "scalar" and root.text == "" and not root.style):
        return None
    if root.kind != "map":
        raise Unreadable(text.count("\n", 0, root.start) + 1, "it is no list of fields with names")
    return root


def parsed_flow(text: str) -> Node | None:
    """The one value a text holds, of whatever kind. Raises Unreadable."""
    if len(text) > MAX_SIZE:
        raise Unreadable(1, "it is longer than 64 KiB")
    try:
        return _root(text)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise Unreadable(int(mark.line if mark else 0) + 1, _worded(error)) from None
    except yaml.YAMLError as error:
        where = getattr(error, "position", 0) or 0
        raise Unreadable(text.count("\n", 0, where) + 1, "it holds a sign YAML does not allow") from None
    except ValueError as error:
        raise Unreadable(1, f"it cannot be read ({error})") from None


def _worded(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "it is not YAML")
    if "mapping values are not allowed" in problem:
        return "a colon and a space inside a value; put the value in quotes"
    if "tab character" in problem or ("cannot start any token" in problem and "\t" in problem):
        return "a tab where only spaces may stand"
    if "block sequence entries are not allowed" in problem:
        return "a dash where no list may start"
    return problem


def _root(text: str) -> Node | None:
    builder = _Builder(text)
    root: Node | None = None
    seen = False
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        if _is(event, yaml.DocumentStartEvent):
            if seen:
                raise Unreadable(event.start_mark.line + 1, "it holds a second document")
            seen = True
        else:
            root = builder.take(event) or root
    return root


def _is(event: object, *kinds: type) -> bool:
    return isinstance(event, kinds)


class _Builder:
    """Makes the tree out of the events, without recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []
        self.names: list[set[str]] = []  # of the keys so far, for each map that is open
        self.anchors: dict[str, Node] = {}
        self.weights: dict[int, int] = {}
        self.aliases = 0
        self.nodes = 0

    def take(self, event: Any) -> Node | None:
        """Takes one event in; gives the root when it is complete."""
        self.nodes += not _is(event, yaml.SequenceEndEvent, yaml.MappingEndEvent)
        if self.nodes > MAX_NODES:
            raise Unreadable(event.start_mark.line + 1, f"it holds more than {MAX_NODES} keys and values")
        if _is(event, yaml.ScalarEvent):
            node = Node("scalar", event.start_mark.index, event.end_mark.index, event.value, event.style or "")
            if node.style in ("|", ">"):
                node.end = self._block_end(node)
            return self._placed(self._described(node, event, event.implicit == (False, False)))
        if _is(event, yaml.AliasEvent):
            return self._placed(self._alias(event))
        if _is(event, yaml.SequenceStartEvent, yaml.MappingStartEvent):
            kind = "list" if _is(event, yaml.SequenceStartEvent) else "map"
            if len(self.stack) >= MAX_DEPTH:
                raise Unreadable(event.start_mark.line + 1, f"it is nested more than {MAX_DEPTH} deep")
            node = Node(kind, event.start_mark.index, event.end_mark.index, flow=bool(event.flow_style))
            self.stack.append(self._described(node, event, event.tag is not None))
            self.keys.append(None)
            self.names.append(set())
            return None
        if _is(event, yaml.SequenceEndEvent, yaml.MappingEndEvent):
            node = self.stack.pop()
            self.keys.pop()
            self.names.pop()
            parts = node.items or [part for pair in node.pairs for part in pair]
            node.end = event.end_mark.index if node.flow else max([part.end for part in parts] or [node.end])
            return self._placed(node)
        return None

    def _block_end(self, node: Node) -> int:
        """A block scalar's end without the blank lines behind it, unless they belong to its value."""
        header, _, _ = self.text[node.start : node.end].partition("\n")
        if "+" in header.partition("#")[0]:
            return node.end
        kept = self.text[node.start : node.end].rstrip(" \n")
        return min(node.end, node.start + len(kept) + 1)

    def _alias(self, event: Any) -> Node:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise Unreadable(event.start_mark.line + 1, f"it holds more than {MAX_ALIASES} aliases")
        name = str(event.anchor)
        target = self.anchors.get(name)
        if target is None or any(target is node for node in self.stack):
            raise Unreadable(event.start_mark.line + 1, f"the alias *{name} names nothing before it")
        return Node("alias", event.start_mark.index, event.end_mark.index, name, odd="it is an alias", target=target)

    def _described(self, node: Node, event: Any, tagged: bool) -> Node:
        if tagged or (event.tag and self.text[node.start : node.start + 1] in "!&"):
            node.odd = "it has a tag"
        if event.anchor:
            node.odd = "it has an anchor"
            if event.anchor in self.anchors:
                node.odd = "its anchor is used twice"
            self.anchors[event.anchor] = node
        return node

    def _placed(self, node: Node) -> Node | None:
        if not self.stack:
            return node
        parent = self.stack[-1]
        if parent.kind == "list":
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            key = self.keys[-1]
            self.keys[-1] = None
            if key.kind != "scalar":
                parent.odd = parent.odd or "it has a key that is no plain name"
            elif key.text in self.names[-1]:
                parent.odd = parent.odd or "it has a key twice"
            elif key.text == "<<" and not key.style:
                parent.odd = parent.odd or "it has a merge key"
            self.names[-1].add(key_of(key))
            parent.pairs.append((key, node))
        return None


def oddity(node: Node) -> str:
    """Why this node must not be rewritten: the first reason found in it, or ""."""
    if node.odd:
        return node.odd
    for part in node.items or [part for pair in node.pairs for part in pair]:
        if reason := oddity(part):
            return reason
    return ""
