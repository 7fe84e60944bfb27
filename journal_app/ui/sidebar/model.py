"""The sidebar's lines as a flat list for the view. Knows no colours and no counts' meaning."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from journal_app.library.search.query import How
from journal_app.ui.lists.line_model import LineModel

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `kind`: heading, section, saved, category, tag, series, date, fold ("show all") or filter (a box).

    `name` is what a query says, `text` what is shown, `how` the way it is chosen in or "" . `opens`: whether the lines
    below it are shown, None where there are none. `in_cloud`: it stands among others on one line.
    """

    kind: str
    name: str
    text: str
    icon: str = ""
    count: int = 0
    how: How | str = ""
    depth: int = 0
    opens: bool | None = None
    in_cloud: bool = False
    weight: float = 0.0
    """In a cloud, how large: 0 to 1."""

    @property
    def chosen(self) -> bool:
        """Whether it is part of the query."""
        return bool(self.how)

    @property
    def is_facet(self) -> bool:
        """Whether posts can be chosen by it."""
        return self.kind not in ("heading", "fold", "filter", "saved")

    @property
    def is_branch(self) -> bool:
        """Whether it is a category in a tree: others lie in it, or it lies in another one."""
        return self.kind == "category" and (self.opens is not None or "/" in self.name)


class SidebarModel(LineModel):
    """The lines for the view; a change of counts alone is no new list."""

    lines: tuple[Item, ...]

    def show(self, lines: tuple[Item, ...]) -> bool:
        """Show these lines; True when they are other lines, not only other counts."""
        same = [(a.kind, a.name, a.in_cloud) for a in lines] == [(b.kind, b.name, b.in_cloud) for b in self.lines]
        if not same:
            return super().show(lines)
        old, self.lines = self.lines, lines
        for row, (before, after) in enumerate(zip(old, lines, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def row_of(self, kind: str, name: str) -> int:
        """The number of this line; -1 when it is not shown."""
        for row, item in enumerate(self.lines):
            if (item.kind, item.name) == (kind, name):
                return row
        return -1

    def text(self, line: Item) -> str:
        return line.text

    def hint(self, line: Item) -> str | None:
        return _hint(line)

    def spoken(self, line: Item) -> str:
        return _spoken(line)

    def is_choosable(self, line: Item) -> bool:
        return line.kind not in ("heading", "filter")


def _hint(item: Item) -> str | None:
    if not item.is_facet or item.name == "all":
        return item.text if item.kind == "saved" else None
    name = item.name.replace("/", " › ") if item.kind == "category" else item.text
    return "\n".join(
        (
            name,
            translate("Sidebar", "Ctrl and click: and also · Shift: or · Alt: but not"),
        )
    )


def _spoken(item: Item) -> str:
    if item.kind in ("heading", "fold", "filter", "saved"):
        return item.text
    words = translate("Sidebar", "{name}, posts: {count}")
    if item.how == "and":
        words = translate("Sidebar", "{name}, posts: {count}, chosen")
    elif item.how == "or":
        words = translate("Sidebar", "{name}, posts: {count}, chosen: or")
    elif item.how == "not":
        words = translate("Sidebar", "{name}, posts: {count}, left out")
    text = words.format(name=item.text, count=item.count)
    if item.opens is None:
        return text
    state = translate("Sidebar", "open") if item.opens else translate("Sidebar", "closed")
    return f"{text}, {state}"
