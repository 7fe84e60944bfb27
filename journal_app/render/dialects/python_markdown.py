"""Python-Markdown with pymdown-extensions, as Pelican, MkDocs and a plain folder show it. Knows no page."""

import re
from collections.abc import Iterable
from typing import Any

import markdown
from markdown.extensions.abbr import AbbrExtension

from journal_app.render import chunks, finish, math
from journal_app.render.dialects.base import Definitions, Mode

_EXTENSIONS = [
    "tables",
    "footnotes",
    "def_list",
    "abbr",
    "admonition",
    "attr_list",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.betterem",
    "pymdownx.arithmatex",
    "pymdownx.details",
]
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]]*\]:", re.MULTILINE)


class _Settled(dict[str, Any]):
    """A mapping that is complete: what a chunk defines is already in it, later definitions included."""

    def __setitem__(self, key: str, value: Any) -> None:
        pass

    def pop(self, key: str, *default: Any) -> Any:
        return None


class PythonMarkdown:
    """The dialect behind the common interface."""

    name = "python-markdown"
    toc = "<p>[TOC]</p>"
    separator = "_"

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(
            extensions=_EXTENSIONS,
            extension_configs={
                "pymdownx.arithmatex": {"generic": True},
                "pymdownx.highlight": {"guess_lang": False, "use_pygments": True},
            },
        )
        self._words: Any = next(one for one in self._markdown.registeredExtensions if isinstance(one, AbbrExtension))
        self._abbreviations: list[Any] = [
            self._markdown.treeprocessors["abbr"],
            self._markdown.parser.blockprocessors["abbr"],
        ]

    def fragment(self, source: str, known: Definitions | None) -> str:
        """The HTML of a stretch of text, unsanitised, headings without ids."""
        self._reset(_Settled(known.links) if known else {}, _Settled(known.words) if known else {})
        return math.in_html(self._converted(source)) if source.strip() else ""

    def _converted(self, source: str) -> str:
        """As the library's `convert`, but blank lines at the end of raw HTML stay: the whole has them too."""
        library = self._markdown
        lines = source.split("\n")
        for step in library.preprocessors:
            lines = step.run(lines)
        root: Any = library.parser.parseDocument(lines).getroot()
        for change in library.treeprocessors:
            changed = change.run(root)
            root = root if changed is None else changed
        html = library.serializer(root)
        html = html[html.index("<div>") + 5 : html.rindex("</div>")].strip() if "</div>" in html else ""
        for finishing in library.postprocessors:
            html = finishing.run(html)
        return html

    def definitions(self, source: str) -> Definitions:
        """The link references and abbreviations a stretch of text defines, by the library's own reading."""
        if "]:" not in source and "] :" not in source:
            return Definitions()
        links: dict[str, tuple[str, str | None]] = {}
        words: dict[str, str] = {}
        self._reset(links, words)
        lines = source.split("\n")
        for step in self._markdown.preprocessors:
            lines = step.run(lines)
        self._markdown.parser.parseDocument(lines)
        return Definitions(dict(links), dict(words))  # the library empties its own

    def mode(self, body: str) -> Mode:
        """Footnotes belong to the whole, and raw HTML changes how the library reads what is far away."""
        footnotes = "[^" in body and _FOOTNOTE.search(body) is not None
        raw = chunks.has_at_line_start(body, "<") or chunks.has_half_reference(body)
        terms = chunks.has_at_line_start(body, ":")
        return Mode(footnotes, raw, terms, local=not footnotes and not raw)

    def cuts(self, body: str, start: int, mode: Mode) -> Iterable[int]:
        """Where the body may be cut: nowhere when it has footnotes, whose numbers and section belong to the whole."""
        return [] if mode.footnotes else chunks.cuts(body, start, raw=mode.raw, terms=mode.terms)

    def _reset(self, links: dict[str, Any], words: dict[str, Any]) -> None:
        self._markdown.reset()
        self._markdown.references = links
        self._words.abbrs = words
        for part in self._abbreviations:
            part.abbrs = words


def convert(body: str) -> str:
    """The dialect's own HTML of a whole body, with heading ids and contents list, unsanitised."""
    made = PythonMarkdown()
    return finish.numbered([finish.prepare(made.fragment(body, None), made.toc)], made.separator)[0]
