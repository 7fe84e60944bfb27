"""What is typed or pasted into a list, parted into its words. Knows no widget."""

import re
from collections.abc import Collection

_MARKS = re.compile("[,，、]")
_QUOTED = re.compile('"([^"]+)"|“([^”]+)”')


def has_mark(text: str) -> bool:
    """Whether a comma of some script stands in the text."""
    return _MARKS.search(text) is not None


def parted(text: str, known: Collection[str] = ()) -> list[str]:
    """The words between commas, none twice; whole stay a text in quotes and one of the `known`."""
    text = text.strip()
    if text in known or not has_mark(text):
        return [text] if text else []
    if found := _QUOTED.fullmatch(text):
        return [found[1] or found[2]]
    return list(dict.fromkeys(part.strip() for part in _MARKS.split(text) if part.strip()))


def ended(text: str) -> tuple[str, str]:
    """What of a text in the typing is ended by a comma, and what is not yet; in quotes nothing is."""
    if text.lstrip()[:1] in ('"', "“") or not has_mark(text):
        return "", text
    last = max(text.rfind(mark) for mark in ",，、") + 1
    return text[:last], text[last:].lstrip()
