"""Find and replace."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from journal_app.ui.editor import search
from journal_app.ui.editor.search import Sought
from tests.ui.editor.desk import Desk, press, select, shown


def found(content: str, /, **how) -> list[str]:
    expression = search.expression(Sought(**how))
    return [match.captured() for match in search.hits(expression, content)]


@pytest.mark.parametrize(
    ("text", "how", "hits"),
    [
        ("科研，本科，研究 科研", {"text": "科研"}, ["科研", "科研"]),
        ("Ab ab", {"text": "ab"}, ["Ab", "ab"]),
        ("Ab ab", {"text": "ab", "case": True}, ["ab"]),
        ("cat concat 猫cat猫", {"text": "cat", "whole": True}, ["cat", "cat"]),
        ("做科研了", {"text": "科研", "whole": True}, ["科研"]),
        ("a.b axb", {"text": "a.b"}, ["a.b"]),
        ("a.b axb", {"text": "a.b", "regex": True}, ["a.b", "axb"]),
        ("one\ntwo", {"text": "^t", "regex": True}, ["t"]),
        ("aaa", {"text": "x*", "regex": True}, []),
        ("É é", {"text": "é"}, ["É", "é"]),
    ],
)
def test_what_is_sought_is_found(text, how, hits):
    assert found(text, **how) == hits


def open_bar(editor, text: str, command: str = "find") -> None:
    editor.show()
    editor.run(command)
    editor.find_bar.find_edit.setText(text)


def selected(editor) -> tuple[int, int]:
    cursor = editor.view.textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


@pytest.mark.parametrize("width", [280, 406, 900])
def test_the_entries_stay_wide_in_a_narrow_column(editor, qtbot, width):
    editor.resize(width, 400)
    open_bar(editor, "周", "replace")
    bar = editor.find_bar
    qtbot.waitUntil(lambda: bar.width() == width and bar.find_edit.width() >= 160)
    assert bar.replace_edit.width() >= 160
    shown_now = [child for child in bar.findChildren(QToolButton) if child.isVisible()]
    assert len(shown_now) == 8
    for button in shown_now:
        box = QRect(button.mapTo(bar, QPoint()), button.size())
        assert bar.rect().contains(box) and button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_next_and_previous_go_round(editor):
    Desk(editor).open("周 a 周 😀 周")
    open_bar(editor, "周")
    seen = []
    for _ in range(4):
        editor.run("find_next")
        seen.append(selected(editor))
    assert seen == [(0, 1), (4, 5), (9, 10), (0, 1)]
    assert editor.find_bar.count_label.text() == "1 of 3"
    editor.run("find_previous")
    assert selected(editor) == (9, 10)


def test_replace_all_is_one_step(editor):
    desk = Desk(editor)
    desk.open("a1\nb\n😀a2")
    open_bar(editor, r"a(\d)", "replace")
    editor.find_bar._regex.setChecked(True)
    editor.find_bar.replace_edit.setText(r"\1$1")
    editor.find_bar._replace_all.click()
    assert desk.post.body == shown(editor) == "11\nb\n😀22"
    editor.undo()
    assert desk.post.body == shown(editor) == "a1\nb\n😀a2"
    assert not editor.can_undo()


def test_replace_changes_the_hit_that_is_selected(editor):
    desk = Desk(editor)
    desk.open("a b a")
    open_bar(editor, "a", "replace")
    editor.find_bar.replace_edit.setText("c")
    editor.find_bar._replace.click()
    assert desk.post.body == "a b a"
    editor.find_bar._replace.click()
    assert desk.post.body == "c b a"
    assert selected(editor) == (4, 5)


def test_a_pattern_that_is_none_is_said_and_changes_nothing(editor):
    desk = Desk(editor)
    desk.open("a(b")
    open_bar(editor, "(", "replace")
    editor.find_bar._regex.setChecked(True)
    assert editor.find_bar.count_label.text() == "Not a pattern"
    editor.find_bar._replace_all.click()
    editor.run("find_next")
    assert desk.post.body == "a(b"


def test_a_pattern_that_would_take_forever_gives_up(editor):
    assert found("a" * 200 + "b" * 3, text="(a+)+c", regex=True) == []


def test_escape_closes_the_bar(editor):
    Desk(editor).open("text")
    open_bar(editor, "t")
    assert editor.find_bar.isVisible()
    from PySide6.QtTest import QTest

    QTest.keyClick(editor.find_bar.find_edit, Qt.Key.Key_Escape)
    assert not editor.find_bar.isVisible()
    assert editor.view.seen.found is None
    open_bar(editor, "t")
    press(editor, Qt.Key.Key_Escape)
    assert not editor.find_bar.isVisible()


def test_the_selected_words_are_sought(editor):
    Desk(editor).open("周记 week")
    select(editor, 0, 2)
    editor.show()
    editor.run("find")
    assert editor.find_bar.find_edit.text() == "周记"


@pytest.mark.parametrize("seek", ["words", "found"])
def test_a_hit_across_a_line_break_is_marked_in_both_lines_and_no_longer_when_it_is_none(editor, seek):
    desk = Desk(editor)
    desk.open("我们去散\n步。\n\n散\n\n别的\n")
    editor.resize(400, 300)
    editor.show()

    def marked() -> list[str]:
        """The lines with a stroke below some of their signs."""
        QApplication.processEvents()
        picture = editor.view.viewport().grab().toImage()
        seen, scale = [], picture.devicePixelRatio()
        for block, place in editor.view.seen.blocks(editor.view.viewport().rect()):
            row = int((place.top() + block.layout().lineAt(0).height() - 3) * scale)
            colours = {picture.pixelColor(x, row).name() for x in range(picture.width())}
            if {editor.view.seen.tokens.faint, editor.view.seen.tokens.seal} & colours:
                seen.append(block.text())
        return seen

    if seek == "words":
        editor.show_hits("散步")
    else:
        editor.view.seen.found = search.expression(search.Sought("散\\s*步", regex=True))
        editor.view.viewport().update()
    assert marked() == ["我们去散", "步。"]
    select(editor, 5, 6)
    editor.view.textCursor().insertText("跑")
    assert marked() == []


def test_words_of_a_search_are_marked_where_they_are_seen(editor):
    Desk(editor).open("科研 and 周记")
    editor.resize(400, 300)
    editor.show()
    plain = editor.view.grab().toImage()
    editor.show_hits("科研 周记")
    QApplication.processEvents()
    assert editor.view.grab().toImage() != plain
    editor.show_hits("")
    assert editor.view.seen.words is None
