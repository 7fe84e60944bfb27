"""One self-contained HTML file of a post: styles and pictures inside, readable with no network and no script.

A post in, bytes out. Pictures come through the reader it is handed, which decides what may be read. Nothing of the
author's machine gets into the file: no path, no field that is not shown.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from journal_app import render
from journal_app.post.fields import meaning
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render import images
from journal_app.render.card import card_html, card_of, language_of
from journal_app.render.image_heads import kind_of
from journal_app.render.page import export_style

ReadImage = Callable[[str], bytes | None]

_IMAGE = re.compile(r"<img((?: [^<>]*)?)>")
_SOURCE = re.compile(r' src="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, and the images that are not in it, as the post names them."""

    html: bytes
    left_out: tuple[str, ...] = ()


def page(
    post: Post,
    site: Site = PLAIN,
    *,
    read_image: ReadImage | None = None,
    language: str = "",
    style: str = "serif",
) -> Exported:
    """The file, and what could not be put into it.

    `language` is a tag as "zh-CN", found from the text when empty; `style` is "serif" or "sans". Without `read_image`
    the images below the post's asset roots are read.
    """
    fields = meaning(post, site)
    html = render.whole(post.body, site.dialect)
    lang = escape(language or language_of(fields.title + post.body), quote=True)
    inliner = _Inliner(read_image or reader(post.path, site), lang)
    head = inliner.inlined(card_html(card_of(post, site)))
    article = inliner.inlined(html)
    description = " ".join(fields.excerpt.split())
    title = fields.title or "Untitled"
    about = f'<meta name="description" content="{escape(description, quote=True)}">' if description else ""
    text = (
        f'<!DOCTYPE html>\n<html lang="{lang}" data-style="{escape(style, quote=True)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n{about}\n"
        f"<style>\n{export_style()}</style>\n</head>\n<body>\n"
        f'<header class="card">{head}</header>\n<main class="article">\n{article}</main>\n</body>\n</html>\n'
    )
    return Exported(text.encode("utf-8", "replace"), tuple(dict.fromkeys(inliner.left_out)))


def reader(post: Path, site: Site = PLAIN) -> ReadImage:
    """A reader of the local images a post may show: those below its asset roots, and no others."""
    roots = images.roots_of(post, site)

    def read(source: str) -> bytes | None:
        try:
            return images.read(images.find(source, roots))
        except (images.Refused, OSError):
            return None

    return read


class _Inliner:
    """Puts images into the HTML, and notes where it cannot."""

    def __init__(self, read_image: ReadImage, language: str) -> None:
        self._read = read_image
        self._chinese = language.lower().startswith("zh")
        self._known: dict[str, str] = {}
        self.left_out: list[str] = []

    def inlined(self, html: str) -> str:
        """The HTML with its pictures inside."""
        return _IMAGE.sub(self._replace, html)

    def _replace(self, found: re.Match[str]) -> str:
        attributes = found[1]
        source = _SOURCE.search(attributes)
        address = unescape(source[1]) if source else ""
        if source is None or not address.strip():
            return ""
        if address.strip().lower().startswith("data:"):
            return found[0]
        embedded = self._embedded(address)
        if embedded:
            return f'<img{attributes[: source.start()]} src="{embedded}"{attributes[source.end() :]}>'
        address = images.as_written(address)
        self.left_out.append(address)
        alt = _ALT.search(attributes)
        named = f"{unescape(alt[1])} — {address}" if alt and alt[1] else address
        note = "图片未包含：" if self._chinese else "Image not included: "
        return f'<span class="not-shown">{note}{escape(named)}</span>'

    def _embedded(self, address: str) -> str:
        if address not in self._known:
            data = None if images.is_remote(address) else self._read(address)
            kind = kind_of(data[:4096]) if data else ""
            self._known[address] = (
                f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}" if data and kind else ""
            )
        return self._known[address]
