"""HTML of another time leaves the export as HTML of today, and looks the same."""

import pytest

from journal_app import render
from journal_app.render.export.modern import modern


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div align="center">a</div>', '<div style="text-align:center">a</div>'),
        ('<p class="b" align="RIGHT" style="color:red">a</p>', '<p class="b" style="text-align:right;color:red">a</p>'),
        ("<center>a</center>", '<div style="text-align:center">a</div>'),
        ('<font color="#c00">a</font>', '<span style="color:#c00">a</span>'),
        ("<tt>a</tt> <strike>b</strike> <big>c</big>",
         '<code>a</code> <s>b</s> <span style="font-size:larger">c</span>'),
        ('<img src="a.png" alt="" width="50%">', '<img src="a.png" alt="" style="width:50%">'),
        ('<img src="a.png" alt="" width="50" height="9">', '<img src="a.png" alt="" width="50" height="9">'),
        ('<img src="a.png" alt="" width="50;x">', '<img src="a.png" alt="">'),
        ('<table align="center"><tr><td align="left">a</td></tr></table>',
         '<table style="margin-inline:auto"><tr><td style="text-align:left">a</td></tr></table>'),
        ("<p>a &lt;center&gt;</p>", "<p>a &lt;center&gt;</p>"),
        ('<mspace width="1em"></mspace><p align="x">a</p>', '<mspace width="1em"></mspace><p>a</p>'),
    ],
)  # fmt: skip
def test_what_is_no_more_is_spelled_as_today(old: str, new: str) -> None:
    assert modern(old) == new


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_no_colour_or_side_brings_more_than_itself(dialect: str) -> None:
    html = render.whole('<font color="red;background:url(//x)">a</font>\n\n<p align="center;x:url(y)">b</p>\n', dialect)
    made = modern(html)
    assert "url" not in made and "<font" not in made and "align=" not in made


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<ol start="x" type="q"><li value="1.5">a</li></ol>', "<ol><li>a</li></ol>"),
        ('<ol start="-3" type="i"><li value="7">a</li></ol>', '<ol start="-3" type="i"><li value="7">a</li></ol>'),
        (
            '<td colspan="x" rowspan="2" title="b start=">a start="x"</td>',
            '<td rowspan="2" title="b start=">a start="x"</td>',
        ),
        ('<p dir="up" lang="">a</p><p dir="rtl" lang="he">b</p>', '<p>a</p><p dir="rtl" lang="he">b</p>'),
        ('<b id="">a</b>', "<b>a</b>"),
        ('<b id="a  b">a</b> <a href="#a%20%20b">c</a>', '<b id="a_b">a</b> <a href="#a_b">c</a>'),
        ('<a href="#a%20b">c</a> <a href="/a b">c</a>', '<a href="#a%20b">c</a> <a href="/a b">c</a>'),
    ],
)
def test_a_value_that_means_nothing_is_not_there_and_a_name_has_no_blanks(written: str, kept: str) -> None:
    assert modern(written) == kept
