"""What both dialects show beyond Markdown, as the page gets it."""

from time import process_time

import pytest

from journal_app import render

BOTH = pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])


def shown(text: str, dialect: str) -> str:
    return render.whole(text, dialect)


@BOTH
def test_code_has_its_title_and_its_marked_lines(dialect: str) -> None:
    html = shown('```js title="a.js" {1,3-4}\nlet a\nlet b\nlet c\nlet d\n```', dialect)
    assert '<span class="filename">a.js</span>' in html
    marked = [line for line in html.split("\n") if 'class="hll"' in line]
    assert len(marked) == 3 and 'class="kd"' in html


@BOTH
@pytest.mark.parametrize(
    "opening",
    [
        "js{2} [b.js]",
        'js {hl_lines=[2] title="b.js"}',
        'js hl_lines="2" title="b.js"',
        "js filename=b.js {2}",
        "js b.js {2}",
        "js:b.js {2}",
    ],
)
def test_code_is_marked_as_each_site_writes_it(opening: str, dialect: str) -> None:
    html = shown(f"```{opening}\nlet a\nlet b\n```", dialect)
    assert 'class="filename">b.js<' in html
    assert html.count('class="hll"') == 1


@BOTH
def test_a_fence_inside_a_fence_is_shown_as_it_is(dialect: str) -> None:
    assert "```js {1,3}" in shown("````text\n```js {1,3}\nx\n```\n````", dialect)


@BOTH
def test_a_diagram_is_code_with_a_label(dialect: str) -> None:
    html = shown("```mermaid\ngraph TD\n```", dialect)
    assert '<span class="filename">Mermaid</span>' in html and "graph TD" in html


@BOTH
@pytest.mark.parametrize(
    "text", ["$a^2$", "\\(a^2\\)", "$$a^2$$", "\\[a^2\\]", "$$\na^2\n$$", "\\[\na^2\n\\]", "```math\na^2\n```"]
)
def test_formulas_are_mathml(text: str, dialect: str) -> None:
    html = shown(text, dialect)
    assert "<msup><mi>a</mi><mn>2</mn></msup>" in html and "$" not in html
    assert ('display="block"' in html) == (text[1] not in "a(")


@BOTH
def test_a_formula_with_an_error_shows_its_source_and_the_reason(dialect: str) -> None:
    html = shown("$\\frac{a$", dialect)
    assert '<code class="math-error" title="unbalanced braces">\\frac{a</code>' in html
    for source, reason in (
        ("\\frac", "unfinished"),
        ("\\left( a", "extra left or missing right"),
        ("\\nosuch", "nosuch"),
    ):
        assert f'{reason}">{source}</code>' in shown(f"${source}$", dialect)


@BOTH
@pytest.mark.parametrize(
    "name", ["aligned", "align*", "split", "dcases", "gathered", "gather", "multline*", "alignat*", "eqnarray"]
)
def test_lines_of_a_formula_stand_one_below_the_other(name: str, dialect: str) -> None:
    columns = "{2}" if name.startswith("alignat") else ""
    html = shown(f"$$\\begin{{{name}}}{columns} a &= b \\\\ c &= d \\end{{{name}}}$$", dialect)
    assert (html.count("<mtr>"), html.count("<mtd")) == (2, 4) and "&amp;" not in html


@BOTH
@pytest.mark.parametrize(
    ("tex", "reason"),
    [("\\begin{foo} a \\end{foo}", "unknown environment foo"), ("a & b", "&amp; outside of a table")],
)
def test_a_formula_that_would_lose_something_shows_its_source(tex: str, reason: str, dialect: str) -> None:
    assert f'<code class="math-error" title="{reason}">' in shown(f"$$\n{tex}\n$$", dialect)


@BOTH
def test_commands_without_a_sign_of_their_own_are_no_errors(dialect: str) -> None:
    html = shown("$$\\arg z \\label{one} \\nonumber$$ and $a \\& b$", dialect)
    assert ">arg</" in html and "error" not in html and "one" not in html


@BOTH
def test_letters_right_behind_a_line_break_are_no_command(dialect: str) -> None:
    html = shown("$$a \\\\arg b \\\\label{c} \\\\\\arg d$$", dialect)
    assert html.count("operatorname") == 0 and html.count(">arg</") == 1
    assert html.count("<mspace") == 3 and "<mi>l</mi><mi>a</mi><mi>b</mi><mi>e</mi><mi>l</mi>" in html


@BOTH
def test_prices_are_no_formulas(dialect: str) -> None:
    assert "<math" not in shown("It was $5 and then $6.", dialect)


@BOTH
@pytest.mark.parametrize(
    "text",
    ["价格$100和$200元", "$5 and $10, US$20", "温度10~20度，湿度30~40%", "1~2天，3~4天", "A~C栋，D~F栋", "1~2,3~4"],
)
def test_prices_and_ranges_are_text(text: str, dialect: str) -> None:
    assert shown(text, dialect) == f"<p>{text}</p>\n"


@BOTH
def test_subscripts_and_formulas_beside_ranges_and_prices_are_shown(dialect: str) -> None:
    html = shown("H~2~O，CO~2~；1~2天 \\~x ~~删~~ $a$，$5 和 $b$。", dialect)
    assert html.count("<sub>2</sub>") == 2 and html.count("<math") == 2 and "$5 和" in html
    assert "1~2天 ~x <del>删</del>" in html


@BOTH
def test_footnotes_are_numbered_over_the_page_and_lead_back(dialect: str) -> None:
    html = shown("a[^x] b[^y] c[^x]\n\n[^x]: first *note*\n\n    more\n\n[^y]: see [^x]\n", dialect)
    for part in (
        '<sup class="footnote-ref" id="fnref:x"><a href="#fn:x">1</a></sup>',
        '<sup class="footnote-ref" id="fnref:y"><a href="#fn:y">2</a></sup>',
        '<sup class="footnote-ref" id="fnref2:x"><a href="#fn:x">1</a></sup>',
        '<li id="fn:x"><p>first <em>note</em></p>',
        '<p>more <a class="footnote-backref" href="#fnref:x">',
        'href="#fnref3:x"',
        '<section class="footnotes">',
    ):
        assert part in html


@BOTH
def test_a_reference_without_a_footnote_stays_text(dialect: str) -> None:
    assert "a[^1]" in shown("a[^1]", dialect)


def test_the_dialects_order_footnotes_as_their_libraries_do() -> None:
    text = "a[^two] b[^one]\n\n[^one]: 1\n[^two]: 2\n[^three]: unused\n"
    assert shown(text, "gfm").index('id="fn:two"') < shown(text, "gfm").index('id="fn:one"')
    assert "unused" not in shown(text, "gfm")
    python = shown(text, "python-markdown")
    assert python.index('id="fn:one"') < python.index('id="fn:two"') < python.index("unused")


@BOTH
def test_marks_inside_a_line(dialect: str) -> None:
    html = shown("==m== ~~d~~ H~2~O x^2^ :smile: 10:30:45", dialect)
    for part in ("<mark>m</mark>", "<del>d</del>", "<sub>2</sub>", "<sup>2</sup>", "\U0001f604", "10:30:45"):
        assert part in html


@BOTH
def test_lists_of_definitions_and_abbreviations(dialect: str) -> None:
    html = shown('Term\n:   meaning\n\nCSS is CSS, not CSSO.\n\n*[CSS]: Cascading "Sheets"\n', dialect)
    assert "<dt>Term</dt>" in html and "<dd>" in html
    assert html.count('<abbr title="Cascading &quot;Sheets&quot;">CSS</abbr>') == 2


@BOTH
def test_contents_lists_every_heading(dialect: str) -> None:
    html = shown("[TOC]\n\n# 一\n\n## 二\n\n# 一\n", dialect)
    assert html.startswith('<nav class="toc"><ul><li><a href="#一">一</a><ul><li><a href="#二">')
    assert html.count("<li>") == 3


@BOTH
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('!!! warning "Look *out*"\n    inside', ["admonition warning", "Look <em>out</em>", "<p>inside</p>"]),
        ("??? tip\n    inside", ['<details class="tip">', "<summary>Tip</summary>"]),
        ("> [!NOTE]\n> inside", ["admonition note", '<p class="admonition-title">Note</p>', "<p>inside</p>"]),
        ("> [!bug]- It *is*\n> inside", ['<details class="bug danger">', "<summary>It <em>is</em></summary>"]),
        ("> [!faq]+ Q\n> inside", ["<details", "open", "important"]),
        ("::: tip 标题\ninside **x**\n\n- a\n:::", ["admonition tip", "标题", "<strong>x</strong>", "<li>a</li>"]),
        ("::: danger\ninside\n:::", ["admonition danger", '<p class="admonition-title">Danger</p>']),
        (":::note[Own]\ninside\n:::", ["admonition note", "Own"]),
        ("::: details More\ninside\n:::", ["<details", "<summary>More</summary>"]),
        (":::: note\n::: tip\ninside\n:::\n::::", ["admonition note", "admonition tip"]),
        ("::: grid\ninside\n:::", ["inside"]),
    ],
)
def test_admonitions_callouts_and_containers(text: str, parts: list[str], dialect: str) -> None:
    html = shown(f"{text}\n\nbehind", dialect)
    assert [part for part in [*parts, "inside", "<p>behind</p>"] if part not in html] == []
    assert ":::" not in html and "[!" not in html


@BOTH
def test_callouts_that_follow_each_other_are_two(dialect: str) -> None:
    html = shown("> [!NOTE]\n> a\n\n> [!TIP]\n> b\n> c\n>\n> d\n", dialect)
    assert html.count('class="admonition ') == 2 and "[!" not in html
    assert html.index("<p>a</p>") < html.index("admonition tip") < html.index("<p>d</p>")


@BOTH
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[post]]", '<a class="wikilink" href="post" rel="noopener noreferrer">post</a>'),
        ("[[周记 18|上周]]", 'href="周记%2018" rel="noopener noreferrer">上周</a>'),
        ("[[post#A Part]]", 'href="post#a-part"'),
        ("![[note]]", 'class="wikilink embed" href="note"'),
        ("[[javascript:x]]", 'href="javascript%3Ax"'),
        ("`[[post]]`", "<code>[[post]]</code>"),
        ("[[a]] and [[b]]", 'href="b"'),
        ("`x` [[a#b `c` d]]", 'href="a#b-c-d" rel="noopener noreferrer">a#b `c` d<'),
        ("`x` [[a `c`|t]]", 'href="a%20%60c%60" rel="noopener noreferrer">t<'),
        ("`x` ![[a `c`.png]]", 'src="a%20%60c%60.png"'),
    ],
)
def test_wiki_links(text: str, html: str, dialect: str) -> None:
    assert html in shown(text, dialect)


@BOTH
def test_an_embedded_image_of_a_wiki_has_its_size(dialect: str) -> None:
    html = shown("![[a b.png|300]] ![[c.jpg|the *c*]]", dialect)
    assert 'src="a%20b.png"' in html and 'width="300"' in html and 'alt="the *c*"' in html


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        '{{< figure src="a.png" >}}',
        "{{% note %}}",
        "{% include x.html %}",
        "{{ page.title }}",
        '<Tabs items={["a", {b: 1}]} />',
        "<Card title='x' on={() => y}>",
        "<A.B />",
        "{/* a comment */}",
        'import Card from "../card.astro"',
        "export const a = 1",
    ],
)
def test_what_the_sites_own_machine_replaces_is_a_quiet_box(text: str, dialect: str) -> None:
    alone = shown(f"before\n\n{text}\n\nafter", dialect)
    assert alone.count('<p class="site-box"><span class="site-tag">') == 1
    assert alone.startswith("<p>before</p>") and alone.endswith("<p>after</p>\n")
    if not text.startswith(("import", "export")):
        assert '<span class="site-tag">' in shown(f"in a {text} line", dialect)
    assert "site-tag" not in shown(f"`{text}`", dialect)
    assert "site-tag" not in shown(f"```\n{text}\n```", dialect)


@BOTH
@pytest.mark.parametrize(
    ("text", "word"),
    [("{%- if x -%}", "if"), ("{%-if x%}", "if"), ("{{</* x */>}}", "x"), ("{{< /x >}}", "/x"), ("</Tabs>", "/Tabs")],
)
def test_the_word_the_eye_looks_for_in_a_tag_is_its_name(text: str, word: str, dialect: str) -> None:
    assert f"<b>{word}</b>" in shown(text, dialect)


@BOTH
def test_words_that_look_like_an_import_are_prose(dialect: str) -> None:
    assert "site-tag" not in shown("import duties rose\n\nexports fell from 3 to 2", dialect)


@BOTH
@pytest.mark.parametrize("text", ["<!-- more -->", "<!--more-->"])
def test_the_end_of_the_excerpt_is_a_quiet_mark(text: str, dialect: str) -> None:
    assert '<span class="site-more">more</span>' in shown(f"a\n\n{text}\n\nb", dialect)
    assert "site-more" not in shown(f"`{text}`", dialect)


@BOTH
def test_soft_line_breaks_between_han_make_no_space_where_it_is_asked_for(dialect: str) -> None:
    text = "第一行\n第二行**粗**\n，后\nword\n第三\n\n```\n代码\n代码\n```\n"
    html = render.whole(text, dialect, join_han=True)
    assert "第一行第二行<strong>粗</strong>，后\nword\n第三" in html and "代码\n代码" in html
    assert "第一行\n第二行" in shown(text, dialect)


@BOTH
def test_raw_html_that_is_safe_is_kept(dialect: str) -> None:
    html = shown("<details>\n<summary>S</summary>\n\ntext\n\n</details>\n\n<ruby>周<rt>zhōu</rt></ruby>", dialect)
    assert "<details>" in html and "<rt>zhōu</rt>" in html


@BOTH
def test_brackets_that_nothing_closes_cost_no_more_than_their_number(dialect: str) -> None:
    def seconds(count: int) -> float:
        start = process_time()
        assert "[" * count in shown(f"a {'[' * count}", dialect)
        return process_time() - start

    assert seconds(4000) < seconds(500) * 24 + 0.2
    for count in (40, 300):
        html = shown(f"{'[' * count} [b](c) and **d** `e`", dialect)
        assert 'href="c"' in html and "<strong>d</strong>" in html and "<code>e</code>" in html


def test_markdown_inside_raw_html_is_read_where_it_is_asked_for() -> None:
    html = shown('<details markdown="1"><summary>S</summary>\n\n- **a**\n\n</details>\n\n*b*', "python-markdown")
    assert "<summary>S</summary>" in html and "<li><strong>a</strong></li>" in html and "<em>b</em>" in html
    assert "markdown=" not in html
    assert "**a**" in shown("<div>\n\n**a**\n\n</div>", "python-markdown")


def test_content_tabs_stand_one_below_the_other_under_their_titles() -> None:
    html = shown('=== "One *b*"\n    a\n\n=== "Two"\n\n    - c\n\nafter\n\n===! "Three"\n    d\n', "python-markdown")
    assert html.count('<div class="tabbed-set">') == 2 and html.count('class="tabbed-content"') == 3
    assert '<p class="tabbed-title">One <em>b</em></p>' in html and html.index("after") < html.index("Three")
    assert "<input" not in html and "<label" not in html and "===" not in html
