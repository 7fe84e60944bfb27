"""The program on the other side of a measurement: started by its own door, watched from outside, no part replaced."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any


def run(folder: Path, watch: Callable[[Any], None]) -> None:
    """The program on `folder`; `watch` is handed its parts as soon as they are made."""
    sys.argv = ["journal-app", str(folder)]
    from journal_app import __main__ as door
    from journal_app.app import early

    read_the_rest = early._read_the_rest

    def read_and_watch() -> None:
        read_the_rest()
        from journal_app.app import build

        made = build.build

        def build_and_watch(*arguments: Any, **named: Any) -> Any:
            parts = made(*arguments, **named)
            watch(parts)
            return parts

        build.build = build_and_watch

    early._read_the_rest = read_and_watch
    door.main()


def start(folder: Path, post: Path, posts: int) -> None:
    """From the spawn to text, list and preview, each painted with what belongs there."""
    marks: dict[str, float] = {}

    def watch(parts: Any) -> None:
        from tests.bench import clock, probe

        def mark(name: str) -> None:
            marks[name] = clock.since_spawned()
            if len(marks) == 3:
                probe.tell(marks)
                parts.window.close()

        editor, rows = parts.editor, parts.post_list
        probe.Painted(editor.view.viewport(), lambda: mark("editor"), lambda: editor.path == post)
        probe.Painted(rows.view.viewport(), lambda: mark("list"), lambda: len(rows.rows) == posts)
        probe.PagePaint(parts.preview.page, lambda: mark("preview"))
        probe.give_up()

    run(folder, watch)


def prepare(folder: Path, post: Path, posts: int) -> None:
    """Leave a warm index and the memory of this post behind, as a day's use would."""

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        timer = QTimer(parts.window)

        def look() -> None:
            rows = parts.librarian.rows
            if parts.desk.current is None:
                return
            if parts.desk.current.path != post:
                parts.commands.open_post(post)
            elif len(rows) == posts and all(row.words >= 0 for row in rows.values()) and parts.preview.is_ready:
                timer.stop()
                QTimer.singleShot(1000, parts.window, parts.window.close)  # all is laid out

        timer.timeout.connect(look)
        timer.start(100)

    run(folder, watch)


def keys(folder: Path, names: list[str], count: int) -> None:
    """From a key to the painted text in each of the posts; in the first also to the painted page."""

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: type_keys(parts, [folder / name for name in names], count))

    run(folder, watch)


def preview(folder: Path, names: list[str], count: int) -> None:
    """From a key to the painted page in each of the posts and both dialects; and from opening the last to its page."""

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: type_for_pages(parts, [folder / name for name in names], count))

    run(folder, watch)


def type_for_pages(parts: Any, posts: list[Path], count: int) -> None:
    """Type in one post after the other, and look at the page alone."""
    from tests.bench import keyboard, probe

    view = parts.editor.view
    page = probe.PagePaint(parts.preview.page)
    painted = keyboard.KeyPaint(view)
    measured: dict[str, float] = {}
    probe.wait_until(lambda: not parts.librarian.is_looking)
    for dialect in ("python-markdown", "gfm"):
        folder = parts.librarian.folder
        parts.preferences.choose_journal(folder, replace(parts.preferences.choices(folder), dialect=dialect))
        for post in posts:
            parts.commands.open_post(posts[0] if post != posts[0] else posts[1])
            probe.pause(1500)
            opened = page.after(lambda post=post: parts.commands.open_post(post))  # type: ignore[misc]
            probe.wait_until(lambda post=post: shows(parts, post))  # type: ignore[misc]
            parts.editor.go_to_line(view.blockCount() // 2 + 1)
            probe.pause(2500)
            measured[f"{dialect} {post.stem}"] = probe.middle(
                [page.after(painted.key) for _ in range(count) if keyboard.rest()]
            )
        measured[f"{dialect} first"] = opened
    probe.tell(measured)
    sys.stdout.flush()
    os._exit(0)


def shows(parts: Any, post: Path) -> bool:
    """Whether this post is open, and its page is filled."""
    return bool(parts.editor.path == post == parts.preview._path and parts.preview.is_ready)


def type_keys(parts: Any, posts: list[Path], count: int) -> None:
    """Type in one post after the other."""
    from tests.bench import keyboard, probe

    view = parts.editor.view
    page = probe.PagePaint(parts.preview.page)
    painted = keyboard.KeyPaint(view)
    measured: dict[str, list[float]] = {}

    for post in posts:
        probe.wait_until(lambda: not parts.librarian.is_looking)
        parts.commands.open_post(post)
        probe.wait_until(lambda post=post: shows(parts, post))
        parts.editor.go_to_line(view.blockCount() // 2 + 1)
        probe.pause(1500)
        if post == posts[0]:
            measured["page"] = [page.after(painted.key) for _ in range(count) if keyboard.rest()]
            measured[post.stem] = painted.times[-count:]
        else:
            measured[post.stem] = [painted.key() for _ in range(count) if keyboard.rest()]
    probe.tell({name: probe.middle(times) for name, times in measured.items()})
    sys.stdout.flush()
    os._exit(0)  # what was typed is given up with the folder


def main() -> None:
    """One measurement in a process of its own."""
    what, folder, *rest = sys.argv[1:]
    if what in ("keys", "preview"):
        (keys if what == "keys" else preview)(Path(folder), rest[1:], int(rest[0]))
    else:
        (start if what == "start" else prepare)(Path(folder), Path(rest[0]), int(rest[1]))


if __name__ == "__main__":
    main()
