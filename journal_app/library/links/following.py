"""Which post an address in a page means that the reader clicked. Knows no window and reads no file."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from journal_app.library.links.links import Link
from journal_app.library.links.places import Places
from journal_app.library.row import PostRow
from journal_app.library.sites import slugs
from journal_app.library.sites.folder import is_markdown
from journal_app.post.site import Site


def followed(address: str, post: Path, rows: Iterable[PostRow], site: Site, folder: Path) -> Path | None:
    """The post of these rows that `address`, in a page made of `post`, leads to; None when it leads to none.

    A wiki link's address is the name it was written with.
    """
    places = Places(site, folder, _nothing)
    for row in rows:
        places.put(row.path, slugs.called(row.path, {"title": row.title, "date": row.date}, site))
    found = places.led(post, Link("link", address, 0, 0)).post
    target = address.partition("#")[0]
    if found is None and not is_markdown(Path(unquote(target))):
        found = places.led(post, Link("wiki", target, 0, 0)).post
    return found


def _nothing(_: str) -> bool:
    return False
