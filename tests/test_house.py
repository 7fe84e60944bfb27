"""The rules of the house that the import linter cannot say, read from the syntax trees of the package."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "journal_app"
LONGEST = 500  # lines; most are far below
QT_MADE = {
    *("addAction", "addButton", "addMenu", "addSeparator", "button", "completer", "document", "header"),
    *("horizontalScrollBar", "lineEdit", "menuBar", "popup", "profile", "scripts", "selectionModel", "settings"),
    *("tabBar", "toggleViewAction", "verticalScrollBar", "viewport"),
}


@dataclass(frozen=True)
class Module:
    """One module's name (`session/desk.py`), text and tree."""

    name: str
    text: str

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Each call with the last part of the name called: `open` for `path.open(…)`."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield last_name(node.func), node

    def imports(self) -> Iterator[tuple[str, int]]:
        """Each imported name in full (`PySide6.QtCore.Signal`), with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def names(self) -> Iterator[tuple[str, int]]:
        """Each name that is used or imported, alone or behind a dot, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Name):
                yield node.id, node.lineno
            elif isinstance(node, ast.Attribute):
                yield node.attr, node.lineno
            elif isinstance(node, ast.alias):
                yield node.name.rpartition(".")[2], node.lineno


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


MODULES = [
    Module(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
]


def only_qtcore_in_session(module: Module) -> Iterator[int]:
    if module.name.startswith("session/"):
        for name, line in module.imports():
            room, _, rest = name.partition(".")
            if room in ("shiboken6", "qtawesome", "qtpy") or (room == "PySide6" and rest.split(".")[0] != "QtCore"):
                yield line


def only_files_opens_for_writing(module: Module) -> Iterator[int]:
    if module.name.startswith("files/"):
        return
    for name, call in module.calls():
        if name in ("write_text", "write_bytes", "QSaveFile", "NamedTemporaryFile", "mkstemp"):
            yield call.lineno
        elif name == "open":
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            if isinstance(owner, ast.Name) and owner.id == "os":
                flags = {last_name(node) for part in call.args for node in ast.walk(part) if is_name(node)}
                writes = flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}
                if writes and "devnull" not in flags:
                    yield call.lineno
            else:
                modes = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
                if any(is_writing_mode(mode) for mode in modes):
                    yield call.lineno


def is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute)


def is_writing_mode(node: ast.expr) -> bool:
    if is_name(node):
        return last_name(node) in ("WriteOnly", "ReadWrite", "Append", "Truncate", "NewOnly")
    if not isinstance(node, ast.Constant):
        return any(is_writing_mode(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
    return isinstance(node.value, str) and set(node.value) <= set("rwaxbt+") and bool(set(node.value) & set("wax+"))


def text_leaves_a_document_raw(module: Module) -> Iterator[int]:
    return (line for name, line in module.names() if name == "toPlainText")


def content_comes_by_patches(module: Module) -> Iterator[int]:
    return (line for name, line in module.names() if name == "setHtml")


def one_module_shows_boxes(module: Module) -> Iterator[int]:
    if module.name != "ui/messages.py":
        yield from (line for name, line in module.names() if name == "QMessageBox")


def no_lambda_crosses_a_thread(module: Module) -> Iterator[int]:
    if module.name.startswith("session/"):
        for name, call in module.calls():
            if name == "connect" and any(isinstance(part, ast.Lambda) for part in call.args):
                yield call.lineno


def imports_are_absolute_and_explicit(module: Module) -> Iterator[int]:
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and (node.level or any(alias.name == "*" for alias in node.names)):
            yield node.lineno


def translations_are_found_by_lupdate(module: Module) -> Iterator[int]:
    """`tr` swaps text and context; a text is literal, or a value that QT_TRANSLATE_NOOP marked where it was made."""
    for name, call in module.calls():
        wrong = name == "tr"
        if isinstance(call.func, ast.Name) and name in ("translate", "QT_TRANSLATE_NOOP"):
            marked = name == "translate" and is_name(call.args[1])
            wrong = not (is_text(call.args[0]) and (marked or is_text(call.args[1])))
        if wrong:
            yield call.lineno


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def each_module_says_what_it_is(module: Module) -> Iterator[int]:
    if module.text.strip() and not ast.get_docstring(ast.parse(module.text)):
        yield 1


def nobody_turns_the_event_loop_by_hand(module: Module) -> Iterator[int]:
    return (line for name, line in module.names() if name == "processEvents")


def off_thread_work_is_a_pure_function(module: Module) -> Iterator[int]:
    for node in module.nodes:
        if isinstance(node, ast.ClassDef) and any(last_name(base) == "QThread" for base in node.bases):
            yield node.lineno


def parts_are_handed_what_they_need(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name == "parent" and isinstance(owner, ast.Call) and last_name(owner.func) == "parent":
            yield call.lineno


def nobody_walks_the_focus_chain(module: Module) -> Iterator[int]:
    """The binding makes what the chain answers the asker's child, and Python's hold on it breaks with the asker."""
    return (line for name, line in module.names() if name in ("nextInFocusChain", "previousInFocusChain"))


def kept_objects_are_our_own(module: Module) -> Iterator[int]:
    """What Qt made is asked for when it is needed: Python's hold on an earlier answer can break."""
    for node in module.nodes:
        kept = isinstance(node, ast.Assign) and any(isinstance(target, ast.Attribute) for target in node.targets)
        if kept and isinstance(node.value, ast.Call) and last_name(node.value.func) in QT_MADE:
            yield node.lineno


def a_name_says_what_a_module_does(module: Module) -> Iterator[int]:
    words = set(module.name.removesuffix(".py").replace("/", "_").split("_"))
    if words & {"manager", "helper", "helpers", "util", "utils", "misc", "info"}:
        yield 1


def files_stay_small(module: Module) -> Iterator[int]:
    if module.text.count("\n") > LONGEST:
        yield LONGEST


Rule = Callable[[Module], Iterator[int]]
BROKEN: dict[Rule, tuple[Module, ...]] = {
    only_qtcore_in_session: (
        Module("session/desk.py", "from PySide6.QtWidgets import QWidget"),
        Module("session/desk.py", "import PySide6.QtGui"),
    ),
    only_files_opens_for_writing: (
        Module("library/index/scan.py", "open(path, 'wb')"),
        Module("library/index/scan.py", "path.open('a', encoding='utf-8')"),
        Module("library/index/scan.py", "open(path, mode='r+')"),
        Module("library/index/scan.py", "path.write_text('')"),
        Module("library/index/scan.py", "os.open(path, os.O_CREAT | os.O_WRONLY)"),
        Module("ui/view.py", "file.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Text)"),
        Module("ui/view.py", "QSaveFile(path)"),
    ),
    text_leaves_a_document_raw: (Module("ui/editor/editor.py", "text = self.toPlainText()"),),
    content_comes_by_patches: (Module("ui/preview/view.py", "page.setHtml('')"),),
    one_module_shows_boxes: (Module("ui/window/main_window.py", "from PySide6.QtWidgets import QMessageBox"),),
    no_lambda_crosses_a_thread: (Module("session/jobs.py", "self.done.connect(lambda: None)"),),
    imports_are_absolute_and_explicit: (
        Module("post/post.py", "from . import dates"),
        Module("post/post.py", "from journal_app.post.dates import *"),
    ),
    translations_are_found_by_lupdate: (
        Module("ui/sidebar/sidebar.py", "self.tr('Posts')"),
        Module("ui/sidebar/sidebar.py", "translate('Sidebar', f'{n} posts')"),
        Module("ui/sidebar/sidebar.py", "translate(CONTEXT, 'Posts')"),
        Module("ui/actions.py", "QT_TRANSLATE_NOOP('Actions', name)"),
    ),
    each_module_says_what_it_is: (Module("post/post.py", "import re"),),
    nobody_turns_the_event_loop_by_hand: (Module("app/run.py", "QApplication.processEvents()"),),
    off_thread_work_is_a_pure_function: (Module("session/jobs.py", "class Scan(QThread): pass"),),
    parts_are_handed_what_they_need: (Module("ui/sidebar/sidebar.py", "self.parent().parent().save()"),),
    nobody_walks_the_focus_chain: (Module("ui/window/tab_order.py", "before = entry.previousInFocusChain()"),),
    kept_objects_are_our_own: (
        Module("ui/header.py", "self._lens = self.search.addAction(icon, place)"),
        Module("ui/chips.py", "self._popup = self._completer.popup()"),
    ),
    a_name_says_what_a_module_does: (Module("ui/editor/text_utils.py", ""),),
    files_stay_small: (Module("ui/window/main_window.py", "\n" * (LONGEST + 1)),),
}
FINE = (
    Module("library/index/scan.py", "'''Reads.'''\nopen(path, 'rb')\npath.open()\nos.open(os.devnull, os.O_WRONLY)\n"),
    Module("session/desk.py", "'''Lives.'''\nfrom PySide6.QtCore import QObject, Signal\n"),
    Module("ui/sidebar/sidebar.py", "'''Shows.'''\ntranslate('Sidebar', 'Posts: {n}').format(n=1)\n"),
    Module("ui/bar.py", "'''Scrolls.'''\nbar = view.verticalScrollBar()\nself._at = view.verticalScrollBar().x()\n"),
    Module("ui/actions.py", "'''Lists.'''\ntranslate('Actions', entry.text)\ntext.translate(table)\n"),
    Module("post/__init__.py", ""),
)


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    offences = [f"journal_app/{module.name}:{line}" for module in MODULES for line in rule(module)]
    assert not offences, f"{rule.__name__.replace('_', ' ')}, but see {', '.join(offences)}"


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_each_rule_sees_what_breaks_it_and_nothing_else(rule: Rule) -> None:
    assert all(list(rule(module)) for module in BROKEN[rule])
    assert not any(list(rule(module)) for module in FINE)


def test_there_is_a_house_to_look_at() -> None:
    assert len(MODULES) > 10


def test_each_test_that_a_promise_names_exists() -> None:
    promised = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/safety.md").read_text(encoding="utf-8")))
    tests = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    assert len(promised) > 80
    assert not promised - set(re.findall(r"def (test_\w+)\(", tests))
