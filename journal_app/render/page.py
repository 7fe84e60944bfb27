"""The pages an article stands on: the preview's empty one, and the style sheets of preview and export."""

import re
from functools import cache
from html import escape

from journal_app import paths
from journal_app.render import colours

_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


def policy(*, remote_images: bool) -> str:
    """The preview's content security policy."""
    remote = " https:" if remote_images else ""
    return (
        f"default-src 'none'; img-src journal: data:{remote}; style-src journal: 'unsafe-inline'; "
        "form-action 'none'; base-uri 'none'; frame-src 'none'"
    )


def preview(*, dark: bool, remote_images: bool, style: str = "serif") -> str:
    """The preview's page, still without an article."""
    mode = "dark" if dark else "light"
    return (
        f'<!DOCTYPE html><html data-mode="{mode}" data-style="{escape(style, quote=True)}">'
        '<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(remote_images=remote_images)}">'
        f"<title>Preview</title><style>{preview_style()}</style></head>"
        '<body><header class="card"></header><main class="article"></main></body></html>'
    )


@cache
def preview_style() -> str:
    """The preview's style sheet: the mode is an attribute, so that it changes without a reload."""
    light, dark = colours.declarations(dark=False), colours.declarations(dark=True)
    ours = (  # a journal's style sheet may change the article's colours, not those of the button
        f'.picture button{{{light}}}:root[data-mode="dark"] .picture button{{{dark}}}'.replace(";", "!important;")
    )
    return (
        f':root{{{light}}}:root[data-mode="dark"]{{{dark}}}@layer{{{ours}}}'
        f"{_resource('article.css')}{_resource('page.css')}"
    )


@cache
def export_style() -> str:
    """The export's style sheet: the mode is the reader's, and paper is light. Its comments are for us alone."""
    light, dark = colours.declarations(dark=False), colours.declarations(dark=True)
    made = (
        f":root{{{light}}}@media (prefers-color-scheme: dark){{:root{{{dark}}}}}"
        f"{_resource('article.css')}{_resource('export.css')}@media print{{:root{{{light}}}}}"
    )
    return _COMMENT.sub("", made)


def _resource(name: str) -> str:
    return paths.resource(f"preview/{name}").read_text("utf-8")
