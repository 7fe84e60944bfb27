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


def keys(posts: list[Path], count: int, rest: int) -> None:
    """From a key to the painted text, in each of the posts; from a replaced block to the painted page."""
    from PySide6.QtTest import QTest

    bare = Bare("")
    page = probe.PagePaint(bare.view.page())
    bare.view.setHtml(_PAGE.format(_BLOCKS))
    bare.window.show()
    page.wait()
    painted = probe.KeyPaint(bare.edit.viewport())
    measured: dict[str, list[float]] = {}
    for post in posts:
        bare.edit.setPlainText(post.read_text("utf-8").split("\n---\n\n", 1)[1])
        block = bare.edit.document().findBlockByNumber(bare.edit.blockCount() // 2)
        bare.edit.setTextCursor(QTextCursor(block))
        bare.edit.centerCursor()
        bare.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        probe.pause(1000)
        times = measured[post.stem] = []
        for _ in range(count):
            painted.painted, painted.armed = 0.0, True
            begun = clock.now()
            QTest.keyClick(bare.edit, Qt.Key.Key_A)
            times.append(painted.wait() - begun)
            probe.pause(rest)
    times = measured["page"] = []
    for number in range(count):
        page.painted = 0.0
        begun = clock.now()
        bare.view.page().runJavaScript(
            f"document.getElementById('p5').innerHTML='Other <em>words</em> {number % 10} 和一些字。'", probe.WORLD
        )
        times.append(page.wait() - begun)
        probe.pause(rest)
    probe.tell({name: probe.middle(times) for name, times in measured.items()})


def main() -> None:
    """One measurement in a process of its own."""
    what, folder, *rest = sys.argv[1:]
    if what == "start":
        start(Path(rest[0]))
    else:
        keys([Path(folder) / name for name in rest[2:]], int(rest[0]), int(rest[1]))
    sys.stdout.flush()
    os._exit(0)  # how long a program takes to end is not measured


if __name__ == "__main__":
    main()
