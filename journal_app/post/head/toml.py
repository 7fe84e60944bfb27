"""TOML heads, read and edited through tomlkit. Dates are their text and stay dates. Knows neither fences nor files."""

import math
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import tomlkit
from tomlkit import items
from tomlkit.exceptions import ParseError, TOMLKitError

from journal_app.post.errors import EditRefused
from journal_app.post.head.reading import Reading, broken, told
from journal_app.post.head.yaml_fresh import DATE_NAMES
from journal_app.post.head.yaml_lists import plan
from journal_app.post.splice import difference
from journal_app.post.values import Name, Value, copied, dotted, path_of, reached, same, spelled

MAX_SIZE: Final = 65536
_MOMENTS: Final = (items.Date, items.DateTime, items.Time)


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """What the head says; never raises."""
    if len(text) > MAX_SIZE:
        return broken(1, "it is longer than 64 KiB")
    try:
        return told(_map(tomlkit.parse(text)), {})
    except ParseError as error:
        return broken(error.line, re.sub(r" at line \d+ col \d+$", "", str(error)))
    except (TOMLKitError, ValueError, RecursionError) as error:
        return broken(1, str(error) or "it is nested too deep")


def _map(found: Mapping[Any, Any]) -> dict[str, Value]:
    return {str(key): _value(item) for key, item in found.items()}


def _value(item: object) -> Value:
    if isinstance(item, _MOMENTS):
        return item.as_string()
    if isinstance(item, Mapping):
        return _map(item)
    if isinstance(item, list):
        return [_value(part) for part in item]
    if isinstance(item, items.Bool | bool):
        return bool(item)
    if isinstance(item, str):
        return str(item)
    if isinstance(item, items.Integer):
        return spelled(int(item), item.as_string())
    if isinstance(item, items.Float) and math.isfinite(item):
        return spelled(float(item), item.as_string())
    return str(item)


def changed(text: str, name: Name, value: Value, order: Sequence[str] = ()) -> str:
    """The head with one field set; a new field goes behind the last one. Raises EditRefused."""
    path = path_of(name)
    if not path or not all(path):
        raise EditRefused(dotted(name) or "The field", "a field needs a name")
    if _holds_none(value):
        raise EditRefused(dotted(name), "TOML has no empty value; remove the field instead")
    before = read(text)
    there, current = reached(before.fields, path)
    if there and same(current, value):
        return text
    document = tomlkit.parse(text)
    here: Any = document
    for key in path[:-1]:
        if key not in here:
            here[key] = tomlkit.table() if here is document else tomlkit.inline_table()
        here = here[key]
        if not isinstance(here, MutableMapping):
            raise EditRefused(dotted(name), f"{key} is no map")
    try:
        _set(here, path[-1], value)
    except (TOMLKitError, ValueError, TypeError) as error:
        raise EditRefused(dotted(name), str(error)) from None
    expected = {key: copied(part) for key, part in before.fields.items()}
    inner: Any = expected
    for key in path[:-1]:
        inner = inner.setdefault(key, {})
    inner[path[-1]] = copied(value)
    result = _closed(document)
    added = difference(text, result)
    if added.position and not added.removed and added.added.endswith("\n\n"):  # a blank line nobody asked for
        result = replace(added, added=added.added[:-1]).applied(text)
    return _checked(text, result, name, expected)


def removed(text: str, name: Name) -> str:
    """The head without one field; as it is when there is none. Raises EditRefused."""
    path = path_of(name)
    before = read(text)
    if not reached(before.fields, path)[0]:
        return text
    document = tomlkit.parse(text)
    expected = {key: copied(part) for key, part in before.fields.items()}
    here: Any = document
    inner: Any = expected
    for key in path[:-1]:
        here, inner = here[key], inner[key]
    del inner[path[-1]]
    try:
        del here[path[-1]]
    except (TOMLKitError, KeyError) as error:
        raise EditRefused(dotted(name), str(error)) from None
    return _checked(text, _closed(document), name, expected)


def _closed(document: tomlkit.TOMLDocument) -> str:
    text = document.as_string()
    return text if not text or text.endswith("\n") else text + "\n"


def _set(here: Any, key: str, value: Value) -> None:
    old = here.get(key)
    if isinstance(old, items.Array) and isinstance(value, list):
        _set_array(old, value)
    elif isinstance(old, MutableMapping) and isinstance(value, dict):
        for name in [name for name in old if str(name) not in value]:
            del old[name]
        for name, part in value.items():
            if name not in old or not same(_value(old[name]), part):
                _set(old, name, part)
    elif isinstance(old, items.AoT):
        raise ValueError("a list of tables is edited in the raw head")
    else:
        here[key] = _item(key, value, old)


def _set_array(array: items.Array, value: list[Value]) -> None:
    old = [_value(part) for part in array]
    slots = plan(old, value)
    kept = [slot.old for slot in slots if slot.old is not None]
    if kept != sorted(kept):  # moved items: TOML has no place of their own to keep, so each is written anew in its look
        spare = [array[index] for index in range(len(array))]
        for place, slot in enumerate(slots):
            item = spare[slot.old] if slot.old is not None and not slot.renewed else _item("", slot.value, spare[0])
            if place < len(array):
                array[place] = item
            else:
                array.append(item)
        while len(array) > len(slots):
            del array[len(array) - 1]
        return
    for index in reversed(range(len(old))):
        if index not in kept:
            del array[index]
    for place, slot in enumerate(slots):
        like = array[min(place, len(array) - 1)] if len(array) else None
        if slot.old is None:
            array.insert(place, _item("", slot.value, like))
        elif slot.renewed:
            array[place] = _item("", slot.value, like)


def _item(name: str, value: Value, like: object) -> Any:
    """A value as TOML, in the spelling its forerunner had."""
    if isinstance(value, str):
        is_moment = isinstance(like, _MOMENTS)
        if is_moment or (like is None and name in DATE_NAMES):
            moment = _moment(value)
            if moment is not None:
                return moment
            if is_moment:
                raise ValueError(f"{value} is no date as TOML writes it")
        return _string(value, like)
    if isinstance(value, list):
        array = tomlkit.array()
        for part in value:
            array.append(_item("", part, None))
        return array
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for key, part in value.items():
            table[key] = _item(key, part, None)
        return table
    return tomlkit.item(value)


def _moment(text: str) -> Any:
    try:
        found = tomlkit.parse(f"x = {text}\n")["x"]
    except (TOMLKitError, ValueError):
        return None
    return found if isinstance(found, _MOMENTS) else None


def _string(value: str, like: object) -> Any:
    quote = like.as_string()[:3] if isinstance(like, items.String) else '"'
    literal, multiline = quote[0] == "'", quote in ('"""', "'''")
    line = value.replace("\n", "") if multiline else value
    if literal and ("'" in value or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)):
        literal = False
    if multiline and "\n" not in value:
        multiline = '"""\n' in (like.as_string() if isinstance(like, items.String) else "")
    try:
        found = tomlkit.string(value, literal=literal, multiline=multiline)
    except (TOMLKitError, ValueError):
        return tomlkit.string(value)
    if multiline and isinstance(like, items.String) and like.as_string()[3:4] == "\n":
        spelled = found.as_string()
        return tomlkit.parse(f"x = {spelled[:3]}\n{spelled[3:]}\n")["x"]
    return found


def _holds_none(value: Value) -> bool:
    if isinstance(value, list | dict):
        return any(map(_holds_none, value if isinstance(value, list) else value.values()))
    return value is None


def _checked(text: str, result: str, name: Name, expected: dict[str, Value]) -> str:
    """The result, when it means what was asked and all other fields keep their spelling."""
    top = path_of(name)[0]
    after = read(result)
    if after.reason or not _alike(dict(after.fields), expected):
        raise EditRefused(dotted(name), "the head would say something else than asked")
    if _moments(text, top) != _moments(result, top) or _spelled(text, top) != _spelled(result, top):
        raise EditRefused(dotted(name), "other bytes of the head would change with it")
    return result


def _alike(first: Value, second: Value) -> bool:
    """Equal but for the order of a new key: in TOML it may have to stand before the tables."""
    if isinstance(first, dict) and isinstance(second, dict):
        kept = [key for key in first if key in second]
        return first.keys() == second.keys() and all(_alike(first[key], second[key]) for key in kept)
    return same(first, second)


def _moments(text: str, but: str) -> list[str]:
    return [key for key, item in tomlkit.parse(text).items() if key != but and isinstance(item, _MOMENTS)]


def _spelled(text: str, but: str) -> dict[str, str]:
    """Each other field as it is spelled, and each comment line of its own."""
    document = tomlkit.parse(text)
    spelled: dict[str, str] = {}
    for key, item in document.body:
        if key is None:
            if comment := item.as_string().strip():
                spelled["#" + comment] = comment
        elif key.key != but:
            found = item.as_string() + item.trivia.comment
            spelled[key.key] = spelled.get(key.key, "") + found.strip("\n")
    return spelled
