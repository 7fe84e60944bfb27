"""One post's document: its text, mirror, undo, colours, caret and scroll. Does not know the view."""

import re
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextOption

from journal_app.post.large import has_long_line, is_large
from journal_app.post.splice import Splice, difference
from journal_app.ui.editor.bulk_rows import rows_of
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


# Qt looks for a place to break each row up to the end of such a run: 8 s for 100,000 letters.
_UNBROKEN = re.compile(r"[!-~]{3000}")
_AT_ONCE = 500_000  # characters filled in at once, when the lines are not too many
_SLICE, _SLICE_LINES = 150_000, 3_000
_PAUSE = 2.0  # seconds of rest after which typing is a new undo step
_QT_BREAKS = str.maketrans(dict.fromkeys("\u2029\ufdd0\ufdd1", "\n"))


class Leaf(QObject):
    """One post's document. Its edits go out as facts; what it is given by `take` does not."""

    edited = Signal(object)  # BodyEdited
    head_wanted = Signal(object)  # HeadText
    colours_wanted = Signal()
    filled = Signal()  # all of a long body is in the document
    caret_wanted = Signal(object)  # int: the document's own undo or redo put the caret here, in UTF-16 units

    def __init__(self, post: ShownPost, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path = post.path
        self.caret = 0
        self.anchor = 0
        self.scroll = 0
        self._own_reason = ""
        self.offers: tuple[str, ...] = ()
        self.set_reason(post.read_only, post.offers)
        self.document = QTextDocument(self)
        self._layout = LeafLayout(self.document)
        self.document.setDocumentLayout(self._layout)
        self.document.setUndoRedoEnabled(False)
        self.encoding = post.encoding
        self.rows = rows_of(post)
        body = "" if self.rows is not None else post.body
        self._shown = post.bulk or post.body
        if has_long_line(body, 3_000) and _UNBROKEN.search(body):
            option = self.document.defaultTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.document.setDefaultTextOption(option)
        self._is_filling = False
        self._unfilled, self._filled = "", 0
        self._filler = QTimer(self)
        self._filler.setInterval(0)
        self._filler.timeout.connect(self._fill_slice)
        self._taking = False
        self._telling = False
        self._late: ShownPost | None = None
        self._splices: tuple[Splice, ...] = ()
        self._typed_at = 0.0
        self.mirror = Mirror(body)
        self.highlighter = Highlighter(self.document)
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
        if self.rows is None:
            self._fill(body)
        elif not post.read_only:
            self._own_reason = QT_TRANSLATE_NOOP("Editor", "This post is too large to be edited here.")

    @property
    def reason(self) -> str:
        """Why the author may only look, "" when the post is edited."""
        return translate("Editor", self._own_reason) if self._own_reason else reason(self._posts_reason)

    @property
    def is_read_only(self) -> bool:
        """Whether the author may only look."""
        return bool(self._own_reason or self._posts_reason) or self.is_filling

    @property
    def is_filling(self) -> bool:
        """Whether a part of the body is not in the document yet."""
        return self._is_filling

    def fits(self, post: ShownPost) -> bool:
        """Whether this document can show the post; it cannot when another encoding or size makes another text of it."""
        if self.encoding != post.encoding and not self.mirror.agrees(post.body):
            return False
        if self.rows is not None:
            return (post.bulk or post.body) == self._shown or rows_of(post) is not None
        return post.bulk is None and (self.mirror.agrees(post.body) or not is_large(post.body))

    def pause(self, paused: bool) -> None:
        """Fill and learn of the document only while it is shown."""
        if paused:
            self._filler.stop()
        elif self.document.blockCount() > _SLICE_LINES or self._is_filling:
            self._filler.start()

    def take(self, post: ShownPost) -> None:
        """Bring the post's body in as one undoable step, when it is another than the document's."""
        self.encoding = post.encoding
        if self.rows is not None:
            if self._shown != (post.bulk or post.body):
                self.rows, self._shown = rows_of(post), post.bulk or post.body
            return
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

    def colour(self, first: QTextBlock, last: QTextBlock) -> None:
        """Colour these blocks, or learn what lies before them first."""
        if not self.highlighter.show(first, last) and not self._is_filling:
            self._filler.start()

    def set_reason(self, reason: str, offers: tuple[str, ...] = ()) -> None:
        """Why the post is not edited, "" when it is, and the encodings it could be. The editor's own reason stands."""
        self._posts_reason = reason
        self.offers = offers

    def text_in(self, unit: int, count: int) -> str:
        """A piece of the document, "\\n" between lines; both in UTF-16 units."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(unit)
        cursor.setPosition(unit + count, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    # Filling

    def _fill(self, text: str) -> None:
        self._own_reason = ""
        self._is_filling = True
        self._unfilled, self._filled = "", 0
        if len(text) > _AT_ONCE or text.count("\n") > 2 * _SLICE_LINES:
            self._unfilled = text
            self._fill_slice()
            return
        self.document.setPlainText(text)
        self._fill_done(text)

    @Slot()
    def _fill_slice(self) -> None:
        if not self._is_filling:
            if not self.highlighter.learn():
                self._filler.stop()
            if self.highlighter.is_awaited:
                self.colours_wanted.emit()
            return
        text, start = self._unfilled, self._filled
        end = text.find("\n", start + _SLICE) + 1 or len(text)
        if text.count("\n", start, end) > _SLICE_LINES:
            lines = 0
            end = start
            while lines < _SLICE_LINES:
                end = text.find("\n", end) + 1
                lines += 1
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text[start:end])
        self._filled = end
        self._filler.start()
        if end < len(text):
            return
        self._unfilled = ""
        self._fill_done(text)
        self.filled.emit()

    def _fill_done(self, text: str) -> None:
        self._is_filling = False
        self.highlighter.restart()
        if self.document.toRawText().replace("\u2029", "\n") != text:
            self._own_reason = QT_TRANSLATE_NOOP(
                "Editor", "This post holds characters that cannot be kept while editing, so it is only shown."
            )
            return
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)

    def _bring_in(self, text: str) -> None:
        if self._own_reason or self._is_filling:
            self._taking = True
            self._filler.stop()
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
        if self._own_reason or self._is_filling:
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
        if self._is_filling:
            return
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
