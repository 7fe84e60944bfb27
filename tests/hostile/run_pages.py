"""Takes the hostile texts through the renderer, the preview and the export, in a process without a network.

    python -m tests.hostile.run_pages parse|preview|raw|export|control FOLDER
    python -m tests.hostile.run_pages chromium FOLDER PROGRAM

What was noticed goes to standard output as JSON: a list of sentences, empty when everything held.
"""

import base64
import faulthandler
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.hostile import ground
from tests.hostile.corpus import MARK, RUN, Payload, payloads

SEALED = ground.seal()  # before anything starts a thread
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
os.environ["QT_LOGGING_RULES"] = "*=false"

from PySide6.QtCore import QEventLoop, QTimer, QUrl  # noqa: E402
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings  # noqa: E402
from PySide6.QtWebEngineWidgets import QWebEngineView  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from journal_app import render  # noqa: E402
from journal_app.post.image_places import Places  # noqa: E402
from journal_app.post.post import Post  # noqa: E402
from journal_app.post.site import Site  # noqa: E402
from journal_app.render.card import Card, card_html, card_of  # noqa: E402
from journal_app.render.export import export  # noqa: E402
from journal_app.render.patch import Patch  # noqa: E402
from journal_app.render.protocol import Rendered, RenderFailed  # noqa: E402
from journal_app.session.renderer import Renderer  # noqa: E402
from journal_app.ui.preview.engine import register_scheme  # noqa: E402
from journal_app.ui.preview.page import WORLD, Page  # noqa: E402
from journal_app.ui.preview.scheme import PAGE  # noqa: E402
from journal_app.ui.preview.view import PreviewView  # noqa: E402

DIALECTS = ("python-markdown", "gfm")
SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


class Told:
    """What was noticed."""

    def __init__(self, about: ground.Ground) -> None:
        self.sentences: list[str] = []
        self._ground = about
        self._asked = self._came = 0

    def say(self, what: str) -> None:
        self.sentences.append(what)

    def look(self, when: str, *, silent: bool = True) -> None:
        """Whether anybody came to the server (or, unless `silent`, asked it for something) or opened a foreign file
        since the last look."""
        server = self._ground.server
        for asked in server.asked[self._asked :]:
            self.say(f"{when}: the server was asked for {asked}")
        if silent and server.came > self._came and len(server.asked) == self._asked:
            self.say(f"{when}: somebody came to the server and asked nothing")
        self._asked, self._came = len(server.asked), server.came
        if self._ground.canary.sang():
            self.say(f"{when}: a foreign file was opened")


def until(there: Callable[[], bool], seconds: float = 20) -> bool:
    """Let the event loop run until something is there."""
    loop = QEventLoop()
    clock = QTimer()
    clock.setInterval(4)
    end = time.monotonic() + seconds
    clock.timeout.connect(lambda: loop.quit() if there() or time.monotonic() > end else None)
    clock.start()
    loop.exec()
    return there()


def pause(seconds: float) -> None:
    """Let the event loop run."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


def asked(page: QWebEnginePage, script: str, world: Any = 0) -> Any:
    """What a script says."""
    answers: list[Any] = []
    page.runJavaScript(f"JSON.stringify({script})", world, answers.append)
    if not until(lambda: bool(answers)):
        raise RuntimeError(f"the page does not answer: {script[:80]}")
    return json.loads(answers[0]) if answers[0] else None


def posts(about: ground.Ground, dialect: str) -> Iterator[tuple[Payload, Post, Site]]:
    """Each text as a post of a site with that dialect."""
    site = Site("plain", about.posts, dialect)
    for payload in payloads():
        text = payload.text(about.server.host, about.secret)
        yield payload, Post.parse(about.posts / "post.md", text.encode("utf-8", "surrogatepass")), site


def batches(made: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(made), size):
        yield made[start : start + size]


def parse(about: ground.Ground, told: Told) -> None:
    """Nothing forbidden in what the renderer and the export make, as an engine reads it."""
    page = QWebEnginePage()
    page.setHtml("<title>x</title>")
    until(lambda: page.title() == "x")
    asked(page, f"({Path(__file__).with_name('inspect.js').read_text()}, 1)".replace(";\n, 1)", ", 1)"))
    for dialect in DIALECTS:
        made = []
        for payload, post, site in posts(about, dialect):
            fragments = [render.whole(post.body, dialect), card_html(card_of(post, site))]
            made.append((payload, fragments, export.page(post, site).html.decode()))
        for some in batches(made, 50):
            given = json.dumps([[fragments, whole] for _, fragments, whole in some])
            each = "([parts, whole]) => [...parts.flatMap(inspected.fragment), ...inspected.page(whole)]"
            answers = asked(page, f"{given}.map({each})")
            for (payload, _, _), sentences in zip(some, answers, strict=True):
                for sentence in sentences:
                    told.say(f"{payload} ({dialect}): {sentence}")
    told.look("parse")


class Shown:
    """The real preview, and what its page says to its console."""

    def __init__(self, about: ground.Ground, told: Told) -> None:
        self.told, self.about = told, about
        self.remote = False  # then https may be tried with the server, which does not speak it
        self.spoken: list[str] = []
        self.followed: list[str] = []
        self.visited: list[str] = []
        spoken = self.spoken

        def listen(self: Page, level: Any, message: str, line: int, source: str) -> None:
            spoken.append(message)

        Page.javaScriptConsoleMessage = listen  # type: ignore[method-assign]
        self.view = PreviewView()
        self.view.link_activated.connect(self.followed.append)
        self.view.page.urlChanged.connect(lambda url: self.visited.append(url.toString()))
        greeted: list[bool] = []
        self.view.shown.connect(lambda: greeted.append(True))
        self.view.resize(700, 900)
        self.view.show()
        if not until(lambda: bool(greeted), 30):
            raise RuntimeError("the preview does not start")
        self.path = about.posts / "post.md"
        self.view.set_places(Places(self.path))
        self.count = 0

    def show(self, html: Sequence[str], card: Card, when: str, wait: float) -> None:
        """Show this, click every link in it, and look round."""
        self.count += 1
        if os.environ.get("HOSTILE_VERBOSE"):
            print(f"{time.monotonic():.1f}", when, file=sys.stderr)
        lines = tuple(range(len(html)))
        patch = Patch(0, 1, 0, 0, tuple(html), lines, 0, len(html))
        self.view.show_rendered(Rendered(self.path.with_name(f"{self.count}.md"), self.count, patch, card))
        self.view.set_places(Places(self.path.with_name(f"{self.count}.md")))
        if not until(lambda: self.view.is_ready, 8):
            raise RuntimeError(f"{when}: the preview is not ready")
        pause(wait)
        page = self.view.page
        asked(page, "[...document.querySelectorAll('a,area,button,summary')].map(one => one.click?.()).length", WORLD)
        pause(wait / 4)
        state = asked(
            page,
            "[document.title, [...document.images].filter(image => image.naturalWidth === 37).length]",
            WORLD,
        )
        if page.title() != "Preview" or state[0] != "Preview":
            self.told.say(f"{when}: a script ran: the title is {page.title()}")
        for message in self.spoken:
            if MARK in message and "Refused" not in message and "violates" not in message:
                self.told.say(f"{when}: a script spoke: {message}")
        for address in self.visited:
            if address != PAGE and not address.startswith(PAGE + "#"):
                self.told.say(f"{when}: the page went to {address}")
        if state[1]:
            self.told.say(f"{when}: a foreign picture is shown")
        for address in self.followed:
            scheme = SCHEME.match(re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33)))))
            if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
                self.told.say(f"{when}: a click led to {address}")
        self.spoken.clear()
        self.followed.clear()
        self.visited.clear()
        self.told.look(when, silent=not self.remote)


def preview(about: ground.Ground, told: Told) -> None:
    """The real child renders each text, the real preview shows it."""
    shown = Shown(about, told)
    renderer = Renderer()
    answers: list[Rendered | RenderFailed] = []
    renderer.rendered.connect(answers.append)
    renderer.failed.connect(answers.append)
    seen: set[tuple[str, ...]] = set()
    for dialect in DIALECTS:
        made: list[tuple[Payload, tuple[str, ...], Card]] = []
        for payload, post, site in posts(about, dialect):
            answers.clear()
            own = Post.parse(post.path.with_name(f"{payload.number}-{dialect}.md"), post.to_bytes())
            renderer.show(own, site)
            until(lambda: any(isinstance(one, RenderFailed) or one.done for one in answers))
            chunks: tuple[str, ...] = ()
            for answer in answers:
                if isinstance(answer, Rendered) and answer.patch is not None:
                    chunks = answer.patch.applied(chunks if answer.patch.base else ())
                else:
                    told.say(f"{payload} ({dialect}): the child failed: {answer}")
            made.append((payload, chunks, card_of(post, site)))
        together = [one for one in made if one[0].kind != "fields" and one[1] not in seen]
        seen.update(chunks for _, chunks, _ in made)
        for some in batches(together, 40):
            when = f"shown, {dialect}, {some[0][0]} … {some[-1][0]}"
            shown.show([html for _, chunks, _ in some for html in chunks], Card(), when, 0.2)
        if dialect == DIALECTS[0]:
            for payload, chunks, card in made:
                if payload.kind == "fields":
                    shown.show(chunks, card, f"shown, {payload}", 0.05)
    renderer.stop()


def raw(about: ground.Ground, told: Told) -> None:
    """The page must hold by itself: what the stranger wrote, past the sanitiser, with and without remote images."""
    shown = Shown(about, told)
    texts = [(payload, payload.text(about.server.host, about.secret)) for payload in payloads()]
    for remote in (False, True):
        shown.view.set_remote_images(remote)
        shown.remote = remote
        if remote:
            texts = [one for one in texts if one[0].kind in ("css", "heads", "media", "svg", "urls")]
        for some in batches(texts, 20):
            when = f"raw{', remote' if remote else ''}, {some[0][0]} … {some[-1][0]}"
            shown.show([text.encode("utf-8", "replace").decode() for _, text in some], Card(), when, 0.2)


class Reader(QWebEnginePage):
    """A page as any program makes it: script on, and files may ask the net, as in browsers; nothing else set."""

    def __init__(self, profile: QWebEngineProfile, view: QWebEngineView) -> None:
        super().__init__(profile, view)
        self.spoken: list[str] = []
        self.visited: list[str] = []
        self.done = False
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls, True)
        self.loadFinished.connect(self._on_finished)
        self.urlChanged.connect(lambda url: self.visited.append(url.toString()))

    def _on_finished(self, _: bool) -> None:
        self.done = True

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:
        self.spoken.append(message)

    def open(self, file: Path) -> None:
        self.spoken.clear()
        self.visited.clear()
        self.done = False
        self.load(QUrl.fromLocalFile(str(file)))

    def noticed(self, file: Path) -> Iterator[str]:
        """What happened that must not."""
        here = QUrl.fromLocalFile(str(file)).toString()
        if self.title() == MARK:
            yield "a script ran"
        for message in self.spoken:
            if MARK in message and "Refused" not in message and "violates" not in message:
                yield f"a script spoke: {message}"
        for address in self.visited:
            if address != here:
                yield f"the page went to {address}"


def open_all(files: Sequence[tuple[str, Path]], told: Told, *, at_once: int = 6, linger: float = 0.0) -> None:
    """Open each file in a page of its own kind; a few at a time."""
    profile = QWebEngineProfile()
    views = [QWebEngineView() for _ in range(at_once)]
    pages = [Reader(profile, view) for view in views]
    for view, page in zip(views, pages, strict=True):
        view.setPage(page)
        view.resize(500, 500)
        view.show()
    for some in batches(files, at_once):
        for page, (_, file) in zip(pages, some, strict=False):
            page.open(file)
        busy = pages[: len(some)]
        until(lambda busy=busy: all(page.done for page in busy), 15)  # type: ignore[misc]
        pause(linger)
        for page, (name, file) in zip(busy, some, strict=True):
            for sentence in page.noticed(file):
                told.say(f"{name}: {sentence}")
        told.look(f"opened: {some[0][0]} … {some[-1][0]}")
    for view in views:
        view.deleteLater()
    for page in pages:
        page.deleteLater()


def export_all(about: ground.Ground, told: Told) -> list[tuple[str, Path]]:
    """Each text exported; the files, those that are equal but once."""
    place = about.posts.parent / "exported"
    place.mkdir()
    secret = ground.png(37, 41)
    needles = (secret, base64.b64encode(secret)[8:-8], os.fsencode(about.posts.parent))
    files: dict[bytes, tuple[str, Path]] = {}
    for dialect in DIALECTS:
        for payload, post, site in posts(about, dialect):
            html = export.page(post, site).html
            for needle in needles:
                # What the author wrote as an address may stand in the file; what we know of this machine may not.
                if needle in html and not (needle == needles[2] and "@FILE@" in payload.written):
                    told.say(f"{payload} ({dialect}): {needle[:40]!r} is in the file")
            file = place / f"{payload.number}-{dialect}.html"
            file.write_bytes(html)
            files.setdefault(html, (f"{payload} ({dialect})", file))
    told.look("while exporting")
    return list(files.values())


def exported(about: ground.Ground, told: Told) -> None:
    """Each text exported, the file opened in an engine with script on and nothing set."""
    open_all(export_all(about, told), told, linger=0.03)


WALK = """<!DOCTYPE html><title>walk</title><script>
const files = %s;
const frame = document.createElement("iframe");
const next = () => {
  if (files.length) frame.src = files.shift();
  else { frame.remove(); console.log("walked"); }
};
frame.onload = () => setTimeout(next, 15);
addEventListener("DOMContentLoaded", () => { document.body.append(frame); next(); });
</script><body>"""


def chromium(about: ground.Ground, told: Told) -> None:
    """The same files in an installed browser, one after the other, and behind them two that are not harmless."""
    files = [file for _, file in export_all(about, told)]
    place = files[0].parent
    (place / "script.html").write_text(f"<!DOCTYPE html><script>{RUN}</script>")
    (place / "image.html").write_text(f"<!DOCTYPE html><img src='http://{about.server.host}/control'>")
    walk = place.parent / "walk.html"
    names = [f"exported/{name}" for name in (*(file.name for file in files), "script.html", "image.html")]
    walk.write_text(WALK % json.dumps(names))
    command = [
        sys.argv[3], "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={place.parent / 'profile'}", "--remote-debugging-port=0", walk.as_uri(),
    ]  # fmt: skip
    log = place.parent / "chromium.log"
    with open(log, "wb") as said:
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
    until(lambda: "walked" in log.read_text("utf-8", "replace") or run.poll() is not None, 120)
    run.kill()
    run.wait()
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if "CONSOLE" in line]
    if not any("walked" in line for line in lines):
        told.say(f"the browser did not come to the end: {log.read_text('utf-8', 'replace')[-2000:]}")
    for line in lines:
        if f'"{MARK}"' in line and "script.html" not in line:
            told.say(f"a script spoke: {line}")
    if not any(f'"{MARK}"' in line and "script.html" in line for line in lines):
        told.say("nobody noticed the script that was let in")
    if "GET /control" not in about.server.asked:
        told.say("nobody noticed the image that was let in")
    about.server.asked[:] = [one for one in about.server.asked if one != "GET /control"]
    told.look("in the browser", silent=False)


def control(about: ground.Ground, told: Told) -> None:
    """That this file notices anything: each way out once, open."""
    place = about.posts.parent / "exported"
    place.mkdir()
    here, secret = f"http://{about.server.host}/control", about.secret
    for number, text in enumerate((
        f"<script>{RUN}</script>", f"<img src=x onerror='{RUN}'>", f"<img src='{here}'>",
        f"<img src='file://{secret}'>", f"<meta http-equiv=refresh content='0;url={here}'>",
        f"<link rel=preconnect href='{here}'>", f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    )):  # fmt: skip
        file = place / f"{number}.html"
        file.write_text(f"<!DOCTYPE html><title>x</title>{text}")
        before = len(told.sentences)
        open_all([(f"control {number}", file)], told, at_once=1, linger=0.5)
        print(number, told.sentences[before:], file=sys.stderr)
        if len(told.sentences) == before:
            told.say(f"nobody noticed {text}")
    told.sentences = [sentence for sentence in told.sentences if sentence.startswith("nobody")]


WAYS = {"parse": parse, "preview": preview, "raw": raw, "export": exported, "control": control, "chromium": chromium}


def main() -> int:
    way, folder = sys.argv[1], Path(sys.argv[2])
    faulthandler.dump_traceback_later(180, exit=True)
    register_scheme()
    application = QApplication(sys.argv[:1])
    about = ground.lay(folder, RUN)
    told = Told(about)
    WAYS[way](about, told)
    json.dump({"sealed": SEALED, "noticed": told.sentences}, sys.stdout)
    sys.stdout.flush()
    del application
    os._exit(0)  # the engine's own farewell says nothing of interest


if __name__ == "__main__":
    sys.exit(main())
