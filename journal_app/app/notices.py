"""Errors, conflicts and found text as notices above the post, never as a box; what is said and what a choice does."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from journal_app.post import fields
from journal_app.post.errors import JournalError, SaveFailed, shown
from journal_app.post.merge import Choice, whole_text
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.facts import Conflict, Merging, Opened, SavedPost, SaveFailure
from journal_app.ui import messages
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.banner import Banner, Notice, NoticeChoice

translate = QCoreApplication.translate

Deeds = dict[str, tuple[str, Callable[[], object]]]

_QUESTIONS = ("read_only_file", "dangling_link")
_PASSING = ("error", "exported")
_NOT_THERE = ("read_only_disk", "permission", "folder_missing", "full")  # elsewhere it may go


class Notices(QObject):
    """Shows notices and carries out what is chosen on them."""

    given_up = Signal(object)  # Path: the author does not want the unsaved text of this post
    post_requested = Signal(object)  # Path

    def __init__(self, desk: Desk, conflicts: Conflicts, banner: Banner, tokens: Callable[[], Tokens]) -> None:
        super().__init__(banner)
        self._desk = desk
        self._decide = conflicts
        self._banner = banner
        self._tokens = tokens
        self._deeds: dict[str, dict[str, Callable[[], object]]] = {}
        self._again: dict[str, Callable[[], None]] = {}
        self._about: dict[str, Path] = {}
        self._held: dict[str, Notice] = {}  # about posts that are not in front
        self._front: Path | None = None
        self._rewording = False
        self._conflicts: dict[Path, Conflict] = {}
        self._put_away: frozenset[Path] = frozenset()  # in conflict, and the author does not want to hear of it
        banner.choice_made.connect(self._on_choice)

    def say(
        self,
        key: str,
        text: str,
        deeds: Mapping[str, tuple[str, Callable[[], object]]] | None = None,
        *,
        warning: bool = False,
        dismissible: bool = True,
        again: Callable[[], None] | None = None,
        about: Path | None = None,
    ) -> None:
        """Show a notice; `deeds` are its buttons: name → (words, what a click does). `again` says it anew.

        One `about` a post is said at once, goes when another post comes in front, and comes back with its own.
        """
        deeds = deeds or {}
        if about is not None:
            self._about[key] = about
        if again is not None:
            self._again[key] = again
        self._deeds[key] = {name: deed for name, (_, deed) in deeds.items()}
        choices = tuple((name, words) for name, (words, _) in deeds.items())
        notice = Notice(key, text, choices, "warning" if warning else "information", dismissible)
        if key in self._held and self._rewording:
            self._held[key] = notice
        else:
            self._held.pop(key, None)
            self._banner.show_notice(notice)

    def forget(self, key: str) -> None:
        """Take a notice away."""
        self._deeds.pop(key, None)
        self._again.pop(key, None)
        self._about.pop(key, None)
        self._held.pop(key, None)
        self._banner.forget(key)

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """Another post is in front: what was said of the last one goes with it."""
        before, self._front = self._front, opened.post.path
        if before == self._front:
            return
        for key in _PASSING:
            self.forget(key)
        for key, about in self._about.items():
            notice = self._banner.notices.get(key)
            if about == self._front and key in self._held:
                self._banner.show_notice(self._held.pop(key))
            elif about != self._front and notice is not None:
                self._put_by(key)
        self._tell_elsewhere()

    def reword(self) -> None:
        """Say everything again in the language of now."""
        self._rewording = True
        for key, again in tuple(self._again.items()):
            if self._again.get(key) is again:
                again()
        self._rewording = False

    def tell(self, error: JournalError) -> None:
        """An error as a sentence, in the window."""
        self.say("error", messages.sentence(error), warning=True, again=partial(self.tell, error))

    @Slot(object)
    def on_save_failed(self, failure: SaveFailure) -> None:
        """A save did not happen; a conflict says so by itself."""
        path, error = failure.path, failure.error
        if self._desk.in_conflict(path):
            return
        text = messages.sentence(error)
        deeds: Deeds = {}
        if isinstance(error, SaveFailed) and error.kind in _QUESTIONS:
            agreed = partial(self._desk.save, path, frozenset((error.kind,)))
            deeds["anyway"] = (translate("Notices", "Save anyway"), agreed)
        elif isinstance(error, SaveFailed) and error.kind in _NOT_THERE:
            text += " " + translate("Notices", "Your text is kept in recovery.")
            deeds["copy"] = (translate("Notices", "Save a copy…"), partial(self._save_copy, failure))
        again = partial(self.on_save_failed, failure)
        self.say(f"save {path}", text, deeds, warning=True, again=again, about=path)

    @Slot(object)
    def on_copy_saved(self, copied: tuple[Path, Path]) -> None:
        """The text is safe in another place; the post is where it was."""
        path, copy = copied
        text = translate(
            "Notices", "A copy with your text is saved as {name}. The post itself is unsaved, and kept in recovery."
        )
        again = partial(self.on_copy_saved, copied)
        self.say(f"save {path}", text.format(name=shown(copy)), again=again, about=path)

    @Slot(object)
    def on_copy_failed(self, failure: SaveFailure) -> None:
        """The other place does not take it either."""
        again = (translate("Notices", "Save a copy…"), partial(self._save_copy, failure))
        text = messages.sentence(failure.error)
        reword = partial(self.on_copy_failed, failure)
        self.say(f"save {failure.path}", text, {"copy": again}, warning=True, again=reword, about=failure.path)

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
        path = saved.post.path
        self.forget(f"save {path}")
        self.on_conflict_ended(path)
        if saved.displaced is not None:
            text = translate(
                "Notices", "Another program wrote the file at the same moment. Its version is kept as {name}."
            )
            text = text.format(name=shown(Path(saved.displaced.name)))
            compare = partial(self._decide.compare, path, saved.displaced)
            deeds: Deeds = {"compare": (translate("Notices", "Compare…"), compare)}
            self.say(f"displaced {path}", text, deeds, again=partial(self.on_saved, saved), about=path)
        if saved.lost:
            text = translate("Notices", "Saved, but the file could not be given everything it had before: {names}.")
            names = translate("Notices", ", ").join(map(messages.reason, saved.lost))
            self.say(f"lost {path}", text.format(names=names), again=partial(self.on_saved, saved), about=path)

    @Slot(object)
    def on_post_moved(self, move: tuple[Path, Path]) -> None:
        """What is said of a post is said of it under its new name."""
        old, new = move
        self._about = {key: new if about == old else about for key, about in self._about.items()}
        if self._front == old:
            self._front = new
        self._tell_elsewhere()

    @Slot(object)
    def on_conflict(self, conflict: Conflict) -> None:
        """Somebody else changed or deleted the file of an open post."""
        path = conflict.mine.path
        self._conflicts[path] = conflict
        self.forget(f"save {path}")
        title = fields.meaning(conflict.mine).title
        deeds: Deeds = {}
        if conflict.theirs is None:
            text = translate("Notices", 'The file of "{title}" is gone. Your text is kept here and in recovery.')
            deeds = {"save": (translate("Notices", "Save it as a new file"), partial(self._desk.recreate, path))}
            deeds["close"] = (translate("Notices", "Close it"), partial(self._close, path))
        else:
            text = translate("Notices", '"{title}" was changed by another program while you edited it.')
            deeds = {"show": (translate("Notices", "Show the difference"), partial(self._show, path))}
            if not conflict.theirs.read_only:
                deeds["merge"] = (translate("Notices", "Merge"), partial(self._decide.merge, path))
            deeds["mine"] = (translate("Notices", "Keep mine"), partial(self._decide.keep_mine, path))
            deeds["theirs"] = (translate("Notices", "Take the disk's"), partial(self._decide.take_theirs, path))
        again = partial(self.on_conflict, conflict)
        self.say(
            f"conflict {path}", text.format(title=title), deeds, warning=True, dismissible=False, again=again,
            about=path,
        )  # fmt: skip
        if path != self._front:
            self._put_by(f"conflict {path}")
        self._tell_elsewhere()

    @Slot(object)
    def on_conflict_ended(self, path: Path) -> None:
        """The author decided, or the file is as it was again."""
        self._conflicts.pop(path, None)
        self.forget(f"conflict {path}")
        self._tell_elsewhere()

    @Slot(object)
    def on_decision_failed(self, failure: SaveFailure) -> None:
        """What was decided could not be done; the question stays."""
        self.tell(failure.error)
        if failure.path in self._conflicts and self._desk.in_conflict(failure.path):
            self.on_conflict(self._conflicts[failure.path])

    @Slot(object)
    def on_merge_found(self, merging: Merging) -> None:
        """There are places where the author has to choose."""
        from journal_app.ui.versions.merge import MergeDialog, conflict_words, copy_words

        path = merging.mine.path
        title = fields.meaning(merging.mine).title
        is_copy = merging.theirs.path != path
        if is_copy and merging.merged.is_clean:
            text = translate("Notices", "{name} is the same as the post: it can be deleted.")
            self.say(f"copy {path}", text.format(name=shown(Path(merging.theirs.path.name))), about=path)
            return
        words = copy_words(title, shown(Path(merging.theirs.path.name))) if is_copy else conflict_words(title)
        chosen: Choice | None = "mine" if is_copy else None
        dialog = MergeDialog(merging.merged, words, self._tokens(), self._banner.window(), chosen=chosen)
        if dialog.exec():
            text = merging.merged.text(dialog.choices)
            (self._decide.bring_in if is_copy else self._decide.settle)(merging, text)
        elif path in self._conflicts:
            self.on_conflict(self._conflicts[path])

    @Slot(object)
    def on_post_closed(self, path: Path) -> None:
        """Nothing is to be said of a post that is not open."""
        for what in ("save", "lost", "displaced", "copy"):
            self.forget(f"{what} {path}")
        if path == self._front:
            self._front = None
        self.on_conflict_ended(path)

    def _save_copy(self, failure: SaveFailure) -> None:
        """Ask where; the post stays where it is, since the journal it belongs to is there."""
        from journal_app.ui.dialogs import pickers

        path = failure.path
        name = path.parent.name + path.suffix if path.stem == "index" else path.name
        target = pickers.pick_copy(self._banner.window(), Path.home() / name)
        if target is not None:
            self._desk.save_copy(path, target)
        elif path in self._desk.unsaved:
            self.on_save_failed(failure)

    def _put_by(self, key: str) -> None:
        """Keep a notice until its post is in front."""
        notice = self._banner.notices.get(key)
        if notice is not None:
            self._held[key] = notice
            self._banner.forget(key)

    def _tell_elsewhere(self) -> None:
        """The posts in conflict that are not in front, in one notice with the way there."""
        others = [conflict for path, conflict in self._conflicts.items() if path != self._front]
        paths = frozenset(conflict.mine.path for conflict in others)
        self._put_away &= paths
        if paths == self._put_away:
            self.forget("conflict elsewhere")
            return
        title = fields.meaning(others[0].mine).title
        if len(others) > 1:
            text = translate("Notices", 'Files of {n} unsaved posts were changed by another program, first "{title}".')
        elif others[0].theirs is None:
            text = translate("Notices", 'The file of "{title}" is gone. Your text is kept here and in recovery.')
        else:
            text = translate("Notices", '"{title}" was changed by another program while you edited it.')
        go = (translate("Notices", "Go to the post"), partial(self.post_requested.emit, others[0].mine.path))
        text = text.format(title=title, n=len(others))
        self.say("conflict elsewhere", text, {"go": go}, warning=True, again=self._tell_elsewhere)

    def _close(self, path: Path) -> None:
        """The author lets a lost post go: its text is kept aside for a week."""
        self.given_up.emit(path)
        self._desk.close(path)

    def _show(self, path: Path) -> None:
        conflict = self._conflicts.get(path)
        mine = self._desk.post(path)
        if conflict is None or conflict.theirs is None or mine is None:
            return
        title = fields.meaning(mine).title
        from journal_app.ui.versions.conflict import ConflictDialog

        dialog = ConflictDialog(
            title, whole_text(mine), whole_text(conflict.theirs), self._tokens(), self._banner.window(),
            may_merge=not conflict.theirs.read_only,
        )  # fmt: skip
        if dialog.exec():
            decide = {
                "mine": self._decide.keep_mine,
                "theirs": self._decide.take_theirs,
                "merge": self._decide.merge,
            }
            decide[dialog.choice](path)
        elif path in self._conflicts:
            self.on_conflict(self._conflicts[path])

    @Slot(object)
    def _on_choice(self, choice: NoticeChoice) -> None:
        self._again.pop(choice.key, None)
        self._about.pop(choice.key, None)
        if choice.key == "conflict elsewhere" and not choice.name:
            self._put_away = frozenset(self._conflicts) - {self._front}
        deed = self._deeds.pop(choice.key, {}).get(choice.name)
        if deed is not None:
            deed()
