"""The editor shows a post's body, and tells what the author does to it."""

import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCharFormat
from PySide6.QtWidgets import QPushButton

from journal_app.post.post import Bulk
from journal_app.ui.editor.facts import CursorAt
from journal_app.ui.editor.highlighter import code_after
from journal_app.ui.editor.menu import make
from journal_app.ui.style.theme import DARK, LIGHT
from tests.ui.editor.desk import POST, Desk, Post, commit, compose, paste, press, select, shown, type_text

ODD = "\u00a0a\u2028b\x0cc\x00d\tе́\u200b\ufeff\ufffc\u2068\n\n𠀀😀\u0085x\v y "


def test_every_character_of_a_body_is_shown_as_it_is(editor):
    desk = Desk(editor)
    desk.open(ODD)
    assert shown(editor) == ODD
    assert not editor.view.isReadOnly()
    assert not desk.splices


def test_typing_tells_splices_in_code_points(editor):
    desk = Desk(editor)
    desk.open("😀周\n")
    select(editor, 3)
    type_text(editor, "记😀")
    assert [(s.position, s.removed, s.added) for s in desk.splices] == [(2, 0, "记"), (3, 0, "😀")]
    press(editor, Qt.Key.Key_Backspace)
    assert desk.post.body == shown(editor) == "😀周记\n"


def test_showing_and_filling_is_no_edit(editor, tmp_path):
    desk = Desk(editor)
    desk.open("one")
    desk.open("two", tmp_path / "two.md")
    desk.open("")
    desk.change_outside("one, from outside")
    assert shown(editor) == "one, from outside"
    assert not desk.splices
    editor.undo()
    assert desk.post.body == "one"
    assert len(desk.splices) == 1


def test_a_change_from_outside_keeps_the_caret(editor):
    desk = Desk(editor)
    desk.open("one\ntwo\nthree")
    select(editor, 9)
    desk.change_outside("zero\none\ntwo\nthree")
    assert editor.view.textCursor().position() == 14
    assert desk.post.body == shown(editor)


def test_half_typed_chinese_is_not_told_and_keeps_the_colours(editor):
    desk = Desk(editor)
    desk.open("## 周 **记** 一")
    editor.show()
    before = [(one.start, one.length) for one in editor.view.document().firstBlock().layout().formats()]
    select(editor, 5)
    compose(editor, "ke")
    layout = editor.view.document().firstBlock().layout()
    assert layout.preeditAreaText() == "ke"
    during = [(one.start, one.length) for one in layout.formats()]
    assert len(during) >= len(before)
    assert (before[-1][0] + 2, before[-1][1]) in during
    assert not desk.splices
    compose(editor, "ke'yan")
    commit(editor, "科研")
    assert [(s.position, s.removed, s.added) for s in desk.splices] == [(5, 0, "科研")]
    assert desk.post.body == "## 周 科研**记** 一"
    assert editor.view.document().firstBlock().layout().formats()


def test_the_input_method_is_told_where_the_caret_is_beside_the_numbers(editor):
    desk = Desk(editor)
    desk.open("one\ntwo")
    editor.show()
    told = editor.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    caret = editor.view.cursorRect()
    assert editor.view.viewport().x() > 20
    origin = editor.view.viewport().mapTo(editor.view, caret.topLeft())
    assert abs(told.x() - origin.x()) <= 1 and told.y() == origin.y()


def test_enter_and_shift_enter_begin_a_line_of_the_file(editor):
    desk = Desk(editor)
    desk.open("- a")
    select(editor, 3)
    press(editor, Qt.Key.Key_Return, "\r")
    assert desk.post.body == "- a\n- "
    press(editor, Qt.Key.Key_Return, "\r")
    assert desk.post.body == "- a\n"
    press(editor, Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ShiftModifier)
    assert desk.post.body == "- a\n\n"


def test_pasted_text_has_the_line_ends_of_the_editor(editor):
    desk = Desk(editor)
    desk.open("")
    paste(editor, "a\r\nb\rc\u2029d\u00a0\u2028e")
    assert desk.post.body == shown(editor) == "a\nb\nc\nd\u00a0\u2028e"


def test_an_address_pasted_over_words_is_a_link(editor):
    desk = Desk(editor)
    desk.open("see 周记 there")
    select(editor, 4, 6)
    paste(editor, "https://a.b/c\n".strip())
    assert desk.post.body == "see [周记](https://a.b/c) there"


def test_a_copy_keeps_no_break_spaces(editor):
    desk = Desk(editor)
    desk.open("a\u00a0b\u2028c\nd")
    editor.view.selectAll()
    assert editor.view.createMimeDataFromSelection().text() == "a\u00a0b\u2028c\nd"


def test_dropped_files_are_told_and_not_written_into_the_text(editor, qtbot, tmp_path):
    desk = Desk(editor)
    desk.open("text")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(editor.files_dropped) as told:
        editor.view.dropEvent(event)
    assert told.args == [[str(tmp_path)]]
    assert desk.post.body == "text"


def test_a_command_on_many_lines_is_one_step_and_leaves_other_lines_alone(editor):
    desk = Desk(editor)
    desk.open("one\n- two\n\nthree\nfour")
    select(editor, 0, 16)
    editor.run("quote")
    assert desk.post.body == "> one\n> - two\n>\n> three\nfour"
    assert all(s.removed == 0 for s in desk.splices)
    editor.undo()
    assert desk.post.body == shown(editor) == "one\n- two\n\nthree\nfour"
    assert not editor.can_undo()


def test_tab_moves_items_and_shift_tab_moves_them_back(editor):
    desk = Desk(editor)
    desk.open("- a\n- b")
    select(editor, 7)
    press(editor, Qt.Key.Key_Tab, "\t")
    assert desk.post.body == "- a\n    - b"
    press(editor, Qt.Key.Key_Backtab, "", Qt.KeyboardModifier.ShiftModifier)
    assert desk.post.body == "- a\n- b"


def test_the_keys_of_the_house_are_not_kept_by_the_text(editor):
    desk = Desk(editor)
    desk.open("one two")
    for key in (Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_H):
        press(editor, key, "", Qt.KeyboardModifier.ControlModifier)
    assert desk.post.body == "one two"


def test_a_read_only_post_is_shown_with_its_reason(editor):
    desk = Desk(editor)
    desk.open("text", read_only="The file is in another encoding.")
    editor.show()
    assert editor.view.isReadOnly()
    assert editor.findChild(object, "editor_note").text() == "The file is in another encoding."
    type_text(editor, "x")
    editor.run("bold")
    paste(editor, "x")
    assert desk.post.body == shown(editor) == "text"


def test_a_line_too_long_to_edit_is_only_shown(editor, qtbot):
    desk = Desk(editor)
    desk.open("a" * 100_001 + "\nb")
    editor.show()
    qtbot.waitUntil(lambda: not editor.bulk.is_loading)
    assert not editor.view.isVisible() and editor.bulk.isVisible() and editor.note.text()
    editor.run("select_all")
    assert editor.bulk.selected_text() == desk.post.body


def test_line_and_column_count_from_one_in_characters(editor, qtbot):
    desk = Desk(editor)
    desk.open("a\n😀周")
    with qtbot.waitSignal(editor.cursor_moved) as told:
        select(editor, 5)
    assert told.args == [CursorAt(2, 3)]


def test_scrolling_tells_the_line_at_the_top(editor, qtbot):
    desk = Desk(editor)
    desk.open("line\n" * 300)
    editor.show()
    with qtbot.waitSignal(editor.scrolled) as told:
        editor.view.verticalScrollBar().setValue(120)
    assert told.args == [editor.top_line()] == [120]
    with qtbot.assertNotEmitted(editor.scrolled):
        editor.scroll_to_line(200)
    assert editor.top_line() == 200


def test_only_what_is_seen_is_coloured_and_a_fence_reaches_down(editor):
    desk = Desk(editor)
    desk.open("```\n" + "x\n" * 3000 + "```\n# end")
    editor.show()
    document = editor.view.document()
    assert code_after(document.findBlockByNumber(3))
    assert document.findBlockByNumber(2000).userState() == -1
    editor.scroll_to_line(3002)
    assert document.lastBlock().layout().formats()
    assert code_after(document.findBlockByNumber(2990))
    editor.scroll_to_line(0)
    select(editor, 0, 3)
    press(editor, Qt.Key.Key_Delete)
    editor.scroll_to_line(3002)
    assert not code_after(document.findBlockByNumber(2990))
    assert code_after(document.lastBlock())
    editor.undo()
    editor.scroll_to_line(3002)
    assert not code_after(document.lastBlock())


def test_every_line_has_the_height_han_text_needs(editor):
    desk = Desk(editor)
    desk.open("latin\n\n周记\n```\ncode 周\n```\n**bold**")
    editor.set_font("", 20)
    editor.show()
    block = editor.view.document().firstBlock()
    while block.isValid():
        assert editor.view.blockBoundingRect(block).height() - (4 if not block.next().isValid() else 0) in (34, 35)
        block = block.next()


def test_zoom_changes_the_size_and_goes_back(editor, qtbot):
    Desk(editor).open("text")
    with qtbot.waitSignal(editor.zoomed) as told:
        editor.run("zoom_in")
    assert told.args == [15] and editor.view.font().pixelSize() == 15
    editor.set_font("", told.args[0])  # as the settings answer
    editor.run("zoom_reset")
    assert editor.view.font().pixelSize() == 14


def test_colours_change_with_the_mode(editor):
    Desk(editor).open("# a")
    editor.show()
    for tokens in (LIGHT, DARK, LIGHT):
        editor.set_tokens(tokens)
        formats = editor.view.document().firstBlock().layout().formats()
        assert formats[-1].format.foreground().color().name() == tokens.seal


def test_a_forgotten_post_leaves_nothing_and_a_renamed_one_keeps_its_undo(editor, tmp_path):
    desk = Desk(editor)
    desk.open("text")
    type_text(editor, "x")
    editor.rename(POST, tmp_path / "new.md")
    desk.posts[tmp_path / "new.md"] = Post(tmp_path / "new.md", "xtext")
    editor.undo()
    assert desk.posts[tmp_path / "new.md"].body == "text"
    editor.forget(tmp_path / "new.md")
    assert editor.path is None and not editor.can_undo() and not editor.view.isEnabled()


def test_the_menu_offers_what_can_be_done(editor):
    desk = Desk(editor)
    desk.open("text")
    type_text(editor, "x")
    menu = make(editor, editor.view, editor.can_undo(), editor.can_redo(), editor.run)
    offered = {action.objectName(): action.isEnabled() for action in menu.actions() if action.objectName()}
    assert offered["undo"] and not offered["redo"] and not offered["cut"]
    menu.actions()[0].trigger()
    menu.close()
    assert desk.post.body == "text"


@pytest.mark.parametrize("name", ["view", "find_bar"])
def test_what_takes_keys_has_a_name_for_screen_readers(editor, name):
    from PySide6.QtWidgets import QLineEdit, QToolButton

    if name == "view":
        assert editor.view.accessibleName()
    else:
        for kind in (QLineEdit, QToolButton):
            for widget in editor.find_bar.findChildren(kind):
                assert widget.accessibleName() or widget.text()


def test_colouring_is_no_edit(editor):
    desk = Desk(editor)
    desk.open("text")
    block = editor.view.document().firstBlock()
    block.layout().setFormats([])
    editor.view.document().markContentsDirty(0, 4)
    cursor = editor.view.textCursor()
    cursor.select(cursor.SelectionType.Document)
    form = QTextCharFormat()
    form.setFontItalic(True)
    cursor.setCharFormat(form)
    assert not desk.splices


def test_a_body_that_cannot_be_kept_is_only_shown_until_it_can(editor):
    desk = Desk(editor)
    desk.open("a\ud800b")
    assert editor.view.isReadOnly()
    desk.change_outside("ab")
    assert not editor.view.isReadOnly()
    type_text(editor, "x")
    assert desk.post.body == shown(editor) == "abx"


def test_a_large_body_is_only_shown_and_follows_the_file(editor, qtbot):
    desk = Desk(editor)
    body = "周记 " * 20 + "\n"
    desk.open(body * 160_000)
    editor.show()
    assert editor.bulk.isVisible() and editor.bulk.is_loading
    editor.go_to_line(150_000)
    qtbot.waitUntil(lambda: not editor.bulk.is_loading, timeout=20_000)
    assert editor.top_line() == 149_999
    desk.change_outside(body * 149_990)
    qtbot.waitUntil(lambda: not editor.bulk.is_loading, timeout=20_000)
    assert 149_900 < editor.top_line() < 149_990
    desk.change_outside("short")
    assert editor.view.isVisible() and not editor.bulk.isVisible() and shown(editor) == "short"
    desk.change_outside(body * 160_000)
    assert editor.bulk.isVisible()
    assert not desk.splices


def test_a_long_body_is_filled_in_slices_and_edited_then(editor, qtbot):
    desk = Desk(editor)
    body = "周记 week\n" * 60_000
    desk.open(body)
    editor.show()
    assert editor.view.isReadOnly() and editor.view.document().blockCount() < 60_000
    type_text(editor, "x")
    desk.open("other", POST.with_name("other.md"))
    desk.open(body)
    editor.go_to_line(59_000)
    qtbot.waitUntil(lambda: not editor.view.isReadOnly(), timeout=20_000)
    assert shown(editor) == desk.post.body == body
    assert editor.view.textCursor().blockNumber() == 58_999 and not editor.can_undo()
    type_text(editor, "x")
    assert shown(editor) == desk.post.body != body
    editor.undo()
    assert desk.post.body == body


def test_a_file_that_changes_while_it_is_filled_in_is_filled_in_anew(editor, qtbot):
    desk = Desk(editor)
    desk.open("周记 week\n" * 60_000)
    desk.change_outside("周记 weeks\n" * 60_000)
    qtbot.waitUntil(lambda: not editor.view.isReadOnly(), timeout=20_000)
    assert shown(editor) == desk.post.body == "周记 weeks\n" * 60_000
    assert not desk.splices


def test_words_are_found_in_a_body_that_is_only_shown(editor, qtbot):
    desk = Desk(editor)
    desk.open("filling words\n" * 700_000 + "a Needle here\n" + "filling words\n" * 200)
    editor.show()
    qtbot.waitUntil(lambda: not editor.bulk.is_loading, timeout=20_000)
    editor.run("find")
    editor.find_bar.find_edit.setText("needle")
    editor.run("find_next")
    qtbot.waitUntil(lambda: editor.bulk.selected_text() == "a Needle here")
    assert editor.top_line() == 699_997


def test_another_encoding_is_another_text_and_no_edit(editor):
    desk = Desk(editor)
    desk.open("caf\xe9", read_only="Its encoding is not known.", encoding="latin-1", offers=("gb18030",))
    editor.show()
    assert editor.note.findChild(QPushButton, "gb18030").isVisible()
    assert not editor.note.findChild(QPushButton, "cp1252").isVisible()
    desk.posts[POST] = Post(POST, "caf咖", encoding="gb18030")
    editor.show_post(desk.post)
    assert shown(editor) == "caf咖" and not editor.can_undo() and not editor.view.isReadOnly()
    assert not editor.note.isVisible()


def test_bytes_are_shown_as_numbers(editor):
    desk = Desk(editor)
    raw = bytes(range(256))
    desk.open("", read_only="It holds binary data.", encoding="binary", bulk=Bulk(raw, 0, True))
    editor.show()
    editor.run("select_all")
    lines = editor.bulk.selected_text().splitlines()
    assert len(lines) == 16
    assert bytes.fromhex("".join(line[10:58] for line in lines)) == raw
    editor.bulk.grab()


@pytest.mark.parametrize(("sign", "end"), [("*", "*"), ("(", ")"), ('"', '"'), ("「", "」"), ("`", "`")])
def test_a_sign_with_a_partner_goes_around_what_is_selected(editor, sign, end):
    desk = Desk(editor)
    desk.open("ab 科研 cd\nef")
    for by in (type_text, commit):
        select(editor, 3, 5)
        by(editor, sign)
        assert shown(editor) == desk.post.body == f"ab {sign}科研{end} cd\nef"
        assert editor.view.textCursor().selectedText() == "科研"
        editor.undo()
        assert shown(editor) == desk.post.body == "ab 科研 cd\nef" and not editor.can_undo()


def test_a_selection_keeps_its_direction_when_a_sign_goes_around_it(editor):
    desk = Desk(editor)
    desk.open("one two")
    select(editor, 3, 0)
    type_text(editor, "*(")
    assert shown(editor) == desk.post.body == "*(one)* two"
    assert (editor.view.textCursor().anchor(), editor.view.textCursor().position()) == (5, 2)


def test_over_several_lines_go_brackets_and_quotes_but_no_marks_of_a_line(editor):
    desk = Desk(editor)
    desk.open("one\ntwo\n")
    select(editor, 0, 7)
    type_text(editor, "(")
    assert shown(editor) == "(one\ntwo)\n"
    type_text(editor, "*")
    assert shown(editor) == desk.post.body == "(*)\n"


CTRL, SHIFT, ALT, META = (
    getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt", "Meta")
)


@pytest.mark.parametrize("held", [CTRL, CTRL | SHIFT, META, ALT | META, CTRL | META, CTRL | ALT | META])
@pytest.mark.parametrize("sign", ["'", "(", "j"])
def test_a_key_held_with_a_commanding_one_writes_nothing(editor, held, sign):
    desk = Desk(editor)
    desk.open("one two")
    select(editor, 0, 3)
    press(editor, Qt.Key(ord(sign.upper())), sign, held)
    assert shown(editor) == "one two" and not desk.splices and not editor.can_undo()


@pytest.mark.skipif(sys.platform == "darwin", reason="Alt writes signs there")
def test_a_key_held_with_alt_writes_nothing(editor):
    desk = Desk(editor)
    desk.open("one two")
    select(editor, 0, 3)
    press(editor, Qt.Key.Key_QuoteLeft, "`", ALT)
    assert shown(editor) == "one two" and not desk.splices


@pytest.mark.parametrize("held", [CTRL | ALT, Qt.KeyboardModifier.GroupSwitchModifier, SHIFT])
def test_alt_gr_writes_its_signs(editor, held):
    desk = Desk(editor)
    desk.open("one two")
    select(editor, 0, 3)
    press(editor, Qt.Key.Key_BracketLeft, "[", held)
    select(editor, 9)
    press(editor, Qt.Key.Key_BraceLeft, "{", held)
    assert shown(editor) == "[one] two{"


def test_a_sign_is_typed_as_it_is_where_nothing_is_selected_or_it_has_no_partner(editor):
    desk = Desk(editor)
    desk.open("ab")
    select(editor, 1)
    type_text(editor, "*")
    commit(editor, "「")
    assert shown(editor) == "a*「b"
    select(editor, 0, 4)
    type_text(editor, "x")
    assert shown(editor) == "x"


def test_an_input_method_that_is_composing_is_left_to_it(editor):
    desk = Desk(editor)
    desk.open("ab")
    compose(editor, "ke")
    commit(editor, "科")
    assert shown(editor).count("科") == 1 and desk.post.body == shown(editor)
