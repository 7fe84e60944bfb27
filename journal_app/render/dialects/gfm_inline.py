"""The marks inside a line that markdown-it-py has no plugin for: highlights, bracketed math, wiki links, site tags,
emoji, abbreviations. Knows no page."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from journal_app.render.syntax import constructs, emoji, math

_EMOJI = re.compile(r":([+\w-]{1,60}):")
_EQUALS = 0x3D


def plugin(md: MarkdownIt) -> None:
    """Teach these marks."""
    md.inline.ruler.before("escape", "math_brackets", _math)
    md.inline.ruler.before("link", "wiki", _wiki)
    md.inline.ruler.before("autolink", "component", _component)
    md.inline.ruler.before("entity", "site_tag", _site_tag)
    md.inline.ruler.push("emoji", _emoji)
    md.inline.ruler.before("sub", "tildes", _tilde)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.inline.ruler2.before("emphasis", "mark", _mark_pairs)
    md.core.ruler.push("abbreviations", _abbreviations)


def _made(state: StateInline, silent: bool, html: str, end: int, kind: str = "made") -> bool:
    """One finished piece of HTML."""
    if not silent:
        state.push(kind, "", 0).content = html
    state.pos = end
    return True


def render_made(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """The HTML that stands in the token."""
    return str(tokens[index].content)


def _math(state: StateInline, silent: bool) -> bool:
    opening = state.src[state.pos : state.pos + 2]
    if opening not in ("\\(", "\\["):
        return False
    start = state.pos + 2
    end = state.src.find("\\)" if opening == "\\(" else "\\]", start, state.posMax)
    tex = state.src[start:end] if end > 0 else ""
    if not tex.strip():
        return False
    if silent:
        return _made(state, silent, "", end + 2)
    made = math.mathml(tex, block=opening == "\\[")
    return _made(state, silent, made if opening == "\\(" else f'<span class="math">{made}</span>', end + 2)


def _wiki(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos + (state.src[state.pos] == "!")):
        return False
    found = constructs.WIKI.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not found[1] and found[2].strip().lower() in ("toc", "_toc_"):
        return _made(state, silent, "[TOC]", found.end())
    if found[2].startswith("^") or not found[2].strip():
        return False
    return _made(state, silent, constructs.wiki_html(constructs.wiki(found)), found.end())


def _component(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    found = constructs.COMPONENT.match(state.src, state.pos, state.posMax)
    return found is not None and _made(state, silent, constructs.tag_html(found[0]), found.end(), "site_tag")


def _site_tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = constructs.TAG.match(state.src, state.pos, state.posMax)
    return found is not None and _made(state, silent, constructs.tag_html(found[0]), found.end(), "site_tag")


def _emoji(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":":
        return False
    found = _EMOJI.match(state.src, state.pos, state.posMax)
    character = emoji.character(found[1]) if found else ""
    return bool(found and character) and _made(state, silent, character, found.end() if found else 0)


def _tilde(state: StateInline, silent: bool) -> bool:
    """The tilde of a range, which the plugin would take for the mark of a subscript."""
    if state.src[state.pos] != "~":
        return False
    found = constructs.TILDES.match(state.src, state.pos, state.posMax)
    if found is None or constructs.is_subscript(found):
        return False
    if not silent:
        state.pending += "~"
    state.pos += 1
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Note the marks of `==highlighted==` words, as strikethrough does with its own."""
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length != 2:
        return False
    state.push("text", "", 0).content = "=="
    state.delimiters.append(
        Delimiter(
            marker=_EQUALS,
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )
    state.pos += 2
    return True


def _mark_pairs(state: StateInline) -> None:
    """Make elements of the pairs."""
    lists = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)]
    for delimiters in lists:
        for one in delimiters:
            if one.marker == _EQUALS and one.end != -1:
                for token, nesting in ((state.tokens[one.token], 1), (state.tokens[delimiters[one.end].token], -1)):
                    token.type, token.tag = ("mark_open" if nesting > 0 else "mark_close"), "mark"
                    token.nesting = 1 if nesting > 0 else -1
                    token.markup, token.content = "==", ""


def _abbreviations(state: StateCore) -> None:
    """Put the abbreviations this text knows around their words."""
    words: Mapping[str, str] = state.env.get("words", {})
    if not words:
        return
    pattern = _any_of(tuple(words))
    for token in state.tokens:
        if token.type != "inline" or not token.children or not pattern.search(token.content):
            continue
        made: list[Token] = []
        for child in token.children:
            if child.type != "text" or not pattern.search(child.content):
                made.append(child)
                continue
            for index, part in enumerate(pattern.split(child.content)):
                if part:
                    one = Token("made" if index % 2 else "text", "", 0, level=child.level)
                    title = escape(words[part], quote=True) if index % 2 else ""
                    one.content = f'<abbr title="{title}">{escape(part)}</abbr>' if index % 2 else part
                    made.append(one)
        token.children = made


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)({'|'.join(re.escape(word) for word in longest_first)})(?!\w)")
