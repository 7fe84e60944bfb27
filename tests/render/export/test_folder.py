"""Many posts into a folder: a page each and their list; what fails is a line, and foreign files stay."""

import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from journal_app import files
from journal_app.library.links.outlets import outlets
from journal_app.library.sites.folder import is_markdown
from journal_app.post.errors import SaveFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export.export import Look
from journal_app.render.export.folder import Errand, Export, foreign, is_foreign
from journal_app.render.export.links import Links
from journal_app.render.export.pool import Order

WRITE = partial(files.write, spare=is_markdown, one_of_many=True)


def errand(folder: Path, texts: dict[str, str]) -> Errand:
    """These posts in a journal of their own, to be exported into `folder`."""
    journal = folder / "journal"
    journal.mkdir()
    for name, text in texts.items():
        (journal / name).write_text(text, "utf-8")
    paths = [journal / name for name in texts]
    site = Site(root=journal)
    found = outlets([(path, Post.parse(path, path.read_bytes()).fields) for path in paths], site)
    links = Links.of(found.files, found.addresses, found.names)
    out = folder / "out"
    out.mkdir()
    return Errand(tuple(map(Order, paths)), site, Look(), links, out, "Journal")


TEXTS = {
    "one.md": "---\ntitle: One\ndate: 2024-03-01\nexcerpt: The first.\n---\n[two](two.md) [gone](gone.md)\n",
    "two.md": "---\ntitle: 二\ndate: 2023-03-01\n---\n![x](none.png)\n",
    "three.md": "No head.\n",
}


def test_each_post_has_its_page_and_the_list_has_all_of_them_by_year(tmp_path: Path) -> None:
    asked = errand(tmp_path, TEXTS)
    export = Export(asked, WRITE)
    assert list(export.steps()) == [1, 2, 3]
    names = ["index.html", "one.html", "three.html", "two.html"]
    assert (
        [path.name for path in export.report.written] == names == sorted(path.name for path in asked.folder.iterdir())
    )
    assert not export.report.failed
    assert {(line.path.name, line.kind, line.name) for line in export.report.lines} == {
        ("one.md", "link", "gone.md"), ("two.md", "image", "none.png"),
    }  # fmt: skip
    index = (asked.folder / "index.html").read_text("utf-8")
    assert index.index("<h2>2024</h2>") < index.index("The first.") < index.index("<h2>2023</h2>")
    assert str(tmp_path) not in index and 'href="three.html"' in index
    assert 'href="two.html"' in (asked.folder / "one.html").read_text("utf-8")


def test_what_fails_is_a_line_and_the_rest_is_written(tmp_path: Path) -> None:
    asked = errand(tmp_path, TEXTS)
    (tmp_path / "journal" / "one.md").unlink()

    def write(path: Path, raw: bytes) -> None:
        if path.name == "two.html":
            raise SaveFailed(path, "the disk is full")
        WRITE(path, raw)

    export = Export(asked, write)
    assert len(list(export.steps())) == 3
    assert export.report.failed
    assert [(line.path.name, line.kind) for line in export.report.lines] == [("one.md", "failed"), ("two.md", "failed")]
    assert export.report.lines[1].reason == "the disk is full"
    assert [path.name for path in export.report.written] == ["index.html", "three.html"]


def test_a_file_that_no_export_made_is_found_and_kept(tmp_path: Path) -> None:
    asked = errand(tmp_path, TEXTS)
    (asked.folder / "two.html").write_text("<p>mine</p>")
    (asked.folder / "index.html").write_text("<p>home</p>")
    assert {path.name for path in foreign(asked)} == {"two.html", "index.html"}
    export = Export(replace(asked, kept=frozenset(foreign(asked))), WRITE)
    list(export.steps())
    assert (asked.folder / "two.html").read_text() == "<p>mine</p>"
    assert (asked.folder / "index.html").read_text() == "<p>home</p>"
    assert export.report.failed and [line.kind for line in export.report.lines].count("kept") == 2
    assert not is_foreign(asked.folder / "one.html")
    again = Export(replace(asked, kept=frozenset(foreign(asked))), WRITE)
    list(again.steps())
    assert asked.folder / "one.html" in again.report.written  # our own page is made anew


def test_a_stop_leaves_what_is_written_whole(tmp_path: Path) -> None:
    asked = errand(tmp_path, {f"{number}.md": f"# Post {number}\n" for number in range(200)})
    export = Export(asked, WRITE)
    steps = export.steps()
    next(steps)
    threading.Thread(target=export.stop).start()
    rest = list(steps)
    assert len(rest) < 199
    pages = list(asked.folder.iterdir())
    assert (
        all(page.read_bytes().endswith(b"</html>\n") for page in pages) and not (asked.folder / "index.html").exists()
    )


def test_a_page_may_become_something_else(tmp_path: Path) -> None:
    asked = replace(errand(tmp_path, {"one.md": "text"}), listed=False)
    export = Export(asked, WRITE, lambda html: b"<" + html[:14] + b">")
    list(export.steps())
    assert (asked.folder / "one.html").read_bytes() == b"<<!DOCTYPE html>"
    assert export.report.lines == []


def test_killed_writes_of_pages_are_swept_up_once(tmp_path: Path) -> None:
    stray = tmp_path / ".~page-01234567-89abcdef"
    stray.write_bytes(b"half")
    files.write(tmp_path / "a.html", b"x", one_of_many=True)
    assert stray.exists()
    files.settle(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    with pytest.raises(SaveFailed):
        files.write(tmp_path / "a.md", b"x", spare=is_markdown, one_of_many=True)
