"""Which rows a post's form has, in which order, and what each is. Knows no widget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from journal_app.post import fields
from journal_app.post.fields import Names
from journal_app.post.post import Post
from journal_app.post.values import Name, Value
from journal_app.ui.messages import reason
from journal_app.ui.metadata import labels

translate = QCoreApplication.translate

MEANT = ("date", "categories", "tags", "excerpt")
_DEEPEST = 4
_MOST_CHIPS = 100  # a longer list is edited in the source
_MOST_ROWS = 200  # of a post's rarer fields; those behind stand in the source


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row: the way to its field, its value, its kind of widget, what it means, how deep it stands.

    `absent`: the journal usually has this field and the post does not; `locked` is the reason, or "".
    """

    path: tuple[str, ...]
    value: Value
    kind: str
    meaning: str = ""
    depth: int = 0
    absent: bool = False
    locked: str = ""

    @property
    def name(self) -> Name:
        """The name edits go by: a text for a field of the head, a tuple for one inside a map."""
        return self.path[0] if len(self.path) == 1 else self.path

    @property
    def words(self) -> str:
        """What the label says."""
        return labels.label(self.path[-1]) if len(self.path) == 1 else self.path[-1]


@dataclass(frozen=True, slots=True)
class Plan:
    """The title's row, the rows that are always seen, and the rarer ones; why all of them are locked, or ""."""

    title: RowPlan
    common: tuple[RowPlan, ...]
    rare: tuple[RowPlan, ...]
    locked: str = ""


def plan(post: Post, usual: Sequence[str], locked_all: str = "") -> Plan:
    """The form of this post. `usual` are the names the journal's posts have; `locked_all` locks every row."""
    found = post.fields
    locked = dict.fromkeys(found, locked_all)
    if not locked_all:
        words = translate("Metadata", "Edited in the source only: {reason}.")
        locked = {name: words.format(reason=reason(why)) for name, why in post.locked.items()}
    names = fields.names(found)
    expected = fields.names(dict.fromkeys(usual))
    meanings = {getattr(names, meaning): meaning for meaning in Names.__dataclass_fields__ if getattr(names, meaning)}
    title = _title(names, found, locked)
    common: list[RowPlan] = []
    for meaning in MEANT:
        name, other = getattr(names, meaning), getattr(expected, meaning)
        if name:
            common += _rows((name,), found[name], meaning, 0, locked.get(name, ""))
        elif other and other not in found and not locked_all:
            value = _nothing(meaning)
            common.append(RowPlan((other,), value, _kind(other, value, meaning), meaning, absent=True))
    shown = {row.path[0] for row in (title, *common)}
    rare: list[RowPlan] = []
    for name, value in found.items():
        if name not in shown:
            rare += _rows((name,), value, meanings.get(name, ""), 0, locked.get(name, ""))
    if locked_all and not title.locked:
        title = replace(title, locked=locked_all)
    return Plan(title, tuple(common), tuple(rare[:_MOST_ROWS]), locked_all)


def _title(names: Names, found: Mapping[str, Value], locked: Mapping[str, str]) -> RowPlan:
    if not names.title:
        return RowPlan(("title",), "", "text", "title", absent=True)
    value = found[names.title]
    text = value if isinstance(value, str) or value is None else str(value)
    return RowPlan((names.title,), text, "text", "title", locked=locked.get(names.title, ""))


def _rows(path: tuple[str, ...], value: Value, meaning: str, depth: int, locked: str) -> list[RowPlan]:
    kind = _kind(path[-1], value, meaning)
    if kind == "map" and isinstance(value, dict) and value and depth < _DEEPEST:
        rows = [RowPlan(path, value, "map", meaning, depth, locked=locked)]
        for key, inner in value.items():
            image = meaning == "cover" and depth == 0 and key in ("src", "url", "image", "path")
            rows += _rows((*path, key), inner, "cover" if image else "", depth + 1, locked)
        return rows
    return [RowPlan(path, value, "fixed" if kind == "map" else kind, meaning, depth, locked=locked)]


def _kind(name: str, value: Value, meaning: str) -> str:
    kind = fields.kind(name, value)
    if value == "" and meaning in ("categories", "tags") and fields.kind(name, None) == "list":
        return "list"  # an empty text where others have a list
    if isinstance(value, list) and len(value) > _MOST_CHIPS:
        return "fixed"
    if isinstance(value, list) and meaning in ("categories", "tags") and _is_of_words(value):
        return "list"
    if meaning == "excerpt" and (value is None or isinstance(value, str)):
        return "excerpt" if value is None or "\n" not in value else "long"
    if meaning == "cover" and isinstance(value, str):
        return "image"
    return "image" if kind == "text" and meaning == "cover" else kind


def _is_of_words(value: list[Value]) -> bool:
    """Words, and ways of words as Hexo's categories are: `[[Tech, Web], Life]`."""
    inner = [part for item in value for part in (item if isinstance(item, list) else [item])]
    return all(not isinstance(part, list | dict) for part in inner)


def _nothing(meaning: str) -> Value:
    return [] if meaning in ("categories", "tags") else "" if meaning == "excerpt" else None
