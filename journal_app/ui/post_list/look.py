"""How the author wants the posts of the list, as a value, and where a row's cover lies. Knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journal_app.library.row import PostRow


@dataclass(frozen=True, slots=True)
class ListLook:
    """How the author wants the posts: in columns of these widths in pixels, or as cards."""

    columns: bool = False
    widths: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """It in JSON's types."""
        return {"columns": self.columns, "widths": dict(self.widths)}

    @staticmethod
    def of(plain: object) -> "ListLook":
        """The look in what JSON gave; odd entries are passed over."""
        found = plain if isinstance(plain, Mapping) else {}
        widths = found.get("widths")
        return ListLook(found.get("columns") is True, dict(widths) if isinstance(widths, Mapping) else {})


def local_cover(row: PostRow) -> Path | None:
    """The cover's file when it lies beside the post; None for one from the web or from a site's own place."""
    cover = row.cover
    if not cover or "://" in cover or cover.startswith(("/", "\\", "data:", "//")):
        return None
    return row.path.parent / cover
