"""The form as a whole: filling says nothing, edits are told as values, typing is never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journal_app.post.post import Post
from journal_app.ui.metadata.chips import ChipsField
from journal_app.ui.metadata.form import FieldEdited, FieldRemoved, HeadEdited, MetadataForm
from journal_app.ui.metadata.row import REMOVE_KEYS, Row

Made = Callable[..., "object"]
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")

NESTED = """---
title: A nested one
pubDate: 2024-11-17
heroImage: {src : "a.png", color: '#424242'}
tags: [a, b]
draft: true
weight: 12
ratio: 0.5
nothing:
people:
  - name: A
odd: free text
---
x
"""


def row(form: MetadataForm, *path: str) -> Row:
    found = form.pane.common.row(path) or form.pane.rare.row(path)
    assert found is not None
    return found


def focus(widget: QWidget) -> None:
    widget.window().activateWindow()
    widget.setFocus()


def test_filling_is_no_edit(made) -> None:
    desk = made()
    desk.form.rare_shown = True
    desk.open(NESTED)
    desk.open("no head here")
    desk.open('{\n  "title": "j"\n}\nx\n')
    desk.open("---\ntitle: [\n---\n")
    assert desk.said == []


def test_the_title_is_told_at_each_key(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.focus_title()
    qtbot.keyClicks(desk.form.title.line(), "ab")
    assert desk.edits == [("title", "a"), ("title", "ab")]
    assert desk.post.fields["title"] == "ab"


def test_typing_goes_on_where_it_was_after_the_post_comes_back(made, qtbot: QtBot) -> None:
    desk = made()
    line = desk.form.title.line()
    focus(line)
    cursor = line.textCursor()
    cursor.setPosition(2)
    line.setTextCursor(cursor)
    qtbot.keyClicks(line, "xy")
    assert desk.post.fields["title"] == "周记xy Week7"
    assert line.textCursor().position() == 4


def test_the_line_with_the_caret_stays_in_sight_while_its_field_grows(made, qtbot: QtBot) -> None:
    desk = made()
    desk.column.resize(420, 320)
    entry = row(desk.form, "excerpt").field.entry()
    focus(entry)
    entry.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(entry, "some more words and then " * 20)
    pane = desk.form.pane

    def is_seen() -> bool:
        line = entry.cursorRect()
        top = entry.viewport().mapTo(pane.viewport(), line.topLeft()).y()
        return top >= 0 and top + line.height() <= pane.viewport().height()

    assert pane.verticalScrollBar().maximum() > 0
    assert desk.form.window().focusWidget() is entry
    qtbot.waitUntil(is_seen)
    entry.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.waitUntil(is_seen)


def test_an_empty_text_where_others_have_a_list_takes_words(made, qtbot: QtBot) -> None:
    desk = made("---\ntitle: a\ndate: 2024-01-01\ncategories: ''\ntags: \"\"\n---\nx\n")
    for name in ("categories", "tags"):
        assert row(desk.form, name).kind == "list"
    row(desk.form, "categories").field.edited.emit(["Daily Talk"])
    assert desk.post.fields["categories"] == ["Daily Talk"] and desk.post.fields["tags"] == ""


def test_half_composed_text_is_not_told(made) -> None:
    desk = made()
    for entry in (desk.form.title.line(), row(desk.form, "excerpt").field.entry()):
        desk.said.clear()
        QApplication.sendEvent(entry, QInputMethodEvent("ni hao", []))
        assert desk.said == []
        done = QInputMethodEvent("", [])
        done.setCommitString("你好")
        QApplication.sendEvent(entry, done)
        assert len(desk.edits) == 1 and "你好" in str(desk.edits[0][1])
        assert "ni hao" not in str(desk.edits)


def test_an_edit_of_the_body_touches_no_half_typed_date(made, qtbot: QtBot) -> None:
    desk = made()
    entry = row(desk.form, "date").field.entry()
    focus(entry)
    entry.selectAll()
    qtbot.keyClicks(entry, "2024-02-")
    desk.post = desk.post.with_body("more")
    desk.show()
    assert entry.text() == "2024-02-"
    desk.post = desk.post.with_field("title", "another")
    desk.show()
    assert entry.text() == "2024-02-" and desk.said == []


def test_what_was_half_typed_in_one_post_never_lands_in_another(made, qtbot: QtBot) -> None:
    for next_text in ("no head", "---\ntitle: b\n---\nx\n", "---\ntitle: [\n---\nx\n", '{\n "title": "j"\n}\n', NESTED):
        desk = made("---\ntitle: a\npubDate: 2024-01-01\nupdated: 2024-01-02\ntags: [a]\n---\nx\n")
        desk.form.rare_shown = True
        for name in ("updated", "pubDate"):
            entry = row(desk.form, name).field.entry()
            focus(entry)
            entry.selectAll()
            qtbot.keyClicks(entry, "2025-05-05")
            desk.open(next_text)
            assert desk.said == []
            desk.open("---\ntitle: a\npubDate: 2024-01-01\nupdated: 2024-01-02\ntags: [a]\n---\nx\n", "first.md")
            assert desk.said == [] and row(desk.form, name).field.entry().text().startswith("2024-01-0")


def test_commit_tells_what_is_half_typed(made, qtbot: QtBot) -> None:
    desk = made()
    entry = row(desk.form, "date").field.entry()
    entry.selectAll()
    qtbot.keyClicks(entry, "2024-02-20 08:00")
    tags = row(desk.form, "tags").field
    tags.open_entry()
    qtbot.keyClicks(tags.line(), "half")
    desk.form.commit()
    assert set(map(str, desk.edits)) >= {str(("date", "2024-02-20 08:00:30+0800"))}
    assert desk.post.fields["tags"] == ["科研", "读书", "half"]


def test_another_value_from_elsewhere_is_shown(made) -> None:
    desk = made()
    desk.form.rare_shown = True
    desk.post = desk.post.with_field("title", "undone").with_field("top", 3)
    desk.show()
    assert desk.form.title.line().text() == "undone"
    assert row(desk.form, "top").field.entry().text() == "3"
    assert desk.said == []


def test_widgets_of_unchanged_fields_stay_the_same(made) -> None:
    desk = made()
    desk.form.rare_shown = True
    before = [row(desk.form, name) for name in ("date", "categories", "tags", "excerpt", "image", "top")]
    desk.post = desk.post.with_field("title", "x").with_field("new", "y")
    desk.show()
    assert [row(desk.form, name) for name in ("date", "categories", "tags", "excerpt", "image", "top")] == before


def test_a_refused_edit_is_said_below_its_field_and_taken_back(made) -> None:
    desk = made()
    desk.form.refuse("excerpt", "excerpt was not changed: two fields have this name.")
    assert row(desk.form, "excerpt").sentence() == "excerpt was not changed: two fields have this name."
    entry = row(desk.form, "excerpt").field.entry()
    entry.insertPlainText("now ")
    assert row(desk.form, "excerpt").sentence() == ""
    desk.form.refuse("title", "title was not changed.")
    assert desk.form.title.sentence() == "title was not changed."
    desk.form.refuse(("heroImage", "src"), "no such field")
    assert desk.form.title.sentence() == "no such field"


def test_a_refused_edit_shows_the_posts_value_again(made) -> None:
    desk = made()
    desk.form.field_edited.disconnect(desk.edit)
    entry = row(desk.form, "excerpt").field.entry()
    entry.selectAll()
    entry.insertPlainText("lost")
    desk.form.refuse("excerpt", "No.")
    assert entry.text() == "2024-02-12 ~ 2024-02-18."


def test_rare_fields_fold_behind_their_names(made, qtbot: QtBot) -> None:
    desk = made()
    assert desk.form.bar.fold.words() == "Cover, Pinned, Comments"
    assert not desk.form.pane.rare.isVisible()
    qtbot.mouseClick(desk.form.bar.fold, Qt.MouseButton.LeftButton)
    assert desk.form.pane.rare.isVisible() and desk.form.rare_shown


def test_folding_leaves_the_title_line(made) -> None:
    desk = made()
    desk.form.folded = True
    assert desk.form.title.isVisible() and not desk.form.pane.common.isVisible() and not desk.form.bar.isVisible()
    desk.form.folded = False
    assert desk.form.pane.common.isVisible()


def test_each_field_of_a_map_is_a_row_of_its_own(made, qtbot: QtBot) -> None:
    desk = made(NESTED)
    desk.form.rare_shown = True
    entry = row(desk.form, "heroImage", "src").field.entry()
    entry.selectAll()
    qtbot.keyClicks(entry, "b")
    assert desk.edits == [(("heroImage", "src"), "b")]
    assert """heroImage: {src : "b", color: '#424242'}""" in desk.post.head_text
    assert row(desk.form, "heroImage", "src").kind == "image"
    assert row(desk.form, "heroImage", "color").plan.depth == 1


def test_unknown_fields_are_shown_by_their_key_and_editable(made, qtbot: QtBot) -> None:
    desk = made(NESTED)
    desk.form.rare_shown = True
    odd = row(desk.form, "odd")
    assert odd.label().text() == "odd"
    qtbot.keyClicks(odd.field.entry(), "!")
    assert desk.edits == [("odd", "free text!")] or desk.edits == [("odd", "!free text")]


def test_a_null_becomes_a_text_under_the_authors_hands(made, qtbot: QtBot) -> None:
    desk = made(NESTED)
    desk.form.rare_shown = True
    nothing = row(desk.form, "nothing")
    focus(nothing.field.entry())
    qtbot.keyClicks(nothing.field.entry(), "so")
    assert desk.post.fields["nothing"] == "so"
    assert row(desk.form, "nothing") is nothing


def test_a_list_of_maps_is_shown_and_not_edited(made) -> None:
    desk = made(NESTED)
    desk.form.rare_shown = True
    people = row(desk.form, "people")
    assert people.kind == "fixed" and people.field.entry().isReadOnly()
    assert people.field.entry().text() == '[{"name": "A"}]'


def test_a_duplicate_key_is_locked_with_its_reason(made, qtbot: QtBot) -> None:
    desk = made("---\ntitle: a\ndate: 2024-01-01\ntop: 1\ntop: 2\n---\nx\n")
    desk.form.rare_shown = True
    locked = row(desk.form, "top")
    assert desk.post.locked["top"] in locked.field.toolTip()
    assert locked.field.entry().isReadOnly() and not row(desk.form, "date").field.entry().isReadOnly()
    qtbot.keyClicks(locked.field.entry(), "9")
    locked.ask_removal()
    assert desk.said == []


def test_a_read_only_post_is_read_only_everywhere(made, qtbot: QtBot) -> None:
    # NUL in the middle of a head in an encoding that does not round-trip would do; the envelope says it plainly.
    from dataclasses import replace

    desk = made()
    desk.post = replace(desk.post, envelope=replace(desk.post.envelope, read_only="The file is not text."))
    desk.show()
    form = desk.form
    form.rare_shown = True
    assert form.title.line().isReadOnly() and form.source.text.isReadOnly()
    assert all(
        shown.plan.locked == "The file is not text." for shown in form.pane.common.rows() + form.pane.rare.rows()
    )
    assert not form.pane.add.isVisible()
    qtbot.keyClicks(form.title.line(), "x")
    assert desk.said == []


def test_a_json_head_is_edited_as_source(made, qtbot: QtBot) -> None:
    desk = made('{\n  "title": "j",\n  "tags": ["a"]\n}\n\nx\n')
    assert desk.form.title.line().isReadOnly()
    assert not row(desk.form, "tags").field.chips()[0].isHidden()
    desk.form.show_view("source")
    assert not desk.form.source.text.isReadOnly()
    text = desk.form.source.text
    text.fill("")
    text.insertPlainText('{\n  "title": "k"\n}')
    assert desk.post.fields["title"] == "k"
    assert desk.form.title.line().text() == "k"


# --- adding and removing


def test_a_usual_field_is_added_from_the_menu_and_gets_the_focus(made, qtbot: QtBot) -> None:
    desk = made("---\ntitle: a\n---\nx\n")
    actions = {action.data(): action for action in desk.form.pane.add.menu.actions() if action.data()}
    assert list(actions) == ["image", "top"]
    actions["top"].trigger()
    assert desk.edits == [("top", 1)]
    assert desk.form.rare_shown
    assert QApplication.focusWidget() is row(desk.form, "top").field.entry()


def test_a_field_of_ones_own_is_added_by_name_and_kind(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.rare_shown = True
    desk.form.pane.add.menu.actions()[-1].trigger()
    qtbot.keyClicks(desk.form.pane.add.name, "mood")
    desk.form.pane.add.kind.setCurrentIndex(desk.form.pane.add.kind.findData("list"))
    qtbot.keyClick(desk.form.pane.add.name, Qt.Key.Key_Return)
    assert desk.edits == [("mood", [])]
    assert isinstance(row(desk.form, "mood").field, ChipsField)


def test_a_name_the_post_has_cannot_be_added(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.rare_shown = True
    desk.form.pane.add.open_entry()
    qtbot.keyClicks(desk.form.pane.add.name, "top")
    assert not desk.form.pane.add.add.isEnabled()
    qtbot.keyClick(desk.form.pane.add.name, Qt.Key.Key_Return)
    assert desk.said == []
    qtbot.keyClick(desk.form.pane.add.name, Qt.Key.Key_Escape)
    assert desk.form.pane.add.button.isVisible()


def test_a_field_is_removed_by_its_cross_and_by_keys(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.rare_shown = True
    row(desk.form, "comments").ask_removal()
    entry = row(desk.form, "image").field.entry()
    focus(entry)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    assert REMOVE_KEYS == "Ctrl+Shift+Delete"
    qtbot.keyClick(entry, Qt.Key.Key_Delete, modifiers)
    assert [wish.name for wish in desk.said if isinstance(wish, FieldRemoved)] == ["comments", "image"]
    assert QApplication.focusWidget() is row(desk.form, "top").field.entry()


def test_a_post_without_a_head_can_be_given_one(made, qtbot: QtBot) -> None:
    desk = made("# My heading\n\nx\n")
    assert desk.form.empty.isVisible() and not desk.form.bar.isVisible()
    qtbot.mouseClick(desk.form.empty.button, Qt.MouseButton.LeftButton)
    assert [name for name, _ in desk.edits] == ["title", "date"]
    assert desk.post.fields["title"] == "My heading"
    assert not desk.form.empty.isVisible() and desk.form.pane.common.isVisible()


def test_fields_the_journal_usually_has_wait_empty(made, qtbot: QtBot) -> None:
    desk = made("---\ntitle: a\n---\nx\n")
    assert row(desk.form, "tags").plan.absent
    row(desk.form, "tags").ask_removal()
    assert desk.said == []
    qtbot.keyClicks(row(desk.form, "excerpt").field.entry(), "b")
    assert desk.edits == [("excerpt", "b")]
    assert not row(desk.form, "excerpt").plan.absent


# --- source


def test_the_source_is_the_head_both_ways(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.show_view("source")
    text = desk.form.source.text
    assert text.text() + "\n" == desk.post.head_text
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    text.setTextCursor(cursor)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "mood: good")
    assert desk.post.fields["mood"] == "good"
    assert all(isinstance(wish, HeadEdited) for wish in desk.said)
    assert text.textCursor().atEnd()
    desk.form.show_view("form")
    desk.form.rare_shown = True
    assert row(desk.form, "mood").field.entry().text() == "good"
    desk.post = desk.post.with_field("title", "t")
    desk.show()
    desk.form.show_view("source")
    assert "title: t" in text.text()


def test_a_broken_head_gives_way_to_the_source_with_the_line_marked(made) -> None:
    desk = made("---\ntitle: a\ntags: [b\nx: 1\n---\nbody\n")
    form = desk.form
    assert form.view() == "source" and form.source.isVisible() and not form.pane.common.isVisible()
    assert not form.bar.form.isEnabled()
    broken = desk.post.broken
    assert broken is not None and form.source.sentence() == f"Line {broken.line}: {broken.reason}."
    assert form.source.marked_line() == broken.line - 1
    desk.open("---\ntitle: a\n---\n")
    assert form.view() == "form" and form.source.sentence() == ""


def test_mending_the_source_does_not_throw_the_author_out_of_it(made, qtbot: QtBot) -> None:
    desk = made("---\ntitle: a\ntags: [b\n---\nbody\n")
    text = desk.form.source.text
    focus(text)
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    text.setTextCursor(cursor)
    qtbot.keyClicks(text, "]")
    assert desk.post.broken is None
    assert desk.form.view() == "source" and text.hasFocus() and desk.form.bar.form.isEnabled()


def test_a_head_that_never_closes_is_told_and_mended_in_the_body(made) -> None:
    desk = made("---\ntitle: a\n\nbody without a fence\n")
    assert desk.post.broken is not None
    assert desk.form.empty.isVisible() and not desk.form.empty.button.isVisible()


# --- odd shapes


def test_nested_categories_are_chips_that_keep_their_shape(made, qtbot: QtBot) -> None:
    desk = made()
    desk.open("---\ntitle: a\ncategories:\n  - [Tech, Web] # why\n  - Life\n---\nx\n")
    field = row(desk.form, "categories").field
    assert [chip.text() for chip in field.chips()] == ["Tech / Web", "Life"]
    qtbot.mouseDClick(field.chips()[0], Qt.MouseButton.LeftButton)
    assert not field.line().isVisible()  # a way is no one word: it is moved, or taken out
    field.open_entry()
    qtbot.keyClicks(field.line(), "New")
    qtbot.keyClick(field.line(), Qt.Key.Key_Return)
    assert desk.post.fields["categories"] == [["Tech", "Web"], "Life", "New"]
    assert "- [Tech, Web] # why" in desk.post.head_text
    qtbot.keyClick(field.chips()[1], Qt.Key.Key_Delete)
    assert desk.post.fields["categories"] == [["Tech", "Web"], "New"]


def test_a_list_of_maps_is_no_row_of_chips(made) -> None:
    desk = made()
    desk.open("---\ntitle: a\ncategories:\n  - name: Tech\n---\nx\n")
    assert row(desk.form, "categories").kind != "list"


def test_deep_and_long_names_are_read_whole(made) -> None:
    desk = made()
    desk.form.rare_shown = True
    desk.open("---\ntitle: a\nparams:\n  deeper:\n    deepest:\n      wordy: 1\ncanonicalAddress: x\n---\nx\n")
    assert row(desk.form, "params", "deeper", "deepest", "wordy").label().text() == "wordy"
    assert row(desk.form, "canonicalAddress").label().text() == "canonicalAddress"


def test_a_very_long_title_is_three_lines_high(made, qtbot: QtBot) -> None:
    desk = made()
    line = desk.form.title.line()
    desk.open("---\ntitle: one\n---\nx\n")
    qtbot.wait(20)
    one = line.height()
    desk.open(f"---\ntitle: {'一个非常长的标题' * 40}\n---\nx\n", "long.md")
    qtbot.waitUntil(lambda: line.verticalScrollBar().isVisible())
    assert line.height() < 4 * one


# --- reach


def test_tab_goes_through_the_fields_in_reading_order(made, qtbot: QtBot) -> None:
    desk = made()
    desk.form.rare_shown = True
    stops = []
    focus(desk.form.title.line())
    for _ in range(40):
        here = QApplication.focusWidget()
        if here in stops:
            break
        stops.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    tags = row(desk.form, "tags").field
    wanted = [
        desk.form.title.line(),
        row(desk.form, "date").field.entry(),
        row(desk.form, "categories").field.chips()[0],
        row(desk.form, "categories").field.entry(),
        tags.chips()[0],
        tags.entry(),
        row(desk.form, "excerpt").field.entry(),
        row(desk.form, "image").field.entry(),
        row(desk.form, "top").field.entry(),
        row(desk.form, "comments").field.entry(),
        desk.form.pane.add.button,
        desk.form.bar.form,
        desk.form.bar.fold,
    ]
    assert [stop for stop in stops if stop in wanted] == wanted


def test_every_field_has_a_label_buddy_and_a_name(made) -> None:
    desk = made(NESTED)
    for shown in desk.form.pane.common.rows() + desk.form.pane.rare.rows():
        entry = shown.field.entry()
        assert shown.label().buddy() is entry
        assert entry.accessibleName()
    assert desk.form.title.line().accessibleName() == "Title"


def test_the_form_never_takes_the_whole_column(made) -> None:
    many = "".join(f"field{number}: x\n" for number in range(60))
    desk = made(f"---\ntitle: a\n{many}---\nx\n")
    desk.form.rare_shown = True
    column = desk.form.parentWidget()
    column.layout().activate()
    assert desk.form.sizeHint().height() <= column.height() * 0.6


HERE = Path("a")


@pytest.mark.parametrize("wish", (FieldEdited(HERE, "t", 1), FieldRemoved(HERE, "t"), HeadEdited(HERE, "")))
def test_wishes_are_values(wish: object) -> None:
    with pytest.raises(AttributeError):
        wish.path = Path("b")  # type: ignore[attr-defined]


def test_another_language_is_spoken_at_once(made, qtbot: QtBot) -> None:
    class Chinese(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(self, context: str, text: str, disambiguation: str = "", n: int = -1) -> str | None:  # type: ignore[override]
            return {"Tags": "标签", "Form": "表单", "＋ Add field": "＋ 添加字段"}.get(text)

    desk = made()
    desk.form.rare_shown = True
    assert row(desk.form, "tags").label().text() == "Tags"
    chinese = Chinese()
    QApplication.installTranslator(chinese)
    try:
        qtbot.waitUntil(lambda: desk.form.bar.form.text() == "表单")
        assert row(desk.form, "tags").label().text() == "标签"
        assert desk.form.add.button.text() == "＋ 添加字段"
        assert desk.said == []
    finally:
        QApplication.removeTranslator(chinese)


def test_a_renamed_post_is_shown_without_an_edit(made) -> None:
    desk = made()
    desk.post = desk.post.with_path(Path("/journal/else.md"))
    desk.show()
    desk.form.title.line().insertPlainText("x")
    assert desk.said[0].path == Path("/journal/else.md")  # type: ignore[attr-defined]
    assert isinstance(desk.post, Post)
