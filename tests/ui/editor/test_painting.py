"""After any edits the view looks as if the text had just been opened."""

import random

import pytest
from PySide6.QtWidgets import QApplication

from journal_app.ui.editor.editor import Editor
from tests.ui.editor.desk import POST, Desk, Post, compose, paste, press, select, type_text

STARTS = ("", "```\nx = 1\n```\n# head\n", "周一的**组会**比想象中短 *a* `b`\n\n" * 3, "- a\n- b\n" * 5)
LONG = "周一的组会比想象中短" * 3


def draw(editor: Editor):
    editor.view.setCursorWidth(0)
    for _ in range(4):
        QApplication.processEvents()
    # What is on the screen shows also a repaint that was forgotten; where windows may overlap, painting it anew.
    if QApplication.platformName() == "offscreen":
        return QApplication.primaryScreen().grabWindow(editor.winId()).toImage()
    return editor.grab().toImage()


def edit(editor: Editor, chance: random.Random) -> None:
    last = editor.view.document().characterCount() - 1
    chance.choice(
        (
            lambda: type_text(editor, "".join(chance.choices("ab周`*\n- #", k=6))),
            lambda: select(editor, chance.randint(0, last)),
            lambda: select(editor, chance.randint(0, last), chance.randint(0, last)),
            lambda: press(editor, 0x01000003),  # Backspace
            lambda: paste(editor, chance.choice(("```\n", LONG, "a\nb", "$$\n", "~~~", "<!--"))),
            lambda: editor.run(chance.choice(("bold", "list", "quote", "heading_2", "indent", "code"))),
            editor.undo,
            editor.undo,
            editor.redo,
        )
    )()


@pytest.mark.parametrize("seed", range(12))
def test_an_edited_view_looks_like_a_fresh_one(qtbot, seed):
    chance = random.Random(seed)
    edited, fresh = Editor(), Editor()
    for one in (edited, fresh):
        qtbot.addWidget(one)
        one.resize(400, 340)
        one.show()
    desk = Desk(edited)
    desk.open(chance.choice(STARTS))
    for _ in range(20):
        edit(edited, chance)
        if chance.random() < 0.3:
            seen = draw(edited)
            fresh.forget(POST)
            fresh.show_post(Post(POST, desk.post.body))
            cursor = edited.view.textCursor()
            select(fresh, cursor.anchor(), cursor.position())
            if edited.view.verticalScrollBar().value() == fresh.view.verticalScrollBar().value() == 0:
                assert draw(fresh) == seen, repr(desk.post.body)


def test_half_typed_words_are_underlined_among_the_colours(qtbot, editor):
    Desk(editor).open("# 周记")
    editor.show()
    plain = draw(editor)
    select(editor, 3)
    compose(editor, "ke")
    assert draw(editor) != plain
    compose(editor, "")
    select(editor, 0)
    assert draw(editor) == plain
