"""YAML heads: what they say. Heads of plain lines are read line by line, any other by the strict tree.

Both give the same values (a test holds them to each other). Knows neither fences nor files.
"""

from functools import lru_cache
from itertools import count
from typing import Final

from journal_app.post.errors import BrokenHead
from journal_app.post.head import tree
from journal_app.post.head.reading import NOTHING, Reading, broken, told
from journal_app.post.late import late
from journal_app.post.values import Value

_WORDS = "true|false|null|yes|no|on|off|y|n"
_KEY: Final = rf"(?!(?i:{_WORDS})[ ]*:)[A-Za-z_][A-Za-z0-9_.-]*:"
_REMARK: Final = r"[^\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufff0-\uffff]"
_REST: Final = rf"[ ]*(?:[ ]\#{_REMARK}*)?\n"
# a plain scalar that is text or an ordinary number for every reader
_PLAIN: Final = (
    r"(?:(?:\d{4}-\d\d-\d\d(?:[T ][0-9:.+Z -]*[0-9Z])?|0|[1-9]\d{0,14}|[1-9]\d{0,9}\.\d{1,9})(?=[ ]*(?:\n|[ ]\#))"
    r"|(?:\d[\d .-]*[~/\u4e00-\u9fffG-Zg-mp-wyz]"
    r"|[A-Za-z\u2010-\u2027\u202a-\ud7ff\uf900-\ufdcf\ufe30-\ufefe\uff01-\uffee])"
    r"(?:[^\n\t\r:\#\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
    r"|:(?![ \n])|(?<![ ])\#)*+)"
)
_SIGN: Final = r"[^\n\t\r\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufff0-\uffff{}]"
_QUOTED: Final = rf"""(?:'(?:(?!'){_SIGN}|'')*+'|"(?:(?!["\\]){_SIGN})*+")"""
_WORD: Final = rf"(?:{_QUOTED}|[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff-]*(?:[ ][A-Za-z0-9_\u4e00-\u9fff-]+)*)"
_FLOW: Final = rf"\[[ ]*(?:{_WORD}(?:[ ]*,[ ]*{_WORD})*)?[ ]*\]"
_SCALAR: Final = rf"(?:{_QUOTED}|(?!(?i:{_WORDS}|~)[ ]*(?:\n|[ ]\#)){_PLAIN}|(?:true|false)(?=[ ]*(?:\n|[ ]\#)))"
_SIMPLE: Final = late(
    rf"(?:{_KEY}(?:[ ]+(?:{_SCALAR}|{_FLOW}){_REST}"
    rf"|{_REST}(?:(?P<indent>[ ]*)-[ ]+{_SCALAR}{_REST}(?:(?P=indent)-[ ]+{_SCALAR}{_REST})*+)?))++"
)
_FLOW_START: Final = late(_FLOW)
_QUOTED_START: Final = late(_QUOTED)
_ONE_WORD: Final = late(_WORD)
_FEW: Final = 32  # so many heads are read strictly in less time than _SIMPLE takes to compile
_read_so_far = count()


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """What the head says; never raises."""
    return _read_strictly(text) if next(_read_so_far) < _FEW else read_one_of_many(text)


def read_one_of_many(text: str) -> Reading:
    """`read` for a scan: not kept, and without the strict reader, which has to be imported, where a head is plain."""
    fields = plain_fields(text)
    return _read_strictly(text) if fields is None else told(fields, {})


def plain_fields(text: str) -> dict[str, Value] | None:
    """What a head of plain lines says; None of any other, be it sound or not."""
    return _read_lines(text) if _is_small(text) and _SIMPLE.fullmatch(text) else None


def _is_small(text: str) -> bool:
    """Whether the head keeps within the caps for certain, so that they need not be looked at again."""
    return len(text) <= tree.MAX_SIZE and 2 * text.count("\n") + text.count(",") < tree.MAX_NODES - 10


def _read_lines(text: str) -> dict[str, Value] | None:
    """The fields of a head of plain lines, which _SIMPLE has proven it to be; None when a key stands twice."""
    fields: dict[str, Value] = {}
    items: list[Value] | None = None
    key = ""
    known = _lines.get
    for line in text.split("\n")[:-1]:
        name, value = known(line) or _read_line(line)
        if not name:
            if items is None:
                fields[key] = items = []
            items.append(value)
            continue
        if name in fields:
            return None
        key = name
        if value is None:
            items = None
        fields[key] = value.copy() if type(value) is list else value
    return fields


_lines: dict[str, tuple[str, Value]] = {}
_MOST_LINES = 1 << 13
_SHORT_LINE = 40  # characters: names of categories and tags come again and again, titles do not


def _read_line(line: str) -> tuple[str, Value]:
    """The key and its value of a plain line, "" and the value of an item; kept where it may well come again."""
    if line[0] in " -":
        found: tuple[str, Value] = "", _scalar(line.lstrip(" ")[1:].strip(" "))
        is_common = True
    else:
        key, _, rest = line.partition(":")
        rest = rest.strip(" ")
        if not rest or rest[0] == "#":
            found = key, None
        elif rest[0] == "[":
            found = key, [_scalar(word) for word in _ONE_WORD.findall(_FLOW_START.match(rest).group())]  # type: ignore[union-attr]
        else:
            found = key, _scalar(rest)
        is_common = not rest or rest[0] == "[" or len(rest) <= 5
    if is_common and len(line) <= _SHORT_LINE:
        if len(_lines) >= _MOST_LINES:
            _lines.clear()
        _lines[line] = found
    return found


def _scalar(text: str) -> Value:
    """The value of a scalar with what may stand behind it: spaces and a comment."""
    first = text[0]
    if first in "'\"":
        if "#" in text:
            text = _QUOTED_START.match(text).group()  # type: ignore[union-attr]
        return text[1:-1].replace("''", "'") if first == "'" else text[1:-1]
    if " #" in text:
        text = text[: text.index(" #")].rstrip(" ")
    return tree.resolved(text) if first in "0123456789tfnTFN~-" else text


def _read_strictly(text: str) -> Reading:
    from journal_app.post.head import parsing

    try:
        root = parsing.parsed(text)
    except tree.Unreadable as error:
        return broken(error.line, error.reason)
    if root is None:
        return NOTHING
    fields: dict[str, Value] = {}
    locked: dict[str, str] = {}
    for key, node in root.pairs:
        name = key.text if key.kind == "scalar" else text[key.start : key.end]
        reason = key.odd or tree.oddity(node)
        if key.kind != "scalar":
            reason = "its key is no plain name"
        elif name in fields:
            reason = "it stands twice in the head"
        elif name == "<<" and not key.style:
            reason = "it is a merge key"
        elif _is_template(text, node):
            reason = "it is a template"
        fields[name] = text[node.start : node.end] if _is_template(text, node) else tree.value_of(node)
        if reason:
            locked[name] = reason
    if root.odd.startswith("it has a") and ("tag" in root.odd or "anchor" in root.odd):
        locked = dict.fromkeys(fields, "the whole head has a tag or an anchor") | locked
    return told(fields, locked)


def _is_template(text: str, node: tree.Node) -> bool:
    return node.kind == "map" and text.startswith("{{", node.start)


def strict(text: str) -> BrokenHead | None:
    """A second, strict opinion on a head: what a site's own reader would refuse, by PyYAML with caps.

    Lines count from 1 in the head. Duplicate keys are a fault here: the last one wins silently on most sites.
    """
    from journal_app.post.head import parsing

    try:
        root = parsing.parsed(text)
    except tree.Unreadable as error:
        return BrokenHead(error.line, error.reason)
    seen: set[str] = set()
    for key, node in root.pairs if root else ():
        line = text.count("\n", 0, key.start) + 1
        if key.kind == "scalar" and key.text in seen:
            return BrokenHead(line, f"{key.text} stands twice")
        seen.add(tree.key_of(key))
        if _is_template(text, node):
            return BrokenHead(line, f"{tree.key_of(key)} is an unquoted template")
    return None
