"""Pictures dropped, pasted and chosen in the real window: copied to where the site has them, linked, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.post.image_places import Places
from journal_app.render.export import export
from journal_app.render.safe import images
from journal_app.ui.dialogs.pictures import PicturesDialog
from journal_app.ui.metadata.image import ImageField
from journal_app.ui.preview.page import WORLD

pytestmark = pytest.mark.webengine
HEAD = "---\ntitle: Week {n}\ndate: 2024-11-0{n}\nheroImage:\n  src: {cover}\n  alt: a tree\n---\n\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A Hugo site of two posts; the other one has its pictures in a folder of its name."""
    home = tmp_path / "journal"
    (home / "content" / "posts").mkdir(parents=True)
    (home / "hugo.toml").write_text("baseURL = 'https://e.org/'\n")
    for n, cover, body in ((1, "/img/week-1/c.png", "![a](/img/week-1/a.png)\n"), (2, "''", "text\n")):
        (home / "content" / "posts" / f"week-{n}.md").write_text(HEAD.format(n=n, cover=cover) + body)
    return home


@pytest.fixture
def wanted(tmp_path: Path) -> list[Path]:
    """Three files from elsewhere; the last is no picture."""
    made = [tmp_path / "Tree\n\n1.png", tmp_path / "b.JPG", tmp_path / "bad.png"]
    for number, path in enumerate(made[:2]):
        image = QImage(8, 8 + number, QImage.Format.Format_RGB32)
        image.fill(0x336699)
        image.save(str(path))
    made[2].write_text("no picture")
    return made


def carrying(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def drop(target: QWidget, mime: QMimeData, place: QPointF) -> bool:
    """Drag over the widget and let go; whether it took it."""
    about = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered, dropped = QDragEnterEvent(place.toPoint(), *about), QDropEvent(place, *about)
    QApplication.sendEvent(target, entered)
    QApplication.sendEvent(target, dropped)
    return entered.isAccepted() and dropped.isAccepted()


def body(parts: Parts) -> str:
    assert parts.desk.current is not None
    return parts.desk.current.body


def found(parts: Parts, source: str, *, field: bool = False) -> Path:
    assert parts.desk.current is not None
    return images.find(source, Places(parts.desk.current.path, parts.librarian.site), field=field).path


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=20_000)


def test_dropped_pictures_are_copied_linked_and_shown_and_one_undo_takes_the_links_back(
    qtbot: QtBot, parts: Parts, journal: Path, wanted: list[Path]
) -> None:
    there = journal / "static" / "img" / "week-2" / "tree-1.png"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"a stranger's")
    view = parts.editor.view
    place = QPointF(view.cursorRect().center())
    before = body(parts)
    assert drop(view.viewport(), carrying(*wanted), place)
    until(qtbot, lambda: body(parts) != before)
    links = "![Tree 1](/img/week-2/tree-1-2.png)\n\n![b](/img/week-2/b.jpg)"
    assert body(parts) == links + before and view.textCursor().position() == len(links)
    assert [path.read_bytes() for path in wanted[:2]] == [
        found(parts, f"/img/week-2/{name}").read_bytes() for name in ("tree-1-2.png", "b.jpg")
    ]
    assert there.read_bytes() == b"a stranger's"
    assert any("bad.png is not an image" in notice.text for notice in parts.window.banner.notices.values())
    parts.editor.undo()
    assert body(parts) == before and (there.parent / "b.jpg").exists()
    parts.editor.redo()
    assert body(parts) == links + before and parts.desk.current is not None
    made = export.page(parts.desk.current, parts.librarian.site)
    assert made.html.count(b"data:image/") == 2 and not made.left_out
    shown: list[object] = []

    def looks() -> bool:
        script = "[...document.querySelectorAll('article img, main img')].map(one => one.naturalHeight).join()"
        parts.preview.page.runJavaScript(script, WORLD, shown.append)
        return shown[-1:] == ["8,9"]

    until(qtbot, looks)


def test_a_pasted_picture_takes_the_place_of_the_selection(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    QApplication.clipboard().setImage(QImage(5, 4, QImage.Format.Format_RGB32))
    parts.editor.view.selectAll()
    cursor = parts.editor.view.textCursor()
    cursor.setPosition(cursor.selectionStart() + 1)
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    parts.editor.view.setTextCursor(cursor)
    chosen = cursor.selectedText()
    assert chosen == "text"
    qtbot.keyClick(parts.editor.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "![text](/img/week-2/week-2-" in body(parts))
    kept = list((journal / "static" / "img" / "week-2").iterdir())
    assert len(kept) == 1 and kept[0].suffix == ".png" and QImage(str(kept[0])).width() == 5
    assert body(parts) == f"\n![text](/img/week-2/{kept[0].name})\n"
    parts.editor.undo()
    assert body(parts) == "\ntext\n"


def test_a_cover_takes_a_drop_in_the_shape_of_the_other_posts(
    qtbot: QtBot, parts: Parts, journal: Path, wanted: list[Path]
) -> None:
    pane = parts.form.made.pane
    pane.set_unfolded(True)
    row = next(row for row in pane.rare.rows() if isinstance(row.field, ImageField))
    assert drop(row.field.entry(), carrying(wanted[0]), QPointF(3, 3)) and parts.desk.current is not None
    before = parts.desk.current.head_text

    def cover() -> object:
        assert parts.desk.current is not None
        return parts.desk.current.fields["heroImage"]

    until(qtbot, lambda: cover() == {"src": "/img/week-2/tree-1.png", "alt": "a tree"})
    assert found(parts, "/img/week-2/tree-1.png", field=True).read_bytes() == wanted[0].read_bytes()
    parts.editor.undo()
    assert parts.desk.current.head_text == before


def test_a_picture_of_the_journal_is_chosen_by_keyboard_and_not_copied(
    qtbot: QtBot, parts: Parts, journal: Path, wanted: list[Path]
) -> None:
    (journal / "static" / "img").mkdir(parents=True)
    for number in range(3):
        (journal / "static" / "img" / f"a ({number}).png").write_bytes(wanted[0].read_bytes())
    asked: list[PicturesDialog] = []

    def answer() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PicturesDialog))
        if not dialog.found:
            QTimer.singleShot(20, answer)
            return
        asked.append(dialog)
        box = dialog.focusWidget()
        assert box is not None
        qtbot.keyClicks(box, "(1)")
        assert [path.name for path in dialog.found] == ["a (1).png"]
        qtbot.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    before = body(parts)
    parts.actions["insert_image"].trigger()
    until(qtbot, lambda: body(parts) != before)
    assert asked and body(parts) == "![a (1)](/img/a%20%281%29.png)" + before
    assert len(list((journal / "static" / "img").iterdir())) == 3


def test_a_cover_is_chosen_from_the_journals_pictures(
    qtbot: QtBot, parts: Parts, journal: Path, wanted: list[Path]
) -> None:
    (journal / "static").mkdir()
    (journal / "static" / "a b.png").write_bytes(wanted[0].read_bytes())
    pane = parts.form.made.pane
    pane.set_unfolded(True)
    field = next(row.field for row in pane.rare.rows() if isinstance(row.field, ImageField))

    def answer() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PicturesDialog))
        box = dialog.focusWidget()
        if not dialog.found or box is None:
            QTimer.singleShot(20, answer)
            return
        qtbot.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    field.pick()
    until(qtbot, lambda: field.entry().text() == "/a b.png")


def test_a_post_that_is_dropped_is_opened_as_before(qtbot: QtBot, parts: Parts, journal: Path) -> None:
    other = journal / "content" / "posts" / "week-1.md"
    assert drop(parts.editor.view.viewport(), carrying(other), QPointF(3, 3))
    until(qtbot, lambda: parts.desk.current is not None and parts.desk.current.path == other)
