"""Code to Pygments spans, by classes that the article's style sheet colours. Knows nothing of Markdown."""

from functools import lru_cache
from html import escape
from typing import Any

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from journal_app.render.syntax.fence import Info


def block(source: str, info: Info) -> str:
    """The code as a whole block, with its title and marked lines; plain when the language is not known."""
    lexer = _lexer(info.language)
    if lexer is None and not info.title and not info.lines:
        return f"<pre><code>{escape(source, quote=False)}</code></pre>\n"
    # The library takes no number of a line that is not there.
    count = source.count("\n") + 1
    marks = [line for line in info.lines if 0 < line <= count]
    formatter: Any = HtmlFormatter(nowrap=True, hl_lines=marks) if marks else _plain()
    spans = highlight(source, lexer or _text(), formatter)
    title = f'<span class="filename">{escape(info.title)}</span>' if info.title else ""
    return f'<div class="highlight">{title}<pre><code>{spans}</code></pre></div>\n'


@lru_cache(maxsize=256)
def _lexer(language: str) -> Any:
    try:
        return get_lexer_by_name(language) if language else None
    except ClassNotFound:
        return None


@lru_cache(maxsize=1)
def _text() -> Any:
    return TextLexer()


@lru_cache(maxsize=1)
def _plain() -> Any:
    return HtmlFormatter(nowrap=True)
