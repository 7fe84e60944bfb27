"""Where each kind of site finds the images its posts name, and what is tried where there is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.library.links.places import Places as Survey
from journal_app.library.sites import sites
from journal_app.post.image_places import Places, address_of
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.safe import images
from journal_app.render.safe.images import Refused
from tests.library.making.test_pictures import CONFIGS, site_in
from tests.render.safe.test_images import PNG

FOUND = [
    ("hugo", "content/posts/week-1/index.md", "a.png", "content/posts/week-1/a.png"),
    ("hugo", "", "/img/a.png", "static/img/a.png"),
    ("hugo", "", "/img/a.png", "assets/img/a.png"),
    ("hugo", "", "img/a.png", "assets/img/a.png"),
    ("hugo-below", "", "/blog/img/a.png", "static/img/a.png"),
    ("hugo-below", "", "/img/a.png?v=2#x", "static/img/a.png"),
    ("hexo-folders", "", "a.png", "source/_posts/week-1/a.png"),
    ("hexo", "", "week-1/a.png", "source/_posts/week-1/a.png"),
    ("hexo", "", "/img/a%20b.png", "source/img/a b.png"),
    ("astro", "", "./a.png", "src/content/blog/a.png"),
    ("astro", "", "../../assets/a.png", "src/assets/a.png"),
    ("astro", "", "~/assets/a.png", "src/assets/a.png"),
    ("astro", "", "@/assets/a.png", "src/assets/a.png"),
    ("astro", "", "/src/assets/a.png", "src/assets/a.png"),
    ("astro", "", "/docs/a.png", "public/a.png"),
    ("vitepress", "", "/a.png", "public/a.png"),
    ("vitepress", "", "/img/a.png", "img/a.png"),
    ("vitepress", "", "../img/a.png", "img/a.png"),
    ("jekyll", "", "/assets/a.png", "assets/a.png"),
    ("jekyll", "", "/notes/assets/a.png", "assets/a.png"),
    ("mkdocs", "", "../img/a.png", "docs/img/a.png"),
    ("mkdocs", "", "/docs/img/a.png", "docs/img/a.png"),
    ("pelican", "", "{static}/images/a.png", "content/images/a.png"),
    ("pelican", "", "%7Battach%7Da.png", "content/a.png"),
    ("obsidian", "", "a.png", "deep/er/a.png"),
    ("obsidian", "", "er/a.png", "deep/er/a.png"),
    ("obsidian", "", "A.PNG", "deep/er/a.png"),
    ("obsidian", "", "deep/er/a.png", "deep/er/a.png"),
    ("plain", "2024/week-1.md", "../img/%E5%9B%BE.png", "img/图.png"),
    ("plain", "2024/week-1.md", "/img/a.png", "img/a.png"),
]  # fmt: skip


def placed(folder: Path, layout: str, post: str = "") -> Places:
    """A site of this layout, and a post in it."""
    path = site_in(folder, layout)
    if post:
        path = folder / post
        path.parent.mkdir(parents=True, exist_ok=True)
    return Places(path, sites.site_of(folder))


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PNG)
    return path


@pytest.mark.parametrize(("layout", "post", "source", "file"), FOUND)
def test_an_image_is_found_where_the_site_finds_it(
    tmp_path: Path, layout: str, post: str, source: str, file: str
) -> None:
    places = placed(tmp_path, layout, post)
    put(tmp_path / file)
    assert images.find(source, places).path == (tmp_path / file).resolve()
    assert images.find(source, places, field=True).path == (tmp_path / file).resolve()
    if layout != "obsidian":  # the list of problems knows a vault's names by itself
        known = Survey(places.site, tmp_path)
        assert known.has_image(places.post, source) and known.has_image(places.post, source, field=True)
        assert not known.has_image(places.post, "nowhere.png")
    made = export.page(Post.parse(places.post, f"![a]({source})\n".encode()), places.site)
    assert b"data:image/png;base64," in made.html and not made.left_out


@pytest.mark.parametrize(
    ("layout", "source", "file"),
    [
        ("hugo", "img/a.png", "static/img/a.png"),
        ("hexo", "img/a.png", "source/img/a.png"),
        ("jekyll", "assets/a.png", "assets/a.png"),
        ("astro", "a.png", "public/a.png"),
        ("plain", "100% (1) #2.png", "100% (1) #2.png"),
    ],
)
def test_a_cover_may_be_a_path_that_the_theme_completes(tmp_path: Path, layout: str, source: str, file: str) -> None:
    places = placed(tmp_path, layout)
    put(tmp_path / file)
    assert images.find(source, places, field=True).path == (tmp_path / file).resolve()
    with pytest.raises(Refused):
        images.find(source, places)


ESCAPES = [
    "../../../../../../secret.png", "/../../../secret.png", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.png",
    "/%2e%2e/%2e%2e/secret.png", "{static}/../../secret.png", "~/../../secret.png", "@/../../../secret.png",
    "/src/../../secret.png", "/blog/../../secret.png", "/docs/../../../secret.png", "link.png", "/link.png",
    "week-1/../../../../secret.png", "file:///etc/hostname", "..\\secret.png", "%5c%5chost%5ca.png", "\0", "",
]  # fmt: skip


@pytest.mark.parametrize("field", [False, True], ids=["text", "cover"])
@pytest.mark.parametrize("layout", CONFIGS)
def test_nothing_outside_the_site_is_found(tmp_path: Path, layout: str, field: bool) -> None:
    home = tmp_path / "a" / "home"
    places = placed(home, layout)
    for folder in (tmp_path, tmp_path / "a"):
        put(folder / "secret.png")
    for root in dict.fromkeys((places.post.parent, *places.roots)):
        root.mkdir(parents=True, exist_ok=True)
        (root / "link.png").symlink_to(tmp_path / "secret.png")
    for source in (*ESCAPES, str(tmp_path / "secret.png"), f"/.{tmp_path}/secret.png"):
        with pytest.raises(Refused) as refused:
            images.find(source, places, field=field)
        assert refused.value.reason in ("outside", "missing"), source
        assert not any(".." in place or place.startswith("/") for place in refused.value.tried), source


@pytest.mark.parametrize(
    ("layout", "source", "tried"),
    [
        ("hugo", "/img/a.png", ("static/img/a.png", "assets/img/a.png")),
        ("hugo", "a.png", ("content/posts/a.png", "assets/a.png")),
        ("hexo-folders", "a.png", ("source/_posts/week-1/a.png", "source/_posts/a.png")),
        ("astro", "/docs/a.png", ("public/a.png", "public/docs/a.png")),
        ("jekyll", "/notes/a.png", ("a.png", "notes/a.png")),
        ("plain", "img/a.png", ("img/a.png",)),
    ],
)
def test_a_missing_image_says_where_it_was_looked_for(
    tmp_path: Path, layout: str, source: str, tried: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        images.find(source, placed(tmp_path, layout))
    assert (refused.value.reason, refused.value.tried) == ("missing", tried)


def test_the_spelling_of_an_address_gives_the_file_back(tmp_path: Path) -> None:
    places = placed(tmp_path, "plain", "2024/week-1.md")
    for name in ("2024/a (1).png", "img/100% #2?.png", "img/图 <1>.png", 'img/a"b.png'):
        file = put(tmp_path / name)
        assert images.find(address_of(file, places), places).path == file
        assert images.find(address_of(file, places, field=True), places, field=True).path == file


def test_what_lies_outside_has_no_address(tmp_path: Path) -> None:
    for layout in CONFIGS:
        places = placed(tmp_path / layout, layout)
        assert address_of(put(tmp_path / "outside.png"), places) == ""


def test_without_a_site_only_the_posts_folder_counts(tmp_path: Path) -> None:
    put(tmp_path / "a.png")
    (tmp_path / "posts").mkdir()
    places = Places(tmp_path / "posts" / "week.md", replace(Site(), root=Path()))
    assert places.roots == (tmp_path / "posts",)
    with pytest.raises(Refused):
        images.find("../a.png", places)


def test_an_export_reports_where_a_missing_image_was_looked_for(tmp_path: Path) -> None:
    places = placed(tmp_path, "hugo")
    made = export.page(Post.parse(places.post, b"![a](/img/a.png) ![b](../../../b.png)\n"), places.site)
    assert [(note.name, note.reason, note.tried) for note in made.notes] == [
        ("/img/a.png", "missing", "static/img/a.png, assets/img/a.png"),
        ("../../../b.png", "outside", ""),
    ]
    assert b"static/img" not in made.html
