import time

import pytest

from journal_app.post.count import count


@pytest.mark.parametrize(
    ("body", "words", "without"),
    [
        ("科研压力大。", 6, 5),
        ("CVPR 2025 也来不及了", 7, 7),
        ("**真**，她说", 4, 3),
        ("[学长](https://a.b/c)的 `code`", 4, 4),
        ("# Week19 周记", 3, 3),
    ],
)
def test_the_five_examples_count_as_word_counts_them(body: str, words: int, without: int) -> None:
    found = count(body)
    assert (found.words, found.without_punctuation) == (words, without)
