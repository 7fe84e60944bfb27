"""Lines and the exact separators between them. Knows text only, neither heads nor files.

The editor shows every separator as a line feed. What stood there is kept beside the text as `ends`: one
letter when all are alike, else one letter for each line feed of the text, in order.
"""

import re
from typing import Final

from journal_app.post.large import pieces
from journal_app.post.splice import Splice, difference

_LETTERS: Final = {"\n": "n", "\r\n": "d", "\r": "r", "\u2029": "p", "\ufdd0": "x", "\ufdd1": "y"}
_SEPARATORS: Final = {letter: separator for separator, letter in _LETTERS.items()}
_ANY: Final = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")
_COMMON: Final = re.compile("\r\n|[\n\r]")
_RARE: Final = ("\u2029", "\ufdd0", "\ufdd1")
_DIFF_LINES: Final = 2000  # above this a line diff costs more than it is worth


def unweave(raw: str, default: str = "n", *, rarely: bool = True) -> tuple[str, str]:
    """The text with line feeds only, and its ends. `default` is what a text without any separator would use.

    Without `rarely` only what ends a line for everybody is a separator: in a head the others are signs of a value.
    """
    rare = rarely and any(char in raw for char in _RARE)
    returns = raw.count("\r")
    if not rare and not returns:
        return raw, "n" if "\n" in raw else default
    if not rare and returns == raw.count("\n") == raw.count("\r\n"):
        return raw.replace("\r\n", "\n"), "d"
    ends: list[str] = []
    lines: list[str] = []
    pattern = _ANY if rarely else _COMMON
    for piece in pieces(raw):
        ends.extend(_LETTERS[separator] for separator in pattern.findall(piece))
        lines.append(pattern.sub("\n", piece))
    return "".join(lines), _canonical("".join(ends), default)


def woven(text: str, ends: str) -> str:
    """The exact text again."""
    if ends == "n":
        return text
    if len(ends) == 1:
        return text.replace("\n", _SEPARATORS[ends])
    lines = text.split("\n")
    pieces = [line + _SEPARATORS[end] for line, end in zip(lines, ends, strict=False)]
    return "".join(pieces) + lines[-1]


def plain(text: str) -> str:
    """The text with line feeds as its only separators."""
    return unweave(text)[0] if _ANY.search(text) else text


def with_rare_of(old: str, new: str) -> str:
    """`new`, which a widget made of `old` with line feeds only, with the rare separators of the lines both have."""
    new = plain(new)
    if not any(char in old for char in _RARE):
        return new
    shown, ends = unweave(old)
    ends = rewoven_ends(shown, ends * shown.count("\n") if len(ends) == 1 else ends, new)
    lines = new.split("\n")
    full = ends * (len(lines) - 1) if len(ends) == 1 else ends
    rare = [_SEPARATORS[end] if end in "pxy" else "\n" for end in full]
    return "".join(line + end for line, end in zip(lines, rare, strict=False)) + lines[-1]


def spliced_ends(text: str, ends: str, splice: Splice) -> str:
    """The ends after `splice` was applied to `text`: untouched lines keep theirs, new ones take their neighbour's."""
    if len(ends) == 1:
        return ends
    first = text.count("\n", 0, splice.position)
    removed = text.count("\n", splice.position, splice.position + splice.removed)
    added = splice.added.count("\n")
    kept = ends[first : first + removed]
    after = ends[first + removed :]
    neighbour = after[:1] or ends[first - 1 : first] or ends[:1]
    middle = kept[:added] + neighbour * (added - removed)
    return settled(splice.applied(text), _canonical(ends[:first] + middle + after, ends[:1]))


def rewoven_ends(old: str, ends: str, new: str) -> str:
    """The ends for `new`, a text that came from `old`: lines both have keep theirs."""
    if len(ends) == 1:
        return ends
    whole = difference(old, new)
    if whole.added.count("\n") + old.count("\n", whole.position, whole.position + whole.removed) > _DIFF_LINES:
        return spliced_ends(old, ends, whole)
    from difflib import SequenceMatcher

    before, after = old.split("\n"), new.split("\n")
    result: list[str] = []
    for _, low, high, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = ends[low:high]
        fill = kept[-1:] or ends[low - 1 : low] or ends[:1]
        result.append((kept + fill * (stop - start))[: stop - start])
    return settled(new, _canonical("".join(result)[: len(after) - 1], ends[:1]))


def settled(text: str, ends: str) -> str:
    """Ends whose woven text reads back as the same lines: a lone CR before an empty line ended by LF would not."""
    if "rn" not in ends:
        return ends
    lines = text.split("\n")
    result = list(ends)
    for number in reversed(range(len(result) - 1)):  # the LF that comes in may end what another CR stands before
        if result[number] == "r" and result[number + 1] == "n" and not lines[number + 1]:
            result[number] = "n"
    return _canonical("".join(result), ends[:1])


def first_ends(ends: str, count: int, first: str) -> str:
    """The ends with the first one exchanged, for a text of `count` separators."""
    full = ends * count if len(ends) == 1 else ends
    return _canonical(first + full[1:], first)


def spelling(*ends: str) -> str:
    """LF, CRLF, CR or mixed, in words the status bar shows."""
    letters = set("".join(ends))
    names = {"n": "LF", "d": "CRLF", "r": "CR"}
    return names.get(letters.pop(), "mixed") if len(letters) == 1 else "mixed"


def _canonical(ends: str, default: str) -> str:
    if not ends:
        return default
    return ends[0] if ends == ends[0] * len(ends) else ends
