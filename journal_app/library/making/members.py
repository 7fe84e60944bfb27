"""Which posts are one of a series, by their titles. Knows no file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from journal_app.library.lists.listing import Member
from journal_app.library.making.series import Title, numbered

_COUNTS = re.compile(r"[\d零〇一二两三四五六七八九十百]")  # what a title that counts has to hold
_EMPTY = re.compile(r"[(\[（【〔]\s*[)\]）】〕]")  # where a range stood
_MARKS = " -_#.·:："


def members(titles: Iterable[tuple[Path, str]]) -> dict[Path, Member]:
    """The members of every series of two posts or more, by path, out of the posts' paths and titles."""
    found: defaultdict[tuple[bool, str], list[tuple[Path, Title]]] = defaultdict(list)
    for path, text in titles:
        title = _title(text)
        if title is not None:
            found[title.weekly, title.key].append((path, title))
    made: dict[Path, Member] = {}
    names: dict[str, int] = {}
    for posts in found.values():
        if len(posts) > 1:
            name = _name(posts[-1][1])
            names[name] = names.get(name, 0) + 1
            called = name if names[name] == 1 else f"{name} ({names[name]})"
            made.update((path, Member(called, title.number)) for path, title in posts)
    return made


def found_in(titles: Sequence[tuple[Path, str]]) -> tuple[dict[Path, Member], bool]:
    """The members of every series, and whether any title counts at all, so that a series can go on from it."""
    return members(titles), any(_title(text) is not None for _, text in titles)


def _title(text: str) -> Title | None:
    return _numbered(text) if _COUNTS.search(text) else None


@lru_cache(maxsize=1 << 17)
def _numbered(text: str) -> Title | None:
    return numbered(text)


def _name(title: Title) -> str:
    """`周记 Week19: rain` is of the series `周记 Week`, `第 12 周` of `第 … 周`."""
    before, _, after = title.bare.replace("\1", "").replace("\2", "").partition("\0")
    after = _EMPTY.sub("", after)
    text = f"{before}…{after}" if after.strip(_MARKS) else before
    return " ".join(text.split()).strip(_MARKS) or title.text
