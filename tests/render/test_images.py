"""Which image a post may show: files below its roots that are images, and nothing else."""

import os
import struct
from pathlib import Path

import pytest

from journal_app.post.site import Site
from journal_app.render import images
from journal_app.render.images import Refused

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 3) + b"\x08\x02\0\0\0" + b"\0" * 20


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    (folder / "img").mkdir(parents=True)
    (folder / "a.png").write_bytes(PNG)
    (folder / "img" / "图 1.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "posts_secret").mkdir()
    (tmp_path / "posts_secret" / "b.png").write_bytes(PNG)
    return folder


def reason(source: str, *roots: Path) -> str:
    with pytest.raises(Refused) as refused:
        images.find(source, roots)
    return refused.value.reason


@pytest.mark.parametrize(
    "source", ["a.png", "./a.png", "img/图 1.png", "img/%E5%9B%BE%201.png", "a.png?v=2#x", "img/../a.png"]
)
def test_an_image_below_the_post_is_found(posts: Path, source: str) -> None:
    assert images.find(source, (posts,)).kind == "image/png"


@pytest.mark.parametrize(
    "source",
    ["../secret.png", "%2e%2e/secret.png", "img/../../secret.png", "../posts_secret/b.png", "/../secret.png",
     "file:///etc/hostname", "C:\\x.png", "..\\secret.png", "journal://page/", "javascript:x"],
)  # fmt: skip
def test_nothing_outside_is_found(posts: Path, source: str) -> None:
    assert reason(source, posts) in ("outside", "missing")


def test_an_absolute_path_of_this_machine_is_no_root_of_its_own(posts: Path) -> None:
    assert reason(str(posts.parent / "secret.png"), posts) in ("outside", "missing")


def test_a_link_that_leads_out_is_refused(posts: Path) -> None:
    (posts / "link.png").symlink_to(posts.parent / "secret.png")
    assert reason("link.png", posts) == "outside"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_or_a_folder_is_no_image(posts: Path) -> None:
    os.mkfifo(posts / "pipe.png")
    assert reason("pipe.png", posts) == "no image"
    assert reason("img", posts) in ("no image", "missing")


def test_a_file_is_an_image_by_its_bytes(posts: Path) -> None:
    (posts / "text.png").write_text("secret")
    (posts / "page.html").write_bytes(PNG)
    assert reason("text.png", posts) == "no image"
    assert images.find("page.html", (posts,)).kind == "image/png"


def test_too_many_pixels_or_bytes_are_refused(posts: Path) -> None:
    (posts / "bomb.png").write_bytes(PNG.replace(struct.pack(">II", 4, 3), struct.pack(">II", 20000, 20000)))
    assert reason("bomb.png", posts) == "too large"
    with open(posts / "heavy.png", "wb") as file:
        file.write(PNG)
        file.truncate(images.HEAVIEST + 1)
    assert reason("heavy.png", posts) == "too large"


def test_a_slash_means_the_sites_static_folder(tmp_path: Path) -> None:
    post = tmp_path / "content" / "a.md"
    (tmp_path / "static" / "img").mkdir(parents=True)
    (tmp_path / "static" / "img" / "s.png").write_bytes(PNG)
    roots = images.roots_of(post, Site(kind="hugo", root=tmp_path, statics=("static",)))
    assert images.find("/img/s.png", roots).path == tmp_path / "static" / "img" / "s.png"


@pytest.mark.parametrize("source", ["http://a/b.png", "HTTPS://a/b", "//a/b", "\\\\a\\b", " https://a"])
def test_remote_images_are_told_apart(source: str) -> None:
    assert images.is_remote(source)
    assert reason(source, Path("/tmp")) == "remote"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x20ftypavif", "image/avif"),
        (b"<svg xmlns='x'>", "image/svg+xml"),
        (b"<?xml version='1.0'?>\n<svg>", "image/svg+xml"),
        (b"<html><svg>", ""),
        (b"", ""),
    ],
)
def test_kinds_are_read_from_the_first_bytes(head: bytes, kind: str) -> None:
    assert images.kind_of(head) == kind
