"""What authors write in HTML of another time, spelled as HTML of today, with the same look. Knows no page.

Browsers show both; a checker of an exported page, and some readers, know only the second. Values that mean nothing go.
"""

import re

_OLD = {"center": "div", "tt": "code", "strike": "s", "big": "span", "font": "span"}
_LOOKS = {"center": "text-align:center", "big": "font-size:larger"}
_SIDES = ("left", "right", "center", "justify")
_MAY_BE = re.compile(r"<(?:center|tt|strike|big|font)\b| align=\"| (?:width|height)=\"[^\"]*[^0-9\"]")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [^<>]*)?)>")
_STYLE = re.compile(r' style="([^"]*)"')
_ALIGN = re.compile(r' align="([^"]*)"')
_COLOUR = re.compile(r' color="([^"]*)"')
_SIZE = re.compile(r' (width|height)="([^"]*)"')
_LENGTH = re.compile(r"\d{1,5}(?:\.\d{1,4})?(?:px|em|rem|%|vw)")
_NAME = re.compile(r"#?[0-9A-Za-z]{1,30}")
_VALUES = {
    "start": re.compile(r"-?\d{1,9}"),
    "value": re.compile(r"-?\d{1,9}"),
    "span": re.compile(r"[1-9]\d{0,2}"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"\d{1,5}"),
    "type": re.compile(r"[1aAiI]|checkbox"),
    "scope": re.compile(r"(?:row|col)(?:group)?"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z0-9-]+"),
    "id": re.compile(r"\S+"),
}
_MAY_BE_WRONG = re.compile(r" (?:start|value|(?:col|row)?span|type|scope|dir|lang)=\"| id=\"(?:\"|[^\"]*\s)")
_WITH_BLANKS = re.compile(r" id=\"[^\"]*[^\"\s]\s[^\"]*\"")
_BLANKS = re.compile(r"(?:\s|%20)+")
_ATTRIBUTE = re.compile(r" ([a-z]+)=\"([^\"]*)\"")
_SIZED = ("img", "col", "colgroup", "table", "td", "th")


def modern(html: str) -> str:
    """The sanitised HTML with elements and attributes that are no more put as today's, with a style where they had a
    look."""
    if _MAY_BE_WRONG.search(html):
        html = _TAG.sub(_named if _WITH_BLANKS.search(html) else _without_wrong, html)
    return _TAG.sub(_changed, html) if _MAY_BE.search(html) else html


def _named(found: re.Match[str]) -> str:
    """A tag with no blanks in its name, nor in the name of a place that it leads to."""

    def change(one: re.Match[str]) -> str:
        leads = one[1] == "id" or (one[1] == "href" and one[2].startswith("#"))
        return f' {one[1]}="{_BLANKS.sub("_", one[2].strip())}"' if leads else one[0]

    return f"<{found[1]}{found[2]}{_right(_ATTRIBUTE.sub(change, found[3]))}>"


def _without_wrong(found: re.Match[str]) -> str:
    return f"<{found[1]}{found[2]}{_right(found[3])}>" if found[3] else found[0]


def _right(attributes: str) -> str:
    """The attributes without those whose values mean nothing."""
    return _ATTRIBUTE.sub(
        lambda one: one[0] if one[1] not in _VALUES or _VALUES[one[1]].fullmatch(one[2]) else "", attributes
    )


def _changed(found: re.Match[str]) -> str:
    end, name, attributes = found[1], found[2], found[3]
    if name.startswith("m"):  # MathML has attributes of these names; `mark`, `menu` and `main` have none
        return found[0]
    new = _OLD.get(name, name)
    if end:
        return f"</{new}>"
    looks = [_LOOKS[name]] if name in _LOOKS else []
    attributes, side = _taken(_ALIGN, attributes)
    if side.lower() in _SIDES:
        looks.append(
            "margin-inline:auto" if (name, side.lower()) == ("table", "center") else f"text-align:{side.lower()}"
        )
    if name == "font":
        attributes, colour = _taken(_COLOUR, attributes)
        if _NAME.fullmatch(colour):
            looks.append(f"color:{colour}")
    for what, size in _SIZE.findall(attributes) if name in _SIZED else ():
        if name != "img" or not size.isdigit():
            attributes = attributes.replace(f' {what}="{size}"', "", 1)
            length = f"{size}px" if size.isdigit() else size
            looks += [f"{what}:{length}"] if _LENGTH.fullmatch(length) else []
    if looks:
        attributes, style = _taken(_STYLE, attributes)
        attributes += f' style="{";".join([*looks, *([style] if style else [])])}"'
    return f"<{new}{attributes}>"


def _taken(pattern: re.Pattern[str], attributes: str) -> tuple[str, str]:
    """The attributes without that one, and its value."""
    found = pattern.search(attributes)
    return (attributes[: found.start()] + attributes[found.end() :], found[1]) if found else (attributes, "")
