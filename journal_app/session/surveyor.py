"""Keeps a survey of the open journal in a lane of its own: its problems, and the links between its posts.

Nothing is read before somebody wants it; after that each change of the library is followed. Knows no widget.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from journal_app.library.row import PostRow
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.session.jobs import Jobs, raised
from journal_app.session.librarian import Librarian

if TYPE_CHECKING:  # nothing of it is for the start
    from journal_app.library.problems.problems import Problem
    from journal_app.library.problems.survey import Links, Retarget, Survey

_FOLLOW_MS = 250
_MANY = 200  # texts; before so many are read, what the rows alone tell is told


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What is known now; `left` texts are still to be read of those that have to be."""

    problems: "tuple[Problem, ...]"
    left: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """Posts that lie at new paths, and what links should say now."""

    moves: Mapping[Path, Path]
    links: "tuple[Retarget, ...]"


class Surveyor(QObject):
    """Asks the survey, and tells what it found."""

    surveyed = Signal(object)  # Surveyed
    progressed = Signal(int, int)  # texts read, of how many
    links_found = Signal(object)  # Links
    moved = Signal(object)  # Moved

    def __init__(self, librarian: Librarian, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._librarian = librarian
        self._jobs = Jobs(1, self)
        self._wanted: set[str] = set()
        self._kept: _Kept | None = None
        self._total = 0
        self._whole = False
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FOLLOW_MS)
        self._timer.timeout.connect(self._take)

    @property
    def is_whole(self) -> bool:
        """Whether every text is read that has to be."""
        return self._whole

    def want(self, who: str, wanted: bool = True) -> None:
        """`who` wants to be told, or no longer; the first one has the journal looked through."""
        if wanted:
            self._wanted.add(who)
            if self._stale and not self._timer.isActive():
                self._timer.start(0)
        else:
            self._wanted.discard(who)

    def look_again(self) -> None:
        """Ask the disk again for everything that links and pictures mean."""
        self._take(thorough=True)

    def ask_links(self, path: Path, post: Post | None = None) -> None:
        """Answer with `links_found`; `post` is the text when it is not the one on disk."""
        kept = self._keep()
        if kept is not None:
            self._jobs.run(partial(_links_of, kept, path, post), partial(self._told_links, kept), raised)

    def follow_move(self, moves: Mapping[Path, Path], rows: Mapping[Path, PostRow]) -> None:
        """Posts were moved: answer with `moved`. `rows` are the rows from before."""
        kept = self._keep()
        if kept is not None:
            work = partial(_retargeted, kept, dict(rows), dict(moves))
            self._jobs.run(work, partial(self._told_moved, kept, dict(moves)), raised)

    def stop(self) -> None:
        """Wait for what runs; tell nothing any more."""
        if self._kept is not None:
            self._kept.ended = True
        self._jobs.stop()

    @Slot(object)
    def on_folder_opened(self, _: object) -> None:
        """Another journal: nothing is known of it."""
        self._forget()

    @Slot(object)
    def on_library_changed(self, _: object) -> None:
        """Rows came, changed or went."""
        self._stale = True
        if self._wanted and not self._timer.isActive():
            self._timer.start(_FOLLOW_MS)

    def _forget(self) -> None:
        if self._kept is not None:
            self._kept.ended = True
        self._kept = None
        self._stale = True
        self._whole = False

    def _keep(self) -> "_Kept | None":
        folder, site = self._librarian.folder, self._librarian.site
        if folder is None:
            return None
        if self._kept is None or (self._kept.folder, self._kept.site) != (folder, site):
            self._forget()
            self._kept = _Kept(folder, site)
        return self._kept

    @Slot()
    def _take(self, *, thorough: bool = False) -> None:
        self._timer.stop()
        kept = self._keep()
        if kept is not None:
            self._stale = False
            work = partial(_taken, kept, dict(self._librarian.rows), thorough)
            self._jobs.run(work, partial(self._has_taken, kept), raised)

    def _has_taken(self, kept: "_Kept", left: int) -> None:
        if kept is not self._kept:
            return
        self._total = left
        if left > _MANY:
            self._tell(kept, left)
        self._go_on(kept, left)

    def _go_on(self, kept: "_Kept", left: int) -> None:
        if kept is not self._kept:
            return
        if left:
            self.progressed.emit(self._total - left, self._total)
            self._jobs.run(partial(_read, kept), partial(self._go_on, kept), raised)
        else:
            self._tell(kept, 0)

    def _tell(self, kept: "_Kept", left: int) -> None:
        now = datetime.now().astimezone()
        self._jobs.run(partial(_problems, kept, now, left), partial(self._told, kept, left), raised)

    def _told(self, kept: "_Kept", left: int, problems: "tuple[Problem, ...]") -> None:
        if kept is self._kept:
            self._whole = not left
            self.surveyed.emit(Surveyed(problems, left))

    def _told_links(self, kept: "_Kept", links: "Links") -> None:
        if kept is self._kept:
            self.links_found.emit(links)

    def _told_moved(self, kept: "_Kept", moves: Mapping[Path, Path], links: "tuple[Retarget, ...]") -> None:
        if kept is self._kept:
            self.moved.emit(Moved(moves, links))


class _Kept:
    """The survey of one journal; everything but `ended` is touched in the lane alone."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site
        self.ended = False
        self.is_first = True  # nothing is known yet: much is made now that stays
        self._survey: Survey | None = None

    @property
    def survey(self) -> "Survey":
        if self._survey is None:
            from journal_app.library.problems.survey import Survey

            self._survey = Survey(self.folder, self.site)
        return self._survey


def _taken(kept: _Kept, rows: Mapping[Path, PostRow], thorough: bool) -> int:
    return 0 if kept.ended else kept.survey.take(rows, thorough=thorough)


def _read(kept: _Kept) -> int:
    with _lasting(kept):
        return 0 if kept.ended else kept.survey.read()


def _problems(kept: _Kept, now: datetime, left: int) -> "tuple[Problem, ...]":
    with _lasting(kept):
        found = () if kept.ended else kept.survey.problems(now)
    kept.is_first = kept.is_first and left > 0
    return found


@contextmanager
def _lasting(kept: _Kept) -> Iterator[None]:
    """What is made of a whole journal stays: to look through it for circles time and again would hold up the window."""
    yield
    if kept.is_first:
        gc.freeze()


def _links_of(kept: _Kept, path: Path, post: Post | None) -> "Links":
    return kept.survey.links_of(path, post)


def _retargeted(kept: _Kept, rows: Mapping[Path, PostRow], moves: Mapping[Path, Path]) -> "tuple[Retarget, ...]":
    survey = kept.survey
    survey.take(rows, moves=moves)
    while not kept.ended and survey.read():
        pass
    return () if kept.ended else survey.retargeted(moves)
