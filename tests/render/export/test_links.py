"""Links between exported posts lead to their pages; a link to a post without one is a link no more."""

from pathlib import Path

import pytest

from journal_app.library.links.outlets import outlets
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.export.links import Links, page_of, rewritten

ROOT = Path("/journal/site")
POST = ROOT / "posts" / "week-20.md"
LINKS = Links.of(
    files={str(ROOT / "posts" / "week-19.md"): "week-19.html", str(ROOT / "posts" / "trip" / "index.md"): "trip.html"},
    addresses={"/2024/11/week-19/": "week-19.html", "/posts/trip.html": "trip.html"},
    names={"周记 week19": "week-19.html", "trip": "trip.html"},
    base="https://blog.example",
)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("week-19.md", "week-19.html"),
        ("./week-19.md#一", "week-19.html#一"),
        ("../posts/week-19.md?x=1", "week-19.html"),
        ("week%2D19.md", "week-19.html"),
        ("week-19", "week-19.html"),
        ("trip/", "trip.html"),
        ("trip/index.md", "trip.html"),
        ("/2024/11/week-19", "week-19.html"),
        ("/2024/11/WEEK-19/index.html#a", "week-19.html#a"),
        ("/posts/trip/", "trip.html"),
        ("https://blog.example/2024/11/week-19/", "week-19.html"),
        ("gone.md", ""),
        ("../../other/gone.MD#x", ""),
        ("/posts/gone.md", ""),
        ("https://blog.example.evil/2024/11/week-19/", None),
        ("https://elsewhere.example/week-19.md", None),
        ("mailto:a@b.c", None),
        ("#part", None),
        ("paper.pdf", None),
        ("/about/?a=1#b", "https://blog.example/about/?a=1#b"),
        ("", None),
    ],
)
def test_an_address_means_a_page_or_none(address: str, page: str | None) -> None:
    assert page_of(address, POST, LINKS) == page


def test_a_place_on_the_site_is_lost_where_nobody_knows_where_the_site_stands() -> None:
    html = '<a href="/b/x/">x</a> <a href="/">home</a> <a href="#/a">y</a>'
    made, lost = rewritten(html, POST, Links())
    assert made == '<span class="no-page">x</span> <span class="no-page">home</span> <a href="#/a">y</a>'
    assert lost == ("/b/x/", "/")
    assert page_of("/about/", POST, Links(base="https://name.example/below")) == "https://name.example/about/"


def test_wiki_links_go_by_title_name_or_alias() -> None:
    assert page_of("%E5%91%A8%E8%AE%B0%20Week19#x", POST, LINKS, wiki=True) == "week-19.html#x"
    assert page_of("notes/Trip", POST, LINKS, wiki=True) == "trip.html"
    assert page_of("nowhere", POST, LINKS, wiki=True) == ""


def test_the_words_of_a_lost_link_stay() -> None:
    html = '<p><a href="gone.md" rel="noopener">some <em>words</em></a> <a href="week-19.md">x</a></p>'
    made, lost = rewritten(html, POST, LINKS)
    assert made == '<p><span class="no-page">some <em>words</em></span> <a href="week-19.html">x</a></p>'
    assert lost == ("gone.md",)


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_a_page_links_to_the_pages_of_its_export(dialect: str) -> None:
    text = "[a](week-19.md) [[周记 Week19|b]] [[Trip]] [c](gone.md) [d](https://x.example/)"
    made = export.page(
        Post.parse(POST, text.encode()), Site(root=ROOT, dialect=dialect), links=LINKS, index="index.html"
    )
    html = made.html.decode()
    assert html.count('href="week-19.html"') == 2 and 'href="trip.html"' in html and "gone.md" not in html
    assert 'href="index.html"' in html
    assert [(note.kind, note.name) for note in made.notes] == [("link", "gone.md")]


def test_pages_are_called_by_slugs_and_keep_their_names() -> None:
    site = Site(root=ROOT)
    heads = [
        (ROOT / "a" / "notes.md", {}),
        (ROOT / "b" / "notes.md", {}),
        (ROOT / "trip" / "index.md", {"title": "The Trip"}),
        (ROOT / "雨夜.md", {"slug": "rain"}),
        (ROOT / "日记.md", {}),
        (ROOT / "index.md", {}),
        (ROOT / "con.md", {}),
        (ROOT / "x.md", {"slug": "../../etc/passwd"}),
    ]
    made = outlets(heads, site)
    names = {Path(path).relative_to(ROOT).as_posix(): name for path, name in made.files.items()}
    assert names == {
        "a/notes.md": "notes.html",
        "b/notes.md": "notes-2.html",
        "trip/index.md": "trip.html",
        "雨夜.md": "rain.html",
        "日记.md": "ri-ji.html",
        "index.md": "site.html",
        "con.md": "con-post.html",
        "x.md": "etc-passwd.html",
    }
    assert outlets(reversed(heads), site).files == made.files
    assert made.names["the trip"] == "trip.html"
    assert all("/" not in name and name.casefold() not in ("index.html", "con.html") for name in names.values())
