"""The law of search: what the index answers is what comparing the words one by one answers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.library.index.delta import Delta
from journal_app.library.index.index import Index
from journal_app.library.search import grammar
from journal_app.library.search import text as words_of
from tests.library.journal import row


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("这一周的科研压力", "科研", True),
        ("本科，研究生", "科研", False),
        ("本科，研究生", "本科，研究", True),
        ("本科研究生", "科研", True),
        ("科\n研", "科研", True),
        ("科\r\n  研", "科研", True),
        ("科、研", "科研", False),
        ("ＣＶＰＲ ２０２５", "cvpr 2025", True),
        ("CVPR", "ｃｖｐｒ", True),
        ("Café crème", "cafe CREME", True),
        ("naïve", "naive", True),
        ("Straße", "STRASSE", True),
        ("the river house", '"river house"', True),
        ("the house river", '"river house"', False),
        ("the house river", "river house", True),
        ("deadline", "dead", True),
        ("deadline tomorrow", "dead tomorrow", False),
        ("科研deadline", "研dead", True),
        ("周记 Week19", "week", True),
        ("snake_case", "case", True),
        ("C++ and C#", "c++", True),
        ("C++ and C#", "c#", True),
        ("a-b", "a b", True),
        ("がぎぐ", "が", True),
        ("한국어 문장", "한국", True),
        ("emoji 😀 here", "😀", True),
        ('q"uo"te', "uo", True),
    ],
)
def test_words_are_found_as_an_author_expects(tmp_path: Path, text: str, query: str, found: bool) -> None:
    assert words_of.holds(words_of.words(text), grammar.parse(query).words) is found
    assert searched(tmp_path, [text], query) == ({0} if found else set())


def searched(folder: Path, texts: list[str], query: str) -> set[int]:
    index = Index(folder / "index.sqlite")
    rows = [row(path=folder / f"{number}.md") for number in range(len(texts))]
    index.apply(folder, Delta(added=tuple(rows)))
    while index.fill(folder, lambda filled: texts[int(filled.path.stem)]):
        pass
    hits = index.search(folder, grammar.parse(query).words)
    index.close()
    return {int(path.stem) for path in hits}


LETTERS = st.sampled_from(
    [*"科研本究，。、 \n\t", *"aAéÀbｂß_-'\"*()", *"１1２2", "\u2028", "😀", "\0", "が", "\u3099", "한", "İ"]
)
TEXT = st.text(LETTERS, max_size=12) | st.text(max_size=8)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=8), queries=st.lists(TEXT, min_size=1, max_size=8))
def test_the_index_answers_what_comparing_word_by_word_answers(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    index = Index(folder / "index.sqlite")
    rows = [row(path=folder / f"{number}.md") for number in range(len(texts))]
    index.apply(folder, Delta(added=tuple(rows)))
    index.fill(folder, lambda filled: texts[int(filled.path.stem)])
    for query in queries:
        expected = {
            rows[n].path
            for n, text in enumerate(texts)
            if words_of.holds(words_of.words(text), grammar.parse(query).words)
        }
        assert set(index.search(folder, grammar.parse(query).words)) == expected, query
    index.close()
