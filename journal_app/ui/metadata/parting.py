"""What is typed or pasted into a list, parted into its words. Knows no widget."""

import re
from collections.abc import Collection, Iterator

_MARKS = re.compile("[,，、]")
_QUOTED = re.compile('"([^"]{1,300})"|“([^”]{1,300})”')
_NO_SPACE = re.compile(r"\S")
_END = re.compile(r"\s*(?:[,，、]|\Z)")


def has_mark(text: str) -> bool:
    """Whether a comma of some script stands in the text."""
    return _MARKS.search(text) is not None


def parted(text: str, known: Collection[str] = ()) -> list[str]:
    """The words between commas, none twice; whole stay a text in quotes and one of the `known`."""
    return list(dict.fromkeys(word for word, _, _ in _words(text, known) if word))


def ended(text: str, known: Collection[str] = ()) -> tuple[str, str]:
    """What of a text in the typing is ended by a comma, and what is not yet; in quotes and in a `known` nothing is."""
    last = 0
    for _, start, after in _words(text, known):
        if after < 0 or (text[start] in '"“' and not _QUOTED.match(text, start)):
            break
        last = after
    return text[:last], text[last:].lstrip() if last else text


def _words(text: str, known: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Each word, where it starts, and where the text goes on after its comma: -1 if none ends it."""
    whole = sorted(filter(has_mark, known), key=len, reverse=True) if has_mark(text) else []
    at = 0
    while start := _NO_SPACE.search(text, at):
        at = start.start()
        inner = next((one for one in whole if text.startswith(one, at) and _END.match(text, at + len(one))), "")
        quoted = _QUOTED.match(text, at)
        mark = _MARKS.search(text, at + len(inner) if inner or not quoted else quoted.end())
        word = text[at : mark.start() if mark else len(text)].strip()
        if quoted and quoted[0] == word and has_mark(word):
            word = (quoted[1] or quoted[2]).strip()
        yield word, at, mark.end() if mark else -1
        if not mark:
            break
        at = mark.end()
