"""A journal's own style sheet keeps what it says of looks and loses all that fetches, whatever it is spelt like."""

import os
import re
from pathlib import Path

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.render.safe.style_sheet import LONGEST, read, sanitised

PICTURE = "url(data:image/png;base64,AAAA)"
PIECES = st.sampled_from(
    ["a", "url(", "http://x/", ")", "(", "{", "}", "[", "]", ";", ":", "'", '"', "\\", "\\75rl(", "/*", "*/",
     "@import ", "@media x", "@font-face", "src", "var(--a)", "--a", "!important", "</style>", "<!--", "\n",
     "\x00", "中", "image-set(", "position", "fixed", ",", "&", PICTURE, "10px", "#fff", "@layer", "\\\n",
     "u\\72 l(", "U+4E00"]
)  # fmt: skip


def addresses(css: str) -> list[str]:
    """What anything in the sheet would ask for."""
    found: list[str] = []
    waiting = [tinycss2.parse_component_value_list(css)]
    while waiting:
        for token in waiting.pop():
            if token.type == "url":
                found.append(token.value)
            elif token.type == "function":
                if token.lower_name in ("url", "src", "image-set", "image", "-webkit-image-set", "cross-fade"):
                    found += [one.value for one in token.arguments if one.type == "string"]
                waiting.append(token.arguments)
            elif token.type.endswith("block"):
                waiting.append(token.content)
            elif token.type == "at-keyword" and token.lower_value == "import":
                found.append("@import")
    return found


def test_what_it_says_of_looks_stays() -> None:
    kept = sanitised(
        "@media (max-width: 600px) {"
        "h1, .card > .title:not(.x) { color: var(--seal) !important; &:hover { margin: 0 } } }"
        "@font-face { font-family: X; src: local('KaiTi') } p::before { content: '「' } "
        f"blockquote {{ background: {PICTURE}, linear-gradient(#fff, rgb(0 0 0 / 20%)) }}"
    )
    for part in ("max-width: 600px", "h1, .card > .title:not(.x)", "color: var(--seal) !important", "&:hover", "KaiTi"):
        assert part.replace(": v", ":v").replace(" !", "!") in kept.replace(": v", ":v").replace(" !", "!")
    assert PICTURE in kept and "linear-gradient" in kept and "「" in kept


def test_steps_of_an_animation_a_scope_and_the_margins_of_paper_stay() -> None:
    kept = sanitised(
        "@keyframes turn { from { rotate: 0deg } 50%, to { rotate: 1turn; background: url(//x) } }"
        "@scope (.article) to (.highlight) { p { color: red } }"
        "@page :first { margin: 1cm; @bottom-center { content: counter(page) '/' url(//x); color: red } @import 'x'; }"
        "@counter-style stars { system: cyclic; symbols: '*' } @property --a { syntax: '*'; inherits: false }"
        "a { pointer-events: none; animation: turn 2s; @top-left { } }"
    )
    assert re.sub(r"\s", "", kept) == (
        "@keyframesturn{from{rotate:0deg;}50%,to{rotate:1turn;}}"
        "@scope(.article)to(.highlight){p{color:red;}}"
        "@page:first{margin:1cm;@bottom-center{color:red;}}"
        """@counter-stylestars{system:cyclic;symbols:"*";}"""
        "a{animation:turn2s;}"
    )


def test_what_fetches_goes_however_it_is_spelt() -> None:
    for hostile in (
        "@import 'http://x/a.css';", "@\\69mport url(//x);", "p{background:url(http://x/)}",
        "p{background:u\\72l('//x')}", "p{background:image-set('http://x/1.png' 1x)}",
        "@font-face{font-family:a;src:url(x.woff2)}", "p{--u:\\75 rl(http://x)}",
        "p{background:-webkit-image-set(url(x) 1x)}", "@media x{@import 'y';}",
        "p{background:url(data:image/svg+xml,<svg/>)}", "p{background:url('file:///etc/passwd')}",
        "p{behavior:url(#x)}", "p{background:src('http://x')}", "p{a:b;background:element(#x)}", "p{c:url(x",
        "@namespace url(http://x);", "@supports (a:url(http://x)){p{c:d}}", "p[a=url(http://x)]{c:d}",
        "p{width:expression(alert(1))}", "@keyframes a{to{background:url(//x)}}", "@page{background:url(//x)}",
        "p{color:red;}/**/@import'//x';",
    ):  # fmt: skip
        kept = sanitised(hostile)
        assert not addresses(kept) and "expression" not in kept and "\\" not in kept, (hostile, kept)


def test_nothing_of_it_leaves_the_style_element_or_lies_over_the_window() -> None:
    kept = sanitised(
        "p::before{content:'</style><script>'} a{position:fixed} b{position:var(--p)} i{position:relative}"
    )
    assert "</" not in kept and "fixed" not in kept and "var" not in kept and "position:relative" in kept


def test_one_that_is_too_long_or_too_deep_is_not_taken() -> None:
    assert sanitised("p{color:red}" * LONGEST) == ""
    for deep in ("(", "a{", "a(", "[", "a:not("):
        sanitised(deep * (LONGEST // len(deep)))


def test_a_file_is_read_when_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_bytes("\ufeffp{color:red}".encode())
    assert read(tmp_path / "own.css") == "p{color:red;}\n"
    (tmp_path / "long.css").write_bytes(b"p{color:red}" * LONGEST)
    os.mkfifo(tmp_path / "pipe.css")
    for name in ("long.css", "pipe.css", "none.css", ".", "a\0b"):
        assert read(tmp_path / name) == ""


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_written_nothing_that_fetches_comes_out_and_a_second_time_changes_nothing(css: str) -> None:
    kept = sanitised(css)
    assert all(address.startswith("data:image/png") for address in addresses(kept))
    assert "</" not in kept
    assert sanitised(kept) == kept


@pytest.mark.parametrize("text", ["</style>", "<<!--/style>", "<!--</style>-->", "<</style>/style>", "<<!----/style>"])
def test_no_text_of_a_sheet_ends_the_element_it_stands_in(text: str) -> None:
    made = sanitised(f"p::after {{ content: '{text}' }}")
    assert "content" in made and "</" not in made and "<!" not in made
