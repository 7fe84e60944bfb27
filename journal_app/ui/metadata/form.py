"""The form above the body: the head's fields, or its source. Shows a Post, tells wishes, decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Property, QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from journal_app.post import fields
from journal_app.post.post import Post
from journal_app.post.values import Name, Value, path_of
from journal_app.ui.metadata import labels
from journal_app.ui.metadata.add_field import AddField, first_value
from journal_app.ui.metadata.bar import FORM, SOURCE, FormBar
from journal_app.ui.metadata.edits import FieldEdited, FieldRemoved, HeadEdited
from journal_app.ui.metadata.fitted import FittedArea
from journal_app.ui.metadata.no_head import NoHead
from journal_app.ui.metadata.plan import Plan, plan
from journal_app.ui.metadata.rows import Rows
from journal_app.ui.metadata.source import SourceView
from journal_app.ui.metadata.title import TitleRow
from journal_app.ui.theme import Tokens

translate = QCoreApplication.translate

__all__ = ["FieldEdited", "FieldRemoved", "HeadEdited", "MetadataForm", "Words"]

_SHARE = 0.55  # of the column's height that the form takes at most


class Words(Protocol):
    """What the form wants to know of the journal: names and words it uses, most used first."""

    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def order(self) -> tuple[str, ...]: ...


class MetadataForm(QWidget):
    """The head of the post that is shown."""

    field_edited = Signal(object)  # FieldEdited
    field_removed = Signal(object)  # FieldRemoved
    head_edited = Signal(object)  # HeadEdited

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(translate("Metadata", "Metadata"))
        self._post: Post | None = None
        self._usual: tuple[str, ...] = ()
        self._roots: tuple[Path, ...] = ()
        self._view = FORM
        self._wanted_view = FORM
        self._folded = False
        self._unfolded = False
        self._focus_next: tuple[str, ...] = ()
        self._plan: Plan | None = None
        self._state: tuple[object, ...] = ()

        self.title = TitleRow()
        self.common = Rows()
        self.rare = Rows()
        self.add = AddField()
        self.source = SourceView()
        self.bar = FormBar()
        for rows in (self.common, self.rare):
            rows.edited.connect(self._edited)
            rows.removal_requested.connect(self._removed)
        self.title.edited.connect(self._edited)
        self.title.left_downwards.connect(self._into_rows)
        self.add.chosen.connect(self._added)
        self.source.typed.connect(self._typed)
        self.bar.view_requested.connect(self.show_view)
        self.bar.fold_requested.connect(self._toggle_rare)

        self.empty = NoHead()
        self.empty.head_requested.connect(self._give_head)

        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(1)
        inside.addWidget(self.common)
        inside.addWidget(self.rare)
        inside.addWidget(self.add)
        self._scroll = FittedArea(self._inside)
        self._scroll.changed.connect(self._fit)
        line = QFrame()
        line.setProperty("role", "hairline")
        line.setFixedHeight(1)
        upper = QVBoxLayout()
        upper.setContentsMargins(14, 10, 4, 6)
        upper.setSpacing(0)
        upper.addWidget(self.title)
        upper.addSpacing(2)
        upper.addWidget(self.empty)
        upper.addWidget(self._scroll)
        upper.addWidget(self.source)
        upper.addSpacing(2)
        upper.addWidget(self.bar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper)
        outer.addWidget(line)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._arrange()

    # --- from outside

    def show_post(self, post: Post, vocabulary: Words) -> None:
        """Show this post; of the same post only what changed, so that focus and half-typed text stay. Says nothing."""
        anew = self._post is None or self._post.path != post.path
        self._post = post
        words = (vocabulary.order, vocabulary.categories, vocabulary.tags)
        state = (post.path, post.head_kind, post.opening, post.head_text, post.read_only, *words)
        if post.head_kind and state == self._state:
            return  # an edit of the body
        self._state = state
        self._usual = tuple(vocabulary.order)
        if anew:
            self._view = self._wanted_view
            self.add.close_entry()
        locked = post.read_only or (_json_words() if post.head_kind == "json" else "")
        made = plan(post, self._usual, locked)
        self._plan = made
        shown_title = made.title
        if post.broken is not None or (not post.head_kind and not post.read_only):
            shown_title = replace(shown_title, locked=_no_head_words() if not post.broken else _broken_words())
        self.title.show_plan(shown_title, fields.meaning(post).title, anew=anew)
        self.common.show_plans(made.common, anew=anew)
        self.rare.show_plans(made.rare, anew=anew)
        for rows in (self.common, self.rare):
            rows.set_vocabulary(vocabulary.categories, vocabulary.tags)
            rows.set_places(post.path.parent, self._roots)
        date = post.fields.get(fields.names(post.fields).date)
        taken = [*post.fields, *(row.path[0] for row in made.common)]
        self.add.show_names(self._usual, taken, date if isinstance(date, str) else "")
        self._show_source(post, anew)
        self.empty.show_post(post)
        self._arrange()
        self._order_tabs()
        if self._focus_next:
            self._focus_new_field()

    def refuse(self, name: Name, sentence: str) -> None:
        """Say `sentence` below the field, and show the post's value in it again."""
        path = path_of(name) if not isinstance(name, str) else (name,)
        for rows in (self.common, self.rare):
            row = rows.row(path) or rows.row(tuple(".".join(path).split(".")))
            if row is not None:
                row.refuse(sentence)
                if rows is self.rare and self._view == FORM:
                    self._set_unfolded(True)
                return
        if self.title.name in (name, path):
            self.title.refuse(sentence)
        elif self._view == SOURCE:
            self.source.complain(sentence)
        else:
            self.title.complain(sentence)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the mode's colours, where the style sheet does not reach."""
        self.source.set_tokens(tokens)

    def set_asset_roots(self, roots: Sequence[Path]) -> None:
        """The folders an image named `/…` is looked for in."""
        self._roots = tuple(roots)
        if self._post is not None:
            for rows in (self.common, self.rare):
                rows.set_places(self._post.path.parent, self._roots)

    def commit(self) -> None:
        """Tell what is typed and not yet told (a date without Enter, a tag without Enter); call it before a save."""
        for rows in (self.common, self.rare):
            rows.commit()

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        self.title.focus()

    def _get_folded(self) -> bool:
        return self._folded

    def _set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._arrange()

    folded = Property(bool, _get_folded, _set_folded)

    def _get_unfolded(self) -> bool:
        return self._unfolded

    def _set_unfolded(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._arrange()

    rare_shown = Property(bool, _get_unfolded, _set_unfolded)

    @Slot(str)
    def show_view(self, view: str) -> None:
        """Show the form or the source, as the author wants it."""
        self._wanted_view = self._view = view
        self._arrange()
        if view == SOURCE:
            self.source.text.setFocus()

    def view(self) -> str:
        """Which is shown: "form" or "source"."""
        return SOURCE if self._is_broken() else self._view

    @Slot()
    def _toggle_rare(self) -> None:
        self._set_unfolded(not self._unfolded)

    # --- the author's edits

    @Slot(object, object)
    def _edited(self, name: Name, value: Value) -> None:
        if self._post is not None:
            self.field_edited.emit(FieldEdited(self._post.path, name, value))

    @Slot(object)
    def _removed(self, name: Name) -> None:
        if self._post is None:
            return
        for rows in (self.common, self.rare):
            row = rows.row(name)
            if row is not None and row.isAncestorOf(QApplication.focusWidget() or self):
                self.setFocus()
                self._focus_after(row.plan.path)
        self.field_removed.emit(FieldRemoved(self._post.path, name))

    def _focus_after(self, path: tuple[str, ...]) -> None:
        """Put the focus on the row after this one, or before it, since it is going."""
        rows = [row for rows in (self.common, self.rare) for row in rows.rows() if row.isVisibleTo(self)]
        at = next(place for place, row in enumerate(rows) if row.plan.path == path)
        inner = len(path)
        others = [row for row in rows[at + 1 :] + rows[:at][::-1] if row.plan.path[:inner] != path]
        target = next((row.field.entry() for row in others if row.field.tab_stops()), self.title.line())
        target.setFocus()

    @Slot(str, object)
    def _added(self, name: str, value: Value) -> None:
        if self._post is not None:
            self._focus_next = (name,)
            self.field_edited.emit(FieldEdited(self._post.path, name, value))

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self._post is not None:
            whole = text + "\n" if text and self._post.head_kind != "json" else text
            self.head_edited.emit(HeadEdited(self._post.path, whole))

    @Slot()
    def _give_head(self) -> None:
        if self._post is None:
            return
        path, usual = self._post.path, fields.names(dict.fromkeys(self._usual))
        title = fields.meaning(self._post).title or datetime.now().strftime("%Y-%m-%d")
        date = usual.date or "date"
        self.field_edited.emit(FieldEdited(path, "title", title))
        if self._post.path == path:
            self.field_edited.emit(FieldEdited(path, date, first_value(date if usual.date else "date", "")))
            self.focus_title()

    def _focus_new_field(self) -> None:
        row = self.common.row(self._focus_next) or self.rare.row(self._focus_next)
        if row is None:
            return
        if self.rare.row(self._focus_next) is not None:
            self._set_unfolded(True)
        self._focus_next = ()
        row.field.entry().setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, 4)

    # --- what is shown

    def _is_broken(self) -> bool:
        return self._post is not None and self._post.broken is not None and bool(self._post.head_kind)

    def _show_source(self, post: Post, anew: bool) -> None:
        text = post.head_text
        shown = text[:-1] if text.endswith("\n") and post.head_kind != "json" else text
        if not self.source.text.composing or anew:
            self.source.fill(shown)
        self.source.set_read_only(bool(post.read_only))
        if not anew and self.source.isVisible() and self.window().focusWidget() is self.source.text:
            self._view = SOURCE  # whoever mends the head goes on in its source
        broken = post.broken
        if broken is None or not post.head_kind:
            self.source.complain("")
            return
        before = len(post.opening.splitlines())
        sentence = translate("Metadata", "Line {line}: {reason}.").format(line=broken.line, reason=broken.reason)
        self.source.complain(sentence, max(0, broken.line - before))

    def _arrange(self) -> None:
        """Show the parts that belong to the post's state, and hide the others."""
        post = self._post
        headless = post is None or not post.head_kind
        view = self.view()
        in_form = view == FORM and not headless
        opened = not self._folded
        self.title.setVisible(self._folded or headless or in_form)
        self.empty.setVisible(opened and headless and post is not None)
        self._scroll.setVisible(opened and in_form)
        self.source.setVisible(opened and not headless and view == SOURCE)
        self.bar.setVisible(opened and not headless)
        self.bar.show_state(view, not self._is_broken())
        made = self._plan
        rare = list(dict.fromkeys(row.path[0] for row in made.rare)) if made else []
        named = sorted(rare, key=lambda name: not labels.is_known(name))
        locked = post is not None and (bool(post.read_only) or post.head_kind == "json")
        self.rare.setVisible(self._unfolded or not rare)
        self.add.setVisible(not locked and (self._unfolded or not rare))
        self.bar.show_fold([labels.label(name) for name in named] if in_form else [], self._unfolded)
        self._fit()

    def _order_tabs(self) -> None:
        stops = [self.title.line(), *self.common.tab_stops(), *self.rare.tab_stops(), *self.add.tab_stops()]
        stops += [self.empty.button, self.source.text, *self.bar.tab_stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        for rows in (self.common, self.rare):
            rows.follow_focus(old, new)
        if new is not None and self._inside.isAncestorOf(new):
            self._scroll.ensureWidgetVisible(new, 0, 4)

    @Slot()
    def _into_rows(self) -> None:
        stops = self.common.tab_stops()
        if stops:
            stops[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        parent = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and parent is not None:
            parent.installEventFilter(self)
        return super().event(event)

    @Slot()
    def _fit(self) -> None:
        """Give the fields their room: as much as they need, never more than their share of the column."""
        parent = self.parentWidget()
        others = self.title.sizeHint().height() + self.bar.sizeHint().height() + 24
        self._scroll.set_most(max(1, round(parent.height() * _SHARE) - others) if parent is not None else 0)


def _json_words() -> str:
    return translate("Metadata", "A JSON head is edited in the source.")


def _broken_words() -> str:
    return translate("Metadata", "The head does not parse: mend it in the source first.")


def _no_head_words() -> str:
    return translate("Metadata", "The post has no head yet: this is its first heading or its file's name.")
