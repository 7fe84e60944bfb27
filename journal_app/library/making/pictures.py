"""The pictures of a journal: where a new one of a post goes, what it is called, which there are. Looks into none.

A new picture goes where the site keeps a post's own (its bundle, its asset folder), else where the journal's other
posts have theirs, else where such a site publishes pictures from, else beside the post.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from journal_app import files
from journal_app.library.sites.folder import is_bundle
from journal_app.post.errors import ChangedOnDisk, SaveFailed
from journal_app.post.image_places import Places
from journal_app.post.site import Site
from journal_app.post.slug import slug

EXTENSIONS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/avif": (".avif",),
    "image/bmp": (".bmp",),
    "image/svg+xml": (".svg",),
}
"""How a file of each media type ends; the first is the usual one."""

MOST = 5_000  # pictures that are listed
_TRIED = 1_000  # names for one picture
_NAMES = frozenset(one for ends in EXTENSIONS.values() for one in ends)
_PASSED = frozenset(("node_modules", "__pycache__"))
_MADE = {
    "hugo": ("public", "resources", "themes"),
    "hexo": ("public", "themes"),
    "astro": ("dist",),
    "vitepress": ("dist",),
    "jekyll": ("_site", "vendor"),
    "pelican": ("output",),
    "mkdocs": ("site",),
}
"""Folders below the root that hold what the site made, or what strangers did."""
_WRITTEN = re.compile(
    r"!\[[^\]\n]{0,1000}\]\(\s*(?:<([^>\n]{1,2000})>|([^\s)]+))|<img\b[^<>]*?\ssrc=[\"']([^\"'\n]{1,2000})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//|\\|\{")
_USUAL = {
    "hexo": ("images", "img"),
    "hugo": ("images", "img"),
    "jekyll": ("assets/images", "assets/img", "images", "img"),
    "pelican": ("images", "img"),
}
"""Below the folder that answers for "/", where such sites keep pictures: they publish none from beside a post."""


_USUAL_ONLY = ("hexo", "jekyll", "pelican")  # these publish nothing from a post's own folder


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for pictures, and what stands before a name in the address of one: "", "./", "/images/"."""

    folder: Path
    prefix: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A post that has pictures: its path, its moment, and the addresses of its pictures as they are written."""

    path: Path
    moment: datetime
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A picture of the journal: its file, the same spelled from the journal, its last change in nanoseconds."""

    path: Path
    place: str
    mtime_ns: int


def written(body: str) -> tuple[str, ...]:
    """The addresses of the pictures in a text, as they are written."""
    return tuple(found[1] or found[2] or found[3] for found in _WRITTEN.finditer(body))


def place_for(
    post: Path, site: Site, folder: Path, samples: Sequence[Sample], now: datetime, *, field: bool = False
) -> Place:
    """Where a new picture of `post` goes, one for a `field` of its head or for its text.

    `folder` is the journal's, `samples` are other posts, newest first; `now` is the post's moment.
    """
    bundle = is_bundle(post, folder)
    if not field:
        if bundle and site.kind not in _USUAL_ONLY:
            return beside(post, site)
        if site.kind == "hexo":
            own = post.parent / post.stem
            if site.assets == "folder" or own.is_dir():
                return Place(own, "")
    template = habit([one for one in samples if is_bundle(one.path, folder) == bundle and one.path != post], folder)
    if template is not None:
        named = _filled(template, _own_name(post, folder), now)
        place = _folder_of(named, post, site, field=field)
        if place is not None:
            return Place(place, named)
    return _usual(post, site, bundle, field=field)


def habit(samples: Iterable[Sample], folder: Path) -> str | None:
    """What stands before the names of most pictures in these posts, with {name}, {year} and {month} of the post; of
    two the one that was written last. None when they have no pictures of their own."""
    found = Counter(
        template
        for sample in samples
        for source in sample.sources
        if (template := _template(source, _own_name(sample.path, folder), sample.moment)) is not None
    )
    return found.most_common(1)[0][0] if found else None


def stem_for(name: str, post: Path, folder: Path, now: datetime) -> str:
    """The name, without its end, of a picture that came as the file `name`, or without one: "" when it was pasted."""
    made = slug(Path(name).stem) if name else ""
    if made and (made != "post" or Path(name).stem.lower() == "post"):
        return made
    return f"{slug(_own_name(post, folder))}-{now:%Y%m%d-%H%M%S}"


def keep(raw: bytes, folder: Path, stem: str, end: str) -> Path:
    """Put the picture into the folder as a new file, and never over another: -2, -3 … follow the name. A file that
    holds the very same bytes is taken for it. Raises SaveFailed."""
    for number in range(1, _TRIED):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{end}"
        try:
            files.save(path, raw, None)
        except ChangedOnDisk:
            continue
        except SaveFailed as error:
            if error.kind == "dangling_link":
                continue
            raise
        return path
    raise SaveFailed(folder / f"{stem}{end}", "there are too many files of that name")


def listed(folder: Path, site: Site) -> tuple[Listed, ...]:
    """The pictures of the journal and of the folders of its site that its posts may show, the newest first. Follows no
    link."""
    places = Places(folder / "post.md", site)
    made = frozenset(os.fspath(site.root / name) for name in _MADE.get(site.kind, ()))
    found: dict[Path, Listed] = {}
    for path, mtime_ns in _below(_tops(dict.fromkeys((folder, *places.roots))), made):
        place = os.path.relpath(path, places.home).replace(os.sep, "/")
        found.setdefault(path, Listed(path, place, mtime_ns))
        if len(found) >= MOST:
            break
    return tuple(sorted(found.values(), key=lambda one: (-one.mtime_ns, one.place)))


def _tops(folders: Iterable[Path]) -> list[str]:
    """Those of the folders that lie in no other one."""
    tops: list[Path] = []
    for folder in sorted(map(Path, map(os.path.normpath, folders)), key=lambda one: len(one.parts)):
        if not any(folder.is_relative_to(top) for top in tops):
            tops.append(folder)
    return [os.fspath(top) for top in reversed(tops)]


def _below(tops: list[str], made: frozenset[str]) -> Iterator[tuple[Path, int]]:
    waiting = list(tops)
    while waiting:
        try:
            entries = sorted(os.scandir(waiting.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _PASSED and entry.path not in made:
                        waiting.append(entry.path)
                elif os.path.splitext(entry.name)[1].lower() in _NAMES:
                    yield Path(entry.path), entry.stat(follow_symlinks=False).st_mtime_ns
            except OSError:
                continue


def _usual(post: Path, site: Site, bundle: bool, *, field: bool) -> Place:
    """Where such a site keeps pictures when nothing else tells. In a field it is the theme that puts the site's own
    place on its server in front: Hugo's and Pelican's where no slash is."""
    names = _USUAL.get(site.kind)
    if names is not None and site.statics and not (bundle and site.kind not in _USUAL_ONLY):
        top = site.root / site.statics[0]
        name = next((one for one in names if (top / one).is_dir()), names[0])
        below = urlsplit(site.base).path.rstrip("/")
        if site.kind == "pelican" or (field and below and site.kind == "hugo"):
            return Place(top / name, f"{name}/" if field else f"{{static}}/{name}/")
        return Place(top / name, f"/{name}/" if field or site.kind == "hexo" else f"{below}/{name}/")
    if site.kind == "obsidian" and (attached := _attachments(post, site)) is not None:
        inner = os.path.relpath(attached, post.parent).replace(os.sep, "/")
        return Place(attached, "" if inner == "." else f"{inner}/")
    return beside(post, site)


def beside(post: Path, site: Site) -> Place:
    """The post's own folder."""
    return Place(post.parent, "./" if site.kind == "astro" else "")


def _attachments(post: Path, site: Site) -> Path | None:
    """The folder that the vault's settings name for what is pasted."""
    try:
        said = json.loads((site.root / ".obsidian" / "app.json").read_bytes())
    except (OSError, ValueError):
        return None
    named = said.get("attachmentFolderPath") if isinstance(said, dict) else None
    if not isinstance(named, str) or not named or ".." in named.split("/"):
        return site.root if isinstance(said, dict) else None
    return post.parent / named if named.startswith("./") else site.root / named.strip("/")


def _own_name(post: Path, folder: Path) -> str:
    return post.parent.name if is_bundle(post, folder) else post.stem


def _template(source: str, name: str, moment: datetime) -> str | None:
    """What stands before the file's name, with what is the post's own taken out; None for what lies elsewhere."""
    if not source.strip() or _ELSEWHERE.match(source.strip()):
        return None
    parts: list[str] = []
    for part in unquote(source.strip()).split("/")[:-1]:
        if "{" in part or "}" in part:
            return None
        if part == name:
            part = "{name}"
        elif part == f"{moment:%Y}":
            part = "{year}"
        elif part == f"{moment:%m}" and parts and parts[-1] == "{year}":
            part = "{month}"
        parts.append(part)
    return "".join(f"{part}/" for part in parts)


def _filled(template: str, name: str, now: datetime) -> str:
    return template.replace("{name}", name).replace("{year}", f"{now:%Y}").replace("{month}", f"{now:%m}")


def _folder_of(prefix: str, post: Path, site: Site, *, field: bool) -> Path | None:
    """The folder an address with this prefix is looked for in; None when it leads out of the journal."""
    if not prefix.startswith("/"):
        top = site.root if site.root.is_absolute() and post.is_relative_to(site.root) else post.parent
        place = Path(os.path.normpath(post.parent / prefix))
        if field and prefix.strip("./") and not place.is_dir():  # the theme may look in the static folders
            statics = (Path(os.path.normpath(site.root / name / prefix)) for name in site.statics)
            place = next((one for one in statics if one.is_dir()), place)
        return place if place.is_relative_to(top) else None
    below = urlsplit(site.base).path.rstrip("/")
    inner: str = os.path.normpath(
        prefix.removeprefix(below).lstrip("/") if prefix.startswith(f"{below}/") else prefix[1:]
    )
    if inner.startswith(".."):
        return None
    names = [*site.statics, "assets"] if site.kind == "hugo" else list(site.statics)
    tops = [site.root / name for name in names] or ([site.root] if site.root.is_absolute() else [post.parent])
    return next((top / inner for top in tops if (top / inner).is_dir()), tops[0] / inner)
