"""What is a post, on real folders."""

import os
import socket
from pathlib import Path

import pytest

from journal_app.library.sites import folder, sites
from tests.library.journal import write


def found(top: Path) -> list[str]:
    return [
        os.path.relpath(os.fsencode(entry.path), os.fsencode(top)).decode("utf-8", "surrogateescape")
        for entry in folder.posts(top, sites.site_of(top))
    ]


def test_posts_are_markdown_files_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.md", "a.markdown", "deep/er/c.mdx", "d.mkd", "E.MD", "note.txt", "picture.png"):
        write(tmp_path / name, "x")
    assert found(tmp_path) == ["E.MD", "a.markdown", "b.md", "d.mkd", "deep/er/c.mdx"]


def test_a_path_is_the_one_its_text_spells(tmp_path: Path) -> None:
    names = ["a.md", "b/c.md", "b/d e.md", "周记/第 1 周.md", "b/..c.md.md"]
    for name in names:
        write(tmp_path / name, "x")
    for top in (tmp_path, tmp_path / "b" / ".."):
        for entry in folder.posts(top):
            spelt = Path(entry.place)
            assert (entry.path, hash(entry.path), str(entry.path)) == (spelt, hash(spelt), str(spelt))
            assert (entry.path.parts, entry.path.parent, entry.path.name) == (spelt.parts, spelt.parent, spelt.name)


def test_hidden_names_output_templates_and_section_pages_are_no_posts(tmp_path: Path) -> None:
    for name in (
        ".hidden.md", ".git/a.md", ".obsidian/a.md", "node_modules/p/a.md", "public/a.md", "scaffolds/post.md",
        "archetypes/default.md", "posts/_index.md", "posts/real.md",
    ):  # fmt: skip
        write(tmp_path / name, "x")
    assert found(tmp_path) == ["posts/real.md"]


def test_a_bundle_is_one_post(tmp_path: Path) -> None:
    write(tmp_path / "week-19" / "index.md", "x")
    write(tmp_path / "week-19" / "cover.png", "x")
    assert found(tmp_path) == ["week-19/index.md"]
    assert folder.is_bundle(tmp_path / "week-19" / "index.md", tmp_path)
    assert not folder.is_bundle(tmp_path / "index.md", tmp_path)


def test_in_a_hugo_bundle_the_other_markdown_files_belong_to_it(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "")
    write(tmp_path / "content" / "trip" / "index.md", "x")
    write(tmp_path / "content" / "trip" / "notes.md", "x")
    write(tmp_path / "content" / "other.md", "x")
    assert found(tmp_path) == ["content/other.md", "content/trip/index.md"]


@pytest.mark.skipif(os.name == "nt", reason="no such files on Windows")
def test_what_would_block_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    listening = socket.socket(socket.AF_UNIX)
    previous = Path.cwd()
    os.chdir(tmp_path)  # a socket's whole path must be short
    try:
        listening.bind("socket.md")
    finally:
        os.chdir(previous)
        listening.close()
    os.symlink("/dev/zero", tmp_path / "device.md")
    os.symlink(tmp_path / "pipe.md", tmp_path / "linked-pipe.md")
    write(tmp_path / "post.md", "x")
    assert found(tmp_path) == ["post.md"]


def test_links_are_followed_and_never_in_a_circle(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    write(journal / "a" / "post.md", "x")
    write(tmp_path / "elsewhere" / "other.md", "x")
    os.symlink(journal, journal / "a" / "round")
    os.symlink(tmp_path, journal / "above")
    os.symlink(journal / "a", journal / "A-first-by-name")
    os.symlink(tmp_path / "elsewhere", journal / "linked")
    os.symlink(tmp_path / "elsewhere", journal / "linked-again")
    os.symlink("loop.md", journal / "loop.md")
    os.symlink("nowhere", journal / "dangling.md")
    os.symlink(journal / "a" / "post.md", journal / "same.md")
    os.symlink(journal, tmp_path / "elsewhere" / "back")
    assert found(journal) == ["a/post.md", "linked/other.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_of_odd_bytes_are_found_and_open_under_the_same_bytes(tmp_path: Path) -> None:
    names = [b"\xff\xfe.md", b"new\nline.md", b"-dash.md", "表情😀.md".encode(), b"%00.md", "rtl\u202egnp.md".encode()]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"x")
    entries = list(folder.posts(tmp_path))
    assert {os.path.basename(os.fsencode(entry.path)) for entry in entries} == set(names)
    assert all(entry.path.read_bytes() == b"x" for entry in entries)


def test_a_folder_that_cannot_be_listed_is_told_and_one_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        list(folder.posts(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("files", "kind", "dialect"),
    [
        (["hugo.yaml"], "hugo", "gfm"),
        (["config.toml", "content/a.md", "themes/x/theme.toml"], "hugo", "gfm"),
        (["_config.yml", "scaffolds/post.md", "source/_posts/a.md"], "hexo", "gfm"),
        (["_config.yml", "_posts/2024-01-01-a.md"], "jekyll", "gfm"),
        (["astro.config.mjs"], "astro", "gfm"),
        ([".vitepress/config.ts"], "vitepress", "gfm"),
        (["pelicanconf.py"], "pelican", "python-markdown"),
        (["mkdocs.yml"], "mkdocs", "python-markdown"),
        (["config.toml"], "plain", "python-markdown"),
        (["_config.yml"], "plain", "python-markdown"),
        ([], "plain", "python-markdown"),
    ],
)
def test_a_site_is_known_by_its_generators_files(tmp_path: Path, files: list[str], kind: str, dialect: str) -> None:
    for name in files:
        write(tmp_path / name, "x")
    site = sites.site_of(tmp_path)
    assert (site.kind, site.dialect, site.root) == (kind, dialect, tmp_path)


def test_a_folder_of_content_knows_its_site_and_a_folder_beside_it_is_plain(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "")
    (tmp_path / "content" / "posts").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    assert sites.site_of(tmp_path / "content" / "posts").root == tmp_path
    assert sites.site_of(tmp_path / "notes").kind == "plain"


def test_the_root_of_a_site_shows_the_posts_of_its_content_only(tmp_path: Path) -> None:
    for name in ("_config.yml", "scaffolds/post.md", "themes/t/README.md", "README.md", "source/_posts/a.md"):
        write(tmp_path / name, "x")
    assert found(tmp_path) == ["source/_posts/a.md"]
