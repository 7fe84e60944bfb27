"""A new post and a new draft lie where each site keeps them, under the name the site wants."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal_app.library.index import scan
from journal_app.library.making import new, placing
from journal_app.library.sites import sites
from journal_app.post.post import Post
from tests.library.journal import write
from tests.library.sites.test_sites import MADE

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
POSTS = {
    "hugo": "content/posts/new-one.md",
    "hexo": "source/_posts/new-one.md",
    "jekyll": "_posts/2024-12-01-new-one.md",
    "astro": "src/content/blog/new-one.md",
    "vitepress": "docs/posts/new-one.md",
    "pelican": "content/new-one.md",
    "mkdocs": "docs/posts/new-one.md",
    "obsidian": "Journal/new-one.md",
}
DRAFTS = POSTS | {"hexo": "source/_drafts/new-one.md", "jekyll": "_drafts/new-one.md"}


def started(folder: Path, *, draft: bool = False, empty: bool = False) -> Post:
    site = sites.site_of(folder)
    rows = () if empty else scan.look(folder, site, {}).added
    sibling = new.sibling(placing.siblings(rows, site), lambda path: Post.parse(path, path.read_bytes()))
    return placing.like(sibling, "New one", site, folder, NOW, draft=draft)


@pytest.mark.parametrize("kind", list(MADE))
def test_a_new_post_lies_where_the_site_keeps_posts(tmp_path: Path, kind: str) -> None:
    MADE[kind](tmp_path)
    if kind == "hugo":
        write(tmp_path / "content/posts/first.md", "---\ntitle: First\ndate: 2024-11-11\n---\n")
    assert started(tmp_path).path.relative_to(tmp_path).as_posix() == POSTS[kind]
    assert started(tmp_path, empty=True).path.relative_to(tmp_path).as_posix() == POSTS[kind]


@pytest.mark.parametrize("kind", list(MADE))
def test_a_new_draft_lies_in_the_folder_of_drafts_or_says_that_it_is_one(tmp_path: Path, kind: str) -> None:
    MADE[kind](tmp_path)
    if kind == "hugo":
        write(tmp_path / "content/posts/first.md", "---\ntitle: First\ndate: 2024-11-11\n---\n")
    post = started(tmp_path, draft=True)
    assert post.path.relative_to(tmp_path).as_posix() == DRAFTS[kind]
    said = {"hugo": "draft: true", "astro": "draft: true", "pelican": "status: draft"}.get(kind, "title: New one")
    assert said in post.head_text


def test_a_post_lies_beside_its_sibling_where_nobody_says_else(tmp_path: Path) -> None:
    write(tmp_path / "essays/first.md", "---\ntitle: First\ndate: 2024-11-10\n---\n")
    assert started(tmp_path).path == tmp_path / "essays/new-one.md"
    MADE["hugo"](tmp_path)
    write(tmp_path / "content/essays/other/index.md", "---\ntitle: Other\ndate: 2024-11-20\n---\n")
    assert started(tmp_path).path == tmp_path / "content/essays/new-one/index.md"


def test_the_author_says_where_new_posts_go(tmp_path: Path) -> None:
    write(tmp_path / "essays/first.md", "---\ntitle: First\ndate: 2024-11-10\n---\n")
    sibling = Post.parse(tmp_path / "essays/first.md", (tmp_path / "essays/first.md").read_bytes())
    site = replace(sites.site_of(tmp_path), new_posts="inbox", is_chosen=True)
    assert placing.like(sibling, "New one", site, tmp_path, NOW).path == tmp_path / "inbox/new-one.md"


def test_a_new_note_of_a_vault_goes_where_its_settings_say_and_is_no_daily_note(tmp_path: Path) -> None:
    MADE["obsidian"](tmp_path)
    (tmp_path / "Journal/first.md").unlink()
    write(tmp_path / "Daily/2024-11-30.md", "---\ntags: [daily]\n---\nWords.\n")
    write(tmp_path / "Welcome.md", "---\ntags: [start]\n---\nWords.\n")
    assert started(tmp_path).path == tmp_path / "Journal/new-one.md"


def test_the_name_is_free_where_the_post_will_lie(tmp_path: Path) -> None:
    MADE["jekyll"](tmp_path)
    write(tmp_path / "_posts/2024-12-01-new-one.md", "")
    assert started(tmp_path).path.name == "2024-12-01-new-one-2.md"
