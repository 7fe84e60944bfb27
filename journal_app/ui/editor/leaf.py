"""One post's document: its text, mirror, undo, colours, caret and scroll. Does not know the view."""

import re
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from journal_app.post.splice import Splice, difference
from journal_app.ui.editor.facts import BodyEdited, HeadText, ShownPost
from journal_app.ui.editor.highlighter import Highlighter
from journal_app.ui.editor.layout import LeafLayout
from journal_app.ui.editor.mirror import Mirror
from journal_app.ui.editor.undo import History
from journal_app.ui.messages import reason

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; it is translated when it is shown."""
    return text


LARGEST = 8_000_000  # characters; above it a post is shown, not edited
LONGEST_LINE = 100_000
# Qt looks for a place to break each row up to the end of such a run: 8 s for 100,000 letters.
_UNBROKEN = re.compile(r"[!-~]{3000}")
_SLICE = 400_000
_PAUSE = 2.0  # seconds of rest after which typing is a new undo step
_QT_BREAKS = str.maketrans(dict.fromkeys("\u2029\ufdd0\ufdd1", "\n"))


def has_long_line(text: str) -> bool:
    """Whether a line is longer than the editor can lay out while one types."""
    at = 0
    while len(text) - at > LONGEST_LINE:
        found = text.rfind("\n", at, at + LONGEST_LINE + 1)
        if found < 0:
            return True
        at = found + 1
    return False


class Leaf(QObject):
    """One post's document. Its edits go out as facts; what it is given by `take` does not."""

    edited = Signal(object)  # BodyEdited
    head_wanted = Signal(object)  # HeadText
    colours_wanted = Signal()
    caret_wanted = Signal(object)  # int: the document's own undo or redo put the caret here, in UTF-16 units

    def __init__(self, post: ShownPost, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path = post.path
        self.caret = 0
        self.anchor = 0
        self.scroll = 0
        self._own_reason = ""
        self._posts_reason = post.read_only
        self.document = QTextDocument(self)
        self._layout = LeafLayout(self.document)
        self.document.setDocumentLayout(self._layout)
        self.document.setUndoRedoEnabled(False)
        if _UNBROKEN.search(post.body):
            option = self.document.defaultTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.document.setDefaultTextOption(option)
        self.is_large = len(post.body) > LARGEST or has_long_line(post.body)
        self._unfilled, self._filled = "", 0
        self._filler = QTimer(self)
        self._filler.setInterval(0)
        self._filler.timeout.connect(self._fill_slice)
        self._taking = False
        self._telling = False
        self._late: ShownPost | None = None
        self._splices: tuple[Splice, ...] = ()
        self._typed_at = 0.0
        self.mirror = Mirror(post.body)
        self._fill(post.body)
        self.highlighter = Highlighter(self.document, plain=self.is_large)
        self.history = History(
            self.document,
            translate("Editor", "Typing"),
            self._undo_body,
            self._redo_body,
            self._ask_head,
            self,
        )
        self.document.contentsChange.connect(self._contents_change)
        self.document.contentsChanged.connect(self._contents_changed)

    @property
    def reason(self) -> str:
        """Why the author may only look, "" when the post is edited."""
        return translate("Editor", self._own_reason) if self._own_reason else reason(self._posts_reason)

    @property
    def is_read_only(self) -> bool:
        """Whether the author may only look."""
        return bool(self._own_reason or self._posts_reason)

    def take(self, post: ShownPost) -> None:
        """Bring the post's body in as one undoable step, when it is another than the document's."""
        if self.mirror.is_known(post.body):
            return
        if self._telling:
            if not self.mirror.agrees(post.body):
                self._late = post
            else:
                self._late = None
            return
        self._late = None
        if not self.mirror.agrees(post.body):
            self._bring_in(post.body)

    def set_reason(self, reason: str) -> None:
        """Why the post is not edited, "" when it is. The editor's own reason stands."""
        self._posts_reason = reason

    def text_in(self, unit: int, count: int) -> str:
        """A piece of the document, "\\n" between lines; both in UTF-16 units."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(unit)
        cursor.setPosition(unit + count, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    # Filling

    def _fill(self, text: str) -> None:
        if self.is_large:
            self._own_reason = QT_TRANSLATE_NOOP("Editor", "This post is too large to be edited here.")
            self._unfilled, self._filled = text, 0
            self._fill_slice()
            return
        self._own_reason = ""
        self.document.setPlainText(text)
        if self.document.toRawText().replace("\u2029", "\n") != text:
            self._own_reason = QT_TRANSLATE_NOOP(
                "Editor", "This post holds characters that cannot be kept while editing, so it is only shown."
            )
            return
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)

    @Slot()
    def _fill_slice(self) -> None:
        end = self._unfilled.find("\n", self._filled + _SLICE) + 1 or len(self._unfilled)
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._unfilled[self._filled : end])
        self._filled = end
        if end < len(self._unfilled):
            self._filler.start()
        else:
            self._filler.stop()
            self._unfilled = ""

    def _bring_in(self, text: str) -> None:
        if self._own_reason:
            self._taking = True
            self.mirror = Mirror(text)
            self.document.clear()
            self._fill(text)
            self._taking = False
            return
        splice = difference(self.mirror.text, text)
        self._taking = True
        self.history.seal()
        cursor = QTextCursor(self.document)
        cursor.setPosition(self.mirror.unit(splice.position))
        end = self.mirror.unit(splice.position + splice.removed)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.insertText(splice.added.translate(_QT_BREAKS))
        cursor.endEditBlock()
        self.history.seal()
        self._taking = False

    # Edits

    @Slot(int, int, int)
    def _contents_change(self, unit: int, removed: int, added: int) -> None:
        """When the whole text changes Qt counts the paragraph after the last line in; both sides lose it."""
        if self._own_reason:
            return
        now = self.document.characterCount() - 1
        over = max(0, unit + added - now)
        removed, added = max(0, removed - over), added - over
        if self._splices or self.mirror.units - removed + added != now:
            self._layout.expect(unit, in_line=False)
            whole = self.document.toRawText().replace("\u2029", "\n")
            splice = difference(self.mirror.text, whole)
            self._splices = (splice,) if splice.removed or splice.added else ()
        else:
            new = self.text_in(unit, added)
            in_line = "\n" not in new and "\n" not in self.mirror.text_between(unit, unit + removed)
            self._layout.expect(unit, in_line=in_line)
            self._splices = self.mirror.splices(unit, removed, new)
        self.highlighter.change(unit, added)

    @Slot()
    def _contents_changed(self) -> None:
        """Told after the layout knows of the change, so that who listens may look at the view."""
        if self.highlighter.is_behind:
            self.colours_wanted.emit()
        splices, self._splices = self._splices, ()
        telling, self._telling = self._telling, True
        for splice in splices:
            self.mirror.apply(splice)
            if not self._taking:
                self.edited.emit(BodyEdited(self.path, splice))
        self._telling = telling
        late = self._late
        if late is not None and not telling and not self._taking:
            self._refuse(late)

    def _refuse(self, post: ShownPost) -> None:
        """The desk did not take the edit: it goes, also from the history, before the next key counts on it."""
        self._taking = True
        self.history.drop_last()
        self._taking = False
        self.take(post)

    def pace(self, text: str) -> None:
        """Called before typing: a rest or a new line begins a new undo step."""
        now = monotonic()
        if text == "\n" or now - self._typed_at > _PAUSE:
            self.history.seal()
        self._typed_at = now

    def _undo_body(self) -> None:
        cursor = QTextCursor(self.document)
        self.document.undo(cursor)
        self.history.seal()
        self.caret_wanted.emit(cursor.position())

    def _redo_body(self) -> None:
        cursor = QTextCursor(self.document)
        self.document.redo(cursor)
        self.history.seal()
        self.caret_wanted.emit(cursor.position())

    def _ask_head(self, text: str) -> None:
        self.history.seal()
        self.head_wanted.emit(HeadText(self.path, text))
