"""Row 39: the program is started twice on one folder, and killed, and nothing stale is left and nothing is lost."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.app.build import Parts
from journal_app.session.instance import Hold, Instance, Request, hand_over, runtime_dir, take_or_hand_over
from tests.app.conftest import Start
from tests.faults.breaking import later

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such locks and sockets on Windows")

HOLDER = """
import sys, time
from pathlib import Path
from journal_app.session.instance import Hold
hold = Hold.take(Path(sys.argv[1]), Path(sys.argv[2]))
print("held" if hold else "taken", flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "runtime"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "week.md").write_text("---\ntitle: week\n---\n\ntext\n")
    return folder


@pytest.fixture
def programs() -> Iterator[list[subprocess.Popen[bytes]]]:
    """What was started here and is ended here."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for program in started:
        if program.poll() is None:
            program.kill()
        program.communicate()


def asked(place: Path, folder: Path, request: Request) -> subprocess.Popen[bytes]:
    """Another process that hands over."""
    post = "None" if request.post is None else f"Path({os.fspath(request.post)!r})"
    program = (
        "from pathlib import Path\n"
        "from journal_app.session.instance import Request, hand_over\n"
        f"print(hand_over(Path({os.fspath(place)!r}), Path({os.fspath(folder)!r}), Request({post}, 'token')))"
    )
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)


def test_fault_39_a_second_start_hands_over_its_post(
    qtbot: QtBot, place: Path, folder: Path, programs: list[subprocess.Popen[bytes]]
) -> None:
    instance = Instance(place)
    assert instance.claim(folder)
    with qtbot.waitSignal(instance.requested, timeout=10_000) as told:
        programs.append(asked(place, folder, Request(folder / "week.md")))
    assert told.args[0] == Request(folder / "week.md", "token")
    assert programs[0].communicate(timeout=10)[0].strip() == b"True"
    assert [path.name for path in folder.iterdir()] == ["week.md"]
    assert place.stat().st_mode & 0o777 == 0o700
    instance.release()
    assert not hand_over(place, folder, Request())


def test_fault_39_an_instance_may_be_thrown_away_as_it_lets_go(qtbot: QtBot, place: Path, folder: Path) -> None:
    """Its listener is deleted a moment later, and must not end the instance for the second time."""
    for _ in range(50):
        instance = Instance(place)
        assert instance.claim(folder)
        instance.release()
        del instance
        qtbot.wait(1)


def test_fault_39_a_folder_is_one_by_whatever_path(qtbot: QtBot, place: Path, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    instance, other = Instance(place), Instance(place)
    assert instance.claim(folder) and not other.claim(link)
    assert instance.claim(tmp_path) and other.claim(link)
    instance.release()
    other.release()


def test_fault_39_a_killed_program_leaves_nothing_stale(
    place: Path, folder: Path, programs: list[subprocess.Popen[bytes]]
) -> None:
    command = [sys.executable, "-c", HOLDER, str(place), str(folder)]
    for _ in range(3):
        program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        programs.append(program)
        assert program.stdout is not None and program.stdout.readline().strip() == b"held"
        assert Hold.take(place, folder) is None
        program.send_signal(signal.SIGKILL)
        program.wait(10)
        assert not hand_over(place, folder, Request(), patience=1)
    hold = Hold.take(place, folder)
    assert hold is not None and hold.socket is not None
    hold.close()


def test_fault_39_a_program_that_hangs_is_waited_for_once_and_then_stood_beside(place: Path, folder: Path) -> None:
    hold = Hold.take(place, folder)  # listens, and nobody reads
    assert hold is not None
    begun = time.monotonic()
    assert take_or_hand_over(place, folder, Request(), patience=1.0) == (None, False)
    assert 0.9 < time.monotonic() - begun < 1.9  # twice would be more
    hold.close()


def test_fault_39_a_program_that_ends_meanwhile_leaves_the_folder_to_the_next(place: Path, folder: Path) -> None:
    hold = Hold.take(place, folder)
    assert hold is not None and hold.socket is not None
    hold.socket.close()  # as between the end of its socket and that of its lock
    later(0.2, hold.close)
    taken, is_taken = take_or_hand_over(place, folder, Request(), patience=20)
    assert taken is not None and not is_taken
    taken.close()


def test_fault_39_nonsense_on_the_line_is_no_request(qtbot: QtBot, place: Path, folder: Path) -> None:
    import socket

    from journal_app.session import instance as module

    instance = Instance(place)
    assert instance.claim(folder)
    heard: list[object] = []
    instance.requested.connect(heard.append)
    for line in (b"\n", b"[]\n", b'{"post": 1, "token": ""}\n', b"x" * 100_000, b""):
        with socket.socket(socket.AF_UNIX) as caller, module._address(module._room(place, folder)) as address:
            caller.connect(address)
            caller.setblocking(False)
            with contextlib.suppress(OSError):
                caller.send(line)
            qtbot.waitUntil(lambda: instance._listener is not None)
    qtbot.waitUntil(lambda: instance._listener is not None and not instance._listener._callers, timeout=5000)
    assert heard == []
    instance.release()


def test_fault_39_the_longest_of_runtime_places_will_do(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    place = tmp_path / ("long" * 30) / "run"
    instance = Instance(place)
    assert instance.claim(folder)
    assert Hold.take(place, folder) is None
    if sys.platform.startswith("linux"):
        assert instance._listener is not None
    instance.release()


def test_fault_39_a_runtime_place_of_others_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir(mode=0o777)
    open_to_all.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    assert runtime_dir(tmp_path / "state") == tmp_path / "state" / "run"
    open_to_all.chmod(0o700)
    assert runtime_dir(tmp_path / "state") == open_to_all / "journal-app"


# The real program


def program(folder: Path | None, own: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """The program as a process, off screen, with the directories of this test."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    environment.pop("XDG_RUNTIME_DIR", None)
    target = [str(folder)] if folder is not None else []
    return subprocess.Popen(
        [sys.executable, "-m", "journal_app", *arguments, *target],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(started: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the program and its children."""
    os.killpg(started.pid, signal.SIGKILL)
    started.wait(10)


def is_open(own: Path, folder: Path) -> bool:
    """Whether some program has the folder."""
    hold = Hold.take(runtime_dir(own / "state" / "journal-app"), folder)
    if hold is not None:
        hold.close()
    return hold is None


def until(holds: "object", seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.05)


@pytest.mark.webengine
def test_fault_39_the_real_second_start_ends_at_once_and_a_killed_first_is_no_hindrance(
    own_directories: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    first = program(folder, own_directories)
    try:
        until(lambda: is_open(own_directories, folder))
        begun = time.monotonic()
        second = program(folder, own_directories)
        assert second.wait(20) == 0
        assert first.poll() is None
        third = program(folder / "week.md", own_directories)
        assert third.wait(20) == 0
        assert time.monotonic() - begun < 20
    finally:
        end(first)
    again = program(None, own_directories)  # on the last journal
    try:
        until(lambda: is_open(own_directories, folder))
        time.sleep(1)
        assert again.poll() is None
        separate = program(folder, own_directories, "--separate")
        try:
            time.sleep(3)
            assert separate.poll() is None
        finally:
            end(separate)
    finally:
        end(again)
    assert [path.name for path in folder.iterdir()] == ["week.md"]


@pytest.mark.webengine
def test_fault_39_a_request_opens_the_post_in_front(
    qtbot: QtBot, parts: Parts, journal: Path, programs: list[subprocess.Popen[bytes]]
) -> None:
    from journal_app import paths

    parts.window.showMinimized()
    post = journal / "week-18.md"
    programs.append(asked(runtime_dir(paths.state_dir()), journal, Request(post)))
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path == post, timeout=10_000)
    assert not parts.window.isMinimized()


@pytest.mark.webengine
def test_fault_39_two_forced_windows_lose_nothing(qtbot: QtBot, start: Start, journal: Path) -> None:
    one, two = start(journal), start(journal)
    path = journal / "week-20.md"
    for parts in (one, two):
        qtbot.waitUntil(lambda parts=parts: parts.desk.current is not None, timeout=10_000)
    assert "instance" in two.window.banner.notices and "instance" not in one.window.banner.notices
    qtbot.keyClicks(one.editor.view, "one ")
    qtbot.keyClicks(two.editor.view, "two ")
    one.commands.save()
    qtbot.waitUntil(lambda: not one.desk.unsaved, timeout=5000)
    two.commands.save()
    qtbot.waitUntil(lambda: f"conflict {path}" in two.window.banner.notices, timeout=6000)
    assert b"one" in path.read_bytes() and b"two" not in path.read_bytes()
    assert two.desk.unsaved == {path}
    assert two.desk.current is not None and "two" in two.desk.current.body
