"""Which pictures are taken into a journal, where they go and how they are called; no window."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from journal_app.app.posts.bringing import Refused, Taken, Wish, bring
from journal_app.library.row import PostRow
from journal_app.library.sites import sites
from journal_app.render.safe import images
from journal_app.ui.brought import Brought
from tests.library.making.test_pictures import NOW, site_in
from tests.render.safe.test_images import PNG, bomb_gif

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


def wish(folder: Path, brought: Brought, layout: str = "plain", *, field: bool = False, **row: str) -> Wish:
    post = site_in(folder, layout)
    other = post.with_name("week-0.md")
    other.write_text(row.pop("body", ""))
    rows = (PostRow(other, moment=NOW.timestamp(), cover=row.get("cover", "")),)
    return Wish(post, sites.site_of(folder), folder, rows, brought, NOW, field)


def outside(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / "elsewhere" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def taken(asked: Wish) -> Taken:
    (answer,) = bring(asked)
    assert isinstance(answer, Taken), answer
    return answer


def test_a_file_is_called_by_what_it_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    one = taken(wish(home, Brought((outside(tmp_path, "My Photo.jpeg.GIF", PNG),))))
    assert (one.file, one.address, one.words) == (home / "my-photo-jpeg.png", "my-photo-jpeg.png", "My Photo.jpeg")
    assert one.file.read_bytes() == PNG


def test_pasted_bytes_are_kept_as_they_are_and_a_bare_picture_becomes_png(tmp_path: Path) -> None:
    assert taken(wish(tmp_path / "a", Brought(data=PNG))).file.read_bytes() == PNG
    made = taken(wish(tmp_path / "b", Brought(image=QImage(6, 5, QImage.Format.Format_RGB32))))
    assert made.file.suffix == ".png" and QImage(str(made.file)).width() == 6
    assert made.address == "week-1-20241124-101112.png"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.png", b"", "no image"),
        ("a.png", b"a text", "no image"),
        ("a.heic", b"\0\0\0\x18ftypheic", "no image"),
        ("a.gif", bomb_gif(), "too large"),
        ("a.png", PNG + b"\0" * images.HEAVIEST, "too large"),
        ("a.svg", DRAWING + b" " * images.HEAVIEST_DRAWING, "too large"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "no image"),
    ],
    ids=["empty", "text", "heic", "bomb", "heavy", "heavy drawing", "entities"],
)
def test_what_a_site_cannot_show_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    asked = wish(tmp_path / "home", Brought((outside(tmp_path, name, raw),)))
    before = sorted((tmp_path / "home").rglob("*"))
    assert bring(asked) == (Refused(name, reason),)
    assert sorted((tmp_path / "home").rglob("*")) == before


def test_a_drawing_is_taken_as_a_file(tmp_path: Path) -> None:
    assert taken(wish(tmp_path / "home", Brought((outside(tmp_path, "a.svg", DRAWING),)))).address == "a.svg"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    answers = bring(wish(tmp_path / "home", Brought((tmp_path / "pipe.png", tmp_path, tmp_path / "gone.png"))))
    assert [(answer.name, answer.became) for answer in answers if isinstance(answer, Refused)] == [
        ("pipe.png", "unread"),
        (tmp_path.name, "unread"),
        ("gone.png", "unread"),
    ]


def test_a_picture_of_the_journal_is_named_and_not_copied(tmp_path: Path) -> None:
    asked = wish(tmp_path, Brought((tmp_path / "static" / "img" / "a b.png",)), "hugo")
    there = outside(tmp_path, "a b.png", PNG)
    (tmp_path / "static" / "img").mkdir(parents=True)
    there.rename(tmp_path / "static" / "img" / "a b.png")
    one = taken(asked)
    assert one.address == "/img/a%20b.png" and sorted((tmp_path / "static").rglob("*.png")) == [one.file]


def test_a_folder_that_leads_out_of_the_site_gets_nothing(tmp_path: Path) -> None:
    home, foreign = tmp_path / "home", tmp_path / "foreign"
    foreign.mkdir()
    asked = wish(home, Brought((outside(tmp_path, "a.png", PNG),)), body="![](img/b.png)")
    (home / "img").symlink_to(foreign)
    assert taken(asked).file == home / "a.png" and not list(foreign.iterdir())


@pytest.mark.parametrize(
    ("layout", "cover", "address"),
    [
        ("hugo", "/media/week-0/c.png", "/media/week-1/a.png"),
        ("hugo", "covers/c.png", "covers/a.png"),
        ("astro", "../../assets/c.png", "../../assets/a.png"),
        ("astro", "https://e.org/c.png", "./a.png"),
        ("hexo-folders", "/img/c.png", "/img/a.png"),
        ("obsidian", "pics/c.png", "pics/a.png"),
    ],
)
def test_a_cover_is_written_as_the_other_posts_write_theirs(
    tmp_path: Path, layout: str, cover: str, address: str
) -> None:
    asked = wish(tmp_path / "home", Brought((outside(tmp_path, "a.png", PNG),)), layout, field=True, cover=cover)
    one = taken(asked)
    assert one.address == address and one.file.read_bytes() == PNG


def test_a_cover_goes_where_the_theme_finds_those_of_the_other_posts(tmp_path: Path) -> None:
    asked = wish(
        tmp_path / "home", Brought((outside(tmp_path, "a.png", PNG),)), "hugo", field=True, cover="covers/c.png"
    )
    (tmp_path / "home" / "static" / "covers").mkdir(parents=True)
    one = taken(asked)
    assert (one.address, one.file) == ("covers/a.png", tmp_path / "home" / "static" / "covers" / "a.png")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    asked = wish(tmp_path / "home", Brought((outside(tmp_path, "a.png", PNG),)), body="![](img/b.png)")
    (tmp_path / "home" / "img").write_text("no folder")
    (answer,) = bring(asked)
    assert isinstance(answer, Refused) and answer.became == "uncopied" and answer.reason
