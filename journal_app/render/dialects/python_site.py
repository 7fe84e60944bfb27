"""What a site shows beyond Python-Markdown's own extensions: wiki links, site tags, callouts, `:::` containers, fences
as other sites write them. Knows no page."""

import re
import xml.etree.ElementTree as etree
from typing import Any, cast

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineReader
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, STX, AtomicString
from pymdownx import superfences
from pymdownx.arithmatex import RE_BRACKET_INLINE, RE_SMART_DOLLAR_INLINE

from journal_app.render.syntax import constructs, fence

_MANY_BRACKETS = r"(?:\[[^\[\]\x02]{0,40}+){50,}(?=\[)"
# The library's formulas, but no price ends one: a dollar sign in front of a digit.
_FORMULA = re.compile(f"(?:{RE_SMART_DOLLAR_INLINE}(?!(?<=[$])[0-9])|{RE_BRACKET_INLINE})", re.DOTALL | re.UNICODE)
_COLONS = re.compile(r":{3,}")
_MARKED_LINES = re.compile(r"[\d\s,\-]+|.*\bhl_lines\s*=\s*\[.*")


class Site(Extension):
    """All of it."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the parts."""
        md.preprocessors.register(_Containers(md), "site_containers", 15)
        md.inlinePatterns.register(_Brackets(_MANY_BRACKETS, md), "site_brackets", 189.8)
        md.inlinePatterns.register(_Wiki(constructs.WIKI.pattern, md), "site_wiki", 178)
        md.inlinePatterns.register(_Tag(constructs.TAG.pattern, md), "site_tag", 189.95)
        md.inlinePatterns.register(_Tag(constructs.COMPONENT.pattern, md), "site_component", 189.94)
        md.inlinePatterns.register(_Tildes(constructs.TILDES.pattern, md), "site_tildes", 61)
        md.inlinePatterns["arithmatex-inline"].compiled_re = _FORMULA
        md.treeprocessors.register(_Callouts(md), "site_callouts", 21)
        md.treeprocessors.register(_Tabs(md), "site_tabs", 20.5)
        md.treeprocessors.register(_Boxes(md), "site_boxes", 1)


class Fences(superfences.SuperFencesCodeExtension):  # type: ignore[misc]
    """Fenced code with titles and marked lines as other sites write them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """The library's, with our reader of the line of a fence."""
        super().extendMarkdown(md)
        theirs: Any = md.preprocessors["fenced_code_block"]
        ours = _FenceReader(md)
        ours.config, ours.extension = theirs.config, theirs.extension
        self.superfences[0]["formatter"] = ours.highlight
        md.preprocessors.register(ours, "fenced_code_block", 25)
        self.reader = ours


class _FenceReader(superfences.SuperFencesBlockPreprocessor):  # type: ignore[misc]
    plain = False  # code is not highlighted while only definitions are looked for

    def highlight(self, src: str = "", *arguments: Any, **options: Any) -> str:
        return "" if self.plain else str(super().highlight(src, *arguments, **options))

    def parse_options(self, m: re.Match[str]) -> bool:
        return self._ours(m)

    def handle_unrecognized(self, m: re.Match[str]) -> bool:
        return self._ours(m)

    def handle_attrs(self, m: re.Match[str]) -> bool:
        return self._ours(m) if _MARKED_LINES.fullmatch(m["attrs"]) else bool(super().handle_attrs(m))

    def _ours(self, m: re.Match[str]) -> bool:
        info = fence.read_info(m.string[m.end("fence") :])
        self.lang = info.language or None
        self.attrs: dict[str, str] = {}
        self.options = {}
        if info.title:
            self.options["title"] = info.title
        if info.lines:
            self.options["hl_lines"] = info.ranges
        entry = next(one for one in reversed(self.extension.superfences) if one["test"](self.lang))
        self.formatter = entry["formatter"]
        return True


class _Containers(Preprocessor):
    """`::: tip Title` … `:::` becomes an admonition, which the library knows; code fences are gone by then."""

    def run(self, lines: list[str]) -> list[str]:
        """Indent what stands between two such lines, from the inside out."""
        if not any(line.startswith(":::") for line in lines):
            return lines
        opened: list[int] = []
        pairs: dict[int, int] = {}
        for index, line in enumerate(lines):
            if not line.startswith(":::"):
                continue
            if constructs.CONTAINER.fullmatch(line):
                opened.append(index)
            elif _COLONS.fullmatch(line.rstrip()) and opened:
                pairs[opened.pop()] = index
        closing = set(pairs.values())
        made: list[str] = []
        depth = 0
        levels: list[bool] = []
        for index, line in enumerate(lines):
            if index in pairs:
                found = constructs.CONTAINER.fullmatch(line)
                head = constructs.container_as_admonition(found) if found else ""
                made += ["", "    " * depth + head] if head else [""]
                levels.append(bool(head))
                depth += bool(head)
            elif index in closing:
                depth -= levels.pop()
                made.append("")
            else:
                made.append("    " * depth + line if depth and line else line)
        return made


def _as_written(text: str, md: Markdown) -> str:
    """The text without the library's marks for what it has read in it: they hang on all that stands before."""
    if STX not in text:
        return text
    inline, escapes = (
        cast(InlineReader, md.treeprocessors["inline"]),
        cast(UnescapeTreeprocessor, md.treeprocessors["unescape"]),
    )

    def written(found: re.Match[str]) -> str:
        value = inline.stashed_nodes.get(found[1], "")
        if isinstance(value, str):
            return value
        inside = _as_written("".join(value.itertext()), md)
        return f"`{inside}`" if value.tag == "code" else inside

    return escapes.unescape(INLINE_PLACEHOLDER_RE.sub(written, text))


class _Brackets(InlineProcessor):
    """So many brackets without an end that nobody meant links: the library would look for the end of each."""

    def handleMatch(self, m: Any, data: str) -> Any:  # type: ignore[override]
        """The text as it is."""
        return AtomicString(m[0]), m.start(0), m.end(0)


class _Wiki(InlineProcessor):
    """`[[post|text]]` and `![[image.png]]`."""

    def handleMatch(self, m: Any, data: str) -> Any:  # type: ignore[override]
        """The link or the image."""
        found = constructs.WIKI.fullmatch(_as_written(m[0], self.md))
        if found is None or found[2].startswith("^") or not found[2].strip():
            return None, None, None
        if not found[1] and found[2].strip().lower() in ("toc", "_toc_"):
            return "[TOC]", m.start(0), m.end(0)
        link = constructs.wiki(found)
        if link.image:
            image = etree.Element("img", {"src": link.href, "alt": link.text})
            for name, value in (("width", link.width), ("height", link.height)):
                if value:
                    image.set(name, value)
            return image, m.start(0), m.end(0)
        anchor = etree.Element("a", {"class": "wikilink embed" if link.embed else "wikilink", "href": link.href})
        anchor.text = AtomicString(link.text)
        return anchor, m.start(0), m.end(0)


class _Tildes(InlineProcessor):
    """The tildes of ranges, which the library would take for the marks of a subscript."""

    def handleMatch(self, m: Any, data: str) -> Any:  # type: ignore[override]
        """The first of two tildes as it is, where they are no marks."""
        return (None, None, None) if constructs.is_subscript(m) else (AtomicString("~"), m.start(0), m.start(0) + 1)


class _Tag(InlineProcessor):
    """What the site's own machine replaces, in a quiet box."""

    def handleMatch(self, m: Any, data: str) -> Any:  # type: ignore[override]
        """The box."""
        box = etree.Element("span", {"class": "site-tag"})
        before, word, after = constructs.tag_parts(_as_written(m[0], self.md))
        box.text = AtomicString(before)
        if word:
            name = etree.SubElement(box, "b")
            name.text = AtomicString(word)
            name.tail = AtomicString(after)
        return box, m.start(0), m.end(0)


class _Callouts(Treeprocessor):
    """`> [!NOTE] Title`, and what an MDX file imports; before lines are read."""

    def run(self, root: Any) -> None:
        """Change the elements in their places."""
        for parent in list(root.iter()):
            for quote in [child for child in parent if child.tag == "blockquote"]:
                for part in _parts(parent, quote):
                    found = _callout(part[0]) if len(part) else None
                    if found:
                        _dress(part, part[0], found)
        for block in list(root):
            if block.tag == "p" and (block.text or "").startswith(("import", "export")):
                lines = (block.text or "").split("\n")
                if all(constructs.MODULE.match(line) for line in lines):
                    _make_box(block, lines)


class _Tabs(Treeprocessor):
    """Content tabs (`=== "Title"`) one below the other, each under its title: a switch would need a form."""

    def run(self, root: Any) -> None:
        """Change the elements in their places; before lines are read, since titles hold marks too."""
        for tabs in [one for one in root.iter("div") if one.attrib.pop("data-tabs", None)]:
            for part in list(tabs):
                if part.tag == "input":
                    tabs.remove(part)
                elif part.tag == "label":
                    part.tag, part.attrib = "p", {"class": "tabbed-title"}


def _callout(block: Any) -> re.Match[str] | None:
    return constructs.CALLOUT.match(block.text or "") if block.tag == "p" else None


def _parts(parent: Any, quote: Any) -> list[Any]:
    """The quotes that the library has joined, where each but the first begins a callout after one."""
    parts = [quote]
    if not len(quote) or _callout(quote[0]) is None:
        return parts
    for block in list(quote)[1:]:
        if _callout(block) is not None:
            parts.append(etree.Element("blockquote"))
            parts[-1].tail = "\n"
            parent.insert(list(parent).index(parts[-2]) + 1, parts[-1])
        if parts[-1] is not quote:
            quote.remove(block)
            parts[-1].append(block)
    return parts


def _dress(quote: Any, first: Any, found: re.Match[str]) -> None:
    name, fold = found[1].lower(), found[2]
    rest = (first.text or "")[found.end() :].lstrip("\n")
    quote.tag = "details" if fold else "div"
    quote.set("class", constructs.classes(name, fold=bool(fold)))
    if fold == "+":
        quote.set("open", "open")
    title = etree.Element("summary" if fold else "p", {} if fold else {"class": "admonition-title"})
    title.text = found[3].strip() or constructs.title_of(found[1])
    title.tail = "\n"
    if rest.strip():
        first.text = rest
    else:
        quote.remove(first)
    quote.insert(0, title)


def _make_box(block: Any, lines: list[str]) -> None:
    block.text = ""
    block.set("class", "site-box")
    for index, line in enumerate(lines):
        if index:
            etree.SubElement(block, "br")
        box = etree.SubElement(block, "span", {"class": "site-tag"})
        before, word, after = constructs.tag_parts(line)
        box.text = AtomicString(before)
        if word:
            name = etree.SubElement(box, "b")
            name.text, name.tail = AtomicString(word), AtomicString(after)


class _Boxes(Treeprocessor):
    """A paragraph of nothing but site tags is a box."""

    def run(self, root: Any) -> None:
        """Mark them, when lines are read."""
        for block in root.iter("p"):
            parts = list(block)
            if (
                parts
                and not (block.text or "").strip()
                and all(
                    (one.tag == "br" or one.get("class") == "site-tag") and not (one.tail or "").strip()
                    for one in parts
                )
            ):
                block.set("class", "site-box")
