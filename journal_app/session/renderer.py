"""The render child: one request in flight, the newest waits, restart when it dies. Knows no widget and no Markdown.

What the child has is always what was sent last, so a text that follows goes as one splice. A child that says nothing
for too long is killed: its libraries cannot be interrupted from inside. The third failure on the same text is the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from journal_app import paths
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.post.splice import difference
from journal_app.render.card import Card, card_of
from journal_app.render.launch import Launched
from journal_app.render.protocol import (
    BadFrame,
    ChangeSent,
    Decoder,
    Made,
    Message,
    NotMade,
    Ready,
    Rendered,
    RenderFailed,
    TextSent,
    encode,
)
from journal_app.session.launched import LaunchedChild

_TRIES = 3
_QUIET = 500  # milliseconds after which a child is not waited for that should have left what it did
_DEATHS = 3  # of a child that has nothing to do, one after the other


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be shown."""

    post: Post
    site: Site
    join_han: bool
    language: str

    def is_of(self, other: "_Wish") -> bool:
        """Whether both are the same post, read in the same way."""
        return self.post.path == other.post.path and self.way == other.way

    @property
    def way(self) -> tuple[str, bool]:
        """How the text is read."""
        return (self.site.dialect, self.join_han)

    @property
    def text(self) -> tuple[str, bool, str]:
        """What the child's work depends on."""
        return (*self.way, self.post.body)

    @property
    def card(self) -> Card:
        """Its headline."""
        return card_of(self.post, self.site, self.language)


class Renderer(QObject):
    """Keeps the preview's HTML in step with the shown post."""

    rendered = Signal(object)  # Rendered
    failed = Signal(object)  # RenderFailed

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        silence: int = 2500,
        start: int = 15000,
        launched: Launched | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`silence` and `start` are the milliseconds a child may say nothing while it renders, or while it starts.

        `launched`: the first child, where it was started already.
        """
        super().__init__(parent)
        self._command = tuple(command) or paths.own_command("--render-child")
        self._silence = silence
        self._start = start
        self._child: QProcess | LaunchedChild | None = None
        self._decoder = Decoder()
        self._stream = 0
        self._request = 0
        self._sent: _Wish | None = None  # what the child's page is made of, or will be once it answers
        self._flying: _Wish | None = None
        self._waiting: _Wish | None = None
        self._shown: _Wish | None = None
        self._failures = 0
        self._failed_text: tuple[str, bool, str] | None = None
        self._warm = False
        self._busy = False  # with something nobody waits for any more
        self._deaths = 0
        self._held: list[Rendered] = []  # the beginning of a page, where the last good one is to stay until all is made
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_silence)
        if launched is None:
            self._launch()
        else:
            self._take_in(LaunchedChild(launched, self))

    @property
    def process_id(self) -> int:
        """The child's process id; 0 when none runs."""
        return int(self._child.processId()) if self._child else 0

    def show(self, post: Post, site: Site = PLAIN, *, join_han: bool = False, language: str = "") -> None:
        """Render this post, if it is not rendered already; a newer wish takes the place of one that waits.

        `join_han` is as in `render.whole`, `language` as in `render.card`.
        """
        self._show(_Wish(post, site, join_han, language))

    def _show(self, wish: _Wish) -> None:
        if self._flying is not None:
            if self._flying.is_of(wish):
                self._waiting = wish
                return
            # Another post: the child leaves what it does, its answers to it are not heard any more.
            hangs = self._failed_text == self._flying.text
            self._flying = self._waiting = self._sent = None
            self._busy = self._warm
            if hangs:
                self._end_child()
        shown = self._shown
        if shown is not None and self._sent is shown and shown.post.path == wish.post.path and shown.text == wish.text:
            self._shown = self._sent = wish
            self.rendered.emit(Rendered(wish.post.path, self._stream, None, wish.card))
            return
        if self._given_up(wish):
            self.failed.emit(RenderFailed(wish.post.path, "stopped", final=True))
            return
        self._send(wish)

    @Slot(object)
    def show_whole(self, path: Path) -> None:
        """Send the page of this post from its beginning again: the preview stands somewhere else."""
        latest = self._waiting or self._flying or self._shown
        if latest is None or latest.post.path != path:
            return
        self._sent = None
        if self._flying is not None:
            self._waiting = latest
        else:
            self._send(latest)

    def stop(self) -> None:
        """End the child; nothing is rendered after this."""
        self._flying = self._waiting = None
        self._clock.stop()
        self._end_child()
        for child in self.findChildren(QProcess):
            child.waitForFinished(1000)
        for first in self.findChildren(LaunchedChild):
            first.waitForFinished(1000)

    def _given_up(self, wish: _Wish) -> bool:
        return self._failures >= _TRIES and self._failed_text == wish.text

    def _send(self, wish: _Wish) -> None:
        if self._child is None:
            self._launch()
        child = self._child
        if child is None:
            return
        self._request += 1
        before = self._sent
        message: Message
        if before is not None and before.is_of(wish):
            change = difference(before.post.body, wish.post.body)
            message = ChangeSent(self._request, self._stream, change)
        else:
            self._stream += 1
            message = TextSent(self._request, self._stream, wish.site.dialect, wish.post.body, wish.join_han)
        self._sent = self._flying = wish
        self._held.clear()
        child.write(encode(message))
        self._clock.start(_QUIET if self._busy else self._silence if self._warm else self._start)

    def _launch(self) -> None:
        child = QProcess(self)
        child.setProgram(self._command[0])
        child.setArguments(list(self._command[1:]))
        child.setWorkingDirectory(str(paths.own_folder()))
        child.setStandardErrorFile(QProcess.nullDevice())
        self._take_in(child)
        child.start()

    def _take_in(self, child: QProcess | LaunchedChild) -> None:
        child.readyReadStandardOutput.connect(self._on_output)
        child.finished.connect(self._on_finished)
        child.errorOccurred.connect(self._on_error)
        self._decoder = Decoder()
        self._warm = self._busy = False
        self._sent = None
        self._child = child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        self._sent = None
        if child is None:
            return
        child.readyReadStandardOutput.disconnect(self._on_output)
        child.finished.disconnect(self._on_finished)
        child.errorOccurred.disconnect(self._on_error)
        child.finished.connect(child.deleteLater)
        if child.state() == QProcess.ProcessState.NotRunning:
            child.deleteLater()
        child.kill()

    @Slot()
    def _on_output(self) -> None:
        if self._child is None:
            return
        try:
            for message in self._decoder.feed(bytes(self._child.readAllStandardOutput().data())):
                self._take(message)
        except BadFrame:
            self._fail("broken")

    def _take(self, message: Message) -> None:
        wish = self._flying
        if isinstance(message, Ready):
            self._warm = True
            self._busy &= message.request != self._request
            if wish is not None and not self._busy:
                self._clock.start(self._silence)
            return
        if wish is None or message.request != self._request:
            return
        self._busy = False
        if isinstance(message, Made):
            if message.done:
                self._clock.stop()
                self._flying = None
                self._shown = wish
                self._failures = self._deaths = 0
            else:
                self._clock.start(self._silence)
            self._tell(Rendered(wish.post.path, message.stream, message.patch, wish.card, message.done), wish)
            if message.done:
                self._next()
        elif isinstance(message, NotMade):
            self._sent = None
            self._after_failure("broken")

    def _tell(self, rendered: Rendered, wish: _Wish) -> None:
        """Pass a patch on; those of a text that has failed only when all of them are there."""
        self._held.append(rendered)
        if rendered.done or not self._failures or self._failed_text != wish.text:
            held, self._held = self._held, []
            for one in held:
                self.rendered.emit(one)

    def _next(self) -> None:
        wish, self._waiting = self._waiting, None
        if wish is not None:
            self._show(wish)

    @Slot()
    def _on_silence(self) -> None:
        wish = self._flying
        if self._busy and wish is not None:  # it does not come round to this one, which is not this one's fault
            self._flying = None
            self._end_child()
            self._send(wish)
        else:
            self._fail("slow")

    @Slot()
    def _on_finished(self) -> None:
        self._fail("broken")

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail("broken")

    def _fail(self, reason: str) -> None:
        """The child is gone or not to be trusted: start another, and try the newest text while there are tries left."""
        was_warm = self._warm
        self._end_child()
        if self._flying is not None:
            self._after_failure(reason)
        elif was_warm and self._deaths < _DEATHS:
            self._deaths += 1
            self._launch()  # so that the next wish need not wait for it; one that never worked is not started for ever

    def _after_failure(self, reason: str) -> None:
        wish, self._flying = self._flying, None
        self._clock.stop()
        if wish is None:
            return
        if self._failed_text != wish.text:
            self._failed_text, self._failures = wish.text, 0
        self._failures += 1
        newest = self._waiting or wish
        self._waiting = None
        stopped = self._given_up(newest)
        self.failed.emit(RenderFailed(wish.post.path, "stopped" if stopped else reason, final=stopped))
        if self._flying is None and not stopped:
            self._send(newest)
