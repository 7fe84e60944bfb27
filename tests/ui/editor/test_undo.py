"""Undo takes back form and body edits in the order they were made."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.mirror import units
from tests.ui.editor.desk import Desk, commit, compose, paste, press, select, shown, type_text

TEXTS = st.text(st.sampled_from("ab 周记\n\u00a0\u2028😀*-"), min_size=1, max_size=4)
STEPS = st.one_of(
    st.tuples(st.just("type"), st.text(st.sampled_from("ab周\n- 😀"), min_size=1, max_size=3)),
    st.tuples(st.just("head"), st.sampled_from(("title: a", "title: b", "title: c", ""))),
    st.tuples(st.just("undo"), st.just("")),
    st.tuples(st.just("undo"), st.just("")),
    st.tuples(st.just("redo"), st.just("")),
    st.tuples(st.just("move"), st.integers(0, 40)),
    st.tuples(st.just("select"), st.integers(0, 40)),
    st.tuples(st.just("delete"), st.just("")),
    st.tuples(st.just("paste"), TEXTS),
    st.tuples(st.just("compose"), st.sampled_from(("科研", "好"))),
    st.tuples(st.just("run"), st.sampled_from(("bold", "list", "quote", "heading_2", "indent", "outdent"))),
    st.tuples(st.just("outside"), TEXTS),
)


@dataclass(frozen=True)
class Moment:
    body: str
    head: str
    kind: str


def moment(desk: Desk, kind: str = "") -> Moment:
    return Moment(desk.post.body, desk.post.head, kind)


def unit(desk: Desk, point: int) -> int:
    """Where the caret can stand: never between the two halves of a character."""
    return units(desk.post.body[:point])


def do(desk: Desk, step: tuple[str, object]) -> None:
    editor = desk.editor
    name, told = step
    if name == "type":
        type_text(editor, told)
    elif name == "head":
        desk.edit_head(told)
    elif name == "move":
        select(editor, unit(desk, told))
    elif name == "select":
        select(editor, editor.view.textCursor().position(), unit(desk, told))
    elif name == "delete":
        press(editor, Qt.Key.Key_Backspace)
    elif name == "paste":
        paste(editor, told)
    elif name == "compose":
        compose(editor, "ke")
        compose(editor, "ke yan")
        commit(editor, told)
    elif name == "run":
        editor.run(told)
    elif name == "outside":
        desk.change_outside(told)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(("", "one\ntwo", "- a\n- b\n", "😀周\n```\nx")), steps=st.lists(STEPS, max_size=24))
def test_undo_takes_back_every_edit_in_its_order(qapp, start, steps):
    editor = Editor()
    desk = Desk(editor)
    desk.open(start)
    past = [moment(desk)]  # every moment there was, back to which undo may go
    future: list[list[Moment]] = []  # what each undo took back
    for step in steps:
        if step[0] == "undo":
            could = editor.can_undo()
            editor.undo()
            now = moment(desk)
            if not could:
                assert now.body == past[-1].body and now.head == past[-1].head
                continue
            back = len(past) - 1
            taken: list[Moment] = []
            if past[-1].kind == "head":
                taken.append(past.pop())
            else:
                # Typing may be one step with typing before it, never past a head edit.
                while (past[-1].body, past[-1].head) != (now.body, now.head) or not taken:
                    assert past[-1].kind == "body", f"undo went past {past[-1]} at {back}"
                    taken.append(past.pop())
            assert (past[-1].body, past[-1].head) == (now.body, now.head)
            future.append(taken)
        elif step[0] == "redo":
            editor.redo()
            if future:
                past.extend(reversed(future.pop()))
            assert (desk.post.body, desk.post.head) == (past[-1].body, past[-1].head)
        else:
            desk.bodies.clear()
            do(desk, step)
            now = [moment(desk, "head")] if step[0] == "head" else []
            now += [Moment(body, desk.post.head, "body") for body in desk.bodies]
            past += now
            if now:
                future.clear()
        assert shown(editor) == desk.post.body
        leaf = editor._leaf
        assert leaf.mirror.text == desk.post.body and leaf.mirror.units == leaf.document.characterCount() - 1
    while editor.can_undo():
        editor.undo()
    assert (desk.post.body, desk.post.head) == (start, "")
    editor.deleteLater()


def test_head_edits_with_one_key_are_one_step(editor):
    desk = Desk(editor)
    desk.open("text")
    for title in ("t", "ti", "tit"):
        desk.edit_head(title, "title")
    type_text(editor, "x")
    desk.edit_head("title", "title")
    editor.undo()
    assert desk.post.head == "tit" and desk.post.body == "xtext"
    editor.undo()
    assert desk.post.body == "text"
    editor.undo()
    assert desk.post.head == ""
    assert not editor.can_undo()
    editor.redo()
    assert desk.post.head == "tit"


def test_ctrl_z_and_the_menu_go_to_the_same_stack(editor):
    desk = Desk(editor)
    desk.open("")
    type_text(editor, "a")
    desk.edit_head("title: a")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(editor, Qt.Key.Key_Z, "\x1a", control)
    assert (desk.post.body, desk.post.head) == ("a", "")
    press(editor, Qt.Key.Key_Z, "\x1a", control)
    assert (desk.post.body, desk.post.head) == ("", "")
    press(editor, Qt.Key.Key_Z, "\x1a", control | shift)
    editor.run("redo")
    assert (desk.post.body, desk.post.head) == ("a", "title: a")


def test_each_post_keeps_its_own_undo_caret_and_scroll(editor, tmp_path):
    desk = Desk(editor)
    editor.show()
    desk.open("line\n" * 200)
    editor.go_to_line(100)
    type_text(editor, "x")
    at, top = editor.view.textCursor().position(), editor.top_line()
    desk.open("another", tmp_path / "b.md")
    type_text(editor, "y")
    assert desk.posts[tmp_path / "b.md"].body == "yanother"
    desk.open("")
    assert editor.view.textCursor().position() == at
    assert editor.top_line() == top > 10
    editor.undo()
    assert desk.post.body == "line\n" * 200
    assert desk.posts[tmp_path / "b.md"].body == "yanother"


def test_a_new_line_begins_a_new_step(editor):
    desk = Desk(editor)
    desk.open("")
    type_text(editor, "one\ntwo")
    editor.undo()
    assert desk.post.body == "one\n"
