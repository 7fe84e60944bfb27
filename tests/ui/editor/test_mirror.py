"""A text as Python counts it, kept in step with one that counts UTF-16 units."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.ui.editor.mirror import Mirror, point_in, unit_in, units

TEXT = st.text(st.sampled_from("ab周\n\u00a0\u2028😀𠀀"), max_size=30)


def as_units(text: str) -> list[str]:
    coded = text.encode("utf-16-le", "surrogatepass")
    return [coded[at : at + 2] for at in range(0, len(coded), 2)]


@given(text=TEXT, changes=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), TEXT), max_size=6))
def test_splices_told_in_units_change_the_text_as_a_document_does(text, changes):
    mirror = Mirror(text)
    for start, end, added in changes:
        start, end = sorted((min(start, len(text)), min(end, len(text))))
        wanted = text[:start] + added + text[end:]
        told = mirror.splices(units(text[:start]), units(text[start:end]), added)
        if wanted == text:
            assert told == () or text[start:end] != added
        for splice in told:
            text = splice.applied(text)
            mirror.apply(splice)
        assert text == wanted
        assert mirror.length == len(text) and mirror.units == len(as_units(text))
        for point in range(len(text) + 1):
            assert mirror.unit(point) == unit_in(text, point) == len(as_units(text[:point]))
            assert mirror.point(mirror.unit(point)) == point_in(text, mirror.unit(point)) == point
    assert mirror.text == text


def test_lines_that_stay_are_left_out_of_a_change_of_many_lines():
    mirror = Mirror("one\ntwo\nthree")
    told = mirror.splices(0, 13, "- one\ntwo\n- three")
    assert [(splice.position, splice.removed, splice.added) for splice in told] == [(0, 0, "- "), (10, 0, "- ")]


def test_the_echo_of_the_last_splice_is_known_without_comparing_all():
    mirror = Mirror("one")
    (splice,) = mirror.splices(3, 0, "x")
    mirror.apply(splice)
    echo = "onex"
    assert mirror.agrees(echo)
    assert mirror.is_known(echo)
    assert not mirror.agrees("onez")
