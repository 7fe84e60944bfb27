"""Splices into a YAML head that set, add or remove one field, by the places the strict tree gives.

They promise nothing about the result: `yaml_edits` reads it again and compares.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from journal_app.post import dates
from journal_app.post.errors import EditRefused
from journal_app.post.head import parsing, tree, yaml_fresh, yaml_lists, yaml_words
from journal_app.post.head.tree import Node, value_of
from journal_app.post.values import Value, same

_Step = str | int
_Path = tuple[_Step, ...]
_ZEROS_FIRST: Final = re.compile(r"0[0-9]+")  # ten or eight: readers do not agree, and it stays as the author has it
_COLON: Final = re.compile(r"[ \t]*:")


def candidates(text: str, path: tuple[str, ...], value: Value, order: Sequence[str], written: str) -> Iterable[str]:
    """Candidates for the head with one field set, the best first."""
    root = parsing.parsed(text)
    depth, parent, node = 0, root, root
    while node is not None and depth < len(path):
        found = _child(node, path[depth])
        if found is None:
            break
        parent, node, depth = node, found, depth + 1
    del parent
    rest = path[depth:]
    for key in reversed(rest[1:]):
        value = {key: value}
    if not rest:
        yield from _set(text, path, value, _style_in(written, path) if written != text else None)
    elif depth and node is not None and node.kind == "scalar":  # an empty field that becomes a map
        yield from _set(text, path[:depth], {rest[0]: value})
    else:
        yield _add(text, path[:depth], rest[0], value, order if not depth else ())


@dataclass(frozen=True, slots=True)
class _Style:
    """The scalar an author wrote, and how it is spelled."""

    node: Node
    spelled: str


def _style_in(written: str, path: _Path) -> _Style | None:
    """The scalar on one line the author wrote for a field; None for anything else."""
    try:
        node = parsing.parsed(written)
    except tree.Unreadable:
        return None
    for step in path:
        node = _child(node, step) if node is not None else None
    if node is None or node.kind != "scalar" or "\n" in written[node.start : node.end] or tree.oddity(node):
        return None
    return _Style(node, written[node.start : node.end])


def _child(node: Node, step: _Step) -> Node | None:
    if isinstance(step, int):
        return node.items[step] if node.kind == "list" and step < len(node.items) else None
    return next((part for key, part in node.pairs if key.text == step), None)


def _found(text: str, path: _Path) -> tuple[list[Node], Node]:
    """The nodes on the way to a field, the root first, and its own."""
    node = parsing.parsed(text)
    way: list[Node] = []
    for step in path:
        if node is None:
            break
        way.append(node)
        node = _child(node, step)
    if node is None:
        raise EditRefused(".".join(map(str, path)), "it is not there")
    return way, node


def _set(text: str, path: _Path, value: Value, style: _Style | None = None) -> Iterable[str]:
    way, node = _found(text, path)
    old = value_of(node)
    if same(old, value):
        yield text
    elif isinstance(old, dict) and isinstance(value, dict) and (old or node.flow) and (value or node.flow):
        yield _set_map(text, path, old, value)
    elif isinstance(old, list) and isinstance(value, list) and (value or node.flow):
        yield _set_list(text, path, node, old, value)
    elif any(part.flow for part in way):
        look = yaml_fresh.look_of(text, way[0])
        if isinstance(value, list | dict):
            yield text[: node.start] + yaml_fresh.inline(str(path[-1]), value, look) + text[node.end :]
        else:
            yield from _set_scalar(text, path, way, node, value, style)
    elif node.kind == "scalar" and not isinstance(value, list | dict):
        yield from _set_scalar(text, path, way, node, value, style)
    else:
        yield _set_kind(text, path, way, node, value)


def _only(texts: Iterable[str]) -> str:
    """The first candidate that parses."""
    for text in texts:
        try:
            parsing.parsed(text)
        except tree.Unreadable:
            continue
        return text
    raise EditRefused("The field", "there is no way to write this value there")


def _set_map(text: str, path: _Path, old: dict[str, Value], value: dict[str, Value]) -> str:
    for key in value:
        if key not in old:
            text = _add(text, path, key, value[key], ())
        elif not same(old[key], value[key]):
            text = _only(_set(text, (*path, key), value[key]))
    for key in old:
        if key not in value:
            text = without(text, (*path, key))
    return text


def _set_list(text: str, path: _Path, node: Node, old: list[Value], value: list[Value]) -> str:
    look = yaml_fresh.look_of(text, parsing.parsed(text))
    slots = yaml_lists.plan(old, value)
    text = (yaml_lists.flow if node.flow else yaml_lists.block)(text, node, slots, look)
    for place, slot in enumerate(slots):
        if slot.renewed:
            text = _only(_set(text, (*path, place), slot.value))
    return text


def _set_scalar(
    text: str, path: _Path, way: Sequence[Node], node: Node, value: Value, author: _Style | None
) -> Iterable[str]:
    """Another scalar where `node` stands, in the manner the author wrote it."""
    style = author.node if author else node
    flow = any(part.flow for part in way)
    before, after = text[: node.start], text[node.end :]
    indent = _indent(text, way, node, path)
    if style.style in ("|", ">") and isinstance(value, str):
        yield from (before + block + after for block in _blocks(text, node, value))
    if after[:1] not in ("\n", "") and node.style in ("|", ">"):
        after = "\n" + after
    if value is None and not flow and not node.style.startswith(("'", '"')) and isinstance(path[-1], str):
        yield before.rstrip(" ") + after
    if node.start == node.end:  # an empty field: the value goes behind the colon or dash
        before, after = (before + " ", after[1:]) if re.match(r" +(\n|\Z)", after) else (before + " ", after)
    plain_date = not style.style and (
        dates.read(style.text) is not None or (not style.text and str(path[-1]) in yaml_fresh.DATE_NAMES)
    )
    like = style.style if style.style in ("'", '"') and isinstance(value, str) else ""
    if not style.text and not style.style and isinstance(value, str) and not plain_date:
        like = yaml_fresh.look_of(text, way[0]).quote
    multiline = indent if not flow and not after.partition("\n")[0].strip() else 0
    if author and author.spelled and same(value_of(author.node), value):
        yield before + author.spelled + after
    if not style.style and isinstance(value, str) and all(map(_ZEROS_FIRST.fullmatch, (style.text, value))):
        yield before + value + after
    for spelled in yaml_words.spellings(value, like, flow=flow, as_date=plain_date, multiline=multiline):
        if isinstance(value, bool) and style.text in ("True", "False", "TRUE", "FALSE"):
            spelled = spelled.upper() if style.text.isupper() else spelled.capitalize()
        yield before + spelled + (re.sub(r"\A *\n", "", after) if spelled.endswith("\n") else after)


def _indent(text: str, way: Sequence[Node], node: Node, path: _Path) -> int:
    """The column a literal block's lines may have here."""
    parent = way[-1] if way else node
    if isinstance(path[-1], int):
        return yaml_fresh.column(text, parent.start) + 2
    key = next((key for key, part in parent.pairs if part is node), None)
    return (yaml_fresh.column(text, key.start) if key else 0) + 2


def _blocks(text: str, node: Node, value: str) -> Iterable[str]:
    """The value in the block style it had."""
    header, _, content = text[node.start : node.end].partition("\n")
    lines = [line for line in content.split("\n") if line.strip()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines), default=2)
    if node.style == ">":
        widths = [len(line) - indent for line in lines]
        width = max(widths) if len(widths) > 1 else 0
        if block := yaml_words.folded(value, indent, header, width):
            yield block
        if block := yaml_words.folded(value, indent, header):
            yield block
        header = "|" + header[1:]
    if block := yaml_words.literal(value, indent, header):
        yield block


def _set_kind(text: str, path: _Path, way: Sequence[Node], node: Node, value: Value) -> str:
    """A value of another kind, or an empty or filled list, in block context: the stretch behind the colon is new."""
    look = yaml_fresh.look_of(text, way[0])
    parent = way[-1]
    if isinstance(path[-1], int):
        indent = yaml_fresh.column(text, parent.start)
        end = yaml_lists.end_of(text, node)
        fresh = yaml_fresh.behind_dash(value, indent + len(look.dash), look)
        return text[: node.start] + fresh + text[end:]
    key = next(key for key, part in parent.pairs if part is node)
    colon = _colon(text, key)
    end = yaml_lists.end_of(text, node)
    if node.kind == "list" and not node.flow and not value and isinstance(value, list):
        start, stop, kept = yaml_lists.emptied(text, node)
        return text[:colon] + " []" + text[colon:start] + kept + text[stop:]
    fresh = yaml_fresh.after_colon(key.text, value, yaml_fresh.column(text, key.start), look)
    first, _, rest = fresh.partition("\n")
    tail = text[node.end : end] if node.flow or (node.kind == "scalar" and node.style not in ("|", ">")) else "\n"
    if not node.flow and node.kind != "scalar":  # a comment behind `key:` stays there
        tail = text[colon : text.find("\n", colon) + 1]
    if not tail.endswith("\n"):
        tail += "\n"
    return text[:colon] + first + tail + rest + text[end:]


def _colon(text: str, key: Node) -> int:
    """The place behind a key's colon."""
    found = _COLON.match(text, key.end)
    if found is None:
        raise EditRefused(key.text, "its key is written with a question mark")
    return found.end()


def _add(text: str, path: _Path, name: str, value: Value, order: Sequence[str]) -> str:
    """A new field at the end of a map, or where `order` says."""
    root = parsing.parsed(text)
    look = yaml_fresh.look_of(text, root)
    if root is None:
        return text + yaml_fresh.key_text(name) + ":" + yaml_fresh.after_colon(name, value, 0, look)
    _, node = _found(text, path)
    if node.kind != "map":
        raise EditRefused(name, f"{path[-1] if path else 'the head'} is no map")
    if node.flow:
        fresh = f"{yaml_fresh.key_text(name, flow=True)}: {yaml_fresh.inline(name, value, look)}"
        if not node.pairs:
            return text[: node.start + 1] + fresh + text[node.end - 1 :]
        gaps = [text[first[1].end : second[0].start] for first, second in zip(node.pairs, node.pairs[1:], strict=False)]
        joint = next((gap for gap in gaps if "#" not in gap), ", ")
        end = node.pairs[-1][1].end
        return text[:end] + joint + fresh + text[end:]
    indent = yaml_fresh.column(text, node.pairs[0][0].start)
    line = yaml_fresh.key_text(name) + ":" + yaml_fresh.after_colon(name, value, indent, look)
    place = yaml_fresh.place([key.text for key, _ in node.pairs], name, order)
    if place == 0:
        start = node.pairs[0][0].start
        return text[:start] + line + " " * indent + text[start:]
    end = yaml_lists.end_of(text, node.pairs[place - 1][1])
    ended = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return ended + " " * indent + line + text[end:]


def lines_of(text: str, path: _Path) -> str:
    """What goes with a field: from its name to the end of its last line, and the comments indented below it."""
    way, node = _found(text, path)
    key = next(key for key, part in way[-1].pairs if part is node)
    if any(part.flow for part in way):
        return text[key.start : node.end]
    return text[key.start : _end_with_comments(text, key, node)]


def _end_with_comments(text: str, key: Node, node: Node) -> int:
    end = yaml_lists.end_of(text, node)
    below = re.compile(rf"(?: {{{yaml_fresh.column(text, key.start) + 1},}}#[^\n]*\n)+")
    deeper = below.match(text, end)
    return deeper.end() if deeper else end


def without(text: str, path: _Path) -> str:
    """The head without a field: its lines go, comments above it stay, comments indented below it go with it."""
    way, _ = _found(text, path)
    parent = way[-1]
    index = next(number for number, (key, _) in enumerate(parent.pairs) if key.text == path[-1])
    key, node = parent.pairs[index]
    if len(parent.pairs) == 1 and len(path) > 1:
        if parent.flow:
            return text[: parent.start + 1] + text[parent.end - 1 :]
        return _only(_set(text, path[:-1], {}))
    following = parent.pairs[index + 1][0] if index + 1 < len(parent.pairs) else None
    if parent.flow:
        if following is not None:
            return text[: key.start] + text[following.start :]
        start = parent.pairs[index - 1][1].end if index else key.start
        return text[:start] + text[node.end :]
    column = yaml_fresh.column(text, key.start)
    if text[key.start - column : key.start].strip(" "):  # behind a dash: the next field moves up to it
        if following is None:
            raise EditRefused(key.text, "it stands behind a dash, alone")
        return text[: key.start] + text[following.start :]
    return text[: key.start - column] + text[_end_with_comments(text, key, node) :]
