"""Where a Python-Markdown text can be cut so that its parts give what the whole gives. Knows no HTML library.

A cut is a blank line at depth 0, then a line that cannot continue what stands before it. There is none inside a fence,
raw HTML or a comment, none before what may join its neighbour (list, quote, definition, indented text), and none behind
HTML that is left open. What cannot be decided here ends the cutting: the rest is one chunk, right but slower.
"""

import re
from collections.abc import Iterator

from pymdownx.superfences import RE_NESTED_FENCE_START

_TAB = 4
_EVENT = re.compile(r"^(?P<prefix>[> \t]*)(?P<fence>`{3,}|~{3,})[^\n]*$|\n(?:[ \t]*\n)+", re.MULTILINE)
_BLOCK_HTML = re.compile(r"^ {0,3}<[a-zA-Z/!?]", re.MULTILINE)
# A line that can follow a cut: not indented (the ideographic space is a letter here), no mark that may join or continue.
_STARTS = re.compile(r"\u3000*(?:(?![*+\-:>!?<{^[]|\d+\.)[^\s\x00-\x20\x7f-\xa0\ufeff]|!\[|\*\*[^\s*]|\[(?!\^))")
_TERM = re.compile(r"^ {0,3}:[ ]", re.MULTILINE)
_TAGGISH = re.compile(r"<[a-zA-Z/!?]")
_TOKEN = re.compile(
    r"<!--(?:(?!-->).)*-->|</?([a-zA-Z][^\s`/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\"`<>])*>|<[a-zA-Z/!?]", re.DOTALL
)
_ADDRESS = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s<>]*|[^\s<>@\"']+@[^\s<>@\"']+)>")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)([^`\n]+)\1(?!`)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose content is not markup, or that change how the parser reads what follows: never cut behind them.
_STRANGE = frozenset(
    "script style textarea title plaintext xmp iframe noembed noframes noscript template select option optgroup svg math "
    "frameset frame html body head form button listing image isindex nobr marquee applet object".split()
)
# Elements that an end of paragraph closes without a trace, so that one left open does not reach the next chunk.
_KNOWN = frozenset(
    "a abbr acronym address article aside audio b bdi bdo big blockquote canvas caption center cite code colgroup "
    "data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 "
    "header hgroup i ins kbd label legend li main map mark menu meter nav ol output p picture pre progress q rp rt ruby s "
    "samp search section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "video".split()
)


def cuts(body: str) -> list[int]:
    """The offsets at which `body` may be cut, ascending; without 0 and the end."""
    found: list[int] = []
    strict = bool(_BLOCK_HTML.search(body))
    html = _OpenHTML(body, strict=strict)
    position = 0
    while (event := _EVENT.search(body, position)) is not None:
        if event["fence"] is not None:
            end = _end_of_fence(body, event)
            if end < 0:
                return found
            html.read(event.start())
            html.position = max(html.position, end) if end > event.end() else html.position
            position = max(end, event.end())
            continue
        gap = event.end()
        position = gap - 1  # the newline that ends the gap may begin a fence line's context
        position = gap if gap > event.start() else gap + 1
        if gap >= len(body):
            break
        html.read(gap)
        if html.lost:
            return found
        if html.closed and _STARTS.match(body, gap) and not _joins(body, gap):
            found.append(gap)
    return found


def _joins(body: str, start: int) -> bool:
    """Whether the block at `start` holds a definition, which would join a definition list before it."""
    end = body.find("\n\n", start)
    return _TERM.search(body, start, end if end >= 0 else len(body)) is not None


class _OpenHTML:
    """Which raw HTML elements are open, read forward through the text outside fences."""

    def __init__(self, body: str, *, strict: bool) -> None:
        self._body = body
        self._strict = strict
        self._open: list[str] = []
        self.position = 0
        self.lost = False

    @property
    def closed(self) -> bool:
        """Whether nothing is open."""
        return not self._open

    def read(self, end: int) -> None:
        """Read on to `end`."""
        start, self.position = self.position, max(self.position, end)
        if self.lost or start >= end or self._body.find("<", start, end) < 0:
            return
        text = self._body[start:end]
        if not _TAGGISH.search(text):
            return
        if not _BLOCK_HTML.search(text):
            text = _CODE_SPAN.sub("", text)
        for token in _tokens(text):
            if not token:
                self.lost = self.lost or self._strict
            elif token[0] == "/":
                if token[1:] in self._open:
                    while self._open.pop() != token[1:]:
                        pass
            elif token in _STRANGE:
                self.lost = True
            elif token in _KNOWN:
                self._open.append(token)


def _tokens(text: str) -> Iterator[str]:
    """Names of the tags in `text`, with a slash for end tags; an empty one for what is not understood."""
    for found in _TOKEN.finditer(text):
        whole = found[0]
        if whole.startswith("<!--"):
            continue
        if found[1] is None:
            if not _ADDRESS.match(text, found.start()):
                yield ""
            continue
        if _ADDRESS.fullmatch(whole):
            continue
        name = found[1].lower()
        if whole.startswith("</"):
            yield "/" + name
        elif name not in _VOID:
            yield name


def _end_of_fence(body: str, event: re.Match[str]) -> int:
    """Where the fence that begins at `event` ends; the end of its own line when it is none, -1 when nobody can say."""
    opening = RE_NESTED_FENCE_START.match(body[event.start("fence") : event.end()])
    if opening is None or opening["unrecognized"]:
        return event.end()
    if opening["attrs"] or opening["options"]:
        if opening["attrs"] or not re.fullmatch(
            r"(?:[ \t]*(?:title|hl_lines|linenums)=(?:\"[^\"]*\"|'[^']*'))+[ \t]*", opening["options"]
        ):
            return -1
    fence = opening["fence"]
    if not event["prefix"]:
        closing = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(body, event.end())
        return closing.end() if closing else -1
    return _end_of_inner_fence(body, event, fence)


def _end_of_inner_fence(body: str, event: re.Match[str], fence: str) -> int:
    """The end of a fence that is indented or quoted; it also ends where a line is less so."""
    prefix = event["prefix"]
    width = len(prefix.expandtabs(_TAB))
    quotes = prefix.count(">")
    closing = re.compile(rf"{re.escape(fence)}[ \t]*$")
    empty = 0
    position = event.end() + 1
    while position <= len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        before, content = _prefix_of(body[position:end], width)
        level = before.count(">")
        if quotes:
            if level > quotes:
                return end
            if content == "":
                empty += 1
            elif len(before) < len(prefix) or (empty and level < quotes) or closing.match(content):
                return end
            else:
                empty = 0
        elif level:
            return end
        elif (before + content).strip() != "" and (
            (len(before) != width and content != "") or (closing.match(content) and not content.startswith((" ", "\t")))
        ):
            return end
        position = end + 1
    return -1


def _prefix_of(line: str, width: int) -> tuple[str, str]:
    """The leading blanks and quote marks of a line, up to `width` columns, and the rest."""
    columns, count, kept = 0, 0, ""
    for char in line:
        if columns >= width or char not in "> \t":
            break
        size = _TAB - columns % _TAB if char == "\t" else 1
        kept += " " * size if char == "\t" else char
        columns += size
        count += 1
    return kept, line[count:]
