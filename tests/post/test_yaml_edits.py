"""Edits of YAML heads by example: what a person asks for and how the head reads then."""

import pytest

from journal_app.post.errors import EditRefused
from journal_app.post.head import yaml as heads
from journal_app.post.head import yaml_edits
from journal_app.post.values import Value


@pytest.mark.parametrize("first", ["  -\n", "  -   # later\n", "  - \n"])
def test_a_list_is_made_in_the_look_of_one_that_begins_with_an_empty_item(first: str) -> None:
    text = f"tags:\n{first}  - a\ncategories:\ndraft:\n"
    new: Value = ["b", "c"]
    made = "categories:\n  - b\n  - c\n"
    assert yaml_edits.changed(text, "categories", new) == text.replace("categories:\n", made)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("标题：周记\n", 1),
        ("title：周记\ndate: 2024-01-01\n", 1),
        ("date: 2024-01-01\ntitle：周记\ntags: [a]\n", 2),
        ("date: 2024-01-01\ntags：\n  - a\n  - b\ntitle: b\n", 2),
        ("date: 2024-01-01\n标题：a\n分类： b\ntop: 1\n", 2),
        ("cover:\n  src：a.png\n  alt: b\n", 2),
    ],
)
def test_a_full_width_colon_behind_a_name_is_named_with_its_line(head: str, line: int) -> None:
    reading = heads.read(head)
    assert (reading.line, "half-width colon and a space" in reading.reason) == (line, True)
    assert heads.read(head.replace("：", ": ")).reason == ""


@pytest.mark.parametrize("head", ["title: a: b\n", "a: b\nc\nd: e\n", "title: 你好：世界: x\n"])
def test_no_full_width_colon_is_blamed_for_another_fault(head: str) -> None:
    reading = heads.read(head)
    assert reading.reason and "half-width" not in reading.reason


def test_a_comment_goes_with_the_nested_field_it_is_about_and_no_other_goes() -> None:
    text = "a:\n  # about b\n  b: # one\n    # two\n    - x # three\n  c: 1 # four\nd: 1\n"
    assert yaml_edits.removed(text, ("a", "b")) == "a:\n  # about b\n  c: 1 # four\nd: 1\n"
    with pytest.raises(EditRefused, match="a comment in it would be lost"):
        yaml_edits.removed("a:\n  # about b\n  b: 1 # one\n", ("a", "b"))


ROWS = "t: [ # first\n  a,\n  # note\n  b, # bb\n\n  c%s\n]\nz: 1\n"


@pytest.mark.parametrize("comma", [",", "", " # cc", ", # cc"])
@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (["b", "c"], "  # note\n  b, # bb\n\n  c$\n"),
        (["a", "c"], "  a,\n  # note\n\n  c$\n"),
        (["a", "b"], "  a,\n  # note\n  b$ # bb\n\n"),
        (["c", "b", "a"], "\n  c,\n  # note\n  b, # bb\n  a$\n"),
        (["a", "b", "d", "c"], "  a,\n  # note\n  b, # bb\n  d,\n\n  c$\n"),
        (["a", "b", "c", "d"], "  a,\n  # note\n  b, # bb\n\n  c,\n  d$\n"),
        (["A", "b", "c"], "  A,\n  # note\n  b, # bb\n\n  c$\n"),
        ([], "  # note\n\n"),
    ],
)
def test_comments_and_blank_lines_in_a_list_in_brackets_stay(new: list[Value], rows: str, comma: str) -> None:
    result = yaml_edits.changed(ROWS % comma, "t", new)
    plain = rows.replace("$", "," if "," in comma else "")
    if "#" in comma:
        plain = plain.replace("  c,\n", "  c, # cc\n").replace("  c\n", "  c # cc\n")
    assert result == f"t: [ # first\n{plain}]\nz: 1\n"
