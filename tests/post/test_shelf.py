"""The awkward shelf: every odd file is opened, shown and given back as it was."""

from pathlib import Path

import pytest

from journal_app.post.errors import EditRefused
from journal_app.post.fields import meaning
from journal_app.post.post import Post

SHELF = Path(__file__).parents[1] / "data" / "posts"
FILES = sorted(SHELF.iterdir())
BROKEN = {
    "tabs.md": 3,
    "unclosed.md": 1,
    "colon.md": 3,
    "not-a-map.md": 2,
    "toml-broken.md": 3,
    "deep.md": 2,
}
READ_ONLY = {"damaged.md"}
NO_HEAD = {
    "no-final-newline.md", "rule-first.md", "empty.md", "shortcode-first.md", "four-dashes.md", "unclosed.md"
}  # fmt: skip


def shelf(name: str) -> Post:
    return Post.parse(SHELF / name, (SHELF / name).read_bytes())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_of_the_shelf_comes_back_as_it_was(path: Path) -> None:
    post = Post.parse(path, path.read_bytes())
    assert post.to_bytes() == path.read_bytes()
    assert meaning(post).title
    assert (post.broken.line if post.broken else 0) == BROKEN.get(path.name, 0)
    assert bool(post.read_only) == (path.name in READ_ONLY)
    assert (post.head_kind == "") == (path.name in NO_HEAD)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sign_typed_at_the_end_is_the_whole_difference(path: Path) -> None:
    raw = path.read_bytes()
    post = Post.parse(path, raw)
    if post.read_only or path.name == "head-only.md":
        return
    typed = post.with_splice(len(post.body), 0, "x").to_bytes()
    assert typed[: len(raw)] == raw
    assert typed[len(raw) :].replace(b"\0", b"") == b"x"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_field_is_changed_alone_or_not_at_all(path: Path) -> None:
    post = Post.parse(path, path.read_bytes())
    for name, value in {**post.fields, "neu": "x"}.items():
        wanted = "2025-03-01" if name in ("date", "day") else "a: b" if isinstance(value, str) else ["one", "two"]
        try:
            edited = post.with_field(name, wanted)
        except EditRefused:
            shut = post.broken or post.read_only or post.head_kind == "json"
            assert shut or name in post.locked or "url" in str(value)
            assert post.to_bytes() == path.read_bytes()
            continue
        assert edited.fields[name] == wanted
        assert {**edited.fields, name: None} == {**post.fields, name: None}
        assert edited.body == post.body
        again = Post.parse(path, edited.to_bytes())
        assert (again.fields, again.body) == (edited.fields, edited.body)


def test_the_journal_post_changes_by_exactly_the_lines_asked_for() -> None:
    post = shelf("journal.md")
    raw = post.to_bytes().decode()
    assert post.with_field("title", "周记 Week08").to_bytes().decode() == raw.replace("Week07", "Week08")
    assert post.with_field("top", 2).to_bytes().decode() == raw.replace("top: 1", "top: 2")
    moved = post.with_field("date", "2025-02-17 22:40:00+0800").to_bytes().decode()
    assert moved == raw.replace("2025-02-16 22", "2025-02-17 22")
    tagged = post.with_field("tags", ["Daily Talk", "Weekly Journal", "雨"]).to_bytes().decode()
    assert tagged == raw.replace("'\ntop", "'\n    - '雨'\ntop")
    assert post.fields["excerpt"] == "2025-02-10 ~ 2025-02-16."


def test_a_duplicate_key_is_locked_and_the_others_are_not() -> None:
    post = shelf("duplicate-keys.md")
    assert post.fields["title"] == "second"
    assert set(post.locked) == {"title"}
    with pytest.raises(EditRefused, match="twice"):
        post.with_field("title", "third")
    assert post.with_field("tags", ["b"]).to_bytes() == post.to_bytes().replace(b"[a]", b"[b]")


def test_anchors_aliases_merges_and_tags_are_shown_and_locked() -> None:
    post = shelf("anchors.md")
    assert post.fields["again"] == {"color": "red"}
    assert set(post.locked) == {"base", "cover", "again"}
    with pytest.raises(EditRefused):
        post.with_field(("cover", "src"), "b.png")
    assert set(shelf("tagged.md").locked) == {"title", "when"}


def test_a_template_is_shown_as_it_stands() -> None:
    post = shelf("template.md")
    assert post.fields["title"] == "{{ title }}"
    assert set(post.locked) == {"title", "date"}


def test_spellings_yaml_readers_quarrel_about_are_shown_as_typed() -> None:
    assert shelf("traps.md").fields == {
        "slug": "no", "weight": "017", "time": "1:30", "empty": None, "big": "1_000", "day": "2025-02-16",
        "version": 1.1, "hex": 0x1F,
    }  # fmt: skip


def test_a_bom_and_crlf_stay_through_an_edit() -> None:
    post = shelf("bom-crlf.md")
    raw = post.to_bytes()
    assert (post.encoding, post.line_ends) == ("utf-8-sig", "CRLF")
    assert post.with_field("title", "Sun").to_bytes() == raw.replace(b'"Rain"', b'"Sun"')
    added = post.with_field("tags", ["rain", "wet feet", "dry"]).with_field("draft", True)
    assert added.to_bytes() == raw.replace(b'feet"]\r\n', b'feet", "dry"]\r\ndraft: true\r\n')


def test_mixed_line_ends_in_a_head_stay_with_their_lines() -> None:
    post = shelf("mixed-ends.md")
    assert post.with_field("tags", ["b"]).to_bytes() == post.to_bytes().replace(b"- a", b"- b")


def test_a_head_that_is_never_closed_is_shown_as_body_and_not_rewritten() -> None:
    post = shelf("unclosed.md")
    assert post.body.startswith("---\n")
    with pytest.raises(EditRefused, match="not closed"):
        post.with_field("title", "x")


def test_lists_with_comments_and_blank_lines_keep_them() -> None:
    post = shelf("shapes.md")
    raw = post.to_bytes().decode()
    more = post.with_field("tags", ["rain", "wet feet", "sun"]).to_bytes().decode()
    assert more == raw.replace('"wet feet",\n', '"wet feet",\n  "sun",\n')
    alone = post.with_field(("heroImage", "src"), "big.webp").to_bytes().decode()
    assert alone == raw.replace("thumbnail.webp", "big.webp")
    authors = [{"name": "Ana", "url": "https://ana.example"}, {"name": "Eva"}]
    assert post.with_field("authors", authors).to_bytes().decode() == raw.replace("Bo\n", "Eva\n")
    filled = post.with_field("keywords", ["a"]).to_bytes().decode()
    assert filled == raw.replace("keywords: # none yet\n", "keywords: # none yet\n- a\n")


def test_a_five_megabyte_post_is_opened_edited_and_written() -> None:
    raw = ("---\r\ntitle: big\r\n---\r\n" + "一行字，写了又写。\r\n" * 200_000).encode()
    post = Post.parse(Path("big.md"), raw)
    assert post.to_bytes() == raw
    middle = len(post.body) // 2
    assert len(post.with_splice(middle, 0, "\n").to_bytes()) == len(raw) + 2
