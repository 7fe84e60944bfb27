"""Edits of YAML heads by example: what a person asks for and how the head reads then."""

import pytest

from journal_app.post.head import yaml_edits
from journal_app.post.values import Value


@pytest.mark.parametrize("first", ["  -\n", "  -   # later\n", "  - \n"])
def test_a_list_is_made_in_the_look_of_one_that_begins_with_an_empty_item(first: str) -> None:
    text = f"tags:\n{first}  - a\ncategories:\ndraft:\n"
    new: Value = ["b", "c"]
    made = "categories:\n  - b\n  - c\n"
    assert yaml_edits.changed(text, "categories", new) == text.replace("categories:\n", made)
