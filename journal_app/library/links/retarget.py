"""How a link says where it leads, in the author's own spelling: for a post that moved. Touches no file."""

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

from journal_app.library.links.links import Link
from journal_app.library.links.places import Places
from journal_app.library.sites import sites
from journal_app.library.sites.slugs import Called, name_of, normal
from journal_app.post.site import Site

_NOT_IN_WORDS = re.compile(r"[#|\[\]\"]")
_NOT_IN_ADDRESS = re.compile(r"[\s()<>%#?\\]")
_EXTENSION = re.compile(r"\.(?:md|mdx|markdown|mkd)\Z", re.IGNORECASE)


def to_moved(link: Link, path: Path, places: Places) -> str:
    """What a dead link of the post at `path` should say: the one post of that name; "" when there is none."""
    target = unquote(link.target.partition("#")[0].split("?", 1)[0]).rstrip("/")
    target = re.sub(r"/index(?:\.\w+)?\Z", "", target)
    name = _EXTENSION.sub("", target.rpartition("/")[2])
    name = re.sub(r"\.html?\Z", "", name)
    post = places.moved(name, path) if name and name not in (".", "..") else None
    return spelled(link, path, post, places.posts[post], places.site) if post is not None else ""


def renamed(link: Link, before: Path, after: Path, was: Called, called: Called, site: Site) -> str:
    """The target of a link to a post that was renamed; "" when it need not change, or nobody can tell how.

    An address is made anew; in anything else the one name changes that is another now.
    """
    target, hash_, fragment = link.target.partition("#")
    rooted = target.startswith("/") or bool(site.base and target.startswith(site.base))
    if link.kind == "link" and rooted and not _EXTENSION.search(target):
        told = normal(target.removeprefix(site.base) if site.base else target)
        if normal(was.address) in (normal(called.address), "/") or told != normal(was.address):
            return ""  # it stays, or an older address leads there
        return spelled(link, after, after, called, site)
    changed = [(one, two) for one, two in zip(_names(before), _names(after), strict=False) if one != two]
    if len(changed) != 1:
        return ""
    ((old, new),) = changed
    parts = target.split("/")
    for place in range(len(parts) - 1, -1, -1):
        extension = _EXTENSION.search(parts[place])
        name, rest = (parts[place][: extension.start()], extension[0]) if extension else (parts[place], "")
        if unquote(name).casefold() == old.casefold():
            is_address = link.kind in ("link", "image") or "%" in target
            if not is_address and _NOT_IN_WORDS.search(new):
                return ""
            parts[place] = (_like(target, new) if is_address else new) + rest
            return "/".join(parts) + hash_ + fragment
    return ""


def _names(path: Path) -> tuple[str, ...]:
    return path.with_suffix("").parts


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
    if site.address and not _EXTENSION.search(before):
        return ""  # it may count from the post's address or from its file
    return _like(before, _relative(before, post, path.parent)) + rest


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
    """The name with signs written as in the old target: all as codes, or only those that an address cannot hold."""
    if "%" in before:
        return quote(name, safe="/@~!$&'*+,;=")
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), name)
