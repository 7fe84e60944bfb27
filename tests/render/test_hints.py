"""What the hints say of emphasis beside Chinese, held against what the dialects show."""

from itertools import product

import pytest

from journal_app.render.dialects import gfm, python_markdown
from journal_app.render.hints import Hint, hints

SHOWN = {"gfm": gfm.convert, "python-markdown": python_markdown.convert}


@pytest.mark.parametrize("dialect", SHOWN)
@pytest.mark.parametrize("mark", ["*", "**", "_", "__", "~~", "=="])
def test_a_hint_stands_exactly_where_the_marks_are_shown(mark: str, dialect: str) -> None:
    if dialect == "python-markdown" and mark == "~~":
        pytest.skip("an extension with rules of its own, about which no hint is given")
    wrong = []
    places = ("", "前", "，", " ", "a"), ("真", "“", "（"), ("真", "，", "”"), ("", "后", "。", " ")
    for before, first, last, after in product(*places):
        text = f"{before}{mark}{first}字{last}{mark}{after}"
        literal = mark in SHOWN[dialect](text)
        if bool(hints(text, dialect)) != literal:
            wrong.append((text, literal))
    assert wrong == []


def test_the_bold_of_the_founding_example_fails_in_gfm_only() -> None:
    text = "一行\n\n**真，**她说。"
    assert hints(text, "gfm") == (Hint(2, "bold", "**真，**"),)
    assert hints(text, "python-markdown") == ()
    assert "**真，**她" in gfm.convert(text) and "<strong>真，</strong>她" in python_markdown.convert(text)


def test_code_formulas_and_addresses_have_no_hints() -> None:
    texts = ("`**真，**她`", "```\n**真，**她\n```", "    **真，**她", "$a_真，_b$", "[x](a_真，_b)", "\\**真，**她")
    assert [text for text in texts if hints(text, "gfm")] == []


@pytest.mark.parametrize("text", ["**[链接](x)**她", "**`x`**她", "- x\n\n    **真，**她", "1. x\n\n   **真，**她"])
def test_links_code_and_paragraphs_of_a_list_have_hints(text: str) -> None:
    assert len(hints(text, "gfm")) == 1 and "**" in gfm.convert(text)
    assert hints(text, "python-markdown") == ()


@pytest.mark.parametrize("text", ["- x\n\n      **真，**她", "- x\n\ny\n\n    **真，**她"])
def test_code_in_a_list_and_behind_it_has_no_hint(text: str) -> None:
    assert "<code>" in gfm.convert(text) and hints(text, "gfm") == ()


def test_english_has_no_hints() -> None:
    assert hints("2 * 3 * 4, snake_case_name, **(a)**b", "gfm") == ()


def test_a_long_line_of_marks_costs_little() -> None:
    hints("**真" * 5000, "gfm")
    hints("*_~~" * 5000, "gfm")
