"""What is typed or pasted into a list is parted at its commas, but for what is meant as one word."""

import pytest

from journal_app.ui.metadata.parting import ended, parted

KNOWN = ("Oslo", "Oslo, Norway", "red")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Roe, Max",', ["Roe, Max"]),
        ('x, "Roe, Al"', ["x", "Roe, Al"]),
        ("“a, b”, c", ["a, b", "c"]),
        (' “a，b” 、"c, d" ,e', ["a，b", "c, d", "e"]),
        ('"foo", b', ['"foo"', "b"]),
        ('"a, b" more, c', ['"a, b" more', "c"]),
        ('a, "b, c', ["a", '"b', "c"]),
        ('5" pipe, 6" pipe', ['5" pipe', '6" pipe']),
        ("a,, b,a", ["a", "b"]),
        (" , ", []),
        ("", []),
    ],
)
def test_what_stands_in_quotes_stays_whole_whatever_stands_beside_it(text: str, words: list[str]) -> None:
    assert parted(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oslo, Norway", ["Oslo, Norway"]),
        ("red, Oslo, Norway, b", ["red", "Oslo, Norway", "b"]),
        ("Oslo, Norwayland", ["Oslo", "Norwayland"]),
    ],
)
def test_a_known_word_with_a_comma_stays_whole(text: str, words: list[str]) -> None:
    assert parted(text, KNOWN) == words


@pytest.mark.parametrize(
    ("text", "done", "rest"),
    [
        ("a", "", "a"),
        ("a, b，c d", "a, b，", "c d"),
        ("Oslo, Norway", "", "Oslo, Norway"),
        ("Oslo, Norway,", "Oslo, Norway,", ""),
        ("b, Oslo, Norway", "b,", "Oslo, Norway"),
        ('"Roe, M', "", '"Roe, M'),
        ('x, "Roe, M', "x,", '"Roe, M'),
        ('"Roe, Max"', "", '"Roe, Max"'),
        ('"Roe, Max", ', '"Roe, Max",', ""),
    ],
)
def test_a_comma_in_quotes_or_in_a_known_word_ends_nothing(text: str, done: str, rest: str) -> None:
    assert ended(text, KNOWN) == (done, rest)


def test_a_long_text_of_open_quotes_is_parted_at_once() -> None:
    assert len(parted(",".join(f"“{number}" for number in range(20_000)))) == 20_000
