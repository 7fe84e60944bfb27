"""The fields one by one: those always seen, the rarer ones, and the way to add another. Knows no post."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from journal_app.post.image_places import Places
from journal_app.post.values import Name, Value, path_of
from journal_app.ui.metadata import labels
from journal_app.ui.metadata.add_field import AddField
from journal_app.ui.metadata.fitted import FittedArea
from journal_app.ui.metadata.lines import Paragraph
from journal_app.ui.metadata.plan import Plan, RowPlan
from journal_app.ui.metadata.row import Row
from journal_app.ui.metadata.rows import Rows
from journal_app.ui.metadata.words import Words


class FieldsPane(FittedArea):
    """`edited(name, value)` and `removal_requested(name)` are the author's; `stops_changed`: Tab goes elsewhere now."""

    edited = Signal(object, object)
    removal_requested = Signal(object)
    pictures_brought = Signal(object, object)
    stops_changed = Signal()
    typing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._body = QWidget()
        super().__init__(self._body, parent)
        self._plan: Plan | None = None
        self._words: Words | None = None
        self._places: Places | None = None
        self._unfolded = False
        self._stale = True  # the rare rows show another post
        self._showing = False
        self._focus_next: tuple[str, ...] = ()
        self.common, self.rare, self.add = Rows(), Rows(), AddField()
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for part in (self.common, self.rare, self.add):
            layout.addWidget(part)
        for rows in (self.common, self.rare):
            rows.edited.connect(self._edited)
            rows.typing.connect(self.typing)
            rows.caret_moved.connect(self._soon)
            rows.removal_requested.connect(self._removed)
            rows.pictures_brought.connect(self.pictures_brought)
        self.add.chosen.connect(self._added)
        self._caret = QTimer(self)  # a moment later: the rows have their places then
        self._caret.setSingleShot(True)
        self._caret.timeout.connect(self._show_caret)
        self.verticalScrollBar().rangeChanged.connect(self._soon)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @property
    def unfolded(self) -> bool:
        """Whether the rarer fields are seen."""
        return self._unfolded

    def set_unfolded(self, unfolded: bool) -> None:
        """Show or hide the rarer fields."""
        self._unfolded = unfolded
        self._arrange()
        self.stops_changed.emit()

    def rare_names(self) -> list[str]:
        """The words of the rarer fields, the well-known ones first."""
        names = dict.fromkeys(row.path[0] for row in self._plan.rare) if self._plan else ()
        return [labels.label(name) for name in sorted(names, key=lambda name: not labels.is_known(name))]

    def show_plan(self, plan: Plan, words: Words, *, anew: bool) -> None:
        """Show these rows, saying nothing; `anew` drops what is half typed."""
        self._plan, self._words = plan, words
        self._stale = self._stale or anew
        if anew:
            self.add.close_entry()
        self._show_rows(self.common, plan.common, anew)
        self._arrange()

    def focus_added(self) -> None:
        """Put the focus into the field that was just added, if one was."""
        wanted, self._focus_next = self._focus_next, ()
        if not wanted or self._plan is None:
            return
        self._reveal(wanted)
        row = self._row(wanted)
        if row is not None:
            row.field.entry().setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row, 0, 4)

    def refuse(self, name: Name, sentence: str) -> bool:
        """Say `sentence` below the field and show the post's value again; False when there is no such row."""
        path = tuple(key for part in path_of(name) for key in part.split("."))
        for wanted in (path_of(name), path):
            self._reveal(wanted)
            row = self._row(wanted)
            if row is not None:
                row.refuse(sentence)
                return True
        return False

    def set_places(self, places: Places) -> None:
        """Where images are looked for."""
        self._places = places
        for rows in (self.common, self.rare):
            rows.set_places(places)

    def commit(self) -> None:
        """Tell what is typed and not yet told."""
        for rows in (self.common, self.rare):
            if not rows.isHidden():
                rows.commit()

    def half_typed(self) -> list[tuple[Name, Value]]:
        """What is typed and not yet told."""
        return [typed for rows in (self.common, self.rare) if not rows.isHidden() for typed in rows.half_typed()]

    def speak(self) -> None:
        """Say everything in the language that is set now: rows are made anew."""
        self._showing = True
        try:
            for rows in (self.common, self.rare):
                rows.clear()
        finally:
            self._showing = False
        self._stale = True
        self.add.speak()

    def tab_stops(self) -> list[QWidget]:
        """The widgets Tab goes to, in reading order."""
        return [*self.common.tab_stops(), *self.rare.tab_stops(), *self.add.tab_stops()]

    @Slot()
    def focus_first(self) -> None:
        """Put the focus into the first field."""
        for stop in self.common.tab_stops()[:1]:
            stop.setFocus()

    def _show_rows(self, rows: Rows, plans: Sequence[RowPlan], anew: bool) -> None:
        self._showing = True
        try:
            rows.show_plans(plans, anew=anew)
        finally:
            self._showing = False
        if self._words is not None:
            rows.set_vocabulary(self._words.categories, self._words.tags)
        if self._places is not None:
            rows.set_places(self._places)

    def _arrange(self) -> None:
        """The rarer rows are made when they are first seen."""
        plan = self._plan
        if plan is None:
            return
        if self._unfolded and plan.rare:
            self._show_rows(self.rare, plan.rare, self._stale)
            self._stale = False
        self.rare.setVisible(self._unfolded and bool(plan.rare))
        self.add.setVisible(not plan.locked and (self._unfolded or not plan.rare))
        self.fit()

    def _reveal(self, path: tuple[str, ...]) -> None:
        if self._plan is not None and not self._unfolded and path[:1] in {row.path[:1] for row in self._plan.rare}:
            self.set_unfolded(True)

    def _row(self, path: tuple[str, ...]) -> Row | None:
        return self.common.row(path) or (None if self.rare.isHidden() else self.rare.row(path))

    @Slot(object, object)
    def _edited(self, name: Name, value: Value) -> None:
        if not self._showing:
            self.edited.emit(name, value)

    @Slot(str, object)
    def _added(self, name: str, value: Value) -> None:
        self._focus_next = (name,)
        self.edited.emit(name, value)

    @Slot(object)
    def _removed(self, name: Name) -> None:
        row = self._row(path_of(name))
        if row is not None and row.isAncestorOf(self.window().focusWidget() or self):
            self._leave(row)
        self.removal_requested.emit(name)

    def _leave(self, going: Row) -> None:
        """Put the focus on the row after this one, or before it, since it is going."""
        rows = [row for rows in (self.common, self.rare) for row in rows.rows() if row.isVisibleTo(self)]
        at, path = rows.index(going), going.plan.path
        others = [row for row in rows[at + 1 :] + rows[:at][::-1] if row.plan.path[: len(path)] != path]
        stops = [stop for row in others for stop in row.field.tab_stops()[-1:]]
        (stops[0] if stops else self.add.button).setFocus()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        for rows in (self.common, self.rare):
            rows.follow_focus(old, new)
        if new is not None and self._body.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, 4)

    @Slot()
    def _soon(self) -> None:
        self._caret.start(0)

    @Slot()
    def _show_caret(self) -> None:
        """Keep the line with the caret in sight, in a field higher than the room there is."""
        entry = self.window().focusWidget()
        if isinstance(entry, Paragraph) and self._body.isAncestorOf(entry):
            entry.ensureCursorVisible()
            line = entry.cursorRect()
            at = entry.viewport().mapTo(self._body, line.center())
            self.ensureVisible(at.x(), at.y(), 0, line.height())
