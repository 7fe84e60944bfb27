"""Which kind of site a folder belongs to, by the files its generator leaves there, and where such a site keeps posts.

One `_Kind` describes one generator. Reads no post. Only the folder itself and the folders above it are looked at, and
one above counts only when the folder lies where that generator keeps its content.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from journal_app.post.site import Site

_LEVELS_ABOVE = 6


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    dialect: str
    is_root: Callable[[Path], bool]
    content: tuple[str, ...] = ()
    """Folders below the root that hold the posts; none: the whole root does."""
    skipped: tuple[str, ...] = ()
    """Folders below the root that hold no posts: output, themes, templates."""
    statics: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


def _hugo(root: Path) -> bool:
    if any((root / f"hugo.{kind}").is_file() for kind in ("toml", "yaml", "yml", "json")):
        return True
    configured = (root / "config" / "_default").is_dir() or any(
        (root / f"config.{kind}").is_file() for kind in ("toml", "yaml", "yml", "json")
    )
    return (
        configured and _has_folder(root, "content") and _has_folder(root, "themes", "layouts", "archetypes", "static")
    )


def _hexo(root: Path) -> bool:
    return _has_file(root, "_config.yml", "_config.yaml") and (
        _has_folder(root, "scaffolds", "source/_posts", "source/_drafts")
    )


def _astro(root: Path) -> bool:
    return any((root / f"astro.config.{kind}").is_file() for kind in ("mjs", "ts", "js", "mts", "cjs"))


def _jekyll(root: Path) -> bool:
    if not _has_file(root, "_config.yml", "_config.yaml", "_config.toml"):
        return False
    return _has_folder(root, "_posts", "_drafts", "_layouts", "_includes") or _has_file(root, "Gemfile")


def _vitepress(root: Path) -> bool:
    return (root / ".vitepress").is_dir()


def _pelican(root: Path) -> bool:
    return _has_file(root, "pelicanconf.py")


def _mkdocs(root: Path) -> bool:
    return _has_file(root, "mkdocs.yml", "mkdocs.yaml")


_KINDS = (
    _Kind("hugo", "gfm", _hugo, ("content",), ("themes", "layouts", "static", "assets", "resources"), ("static",)),
    _Kind("hexo", "gfm", _hexo, ("source",), ("themes",), ("source",), ("_drafts",)),
    _Kind("astro", "gfm", _astro, ("src/content", "src/pages", "src/posts"), ("dist",), ("public",)),
    _Kind("vitepress", "gfm", _vitepress, (), ("dist",), ("public",)),
    _Kind("jekyll", "gfm", _jekyll, (), ("_site", "_layouts", "_includes", "vendor"), (".",), ("_drafts",)),
    _Kind("pelican", "python-markdown", _pelican, ("content",), ("output",), ("content",)),
    _Kind("mkdocs", "python-markdown", _mkdocs, ("docs",), ("site", "overrides"), ("docs",)),
)


def site_of(folder: Path, kind: str = "", dialect: str = "") -> Site:
    """The site that `folder` is, or lies in the content of; else a plain one with `folder` as its root.

    `kind` and `dialect` are the author's word against what is found; "" leaves it to that.
    """
    found = _found(folder.absolute(), kind)
    return replace(found, dialect=dialect) if dialect else found


def _found(folder: Path, wanted: str) -> Site:
    for root in (folder, *islice(folder.parents, _LEVELS_ABOVE)):
        for kind in _KINDS:
            if wanted not in ("", kind.name):
                continue
            if kind.is_root(root) and (root == folder or _in_content(kind, root, folder)):
                return Site(kind.name, root, kind.dialect, kind.drafts, kind.statics)
    if wanted:
        for kind in _KINDS:
            if kind.name == wanted:
                return Site(kind.name, folder, kind.dialect, kind.drafts, kind.statics)
    return Site(root=folder)


def post_folders(site: Site, folder: Path) -> tuple[Path, ...]:
    """Where below `folder` the posts are: the content folders when `folder` is the site's root, else all of it."""
    kind = _kind(site)
    if kind is not None and folder.absolute() == site.root:
        found = tuple(folder / name for name in kind.content if (folder / name).is_dir())
        if found:
            return found
    return (folder,)


def skipped(site: Site, folder: Path) -> frozenset[str]:
    """The folders, as paths spelled from `folder`, that hold the site's own files and no posts."""
    kind = _kind(site)
    if kind is None or folder.absolute() != site.root:
        return frozenset()
    return frozenset(os.path.join(folder, name) for name in kind.skipped)


def _in_content(kind: _Kind, root: Path, folder: Path) -> bool:
    inside = folder.relative_to(root).as_posix() + "/"
    if kind.content:
        return any(inside.startswith(f"{name}/") for name in kind.content)
    if kind.name == "jekyll":
        return any(part in ("_posts", "_drafts") for part in inside.split("/"))
    return True


def _kind(site: Site) -> _Kind | None:
    return next((kind for kind in _KINDS if kind.name == site.kind), None)


def _has_file(root: Path, *names: str) -> bool:
    return any((root / name).is_file() for name in names)


def _has_folder(root: Path, *names: str) -> bool:
    return any((root / name).is_dir() for name in names)
