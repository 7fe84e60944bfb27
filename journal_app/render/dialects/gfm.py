"""CommonMark and GFM by markdown-it-py, as Hugo, Hexo, Astro, Jekyll and VitePress show it. Knows no page.

A text is cut at the ends of its top-level blocks, found by the library's own reader of blocks: it never looks back, so
behind such an end nothing depends on what stands in front but link references, abbreviations and footnotes, which are
gathered. There is no cut where raw HTML is open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from journal_app.render import finish
from journal_app.render.dialect import Definitions, Fragment, Mode, Numbering
from journal_app.render.dialects import gfm_block, gfm_inline
from journal_app.render.syntax import constructs, han, math, tags

_WINDOW = 2048  # characters the reader of blocks is given at first
_WIDEST = 1 << 16
_SEAM = "seam"  # the type of a token behind the blocks of each stretch of those that are read at once
_SEAMED = "\x19"  # its HTML; no body brings that control along
_NESTED = 100  # levels; deeper text is left out, as the library does


@dataclass(slots=True)
class _Blocks:
    """The blocks of a stretch of text before their lines are read, and what they define."""

    tokens: list[Token]
    env: dict[str, Any] = field(default_factory=dict)

    @property
    def definitions(self) -> Definitions:
        links = {label: (one["href"], one.get("title")) for label, one in self.env.get("references", {}).items()}
        notes = frozenset(label[1:] for label in self.env.get("footnotes", {}).get("refs", ()))
        return Definitions(links, dict(self.env.get("words", {})), notes)


class GFM:
    """The dialect behind the common interface."""

    name = "gfm"
    numbering = Numbering(separator="-", as_defined=False)

    def __init__(self) -> None:
        self._library = _library()
        names = self._library.core.ruler.get_active_rules()
        behind = names.index("block") + 1
        self._behind_blocks = self._library.core.ruler.getRules("")[behind:]
        self._known: Definitions | None = None
        self._env: dict[str, Any] = {}
        self._read: dict[str, list[_Blocks]] = {}  # what was read while the text was cut, until it is rendered

    def fragment(self, source: str, known: Definitions | None) -> Fragment:
        """The HTML of a stretch of text, unsanitised, headings without ids."""
        blocks = self._taken(source)
        env = blocks.env if known is None else self._env_of(known)
        tokens = self._finished(blocks.tokens, env)
        notes = [(label, self._rendered(part, env)) for label, part in env.pop("notes", ())]
        return Fragment(self._rendered(tokens, env), tuple(notes))

    def fragments(self, sources: Sequence[str], known: Definitions) -> Sequence[Fragment]:
        """The same for several stretches: lines are read at once, with marks between the blocks of each."""
        if len(sources) < 2:
            return [self.fragment(source, known) for source in sources]
        env = self._env_of(known)
        tokens: list[Token] = []
        seam = Token(_SEAM, "", 0)
        for source in sources:
            tokens += self._taken(source).tokens
            tokens.append(seam)
        tokens = self._finished(tokens, env)
        if env.pop("notes", ()):
            return [self.fragment(source, known) for source in sources]
        made = self._rendered(tokens, env).split(_SEAMED)[:-1]
        if len(made) != len(sources):
            return [self.fragment(source, known) for source in sources]
        return [Fragment(html) for html in made]

    def _taken(self, source: str) -> _Blocks:
        """The blocks of a stretch, to be used up."""
        read = self._read.get(source)
        return read.pop() if read else self._blocks(source)

    def _env_of(self, known: Definitions) -> dict[str, Any]:
        """What is defined, as the library keeps it."""
        if known is not self._known:
            self._known = known
            links = {label: {"href": href, "title": title} for label, (href, title) in known.links.items()}
            self._env = {"references": links, "words": known.words, "footnotes": _notes(known.notes)}
        return self._env

    def _finished(self, tokens: list[Token], env: dict[str, Any]) -> list[Token]:
        """The blocks with their lines read."""
        state = StateCore("", self._library, env)
        state.tokens = tokens
        for rule in self._behind_blocks:
            rule(state)
        return state.tokens

    def _rendered(self, tokens: list[Token], env: dict[str, Any]) -> str:
        return constructs.with_more(str(self._library.renderer.render(tokens, self._library.options, env)))

    def definitions(self, source: str) -> Definitions:
        """What a stretch of text defines, by the library's own reading."""
        read = self._read.get(source)
        return (read[-1] if read else self._blocks(source)).definitions

    def together(self, parts: Iterable[Definitions]) -> Definitions:
        """What these define together; the first of a name wins."""
        links: dict[str, tuple[str, str | None]] = {}
        words: dict[str, str] = {}
        notes: set[str] = set()
        for one in parts:
            for label, link in one.links.items():
                links.setdefault(label, link)
            for word, meaning in one.words.items():
                words.setdefault(word, meaning)
            notes |= one.notes
        return Definitions(links, words, frozenset(notes))

    def mode(self, body: str) -> Mode:
        """Always the same: cuts depend on the text between them alone."""
        return Mode()

    def cuts(self, body: str, start: int, mode: Mode) -> Iterator[int]:
        """The ends of top-level blocks behind `start`, where no raw HTML is open.

        The reader is given a window of the text, and what it says of the window's end is not believed: a block there
        may go on. A block longer than the window is read again in wider ones.
        """
        self._read.clear()
        size, begun, opened = _WINDOW, start, _OpenHTML()
        kept: _Blocks | None = None
        while start < len(body):
            end = len(body) if start + size >= len(body) else body.rfind("\n", start, start + size) + 1
            moved = False
            if end > start:
                for stop, blocks in self._ends(body[start:end], whole=end == len(body)):
                    moved = True
                    if kept is None:
                        kept = blocks
                    else:
                        kept.tokens += blocks.tokens
                        _gather(kept.env, blocks.env)
                    opened.read(blocks.tokens)
                    at = start + stop
                    if not opened.names:
                        self._read.setdefault(body[begun:at], []).append(kept)
                        begun, kept = at, None
                        if at < len(body):
                            yield at
                if moved:
                    start = at
            if end == len(body):
                return
            size = min(max(size, _WINDOW) * 2, _WIDEST) if moved else size * 2

    def _ends(self, text: str, *, whole: bool) -> Iterator[tuple[int, _Blocks]]:
        """The blocks of `text` and the offsets of the first line behind each; those at its end only if `whole`."""
        library = self._library
        state = StateBlock(text, library, {}, [])
        rules = library.block.ruler.getRules("")
        line = state.skipEmptyLines(0)
        last = state.lineMax
        while line < last:
            state.tokens, state.env, state.line = [], {}, line
            for rule in rules:
                if rule(state, line, last, False):
                    break
            line = max(state.line, line + 1)
            behind = state.skipEmptyLines(line)
            # A reader looks at most at the two lines behind a blank one before it ends a block.
            if not whole and behind + 2 >= last:
                return
            state.tight = True
            yield (state.bMarks[behind] if behind < last else len(text)), _Blocks(state.tokens, state.env)
            line = behind

    def _blocks(self, source: str) -> _Blocks:
        made = _Blocks([])
        self._library.block.parse(source, self._library, made.env, made.tokens)
        return made


class _OpenHTML:
    """Which elements the raw HTML between blocks has left open."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def read(self, tokens: list[Token]) -> None:
        """Read on."""
        for token in tokens:
            if token.type != "html_block" or token.level:
                continue
            for name in tags.tokens(token.content):
                if name in tags.STRANGE or not name:
                    self.names.append("?")  # nothing closes that
                elif name[0] == "/":
                    if name[1:] in self.names:
                        while self.names.pop() != name[1:]:
                            pass
                elif name in tags.KNOWN:
                    self.names.append(name)


def _gather(env: dict[str, Any], more: dict[str, Any]) -> None:
    """Put what a block defines to what those before it did; the first of a name wins."""
    for kind in ("references", "words"):
        for name, value in more.get(kind, {}).items():
            env.setdefault(kind, {}).setdefault(name, value)
    if "footnotes" in more:
        env.setdefault("footnotes", _notes(()))["refs"].update(more["footnotes"]["refs"])


def _notes(labels: Iterable[str]) -> dict[str, Any]:
    """Footnotes that are defined, as the library's plugin keeps them."""
    return {"refs": {f":{label}": -1 for label in labels}, "list": {}}


def convert(body: str, *, strict: bool = False, join_han: bool = False) -> str:
    """The dialect's own HTML of a whole body, unsanitised; `strict` is CommonMark alone, without a site's extras."""
    if strict:
        return str(_strict().render(body))
    made = _shared().fragment(body, None)
    parts = [made.html, *(html for _, html in made.notes)]
    html, *notes = [han.joined(part) for part in parts] if join_han else parts
    prepared = finish.prepare(html, [(label, note) for (label, _), note in zip(made.notes, notes, strict=True)])
    numbers = finish.numbered([prepared], GFM.numbering)
    return prepared.filled(numbers.fills[0]) + numbers.section


@cache
def _shared() -> GFM:
    return GFM()


@cache
def _strict() -> MarkdownIt:
    made = MarkdownIt("commonmark")
    made.add_render_rule("blockquote_open", _quote_open)
    return made


def _quote_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """The library writes an empty quote on one line, the specification on two."""
    return str(renderer.renderToken(tokens, index, options, env)).rstrip("\n") + "\n"


class _Links(LinkifyIt):  # type: ignore[misc]
    """Finds bare addresses as GFM does: with a scheme, with `www.`, or of mail."""

    def __init__(self) -> None:
        super().__init__()
        self.add("//", None)
        self.tlds(["[a-z]{2,24}"])

    def match(self, text: str) -> list[Any] | None:
        """The addresses in a text."""
        found = super().match(text)
        return [one for one in found if one.schema or one.raw[:4].lower() == "www."] if found else found


def _library() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"linkify": True, "maxNesting": _NESTED, "tasklists": True})
    made.linkify = _Links()
    made.enable(["table", "strikethrough", "linkify"])
    made.use(footnote_plugin, inline=False, move_to_end=False)
    made.use(deflist_plugin)
    made.use(sub_plugin)
    made.use(superscript_plugin)
    made.use(
        dollarmath_plugin,
        renderer=_formula,
        double_inline=True,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        allow_blank_lines=False,
    )
    made.use(gfm_block.plugin)
    made.use(gfm_inline.plugin)
    for name in ("made", "site_tag", "site_block"):
        made.add_render_rule(name, gfm_inline.render_made)
    made.add_render_rule(_SEAM, lambda *_: _SEAMED)
    made.add_render_rule("s_open", lambda *_: "<del>")
    made.add_render_rule("s_close", lambda *_: "</del>")
    made.add_render_rule("math_inline_double", _inline_block)
    return made


def _inline_block(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return f'<span class="math">{math.mathml(str(tokens[index].content), block=True)}</span>'


def _formula(tex: str, options: dict[str, Any]) -> str:
    return math.mathml(tex, block=bool(options.get("display_mode")))
