"""Words that are one word spelled in several ways, and words used once."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.library.housekeeping.twins import others, spelling, twins, used_once


def test_case_joints_width_blanks_and_latin_accents_make_twins() -> None:
    counts = {
        "Daily Talk": 5,
        "daily-talk": 2,
        "ＤＡＩＬＹ　ＴＡＬＫ": 1,
        "daily_talk ": 1,
        "Café": 1,
        "cafe": 3,
        "读书": 9,
    }
    assert twins(counts) == (("Daily Talk", "daily-talk", "daily_talk ", "ＤＡＩＬＹ　ＴＡＬＫ"), ("cafe", "Café"))
    assert others(twins(counts))["Café"] == ("cafe",)


def test_what_only_looks_alike_is_no_twin() -> None:
    apart = ["C", "C++", "C#", "が", "か", "net", ".net", "-", "_", "周记", "週記", "a/b", "ab", "tool", "tools"]
    assert twins(dict.fromkeys(apart, 1)) == ()


def test_words_of_one_post_are_told() -> None:
    assert used_once({"a": 1, "b": 2, "散步": 1}) == ("a", "散步")


@given(st.text(min_size=1))
def test_a_word_and_its_loud_and_wide_spellings_are_one(word: str) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" and sign not in "-_" else sign for sign in word)
    assert spelling(wide) == spelling(word) or "_" in word or "-" in word
