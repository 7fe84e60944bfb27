"""Well-known ways past a sanitiser, through both dialects and the extensions that bring HTML of their own."""

import re
from html.parser import HTMLParser

import pytest

from journal_app import render

BOTH = pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
_NAMES = (
    "script svg iframe form style link meta base object embed video audio source track template noscript textarea "
    "select button title xmp plaintext frame frameset applet marquee portal dialog slot"
)
GONE = frozenset(_NAMES.split())
RUNNING = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,<script>x</script>",
    "file:///etc/passwd",
]
HIDDEN = [
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "&#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
]
FETCHING = ("srcset", "srcdoc", "formaction", "action", "ping", "xlink:href", "background")


class Reader(HTMLParser):
    """What a browser would find that may run or fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in GONE:
            self.found.append(tag)
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in FETCHING:
                self.found.append(name)
            harmless = plain.startswith(("http:", "https:", "mailto:", "data:image/"))
            if name in ("href", "src") and re.match(r"[a-z][a-z0-9+.\-]*:", plain) and not harmless:
                self.found.append(f"{name}={plain}")
            if name == "style" and ("url(" in plain or "expression" in plain or "@import" in plain):
                self.found.append(plain)


def clean(text: str, dialect: str) -> None:
    html = render.whole(text, dialect)
    assert Reader(html).found == [], html


@BOTH
@pytest.mark.parametrize("address", [*RUNNING, *HIDDEN])
@pytest.mark.parametrize(
    "frame",
    [
        "[a]({})",
        "[a](<{}>)",
        "![a]({})",
        "[a][b]\n\n[b]: {}",
        "[a][b]\n\n[b]: <{}>",
        "<{}>",
        '<a href="{}">a</a>',
        "<a href={}>a</a>",
        '<img src="{}">',
        "[[{}]]",
        "[[a|{}]]",
        "![[{}.png]]",
        "[^a]\n\n[^a]: [b]({})",
        "*[W]: {}\n\nW",
        "# [a]({})\n\n[TOC]",
        '> [!note] [a]({})\n> b',
        '!!! note "[a]({})"\n    b',
        "::: tip [a]({})\nb\n:::",
        '```js title="[a]({})"\nx\n```',
        "$\\href{{{}}}{{x}}$",
        "\\(\\href{{{}}}{{x}}\\)",
        '{{{{< a href="{}" >}}}}',
        "<Card href='{}'>",
        "| [a]({}) |\n|---|\n| ![b]({}) |",
    ],
)
def test_no_address_that_runs(frame: str, address: str, dialect: str) -> None:
    clean(frame.format(address, address), dialect)


@BOTH
@pytest.mark.parametrize(
    "markup",
    ["<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<script>alert(1)</script>", '"><img src=x onerror=x>'],
)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "- {}",
        "> {}",
        "a {} b",
        "[^1]\n\n[^1]: {}",
        "[^{}]\n\n[^{}]: b",
        "*[W]: {}\n\nW",
        "*[{}]: W\n\n{}",
        "> [!note] {}\n> {}",
        "> [!{}]\n> b",
        '!!! note "{}"\n    {}',
        "!!! {}\n    b",
        "::: tip {}\n{}\n:::",
        '```js title="{}"\n{}\n```',
        "```{}\nx\n```",
        "```js title='{}' {{1}}\nx\n```",
        "$\\text{{{}}}$",
        "$${}$$",
        "\\[{}\\]",
        "$\\frac{{{}$",
        "[[{}]]",
        "[[a|{}]]",
        "![[{}.png]]",
        "{{{{< {} >}}}}",
        "{{% {} %}}",
        "<Card a='{}' b={{{}}}>",
        'import X from "{}"',
        "# {}\n\n[TOC]",
        "# a {{#{}}}",
        "==`{}`== ~{}~ ^{}^ :{}:",
        "| {} |\n|---|\n| {} |",
        "term\n:   {}",
        "<!-- more {} -->",
        "<!--{}-->",
        "<!-- --!>{} -->",
        "<details><summary>{}</summary>{}</details>",
    ],
)
def test_no_markup_that_runs(frame: str, markup: str, dialect: str) -> None:
    text = frame.replace("{{", "\x1c").replace("}}", "\x1d").replace("{}", markup)
    clean(text.replace("\x1c", "{").replace("\x1d", "}"), dialect)


@pytest.mark.parametrize(
    "attributes",
    [
        "onclick=alert(1)",
        'style="background:url(//x)"',
        "href=javascript:alert(1)",
        "src=x onerror=x",
        'srcdoc="<script>"',
        "xlink:href=javascript:x",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "text\n{{: {} }}",
        "# h {{: {} }}",
        "[a](b){{: {} }}",
        "![a](b){{: {} }}",
        "*a*{{: {} }}",
        "```{{ .js {} }}\nx\n```",
    ],
)
def test_attribute_lists_bring_nothing_that_runs(frame: str, attributes: str) -> None:
    clean(frame.format(attributes), "python-markdown")


@BOTH
@pytest.mark.parametrize(
    "markup",
    [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><img src=x onerror=x></template>",
        "<a href='#' ping='//x'>a</a>",
        "<math href='javascript:alert(1)'>x</math>",
        "<math><maction actiontype='statusline#//x' xlink:href='javascript:x'>x</maction></math>",
        "<math><annotation-xml encoding='text/html'><script>x</script></annotation-xml></math>",
        "<select><iframe></select><img src=x onerror=x>",
        "<xmp><img src=x onerror=x></xmp>",
        "<textarea></textarea><script>x</script>",
        "<b style='x:expression(alert(1))'>a</b>",
        "<p style=\"color:red;background:u\\72l(//x)\">a</p>",
        "<img src='x' srcset='//x 2x' lowsrc=x dynsrc=x>",
        "<table background=//x><td background=//x>a</table>",
        "<input type=image src=//x formaction=javascript:x>",
        "<isindex action=javascript:x type=submit>",
        "<details ontoggle=alert(1) open>a</details>",
        "<sup class=\"footnote-ref\" title=\"&quot;><img src=x onerror=x>\"></sup>",
        "<h1 id='\"><img src=x onerror=x>'>a</h1>",
        "<h2><img src=x onerror=x>[TOC]</h2>",
    ],
)
def test_known_mutations_stay_dead(markup: str, dialect: str) -> None:
    clean(markup, dialect)
    clean(f"[TOC]\n\n{markup}\n\n# after\n\n[^a]\n\n[^a]: {markup}\n", dialect)


@BOTH
def test_a_forged_footnote_mark_is_only_text(dialect: str) -> None:
    html = render.whole('<sup class="footnote-ref" title="none"></sup> a[^b]\n\n[^b]: c', dialect)
    assert "<sup>none</sup>" in html and 'href="#fn:none"' not in html
