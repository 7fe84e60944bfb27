"""The sidebar's lines as a flat list: sections, categories, tags, years, each with its count. Knows no colours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from journal_app.library.query import Facets, Query, Section

translate = QCoreApplication.translate

ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a heading, section, category, tag, year or fold. `name` is what a query says, `text` what is shown."""

    kind: str
    name: str
    text: str
    icon: str = ""
    count: int = 0
    chosen: bool = False


FEW = 12


def items(facets: Facets, query: Query, unfolded: frozenset[str] = frozenset()) -> tuple[Item, ...]:
    """The lines for these counts, those of the query marked as chosen.

    Of more than twelve categories or tags the first twelve and the chosen ones are shown, unless `unfolded` names
    their kind.
    """
    return (
        *_sections(facets, query),
        *_folded(
            _group("category", translate("Sidebar", "Categories"), facets.categories, (query.category,), ""),
            "category" in unfolded,
        ),
        *_folded(
            _group("tag", translate("Sidebar", "Tags"), facets.tags, query.tags, "hash"),
            "tag" in unfolded,
        ),
        *_group("year", translate("Sidebar", "Years"), facets.years, (query.year,), ""),
    )


def _sections(facets: Facets, query: Query) -> list[Item]:
    narrowed = bool(query.category or query.tags or query.year)
    lines = (
        ("all", translate("Sidebar", "All posts"), "article", facets.all),
        ("drafts", translate("Sidebar", "Drafts"), "pencil-simple", facets.drafts),
        ("pinned", translate("Sidebar", "Pinned"), "push-pin", facets.pinned),
        ("unsaved", translate("Sidebar", "Unsaved"), "dot", facets.unsaved),
        ("broken", translate("Sidebar", "Problems"), "warning-circle", facets.broken),
    )
    return [
        Item("section", name, text, icon, count, query.section == name and not (name == "all" and narrowed))
        for name, text, icon, count in lines
    ]


def with_problems(lines: tuple[Item, ...], count: int | None, shown: bool) -> tuple[Item, ...]:
    """The lines with the true count of problems where it is known; `shown`, their page is the one chosen section."""
    found = []
    for line in lines:
        if line.kind == "section":
            if line.name == "broken" and count is not None:
                line = replace(line, count=count)
            if shown:
                line = replace(line, chosen=line.name == "broken")
        found.append(line)
    return tuple(found)


def _group(kind: str, title: str, counts: Sequence[tuple[str, int]], chosen: Sequence[str], icon: str) -> list[Item]:
    """A heading and its lines; a chosen name stays in the list though no post has it any more."""
    known = {name for name, _ in counts}
    gone = [(name, 0) for name in chosen if name and name not in known]
    lines = [Item(kind, name, name, icon, count, name in chosen) for name, count in (*counts, *gone) if name]
    return [Item("heading", kind, title), *lines] if lines else []


def _folded(lines: list[Item], unfolded: bool) -> list[Item]:
    """The lines of a group, cut when they are many, with a line that unfolds or folds them."""
    if len(lines) <= FEW + 2:
        return lines
    kind = lines[0].name
    if unfolded:
        return [*lines, Item("fold", kind, translate("Sidebar", "Show fewer"), "caret-up")]
    few = [line for number, line in enumerate(lines) if number <= FEW or line.chosen]
    more = translate("Sidebar", "Show all {n}").format(n=f"{len(lines) - 1:,}")
    return [*few, Item("fold", kind, more, "caret-down")]


def toggled(query: Query, item: Item) -> Query:
    """The query after `item` was clicked: tags add up, the rest is chosen or, when it was, cleared."""
    match item.kind:
        case "section" if item.name == "all":
            return replace(query, section="all", category="", tags=(), year="")
        case "section":
            section: Section = next((name for name in get_args(Section) if name == item.name), "all")
            return replace(query, section="all" if query.section == section else section)
        case "category":
            return replace(query, category="" if query.category == item.name else item.name)
        case "tag" if item.name in query.tags:
            return replace(query, tags=tuple(tag for tag in query.tags if tag != item.name))
        case "tag":
            return replace(query, tags=(*query.tags, item.name))
        case "year":
            return replace(query, year="" if query.year == item.name else item.name)
    return query


class SidebarModel(QAbstractListModel):
    """The lines for the view; a change of counts alone is no new list."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines shown now."""
        return self._items

    def show(self, lines: tuple[Item, ...]) -> bool:
        """Show these lines; True when they are other lines, not only other counts."""
        same = [(a.kind, a.name) for a in lines] == [(b.kind, b.name) for b in self._items]
        if not same:
            self.beginResetModel()
            self._items = lines
            self.endResetModel()
            return True
        old, self._items = self._items, lines
        for row, (before, after) in enumerate(zip(old, lines, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or self._items[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.text
            case Qt.ItemDataRole.UserRole:
                return item
            case Qt.ItemDataRole.ToolTipRole:
                return item.text if item.kind != "heading" else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(item)
        return None


def _spoken(item: Item) -> str:
    if item.kind in ("heading", "fold"):
        return item.text
    if item.chosen:
        return translate("Sidebar", "{name}, posts: {count}, chosen").format(name=item.text, count=item.count)
    return translate("Sidebar", "{name}, posts: {count}").format(name=item.text, count=item.count)
