"""The ways out of the window: a page, a PDF, many posts into a folder, rich text on the clipboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.app.exporting.exporting import line_words
from journal_app.post.splice import Splice
from journal_app.render.export.folder import Line
from journal_app.ui.dialogs.export import ExportDialog

pytestmark = pytest.mark.webengine


def notice(parts: Parts) -> str:
    found = parts.window.banner.notices.get("exported")
    return found.text if found is not None else ""


def dialog() -> ExportDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ExportDialog)
    return found


def test_page_copy_and_pdf_show_the_post_as_it_stands_in_the_window(
    qtbot: QtBot, parts: Parts, journal: Path, tmp_path: Path
) -> None:
    current = parts.desk.current
    assert current is not None
    parts.desk.edit_body(current.path, Splice(0, 0, "Unsaved words. "))
    target = tmp_path / "page.html"
    parts.exporting.html(current.path, target)
    qtbot.waitUntil(lambda: "page.html" in notice(parts), timeout=30_000)
    page = target.read_text("utf-8")
    assert "Unsaved words." in page and str(tmp_path) not in page

    QGuiApplication.clipboard().clear()
    parts.commands.copy_rich()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasHtml(), timeout=30_000)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text().startswith("Unsaved words.") and content.text().endswith(current.body)
    assert 'style="' in content.html() and "class=" not in content.html()

    target = tmp_path / "page.pdf"
    parts.exporting.pdf(journal / "week-19.md", target)
    parts.exporting.pdf(journal / "week-20.md", tmp_path / "two.pdf")
    qtbot.waitUntil(lambda: "two.pdf" in notice(parts), timeout=30_000)
    assert target.read_bytes().startswith(b"%PDF-") and b"/Outlines" in target.read_bytes()
    before = (journal / "week-19.md").read_bytes()
    parts.exporting.pdf(journal / "week-18.md", journal / "week-19.md")
    qtbot.waitUntil(lambda: "error" in parts.window.banner.notices, timeout=30_000)
    assert (journal / "week-19.md").read_bytes() == before


def test_the_shown_posts_go_into_a_folder_unless_the_author_cancels(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    out, told = tmp_path / "out", []

    def begin() -> None:
        shown = dialog()
        assert len(shown.chosen()) == 3
        shown.list.item(0).setCheckState(shown.list.item(0).checkState().Unchecked)
        shown.folder.setText(str(out))
        shown.main.click()
        qtbot.waitUntil(lambda: shown.stage == "ended", timeout=40_000)
        told.append(shown.note.text())
        shown.reject()

    def begin_and_cancel() -> None:
        shown = dialog()
        shown.folder.setText(str(out))
        shown.main.click()
        shown.reject()
        qtbot.waitUntil(lambda: shown.stage == "ended", timeout=40_000)
        told.append(shown.note.text())
        shown.reject()

    QTimer.singleShot(0, begin_and_cancel)
    parts.commands.export_posts()
    assert told.pop() == "Nothing was exported." and not list(out.glob("*"))
    QTimer.singleShot(0, begin)
    parts.commands.export_posts()
    assert told == [f"2 posts are in {out}."]
    assert len(list(out.glob("week-*.html"))) == 2 and (out / "index.html").exists()


def test_a_file_in_the_way_is_asked_about_and_kept_when_the_answer_is_no(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, asked, lines = tmp_path / "out", [], []
    out.mkdir()
    (out / "week-19.html").write_text("<p>mine</p>")

    def no(parent: object, title: str, text: str, action: str) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr("journal_app.ui.messages.confirm", no)

    def begin() -> None:
        shown = dialog()
        shown.folder.setText(str(out))
        shown.main.click()
        qtbot.waitUntil(lambda: shown.stage == "ended", timeout=40_000)
        lines.extend(shown.list.item(row).text() for row in range(shown.list.count()))
        shown.reject()

    QTimer.singleShot(0, begin)
    parts.commands.export_posts()
    assert len(asked) == 1 and "week-19.html" in asked[0]
    assert lines == ["week-19.html: a file of that name is there, and is kept."]
    assert (out / "week-19.html").read_text() == "<p>mine</p>" and (out / "week-20.html").exists()


@pytest.mark.parametrize("reason", ["remote", "outside", "missing", "no image", "too large"])
def test_each_line_of_a_report_names_the_post_and_what_is_missing(reason: str) -> None:
    words = line_words(Line(Path("/j/a.md"), "image", "b.png", reason))
    assert words.startswith("a.md: ") and "b.png" in words
    assert "gone.md" in line_words(Line(Path("/j/a.md"), "link", "gone.md"))
    assert "a.md" in line_words(Line(Path("/j/a.md"), "failed", "a.html", "the post is too large"))
