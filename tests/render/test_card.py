"""The language of a headline: which of those that may name it does."""

from pathlib import Path

import pytest

from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.card import card_of

CHINESE = "這個星期讀了一本很厚的書，也走了一條很長的路。"
FRENCH = "Cette semaine, une longue promenade et un gros livre."


@pytest.mark.parametrize(
    ("head", "text", "site", "journal", "language"),
    [
        ("", CHINESE, "zh-TW", "", "zh-TW"),
        ("", CHINESE, "en-us", "", "zh-CN"),  # as the generator left it: no post of it is in English
        ("", FRENCH, "fr", "", "fr"),
        ("", FRENCH, "zh-CN", "", "en"),
        ("", CHINESE, "", "", "zh-CN"),
        ("lang: zh_HK\n", CHINESE, "zh-TW", "", "zh-HK"),
        ("lang: zh-HK\n", CHINESE, "zh-TW", "zh-MO", "zh-MO"),
    ],
)
def test_the_language_is_the_journals_else_the_posts_else_the_sites_else_a_guess(
    head: str, text: str, site: str, journal: str, language: str
) -> None:
    post = Post.parse(Path("a.md"), f"---\ntitle: t\n{head}---\n\n{text}\n".encode())
    assert card_of(post, Site(language=site), journal).language == language
