"""Python-Markdown with pymdown-extensions, as Pelican, MkDocs and a plain folder show it. Knows no page."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import markdown
from markdown import Extension
from markdown.extensions.abbr import AbbrExtension

from journal_app.render import finish
from journal_app.render.dialect import Definitions, Fragment, Mode, Numbering
from journal_app.render.dialects import chunks
from journal_app.render.dialects.python_notes import Notes, taken
from journal_app.render.dialects.python_site import Fences, Site
from journal_app.render.syntax import constructs, han, math

# Not pymdownx.betterem: bold beside Chinese punctuation works on the sites that use the library's own emphasis.
_EXTENSIONS = (
    "markdown.extensions.tables",
    "markdown.extensions.def_list",
    "markdown.extensions.abbr",
    "markdown.extensions.admonition",
    "markdown.extensions.attr_list",
    "markdown.extensions.md_in_html",
    "pymdownx.highlight",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.tabbed",
    "pymdownx.emoji",
)
_BETWEEN = "\x1a"  # between the HTML of the text and that of its notes: a control that no body brings along
_SEAM = "\x19"  # another, alone on a line in front of each stretch of those that are read at once


def _extensions() -> list[Extension]:
    """The library's, made here: it would look through all that is installed for what is called so."""
    from pymdownx.emoji import to_alt

    configs: dict[str, dict[str, Any]] = {
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.highlight": {"guess_lang": False, "use_pygments": True},
        "pymdownx.emoji": {"emoji_index": _emoji, "emoji_generator": to_alt, "options": {}},
    }
    return [import_module(name).makeExtension(**configs.get(name, {})) for name in _EXTENSIONS]


def _emoji(options: Any, md: Any) -> dict[str, Any]:
    """The names of emoji as `pymdownx.emoji.gemoji` gives them, without a copy of them all."""
    from pymdownx import gemoji_db

    return {"name": gemoji_db.name, "emoji": gemoji_db.emoji, "aliases": gemoji_db.aliases}


class _Settled(dict[str, Any]):
    """A mapping that is complete: what a chunk defines is already in it, later definitions included."""

    def __setitem__(self, key: str, value: Any) -> None:
        pass

    def pop(self, key: str, *default: Any) -> Any:
        return None

    def clear(self) -> None:
        pass


class PythonMarkdown:
    """The dialect behind the common interface."""

    name = "python-markdown"
    numbering = Numbering(separator="_", as_defined=True)

    def __init__(self) -> None:
        from pymdownx.arithmatex import arithmatex_fenced_format

        maths = {"name": "math", "class": "arithmatex", "format": arithmatex_fenced_format(mode="generic")}
        self._notes = Notes()
        self._fences = Fences(relaxed_headers=True, custom_fences=[maths])
        self._markdown = markdown.Markdown(
            extensions=[*_extensions(), self._fences, self._notes, Site()],
        )
        self._words: Any = next(one for one in self._markdown.registeredExtensions if isinstance(one, AbbrExtension))
        self._abbreviations: list[Any] = [
            self._markdown.treeprocessors["abbr"],
            self._markdown.parser.blockprocessors["abbr"],
        ]
        self._known: Definitions | None = None
        self._settled = _Settled(), _Settled()

    def fragment(self, source: str, known: Definitions | None) -> Fragment:
        """The HTML of a stretch of text, unsanitised, headings without ids."""
        if not source.strip():
            return Fragment("")
        if known is None:
            self._reset({}, {})
        else:
            if known is not self._known:
                self._known, self._settled = known, (_Settled(known.links), _Settled(known.words))
            self._reset(*self._settled)
        self._notes.known = known.notes if known else None
        html, *notes = self._converted(source)
        labels = list(self._notes.footnotes)
        return Fragment(html + "\n" if html else "", tuple(zip(labels, notes, strict=True)))

    def fragments(self, sources: Sequence[str], known: Definitions) -> Sequence[Fragment]:
        """The same for several stretches: the library reads them at once, with marks between them.

        Not those with raw HTML, in which blank lines are kept, or with a definition that looks at what is before it.
        """
        alone = [_is_read_alone(source) for source in sources]
        others = [source for source, is_alone in zip(sources, alone, strict=True) if not is_alone]
        made = iter(self._at_once(others, known))
        return [
            self.fragment(source, known) if is_alone else next(made)
            for source, is_alone in zip(sources, alone, strict=True)
        ]

    def _at_once(self, sources: list[str], known: Definitions) -> list[Fragment]:
        if len(sources) > 1:
            html = self.fragment("".join([f"{_SEAM}\n{_ended(source)}" for source in sources]), known).html
            parts = html.split(_SEAM)
            if len(parts) == len(sources):
                return [Fragment(f"{part}\n" if (part := one.strip("\n")) else "") for one in parts]
        return [self.fragment(source, known) for source in sources]

    def _converted(self, source: str) -> list[str]:
        """As the library's `convert`, but blank lines at the end of raw HTML stay: the whole has them too.

        The HTML of the text, and that of each footnote defined in it.
        """
        library = self._markdown
        lines = source.split("\n")
        for step in library.preprocessors:
            lines = step.run(lines)
        root, firsts = self._parsed("\n".join(lines))
        for change in library.treeprocessors:
            changed = change.run(root)
            root = root if changed is None else changed
        _mark(root, firsts)
        html = _BETWEEN.join(self._serialised(one) for one in (root, *taken(root)))
        for finishing in library.postprocessors:
            html = finishing.run(html)
        return constructs.with_more(math.in_html(html)).split(_BETWEEN)

    def _parsed(self, text: str) -> tuple[Any, list[etree.Element]]:
        """The tree of a text, each stretch behind a mark read for itself, and the first element of each."""
        parser = self._markdown.parser
        before, *stretches = text.split(_SEAM)
        parser.root = root = etree.Element("div")
        parser.parseChunk(root, before)
        firsts: list[etree.Element] = []
        for stretch in stretches:
            part = etree.Element("div")
            parser.parseBlocks(part, stretch.strip("\n").split("\n\n"))
            firsts += part[:1]
            root.extend(part)
        return root, firsts

    def _serialised(self, root: etree.Element) -> str:
        root.tag, root.attrib = "div", {}
        html: str = self._markdown.serializer(root)
        return html[html.index("<div>") + 5 : html.rindex("</div>")].strip() if "</div>" in html else ""

    def definitions(self, source: str) -> Definitions:
        """What a stretch of text defines, by the library's own reading."""
        if "]:" not in source and "] :" not in source:
            return Definitions()
        links: dict[str, tuple[str, str | None]] = {}
        words: dict[str, str] = {}
        self._reset(links, words)
        lines = source.split("\n")
        self._fences.reader.plain = True
        try:
            for step in self._markdown.preprocessors:
                lines = step.run(lines)
        finally:
            self._fences.reader.plain = False
        parser = self._markdown.parser
        parser.parseDocument(lines)
        outside = Definitions(dict(links), dict(words))  # the library empties its own
        inside: dict[str, Definitions] = {}
        for label, text in self._notes.each():
            links.clear()
            words.clear()
            parser.parseChunk(etree.Element("div"), text)
            if links or words:
                inside[label] = Definitions(dict(links), dict(words))
        return Definitions(outside.links, outside.words, frozenset(self._notes.footnotes), inside)

    def together(self, parts: Iterable[Definitions]) -> Definitions:
        """What these define together; the last of a name wins."""
        links: dict[str, tuple[str, str | None]] = {}
        words: dict[str, str] = {}
        notes: set[str] = set()
        inside: dict[str, Definitions] = {}
        for one in parts:
            links |= one.links
            words |= one.words
            notes |= one.notes
            inside |= dict.fromkeys(one.notes, Definitions()) | dict(one.inside)
        for later in inside.values():
            links |= later.links
            words |= later.words
        return Definitions(links, words, frozenset(notes))

    def mode(self, body: str) -> Mode:
        """Raw HTML changes how the library reads what is far away."""
        raw = chunks.has_at_line_start(body, "<") or chunks.stops_the_reader(body)
        return Mode(raw, chunks.has_at_line_start(body, ":"))

    def cuts(self, body: str, start: int, mode: Mode) -> Iterable[int]:
        """Where the body may be cut."""
        return chunks.cuts(body, start, raw=mode.raw, terms=mode.terms)

    def _reset(self, links: dict[str, Any], words: dict[str, Any]) -> None:
        self._markdown.reset()
        self._markdown.parser.state.clear()  # where an error left the reading of blocks
        self._markdown.references = links
        self._words.abbrs = words
        for part in self._abbreviations:
            part.abbrs = words


def _is_read_alone(source: str) -> bool:
    return chunks.has_at_line_start(source, "<") or source.lstrip()[:1] in ("", ":")


def _mark(root: etree.Element, firsts: list[etree.Element]) -> None:
    """Put marks between the stretches; one whose first element was taken away gets none."""
    before = None
    wanted = iter(firsts)
    first = next(wanted, None)
    for child in root if firsts else ():
        if child is first:
            if before is not None:
                before.tail = f"{before.tail or ''}{_SEAM}"
            first = next(wanted, None)
        before = child


def _ended(source: str) -> str:
    """A stretch with the end of its last line; most come with a blank line behind it, where the next mark goes."""
    return source[:-1] if source.endswith("\n\n") else f"{source}\n"


@cache
def _shared() -> PythonMarkdown:
    return PythonMarkdown()


def convert(body: str, *, join_han: bool = False) -> str:
    """The dialect's own HTML of a whole body, with heading ids, contents list and footnotes, unsanitised."""
    made = _shared().fragment(body, None)
    parts = [made.html, *(html for _, html in made.notes)]
    html, *notes = [han.joined(part) for part in parts] if join_han else parts
    prepared = finish.prepare(html, [(label, note) for (label, _), note in zip(made.notes, notes, strict=True)])
    numbers = finish.numbered([prepared], PythonMarkdown.numbering)
    return prepared.filled(numbers.fills[0]) + numbers.section
