"""Pages made by other processes are the same pages, and a text that hangs one of them ends in a sentence."""

from pathlib import Path

import pytest

from journal_app.post import opening
from journal_app.post.errors import ExportFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.export import pool as export_pool
from journal_app.render.export.export import Look
from journal_app.render.export.pool import Hands, Order, Pool

SITE = Site(kind="hugo", root=Path("/nowhere/\udcff"), dialect="gfm", statics=("static",))
TEXT = "---\ntitle: 周记\n---\n\n# 一\n\n![x](none.png) ![y](https://a.b/c.png)\n"


def test_the_page_is_the_one_made_here(tmp_path: Path) -> None:
    post = Post.parse(tmp_path / "week.md", TEXT.encode())
    look = Look(style="sans", sheet=".article { color: red }", join_han=True)
    made = export_pool.page(post, SITE, look)
    assert made == export.page(post, SITE, look=look)
    assert made.left_out == ("none.png", "https://a.b/c.png")


def test_a_text_that_hangs_the_library_is_given_up_and_the_others_are_made(tmp_path: Path) -> None:
    orders = [Order(tmp_path / f"{number}.md", TEXT.encode()) for number in range(4)]
    orders.insert(1, Order(tmp_path / "hostile.md", (b"[" * 40 + b"]") * 500))
    made = {one.order.path.stem: one for one in Pool(Site(), Look(), seconds=2).pages(orders)}
    assert len(made) == 5
    assert made.pop("hostile").failed == "making the page takes too long"
    assert all(one.page is not None for one in made.values())


def test_a_post_whose_file_is_gone_fails_alone(tmp_path: Path) -> None:
    there = tmp_path / "there.md"
    there.write_text(TEXT, "utf-8")
    made = list(Pool(Site(), Look(), hands=Hands(1, "gfm")).pages([Order(tmp_path / "gone.md"), Order(there)]))
    assert [one.page is not None for one in made] == [False, True]
    assert made[0].failed


def test_after_a_stop_no_more_pages_come(tmp_path: Path) -> None:
    pool = Pool(Site(), Look())
    count = 0
    for _ in pool.pages([Order(tmp_path / f"{number}.md", TEXT.encode()) for number in range(500)]):
        count += 1
        pool.stop()
    assert count == 1


def test_a_large_post_is_not_exported_by_its_beginning(tmp_path: Path) -> None:
    raw = b"text\n" * 2_000_000
    with pytest.raises(ExportFailed, match="too large"):
        export_pool.page(opening.opened(tmp_path / "large.md", raw))
    (made,) = Pool(Site(), Look()).pages([Order(tmp_path / "large.md", raw)])
    assert made.failed == "the post is too large"
