"""A merge takes what two hands did in different places, and asks where they met."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.post import merge
from journal_app.post.post import Post

BASE = "---\ntitle: 周记\ntags: [一]\n---\n\n第一段。\n\n第二段。\n\n第三段。\n"
TEXTS = st.lists(st.sampled_from(["一", "二", "", "x", "---"]), max_size=12).map("\n".join)


def test_edits_in_different_places_come_together() -> None:
    mine = BASE.replace("第一段", "我的第一段")
    theirs = BASE.replace("第三段", "别人的第三段").replace("[一]", "[一, 二]")
    merged = merge.merge(BASE, mine, theirs)
    assert merged.is_clean
    assert merged.text() == theirs.replace("第一段", "我的第一段")


def test_edits_of_one_line_are_left_to_the_author() -> None:
    merged = merge.merge(BASE, BASE.replace("第二段", "我的"), BASE.replace("第二段", "别人的"))
    (hunk,) = merged.hunks
    assert (hunk.mine, hunk.theirs, hunk.line) == ("我的。\n", "别人的。\n", 8)
    assert merged.text(["theirs"]) == BASE.replace("第二段", "别人的")
    assert merged.text(["both"]) == BASE.replace("第二段。", "我的。\n别人的。")


def test_edits_of_lines_that_touch_are_left_to_the_author() -> None:
    assert merge.merge("a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nC\nd\n").hunks
    assert merge.merge("a\nb\nc\nd\n", "a\nc\nd\n", "a\nb\nnew\nc\nd\n").hunks
    assert merge.merge("a\nb\nc\nd\n", "a\nb\nc\nd\ne\n", "a\nb\nc\nd\nf\n").hunks
    assert merge.merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nC\nd\n").is_clean


def test_the_same_edit_by_both_is_one_edit() -> None:
    same = BASE.replace("第二段", "新的")
    assert merge.merge(BASE, same, same).text() == same


def test_a_missing_last_line_end_joins_no_lines() -> None:
    merged = merge.merge("a\nb", "a\nb\nmine", "a\nb\ntheirs")
    assert merged.text(["both"]).split("\n") == ["a", "b", "mine", "b", "theirs"]
    assert merge.merge("a\nb\nc", "a\nb\nc", "x\nb\nc\nd").text() == "x\nb\nc\nd"


@given(TEXTS, TEXTS)
def test_what_one_hand_did_alone_is_taken(base: str, other: str) -> None:
    assert merge.merge(base, other, base).text() == other
    assert merge.merge(base, base, other).text() == other
    assert merge.merge(base, other, other).text() == other


@given(TEXTS, TEXTS, TEXTS)
def test_every_line_of_both_is_in_the_pieces(base: str, mine: str, theirs: str) -> None:
    pieces = merge.merge(base, mine, theirs).pieces
    assert "".join(piece.base for piece in pieces) == base
    assert "".join(piece.mine for piece in pieces) == mine
    assert "".join(piece.theirs for piece in pieces) == theirs
    for piece in pieces:
        if piece.taken is None:
            assert piece.base != piece.mine != piece.theirs != piece.base


@given(TEXTS, TEXTS)
def test_two_versions_alone_differ_in_hunks(mine: str, theirs: str) -> None:
    compared = merge.compared(mine, theirs)
    assert "".join(piece.mine for piece in compared.pieces) == mine
    assert "".join(piece.theirs for piece in compared.pieces) == theirs
    assert compared.is_clean == (mine == theirs)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merged_post_keeps_the_bytes_of_the_lines_that_stay(end: str) -> None:
    raw = BASE.replace("\n", end).encode("utf-8-sig")
    base = Post.parse(Path("a.md"), raw)
    mine = base.with_body(base.body.replace("第一段", "我的第一段"))
    theirs = Post.parse(Path("a.md"), raw.replace("第三段".encode(), "别人的".encode()))
    merged = merge.post_of(theirs, merge.merge_posts(base, mine, theirs).text())
    assert merged.to_bytes() == theirs.to_bytes().replace("第一段".encode(), "我的第一段".encode())


def test_a_head_that_came_or_went_is_merged_as_text() -> None:
    base = Post.parse(Path("a.md"), "第一段。\n\n第二段。\n".encode())
    theirs = Post.parse(Path("a.md"), "---\ntitle: 周记\n---\n第一段。\n\n第二段。\n".encode())
    mine = base.with_body(base.body.replace("第二段", "我的"))
    merged = merge.post_of(theirs, merge.merge_posts(base, mine, theirs).text())
    assert merged.to_bytes() == "---\ntitle: 周记\n---\n第一段。\n\n我的。\n".encode()
    back = merge.post_of(mine, merge.whole_text(theirs))
    assert back.to_bytes() == theirs.to_bytes()


def test_a_text_that_differs_everywhere_does_not_take_minutes() -> None:
    lines = [f"line {number}" for number in range(20_000)]
    mine, theirs = "\n".join(f"{line} mine" for line in lines), "\n".join(f"{line} theirs" for line in lines)
    assert merge.merge("\n".join(lines), mine, theirs).text(["mine"]) == mine
