"""Edits of YAML heads: one field changes, every other byte stays, or the edit is refused.

Each text `yaml_splices` offers is read again and compared; the first that says what was asked is taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

import yaml_edit

from journal_app.post.errors import EditRefused
from journal_app.post.head import parsing, tree, yaml, yaml_fresh, yaml_lists, yaml_splices
from journal_app.post.head.reading import Reading
from journal_app.post.values import Name, Value, copied, dotted, path_of, reached, same, unspelled

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
    author = written or text
    edits = partial(yaml_splices.candidates, text, path, value, order, author)
    return _checked(text, before, fields, name, edits, written)


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
    own = re.findall(r"#[^\n]*", yaml_splices.lines_of(text, path))
    return _checked(text, before, fields, name, lambda: [yaml_splices.without(text, path)], its_own=own)


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
    place = yaml_fresh.place(list(fields), key, order)
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


def _checked(
    text: str,
    before: Reading,
    fields: dict[str, Value],
    name: Name,
    edits: Callable[[], Iterable[str]],
    written: str = "",
    its_own: Sequence[str] = (),
) -> str:
    """The first of the edited texts that means exactly `fields` and left all else alone.

    Comments that are the field's own may go.
    """
    top = path_of(name)[0]
    try:
        comments = Counter(_comments(text)) - Counter(its_own)
    except tree.Unreadable as error:
        raise EditRefused(dotted(name), f"the head does not parse ({error.reason})") from None
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
    text: str,
    result: str,
    before: Reading,
    fields: dict[str, Value],
    top: str,
    comments: Counter[str],
    witnessed: bool,
) -> str:
    after = yaml.read(result)
    if after.reason:
        return f"the head would not parse any more ({after.reason})"
    if not same(dict(after.fields), fields) or dict(after.locked) != dict(before.locked):
        return "the head would say something else than asked"
    if _pieces(text, top) != _pieces(result, top):
        return _OTHER_BYTES
    lost = comments - Counter(_comments(result))
    if top in fields and any(not _behind_item(text, comment) for comment in lost):
        return "a comment in it would be lost"
    if witnessed and not _agrees(result, fields):
        return "another reader would take it for something else"
    return ""


def _pieces(text: str, but: str) -> list[str]:
    """The exact text of each field but one."""
    root = parsing.parsed(text)
    return [text[key.start : node.end] for key, node in (root.pairs if root else ()) if key.text != but]


def _comments(text: str) -> list[str]:
    """The comments of a head, in order."""
    root = parsing.parsed(text)
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
    return re.search(rf"^ *(?:- |[^\s#:][^#:\n]*[ ,])[^\n]*{re.escape(comment)}$", text, re.MULTILINE) is not None


def _agrees(text: str, fields: Mapping[str, Value]) -> bool:
    """Whether yaml-edit, the other reader, takes the head for these fields."""
    try:
        document = yaml_edit.YamlFile.parse(text).document()
        found = document.to_python() if document is not None else None
    except (ValueError, TypeError):
        return False
    return same(found if found is not None else {}, unspelled(dict(fields)))
