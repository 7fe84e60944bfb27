import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.post.errors import EditRefused
from journal_app.post.head import toml
from journal_app.post.values import Value

HEAD = """\
# about this post
title = "Hello"   # why
lit = 'C:\\x'
date = 2024-11-17T23:12:00+08:00 # when
day = 2024-11-17
draft = false
n = 1_000
tags = ["a", 'b',  "c"] # x
multi = [
  "one", # first
  "two",
]
long = \"\"\"
line
two\"\"\"

[params]
  x = 1 # px
  y = "q"

[[links]]
name = "l"
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
VALUES = TEXTS | st.integers(-(2**60), 2**60) | st.booleans() | st.lists(TEXTS, max_size=3)


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("title", 'A "day"', 'title = "Hello" ', 'title = "A \\"day\\"" '),
        ("lit", "D:\\y", "'C:\\x'", "'D:\\y'"),
        ("date", "2024-11-18T23:12:00+08:00", "11-17T", "11-18T"),
        ("day", "2024-12-01", "day = 2024-11-17", "day = 2024-12-01"),
        ("draft", True, "false", "true"),
        ("n", 5, "1_000", "5"),
        ("tags", ["a", "z", "b", "c"], '"a", ', "\"a\", 'z', "),
        ("tags", ["a", "c"], "'b',  ", ""),
        ("multi", ["one", "two", "three"], '"two",\n', '"two",\n  "three",\n'),
        ("long", "other", "line\ntwo", "other"),
        (("params", "x"), 2, "x = 1", "x = 2"),
        (("params", "y"), "r", '"q"', '"r"'),
    ],
)
def test_one_toml_value_changes_and_all_other_bytes_stay(
    name: str | tuple[str, ...], value: Value, old: str, new: str
) -> None:
    result = toml.changed(HEAD, name, value)
    if name == ("tags") and new == "":
        assert toml.read(result).fields["tags"] == ["a", "c"]
        assert result.replace('["a",  "c"]', "") == HEAD.replace("[\"a\", 'b',  \"c\"]", "")
    else:
        assert result == HEAD.replace(old, new, 1)


@given(st.sampled_from(["title", "lit", "draft", "n", "tags", "multi", "long", "neu"]), VALUES)
@settings(max_examples=300, deadline=None)
def test_a_toml_edit_means_what_was_asked_and_leaves_the_rest(name: str, value: Value) -> None:
    try:
        result = toml.changed(HEAD, name, value)
    except EditRefused:
        return
    expected = tomllib.loads(HEAD) | {name: value}
    assert tomllib.loads(result) == expected


def test_a_toml_date_stays_a_date_or_the_edit_is_refused() -> None:
    with pytest.raises(EditRefused, match="no date"):
        toml.changed(HEAD, "date", "2024-11-18 23:12:00+0800")
    with pytest.raises(EditRefused, match="no empty value"):
        toml.changed(HEAD, "title", None)


def test_a_removed_toml_field_takes_its_line_along() -> None:
    assert toml.removed(HEAD, "title") == HEAD.replace('title = "Hello"   # why\n', "")
    assert toml.removed(HEAD, ("params", "x")) == HEAD.replace("  x = 1 # px\n", "")
    assert toml.removed(HEAD, "nothing") == HEAD


def test_a_broken_toml_head_tells_its_line() -> None:
    assert toml.read("a = 1\nb = [\n").line > 0
    assert toml.read("a = 1\na = 2\n").reason


@pytest.mark.parametrize("between", ["", "\n", "\n\n", "# about params\n", "\n# about params\n"])
@pytest.mark.parametrize("table", ["[params]\nx = 1\n", "[[links]]\nx = 1\n"])
def test_a_new_field_is_one_line_whatever_stands_above_the_tables(between: str, table: str) -> None:
    text = f"weight = 1\n{between}{table}"
    result = toml.changed(text, "new", "x")
    assert len(result) == len(text) + len('new = "x"\n') and result.replace('new = "x"\n', "") == text
    assert tomllib.loads(result) == tomllib.loads(text) | {"new": "x"}
