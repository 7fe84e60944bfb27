"""What the dialects show, and what the sanitiser lets through."""

from html.parser import HTMLParser

import pytest

from journal_app import render
from journal_app.render import colours
from journal_app.render.dialects import gfm, python_markdown
from journal_app.ui.style.theme import DARK, LIGHT


class Reader(HTMLParser):
    """What stands in a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str] = {}
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update((name, value or "") for name, value in attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


GONE = {"script", "svg", "iframe", "form", "style", "link", "meta", "base", "object", "embed", "video", "template"}
BOTH = ["python-markdown", "gfm"]


@pytest.mark.parametrize("dialect", BOTH)
def test_what_both_dialects_show(dialect: str) -> None:
    html = render.whole(
        "# 标题\n\n**粗** ~~删~~ `c` $a<b$\n\n```python\nx = 1\n```\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n\n"
        "note[^1]\n\n[^1]: said\n\nterm\n: meaning\n",
        dialect,
    )
    parts = ['<h1 id="标题">', "<strong>粗</strong>", "<code>c</code>", "<mo>&lt;</mo>", '<span class="mi">1</span>']
    parts += ["<table>", "text-align:right", 'type="checkbox"', "footnote", "<dt>term</dt>"]
    assert [part for part in parts if part not in html] == []


def test_python_markdown_has_its_own_marks() -> None:
    body = "==mark== H~2~O x^2^\n\n!!! note\n    inside\n\nHTML\n\n*[HTML]: Hyper\n\n[TOC]\n\n## a\n\n## a\n"
    parts = ["<mark>", "<sub>2</sub>", "<sup>2</sup>", "admonition", '<abbr title="Hyper">', 'href="#a_1"', 'id="a_1"']
    assert [part for part in parts if part not in render.whole(body)] == []


def test_a_formula_that_does_not_read_shows_its_source() -> None:
    for tex in ("\\frac{a", "\\left( a", "\\nonsense{a}", "a^"):
        assert f">{tex}</code>" in render.whole(f"${tex}$")


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "<img src=x onerror=x>",
        "[a](javascript:x)",
        "[a](vbscript:x)",
        "[a](data:text/html,x)",
        "text\n{: onclick=x }",
        "<a href=' javascript:x'>a</a>",
        "<a href='java\nscript:x'>a</a>",
        "<svg onload=x>",
        "<iframe src=x>",
        "<form action=x><input>",
        "<style>x</style>",
        "<math><mtext><style><img src=x onerror=x>",
        "<p style='background:url(//x)'>",
        "<link rel=stylesheet href=x>",
        "<meta http-equiv=refresh>",
        "<base href=x>",
        "<object data=x>",
        "<embed src=x>",
        "<video src=x>",
        "<img srcset=x>",
        "<template><b>",
    ],
)
def test_nothing_that_runs_or_fetches_gets_through(text: str, dialect: str) -> None:
    page = Reader(render.whole(text, dialect))
    assert not page.tags & GONE
    assert not [name for name in page.attributes if name.startswith("on") or name == "srcset"]
    assert not [value for value in page.addresses if ":" in value]
    assert "url(" not in page.attributes.get("style", "")


def test_a_raw_input_is_never_more_than_a_dead_checkbox() -> None:
    assert render.whole("<input type=text name=x value=y autofocus>").strip().count("checkbox") == 1


def test_an_embedded_picture_is_kept_and_an_embedded_page_is_not() -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
    others = "![b](data:text/html,x) ![c](data:image/svg+xml,x) ![d](data:image/png;base64,AA==)"
    html = render.whole(f"![a]({dot}) {others}")
    assert html.count("data:") == 1 and dot in html


def test_convert_is_the_dialects_own_html() -> None:
    assert python_markdown.convert("# A\n\n<script>x</script>").count("<script>") == 1
    assert gfm.convert("*a* ~~b~~", strict=True) == "<p><em>a</em> ~~b~~</p>\n"


def test_controls_and_lone_surrogates_do_not_break_the_render() -> None:
    assert "a\ufffdb" in render.whole("a\udcffb") and "a\ufffdb" in render.whole("a\x02b")


def test_the_articles_colours_are_the_programs() -> None:
    for tokens in (LIGHT, DARK):
        said = colours.declarations(dark=tokens.dark)
        for name in ("page", "ink", "dim", "faint", "hairline", "chip", "code", "seal"):
            assert f"--{name}:{getattr(tokens, name)};" in said
