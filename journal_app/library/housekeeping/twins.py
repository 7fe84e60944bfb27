"""Words of a journal that are likely one word spelled in several ways. Knows counts of words, not posts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_JOINTS = re.compile(r"[\s_\-\u2010-\u2015\u2212\u00b7\u30fb]+")
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


def spelling(word: str) -> str:
    """What twins have in common: neither case, width, accents of Latin letters, nor what joins the parts."""
    text = unicodedata.normalize("NFKC", word).casefold()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return _JOINTS.sub("", text) or word


def twins(counts: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The groups of words that differ in spelling only, each with the most used first."""
    groups: dict[str, list[str]] = {}
    for word in counts:
        groups.setdefault(spelling(word), []).append(word)
    found = (sorted(words, key=lambda word: (-counts[word], word)) for words in groups.values() if len(words) > 1)
    return tuple(sorted(map(tuple, found)))


def used_once(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The words a single post has."""
    return tuple(sorted(word for word, count in counts.items() if count == 1))


def others(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each word with twins, these twins."""
    return {word: tuple(one for one in group if one != word) for group in groups for word in group}
