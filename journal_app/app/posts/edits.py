"""The author's edits, as they come from the panes: handed to the desk, remembered for undo, refused in words."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from journal_app.app.notices import Notices
from journal_app.app.showing.browse import Browse
from journal_app.post.errors import JournalError
from journal_app.post.post import Name
from journal_app.session.desk import Desk, HeadChange
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import BodyEdited, EncodingWish, HeadText
from journal_app.ui.messages import sentence
from journal_app.ui.metadata.edits import FieldEdited, FieldRemoved, HeadEdited
from journal_app.ui.metadata.place import FormPlace

translate = QCoreApplication.translate


class Edits(QObject):
    """Between editor, form and desk."""

    def __init__(self, desk: Desk, browse: Browse, notices: Notices, editor: Editor, form: FormPlace) -> None:
        super().__init__(editor)
        self._desk = desk
        self._browse = browse
        self._notices = notices
        self._editor = editor
        self._form = form

    @Slot(object)
    def edit_body(self, edited: BodyEdited) -> None:
        """The author typed. What the file's encoding cannot hold goes again at once, and a notice says why."""
        try:
            self._desk.edit_body(edited.path, edited.splice)
        except JournalError as error:
            post = self._desk.post(edited.path)
            if post is not None:
                self._editor.take_post(post)
            QTimer.singleShot(0, self, partial(self._notices.tell, error))

    @Slot(object)
    def open_as(self, wish: EncodingWish) -> None:
        """The author says in which encoding a post is."""
        self._desk.open_as(wish.path, wish.codec)

    @Slot(object)
    def edit_field(self, edited: FieldEdited) -> None:
        """The author changed a field in the form."""
        try:
            change = self._desk.set_field(edited.path, edited.name, edited.value, self._browse.vocabulary.order)
        except JournalError as error:
            self._form.refuse(edited.name, sentence(error))
            return
        self.remember_head(change, f"field {_dotted(edited.name)}")

    @Slot(object)
    def remove_field(self, removed: FieldRemoved) -> None:
        """The author took a field out."""
        try:
            change = self._desk.remove_field(removed.path, removed.name)
        except JournalError as error:
            self._form.refuse(removed.name, sentence(error))
            return
        self.remember_head(change, "")

    @Slot(object)
    def edit_head(self, edited: HeadEdited) -> None:
        """The author edited the raw head."""
        try:
            change = self._desk.put_head(edited.path, edited.text)
        except JournalError as error:
            self._form.refuse("", sentence(error))
            return
        self.remember_head(change, "source")

    @Slot(object)
    def put_head(self, wanted: HeadText) -> None:
        """Undo or redo of a form edit."""
        try:
            self._desk.put_head(wanted.path, wanted.text)
        except JournalError as error:
            self._notices.tell(error)

    def remember_head(self, change: HeadChange, merge_key: str = "") -> None:
        """Let undo take back an edit of the head; edits in a row with one `merge_key` are one step."""
        if change.before != change.after:
            words = translate("Edits", "metadata edit")
            self._editor.push_head_edit(change.path, words, change.before, change.after, merge_key)


def _dotted(name: Name) -> str:
    return name if isinstance(name, str) else ".".join(name)
