"""The settings and the memory in force, and their way to the disk. Knows no widget."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from journal_app import settings
from journal_app.post.errors import JournalError
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
        self._settings = chosen
        self.changed.emit(chosen)
        try:
            settings.store(chosen)
        except JournalError as error:
            self.trouble.emit(error)

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
        self._choices[folder] = choices
        self.journal_changed.emit(folder)
        try:
            settings.store_journal(folder, choices)
        except JournalError as error:
            self.trouble.emit(error)

    def remember(self, memory: Memory) -> None:
        """Keep this memory."""
        if memory == self._memory:
            return
        self._memory = memory
        with contextlib.suppress(JournalError, OSError):  # sizes and the last post are no loss worth a warning
            settings.store_memory(memory)

    def journal(self, folder: Path) -> JournalMemory:
        """What is remembered of the journal in `folder`."""
        return self._memory.of(folder)

    def remember_journal(self, folder: Path, **changes: Any) -> None:
        """Change what is remembered of the journal in `folder`."""
        self.remember(self._memory.with_journal(folder, replace(self._memory.of(folder), **changes)))
