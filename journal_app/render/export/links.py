"""Where the links of an exported page lead: to other exported pages, or nowhere any more. Knows no file on disk."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from journal_app.render.safe import images

_LINK = re.compile(r'<a((?: [^<>]*?)?) href="([^"]*)"([^<>]*)>(.*?)</a>', re.DOTALL)
_POSTS = (".md", ".markdown", ".mdx", ".mkd")
_INDEX = re.compile(r"(?:/|\A)index\.html?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """The pages of one export by what may lead to them.

    `files`: the post's path → the page's name. `addresses`: its `normal` address on the site. `names`: what a wiki link
    may call it. `base` is where the site stands, as "https://name/below"; "" when that is not known.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    @classmethod
    def of(
        cls, files: Mapping[str, str], addresses: Mapping[str, str], names: Mapping[str, str], base: str = ""
    ) -> "Links":
        """The same from addresses as the site spells them."""
        return cls(files, {normal(address): page for address, page in addresses.items()}, names, base)


def rewritten(html: str, post: Path, links: Links) -> tuple[str, tuple[str, ...]]:
    """The HTML with its links to posts changed to links to their pages, and the targets that have no page here.

    A link to a post that is not exported is no link any more: its file is only on the author's machine. Nor is a place
    on the site where the site's own address is not known.
    """
    if " href=" not in html:
        return html, ()
    lost: list[str] = []

    def change(found: re.Match[str]) -> str:
        address = unescape(found[2])
        page = page_of(address, post, links, wiki='class="wikilink' in found[1] + found[3])
        if page:
            return f'<a{found[1]} href="{escape(page, quote=True)}"{found[3]}>{found[4]}</a>'
        if page is None:
            return found[0]
        lost.append(address)
        return f'<span class="no-page">{found[4]}</span>'

    return _LINK.sub(change, html), tuple(dict.fromkeys(lost))


def page_of(address: str, post: Path, links: Links, *, wiki: bool = False) -> str | None:
    """The address of the page that a link in `post` means; "" when it means a post or a place on the site without one,
    None when it stays as it is."""
    plain = images.plain(address)
    path, mark, part = plain.partition("#")
    path = path.split("?", 1)[0]
    behind = mark + part
    if not path or images.scheme_of(plain) not in ("", "http", "https"):
        return None
    if images.is_remote(plain):
        if not links.base or not (path + "/").startswith(links.base + "/"):
            return None
        path = path[len(links.base) :] or "/"
    elif wiki and (name := links.names.get(unquote(path).casefold().strip())):
        return name + behind
    name = unquote(path)
    if not name.startswith("/"):
        there = os.path.normpath(os.path.join(post.parent, name))
        for one in (
            there,
            *(there + kind for kind in _POSTS),
            *(os.path.join(there, "index" + kind) for kind in _POSTS),
        ):
            if one in links.files:
                return links.files[one] + behind
        last = links.names.get(name.rpartition("/")[2].casefold()) if wiki else ""
        return last + behind if last else "" if wiki or name.lower().endswith(_POSTS) else None
    page = links.addresses.get(normal(name))
    if page:
        return page + behind
    # Whoever opens the file has no site around it, and on the disk such an address is a folder of the reader's own.
    if wiki or not links.base or name.lower().endswith(_POSTS):
        return ""
    return None if images.is_remote(plain) else "/".join(links.base.split("/")[:3]) + plain


def normal(address: str) -> str:
    """A path on the site by which two spellings of one page are equal: without index, extension and last slash."""
    path = unquote(re.split("[?#]", address, maxsplit=1)[0])
    return "/" + re.sub(r"\.html?\Z", "", _INDEX.sub("/", path), flags=re.IGNORECASE).strip("/").casefold()
