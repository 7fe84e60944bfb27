"""The main job through the real window, step by step, with a check and a picture for each. Fails if a check fails.

`drive.py --out DIR` runs two rounds, English in light and Chinese in dark, each in a journal of its own; a round is two
processes, so that what is found at the second start really came from the disk.
"""

import argparse
import faulthandler
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROUNDS = (("english-light", "en", "light"), ("chinese-dark", "zh_CN", "dark"))
POST = "weekly/week-20.md"
TYPED = "巡游时写下的一句 typed on the tour。"
TITLE = "周记 Week20 改"
TAG = "新标签"
SEARCHED = "科研"


def main() -> int:
    """Drive every round; the exit status is 0 when every check held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="where pictures and the exported pages go")
    parser.add_argument("--round", choices=[name for name, _, _ in ROUNDS], help="this one only")
    parser.add_argument("--phase", choices=["first", "again"], help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.phase:
        return Tour(options.out, options.home, options.phase).run()
    for name, language, theme in ROUNDS:
        if options.round in (None, name):
            status = drive(options.out.absolute() / name, language, theme)
            if status:
                return status
    print("The tour is complete.")
    return 0


def drive(out: Path, language: str, theme: str) -> int:
    """One round: its own home and its own copy of the sample journal."""
    print(f"— {out.name}", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="journal-tour-") as temporary:
        home = Path(temporary)
        shutil.copytree(ROOT / "content", home / "journal")
        config = home / "config" / "journal-app"
        config.mkdir(parents=True)
        (config / "settings.json").write_text(json.dumps({"language": language, "theme": theme}))
        environment = dict(os.environ)
        for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
            environment[f"XDG_{kind}_HOME"] = str(home / kind.lower())
        for phase in ("first", "again"):
            command = [sys.executable, __file__, "--out", str(out), "--home", str(home), "--phase", phase]
            status = subprocess.run(command, env=environment, cwd=ROOT).returncode
            if status:
                return status
    return 0


class Tour:
    """One process of a round."""

    def __init__(self, out: Path, home: Path, phase: str) -> None:
        self.out = out
        self.folder = home / "journal"
        self.notes = home / "notes.json"
        self.phase = phase
        self.number = 0 if phase == "first" else 50
        self.parts: Any = None
        self.post = self.folder / POST

    def run(self) -> int:
        """Start the program and take the steps of this phase."""
        from journal_app import settings
        from journal_app.app import build, run, wiring
        from journal_app.app.application import make_application

        application = make_application(["journal-tour"])
        parts = build.build(settings.load(), settings.load_memory(), run.Appearance(application))
        self.parts = parts
        wiring.wire(parts)
        sys.excepthook = failed
        faulthandler.dump_traceback_later(150, exit=True)
        self.ended = False
        application.aboutToQuit.connect(self.on_quit)
        parts.commands.start(self.folder if self.phase == "first" else None)
        parts.window.resize(1280, 800)
        steps = FIRST if self.phase == "first" else AGAIN
        for step in steps:
            step(self)
        parts.close()
        return 0

    def on_quit(self) -> None:
        self.ended = True

    # What every step needs

    def say(self, what: str, *, picture: bool = True) -> None:
        """One line a step, and its picture."""
        self.number += 1
        print(f"  {self.number:02} {what}", flush=True)
        if picture:
            self.pause(0.25)
            name = f"{self.number:02}-{'-'.join(what.lower().split()[:5])}"
            keep = "".join(sign for sign in name if sign.isalnum() or sign == "-")
            self.parts.window.grab().save(str(self.out / f"{keep}.png"))

    def until(self, holds: Callable[[], object], what: str, seconds: float = 15) -> None:
        """Let the program work until this holds; fail when it never does."""
        from PySide6.QtTest import QTest

        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                self.parts.window.grab().save(str(self.out / "failed.png"))
                check(False, what)
            QTest.qWait(10)

    def pause(self, seconds: float) -> None:
        """Let what is painted be painted."""
        from PySide6.QtTest import QTest

        QTest.qWait(int(seconds * 1000))

    def page(self, script: str) -> Any:
        """What a script says in the preview's page."""
        from journal_app.ui.preview.page import WORLD

        answer: list[Any] = []
        self.parts.preview.page.runJavaScript(script, WORLD, answer.append)
        self.until(lambda: answer, f"the page answers {script!r}")
        return answer[0]

    def preview_shows(self, text: str) -> bool:
        """Whether the preview shows this text."""
        return text in str(self.page("document.body.innerText"))

    def click_sidebar(self, name: str) -> None:
        """Click the line of this name."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        view = self.parts.sidebar.view
        for row in range(view.model().rowCount()):
            index = view.model().index(row, 0)
            if str(index.data(Qt.ItemDataRole.AccessibleTextRole)).split(",")[0].strip().startswith(name):
                view.scrollTo(index)
                QTest.mouseClick(
                    view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
                )
                return
        check(False, f"the sidebar has a line {name}")

    def click_post(self, path: Path) -> None:
        """Click the post's row in the list."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        view = self.parts.post_list.view
        places = [row.path for row in self.parts.post_list.rows]
        check(path in places, f"{path.name} is in the list")
        index = view.model().index(places.index(path), 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def shortcut(self, name: str) -> None:
        """Trigger an action as its menu entry does."""
        self.parts.actions[name].trigger()

    def type(self, widget: Any, text: str) -> None:
        """Type: ASCII by keys, Chinese as an input method does, half-typed letters first."""
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for ascii_only, part in itertools.groupby(text, str.isascii):
            word = "".join(part)
            if ascii_only:
                QTest.keyClicks(widget, word)
                continue
            QApplication.sendEvent(widget, QInputMethodEvent("ban", []))
            event = QInputMethodEvent()
            event.setCommitString(word)
            QApplication.sendEvent(widget, event)

    def type_into_form(self, line: Any, text: str) -> None:
        """Type over what a line of the form holds."""
        line.setFocus()
        line.selectAll()
        self.type(line, text)

    @property
    def current(self) -> Any:
        """The post in front."""
        return self.parts.desk.current


def check(holds: object, what: str) -> None:
    """A promise that has to hold."""
    if not holds:
        print(f"  FAILED: {what}", flush=True)
        sys.exit(1)


def failed(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Whatever breaks inside the program breaks the tour."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def open_the_sample(tour: Tour) -> None:
    expected = {path for path in tour.folder.rglob("*.md") if path.name != "README.md"}
    tour.until(lambda: len(tour.parts.post_list.rows) >= len(expected), "every post of the sample is listed")
    tour.until(lambda: not tour.parts.librarian.is_looking, "the scan ends")
    tour.until(lambda: tour.current is not None and tour.parts.preview.is_ready, "a post is shown")
    tour.until(lambda: all(row.words >= 0 for row in tour.parts.post_list.rows), "the words are counted")
    tour.pause(0.5)
    tour.say(f"open the sample: {len(tour.parts.post_list.rows)} posts listed")


def filter_by_category(tour: Tour) -> None:
    tour.click_sidebar("Daily Talk")
    rows = tour.parts.post_list.rows
    check(rows and all("Daily Talk" in row.categories for row in rows), "only posts of the category are shown")
    counts = dict(tour.parts.sidebar._facets.tags)
    check(counts.get(SEARCHED) == sum(SEARCHED in row.tags for row in rows), "the tags' counts follow")
    tour.say(f"filter by category: {len(rows)} posts, counts follow")


def filter_by_tag(tour: Tour) -> None:
    before = len(tour.parts.post_list.rows)
    tour.click_sidebar(SEARCHED)
    rows = tour.parts.post_list.rows
    check(rows and all(SEARCHED in row.tags and "Daily Talk" in row.categories for row in rows), "both narrow")
    check(len(rows) < before, "the tag narrows")
    tour.say(f"filter by tag as well: {len(rows)} of {before} posts")
    tour.click_sidebar(SEARCHED)
    tour.click_sidebar("Daily Talk")
    check(len(tour.parts.post_list.rows) > before, "a second click clears")


def search(tour: Tour) -> None:
    everything = len(tour.parts.post_list.rows)
    box = tour.parts.post_list.header.search
    tour.shortcut("focus_search")
    tour.type(box, SEARCHED)
    holding = {path for path in tour.folder.rglob("*.md") if SEARCHED in path.read_text("utf-8-sig")}
    check(holding, "some post holds the word")
    tour.until(
        lambda: {row.path for row in tour.parts.post_list.rows} == holding,
        f"the posts found are those whose files hold {SEARCHED}",
    )
    tour.say(f"search {SEARCHED}: {len(holding)} of {everything} posts, those that hold it")
    box.clear()
    tour.until(lambda: len(tour.parts.post_list.rows) == everything, "an empty box shows all")


def open_a_post(tour: Tour) -> None:
    tour.click_post(tour.post)
    tour.until(lambda: tour.current is not None and tour.current.path == tour.post, "the post is open")
    tour.until(lambda: tour.preview_shows("周记 Week20"), "the preview shows its title")
    check(not tour.parts.desk.unsaved, "opening is no edit")
    check(tour.current.to_bytes() == tour.post.read_bytes(), "the open post is the file, byte for byte")
    tour.say("open a post: form, text and preview show it")


def type_in_the_body(tour: Tour) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view = tour.parts.editor.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Return)
    tour.type(view, TYPED)
    tour.until(lambda: tour.preview_shows(TYPED), "the preview shows what is typed")
    check(tour.parts.desk.unsaved == {tour.post}, "the post is unsaved now")
    tour.say("type in the body: the preview changes as it is typed")


def change_the_title(tour: Tour) -> None:
    tour.type_into_form(tour.parts.form.made.title.line(), TITLE)
    check(tour.current.fields["title"] == TITLE, "the field has the new title")
    tour.until(lambda: tour.preview_shows(TITLE), "the preview's headline follows")
    tour.until(lambda: any(row.title == TITLE for row in tour.parts.post_list.rows), "the list follows")
    tour.say("change the title: list and preview follow")


def add_a_tag(tour: Tour) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    field = tour.parts.form.made.pane.common.row("tags").field
    before = list(tour.current.fields["tags"])
    field.open_entry()
    tour.type(field.line(), TAG)
    QTest.keyClick(field.line(), Qt.Key.Key_Return)
    check(tour.current.fields["tags"] == [*before, TAG], "the tag is the last of the list")
    tour.say("add a tag: a chip like its siblings")


def move_the_date(tour: Tour) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    row = tour.parts.form.made.pane.common.row("date")
    before = tour.current.fields["date"]
    line = row.field.entry()
    line.setFocus()
    line.setCursorPosition(9)
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Return)
    day = date.fromisoformat(before[:10]) + timedelta(days=1)
    check(tour.current.fields["date"] == day.isoformat() + before[10:], "one day on, and the rest as it was")
    tour.say("move the date by a day: shape, seconds and zone stay")


def undo_and_redo(tour: Tour) -> None:
    wanted = tour.current.to_bytes()
    steps = 0
    while tour.parts.editor.can_undo() and steps < 200:
        tour.shortcut("undo")
        steps += 1
    check(tour.current.to_bytes() == tour.post.read_bytes(), "undo leads back to the bytes on disk")
    check(not tour.parts.desk.unsaved, "and the post is saved again")
    tour.say(f"undo {steps} steps: back to the bytes on disk")
    while tour.parts.editor.can_redo():
        tour.shortcut("redo")
    check(tour.current.to_bytes() == wanted, "redo leads to the same bytes")
    tour.until(lambda: tour.preview_shows(TYPED), "the preview follows")
    tour.say("redo: the same bytes as before")


def save_the_post(tour: Tour) -> None:
    raw = tour.post.read_bytes()
    lines = raw.decode().split("\n")
    title = next(at for at, line in enumerate(lines) if line.startswith("title:"))
    lines[title] = lines[title].replace("周记 Week20", TITLE)
    day = next(at for at, line in enumerate(lines) if line.startswith("date:"))
    old = lines[day].split()[1]
    lines[day] = lines[day].replace(old, (date.fromisoformat(old) + timedelta(days=1)).isoformat())
    tags = next(at for at, line in enumerate(lines) if line.startswith("tags:"))
    last = tags + 1
    while lines[last + 1].startswith("    - "):
        last += 1
    lines.insert(last + 1, f"    - '{TAG}'")
    promised = ("\n".join(lines) + f"\n\n{TYPED}").encode()
    tour.shortcut("save")
    tour.until(lambda: not tour.parts.desk.unsaved and not tour.parts.desk.is_saving, "the save ends")
    check(tour.post.read_bytes() == promised, "the bytes on disk are those that were promised")
    others = [path for path in tour.folder.rglob("*") if path.is_file() and path != tour.post]
    check(
        all(path.read_bytes() == (ROOT / "content" / path.relative_to(tour.folder)).read_bytes() for path in others),
        "no other file was touched",
    )
    tour.say("save: three lines of the head and the typed text changed, nothing else")


def new_week(tour: Tour) -> None:
    tour.shortcut("new_week")
    tour.until(lambda: tour.current is not None and tour.current.path != tour.post, "a new post is in front")
    post = tour.current
    check(post.fields["title"] == "周记 Week22", "it is the week after the last")
    check(str(post.fields["excerpt"]).startswith("2024-11-25 ~ 2024-12-01."), "of the next Monday to Sunday")
    check(post.fields["categories"] == ["Daily Talk", "Weekly Journal"], "with the series' categories")
    check(not post.path.exists(), "and is not on disk before it is saved")
    tour.until(lambda: any(row.path == post.path for row in tour.parts.post_list.rows), "the list shows it")
    tour.say("new week: Week22 with the next range, not on disk yet")
    tour.shortcut("save")
    tour.until(lambda: post.path.exists() and not tour.parts.desk.unsaved, "it is saved")
    check(post.path.read_bytes() == post.to_bytes(), "as it was shown")
    tour.say(f"save it: {post.path.name}")


def export(tour: Tour) -> None:
    tour.click_post(tour.post)
    tour.until(lambda: tour.current is not None and tour.current.path == tour.post, "the post is open again")
    target = tour.out / "week-20.html"
    tour.parts.exporting.html(tour.post, target)
    tour.until(target.exists, "the page is written")
    page = target.read_text("utf-8")
    check(TYPED in page and f"<title>{TITLE}" in page, "with its text and title")
    scripts = page.count("<script") - page.count('<script type="application/ld+json">')
    check(scripts == 0 and "file://" not in page, "and no script that runs, and no path")
    check("data:image/" in page, "and its cover inside")
    tour.say("export: one HTML file with text, title and cover")


def quit_the_program(tour: Tour) -> None:
    tour.parts.window.resize(1240, 780)
    tour.pause(0.2)
    splitter = tour.parts.window._splitter
    sizes = splitter.sizes()
    splitter.setSizes([sizes[0] + 24, sizes[1] + 16, sizes[2] - 40, sizes[3]])
    tour.pause(0.1)
    tour.notes.write_text(
        json.dumps({"sizes": splitter.sizes(), "window": [tour.parts.window.width(), tour.parts.window.height()]})
    )
    tour.say("quit", picture=False)
    tour.shortcut("quit")
    tour.until(lambda: not tour.parts.window.isVisible(), "the window closes without a question")


def find_everything(tour: Tour) -> None:
    tour.parts.window.resize(1240, 780)
    notes = json.loads(tour.notes.read_text())
    tour.until(lambda: tour.current is not None and tour.current.path == tour.post, "the same post is in front")
    tour.until(lambda: tour.preview_shows(TYPED), "the preview shows it")
    tour.until(lambda: any(row.title == "周记 Week22" for row in tour.parts.post_list.rows), "the new week is listed")
    check(tour.current.fields["title"] == TITLE, "with the title that was saved")
    check(not tour.parts.desk.unsaved, "nothing is unsaved")
    sizes = tour.parts.window._splitter.sizes()
    check(
        all(abs(now - then) <= 2 for now, then in zip(sizes, notes["sizes"], strict=True)),
        f"the columns are as wide as they were: {sizes} and {notes['sizes']}",
    )
    tour.until(lambda: not tour.parts.librarian.is_looking, "the look at the disk ends")
    tour.pause(0.5)
    tour.say("start again: the same post, sizes and text")


FIRST = (
    open_the_sample,
    filter_by_category,
    filter_by_tag,
    search,
    open_a_post,
    type_in_the_body,
    change_the_title,
    add_a_tag,
    move_the_date,
    undo_and_redo,
    save_the_post,
    new_week,
    export,
    quit_the_program,
)
AGAIN = (find_everything,)

if __name__ == "__main__":
    sys.exit(main())
