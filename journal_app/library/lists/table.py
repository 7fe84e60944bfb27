"""The rows of a journal by column, so that a click on a facet costs the same in a long journal as in a short one.

The rule of the counts: each kind of facet is counted over the rows that pass the choices of every *other* kind, so a
count says what one click on that facet would show. "All posts" clears every choice but the search, and its count says
so. A conflict copy beside its original is no post of its own: it is shown and counted among the problems and the
unsaved alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from pathlib import Path

from journal_app.library.lists.columns import Column, bits_of, flags_of
from journal_app.library.lists.groups import headings
from journal_app.library.lists.listing import Counts, Facets, Listing, Member
from journal_app.library.lists.months import year_and_month
from journal_app.library.lists.orders import Orders
from journal_app.library.row import PostRow, places
from journal_app.library.search import grammar
from journal_app.library.search.query import Choice, Query, natural_key

_KINDS = ("section", "category", "tag", "date", "series")
_MANY = 256  # changes from which on columns made anew cost less than columns mended


class Table:
    """Rows by number. `nested`: each category of a post lies in the one before it."""

    def __init__(self, rows: Iterable[PostRow] = (), *, nested: bool = False) -> None:
        self._nested = nested
        self._rows: list[PostRow] = []
        self._numbers: dict[Path, int] = {}
        self._gone: set[int] = set()
        self._columns = {kind: Column() for kind in _KINDS}
        self._readers: dict[str, Callable[[PostRow], tuple[str, ...]]] = {
            "section": _sections,
            "category": self._categories,
            "tag": attrgetter("tags"),
            "date": year_and_month,
            "series": self._member,
        }
        self._copies: set[int] = set()
        self._members: dict[Path, Member] = {}
        self._orders = Orders(self._rows, self._members)
        self.put(rows)

    def __len__(self) -> int:
        return len(self._numbers)

    def rows(self) -> list[PostRow]:
        """Every row."""
        return [self._rows[number] for number in self._numbers.values()]

    def get(self, path: Path) -> PostRow | None:
        """The row of this post."""
        number = self._numbers.get(path)
        return None if number is None else self._rows[number]

    def own(self, path: Path) -> Path:
        """The object this post's row holds as its path, where it has a row."""
        number = self._numbers.get(path)
        return path if number is None else self._rows[number].path

    def put(self, rows: Iterable[PostRow]) -> None:
        """Rows that came, or that are other than before."""
        fresh: list[PostRow] = []
        others: list[tuple[int, PostRow]] = []
        for row in rows:
            number = self._numbers.get(row.path)
            if number is None:
                fresh.append(row)
            elif self._rows[number] is not row:
                others.append((number, row))
        if len(others) > _MANY and sum(self._is_elsewhere(number, row) for number, row in others) > _MANY:
            for number, row in others:
                self._rows[number] = row
            self._begin_anew()
        else:
            for number, row in others:
                self._replace(number, row)
        if fresh:
            self._extend(fresh)

    def drop(self, paths: Iterable[Path]) -> None:
        """Posts that are gone."""
        numbers = [number for path in paths if (number := self._numbers.pop(path, None)) is not None]
        self._gone.update(numbers)
        if len(numbers) > _MANY or len(self._gone) * 2 > len(self._rows):
            self._begin_anew()
            return
        for number in numbers:
            self._copies.discard(number)
            for column in self._columns.values():
                column.put(number, ())

    @property
    def nested(self) -> bool:
        """Whether each category of a post lies in the one before it."""
        return self._nested

    def set_members(self, members: Mapping[Path, Member]) -> bool:
        """Which posts are one of a series; whether that is other than before."""
        if members == self._members:
            return False
        before = dict(self._members)
        self._members.clear()
        self._members.update(members)
        column = self._columns["series"]
        for path in before.keys() | members.keys():
            number = self._numbers.get(path)
            if number is not None and before.get(path) != members.get(path):
                column.put(number, self._member(self._rows[number]))
        self._orders.forget("series")
        return True

    def settle(self, query: Query) -> bool:
        """Sort the rows for this query, which is the most of a `listing`; whether there was anything to sort."""
        return self._orders.settle(query.sort)

    def listing(
        self, query: Query, *, hits: Collection[Path] | None = None, unsaved: Collection[Path] = frozenset()
    ) -> Listing:
        """Filter, count and sort.

        `hits` are the posts whose text fits `query.text`, as a mapping with how far each is from the best, 0.0; without
        them (None), and for a row whose text is not indexed yet, the head answers.
        """
        found = self._found(query.text, hits)
        copies = self._hidden_copies()
        shown_copies = any(
            choice.kind == "section" and choice.name in ("broken", "unsaved") and choice.how != "not"
            for choice in query.choices
        )
        here = self._here(unsaved)
        shown = self._chosen(query.choices, found, here)
        if not shown_copies:
            shown &= ~copies
        facets = self._facets(query, found, copies, shown_copies, here)
        ranks = self._ranks(query, hits)
        pinned = self._columns["section"].rows("pinned") & shown if query.pinned_first else 0
        numbers = self._orders.ordered(query, flags_of(shown & ~pinned, len(self._rows)), ranks)
        if pinned:
            first = self._orders.ordered(query, flags_of(pinned, len(self._rows)), ranks)
            first.sort(key=lambda number: -self._rows[number].pinned)
            numbers = [*first, *numbers]
        rows = tuple(map(self._rows.__getitem__, numbers))
        return Listing(rows, facets, headings(rows, query, pinned.bit_count(), self._members), self._members)

    def _is_elsewhere(self, number: int, row: PostRow) -> bool:
        """Whether the row has other values than before: that its words were counted is none."""
        return any(column.of(number) != self._readers[kind](row) for kind, column in self._columns.items())

    def _replace(self, number: int, row: PostRow) -> None:
        before, self._rows[number] = self._rows[number], row
        for kind, column in self._columns.items():
            column.put(number, self._readers[kind](row))
        if row.copy_of:
            self._copies.add(number)
        self._orders.changed(number, before)

    def _extend(self, rows: list[PostRow]) -> None:
        start = len(self._rows)
        self._rows.extend(rows)
        self._numbers.update((row.path, number) for number, row in enumerate(rows, start))
        for kind, column in self._columns.items():
            column.extend(list(map(self._readers[kind], rows)))
        self._copies.update(number for number, row in enumerate(rows, start) if row.copy_of)
        self._orders.came(start)

    def _begin_anew(self) -> None:
        rows = self.rows()
        self._rows.clear()
        self._numbers.clear()
        self._gone.clear()
        self._copies.clear()
        self._columns.update((kind, Column()) for kind in _KINDS)
        self._orders = Orders(self._rows, self._members)
        self._extend(rows)

    def _categories(self, row: PostRow) -> tuple[str, ...]:
        return places(row, nested=self._nested)

    def _member(self, row: PostRow) -> tuple[str, ...]:
        member = self._members.get(row.path) if self._members else None
        return (member.series,) if member is not None else ()

    # Filtering

    def _everything(self) -> int:
        return ((1 << len(self._rows)) - 1) & ~bits_of(sorted(self._gone))

    def _here(self, unsaved: Collection[Path]) -> int:
        return bits_of([number for path in unsaved if (number := self._numbers.get(path)) is not None])

    def _found(self, text: str, hits: Collection[Path] | None) -> int:
        """The rows that fit the line in the search box."""
        asked = grammar.parse(text)
        if not asked:
            return self._everything()
        rows = self._rows
        numbers = list(self._numbers.values())
        if asked.words:
            if hits is None:
                numbers = [number for number in numbers if asked.head_matches(rows[number])]
            else:
                there = {number for path in hits if (number := self._numbers.get(path)) is not None}
                numbers = [
                    number
                    for number in numbers
                    if number in there or (rows[number].words < 0 and asked.head_matches(rows[number]))
                ]
        for test in asked.tests(nested=self._nested):
            numbers = [number for number in numbers if test(rows[number])]
        return bits_of(numbers)

    def _hidden_copies(self) -> int:
        """The conflict copies whose original is there."""
        return bits_of(
            [
                number
                for number in self._copies
                if (row := self._rows[number]).path.with_name(row.copy_of) in self._numbers
            ]
        )

    def _of(self, choice: Choice, unsaved: int) -> int:
        if (choice.kind, choice.name) == ("section", "unsaved"):
            return unsaved
        return self._columns[choice.kind].rows(choice.name)

    def _chosen(self, choices: Iterable[Choice], found: int, unsaved: int) -> int:
        """The rows of `found` that pass these choices, read from left to right."""
        passing = found
        for number, choice in enumerate(choices):
            rows = self._of(choice, unsaved)
            if choice.how == "not":
                passing &= ~rows
            elif choice.how == "or" and number:
                passing |= rows & found
            else:
                passing &= rows
        return passing

    # Counting

    def _facets(self, query: Query, found: int, copies: int, shown_copies: bool, unsaved: int) -> Facets:
        bases: dict[tuple[Choice, ...], tuple[int, bytes]] = {}

        def base_of(kind: str) -> tuple[int, bytes]:
            others = tuple(choice for choice in query.choices if choice.kind != kind)
            if others not in bases:
                rows = self._chosen(others, found, unsaved)
                if not shown_copies:
                    rows &= ~copies
                bases[others] = rows, flags_of(rows, len(self._rows))
            return bases[others]

        def counts(kind: str) -> dict[str, int]:
            found = self._columns[kind].counts(*base_of(kind))
            for choice in query.choices:
                if choice.kind == kind:
                    found.setdefault(choice.name, 0)
            return found

        others = tuple(choice for choice in query.choices if choice.kind != "section")
        of_section = self._chosen(others, found, unsaved)
        sections = self._columns["section"]
        dates = counts("date")
        return Facets(
            all=(found & ~copies).bit_count(),
            drafts=(sections.rows("drafts") & of_section & ~copies).bit_count(),
            pinned=(sections.rows("pinned") & of_section & ~copies).bit_count(),
            unsaved=(unsaved & of_section).bit_count(),
            broken=(sections.rows("broken") & of_section).bit_count(),
            categories=_most_first(counts("category")),
            tags=_most_first(counts("tag")),
            years=tuple(sorted(((name, n) for name, n in dates.items() if len(name) == 4), reverse=True)),
            months=tuple(sorted(((name, n) for name, n in dates.items() if len(name) > 4), reverse=True)),
            series=_most_first(counts("series")),
        )

    def _ranks(self, query: Query, hits: Collection[Path] | None) -> dict[int, float] | None:
        """How far each hit is from the best one, where that is the order asked for."""
        if query.sort != "relevance" or not isinstance(hits, Mapping):
            return None
        return {number: rank for path, rank in hits.items() if (number := self._numbers.get(path)) is not None}


def run(
    rows: Iterable[PostRow],
    query: Query,
    *,
    hits: Collection[Path] | None = None,
    unsaved: Collection[Path] = frozenset(),
    nested: bool = False,
) -> Listing:
    """What the query shows of these rows, once; see `Table` and `Table.listing`."""
    return Table(rows, nested=nested).listing(query, hits=hits, unsaved=unsaved)


def _sections(row: PostRow) -> tuple[str, ...]:
    if row.draft or row.pinned or row.error:
        names = (("drafts", row.draft), ("pinned", row.pinned > 0), ("broken", row.error))
        return tuple(name for name, there in names if there)
    return ()


def _most_first(counts: dict[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], natural_key(pair[0]))))
