"""One change of one post: words, fields; every other byte stays, in every style of list."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.library.housekeeping import operations
from journal_app.library.housekeeping.operations import (
    AddWords,
    ChangeCase,
    Operation,
    RemoveField,
    RemoveWords,
    RenameField,
    RenameWords,
    ReplaceText,
    SetField,
    edited,
)
from journal_app.post import fields
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post

SHELF = Path(__file__).parents[2] / "data" / "posts"
BODY = "\nBody with old in it, and 散步.\n"

# How people write a list that holds `old`, what is left of it, and the same with `new` in its place.
STYLES = {
    "flow": ("tags: [a, old,  'c d' ] # why\n", "tags: [a, new,  'c d' ] # why\n"),
    "block": ("tags:\n- a\n- old\n", "tags:\n- a\n- new\n"),
    "indented": ("tags:\n    - 'a'\n    - 'old'\n", "tags:\n    - 'a'\n    - 'new'\n"),
    "double": ('tags:\n  - "old"\n  -   "b"\n', 'tags:\n  - "new"\n  -   "b"\n'),
    "comments": ("tags: # all\n  # one\n  - old # first\n  - b\n", "tags: # all\n  # one\n  - new # first\n  - b\n"),
    "flow lines": ("tags: [\n  a,\n  old, # x\n  c,\n]\n", "tags: [\n  a,\n  new, # x\n  c,\n]\n"),
    "scalar": ("tags: old # only\n", "tags: new # only\n"),
    "commas": ("tags: a, old,b\n", "tags: a, new,b\n"),
    "keywords": ("keywords: [old]\n", "keywords: [new]\n"),
    "hexo": ("tags:\n- [a, old]\n- [old, c]\n", "tags:\n- [a, new]\n- [new, c]\n"),
    "hexo block": ("tags:\n  - - a\n    - old\n  - b\n", "tags:\n  - - a\n    - new\n  - b\n"),
}
ENDS = ("\n", "\r\n")


def post_of(head: str, end: str = "\n", mark: str = "---") -> Post:
    text = f"{mark}\ntitle: 'T' # t\n{head}draft: no\n{mark}\n{BODY}"
    return Post.parse(Path("/journal/a.md"), text.replace("\n", end).encode())


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
@pytest.mark.parametrize("style", STYLES)
def test_a_word_is_renamed_in_every_style_and_nothing_else_changes(style: str, end: str) -> None:
    before, after = STYLES[style]
    result = edited(post_of(before, end), RenameWords("tags", ("old",), "new"))
    assert result.to_bytes() == post_of(after, end).to_bytes()


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
@pytest.mark.parametrize("style", STYLES)
def test_a_deleted_word_is_gone_and_the_others_are_there(style: str, end: str) -> None:
    before = post_of(STYLES[style][0], end)
    after = edited(before, RemoveWords("tags", ("old",)))
    words = fields.meaning(before).tags
    assert fields.meaning(after).tags == tuple(word for word in words if word != "old")
    assert after.body == before.body
    others = dict(after.fields)
    assert [key for key in others] == [key for key in before.fields]
    assert ("\r\n" in after.to_bytes().decode()) == (end == "\r\n")


@pytest.mark.parametrize("style", STYLES)
def test_a_word_is_added_once(style: str) -> None:
    before = post_of(STYLES[style][0])
    after = edited(before, AddWords("tags", ("neu", "old")))
    assert fields.meaning(after).tags == (*fields.meaning(before).tags, "neu")
    assert edited(after, AddWords("tags", ("neu",))) is after


def test_a_merge_leaves_one_of_each_at_the_place_of_the_one_that_was_there() -> None:
    post = post_of("tags: [daily-talk, a, Daily Talk, ＤＡＩＬＹ]\n")
    merged = edited(post, RenameWords("tags", ("daily-talk", "ＤＡＩＬＹ"), "Daily Talk"))
    assert merged.fields["tags"] == ["a", "Daily Talk"]
    nested = post_of("categories:\n- [Life, Daily]\n- [Life, daily]\n- [Work]\n")
    again = edited(nested, RenameWords("categories", ("daily",), "Daily"))
    assert again.fields["categories"] == [["Life", "Daily"], ["Work"]]


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [old, Old,  'c d' ] # why\n", "tags: [new, 'c d' ] # why\n"),
        ("tags:\n  - 'old' # first\n  # between\n  -   Old\n  - \"b\"\n", None),
        ("tags:\n- a\n- Old # x\n- b\n- old\n", "tags:\n- a\n- new # x\n- b\n"),
        ("tags: old,  b, Old\n", "tags: new,  b\n"),
        ("tags:\n- [a, old] # p\n- [a, Old]\n- c\n", "tags:\n- [a, new] # p\n- c\n"),
        ("tags: [\n  old, # x\n  c,\n  Old,\n]\n", "tags: [\n  new, # x\n  c,\n]\n"),
    ],
    ids=["flow", "block", "block apart", "commas", "hexo", "flow lines"],
)
def test_a_merge_of_two_words_of_one_post_leaves_the_place_quotes_and_comment_of_the_first(
    before: str, after: str | None, end: str
) -> None:
    wanted = after or before.replace("'old'", "'new'").replace("  -   Old\n", "")
    result = edited(post_of(before, end), RenameWords("tags", ("old", "Old"), "new"))
    assert result.to_bytes() == post_of(wanted, end).to_bytes()


def test_letters_change_their_case_in_the_named_words_alone() -> None:
    post = post_of("tags: [daily talk, SHOUT, Éa]\n")
    assert edited(post, ChangeCase("tags", ("daily talk",), "title")).fields["tags"] == ["Daily Talk", "SHOUT", "Éa"]
    small = edited(post, ChangeCase("tags", ("SHOUT", "Éa"), "lower"))
    assert small.fields["tags"] == ["daily talk", "shout", "éa"]


def test_a_number_and_a_word_with_blanks_around_are_found_as_the_list_shows_them() -> None:
    assert edited(post_of("tags: [2024, 'a ']\n"), RenameWords("tags", ("2024", "a"), "x")).fields["tags"] == ["x"]
    assert edited(post_of("tags: [a]\n"), RenameWords("tags", ("a",), "2025")).fields["tags"] == ["2025"]


def test_toml_lists_are_edited_too_and_json_says_why_not() -> None:
    toml = post_of("", mark="---")
    raw = b'+++\ntitle = "T" # t\ntags = ["a", "old"] # why\n+++\n\nBody\n'
    toml = Post.parse(Path("/journal/a.md"), raw)
    assert edited(toml, RenameWords("tags", ("old",), "new")).to_bytes() == raw.replace(b"old", b"new")
    json = Post.parse(Path("/journal/a.md"), b'{"title": "T", "tags": ["old"]}\n\nBody\n')
    with pytest.raises(EditRefused):
        edited(json, RenameWords("tags", ("old",), "new"))


def test_a_field_is_set_everywhere_or_only_where_it_is_or_is_not() -> None:
    with_draft, without = post_of("weight: 3\n"), post_of("")
    assert edited(with_draft, SetField("weight", "4")).fields["weight"] == 4
    assert edited(without, SetField("weight", "4", "present")) is without
    assert edited(with_draft, SetField("weight", "4", "missing")) is with_draft
    assert edited(without, SetField("series", "周记", "missing")).fields["series"] == "周记"
    assert "weight" not in edited(with_draft, RemoveField("weight")).fields
    with pytest.raises(EditRefused):
        edited(with_draft, SetField("weight", "heavy"))


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
def test_a_renamed_field_keeps_its_value_its_place_and_its_comment(end: str) -> None:
    before, after = "image:   'a b.png' # big\n", "cover:   'a b.png' # big\n"
    result = edited(post_of(before, end), RenameField("image", "cover"))
    assert result.to_bytes() == post_of(after, end).to_bytes()
    both = post_of("image: a.png\ncover: b.png\n")
    with pytest.raises(EditRefused, match="already"):
        edited(both, RenameField("image", "cover"))
    moved = edited(post_of("image: a.png\n"), RenameField("image", "cover.src"))
    assert (moved.fields["cover"], "image" in moved.fields) == ({"src": "a.png"}, False)


WORDS = st.sampled_from(["a", "old", "Daily Talk", "散步", "2024", "yes", "x: y", "c#", "-", "ＡＢ"])
EDITS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(AddWords, st.just("tags"), st.lists(WORDS, min_size=1, max_size=3).map(tuple)),
    st.builds(RemoveWords, st.sampled_from(["tags", "categories"]), st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(RenameWords, st.just("tags"), st.lists(WORDS, min_size=1, max_size=3).map(tuple), WORDS),
    st.builds(
        ChangeCase, st.just("tags"), st.just(("old", "Daily Talk")), st.sampled_from(["lower", "upper", "title"])
    ),
    st.builds(
        RenameField, st.sampled_from(["image", "title", "tags"]), st.sampled_from(["cover", "t", "heroImage.src"])
    ),
    st.builds(RemoveField, st.sampled_from(["image", "tags", "date"])),
)


@given(EDITS, st.sampled_from(sorted(path.name for path in SHELF.iterdir())))
@settings(max_examples=150, deadline=None)
def test_on_the_awkward_shelf_the_body_and_the_other_fields_stay_or_the_edit_is_refused(
    operation: Operation, name: str
) -> None:
    raw = (SHELF / name).read_bytes()
    post = Post.parse(SHELF / name, raw)
    try:
        after = edited(post, operation)
    except EditRefused:
        assert post.to_bytes() == raw
        return
    named = {
        *("tags", "keywords", "categories", "category"),
        *(str(getattr(operation, part, "")).partition(".")[0] for part in ("name", "to")),
    }
    assert after.body == post.body
    kept = {key: value for key, value in post.fields.items() if key not in named}
    assert {key: value for key, value in after.fields.items() if key not in named} == kept
    again = Post.parse(SHELF / name, after.to_bytes())
    assert dict(again.fields) == dict(after.fields)


@given(EDITS)
def test_an_operation_comes_back_from_json_as_it_was(operation: Operation) -> None:
    assert operations.from_json(operations.as_json(operation)) == operation


def test_a_replacement_is_told_in_json_too_and_is_no_edit_of_a_head() -> None:
    operation = ReplaceText("a", "b", regex=True)
    assert operations.from_json(operations.as_json(operation)) == operation
    with pytest.raises(TypeError):
        edited(post_of(""), operation)


@pytest.mark.parametrize("head", ["tags: old\n", "tags: a, old\n"])
def test_a_name_with_a_comma_is_refused_where_commas_part_words(head: str) -> None:
    post = Post.parse(Path("a.md"), f"---\n{head}---\n{BODY}".encode())
    with pytest.raises(EditRefused, match="comma"):
        edited(post, RenameWords("tags", ("old",), "x, y"))
    assert edited(post, RenameWords("tags", ("other",), "x, y")) is post
    listed = Post.parse(Path("a.md"), f"---\ntags: [old]\n---\n{BODY}".encode())
    assert edited(listed, RenameWords("tags", ("old",), "x, y")).fields["tags"] == ["x, y"]


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        (RenameWords("tags", ("old",), "neu"), "tags: a  neu b"),
        (RenameWords("tags", ("old",), "b"), "tags: a b"),
        (RenameWords("tags", ("a", "b"), "x"), "tags: x  old"),
        (RemoveWords("tags", ("a",)), "tags: old b"),
        (RemoveWords("tags", ("old", "b")), "tags: a"),
        (ChangeCase("tags", ("old",), "upper"), "tags: a  OLD b"),
        (AddWords("tags", ("b", "c"), spaced=True), "tags: a  old b c"),
        (AddWords("tags", ("c d",), spaced=True), "tags:\n  - a\n  - old\n  - b\n  - c d"),
        (RenameWords("tags", ("gone",), "x"), "tags: a  old b"),
    ],
)
def test_a_text_parted_at_its_spaces_stays_one(operation: Operation, after: str) -> None:
    post = Post.parse(Path("/j/_posts/a.md"), b"---\ntags: a  old b\n---\n")
    assert edited(post, operation).to_bytes().decode() == f"---\n{after}\n---\n"


def test_a_word_with_a_space_does_not_come_into_a_text_parted_at_its_spaces() -> None:
    post = Post.parse(Path("/j/_posts/a.md"), b"---\ntags: a old\n---\n")
    with pytest.raises(EditRefused, match="a space would make two words of it"):
        edited(post, RenameWords("tags", ("old",), "x y"))
    whole = RenameWords("tags", ("a old",), "x y")  # where it is one word
    assert edited(post, whole).fields["tags"] == "x y"
