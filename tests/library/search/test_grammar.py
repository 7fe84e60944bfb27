"""The query line: what each key asks of a row, and that no text is too odd or too unfinished to be asked."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal_app.library.row import UNDATED, PostRow
from journal_app.library.search import grammar
from journal_app.library.search import text as words_of
from journal_app.library.search.grammar import Term, parse
from journal_app.library.search.text import Phrase, folded
from journal_app.post import dates

ROW = PostRow(
    Path("/journal/week.md"), "周记 Week19", "2024-11-17 23:30:00+0800", categories=("Essays", "生活/厨房"),
    tags=("Daily Talk", "Go"), words=3, draft=True, year="2024",
)  # fmt: skip
MOMENT = dates.moment_of(ROW.date)
ROW = replace(ROW, moment=MOMENT.timestamp() if MOMENT else UNDATED)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", True),
        ("tag:go ", True),
        ("TAG:GO ", True),
        ("tag：Ｇｏ ", True),
        ("tag:g ", False),
        ("tag:g", True),
        ('tag:"Daily Talk"', True),
        ("tag:“daily talk”", True),
        ("tag:「daily talk」", True),
        ("tag:『daily talk』", True),
        ('tag:"「daily talk」"', False),
        ('tag:"daily ta', True),
        ('tag:"daily ta"', False),
        ("-tag:go ", False),
        ("－tag:go ", False),
        ("-tag:music ", True),
        ("category:生活 ", True),
        ("category:生活/厨房 ", True),
        ("category:厨房 ", False),
        ("title:week", True),
        ("title:周记", True),
        ("title:记周", False),
        ('title:"周记 week19"', True),
        ("year:2024", True),
        ("year:202", True),
        ("year:2023 ", False),
        ("year:２０２４", True),
        ("before:2025", True),
        ("before:2024 ", False),
        ("before:2024-11-18", True),
        ("before:2024-11-17", False),
        ("after:2024-11-16", True),
        ("after:2024/11/16", True),
        ("after:2024年11月16日", True),
        ("after:2024-11-17", False),
        ("after:2024-10 ", True),
        ("after:2024-11 ", False),
        ("after:2024 ", False),
        ("is:draft", True),
        ("is:dr", True),
        ("is:pinned", False),
        ("-is:pinned", True),
        ("is:broken", False),
        ("has:image", False),
        ("tag:go is:pinned", False),
        ("tag:go tag:daily", True),
        ("tag:", True),
        ("is:", True),
        ("before:20", True),
        ("-", True),
        ("-tag:", True),
    ],
)
def test_a_key_asks_this_of_a_row(text: str, holds: bool) -> None:
    assert parse(text).matches(ROW) is holds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("river house", [("river",), ("house",)]),
        ('"river house" 科研', [("river", "house"), ("科", "研")]),
        ("“river house", [("river", "house")]),
        ("http://example.org", [("http", ":", "/", "/", "example", ".", "org")]),
        ("colour:red ", [("colour", ":", "red")]),
        ("is:nothing ", [("is", ":", "nothing")]),
        ("before:lunch ", [("before", ":", "lunch")]),
        ("a-b", [("a", "-", "b")]),
        ("- a", [("-",), ("a",)]),
        ("tag:go walk", [("walk",)]),
        ("12:30", [("12", ":", "30")]),
    ],
)
def test_the_rest_are_words_for_the_full_text(text: str, words: list[tuple[str, ...]]) -> None:
    assert [phrase.words for phrase in parse(text).words] == words


def test_a_minus_says_not_and_the_last_word_may_go_on() -> None:
    assert parse('walk -rain -"late train" ri').words == (
        Phrase(("walk",)),
        Phrase(("rain",), is_not=True),
        Phrase(("late", "train"), is_not=True),
        Phrase(("ri",), is_open=True),
    )
    assert parse("ri ").words == (Phrase(("ri",)),)
    assert parse("科").words == (Phrase(("科",)),)


@pytest.mark.parametrize(
    ("text", "nested", "holds"),
    [
        ("category:life/daily ", True, True),
        ("category:life/daily ", False, False),
        ("category:daily ", True, True),
        ("category:life ", True, True),
        ("-category:Life/Daily ", True, False),
        ("category:life/da", True, True),
        ("category:work/daily ", True, False),
    ],
)
def test_a_category_is_found_by_its_place_where_a_list_is_a_path(text: str, nested: bool, holds: bool) -> None:
    row = replace(ROW, categories=("Life", "Daily"))
    assert parse(text).matches(row, nested=nested) is holds


def test_a_category_in_lists_of_lists_is_found_by_its_place_on_any_site() -> None:
    hexo = replace(ROW, categories=("Life", "Daily", "Work"), nested="Life/Daily\nWork")
    assert parse("category:life/daily ").matches(hexo) and parse("category:work ").matches(hexo)
    assert not parse("category:life/work ").matches(hexo)


def test_a_post_without_a_date_is_neither_before_nor_after() -> None:
    undated = PostRow(Path("/journal/a.md"))
    assert not parse("before:2024 ").matches(undated)
    assert not parse("after:2024 ").matches(undated)
    assert parse("-before:2024 ").matches(undated)


PIECES = st.sampled_from(
    [*grammar.KEYS, *'-－:："“”「」 \t', "2024", "-11", "go", "周记", "draft", "image", "is:", "tag:", "x"]
)


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12))
def test_every_text_asks_for_something_at_every_key(text: str) -> None:
    for end in range(len(text) + 1):
        typed = text[:end]
        asked = parse(typed)
        assert isinstance(asked.matches(ROW), bool)
        assert isinstance(asked.head_matches(ROW), bool)
        parts = grammar.parts(typed)
        rest = typed
        for part in reversed(parts):
            assert part.start < part.end
            assert not rest[part.end :].strip()
            rest = typed[: part.start]
        assert not rest.strip()


KEYED = st.sampled_from(["tag", "category"])
VALUE = st.text(min_size=1, max_size=8).filter(
    lambda text: bool(folded(text).strip()) and not (set(text) & set('"“”＂') and "」" in text and "』" in text)
)


@given(KEYED, VALUE, st.booleans())
@example("tag", "「书」", False)
@example("tag", 'the "real" one', False)
@example("category", "他说“「书」”", True)
def test_a_completed_value_finds_the_posts_that_have_it(key: str, value: str, is_not: bool) -> None:
    row = PostRow(Path("/journal/a.md"), tags=(value,), categories=(value,))
    text = f"{'-' if is_not else ''}{key}:{grammar.quoted(value)} "
    asked = parse(text)
    assert [type(term) for term in asked.terms] == [Term]
    assert asked.matches(row) is not is_not


@pytest.mark.parametrize(
    ("title", "asked", "found"),
    [
        ("周记　ＷＥＥＫ１９", "title:week19", True),
        ("周记 Week19", "title:ｗｅｅｋ１９", True),
        ("周记 Week19", "title:WEEK", True),  # the beginning of a word
        ("周记 Week19", "title:19", False),
        ("散\n步", "title:散步", True),
        ("散，步", "title:散步", False),
        ("ﾊﾞｽの旅", "title:バス", True),
        ("Café crème", "title:CAFE", True),
        ("髪を切る", "title:发", False),  # simplified text as it is written
        ("“你好”", "title:你好", True),
        ("价格：￥100", "title:￥100", True),
        ("100％好", "title:100%", True),
    ],
)
def test_a_title_is_found_in_every_width_accent_and_case(title: str, asked: str, found: bool) -> None:
    assert parse(asked).matches(PostRow(Path("a.md"), title)) is found


@given(st.text("ab周记, 1Ａé\n", max_size=8), st.text("ab周记,1Ａé", min_size=1, max_size=4))
def test_a_title_holds_a_phrase_as_the_full_text_would(title: str, value: str) -> None:
    terms = parse(f"title:{value}")
    if not terms.terms:
        return
    asked = words_of.phrase(value, is_open=True)
    assert asked is not None
    assert terms.matches(PostRow(Path("a.md"), title)) is words_of.holds(words_of.words(title), (asked,))
