"""A post as a value: heads given, taken, moved and typed by hand."""

from pathlib import Path

import pytest

from journal_app.post.errors import EditRefused
from journal_app.post.post import Post


def post_of(text: str) -> Post:
    return Post.parse(Path("post.md"), text.encode())


def test_a_post_without_a_head_can_be_given_one_and_keeps_its_body() -> None:
    post = post_of("Text\r\nmore")
    given = post.with_field("title", "A day")
    assert given.to_bytes() == b"---\r\ntitle: A day\r\n---\r\nText\r\nmore"
    assert given.body == post.body
    assert given.with_head_text("") == post


def test_the_head_as_text_goes_both_ways() -> None:
    post = post_of("---\r\ntitle: a\r\n---\r\nText")
    assert post.head_text == "title: a\n"
    edited = post.with_head_text("title: b\ntags: [x]")
    assert edited.to_bytes() == b"---\r\ntitle: b\r\ntags: [x]\r\n---\r\nText"
    assert edited.with_head_text(post.head_text) == post


def test_a_head_typed_half_is_broken_with_its_line_and_can_be_mended() -> None:
    post = post_of("---\ntitle: a\n---\nText").with_head_text("title: a\ntags: [x\n")
    assert post.broken is not None and post.broken.line in (3, 4)
    assert post.fields == {}
    with pytest.raises(EditRefused):
        post.with_field("title", "b")
    assert post.with_head_text("title: a\ntags: [x]\n").fields == {"title": "a", "tags": ["x"]}


def test_a_fence_typed_into_the_head_is_refused() -> None:
    with pytest.raises(EditRefused, match="fence"):
        post_of("---\ntitle: a\n---\nText").with_head_text("title: a\n---\nb: c\n")


def test_an_empty_raw_head_of_a_post_without_one_changes_nothing() -> None:
    assert post_of("Text").with_head_text("").to_bytes() == b"Text"


def test_a_head_at_the_very_end_gets_its_line_feed_when_a_body_is_typed() -> None:
    post = post_of("---\ntitle: a\n---")
    typed = post.with_splice(0, 0, "Text")
    assert Post.parse(Path("p.md"), typed.to_bytes()).body == "Text"
    assert typed.with_splice(0, 4, "") == post


def test_a_new_field_goes_where_the_other_posts_put_it() -> None:
    post = post_of("---\ntitle: a\ntags: [x]\nlayout: post\n---\n")
    order = ("title", "date", "tags", "draft")
    assert list(post.with_field("date", "2025-01-01", order=order).fields) == ["title", "date", "tags", "layout"]
    assert list(post.with_field("draft", True, order=order).fields) == ["title", "tags", "draft", "layout"]
    assert list(post.with_field("other", 1, order=order).fields) == ["title", "tags", "layout", "other"]
    assert next(iter(post.with_field("first", 1, order=("first", "title")).fields)) == "first"


def test_a_nested_field_is_reached_by_a_tuple() -> None:
    post = post_of("---\nheroImage: {src : \"thumbnail.webp\", color: '#424242' }\n---\n")
    edited = post.with_field(("heroImage", "src"), "b.webp")
    assert edited.to_bytes() == post.to_bytes().replace(b"thumbnail.webp", b"b.webp")
    assert post.without_field(("heroImage", "color")).head_text == 'heroImage: {src : "thumbnail.webp" }\n'
    made = post.with_field(("cover", "src"), "c.png")
    assert made.fields["cover"] == {"src": "c.png"}
    with pytest.raises(EditRefused):
        post_of("---\ntitle: a\n---\n").with_field(("title", "x"), 1)


def test_a_removed_field_leaves_the_comments_above_it() -> None:
    post = post_of("---\n# about the title\ntitle: a\ntags:\n  - x\n  # - y\ndraft: true\n---\n")
    assert post.without_field("title").head_text == "# about the title\ntags:\n  - x\n  # - y\ndraft: true\n"
    assert post.without_field("tags").head_text == "# about the title\ntitle: a\ndraft: true\n"
    assert post.without_field("nothing") == post


def test_what_no_head_can_hold_is_refused() -> None:
    post = post_of("---\ntitle: a\n---\n")
    for value in (object(), float("inf"), float("nan")):
        with pytest.raises(EditRefused):
            post.with_field("title", value)  # type: ignore[arg-type]
    for name in ("", (), ("",)):
        with pytest.raises(EditRefused):
            post.with_field(name, "x")


def test_a_number_and_a_switch_stay_what_they_are() -> None:
    post = post_of("---\ntop: 1\ndraft: False\nver: '5'\n---\n")
    assert post.with_field("top", 2).head_text.startswith("top: 2\n")
    assert post.with_field("draft", True).fields["draft"] is True
    assert "draft: True" in post.with_field("draft", True).head_text
    assert post.with_field("top", "2").head_text.startswith("top: '2'\n")
    assert post.with_field("ver", "6").fields["ver"] == "6"
    assert post.with_field("top", True) != post


def test_json_heads_are_read_and_edited_as_text() -> None:
    post = post_of('{\n  "title": "a",\n  "n": 1\n}\n\nText')
    assert (post.head_kind, post.fields["title"], post.body) == ("json", "a", "\nText")
    with pytest.raises(EditRefused, match="as text"):
        post.with_field("title", "b")
    assert post.with_head_text('{"title": "b"}').to_bytes() == b'{"title": "b"}\n\nText'


def test_a_path_is_changed_without_touching_the_text() -> None:
    post = post_of("Text")
    moved = post.with_path(Path("b.md"))
    assert (moved.path, moved.to_bytes(), moved.revision) == (Path("b.md"), b"Text", 1)
