"""Code to Pygments spans, and the two style sheets that colour them. Knows nothing of Markdown."""

from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def code(source: str, language: str) -> str:
    """The code as a whole `<pre>` block with Pygments classes; plain when the language is not known."""
    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return f"<pre><code>{escape(source)}</code></pre>"
    spans = highlight(source, lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code>{spans}</code></pre>'
