"""TeX to MathML by latex2mathml; an error shows the source. Knows nothing of Markdown."""

import re
from functools import lru_cache
from html import escape, unescape

_INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', re.DOTALL)
_BLOCK = re.compile(r'<div class="arithmatex">\s*\\\[(.*?)\\\]\s*</div>', re.DOTALL)
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*\{")
_CLOSE = re.compile(r"(?<!\\)(?:\\\\)*\}")
_UNKNOWN = re.compile(r"<mi>(\\[a-zA-Z]+)</mi>")  # what the library does when it knows no better
_CAPITAL = re.compile(r"([A-Z])")
_LONGEST = 4000
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}(?:(?:(?<=at\})|(?<=at\*\}))\s*\{\d+\})?")
# Environments the library shows as if they were not there, and those of its own that look the same.
_ALIKE = {
    **dict.fromkeys(("aligned", "alignedat"), "split"),
    **dict.fromkeys(("alignat", "alignat*", "flalign", "flalign*"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
    "dcases": "cases",
}
_SAME = {"equation", "equation*", "displaymath", "math"}  # one formula, with nothing to it
_STRAY = "<mi>&</mi>"  # the mark between columns where there are none
_COMMAND = r"(?<!\\)((?:\\\\)*)\\"  # behind whole line breaks, if any
_SILENT = re.compile(_COMMAND + r"(?:(?:nonumber|notag)(?![A-Za-z])|label\s*\{[^{}]*\})")
_MISSING = re.compile(_COMMAND + r"arg(?![A-Za-z])")


@lru_cache(maxsize=2048)
def mathml(tex: str, *, block: bool = False) -> str:
    """The MathML of one formula; a formula that is not understood is shown as its source, with the reason."""
    source = tex.strip()
    try:
        if len(source) > _LONGEST:
            raise ValueError("too long")
        from latex2mathml.converter import convert

        if len(_OPEN.findall(source)) != len(_CLOSE.findall(source)):
            raise ValueError("unbalanced braces")
        made: str = convert(_known(source), display="block" if block else "inline")
        if unknown := _UNKNOWN.search(made):
            raise ValueError(f"unknown command {unknown[1]}")
        if _STRAY in made:
            raise ValueError("& outside of a table")
    except Exception as error:  # the library raises what it likes, IndexError included
        reason = escape(_reason(error), quote=True)
        return f'<code class="math-error" title="{reason}">{escape(source)}</code>'
    return made


def _known(source: str) -> str:
    """The formula in words the library knows."""
    if "\\" not in source:
        return source
    source = _MISSING.sub(r"\1\\operatorname{arg}", _SILENT.sub(r"\1", source))
    return _ENVIRONMENT.sub(_environment, source) if "\\begin" in source else source


def _environment(found: re.Match[str]) -> str:
    from latex2mathml.commands import MATRICES

    verb, name = found[1], found[2]
    if name in ("eqnarray", "eqnarray*"):
        return "\\begin{array}{rcl}" if verb == "begin" else "\\end{array}"
    name = _ALIKE.get(name, name)
    if f"\\{name}" not in MATRICES and name not in _SAME:
        raise ValueError(f"unknown environment {name}")
    return f"\\{verb}{{{name}}}"


def _reason(error: Exception) -> str:
    """What is wrong, in a few words; the library says it in the names of its errors, if at all."""
    if type(error) is ValueError and error.args:
        return str(error)
    name = type(error).__name__
    if name == "NoAvailableTokensError":
        return "unfinished"
    if type(error).__module__.startswith("latex2mathml"):
        return _CAPITAL.sub(r" \1", name.removesuffix("Error")).lower().strip()
    return "not understood"


def in_html(html: str) -> str:
    """Marked formulas (`arithmatex` spans and divs) become MathML."""
    if "arithmatex" not in html:
        return html
    html = _INLINE.sub(lambda found: mathml(unescape(found[1])), html)
    return _BLOCK.sub(lambda found: f'<div class="math">{mathml(unescape(found[1]), block=True)}</div>', html)
