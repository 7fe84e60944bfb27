"""Makes the tree of a YAML head out of libyaml's events; builds no objects. Knows no edit.

It is strict where sites are: what libyaml rejects is broken. Aliases are never expanded, depth and size are capped.
Imported by whoever needs it when he needs it: PyYAML costs a start dear, and plain heads are read without it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import yaml

from journal_app.post.head.tree import MAX_ALIASES, MAX_DEPTH, MAX_NODES, MAX_SIZE, Node, Unreadable, key_of

_WIDE_NAME: Final = re.compile(r"[ ]*[^\s：:#'\"\[\]{}&*!|>%@`-][^：:]*：(?!.*: )")
_WIDE_COLON: Final = "a full-width colon (：) behind a name; a half-width colon and a space are needed"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Node | None:
    """The head's root map, or None for a head without fields. Raises Unreadable."""
    root = parsed_flow(text)
    if root is None or (root.kind == "scalar" and root.text == "" and not root.style):
        return None
    if root.kind != "map":
        line = text.count("\n", 0, root.start) + 1
        if wide := _wide_colon(text, line):
            raise Unreadable(wide, _WIDE_COLON)
        raise Unreadable(line, "it is no list of fields with names")
    return root


def parsed_flow(text: str) -> Node | None:
    """The one value a text holds, of whatever kind. Raises Unreadable."""
    if len(text) > MAX_SIZE:
        raise Unreadable(1, "it is longer than 64 KiB")
    try:
        return _root(text)
    except yaml.MarkedYAMLError as error:
        line = _line_of(error)
        if wide := _wide_colon(text, line):
            raise Unreadable(wide, _WIDE_COLON) from None
        raise Unreadable(line, _worded(error)) from None
    except yaml.YAMLError as error:
        where = getattr(error, "position", 0) or 0
        raise Unreadable(text.count("\n", 0, where) + 1, "it holds a sign YAML does not allow") from None
    except ValueError as error:
        raise Unreadable(1, f"it cannot be read ({error})") from None


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark: Any = error.problem_mark or error.context_mark
    return int(mark.line if mark else 0) + 1


def _wide_colon(text: str, fault: int) -> int:
    """The line with the full-width colon that makes the line `fault` one; 0 when none does: mended, it reads on."""
    lines = text.split("\n")
    found = 0
    for number in range(min(fault, len(lines)), 0, -1):
        line = lines[number - 1]
        if _WIDE_NAME.match(line):
            lines[number - 1] = line.replace("：", ": ", 1)
            found = number
        elif number < fault and line.strip() and line[0] not in " -#":
            break
    if found:
        try:
            root = _root("\n".join(lines))
            return found if root is not None and root.kind == "map" else 0
        except yaml.MarkedYAMLError as error:
            return found if _line_of(error) > fault else 0
        except (Unreadable, yaml.YAMLError, ValueError):
            return 0
    return 0


def _worded(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "it is not YAML")
    if "mapping values are not allowed" in problem:
        return "a colon and a space inside a value; put the value in quotes"
    if "tab character" in problem or ("cannot start any token" in problem and "\t" in problem):
        return "a tab where only spaces may stand"
    if "block sequence entries are not allowed" in problem:
        return "a dash where no list may start"
    return problem


@lru_cache(maxsize=8)  # one edit asks several times for the same few texts; nobody changes a tree
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
