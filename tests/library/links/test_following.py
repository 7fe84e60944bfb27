"""A click in the preview leads to the post its link means, however the page spells it."""

from pathlib import Path

import pytest

from journal_app.library.links.following import followed
from journal_app.library.row import PostRow
from journal_app.post.site import PLAIN, Site

HOME = Path("/home/journal")
NAMES = ("here.md", "my post.md", "第一篇.md", "trip/index.md", "trip/day.md", "old.markdown")
ROWS = tuple(PostRow(HOME / name, title=name, date="2024-05-06") for name in NAMES)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("my post.md", "my post.md"),
        ("my%20post.md", "my post.md"),
        ("my%20post.md?v=1#part", "my post.md"),
        ("%E7%AC%AC%E4%B8%80%E7%AF%87.md", "第一篇.md"),
        ("my%20post", "my post.md"),
        ("day", "trip/day.md"),
        ("trip/", "trip/index.md"),
        ("trip/day#x", "trip/day.md"),
        ("/trip/day.md", "trip/day.md"),
        ("OLD", "old.markdown"),
        ("day.md", ""),
        ("../secret.md", ""),
        ("/etc/passwd", ""),
        ("gone", ""),
    ],
)
def test_a_link_leads_to_the_post_it_means(address: str, name: str) -> None:
    found = followed(address, HOME / "here.md", ROWS, PLAIN, HOME)
    assert found == (HOME / name if name else None)


def test_a_link_to_an_address_of_the_site_leads_to_its_post() -> None:
    site = Site("hugo", HOME, posts=("content",), address="/:year/:slug/")
    rows = [PostRow(HOME / "content" / "posts" / "tea.md", date="2024-05-06"), PostRow(HOME / "content" / "a.md")]
    assert followed("/2024/tea/", rows[1].path, rows, site, HOME) == rows[0].path


def test_where_the_addresses_are_made_in_ways_unknown_here_the_last_part_says_which_post_is_meant() -> None:
    rows = [PostRow(HOME / "content" / "posts" / "tea.md", date="2024-05-06"), PostRow(HOME / "content" / "a.md")]
    for is_sure, found in ((False, rows[0].path), (True, None)):
        site = Site("hugo", HOME, posts=("content",), address="/:path/", is_sure=is_sure)
        assert followed("/2024/tea/", rows[1].path, rows, site, HOME) == found
