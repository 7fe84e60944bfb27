"""What a post is called on its site: its slug, its address, and what else leads to it. Touches no file.

The address follows `Site.address`; what the head says itself (`slug`, `url`, `permalink`) goes before it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from journal_app.library.sites import sites
from journal_app.post import dates, fields
from journal_app.post.site import Site
from journal_app.post.slug import slug
from journal_app.post.values import Value

_DAY_IN_NAME: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(?=.)")
_OF_ALIASES: Final = ("aliases", "alias", "redirect_from", "redirects")


@dataclass(frozen=True, slots=True)
class Called:
    """The slug of a post, its address below the site ("" where it has none), and its older addresses or names."""

    slug: str
    address: str = ""
    aliases: tuple[str, ...] = ()


def called(path: Path, head: Mapping[str, Value], site: Site) -> Called:
    """What the post at `path` with this head is called."""
    own = name_of(path)
    said = _text(head.get("slug"))
    if not said and site.kind == "pelican":
        said = slug(_text(head.get("title")) or own)
    aliases = tuple(name for field in _OF_ALIASES for name in _texts(head.get(field)))
    plain = _DAY_IN_NAME.sub("", own, count=1) if site.dates_names else own
    return Called(said.strip("/") or plain, _address(path, head, site, said.strip("/")), aliases)


def name_of(path: Path) -> str:
    """The name of the file without its extension, or of the folder of an index."""
    return path.parent.name if path.stem.lower() == "index" else path.stem


def normal(address: str) -> str:
    """An address by which two spellings of the same page are equal: without host, index, extension and last slash."""
    path = unquote(re.sub(r"[a-z][a-z0-9+.-]*://[^/]*", "", address, count=1, flags=re.IGNORECASE))
    path = re.split("[?#]", path, maxsplit=1)[0]
    path = re.sub(r"(?:/|\A)index\.html?\Z", "/", path)
    return "/" + re.sub(r"\.html?\Z", "", path).strip("/").casefold()


def _address(path: Path, head: Mapping[str, Value], site: Site, said: str) -> str:
    for field in ("url", "permalink"):
        text = _text(head.get(field))
        if text and not text.startswith(("http:", "https:")) and ":" not in text:
            return "/" + text.lstrip("/")
    if not site.address:
        return ""
    inside = _inside(path, site)
    date = dates.read(_text(head.get(fields.names(head).date)))
    plain = inside.rpartition("/")[2]
    day = _DAY_IN_NAME.match(plain) if site.dates_names else None
    if day is not None:
        plain = plain[day.end() :]
    if site.is_page(path):
        return f"/{inside}/" if inside else "/"
    found = {
        ":path": inside,
        ":slug": said or plain,
        ":category": _category(head),
        ":abbrlink": _text(head.get("abbrlink")),
        ":categories": "/".join(_texts(head.get("categories")) or _texts(head.get("category"))).lower(),
        ":year": day[1] if day else f"{date.moment:%Y}" if date else "",
        ":month": f"{int(day[2]):02}" if day else f"{date.moment:%m}" if date else "",
        ":day": f"{int(day[3]):02}" if day else f"{date.moment:%d}" if date else "",
    }
    if site.kind == "hugo" or (site.kind == "astro" and said):
        found[":path"] = "/".join([*inside.split("/")[:-1], said or plain])
    if site.kind == "hexo" and day is not None:
        found[":path"] = "/".join([*inside.split("/")[:-1], plain])
    if site.kind == "hugo":
        found[":path"] = found[":path"].lower().replace(" ", "-")
    if date is None and day is None and any(f":{part}" in site.address for part in ("year", "month", "day")):
        return ""  # a site dates it by the clock of its build
    if ":abbrlink" in site.address and not found[":abbrlink"]:
        return ""  # it gets its number when the site is built
    text = re.sub(
        r":(?:path|slug|categories|category|abbrlink|year|month|day)", lambda match: found[match[0]], site.address
    )
    return re.sub("/{2,}", "/", text)


def _category(head: Mapping[str, Value]) -> str:
    """The place of the category in an address of Hexo's: a list is a path, the last of several counts."""
    value = head.get("categories", head.get("category"))
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        value = value[-1]
    return "/".join(_texts(value)).replace(" ", "-") or "uncategorized"


def _inside(path: Path, site: Site) -> str:
    """The place of the post below the folder addresses count from, without extension and without `index`."""
    top = sites.content_root(site, path)
    if not path.is_relative_to(top):
        return name_of(path)
    parts = list(path.relative_to(top).with_suffix("").parts)
    if site.kind == "jekyll":
        parts = [part for part in parts if part not in site.post_parts]
    if parts and parts[-1].lower() == "index":
        parts.pop()
    return "/".join(parts)


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for item in value if (text := _text(item)))
    return (text,) if (text := _text(value)) else ()
