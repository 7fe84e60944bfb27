"""The editor of all open posts: one view, a document for each post. Edits go out as facts."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor, QTextDocument, QUndoGroup
from PySide6.QtWidgets import QPlainTextDocumentLayout, QVBoxLayout, QWidget

from journal_app.ui.editor import formatting, look, menu, search
from journal_app.ui.editor.bulk_view import BulkView
from journal_app.ui.editor.facts import CursorAt, EncodingWish, ShownPost
from journal_app.ui.editor.find_bar import FindBar
from journal_app.ui.editor.finder import Finder
from journal_app.ui.editor.hinting import Hinting
from journal_app.ui.editor.incoming import Incoming
from journal_app.ui.editor.leaf import Leaf
from journal_app.ui.editor.mirror import point_in
from journal_app.ui.editor.note import Note
from journal_app.ui.editor.view import TextView
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

NORMAL_SIZE = 14  # pixels, where zooming goes back to
_SMALLEST, _LARGEST = 8, 48


class Editor(QWidget):
    """Shows the body of one post at a time and keeps each open post's undo, caret and scroll."""

    body_edited = Signal(object)  # BodyEdited
    head_requested = Signal(object)  # HeadText
    cursor_moved = Signal(object)  # CursorAt
    scrolled = Signal(object)  # float: the body's line at the top of the view, from 0
    files_dropped = Signal(object)  # list of local paths, str
    zoomed = Signal(object)  # int: the font's size in pixels after zooming
    encoding_requested = Signal(object)  # EncodingWish

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A window of its own within ours, painted by the processor: else each key has the whole window composed by the
        # graphics card, with the preview's page, which takes ten times as long as a line.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.undo_group = QUndoGroup(self)
        self.view = TextView(self)
        self.incoming = Incoming(self.view, self._front, self)
        self.find_bar = FindBar(self)
        self.bulk = BulkView(self)
        self.bulk.hide()
        self.note = Note(self)
        self._leaves: dict[Path, Leaf] = {}
        self._leaf: Leaf | None = None
        self._nothing = QTextDocument(self)
        self._nothing.setDocumentLayout(QPlainTextDocumentLayout(self._nothing))
        self.view.setDocument(self._nothing)
        self._tokens = LIGHT
        self._family = ""
        self._size = NORMAL_SIZE
        self._hits = ""
        self._cursor_at = CursorAt(0, 0)
        self._line = -1.0
        self._line_wanted = 0
        self._is_led = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((self.find_bar, 0), (self.note, 0), (self.view, 1), (self.bulk, 1)):
            layout.addWidget(widget, stretch)
        self.setFocusProxy(self.view)
        self.finder = Finder(self.find_bar, self.view, self.bulk, self._raw_text, self)
        self.hinting = Hinting(self.view)
        self._colour_timer = QTimer(self)
        self._colour_timer.setSingleShot(True)
        self._colour_timer.setInterval(0)
        self._colour_timer.timeout.connect(self._colour_seen)
        self.view.undo_wanted.connect(self.undo)
        self.view.redo_wanted.connect(self.redo)
        self.view.zoom_wanted.connect(self._zoom)
        self.view.menu_wanted.connect(self._show_menu)
        self.view.files_dropped.connect(self.files_dropped)
        self.view.typing.connect(self._pace)
        self.view.bare_block_seen.connect(self._colour_timer.start)
        self.view.resized.connect(self._colour_seen)
        self.bulk.menu_wanted.connect(self._show_menu)
        self.note.encoding_wanted.connect(self._want_encoding)
        self.view.composed.connect(self._restore_preedit)
        self.view.escaped.connect(self._escape)
        self.view.cursorPositionChanged.connect(self._tell_cursor)
        self.view.verticalScrollBar().valueChanged.connect(self._scroll)
        self.view.textChanged.connect(self.finder.text_changed)
        self.view.setEnabled(False)
        self.retranslate()
        self.set_tokens(LIGHT)
        self._wear()

    # Posts

    @property
    def path(self) -> Path | None:
        """The post that is shown."""
        return self._leaf.path if self._leaf else None

    def show_post(self, post: ShownPost) -> None:
        """Show this post, where it was left."""
        leaf = self._leaves.get(post.path)
        if leaf is not None and not leaf.fits(post):
            self.forget(post.path)
            leaf = None
        if leaf is None:
            leaf = self._leaves[post.path] = Leaf(post, self)
            leaf.filled.connect(self._filled)
            leaf.edited.connect(self.body_edited)
            leaf.head_wanted.connect(self.head_requested)
            leaf.caret_wanted.connect(self._put_caret)
            leaf.colours_wanted.connect(self._colour_again)
            self.undo_group.addStack(leaf.history.stack)
        else:
            self._take(leaf, post)
        if leaf is not self._leaf:
            self._leave()
            self._leaf = leaf
            leaf.pause(False)
            self._line_wanted = 0
            self.undo_group.setActiveStack(leaf.history.stack)
            self._dress(leaf)
            self.view.gutter.show_notes({})
            self.view.setDocument(leaf.document)
            self.view.place_column()
            self._return_to(leaf)
            self._show_bulk(leaf)
        self.view.setEnabled(True)
        self._show_reason(leaf)
        self._colour_seen()
        self.finder.text_changed()
        self._tell_cursor()
        self._tell_line()

    def take_post(self, post: ShownPost) -> None:
        """A fact about an open post: a body that is another than the document's comes in as one undo step."""
        leaf = self._leaves.get(post.path)
        if leaf is None:
            return
        if not leaf.fits(post):
            is_shown = leaf is self._leaf
            self.forget(post.path)
            if is_shown:
                self.show_post(post)
            return
        self._take(leaf, post)
        if leaf is self._leaf and leaf.reason != self.note.text():
            self._show_reason(leaf)

    def forget(self, path: Path) -> None:
        """Drop a post's document and undo."""
        leaf = self._leaves.pop(path, None)
        if leaf is None:
            return
        if leaf is self._leaf:
            self._leaf = None
            self.bulk.stop()
            self.view.setDocument(self._nothing)
            self.view.setEnabled(False)
            self.note.say("")
        self.incoming.forget(leaf)
        self.undo_group.removeStack(leaf.history.stack)
        leaf.history.stack.clear()
        leaf.deleteLater()

    def rename(self, old: Path, new: Path) -> None:
        """A post has another path; its undo, caret and scroll stay."""
        leaf = self._leaves.pop(old, None)
        if leaf is not None:
            leaf.path = new
            self._leaves[new] = leaf

    def take_whole(self, post: ShownPost, label: str, head_before: str, head: str) -> None:
        """A fact that is another head, body or encoding: head and body come in as one undo step called `label`."""
        leaf = self._leaves.get(post.path)
        if leaf is not None:
            leaf.history.stack.beginMacro(label)
            leaf.take(post)
            if head != head_before:
                leaf.history.push_head(label, head_before, head)
            leaf.history.stack.endMacro()
            self.take_post(post)

    def push_head_edit(self, path: Path, label: str, before: str, after: str, merge_key: str = "") -> None:
        """Remember an edit of the head that is made; edits in a row with one `merge_key` are one step."""
        leaf = self._leaves.get(path)
        if leaf is not None:
            leaf.history.push_head(label, before, after, merge_key)

    # Undo

    @Slot()
    def undo(self) -> None:
        """Take back the last edit of body or head."""
        self.undo_group.undo()

    @Slot()
    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self.undo_group.redo()

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.undo_group.canUndo()

    def can_redo(self) -> bool:
        """Whether there is something to make again."""
        return self.undo_group.canRedo()

    # Commands

    def run(self, command: str) -> None:
        """Do what this name of the table of actions says. KeyError for a name that is not the editor's."""
        if command in formatting.COMMANDS:
            if self._leaf is not None and not self.view.isReadOnly():
                self.view.put_piece(formatting.COMMANDS[command](self.view.piece()))
            return
        if command.startswith("zoom_"):
            self._zoom({"zoom_in": 1, "zoom_out": -1, "zoom_reset": NORMAL_SIZE - self._size}[command])
            return
        {
            "find": self._find,
            "replace": self._replace,
            "find_next": self._find_next,
            "find_previous": self._find_previous,
            "insert_image": self.incoming.wanted.emit,
            "undo": self.undo,
            "redo": self.redo,
            "cut": self.view.cut,
            "copy": self.bulk.copy if self._is_bulk else self.view.copy,
            "paste": self.view.paste,
            "select_all": self.bulk.select_all if self._is_bulk else self.view.selectAll,
        }[command]()

    def show_hits(self, text: str) -> None:
        """Mark the words of a search of the journal; "" marks none."""
        if text != self._hits:
            self._hits = text
            self.view.seen.words = search.words(text)
            self.view.viewport().update()

    def go_to_line(self, line: int) -> None:
        """Put the caret at the beginning of this line of the body, from 1, and show it."""
        if self._is_bulk:
            self.bulk.go_to_line(line)
            return
        self._line_wanted = line if self._leaf is not None and self._leaf.is_filling else 0
        block = self.view.document().findBlockByNumber(max(0, min(line, self.view.blockCount()) - 1))
        self.view.setTextCursor(QTextCursor(block))
        self.view.centerCursor()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(float)
    def point_to(self, line: float) -> None:
        """Put the caret where the reader pointed in the preview, at this line of the body, from 0.

        Behind a paragraph stand blank lines that show as nothing: the caret goes to the text above them.
        """
        if self._is_bulk:
            self.bulk.go_to_line(int(line) + 1)
            return
        block = self.view.document().findBlockByNumber(max(0, min(int(line), self.view.blockCount() - 1)))
        while not block.text().strip() and block.previous().isValid():
            block = block.previous()
        self._is_led = True
        self.view.setTextCursor(QTextCursor(block))
        self.view.ensureCursorVisible()
        self._is_led = False
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_to_line(self, line: float) -> None:
        """Bring this line of the body, from 0, to the top of the view, without telling it; the caret stays."""
        block = self.view.document().findBlockByNumber(max(0, min(int(line), self.view.blockCount() - 1)))
        rows = max(1, block.lineCount())
        self._is_led = True
        self.view.verticalScrollBar().setValue(block.firstLineNumber() + int((line - int(line)) * rows))
        self._is_led = False

    def top_line(self) -> float:
        """The line of the body at the top of the view, from 0; the fraction of it is scrolled away."""
        if self._is_bulk:
            return self.bulk.top_line()
        block = self.view.firstVisibleBlock()
        place = self.view.blockBoundingGeometry(block).translated(self.view.contentOffset())
        return block.blockNumber() + max(0.0, -place.top()) / max(1.0, place.height())

    # Looks

    def set_tokens(self, tokens: Tokens) -> None:
        """Take these colours."""
        self._tokens = tokens
        self.view.setPalette(look.text_palette(self.view.palette(), tokens))
        self.setPalette(look.text_palette(self.palette(), tokens))
        self.setAutoFillBackground(True)
        self.note.set_tokens(tokens)
        self.view.seen.tokens = tokens
        self.find_bar.set_tokens(tokens)
        self._wear()

    def set_font(self, family: str, size: int) -> None:
        """The text's family ("": a Chinese face of this machine) and size in pixels."""
        size = max(_SMALLEST, min(_LARGEST, size))
        if (family, size) != (self._family, self._size):
            self._family, self._size = family, size
            self._wear()

    def retranslate(self) -> None:
        """Give everything its words in the language of now."""
        self.view.setAccessibleName(translate("Editor", "Text of the post"))
        self.view.setPlaceholderText(translate("Editor", "Write…"))
        if self._leaf is not None:
            self._show_reason(self._leaf)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _wear(self) -> None:
        """Put font and colours on the view and the document that is shown."""
        font = look.text_font(self._family, self._size)
        self.view.setFont(font)
        self.view.gutter.set_look(self._tokens, font)
        self.bulk.set_look(self._tokens, font)
        if self._leaf is not None:
            self._dress(self._leaf)
            self._colour_seen()
        self.view.place_column()
        self.view.viewport().update()

    def _dress(self, leaf: Leaf) -> None:
        if leaf.document.defaultFont() != self.view.font():
            leaf.document.setDefaultFont(self.view.font())
        leaf.highlighter.set_look(self._tokens, look.code_families())

    # Within

    def _take(self, leaf: Leaf, post: ShownPost) -> None:
        rows = leaf.rows
        leaf.take(post)
        leaf.set_reason(post.read_only, post.offers)
        if leaf is self._leaf and leaf.rows is not rows:
            leaf.scroll = self.bulk.top
            self._show_bulk(leaf)

    def _show_bulk(self, leaf: Leaf) -> None:
        """Show what is too large for the text's widget in the plain one, or that widget again."""
        had_focus = self.view.hasFocus() or self.bulk.hasFocus()
        self.finder.is_bulk = leaf.rows is not None
        shown, hidden = (self.view, self.bulk) if leaf.rows is None else (self.bulk, self.view)
        if leaf.rows is None:
            self.bulk.stop()
        else:
            self.bulk.show_rows(leaf.rows, leaf.scroll)
        shown.show()
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        hidden.hide()

    @Slot()
    def _filled(self) -> None:
        """The rest of a long body is there: it can be edited now."""
        leaf = self.sender()
        if leaf is not self._leaf or self._leaf is None:
            return
        self._return_to(self._leaf)
        self._show_reason(self._leaf)
        self._colour_seen()
        if self._line_wanted:
            self.go_to_line(self._line_wanted)

    def _leave(self) -> None:
        if self._leaf is None:
            return
        self._leaf.pause(True)
        self.bulk.stop()
        if self._leaf.rows is not None:
            self._leaf.scroll = self.bulk.top
            return
        if self._leaf.is_filling:
            return
        cursor = self.view.textCursor()
        self._leaf.caret, self._leaf.anchor = cursor.position(), cursor.anchor()
        self._leaf.scroll = self.view.firstVisibleBlock().blockNumber()
        self._leaf.history.seal()

    def _return_to(self, leaf: Leaf) -> None:
        if leaf.rows is not None or leaf.is_filling or not (leaf.caret or leaf.anchor or leaf.scroll):
            return
        cursor = QTextCursor(leaf.document)
        last = leaf.document.characterCount() - 1
        cursor.setPosition(min(leaf.anchor, last))
        cursor.setPosition(min(leaf.caret, last), QTextCursor.MoveMode.KeepAnchor)
        self.view.setTextCursor(cursor)
        self.view.verticalScrollBar().setValue(leaf.document.findBlockByNumber(leaf.scroll).firstLineNumber())

    def _show_reason(self, leaf: Leaf) -> None:
        self.view.setReadOnly(leaf.is_read_only)
        flags = self.view.textInteractionFlags()
        if leaf.is_read_only:
            flags |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.view.setTextInteractionFlags(flags)
        self.note.say(leaf.reason, leaf.offers)
        self.find_bar.set_read_only(leaf.is_read_only)

    def _front(self) -> Leaf | None:
        return self._leaf

    @property
    def _is_bulk(self) -> bool:
        return self._leaf is not None and self._leaf.rows is not None

    @Slot(object)
    def _want_encoding(self, codec: str) -> None:
        if self._leaf is not None:
            self.encoding_requested.emit(EncodingWish(self._leaf.path, codec))

    def _raw_text(self) -> str:
        return self.view.document().toRawText().replace("\u2029", "\n")

    @Slot(object)
    def _pace(self, text: str) -> None:
        if self._leaf is not None:
            self._leaf.pace(text)

    @Slot(object)
    def _put_caret(self, unit: int) -> None:
        if self._leaf is not None and self.sender() is self._leaf:
            cursor = self.view.textCursor()
            cursor.setPosition(min(unit, self._leaf.document.characterCount() - 1))
            self.view.setTextCursor(cursor)
            self.view.ensureCursorVisible()

    @Slot()
    def _tell_cursor(self) -> None:
        cursor = self.view.textCursor()
        block = cursor.block()
        at = CursorAt(block.blockNumber() + 1, point_in(block.text(), cursor.positionInBlock()) + 1)
        if at != self._cursor_at:
            self._cursor_at = at
            self.cursor_moved.emit(at)

    @Slot()
    def _scroll(self) -> None:
        self._colour_seen()
        self._tell_line()

    def _tell_line(self) -> None:
        line = self.top_line()
        if line != self._line:
            self._line = line
            if not self._is_led:
                self.scrolled.emit(line)

    @Slot()
    def _colour_seen(self) -> None:
        if self._leaf is not None:
            self._leaf.colour(self.view.firstVisibleBlock(), self.view.seen.last_block())

    @Slot()
    def _colour_again(self) -> None:
        """The bands of code may begin or end elsewhere, also where no letter has another colour."""
        self._colour_seen()
        self.view.viewport().update()

    @Slot()
    def _restore_preedit(self) -> None:
        if self._leaf is not None:
            self._leaf.highlighter.restore_preedit(self.view.textCursor().block())

    @Slot(object)
    def _show_menu(self, at: QPoint) -> None:
        menu.make(self, self.view, self.can_undo(), self.can_redo(), self.run).popup(at)

    @Slot()
    def _escape(self) -> None:
        if self.find_bar.isVisible():
            self.find_bar.close_bar()

    @Slot(object)
    def _zoom(self, steps: int) -> None:
        self.set_font(self._family, self._size + steps)
        self.zoomed.emit(self._size)

    def _find(self) -> None:
        self.finder.open(replacing=False)

    def _replace(self) -> None:
        self.finder.open(replacing=True)

    def _find_next(self) -> None:
        self.finder.find_next() if self.find_bar.find_edit.text() else self._find()

    def _find_previous(self) -> None:
        self.finder.find_previous() if self.find_bar.find_edit.text() else self._find()
