"""One life of the real program, started by its own door, with a script inside that makes its key events."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Steps = Iterator[int]  # each step says how many milliseconds pass before the next


def live(journal: Path, script: Callable[[Any], Steps]) -> int:
    """Run the program on `journal` and the script on its parts; a script that fails ends the process with 3."""
    from PySide6.QtCore import QTimer

    from journal_app.app import build, early

    real = build.build
    timers: list[QTimer] = []

    def with_script(*given: Any, **named: Any) -> Any:
        parts = real(*given, **named)
        steps = script(parts)
        timer = QTimer(parts.window)
        timer.setSingleShot(True)

        shown = False

        def step() -> None:
            nonlocal shown
            if shown and not parts.window.isVisible():
                return  # nobody types into a window that is closed
            shown = shown or parts.window.isVisible()
            try:
                timer.start(next(steps))
            except StopIteration:
                pass
            except BaseException:
                traceback.print_exc()
                os._exit(3)

        timer.timeout.connect(step)
        timer.start(1)
        timers.append(timer)
        return parts

    build.build = with_script
    sys.argv = ["journal-app", str(journal)]
    return early.main([str(journal)])


def environment(home: Path) -> dict[str, str]:
    """Where this life keeps its settings, index and store: folders of its own below `home`, the preview hidden."""
    found = dict(os.environ)
    for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
        place = home / kind.lower() / "journal-app"
        place.mkdir(parents=True, exist_ok=True)
        found[f"XDG_{kind}_HOME"] = str(place.parent)
    memory = home / "state" / "journal-app" / "memory.json"
    if not memory.exists():
        memory.write_text('{"layout": {"hidden": ["preview"]}}')
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        found["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return found
