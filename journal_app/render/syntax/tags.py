"""The tags in a text, and whether they are closed so that nothing reaches what follows. Knows no Markdown."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"</?([a-zA-Z][^\s`/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\"`<>])*>|<[a-zA-Z/!?]")
# An element with nothing in it but words, as highlighted code is full of: it opens nothing and closes nothing else's.
_LEAF = re.compile(r"<(span|code|em|strong|t[dh])(?: (?:class|style)=\"[^\"<>`]*\")?>[^<>\"'`]*</\1>")
_ADDRESS = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s<>]*|[^\s<>@\"']+@[^\s<>@\"']+)>")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _words("area base br col embed hr img input link meta param source track wbr")
# Elements whose content is not markup, or that change how the parser reads what follows: never cut behind them.
STRANGE = _words(
    "script style textarea title plaintext xmp iframe noembed noframes noscript template select option optgroup svg "
    "math frameset frame html body head form button listing image isindex nobr marquee applet object"
)
# Elements that an end of paragraph closes without a trace, so that one left open does not reach the next chunk.
KNOWN = _words(
    "a abbr acronym address article aside audio b bdi bdo big blockquote canvas caption center cite code colgroup "
    "data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 "
    "h6 header hgroup i ins kbd label legend li main map mark menu meter nav ol output p picture pre progress q rp rt "
    "ruby s samp search section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u "
    "ul var video"
)


def tokens(text: str) -> Iterator[str]:
    """Names of the tags in `text`, with a slash for end tags; an empty one for what is not understood."""
    position, last_end = 0, text.rfind("-->")
    while (found := _TOKEN.search(text, position)) is not None:
        whole = found[0]
        position = found.end()
        if whole == "<!" and text.startswith("--", position) and position + 2 <= last_end:
            position = text.index("-->", position + 2) + 3
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
        elif name not in VOID:
            yield name


def are_closed(html: str) -> bool:
    """Whether every element that could reach behind `html` is closed in it, in order."""
    opened: list[str] = []
    for name in tokens(_LEAF.sub("", html)):
        if name in STRANGE:
            return False
        if name.startswith("/"):
            if name[1:] in opened and opened.pop() != name[1:]:
                return False
        elif name in KNOWN:
            opened.append(name)
    return not opened
