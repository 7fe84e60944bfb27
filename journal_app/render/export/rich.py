"""A post as what is pasted into a mail or another editor: each element with its style, and nothing but elements.

Such places keep no sheet, no class, no variable and no script; often no list without its marks and no box.
"""

import re

import css_inline

from journal_app import paths, render
from journal_app.post.fields import meaning
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render.card import language_of
from journal_app.render.export.export import About, Exported, Look, inlined, without_mark
from journal_app.render.export.links import Links, rewritten
from journal_app.render.export.modern import modern

_ATTRIBUTE = re.compile(r' (?:class|id|data-[a-z-]+|aria-[a-z-]+|role)="[^"]*"')
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_BOX = re.compile(r'<input(?: [^<>]*)? type="checkbox"((?: [^<>]*)?)>')
_DONE = re.compile(r'<input(?: [^<>]*)? checked(?:="")?(?: [^<>]*)?>')
# What leads to places in the text: there are no such places where it is pasted.
_GONE = re.compile(r'<nav class="toc">.*?</nav>|\s*<a class="footnote-backref"[^<>]*>[^<>]*</a>', re.DOTALL)
_INSIDE = re.compile(r'<a(?: [^<>]*)? href="#[^"]*"[^<>]*>(.*?)</a>', re.DOTALL)
_CODE = re.compile(r"(<pre[^<>]*>)(.*?)(</pre>)", re.DOTALL)
_LAST_BREAK = re.compile(r"\n((?:</\w+>)*)\Z")
_LINE_PARTS = re.compile(r"(<[^<>]*>)")


def fragment(post: Post, site: Site = PLAIN, *, look: Look | None = None) -> Exported:
    """The body as HTML with its styles in it; pictures are inside."""
    look = look or Look()
    html, _ = rewritten(render.whole(post.body, site.dialect, join_han=look.join_han), post.path, Links())
    html, notes = inlined(modern(without_mark(html)), post, site, look)
    html = _INSIDE.sub(r"\1", _GONE.sub("", html))
    html = _DONE.sub("☑ ", html)
    html = _BOX.sub("☐ ", html)
    html = _CODE.sub(_with_breaks, html)
    family = "serif" if look.style == "serif" else "sans"
    sheet = paths.resource("preview/rich.css").read_text("utf-8")
    whole = css_inline.CSSInliner(extra_css=sheet, load_remote_stylesheets=False, keep_style_tags=False).inline(
        f'<html><head></head><body><section class="{family}">{html}</section></body></html>'
    )
    start = whole.index("<section")
    made = _TAG.sub(lambda tag: _ATTRIBUTE.sub("", tag[0]), whole[start : whole.rindex("</body>")])
    title = meaning(post, site).title
    return Exported(made.encode("utf-8", "replace"), notes, About(title, language=language_of(title + post.body)))


def _with_breaks(found: re.Match[str]) -> str:
    """Code whose line breaks and blanks survive an editor that folds white space."""
    parts = _LINE_PARTS.split(_LAST_BREAK.sub(r"\1", found[2]))
    parts[::2] = [part.replace("\n", "<br>").replace("  ", "\u00a0\u00a0") for part in parts[::2]]
    return found[1] + "".join(parts) + found[3]
