"""Starts the render child before all else of the window, so that it reads its libraries meanwhile. No Qt."""

import subprocess
import sys

from journal_app import paths

Launched = subprocess.Popen[bytes]


def launch() -> Launched | None:
    """The child, with both ends of its talk; it ends with them. None where it fails, or only Qt listens to pipes."""
    if sys.platform == "win32":
        return None
    command, folder = paths.own_command("--render-child"), paths.own_folder()
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        return subprocess.Popen(command, cwd=folder, bufsize=0, stdin=pipe, stdout=pipe, stderr=nowhere)
    except OSError:
        return None
