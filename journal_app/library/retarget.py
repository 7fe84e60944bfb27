"""How a link says where it leads, in the author's own spelling: for a post that moved. Touches no file."""

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

from journal_app.library import sites
from journal_app.library.links import Link
from journal_app.library.places import Places
from journal_app.library.slugs import Called, name_of
from journal_app.post.site import Site

_EXTENSION = re.compile(r"\.(?:md|mdx|markdown|mkd)\Z", re.IGNORECASE)


def to_moved(link: Link, path: Path, places: Places) -> str:
    """What a dead link of the post at `path` should say: the one post of that name; "" when there is none."""
    target = unquote(link.target.partition("#")[0].split("?", 1)[0]).rstrip("/")
    target = re.sub(r"/index(?:\.\w+)?\Z", "", target)
    name = _EXTENSION.sub("", target.rpartition("/")[2])
    name = re.sub(r"\.html?\Z", "", name)
    post = places.moved(name, path) if name and name not in (".", "..") else None
    return spelled(link, path, post, places.posts[post], places.site) if post is not None else ""


def spelled(link: Link, path: Path, post: Path, called: Called, site: Site, folder: Path | None = None) -> str:
    """The target of a link in the post at `path` that leads to `post`, written as this link was; "" when it cannot be.

    The part behind # stays, and so do an extension or its absence, a slash at the end, and the site's name in front.
    """
    before, hash_, fragment = link.target.partition("#")
    rest = hash_ + fragment
    match link.kind:
        case "wiki" | "embed":
            return _wiki(before, post, folder or site.root) + rest
        case "post_link" | "post_url":
            place = sites.content_root(site, post)
            stem = post.with_suffix("").name if "/" not in before else _below(post.with_suffix(""), place)
            return stem + rest
        case "ref":
            return _ref(before, path, post, site) + rest
        case "image":
            return ""
    if before.startswith("/") or (site.base and before.startswith(site.base)):
        host = site.base if site.base and before.startswith(site.base) else ""
        if not _EXTENSION.search(before):
            address = called.address
            if address and not before.endswith("/"):
                address = address.rstrip("/") if not address.endswith(".html") or ".html" in before else address
            return host + quote(address, safe="/:@~!$&'()*+,;=%") + rest if address else ""
        for top in (site.root, *(site.root / one for one in site.posts)):
            if post.is_relative_to(top):
                return "/" + _like(before, _below(post, top)) + rest
        return ""
    if not _EXTENSION.search(before) and called.address and site.address and not _names_file(before, post):
        return ""
    return _like(before, _relative(before, post, path.parent)) + rest


def _names_file(before: str, post: Path) -> bool:
    """Whether a relative target without an extension means a file or a bundle beside, not an address."""
    return before.endswith("/") or post.stem.lower() == "index" or not before.startswith("../..")


def _relative(before: str, post: Path, start: Path) -> str:
    """The way from a folder to the post: with its extension, without, or to its bundle's folder, as it was written."""
    name = Path(os.path.relpath(post, start)).as_posix()
    if not _EXTENSION.search(before):
        name = _EXTENSION.sub("", name)
        if post.stem.lower() == "index":
            name = name.removesuffix("index").rstrip("/") or "."
        if before.endswith("/"):
            name += "/"
    if before.startswith("./") and not name.startswith("."):
        name = f"./{name}"
    return name


def _wiki(before: str, post: Path, folder: Path) -> str:
    name = _below(post, folder) if "/" in before else post.name
    if post.stem.lower() == "index" and "/" not in before:
        name = name_of(post) + post.suffix
    return name if _EXTENSION.search(before) else _EXTENSION.sub("", name)


def _ref(before: str, path: Path, post: Path, site: Site) -> str:
    if before.startswith(".") or "/" not in before:
        name = post.name if "/" not in before and post.stem.lower() != "index" else _relative(before, post, path.parent)
        if "/" not in before and post.stem.lower() == "index":
            name = name_of(post)
    else:
        top = site.root if site.kind in ("jekyll", "hexo") else sites.content_root(site, post)
        name = _below(post, top)
        if post.stem.lower() == "index" and not before.rstrip("/").endswith(post.name):
            name = name.rpartition("/")[0]
    if before.startswith("/"):
        name = "/" + name
    return name if _EXTENSION.search(before) else _EXTENSION.sub("", name)


def _below(post: Path, top: Path) -> str:
    return Path(os.path.relpath(post, top)).as_posix()


def _like(before: str, name: str) -> str:
    """The name with blanks and other signs written as in the old target: as codes, or as they are."""
    if "%" in before or " " in name or "(" in name:
        return quote(name, safe="/@~!$&'*+,;=")
    return name
