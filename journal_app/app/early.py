"""The first moments of the window: Qt and the web engine start while the rest of the program is still being read.

Imports as little as it can: whatever is imported here comes before all else.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import paths, settings
from journal_app.app.application import make_application
from journal_app.app.opening import journal_of
from journal_app.session import instance
from journal_app.ui.preview import engine

if TYPE_CHECKING:
    from journal_app.ui.preview.page import Room


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
        print(f"There is no {target}; journal-app --help tells the commands.", file=sys.stderr)
        return 2
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
            print(f"The window that has {folder} open does not answer; this is another one.", file=sys.stderr)
    application = make_application(sys.argv[:1])
    room = engine.start(_read_panes, _make_room, _read_the_rest)
    from journal_app.app import run

    return run.run(application, target, hold, separate=separate, room=room, folder=folder)


def _read_panes() -> None:
    """About as much as is read while the engine starts: what the panes are made of, first of all the preview's page."""
    import journal_app.ui.editor.editor
    import journal_app.ui.preview.page  # noqa: F401


def _make_room() -> "Room":
    from journal_app.ui.preview.page import Room

    return Room()


def _read_the_rest() -> None:
    from journal_app.app import run  # noqa: F401
