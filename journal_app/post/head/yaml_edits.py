"""Edits of YAML heads: one field changes, every other byte stays, or the edit is refused.

Splices into the head text at the places the strict tree gives, then reads the result again and compares.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml_edit

from journal_app.post import dates
from journal_app.post.errors import EditRefused
from journal_app.post.head import tree, yaml, yaml_fresh, yaml_lists, yaml_words
from journal_app.post.head.reading import Reading
from journal_app.post.head.tree import Node, value_of
from journal_app.post.values import Name, Value, copied, dotted, path_of, reached, same

_Step = str | int
_Path = tuple[_Step, ...]
_COLON: Final = re.compile(r"[ \t]*:")
_OTHER_BYTES: Final = "other bytes of the head would change with it"


def changed(text: str, name: Name, value: Value, order: Sequence[str] = (), written: str = "") -> str:
    """The head with one field set; a new field goes where `order` says. Raises EditRefused.

    `written` is the head as the author wrote it: quotes that only an edit since then needed are dropped again.
    """
    path = path_of(name)
    before = _editable(text, name)
    there, current = reached(before.fields, path)
    if there and same(current, value):
        return text
    fields = _copy(before.fields)
    _put(fields, path, value, order)
    return _checked(text, before, fields, name, lambda: _edit(text, path, value, order, written or text), written)


def removed(text: str, name: Name) -> str:
    """The head without one field; as it is when there is none. Raises EditRefused."""
    path = path_of(name)
    before = _editable(text, name)
    if not reached(before.fields, path)[0]:
        return text
    fields = _copy(before.fields)
    here: Value = fields
    for key in path[:-1]:
        assert isinstance(here, dict)
        here = here[key]
    assert isinstance(here, dict)
    del here[path[-1]]
    return _checked(text, before, fields, name, lambda: [_remove(text, path)])


def _editable(text: str, name: Name) -> Reading:
    path = path_of(name)
    if not path or not all(path):
        raise EditRefused(dotted(name) or "The field", "a field needs a name")
    before = yaml.read(text)
    if before.reason:
        raise EditRefused(dotted(name), f"the head does not parse ({before.reason})")
    if reason := before.locked.get(path[0]):
        raise EditRefused(dotted(name), reason)
    return before


def _copy(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {key: copied(value) for key, value in fields.items()}


def _put(fields: dict[str, Value], path: tuple[str, ...], value: Value, order: Sequence[str]) -> None:
    """Sets the value in the expected fields, where the edit will put it."""
    here = fields
    for key in path[:-1]:
        inner = here.get(key)
        if inner is None:
            if key not in here:
                _insert(here, key, {}, order if here is fields else ())
            here[key] = inner = {}
        if not isinstance(inner, dict):
            raise EditRefused(".".join(path), f"{key} is no map")
        here = inner
    key = path[-1]
    if key in here:
        here[key] = _ordered(here[key], value)
    else:
        _insert(here, key, copied(value), order if here is fields else ())


def _insert(fields: dict[str, Value], key: str, value: Value, order: Sequence[str]) -> None:
    place = _place(list(fields), key, order)
    entries = list(fields.items())
    entries.insert(place, (key, value))
    fields.clear()
    fields.update(entries)


def _ordered(old: Value, new: Value) -> Value:
    """The new value with the keys of its maps in the order they will stand: those kept first, as they were."""
    if isinstance(old, dict) and isinstance(new, dict):
        kept = {key: _ordered(old[key], new[key]) for key in old if key in new}
        return kept | {key: copied(value) for key, value in new.items() if key not in kept}
    if isinstance(old, list) and isinstance(new, list):
        slots = yaml_lists.plan(old, new)
        return [_ordered(old[s.old], s.value) if s.old is not None and s.renewed else copied(s.value) for s in slots]
    return copied(new)


def _place(keys: Sequence[str], name: str, order: Sequence[str]) -> int:
    """Where a new key stands among these: behind its nearest predecessor in `order`, else before its nearest follower."""
    if name in order:
        rank = {key: number for number, key in reversed(list(enumerate(order)))}
        own = rank[name]
        earlier = [(rank[key], number) for number, key in enumerate(keys) if key in rank and rank[key] < own]
        if earlier:
            return max(earlier)[1] + 1
        later = [(rank[key], number) for number, key in enumerate(keys) if key in rank and rank[key] > own]
        if later:
            return min(later)[1]
    return len(keys)


# ------------------------------------------------------------------ after the edit


def _checked(
    text: str, before: Reading, fields: dict[str, Value], name: Name, edits: Callable[[], Iterable[str]], written: str = ""
) -> str:
    """The first of the edited texts that means exactly `fields` and left all else alone."""
    top = path_of(name)[0]
    comments = _comments(text)
    witnessed = _agrees(text, before.fields) and (not written or _agrees(written, yaml.read(written).fields))
    problem = "YAML has no spelling for this value that all readers agree on"
    try:
        for result in edits():
            if result and not result.endswith("\n"):
                result += "\n"
            problem = _fault(text, result, before, fields, top, comments, witnessed)
            if not problem:
                return result
    except EditRefused as error:
        raise EditRefused(dotted(name), error.reason) from None
    except tree.Unreadable as error:
        problem = f"the head would not parse any more ({error.reason})"
    raise EditRefused(dotted(name), problem)


def _fault(
    text: str, result: str, before: Reading, fields: dict[str, Value], top: str, comments: Sequence[str], witnessed: bool
) -> str:
    after = yaml.read(result)
    if after.reason:
        return f"the head would not parse any more ({after.reason})"
    if not same(dict(after.fields), fields) or dict(after.locked) != dict(before.locked):
        return "the head would say something else than asked"
    if _pieces(text, top) != _pieces(result, top):
        return _OTHER_BYTES
    lost = Counter(comments) - Counter(_comments(result))
    if top in fields and any(not _behind_item(text, comment) for comment in lost):
        return "a comment in it would be lost"
    if witnessed and not _agrees(result, fields):
        return "another reader would take it for something else"
    return ""


def _pieces(text: str, but: str) -> list[str]:
    """The exact text of each field but one."""
    root = tree.parsed(text)
    return [text[key.start : node.end] for key, node in (root.pairs if root else ()) if key.text != but]


def _comments(text: str) -> list[str]:
    """The comments of a head, in order."""
    root = tree.parsed(text)
    spans: list[tuple[int, int]] = []
    stack = [root] if root else []
    while stack:
        node = stack.pop()
        stack += node.items + [part for pair in node.pairs for part in pair]
        if node.kind == "scalar":
            spans.append((node.start, node.end))
    place, rest = 0, ""
    for start, end in sorted(spans):
        rest += text[place:start] + "_"
        place = max(place, end)
        if text[end - 1 : end] == "\n" and end > start:
            rest += "\n"
    return re.findall(r"#[^\n]*", rest + text[place:])


def _behind_item(text: str, comment: str) -> bool:
    """Whether a comment stands behind a list's item, so that it goes where the item goes."""
    return re.search(rf"^ *- [^\n]*{re.escape(comment)}$", text, re.MULTILINE) is not None


def _agrees(text: str, fields: Mapping[str, Value]) -> bool:
    """Whether yaml-edit, the other reader, takes the head for these fields."""
    try:
        document = yaml_edit.YamlFile.parse(text).document()
        found = document.to_python() if document is not None else None
    except (ValueError, TypeError):
        return False
    return same(found if found is not None else {}, dict(fields))


# ------------------------------------------------------------------ the edit


def _edit(text: str, path: tuple[str, ...], value: Value, order: Sequence[str], written: str) -> Iterable[str]:
    """Candidates for the head with one field set, the best first."""
    root = tree.parsed(text)
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
        node = tree.parsed(written)
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
    node = tree.parsed(text)
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
            tree.parsed(text)
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
            text = _remove(text, (*path, key))
    return text


def _set_list(text: str, path: _Path, node: Node, old: list[Value], value: list[Value]) -> str:
    look = yaml_fresh.look_of(text, tree.parsed(text))
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
    tail = text[node.end : end] if node.flow or node.kind == "scalar" and node.style not in ("|", ">") else "\n"
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
    root = tree.parsed(text)
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
    place = _place([key.text for key, _ in node.pairs], name, order)
    if place == 0:
        start = node.pairs[0][0].start
        return text[:start] + line + " " * indent + text[start:]
    end = yaml_lists.end_of(text, node.pairs[place - 1][1])
    ended = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return ended + " " * indent + line + text[end:]


def _remove(text: str, path: _Path) -> str:
    """The head without a field: its lines go, comments above it stay, comments indented below it go with it."""
    way, _ = _found(text, path)
    parent = way[-1]
    index = next(number for number, (key, _) in enumerate(parent.pairs) if key.text == path[-1])
    key, node = parent.pairs[index]
    if len(parent.pairs) == 1 and len(path) > 1:
        return _only(_set(text, path[:-1], {})) if not parent.flow else text[: parent.start + 1] + text[parent.end - 1 :]
    following = parent.pairs[index + 1][0] if index + 1 < len(parent.pairs) else None
    if parent.flow:
        if following is not None:
            return text[: key.start] + text[following.start :]
        start = parent.pairs[index - 1][1].end if index else key.start
        return text[:start] + text[node.end :]
    column = yaml_fresh.column(text, key.start)
    if text[key.start - column : key.start].strip(" "):  # behind a dash: the next field moves up to it
        if following is None:
            raise EditRefused(key.text, _OTHER_BYTES)
        return text[: key.start] + text[following.start :]
    end = yaml_lists.end_of(text, node)
    below = re.compile(rf"(?: {{{column + 1},}}#[^\n]*\n)+")
    if deeper := below.match(text, end):
        end = deeper.end()
    return text[: key.start - column] + text[end:]
