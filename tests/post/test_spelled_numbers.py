"""Numbers keep the digits their author wrote, are numbers all the same, and are written as they are typed."""

import json
import pickle
from pathlib import Path

import pytest

from journal_app.post.fields import kind, meaning, read_value
from journal_app.post.head import formats
from journal_app.post.post import Post
from journal_app.post.values import same

SPELLINGS = [("1.10", 1.1), ("2.0", 2.0), ("0xFF", 255), ("1e3", 1000.0), ("1.5E+3", 1500.0), ("-0.50", -0.5)]


@pytest.mark.parametrize(("text", "number"), SPELLINGS)
@pytest.mark.parametrize("head", ["title: {}\n", "t: a\ntitle: {} # why\nm: [{}]\n"])
def test_a_number_is_shown_in_its_own_digits_and_counts_as_what_it_is(text: str, number: float, head: str) -> None:
    post = Post.parse(Path("p.md"), f"---\n{head.format(text, text)}---\n".encode())
    value = post.fields["title"]
    assert (value, str(value), f"{value}", kind("title", value)) == (number, text, text, "number")
    assert meaning(post).title == text
    assert json.loads(json.dumps(value)) == number
    assert same(pickle.loads(pickle.dumps(value)), value)
    assert post.with_field("title", value) is post
    assert post.with_field("title", 7).with_field("title", value) == post


@pytest.mark.parametrize("old", ["1", "1.1", "1.10", "0x10", "1e3"])
@pytest.mark.parametrize("new", ["2.20", "1.1", "1.10", "0xfe", "2e3", "5", "2.0"])
def test_a_number_is_written_as_it_is_typed(old: str, new: str) -> None:
    post = Post.parse(Path("p.md"), f"---\na: {old} # why\nb: c\n---\n".encode())
    edited = post.with_field("a", read_value(new, post.fields["a"]))
    assert edited.to_bytes() == f"---\na: {new} # why\nb: c\n---\n".encode()
    assert edited.with_field("a", post.fields["a"]) == post


@pytest.mark.parametrize(("old", "new"), [("1_000", "2000"), ("1.10", "2.20"), ("0xFF", "0x10")])
def test_a_number_in_toml_keeps_its_digits_too(old: str, new: str) -> None:
    post = Post.parse(Path("p.md"), f"+++\na = {old}\n+++\n".encode())
    assert str(post.fields["a"]) == old
    edited = post.with_field("a", read_value(new, post.fields["a"]))
    assert edited.to_bytes() == f"+++\na = {new}\n+++\n".encode()
    assert str(formats.read("json", '{"a": 1.10}').fields["a"]) == "1.10"


def test_what_some_readers_take_for_a_number_stays_without_quotes_beside_its_like_alone() -> None:
    post = Post.parse(Path("p.md"), b"---\nweight: 010\nquoted: '010'\n---\n")
    assert post.fields["weight"] == "010"
    assert post.with_field("weight", "011").head_text == "weight: 011\nquoted: '010'\n"
    assert post.with_field("weight", "12").head_text == "weight: '12'\nquoted: '010'\n"
    assert post.with_field("quoted", "011").head_text == "weight: 010\nquoted: '011'\n"
