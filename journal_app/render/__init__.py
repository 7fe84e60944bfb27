"""Markdown to HTML, pure. Makes text and bytes, writes no file. The libraries are loaded on first use."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from journal_app.render.incremental import Incremental as Incremental
    from journal_app.render.patch import Patch as Patch


def whole(body: str, dialect: str = "python-markdown", *, join_han: bool = False) -> str:
    """The sanitised HTML fragment of a whole body; `dialect` is "python-markdown" or "gfm".

    `join_han`: a soft line break between Han characters makes no space.
    """
    from journal_app.render import incremental

    return incremental.whole(body, dialect, join_han=join_han)


def __getattr__(name: str) -> Any:
    if name == "Incremental":
        from journal_app.render.incremental import Incremental

        return Incremental
    if name == "Patch":
        from journal_app.render.patch import Patch

        return Patch
    raise AttributeError(name)
