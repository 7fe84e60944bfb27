"""The export's own process gives the same page, and a text that hangs it ends in a sentence."""

from pathlib import Path

import pytest

from journal_app.post.errors import ExportFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render import export, export_child

SITE = Site(kind="hugo", root=Path("/nowhere/\udcff"), dialect="gfm", statics=("static",))


def test_the_page_is_the_one_made_here(tmp_path: Path) -> None:
    path = tmp_path / "week.md"
    post = Post.parse(path, "---\ntitle: 周记\n---\n\n# 一\n\n![x](none.png) ![y](https://a.b/c.png)\n".encode())
    assert export_child.page(post, SITE, "sans") == export.page(post, SITE, style="sans")


def test_a_text_that_hangs_the_library_is_given_up(tmp_path: Path) -> None:
    post = Post.parse(tmp_path / "hostile.md", b"[" * 20_000)
    with pytest.raises(ExportFailed, match="too long"):
        export_child.page(post, Site(), "serif", seconds=1.5)
