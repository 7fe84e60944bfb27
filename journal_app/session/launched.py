"""A child that was started before Qt was there, spoken to as to a QProcess. Knows nothing of what is said."""

import contextlib
import os
import subprocess

from PySide6.QtCore import QByteArray, QObject, QProcess, QSocketNotifier, Signal, Slot

_AT_ONCE = 1 << 16


class LaunchedChild(QObject):
    """The part of QProcess that the renderer uses. Ends the child when told so, or when it ends its talk."""

    readyReadStandardOutput = Signal()
    finished = Signal()
    errorOccurred = Signal(QProcess.ProcessError)  # it has started already: never emitted

    def __init__(self, process: "subprocess.Popen[bytes]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._source, self._target = process.stdout.fileno(), process.stdin.fileno()
        os.set_blocking(self._source, False)
        os.set_blocking(self._target, False)
        self._read = bytearray()
        self._unwritten = bytearray()
        self._reader = QSocketNotifier(self._source, QSocketNotifier.Type.Read, self)
        self._reader.activated.connect(self._on_readable)
        self._writer = QSocketNotifier(self._target, QSocketNotifier.Type.Write, self)
        self._writer.setEnabled(False)
        self._writer.activated.connect(self._on_writable)

    def processId(self) -> int:
        """The child's process id."""
        return self._process.pid

    def state(self) -> QProcess.ProcessState:
        """Whether it runs."""
        return QProcess.ProcessState.Running if self._reader.isEnabled() else QProcess.ProcessState.NotRunning

    def write(self, data: bytes) -> int:
        """Say this as soon as the child listens."""
        self._unwritten += data
        self._on_writable()
        return len(data)

    def readAllStandardOutput(self) -> QByteArray:
        """What it said since the last call."""
        said, self._read = self._read, bytearray()
        return QByteArray(bytes(said))

    def kill(self) -> None:
        """End it; `finished` follows."""
        self._process.kill()

    def waitForFinished(self, milliseconds: int = 30_000) -> bool:
        """Wait until it has ended; whether it has."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(milliseconds / 1000)
            self._close()
        return self._process.returncode is not None

    @Slot()
    def _on_readable(self) -> None:
        try:
            data = os.read(self._source, _AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._read += data
            self.readyReadStandardOutput.emit()
        else:
            self._end()

    @Slot()
    def _on_writable(self) -> None:
        try:
            while self._unwritten:
                del self._unwritten[: os.write(self._target, self._unwritten)]
        except BlockingIOError:
            pass
        except OSError:  # it has ended: the reader hears of it
            self._unwritten.clear()
        self._writer.setEnabled(bool(self._unwritten))

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._close()
        self.finished.emit()

    def _close(self) -> None:
        self._reader.setEnabled(False)
        self._writer.setEnabled(False)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
