"""A field that is a list: its items as chips, a new one completed from what the journal uses."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QStringListModel, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QListView, QWidget

from journal_app.post.values import Value, same
from journal_app.ui.metadata.chip import HEIGHT, Chip
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.flow import FlowLayout
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.lines import LineEdit
from journal_app.ui.metadata.parting import ended, has_mark, parted

translate = QCoreApplication.translate

_INSET = 6


class ChipsField(Field):
    """A list of words. Arrow keys walk, Alt+arrows move a chip, Backspace takes out, Enter rewrites."""

    kind = "list"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[Value] = []
        self._chips: list[Chip] = []
        self._opened = -1
        self._busy = False
        self._words: tuple[str, ...] = ()
        self._flow = FlowLayout(self, 6, 0, 26)
        self._flow.setContentsMargins(_INSET, 0, 0, 0)
        self._entry = LineEdit("entry")
        self._entry.textChanged.connect(self.typing)
        # Queued: the line is not changed under an input method that is about to end its word.
        self._entry.textEdited.connect(self._take_ended, Qt.ConnectionType.QueuedConnection)
        self._entry.setFixedHeight(24)
        self._entry.setMinimumWidth(140)
        self._entry.installEventFilter(self)
        self._entry.hide()
        self._plus = GlyphButton("plus", translate("Metadata", "Add"), HEIGHT)
        self._plus.clicked.connect(self.open_entry)
        self._plus.installEventFilter(self)
        self._flow.addWidget(self._entry)
        self._flow.addWidget(self._plus)
        self._choices = QStringListModel(self)
        self._completer = QCompleter(self._choices, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup = QListView()  # our own: the binding forgets at times what it did not make
        self._popup.setProperty("role", "choices")
        self._completer.setPopup(self._popup)
        # Queued: the line shows the choice first, and would show it again after us.
        self._completer.activated[str].connect(  # type: ignore[index]
            self._complete, Qt.ConnectionType.QueuedConnection
        )
        self._entry.setCompleter(self._completer)
        self._mark = QFrame(self)
        self._mark.setProperty("role", "drop")
        self._mark.hide()

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        if not isinstance(value, list):
            return False
        inner = [part for item in value for part in (item if isinstance(item, list) else [item])]
        return not any(isinstance(part, list | dict) for part in inner)

    def entry(self) -> QWidget:
        return self._plus

    def line(self) -> LineEdit:
        """The entry a new word is typed in."""
        return self._entry

    def chips(self) -> list[Chip]:
        """The chips, in order."""
        return list(self._chips)

    def choices(self) -> list[str]:
        """What the entry completes from: the journal's words that the list has not."""
        return self._choices.stringList()

    def tab_stops(self) -> list[QWidget]:
        return [*self._chips[:1], self._entry, self._plus]

    def set_vocabulary(self, words: Sequence[str]) -> None:
        """The words the journal uses, most used first."""
        self._words = tuple(words)

    def set_accessible_name(self, name: str) -> None:
        add = translate("Metadata", "{field}: add").format(field=name)
        self._plus.setAccessibleName(add)
        self._plus.setToolTip(add)
        self._entry.setAccessibleName(add)
        self.setAccessibleName(name)

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._plus.setVisible(not reason)
        for chip in self._chips:
            chip.set_read_only(bool(reason))

    def commit(self) -> None:
        if self._entry.isVisibleTo(self) and not self._entry.composing:
            self._take_typed()

    def half_typed(self) -> tuple[Value, ...]:
        text = self._entry.text().strip()
        if self._read_only or not text or not self._entry.isVisibleTo(self):
            return ()
        if self._opened >= 0:
            return (self._rewritten(self._opened, text),)
        new = self._new_words(text)
        return ([*self._items, *new],) if new else ()

    def rest(self) -> None:
        self._entry.fill("")
        self._entry_done(keep_focus=True)

    def _show(self, value: Value) -> None:
        self._items = list(value) if isinstance(value, list) else []
        kept = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), -1)
        while len(self._chips) > len(self._items):
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        while len(self._chips) < len(self._items):
            self._chips.append(self._new_chip())
        for chip, item in zip(self._chips, self._items, strict=True):
            if chip.text() != word(item):
                chip.set_text(word(item))
            chip.set_read_only(bool(self._read_only))
        if kept >= len(self._chips):
            (self._chips[-1] if self._chips else self._plus).setFocus()
        self._flow.invalidate()
        self.updateGeometry()

    def _new_chip(self) -> Chip:
        chip = Chip(self)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._chips else Qt.FocusPolicy.StrongFocus)
        chip.removal_requested.connect(self._remove)
        chip.opening_requested.connect(self._open)
        chip.step_requested.connect(self._step)
        chip.shift_requested.connect(self._shift)
        chip.dragged.connect(self._drag)
        chip.dropped.connect(self._drop)
        chip.focused.connect(self._focused)
        if not self._chips:
            QWidget.setTabOrder(self._entry, chip)  # and, so that it stands before it:
            QWidget.setTabOrder(chip, self._entry)
        self._flow.place(len(self._chips), chip)
        chip.show()
        return chip

    def _change(self, items: list[Value], focus: int | None) -> None:
        """Show the author's new items and tell them; the chip at `focus` has the focus, None leaves it."""
        self._tell_after_showing(items)
        if focus is not None:
            inside = 0 <= focus < len(self._chips)
            (self._chips[focus] if inside else self._plus).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_after_showing(self, items: list[Value]) -> None:
        if self._read_only or same(items, self._value):
            return
        self._show(list(items))
        self._tell(items)

    # --- the chips' wishes

    @Slot(object)
    def _remove(self, chip: Chip) -> None:
        if not self._read_only and chip in self._chips:
            at = self._chips.index(chip)
            self._change(self._items[:at] + self._items[at + 1 :], min(at, len(self._items) - 2))

    @Slot(object, int)
    def _step(self, chip: Chip, by: int) -> None:
        at = self._chips.index(chip) + by
        if at >= len(self._chips):
            self._plus.setFocus()
        elif at >= 0:
            self._chips[at].setFocus()

    @Slot(object, int)
    def _shift(self, chip: Chip, by: int) -> None:
        at = self._chips.index(chip)
        if 0 <= at + by < len(self._items):
            self._move(at, at + by)

    def _move(self, at: int, to: int) -> None:
        items = list(self._items)
        items.insert(to, items.pop(at))
        self._change(items, to)

    @Slot(object, QPoint)
    def _drag(self, chip: Chip, at: QPoint) -> None:
        place = self._place_at(at)
        before = self._chips[place] if place < len(self._chips) else None
        beside = before if before is not None else self._chips[-1]
        x = beside.x() - 4 if before is not None else beside.geometry().right() + 2
        self._mark.setGeometry(x, beside.y() + 2, 2, beside.height() - 4)
        self._mark.show()
        self._mark.raise_()

    @Slot(object, QPoint)
    def _drop(self, chip: Chip, at: QPoint) -> None:
        self._mark.hide()
        if self._read_only or chip not in self._chips:
            return
        place, old = self._place_at(at), self._chips.index(chip)
        new = place - 1 if place > old else place
        if new != old:
            self._move(old, new)

    def _place_at(self, at: QPoint) -> int:
        """The gap between chips nearest to a point: 0 is before the first."""
        for place, chip in enumerate(self._chips):
            box = chip.geometry()
            if at.y() <= box.bottom() + 2 and (at.x() < box.center().x() or at.y() < box.top() - 2):
                return place
        return len(self._chips)

    @Slot(object)
    def _focused(self, chip: Chip) -> None:
        self._entry_done(keep_focus=True)

    # --- the entry

    @Slot()
    def open_entry(self) -> None:
        """Turn the plus into an entry, with what the journal uses and the list has not."""
        self._open_with(-1, "")
        if self._choices.rowCount():
            self._completer.setCompletionPrefix("")
            self._completer.complete()

    @Slot(object)
    def _open(self, chip: Chip) -> None:
        at = self._chips.index(chip)
        if isinstance(self._items[at], str):
            self._open_with(at, chip.text())

    def _open_with(self, at: int, text: str) -> None:
        if self._read_only:
            return
        self._opened = at
        present = {word(item) for item in self._items}
        self._choices.setStringList([choice for choice in self._words if choice not in present])
        self._flow.removeWidget(self._entry)
        self._flow.place(at if at >= 0 else len(self._chips), self._entry)
        self._chips[at].hide() if at >= 0 else self._plus.hide()
        self._entry.fill(text)
        self._entry.show()
        self._entry.setFocus()
        self._entry.selectAll()

    @Slot(str)
    def _complete(self, text: str) -> None:
        if self._entry.isVisibleTo(self):
            self._entry.fill(text)
            self._take_typed()

    def _take_typed(self) -> None:
        """Put what is typed into the list; the entry stays open, empty, for the next."""
        text = self._entry.text().strip()
        at, self._opened = self._opened, -1
        self._entry.fill("")
        if at >= 0:
            self._entry_done()
            self._change(self._rewritten(at, text), at)
        else:
            self._add(self._new_words(text))

    @Slot()
    def _take_ended(self) -> None:
        """Put what a comma ends into the list, and leave the rest in the entry."""
        done, rest = ended(self._entry.text(), self._words)
        if done and self._opened < 0 and not self._entry.composing and self._entry.isVisibleTo(self):
            self._entry.fill(rest)
            self._add(self._new_words(done))

    def _add(self, words: list[str]) -> None:
        if words:
            self._tell_after_showing([*self._items, *words])
            self._choices.setStringList([choice for choice in self._choices.stringList() if choice not in words])

    def _new_words(self, text: str) -> list[str]:
        present = {word(item) for item in self._items}
        return [part for part in parted(text, self._words) if part not in present]

    def _rewritten(self, at: int, text: str) -> list[Value]:
        """The items with another text for one of them; where that had a comma, the new one may have some too."""
        old = word(self._items[at])
        if not text or text == old:
            return self._items
        others = {word(item) for item in [*self._items[:at], *self._items[at + 1 :]]}
        words = [text] if has_mark(old) else parted(text, self._words)
        if len(words) > 1:
            words = [part for part in words if part not in others]
        return [*self._items[:at], *words, *self._items[at + 1 :]] if words else self._items

    def _entry_done(self, *, keep_focus: bool = False) -> None:
        if self._busy or not self._entry.isVisibleTo(self):
            return
        self._busy = True
        try:
            had = self._entry.hasFocus() and not keep_focus
            at, self._opened = self._opened, -1
            self._entry.fill("")
            self._plus.setVisible(not self._read_only)
            for chip in self._chips:
                chip.show()
            if had:
                (self._chips[at] if 0 <= at < len(self._chips) else self._plus).setFocus()
            self._entry.hide()
        finally:
            self._busy = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._entry and self._entry_key(event):
                return True
            if watched is self._plus and self._plus_key(event):
                return True
        if watched is self._entry and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            leaving = event.reason() not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.MenuBarFocusReason,
            )
            if leaving and not self._busy:
                self._take_typed()
                self._entry_done(keep_focus=True)
        return super().eventFilter(watched, event)

    def _entry_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            empty = not self._entry.text().strip()
            self._take_typed()
            if empty:
                self._entry_done()
            return True
        if key == Qt.Key.Key_Escape:
            self._entry.fill("")
            self._entry_done()
            return True
        if key == Qt.Key.Key_Backspace and not self._entry.text() and self._items and self._opened < 0:
            self._tell_after_showing(self._items[:-1])
            return True
        if key == Qt.Key.Key_Down and self._choices.rowCount() and not self._popup.isVisible():
            self._completer.setCompletionPrefix(self._entry.text())
            self._completer.complete()
            return True
        return False

    def _plus_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Backspace and self._items and not self._read_only:
            self._tell_after_showing(self._items[:-1])
            return True
        if key == Qt.Key.Key_Left and self._chips:
            self._chips[-1].setFocus()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_entry()
            return True
        typed = event.text()
        if typed and typed.isprintable() and not typed.isspace() and not event.modifiers() & _COMMAND:
            self.open_entry()
            self._entry.insert(typed)
            return True
        return False


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def word(item: Value) -> str:
    """An item as its chip says it; a list in the list, as Hexo's nested categories are, as a way: "Tech / Web"."""
    if isinstance(item, list):
        return " / ".join(map(word, item))
    if item is None:
        return "null"
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item)
