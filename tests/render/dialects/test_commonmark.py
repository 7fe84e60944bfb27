"""The GFM dialect against the specification's own examples, and GFM's additions by examples of our own."""

import json
from pathlib import Path

import pytest

from journal_app.render.dialects.gfm import convert

SPECIFICATION = Path(__file__).parents[3].parent / "shared" / "data" / "commonmark-spec.json"


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="the CommonMark examples are not here")
def test_strict_gives_the_specifications_own_html_on_every_example() -> None:
    examples = json.loads(SPECIFICATION.read_text("utf-8"))
    assert len(examples) == 652
    wrong = [one["example"] for one in examples if convert(one["markdown"], strict=True) != one["html"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", '<th style="text-align:center">b</th>'),
        ("| a |\n|---|\n| x \\| y |", "<td>x | y</td>"),
        ("| a | b |\n|---|---|\n| 1 |", "<td></td>"),
        ("| a |\n|---|\n| 1 |\n> q", "<blockquote>"),
        ("| a | b |\n|---|", "<p>| a | b |\n|---|</p>"),
        ("~~gone~~", "<del>gone</del>"),
        ("~~a\n\nb~~", "<p>~~a</p>"),
        ("- [ ] open", '<input class="task-list-item-checkbox" disabled="" type="checkbox"> open'),
        ("1. [x] done", 'checked=""> done'),
        ("- [x] a\n  - [ ] b", "task-list-item"),
        ("[x] none", "<p>[x] none</p>"),
        ("www.commonmark.org.", '<a href="http://www.commonmark.org">www.commonmark.org</a>.'),
        ("see http://a.b/c?d=e_f_g, yes", '<a href="http://a.b/c?d=e_f_g">http://a.b/c?d=e_f_g</a>, yes'),
        ("(https://a.b/c(d))", '(<a href="https://a.b/c(d)">https://a.b/c(d)</a>)'),
        ("me@mail.example", '<a href="mailto:me@mail.example">me@mail.example</a>'),
        ("https://a.b/c<d", '<a href="https://a.b/c">https://a.b/c</a>&lt;d'),
        ("example.com and //a.b", "<p>example.com and //a.b</p>"),
        ("`www.a.com` [www.a.com](/b)", '<code>www.a.com</code> <a href="/b">www.a.com</a>'),
        ("javascript://a.b", "<p>javascript://a.b</p>"),
    ],
)
def test_what_gfm_adds(text: str, html: str) -> None:
    assert html in convert(text)


def test_strict_has_no_extras() -> None:
    text = "~~a~~ www.a.com ==b== [[c]] :smile: $d$\n\n!!! note\n    e"
    assert convert(text, strict=True) == (
        "<p>~~a~~ www.a.com ==b== [[c]] :smile: $d$</p>\n<p>!!! note\ne</p>\n"
    )
