"""Formatting commands, text in and text out. `[` and `]` stand around the selection, `|` is the caret."""

import pytest

from journal_app.ui.editor import formatting
from journal_app.ui.editor.formatting import Piece


def piece(text: str) -> Piece:
    if "|" in text:
        at = text.index("|")
        return Piece(text.replace("|", "", 1), at, at)
    start = text.index("⟦")
    text = text.replace("⟦", "", 1)
    end = text.index("⟧")
    return Piece(text.replace("⟧", "", 1), start, end)


def drawn(made: Piece) -> str:
    if made.start == made.end:
        return f"{made.text[: made.start]}|{made.text[made.start :]}"
    return f"{made.text[: made.start]}⟦{made.text[made.start : made.end]}⟧{made.text[made.end :]}"


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        ("bold", "a ⟦b⟧ c", "a **⟦b⟧** c"),
        ("bold", "a **⟦b⟧** c", "a ⟦b⟧ c"),
        ("bold", "a ⟦**b**⟧ c", "a ⟦b⟧ c"),
        ("bold", "a ⟦ b ⟧ c", "a  **⟦b⟧**  c"),
        ("bold", "a *⟦b⟧* c", "a ***⟦b⟧*** c"),
        ("italic", "a **⟦b⟧** c", "a ***⟦b⟧*** c"),
        ("italic", "a ***⟦b⟧*** c", "a **⟦b⟧** c"),
        ("bold", "wo|rd", "**wo|rd**"),
        ("bold", "**wo|rd**", "wo|rd"),
        ("bold", "周|记", "周**|**记"),
        ("bold", "周**|**记", "周|记"),
        ("bold", "⟦one\n\ntwo⟧", "⟦**one**\n\n**two**⟧"),
        ("bold", "- ⟦one\n- two⟧", "- ⟦**one**\n- **two**⟧"),
        ("strike", "⟦b⟧", "~~⟦b⟧~~"),
        ("code", "⟦b⟧", "`⟦b⟧`"),
        ("code", "`⟦b⟧`", "⟦b⟧"),
        ("code", "⟦a`b⟧", "``⟦a`b⟧``"),
        ("code", "⟦a\nb⟧", "```|\na\nb\n```"),
        ("code", "⟦```\na\nb\n```⟧", "⟦a\nb⟧"),
        ("link", "⟦words⟧", "[words](|)"),
        ("link", "⟦https://a.b⟧", "[|](https://a.b)"),
        ("link", "a |", "a [|]()"),
        ("bullets", "one|", "- one|"),
        ("bullets", "- one|", "one|"),
        ("bullets", "⟦one\n\ntwo⟧", "⟦- one\n\n- two⟧"),
        ("bullets", "1. on|e", "- on|e"),
        ("numbers", "⟦one\ntwo⟧", "⟦1. one\n2. two⟧"),
        ("numbers", "⟦- one\n- two⟧", "⟦1. one\n2. two⟧"),
        ("tasks", "- one|", "- [ ] one|"),
        ("tasks", "- [x] one|", "one|"),
        ("quote", "⟦one\n\ntwo⟧", "⟦> one\n>\n> two⟧"),
        ("quote", "⟦> one\n>\n> two⟧", "⟦one\n\ntwo⟧"),
        ("indent", "- o|ne", "    - o|ne"),
        ("indent", "\t- o|ne", "\t\t- o|ne"),
        ("outdent", "      - o|ne", "  - o|ne"),
        ("outdent", "o|ne", "o|ne"),
    ],
)
def test_a_command_goes_on_and_off(command, before, after):
    assert drawn(getattr(formatting, command)(piece(before))) == after


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [(2, "wo|rd", "## wo|rd"), (2, "## wo|rd", "wo|rd"), (3, "# wo|rd", "### wo|rd"), (1, "|", "# |")],
)
def test_a_heading_takes_the_level_asked_for(level, before, after):
    assert drawn(formatting.heading(piece(before), level)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plain|", "plain\n|"),
        ("- one|", "- one\n- |"),
        ("- o|ne", "- o\n- |ne"),
        ("-| one", "-\n| one"),
        ("* one|", "* one\n* |"),
        ("    - one|", "    - one\n    - |"),
        ("9. one|", "9. one\n10. |"),
        ("1) one|", "1) one\n2) |"),
        ("- [x] one|", "- [x] one\n- [ ] |"),
        ("- |", "|"),
        ("-|", "|"),
        ("- [ ] |", "|"),
        ("    - |", "- |"),
        ("> one|", "> one\n> |"),
        ("> |", "|"),
        (">|", "|"),
        ("> - one|", "> - one\n> - |"),
        ("\u3000\u3000周一|", "\u3000\u3000周一\n\u3000\u3000|"),
        ("  |", "  \n|"),
        ("2024. |年", "2024. \n2025. |年"),
        ("-x|", "-x\n|"),
        ("|- one", "\n|- one"),
    ],
)
def test_enter_continues_what_the_line_is(before, after):
    line = piece(before)
    made = formatting.enter(line.text, line.start)
    text = line.text[: made.start] + made.added
    assert f"{text}|{line.text[line.start :]}" == after


def test_enter_in_code_keeps_the_indent_and_begins_no_item():
    assert formatting.enter("    - x", 7, in_code=True).added == "\n    "


def test_only_a_lone_address_is_a_link():
    assert formatting.is_link(" https://a.b/c?d ")
    assert not formatting.is_link("see https://a.b")
    assert not formatting.is_link("javascript:alert(1)")


@pytest.mark.parametrize(
    ("above", "line", "deeper"),
    [
        ("1. a", "2. b", "    1. b"),
        ("    1. x", "2. b", "    2. b"),
        ("    - x", "10. b", "    1. b"),
        ("", "3) ", "    1) "),
        ("1. a", "- b", "    - b"),
    ],
)
def test_a_numbered_item_goes_on_with_the_list_it_comes_into_or_begins_at_one(above, line, deeper):
    end = len(line)
    assert formatting.indent(Piece(line, end, end), above) == Piece(deeper, len(deeper), len(deeper))
