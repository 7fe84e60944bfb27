"""What every test stands on: a home of its own, nobody's settings, and a web engine that may start."""

import itertools
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from journal_app.app.garbage import Garbage

# Before Qt, platformdirs or the program is imported by anything: the whole run lives in a home of its own.
HOME = tempfile.TemporaryDirectory(prefix="journal-tests-", ignore_cleanup_errors=True)
XDG = ("CONFIG", "CACHE", "STATE", "DATA")
os.environ["HOME"] = HOME.name
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
for _name in XDG:
    Path(HOME.name, _name.lower()).mkdir()
    os.environ[f"XDG_{_name}_HOME"] = str(Path(HOME.name, _name.lower()))
if sys.platform.startswith("linux"):
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_numbers = itertools.count()


def pytest_configure(config: pytest.Config) -> None:
    """The preview's scheme must be known before the first QApplication, whichever test makes it."""
    try:
        from journal_app.app.garbage import Garbage
        from journal_app.ui.preview.engine import register_scheme
    except ImportError:
        return
    register_scheme()
    config.pluginmanager.register(_Collecting(Garbage()))


class _Collecting:
    """As in the program: windows of earlier tests end in this thread, not in whichever one Python collects in."""

    def __init__(self, garbage: "Garbage") -> None:
        self._garbage = garbage

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        self._garbage.collect_due()


@pytest.fixture(autouse=True)
def own_directories(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's own settings, cache and state, so that no test sees what another left."""
    folder = Path(HOME.name, f"test-{next(_numbers)}")
    for name in XDG:
        place = folder / name.lower()
        place.mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name}_HOME", str(place))
    return folder
