from pathlib import Path

import pytest

from journal_app.post.errors import EditRefused
from journal_app.post.fields import flow, kind, meaning, names, read_value
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.post.values import Value


def post_of(head: str, body: str = "", path: str = "posts/rain.md") -> Post:
    return Post.parse(Path(path), f"---\n{head}---\n{body}".encode())


def test_the_first_field_of_the_table_that_a_post_has_carries_the_meaning() -> None:
    found = names({"created": "2024-01-01", "pubDate": "2024-01-02", "description": "d", "heroImage": {}, "sticky": 1})
    assert (found.date, found.excerpt, found.cover, found.pinned, found.title) == (
        "pubDate", "description", "heroImage", "sticky", ""
    )  # fmt: skip


def test_published_is_a_date_or_a_switch() -> None:
    assert names({"published": "2024-01-01"}).date == "published"
    assert names({"published": False}).date == ""
    assert names({"published": False}).draft == "published"
    assert meaning(post_of("published: false\n")).draft
    assert not meaning(post_of("published: 2024-01-01\n")).draft


def test_a_post_means_what_the_list_shows() -> None:
    head = "title: 周记 Week19\ncategory: 日常\nkeywords: [a, b]\ncover: {src: c.png}\ntop: 2\ndraft: true\n"
    found = meaning(post_of(head))
    assert (found.title, found.categories, found.tags, found.cover, found.pinned, found.draft) == (
        "周记 Week19", ("日常",), ("a", "b"), "c.png", 2, True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "rank"), [("top: 0\n", 0), ("sticky: true\n", 1), ("pinned: false\n", 0), ("weight: 5\n", 0)]
)
def test_a_pin_is_a_number_above_nothing_or_true(head: str, rank: int) -> None:
    assert meaning(post_of(head)).pinned == rank


@pytest.mark.parametrize(
    ("body", "path", "title"),
    [
        ("# A **bold** day\n", "a.md", "A bold day"),
        ("Text\n\n## Second\n", "a.md", "Second"),
        ("```\n# not this\n```\n# This\n", "a.md", "This"),
        ("Under lined\n=====\n", "a.md", "Under lined"),
        ("Text", "posts/week-19/index.md", "week-19"),
        ("Text", "posts/rain.md", "rain"),
    ],
)
def test_a_post_without_a_title_is_named_by_its_heading_or_its_place(body: str, path: str, title: str) -> None:
    assert meaning(post_of("tags: []\n", body, path)).title == title


def test_a_post_in_the_drafts_folder_is_a_draft() -> None:
    site = Site("hexo", Path("/j"), "gfm", drafts=("_drafts",))
    assert meaning(post_of("title: a\n", path="/j/source/_drafts/a.md"), site).draft
    assert not meaning(post_of("title: a\n", path="/j/source/_posts/a.md"), site).draft


def test_nested_categories_are_one_list() -> None:
    found = meaning(post_of("categories:\n- [a, b]\n- c\n- [a, b]\n"))
    assert found.categories == ("a", "b", "c")
    assert found.nested == "a/b\nc"
    assert meaning(post_of("categories: [a, b]\n")).nested == ""


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("title", "x", "text"), ("excerpt", "x", "long"), ("note", "a\nb", "long"), ("date", "2024-11-17", "date"),
        ("tags", ["a"], "list"), ("tags", None, "list"), ("draft", False, "switch"), ("top", 1, "number"),
        ("image", "a.png", "image"), ("cover", {"src": "a"}, "map"), ("x", None, "null"), ("links", [{"a": 1}], "map"),
    ],
)  # fmt: skip
def test_each_value_has_its_kind(name: str, value: Value, expected: str) -> None:
    assert kind(name, value) == expected


@pytest.mark.parametrize(
    ("text", "current", "value"),
    [
        ("true", "a text", "true"), ("true", None, True), ("no", True, False), ("5", 1, 5), ("1.5", 1, 1.5),
        ("[a, 'b c']", ["x"], ["a", "b c"]), ("one", ["x"], ["one"]), ("", ["x"], []), ("[a, b]", None, ["a", "b"]),
        ("{src: a.png}", None, {"src": "a.png"}), ("Week 3: rain", None, "Week 3: rain"),
        ("2024-01-01", None, "2024-01-01"),
        ("[draft] of it", None, "[draft] of it"), ("", None, None), ("*x", None, "*x"), ("017", None, "017"),
        ("- a", None, "- a"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_type_the_field_has_now(text: str, current: Value, value: Value) -> None:
    found = read_value(text, current)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "current"), [("maybe", True), ("many", 1), ("true", 1), ("x", {"a": "b"}), ("[a", None)]
)
def test_a_text_of_another_type_is_refused(text: str, current: Value) -> None:
    with pytest.raises(EditRefused):
        read_value(text, current)


def test_flow_reads_quoted_texts_as_texts() -> None:
    assert flow("'5'") == "5"
    assert flow('"a: b"') == "a: b"
