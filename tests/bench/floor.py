"""The floor of a measurement: what the toolkit alone costs. A bare window with a text and a page."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from tests.bench import clock, probe

_PAGE = "<!doctype html><title>-</title><main>{}</main>"
_BLOCKS = "".join(f"<p id=p{number}>Some words, <em>more</em> words and 一些字。</p>" for number in range(12))


class Bare:
    """The window and what is in it."""

    def __init__(self, text: str) -> None:
        self.application = QApplication(sys.argv[:1])
        self.window = QWidget()
        self.window.resize(1280, 800)
        self.edit = QPlainTextEdit(self.window)
        self.edit.setPlainText(text)
        self.view = QWebEngineView(self.window)
        row = QHBoxLayout(self.window)
        row.addWidget(self.edit)
        row.addWidget(self.view)
        self._number = 0

    def show(self, post: Path) -> None:
        """The body of this post, the cursor in the middle."""
        self.edit.setPlainText(post.read_text("utf-8").split("\n---\n\n", 1)[1])
        self.edit.setTextCursor(QTextCursor(self.edit.document().findBlockByNumber(self.edit.blockCount() // 2)))
        self.edit.centerCursor()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        probe.pause(1000)

    def replace_block(self) -> None:
        """Another text in one block of the page."""
        self._number += 1
        text = f"Other <em>words</em> {self._number} 和一些字。"
        self.view.page().runJavaScript(f"document.getElementById('p5').innerHTML = '{text}'", probe.WORLD)


def start(post: Path) -> None:
    """From the spawn to the text and to the page."""
    bare = Bare(post.read_text("utf-8"))
    marks: dict[str, float] = {}

    def mark(name: str) -> None:
        marks[name] = clock.since_spawned()
        if len(marks) == 2:
            probe.tell(marks)
            bare.application.quit()

    probe.Painted(bare.edit.viewport(), lambda: mark("editor"), lambda: True)
    probe.PagePaint(bare.view.page(), lambda: mark("preview"))
    bare.view.setHtml(_PAGE.format(_BLOCKS))
    bare.window.show()
    probe.give_up()
    bare.application.exec()


def keys(posts: list[Path], count: int) -> None:
    """From a key to the painted text in each of the posts; then from a key that replaces one block to the painted page.

    The page's turn comes last and alone, so that the text is measured without it.
    """
    from tests.bench import keyboard

    bare = Bare("")
    page = probe.PagePaint(bare.view.page())
    bare.view.setHtml(_PAGE.format(_BLOCKS))
    bare.window.show()
    page.wait()
    painted = keyboard.KeyPaint(bare.edit)
    measured: dict[str, list[float]] = {}
    for post in posts:
        bare.show(post)
        measured[post.stem] = [painted.key() for _ in range(count) if keyboard.rest()]
    bare.show(posts[0])
    bare.edit.textChanged.connect(bare.replace_block)
    measured["page"] = [page.after(painted.key) for _ in range(count) if keyboard.rest()]
    probe.tell({name: probe.middle(times) for name, times in measured.items()})


def main() -> None:
    """One measurement in a process of its own."""
    what, folder, *rest = sys.argv[1:]
    if what == "start":
        start(Path(rest[0]))
    else:
        keys([Path(folder) / name for name in rest[1:]], int(rest[0]))
    sys.stdout.flush()
    os._exit(0)  # how long a program takes to end is not measured


if __name__ == "__main__":
    main()
