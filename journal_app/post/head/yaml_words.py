"""Scalars as YAML writes them: plain when every reader takes it for the same, else in quotes or as a block.

Knows single values, not where they stand in a head.
"""

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final

import yaml

from journal_app.post import dates
from journal_app.post.head import tree
from journal_app.post.values import Value, same, unspelled

_RESOLVER: Any = yaml.resolver.Resolver()
_TEXT_TAG: Final = "tag:yaml.org,2002:str"
# what one reader or another takes for a number, a switch, null or a merge: YAML 1.1, 1.2, JavaScript's and Go's
_LOADED: Final = re.compile(
    r"(?:[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|\.?(?i:inf|infinity)|\.?(?i:nan))"
    r"|(?i:y|n|yes|no|on|off|true|false|null|~)|=|<<)\Z"
)
_NOT_FIRST: Final = frozenset(",[]{}#&*!|>'\"%@`\ufeff")
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060-\u206f\u3000\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)
_INSIDE_SAFE: Final = frozenset("\xa0\u3000\u200b\u200c\u200d")
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x1b": "\\e"}


def is_plain(text: str, *, flow: bool = False, as_date: bool = False) -> bool:
    """Whether the text can stand without quotes and is this text for every reader.

    A date reads as a date by some; `as_date` allows it to stand plain all the same.
    """
    if not text or text != text.strip() or text[0] in _NOT_FIRST or text[:3] in ("---", "..."):
        return False
    if any(sign not in _INSIDE_SAFE for sign in _UNSAFE.findall(text)) or ": " in text or " #" in text:
        return False
    if text[-1] == ":" or (text[0] in "-?:" and (len(text) == 1 or text[1] in " ,[]{}")):
        return False
    if flow and re.search(r"[,\[\]{}]|:$|^[-?:]", text):
        return False
    if tree.resolved(text) is None or not isinstance(tree.resolved(text), str) or _LOADED.match(text):
        return False
    if as_date and dates.read(text):
        return True
    return str(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False))) == _TEXT_TAG


def single(text: str) -> str | None:
    """In single quotes; None when the text cannot stand in them on one line."""
    if any(sign not in _INSIDE_SAFE for sign in _UNSAFE.findall(text)):
        return None
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """In double quotes, which can hold any text."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _SHORT.get(sign) or (f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}")


def number(value: Value) -> str | None:
    """A value that is no text, as it is written; None for what YAML readers do not agree on."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and same(tree.resolved(repr(value)), value):
        return repr(value)
    value = unspelled(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**300 else None
    if isinstance(value, float):
        text = repr(value)
        if "e" in text and "." not in text:
            text = text.replace("e", ".0e")
        return text if tree.resolved(text) == value else None
    return "null"


def literal(text: str, indent: int, header: str = "|") -> str | None:
    """As a literal block whose lines are indented by `indent`, ending in a line feed; None when it cannot be."""
    content = text.rstrip("\n")
    if not content or content[0] in " \n" or any(sign not in "\n\xa0\u3000" for sign in _UNSAFE.findall(text)):
        return None
    tail = len(text) - len(content)
    chomping = "-" if tail == 0 else "" if tail == 1 else "+"
    pad = " " * indent
    lines = [pad + line if line else "" for line in text.split("\n")]
    if tail:
        lines.pop()
    return _head_line(header, chomping) + "\n" + "\n".join(lines) + "\n"


def folded(text: str, indent: int, header: str = ">", width: int = 0) -> str | None:
    """As a folded block, wrapped at `width`; None when it cannot be."""
    if re.search(r"^[ \t]|[ \t]$|\n\n\Z", text, re.MULTILINE) or "\n" not in header + text + "\n":
        return None
    content = text.removesuffix("\n")
    if not content or any(sign not in "\n\xa0\u3000" for sign in _UNSAFE.findall(text)):
        return None
    pad, lines = " " * indent, list[str]()
    for part in re.split(r"(\n+)", content):
        if part.startswith("\n"):
            lines += [""] * len(part)
        elif width and "  " not in part:
            wrapper = textwrap.TextWrapper(max(width, 20), break_long_words=False, break_on_hyphens=False)
            lines += [pad + line for line in wrapper.wrap(part)]
        else:
            lines.append(pad + part)
    return _head_line(header, "" if text.endswith("\n") else "-") + "\n" + "\n".join(lines) + "\n"


def _head_line(header: str, chomping: str) -> str:
    """The block's first line as it was, with the chomping this text needs."""
    match = re.match(r"([|>])([0-9]?)[-+]?([0-9]?)(.*)", header, re.DOTALL)
    return match[1] + (match[2] or match[3]) + chomping + match[4] if match else header[:1] + chomping


def spellings(
    value: Value, like: str = "", *, flow: bool = False, as_date: bool = False, multiline: int = 0
) -> Iterator[str]:
    """Ways to write a scalar, the best first. `like` is the quote to keep, or "" for plain.

    `multiline` is the indent a literal block may have here, 0 when it may not stand here.
    """
    if not isinstance(value, str):
        if (text := number(value)) is not None:
            yield text
        return
    if not like and is_plain(value, flow=flow, as_date=as_date):
        yield value
    if multiline and "\n" in value and like != '"' and (block := literal(value, multiline)):
        yield block
    quoted = single(value)
    if like != '"' and quoted is not None:
        yield quoted
    yield double(value)
    if like == '"' and quoted is not None:
        yield quoted
