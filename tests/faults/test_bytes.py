"""Rows 45 to 49: bytes and text that are odd, through the real editor and the real program."""

import os
import random
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from journal_app import settings
from journal_app.app.build import Parts
from journal_app.post.errors import EditRefused
from journal_app.post.opening import opened
from journal_app.post.post import Post
from journal_app.post.splice import Splice
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.ui.editor.editor import Editor
from journal_app.ui.window.encoding_menu import EncodingMenu
from tests.faults import round_trips
from tests.faults.window import Holder, front, open_post, press, program, save, shown, until

FULL = os.environ.get("JOURNAL_FAULTS") == "full"
HEAD = "---\ntitle: 雨 rain\ntags: [a, 'b']  # kept\n---\n"
SEPARATORS = ("\n", "\r\n", "\r", "\u2029", "\ufdd0", "\ufdd1")
SIGNS = (
    "a", "b c", "字", "周记。", "👍", "\u2028", "\xa0", "\f", "\0", "\x85", "\u200b", "# ", "- ", "é", "`", "\t",
    "\ufffc", "\v",
)  # fmt: skip
UNIT = re.compile("\r\n|.", re.DOTALL)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor()
    qtbot.addWidget(made)
    made.resize(420, 400)
    return made


def a_body(chance: random.Random) -> str:
    """Lines with any separator, perhaps without a last one."""
    ends = chance.choice([SEPARATORS, SEPARATORS[:3], *[(end,) for end in SEPARATORS]])
    lines = ("".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 5))) for _ in range(chance.randint(0, 12)))
    body = "".join(line + chance.choice(ends) for line in lines)
    return body if chance.random() < 0.5 else body + chance.choice(SIGNS)


def cursor_to(editor: Editor, units: list[str], place: int) -> None:
    """Put the caret before the unit of this number; a document counts in UTF-16."""
    cursor = editor.view.textCursor()
    cursor.setPosition(sum(2 if unit > "\uffff" else 1 for unit in units[:place]))
    editor.view.setTextCursor(cursor)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb18030"])
def test_fault_45_48_one_sign_typed_is_the_whole_difference(editor: Editor, codec: str) -> None:
    """Whatever ends the lines, and whatever odd signs stand in the others."""
    holder = Holder(editor)
    chance = random.Random(codec)
    tried = 0
    for number in range(400 if FULL else 60):
        end = chance.choice(["\n", "\r\n", "\r"])
        head = chance.choice(["", HEAD]).replace("\n", end)
        body = a_body(chance)
        text = head + body
        if codec == "gb18030":
            text += "\n今天下了一整天的雨，我在家里读书、写字，晚上和朋友一起吃饭。"
            body = text[len(head) :]
        mark = b"\xfe\xff" if codec == "utf-16-be" else b""
        raw = mark + text.encode(codec)
        post = opened(Path(f"{number}.md"), raw)
        if post.read_only or not body or post.written_head != head:
            continue
        if raw.startswith(b"\xff\xfe\0\0") and codec == "utf-16":  # the mark of UTF-32 as well
            continue
        tried += 1
        holder.show(post)
        assert holder.edits == 0 and post.to_bytes() == raw
        units = UNIT.findall(body)
        assert len(units) == len(post.body)
        place = chance.randint(0, len(units))
        cursor_to(editor, units, place)
        press(editor, "x")
        assert holder.post is not None
        wanted = head + "".join(units[:place]) + "x" + "".join(units[place:])
        assert holder.post.to_bytes() == mark + wanted.encode(codec), (text, place)
        editor.undo()
        assert holder.post.to_bytes() == raw
    assert tried > 25


def test_fault_45_48_odd_text_is_saved_by_the_program_with_only_the_typed_sign(
    qapp: QApplication, tmp_path: Path
) -> None:
    bodies = {
        "crlf": "one\r\ntwo\r\nthree", "cr": "one\rtwo\rthree\r",
        "mixed": "one\ntwo\r\nthree\rfour\u2029five\u2028six\r\n",
        "odd": "nb\xa0sp\nff\f\nnul\0\nls\u2028ps\u2029fd\ufdd0\nlone\rcr\n", "plain": "one\ntwo",
    }  # fmt: skip
    for name, body in bodies.items():
        (tmp_path / f"{name}.md").write_bytes((HEAD.replace("\n", "\r\n" if name == "crlf" else "\n") + body).encode())
    with program(qapp, tmp_path) as parts:
        for name in bodies:
            path = tmp_path / f"{name}.md"
            raw = path.read_bytes()
            open_post(qapp, parts, path)
            press(parts.editor, "x")
            save(qapp, parts)
            at = len(raw) - len(bodies[name].encode())
            assert path.read_bytes() == raw[:at] + b"x" + raw[at:]
            open_post(qapp, parts, tmp_path / "plain.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.md" for name in bodies)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "no mark"])
def test_fault_46_marked_and_wide_encodings_are_opened_and_saved_as_they_are(
    qapp: QApplication, tmp_path: Path, codec: str
) -> None:
    path = tmp_path / "post.md"
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-32-le": "\ufeff"}.get(codec, "")
    real = "utf-16-le" if codec == "no mark" else codec
    text = HEAD.replace("雨 rain", "rain") + "Only words.\r\nAnd more of them.\r\n"
    path.write_bytes((mark + text).encode(real))
    with program(qapp, tmp_path) as parts:
        post = open_post(qapp, parts, path)
        assert not post.read_only and post.fields["title"] == "rain"
        assert shown(parts.editor) == "Only words.\nAnd more of them.\n"
        press(parts.editor, "字")
        save(qapp, parts)
        assert path.read_bytes() == (mark + text.replace("Only", "字Only")).encode(real)


def undecodable() -> bytes:
    return b"---\ntitle: caf\xe9\n---\n" + bytes(range(0xA1, 0xFF)) * 3 + b"\n\x81\xff na\xefve\n"


def choose(qapp: QApplication, parts: Parts, codec: str) -> None:
    """Press the button of the note above the text."""
    button = parts.editor.note.findChild(QPushButton, codec)
    assert button is not None and button.isVisible()
    button.click()
    until(qapp, lambda: front(parts).encoding == codec and not front(parts).read_only)


def test_fault_47_undecodable_text_is_read_only_until_the_author_names_an_encoding(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "post.md"
    raw = undecodable()
    path.write_bytes(raw)
    with program(qapp, tmp_path) as parts:
        post = open_post(qapp, parts, path)
        assert post.read_only and parts.editor.view.isReadOnly() and parts.editor.note.text()
        assert "na\xefve" in shown(parts.editor)
        press(parts.editor, "x")
        assert not parts.desk.unsaved
        assert not parts.editor.note.findChild(QPushButton, "cp1252").isVisible()  # 0x81 is no sign of it
        choose(qapp, parts, "latin-1")
        assert not parts.editor.view.isReadOnly() and not parts.editor.note.isVisible()
        assert not parts.editor.can_undo()
        parts.preferences.choose(settings.Settings(autosave="pause"))
        press(parts.editor, "é")
        assert path in parts.desk.unsaved and not parts.autosave.may_save(path)
        assert path.read_bytes() == raw
        save(qapp, parts)
        at = raw.index(bytes([0xA1, 0xA2]))
        assert path.read_bytes() == raw[:at] + b"\xe9" + raw[at:]
        path.write_bytes(raw)  # a stranger's edit is read in the encoding that was chosen
        parts.librarian.look()
        until(qapp, lambda: front(parts).to_bytes() == raw)
        assert front(parts).encoding == "latin-1" and not front(parts).read_only
        choosing = [button for button in parts.editor.note.findChildren(QPushButton) if button.isVisible()]
        assert not choosing


def offered(qapp: QApplication, parts: Parts) -> EncodingMenu:
    """The menu behind the encoding in the status bar."""
    parts.window.status._encoding.click()
    menus: list[EncodingMenu] = []

    def is_open() -> bool:
        menus[:] = [menu for menu in parts.window.findChildren(EncodingMenu) if menu.isVisible()]
        return bool(menus)

    until(qapp, is_open)
    return menus[0]


def pick(menu: EncodingMenu, codec: str) -> None:
    next(action for action in menu.actions() if action.data() == codec).trigger()
    menu.close()


def test_fault_47_a_wrong_guess_is_read_again_in_the_encoding_the_author_names(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "post.md"
    raw = "---\ntitle: дневник\n---\nСегодня шёл дождь, вечером читал.\n".encode("cp1251") * 3
    path.write_bytes(raw)
    with program(qapp, tmp_path) as parts:
        open_post(qapp, parts, path)
        parts.desk.open_as(path, "latin-1")  # as a guess may go
        until(qapp, lambda: front(parts).encoding == "latin-1")
        menu = offered(qapp, parts)
        by_codec = {action.data(): action for action in menu.actions() if action.data()}
        assert by_codec["latin-1"].isChecked() and by_codec["cp1251"].isEnabled()
        assert not by_codec["utf-8"].isEnabled() and "do not fit" in by_codec["utf-8"].text()
        pick(menu, "cp1251")
        until(qapp, lambda: "Сегодня" in shown(parts.editor))
        assert not parts.editor.can_undo() and not parts.desk.unsaved and path.read_bytes() == raw
        press(parts.editor, "ё")
        menu = offered(qapp, parts)
        assert not any(action.isEnabled() for action in menu.actions() if action.data()), (
            "unsaved text is not read over"
        )
        menu.close()
        save(qapp, parts)
        at = raw.index(b"---\n", 4) + 4
        assert path.read_bytes() == raw[:at] + "ё".encode("cp1251") + raw[at:]


def test_fault_47_damaged_utf8_can_be_opened_as_something_else(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    raw = ("今天下雨，" * 40).encode() + b"\xff" + "明天晴天。".encode() * 40
    path.write_bytes(raw)
    with program(qapp, tmp_path) as parts:
        post = open_post(qapp, parts, path)
        assert post.read_only and "明天" in post.body and "latin-1" in post.offers
        choose(qapp, parts, "latin-1")
        press(parts.editor, "x")
        save(qapp, parts)
        assert path.read_bytes() == b"x" + raw


def test_fault_47_a_sign_the_encoding_lacks_goes_again_and_a_notice_says_why(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "post.md"
    raw = "---\ntitle: déjà vu\n---\nDéjà vu, naïve, café, garçon. Être là où l’été s’achève.\n".encode("cp1252") * 4
    path.write_bytes(raw)
    with program(qapp, tmp_path) as parts:
        post = open_post(qapp, parts, path)
        assert not post.read_only and post.encoding == "cp1252"
        body = post.body
        press(parts.editor, "a周b")
        until(qapp, lambda: "error" in parts.window.banner.notices)
        said = parts.window.banner.notices["error"].text
        assert "周" in said and "cp1252" in said
        assert shown(parts.editor) == front(parts).body == "ab" + body
        press(parts.editor, "记\né")
        assert shown(parts.editor) == front(parts).body == "ab\né" + body
        while parts.editor.can_undo():
            parts.commands.undo()
            assert shown(parts.editor) == front(parts).body
        assert front(parts).to_bytes() == raw and not parts.desk.unsaved


@pytest.mark.parametrize("codec", ["utf-16", "cp1252"])
@pytest.mark.parametrize("same_head", [True, False], ids=["same head", "other head"])
def test_fault_47_undo_of_a_change_on_disk_brings_back_the_encoding_too(
    qapp: QApplication, tmp_path: Path, codec: str, same_head: bool
) -> None:
    path = tmp_path / "post.md"
    raw = "---\r\ntitle: a week\r\n---\r\n今天下雨\r\n昨天 too\r\n".encode("utf-8-sig")
    title = "a week" if same_head else "une semaine"
    theirs = (f"---\ntitle: {title}\n---\n" + "Déjà vu, naïve, café, garçon. Être là où l’été s’achève.\n" * 4).encode(
        codec
    )
    path.write_bytes(raw)
    with program(qapp, tmp_path) as parts:
        open_post(qapp, parts, path)
        path.write_bytes(theirs)
        parts.librarian.look()
        until(qapp, lambda: front(parts).to_bytes() == theirs)
        for _ in range(2):
            parts.commands.undo()
            assert front(parts).to_bytes() == raw and shown(parts.editor) == front(parts).body
            assert "error" not in parts.window.banner.notices and not parts.editor.can_undo()
            parts.commands.redo()
            assert front(parts).to_bytes() == theirs and shown(parts.editor) == front(parts).body
            assert not parts.desk.unsaved
        parts.commands.undo()
        press(parts.editor, "周")
        save(qapp, parts)
        assert "周".encode() in path.read_bytes() and "昨天".encode() in path.read_bytes()


CODECS = ("latin-1", "cp1251", "gb18030", "utf-16", "utf-8")


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("choice", ["mine", "theirs", "merge"])
def test_fault_47_a_conflict_of_a_post_in_another_encoding_keeps_every_byte_of_both(
    qtbot: QtBot, tmp_path: Path, codec: str, choice: str
) -> None:
    """Also the bytes that no other encoding would have given back."""
    sign = {"latin-1": "\x81\xff", "cp1251": "ёЁ", "gb18030": "周\ue7c7", "utf-16": "👍\ufffe"}.get(codec, "\u2028é")
    lines = [f"line {number} {sign}\r\n" for number in range(12)]
    raw, path = "".join(lines).encode(codec), tmp_path / "post.md"
    path.write_bytes(raw)
    kept: list[bytes] = []
    desk = Desk(Jobs(1), Jobs(1), lambda _, old: kept.append(old))
    conflicts = Conflicts(desk, Jobs(1))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(path)
    with qtbot.waitSignal(desk.post_opened):
        desk.open_as(path, codec)
    desk.edit_body(path, Splice(0, 0, f"mine {sign[0]} "))
    theirs = "".join([*lines[:-1], f"theirs {sign}\r\n"]).encode(codec)
    path.write_bytes(theirs)
    desk.look_again([path])
    qtbot.waitUntil(lambda: desk.in_conflict(path), timeout=20_000)
    mine = "".join([f"mine {sign[0]} {lines[0]}", *lines[1:]]).encode(codec)
    both = "".join([f"mine {sign[0]} {lines[0]}", *lines[1:-1], f"theirs {sign}\r\n"]).encode(codec)
    post = desk.post(path)
    assert post is not None and post.to_bytes() == mine and path.read_bytes() == theirs
    deed = {"mine": conflicts.keep_mine, "theirs": conflicts.take_theirs, "merge": conflicts.merge}[choice]
    with qtbot.waitSignal(desk.conflict_ended, timeout=20_000):
        deed(path)
    desk.save(path)
    qtbot.waitUntil(lambda: not desk.unsaved and not desk.is_saving, timeout=20_000)
    assert path.read_bytes() == {"mine": mine, "theirs": theirs, "merge": both}[choice]
    assert choice == "theirs" or theirs in kept


def test_fault_47_a_stranger_who_makes_a_text_undecodable_costs_neither_text(qtbot: QtBot, tmp_path: Path) -> None:
    """Under unsaved text it is a conflict; without, it is shown as it is and never written."""
    path, raw = tmp_path / "post.md", "今天下雨，\n".encode() * 20
    theirs = raw[:-9] + undecodable()
    path.write_bytes(raw)
    desk = Desk(Jobs(1), Jobs(1))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(path)
    desk.edit_body(path, Splice(0, 0, "我"))
    path.write_bytes(theirs)
    desk.look_again([path])
    qtbot.waitUntil(lambda: desk.in_conflict(path), timeout=20_000)
    desk.save(path)
    qtbot.waitUntil(lambda: not desk.is_saving)
    post = desk.post(path)
    assert path.read_bytes() == theirs and post is not None and post.to_bytes() == "我".encode() + raw
    with qtbot.waitSignal(desk.conflict_ended, timeout=20_000):
        Conflicts(desk, Jobs(1)).take_theirs(path)
    post = desk.post(path)
    assert post is not None and post.read_only and post.to_bytes() == theirs
    with pytest.raises(EditRefused):
        desk.edit_body(path, Splice(0, 0, "x"))
    assert not desk.unsaved and path.read_bytes() == theirs


def test_fault_47_fuzzed_bytes_come_back_and_a_form_edit_stays_in_its_value() -> None:
    told = round_trips.run(10_000 if FULL else 3_000, seed=2024)
    assert told["edits"] > 300 and told["read-only"] > 300 and told["other encodings"] > 300


def test_fault_47_showing_fuzzed_bytes_in_the_editor_is_no_edit(editor: Editor) -> None:
    holder = Holder(editor)
    for number in range(10_000 if FULL else 600):
        chance = random.Random(f"shown {number}")
        raw = round_trips.bytes_of(chance)
        holder.show(opened(Path(f"{number}.md"), raw))
        assert holder.edits == 0
        assert holder.post is not None and holder.post.to_bytes() == raw
        if not editor.note.text():
            assert shown(editor) == holder.post.body


def test_fault_49_a_program_named_like_a_post_is_shown_as_bytes(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "ls.md"
    shutil.copy("/bin/ls", path)
    raw = path.read_bytes()
    (tmp_path / "other.md").write_text("words")
    with program(qapp, tmp_path) as parts:
        until(qapp, lambda: path in parts.librarian.rows)
        assert "binary" in parts.librarian.rows[path].error
        post = open_post(qapp, parts, path)
        assert parts.editor.bulk.isVisible() and not parts.editor.view.isVisible() and parts.editor.note.text()
        parts.editor.run("select_all")
        lines = parts.editor.bulk.selected_text().splitlines()
        assert bytes.fromhex("".join(line[10:58] for line in lines)) == raw
        assert post.to_bytes() == raw and post.read_only
        press(parts.editor, "x")
        parts.editor.run("bold")
        parts.commands.save()
        assert not parts.desk.unsaved and path.read_bytes() == raw
        assert isinstance(open_post(qapp, parts, tmp_path / "other.md"), Post)
        assert parts.editor.view.isVisible() and shown(parts.editor) == "words"
