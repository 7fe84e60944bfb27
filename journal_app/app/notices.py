"""Errors, conflicts and found text as notices above the post, never as a box; what is said and what a choice does."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Slot

from journal_app.post import fields
from journal_app.post.errors import JournalError, shown
from journal_app.post.post import Post
from journal_app.session.desk import Conflict, Desk, SavedPost, SaveFailure
from journal_app.ui import messages
from journal_app.ui.banner import Banner, Notice, NoticeChoice
from journal_app.ui.theme import Tokens

translate = QCoreApplication.translate


class Notices(QObject):
    """Shows notices and carries out what is chosen on them."""

    def __init__(self, desk: Desk, banner: Banner, tokens: Callable[[], Tokens]) -> None:
        super().__init__(banner)
        self._desk = desk
        self._banner = banner
        self._tokens = tokens
        self._deeds: dict[str, dict[str, Callable[[], None]]] = {}
        self._again: dict[str, Callable[[], None]] = {}
        self._conflicts: dict[Path, Conflict] = {}
        banner.choice_made.connect(self._on_choice)

    def say(
        self,
        key: str,
        text: str,
        deeds: dict[str, tuple[str, Callable[[], None]]] | None = None,
        *,
        warning: bool = False,
        dismissible: bool = True,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Show a notice; `deeds` are its buttons: name → (words, what a click does). `again` says it anew."""
        deeds = deeds or {}
        if again is not None:
            self._again[key] = again
        self._deeds[key] = {name: deed for name, (_, deed) in deeds.items()}
        choices = tuple((name, words) for name, (words, _) in deeds.items())
        self._banner.show_notice(
            Notice(key, text, choices, "warning" if warning else "information", dismissible)
        )

    def forget(self, key: str) -> None:
        """Take a notice away."""
        self._deeds.pop(key, None)
        self._again.pop(key, None)
        self._banner.forget(key)

    def reword(self) -> None:
        """Say everything again in the language of now."""
        for key, again in tuple(self._again.items()):
            if self._again.get(key) is again:
                again()

    def tell(self, error: JournalError) -> None:
        """An error as a sentence, in the window."""
        self.say("error", messages.sentence(error), warning=True, again=partial(self.tell, error))

    @Slot(object)
    def on_save_failed(self, failure: SaveFailure) -> None:
        """A save did not happen; a conflict says so by itself."""
        if not self._desk.in_conflict(failure.path):
            again = partial(self.on_save_failed, failure)
            self.say(f"save {failure.path}", messages.sentence(failure.error), warning=True, again=again)

    @Slot(object)
    def on_recovery_failed(self, reason: str) -> None:
        """Unsaved text cannot be kept; saving still works."""
        text = translate("Notices", "Unsaved text cannot be kept for a crash: {reason}. Save often.")
        again = partial(self.on_recovery_failed, reason)
        self.say("recovery", text.format(reason=messages.reason(reason)), warning=True, again=again)

    @Slot()
    def on_recovery_mended(self) -> None:
        """Unsaved text can be kept again."""
        self.forget("recovery")

    @Slot(object)
    def on_open_failed(self, failure: SaveFailure) -> None:
        """A post could not be opened."""
        self.tell(failure.error)

    @Slot(object)
    def on_saved(self, saved: SavedPost) -> None:
        """Older troubles of that post are over."""
        self.forget(f"save {saved.post.path}")
        self.forget(f"conflict {saved.post.path}")
        self._conflicts.pop(saved.post.path, None)
        if saved.displaced is not None:
            text = translate(
                "Notices", "Another program wrote the file at the same moment. Its version is kept as {name}."
            )
            text = text.format(name=shown(Path(saved.displaced.name)))
            self.say(f"displaced {saved.post.path}", text, again=partial(self.on_saved, saved))

    @Slot(object)
    def on_conflict(self, conflict: Conflict) -> None:
        """Somebody else changed or deleted the file of an unsaved post."""
        path = conflict.mine.path
        self._conflicts[path] = conflict
        self.forget(f"save {path}")
        title = fields.meaning(conflict.mine).title
        if conflict.theirs is None:
            text = translate(
                "Notices", "The file of “{title}” is gone. Your text is here; saving makes the file again."
            )
            deeds = {"save": (translate("Notices", "Save"), self._deed(path, self._desk.save))}
        else:
            text = translate("Notices", "“{title}” was changed by another program while you edited it.")
            deeds = {
                "show": (translate("Notices", "Show the difference"), self._deed(path, self._show)),
                "mine": (translate("Notices", "Keep mine"), self._deed(path, self._keep_mine)),
                "theirs": (translate("Notices", "Take the disk's"), self._deed(path, self._take_theirs)),
            }
        again = partial(self.on_conflict, conflict)
        self.say(f"conflict {path}", text.format(title=title), deeds, warning=True, dismissible=False, again=again)

    @Slot(object)
    def on_post_closed(self, path: Path) -> None:
        """Nothing is to be said of a post that is not open."""
        self.forget(f"save {path}")
        self.forget(f"conflict {path}")

    def _deed(self, path: Path, deed: Callable[[Path], None]) -> Callable[[], None]:
        def do() -> None:
            deed(path)

        return do

    def _show(self, path: Path) -> None:
        conflict = self._conflicts.get(path)
        mine = self._desk.post(path)
        if conflict is None or conflict.theirs is None or mine is None:
            return
        title = fields.meaning(mine).title
        from journal_app.ui.dialogs.conflict import ConflictDialog

        dialog = ConflictDialog(title, _text(mine), _text(conflict.theirs), self._tokens(), self._banner.window())
        if dialog.exec():
            (self._keep_mine if dialog.choice == "mine" else self._take_theirs)(path)
        else:
            self.on_conflict(conflict)

    def _keep_mine(self, path: Path) -> None:
        self._conflicts.pop(path, None)
        self._desk.keep_mine(path)

    def _take_theirs(self, path: Path) -> None:
        self._conflicts.pop(path, None)
        self._desk.take_theirs(path)

    @Slot(object)
    def _on_choice(self, choice: NoticeChoice) -> None:
        self._again.pop(choice.key, None)
        deed = self._deeds.pop(choice.key, {}).get(choice.name)
        if deed is not None:
            deed()


def _text(post: Post) -> str:
    return post.opening + post.head_text + post.closing + post.body
