"""Where a head starts and ends in a text. Knows the fences, not what stands between them."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Nothing here may be matched in two ways: blank lines by the dozen would be tried in every one of them.
_LINE: Final = r"(?>\r\n|\n|\r)"
_BLANK_LINES: Final = rf"(?:[ \t]*+{_LINE})*+"
_COMMENTS: Final = r"(?:\s++|\#[^\r\n]*+)*+"
_YAML_OPEN: Final = re.compile(rf"{_BLANK_LINES}---[ \t]*{_LINE}")
_YAML_CLOSE: Final = re.compile(rf"[\r\n]((?:---|\.\.\.)[ \t]*(?:{_LINE}|\Z))")  # searched from the line end before
_TOML_OPEN: Final = re.compile(rf"{_BLANK_LINES}\+\+\+[ \t]*{_LINE}")
_TOML_CLOSE: Final = re.compile(rf"[\r\n](\+\+\+[ \t]*(?:{_LINE}|\Z))")
_JSON_OPEN: Final = re.compile(rf"{_BLANK_LINES}(?=\{{\s*(?:[\"}}]|{_LINE}))")
_JSON_CLOSE: Final = re.compile(rf"(?:\A|(?<=[\r\n]))\}}[ \t]*(?={_LINE}|\Z)")
_AFTER_JSON: Final = re.compile(rf"[ \t]*(?:{_LINE}|\Z)")
_KEY_LIKE: Final = re.compile(_COMMENTS + r"""["']?[^\s:"'#\-*>`|=][^:\r\n]*:(?:[ \t\r\n]|\Z)""")
_ASSIGNED: Final = re.compile(_COMMENTS + r"""(?:[\w."'-]+[ \t]*=|\[)""")
_BLANK_LINE: Final = re.compile(rf"[ \t]*{_LINE}")
_FENCE_INSIDE: Final = {
    "yaml": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "toml": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into the opening fence, the head, the closing fence and the body. `kind` is "" without a head."""

    kind: str
    opening: str
    head: str
    closing: str
    body: str


def cut(text: str) -> Cut:
    """The text in its parts; joined, they are the text."""
    first = text[:1]
    if first not in "-+{" and not first.isspace():
        return Cut("", "", "", "", text)
    if found := _YAML_OPEN.match(text):
        return _fenced(text, "yaml", found.end(), _YAML_CLOSE)
    if found := _TOML_OPEN.match(text):
        return _fenced(text, "toml", found.end(), _TOML_CLOSE)
    if found := _JSON_OPEN.match(text):
        return _json(text, found.end())
    return Cut("", "", "", "", text)


@lru_cache(maxsize=4)
def unclosed(text: str) -> tuple[int, str]:
    """The line (from 1) and the spelling of a fence that opens a head never closed; (0, "") when there is none."""
    for opening, closing, fence, likely in (
        (_YAML_OPEN, _YAML_CLOSE, "---", _KEY_LIKE),
        (_TOML_OPEN, _TOML_CLOSE, "+++", _ASSIGNED),
    ):
        found = opening.match(text)
        if found and likely.match(text, found.end()) and not _closed(text, closing, found.end()):
            return len(re.findall(_LINE, found.group())), fence
    return 0, ""


def closes_early(kind: str, head: str) -> bool:
    """Whether a line of this head would be taken for its closing fence."""
    inside = _FENCE_INSIDE.get(kind)
    return bool(inside and inside.search(head))


def _closed(text: str, close: re.Pattern[str], start: int) -> re.Match[str] | None:
    """The closing fence of a head that begins at `start`, behind the line end that is part of it."""
    signs = ("---", "...") if close is _YAML_CLOSE else ("+++",)
    is_there = any(text.find(end + sign, start - 1) >= 0 for sign in signs for end in "\n\r")
    return close.search(text, start - 1) if is_there else None  # most texts without a head have no such line at all


def _fenced(text: str, kind: str, start: int, close: re.Pattern[str]) -> Cut:
    end = _closed(text, close, start)
    likely = _KEY_LIKE if kind == "yaml" else _ASSIGNED
    if end is None:
        return Cut("", "", "", "", text)
    if _BLANK_LINE.match(text, start) and not likely.match(text, start) and text[start : end.start(1)].strip():
        return Cut("", "", "", "", text)  # a rule drawn across the body, and another one further down
    return Cut(kind, text[:start], text[start : end.start(1)], end.group(1), text[end.end() :])


def _json(text: str, start: int) -> Cut:
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        closing = _JSON_CLOSE.search(text, start)
        if closing is None:
            return Cut("", "", "", "", text)
        end = closing.end()
    rest = _AFTER_JSON.match(text, end)
    if rest is None:
        return Cut("", "", "", "", text)
    return Cut("json", text[:start], text[start:end], rest.group(), text[rest.end() :])
