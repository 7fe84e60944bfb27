"""One running program a folder: the second one hands over what it was asked to open. Leaves nothing in the journal.

A folder that is open is a directory in the runtime place, locked by `flock` (which no crash outlives), with a socket in
it. Where there is no such lock, or nobody answers, the program simply runs.
"""

import contextlib
import hashlib
import json
import os
import socket
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 4.0  # seconds in all; a program that just starts answers when its window stands
_STEP = 0.05
_LONGEST = 65_536
_LONGEST_NAME = 100  # bytes: what every system takes as the name of a socket
_SOCKET = "s"


@dataclass(frozen=True, slots=True)
class Request:
    """What another start was asked for: a post of the open folder, or None: only come to the front.

    `token` is the desktop's leave to come to the front, where it asks for one.
    """

    post: Path | None = None
    token: str = ""


class Hold:
    """A folder that is ours: the lock, and the socket that other starts call. Plain Python: it can come before Qt."""

    def __init__(self, folder: Path, lock: int, listening: "socket.socket | None", name: Path) -> None:
        self.folder = folder
        self.socket = listening
        self._lock = lock
        self._name = name

    @classmethod
    def take(cls, place: Path, folder: Path) -> "Hold | None":
        """Take the folder; None when another program has it. A hold on nothing where there are no locks."""
        room = _room(place, folder)
        name = room / _SOCKET
        if fcntl is None or not hasattr(socket, "AF_UNIX"):
            return cls(folder, -1, None, name)
        try:
            _own_directory(place)
            _own_directory(room)
            lock = os.open(room, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return cls(folder, -1, None, name)  # no runtime place: nobody can be told of anybody
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return None
        except OSError:  # a file system without locks
            os.close(lock)
            return cls(folder, -1, None, name)
        return cls(folder, lock, _listening(room, name), name)

    def close(self) -> None:
        """Let go: the next start on the folder runs by itself."""
        if self.socket is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._name)
            self.socket.close()
            self.socket = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class Instance(QObject):
    """This program's hold on the folder that is open."""

    requested = Signal(object)  # Request

    def __init__(self, place: Path, hold: Hold | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._hold: Hold | None = None
        self._listener: _Listener | None = None
        if hold is not None:
            self._keep(hold)

    def claim(self, folder: Path) -> bool:
        """Let go of the last folder and take this one; False when another program has it (which keeps it)."""
        if self._hold is not None and self._hold.folder == folder:
            return True
        self.release()
        hold = Hold.take(self._place, folder)
        if hold is not None:
            self._keep(hold)
        return hold is not None

    def release(self) -> None:
        """Let go: the next start on the folder runs by itself."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._hold is not None:
            self._hold.close()
            self._hold = None

    def _keep(self, hold: Hold) -> None:
        self._hold = hold
        if hold.socket is not None:
            self._listener = _Listener(hold.socket, self)
            self._listener.heard.connect(self.requested)


def hand_over(place: Path, folder: Path, request: Request, patience: float = _PATIENCE) -> bool:
    """Ask the program that has `folder` open to do this; False when there is none, or it does not answer in time."""
    if fcntl is None or not hasattr(socket, "AF_UNIX"):
        return False
    room = _room(place, folder)
    message = {"post": None if request.post is None else os.fspath(request.post), "token": request.token}
    try:
        with socket.socket(socket.AF_UNIX) as line, _address(room) as address:
            line.settimeout(patience)
            line.connect(address)
            line.sendall(json.dumps(message).encode() + b"\n")
            return line.recv(8) == b"ok\n"
    except OSError:
        return False


def take_or_hand_over(
    place: Path, folder: Path, request: Request, patience: float = _PATIENCE
) -> tuple[Hold | None, bool]:
    """The folder, or whether the program that has it took the request. (None, False): it has it and hangs."""
    end = time.monotonic() + patience
    while True:
        hold = Hold.take(place, folder)
        if hold is not None:
            return hold, False
        rest = max(_STEP, end - time.monotonic())
        if hand_over(place, folder, request, rest):
            return None, True
        if time.monotonic() + _STEP > end:
            return None, False
        time.sleep(_STEP)  # it was just beginning, or just ending


def runtime_dir(state: Path) -> Path:
    """Where the locks and sockets are: the session's own directory, or one in the state directory."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and os.path.isabs(given) and hasattr(os, "getuid"):
        with contextlib.suppress(OSError):
            status = os.stat(given)
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077:
                return Path(given) / "journal-app"
    return state / "run"


class _Listener(QObject):
    """The socket of an open folder. A caller says one line and is answered `ok`."""

    heard = Signal(object)  # Request. No call of the parent's: a child that outlives all else must not keep it

    def __init__(self, listening: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._callers: set[_Caller] = set()
        self._socket = listening
        self._notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._called)

    def close(self) -> None:
        """Answer nobody any more."""
        self._notifier.setEnabled(False)
        for caller in self._callers:
            caller.close()
        self._callers.clear()
        self.deleteLater()

    @Slot()
    def _called(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return
        caller = _Caller(connection, self)
        caller.said.connect(self._said)
        self._callers.add(caller)

    @Slot(object)
    def _said(self, request: Request | None) -> None:
        caller = self.sender()
        if isinstance(caller, _Caller):
            self._callers.discard(caller)
            caller.close()
            if request is not None:
                self.heard.emit(request)


class _Caller(QObject):
    """One other start on the line, until it has said its one line."""

    said = Signal(object)  # Request, or None when it hung up or talked nonsense

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        connection.setblocking(False)
        self._line = bytearray()
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Hang up."""
        self._notifier.setEnabled(False)
        self._connection.close()
        self.deleteLater()

    @Slot()
    def _read(self) -> None:
        try:
            chunk = self._connection.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        self._line += chunk
        if b"\n" in self._line:
            request = _request(bytes(self._line))
            if request is not None:
                with contextlib.suppress(OSError):
                    self._connection.send(b"ok\n")
            self.said.emit(request)
        elif not chunk or len(self._line) > _LONGEST:
            self.said.emit(None)


def _request(heard: bytes) -> Request | None:
    try:
        said = json.loads(heard.split(b"\n")[0])
        post, token = said["post"], said["token"]
    except (ValueError, KeyError, TypeError):
        return None
    if not (post is None or isinstance(post, str)) or not isinstance(token, str):
        return None
    return Request(None if post is None else Path(post), token)


def _listening(room: Path, name: Path) -> "socket.socket | None":
    """The socket of a folder whose lock is ours; None where there can be none."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name)  # whoever made it is gone
    listening = socket.socket(socket.AF_UNIX)
    try:
        with _address(room) as address:
            listening.bind(address)
        listening.listen(8)
    except OSError:
        listening.close()
        return None
    listening.setblocking(False)
    return listening


def _room(place: Path, folder: Path) -> Path:
    real = os.fsencode(os.path.realpath(folder))
    return place / hashlib.sha256(real).hexdigest()[:24]


def _own_directory(path: Path) -> None:
    """A directory that nobody but we can look into; OSError when that cannot be had."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = os.lstat(path)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise PermissionError(f"{path} is not ours")
    if status.st_mode & 0o077:
        os.chmod(path, 0o700)


@contextlib.contextmanager
def _address(room: Path) -> Iterator[str]:
    """The name of the socket; by way of an open directory where it is longer than a socket's name may be."""
    name = os.fspath(room / _SOCKET)
    if len(os.fsencode(name)) <= _LONGEST_NAME:
        yield name
        return
    opened = os.open(room, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{_SOCKET}"
    finally:
        os.close(opened)
