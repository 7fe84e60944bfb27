"""Regular expressions that are compiled when they are first used. Knows no text.

Python compiles slowly, above all a class with Chinese letters in it; a start of the program uses few of its patterns.
"""

import re
from typing import Any, cast


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(source, flags)`, later."""
    return cast(re.Pattern[str], _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # from now on an attribute like any other
        return found
