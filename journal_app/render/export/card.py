"""What stands above an exported article and in its head: headline, contents, and what machines read. All is escaped."""

import json
import re
from dataclasses import dataclass
from html import escape, unescape

from journal_app.post import dates
from journal_app.post.count import count
from journal_app.post.fields import Meaning
from journal_app.render import finish
from journal_app.render.card import Card, beginning

FEWEST_HEADINGS = 3  # for a list of contents that nobody asked for
_HEADING = re.compile(r'<h([1-6])((?: [^<>]*)?) id="([^"]*)"[^<>]*>(.*?)</h\1>', re.DOTALL)
_MARKS = re.compile(r'<(?:sup class="footnote-ref".*?</sup|[^>]*)>', re.DOTALL)
_CONTENTS = '<nav class="toc">'


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of a page that are not the author's, in the language of the page."""

    contents: str
    minute: str
    minutes: str
    missing: str
    done: str
    open: str
    posts: str


_ENGLISH = Words("Contents", "1 minute", "{count} minutes", "Image not included: ", "done", "to do", "All posts")
_CHINESE = Words("目录", "约 1 分钟", "约 {count} 分钟", "图片未包含：", "已完成", "未完成", "全部文章")


def words_in(language: str) -> Words:
    """The words of a page in this language: Chinese, or English for every other."""
    return _CHINESE if language.lower().startswith("zh") else _ENGLISH


def minutes_of(body: str) -> int:
    """Reading time in minutes."""
    return count(body).minutes


def headline(card: Card, minutes: int, words: Words) -> str:
    """The card: cover, title, date as written, categories, tags and reading time."""
    parts = beginning(card)
    line: list[str] = []
    if card.date:
        moment = machine_date(card.date)
        when = f' datetime="{moment}"' if moment else ""
        name = "time" if moment else "span"
        line.append(f'<{name} class="date"{when}>{escape(card.date)}</{name}>')
    if minutes:
        text = words.minute if minutes == 1 else words.minutes.format(count=minutes)
        line.append(f'<span class="minutes">{text}</span>')
    line.extend(f'<span class="category">{escape(name)}</span>' for name in card.categories)
    line.extend(f'<span class="tag">#{escape(name)}</span>' for name in card.tags if name not in card.categories)
    if line:
        parts.append(f'<p class="about">{" ".join(line)}</p>')
    return f'<header class="card">{"".join(parts)}</header>\n' if parts else ""


def with_contents(html: str, words: Words) -> tuple[str, str]:
    """The article and the list of contents to stand before it: "" where the author put one, or headings are few."""
    named = f'<nav class="toc" aria-label="{words.contents}">'
    if _CONTENTS in html:
        first, *others = html.split(_CONTENTS)
        more = (f'<nav class="toc" aria-label="{words.contents} {n}">{part}' for n, part in enumerate(others[1:], 2))
        return f"{first}{named}{others[0]}{''.join(more)}", ""
    found = headings(html)
    if len(found) < FEWEST_HEADINGS:
        return html, ""
    listed = finish.contents_list(found).replace(_CONTENTS, f'{named}<p class="toc-title">{words.contents}</p>', 1)
    return html, f"{listed}\n"


def headings(html: str) -> list[tuple[finish.Heading, str]]:
    """The headings of an article with their ids, in order; those without words are passed over."""
    found: list[tuple[finish.Heading, str]] = []
    for match in _HEADING.finditer(html):
        text = " ".join(unescape(_MARKS.sub("", match[4])).split())
        if text and match[3]:
            found.append((finish.Heading(int(match[1]), text, ""), unescape(match[3])))
    return found


def machine_date(text: str) -> str:
    """A date as machines read it, no more exact than it is written; "" when it is none."""
    read = dates.read(text)
    if read is None:
        return ""
    if not read.has_time:
        return read.moment.strftime("%Y-%m-%d")
    return read.moment.isoformat("T", "seconds" if read.has_seconds else "minutes")


def described(fields: Meaning, title: str, language: str, minutes: int) -> str:
    """The elements of the head by which search engines and networks know the post; from shown fields alone."""
    description = " ".join(fields.excerpt.split())
    date = machine_date(fields.date)
    cover = fields.cover if fields.cover.startswith("https://") else ""
    pairs = [
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", description),
        ("og:locale", language.replace("-", "_")),
        ("og:image", cover),
        ("article:published_time", date),
        *(("article:section", name) for name in fields.categories[:1]),
        *(("article:tag", name) for name in fields.tags),
    ]
    lines = [f'<meta name="description" content="{escape(description, quote=True)}">'] if description else []
    lines += [f'<meta property="{name}" content="{escape(text, quote=True)}">' for name, text in pairs if text]
    about = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": title,
        "description": description,
        "inLanguage": language,
        "datePublished": date,
        "image": cover,
        "articleSection": list(fields.categories),
        "keywords": list(fields.tags),
        "timeRequired": f"PT{minutes}M" if minutes else "",
    }
    told = json.dumps({name: value for name, value in about.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    lines.append(f'<script type="application/ld+json">{told}</script>')
    return "\n".join(lines) + "\n"
