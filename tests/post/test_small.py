"""Splices and slugs."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.post.slug import slug
from journal_app.post.splice import difference

TEXTS = st.text("ab\n字", max_size=12)


@given(TEXTS, TEXTS)
def test_the_difference_turns_one_text_into_the_other(old: str, new: str) -> None:
    splice = difference(old, new)
    assert splice.applied(old) == new
    assert not (splice.added and splice.removed and splice.added[0] == old[splice.position])


def test_a_chinese_title_becomes_a_pinyin_name() -> None:
    assert slug("周记 Week20") == "zhou-ji-week20"
    assert slug("Café, déjà vu!") == "cafe-deja-vu"
    assert slug("！！") == "post"
    assert len(slug("很长的标题" * 40)) <= 80


@given(st.text())
def test_every_slug_is_a_safe_file_name(title: str) -> None:
    name = slug(title)
    assert name and name.isascii() and "/" not in name and not name.startswith((".", "-")) and name == name.lower()
