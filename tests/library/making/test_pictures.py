"""Where a new picture goes: to where the site finds it, under a name of its own, over nothing."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal_app.library.making import pictures
from journal_app.library.making.pictures import Sample
from journal_app.library.sites import sites
from journal_app.post.errors import SaveFailed
from journal_app.post.image_places import Places, address_of
from journal_app.render.safe import images
from tests.render.safe.test_images import PNG

NOW = datetime(2024, 11, 24, 10, 11, 12)
CONFIGS = {
    "hugo": ("hugo.toml", "baseURL = 'https://e.org/'\n"),
    "hugo-below": ("hugo.toml", "baseURL = 'https://e.org/blog/'\n"),
    "hexo": ("_config.yml", "url: https://e.org\n"),
    "hexo-folders": ("_config.yml", "post_asset_folder: true\n"),
    "astro": ("astro.config.mjs", "export default {\n  site: 'https://e.org',\n  base: '/docs',\n}\n"),
    "jekyll": ("_config.yml", "url: https://e.org\nbaseurl: /notes\n"),
    "vitepress": (".vitepress/config.mts", "export default {}\n"),
    "mkdocs": ("mkdocs.yml", "site_url: https://e.org/docs/\n"),
    "pelican": ("pelicanconf.py", "PATH = 'content'\n"),
    "obsidian": (".obsidian/app.json", json.dumps({"attachmentFolderPath": "attachments"})),
    "plain": ("notes.txt", ""),
}
POSTS = {
    "hugo": "content/posts/week-1.md",
    "hugo-below": "content/posts/week-1.md",
    "hexo": "source/_posts/week-1.md",
    "hexo-folders": "source/_posts/week-1.md",
    "astro": "src/content/blog/week-1.md",
    "jekyll": "_posts/2024-11-24-week-1.md",
    "vitepress": "posts/week-1.md",
    "mkdocs": "docs/posts/week-1.md",
    "pelican": "content/week-1.md",
    "obsidian": "diary/week-1.md",
    "plain": "week-1.md",
}
FOLDERS = {"hexo": "scaffolds", "hexo-folders": "scaffolds", "jekyll": "_layouts"}
BESIDE = ("astro", "vitepress", "mkdocs", "plain")


def site_in(folder: Path, layout: str) -> Path:
    """A site of this layout; returns the path of a post in it."""
    name, text = CONFIGS[layout]
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    if layout in FOLDERS:
        (folder / FOLDERS[layout]).mkdir(exist_ok=True)
    post = folder / POSTS[layout]
    post.parent.mkdir(parents=True, exist_ok=True)
    post.write_text("---\ntitle: Week 1\n---\n")
    return post


@pytest.mark.parametrize("field", [False, True], ids=["text", "cover"])
@pytest.mark.parametrize("bundle", [False, True], ids=["file", "bundle"])
@pytest.mark.parametrize("layout", CONFIGS)
def test_a_new_picture_is_found_by_its_address(tmp_path: Path, layout: str, bundle: bool, field: bool) -> None:
    post = site_in(tmp_path, layout)
    if bundle:
        post = post.parent / "week-2" / "index.md"
        post.parent.mkdir()
    site = sites.site_of(tmp_path)
    assert site.kind == layout.partition("-")[0]
    place = pictures.place_for(post, site, tmp_path, (), NOW, field=field)
    kept = pictures.keep(PNG, place.folder, "walk", ".png")
    places = Places(post, site)
    assert images.find(place.prefix + kept.name, places, field=field).path == kept.resolve()
    assert images.find(address_of(kept, places, field=field), places, field=field).path == kept.resolve()


@pytest.mark.parametrize(
    ("layout", "folder", "prefix"),
    [
        ("hugo", "static/images", "/images/"),
        ("hugo-below", "static/images", "/blog/images/"),
        ("hexo", "source/images", "/images/"),
        ("hexo-folders", "source/_posts/week-1", ""),
        ("astro", "src/content/blog", "./"),
        ("jekyll", "assets/images", "/notes/assets/images/"),
        ("vitepress", "posts", ""),
        ("mkdocs", "docs/posts", ""),
        ("pelican", "content/images", "{static}/images/"),
        ("obsidian", "attachments", "../attachments/"),
        ("plain", ".", ""),
    ],
)
def test_each_site_has_its_usual_place(tmp_path: Path, layout: str, folder: str, prefix: str) -> None:
    post = site_in(tmp_path, layout)
    place = pictures.place_for(post, sites.site_of(tmp_path), tmp_path, (), NOW)
    assert (place.folder, place.prefix) == (tmp_path / folder, prefix)


@pytest.mark.parametrize(
    ("layout", "prefix"),
    [
        ("hugo", "/images/"),
        ("hugo-below", "images/"),
        ("hexo-folders", "/images/"),
        ("jekyll", "/assets/images/"),
        ("pelican", "images/"),
        ("astro", "./"),
    ],
)
def test_a_cover_leaves_it_to_the_theme_where_the_site_stands(tmp_path: Path, layout: str, prefix: str) -> None:
    post = site_in(tmp_path, layout)
    place = pictures.place_for(post, sites.site_of(tmp_path), tmp_path, (), NOW, field=True)
    assert place.prefix == prefix
    assert address_of(place.folder / "a.png", Places(post, sites.site_of(tmp_path)), field=True) == f"{prefix}a.png"


def test_a_folder_of_the_posts_name_is_used_where_hexo_has_made_one(tmp_path: Path) -> None:
    post = site_in(tmp_path, "hexo")
    (post.parent / post.stem).mkdir()
    place = pictures.place_for(post, sites.site_of(tmp_path), tmp_path, (), NOW)
    assert (place.folder, place.prefix) == (post.parent / post.stem, "")


@pytest.mark.parametrize(
    ("layout", "sources", "folder", "prefix"),
    [
        ("hugo", ["/img/week-0/a.png", "/img/week-0/b.png", "c.png"], "static/img/week-1", "/img/week-1/"),
        ("astro", ["/photos/2024/11/a.png"], "public/photos/2024/11", "/photos/2024/11/"),
        ("astro", ["../../assets/a.png"], "src/assets", "../../assets/"),
        ("vitepress", ["/a.png"], "public", "/"),
        ("hexo", ["/pics/2024/a.png"], "source/pics/2024", "/pics/2024/"),
        ("plain", ["img/a.png", "img/b%20c.png", "https://e.org/x/y.png"], "img", "img/"),
        ("jekyll", ["/notes/media/a.png"], "media", "/notes/media/"),
    ],
)
def test_a_new_picture_goes_where_the_other_posts_have_theirs(
    tmp_path: Path, layout: str, sources: list[str], folder: str, prefix: str
) -> None:
    post = site_in(tmp_path, layout)
    other = post.with_name("week-0.md")
    place = pictures.place_for(post, sites.site_of(tmp_path), tmp_path, (Sample(other, NOW, tuple(sources)),), NOW)
    assert (place.folder, place.prefix) == (tmp_path / folder, prefix)
    kept = pictures.keep(PNG, place.folder, "walk", ".png")
    assert images.find(prefix + kept.name, Places(post, sites.site_of(tmp_path))).path == kept.resolve()


@pytest.mark.parametrize("source", ["../../../x/a.png", "/../../x/a.png", "../../../../../../etc/a.png"])
def test_no_habit_leads_out_of_the_journal(tmp_path: Path, source: str) -> None:
    home = tmp_path / "home"
    post = site_in(home, "plain")
    sample = Sample(post.with_name("other.md"), NOW, (source,))
    place = pictures.place_for(post, sites.site_of(home), home, (sample,), NOW)
    assert place.folder == home


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.binary(min_size=1, max_size=3)), max_size=8), st.data())
def test_nothing_is_ever_overwritten(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "a.png").write_bytes(b"a stranger's")
    (folder / "b.png").mkdir()
    (folder / "b-2.png").symlink_to("nowhere")
    held: dict[Path, bytes] = {}
    for stem, raw in wanted:
        path = pictures.keep(raw, folder, stem, ".png")
        assert path.read_bytes() == raw and held.get(path, raw) == raw
        held[path] = raw
    assert (folder / "a.png").read_bytes() == b"a stranger's" and (folder / "b.png").is_dir()
    assert os.readlink(folder / "b-2.png") == "nowhere"
    assert all(path.read_bytes() == raw for path, raw in held.items())
    assert set(os.listdir(folder)) == {"a.png", "b.png", "b-2.png", *(path.name for path in held)}


def test_the_same_bytes_are_not_kept_twice(tmp_path: Path) -> None:
    assert pictures.keep(PNG, tmp_path, "a", ".png") == pictures.keep(PNG, tmp_path, "a", ".png")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SaveFailed):
        pictures.keep(PNG, tmp_path / "file", "a", ".png")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Photo 1 (final).PNG", "photo-1-final"),
        ("图片 1.png", "tu-pian-1"),
        ("post.png", "post"),
        ("！！.png", "week-1-20241124-101112"),
        ("", "week-1-20241124-101112"),
    ],
)
def test_a_picture_is_named_by_its_file_or_by_its_post(tmp_path: Path, name: str, stem: str) -> None:
    assert pictures.stem_for(name, tmp_path / "Week 1.md", tmp_path, NOW) == stem


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["![", "![](<", "<img ", "<img src='", "![]( "])
def test_hostile_text_is_read_in_one_pass(piece: str) -> None:
    assert len(pictures.written(piece * 40_000)) <= 40_000


def test_addresses_are_read_as_they_are_written() -> None:
    text = "![a](x.png) ![b](<y z.png> \"t\") <img alt='' src='/q/w.png'> [no](n.png) ![c](https://e.org/c.png)"
    assert pictures.written(text) == ("x.png", "y z.png", "/q/w.png", "https://e.org/c.png")


def test_the_journals_pictures_are_listed_newest_first(tmp_path: Path) -> None:
    post = site_in(tmp_path, "hugo")
    names = ("static/a.png", "content/posts/b.JPG", ".git/c.png", "static/d.txt", "public/a.png", "assets/e.png")
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PNG)
        os.utime(tmp_path / name, (number, number))
    (tmp_path / "static" / "link.png").symlink_to("a.png")
    found = pictures.listed(tmp_path, sites.site_of(tmp_path))
    assert [one.place for one in found] == ["assets/e.png", "content/posts/b.JPG", "static/a.png"] and post.exists()
    assert pictures.listed(tmp_path / "content", sites.site_of(tmp_path)) == found
