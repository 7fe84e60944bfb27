"""What both dialects show beyond Markdown: wiki links, site tags, callouts, the mark of an excerpt. Knows no library.

Only how each is found in a text and what HTML stands for it; how a dialect gets there is the dialect's affair.
"""

import re
from dataclasses import dataclass
from html import escape

from journal_app.render.finish import slug

WIKI = re.compile(r"(!?)\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
# Hugo shortcodes, Liquid and Hexo tags, and what they print; comments of MDX.
TAG = re.compile(
    r"\{\{[<%](?=\s|/?[A-Za-z])(?:(?!\{\{)[^\0]){0,1500}?[>%]\}\}"
    r"|\{%(?:(?!\{%)[^\0]){1,500}?%\}"
    r"|\{\{(?!\{)[^{}\n]{1,300}\}\}"
    r"|\{/\*[^{}\0]{0,500}?\*/\}"
)
# A component of MDX: its name has both cases, as no HTML element is written.
_QUOTED = r"\"[^\"\n]*+\"|'[^'\n]*+'|`[^`]*+`"
_FLAT = rf"[^{{}}\"'`]|{_QUOTED}"
_BRACES = rf"\{{(?:{_FLAT}|\{{(?:{_FLAT}|\{{(?:{_FLAT}){{0,500}}+\}})*+\}})*+\}}"
COMPONENT = re.compile(
    r"</?(?=[A-Z][A-Za-z0-9]*(?:[a-z]|\.[A-Za-z]))(?P<name>[A-Z][\w.]{0,80})"
    rf"(?:\s(?:[^<>\"'`{{}}]|{_QUOTED}|{_BRACES})*+|/)?>"
)
MODULE = re.compile(
    r"import\s+(?:[\w*{}$,\s]{1,300}\s+from\s+)?[\"'][^\"'\n]+[\"'];?\s*$"
    r"|export\s+(?:const|let|var|default|function|async|class|\{|\*)[^\n]*"
)
MORE = re.compile(r"<!--\s*(?:more|truncate)\s*-->", re.IGNORECASE)
CALLOUT = re.compile(r"\[!([A-Za-z][\w-]{0,40})\]([+-]?)[ \t]*([^\n]*)")
CONTAINER = re.compile(
    r"(:{3,})[ \t]*(?:\{?\.?([A-Za-z][\w-]{0,40})\}?)(?:[ \t]*\[([^\]\n]*)\]|[ \t]+([^\n]*))?[ \t]*$"
)
# A pair of single tildes with words between them; `is_subscript` says what it is.
TILDES = re.compile(r"(?<!~)~(?!~)([^~\s]+)~(?!~)")
_CHINESE = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65\u2018-\u201d]")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?$")
_UNSAFE = re.compile(r"[\x00-\x20%\"'<>\\^`{|}:?]")
_NAME = re.compile(r"/?\w[\w./-]*")
# The colours there are; every other kind looks like a note.
_KINDS = {
    **dict.fromkeys(("note", "info", "abstract", "summary", "todo", "quote", "cite", "example", "details"), "note"),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("important", "question", "help", "faq"), "important"),
    **dict.fromkeys(("warning", "attention", "caution-note"), "warning"),
    **dict.fromkeys(("caution", "danger", "error", "bug", "failure", "fail", "missing"), "danger"),
}


@dataclass(frozen=True, slots=True)
class Wiki:
    """A wiki link: its address, its text, whether it is an image, and the image's width and height if given."""

    href: str
    text: str
    image: bool = False
    embed: bool = False
    width: str = ""
    height: str = ""


def wiki(found: re.Match[str]) -> Wiki:
    """What a match of `WIKI` means."""
    embed, target = bool(found[1]), found[2].strip()
    text = (found[3] or "").strip()
    name, _, part = target.partition("#")
    if embed and name.lower().endswith(_IMAGES):
        size = _SIZE.match(text)
        if size:
            return Wiki(_address(name), name, image=True, width=size[1], height=size[2] or "")
        return Wiki(_address(name), text or name, image=True)
    href = _address(name) + (f"#{_address(slug(part))}" if part else "")
    return Wiki(href, text or target.lstrip("#"), embed=embed)


def wiki_html(link: Wiki) -> str:
    """The HTML of a wiki link."""
    href, text = escape(link.href, quote=True), escape(link.text, quote=True)
    if link.image:
        sizes = (("width", link.width), ("height", link.height))
        size = "".join(f' {name}="{value}"' for name, value in sizes if value)
        return f'<img src="{href}" alt="{text}"{size}>'
    return f'<a class="wikilink{" embed" if link.embed else ""}" href="{href}">{text}</a>'


def _address(name: str) -> str:
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", name.strip().lstrip("/"))


def tag_parts(source: str) -> tuple[str, str, str]:
    """What the site's own machine will replace, in three parts; the middle one is the word the eye looks for."""
    name = _NAME.search(source)
    return (source[: name.start()], name[0], source[name.end() :]) if name else (source, "", "")


def tag_html(source: str) -> str:
    """The quiet box of such a thing."""
    before, word, after = (escape(part, quote=False) for part in tag_parts(source))
    return f'<span class="site-tag">{before}{f"<b>{word}</b>{after}" if word else ""}</span>'


def is_subscript(found: re.Match[str]) -> bool:
    """Whether a match of `TILDES` is a subscript; `10~20度，30~40度` are two ranges."""
    return not _CHINESE.search(found[1]) and not found.string[found.end() : found.end() + 1].isdigit()


def kind_of(name: str) -> str:
    """The class of an admonition's colour."""
    return _KINDS.get(name.lower(), "note")


def title_of(name: str) -> str:
    """The title of an admonition that has none of its own."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def with_more(html: str) -> str:
    """The HTML with the mark of an excerpt's end shown, which the sanitiser would drop as a comment."""
    return MORE.sub('<span class="site-more">more</span>', html) if "<!--" in html else html


def classes(name: str, *, fold: bool = False) -> str:
    """The classes of an admonition: its own name, and the kind that gives it a colour."""
    kind = kind_of(name)
    names = name.lower() if name.lower() == kind else f"{name.lower()} {kind}"
    return names if fold else f"admonition {names}"


def container(found: re.Match[str]) -> tuple[str, str]:
    """What opens and closes a container that `CONTAINER` matched; one of an unknown name shows only its content."""
    name, title = found[2], (found[3] or found[4] or "").strip()
    if name.lower() not in _KINDS:
        return "<div>\n", "</div>\n"
    title = escape(title or title_of(name))
    if name.lower() == "details":
        return f'<details class="details">\n<summary>{title}</summary>\n', "</details>\n"
    return f'<div class="{classes(name)}">\n<p class="admonition-title">{title}</p>\n', "</div>\n"


def container_as_admonition(found: re.Match[str]) -> str:
    """The line that opens the same as an admonition; empty for an unknown name."""
    name, title = found[2], (found[3] or found[4] or "").strip()
    if name.lower() not in _KINDS:
        return ""
    title = (title or title_of(name)).replace('"', "”")
    mark = "???" if name.lower() == "details" else "!!!"
    kind = kind_of(name)
    names = name.lower() if name.lower() == kind or mark == "???" else f"{name.lower()} {kind}"
    return f'{mark} {names} "{title}"'
