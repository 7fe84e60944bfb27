"""Every action of the window, once: its name, words, menu, keys and icon. Knows not what an action does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; it is translated when it is shown."""
    return text


FILE = QT_TRANSLATE_NOOP("Actions", "File")
EDIT = QT_TRANSLATE_NOOP("Actions", "Edit")
FORMAT = QT_TRANSLATE_NOOP("Actions", "Format")
VIEW = QT_TRANSLATE_NOOP("Actions", "View")
HELP = QT_TRANSLATE_NOOP("Actions", "Help")
MENUS = (FILE, EDIT, FORMAT, VIEW, HELP)


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `text`, `menu` and `tooltip` are English until shown; the first of its `keys` is shown.

    `is_widgets`: its keys are those of the widget with the focus; the menu tells them and takes none away.
    `gap` draws a line before it in its menu. `role` is where a Mac moves it: quit, preferences, about or "".
    """

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    tooltip: str = ""
    gap: bool = False
    role: str = ""
    is_widgets: bool = False


ACTIONS: tuple[Action, ...] = (
    Action(
        "new_post",
        QT_TRANSLATE_NOOP("Actions", "New post…"),
        FILE,
        ("Ctrl+N",),
        "plus",
        tooltip=QT_TRANSLATE_NOOP("Actions", "Write a new post like its newest sibling"),
    ),
    Action(
        "new_week",
        QT_TRANSLATE_NOOP("Actions", "New week"),
        FILE,
        ("Ctrl+Shift+N",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "Write the next post of the weekly series"),
    ),
    Action("duplicate_post", QT_TRANSLATE_NOOP("Actions", "Duplicate post"), FILE, ("Ctrl+Shift+D",)),
    Action("quick_open", QT_TRANSLATE_NOOP("Actions", "Open quickly…"), FILE, ("Ctrl+P",), gap=True),
    Action("open_folder", QT_TRANSLATE_NOOP("Actions", "Open folder…"), FILE, ("Ctrl+O",), "folder-open"),
    Action("open_recent", QT_TRANSLATE_NOOP("Actions", "Open recent"), FILE),
    Action("open_sample", QT_TRANSLATE_NOOP("Actions", "Open the sample journal"), FILE),
    Action("save", QT_TRANSLATE_NOOP("Actions", "Save"), FILE, ("Ctrl+S",), gap=True),
    Action("save_all", QT_TRANSLATE_NOOP("Actions", "Save all"), FILE, ("Ctrl+Shift+S",)),
    Action("revert", QT_TRANSLATE_NOOP("Actions", "Revert to saved"), FILE),
    Action("history", QT_TRANSLATE_NOOP("Actions", "Earlier versions…"), FILE, ("Ctrl+Shift+H",)),
    Action("discarded", QT_TRANSLATE_NOOP("Actions", "Discarded texts…"), FILE),
    Action("rename_post", QT_TRANSLATE_NOOP("Actions", "Rename file…"), FILE, ("F2",), gap=True),
    Action("reveal_post", QT_TRANSLATE_NOOP("Actions", "Show in file manager"), FILE, ("Ctrl+Shift+R",)),
    Action("delete_post", QT_TRANSLATE_NOOP("Actions", "Move to trash…"), FILE),
    Action(
        "export_html",
        QT_TRANSLATE_NOOP("Actions", "Export to HTML…"),
        FILE,
        ("Ctrl+Shift+E",),
        "export",
        tooltip=QT_TRANSLATE_NOOP("Actions", "Export the post as one HTML file"),
        gap=True,
    ),
    Action("export_pdf", QT_TRANSLATE_NOOP("Actions", "Export to PDF…"), FILE),
    Action("export_posts", QT_TRANSLATE_NOOP("Actions", "Export posts…"), FILE, ("Ctrl+Alt+E",)),
    Action(
        "preferences",
        QT_TRANSLATE_NOOP("Actions", "Preferences…"),
        FILE,
        ("Ctrl+,",),
        gap=True,
        role="preferences",
    ),
    Action(
        "journal_settings",
        QT_TRANSLATE_NOOP("Actions", "Journal settings…"),
        FILE,
        ("Ctrl+Shift+,",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "How the posts of this journal are read and shown"),
    ),
    Action("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), FILE, ("Ctrl+Q",), gap=True, role="quit"),
    Action("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), EDIT, ("Ctrl+Z",)),
    Action("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), EDIT, ("Ctrl+Shift+Z", "Ctrl+Y")),
    Action("cut", QT_TRANSLATE_NOOP("Actions", "Cut"), EDIT, ("Ctrl+X",), gap=True, is_widgets=True),
    Action("copy", QT_TRANSLATE_NOOP("Actions", "Copy"), EDIT, ("Ctrl+C",), is_widgets=True),
    Action("paste", QT_TRANSLATE_NOOP("Actions", "Paste"), EDIT, ("Ctrl+V",), is_widgets=True),
    Action("select_all", QT_TRANSLATE_NOOP("Actions", "Select all"), EDIT, ("Ctrl+A",), is_widgets=True),
    Action("copy_rich", QT_TRANSLATE_NOOP("Actions", "Copy post as rich text"), EDIT, ("Ctrl+Shift+C",), gap=True),
    Action("find", QT_TRANSLATE_NOOP("Actions", "Find…"), EDIT, ("Ctrl+F",), gap=True),
    Action("replace", QT_TRANSLATE_NOOP("Actions", "Replace…"), EDIT, ("Ctrl+H",)),
    Action("find_next", QT_TRANSLATE_NOOP("Actions", "Find next"), EDIT, ("F3", "Ctrl+G")),
    Action("find_previous", QT_TRANSLATE_NOOP("Actions", "Find previous"), EDIT, ("Shift+F3", "Ctrl+Shift+G")),
    Action("focus_search", QT_TRANSLATE_NOOP("Actions", "Search the journal"), EDIT, ("Ctrl+Shift+F",), gap=True),
    Action(
        "replace_in_posts",
        QT_TRANSLATE_NOOP("Actions", "Replace in posts…"),
        EDIT,
        ("Ctrl+Shift+J",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "Find and replace in the posts of the list"),
    ),
    Action(
        "tags_and_categories",
        QT_TRANSLATE_NOOP("Actions", "Tags and categories…"),
        EDIT,
        ("Ctrl+Shift+T",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "Rename, merge and delete tags and categories"),
        gap=True,
    ),
    Action(
        "change_posts",
        QT_TRANSLATE_NOOP("Actions", "Change posts…"),
        EDIT,
        ("Ctrl+Shift+M",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "Change tags, categories or a field of many posts"),
    ),
    Action("undo_run", QT_TRANSLATE_NOOP("Actions", "Undo in many posts"), EDIT),
    Action("recent_runs", QT_TRANSLATE_NOOP("Actions", "Changes of many posts…"), EDIT),
    Action("bold", QT_TRANSLATE_NOOP("Actions", "Bold"), FORMAT, ("Ctrl+B",)),
    Action("italic", QT_TRANSLATE_NOOP("Actions", "Italic"), FORMAT, ("Ctrl+I",)),
    Action("strike", QT_TRANSLATE_NOOP("Actions", "Strikethrough"), FORMAT, ("Alt+Shift+5",)),
    Action("code", QT_TRANSLATE_NOOP("Actions", "Code"), FORMAT, ("Ctrl+E",)),
    Action("link", QT_TRANSLATE_NOOP("Actions", "Link"), FORMAT, ("Ctrl+K",)),
    Action("insert_image", QT_TRANSLATE_NOOP("Actions", "Insert image…"), FORMAT, ("Ctrl+Shift+I",), "image"),
    Action("heading_1", QT_TRANSLATE_NOOP("Actions", "Heading 1"), FORMAT, ("Ctrl+1",), gap=True),
    Action("heading_2", QT_TRANSLATE_NOOP("Actions", "Heading 2"), FORMAT, ("Ctrl+2",)),
    Action("heading_3", QT_TRANSLATE_NOOP("Actions", "Heading 3"), FORMAT, ("Ctrl+3",)),
    Action("list", QT_TRANSLATE_NOOP("Actions", "List"), FORMAT, ("Ctrl+Shift+8",), gap=True),
    Action("numbered_list", QT_TRANSLATE_NOOP("Actions", "Numbered list"), FORMAT, ("Ctrl+Shift+7",)),
    Action("task_list", QT_TRANSLATE_NOOP("Actions", "Task list"), FORMAT, ("Ctrl+Shift+9",)),
    Action("quote", QT_TRANSLATE_NOOP("Actions", "Quote"), FORMAT, ("Ctrl+Shift+.",)),
    Action("toggle_sidebar", QT_TRANSLATE_NOOP("Actions", "Sidebar"), VIEW, ("Alt+1",), checkable=True),
    Action("toggle_list", QT_TRANSLATE_NOOP("Actions", "Post list"), VIEW, ("Alt+2",), checkable=True),
    Action(
        "toggle_form",
        QT_TRANSLATE_NOOP("Actions", "Metadata"),
        VIEW,
        ("Alt+3",),
        checkable=True,
        tooltip=QT_TRANSLATE_NOOP("Actions", "Show or hide the form above the text"),
    ),
    Action(
        "toggle_preview",
        QT_TRANSLATE_NOOP("Actions", "Preview"),
        VIEW,
        ("Alt+4",),
        checkable=True,
        tooltip=QT_TRANSLATE_NOOP("Actions", "Show or hide the preview"),
    ),
    Action(
        "toggle_links",
        QT_TRANSLATE_NOOP("Actions", "Links"),
        VIEW,
        ("Alt+5",),
        checkable=True,
        tooltip=QT_TRANSLATE_NOOP("Actions", "Show or hide where the post links to, and what links to it"),
    ),
    Action(
        "problems",
        QT_TRANSLATE_NOOP("Actions", "Problems"),
        VIEW,
        ("Alt+6",),
        tooltip=QT_TRANSLATE_NOOP("Actions", "Show what is not right in the journal"),
    ),
    Action(
        "toggle_outline",
        QT_TRANSLATE_NOOP("Actions", "Outline"),
        VIEW,
        ("Ctrl+Shift+O",),
        checkable=True,
        tooltip=QT_TRANSLATE_NOOP("Actions", "Show or hide the headings beside the text"),
    ),
    Action("focus_editor", QT_TRANSLATE_NOOP("Actions", "Go to the text"), VIEW, ("F6",), gap=True),
    Action("next_post", QT_TRANSLATE_NOOP("Actions", "Next post"), VIEW, ("Alt+Down",)),
    Action("previous_post", QT_TRANSLATE_NOOP("Actions", "Previous post"), VIEW, ("Alt+Up",)),
    Action("zoom_in", QT_TRANSLATE_NOOP("Actions", "Larger text"), VIEW, ("Ctrl++", "Ctrl+="), gap=True),
    Action("zoom_out", QT_TRANSLATE_NOOP("Actions", "Smaller text"), VIEW, ("Ctrl+-",)),
    Action("zoom_reset", QT_TRANSLATE_NOOP("Actions", "Normal text size"), VIEW, ("Ctrl+0",)),
    Action("full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"), VIEW, ("F11",), checkable=True, gap=True),
    Action("shortcuts", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"), HELP, ("F1", "Ctrl+/")),
    Action("welcome", QT_TRANSLATE_NOOP("Actions", "Welcome page"), HELP),
    Action("main_menu", QT_TRANSLATE_NOOP("Actions", "Open the menu"), HELP, ("Alt+M",), "list"),
    Action("about", QT_TRANSLATE_NOOP("Actions", "About Journal"), HELP, gap=True, role="about"),
)

_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
    "": QAction.MenuRole.NoRole,
}


def make_actions(parent: QObject, table: Iterable[Action] = ACTIONS) -> dict[str, QAction]:
    """A QAction for each entry of the table, by name, with its keys and translated words."""
    made: dict[str, QAction] = {}
    for entry in table:
        action = QAction(parent)
        action.setObjectName(entry.name)
        action.setCheckable(entry.checkable)
        action.setShortcuts([QKeySequence(keys, QKeySequence.SequenceFormat.PortableText) for keys in entry.keys])
        action.setMenuRole(_ROLES[entry.role])
        if entry.is_widgets:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made[entry.name] = action
    word_actions(made, table)
    return made


def word_actions(actions: Mapping[str, QAction], table: Iterable[Action] = ACTIONS) -> None:
    """Give each action its words in the language of now."""
    for entry in table:
        action = actions[entry.name]
        text = translate("Actions", entry.text)
        action.setText(text)
        hint = translate("Actions", entry.tooltip) if entry.tooltip else text.removesuffix("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{hint} ({keys})" if keys else hint)
        action.setStatusTip("")
