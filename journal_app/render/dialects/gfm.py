"""CommonMark and GFM by markdown-it-py, as Hugo, Hexo, Astro, Jekyll and VitePress show it. Knows no page."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from journal_app.render import finish, highlight, math
from journal_app.render.dialects.base import Definitions, Mode


class GFM:
    """The dialect behind the common interface. It is not cut yet: the whole body is one chunk."""

    name = "gfm"
    toc = ""
    separator = "-"

    def fragment(self, source: str, known: Definitions | None) -> str:
        """The HTML of a stretch of text, unsanitised, headings without ids."""
        return str(_renderer(False).render(source))

    def definitions(self, source: str) -> Definitions:
        """Nothing: there is one chunk, and it holds its own definitions."""
        return Definitions()

    def mode(self, body: str) -> Mode:
        """Always the same."""
        return Mode()

    def cuts(self, body: str, start: int, mode: Mode) -> list[int]:
        """Nowhere yet."""
        return []


def convert(body: str, *, strict: bool = False) -> str:
    """The dialect's own HTML of a whole body, unsanitised; `strict` is CommonMark alone, without a site's extras."""
    made = str(_renderer(strict).render(body))
    return made if strict else finish.numbered([finish.prepare(made, "")], GFM.separator)[0]


@cache
def _renderer(strict: bool) -> MarkdownIt:
    if strict:
        return MarkdownIt("commonmark")
    made = MarkdownIt("commonmark", {"linkify": True, "highlight": _code})
    made.enable(["table", "strikethrough", "linkify"])
    made.use(footnote_plugin)
    made.use(tasklists_plugin)
    made.use(deflist_plugin)
    made.use(dollarmath_plugin, renderer=_formula, double_inline=True)
    return made


def _code(code: str, language: str, attributes: str) -> str:
    return highlight.code(code, language)


def _formula(tex: str, options: dict[str, Any]) -> str:
    return math.mathml(tex, block=bool(options.get("display_mode")))
