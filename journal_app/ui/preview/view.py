"""The preview as a widget: shows what was rendered, says what the reader does. Knows neither Markdown nor the disk.

It keeps the chunks it shows, so that a page that died or changed its rules is filled again without asking anybody.
"""

import json
import os
import re
import signal
import time
from bisect import bisect_right
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl, QUrlQuery, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from journal_app.post.errors import shown
from journal_app.post.image_places import Places
from journal_app.render.card import Card, card_html
from journal_app.render.patch import Patch
from journal_app.render.protocol import Rendered, RenderFailed
from journal_app.render.safe.images import scheme_of
from journal_app.ui.preview.page import WORLD, Room
from journal_app.ui.preview.scheme import PAGE
from journal_app.ui.style.theme import DARK, LIGHT

translate = QCoreApplication.translate

_BEAT = 1000  # milliseconds between two looks at the page's heart
_PATIENCE = 2.0  # seconds a page may say nothing, and one more for each of these many characters of HTML:
_SLOWNESS = 1_000_000
_LOADING = 10.0  # seconds after which a page that does not come is loaded again
_CRASHES = 3  # a minute
_HOST = 50  # characters of a host's name that are shown
_LEAD = 0.25  # seconds for which the reader's hand on the page leads
_SLICE = 200_000  # characters of HTML in one message to the page


class PreviewView(QWidget):
    """An article beside its source."""

    whole_requested = Signal(object)  # Path: the patch does not fit what is shown
    link_activated = Signal(str)  # http, https and mailto addresses, and links to other files as written
    link_hovered = Signal(str)  # the address under the pointer, or ""
    remote_images_requested = Signal()  # the reader said yes in the page
    scrolled = Signal(float)  # the source line (from 0) at the top, when the reader moved the page
    pointed = Signal(float)  # the source line (from 0) of what the reader clicked on
    shown = Signal()  # the page stands and is filled

    def __init__(self, parent: QWidget | None = None, *, room: Room | None = None) -> None:
        """`room` may have been made before, so that its page stands already."""
        super().__init__(parent)
        self._path: Path | None = None
        self._awaited: Path | None = None
        self._line = 0.0  # where the editor is
        self._stream = self._revision = -1
        self._chunks: tuple[str, ...] = ()
        self._lines: tuple[int, ...] = ()
        self._end = 0
        self._card = Card()
        self._ask = True
        self._read_at = 0.0
        self._ready = False
        self._rooms = 0
        self._dark = False
        self._sheet = ""
        self._caret = -1
        self._marked = (-1, -1)  # the stream, and the first line of the chunk that is marked in it
        self._queue: list[str] = []
        self._beat_sent = self._looked_at = self._loaded_at = 0.0
        self._crashes: list[float] = []
        self._stopped = False

        self._view = QWebEngineView(self)
        self._room = room or Room()
        self._room.move_into(self._view, self)
        self._handler, self._bridge, self._page = self._room.handler, self._room.bridge, self._room.page
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setAcceptDrops(False)
        self._view.setAccessibleName(translate("Preview", "Preview"))
        self.setFocusProxy(self._view)
        self._note = QLabel(self)
        self._note.setObjectName("PreviewNote")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(12, 6, 12, 6)
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._note)
        layout.addWidget(self._view, 1)

        self._bridge.greeted.connect(self._on_greeted)
        self._bridge.scrolled.connect(self._on_scrolled)
        self._bridge.pointed.connect(self._on_pointed)
        self._bridge.followed.connect(self._on_followed)
        self._bridge.allowed.connect(self.remote_images_requested)
        self._page.linkHovered.connect(self._on_hovered)
        self._page.renderProcessTerminated.connect(self._on_terminated)
        self._pump = QTimer(self)
        self._pump.setInterval(0)
        self._pump.timeout.connect(self._send_next)
        self._heart = QTimer(self)
        self._heart.setInterval(_BEAT)
        self._heart.timeout.connect(self._on_beat)
        self._loaded_at = self._looked_at = time.monotonic()
        self._heart.start()
        self._paint_background()
        if self._bridge.has_greeted:
            self._on_greeted()

    # What is shown

    @Slot(object)
    def show_rendered(self, rendered: Rendered) -> None:
        """Show a patch and a headline; a patch that does not fit is answered by asking for the whole page."""
        patch, card = rendered.patch, rendered.card
        if self._stopped and (patch is None or patch.base == 0):
            self._crashes.clear()
            self._reload()
        if patch is None:
            if rendered.path == self._path:
                self._show_card(card)
            return
        if patch.base == 0:
            if rendered.path == self._path and patch.html:
                self._replace(rendered, patch, card)
            else:
                self._begin(rendered, patch, card)
        elif (rendered.path, rendered.stream, patch.base) != (self._path, self._stream, self._revision):
            self.whole_requested.emit(rendered.path)
            return
        else:
            self._keep(rendered, patch)
            self._send_patch(patch)
            self._show_card(card)
        self._note.setVisible(self._stopped)

    @Slot(object)
    def show_failure(self, failure: RenderFailed) -> None:
        """Say that what is shown is older than the text, and why."""
        if failure.final:
            text = translate("Preview", "This text cannot be rendered. The preview shows the last version that could.")
        elif failure.reason == "slow":
            text = translate("Preview", "The preview is too slow for this text and shows an earlier version.")
        else:
            text = translate("Preview", "The preview had to start again and shows an earlier version.")
        self._note.setText(text)
        self._note.show()

    def expect(self, path: Path) -> None:
        """This post is in front: its page comes soon, and what `scroll_to_line` says from now on is of it."""
        if path != self._awaited:
            self._awaited = path
            self._read_at = 0.0

    def clear(self) -> None:
        """Show nothing."""
        self._path = self._awaited = None
        self._stream = self._revision = -1
        self._chunks, self._lines, self._end, self._card = (), (), 0, Card()
        self._note.hide()
        self._fill()

    def set_places(self, places: Places) -> None:
        """Where the images of a post are looked for."""
        self._handler.set_places(_room(places.post), places)

    def set_tokens(self, dark: bool) -> None:
        """Light or dark, without a reload."""
        self._dark = self._handler.dark = dark
        self._paint_background()
        if self._ready:
            self._page.run(f"journal.mode({_literal(dark)})")

    def set_style(self, style: str) -> None:
        """How articles look: "serif", "sans" or "note"."""
        if style != self._handler.style:
            self._handler.style = style
            if self._ready:
                self._page.run(f"journal.style({_literal(style)})")

    def set_sheet(self, css: str) -> None:
        """The journal's own style sheet, harmless already; "" for none."""
        if css != self._sheet:
            self._sheet = css
            if self._ready:
                self._page.run(f"journal.sheet({_literal(css)})")

    def set_remote_images(self, allowed: bool, *, ask: bool = True) -> None:
        """Whether https images are fetched, and whether the page may ask for it. New rules load the page again."""
        if ask != self._ask:
            self._ask = ask
            if self._ready:
                self._prepare()
        if allowed != self._handler.remote_images:
            self._handler.remote_images = allowed
            self._reload()

    @Slot()
    def look_for_images(self) -> None:
        """Images that were not there may be there now."""
        if self._ready and self._chunks and self.isVisible():
            self._page.run("journal.again()")

    @Slot(float)
    def scroll_to_line(self, line: float) -> None:
        """Bring this source line (from 0, with a fraction) to the top; the page does not answer with `scrolled`.

        While the reader moves the page, the page leads: what comes back from the editor then is its echo. A page that
        does not reach so far yet, or is of another post than the one expected, goes there when it is there.
        """
        self._line = line
        if self._ready and self._awaited in (None, self._path) and time.monotonic() - self._read_at > _LEAD:
            self._page.run(f"journal.scrollToLine({line:.4f})")

    def show_caret(self, line: int) -> None:
        """Mark the chunk of this source line (from 0); nothing is sent while the caret stays in its chunk."""
        self._caret = line
        chunk = bisect_right(self._lines, line) - 1
        place = (self._stream, self._lines[chunk] if chunk >= 0 else -1)
        if place != self._marked and self._ready:
            self._marked = place
            self._send(f"journal.caret({line})")

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language; a note that stands there goes with the next patch."""
        if event.type() == QEvent.Type.LanguageChange:
            self._view.setAccessibleName(translate("Preview", "Preview"))
            if self._ready:
                self._prepare()
        super().changeEvent(event)

    def has_selection(self) -> bool:
        """Whether text of the page is selected."""
        return self._view.hasSelection()

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        self._view.triggerPageAction(QWebEnginePage.WebAction.Copy)

    def select_all(self) -> None:
        """Select all of the page."""
        self._view.triggerPageAction(QWebEnginePage.WebAction.SelectAll)

    @property
    def page(self) -> QWebEnginePage:
        """The web page, for printing and for tests."""
        return self._page

    @property
    def is_ready(self) -> bool:
        """Whether the page stands and nothing waits to be put into it."""
        return self._ready and not self._queue

    # Into the page

    def _begin(self, rendered: Rendered, patch: Patch, card: Card) -> None:
        """Another post's page."""
        self._path = rendered.path
        self._chunks = self._lines = ()
        self._keep(rendered, patch)
        self._card = card
        self._fill()

    def _replace(self, rendered: Rendered, patch: Patch, card: Card) -> None:
        """The same post from its beginning: what is equal keeps its place in the page."""
        removed = len(self._chunks)
        self._chunks = self._lines = ()
        self._keep(rendered, patch)
        self._send_patch(Patch(0, patch.revision, 0, removed, patch.html, patch.lines, 0, patch.end))
        self._show_card(card)

    def _keep(self, rendered: Rendered, patch: Patch) -> None:
        self._stream, self._revision = rendered.stream, patch.revision
        self._chunks = patch.applied(self._chunks)
        self._lines = patch.applied_lines(self._lines)
        self._end = patch.end
        if patch.shift and self._marked[1] > -1:
            self._marked = (-1, -1)

    def _show_card(self, card: Card) -> None:
        if card != self._card:
            self._card = card
            self._send(f"journal.head({_literal(card_html(card))},{_literal(card.language)})")

    def _send_patch(self, patch: Patch) -> None:
        """The patch in messages of bounded size: the beginning shows while the rest is still on its way."""
        start, first, removed, shift = 0, patch.first, patch.removed, patch.shift
        while True:
            stop, size = start, 0
            while stop < len(patch.html) and (size == 0 or size < _SLICE):
                size += len(patch.html[stop])
                stop += 1
            html, lines = patch.html[start:stop], patch.lines[start:stop]
            self._send(f"journal.patch({first},{removed},{_literal(html)},{_literal(lines)},{shift},{patch.end})")
            if stop >= len(patch.html):
                return
            start, first, removed, shift = stop, first + len(html), 0, 0

    def _send(self, script: str) -> None:
        """At once when nothing waits; else in its turn, one message each time the event loop comes by."""
        if not self._ready:
            return  # the page will be filled from what is kept
        if self._queue or self._pump.isActive():
            self._queue.append(script)
        else:
            self._page.run(script)
            if len(script) > _SLICE // 2:
                self._pump.start()

    @Slot()
    def _send_next(self) -> None:
        if self._queue:
            self._page.run(self._queue.pop(0))
        else:
            self._pump.stop()

    def _fill(self) -> None:
        if not self._ready:
            return
        self._queue.clear()
        room = _room(self._path) if self._path else ""
        card = card_html(self._card)
        self._page.run(
            f"journal.show({_literal(room)},{_literal(card)},{_literal(self._card.language)},{self._line:.4f})"
        )
        if self._chunks:
            self._send_patch(Patch(0, 0, 0, 0, self._chunks, self._lines, 0, self._end))
        self._marked = (-1, -1)
        self.show_caret(self._caret)

    def _prepare(self) -> None:
        words = {
            "missing": translate("Preview", "Image not found:"),
            "outside": translate("Preview", "Image outside the journal, not shown:"),
            "no image": translate("Preview", "Not an image that browsers show:"),
            "too large": translate("Preview", "Image too large to be shown:"),
            "embedded": translate("Preview", "Embedded image that is none, or too large:"),
            "damaged": translate("Preview", "Damaged image:"),
            "failed": translate("Preview", "Image on the web, not loaded:"),
            "tried": translate("Preview", "Looked for:"),
            "remote": translate("Preview", "Image on the web, not loaded:"),
            "insecure": translate("Preview", "Image on the web without https, never loaded:"),
            "ask": translate("Preview", "Showing an image from the web tells its server that you looked."),
            "yes": translate("Preview", "Show images from the web in this journal"),
        }
        self._page.run(
            f"journal.prepare({_literal(words)},{_literal(self._handler.remote_images)},{_literal(self._ask)})"
        )

    # The page's life

    @Slot()
    def _on_greeted(self) -> None:
        self._ready = True
        self._page.run(f"journal.mode({_literal(self._dark)})")
        self._page.run(f"journal.style({_literal(self._handler.style)})")
        self._page.run(f"journal.sheet({_literal(self._sheet)})")
        self._prepare()
        self._fill()
        self._beat_sent = 0.0
        self.shown.emit()

    def _reload(self) -> None:
        self._ready = self._stopped = False
        self._queue.clear()
        self._loaded_at = self._looked_at = time.monotonic()
        self._heart.start()
        self._page.load(QUrl(PAGE))

    @Slot()
    def _on_beat(self) -> None:
        """A page that does not answer hangs: nothing but its end helps. When this comes late, we hung, not the page."""
        now = time.monotonic()
        late, self._looked_at = now - self._looked_at > 2 * _BEAT / 1000, now
        if not self._ready:
            if now - self._loaded_at > _LOADING and not self._kill_page():
                self._on_died()
        elif late or not self.isVisible():
            self._beat_sent = 0.0
        elif not self._beat_sent:
            self._beat_sent = now
            self._page.runJavaScript("1", WORLD, self._on_alive)
        elif now - self._beat_sent > _PATIENCE + sum(map(len, self._chunks)) / _SLOWNESS:
            self._beat_sent = 0.0
            self._kill_page()

    def _on_alive(self, _: object) -> None:
        self._beat_sent = 0.0

    def _kill_page(self) -> bool:
        """End the page's process; false when there is none."""
        process = self._page.renderProcessPid()
        if process <= 0:
            return False
        self._loaded_at = time.monotonic()
        try:
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        except OSError:
            return False
        return True

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._on_died()

    def _on_died(self) -> None:
        """Load the page again, but not for ever."""
        self._ready = False
        now = self._loaded_at = time.monotonic()
        self._crashes = [*(moment for moment in self._crashes if now - moment < 60), now]
        if len(self._crashes) <= _CRASHES:
            QTimer.singleShot(0, self, self._reload)
        else:
            self._stopped = True
            self._heart.stop()
            self._note.setText(translate("Preview", "The preview stopped. Open the post again to try once more."))
            self._note.show()

    @Slot(float)
    def _on_scrolled(self, line: float) -> None:
        self._read_at = time.monotonic()
        self.scrolled.emit(line)

    @Slot(float)
    def _on_pointed(self, line: float) -> None:
        self._read_at = time.monotonic()
        self.pointed.emit(line)

    @Slot(str)
    def _on_followed(self, address: str) -> None:
        scheme = scheme_of(address)
        if scheme == "mailto":
            self.link_activated.emit(_letter(address))
        elif scheme in ("http", "https") or (not scheme and not address.strip().startswith(("//", "\\", "/\\"))):
            self.link_activated.emit(address)

    @Slot(str)
    def _on_hovered(self, address: str) -> None:
        self.link_hovered.emit(_told(address))

    def _paint_background(self) -> None:
        tokens = DARK if self._dark else LIGHT
        self._page.setBackgroundColor(QColor(tokens.page))


def _room(path: Path) -> str:
    """A name for a post in addresses, which says nothing of where it lies."""
    return f"{abs(hash(os.fspath(path))):x}"


def _told(address: str) -> str:
    """An address as it is to be read: names of hosts as they are registered, nothing in front that looks like one, and
    of a long one its end, where its owner stands; one in the journal as the file is called."""
    if address.startswith(PAGE):
        name = unquote(address.removeprefix(PAGE), errors="surrogateescape")
        return shown(Path(name)) if name else ""
    url = QUrl(address)
    if not url.host():
        return address
    text = re.sub(r"\A([a-z]+://)[^/?#]*@", r"\1", bytes(url.toEncoded().data()).decode("ascii"))
    host = bytes(QUrl.toAce(url.host()).data()).decode("ascii") or url.host()
    return text.replace(host, "…" + host[-_HOST:], 1) if len(host) > _HOST else text


def _letter(address: str) -> str:
    """A mail address with nothing in it that a mail program would attach or send by itself."""
    url = QUrl(address)
    asked = QUrlQuery(url)
    kept = QUrlQuery()
    for name, value in asked.queryItems(QUrl.ComponentFormattingOption.FullyEncoded):
        if name.lower() in ("subject", "body", "cc", "bcc", "to"):
            kept.addQueryItem(name, value)
    url.setQuery(kept)
    return bytes(url.toEncoded().data()).decode("ascii")


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
