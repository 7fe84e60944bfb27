"""What is copied keeps its look where neither sheets nor classes are known, and brings nothing along that runs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import pool
from journal_app.render.export.export import Look
from journal_app.render.export.rich import fragment
from tests.render.export.test_export import PNG
from tests.render.export.test_valid import EVERYTHING


class Reader(HTMLParser):
    """The tags and the attributes of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def attributes_of(self, name: str) -> list[tuple[str, str]]:
        """The tags that have this attribute, and what it says."""
        return [(tag, value) for tag, one, value in self.attributes if one == name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_every_style_is_in_its_element_and_nothing_hangs_on_a_sheet(dialect: str) -> None:
    hostile = EVERYTHING + "\n\n<script>x</script><img src=x onerror=x><a href='javascript:x'>x</a>\n"
    made = fragment(Post.parse(Path("/home/me/j/every.md"), hostile.encode()), Site(dialect=dialect))
    html = made.html.decode()
    page = Reader(html)
    assert page.tags[0] == "section" and html.rstrip().endswith("</section>")
    assert not {"script", "style", "link", "input", "html", "body", "iframe"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {"class", "id", "role"} & names and not [
        one for one in names if one.startswith(("on", "data-", "aria-"))
    ]
    styles = [value for _, name, value in page.attributes if name == "style"]
    assert len(styles) > 30 and not re.search(r"var\(|url\(|@import", "".join(styles))
    assert not [value for _, name, value in page.attributes if name == "href" and value.startswith("#")]
    assert "↩" not in html and "A note with" in html
    assert "☑" in html and "☐" in html and "/home/me" not in html
    assert "font-weight: bold" in dict((tag, value) for tag, name, value in page.attributes if name == "style")["h2"]


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_an_editor_that_strips_sheets_classes_ids_and_places_loses_nothing(dialect: str) -> None:
    """As the one of WeChat does: it keeps the styles of elements, but none that takes one out of the flow."""
    text = EVERYTHING + '\n\n=== "Tab"\n    inside\n\n> a quote\n\n<p style="position:fixed;color:red">x</p>\n'
    html = fragment(Post.parse(Path("every.md"), text.encode()), Site(dialect=dialect)).html.decode()
    stripped = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    stripped = re.sub(r' (?:class|id|data-[\w-]+|on\w+)="[^"]*"', "", stripped)
    stripped = re.sub(
        r"(?<![\w-])(?:position|float|z-index|transform|animation|top|left|right|bottom)\s*:[^;\"]*;?", "", stripped
    )
    assert stripped == html
    styles = Reader(html).attributes_of("style")
    assert not re.search(r"display: ?(?:grid|flex)|content:|::(?:before|after)", html)
    looks = dict(styles)
    assert "border" in looks["blockquote"] and "background-color" in looks["pre"] and "border" in looks["td"]


def test_code_keeps_its_lines_where_white_space_is_folded() -> None:
    html = fragment(Post.parse(Path("a.md"), b"```python\nif a:\n    b = 1\n```\n")).html.decode()
    code = html[html.index("<pre") : html.index("</pre>")]
    assert "\n" not in code and code.count("<br>") == 1 and "&nbsp;" * 4 in code
    assert "color: #8a5a00" in code


def test_pictures_are_inside_and_links_to_posts_are_words(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    post = Post.parse(tmp_path / "x.md", b"![](a.png) ![](gone.png) [other](other.md) [web](https://x.example/)")
    made = pool.page(post, Site(), Look(style="sans"), rich=True)
    html = made.html.decode()
    assert 'src="data:image/png;base64,' in html and made.left_out == ("gone.png",)
    assert "other.md" not in html and 'href="https://x.example/"' in html and "PingFang" in html


def test_what_is_copied_has_its_images_inside_and_no_mark_of_an_excerpt(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    body = "![a](a.png)\n\n<!-- more -->\n\n![b](https://e.org/b.png) ![c](gone.png)\n\n```js {1}\na\n```\n"
    made = fragment(Post.parse(tmp_path / "post.md", body.encode()))
    page = Reader(made.html.decode())
    sources = [value for _, name, value in page.attributes if name == "src"]
    assert len(sources) == 1 and sources[0].startswith("data:image/png;base64,")
    assert {note.name: note.reason for note in made.notes} == {"https://e.org/b.png": "remote", "gone.png": "missing"}
    assert b">more<" not in made.html and b"background-color: #f3e0d8" in made.html
