"""Which parts of a line of Markdown are what."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.ui.editor import marks
from journal_app.ui.editor.marks import line_marks, next_state


def parts(text: str, bit: int, state: int = 0) -> list[str]:
    return [
        text[start:end] for start, end, style in line_marks(text, state)[0] if style & bit and not style & marks.DIM
    ]


@pytest.mark.parametrize(
    ("text", "bit", "found"),
    [
        ("## 这一周 ##", marks.HEADING, [" 这一周"]),
        ("我**要紧**的", marks.BOLD, ["要紧"]),
        ("a *b* _c_ d_e_f", marks.ITALIC, ["b", "c"]),
        ("*要紧*", marks.HAN_EMPHASIS, ["要紧"]),
        ("*要紧*", marks.ITALIC, []),
        ("***a***", marks.BOLD | marks.ITALIC, ["a"]),
        ("**a *b* c**", marks.BOLD, ["a ", "b", " c"]),
        ("~~a~~", marks.STRIKE, ["a"]),
        ("`a*b*`", marks.CODE, ["a*b*"]),
        ("``a`b``", marks.CODE, ["a`b"]),
        ("[词](https://a.b/c_(d))", marks.LINK, ["词"]),
        ("[词](https://a.b/c_(d))", marks.TARGET, ["https://a.b/c_(d)"]),
        ("https://a.b。周", marks.LINK, ["https://a.b"]),
        ("a[^1]", marks.LINK, ["[^1]"]),
        ("- [x] a", marks.BULLET, ["-", "[x]"]),
        ("> 1. a", marks.BULLET, ["> ", "1."]),
        ("$a+b$ 5$ 6$", marks.MATH, ["$a+b$"]),
        ("a <b>c</b> &amp;", marks.HTML, ["<b>", "</b>", "&amp;"]),
        (r"\*a\*", marks.ITALIC, []),
    ],
)
def test_a_line_has_its_marks(text, bit, found):
    assert parts(text, bit) == found


def states(lines: list[str]) -> list[int]:
    state, found = 0, []
    for line in lines:
        state = line_marks(line, state)[1]
        found.append(state & 7)
    return found


def test_a_fence_ends_only_with_its_own_mark():
    assert states(["````py", "```", "~~~", "````", "x"]) == [marks.TICKS] * 3 + [0, 0]
    assert states(["```a`b", "- ~~~", "x", "  ~~~"]) == [0, marks.TILDES, marks.TILDES, 0]
    assert states(["$$", "a", "$$", "<!--", "-->"]) == [marks.DOLLARS, marks.DOLLARS, 0, marks.COMMENT, 0]


@given(st.text(st.sampled_from("a*_`~[]()!<>$#-1. 周\t\\"), max_size=60), st.sampled_from((0, 25, 3, 4)))
def test_marks_are_in_order_and_never_overlap(text, state):
    found, after = line_marks(text, state)
    assert after == next_state(text, state)
    at = 0
    for mark in found:
        assert at <= mark.start < mark.end <= len(text)
        at = mark.end


@pytest.mark.parametrize(
    "part", ["*", "[", "<a ", "`", "**a ", "_a", "$a", "![a", "~~a", "[a](", "***a", "**a*", "[a](b("]
)
def test_a_hostile_line_holds_nobody_up(part):
    text = part * (8_000 // len(part))
    began = time.perf_counter()
    line_marks(text, 0)
    assert time.perf_counter() - began < 2
