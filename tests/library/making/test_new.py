"""New posts in the shape of old ones, and the names they get."""

import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from journal_app.library.making import names, new
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from tests.library.journal import WEEK, row, write

NOW = datetime(2024, 11, 24, 20, 30, 5, tzinfo=timezone(timedelta(hours=8)))


def like(text: str, title: str = "旅行 Notes", name: str = "old.md") -> Post:
    folder = Path("/journal")
    return new.like(Post.parse(folder / name, text.encode()), title, folder, NOW, lambda path: False)


def test_a_new_post_has_the_shape_of_its_sibling_and_none_of_its_words() -> None:
    post = like(WEEK)
    assert post.path == Path("/journal/lv-xing-notes.md")
    assert dict(post.fields) == {
        "title": "旅行 Notes",
        "excerpt": "",
        "date": "2024-11-24 20:30:05+0800",
        "image": "",
        "categories": [],
        "tags": [],
        "top": 0,
    }
    assert post.body == "\n"
    assert post.to_bytes().startswith("---\ntitle: 旅行 Notes\n".encode())


def test_constant_fields_stay_and_what_names_one_post_goes() -> None:
    post = like(
        "---\nlayout: post # the theme's\ntitle: 'Old'\nslug: old\naliases: [/x]\nauthor: Me\nlastmod: 2024-01-02\n"
        "draft: true\nheroImage: {src : \"a.png\", color: '#424242' }\n---\nText\n",
    )
    assert post.to_bytes().decode() == (
        "---\nlayout: post # the theme's\ntitle: '旅行 Notes'\nauthor: Me\nlastmod: 2024-11-24\n"
        "draft: true\nheroImage: {src : \"\", color: '#424242' }\n---\n"
    )


def test_a_toml_head_stays_toml() -> None:
    post = like('+++\ntitle = "Old"\ndate = 2024-01-02T03:04:05+08:00\ntags = ["a"]\n+++\n\nText\n')
    assert post.head_kind == "toml"
    found = tomllib.loads(post.head_text)
    assert found["title"] == "旅行 Notes" and found["tags"] == []
    assert found["date"] == NOW


def test_a_json_head_stays_json() -> None:
    post = like('{\n  "title": "Old",\n  "slug": "old",\n  "tags": ["a"]\n}\n\nText\n')
    assert post.head_text == '{\n  "title": "旅行 Notes",\n  "tags": []\n}'


def test_a_sibling_without_a_head_makes_one_without_a_head() -> None:
    assert like("# Old\n\nText\n").to_bytes().decode() == "# 旅行 Notes\n\n"


@pytest.mark.parametrize("head", ["---\ntitle: [\n---\n", "---\ntitle: {{ title }}\ndate: 2024-01-01\n---\n"])
def test_a_sibling_whose_head_cannot_be_edited_gives_way_to_a_plain_head(head: str) -> None:
    assert like(head).fields == {"title": "旅行 Notes", "date": "2024-11-24 20:30:05+08:00"}


def test_without_a_sibling_a_post_has_a_title_and_a_date() -> None:
    post = new.like(None, "a: b", Path("/journal"), NOW, lambda path: False)
    assert post.path == Path("/journal/a-b.md")
    assert post.fields == {"title": "a: b", "date": "2024-11-24 20:30:05+08:00"}


@pytest.mark.parametrize(
    ("sibling", "path"),
    [
        ("posts/old.markdown", "posts/lv-xing-notes.markdown"),
        ("posts/old/index.md", "posts/lv-xing-notes/index.md"),
        ("_posts/2024-01-02-old.md", "_posts/2024-11-24-lv-xing-notes.md"),
        ("index.md", "lv-xing-notes.md"),
    ],
)
def test_the_place_is_the_siblings(sibling: str, path: str) -> None:
    assert like(WEEK, name=sibling).path == Path("/journal") / path


def test_the_name_can_be_given() -> None:
    post = new.like(None, "x", Path("/journal"), NOW, lambda path: False, name="我的名字")
    assert post.path.name == "我的名字.md"


def test_taken_names_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "x.md", "")
    write(tmp_path / "x-2.md", "")
    assert new.like(None, "x", tmp_path, NOW).path == tmp_path / "x-3.md"
    sibling = Post.parse(write(tmp_path / "old" / "index.md", WEEK), WEEK.encode())
    (tmp_path / "y").mkdir()
    assert new.like(sibling, "y", tmp_path, NOW).path == tmp_path / "y-2" / "index.md"


def test_a_duplicate_is_the_same_bytes_under_another_name(tmp_path: Path) -> None:
    post = Post.parse(write(tmp_path / "a.md", WEEK), WEEK.encode())
    first = new.duplicate(post)
    assert (first.path, first.to_bytes()) == (tmp_path / "a-copy.md", WEEK.encode())
    write(first.path, first.to_bytes())
    assert new.duplicate(post).path == tmp_path / "a-copy-2.md"
    bundle = Post.parse(write(tmp_path / "b" / "index.md", WEEK), WEEK.encode())
    assert new.duplicate(bundle).path == tmp_path / "b-copy" / "index.md"


def test_the_newest_sibling_is_the_newest_that_can_be_read() -> None:
    rows = [row("old", 1.0), row("new", 2.0), row("doubled", 3.0), row("broken", 4.0, error="broken")]

    def read(path: Path) -> Post:
        doubled = "title: again\n" if path == rows[2].path else ""
        return Post.parse(path, f"---\ntitle: a\n{doubled}---\n".encode())

    found = new.sibling(rows, read)
    assert found is not None and found.path == rows[1].path
    assert new.sibling([], read) is None


def test_renaming_moves_the_file_or_the_bundles_folder(tmp_path: Path) -> None:
    assert names.renamed(tmp_path / "a.md", "b", tmp_path) == names.Rename(
        tmp_path / "a.md", tmp_path / "b.md", tmp_path / "b.md"
    )
    assert names.renamed(tmp_path / "a" / "index.md", "b", tmp_path) == names.Rename(
        tmp_path / "a", tmp_path / "b", tmp_path / "b" / "index.md"
    )
    assert names.renamed(tmp_path / "index.md", "b", tmp_path).target == tmp_path / "b.md"
    assert names.renamed(tmp_path / "a.md", "b.MD", tmp_path).target == tmp_path / "b.md"
    assert names.renamed(tmp_path / "a" / "index.md", "b.md", tmp_path).target == tmp_path / "b.md"


@pytest.mark.parametrize("name", ["", " ", "..", ".hidden", "a/b", "a\\b", "a:b", "a\nb", "文" * 90])
def test_what_cannot_be_a_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(JournalError):
        names.renamed(tmp_path / "a.md", name, tmp_path)


def test_a_rename_never_takes_a_name_that_is_there_but_may_change_case(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "")
    write(tmp_path / "b.md", "")
    with pytest.raises(JournalError, match="already"):
        names.renamed(tmp_path / "a.md", "b", tmp_path)
    assert names.renamed(tmp_path / "a.md", "A", tmp_path, lambda path: True).target.name == "A.md"


@pytest.mark.parametrize("name", ["CON", "nul.txt", "lpt1", "ends."])
def test_a_name_that_some_system_reserves_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(JournalError, match="every system"):
        names.renamed(tmp_path / "a.md", name, tmp_path)
