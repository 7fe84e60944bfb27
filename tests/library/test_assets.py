"""Which files a post may show: its own pictures, and no other file of the disk."""

import os
from pathlib import Path

import pytest

from journal_app.library import assets
from journal_app.post.site import PLAIN, Site
from tests.library.journal import write

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SECRET = b"canary"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    write(tmp_path / "secret.txt", SECRET)
    write(tmp_path / "outside.png", PNG)
    write(tmp_path / "journal_secret" / "a.png", PNG)
    write(tmp_path / "journal" / "images" / "b.png", PNG)
    write(tmp_path / "journal" / "static" / "c.png", PNG)
    write(tmp_path / "journal" / "posts" / "week" / "d.png", PNG)
    write(tmp_path / "journal" / "posts" / "a b.png", PNG)
    write(tmp_path / "journal" / "posts" / "fake.png", SECRET)
    os.symlink(tmp_path / "secret.txt", tmp_path / "journal" / "posts" / "link.png")
    return write(tmp_path / "journal" / "posts" / "week.md", "x")


@pytest.mark.parametrize("link", ["a b.png", "a%20b.png", "./a b.png?size=2#x", "../images/b.png", "/c.png", "d.png"])
def test_the_posts_own_pictures_are_shown(post: Path, link: str) -> None:
    read = assets.reader(post, Site("hugo", post.parent.parent, "gfm", (), ("static",)))
    assert read(link) == PNG


@pytest.mark.parametrize(
    "link",
    [
        "../../outside.png", "..%2f..%2foutside.png", "%2e%2e/%2e%2e/outside.png", "../../journal_secret/a.png",
        "/../../outside.png", "/etc/passwd", "file:///etc/passwd", "https://e.org/a.png", "//e.org/a.png",
        "link.png", "fake.png", "missing.png", ".", "", "a\0b.png", "..\\..\\outside.png", "data:image/png;base64,AA",
    ],
)  # fmt: skip
def test_no_other_file_is(post: Path, link: str) -> None:
    assert assets.reader(post, Site("hugo", post.parent.parent, "gfm", (), ("static",)))(link) is None


def test_a_post_of_no_known_journal_shows_what_lies_beside_and_below_it(post: Path) -> None:
    assert assets.reader(post, PLAIN)("a b.png") == PNG
    assert assets.reader(post, PLAIN)("../images/b.png") is None


def test_a_picture_is_known_by_its_first_bytes() -> None:
    assert assets.is_picture(b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert assets.is_picture(b"RIFF\0\0\0\0WEBPVP8 ")
    assert not assets.is_picture(b"<html><svg></svg></html>")
    assert not assets.is_picture(b"")
