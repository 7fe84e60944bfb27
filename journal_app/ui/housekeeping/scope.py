"""Which posts a change is meant for: the selected ones, those in the list, or all. Knows their paths only."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Scope:
    """The posts to choose from."""

    selected: tuple[Path, ...] = ()
    shown: tuple[Path, ...] = ()
    every: tuple[Path, ...] = ()
    prefers_selected: bool = False


class ScopeBox(QComboBox):
    """Offers what differs: the selection if it has more than one post, the list if it is filtered, the journal."""

    def __init__(self, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Scope", "In which posts"))
        self._offers: list[tuple[Path, ...] | None] = []
        if len(scope.selected) > 1:
            text = translate("Scope", "The {n} selected posts").format(n=f"{len(scope.selected):,}")
            self._offer(text, scope.selected)
        if len(scope.shown) < len(scope.every):
            text = translate("Scope", "The posts in the list ({n})").format(n=f"{len(scope.shown):,}")
            self._offer(text, scope.shown)
        text = translate("Scope", "All posts of the journal ({n})").format(n=f"{len(scope.every):,}")
        self._offer(text, None)
        if len(scope.selected) == 1:
            self._offer(translate("Scope", "The post that is selected"), scope.selected)
            if scope.prefers_selected:
                self.setCurrentIndex(self.count() - 1)

    @property
    def paths(self) -> tuple[Path, ...] | None:
        """The chosen posts; None for all of the journal."""
        return self._offers[self.currentIndex()]

    def _offer(self, text: str, paths: tuple[Path, ...] | None) -> None:
        self.addItem(text)
        self._offers.append(paths)
