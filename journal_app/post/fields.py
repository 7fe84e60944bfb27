"""What fields mean: which one is the title, the date, the tags; what kind of value each holds. Knows no format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from journal_app.post import dates
from journal_app.post.errors import EditRefused, shown
from journal_app.post.head import tree
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.post.values import Value

_TITLE: Final = ("title",)
_DATE: Final = ("date", "publishDate", "pubDate", "published", "created")
_EXCERPT: Final = ("excerpt", "description", "summary")
_COVER: Final = ("image", "cover", "heroImage", "banner", "thumbnail")
_CATEGORIES: Final = ("categories", "category")
_TAGS: Final = ("tags", "keywords")
_PINNED: Final = ("top", "sticky", "pinned")
_SWITCHES: Final = ("draft", "published", "pinned", "comments", "toc", "math", "mathjax", "katex", "hidden", "sticky")
_LISTS: Final = ("categories", "tags", "keywords", "authors", "aliases", "series")
_DAY_IN_NAME: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)")
_LONG: Final = 80  # code points from which a text is shown in several lines
_HEADING: Final = re.compile(
    r"^(?:[ ]{0,3}#{1,6}[ \t]+(?P<atx>.+?)[ \t]*#*[ \t]*|(?P<setext>\S[^\n]*)\n(?:=+|-+)[ \t]*)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Names:
    """The field of this post that carries each meaning; "" when it has none."""

    title: str = ""
    date: str = ""
    excerpt: str = ""
    cover: str = ""
    categories: str = ""
    tags: str = ""
    pinned: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the list and the headline card show of a post. `pinned` is 0, or higher for higher up."""

    title: str = ""
    date: str = ""
    excerpt: str = ""
    cover: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pinned: int = 0
    draft: bool = False
    nested: str = ""
    """The paths of categories that are lists in a list, as `a/b`, one a line."""


def names(fields: Mapping[str, Value]) -> Names:
    """Which field carries which meaning: the first of the table that the post has."""
    if "published" in fields:
        value = fields["published"]
        return _names(tuple(fields), _is_date(value), isinstance(value, bool))
    return _names(tuple(fields), False, False)


@lru_cache(maxsize=1024)
def _names(fields: tuple[str, ...], published_is_date: bool, published_is_switch: bool) -> Names:
    """The same out of the names alone: a journal has few shapes of heads."""
    return Names(
        title=_first(fields, _TITLE),
        date=next((name for name in _DATE if name in fields and (name != "published" or published_is_date)), ""),
        excerpt=_first(fields, _EXCERPT),
        cover=_first(fields, _COVER),
        categories=_first(fields, _CATEGORIES),
        tags=_first(fields, _TAGS),
        pinned=_first(fields, _PINNED),
        draft="draft" if "draft" in fields else "published" if published_is_switch else "",
    )


def meaning(post: Post, site: Site = PLAIN) -> Meaning:
    """What this post's fields say. The title falls back to the first heading, then the file's or bundle's name."""
    found = meaning_in(post.fields, post.path, site)
    return found if found.title else replace(found, title=fallback_title(post))


def meaning_in(fields: Mapping[str, Value], path: Path, site: Site = PLAIN) -> Meaning:
    """What the fields alone say: the title is "" when they have none."""
    found = names(fields)
    cover = fields.get(found.cover)
    if isinstance(cover, dict):
        cover = next((cover[key] for key in ("src", "url", "image", "path") if cover.get(key)), None)
    return Meaning(
        title=_text(fields.get(found.title)).strip(),
        date=_text(fields.get(found.date)) or (_day_in_name(path) if site.reads_names else ""),
        excerpt=_text(fields.get(found.excerpt)).strip(),
        cover=cover if isinstance(cover, str) else "",
        categories=_texts(fields.get(found.categories), spaces=site.parts_at_spaces(found.categories)),
        tags=_texts(fields.get(found.tags), spaces=site.parts_at_spaces(found.tags)),
        pinned=_rank(fields.get(found.pinned)),
        draft=_is_draft(fields) or site.is_draft_place(path) or site.says_draft(fields),
        nested=_paths(fields.get(found.categories)),
    )


def _day_in_name(path: Path) -> str:
    """The day that the name of the file or of the bundle's folder begins with; "" when it begins with none."""
    day = _DAY_IN_NAME.match(path.parent.name if path.stem == "index" else path.name)
    return day[0] if day is not None and dates.read(day[0]) is not None else ""


def fallback_title(post: Post) -> str:
    """The first heading outside code, else the name of the file or of the bundle's folder."""
    path = post.path
    own_name = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    return first_heading(post) or shown(Path(own_name))


def first_heading(post: Post) -> str:
    """The words of the first heading outside code; "" when there is none."""
    start = re.sub(r"^[ ]{0,3}(```|~~~).*?^[ ]{0,3}\1[^\n]*$", "", post.body[:20000], flags=re.MULTILINE | re.DOTALL)
    if heading := _HEADING.search(start):
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading["atx"] or heading["setext"])
        if text := re.sub(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}", "", text).strip():
            return text
    return ""


def kind(name: str, value: Value) -> str:
    """Which widget a field wants: text, long, date, list, switch, number, image, map or null."""
    if isinstance(value, bool):
        return "switch"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "list" if all(not isinstance(item, list | dict) for item in value) else "map"
    if isinstance(value, dict):
        return "map"
    if name in _COVER or (name.lower().endswith("image") and name.lower() != "image"):
        return "image"
    if value is None:
        return "list" if name in _LISTS else "date" if name in _DATE else "switch" if name == "draft" else "null"
    if dates.read(value):
        return "date"
    return "long" if "\n" in value or len(value) > _LONG or name in _EXCERPT else "text"


def read_value(text: str, current: Value) -> Value:
    """The value a text on the command line means: of the type the field has now, else YAML flow.

    Raises EditRefused when it is no value of that type, or begins a list or a map and does not end it.
    """
    if isinstance(current, str):
        return text
    value = flow(text)
    told = text if text.strip() else f'"{text}"'
    if value == text and is_left_open(text):
        raise EditRefused("The field", f"{told} has a bracket that is not closed")
    if isinstance(current, bool):
        switch = {"yes": True, "on": True, "no": False, "off": False}.get(text.strip().lower(), value)
        if not isinstance(switch, bool):
            raise EditRefused("The field", f"{told} is neither true nor false")
        return switch
    if isinstance(current, int | float):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise EditRefused("The field", f"{told} is not a number")
        return value
    if isinstance(current, list):
        if isinstance(value, list):
            return value
        return [text] if text.strip() else []
    if isinstance(current, dict) and not isinstance(value, dict):
        raise EditRefused("The field", f"{told} is not a map like {{name: value}}")
    return value


def is_left_open(text: str) -> bool:
    """Whether the text begins a list or a map in YAML flow and does not end it."""
    return text.lstrip()[:1] in ("[", "{") and any(text.count(first) > text.count(last) for first, last in ("[]", "{}"))


def flow(text: str) -> Value:
    """A text as YAML flow: `true`, `3`, `[a, b]`, `{src: a.png}`; what is none is the text itself."""
    from journal_app.post.head import parsing

    try:
        node = parsing.parsed_flow(text)
    except tree.Unreadable:
        return text
    if node is None:
        return None
    if tree.oddity(node) or (node.kind in ("list", "map") and not node.flow):
        return text
    return text if node.kind == "scalar" and not node.style and node.text != text.strip() else tree.value_of(node)


def _first(fields: tuple[str, ...], candidates: tuple[str, ...]) -> str:
    return next((name for name in candidates if name in fields), "")


def _is_date(value: Value) -> bool:
    return isinstance(value, str) and dates.read(value) is not None


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _texts(value: Value, *, spaces: bool = False) -> tuple[str, ...]:
    """A list's texts; lists in lists (Hexo's nested categories) are flattened. One text is parted at its commas.

    `spaces`: one without commas is parted at its spaces.
    """
    if isinstance(value, list):
        return tuple(dict.fromkeys(_items(value)))
    text = _text(value).strip()
    if isinstance(value, str) and "," in text:
        return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if spaces:
        return tuple(dict.fromkeys(text.split()))
    return (text,) if text else ()


def _paths(value: Value) -> str:
    if not isinstance(value, list) or list not in map(type, value):
        return ""
    lists = (_items(item if isinstance(item, list) else [item]) for item in value)
    return "\n".join(dict.fromkeys("/".join(names) for names in lists if names))


def _items(values: list[Value]) -> list[str]:
    found: list[str] = []
    for value in values:
        if type(value) is str:
            text = value.strip()
        elif isinstance(value, list):
            found += _items(value)
            continue
        else:
            text = _text(value).strip()
        if text:
            found.append(text)
    return found


def _rank(value: Value) -> int:
    if isinstance(value, str):
        value = tree.resolved(value)
    if isinstance(value, bool):
        return int(value)
    return max(0, int(value)) if isinstance(value, int | float) else 0


def _is_draft(fields: Mapping[str, Value]) -> bool:
    draft = fields.get("draft")
    if isinstance(draft, str):
        return draft.strip().lower() in ("true", "yes", "on")
    return draft is True or fields.get("published") is False
