"""Where a site looks for an image that a post names: folders and order, as values. Knows no disk.

Sources of the rules: Hugo's page resources, static and assets folders; Hexo's asset folders and source; Astro's and
VitePress's public folder; Jekyll's root; MkDocs's docs folder; Pelican's {static} and {attach}; Obsidian's vault.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from journal_app.post.site import PLAIN, Site

_PELICAN = re.compile(r"(?:\{(?:static|attach|filename)\}|\|(?:static|attach|filename)\|)")
_UNSAFE = re.compile(r"[\x00-\x20\"#%()<>?\\^`\x7f]")
_ALIAS = re.compile(r"[~@]/")


Named = Callable[[Path, str], Iterable[Path]]  # the files below a folder whose paths end so


@dataclass(frozen=True, slots=True)
class Places:
    """Whose images are meant: those of the post at `post`, in a journal of this `site`."""

    post: Path
    site: Site = PLAIN

    @property
    def home(self) -> Path:
        """The folder from which paths are told to the author: the site's root, else the post's folder."""
        known = self.site.root.is_absolute() and self.post.is_relative_to(self.site.root)
        return self.site.root if known else self.post.parent

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders below which an image must lie to be shown: the post's, the site's static ones, its content."""
        site = self.site
        if not site.root.is_absolute():
            return (self.post.parent,)
        content = site.posts or ((".",) if site.kind in ("plain", "obsidian") else ())
        others = {"astro": ("src",), "hugo": ("assets",), "vitepress": _above(site.statics)}.get(site.kind, ())
        names = dict.fromkeys((*site.statics, *content, *others))
        return (self.post.parent, *(site.root / name for name in names))

    @property
    def base(self) -> str:
        """The path below which the site stands on its server, as "/below", or ""."""
        return urlsplit(self.site.base).path.rstrip("/")


def candidates(name: str, places: Places, named: Named, *, field: bool = False) -> tuple[Path, ...]:
    """The files that `name`, decoded, may mean, in the order in which the site looks. A `field` of the head is read by
    the theme, which looks in the static folders for a relative one too. `named` is asked for a vault's bare names."""
    site, beside = places.site, places.post.parent
    statics = _statics(site)
    if site.kind == "pelican" and (mark := _PELICAN.match(name)):
        rest = name[mark.end() :]
        tops = statics if rest.startswith("/") else [beside]
        return tuple(top / rest.lstrip("/") for top in tops)
    if name.startswith("/"):
        return _rooted(name, places, statics)
    found = [beside / name]
    if site.kind == "hexo":
        own = beside / places.post.stem / name
        found.insert(0 if site.assets == "folder" else 1, own)
    elif site.kind == "hugo":
        found += [static / name for static in statics if field or static.name == "assets"]
    elif site.kind == "astro" and _ALIAS.match(name):
        found = [site.root / "src" / name[2:]]
    elif site.kind == "obsidian":
        found += [site.root / name, *named(site.root, name)]
    if field:
        found += [static / name for static in statics]
    return tuple(dict.fromkeys(found))


def address_of(file: Path, places: Places, *, field: bool = False) -> str:
    """How the post names a file that lies in its site already, for `candidates` to find it again and the site, too.

    "" when such a site does not publish it from where it lies. In a text it is spelled as an address, in a `field` of
    the head as a path.
    """
    path = _path_of(file, places, field=field)
    return path if field else _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", path)


def _path_of(file: Path, places: Places, *, field: bool) -> str:
    site, beside = places.site, places.post.parent
    own = beside / places.post.stem
    if site.kind == "hexo" and not field and file.is_relative_to(own):
        return file.relative_to(own).as_posix()
    if site.kind not in ("hexo", "jekyll", "pelican") and file.is_relative_to(beside):
        return ("./" if site.kind == "astro" else "") + file.relative_to(beside).as_posix()
    bare = field and (site.kind == "pelican" or (site.kind == "hugo" and places.base))  # the theme puts it in front
    below = "" if field or site.kind in ("hexo", "vitepress") else places.base
    if site.kind not in ("mkdocs", "obsidian") and site.root.is_absolute():
        for static in _statics(site):
            if file.is_relative_to(static):
                inner = file.relative_to(static).as_posix()
                if inner.startswith("_"):
                    return ""
                if bare:
                    return inner
                return f"{{static}}/{inner}" if site.kind == "pelican" else f"{below}/{inner}"
    if site.kind in ("hexo", "jekyll", "pelican", "hugo") or not any(map(file.is_relative_to, places.roots)):
        return ""
    return os.path.relpath(file, beside).replace(os.sep, "/")


def _rooted(name: str, places: Places, statics: list[Path]) -> tuple[Path, ...]:
    site = places.site
    names = [name.lstrip("/")]
    if places.base and name.startswith(f"{places.base}/"):
        names.insert(0, name[len(places.base) :].lstrip("/"))
    tops = list(statics)
    if site.kind == "vitepress":
        tops += [site.root / one for one in _above(site.statics)]
    if site.kind == "astro" and name.startswith("/src/"):
        tops.insert(0, site.root)
    if not tops:
        tops = [site.root] if site.root.is_absolute() else []
        tops.append(places.post.parent)
    return tuple(dict.fromkeys(top / one for one in names for top in tops))


def _statics(site: Site) -> list[Path]:
    """The folders that answer for "/". What Hugo's own render hooks find in its assets is published from there."""
    if not site.root.is_absolute():
        return []
    return [site.root / name for name in (*site.statics, *(("assets",) if site.kind == "hugo" else ()))]


def _above(names: tuple[str, ...]) -> tuple[str, ...]:
    """The folders that hold these, spelled from the root."""
    return tuple(name.rpartition("/")[0] or "." for name in names)
