"""The line under a search's answer: around the first hit, with every hit in it marked."""

import pytest

from journal_app.library.search import grammar
from journal_app.library.search.snippet import marked, snippet


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("这一周的科研压力很大，科研。", "科研", ["科研", "科研"]),
        ("分成\n两行的科\n研", "科研", ["科 研"]),
        ("Café and CAFE, cafeteria", "cafe ", ["Café", "CAFE"]),
        ("Café and CAFE, cafeteria", "cafe", ["Café", "CAFE", "cafeteria"]),
        ("ＣＶＰＲ 2025", "cvpr", ["ＣＶＰＲ"]),
        ("本科，研究", "科研", []),
        ("# A *river* house", '"river house"', []),
        ("# A river house", '"river house" -boat tag:x ', ["river house"]),
        ("C++ and C#", "c++ ", ["C++"]),
        ("中文Python中文", "python", ["Python"]),
    ],
)
def test_hits_are_marked_as_they_are_written(text: str, query: str, hits: list[str]) -> None:
    found = snippet(text, grammar.parse(query).words)
    assert (found is not None) is bool(hits)
    if found is not None:
        assert [found.text[start:end] for start, end in found.spans] == hits


def test_it_begins_a_few_words_before_the_hit_and_is_one_line() -> None:
    body = "## Heading\n\n" + "Some words before. " * 20 + "then **the\nriver** runs, and more. " + "After. " * 50
    found = snippet(body, grammar.parse("river ").words)
    assert found is not None
    assert found.text.startswith("…") and "the river runs" in found.text and "\n" not in found.text
    assert found.text.index("river") < 30 and len(found.text) < 180


def test_a_title_is_marked_whole() -> None:
    assert marked("周记 Week19", grammar.parse("week").words).spans == ((3, 9),)
    assert marked("周记 Week19", ()).spans == ()
