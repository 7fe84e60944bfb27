"""From a dialect's id to the dialect. Loads only the library that is asked for."""

from journal_app.render.dialect import Dialect


def dialect(name: str) -> Dialect:
    """The dialect of that id. Its library is loaded now."""
    if name == "gfm":
        from journal_app.render.dialects import gfm

        return gfm.GFM()
    from journal_app.render.dialects import python_markdown

    return python_markdown.PythonMarkdown()
