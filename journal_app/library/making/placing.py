"""Where a site keeps a new post, and a new draft, and what its file is called there. Writes no file."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from journal_app.library.making import names, new
from journal_app.library.making.names import Taken, on_disk
from journal_app.library.row import PostRow
from journal_app.library.sites import sites
from journal_app.library.sites.folder import is_bundle
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.post.site import Site

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")
_DAILY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITHOUT_DRAFTS: Final = ("plain", "obsidian", "vitepress", "mkdocs")


def siblings(rows: Iterable[PostRow], site: Site) -> list[PostRow]:
    """The rows a new post may take after: no pages, no drafts by their folder, no daily notes of a vault."""
    return [
        row
        for row in rows
        if not site.is_page(row.path)
        and not site.is_draft_place(row.path)
        and not (site.kind == "obsidian" and _DAILY.fullmatch(row.path.stem))
    ]


def place(sibling: Post | None, site: Site, folder: Path, *, draft: bool = False) -> Path:
    """The folder of a new post of the journal in `folder`: where the site keeps it, else beside its sibling."""
    beside = _beside(sibling, folder)
    if draft and site.new_drafts:
        return sites.new_place(site, folder, draft=True) or beside
    fits = sibling is not None and not site.is_page(sibling.path) and not site.is_draft_place(sibling.path)
    if fits and not site.is_chosen:
        return beside
    found = sites.new_place(site, folder)
    return beside if found is None or (fits and beside.is_relative_to(found)) else found


def has_drafts(site: Site) -> bool:
    """Whether a post of this site can be a draft."""
    return bool(site.new_drafts) or site.kind not in _WITHOUT_DRAFTS


def like(
    sibling: Post | None,
    title: str,
    site: Site,
    folder: Path,
    now: datetime,
    taken: Taken = on_disk,
    *,
    name: str = "",
    draft: bool = False,
) -> Post:
    """A new post as `new.like` makes it, where and as this site keeps it. `name` is the author's own for the file."""
    post = new.like(sibling, title, folder, now, _never, name=name)
    own = names.name_of(post.path, folder)
    if not name and site.dates_names:
        plain = _DAY.sub("", own)
        own = plain if draft and site.new_drafts else f"{now:%Y-%m-%d}-{plain}"
    path = names.called(post.path, own, folder)
    there = place(sibling, site, folder, draft=draft) / path.relative_to(_beside(sibling, folder))
    post = post.with_path(names.free(there, folder, taken))
    if draft and not site.new_drafts:
        with suppress(EditRefused):
            status = site.kind == "pelican"
            post = post.with_field("status" if status else "draft", "draft" if status else True)
            post = Post.parse(post.path, post.to_bytes())
    return post


def _beside(sibling: Post | None, folder: Path) -> Path:
    if sibling is None:
        return folder
    path = sibling.path
    return path.parent.parent if is_bundle(path, folder) else path.parent


def _never(_: Path) -> bool:
    return False
