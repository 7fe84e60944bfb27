"""Every word of the window has a Chinese one, compiled and up to date; the floors below are covered, too."""

import ast
import runpy
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator

from journal_app.ui import reasons

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "journal_app"
TEXTS = ROOT / "resources" / "i18n" / "journal_zh_CN.ts"
COMPILED = TEXTS.with_suffix(".qm")
HINT = "run .venv/bin/python packaging/translate.py"
Key = tuple[str, str]  # context and English text

TABLES = {"Actions", "Editor", "Field", "Settings", "Reasons"}  # contexts whose texts stand in a table, marked there
ERRORS = {"BrokenHead", "EditRefused", "ExportFailed", "JournalError", "NotAPost", "SaveFailed", "Unreadable", "broken"}
GIVERS = {"_fault", "_worded", "sentence"}  # functions of the lower floors that give a reason or sentence
HOLDERS = {"odd", "problem", "reason", "locked"}  # names that hold one


@pytest.fixture(scope="module")
def tools() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "packaging" / "translate.py"))


def messages(path: Path) -> dict[Key, ElementTree.Element]:
    """The messages of a .ts file."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name", ""), message.findtext("source", "")] = message
    return found


@pytest.fixture(scope="module")
def wanted(tools: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """What lupdate finds in the program now."""
    path = tmp_path_factory.mktemp("texts") / "journal_zh_CN.ts"
    tools["update"](path)  # type: ignore[operator]
    return set(messages(path))


@pytest.fixture(scope="module")
def translated() -> dict[Key, str]:
    """The finished translations in the repository."""
    finished = {}
    for key, message in messages(TEXTS).items():
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            finished[key] = translation.text
    return finished


def test_every_text_has_a_finished_translation(wanted: set[Key], translated: dict[Key, str]) -> None:
    lacking = sorted(wanted - set(translated))
    assert not lacking, f"{HINT}; not translated: {lacking}"


def test_no_translation_is_left_of_a_text_that_is_gone(wanted: set[Key]) -> None:
    obsolete = sorted(set(messages(TEXTS)) - wanted)
    assert not obsolete, f"{HINT}; obsolete: {obsolete}"


def test_the_compiled_file_is_that_of_the_texts(tools: dict[str, object], tmp_path: Path) -> None:
    fresh = tmp_path / "journal_zh_CN.qm"
    tools["compiled"](TEXTS, fresh)  # type: ignore[operator]
    assert fresh.read_bytes() == COMPILED.read_bytes(), HINT


def test_what_is_filled_in_is_the_same_in_both_languages(translated: dict[Key, str]) -> None:
    def values(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)

    odd = [key for key, text in translated.items() if values(key[1]) != values(text)]
    assert not odd


def test_a_translation_ends_as_its_text_does(translated: dict[Key, str]) -> None:
    ends = {"…": "…", ".": "。", ":": "：", "?": "？"}
    odd = [
        (text, chinese)
        for (context, text), chinese in translated.items()
        if text[-1] in ends and ends[text[-1]] != chinese[-1] and context != "Reasons"
    ]
    assert not odd


def test_chinese_text_has_chinese_punctuation(translated: dict[Key, str]) -> None:
    def is_han(sign: str) -> bool:
        return "\u4e00" <= sign <= "\u9fff"

    odd = [
        text
        for text in translated.values()
        if "(&" not in text and any(is_han(first) and second in ",;:!?()" for first, second in pairwise(text))
    ]
    assert not odd


def test_the_program_finds_its_words_in_the_compiled_file() -> None:
    translator = QTranslator()
    assert translator.load(str(COMPILED))
    assert translator.translate("Actions", "New week") == "新的一周"
    assert translator.translate("Sidebar", "All posts") == "全部文章"
    assert translator.translate("StatusBar", "Line {line}, column {column}") == "行 {line}，列 {column}"
    assert translator.translate("Reasons", "the disk can only be read") == "磁盘是只读的"
    assert not translator.translate("Actions", "No such words")


# What is marked in the sources


def trees(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The syntax trees of these rooms (all of them when none is named)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not rooms or name.startswith(rooms):
            yield name, ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """The calls of functions with these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield node


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_text_is_a_literal_or_stands_in_a_table(wanted: set[Key]) -> None:
    found: set[Key] = set()
    for name, tree in trees():
        for call in calls(tree, "translate", "QT_TRANSLATE_NOOP"):
            if not isinstance(call.func, ast.Name):  # str.translate
                continue
            context, text = (literal(part) for part in call.args)
            assert context, f"{name}:{call.lineno} the context is no literal"
            assert text is not None or context in TABLES, f"{name}:{call.lineno} the text is no literal"
            if text is not None:
                found.add((context, text))
    assert found == wanted, "lupdate finds other texts than stand in the sources"


# The floors below the window, which have no Qt


def reasons_said() -> Iterator[tuple[str, str]]:
    """Each reason and sentence that the floors below the window can say, with the place where it is written."""
    for name, tree in trees("post/", "library/", "session/", "files/", "app/"):
        for place in places(tree):
            for node in spoken(place):
                yield f"{name}:{node.lineno}", sample(node)


def places(tree: ast.Module) -> Iterator[ast.AST]:
    for call in calls(tree, *ERRORS):
        yield from call.args
    for call in calls(tree, "Node", "Reading", "Envelope"):
        yield from (keyword.value for keyword in call.keywords if keyword.arg in HOLDERS)
    for call in calls(tree, "Envelope"):
        yield from call.args[2:3]
    for call in calls(tree, "emit"):
        yield from (part for part in call.args if isinstance(part, ast.JoinedStr))
    if any(isinstance(node, ast.Name) and node.id == "tomlkit" for node in ast.walk(tree)):
        for call in calls(tree, "ValueError"):  # it becomes an EditRefused
            yield from call.args
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {last_name(target.value if isinstance(target, ast.Subscript) else target) for target in targets}
            if names & HOLDERS:
                yield node.value
        elif isinstance(node, ast.FunctionDef) and node.name in GIVERS:
            yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)


def spoken(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The texts in an expression that are said as they are: not the arguments of calls nor what is compared."""
    if isinstance(node, ast.JoinedStr) or literal(node):
        yield node  # type: ignore[misc]
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from spoken(part)
    elif isinstance(node, ast.IfExp):
        yield from spoken(node.body)
        yield from spoken(node.orelse)
    elif isinstance(node, ast.DictComp):
        yield from spoken(node.value)
    elif isinstance(node, ast.BinOp):
        yield from spoken(node.left)
    elif isinstance(node, ast.Call) and last_name(node.func) == "fromkeys":
        yield from spoken(node.args[1])


def sample(node: ast.Constant | ast.JoinedStr) -> str:
    """What the text may look like, with something filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(literal(part) or "7" for part in node.values)


def is_said(text: str) -> bool:
    """Whether it is words at all: no name, no format, not only what was filled in."""
    return " " in text and text != "7"


def test_every_reason_of_the_lower_floors_can_be_translated() -> None:
    said = [(place, text) for place, text in reasons_said() if is_said(text)]
    assert len(said) > 80
    unknown = [f"{place} {text!r}" for place, text in said if reasons.template_of(text) is None]
    assert not unknown, "not in journal_app/ui/reasons.py: " + "\n".join(unknown)


def test_a_reason_takes_its_values_into_the_other_language(request: pytest.FixtureRequest) -> None:
    from PySide6.QtCore import QCoreApplication

    request.getfixturevalue("qapp")
    english = "the head does not parse (the alias *here names nothing before it)"
    assert reasons.worded(english) == english
    translator = QTranslator()
    assert translator.load(str(COMPILED))
    QCoreApplication.installTranslator(translator)
    try:
        assert reasons.worded(english) == "元数据无法解析（引用 *here 之前没有同名的锚点）"
        assert reasons.worded("the disk is full, 1,234 bytes are needed") == "磁盘已满，需要 1,234 字节"
        assert reasons.worded("x} is not a map like {name: value}") == "x} 不是 {name: value} 这样的键值结构"
        assert reasons.worded("words nobody knows") == "words nobody knows"
    finally:
        QCoreApplication.removeTranslator(translator)
