"""The value of a field of words, tags or categories, after a change of its words. Knows no post and no operation.

Words stand in a list (of lists, where Hexo nests them), or as one text that may be parted at its commas, or at its
spaces, as Jekyll does; numbers count as their text, as in the list of posts. A word that is there is not added twice.
"""

import re
from collections.abc import Callable, Sequence

from journal_app.post.errors import EditRefused
from journal_app.post.values import Value


def is_spaced(value: Value, words: Sequence[str]) -> bool:
    """Whether one of these words, which the post has, can only be meant in a text that is parted at its spaces."""
    if not isinstance(value, str) or "," in value or text_of(value) in words:
        return False
    return any(word in words for word in value.split())


def added(value: Value, words: Sequence[str], *, spaced: bool = False) -> Value:
    """The value with each of the words, where it is not there yet; the very object when all are.

    `spaced`: one text is parted at its spaces.
    """
    if spaced and isinstance(value, str) and "," not in value and len(parts := value.split()) > 1:
        fresh = [word for word in dict.fromkeys(word.strip() for word in words) if word and word not in parts]
        if any(" " in word for word in fresh):
            return [*parts, *fresh]
        return " ".join([value.rstrip(), *fresh]) if fresh else value
    there = _words_in(value)
    fresh = [word for word in dict.fromkeys(word.strip() for word in words) if word and word not in there]
    if not fresh:
        return value
    if isinstance(value, list):
        return [*value, *fresh]
    if isinstance(value, str) and "," in value:
        return ", ".join([value.rstrip(), *fresh])
    if isinstance(value, dict):
        raise EditRefused("The field", "it is not a list")
    return [*([value] if text_of(value) else []), *fresh]


def _words_in(value: Value) -> set[str]:
    if isinstance(value, list):
        return {word for item in value for word in (_words_in(item) if isinstance(item, list) else {text_of(item)})}
    if isinstance(value, str) and "," in value:
        return {part.strip() for part in value.split(",")}
    return {text_of(value)}


def reworded(value: Value, change: Callable[[str], str], *, spaced: bool = False) -> tuple[Value, Value]:
    """The value without the items that go, and that with the words of the others changed.

    Both are the very object where that changes nothing. What is left of a single word may be None. `spaced`: one text
    is parted at its spaces.
    """
    if spaced and isinstance(value, str):
        text = _reworded_spaced(value, change)
        return text, text
    if isinstance(value, list):
        return _reworded_list(value, change)
    if isinstance(value, str) and "," in value:
        new: Value = _reworded_parts(value, change)
    else:
        text = text_of(value)
        word = change(text) if text else text
        new = value if word == text else word or None
    return new, new


def _reworded_list(items: list[Value], change: Callable[[str], str]) -> tuple[list[Value], list[Value]]:
    left: list[Value] = []
    result: list[Value] = []
    touched: list[bool] = []
    for item in items:
        old: Value = item
        new: Value = item
        if isinstance(item, list):
            old, new = _reworded_list(item, change)
            if item and not new:
                continue
        elif text := text_of(item):
            word = change(text)
            if not word:
                continue
            new = item if word == text else word
        left.append(old)
        result.append(new)
        touched.append(new is not item)
    if len(result) == len(items) and not any(touched):
        return items, items
    kept = once(result, touched)
    return [left[number] for number in kept], [result[number] for number in kept]


def once(result: Sequence[Value], touched: Sequence[bool]) -> list[int]:
    """The numbers of the items without those touched ones that are there already."""
    seen = {_key(item) for item, renewed in zip(result, touched, strict=True) if not renewed}
    kept: list[int] = []
    for number, (item, renewed) in enumerate(zip(result, touched, strict=True)):
        key = _key(item)
        if not renewed or key not in seen:
            kept.append(number)
            seen.add(key)
    return kept


def _reworded_parts(value: str, change: Callable[[str], str]) -> str | None:
    """One text parted at its commas; the spaces around each word stay with it."""
    parts = value.split(",")
    words = [part.strip() for part in parts]
    if all(not word or change(word) == word for word in words):
        return value
    untouched = {word for word in words if word and change(word) == word}
    kept: list[str] = []
    for part, word in zip(parts, words, strict=True):
        new = change(word) if word else word
        if new != word:
            if not new or new in untouched:
                continue
            untouched.add(new)
            part = part.replace(word, new)
        kept.append(part if kept else part.lstrip() if not parts[0][:1].isspace() else part)
    return ",".join(kept) or None


def _reworded_spaced(value: str, change: Callable[[str], str]) -> str | None:
    """One text parted at its spaces; the spaces before each word stay with it."""
    pieces = [(piece, piece.strip()) for piece in re.findall(r"\s*\S+", value)]
    there = {word for _, word in pieces if change(word) == word}
    kept: list[str] = []
    for piece, word in pieces:
        new = change(word)
        if new != word:
            if not new or new in there:
                continue
            there.add(new)
            piece = piece.replace(word, new)
        kept.append(piece)
    return "".join(kept).strip() or None


def _key(item: Value) -> object:
    return tuple(map(_key, item)) if isinstance(item, list) else text_of(item)


def text_of(value: Value) -> str:
    """A word as the list of posts shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()
