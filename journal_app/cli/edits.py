"""FIELD=VALUE, FIELD+=VALUE and FIELD-=VALUE: read, and applied to a post. Knows no file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from journal_app.cli.parser import WrongUsage
from journal_app.post import dates
from journal_app.post.errors import EditRefused, JournalError, shown
from journal_app.post.fields import is_left_open, read_value
from journal_app.post.post import Name, Post, Value

_WISH = re.compile(r"(?P<field>[^=]+?)(?P<sign>\+=|-=|=)(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """One edit as typed."""

    field: str
    sign: Literal["=", "+=", "-="]
    text: str


def read(argument: str) -> Wish:
    """The edit an argument asks for. WrongUsage when it is none."""
    match = _WISH.fullmatch(argument)
    if match is None or not match["field"].strip():
        raise WrongUsage(f'"{argument}" is no FIELD=VALUE.')
    sign: Literal["=", "+=", "-="] = "+=" if match["sign"] == "+=" else "-=" if match["sign"] == "-=" else "="
    return Wish(match["field"].strip(), sign, match["text"])


def name_of(post: Post, field: str) -> Name:
    """The field's name: `a.b` is `b` inside the map `a`, unless a field is called just so."""
    if field in post.fields or "." not in field:
        return field
    return tuple(field.split("."))


def is_in(post: Post, field: str, tops: Sequence[str]) -> bool:
    """Whether the field is one of these, or a part of one."""
    name = name_of(post, field)
    return (name if isinstance(name, str) else name[0]) in tops


def value_of(post: Post, field: str) -> Value:
    """The field's value. JournalError when the post has no such field."""
    found, value = _found(post, field)
    if not found:
        raise JournalError(f"{shown(post.path)} has no field {field}.")
    return value


def applied(post: Post, wish: Wish, order: Sequence[str] = ()) -> Post:
    """The post with the edit made. EditRefused when it cannot be."""
    found, current = _found(post, wish.field)
    name = name_of(post, wish.field)
    if wish.sign != "=" and not wish.text.strip():
        raise EditRefused(wish.field, f"{wish.sign} needs a value")
    if wish.sign == "=" and isinstance(current, str) and dates.read(current) and not dates.read(wish.text):
        told = wish.text if wish.text.strip() else f'"{wish.text}"'
        raise EditRefused(wish.field, f"{told} is no date")
    if wish.sign == "=":
        return post.with_field(name, _value(wish, current), order=order)
    if wish.sign == "+=" and is_left_open(wish.text):
        raise EditRefused(wish.field, f"{wish.text} has a bracket that is not closed")
    if not found or current is None:
        if wish.sign == "-=":
            raise EditRefused(wish.field, "the post has no such field")
        return post.with_field(name, [wish.text], order=order)
    if not isinstance(current, list):
        raise EditRefused(wish.field, "it is not a list")
    item = _value(Wish(wish.field, "=", wish.text), current[0] if current and not isinstance(current[0], list) else "")
    if wish.sign == "+=":
        return post if item in current else post.with_field(name, [*current, item])
    if item not in current:
        raise EditRefused(wish.field, f"it does not hold {wish.text}")
    return post.with_field(name, [other for other in current if other != item])


def without(post: Post, field: str) -> Post:
    """The post without the field. JournalError when it has none."""
    value_of(post, field)
    return post.without_field(name_of(post, field))


def _value(wish: Wish, current: Value) -> Value:
    try:
        return read_value(wish.text, current)
    except EditRefused as error:  # it knows the value, not the field
        raise EditRefused(wish.field, error.reason) from None


def _found(post: Post, field: str) -> tuple[bool, Value]:
    name = name_of(post, field)
    here: Value = dict(post.fields)
    for key in (name,) if isinstance(name, str) else name:
        if not isinstance(here, dict) or key not in here:
            return False, None
        here = here[key]
    return True, here
