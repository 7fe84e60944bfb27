"""The one list of what HTML may leave this room, for preview and export. Knows nothing of Markdown.

Everything not named here is dropped: scripts, styles, frames, forms, handlers, SVG, foreign URL schemes.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import nh3

from journal_app.render.safe import images

_FLOW = (
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li main mark nav ol p "
    "pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt "
    "u ul var wbr"
)
_MATH = (
    "math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics"
)
_ON_ALL = {"class", "id", "title", "lang", "dir"}
_ON_SOME = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"align", "span", "width"},
    "colgroup": {"align", "span", "width"},
    "table": {"align"},
    "div": {"align"},
    "p": {"align"},
    "h1": {"align"},
    "h2": {"align"},
    "h3": {"align"},
    "details": {"open"},
    "time": {"datetime"},
    "font": {"color"},
    "input": {"checked"},
}
_ON_MATH = (
    "display displaystyle accent accentunder columnalign columnlines columnspacing depth fence form height "
    "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation open "
    "close separator separators rowlines rowspacing rspace scriptlevel stretchy symmetric voffset width xmlns"
)
_STYLES = {
    "text-align", "vertical-align", "color", "background-color", "font-weight", "font-style", "text-decoration",
    "width", "max-width", "height", "max-height",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}


def sanitise(html: str) -> str:
    """The fragment with nothing left in it that could run, fetch or leave; comments go too."""
    small = html.lower()
    return (_with_filter(frozenset(_STRANGE.findall(small))) if _is_suspect(small) else _cleaner()).clean(html)


def sanitised_if_closed(html: str) -> str | None:
    """The same; None when an element or a comment is still open, so that what follows is not read as if alone."""
    safe = sanitise(html + _PROBE)
    return safe.removesuffix(_PROBE) if safe.endswith(_PROBE) else None


def sanitised_at_once(parts: Sequence[str]) -> Sequence[str | None]:
    """The same of several that leave nothing open, in less time; None where that cannot be done at once."""
    small = _SEAM.join(parts).lower()
    suspect = [_is_suspect(part) for part in small.split(_SEAM)] if _is_suspect(small) else [False] * len(parts)
    if len(suspect) != len(parts):
        return [None] * len(parts)
    plain = [part for part, is_suspect in zip(parts, suspect, strict=True) if not is_suspect]
    safe = _cleaner().clean(_SEAM.join(plain)).split(_SEAM)
    if len(safe) != len(plain):
        return [None] * len(parts)
    made = iter(safe)
    return [None if is_suspect else next(made) for is_suspect in suspect]


def _is_suspect(small: str) -> bool:
    """Whether there may be an address or a style in it that has to be looked at, which takes longer."""
    return (
        "data:" in small
        or "file:" in small
        or "style" in small
        or ("src" in small and _STRANGE.search(small) is not None)
    )


_SEAM = "\x19"  # between parts; no body brings that control along
_PROBE = '<p title="probe">?</p>'
# An image's scheme that is none of a site's: nh3 would take such an address away, and nobody would be told.
_STRANGE = re.compile(r"src\s*=[\s\"']*+(?!https?:)([a-z][a-z0-9+.\-]*+):")
_HARMLESS = re.compile(r"(?:\b(?:rgb|hsl)a?\([\w\s.,%/]*\)|[\w\s:;,.#%!\-])*+")


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    """Embedded images stay where they are images, a style without functions and strings stays a style."""
    if attribute == "src":
        return images.harmless(value)
    if attribute == "href":
        return value if images.scheme_of(value) in ("", *_SCHEMES) else None
    if attribute == "style":
        return value if _HARMLESS.fullmatch(value) else None
    return value


def _relative(address: str) -> str:
    """An address that names a host and no scheme gets one, or it would mean another computer's files to a file's
    reader; with back slashes it names nothing."""
    plain = images.plain(address)
    if not plain.startswith(("//", "\\", "/\\")):
        return address
    return "https://" + plain.lstrip("/") if "\\" not in plain else plain.replace("\\", "%5C").lstrip("/")


@cache
def _cleaner() -> nh3.Cleaner:
    return _make(_SCHEMES, filtered=False)


@lru_cache(16)
def _with_filter(strange: frozenset[str]) -> nh3.Cleaner:
    return _make(_SCHEMES | {"data", "file"} | strange, filtered=True)


def _make(schemes: set[str], *, filtered: bool) -> nh3.Cleaner:
    math = set(_ON_MATH.split())
    attributes = {tag: set(names) for tag, names in _ON_SOME.items()}
    for tag in _MATH.split():
        attributes[tag] = set(math)
    attributes["*"] = _ON_ALL | {"style"}
    return nh3.Cleaner(
        tags=set(_FLOW.split()) | set(_MATH.split()),
        clean_content_tags={"script", "style", "svg", "template", "noscript", "iframe", "object", "xmp", "title"},
        attributes=attributes,
        attribute_filter=_filtered if filtered else None,
        strip_comments=True,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        url_schemes=schemes,
        url_relative=_relative,
        filter_style_properties=_STYLES,
    )
