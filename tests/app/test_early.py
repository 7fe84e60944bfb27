"""The program by its own door where there is no screen: one sentence, and nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"DISPLAY": ":977"}, "could not connect to display :977"),
        ({"QT_QPA_PLATFORM": "bogus"}, 'Could not find the Qt platform plugin "bogus"'),
        ({"QT_QPA_PLATFORM": "wayland"}, "journal-app: No window can be shown: "),
    ],
    ids=["none", "silent", "unknown", "ended"],
)
def test_without_a_screen_the_window_says_so_in_a_sentence(tmp_path: Path, screen: dict[str, str], words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SCREENS}
    environment |= screen | {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path / "state")}
    environment |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / "journal").mkdir()
    command = [sys.executable, "-m", "journal_app", str(tmp_path / "journal")]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    told = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 1
    assert told.startswith("journal-app: ") and words in told and told.count("\n") == 1
    assert told.endswith(".\n") and not told.endswith("..\n")
    with pytest.raises(ProcessLookupError):  # the child that renders is gone too
        os.killpg(running.pid, 0)
    assert not list((tmp_path / "state").rglob("*.sock"))
