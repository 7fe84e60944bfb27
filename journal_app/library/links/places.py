"""Which posts are there, by everything a link can call them, and where a link leads. Reads no file; it asks whether one
is there.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from journal_app.library.links.links import Kind, Link
from journal_app.library.sites import sites, slugs
from journal_app.library.sites.folder import is_markdown
from journal_app.library.sites.slugs import Called
from journal_app.post import image_places
from journal_app.post.site import Site


@dataclass(frozen=True, slots=True)
class Led:
    """A link and where it leads: to the `post`, else to a file or a page that is not a post, else nowhere (`dead`)."""

    link: Link
    post: Path | None = None
    dead: bool = False


@dataclass(slots=True)
class Places:
    """Which posts are there, by everything that a link can call them."""

    site: Site
    folder: Path
    is_there: Callable[[str], bool] = os.path.exists
    posts: dict[Path, Called] = field(default_factory=dict)
    _by_address: dict[str, list[Path]] = field(default_factory=dict)
    _by_name: dict[str, list[Path]] = field(default_factory=dict)

    def put(self, path: Path, called: Called) -> bool:
        """A post is there and called so; whether that is other than before."""
        before = self.posts.get(path)
        if before == called:
            return False
        if before is not None:
            self.drop(path)
        self.posts[path] = called
        for table, key in self._keys(path, called):
            table.setdefault(key, []).append(path)
        return True

    def drop(self, path: Path) -> None:
        """A post is gone."""
        called = self.posts.pop(path)
        for table, key in self._keys(path, called):
            table[key].remove(path)
            if not table[key]:
                del table[key]

    def led(self, path: Path, link: Link) -> Led:
        """Where this link of the post at `path` leads."""
        target, _, _ = link.target.partition("#")
        target = target.strip()
        if not target:
            return Led(link, path)
        post = self._post(path, link.kind, target)
        if post is not None:
            return Led(link, post)
        return Led(link, None, not self._is_file(path, link.kind, target))

    def moved(self, name: str, missing: Path) -> Path | None:
        """The one post that has this name, if there is just one: where a dead link to `missing` meant to go."""
        found = [path for path in self._by_name.get(name.casefold(), ()) if path != missing]
        return found[0] if len(found) == 1 else None

    def _keys(self, path: Path, called: Called) -> list[tuple[dict[str, list[Path]], str]]:
        keys = [(self._by_name, slugs.name_of(path).casefold())]
        for name in (called.slug, *called.aliases):
            if "/" not in name and (self._by_name, name.casefold()) not in keys:
                keys.append((self._by_name, name.casefold()))
        addresses = [called.address, *(name for name in called.aliases if "/" in name)]
        keys += [(self._by_address, slugs.normal(address)) for address in dict.fromkeys(addresses) if address]
        return keys

    def _post(self, path: Path, kind: Kind, target: str) -> Path | None:
        match kind:
            case "wiki" | "embed":
                return self._wiki(path, unquote(target))
            case "ref" | "post_link" | "post_url":
                return self._ref(path, kind, target)
            case "image":
                return None
        address = target
        if self.site.base and target.startswith(self.site.base):
            address = target[len(self.site.base) :] or "/"
        name = unquote(address.split("?", 1)[0])
        if not name.startswith("/"):
            here = self._file(Path(os.path.normpath(path.parent / name)))
            if here is not None:
                return here
            own = self.posts[path].address if path in self.posts else ""
            if not own:
                return None
            name = os.path.normpath(os.path.join(own if own.endswith("/") else os.path.dirname(own), name))
        else:
            tops = (self.site.root, self.folder, *(self.site.root / one for one in self.site.posts))
            for top in tops if not self.site.address or is_markdown(Path(name)) else ():
                here = self._file(Path(os.path.normpath(top / name.lstrip("/"))))
                if here is not None:
                    return here
            below = self.site.base.partition("://")[2].partition("/")[2]
            if below and name.startswith(f"/{below}/"):
                name = name[len(below) + 1 :]
        found = self._by_address.get(slugs.normal(name))
        if not found and not self.site.is_sure:
            found = self._named(slugs.normal(name))
            return found[0] if len(found) == 1 else None
        return found[0] if found else None

    def _file(self, path: Path) -> Path | None:
        """The post that a file's path means: itself, with its extension, or as the index of a folder."""
        if path in self.posts:
            return path
        names = [f"{path.name}.md", f"{path.name}.mdx", f"{path.name}.markdown"] if path.name else []
        for other in (*(path.with_name(name) for name in names), path / "index.md", path / "index.mdx"):
            if other in self.posts:
                return other
        if path.suffix.lower() in (".html", ".htm"):
            return self._file(path.with_suffix("")) if path.stem else None
        return None

    def _wiki(self, path: Path, target: str) -> Path | None:
        found = self._below((path.parent, self.folder, self.site.root), target) if "/" in target else None
        if found is not None:
            return found
        near = self._named(target)
        return min(near, key=lambda other: (other.parent != path.parent, len(other.parts), str(other)), default=None)

    def _ref(self, path: Path, kind: Kind, target: str) -> Path | None:
        name = target.rstrip("/")
        tops = [path.parent, sites.content_root(self.site, path), *(self.site.root / one for one in self.site.posts)]
        if kind == "post_url" or self.site.kind in ("jekyll", "hexo"):
            tops += [self.site.root, *(self.site.root / one for one in ("_posts", "source/_posts", "_drafts"))]
        found = self._below(tops[1:] if name.startswith("/") else tops, name)
        if found is not None:
            return found
        named = self._named(name)
        return named[0] if len(named) == 1 and "/" not in name else None

    def _below(self, tops: Iterable[Path], name: str) -> Path | None:
        """The post of this name below the first of these folders that has one."""
        files = (self._file(Path(os.path.normpath(top / name.lstrip("/")))) for top in tops)
        return next((file for file in files if file is not None), None)

    def _named(self, target: str) -> list[Path]:
        """The posts that are called by the last part of this, wherever they lie."""
        name = target.rpartition("/")[2]
        for extension in (".md", ".mdx", ".markdown"):
            name = name.removesuffix(extension)
        return self._by_name.get(name.casefold(), [])

    def has_image(self, path: Path, source: str, *, field: bool = False) -> bool:
        """Whether the site finds the image that the post at `path` names, in its text or in a `field` of its head."""
        name = unquote(source.split("#", 1)[0].split("?", 1)[0]).strip()
        places = image_places.Places(path, self.site)
        names = [one for one in dict.fromkeys((name, source.strip()) if field else (name,)) if one and "\0" not in one]
        return any(
            self.is_there(os.fspath(place))
            for one in names
            for place in image_places.candidates(one, places, _by_no_name, field=field)
        )

    def _is_file(self, path: Path, kind: Kind, target: str) -> bool:
        """Whether something that is no post answers: a picture, a page, a file to be loaded down."""
        if kind == "image" and self.has_image(path, target):
            return True
        if self.site.base and target.startswith(self.site.base):
            target = target[len(self.site.base) :] or "/"
        name = unquote(target.split("?", 1)[0])
        if not name or "\0" in name:
            return False
        if name.startswith("/"):
            tops = [self.site.root / one for one in (*self.site.statics, *self.site.posts)] or [self.folder]
            if name == "/" or self._is_section(name):
                return True
            if not self.site.is_sure and kind == "link" and not os.path.splitext(name)[1]:
                return True  # nobody here can tell
            name = name.lstrip("/")
        else:
            tops = [path.parent, self.site.asset_folder(path)]
            if kind in ("embed", "wiki"):
                tops += [self.site.root, self.folder]
        if any(self.is_there(os.path.join(top, name)) for top in tops):
            return True
        if kind == "link" and not os.path.splitext(name)[1]:
            folder = os.path.join(tops[0], name)
            return any(self.is_there(f"{folder}{end}") for end in (".md", ".mdx", "/_index.md", "/index.html", ".html"))
        return False

    def _is_section(self, name: str) -> bool:
        """Whether the address may be a list that the site makes: of a section, a tag, a year."""
        first = slugs.normal(name).strip("/").split("/")[0]
        return first in _LISTS or any(
            self.is_there(str(self.site.root / top / first)) and "/" not in slugs.normal(name).strip("/")
            for top in self.site.posts
        )


def _by_no_name(_: Path, __: str) -> tuple[Path, ...]:
    """Who asks whether a file is there knows a vault's names."""
    return ()


_LISTS: Final = frozenset(
    ("tags", "tag", "categories", "category", "archives", "archive", "series", "page", "index", "rss", "feed", "about")
)
