"""A branch of the tree of categories renamed: with all below it, in every way of writing, and nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal_app.library.housekeeping import branches
from journal_app.library.housekeeping.operations import RemoveBranch, RenameBranch, as_json, concerns, edited, from_json
from journal_app.library.row import category_paths
from journal_app.post import fields
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.post.values import Value
from tests.library.housekeeping.test_operations import ENDS, post_of

STEPS = ("生活", "散步", "a", "b")
# How people write paths, the branch that is renamed, what it is called then, and the same head after it.
STYLES = {
    "slashes": ("categories:\n- 生活/散步 # x\n- 工作\n", "生活", "日子", "categories:\n- 日子/散步 # x\n- 工作\n"),
    "blanks": ("categories: ['生活 / 散步', b]\n", "生活", "日子", "categories: ['日子 / 散步', b]\n"),
    "itself": ("categories: [ 生活, 生活好 ]\n", "生活", "日子", "categories: [ 日子, 生活好 ]\n"),
    "one text": ("category: 生活/散步/山\n", "生活/散步", "生活/走路", "category: 生活/走路/山\n"),
    "commas": ("categories: 生活/散步,  工作\n", "生活", "日子", "categories: 日子/散步,  工作\n"),
    "hexo": ("categories:\n- [生活, 散步]\n- [散步]\n", "生活", "日子", "categories:\n- [日子, 散步]\n- [散步]\n"),
    "hexo below": (
        "categories:\n- [生活, 散步]\n- 散步\n",
        "生活/散步",
        "生活/走",
        "categories:\n- [生活, 走]\n- 散步\n",
    ),
    "hexo block": (
        "categories:\n  - - 生活\n    - 散步 # x\n  - 生活\n",
        "生活",
        "日子",
        "categories:\n  - - 日子\n    - 散步 # x\n  - 日子\n",
    ),
    "deeper": ("categories:\n- [散步, 山]\n", "散步", "生活/散步", "categories:\n- [生活, 散步, 山]\n"),
    "higher": ("categories: [生活/散步/山]\n", "生活/散步", "散步", "categories: [散步/山]\n"),
    "merged": ("categories: [生活/散步, 日子/散步]\n", "生活", "日子", "categories: [日子/散步]\n"),
}


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
@pytest.mark.parametrize("style", STYLES)
def test_a_branch_is_renamed_with_all_below_it_and_no_other_byte_changes(style: str, end: str) -> None:
    before, branch, to, after = STYLES[style]
    result = edited(post_of(before, end), RenameBranch((branch,), to))
    assert result.to_bytes() == post_of(after, end).to_bytes()


def test_a_list_is_one_path_where_the_journal_says_so() -> None:
    post = post_of("categories: [生活, 散步]\n")
    assert edited(post, RenameBranch(("生活/散步",), "生活/走路")) is post
    changed = edited(post, RenameBranch(("生活/散步",), "生活/走路", nested=True))
    assert changed.to_bytes() == post_of("categories: [生活, 走路]\n").to_bytes()
    commas = edited(post_of("categories: 生活, 散步\n"), RenameBranch(("生活",), "日子", nested=True))
    assert commas.to_bytes() == post_of("categories: 日子, 散步\n").to_bytes()


def test_lists_too_deep_and_a_comma_where_commas_part_words_are_refused() -> None:
    with pytest.raises(EditRefused):
        edited(post_of("categories: [[生活, [散步]]]\n"), RenameBranch(("生活",), "日子"))
    with pytest.raises(EditRefused):
        edited(post_of("categories: 生活/散步, 工作\n"), RenameBranch(("生活",), "日,子"))


def test_only_posts_that_may_lie_in_the_branch_are_read() -> None:
    rename = RenameBranch(("生活/散步",), "日子")
    assert concerns(rename, ("生活", "散步"), ()) and concerns(rename, ("生活/散步/山",), ())
    assert not concerns(rename, ("生活",), ()) and not concerns(rename, ("散步路",), ())


TEXTS = st.lists(st.sampled_from(STEPS), min_size=1, max_size=3).map("/".join)
VALUES = st.one_of(TEXTS, st.lists(st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=3)), max_size=4))


def paths(value: Value, *, nested: bool) -> set[str]:
    """The places in the tree that a post with this value has, as the sidebar shows them."""
    found = fields.meaning_in({"categories": value}, post_of("").path)
    if found.nested:
        return set(category_paths(tuple(found.nested.split("\n"))))
    return set(category_paths(found.categories, nested))


@given(VALUES, TEXTS, TEXTS, st.booleans())
@example(["散步", "生活"], "散步", "生活", True)
def test_the_sidebar_shows_each_path_below_the_branch_at_its_new_place_and_the_others_where_they_were(
    value: Value, branch: str, to: str, nested: bool
) -> None:
    _, after = branches.renamed(value, (branch,), to, nested=nested)
    whole = [name for name in paths(value, nested=nested) if branches.below(name, branch)]
    moved = {to + name[len(branch) :] for name in whole}
    others = {name for name in paths(value, nested=nested) if not branches.below(name, branch)}
    above = {"/".join(to.split("/")[:length]) for length in range(1, to.count("/") + 1)} if whole else set()
    shown = paths(after, nested=nested)
    assert shown >= moved | above
    assert shown - moved - above <= others
    lost = others - shown  # only what lay above the branch and nothing else
    assert all(branches.below(branch, name) for name in lost)
    if not whole:
        assert after is value


def test_a_value_read_from_a_head_and_renamed_reads_as_it_was_asked_to() -> None:
    post: Post = post_of("categories:\n- [Dev, Python, Qt]\n- [Life]\n- Dev\n")
    after = edited(post, RenameBranch(("Dev/Python", "Dev"), "Craft"))
    assert after.fields["categories"] == [["Craft", "Qt"], ["Life"], "Craft"]


REMOVED = [
    ("categories: [生活/散步, 工作] # x\n", "生活", "categories: [工作] # x\n"),
    ("categories: [生活/散步/山, 工作]\n", "生活/散步", "categories: [生活, 工作]\n"),
    ("categories:\n- 生活\n- 生活/散步\n- b # x\n", "生活/散步", "categories:\n- 生活\n- b # x\n"),
    ("category: 生活/散步/山\n", "生活/散步", "category: 生活\n"),
    ("category: 生活/散步\n", "生活", "category:\n"),
    ("categories: 生活/散步, 工作\n", "生活", "categories: 工作\n"),
    ("categories:\n- [生活, 散步, 山]\n- [散步]\n", "生活/散步", "categories:\n- [生活]\n- [散步]\n"),
    ("categories:\n- [生活, 散步]\n- [散步]\n", "生活", "categories:\n- [散步]\n"),
    ("categories:\n- [a/b/c, d]\n", "a/b", "categories:\n- [a]\n"),
]


@pytest.mark.parametrize("end", ENDS, ids=["lf", "crlf"])
@pytest.mark.parametrize(("before", "branch", "after"), REMOVED)
def test_a_branch_is_removed_with_all_below_it_and_its_post_lies_in_what_is_above(
    before: str, branch: str, after: str, end: str
) -> None:
    operation = RemoveBranch((branch,))
    assert from_json(as_json(operation)) == operation
    post = post_of(before, end)
    assert concerns(operation, fields.meaning(post).categories, ())
    assert edited(post, operation).to_bytes() == post_of(after, end).to_bytes()


@pytest.mark.parametrize(
    ("before", "after"), [("[a, b, c]", "[a]"), ("a, b, c", "a"), ("[c, a, b]", "[c, a, b]"), ("[a/b, c]", "[a]")]
)
def test_a_branch_is_removed_from_a_list_that_is_one_path(before: str, after: str) -> None:
    result = edited(post_of(f"categories: {before}\n"), RemoveBranch(("a/b", "a/b/c"), nested=True))
    assert result.to_bytes() == post_of(f"categories: {after}\n").to_bytes()
