"""Which lines the sidebar shows for some counts and a query. Pure: values in, lines out."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from journal_app.library.lists.listing import Counts, Facets
from journal_app.library.search.query import Query, Saved, natural_key
from journal_app.library.search.text import folded
from journal_app.ui.facet_words import month_name, section_words
from journal_app.ui.sidebar.model import Item

translate = QCoreApplication.translate

FEW = 12
CLOUD = 40
MOST = 1000
_SECTIONS = (
    ("all", "article"),
    ("drafts", "pencil-simple"),
    ("pinned", "push-pin"),
    ("unsaved", "dot"),
    ("broken", "warning-circle"),
)


@dataclass(frozen=True, slots=True)
class SidebarLook:
    """How the author wants the lines: tags as a cloud, by name, and what is unfolded (`tag`, `category:a`)."""

    cloud: bool = False
    by_name: bool = False
    unfolded: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """It in JSON's types."""
        return {"cloud": self.cloud, "by_name": self.by_name, "unfolded": sorted(self.unfolded)}

    @staticmethod
    def of(plain: object) -> "SidebarLook":
        """The look in what JSON gave; odd entries are passed over."""
        found = plain if isinstance(plain, Mapping) else {}
        unfolded = found.get("unfolded")
        names = [name for name in unfolded if isinstance(name, str)] if isinstance(unfolded, list) else []
        return SidebarLook(found.get("cloud") is True, found.get("by_name") is True, frozenset(names))


def lines(
    facets: Facets,
    query: Query,
    look: SidebarLook = SidebarLook(),
    saved: Sequence[Saved] = (),
    narrow: str = "",
) -> tuple[Item, ...]:
    """The lines for these counts, those of the query marked.

    Of more than twelve categories, tags or series the first twelve and the chosen ones are shown, unless the look
    unfolds their kind. `narrow` leaves only the tags it stands in.
    """
    return (
        *_sections(facets, query),
        *_saved(query, saved),
        *_categories(facets.categories, query, look),
        *_tags(facets.tags, query, look, narrow),
        *_named("series", translate("Sidebar", "Series"), facets.series, query, look),
        *_dates(facets, query, look),
    )


def with_problems(found: tuple[Item, ...], count: int | None, shown: bool) -> tuple[Item, ...]:
    """The lines with the true count of problems where it is known; `shown`, their page is the one chosen section."""
    made = []
    for item in found:
        if item.kind == "section":
            if item.name == "broken" and count is not None:
                item = replace(item, count=count)
            if shown:
                item = replace(item, how="and" if item.name == "broken" else "")
        made.append(item)
    return tuple(made)


def _how(query: Query, kind: str, name: str) -> str:
    choice = query.chosen(kind, name)  # type: ignore[arg-type]
    return choice.how if choice is not None else ""


def _sections(facets: Facets, query: Query) -> list[Item]:
    found = []
    for name, icon in _SECTIONS:
        how = _how(query, "section", name) if name != "all" else "" if query.choices else "and"
        found.append(Item("section", name, section_words(name), icon, getattr(facets, name), how))
    return found


def _saved(query: Query, saved: Sequence[Saved]) -> list[Item]:
    if not saved:
        return []
    now = (query.text.strip(), query.choices)
    return [
        Item("heading", "saved", translate("Sidebar", "Saved searches")),
        *(
            Item("saved", search.name, search.name, "bookmark-simple", how="and" if now == _asks(search) else "")
            for search in saved
        ),
    ]


def _asks(search: Saved) -> tuple[str, object]:
    return search.text.strip(), search.choices


def _named(kind: str, title: str, counts: Counts, query: Query, look: SidebarLook, icon: str = "") -> list[Item]:
    found = [Item(kind, name, name, icon, count, _how(query, kind, name)) for name, count in counts if name]
    return _folded(kind, title, found, look)


def _categories(counts: Counts, query: Query, look: SidebarLook) -> list[Item]:
    title = translate("Sidebar", "Categories")
    if not any("/" in name for name, _ in counts):
        return _named("category", title, counts, query, look)
    below: dict[str, list[tuple[str, int]]] = {}
    known = {name for name, _ in counts}
    for name, count in counts:
        above = name.rpartition("/")[0]
        below.setdefault(above if above in known else "", []).append((name, count))
    opened = set(_above(choice.name for choice in query.choices if choice.kind == "category"))
    opened.update(name.partition(":")[2] for name in look.unfolded if name.startswith("category:"))

    def walk(above: str, depth: int) -> Iterable[Item]:
        for name, count in below.get(above, ()):
            opens = name in opened if name in below else None
            text = name[len(above) + 1 :] if above else name
            yield Item("category", name, text, "", count, _how(query, "category", name), depth, opens)
            if opens:
                yield from walk(name, depth + 1)

    return _folded("category", title, list(walk("", 0)), look)


def _above(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        while "/" in name:
            name = name.rpartition("/")[0]
            yield name


def _tags(counts: Counts, query: Query, look: SidebarLook, narrow: str) -> list[Item]:
    title = translate("Sidebar", "Tags")
    known = [(name, count) for name, count in counts if name]
    if not known:
        return []
    wanted = folded(narrow.strip())
    if wanted:
        fitting = [(name, count) for name, count in known if wanted in folded(name) or query.chosen("tag", name)]
        look = replace(look, unfolded=look.unfolded | {"tag"})
    else:
        fitting = known
    if look.cloud:
        found = _cloud(fitting, query, look)
    else:
        found = [Item("tag", name, name, "hash", count, _how(query, "tag", name)) for name, count in fitting]
        if look.by_name:
            found.sort(key=lambda item: natural_key(item.name))
        found = _folded("tag", title, found, look)[1:]
    if wanted:
        found = [item for item in found if item.kind != "fold"]
        if not found:
            found = [Item("heading", "no tag", translate("Sidebar", "No tag is called so"))]
    box = [Item("filter", "tag", translate("Sidebar", "Filter tags"))] if len(known) > FEW + 2 else []
    return [Item("heading", "tag", title, "dots-three"), *box, *found]


def _cloud(counts: Sequence[tuple[str, int]], query: Query, look: SidebarLook) -> list[Item]:
    """Tags on lines like words: the most used, larger the more posts have them, by name."""
    limit = MOST if "tag" in look.unfolded else CLOUD
    shown = [pair for number, pair in enumerate(counts) if number < limit or query.chosen("tag", pair[0])]
    most = math.log1p(max((count for _, count in shown), default=1)) or 1.0
    found = [
        Item("tag", name, name, "", count, _how(query, "tag", name), in_cloud=True, weight=math.log1p(count) / most)
        for name, count in shown
    ]
    if look.by_name:
        found.sort(key=lambda item: natural_key(item.name))
    return [*found, *_fold_line("tag", len(counts), len(counts) > CLOUD, "tag" in look.unfolded)]


def _dates(facets: Facets, query: Query, look: SidebarLook) -> list[Item]:
    months: dict[str, list[tuple[str, int]]] = {}
    for name, count in facets.months:
        months.setdefault(name[:4], []).append((name, count))
    years = dict(facets.years)
    for year in months:
        years.setdefault(year, 0)
    found = []
    for year, count in sorted(years.items(), reverse=True):
        chosen_month = any(choice.kind == "date" and choice.name.startswith(f"{year}-") for choice in query.choices)
        opens = (f"date:{year}" in look.unfolded or chosen_month) if year in months else None
        found.append(Item("date", year, year, "", count, _how(query, "date", year), 0, opens))
        if opens:
            found += [
                Item("date", name, month_name(int(name[5:])), "", number, _how(query, "date", name), 1)
                for name, number in months[year]
            ]
    return [Item("heading", "date", translate("Sidebar", "Years")), *found] if found else []


def _folded(kind: str, title: str, found: list[Item], look: SidebarLook) -> list[Item]:
    """A heading and its lines, cut when they are many, with a line that unfolds or folds them."""
    if not found:
        return []
    head = Item("heading", kind, title)
    tops = sum(1 for item in found if not item.depth)
    if tops <= FEW + 2:
        return [head, *found]
    unfolded = kind in look.unfolded
    limit = MOST if unfolded else FEW
    shown, seen = [], 0
    for item in found:
        seen += not item.depth
        if seen <= limit or item.chosen:
            shown.append(item)
    return [head, *shown, *_fold_line(kind, tops, True, unfolded)]


def _fold_line(kind: str, number: int, many: bool, unfolded: bool) -> list[Item]:
    if not many:
        return []
    if unfolded:
        return [Item("fold", kind, translate("Sidebar", "Show fewer"), "caret-up")]
    return [Item("fold", kind, translate("Sidebar", "Show all {n}").format(n=f"{number:,}"), "caret-down")]
