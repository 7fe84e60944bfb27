"""The links of a post, as its text has them. Knows no disk and no other post: `places` tells where they lead.

A link is found as authors write it: relative and rooted, `[[wiki]]` with alias and #heading, Hugo's ref and relref,
Hexo's post_link, Jekyll's post_url and link, addresses of the site itself, images, and links in plain HTML. What stands
in code is none.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Kind = Literal["link", "image", "wiki", "embed", "ref", "post_link", "post_url"]

_DESTINATION: Final = (
    r"(?:<(?P<angled>[^<>\n]{1,2000})>|(?P<bare>[^\s()<>{}]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,4}))"
)
_LINK: Final = re.compile(rf"\]\([ \t]*{_DESTINATION}")
_DEFINITION: Final = re.compile(rf"^[ ]{{0,3}}\[(?!\^)[^\]\n]{{1,300}}\]:[ \t]*{_DESTINATION}", re.MULTILINE)
_WIKI: Final = re.compile(r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,500})(?:\|[^\[\]\n]{0,500})?\]\]")
_SHORTCODE: Final = re.compile(
    r"\{\{[<%]-?[ \t]*(?P<ref>rel)?ref[ \t]+(?:path=)?(?P<q>[\"'`])(?P<target>[^\"'`\n]{1,500})(?P=q)"
    r"|\{%-?[ \t]*(?P<tag>post_link|post_path|post_url|link|asset_img|asset_path)[ \t]+(?P<word>[^\s%\"']{1,500})"
)
_HTML: Final = re.compile(
    r"<(?P<tag>a|img|video|source|audio)\b[^<>]{0,500}?\b(?:href|src)[ \t]*=[ \t]*(?P<q>[\"'])"
    r"(?P<target>[^\"'\n]{1,2000})(?P=q)",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(r"[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)")
_TICKS: Final = re.compile(r"(?P<ticks>(?<!`)`{1,8}(?!`))(?:[^`\n]|\n(?!\n)){1,2000}?(?P=ticks)(?!`)")
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PICTURES: Final = frozenset(
    (
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".bmp",
        ".ico",
        ".tif",
        ".tiff",
        ".mp4",
        ".webm",
        ".mp3",
    )
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its `target` stands at `position` of the body (code points), in the body's `line` from 0."""

    kind: Kind
    target: str
    position: int
    line: int


def found(body: str, base: str = "") -> tuple[Link, ...]:
    """The links of a text that stay in the journal or its site, in their order. `base` is the site's own address."""
    if "](" not in body and "[[" not in body and "]:" not in body and "{" not in body and "<" not in body:
        return ()
    text = _without_code(body) if "`" in body or "~~~" in body or "<!--" in body else body
    spots: dict[int, tuple[Kind, str]] = {}
    for match in _LINK.finditer(text):
        _note(spots, "image" if _is_image(text, match.start()) else "link", match, base)
    if "]:" in text:
        for match in _DEFINITION.finditer(text):
            group = "angled" if match["angled"] else "bare"
            kind: Kind = "image" if Path(match[group]).suffix.lower() in _PICTURES else "link"
            _note(spots, kind, match, base)
    if "[[" in text:
        for match in _WIKI.finditer(text):
            spots[match.start("target")] = ("embed" if match["embed"] else "wiki", match["target"])
    if "{{" in text or "{%" in text:
        for match in _SHORTCODE.finditer(text):
            group = "word" if match["tag"] else "target"
            spots[match.start(group)] = (_TAGS.get(match["tag"] or "", "ref"), match[group])
    if "<" in text:
        for match in _HTML.finditer(text):
            if _is_local(match["target"], base):
                spots[match.start("target")] = ("link" if match["tag"].lower() == "a" else "image", match["target"])
    if not spots:
        return ()
    starts = [0, *(match.end() for match in re.finditer("\n", body))]
    return tuple(
        Link(kind, target, position, bisect_right(starts, position) - 1)
        for position, (kind, target) in sorted(spots.items())
    )


_TAGS: Final[Mapping[str, Kind]] = {
    "post_link": "post_link",
    "post_path": "post_link",
    "post_url": "post_url",
    "link": "ref",
    "asset_img": "image",
    "asset_path": "image",
}


def _note(spots: dict[int, tuple[Kind, str]], kind: Kind, match: re.Match[str], base: str) -> None:
    group = "angled" if match["angled"] else "bare"
    if _is_local(match[group], base):
        spots[match.start(group)] = (kind, match[group])


def _is_local(target: str, base: str) -> bool:
    if base and target.startswith(base):
        return target[len(base) :][:1] in ("", "/", "#", "?")
    return not (_SCHEME.match(target) or target.startswith(("//", "#", "{", "\\", "@")))


def leads_out(target: str, base: str = "") -> bool:
    """Whether a target leads out of the journal and its site."""
    return not _is_local(target, base)


def _is_image(text: str, closing: int) -> bool:
    """Whether the brackets that close here began with an exclamation mark."""
    depth = 0
    for at in range(closing, max(-1, closing - 500), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            depth -= 1
            if depth == 0:
                return at > 0 and text[at - 1] == "!"
    return False


def _without_code(body: str) -> str:
    """The body with blanks where code and comments stand, so that every place is the same."""
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            closed = line.strip().startswith(fence) and not line.strip().strip(fence[0])
            lines[number] = " " * len(line)
            fence = "" if closed else fence
        elif line.lstrip()[:3] in ("```", "~~~"):
            opened = _FENCE.match(line)
            if opened is not None and (opened["fence"][0] == "~" or "`" not in opened["rest"]):
                fence = opened["fence"]
                lines[number] = " " * len(line)
    text = _TICKS.sub(_blank, "\n".join(lines))
    pieces: list[str] = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += (text[done:start], re.sub(r"[^\n]", " ", text[start : end + 3]))
        done = end + 3
    return "".join((*pieces, text[done:]))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
