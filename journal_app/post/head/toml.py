"""TOML heads, through tomlkit. Dates are their text. Knows neither fences nor files."""

from collections.abc import Sequence
from functools import lru_cache

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from journal_app.post.errors import EditRefused
from journal_app.post.head.reading import Reading, broken, told
from journal_app.post.values import Name, Value, dotted


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """What the head says; never raises."""
    try:
        document = tomlkit.parse(text)
        return told({str(key): _value(item) for key, item in document.items()}, {})
    except ParseError as error:
        return broken(error.line, str(error))
    except (TOMLKitError, ValueError, RecursionError) as error:
        return broken(1, str(error))


def _value(item: object) -> Value:
    if isinstance(item, tomlkit.items.Date | tomlkit.items.DateTime | tomlkit.items.Time):
        return item.as_string()
    if isinstance(item, dict):
        return {str(key): _value(part) for key, part in item.items()}
    if isinstance(item, list):
        return [_value(part) for part in item]
    if isinstance(item, bool):
        return item
    for kind in (str, int, float):
        if isinstance(item, kind):
            return kind(item)
    return str(item)


def changed(text: str, name: Name, value: Value, order: Sequence[str] = ()) -> str:
    """The head with one field set. Raises EditRefused."""
    raise EditRefused(dotted(name), "TOML heads cannot be edited yet")


def removed(text: str, name: Name) -> str:
    """The head without one field. Raises EditRefused."""
    raise EditRefused(dotted(name), "TOML heads cannot be edited yet")
