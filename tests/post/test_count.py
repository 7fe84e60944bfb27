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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", 0),
        ("```py\nx = 1\n```\n字", 1),
        ("~~~\n`` ` ``\n~~~\n字", 1),
        ("```\nnever closed 字\n", 0),
        ("价格 $x^2 + y$ 与 $$\na\n$$ 完", 4),
        ("costs $5 and $6", 4),
        ('<img src="a.png" alt="x"> 图 <!-- 不算 -->', 1),
        ("[a]: https://example.org 题\n字", 1),
        ("看 https://example.org/a_b 吧", 2),
        ("![图](a.png) [字][ref]", 2),
        ("1. 一\n2. 二\n- 三\n> 四", 4),
        ("**粗** _斜_ ~~删~~ # 号", 4),
        ("don't well-known 3.14", 3),
        ("ひらがな カタカナ 한국어", 11),
        ("“引号”——破折号……", 11),
        ("a&nbsp;b", 2),
        ("𠮷野家", 3),
    ],
)
def test_what_no_reader_reads_is_left_out(body: str, words: int) -> None:
    assert count(body).words == words


def test_reading_time_is_minutes_of_signs_and_words() -> None:
    assert count("").minutes == 0
    assert count("字").minutes == 1
    assert count("字" * 1500).minutes == 5
    assert count("word " * 1000).minutes == 5


@pytest.mark.parametrize(
    "piece", ["<!-- ", "$$ a ", "```\n", "](", "[[", "<a <a ", "<script>", "$ a", "`", "~", "~~~ x\n"]
)
def test_hostile_text_is_counted_in_one_pass(piece: str) -> None:
    assert count(piece * 20_000).words >= 0
