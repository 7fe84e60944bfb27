"""Footnotes of Python-Markdown, kept apart from the text: their numbers and their place belong to the whole page."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

_APART = "journal-notes"


class Notes(FootnoteExtension):
    """The library's extension, which reads definitions; marks and section are made by the page's last pass."""

    known: Iterable[str] | None = None  # the labels defined anywhere, when the text is a part of another

    def extendMarkdown(self, md: Markdown) -> None:
        """Put our own marks and section in the place of the library's."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Mark(r"\[\^([^\]]*)\]", self), "footnote", 175)
        md.treeprocessors.register(_Apart(self), "footnote", 50)
        md.treeprocessors.deregister("footnote-duplicate")
        md.postprocessors.deregister("footnote")

    def each(self) -> Iterator[tuple[str, str]]:
        """Label and text of each footnote, with those that are defined in a text while it is read."""
        done: set[str] = set()
        while more := [item for item in self.footnotes.items() if item[0] not in done]:
            for label, text in more:
                done.add(label)
                yield label, text


class _Mark(InlineProcessor):
    """A reference to a footnote that is defined somewhere."""

    def __init__(self, pattern: str, notes: Notes) -> None:
        super().__init__(pattern)
        self._notes = notes

    def handleMatch(self, m: Any, data: str) -> Any:  # type: ignore[override]
        """Its mark, in the shape the last pass looks for."""
        label = m[1]
        known: Any = self._notes.footnotes if self._notes.known is None else self._notes.known
        if label not in known:
            return None, None, None
        mark = etree.Element("sup")
        mark.set("class", "footnote-ref")
        mark.set("title", label)
        return mark, m.start(0), m.end(0)


class _Apart(Treeprocessor):
    """Reads the footnotes' text into an element of its own at the end of the tree."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes.md)
        self._notes = notes

    def run(self, root: Any) -> None:
        """Add it; `taken` takes it out again when the lines of all are read."""
        if not self._notes.footnotes:
            return
        apart = etree.SubElement(root, _APART)
        for label, text in self._notes.each():
            note = etree.SubElement(apart, "div", {"title": label})
            self._notes.parser.parseChunk(note, text)


def taken(root: Any) -> list[Any]:
    """The elements of the footnotes, taken out of the tree."""
    last = root[-1] if len(root) else None
    if last is None or last.tag != _APART:
        return []
    root.remove(last)
    return list(last)
