"""The rows of a form, kept in step with their plans: a row whose field stays keeps its widget. Knows no post."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.post.image_places import Places
from journal_app.post.values import Name, Value, path_of
from journal_app.ui.metadata.chips import ChipsField
from journal_app.ui.metadata.image import ImageField
from journal_app.ui.metadata.lines import Paragraph
from journal_app.ui.metadata.plan import RowPlan
from journal_app.ui.metadata.row import Row

_MOST_SPARE = 8


class Rows(QWidget):
    """Rows from top to bottom. `edited(name, value)` and `removal_requested(name)` are the author's."""

    edited = Signal(object, object)
    typing = Signal()
    removal_requested = Signal(object)
    pictures_brought = Signal(object, object)
    caret_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._spare: dict[str, list[Row]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)

    def rows(self) -> list[Row]:
        """The rows, in order."""
        return list(self._rows)

    def row(self, name: Name) -> Row | None:
        """The row of this field."""
        path = path_of(name)
        return next((row for row in self._rows if row.plan.path == path), None)

    def show_plans(self, plans: Sequence[RowPlan], *, anew: bool) -> None:
        """Show these rows. A row of the same name stays if it can hold the value; `anew`: of the same kind too."""
        kept = {plan.path: row for plan in plans if (row := self._staying(plan, anew)) is not None}
        for row in self._rows:
            if kept.get(row.plan.path) is not row:
                self._park(row)
        new: list[Row] = []
        for plan in plans:
            row = kept.get(plan.path)
            if row is not None:
                row.show_plan(plan, anew=anew)
            else:
                row = self._made(plan)
                row.show_plan(plan, anew=True)
            new.append(row)
        for place, row in enumerate(new):
            if self._layout.indexOf(row) != place:
                self._layout.insertWidget(place, row)
            if row.isHidden():
                row.show()
        self._rows = new

    def clear(self) -> None:
        """Take all rows away, also those put aside."""
        for row in (*self._rows, *(row for spare in self._spare.values() for row in spare)):
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows, self._spare = [], {}

    def set_vocabulary(self, categories: Sequence[str], tags: Sequence[str]) -> None:
        """The words the chips complete from."""
        words = {"categories": categories, "tags": tags}
        for row in self._rows:
            if isinstance(row.field, ChipsField):
                row.field.set_vocabulary(words.get(row.plan.meaning, ()))

    def set_places(self, places: Places) -> None:
        """Where images are looked for."""
        for row in self._rows:
            if isinstance(row.field, ImageField):
                row.field.set_places(places)

    def tab_stops(self) -> list[QWidget]:
        """The widgets Tab goes to, in reading order."""
        return [stop for row in self._rows for stop in row.field.tab_stops()]

    def commit(self) -> None:
        """Tell what is typed and not yet told."""
        for row in self._rows:
            row.field.commit()

    def half_typed(self) -> list[tuple[Name, Value]]:
        """The fields with something typed and not yet told, each with the value it would give."""
        return [(row.plan.name, value) for row in self._rows for value in row.field.half_typed()]

    def _made(self, plan: RowPlan) -> Row:
        """A row of this kind: one that was put aside, or a new one."""
        spare = self._spare.get(plan.kind)
        if spare:
            return spare.pop()
        row = Row(plan, self)
        row.edited.connect(self.edited)
        row.typing.connect(self.typing)
        row.removal_requested.connect(self.removal_requested)
        row.pictures_brought.connect(self.pictures_brought)
        entry = row.field.entry()
        if isinstance(entry, Paragraph):
            entry.cursorPositionChanged.connect(self.caret_moved)
            entry.height_changed.connect(self.caret_moved)
        return row

    def _park(self, row: Row) -> None:
        """Put a row aside: making one anew costs more than anything else here."""
        row.hide()
        row.set_touched(False)
        self._layout.removeWidget(row)
        spare = self._spare.setdefault(row.kind, [])
        if len(spare) < _MOST_SPARE:
            spare.append(row)
        else:
            row.deleteLater()

    def _staying(self, plan: RowPlan, anew: bool) -> Row | None:
        """The row that goes on for this plan."""
        row = self.row(plan.path)
        if row is None or row.kind == plan.kind:
            return row
        focus = self.window().focusWidget()
        held = not anew and focus is not None and row.isAncestorOf(focus) and row.field.can_hold(plan.value)
        return row if held else None

    @Slot(QWidget, QWidget)
    def follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Tell the rows which of them has the focus."""
        for row in self._rows:
            row.set_touched(new is not None and row.isAncestorOf(new))
