from pathlib import Path

import frontmatter
import pytest

from journal_app.post.errors import EditRefused
from journal_app.post.frontmatter import JSONHead, TOMLHead, YAMLHead

YAML = "---\ntitle: 'One'   # first\ndate: 2024-11-17 23:12:00+0800\ntags:\n    - 'a b'\n---\n\nText.\n"


def test_a_script_reads_a_post_through_our_handler(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text(YAML, encoding="utf-8")
    post = frontmatter.load(str(path), handler=YAMLHead())
    assert post["date"] == "2024-11-17 23:12:00+0800"
    assert post["tags"] == ["a b"]
    assert post.content == "Text."


def test_an_unchanged_export_is_the_same_bytes() -> None:
    handler = YAMLHead()
    post = frontmatter.loads(YAML, handler=handler)
    assert handler.export(post.metadata) == YAML.split("---\n")[1]
    assert frontmatter.dumps(post) == YAML.rstrip()


def test_an_export_changes_only_what_the_script_changed() -> None:
    handler = YAMLHead()
    post = frontmatter.loads(YAML, handler=handler)
    post["title"] = "Two"
    post["tags"] = ["a b", "c"]
    assert frontmatter.dumps(post) == YAML.replace("'One'", "'Two'").replace("'a b'\n", "'a b'\n    - 'c'\n").rstrip()


def test_four_dashes_are_no_fence_and_one_line_of_json_is_a_head() -> None:
    assert not YAMLHead().detect("----\na: b\n----\n")
    assert JSONHead().detect('{"title":"a"}\nText\n')
    assert frontmatter.loads('{"title":"a"}\nText\n', handler=JSONHead())["title"] == "a"


def test_a_toml_head_keeps_its_dates_and_spelling() -> None:
    text = "+++\ntitle = 'x'\ndate = 2024-11-17T23:12:00+08:00 # when\n+++\nText"
    handler = TOMLHead()
    post = frontmatter.loads(text, handler=handler)
    assert post["date"] == "2024-11-17T23:12:00+08:00"
    post["date"] = "2024-11-18T23:12:00+08:00"
    assert frontmatter.dumps(post) == text.replace("11-17T", "11-18T")


def test_a_json_head_is_exported_as_it_was_or_not_at_all() -> None:
    handler = JSONHead()
    post = frontmatter.loads('{"title":   "a"}\nText', handler=handler)
    assert frontmatter.dumps(post) == '{"title":   "a"}\nText'
    post["title"] = "b"
    with pytest.raises(EditRefused):
        frontmatter.dumps(post)


def test_a_head_that_does_not_parse_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        frontmatter.loads("---\na: b\ntitle: a: b\n---\n", handler=YAMLHead())
