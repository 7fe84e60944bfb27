"""The headline of a post's page: what its fields say, as a value and as HTML. Everything from a field is escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from journal_app.post import dates
from journal_app.post.fields import fallback_title, first_heading, meaning_in
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render.safe.images import harmless

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands above the text. `date` is as the author wrote it, `cover` a path or address as in the field.

    `language` is the text's, as a tag: it decides the shape of Han letters.
    """

    title: str = ""
    date: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cover: str = ""
    language: str = ""


def card_of(post: Post, site: Site = PLAIN, language: str = "") -> Card:
    """The headline of this post. Without a title where the text brings it: a heading is not said twice.

    `language` is the journal's; where it has none, it is the post's field, else the site's if the text is in a script
    of it (many sites of Chinese posts still have their generator's "en-us"), else a guess.
    """
    fields = meaning_in(post.fields, post.path, site)
    title = fields.title or ("" if first_heading(post) else fallback_title(post))
    said = post.fields.get("lang") or post.fields.get("language")
    language = language or (said if isinstance(said, str) else "") or _language(title + post.body[:2000], site)
    return Card(
        title, fields.date, tuple(fields.categories), tuple(fields.tags), fields.cover, language.replace("_", "-")
    )


def card_html(card: Card) -> str:
    """The headline as HTML; a tag that is a category too is shown once."""
    parts = beginning(card)
    line: list[str] = []
    if card.date:
        line.append(f'<time class="date">{escape(shown_date(card.date))}</time>')
    line.extend(f'<span class="category">{escape(name)}</span>' for name in card.categories)
    line.extend(f'<span class="tag">#{escape(name)}</span>' for name in _new(card.tags, card.categories))
    if line:
        parts.append(f'<p class="about">{" ".join(line)}</p>')
    return "".join(parts)


def beginning(card: Card) -> list[str]:
    """Its cover and its title as HTML, as far as there are any."""
    parts: list[str] = []
    if card.cover:
        parts.append(f'<div class="cover"><img src="{escape(harmless(card.cover), quote=True)}" alt=""></div>')
    if card.title:
        parts.append(f'<h1 class="title">{escape(card.title)}</h1>')
    return parts


def shown_date(text: str) -> str:
    """A date as written, but the T between day and time is a blank and the zone is left out."""
    read = dates.read(text)
    if read is None:
        return text
    shape = "%Y-%m-%d %H:%M" if read.has_time else "%Y-%m-%d"
    return read.moment.strftime(shape)


def language_of(text: str) -> str:
    """A guess at the language of a text: Japanese by its Kana, Chinese by its Han letters, else English."""
    sample = text[:20000]
    han = len(_HAN.findall(sample))
    if len(_KANA.findall(sample)) * 5 > han > 0:
        return "ja"
    return "zh-CN" if han * 10 > len(sample) else "en"


def _language(text: str, site: Site) -> str:
    """The site's language, unless one of the two is written in Han letters and the other is not."""
    found = language_of(text)
    return site.language if site.language and _is_han(site.language) == _is_han(found) else found


def _is_han(language: str) -> bool:
    return re.split("[-_]", language.lower(), maxsplit=1)[0] in ("zh", "ja", "yue", "ko")


def _new(names: Iterable[str], known: Iterable[str]) -> list[str]:
    seen = set(known)
    return [name for name in names if name not in seen]
