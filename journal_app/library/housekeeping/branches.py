"""A branch of the tree of categories under another name or gone, in the value of a field. Knows no post.

A category's place in the tree is its path: written as `a/b`, or as a list, which lies in another one where Hexo nests
them, and stands alone where the journal says that a list is one path (`nested`). A branch is a place and all below it.
"""

import re
from collections.abc import Sequence

from journal_app.library.housekeeping.wordings import once, text_of
from journal_app.post.errors import EditRefused
from journal_app.post.values import Value

_PART = re.compile("[^/]+")

Path = tuple[str, ...]


def path_of(text: str) -> Path:
    """The steps of a path as it is written: `a/b`."""
    return tuple(part for part, _ in _parts(text))


def below(path: str, branch: str) -> bool:
    """Whether a path is the branch, or lies in it."""
    steps = path_of(branch)
    return bool(steps) and path_of(path)[: len(steps)] == steps


def renamed(value: Value, branches: Sequence[str], to: str, *, nested: bool = False) -> tuple[Value, Value]:
    """The value without what would be there twice, and that with each of the branches called `to`.

    Both are the very object when none is in it.
    What is below a branch stays as it is written. EditRefused where lists lie deeper than Hexo reads them.
    """
    moves = _Moves([path_of(branch) for branch in branches], path_of(to))
    if isinstance(value, list):
        return _in_list(value, moves, nested)
    new = value
    if isinstance(value, str) and "," in value:
        new = _in_parts(value, moves, nested)
    elif not isinstance(value, dict) and (moved := moves.in_text(text_of(value))) != text_of(value):
        new = moved
    return new, new


def removed(value: Value, branches: Sequence[str], *, nested: bool = False) -> tuple[Value, Value]:
    """The value without the items that go, and that with each path in a branch ended above it.

    Both are the very object when none is in it; what is left of one text may be None.
    EditRefused where lists lie deeper than Hexo reads them.
    """
    cuts = _Cuts([path_of(branch) for branch in branches], ())
    if isinstance(value, list):
        return _in_list(value, cuts, nested)
    new = value
    if isinstance(value, str) and "," in value:
        new = _in_parts(value, cuts, nested) or None
    elif not isinstance(value, dict) and (left := cuts.in_text(text_of(value))) != text_of(value):
        new = left or None
    return new, new


class _Moves:
    """Which paths begin with a branch, and what they are called then."""

    def __init__(self, branches: Sequence[Path], to: Path) -> None:
        self._branches = sorted(filter(None, branches), key=len, reverse=True)
        self.to = to

    def branch(self, path: Path) -> Path:
        """The longest branch that the path lies in; () for none, and for one that is called so already."""
        found = next((branch for branch in self._branches if path[: len(branch)] == branch), ())
        return () if found == self.to else found

    def in_text(self, text: str) -> str:
        """A path as text, with what stands behind the branch as it is written."""
        parts = _parts(text)
        branch = self.branch(tuple(part for part, _ in parts))
        return "/".join(self.to) + text[parts[len(branch) - 1][1] :] if branch else text

    def in_items(self, items: list[Value]) -> list[Value]:
        """A path as a list, one step an item or several (`a/b`); the very list when it is in no branch."""
        parts, branch = self._read(items)
        if not branch:
            return items
        left, taken = len(branch), 0
        while left >= len(parts[taken]):
            left -= len(parts[taken])
            taken += 1
            if not left:
                break
        if left:  # the branch ends within an item
            rest = text_of(items[taken])[parts[taken][left - 1][1] :]
            return [*self.to[:-1], self.to[-1] + rest, *items[taken + 1 :]]
        if taken == 1 and len(branch) > 1:
            return ["/".join(self.to), *items[1:]]
        if len(self.to) == taken:  # one by one, so that a step that stays keeps its spelling
            kept = zip(items[:taken], self.to, strict=True)
            return [*(old if text_of(old) == new else new for old, new in kept), *items[taken:]]
        return [*self.to, *items[taken:]]

    def _read(self, items: list[Value]) -> tuple[list[list[tuple[str, int]]], Path]:
        """The steps of each item, and the branch that all of them together lie in."""
        if any(isinstance(item, list | dict) for item in items):
            raise EditRefused("categories", "it is nested too deep")
        parts = [_parts(text_of(item)) for item in items]
        return parts, self.branch(tuple(part for each in parts for part, _ in each))


class _Cuts(_Moves):
    """Which paths begin with a branch, and what is above it."""

    def branch(self, path: Path) -> Path:
        """The shortest branch that the path lies in; () for none."""
        return next((branch for branch in reversed(self._branches) if path[: len(branch)] == branch), ())

    def in_text(self, text: str) -> str:
        """The path down to the branch, as it is written; "" when nothing is above it."""
        parts = _parts(text)
        branch = self.branch(tuple(part for part, _ in parts))
        if not branch:
            return text
        return text[: parts[len(branch) - 2][1]] if len(branch) > 1 else ""

    def in_items(self, items: list[Value]) -> list[Value]:
        """The same of a path as a list; the very list when it is in no branch."""
        parts, branch = self._read(items)
        if not branch:
            return items
        kept: list[Value] = []
        left = len(branch) - 1
        for item, each in zip(items, parts, strict=True):
            if left >= len(each):
                kept.append(item)
            elif left:
                kept.append(text_of(item)[: each[left - 1][1]])
            left -= len(each)
            if left <= 0:
                break
        return kept


def _in_list(items: list[Value], moves: _Moves, nested: bool) -> tuple[list[Value], list[Value]]:
    lists = any(isinstance(item, list) for item in items)
    if nested and not lists and len({text_of(item) for item in items}) > 1:
        first: dict[str, Value] = {}  # what comes again is not read
        for item in items:
            first.setdefault(text_of(item), item)
        read = list(first.values())
        moved = moves.in_items(read)
        if moved is read:
            return items, items
        steps = [text_of(item) for item in moved]
        if len(set(steps)) < len(steps):  # nor would it be here
            moved = ["/".join(steps)]
        return moved, moved
    result: list[Value] = []
    touched: list[bool] = []
    for item in items:
        new: Value = item
        if isinstance(item, list):
            new = moves.in_items(item)
        elif not isinstance(item, dict) and (text := moves.in_text(text_of(item))) != text_of(item):
            new = text
        result.append(new)
        touched.append(new is not item)
    if not any(touched):
        return items, items
    kept = [number for number in once(result, touched) if result[number] or not touched[number]]
    return [items[number] for number in kept], [result[number] for number in kept]


def _in_parts(value: str, moves: _Moves, nested: bool) -> str:
    """One text parted at its commas; the spaces around each part stay with it."""
    parts = value.split(",")
    words: list[Value] = [part.strip() for part in parts if part.strip()]
    _, new = _in_list(words, moves, nested)
    if new is words:
        return value
    if any("," in step for step in moves.to):
        raise EditRefused("categories", "a comma would make two words of it")
    if len(new) != len(parts):
        return ", ".join(map(text_of, new))
    pairs = zip(parts, words, new, strict=True)
    return ",".join(part.replace(text_of(old), text_of(word)) if part.strip() else part for part, old, word in pairs)


def _parts(text: str) -> list[tuple[str, int]]:
    """The steps of a path with where each ends, without the blanks around it."""
    return [
        (found[0].strip(), found.start() + len(found[0].rstrip())) for found in _PART.finditer(text) if found[0].strip()
    ]
