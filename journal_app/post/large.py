"""When a text is too large to be edited, so that it is only shown. Knows nothing of posts or widgets."""

from collections.abc import Iterator
from typing import Final

LARGEST: Final = 8_000_000  # bytes of a file, characters of a body
LONGEST_LINE: Final = 100_000  # characters
MOST_LINES: Final = 100_000


def is_large(text: str) -> bool:
    """Whether a body is more than a window can lay out while one types in it."""
    return len(text) > LARGEST or has_long_line(text) or text.count("\n") > MOST_LINES


def has_long_line(text: str, longest: int = LONGEST_LINE) -> bool:
    """Whether a line has more than `longest` characters."""
    at = 0
    while len(text) - at > longest:
        found = text.rfind("\n", at, at + longest + 1)
        if found < 0:
            return True
        at = found + 1
    return False


def pieces(text: str, size: int = 30_000) -> Iterator[str]:
    """The text in pieces that end with a line, or else a word; an expression over one keeps no thread waiting."""
    at = 0
    while len(text) - at > size:
        end = text.rfind("\n", at, at + size) + 1 or text.rfind(" ", at + size // 2, at + size) + 1 or at + size
        if text[end - 1] == "\r":
            end += 1
        yield text[at:end]
        at = end
    yield text[at:]
