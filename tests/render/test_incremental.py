"""The law of the incremental page: its chunks, joined, are the whole render."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from journal_app import render
from journal_app.post.post import Post
from journal_app.render import incremental
from journal_app.render.dialects import gfm, python_markdown
from journal_app.render.incremental import Incremental

BLOCKS = [
    "普通的一段，**粗体**和 `code`。",
    "　　首行空两格的一段。",
    "A paragraph with [a link][ref] and [another].",
    "# 标题",
    "## 标题 {#own}",
    "Title\n=====",
    "- one\n- two",
    "* star\n\n    more of it",
    "1. first\n2. second",
    "    indented code",
    "```python\nx = 1\n\ny = 2\n```",
    "```\nunclosed",
    "~~~\ntilde\n\n# no heading\n~~~",
    '``` {.python hl_lines="1"}\nx\n```',
    '```js title="a.js"\nx\n```',
    "```js nonsense=1\nx\n```",
    "```x```",
    "- item\n\n    ```\n    nested\n    ```",
    "  ```\n  indented fence",
    "> ```\n> quoted fence",
    "```",
    "> quote",
    "> quote\nlazy\n\n> more",
    "| a | b |\n|---|--:|\n| 1 | 2 |",
    "term\n:   definition",
    ":   orphan definition",
    "!!! note\n    inside\n\n    more",
    "??? note \"x\"\n    inside",
    "    deep\n\n\n    deeper",
    "<div>raw</div>",
    "<div>",
    "</div>",
    "<div>\n\ninside *raw*\n\n</div>",
    "<b>left open",
    "text <b>bold</b> text",
    "text `<div>` text",
    "<span>x</span>",
    "<!-- more -->",
    "<!-- never closed",
    "a <!-- b",
    "vector<int> a<b and c>d",
    "<https://a.b/c>",
    "<p>para</p> tail",
    "<hr>",
    "<?php x",
    "<![CDATA[x",
    "[ref]: https://a.b/c \"t\"",
    "[another]: /x",
    "<!-- more -->[another]: /q",
    "<div>x</div>[ref]: /w",
    "</div>[another]: /v",
    "*[HTML]: HyperText",
    "HTML is a word.",
    "[TOC]",
    "---",
    "***",
    "$$\nx^2\n\ny\n$$",
    "$$\n\\frac{a}{b}\n$$",
    "\\begin{align}\na\n\\end{align}",
    "$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$",
    "\\begin{foo}\na & b\n\\end{foo}",
    "price $5 and $6",
    "![图](a.png)",
    "{: .cls }",
    "para\n{: #id .cls }",
    "[^1] note",
    "- [ ] todo\n- [x] done",
    "a  \nb",
    "**真，**她",
    "=",
    ">",
    "`",
    "``` ```",
    "\\",
    "&amp; &copy; &#160; &x",
    "\x0c",
    "\x85x",
    "\u3000",
    "\u2028a",
    "\t tab",
    "x\x02wzxhzdk:0\x03",
    "[^1]: a note\n\n    and more of it",
    "[^2]: it says [^1]\n[^1]: again\nlazy",
    "a[^1] b[^2] a[^1] `[^1]`",
    "## Heading[^2]",
    "> [^q]: in a quote\n\nsee[^q]",
    '```js title="b.js" {1,3-4}\nx\ny\n```',
    "```js{1} [c.js]\nx\n```",
    "```mermaid\ngraph\n```",
    "````md\n```js {1}\nx\n```\n````",
    "::: tip Title\ninside **x**\n\n- a\n:::",
    "::: warning",
    ":::",
    ":::: note\n\n::: details More\n\n```\n:::\n```\n:::\n::::",
    "> [!NOTE]\n> said",
    "> [!tip]- Folded *title*\n> said\n>\n> more",
    "[[post]] and [[post#部分|text]] and ![[a.png|300]]",
    "[[toc]]",
    "[[a#b `c` d]] and ![[a `c`.png]] and [[a \\* $b$|t]]",
    "{{ `a` }} {% `b` %}",
    ":smile: 10:30:45 :not_there:",
    "\\(a<b\\) and \\[c\\]",
    "\\[\nx\n\\]",
    "==mark== H~2~O x^2^ ~~del~~",
    '{{< figure src="a.png" >}}',
    "text {{% note %}} and {{ page.title }} {% tag x %}",
    "{{< a\n  b >}}",
    'import X from "./x.astro"\nexport const y = 1',
    "<Tabs items={['a', {b: () => 1}]}>\ninside\n</Tabs>",
    "an <Icon name='x' /> here",
    "<!-- more -->",
    "a <!--more--> b",
    "*[CSS]: Sheets\n*[HTML]: Hyper",
    "CSS and HTML.",
    "```math\nx^2\n```",
    "http://a.b/c www.a.com a@b.cc",
    "??? tip\n    folded",
    '=== "First"\n    one\n\n    - more',
    '=== "Second *tab*"\n\n    ```python\n    x = 1\n    ```',
    '===! "Anew"\n    text',
    "term\n\n: late definition",
    "a <!-- --!><i> --> b",
    "<svg><p>x",
    "第一行\n第二行",
    "<A.B />",
    "{/* a\n`c` */} b",
    '<div markdown="1">\n\n**b**\n\n</div>',
    '<details markdown="1"><summary>s</summary>\n\n- a\n\n[^1]: n\n\n</details>',
    '<div markdown="1">',
    '<p markdown="1">**x**</p>',
    "价格$100和$200元，1~2天，3~`c`4天 H~2~O",
    "[" * 60 + "a](b) `c`",
]
block = some.sampled_from(BLOCKS)
gap = some.sampled_from(["\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "\n  \n", "\n\t\n", "\n\u3000\n"])
bodies = some.lists(some.tuples(block, gap), max_size=9).map(lambda parts: "".join(a + b for a, b in parts))
noise = some.text(alphabet="ab <>/!?-*_`~#\n\n\n    :[]()^|$\\&;\"'1.+=真，{}", max_size=60)
quick = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


dialects = some.sampled_from(["python-markdown", "gfm"])


def law(body: str, dialect: str = "python-markdown", *, join_han: bool = False) -> None:
    page = Incremental(dialect, join_han=join_han)
    page.update(body)
    assert page.html == render.whole(body, dialect, join_han=join_han)


@pytest.mark.parametrize("before", ["<!-- more -->", "<div>x</div>", "</div>", "<b>x</b>", "- ", "> x "])
def test_an_address_defined_right_behind_something_is_known_to_every_chunk(before: str) -> None:
    for dialect in ("python-markdown", "gfm"):
        law(f"{before}[c]: /q\n\n[c]\n\nmore [c]", dialect)


@quick
@given(bodies, dialects, some.booleans())
def test_chunks_joined_are_the_whole_render(body: str, dialect: str, join_han: bool) -> None:
    law(body, dialect, join_han=join_han)


@quick
@given(some.lists(some.one_of(block, noise), max_size=6).map("\n\n".join), dialects)
def test_chunks_joined_are_the_whole_render_of_any_text(body: str, dialect: str) -> None:
    law(body, dialect)


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_a_chunk_the_library_fails_on_is_shown_as_written(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = "**粗体** with a trap"

    made = {"gfm": gfm.GFM, "python-markdown": python_markdown.PythonMarkdown}[dialect]
    fragment, fragments = made.fragment, made.fragments

    def failing(self: Any, source: str, known: Any) -> Any:
        if "trap" in source:
            raise RecursionError
        return fragment(self, source, known)

    def failing_at_once(self: Any, sources: Any, known: Any) -> Any:
        if any("trap" in source for source in sources):
            raise RecursionError
        return fragments(self, sources, known)

    monkeypatch.setattr(made, "fragment", failing)
    monkeypatch.setattr(made, "fragments", failing_at_once)
    law(f"before\n\n{bad}\n\nafter", dialect)
    html = render.whole(f"before\n\n{bad}\n\nafter", dialect)
    assert "not-rendered" in html and bad in html and html.endswith("<p>after</p>\n")


edits = some.lists(
    some.tuples(some.floats(0, 1), some.integers(0, 12), some.one_of(block, noise, some.just("\n\n"))), max_size=5
)


@quick
@given(bodies, edits, dialects)
def test_a_page_patched_by_edits_is_the_whole_render(
    body: str, changes: list[tuple[float, int, str]], dialect: str
) -> None:
    page = Incremental(dialect)
    shown: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    for place, removed, added in [(0.0, 0, ""), *changes]:
        at = int(place * len(body))
        body = body[:at] + added + body[at + removed :]
        patch = page.update(body)
        shown, lines = patch.applied(shown), patch.applied_lines(lines)
        assert "".join(shown) == render.whole(body, dialect)
        assert len(shown) == len(lines)
        assert list(lines) == sorted(lines)


@quick
@given(bodies, edits, dialects)
def test_a_first_render_in_many_steps_ends_as_the_whole_render(
    body: str, changes: list[tuple[float, int, str]], dialect: str
) -> None:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(incremental, "_FIRST_STEP", -1.0)
        patching.setattr(incremental, "_STEP", -1.0)
        patching.setattr(incremental, "_GLIMPSE", 40)
        page = Incremental(dialect)
        shown: tuple[str, ...] = ()
        for place, removed, added in [(0.0, 0, ""), *changes]:
            at = int(place * len(body))
            body = body[:at] + added + body[at + removed :]
            told = list(page.steps(body))
            assert [done for _, done in told] == [False] * (len(told) - 1) + [True]
            for patch, _ in told:
                shown = patch.applied(shown) if patch else shown
            assert "".join(shown) == render.whole(body, dialect)


@pytest.mark.parametrize("left_after", [1, 2, 3, 7])
@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_a_first_render_that_was_left_is_made_good(
    dialect: str, left_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("_FIRST_STEP", -1.0), ("_STEP", -1.0), ("_GLIMPSE", 40)):
        monkeypatch.setattr(incremental, name, value)
    body = "\n\n".join(f"# h\n\nparagraph {number}[^{number}]" for number in range(20)) + "\n\n[^3]: note\n"
    page = Incremental(dialect)
    shown: tuple[str, ...] = ()
    for text in (body, "x " + body, f"x {body}y"):
        for step, (patch, _) in enumerate(page.steps(text), 1):
            shown = patch.applied(shown) if patch else shown
            if step == left_after and not text.endswith("y"):
                break
    assert "".join(shown) == render.whole(f"x {body}y", dialect)


SAMPLES = sorted(Path(__file__).parents[2].joinpath("content").rglob("*.md"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_every_sample_keeps_the_law_while_it_is_typed_in(path: Path, dialect: str) -> None:
    body = Post.parse(path, path.read_bytes()).body
    page = Incremental(dialect)
    for at in range(0, len(body), max(1, len(body) // 5)):
        changed = f"{body[:at]}\n\n新 *x* {body[at:]}"
        for text in (body, changed):
            page.update(text)
            assert page.html == render.whole(text, dialect)
