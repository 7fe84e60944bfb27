"""The sample journal shows every feature, and every post of it makes the round trip."""

from pathlib import Path

import pytest

from journal_app.post.fields import meaning
from journal_app.post.post import Post

CONTENT = Path(__file__).parent.parent / "content"
POSTS = {
    path.relative_to(CONTENT).as_posix(): Post.parse(path, path.read_bytes()) for path in sorted(CONTENT.rglob("*.md"))
}


@pytest.mark.parametrize("name", POSTS)
def test_each_post_comes_back_byte_for_byte(name: str) -> None:
    post = POSTS[name]
    assert post.broken is None
    assert post.to_bytes() == (CONTENT / name).read_bytes()


@pytest.mark.parametrize("name", POSTS)
def test_each_cover_is_there(name: str) -> None:
    cover = meaning(POSTS[name]).cover
    assert not cover or (CONTENT / name).parent.joinpath(cover).is_file()


def test_the_sample_has_one_of_each_kind() -> None:
    posts = POSTS.values()
    assert len(posts) >= 14
    assert {post.head_kind for post in posts} == {"yaml", "toml", "json", ""}
    assert {post.line_ends for post in posts} == {"LF", "CRLF"}
    assert any(meaning(post).draft for post in posts)
    assert any(meaning(post).pinned for post in posts)
    assert any(isinstance(post.fields.get("heroImage"), dict) for post in posts)
    assert any("#" in post.head_text for post in posts)
    assert any(not post.body.endswith("\n") for post in posts)
    assert any(post.path.name == "index.md" for post in posts)


def test_the_weekly_series_has_one_shape() -> None:
    weeks = [post for name, post in POSTS.items() if name.startswith("weekly/")]
    shape = ["title", "excerpt", "date", "image", "categories", "tags"]
    assert [[field for field in post.fields if field != "top"] for post in weeks] == [shape] * len(weeks)
    for post in weeks:
        assert "\n    - '" in post.head_text
        assert ". \ndate: 20" in post.head_text
