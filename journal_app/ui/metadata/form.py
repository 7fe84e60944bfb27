"""The form above the body: the head's fields, or its source. Shows a Post, tells wishes, decides nothing."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Property, QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from journal_app.post import fields
from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.values import Name, Value, path_of
from journal_app.ui.brought import Brought
from journal_app.ui.messages import reason
from journal_app.ui.metadata.add_field import first_value
from journal_app.ui.metadata.bar import FORM, SOURCE, FormBar
from journal_app.ui.metadata.edits import CoverBrought, FieldEdited, FieldRemoved, HeadEdited
from journal_app.ui.metadata.no_head import NoHead
from journal_app.ui.metadata.pane import FieldsPane
from journal_app.ui.metadata.plan import plan
from journal_app.ui.metadata.source import SourceView
from journal_app.ui.metadata.title import TitleRow
from journal_app.ui.metadata.words import Words
from journal_app.ui.style.theme import Tokens

translate = QCoreApplication.translate

__all__ = ["FieldEdited", "FieldRemoved", "HeadEdited", "MetadataForm"]

_SHARE = 0.55  # of the column's height that the form takes at most


class MetadataForm(QWidget):
    """The head of the post that is shown."""

    field_edited = Signal(object)  # FieldEdited
    field_removed = Signal(object)  # FieldRemoved
    head_edited = Signal(object)  # HeadEdited
    pictures_brought = Signal(object)  # CoverBrought
    typing = Signal()  # what `half_typed` says may be other than before

    def __init__(self, parent: QWidget | None = None, column: QWidget | None = None) -> None:
        """`column`: of whose height the form takes its share; its parent when none is named."""
        super().__init__(parent)
        self._column = column
        if column is not None:
            column.installEventFilter(self)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(translate("Metadata", "Metadata"))
        self._post: Post | None = None
        self._usual: tuple[str, ...] = ()
        self._view = FORM
        self._wanted_view = FORM
        self._folded = False
        self._showing = False
        self._vocabulary: Words | None = None
        self._state: tuple[object, ...] = ()

        self.title = TitleRow()
        self.empty = NoHead()
        self.pane = FieldsPane()
        self.common, self.rare, self.add = self.pane.common, self.pane.rare, self.pane.add
        self.source = SourceView()
        self.bar = FormBar()
        self.title.edited.connect(self._edited)
        self.title.left_downwards.connect(self.pane.focus_first)
        self.empty.head_requested.connect(self._give_head)
        self.pane.edited.connect(self._edited)
        self.pane.typing.connect(self.typing)
        self.pane.removal_requested.connect(self._removed)
        self.pane.pictures_brought.connect(self._bring)
        self.pane.stops_changed.connect(self._order_tabs)
        self.pane.changed.connect(self._fit)
        self.source.typed.connect(self._typed)
        self.bar.view_requested.connect(self.show_view)
        self.bar.fold_requested.connect(self._toggle_rare)

        line = QFrame()
        line.setProperty("role", "hairline")
        line.setFixedHeight(1)
        upper = QVBoxLayout()
        upper.setContentsMargins(14, 10, 4, 6)
        upper.setSpacing(0)
        upper.addWidget(self.title)
        upper.addSpacing(2)
        upper.addWidget(self.empty)
        upper.addWidget(self.pane)
        upper.addWidget(self.source)
        upper.addSpacing(2)
        upper.addWidget(self.bar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper)
        outer.addWidget(line)
        self._arrange()

    # --- from outside

    def show_post(self, post: Post, vocabulary: Words) -> None:
        """Show this post; of the same post only what changed, so that focus and half-typed text stay. Says nothing.

        Of another post everything: what is half typed is dropped, so `commit` comes first when the author leaves one.
        """
        anew = self._post is None or self._post.path != post.path
        self._post = post
        words = (vocabulary.order, vocabulary.categories, vocabulary.tags)
        state = (post.path, post.head_kind, post.opening, post.head_text, post.read_only, *words)
        if post.head_kind and state == self._state:
            return  # an edit of the body
        self._state = state
        self._vocabulary = vocabulary
        self._usual = tuple(vocabulary.order)
        self._showing = True  # what loses the focus now would tell its half-typed text
        try:
            self._show(post, vocabulary, anew)
        finally:
            self._showing = False
        self.pane.focus_added()

    def _show(self, post: Post, vocabulary: Words, anew: bool) -> None:
        if anew:
            self._view = self._wanted_view
        made = plan(
            post,
            self._usual,
            reason(post.read_only) if post.read_only else (_json_words() if post.head_kind == "json" else ""),
        )
        title = made.title
        if post.broken is not None or not post.head_kind:
            title = replace(title, locked=_broken_words() if post.broken else _no_head_words())
        self.title.show_plan(title, fields.meaning(post).title, anew=anew)
        self.pane.show_plan(made, vocabulary, anew=anew)
        date = post.fields.get(fields.names(post.fields).date)
        taken = [*post.fields, *(row.path[0] for row in made.common)]
        self.pane.add.show_names(self._usual, taken, date if isinstance(date, str) else "")
        self._judge_source(post, anew)
        self.empty.show_post(post)
        self._arrange()
        self._order_tabs()

    def refuse(self, name: Name, sentence: str) -> None:
        """Say `sentence` below the field, and show the post's value in it again; no such field: where it fits."""
        if self.view() == SOURCE:
            self.source.complain(sentence)
        elif path_of(self.title.name) == path_of(name):
            self.title.refuse(sentence)
        elif not self.pane.refuse(name, sentence):
            self.title.complain(sentence)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the mode's colours, where the style sheet does not reach."""
        self.source.set_tokens(tokens)

    def set_places(self, places: Places) -> None:
        """Where the images of the post are looked for that is shown, or will be next."""
        self.pane.set_places(places)

    def commit(self) -> None:
        """Tell what is typed and not yet told (a date or a tag without Enter); before a save and before leaving."""
        self.pane.commit()

    def half_typed(self) -> tuple[FieldEdited, ...]:
        """The edits that `commit` would tell now, and a date that is none yet: to be kept for a crash, not made."""
        if self._post is None:
            return ()
        return tuple(FieldEdited(self._post.path, name, value) for name, value in self.pane.half_typed())

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        self.title.focus()

    def _get_folded(self) -> bool:
        return self._folded

    def _set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._arrange()

    folded = Property(bool, _get_folded, _set_folded)

    def _get_rare_shown(self) -> bool:
        return self.pane.unfolded

    def _set_rare_shown(self, shown: bool) -> None:
        self.pane.set_unfolded(shown)
        self._arrange()

    rare_shown = Property(bool, _get_rare_shown, _set_rare_shown)

    @property
    def is_as_at_first(self) -> bool:
        """Whether it looks as after a start: nobody asked for the source, or for the rarer fields."""
        return self._wanted_view == FORM and not self.pane.unfolded

    @Slot(str)
    def show_view(self, view: str) -> None:
        """Show the form or the source, as the author wants it."""
        self._wanted_view = self._view = view
        if view == SOURCE and self._post is not None:
            self._fill_source(self._post)
        self._arrange()
        if view == SOURCE:
            self.source.text.setFocus()

    def show_line(self, line: int) -> None:
        """Show a line of the source, from 1, with the caret in it."""
        self.show_view(SOURCE)
        self.source.go_to_line(line)

    def view(self) -> str:
        """Which is shown: "form" or "source"."""
        return SOURCE if self._is_broken() else self._view

    @Slot()
    def _toggle_rare(self) -> None:
        self._set_rare_shown(not self.pane.unfolded)

    # --- the author's edits

    @Slot(object, object)
    def _edited(self, name: Name, value: Value) -> None:
        if self._post is not None and not self._showing:
            self.field_edited.emit(FieldEdited(self._post.path, name, value))

    @Slot(object, object)
    def _bring(self, name: Name, brought: Brought) -> None:
        if self._post is not None:
            self.pictures_brought.emit(CoverBrought(self._post.path, name, brought))

    @Slot(object)
    def _removed(self, name: Name) -> None:
        if self._post is not None:
            self.field_removed.emit(FieldRemoved(self._post.path, name))

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

    # --- what is shown

    def _is_broken(self) -> bool:
        return self._post is not None and self._post.broken is not None and bool(self._post.head_kind)

    def _judge_source(self, post: Post, anew: bool) -> None:
        """Say and mark what is broken; whoever mends the head goes on in its source."""
        if not anew and self.source.isVisible() and self.window().focusWidget() is self.source.text:
            self._view = SOURCE
        self.source.set_read_only(bool(post.read_only))
        if self.view() == SOURCE:
            self._fill_source(post)
        broken = post.broken
        if broken is None or not post.head_kind:
            self.source.complain("")
            return
        sentence = translate("Metadata", "Line {line}: {reason}.").format(
            line=broken.line, reason=reason(broken.reason)
        )
        self.source.complain(sentence, max(0, broken.line - len(post.opening.splitlines())))

    def _fill_source(self, post: Post) -> None:
        text = post.head_text
        self.source.fill(text[:-1] if text.endswith("\n") and post.head_kind != "json" else text)

    def _arrange(self) -> None:
        """Show the parts that belong to the post's state, and hide the others."""
        post = self._post
        headless = post is None or not post.head_kind
        view = self.view()
        in_form = view == FORM and not headless
        opened = not self._folded
        self.title.setVisible(self._folded or headless or in_form)
        self.empty.setVisible(opened and headless and post is not None)
        self.pane.setVisible(opened and in_form)
        self.source.setVisible(opened and not headless and view == SOURCE)
        self.bar.setVisible(opened and not headless)
        self.bar.show_state(view, not self._is_broken())
        self.bar.show_fold(self.pane.rare_names() if in_form else [], self.pane.unfolded)
        self._fit()

    def tab_stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        return [
            self.title.line(), *self.pane.tab_stops(), self.empty.button, self.source.text, *self.bar.tab_stops()
        ]  # fmt: skip

    @Slot()
    def _order_tabs(self) -> None:
        for before, after in pairwise(self.tab_stops()):
            QWidget.setTabOrder(before, after)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def _speak(self) -> None:
        """Say everything in the language that is set now."""
        self.setAccessibleName(translate("Metadata", "Metadata"))
        self.bar.speak()
        self.pane.speak()
        if self._post is not None and self._vocabulary is not None:
            self._state = ()
            self.show_post(self._post, self._vocabulary)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._place() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        parent = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and parent is not None and self._column is None:
            parent.installEventFilter(self)
        return super().event(event)

    @Slot()
    def _fit(self) -> None:
        """Give the fields their room: as much as they need, never more than their share of the column."""
        place = self._place()
        others = self.title.sizeHint().height() + self.bar.sizeHint().height() + 24
        self.pane.set_most(max(1, round(place.height() * _SHARE) - others) if place is not None else 0)

    def _place(self) -> QWidget | None:
        return self._column or self.parentWidget()


def _json_words() -> str:
    return translate("Metadata", "A JSON head is edited in the source.")


def _broken_words() -> str:
    return translate("Metadata", "The head does not parse: mend it in the source first.")


def _no_head_words() -> str:
    return translate("Metadata", "The post has no head yet: this is its first heading or its file's name.")
