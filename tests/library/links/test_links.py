"""Links as authors write them: which are found, where each leads, and how each says so after a move."""

from pathlib import Path

import pytest

from journal_app.library.links import links, retarget
from journal_app.library.links.links import Link
from journal_app.library.links.places import Places
from journal_app.library.problems import facts
from journal_app.library.sites.sites import site_of
from journal_app.post.post import Post
from tests.library.journal import write


def targets(body: str, base: str = "") -> list[tuple[str, str]]:
    return [(link.kind, link.target) for link in links.found(body, base)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("see [one](week-1.md) here", [("link", "week-1.md")]),
        ("[a](<my post.md> 'said') and ![b](pic.png)", [("link", "my post.md"), ("image", "pic.png")]),
        ("[![b](pic_(1).png)](../x/)", [("image", "pic_(1).png"), ("link", "../x/")]),
        ("[a][ref]\n\n[ref]: ./x.md\n[^1]: no.md", [("link", "./x.md")]),
        ("[[Week 19|the week]] ![[cat.png]] [[a#B b]]", [("wiki", "Week 19"), ("embed", "cat.png"), ("wiki", "a#B b")]),
        ('[t]({{< ref "posts/x.md" >}}) {{% relref "y" %}}', [("ref", "posts/x.md"), ("ref", "y")]),
        ("{% post_link hello 'Hi' %} {% asset_img a.png %}", [("post_link", "hello"), ("image", "a.png")]),
        ("{% post_url 2024-01-01-a %} {% link about.md %}", [("post_url", "2024-01-01-a"), ("ref", "about.md")]),
        ('<a class="x" href="x.md">x</a><img src=\'p.png\'>', [("link", "x.md"), ("image", "p.png")]),
        ("`[a](b.md)` and ``[c](d.md)``", []),
        ("```\n[a](b.md)\n```\n[c](d.md)", [("link", "d.md")]),
        ("~~~\n[a](b.md)\n", []),
        ("<!-- [a](b.md)\n[[c]] -->[d](e)", [("link", "e")]),
        ("[web](https://example.org/a) [mail](mailto:a@b.c) [here](#top)", []),
        ("第 [十九](../week-19/) 周", [("link", "../week-19/")]),
    ],
)
def test_links_are_found_where_they_stand(body: str, found: list[tuple[str, str]]) -> None:
    assert targets(body) == found
    for link in links.found(body):
        assert body[link.position :].startswith(link.target)
        assert body.count("\n", 0, link.position) == link.line


def test_an_address_of_the_site_itself_stays_in_it() -> None:
    body = "[a](https://example.org/posts/a/) [b](https://example.organic/)"
    assert targets(body, "https://example.org") == [("link", "https://example.org/posts/a/")]


@pytest.mark.parametrize(
    "text", ["[" * 20000, "](" * 20000, "<a " * 20000, "`" * 20001, "[[" * 20000, "<!--" * 20000, "<!-- -->\n" * 60000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    links.found(text)


def places_of(folder: Path) -> Places:
    site = site_of(folder)
    found = Places(site, folder)
    for path in sorted(folder.rglob("*.md")):
        if path.stem != "_index":
            found.put(path, facts.of(Post.parse(path, path.read_bytes()), site).called)
    return found


def led(places: Places, path: Path, body: str) -> str:
    """Where the first link of this text at `path` leads: a path from the folder, "file" or "nowhere"."""
    (link,) = links.found(body, places.site.base)[:1]
    one = places.led(path, link)
    return "nowhere" if one.dead else one.post.relative_to(places.folder).as_posix() if one.post else "file"


POST = "---\ntitle: A post\ndate: 2024-11-10\n---\n\nWords.\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    for name in ("week-1.md", "week-2.md", "old/week-3.md", "trip/index.md", "名 字.md"):
        write(tmp_path / name, POST)
    write(tmp_path / "trip/cat.png", b"")
    return tmp_path


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("[a](week-2.md)", "week-2.md"),
        ("[a](week-2)", "week-2.md"),
        ("[a](./old/week-3.md#top)", "old/week-3.md"),
        ("[a](trip/)", "trip/index.md"),
        ("[a](/trip/index.md)", "trip/index.md"),
        ("[a](%E5%90%8D%20%E5%AD%97.md)", "名 字.md"),
        ("[a](<名 字.md>)", "名 字.md"),
        ("[[Week-3]]", "old/week-3.md"),
        ("[[old/week-3|x]]", "old/week-3.md"),
        ("[a](week-4.md)", "nowhere"),
        ("[a](trip/cat.png)", "file"),
        ("![a](trip/cat.png)", "file"),
        ("![a](trip/dog.png)", "nowhere"),
    ],
)
def test_a_link_in_a_folder_leads_to_the_file_it_names(plain: Path, body: str, where: str) -> None:
    assert led(places_of(plain), plain / "week-1.md", body) == where


def test_a_link_in_hugo_leads_by_address_section_and_ref(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "baseURL = 'https://example.org/'\n")
    write(tmp_path / "content/posts/_index.md", POST)
    write(tmp_path / "content/posts/first.md", POST.replace("A post", "A post\nslug: one\naliases: [/old/first/]"))
    write(tmp_path / "content/posts/trip/index.md", POST)
    places = places_of(tmp_path)
    trip, first = tmp_path / "content/posts/trip/index.md", "content/posts/first.md"
    for body in (
        "[a](/posts/one/)",
        "[a](/posts/one)",
        "[a](../one/)",
        "[a](/old/first/)",
        "[a](https://example.org/posts/one/#x)",
        '{{< ref "first.md" >}}',
        '{{< ref "/posts/first" >}}',
        '{{< relref "../first.md" >}}',
        "[a](/posts/first.md)",
    ):
        assert led(places, trip, body) == first, body
    assert led(places, tmp_path / first, '{{< ref "trip" >}}') == "content/posts/trip/index.md"
    assert led(places, trip, "[a](/posts/first/)") == "nowhere"
    assert led(places, trip, "[a](/posts/)") == "file"
    assert led(places, trip, "[a](/tags/walks/)") == "file"


def test_a_link_in_hexo_and_jekyll_leads_by_their_own_words(tmp_path: Path) -> None:
    hexo = tmp_path / "hexo"
    write(hexo / "_config.yml", "permalink: :year/:month/:day/:title/\npost_asset_folder: true\n")
    write(hexo / "source/_posts/first.md", POST)
    write(hexo / "source/_posts/second.md", POST)
    write(hexo / "source/_posts/second/cat.png", b"")
    places, second = places_of(hexo), hexo / "source/_posts/second.md"
    assert led(places, second, "{% post_link first %}") == "source/_posts/first.md"
    assert led(places, second, "[a](/2024/11/10/first/)") == "source/_posts/first.md"
    assert led(places, second, "{% asset_img cat.png %}") == "file"
    assert led(places, second, "{% post_link third %}") == "nowhere"
    jekyll = tmp_path / "jekyll"
    write(jekyll / "_config.yml", "title: x\n")
    write(jekyll / "_posts/2024-11-10-first.md", POST)
    write(jekyll / "_posts/2024-11-11-second.md", POST)
    places, second = places_of(jekyll), jekyll / "_posts/2024-11-11-second.md"
    for body in (
        "{% post_url 2024-11-10-first %}",
        "{% link _posts/2024-11-10-first.md %}",
        "[a](/2024/11/10/first.html)",
    ):
        assert led(places, second, body) == "_posts/2024-11-10-first.md", body


def test_a_post_is_found_again_under_its_new_name(plain: Path) -> None:
    places = places_of(plain)
    places.drop(plain / "week-2.md")
    (plain / "week-2.md").rename(plain / "week-2b.md")
    assert led(places, plain / "week-1.md", "[a](week-2.md)") == "nowhere"
    places.put(plain / "week-2b.md", facts.unread(plain / "week-2b.md", (0, 0, 0)).called)
    assert led(places, plain / "week-1.md", "[a](week-2b)") == "week-2b.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a](week-3.md)", "old/week-3.md"),
        ("[a](./week-3.md#top)", "./old/week-3.md#top"),
        ("[a](week-3)", "old/week-3"),
        ("[a](gone/trip/)", "trip/"),
        ("[a](gone/%E5%90%8D%20%E5%AD%97.md)", "%E5%90%8D%20%E5%AD%97.md"),
        ("[[there/week-3|x]]", "old/week-3"),
        ("[a](week-9.md)", ""),
    ],
)
def test_a_dead_link_is_mended_in_its_own_spelling(plain: Path, old: str, new: str) -> None:
    (link,) = links.found(old)
    assert retarget.to_moved(link, plain / "week-1.md", places_of(plain)) == new


def test_a_name_that_two_posts_have_mends_nothing(plain: Path) -> None:
    write(plain / "new/week-3.md", POST)
    assert retarget.to_moved(Link("link", "week-3.md", 0, 0), plain / "week-1.md", places_of(plain)) == ""
