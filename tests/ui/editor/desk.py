"""A stand-in for the desk: holds each post's body and head, takes the editor's wishes, tells it the new post."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from journal_app.post.post import Bulk
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import BodyEdited, HeadText

POST = Path("/journal/post.md")


@dataclass(frozen=True)
class Post:
    path: Path
    body: str
    revision: int = 0
    read_only: str = ""
    head: str = ""
    encoding: str = "utf-8"
    offers: tuple[str, ...] = ()
    bulk: Bulk | None = None


class Desk(QObject):
    """Echoes every edit back, as the window's wiring does."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.posts: dict[Path, Post] = {}
        self.splices = []
        self.bodies = []  # after each change of a body
        editor.body_edited.connect(self._body_edited)
        editor.head_requested.connect(self._head_requested)

    @property
    def post(self) -> Post:
        return self.posts[POST]

    def open(self, body: str, path: Path = POST, **more) -> None:
        self.posts.setdefault(path, Post(path, body, **more))
        self.editor.show_post(self.posts[path])

    def edit_head(self, text: str, merge_key: str = "") -> None:
        before = self.post.head
        self.posts[POST] = replace(self.post, head=text, revision=self.post.revision + 1)
        self.editor.push_head_edit(POST, "Change the title", before, text, merge_key)
        self.editor.take_post(self.post)

    def change_outside(self, body: str) -> None:
        if body != self.post.body:
            self.bodies.append(body)
        self.posts[POST] = replace(self.post, body=body, revision=self.post.revision + 1)
        self.editor.take_post(self.post)

    @Slot(object)
    def _body_edited(self, edit: BodyEdited) -> None:
        post = self.posts[edit.path]
        self.splices.append(edit.splice)
        body = edit.splice.applied(post.body)
        self.bodies.append(body)
        self.posts[edit.path] = replace(post, body=body, revision=post.revision + 1)
        self.editor.take_post(self.posts[edit.path])

    @Slot(object)
    def _head_requested(self, edit: HeadText) -> None:
        post = self.posts[edit.path]
        self.posts[edit.path] = replace(post, head=edit.text, revision=post.revision + 1)
        self.editor.take_post(self.posts[edit.path])


def press(editor: Editor, key=Qt.Key.Key_unknown, text: str = "", modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(editor.view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def type_text(editor: Editor, text: str) -> None:
    for letter in text:
        if letter == "\n":
            press(editor, Qt.Key.Key_Return, "\r")
        else:
            press(editor, Qt.Key.Key_unknown, letter)


def paste(editor: Editor, text: str) -> None:
    carried = QMimeData()
    carried.setText(text)
    editor.view.insertFromMimeData(carried)


def compose(editor: Editor, pending: str) -> None:
    QApplication.sendEvent(editor.view, QInputMethodEvent(pending, []))


def commit(editor: Editor, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor.view, event)


def shown(editor: Editor) -> str:
    return editor.view.document().toRawText().replace("\u2029", "\n")


def select(editor: Editor, start: int, end: int | None = None) -> None:
    cursor = editor.view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start if end is None else end, cursor.MoveMode.KeepAnchor)
    editor.view.setTextCursor(cursor)
