"""What list and sidebar show: the library's rows, with the unsaved posts as they are now, under a query."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from journal_app.app.preferences import Preferences
from journal_app.library.housekeeping.vocabulary import Vocabulary, vocabulary
from journal_app.library.index import scan
from journal_app.library.index.delta import Delta
from journal_app.library.lists.listing import Member
from journal_app.library.lists.table import Table
from journal_app.library.row import PostRow
from journal_app.library.search import grammar
from journal_app.library.search import text as words_of
from journal_app.library.search.query import Query
from journal_app.library.search.text import Phrase
from journal_app.post.post import Post
from journal_app.session.desk import Desk
from journal_app.session.facts import Opened
from journal_app.session.jobs import Jobs, unheard
from journal_app.session.librarian import Found, Librarian, Progress
from journal_app.settings import Settings
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.window.main_window import MainWindow

_REFRESH_MS = 30
_REST = 5  # times as long as a refresh took: the window has better to do while hundreds of posts change
_LONGEST_REST_MS = 1000
_LOOK_REST_MS = 350  # while rows come out of a look, which shares the processor with the window
_VOCABULARY_MS = 400
_SERIES_MS = 1000
_UNSAVED_MS = 150
_SEARCH_PATIENCE_MS = 200
_ABOVE_HIT = 3  # lines left in sight above the first hit
_SEARCHED = 500_000  # characters of a post that is opened, in which its first hit is looked for
_SLICE = 2000  # rows taken at once: the window waits no longer
_WAIT_FOR_REST_MS = 250


class Browse(QObject):
    """Keeps list and sidebar in step with library, desk and query."""

    vocabulary_changed = Signal()
    sought_changed = Signal(str)  # what the search box asks for, to be marked in the text
    hit_found = Signal(float)  # the line of the body, from 0, above which nothing of the opened post is sought
    series_changed = Signal(bool)  # whether the journal has a series that goes on

    def __init__(
        self,
        librarian: Librarian,
        desk: Desk,
        sidebar: Sidebar,
        post_list: PostList,
        window: MainWindow,
        preferences: Preferences,
        jobs: Jobs,
    ) -> None:
        super().__init__(window)
        self._librarian = librarian
        self._desk = desk
        self._sidebar = sidebar
        self._list = post_list
        self._window = window
        self._preferences = preferences
        self._jobs = jobs
        self._table = Table()
        self._waiting: deque[Delta] = deque()  # rows that are not in the table yet
        self._waited = QElapsedTimer()
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._take_some)
        self._awaits_rows = False
        self._query = Query(pinned_first=preferences.settings.pinned_first)
        self._hits: Mapping[Path, float] | None = None
        self._answered_words: tuple[Phrase, ...] = ()  # what the hits are of
        self._is_ranked = False
        self._unsaved_rows: dict[Path, PostRow] = {}
        self._stale: set[Path] = set()
        self._vocabulary: Vocabulary | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._refresh_in_time)
        self._took = 0
        self._is_sorted = False  # for the refresh that comes next
        self._series_timer = QTimer(self)
        self._series_timer.setSingleShot(True)
        self._series_timer.setInterval(_SERIES_MS)
        self._series_timer.timeout.connect(self._look_for_series)
        self._words_timer = QTimer(self)
        self._words_timer.setSingleShot(True)
        self._words_timer.setInterval(_VOCABULARY_MS)
        self._words_timer.timeout.connect(self._read_vocabulary)
        post_list.offer(self.values)

    @property
    def query(self) -> Query:
        """What the author asked the list for."""
        return self._query

    @property
    def vocabulary(self) -> Vocabulary:
        """The categories, tags and field order the journal uses, or used a moment ago."""
        if self._vocabulary is None:
            self._vocabulary = vocabulary(self._librarian.rows.values(), nested=self.nested)
        return self._vocabulary

    @property
    def nested(self) -> bool:
        """Whether the journal's lists of categories are paths."""
        return self._table.nested

    def values(self, key: str) -> Sequence[str]:
        """The values that the search box offers for a key of its language."""
        match key:
            case "tag":
                return self.vocabulary.tags
            case "category":
                return tuple(dict.fromkeys((*self.vocabulary.places, *self.vocabulary.categories)))
            case "year":
                return sorted({row.year for row in self._librarian.rows.values() if row.year}, reverse=True)
            case _:
                return ()

    def rows(self) -> dict[Path, PostRow]:
        """Every post: the library's rows, and the unsaved posts as they are now."""
        self._settle()
        return {**self._librarian.rows, **self._unsaved_rows}

    def shown(self) -> tuple[PostRow, ...]:
        """The rows in the list, in their order."""
        return self._list.rows

    def newest(self) -> PostRow | None:
        """The newest post that can be read, or the first of any."""
        rows = self.rows()
        readable = [row for row in rows.values() if not row.error]
        return max(readable, key=attrgetter("moment", "mtime_ns"), default=next(iter(rows.values()), None))

    def start(self, query: Query) -> None:
        """A journal was opened: forget the last one's rows, show this query."""
        self._query = replace(query, pinned_first=self._preferences.settings.pinned_first)
        self._hits, self._answered_words = None, ()
        self._vocabulary = None
        self._unsaved_rows.clear()
        self._begin_table()
        self._awaits_rows = True
        self.series_changed.emit(True)  # until it is known
        self._series_timer.start()
        self.sought_changed.emit(query.text)
        self._list.set_scanning(True)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Filter, count, sort and show."""
        self._timer.stop()
        self._is_sorted = False
        clock = QElapsedTimer()
        clock.start()
        self._settle()
        unsaved = self._desk.unsaved
        hits = self._hits if grammar.parse(self._query.text).words == self._answered_words else None
        listing = self._table.listing(self._query, hits=hits, unsaved=unsaved)
        current = self._desk.current
        own = self._table.own(current.path) if current else None
        self._list.show_listing(listing, self._query, unsaved=unsaved, current=own)
        self._sidebar.show_facets(listing.facets, self._query)
        self._took = clock.elapsed()

    @Slot()
    def _refresh_in_time(self) -> None:
        """Show what there is; rows that are just being taken are waited for, though not long."""
        if self._waiting and self._waited.elapsed() < _WAIT_FOR_REST_MS:
            self._timer.start(_REFRESH_MS)
        elif not self._is_sorted and self._table.settle(self._query):
            self._is_sorted = True
            self._timer.start(0)  # the window has its turn between sorting and showing
        else:
            self.refresh()

    @Slot(object)
    def on_query_requested(self, query: Query) -> None:
        """The author asks for other rows."""
        asked_before = self._query
        self._query = query
        if query.pinned_first != asked_before.pinned_first:
            self._preferences.choose(replace(self._preferences.settings, pinned_first=query.pinned_first))
        folder = self._librarian.folder
        order = (query.sort, query.descending, query.group)
        if folder is not None and order != (asked_before.sort, asked_before.descending, asked_before.group):
            self._preferences.remember_journal(folder, sort=query.sort, descending=query.descending, group=query.group)
        if query.text != asked_before.text:
            self.sought_changed.emit(query.text)
        words, ranked = grammar.parse(query.text).words, query.sort == "relevance"
        if not words or (words == self._answered_words and (self._is_ranked or not ranked)):
            self.refresh()
            return
        self._librarian.search(query.text, ranked=ranked)
        self._timer.start(_SEARCH_PATIENCE_MS)

    @Slot(object)
    def on_found(self, found: Found) -> None:
        """The answer to the search in the box."""
        words = grammar.parse(found.text).words
        if words == grammar.parse(self._query.text).words:
            self._hits, self._answered_words, self._is_ranked = found.paths, words, found.ranked
            self.refresh()

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """A post that was opened out of a search shows its first hit."""
        pattern = words_of.pattern(grammar.parse(self._query.text).words)
        hit = pattern.search(opened.post.body, 0, _SEARCHED) if pattern is not None and not opened.line else None
        if hit is not None:
            line = opened.post.body.count("\n", 0, hit.start())
            if line > _ABOVE_HIT:
                self.hit_found.emit(float(line - _ABOVE_HIT))

    @Slot(object)
    def on_library_changed(self, delta: Delta) -> None:
        """Rows came, changed or went; several at once make one refresh."""
        for timer in (self._words_timer, self._series_timer):
            if not timer.isActive():
                timer.start()
        self.on_words_counted(delta)

    @Slot(object)
    def on_words_counted(self, delta: Delta) -> None:
        """The length of some posts is known now."""
        self._take(delta)
        if self._awaits_rows and delta.added:
            self._awaits_rows = False
            self.refresh()
        else:
            self._show_rows()

    @Slot(object)
    def on_journal_changed(self, folder: Path) -> None:
        """Another choice for the journal: categories may lie in each other now, or no longer."""
        if folder == self._librarian.folder and self._table.nested != self._librarian.site.nested:
            self._begin_table()
            self._words_timer.start()
            self._soon(_REFRESH_MS)

    def _begin_table(self) -> None:
        """An empty table, and everything the library has on its way into it."""
        self._table = Table(nested=self._librarian.site.nested)
        self._waiting.clear()
        self._stale.update(self._unsaved_rows)
        self._take(Delta(added=tuple(self._librarian.rows.values())))

    def _take(self, delta: Delta) -> None:
        """Put a delta's rows into the table, at once if they are few."""
        if not self._waiting:
            self._waited.start()
        rows = (*delta.added, *delta.changed)
        if delta.removed:
            self._waiting.append(Delta(removed=delta.removed))
        for start in range(0, len(rows), _SLICE):
            self._waiting.append(Delta(changed=rows[start : start + _SLICE]))
        if self._waiting and not self._slices.isActive():
            self._take_some()

    @Slot()
    def _take_some(self) -> None:
        delta = self._waiting.popleft()
        self._table.drop(delta.removed)
        self._table.put(delta.changed)
        if self._unsaved_rows:
            self._stale.update(
                path for path in self._unsaved_rows if self._table.get(path) is not self._unsaved_rows[path]
            )
        if self._waiting:
            self._slices.start(0)
        else:
            self._show_rows()  # what was shown meanwhile was a part

    def _settle(self) -> None:
        """Open posts that were edited, saved or given up have their rows of now."""
        if not self._stale:
            return
        stored = self._librarian.rows
        for path in self._stale:
            post = self._desk.post(path)
            if post is None or (path not in self._desk.unsaved and (path in stored or path not in self._unsaved_rows)):
                self._unsaved_rows.pop(path, None)
                row = stored.get(path)
            else:
                row = self._unsaved_rows[path] = self._unsaved_row(post)
            if row is None:
                self._table.drop((path,))
            else:
                self._table.put((row,))
        self._stale.clear()

    @Slot()
    def _read_vocabulary(self) -> None:
        rows = tuple(self._librarian.rows.values())
        self._jobs.run(
            partial(vocabulary, rows, nested=self.nested), partial(self._vocabulary_read, self._table), unheard
        )

    def _vocabulary_read(self, table: Table, found: Vocabulary) -> None:
        if table is self._table and found != self._vocabulary:
            self._vocabulary = found
            self.vocabulary_changed.emit()

    @Slot()
    def _look_for_series(self) -> None:
        from journal_app.library.making.members import found_in

        titles = tuple((row.path, row.title) for row in self.rows().values() if not row.error)
        self._jobs.run(partial(found_in, titles), partial(self._series_found, self._table), unheard)

    def _series_found(self, table: Table, found: tuple[dict[Path, Member], bool]) -> None:
        if table is not self._table:
            return
        members, is_any = found
        if table.set_members(members):
            self._soon(_REFRESH_MS)
        self.series_changed.emit(is_any)

    @Slot(object)
    def on_post_edited(self, post: Post) -> None:
        """An open post's row follows it, a moment after the last key."""
        self._stale.add(post.path)
        if not self._series_timer.isActive():
            self._series_timer.start()
        self._timer.start(_UNSAVED_MS)

    @Slot(object)
    def on_unsaved_changed(self, unsaved: frozenset[Path]) -> None:
        """The dots in the list."""
        self._stale |= unsaved ^ frozenset(self._unsaved_rows)
        self._soon(_REFRESH_MS)

    @Slot(object)
    def on_progressed(self, progress: Progress) -> None:
        """A look at the folder is under way."""
        self._list.set_scanning(True)

    @Slot()
    def on_rows_read(self) -> None:
        """No more rows come: what there is is shown at once."""
        self._took = 0
        if self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def on_looked(self) -> None:
        """The look has ended."""
        self._list.set_scanning(False)

    @Slot(object)
    def on_settings_changed(self, chosen: Settings) -> None:
        """Pinned posts first, or not."""
        if chosen.pinned_first != self._query.pinned_first:
            self._query = replace(self._query, pinned_first=chosen.pinned_first)
            self.refresh()

    def _show_rows(self) -> None:
        """Soon; while a look goes on, which tells its end, seldom."""
        is_looking = self._librarian.is_looking and not self._librarian.is_look_due
        self._soon(_LOOK_REST_MS if is_looking else _REFRESH_MS)

    def _soon(self, milliseconds: int) -> None:
        if not self._timer.isActive():
            self._timer.start(max(milliseconds, min(self._took * _REST, _LONGEST_REST_MS)))

    def _unsaved_row(self, post: Post) -> PostRow:
        row = scan.row_of(post, self._librarian.site)
        stored = self._librarian.rows.get(post.path)
        if stored is None:
            return row
        return replace(row, words=stored.words, mtime_ns=stored.mtime_ns, size=stored.size, inode=stored.inode)
