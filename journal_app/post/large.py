"""When a text is too large to be edited, so that it is only shown. Knows nothing of posts or widgets."""

from typing import Final

LARGEST: Final = 8_000_000  # bytes of a file, characters of a body
LONGEST_LINE: Final = 100_000  # characters
MOST_LINES: Final = 100_000


def is_large(text: str) -> bool:
    """Whether a body is more than a window can lay out while one types in it."""
    return len(text) > LARGEST or has_long_line(text) or text.count("\n") > MOST_LINES


def has_long_line(text: str) -> bool:
    """Whether a line is longer than `LONGEST_LINE`."""
    at = 0
    while len(text) - at > LONGEST_LINE:
        found = text.rfind("\n", at, at + LONGEST_LINE + 1)
        if found < 0:
            return True
        at = found + 1
    return False
