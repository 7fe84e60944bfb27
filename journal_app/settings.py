"""Every setting once: its name, kind, default and words; and what is remembered between starts. No Qt.

`Settings` is what the author chose; the preferences page is drawn from its fields. `JournalChoices` is what the author
chose for one journal, kept beside the settings and never in the journal. `Memory` is what the program noticed: recent
journals, sizes, the last post. All are JSON files; an odd entry is passed over, never an error.
"""

import json
import os
import types
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeVar, get_origin

from journal_app import files, paths


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; the preferences page translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """How a setting is shown: its group, its label, a sentence of help, and for a choice (value, label) pairs.

    A `file` is a path spelled from the journal's folder.
    """

    group: str
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    kind: Literal["choice", "switch", "font", "number", "text", "file"] = "choice"
    minimum: int = 0
    maximum: int = 0


def _setting(default: Any, words: Words) -> Any:
    return field(default=default, metadata={"words": words})


_APPEARANCE = QT_TRANSLATE_NOOP("Settings", "Appearance")
_WRITING = QT_TRANSLATE_NOOP("Settings", "Writing")
_SAFETY = QT_TRANSLATE_NOOP("Settings", "Saving")
_PREVIEW = QT_TRANSLATE_NOOP("Settings", "Preview")
_LIST = QT_TRANSLATE_NOOP("Settings", "Post list")
STYLES = (
    ("serif", QT_TRANSLATE_NOOP("Settings", "Book: a serif face")),
    ("sans", QT_TRANSLATE_NOOP("Settings", "Plain: a sans-serif face")),
    ("note", QT_TRANSLATE_NOOP("Settings", "Note: small and compact")),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the author chose."""

    language: str = _setting(
        "system",
        Words(
            _APPEARANCE,
            QT_TRANSLATE_NOOP("Settings", "Language"),
            choices=(
                ("system", QT_TRANSLATE_NOOP("Settings", "Like the system")),
                ("en", "English"),
                ("zh_CN", "简体中文"),
            ),
        ),
    )
    theme: str = _setting(
        "system",
        Words(
            _APPEARANCE,
            QT_TRANSLATE_NOOP("Settings", "Colours"),
            choices=(
                ("system", QT_TRANSLATE_NOOP("Settings", "Like the system")),
                ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
                ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
            ),
        ),
    )
    editor_font: str = _setting(
        "",
        Words(
            _WRITING,
            QT_TRANSLATE_NOOP("Settings", "Editor font"),
            QT_TRANSLATE_NOOP("Settings", "Han text is set in a Chinese face where the font has none."),
            kind="font",
        ),
    )
    editor_size: int = _setting(
        14,
        Words(
            _WRITING,
            QT_TRANSLATE_NOOP("Settings", "Editor font size, in pixels"),
            kind="number",
            minimum=8,
            maximum=48,
        ),
    )
    autosave: str = _setting(
        "off",
        Words(
            _SAFETY,
            QT_TRANSLATE_NOOP("Settings", "Save by itself"),
            QT_TRANSLATE_NOOP("Settings", "Unsaved text survives a crash whatever you choose here."),
            choices=(
                ("off", QT_TRANSLATE_NOOP("Settings", "Never: saving is my act")),
                ("leaving", QT_TRANSLATE_NOOP("Settings", "When I leave a post")),
                ("pause", QT_TRANSLATE_NOOP("Settings", "When I pause")),
            ),
        ),
    )
    history_days: int = _setting(
        30,
        Words(
            _SAFETY,
            QT_TRANSLATE_NOOP("Settings", "Keep earlier versions, in days"),
            kind="number",
            minimum=1,
            maximum=3650,
        ),
    )
    history_megabytes: int = _setting(
        200,
        Words(
            _SAFETY,
            QT_TRANSLATE_NOOP("Settings", "Room for them, in megabytes"),
            QT_TRANSLATE_NOOP("Settings", "The oldest go first; the newest of each post goes last."),
            kind="number",
            minimum=10,
            maximum=100_000,
        ),
    )
    preview_style: str = _setting(
        "serif",
        Words(
            _PREVIEW,
            QT_TRANSLATE_NOOP("Settings", "Preview style"),
            choices=STYLES,
        ),
    )
    remote_images: str = _setting(
        "ask",
        Words(
            _PREVIEW,
            QT_TRANSLATE_NOOP("Settings", "Images from the web"),
            QT_TRANSLATE_NOOP("Settings", "Showing one tells its server that you looked."),
            choices=(
                ("ask", QT_TRANSLATE_NOOP("Settings", "Ask once in each journal")),
                ("always", QT_TRANSLATE_NOOP("Settings", "Always show")),
                ("never", QT_TRANSLATE_NOOP("Settings", "Never show")),
            ),
        ),
    )
    pinned_first: bool = _setting(
        True,
        Words(_LIST, QT_TRANSLATE_NOOP("Settings", "Pinned posts first"), kind="switch"),
    )


_RECENT = 12  # journals
_MARKDOWN = QT_TRANSLATE_NOOP("Settings", "How posts are read")
_SITE = QT_TRANSLATE_NOOP("Settings", "The site")
_ARTICLE = QT_TRANSLATE_NOOP("Settings", "How an article looks")


@dataclass(frozen=True, slots=True)
class JournalChoices:
    """What the author chose for one journal; "" leaves a matter to what the folder, the post or the settings say.

    `site` is a kind as in `post.site`, `language` a tag as "zh-CN", `style_sheet` a path spelled from the journal; the
    folders are spelled from the site's root, `address` is as in `post.site`.
    """

    site: str = _setting(
        "",
        Words(
            _SITE,
            QT_TRANSLATE_NOOP("Settings", "Kind of site"),
            QT_TRANSLATE_NOOP("Settings", "Says where images lie, and which Markdown the site shows."),
            choices=(
                ("", QT_TRANSLATE_NOOP("Settings", "As its folder shows")),
                ("plain", QT_TRANSLATE_NOOP("Settings", "Plain folder")),
                ("hugo", "Hugo"),
                ("hexo", "Hexo"),
                ("astro", "Astro"),
                ("jekyll", "Jekyll"),
                ("vitepress", "VitePress"),
                ("pelican", "Pelican"),
                ("mkdocs", "MkDocs"),
                ("obsidian", "Obsidian"),
            ),
        ),
    )
    posts_folder: str = _setting(
        "",
        Words(
            _SITE,
            QT_TRANSLATE_NOOP("Settings", "Folder of new posts"),
            QT_TRANSLATE_NOOP("Settings", "Spelled from the site's root. A dot is the root itself."),
            kind="text",
        ),
    )
    drafts_folder: str = _setting(
        "",
        Words(_SITE, QT_TRANSLATE_NOOP("Settings", "Folder of new drafts"), kind="text"),
    )
    address: str = _setting(
        "",
        Words(
            _SITE,
            QT_TRANSLATE_NOOP("Settings", "Address of a post"),
            QT_TRANSLATE_NOOP("Settings", "What links are checked by, made of :path, :slug, :year, :month and :day."),
            kind="text",
        ),
    )
    dialect: str = _setting(
        "",
        Words(
            _MARKDOWN,
            QT_TRANSLATE_NOOP("Settings", "Markdown dialect"),
            choices=(
                ("", QT_TRANSLATE_NOOP("Settings", "As its site shows it")),
                ("gfm", "CommonMark (GFM)"),
                ("python-markdown", "Python-Markdown"),
            ),
        ),
    )
    language: str = _setting(
        "",
        Words(
            _MARKDOWN,
            QT_TRANSLATE_NOOP("Settings", "Language of the posts"),
            QT_TRANSLATE_NOOP("Settings", "Decides the shape of Han letters. A tag as zh-CN, zh-TW, ja or en."),
            kind="text",
        ),
    )
    join_han: bool = _setting(
        False,
        Words(
            _MARKDOWN,
            QT_TRANSLATE_NOOP("Settings", "A line break between Han characters makes no space"),
            kind="switch",
        ),
    )
    category_lists: str = _setting(
        "",
        Words(
            _MARKDOWN,
            QT_TRANSLATE_NOOP("Settings", "Several categories of a post"),
            choices=(
                ("", QT_TRANSLATE_NOOP("Settings", "As its site reads them")),
                ("path", QT_TRANSLATE_NOOP("Settings", "Each lies in the one before it")),
                ("apart", QT_TRANSLATE_NOOP("Settings", "Each stands for itself")),
            ),
        ),
    )
    style: str = _setting(
        "",
        Words(
            _ARTICLE,
            QT_TRANSLATE_NOOP("Settings", "Style"),
            choices=(
                ("", QT_TRANSLATE_NOOP("Settings", "As in the preferences")),
                *STYLES,
            ),
        ),
    )
    style_sheet: str = _setting(
        "",
        Words(
            _ARTICLE,
            QT_TRANSLATE_NOOP("Settings", "Custom style sheet"),
            QT_TRANSLATE_NOOP("Settings", "A CSS file of the journal. Nothing is loaded from the web for it."),
            kind="file",
        ),
    )


@dataclass(frozen=True, slots=True)
class JournalMemory:
    """What is remembered of one journal: the last open post (relative), remote images (None: not asked), the list's
    order and groups, and the searches that were given a name, in JSON's types."""

    last_post: str = ""
    remote_images: bool | None = None
    sort: str = "date"
    descending: bool = True
    group: str = ""
    saved: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered between starts. `recent` are journal folders, newest first; `layout` is the window's own,
    `panes` how the sidebar and the list are liked."""

    recent: tuple[str, ...] = ()
    layout: dict[str, Any] = field(default_factory=dict)
    journals: dict[str, JournalMemory] = field(default_factory=dict)
    outline: bool = False  # whether it stands beside the text
    panes: dict[str, Any] = field(default_factory=dict)

    def of(self, folder: Path) -> JournalMemory:
        """What is remembered of the journal in `folder`."""
        return self.journals.get(str(folder), JournalMemory())

    def with_journal(self, folder: Path, memory: JournalMemory) -> "Memory":
        """This memory with one journal's part changed."""
        return replace(self, journals={**self.journals, str(folder): memory})

    def opened(self, folder: Path) -> "Memory":
        """This memory with `folder` as the newest of at most twelve recent journals."""
        rest = [name for name in self.recent if name != str(folder)]
        return replace(self, recent=tuple([str(folder), *rest][:_RECENT]))


def load() -> Settings:
    """The stored settings, each entry of a wrong kind left at its default."""
    found = _read(paths.config_dir() / "settings.json")
    if "autosave" not in found and found.get("save_on_leaving") is True:
        found["autosave"] = "leaving"  # what the setting was called before it had a third answer
    return _fitting(Settings, found)


def store(settings: Settings, changed: frozenset[str] | None = None) -> None:
    """Write the settings named in `changed` (None: all); the others stay as the file has them, where other windows
    write, too. SaveFailed when the disk refuses."""
    _put(paths.config_dir() / "settings.json", asdict(settings), changed)


def load_journal(folder: Path) -> JournalChoices:
    """What was chosen for the journal in `folder`, each entry of a wrong kind left at its default."""
    found = _read(_journal_file(folder))
    if "category_lists" not in found and found.get("nested_categories") is True:
        found["category_lists"] = "path"  # what the setting was called while no site had a say in it
    return _fitting(JournalChoices, found)


def store_journal(folder: Path, choices: JournalChoices, changed: frozenset[str] | None = None) -> None:
    """Write what was chosen for the journal in `folder`; `changed` as in `store`. SaveFailed when the disk refuses."""
    path = _journal_file(folder)
    _put(path, asdict(choices), changed, {"folder": os.fspath(folder.absolute())})


def load_memory() -> Memory:
    """What was remembered, or an empty memory."""
    found = _read(paths.state_dir() / "memory.json")
    recent = found.get("recent")
    layout = found.get("layout")
    journals = found.get("journals")
    panes = found.get("panes")
    return Memory(
        tuple(name for name in recent if isinstance(name, str)) if isinstance(recent, list) else (),
        layout if isinstance(layout, dict) else {},
        {name: _journal(part) for name, part in journals.items() if isinstance(part, dict)}
        if isinstance(journals, dict)
        else {},
        found.get("outline") is True,
        panes if isinstance(panes, dict) else {},
    )


def store_memory(memory: Memory, changed: frozenset[str] | None = None, gone: frozenset[str] = frozenset()) -> None:
    """Write what is remembered. SaveFailed when the disk refuses.

    `changed` names the journals this program knows better than the file, where other windows write, too (None: all).
    `gone` names the recent journals that were taken out here.
    """
    if changed is not None:
        found = load_memory()
        ours = {name: part for name, part in memory.journals.items() if name in changed}
        others = (name for name in found.recent if name not in gone)
        recent = tuple(dict.fromkeys((*memory.recent, *others)))[:_RECENT]
        memory = replace(memory, recent=recent, journals={**memory.journals, **found.journals, **ours})
    _write(paths.state_dir() / "memory.json", asdict(memory))


_Kept = TypeVar("_Kept", Settings, JournalChoices)


def _fitting(kept: type[_Kept], found: dict[str, Any]) -> _Kept:
    """The entries of `found` that are of a kind and among the choices their setting has."""
    good: dict[str, Any] = {}
    for setting in fields(kept):
        value = found.get(setting.name)
        words: Words = setting.metadata["words"]
        choices = [choice for choice, _ in words.choices]
        fits = not choices or value in choices
        if words.kind == "number":
            fits = isinstance(value, int) and words.minimum <= value <= words.maximum
        if type(value) is type(setting.default) and fits:
            good[setting.name] = value
    return kept(**good)


def _journal_file(folder: Path) -> Path:
    name = sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    return paths.config_dir() / "journals" / f"{name}.json"


def _journal(part: dict[str, Any]) -> JournalMemory:
    good: dict[str, Any] = {}
    for entry in fields(JournalMemory):
        value = part.get(entry.name)
        kind: Any = list if get_origin(entry.type) is list else entry.type
        allowed = kind if isinstance(kind, type | types.UnionType) else object
        if entry.name in part and isinstance(value, allowed):
            good[entry.name] = value
    return JournalMemory(**good)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _put(
    path: Path, content: dict[str, Any], changed: frozenset[str] | None, frame: dict[str, Any] | None = None
) -> None:
    if changed is not None:
        content = {**content, **_read(path), **{name: content[name] for name in changed}}
    _write(path, {**(frame or {}), **content})


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=True, indent=1, default=str)
    files.write(path, text.encode())
