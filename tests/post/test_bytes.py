"""The first promise: the same bytes come back, and an edit touches what it was asked to touch."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal_app.post.errors import EditRefused, NotAPost
from journal_app.post.post import Post

PATH = Path("post.md")
SEPARATORS = ["\n", "\r\n", "\r", "\u2029", "\ufdd0", "\ufdd1"]
pieces = st.lists(
    st.sampled_from(
        [*SEPARATORS, "---", "+++", "a: b", "字", "\u2028", "\xa0", "\0", "\f", "x y", "", "{", "}", "- z", "👍"]
    ),
    max_size=30,
).filter(lambda parts: parts.count("\0") <= 4)  # more of them, and few others, are a binary file
texts = pieces.map("".join)


def post_of(text: str) -> Post:
    return Post.parse(PATH, text.encode())


@given(st.binary(max_size=300) | texts.map(str.encode) | texts.map(lambda text: text.encode("utf-16")))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"---\n---\n")
@example(b"---\r\na: b\r---\r\r\n")
@settings(max_examples=400, deadline=None)
def test_opening_and_saving_gives_the_same_bytes(raw: bytes) -> None:
    try:
        post = Post.parse(PATH, raw)
    except NotAPost:
        return
    assert post.to_bytes() == raw
    assert not post.fields or post.head_kind
    assert post.broken is None or post.broken.line > 0


@given(texts, st.data())
@settings(max_examples=400, deadline=None)
def test_a_splice_shows_what_was_typed_and_leaves_the_lines_around_it(text: str, data: st.DataObject) -> None:
    post = post_of(text)
    position = data.draw(st.integers(0, len(post.body)))
    removed = data.draw(st.integers(0, len(post.body) - position))
    added = data.draw(pieces.map(lambda parts: "".join(part for part in parts if part not in SEPARATORS[1:])))
    edited = post.with_splice(position, removed, added)
    assert edited.body == post.body[:position] + added + post.body[position + removed :]
    assert not any(separator in edited.body for separator in SEPARATORS[1:])
    again = Post.parse(PATH, edited.to_bytes())
    if again.head_kind == post.head_kind and again.head_text == post.head_text:
        assert again.body == edited.body
    before, after = raw_lines(post), raw_lines(edited)
    first = post.body.count("\n", 0, position)
    last = post.body.count("\n", position + removed)
    assert before[:first] == after[:first] or "\r" in text
    assert not last or before[-last:] == after[-last:] or "\r" in text


def raw_lines(post: Post) -> list[str]:
    """The body's lines with the separators they have in the file."""
    from journal_app.post.weave import woven

    ends = post.body_ends * post.body.count("\n") if len(post.body_ends) == 1 else post.body_ends
    lines = post.body.split("\n")
    return [line + woven("\n", end) for line, end in zip(lines, ends, strict=False)] + lines[-1:]


@given(texts, texts)
@settings(max_examples=300, deadline=None)
def test_going_back_to_the_text_that_was_read_goes_back_to_its_bytes(text: str, other: str) -> None:
    post = post_of(text)
    assert post.with_body(other).with_body(post.body) == post
    assert post.with_body(other).with_body(post.body).to_bytes() == text.encode()
    edited = post.with_splice(0, len(post.body), "x\ny")
    assert edited.with_splice(0, 3, post.body) == post


def test_one_sign_typed_in_a_crlf_file_is_the_whole_difference() -> None:
    raw = "---\r\ntitle: a\r\n---\r\n一\r\n二\r\n三".encode()
    post = Post.parse(PATH, raw)
    at = post.body.index("二")
    assert post.with_splice(at, 0, "x").to_bytes() == raw.replace("二".encode(), "x二".encode())
    assert post.with_splice(at, 0, "\n").to_bytes() == raw.replace("二".encode(), "\r\n二".encode())


def test_a_file_of_mixed_ends_keeps_each_line_its_own() -> None:
    raw = "a\nb\r\nc\rd\u2029e\u2028f\xa0g\fh\0i\ufdd0j".encode()
    post = Post.parse(PATH, raw)
    assert post.body == "a\nb\nc\nd\ne\u2028f\xa0g\fh\0i\nj"
    assert post.line_ends == "mixed"
    at = post.body.index("d")
    assert post.with_splice(at, 1, "D").to_bytes() == raw.replace(b"d", b"D")
    twice = post.with_body(post.body.replace("b", "bb").replace("j", "jj"))
    assert twice.to_bytes() == raw.replace(b"b", b"bb").replace(b"j", b"jj")


def test_a_lone_return_is_not_joined_with_the_line_feed_behind_it() -> None:
    post = post_of("a\rx\nb")
    edited = post.with_splice(2, 1, "")
    assert edited.body == "a\n\nb"
    assert Post.parse(PATH, edited.to_bytes()).body == "a\n\nb"


def test_half_an_emoji_never_reaches_the_file() -> None:
    edited = post_of("ab").with_splice(1, 0, "\ud83d")
    assert edited.body == "a\ufffdb"
    assert edited.to_bytes() == "a\ufffdb".encode()


def test_modified_means_that_saving_would_write_other_bytes() -> None:
    post = post_of("---\ntitle: a\n---\nText\r\nmore\n")
    edited = post.with_splice(0, 1, "t").with_splice(0, 1, "T")
    assert edited == post
    assert edited.revision == 2
    assert post.with_field("title", "b").with_field("title", "a") == post
    assert post.with_body("Text") != post


def test_a_place_outside_the_body_is_an_error_and_not_another_edit() -> None:
    with pytest.raises(ValueError, match="no such place"):
        post_of("abc").with_splice(2, 5, "")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_text_in_another_encoding_is_edited_in_that_encoding(codec: str) -> None:
    text = "---\ntitle: 星期天的雨\n---\n\n今天下了一整天的雨，我在家里读书、写字，晚上和朋友一起吃饭。\n" * 3
    text = text if codec != "big5" else text.translate(str.maketrans("读书写里饭", "讀書寫裡飯"))
    raw = text.encode(codec)
    post = Post.parse(PATH, raw)
    assert post.to_bytes() == raw
    assert post.fields["title"] == "星期天的雨"
    assert post.encoding.startswith(codec)
    assert post.with_field("title", "晴").to_bytes() == text.replace("星期天的雨", "晴", 1).encode(codec)


def test_a_sign_the_encoding_lacks_is_refused() -> None:
    text = "今天下了一整天的雨，我在家裡讀書、寫字，晚上和朋友一起吃飯。\n" * 3
    post = Post.parse(PATH, text.encode("big5"))
    with pytest.raises(EditRefused, match="cannot be written"):
        post.with_splice(0, 0, "👍")


def test_damaged_utf8_is_shown_and_never_written() -> None:
    raw = "---\ntitle: 雨\n---\n今天下雨".encode() + b"\xff\xfe\x80" + "，明天晴天。".encode() * 20
    post = Post.parse(PATH, raw)
    assert post.read_only
    assert post.fields["title"] == "雨"
    assert "明天" in post.body
    assert post.to_bytes() == raw
    with pytest.raises(EditRefused):
        post.with_field("title", "x")
    with pytest.raises(EditRefused):
        post.with_splice(0, 0, "x")


def test_a_program_named_like_a_post_is_no_post() -> None:
    with pytest.raises(NotAPost):
        Post.parse(PATH, Path("/bin/ls").read_bytes())


def test_a_nul_in_a_text_is_only_a_sign() -> None:
    raw = b"---\ntitle: a\n---\nText with \0 in it.\n"
    post = Post.parse(PATH, raw)
    assert "\0" in post.body
    assert post.with_splice(0, 4, "Test").to_bytes() == raw.replace(b"Text", b"Test")


def test_the_body_starts_at_the_line_the_status_bar_tells() -> None:
    assert post_of("---\na: b\nc: d\n---\n\nText").body_line == 4
    assert post_of("Text").body_line == 0
    assert post_of('{\n"a": 1\n}\nText').body_line == 3


def test_the_start_of_a_file_is_enough_for_its_head() -> None:
    raw = ("---\ntitle: 雨天\n---\n\n" + "字" * 3000).encode()
    for cut_at in (2000, 2001, 2002, 2003):
        start = Post.parse_start(PATH, raw[:cut_at])
        assert start is not None
        assert start.fields["title"] == "雨天"
        assert start.read_only
    assert Post.parse_start(PATH, raw[:10]) is None
    assert Post.parse_start(PATH, "---\ntitle: 雨天\n".encode()) is None
