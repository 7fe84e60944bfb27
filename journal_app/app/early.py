"""The first moments of the window: what can be under way at once is, since one thread of Python is slow alone.

The render child starts first of all, then the system maps the web engine while our own modules are read, then the
engine starts while the rest of the program is read. Imports as little as it can: whatever is imported here comes
before all else.
"""

import contextlib
import os
import sys
from ctypes import CDLL
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from journal_app.render.launch import Launched, launch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from journal_app.session.instance import Hold

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
_NO_SCREEN = (
    "There is no screen to show a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
    "What journal-app --help tells works without one."
)


def main(arguments: list[str]) -> int:
    """Run the window on the folder or post named in `arguments`; returns the exit status.

    Where the folder is open already, that window is asked to come to the front; `--separate` runs another one.
    """
    separate = "--separate" in arguments
    arguments = [argument for argument in arguments if argument != "--separate"]
    if any(argument.startswith("-") for argument in arguments) or len(arguments) > 1:
        usage = "usage: journal-app [--separate] [FOLDER|POST]   (journal-app --help tells the commands)"
        print(usage, file=sys.stderr)
        return 2
    target = Path(arguments[0]).absolute() if arguments else None
    if target is not None and not target.exists():
        print(f"journal-app: There is no {target}; journal-app --help tells the commands.", file=sys.stderr)
        return 2
    if sys.platform.startswith("linux") and not any(map(os.environ.get, _SCREENS)):
        print(f"journal-app: {_NO_SCREEN}", file=sys.stderr)
        return 1
    launched = launch()
    mapping = Thread(target=_map_engine, name="mapping")
    mapping.start()
    _read_ground()
    from journal_app import paths, settings
    from journal_app.app.opening import journal_of

    mapping.join()
    from journal_app.session import instance
    from journal_app.ui.preview import engine

    hold = None
    folder = journal_of(target, settings.load_memory())
    if not separate and folder is not None:
        post = target if target is not None and not target.is_dir() else None
        place = instance.runtime_dir(paths.state_dir())
        request = instance.Request(post, os.environ.get("XDG_ACTIVATION_TOKEN", ""))
        hold, is_taken = instance.take_or_hand_over(place, folder, request)
        if is_taken:
            return 0
        if hold is None:
            print(
                f"journal-app: The window that has {folder} open does not answer; this is another one.", file=sys.stderr
            )
    application = _application(partial(_end, launched, hold))
    engine.start(_read_the_rest)
    from journal_app.app import run
    from journal_app.ui.preview.page import Room

    room = Room()
    return run.run(application, target, hold, separate=separate, room=room, folder=folder, launched=launched)


def _application(end: "Callable[[], None]") -> "QApplication":
    """The QApplication. Where Qt finds no screen it would abort: `end` is called, and the process ends with 1."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    from journal_app.app.application import make_application

    told: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        told.append(text)
        if kind == QtMsgType.QtFatalMsg:
            reason = next((text for text in told if "connect to display" in text), told[0])
            print(f"journal-app: No window can be shown: {reason.strip().rstrip('.')}.", file=sys.stderr, flush=True)
            end()
            os._exit(1)

    qInstallMessageHandler(hear)
    application = make_application(sys.argv[:1])
    qInstallMessageHandler(None)
    for text in told:
        print(text, file=sys.stderr)
    return application


def _end(launched: Launched | None, hold: "Hold | None") -> None:
    """Leave no child, and no word that a window has the folder open."""
    if launched is not None:
        launched.kill()
        launched.wait()
    if hold is not None:
        hold.close()


def _map_engine() -> None:
    """Have the system map the libraries of the web engine, which takes no turn from Python; its import finds them."""
    if not sys.platform.startswith("linux"):
        return
    found = find_spec("PySide6")
    for place in found.submodule_search_locations or () if found else ():
        with contextlib.suppress(OSError):  # laid out in another way: the import knows it
            CDLL(f"{place}/Qt/lib/libQt6WebEngineCore.so.6")


def _read_ground() -> None:
    """About as much as is read while the engine is mapped, and nothing of Qt's."""
    import journal_app.library.lists.table
    import journal_app.post.post  # noqa: F401


def _read_the_rest() -> None:
    from journal_app.app import run  # noqa: F401
