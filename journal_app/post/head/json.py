"""JSON heads: read and shown, edited as raw text only. Knows neither fences nor files."""

import json
from functools import lru_cache
from typing import Any

from journal_app.post.head.reading import Reading, broken, told
from journal_app.post.values import Value, spelled


def _number(text: str) -> float:
    return spelled(float(text), text)


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """What the head says; never raises."""
    doubles: set[str] = set()

    def collected(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        doubles.update(key for key in keys if keys.count(key) > 1)
        return dict(pairs)

    try:
        found: dict[str, Value] = json.loads(text, object_pairs_hook=collected, parse_float=_number)
    except json.JSONDecodeError as error:
        return broken(error.lineno, error.msg)
    except (ValueError, RecursionError) as error:
        return broken(1, str(error) or "it is nested too deep")
    return told(found, {key: "it stands twice in the head" for key in doubles & found.keys()})
