"""Which image a post may show: files below its roots that are images, and nothing else."""

import os
import struct
from base64 import b64encode
from pathlib import Path

import pytest

from journal_app import render
from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.safe import images
from journal_app.render.safe.image_heads import kind_of, size_of
from journal_app.render.safe.images import Refused

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


def reason(source: str, folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        images.find(source, Places(folder / "post.md"))
    return refused.value.reason


@pytest.mark.parametrize(
    "source", ["a.png", "./a.png", "img/图 1.png", "img/%E5%9B%BE%201.png", "a.png?v=2#x", "img/../a.png"]
)
def test_an_image_below_the_post_is_found(posts: Path, source: str) -> None:
    assert images.find(source, Places(posts / "post.md")).kind == "image/png"


@pytest.mark.parametrize(
    "source",
    ["../secret.png", "%2e%2e/secret.png", "img/../../secret.png", "../posts_secret/b.png", "/../secret.png",
     "file:///etc/hostname", "C:\\x.png", "..\\secret.png", "journal://page/", "javascript:x"],
)  # fmt: skip
def test_nothing_outside_is_found(posts: Path, source: str) -> None:
    assert reason(source, posts) in ("outside", "missing")


def test_a_file_of_this_machine_by_its_address_lies_outside(posts: Path) -> None:
    for source in ("file:///etc/a.png", images.harmless("FILE:///etc/a.png"), images.harmless(" file:a.png")):
        assert reason(source, posts) == "outside"


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
    assert images.find("page.html", Places(posts / "post.md")).kind == "image/png"


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
    roots = Places(post, Site(kind="hugo", root=tmp_path, statics=("static",)))
    assert images.find("/img/s.png", roots).path == tmp_path / "static" / "img" / "s.png"


@pytest.mark.parametrize(
    ("name", "so"),
    [("a.png", True), ("A.png", False), ("img/图 1.png", True), ("IMG/图 1.png", False), ("./a.png", True)],
)
def test_a_name_in_other_letters_is_no_name_on_a_server(posts: Path, name: str, so: bool) -> None:
    assert images.is_spelled_so(posts / name, posts) == so


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
    assert kind_of(head) == kind


@pytest.mark.timeout(20)
def test_what_stands_before_a_drawing_is_read_once() -> None:
    comments = b"<?xml version='1.0'?>" + b"<!--->--> \n<!---->" * 3000
    assert kind_of(comments + b"<svg>") == "image/svg+xml"
    assert kind_of(comments + b"<html>") == kind_of(b"<!--" * 15_000) == ""


def test_a_drawing_that_grows_without_end_is_too_large(posts: Path) -> None:
    head = b"<svg xmlns='http://www.w3.org/2000/svg'>"
    levels = b"".join(b"<g id='a%d'>" % n + b"<use href='#a%d'/>" % (n - 1) * 10 + b"</g>" for n in range(1, 12))
    (posts / "far.svg").write_bytes(head + b"<!-- -->" * 10_000 + b"<g id='a0'><path/></g>" + levels + b"</svg>")
    (posts / "calm.svg").write_bytes(head + b"<!-- -->" * 10_000 + b"</svg>")
    assert reason("far.svg", posts) == "too large"
    assert images.find("calm.svg", Places(posts / "post.md")).kind == "image/svg+xml"


def bomb_gif() -> bytes:
    """A screen of 1 × 1, and behind a small picture one of 60,000 × 60,000."""
    small, large = (b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x01\0\0" for side in (1, 60000))
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0" * 6 + b"!\xf9\x04" + b"\0" * 5 + small + large


def late_jpeg(width: int, height: int) -> bytes:
    """Its size stands behind three segments of something else."""
    other = (b"\xff\xe1" + struct.pack(">H", 60000) + b"\0" * 59998) * 3
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 9
    return b"\xff\xd8" + other + b"\xff\xff\xc0" + frame + b"\xff\xd9"


def avif(width: int, height: int) -> bytes:
    return b"\0\0\0\x20ftypavif" + b"\0" * 40 + b"ispe\0\0\0\0" + struct.pack(">II", width, height) + b"\0" * 9


def test_the_size_is_found_wherever_it_stands(posts: Path) -> None:
    (posts / "late.jpg").write_bytes(late_jpeg(4000, 3000))
    assert images.find("late.jpg", Places(posts / "post.md")).kind == "image/jpeg"
    assert size_of(bomb_gif(), "image/gif") == (60000, 60000)
    assert size_of(avif(7, 9), "image/avif") == (7, 9)


@pytest.mark.parametrize("bomb", [bomb_gif(), late_jpeg(20000, 20000), avif(20000, 20000)], ids=["gif", "jpeg", "avif"])
def test_a_size_that_stands_late_counts_too(posts: Path, bomb: bytes) -> None:
    (posts / "bomb").write_bytes(bomb)
    assert reason("bomb", posts) == "too large"
    address = f"data:image/png;base64,{b64encode(bomb).decode()}"
    assert images.harmless(address).startswith("data%3a%00")


def test_an_image_without_a_size_is_none(posts: Path) -> None:
    (posts / "a.jpg").write_bytes(b"\xff\xd8\xff\xd9" + b"\0" * 99)
    (posts / "a.bmp").write_bytes(b"BM is a car, and this is a text of some length about it")
    assert reason("a.jpg", posts) == reason("a.bmp", posts) == "no image"


@pytest.mark.parametrize("name", ["..%5csecret.png", "%5C%5Chost%5Ca.png", "a\\b.png"])
def test_a_back_slash_leads_nowhere(posts: Path, name: str) -> None:
    assert reason(name, posts) == "outside"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a b.png", "a b.png"),
        ("https://a/b.png", "https://a/b.png"),
        ("file:///etc/passwd", "file%3a%00///etc/passwd"),
        (" java\tscript:x", "javascript%3a%00x"),
        ("C:/Users/me/x.png", "C%3a%00/Users/me/x.png"),
        ("\x01DATA:text/html,x", "DATA%3a%00text/html,x"),
        ("data:image/svg+xml;base64,PHN2Zz4=", "data%3a%00image/svg+xml;base64,PHN2"),
        ("data:image/png;base64,%", "data%3a%00image/png;base64,%"),
        ("data:image/png," + "x" * 9, "data%3a%00image/png,xxxxxxxxx"),
    ],
)
def test_an_address_with_a_strange_scheme_is_made_a_name(written: str, kept: str) -> None:
    assert images.harmless(written) == kept


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
@pytest.mark.parametrize(
    "written", ["C:/Users/me/x.png", "ftp://e.org/x.png", "app:x.png", "blob:x", "x-y+z.1:a/b.png"]
)
def test_an_address_no_site_knows_stays_in_the_page_and_is_told(tmp_path: Path, written: str, dialect: str) -> None:
    kept = render.whole(f"![a]({written}) <img alt=b src='{written}'> [c]({written})", dialect)
    assert kept.count(f'src="{images.harmless(written)}"') == 2 and "href" not in kept
    made = export.page(Post.parse(tmp_path / "a.md", f"![]({written})".encode()), Site(dialect=dialect))
    assert [(note.name, note.reason) for note in made.notes] == [(written, "outside")]


def test_a_name_with_a_colon_as_authors_write_it_is_a_name(posts: Path) -> None:
    (posts / "week:1.png").write_bytes(PNG)
    for written in ("week%3A1.png", "week%3a1.png", images.harmless("week%3a1.png")):
        assert images.find(written, Places(posts / "post.md")).path == posts / "week:1.png"
    assert reason(images.harmless("week:1.png"), posts) == "outside"


def test_an_embedded_image_is_kept_whatever_its_kind_is_called() -> None:
    address = f"data:image/x;base64,{b64encode(PNG).decode()}"
    assert images.harmless(address) == address
