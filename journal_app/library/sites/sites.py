"""Which kind of site a folder belongs to, by the files its generator leaves there, and where such a site keeps posts.

One `_Kind` describes one generator. Reads no post; of a configuration it reads the few lines that say where posts lie
and how their addresses are made. Only the folder itself and the folders above it are looked at, and one above counts
only when the folder lies where that generator keeps its content.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from journal_app.post.site import Site, language_tag

_LEVELS_ABOVE = 6
_LONGEST_CONFIG = 1 << 18  # bytes
_HUGO = tuple(f"{name}.{kind}" for name in ("hugo", "config") for kind in ("toml", "yaml", "yml", "json"))
_ASTRO = tuple(f"astro.config.{kind}" for kind in ("mjs", "ts", "js", "mts", "cjs"))
_YAML = ("_config.yml", "_config.yaml", "_config.toml")
_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    dialect: str
    is_root: Callable[[Path], bool]
    config: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    """Folders below the root that hold the posts; none: the whole root does."""
    content_key: str = ""
    """The key of the configuration that names another one."""
    skipped: tuple[str, ...] = ()
    """Folders below the root that hold no posts: output, themes, templates."""
    statics: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    post_parts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Where a new post goes: the first that is there, else the first."""
    address: str = ""
    base_key: str = ""
    assets: str = ""
    dates_names: bool = False
    nested: bool = False
    """Whether a post's list of categories is a path: `[a, b]` is b in a."""
    language_keys: tuple[str, ...] = ()
    """The keys of the configuration that may name the language of the pages; the first that does counts."""
    inner: tuple[str, ...] = (".",)
    """Where below the opened folder the site itself may lie, when it is not the folder."""


def _any_file(*names: str) -> Callable[[Path], bool]:
    return partial(_has_file, names)


def _any_folder(*names: str) -> Callable[[Path], bool]:
    return partial(_has_folder, names)


def _hugo(root: Path) -> bool:
    if _has_file(_HUGO[:4], root):
        return True
    configured = (root / "config" / "_default").is_dir() or _has_file(_HUGO, root)
    return (
        configured
        and _has_folder(("content",), root)
        and _has_folder(("themes", "layouts", "archetypes", "static"), root)
    )


def _hexo(root: Path) -> bool:
    return _has_file(_YAML[:2], root) and _has_folder(("scaffolds", "source/_posts", "source/_drafts"), root)


def _jekyll(root: Path) -> bool:
    if not _has_file(_YAML, root):
        return False
    return _has_folder(("_posts", "_drafts", "_layouts", "_includes"), root) or _has_file(("Gemfile",), root)


def _has_file(names: tuple[str, ...], root: Path) -> bool:
    return any((root / name).is_file() for name in names)


def _has_folder(names: tuple[str, ...], root: Path) -> bool:
    return any((root / name).is_dir() for name in names)


_KINDS: Final = (
    _Kind(
        "hugo", "gfm", _hugo, _HUGO, ("content",), "contentDir",
        skipped=("themes", "layouts", "static", "assets", "resources"), statics=("static",),
        places=("content/posts", "content/post", "content/blog"), address="/:path/", base_key="baseURL",
        assets="bundle",
        language_keys=("languageCode", "defaultContentLanguage"),
    ),
    _Kind(
        "hexo", "gfm", _hexo, _YAML[:2], ("source",), "source_dir", skipped=("themes",),
        statics=("source",), drafts=("_drafts",), post_parts=("_posts", "_drafts"), places=("source/_posts",),
        address="/:year/:month/:day/:path/", base_key="url", nested=True,
        language_keys=("language",),
    ),
    _Kind(
        "astro", "gfm", _any_file(*_ASTRO), _ASTRO, ("src/content", "src/pages", "src/posts", "src/data"),
        skipped=("dist",), statics=("public",),
        places=("src/content/blog", "src/content/posts", "src/content/post", "src/data/blog", "src/posts"),
        address="/:path/", base_key="site",
        language_keys=("defaultLocale",),
    ),
    _Kind(
        "vitepress", "gfm", _any_folder(".vitepress"), tuple(
            f".vitepress/config.{kind}" for kind in ("mts", "ts", "mjs", "js")
        ),
        skipped=("dist",), statics=("public",), places=("posts", "blog", "."), address="/:path.html",
        inner=(".", "docs"),
        language_keys=("lang",),
    ),
    _Kind(
        "jekyll", "gfm", _jekyll, _YAML, skipped=("_site", "_layouts", "_includes", "vendor"),
        statics=(".",), drafts=("_drafts",), post_parts=("_posts", "_drafts"), places=("_posts",),
        address="/:categories/:year/:month/:day/:slug.html", base_key="url", dates_names=True,
        language_keys=("lang", "locale"),
    ),
    _Kind(
        "pelican", "python-markdown", _any_file("pelicanconf.py"), ("pelicanconf.py",), ("content",), "PATH",
        skipped=("output",), statics=("content",), places=("content",), address="/:slug.html", base_key="SITEURL",
        language_keys=("DEFAULT_LANG",),
    ),
    _Kind(
        "mkdocs", "python-markdown", _any_file(*_MKDOCS), _MKDOCS, ("docs",), "docs_dir",
        skipped=("site", "overrides"), statics=("docs",), places=("docs/blog/posts", "docs/posts", "docs"),
        address="/:path/", base_key="site_url",
    ),
    _Kind("obsidian", "gfm", _any_folder(".obsidian"), places=(".",), statics=(".",)),
)  # fmt: skip


def site_of(folder: Path) -> Site:
    """The site that `folder` is, or lies in the content of; else a plain one with `folder` as its root."""
    folder = folder.absolute()
    for kinds in (_KINDS[:-1], _KINDS[-1:]):  # a vault may lie in another site's content
        for root in (folder, *islice(folder.parents, _LEVELS_ABOVE)):
            for kind in kinds:
                for inner in kind.inner if root == folder else (".",):
                    if kind.is_root(root / inner) and (root == folder or _in_content(kind, root, folder)):
                        return _described(kind, root, inner)
    return Site(root=folder)


def site_as(kind: str, folder: Path) -> Site:
    """`folder` as the root of a site of this kind, whatever lies in it; a plain one for every other word."""
    found = next((one for one in _KINDS if one.name == kind), None)
    if found is None:
        return Site(root=folder.absolute())
    here = site_of(folder)
    return here if here.kind == kind else _described(found, folder.absolute(), ".")


def post_folders(site: Site, folder: Path) -> tuple[Path, ...]:
    """Where below `folder` the posts are: the content folders when `folder` is the site's root, else all of it."""
    if folder.absolute() == site.root:
        found = tuple(folder / name for name in site.posts if (folder / name).is_dir())
        if found:
            return found
    return (folder,)


def skipped(site: Site, folder: Path) -> frozenset[str]:
    """The folders, as paths spelled from `folder`, that hold the site's own files and no posts."""
    kind = _kind(site)
    if kind is None or folder.absolute() != site.root:
        return frozenset()
    return frozenset(os.path.join(folder, name) for name in kind.skipped)


def content_root(site: Site, path: Path) -> Path:
    """The folder from which the address of the post at `path` counts."""
    tops = [site.root / name for name in site.posts] or [site.root]
    found = next((top for top in tops if path.is_relative_to(top)), site.root)
    if site.kind == "hexo":
        found = next((found / name for name in ("_posts", "_drafts") if path.is_relative_to(found / name)), found)
    return found


def new_place(site: Site, folder: Path, *, draft: bool = False) -> Path | None:
    """The folder in which this site keeps a new post, or a new draft; None: beside its sibling.

    It always lies in the journal's `folder`: an author who opened one section writes there.
    """
    name = (site.new_drafts if draft else "") or site.new_posts
    if not name:
        return None
    place = site.root / name
    return place if place.is_relative_to(folder.absolute()) else None


def _described(kind: _Kind, root: Path, inner: str) -> Site:
    said = _config(kind, root / inner)
    content = kind.content
    if (named := _folder_name(said.get(kind.content_key, ""))) and kind.content_key:
        content = (named, *(name for name in content if name != named and len(kind.content) > 1))
    moved = dict(zip(kind.content, content, strict=False)) if len(content) == 1 else {}
    posts = tuple(_below(inner, name) for name in content if (root / inner / name).is_dir())
    if inner != "." and not posts:
        posts = (inner,)
    places = tuple(_moved(name, moved) for name in kind.places)
    place = next((name for name in places if (root / inner / name).is_dir()), places[0] if places else "")
    site = Site(
        kind.name,
        root,
        kind.dialect,
        kind.drafts,
        tuple(_below(inner, _moved(name, moved)) for name in kind.statics),
        posts,
        kind.post_parts,
        _below(inner, place) if place else "",
        _below(inner, _moved("source/_drafts" if kind.name == "hexo" else "_drafts", moved)) if kind.drafts else "",
        kind.address,
        said.get(kind.base_key, "").rstrip("/"),
        kind.assets,
        kind.dates_names,
        nested=kind.nested,
        language=next(filter(None, (language_tag(said.get(key, "")) for key in kind.language_keys)), ""),
    )
    return _as_configured(site, root / inner, said)


def _as_configured(site: Site, home: Path, said: Mapping[str, str]) -> Site:
    """What only this kind of site can say in its configuration."""
    match site.kind:
        case "hugo":
            return replace(site, is_sure=not _has_permalinks(home))
        case "hexo":
            named = said.get("new_post_name", "").startswith(":year-:month-:day-:title")
            site = replace(site, dates_names=named)
            permalink = said.get("permalink", "").replace(":title", ":path").replace(":name", ":slug")
            assets = "folder" if said.get("post_asset_folder", "").lower() == "true" else ""
            return replace(_at(site, permalink), assets=assets)
        case "jekyll":
            permalink = said.get("permalink", "")
            known = _JEKYLL.get(permalink) or permalink.replace(":title", ":slug").replace(":output_ext", ".html")
            return replace(
                _at(site, known),
                base=site.base + said.get("baseurl", "").rstrip("/"),
            )
        case "astro":
            site = replace(site, pages="src/pages" if len(site.posts) > 1 else "")
            collections = _folders_in(home / "src" / "content")
            if collections and not (home / site.new_posts).is_dir():
                site = replace(site, new_posts=f"src/content/{collections[0]}")
            return replace(site, base=site.base + said.get("base", "").rstrip("/"))
        case "vitepress":
            clean = said.get("cleanUrls", "").lower() == "true"
            return replace(site, address="/:path" if clean else site.address)
        case "pelican":
            url = said.get("ARTICLE_URL", "")
            for theirs, ours in (("{slug}", ":slug"), ("{date:%Y}", ":year"), ("{date:%m}", ":month")):
                url = url.replace(theirs, ours)
            return _at(site, url.replace("{date:%d}", ":day").replace("{", ":x"))
        case "mkdocs":
            flat = said.get("use_directory_urls", "").lower() == "false"
            return replace(site, address="/:path.html" if flat else site.address)
        case "obsidian":
            return _vault(site, home)
    return site


def _at(site: Site, pattern: str) -> Site:
    """The site with addresses of this pattern; unsure of them where it holds more than we know, as they were for ""."""
    address = _rooted(pattern)
    return replace(site, address=address or site.address, is_sure=site.is_sure and bool(address or not pattern))


def _has_permalinks(home: Path) -> bool:
    """Whether a Hugo site makes the addresses of some section by a pattern of its own."""
    said = (_text(folder / name) for folder in (home, home / "config" / "_default") for name in _HUGO)
    return any(_PERMALINKS.search(text) for text in said) or any(
        (home / "config" / "_default" / f"permalinks.{kind}").is_file() for kind in ("toml", "yaml", "yml", "json")
    )


_PERMALINKS: Final = re.compile(r"^\s*[\[\"']*permalinks\b", re.MULTILINE)
_JEKYLL: Final = {
    "date": "/:categories/:year/:month/:day/:slug.html",
    "pretty": "/:categories/:year/:month/:day/:slug/",
    "none": "/:categories/:slug.html",
}


def _vault(site: Site, home: Path) -> Site:
    """A vault says in its settings where a new note goes."""
    try:
        said: Any = json.loads(_text(home / ".obsidian" / "app.json") or "{}")
    except ValueError:
        return site
    if isinstance(said, dict) and said.get("newFileLocation") == "folder":
        name = _folder_name(str(said.get("newFileFolderPath", "")))
        return replace(site, new_posts=name or ".", is_chosen=True)
    return site


def _config(kind: _Kind, home: Path) -> dict[str, str]:
    """The plain texts at the top of the configuration, by their keys; the last one of a key counts."""
    found: dict[str, str] = {}
    folders = (home, home / "config" / "_default") if kind.name == "hugo" else (home,)
    for folder in folders:
        for name in kind.config:
            for match in _LINE.finditer(_text(folder / name)):
                indented = match["indent"] and not name.endswith((".mjs", ".ts", ".mts", ".js", ".cjs", ".json"))
                if not indented and (match["key"] not in found or kind.name == "pelican"):
                    found[match["key"]] = match["quoted"] if match["quoted"] is not None else match["bare"] or ""
    return found


_LINE: Final = re.compile(
    r"^(?P<indent>[ \t]*)[\"']?(?P<key>[A-Za-z_][\w-]*)[\"']?[ \t]*[:=][ \t]*"
    r"(?:(?P<q>[\"'])(?P<quoted>[^\"'\n]*)(?P=q)|(?P<bare>[^\s#,\"'{\[][^\s#,]*))?",
    re.MULTILINE,
)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_CONFIG).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _folder_name(said: str) -> str:
    """A folder below the root as a configuration names it; "" when it leads elsewhere."""
    name = said.strip().removeprefix("./").strip("/")
    return "" if not name or name.startswith("/") or ".." in name.split("/") else name


def _below(inner: str, name: str) -> str:
    if inner == ".":
        return name
    return inner if name == "." else f"{inner}/{name}"


def _moved(name: str, moved: Mapping[str, str]) -> str:
    for before, after in moved.items():
        if name == before or name.startswith(f"{before}/"):
            return after + name[len(before) :]
    return name


def _rooted(pattern: str) -> str:
    return (
        "/" + pattern.lstrip("/")
        if pattern and not re.search(r":(?!categories|category|abbrlink|year|month|day|path|slug)[a-z]", pattern)
        else ""
    )


def _folders_in(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_dir() and entry.name[0] not in "._")
    except OSError:
        return []


def _in_content(kind: _Kind, root: Path, folder: Path) -> bool:
    inside = folder.relative_to(root).as_posix() + "/"
    if kind.name in ("jekyll", "hexo") and any(part in kind.post_parts for part in inside.split("/")):
        return True
    if kind.name == "jekyll":
        return False
    content: tuple[str, ...] = kind.content
    if named := _folder_name(_config(kind, root).get(kind.content_key, "")):
        content = (*content, named)
    return not content or any(inside.startswith(f"{name}/") for name in content)


def _kind(site: Site) -> _Kind | None:
    return next((kind for kind in _KINDS if kind.name == site.kind), None)
