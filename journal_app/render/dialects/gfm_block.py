"""The blocks that markdown-it-py has no plugin for, and what is made of blocks before their lines are read: callouts,
containers, abbreviations' definitions, what an MDX file imports, footnotes apart. Knows no page."""

import re
from html import escape
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin

from journal_app.render import finish
from journal_app.render.syntax import constructs, fence, highlight, math

_WORD = re.compile(r"\*\[([^\]\n]+)\]:[ \t]*([^\n]*)$")
_OWN_ID = re.compile(r"[ \t]*\{#([^\s{}]+)\}[ \t]*$")
_LONGEST_TAG = 30  # lines of one component's tag


def plugin(md: MarkdownIt) -> None:
    """Teach these blocks."""
    md.use(admon_plugin, render=_admonition)
    md.use(container_plugin, name="site", validate=_is_container, render=_container)
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("html_block", "component", _component, alt)
    md.block.ruler.before("reference", "abbreviation", _word, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("block", "dress_blocks", _dress)
    md.core.ruler.after("inline", "site_paragraphs", _site_paragraphs)
    md.core.ruler.push("notes_apart", _notes_apart)
    md.add_render_rule("fence", _fence)
    md.add_render_rule("footnote_ref", _footnote_mark)


def _component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag of an MDX component that fills its lines."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 1] != "<" or state.is_code_block(start):
        return False
    last = start
    while last + 1 < min(end, start + _LONGEST_TAG) and not state.isEmpty(last + 1):
        last += 1
    found = constructs.COMPONENT.match(state.src, position, state.eMarks[last])
    if found is None:
        return False
    last = start + found[0].count("\n")
    if state.src[found.end() : state.eMarks[last]].strip():
        return False
    if silent:
        return True
    token = state.push("site_block", "", 0)
    token.content = f'<p class="site-box">{constructs.tag_html(found[0])}</p>\n'
    state.line = last + 1
    token.map = [start, state.line]
    return True


def _word(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The definition of an abbreviation: `*[HTML]: HyperText Markup Language`."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 2] != "*[" or state.is_code_block(start):
        return False
    found = _WORD.match(state.src[position : state.eMarks[start]])
    if found is None:
        return False
    if not silent:
        state.env.setdefault("words", {}).setdefault(found[1].strip(), found[2].strip())
        state.line = start + 1
    return True


def _is_container(params: str, markup: str) -> bool:
    return constructs.CONTAINER.match(markup + params) is not None


def _container(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return str(token.meta.get("close", "</div>\n"))
    found = constructs.CONTAINER.match(token.markup + token.info)
    opened, closed = constructs.container(found) if found else ("<div>\n", "</div>\n")
    for other in tokens[index + 1 :]:
        if other.type == "container_site_close" and other.level == token.level:
            other.meta["close"] = closed
            break
    return opened


def _admonition(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Admonitions by `!!!` and `???`, in the shape the other dialect gives them."""
    token = tokens[index]
    folds, shown = token.markup.startswith("???"), token.markup.endswith("+")
    if token.type == "admonition_open":
        name, *more = str(token.attrs["class"]).split()[1:] or ["note"]
        if folds:
            return f'<details class="{escape(name, quote=True)}"{" open" if shown else ""}>\n'
        return f'<div class="admonition {escape(" ".join([name, *more]), quote=True)}">\n'
    if token.type == "admonition_close":
        return "</details>\n" if folds else "</div>\n"
    if token.nesting < 0:
        return "</summary>\n" if tokens[index - 2].markup.startswith("???") else "</p>\n"
    return "<summary>" if folds else '<p class="admonition-title">'


def _dress(state: StateCore) -> None:
    """Callouts, the ids headings bring along, and what an MDX file imports."""
    tokens = state.tokens
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.type == "blockquote_open":
            _dress_callout(tokens, index)
        elif token.type == "heading_open":
            inline = tokens[index + 1]
            own = _OWN_ID.search(inline.content)
            if own:
                token.attrSet("id", own[1])
                inline.content = inline.content[: own.start()]
        elif token.type == "paragraph_open" and token.level == 0:
            inline = tokens[index + 1]
            if inline.content.startswith(("import", "export")):
                lines = inline.content.split("\n")
                if all(constructs.MODULE.match(line) for line in lines):
                    boxes = "<br>\n".join(constructs.tag_html(line) for line in lines)
                    made = Token("site_block", "", 0, content=f'<p class="site-box">{boxes}</p>\n')
                    tokens[index : index + 3] = [made]


def _dress_callout(tokens: list[Token], index: int) -> None:
    """`> [!NOTE] Title` becomes a callout."""
    if index + 2 >= len(tokens) or tokens[index + 1].type != "paragraph_open":
        return
    inline, level = tokens[index + 2], tokens[index].level
    found = constructs.CALLOUT.match(inline.content)
    if found is None:
        return
    close = next(at for at in range(index + 3, len(tokens)) if tokens[at].level == level and tokens[at].nesting < 0)
    name, fold = found[1].lower(), found[2]
    tag, title_tag = ("details", "summary") if fold else ("div", "p")
    kind = escape(constructs.classes(name, fold=bool(fold)), quote=True)
    tokens[close] = _raw(f"</{tag}>\n", -1, level)
    rest = inline.content[found.end() :].lstrip("\n")
    title = Token("inline", "", 0, children=[], level=level + 2)
    title.content = found[3].strip() or constructs.title_of(found[1])
    open_title = f'<{title_tag}>' if fold else f'<{title_tag} class="admonition-title">'
    head = [
        _raw(f'<{tag} class="{kind}"{" open" if fold == "+" else ""}>\n', 1, level),
        _raw(open_title, 1, level + 1),
        title,
        _raw(f"</{title_tag}>\n", -1, level + 1),
    ]
    if rest.strip():
        inline.content = rest
        tokens[index : index + 1] = head
    else:
        tokens[index : index + 4] = head


def _raw(html: str, nesting: Literal[-1, 0, 1], level: int) -> Token:
    token = Token("site_block", "", nesting, level=level)
    token.content, token.block = html, True
    return token


def _site_paragraphs(state: StateCore) -> None:
    """A paragraph of nothing but site tags is a box."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "inline" and index and tokens[index - 1].type == "paragraph_open" and token.children:
            kinds = {child.type for child in token.children if child.content.strip() or child.type != "text"}
            if "site_tag" in kinds and kinds <= {"site_tag", "softbreak", "hardbreak"}:
                tokens[index - 1].attrSet("class", "site-box")
                tokens[index - 1].hidden = tokens[index + 1].hidden = False


def _notes_apart(state: StateCore) -> None:
    """Footnotes go out of the text, into `env`: the page's last pass puts them where they belong."""
    if not any(token.type == "footnote_reference_open" for token in state.tokens):
        return
    notes: list[tuple[str, list[Token]]] = []
    kept: list[Token] = []
    inside: list[list[Token]] = [kept]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            notes.append((token.meta["label"], []))
            inside.append(notes[-1][1])
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    state.tokens = kept
    state.env["notes"] = notes


def _footnote_mark(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return finish.footnote_mark(tokens[index].meta["label"])


def _fence(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    info = fence.read_info(unescapeAll(token.info))
    if info.language == "math":
        return f'<div class="math">{math.mathml(token.content, block=True)}</div>\n'
    return highlight.block(token.content, info)
