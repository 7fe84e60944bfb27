"""The values a field can have, and strict equality of them. Knows no format."""

from collections.abc import Mapping
from typing import Any, Final, Self, TypeAlias, Union

Value: TypeAlias = Union[str, int, float, bool, list["Value"], dict[str, "Value"], None]  # noqa: UP007 - forward names
Name: TypeAlias = str | tuple[str, ...]


class SpelledInt(int):
    """A whole number an author wrote in other digits than Python would: 0xFF."""

    text: str

    def __new__(cls, number: int, text: str) -> Self:
        made = super().__new__(cls, number)
        made.text = text
        return made

    def __repr__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (int(self), self.text)


class SpelledFloat(float):
    """A number with a point or an exponent that an author wrote in other digits than Python would: 1.10, 1e3."""

    text: str

    def __new__(cls, number: float, text: str) -> Self:
        made = super().__new__(cls, number)
        made.text = text
        return made

    def __repr__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (float(self), self.text)


_SPELLED: Final = (SpelledInt, SpelledFloat)


def spelled(number: int | float, text: str) -> int | float:
    """The number an author wrote as `text`: it is shown and written in these digits."""
    if repr(number) == text:
        return number
    return SpelledInt(number, text) if isinstance(number, int) else SpelledFloat(number, text)


def unspelled(value: Value) -> Value:
    """The value with all its numbers as Python would write them."""
    if isinstance(value, list):
        return [unspelled(item) for item in value]
    if isinstance(value, dict):
        return {key: unspelled(item) for key, item in value.items()}
    if isinstance(value, SpelledInt):
        return int(value)
    return float(value) if isinstance(value, SpelledFloat) else value


def path_of(name: Name) -> tuple[str, ...]:
    """A name as the tuple of keys that leads to its field."""
    return (name,) if isinstance(name, str) else tuple(name)


def dotted(name: Name) -> str:
    """A name as people write it: `heroImage.src`."""
    return ".".join(path_of(name))


def same(first: Value, second: Value) -> bool:
    """Equal in value, type, spelling and the order of keys: 1 is not True, nor 1.0, nor is 1.10 1.1."""
    if type(first) is not type(second):
        return False
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return list(first) == list(second) and all(same(first[key], second[key]) for key in first)
    return first == second and (not isinstance(first, _SPELLED) or repr(first) == repr(second))


def clean(value: Any) -> Value:
    """The value with tuples and other sequences as lists. Raises TypeError for what no head can hold."""
    if value is None or isinstance(value, (bool, *_SPELLED)):
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return value if type(value) is kind else kind(value)
    if isinstance(value, Mapping):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean(item) for item in value]
    raise TypeError(f"a head cannot hold a value of type {type(value).__name__}")


def reached(fields: Mapping[str, Value], path: tuple[str, ...]) -> tuple[bool, Value]:
    """Whether a field is there, and its value."""
    here: Value = dict(fields)
    for key in path:
        if not isinstance(here, dict) or key not in here:
            return False, None
        here = here[key]
    return True, here


def copied(value: Value) -> Value:
    """A copy that shares nothing which could change."""
    if isinstance(value, list):
        return [copied(item) for item in value]
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return value
