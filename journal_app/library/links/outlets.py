"""What the pages of an export are called, and what leads to each of them. Touches no file.

A page is called by the post's slug, so that it keeps its name from one export to the next; of two posts with one slug
the second in the order of their paths gets a number.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from journal_app.library.sites import slugs
from journal_app.post.site import Site
from journal_app.post.slug import slug
from journal_app.post.values import Value

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names of pages: by the post's path, by its address on the site, and by what a wiki link calls it."""

    files: Mapping[str, str]
    addresses: Mapping[str, str]
    names: Mapping[str, str]


def outlets(
    posts: Iterable[tuple[Path, Mapping[str, Value]]],
    site: Site,
    taken: Iterable[str] = ("index",),
    ending: str = ".html",
) -> Outlets:
    """The pages of these posts, each a path and its head. `taken` are names, without `ending`, that no page gets."""
    files: dict[str, str] = {}
    addresses: dict[str, str] = {}
    names: dict[str, str] = {}
    used = {name.casefold() for name in taken}
    for path, head in sorted(posts, key=lambda post: os.fsencode(post[0])):
        called = slugs.called(path, head, site)
        wanted = called.slug if _PLAIN.fullmatch(called.slug) and called.slug[-1] != "." else slug(called.slug)
        if _RESERVED.fullmatch(wanted):
            wanted = f"{wanted}-post"
        name, number = wanted, 1
        while name.casefold() in used:
            number += 1
            name = f"{wanted}-{number}"
        used.add(name.casefold())
        page = f"{name}{ending}"
        files[os.fspath(path)] = page
        for address in (called.address, *called.aliases):
            if address:
                addresses.setdefault("/" + address.strip("/"), page)
        title = head.get("title")
        for known in (slugs.name_of(path), called.slug, title if isinstance(title, str) else "", *called.aliases):
            if known.strip():
                names.setdefault(known.strip().casefold(), page)
    return Outlets(files, addresses, names)
