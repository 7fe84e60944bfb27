"""New YAML that looks like what already stands in a head. Knows shapes and indents, makes no edits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from journal_app.post import dates
from journal_app.post.errors import EditRefused
from journal_app.post.head import yaml_words
from journal_app.post.head.tree import Node, resolved
from journal_app.post.values import Value

DATE_NAMES: Final = ("date", "publishDate", "pubDate", "published", "created", "updated", "lastmod", "modified")


@dataclass(frozen=True, slots=True)
class Look:
    """How this head writes: lists in flow or block, how far they are indented, the dash's width, the quotes."""

    flow: bool = False
    offset: int = 2  # columns a block list stands right of its key
    dash: str = "- "
    item_quote: str = ""
    quote: str = ""
    step: int = 2  # columns a nested map stands right of its key


def look_of(text: str, root: Node | None) -> Look:
    """The look of a head, taken from the first list and map of each kind in it."""
    if root is None:
        return Look()
    flow: bool | None = None
    offset, dash, item_quote, step = 2, "- ", None, 0
    scalars: list[str] = []
    for key, node in root.pairs:
        if node.kind == "scalar" and (node.style or isinstance(resolved(node.text), str)) and not dates.read(node.text):
            scalars.append(node.style)
        if node.kind == "list" and node.items:
            flow = node.flow if flow is None else flow and node.flow
            first = node.items[0]
            if item_quote is None and first.kind == "scalar":
                item_quote = first.style if first.style in ("'", '"') else ""
            if not node.flow and first.start > node.start:
                offset = column(text, node.start) - column(text, key.start)
                dash = text[node.start : first.start]
                dash = "- " if dash == "-" or "\n" in dash else dash  # nothing stands behind the first
        elif node.kind == "map" and not node.flow and node.pairs:
            step = column(text, node.pairs[0][0].start) - column(text, key.start)
    quote = scalars[0] if len(scalars) > 1 and len(set(scalars)) == 1 and scalars[0] in ("'", '"') else ""
    return Look(bool(flow), max(0, offset), dash, item_quote or "", quote, step or offset or 2)


def column(text: str, place: int) -> int:
    """The column of a place, from 0."""
    return place - text.rfind("\n", 0, place) - 1


def scalar(name: str, value: Value, quote: str = "", *, flow: bool = False, indent: int = 0) -> str:
    """A scalar, written the best way. `indent` is a literal block's, 0 where none may stand."""
    plain_date = not quote and (name in DATE_NAMES)
    if value is None and not flow and not indent:
        return "null"
    for text in yaml_words.spellings(value, quote, flow=flow, as_date=plain_date, multiline=indent):
        return text
    raise EditRefused(name or "The field", f"YAML has no spelling for {value!r} that all readers agree on")


def key_text(name: str, *, flow: bool = False) -> str:
    """A field's name as YAML writes it."""
    if yaml_words.is_plain(name, flow=flow) and ":" not in name:
        return name
    if "\n" in name or not name:
        raise EditRefused(name or "The field", "a field's name is one line of text")
    return yaml_words.single(name) or yaml_words.double(name)


def inline(name: str, value: Value, look: Look) -> str:
    """Any value in flow style."""
    if isinstance(value, list):
        return "[" + ", ".join(inline("", item, look) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{key_text(key, flow=True)}: {inline(key, item, look)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}" if value else "{}"
    return scalar(name, value, look.item_quote if isinstance(value, str) and not name else "", flow=True)


def after_colon(name: str, value: Value, indent: int, look: Look) -> str:
    """What stands behind `name:` up to the end of its last line; `indent` is the key's column."""
    if value is None:
        return "\n"
    if isinstance(value, list) and value:
        if look.flow and not any(isinstance(item, list | dict) for item in value):
            return " " + inline(name, value, look) + "\n"
        return "\n" + "".join(items(value, indent + look.offset, look))
    if isinstance(value, dict) and value:
        return "\n" + pairs(value, indent + look.step, look)
    if isinstance(value, list | dict):
        return " " + inline(name, value, look) + "\n"
    text = scalar(name, value, look.quote if isinstance(value, str) else "", indent=indent + look.step)
    return " " + text + ("" if text.endswith("\n") else "\n")


def items(values: list[Value], indent: int, look: Look) -> Iterator[str]:
    """The lines of a block list's items, dashes at column `indent`."""
    for value in values:
        yield " " * indent + look.dash + behind_dash(value, indent + len(look.dash), look)


def behind_dash(value: Value, indent: int, look: Look) -> str:
    """What stands behind a dash; `indent` is the column it starts at."""
    if isinstance(value, dict) and value:
        return pairs(value, indent, look)[indent:]
    if isinstance(value, list | dict):
        return inline("", value, look) + "\n"
    text = scalar("", value, look.item_quote if isinstance(value, str) else "")
    return text + "\n"


def pairs(value: dict[str, Value], indent: int, look: Look) -> str:
    """The lines of a block map's fields, keys at column `indent`."""
    lead = " " * indent
    return "".join(f"{lead}{key_text(key)}:{after_colon(key, part, indent, look)}" for key, part in value.items())


def place(keys: Sequence[str], name: str, order: Sequence[str]) -> int:
    """Where a new key stands: behind its nearest predecessor in `order`, else before its nearest follower."""
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
