"""What the list is asked for, as a value: choices joined by and, or, not; a search; an order. Pure; knows no row.

The choices read like a sentence, from left to right: each one narrows what stands so far (and, not) or widens it (or).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Literal, get_args

from journal_app.library.search import text as words_of

Kind = Literal["section", "category", "tag", "date", "series"]
How = Literal["and", "or", "not"]
Sort = Literal["date", "title", "changed", "length", "series", "relevance"]
Group = Literal["", "month", "week"]

_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet chosen. `name` is a section's name, a category's path (`a/b`), a tag, `2024` or `2024-05`, a series."""

    kind: Kind
    name: str
    how: How = "and"


@dataclass(frozen=True, slots=True)
class Query:
    """What the author asked the list for."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    sort: Sort = "date"
    descending: bool = True
    pinned_first: bool = True
    group: Group = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for something else than every post."""
        return bool(self.text.strip() or self.choices)

    def chosen(self, kind: Kind, name: str) -> Choice | None:
        """How this facet is chosen, or None when it is not."""
        return next((choice for choice in self.choices if (choice.kind, choice.name) == (kind, name)), None)


@dataclass(frozen=True, slots=True)
class Saved:
    """A search the author gave a name: what is shown, not in which order."""

    name: str
    text: str = ""
    choices: tuple[Choice, ...] = ()


def remembered(sort: str, descending: bool, group: str) -> Query:
    """Every post in an order that was remembered; an odd one is the usual one."""
    query = Query(descending=descending)
    query = replace(query, sort=next((known for known in get_args(Sort) if known == sort), query.sort))
    return replace(query, group=next((known for known in get_args(Group) if known == group), query.group))


def cleared(query: Query) -> Query:
    """Every post, in the same order."""
    return replace(query, text="", choices=())


def only(query: Query, kind: Kind, name: str) -> Query:
    """The query with this facet in place of those of its kind; where it is the one chosen of them, without it."""
    others = tuple(choice for choice in query.choices if choice.kind != kind)
    own = [choice for choice in query.choices if choice.kind == kind]
    if len(own) == 1 and own[0].name == name:
        return replace(query, choices=others)
    return replace(query, choices=(*others, Choice(kind, name)))


def joined(query: Query, choice: Choice) -> Query:
    """The query with `choice` at its end; one that is there in the same way is taken out, in another way changed."""
    before = query.chosen(choice.kind, choice.name)
    if before == choice:
        return without(query, choice)
    if before is None:
        return replace(query, choices=(*query.choices, choice))
    return replace(query, choices=tuple(choice if each == before else each for each in query.choices))


def without(query: Query, choice: Choice) -> Query:
    """The query without this choice."""
    return replace(query, choices=tuple(each for each in query.choices if each != choice))


def saved_from(entries: object) -> tuple[Saved, ...]:
    """The saved searches in what JSON gave; odd entries are passed over."""
    if not isinstance(entries, list | tuple):
        return ()
    found = {}
    for entry in entries:
        if isinstance(entry, Mapping) and isinstance(entry.get("name"), str) and entry["name"]:
            text = entry.get("text")
            choices = entry.get("choices")
            found[entry["name"]] = Saved(
                entry["name"],
                text if isinstance(text, str) else "",
                tuple(map(_choice, filter(_is_choice, choices))) if isinstance(choices, list | tuple) else (),
            )
    return tuple(found.values())


def saved_plain(searches: tuple[Saved, ...]) -> list[dict[str, Any]]:
    """The saved searches in JSON's types, for `saved_from`."""
    return [asdict(search) for search in searches]


def _is_choice(entry: object) -> bool:
    return (
        isinstance(entry, Mapping)
        and entry.get("kind") in get_args(Kind)
        and entry.get("how") in get_args(How)
        and isinstance(entry.get("name"), str)
    )


def _choice(entry: Mapping[str, Any]) -> Choice:
    return Choice(entry["kind"], entry["name"], entry["how"])


@lru_cache(maxsize=1 << 17)
def natural_key(text: str) -> str:
    """A sort key in which case and accents do not count and `Week 9` comes before `Week 10`."""
    return _NUMBER.sub(_padded, words_of.folded(text))


def _padded(number: re.Match[str]) -> str:
    return number[0].lstrip("0").zfill(18)
