"""The settings and the memory in force, and their way to the disk, in a lane of its own. Knows no widget.

What is remembered changes with each post that is opened, and a disk takes its time: nothing waits for it but the end of
the program.
"""

import contextlib
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from journal_app import files, paths, settings
from journal_app.post.errors import JournalError, SaveFailed
from journal_app.session.jobs import Jobs
from journal_app.settings import JournalChoices, JournalMemory, Memory, Settings


class Preferences(QObject):
    """What the author chose, and what the program noticed."""

    changed = Signal(object)  # Settings
    journal_changed = Signal(object)  # Path: its folder
    trouble = Signal(object)  # JournalError

    def __init__(self, chosen: Settings, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = chosen
        self._memory = memory
        self._choices: dict[Path, JournalChoices] = {}
        self._unstored: dict[Path, set[str]] = {}  # what was changed here, and is not in that file yet
        self._changed: set[str] = set()  # the journals of which we remember something newer than the start did
        self._gone: frozenset[str] = frozenset()
        self._jobs = Jobs(1, self)
        self._waiting: dict[Path, Callable[[], None]] = {}
        self._writing = False

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    @property
    def memory(self) -> Memory:
        """What is remembered."""
        return self._memory

    def choose(self, chosen: Settings) -> None:
        """Put these settings in force and keep them."""
        if chosen == self._settings:
            return
        about = paths.config_dir() / "settings.json"
        names = self._names(about, self._settings, chosen)
        self._settings = chosen
        self.changed.emit(chosen)
        self._store(about, partial(settings.store, chosen, names))

    def choices(self, folder: Path | None) -> JournalChoices:
        """What was chosen for the journal in `folder`; nothing where there is none."""
        if folder is None:
            return JournalChoices()
        if folder not in self._choices:
            self._choices[folder] = settings.load_journal(folder)
        return self._choices[folder]

    def choose_journal(self, folder: Path, choices: JournalChoices) -> None:
        """Put these choices in force for the journal in `folder` and keep them."""
        if choices == self.choices(folder):
            return
        names = self._names(folder, self.choices(folder), choices)
        self._choices[folder] = choices
        self.journal_changed.emit(folder)
        self._store(folder, partial(settings.store_journal, folder, choices, names))

    def remember(self, memory: Memory) -> None:
        """Keep this memory."""
        if memory == self._memory:
            return
        before = self._memory.journals
        self._changed.update(name for name, part in memory.journals.items() if before.get(name) != part)
        self._gone = (self._gone | set(self._memory.recent)) - set(memory.recent)
        self._memory = memory
        store = partial(settings.store_memory, memory, frozenset(self._changed), self._gone)
        self._store(_memory_file(), store)

    def journal(self, folder: Path) -> JournalMemory:
        """What is remembered of the journal in `folder`."""
        return self._memory.of(folder)

    def remember_journal(self, folder: Path, **changes: Any) -> None:
        """Change what is remembered of the journal in `folder`."""
        self.remember(self._memory.with_journal(folder, replace(self._memory.of(folder), **changes)))

    def close(self) -> None:
        """Wait until the newest of all is on the disk."""
        self._jobs.stop()
        for write in self._waiting.values():
            with contextlib.suppress(JournalError, OSError):  # there is nobody to tell any more
                write()
        self._waiting.clear()

    def _names(
        self, about: Path, before: Settings | JournalChoices, after: Settings | JournalChoices
    ) -> frozenset[str]:
        """What is to be written of it: all that was changed here since it was last on the disk."""
        names = self._unstored.setdefault(about, set())
        names.update(entry.name for entry in fields(after) if getattr(after, entry.name) != getattr(before, entry.name))
        return frozenset(names)

    def _store(self, about: Path, write: Callable[[], None]) -> None:
        """Write it when what is being written is on the disk; of several about one thing the newest is enough."""
        self._waiting[about] = write
        if not self._writing:
            self._send()

    def _send(self) -> None:
        self._writing = True
        about = next(iter(self._waiting))
        self._jobs.run(self._waiting.pop(about), partial(self._stored, about), partial(self._not_stored, about))

    def _stored(self, about: Path, _: object) -> None:
        if about not in self._waiting:
            self._unstored.pop(about, None)
        self._go_on()

    def _go_on(self) -> None:
        self._writing = False
        if self._waiting:
            self._send()

    def _not_stored(self, about: Path, error: Exception) -> None:
        self._go_on()
        if about == _memory_file() and isinstance(error, JournalError | OSError):
            return  # sizes and the last post are no loss worth a warning
        if isinstance(error, OSError):
            error = SaveFailed(about, files.sentence(error))
        if not isinstance(error, JournalError):
            raise error
        self.trouble.emit(error)


def _memory_file() -> Path:
    return paths.state_dir() / "memory.json"
