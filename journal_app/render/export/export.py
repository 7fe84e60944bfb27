"""One self-contained HTML file of a post: styles and pictures inside, readable with no network and no script.

A post in, bytes out. Pictures come through the reader it is handed, which decides what may be read. Nothing of the
author's machine gets into the file: no path, no field that is not shown.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from journal_app import render
from journal_app.post.fields import meaning
from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site, language_tag
from journal_app.render.card import card_of, language_of
from journal_app.render.export import card as export_card
from journal_app.render.export.links import Links, rewritten
from journal_app.render.export.modern import modern
from journal_app.render.page import export_style
from journal_app.render.safe import drawing, images
from journal_app.render.safe.image_heads import DRAWING, kind_of

ReadImage = Callable[[str], bytes | None]

HEAVIEST = 100 << 20  # bytes of all the pictures of one page
_IMAGE = re.compile(r"<img((?: [^<>]*)?)>")
_SOURCE = re.compile(r' src="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_ID = re.compile(r'(<[a-z][^<>]*?) id="([^"]*)"')
_MORE = re.compile(r'<p><span class="site-more">[^<]*</span></p>\n?|<span class="site-more">[^<]*</span>')
_TASK = re.compile(r'<input((?: [^<>]*)?) type="checkbox"((?: [^<>]*)?)>')
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
MADE = b'<meta name="generator" content="Journal">'  # by this a file is known as one of ours


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are made. `language` is the tag, as "zh-CN", of posts that name none (empty: found from the text);
    `style` names an article style; `sheet` is the author's own CSS, harmless already; `join_han` as in `render.whole`.
    """

    language: str = ""
    style: str = "serif"
    sheet: str = ""
    join_han: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What is not in a page as the author wrote it. `kind` is "image" or "link"; `reason` as in `images.Refused`, or
    "no post" for a link to a post that has no page. `tried`: where a missing image was looked for.
    """

    kind: str
    name: str
    reason: str
    tried: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What an index says of a page."""

    title: str = ""
    date: str = ""
    excerpt: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, and what is not in it."""

    html: bytes
    notes: tuple[Note, ...] = ()
    about: About = field(default_factory=About)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The images that are not in it, as the post names them."""
        return tuple(dict.fromkeys(note.name for note in self.notes if note.kind == "image"))


def page(
    post: Post,
    site: Site = PLAIN,
    *,
    read_image: ReadImage | None = None,
    look: Look | None = None,
    links: Links | None = None,
    index: str = "",
) -> Exported:
    """The file, and what could not be put into it.

    Without `read_image` the images below the post's asset roots are read.
    `links` are the other pages of the same export, `index` the name of their list.
    """
    look = look or Look()
    fields = meaning(post, site)
    said = post.fields.get("lang") or post.fields.get("language")
    card = card_of(post, site)
    tags = (language_tag(word) for word in (said, look.language, card.language) if isinstance(word, str))
    lang = next(filter(None, tags), "") or language_of(fields.title + post.body[:2000])
    words = export_card.words_in(lang)
    minutes = export_card.minutes_of(post.body)
    article, lost = rewritten(
        render.whole(post.body, site.dialect, join_han=look.join_han), post.path, links or Links()
    )
    article = _labelled(_with_single_ids(modern(without_mark(article))), words)
    inliner = _Inliner(read_image or reader(post.path, site), words)
    article = inliner.inlined(article)
    head = export_card.headline(card, minutes, words)
    if read_image is None:  # a path in the head may be written as it is
        inliner.read_with(reader(post.path, site, field=True))
    head = inliner.inlined(head)
    article, contents = export_card.with_contents(article, words)
    title = fields.title or "Untitled"
    back = f'<nav class="back"><a href="{escape(index, quote=True)}">{words.posts}</a></nav>\n' if index else ""
    text = page_html(
        title,
        lang,
        look,
        export_card.described(fields, title, lang, minutes),
        f'{back}<article>\n{head}{contents}<div class="article">\n{article}</div>\n</article>\n',
    )
    notes = [*inliner.notes, *(Note("link", name, "no post") for name in lost)]
    about = About(title, fields.date, fields.excerpt, lang)
    return Exported(text.encode("utf-8", "replace"), tuple(dict.fromkeys(notes)), about)


def page_html(title: str, language: str, look: Look, described: str, main: str) -> str:
    """A whole page around what is inside its `main`; all of it but the title is HTML already."""
    sheet = look.sheet.replace("</", "<\\/")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language, quote=True)}" data-style="{escape(look.style, quote=True)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"{MADE.decode()}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n{described}"
        f"<style>\n{export_style()}{sheet}</style>\n</head>\n<body>\n"
        f"<main>\n{main}</main>\n</body>\n</html>\n"
    )


def without_mark(html: str) -> str:
    """The HTML without the mark that ends an excerpt: it says nothing to a reader."""
    return _MORE.sub("", html)


def inlined(html: str, post: Post, site: Site, look: Look) -> tuple[str, tuple[Note, ...]]:
    """The HTML with the post's own pictures inside, and what could not be put there."""
    inliner = _Inliner(reader(post.path, site), export_card.words_in(look.language or language_of(post.body[:20_000])))
    made = inliner.inlined(html)
    return made, tuple(dict.fromkeys(inliner.notes))


def reader(post: Path, site: Site = PLAIN, *, field: bool = False) -> ReadImage:
    """A reader of the local images that a post's text, or a field of its head, may show. It raises Refused."""
    places = Places(post, site)

    def read(source: str) -> bytes | None:
        try:
            return images.read(images.find(source, places, field=field))
        except OSError as error:
            raise images.Refused("missing", source) from error

    return read


def _with_single_ids(html: str) -> str:
    """The HTML without the ids that stand in it a second time: raw HTML may bring along any."""
    ids = _ID.findall(html)
    if len({name for _, name in ids}) == len(ids):
        return html
    seen: set[str] = set()

    def change(found: re.Match[str]) -> str:
        if found[2] in seen or not found[2]:
            return found[1]
        seen.add(found[2])
        return found[0]

    return _ID.sub(change, html)


def _labelled(html: str, words: export_card.Words) -> str:
    """The boxes of a task list with a word for who cannot see them, and code that the keyboard can scroll."""
    html = html.replace("<pre>", '<pre tabindex="0">')
    if "<input" not in html:
        return html

    def change(found: re.Match[str]) -> str:
        word = words.done if " checked" in found[1] + found[2] else words.open
        return f'<input{found[1]} type="checkbox"{found[2]} aria-label="{word}">'

    return _TASK.sub(change, html)


def _told(address: str, reason: str) -> str:
    """What a page says of an image that is not in it: of one on a disk its name alone, since readers need not know the
    author's folders."""
    if reason in ("remote", "embedded"):
        return address
    return re.split(r"[/\\]", unquote(re.split("[?#]", address, maxsplit=1)[0]))[-1]


class _Inliner:
    """Puts images into the HTML, and notes where it cannot."""

    def __init__(self, read_image: ReadImage, words: export_card.Words) -> None:
        self._read = read_image
        self._words = words
        self._known: dict[str, str] = {}
        self._room = HEAVIEST
        self.notes: list[Note] = []

    def read_with(self, read_image: ReadImage) -> None:
        """Read the following images another way."""
        self._read = read_image
        self._known.clear()

    def inlined(self, html: str) -> str:
        """The HTML with its pictures inside."""
        return _IMAGE.sub(self._replace, html)

    def _replace(self, found: re.Match[str]) -> str:
        attributes = found[1]
        source = _SOURCE.search(attributes)
        address = unescape(source[1]) if source else ""
        if source is None or not address.strip():
            return ""
        alt = _ALT.search(attributes)
        described = "" if alt else ' alt=""'
        if address.strip().lower().startswith("data:"):
            return f"<img{attributes}{described}>"
        try:
            embedded = self._embedded(address)
        except images.Refused as refused:
            address = images.as_written(address)
            self.notes.append(Note("image", address, refused.reason, ", ".join(refused.tried)))
            named = (unescape(alt[1]) if alt else "", _told(address, refused.reason))
            return f'<span class="not-shown">{self._words.missing}{escape(" — ".join(filter(None, named)))}</span>'
        return f'<img{attributes[: source.start()]} src="{embedded}"{attributes[source.end() :]}{described}>'

    def _embedded(self, address: str) -> str:
        if address not in self._known:
            if images.is_remote(address):
                raise images.Refused("remote", address)
            data = self._read(address)
            if not data:
                raise images.Refused("missing", address)
            kind = kind_of(data[:4096])
            if not kind:
                raise images.Refused("no image", address)
            if len(data) > self._room or (kind == DRAWING and not drawing.is_calm(data)):
                raise images.Refused("too large", address)
            self._room -= len(data)
            self._known[address] = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
        return self._known[address]
