"""A journal's own style sheet, read and written anew with nothing in it that fetches. Knows no page.

What is let in is named here: at-rules, and the functions of a value. Every token is read by tinycss2 and spelt by it
again, so that an escape, a comment or an odd encoding is what it means and nothing else.
"""

import os
import re
import stat
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2

LONGEST = 64 << 10  # bytes; a longer one is not read
_DEEPEST = 6  # rules in rules
_MOST = 5000  # rules

_GROUPS = {"media", "supports", "layer", "container", "scope", "keyframes"}  # hold rules
# Hold declarations. Not "property": with a type of its own a colour of the page's would be none.
_DECLARES = {"font-face", "page", "counter-style"}
_MARGIN = re.compile(r"(?:top|bottom|left|right)(?:-(?:left|right|top|bottom|center|middle))?(?:-corner)?")
_FUNCTIONS = """
    abs acos asin atan atan2 blur brightness calc circle clamp color color-mix conic-gradient contrast cos counter
    counters cubic-bezier drop-shadow ellipse env exp fit-content grayscale hsl hsla hue-rotate hwb hypot inset
    invert lab lch light-dark linear linear-gradient local log matrix max min minmax mod oklab oklch opacity path
    perspective polygon pow radial-gradient rect rem repeat repeating-conic-gradient repeating-linear-gradient
    repeating-radial-gradient rgb rgba rotate round saturate scale scalex scaley sepia sign sin skew skewx skewy
    sqrt steps tan translate translate3d translatex translatey var xywh
"""
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_NEVER = {"behavior", "-moz-binding", "pointer-events"}  # nothing lies unseen over what is clicked


def read(path: Path) -> str:
    """The sheet in that file, sanitised; "" when there is none, or it is too long."""
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return ""
            return sanitised(file.read(LONGEST + 1))
    except (OSError, ValueError):
        return ""


def sanitised(sheet: bytes | str) -> str:
    """The rules of the sheet that are let in, as CSS for the inside of a style element; "" for one too long."""
    text = sheet.decode("utf-8-sig", "replace") if isinstance(sheet, bytes) else sheet
    if len(text) > LONGEST:
        return ""
    try:
        kept = _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), 0, [0])
    except RecursionError:
        return ""
    return kept.replace("</", "<\\/").replace("<!", "<\\!")


def _rules(nodes: Iterable[Any], depth: int, count: list[int]) -> str:
    kept: list[str] = []
    for node in nodes:
        count[0] += 1
        if count[0] > _MOST:
            break
        if node.type == "qualified-rule":
            kept.append(_rule(_selector(node.prelude), node.content, depth, count))
        elif node.type == "at-rule":
            kept.append(_at_rule(node, depth, count))
        elif node.type == "declaration" and depth:
            kept.append(_declaration(node))
    return "".join(kept)


def _rule(selector: str | None, content: Sequence[Any], depth: int, count: list[int]) -> str:
    """A rule with its declarations, and the rules inside it."""
    if selector is None or depth >= _DEEPEST:
        return ""
    inside = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return f"{selector}{{{_rules(inside, depth + 1, count)}}}\n"


def _at_rule(node: Any, depth: int, count: list[int]) -> str:
    name = node.lower_at_keyword
    prelude = tinycss2.serialize(node.prelude) if _is_plain(node.prelude, selector=True) else None
    if prelude is None or node.content is None or depth >= _DEEPEST:
        return ""
    if name in _GROUPS:
        inside: Sequence[Any]
        if depth:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        else:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        return f"@{name}{prelude}{{{_rules(inside, depth + bool(depth), count)}}}\n"
    if name in _DECLARES:
        return f"@{name}{prelude}{{{_declarations(node, paper=name == 'page')}}}\n"
    return ""


def _declarations(node: Any, *, paper: bool = False) -> str:
    """What a rule that holds no rules declares; paper has margins that declare in their turn."""
    kept: list[str] = []
    for one in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration":
            kept.append(_declaration(one))
        elif paper and one.type == "at-rule" and one.content is not None and _MARGIN.fullmatch(one.lower_at_keyword):
            kept.append(f"@{one.lower_at_keyword}{{{_declarations(one)}}}")
    return "".join(kept)


def _selector(tokens: Sequence[Any]) -> str | None:
    """What a rule is for; pseudo-classes hold selectors in their turn."""
    return tinycss2.serialize(tokens) if _is_plain(tokens, selector=True) else None


def _declaration(node: Any) -> str:
    if node.lower_name in _NEVER or not _is_plain(node.value, selector=False):
        return ""
    if node.lower_name == "position" and not _holds_its_place(node.value):
        return ""
    important = "!important" if node.important else ""
    return (
        f"{node.name if node.name.startswith('--') else node.lower_name}:{tinycss2.serialize(node.value)}{important};"
    )


def _holds_its_place(tokens: Iterable[Any]) -> bool:
    """Nothing of an article lies over the window, where a button may be."""
    return all(token.type in ("whitespace", "ident") for token in tokens) and not any(
        token.type == "ident" and token.lower_value in ("fixed", "sticky") for token in tokens
    )


@cache
def _functions() -> frozenset[str]:
    return frozenset(_FUNCTIONS.split())


def _is_plain(tokens: Iterable[Any], *, selector: bool) -> bool:
    """Whether nothing in it fetches, and nothing is broken."""
    waiting = [tokens]
    while waiting:
        for token in waiting.pop():
            match token.type:
                case "error" | "at-keyword":
                    return False
                case "url":
                    if not _PICTURE.fullmatch(token.value):
                        return False
                case "function" if token.lower_name == "url":
                    strings = [one for one in token.arguments if one.type != "whitespace"]
                    if len(strings) != 1 or strings[0].type != "string" or not _PICTURE.fullmatch(strings[0].value):
                        return False
                case "function":
                    if not selector and token.lower_name not in _functions():
                        return False
                    waiting.append(token.arguments)
                case "() block" | "[] block" | "{} block":
                    waiting.append(token.content)
    return True
