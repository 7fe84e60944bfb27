"""The list's right-click menu: actions of the window, those that hold for what is selected. Does nothing itself."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

LINE = ""
FOR_ONE = (
    "rename_post",
    "duplicate_post",
    "history",
    "reveal_post",
    LINE,
    "change_posts",
    "export_html",
    "export_pdf",
    LINE,
    "delete_post",
)
"""The names of the actions for one post, in order; LINE draws a line."""
FOR_MANY = ("change_posts", "export_posts", LINE, "delete_post")


def fill(menu: QMenu, actions: Mapping[str, QAction], number: int) -> None:
    """Put into the menu what can be done with so many selected posts."""
    for name in FOR_ONE if number == 1 else FOR_MANY:
        if name == LINE:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
