"""A click on a link in the preview: to a post, to a heading in it, or a sentence that says where it does not lead."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.app.posts.ways import Way, way
from journal_app.library.row import PostRow
from journal_app.post.post import Post
from journal_app.post.site import PLAIN
from journal_app.ui.dialogs.new_post import NewPostDialog
from tests.app.test_commands import front, press


def row(path: Path, title: str) -> PostRow:
    return PostRow(path, title=title)


def test_a_link_leads_to_a_post_and_to_the_line_of_a_heading(tmp_path: Path) -> None:
    here = Post.parse(tmp_path / "here.md", b"---\ntitle: Here\n---\n\n## One\n\n## Two words\n")
    (tmp_path / "there.md").write_bytes("---\ntitle: There\n---\n```\n# no\n```\n\n# 标题\n".encode())
    rows = [row(tmp_path / "here.md", "Here"), row(tmp_path / "there.md", "There")]

    def led(target: str) -> Way:
        return way(target, here, rows, PLAIN, tmp_path)

    there = tmp_path / "there.md"
    assert led("there.md") == led("there") == led("There") == Way(there)
    assert led("there.md#%E6%A0%87%E9%A2%98") == Way(there, 8)
    assert led("there#no-such") == Way(there)
    assert led("here#two-words") == led("#two-words") == Way(here.path, 7)


def test_a_link_to_nothing_names_the_post_that_could_be_written(tmp_path: Path) -> None:
    here = Post.parse(tmp_path / "here.md", b"text")
    titles = {
        "No%20such": "No such", "深夜.md": "深夜", "notes/v1.2": "v1.2", "a.png": "", "/about/": "", "../x.md": "",
    }  # fmt: skip
    for target, title in titles.items():
        assert way(target, here, [], PLAIN, tmp_path) == Way(title=title), target


@pytest.mark.webengine
def test_a_click_that_leads_nowhere_says_so_and_offers_to_write_the_post(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    before = front(parts).path
    parts.following.follow("#not-here")
    assert "“not-here”" in parts.window.banner.notices["link"].text
    assert not parts.window.banner.notices["link"].choices
    parts.following.follow("No%20such%20post")
    qtbot.waitUntil(lambda: bool(parts.window.banner.notices["link"].choices))
    assert "“No such post”" in parts.window.banner.notices["link"].text

    def write() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NewPostDialog):
            QTimer.singleShot(10, write)
            return
        title = dialog.findChild(QLineEdit, "title")
        assert title is not None and title.text() == "No such post"
        next(button for button in dialog.findChildren(QPushButton) if button.text() == "Write it").click()

    QTimer.singleShot(0, write)
    press(parts, "write")
    qtbot.waitUntil(lambda: front(parts).path != before)
    assert front(parts).fields["title"] == "No such post"
    assert "link" not in parts.window.banner.notices


@pytest.mark.webengine
def test_a_click_on_a_link_to_a_heading_of_another_post_goes_to_its_line(
    qtbot: QtBot, parts: Parts, journal: Path
) -> None:
    other = next(path for path in journal.rglob("*.md") if path != front(parts).path)
    text = other.read_text("utf-8") + "\n" + "line\n\n" * 80 + "## Far below\n"
    other.write_text(text, "utf-8")
    parts.following.follow(f"{other.stem}#far-below")
    qtbot.waitUntil(lambda: front(parts).path == other)
    line = front(parts).body.count("\n", 0, front(parts).body.index("## Far"))
    qtbot.waitUntil(lambda: parts.editor.view.textCursor().blockNumber() == line)
