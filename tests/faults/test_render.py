"""Texts, pictures and links that would hang, feed on, or lead astray whoever renders, shows or exports them."""

import gzip
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QProcess, QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from journal_app import paths
from journal_app.app.build import Parts
from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render import child
from journal_app.render.card import Card
from journal_app.render.export import export, pool
from journal_app.render.patch import Patch
from journal_app.render.protocol import BadFrame, Decoder, Rendered, RenderFailed
from journal_app.render.safe import images
from journal_app.session.renderer import Renderer
from journal_app.ui.preview.page import WORLD
from journal_app.ui.preview.scheme import PAGE
from journal_app.ui.preview.view import PreviewView

pytestmark = [pytest.mark.timeout(120)]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fault is made with Linux's own means")

SOON = 3.0  # seconds until the author is told that a text is too slow
NOTED = 1.2  # seconds without the window's attention that nobody takes for a hang, on a busy machine

HANGS = {
    "brackets": "[" * 10_000,
    "brackets in groups": ("[" * 40 + "]") * 300,
    "images": "![" * 10_000,
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "quotes": ">" * 5_000 + " a",
    "open tags": "<a " * 5_000,
    "divisions": "<div>" * 100_000,
    "back quotes": "".join("`" * count + " " for count in range(1, 1_500)),
    "stars": "*a **a " * 10_000,
    "links": "[x](y)" * 8_192,
    "references": "\n".join(f"[{number}]: /{number}" for number in range(5_000)) + "\n\n" + "[a][" * 5_000,
    "entities": "&" * 50_000 + "&amp" * 20_000,
    "tables": "|" * 20_000 + "\n" + "|-" * 10_000,
    "footnotes": "".join(f"[^{number}]" for number in range(3_000)) + "\n\n[^1]: a [^1]" * 1_000,
    "formulas": "$" * 10_000 + "\\(" * 10_000,
}


class Ear(QObject):
    """What a renderer said and when, and the longest time the event loop did not come round."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self.made: list[Rendered] = []
        self.failures: list[RenderFailed] = []
        self.longest = 0.0
        self._last = time.monotonic()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(20)
        renderer.rendered.connect(self.made.append)
        renderer.failed.connect(self.failures.append)

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now

    @property
    def answered(self) -> bool:
        return bool(self.failures) or any(one.done for one in self.made)

    def forget(self) -> None:
        self.made.clear()
        self.failures.clear()
        self.longest, self._last = 0.0, time.monotonic()


_numbers = iter(range(10**9))


def post(body: str, name: str = "") -> Post:
    """A post of its own, or of this name."""
    return Post.parse(Path(name or f"{next(_numbers)}.md"), body.encode("utf-8", "surrogatepass"))


def warm(qtbot: QtBot, renderer: Renderer) -> Ear:
    """An ear at a renderer whose child stands."""
    ear = Ear(renderer)
    renderer.show(post("warm"))
    qtbot.waitUntil(lambda: ear.answered, timeout=20_000)
    assert not ear.failures
    ear.forget()
    return ear


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.stop()


# 57: texts that hang


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_fault_57_a_text_that_hangs_is_told_soon_and_the_window_lives(
    qtbot: QtBot, renderer: Renderer, dialect: str
) -> None:
    ear = warm(qtbot, renderer)
    site = Site("plain", Path(), dialect)
    for name, text in HANGS.items():
        ear.forget()
        start = time.monotonic()
        renderer.show(post(text), site)
        qtbot.waitUntil(lambda: ear.answered or bool(ear.made), timeout=10_000)
        took = time.monotonic() - start
        assert took < SOON, f"{name}: {took:.1f} s"
        assert ear.longest < NOTED, f"{name}: nobody came for {ear.longest:.1f} s"
        assert all(one.reason in ("slow", "broken") for one in ear.failures), ear.failures
        ear.forget()
        renderer.show(post("next"), site)  # and the next post is shown as if nothing had been
        qtbot.waitUntil(lambda: any(one.done for one in ear.made), timeout=10_000)
        assert not ear.failures, name


PIECES = st.sampled_from(
    [
        *("[", "![", "](", "]", "(", ")", "<", "<a", "<div>", "</div>", "<!--", "-->", ">", "-", "1.", "*", "**", "_"),
        *("`", "```", "~~~", "#", "|", "|-", "$", "$$", "\\(", "\\", "&", "&amp;", ":", "{:", "}", "[^1]", "[^1]:"),
        *("[a]:", "*[A]:", "!!!", ":::", "==", "^", "~", "[TOC]", "http://", "www.", "@", "a", "字", '"', "'", "{{<"),
        *("\n", "\n\n", "    ", "  \n", "\t", " ", "> ", "- ", "\n- ", "\n> "),
    ]
)
TEXTS = st.lists(
    st.tuples(st.lists(PIECES, min_size=1, max_size=4).map("".join), st.sampled_from([1, 3, 40, 1_000, 8_000])),
    min_size=1,
    max_size=5,
).map(lambda parts: "".join(text * times for text, times in parts)[:60_000])


def test_fault_57_whatever_the_text_an_answer_comes_soon(qtbot: QtBot, renderer: Renderer) -> None:
    ear = warm(qtbot, renderer)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(TEXTS, st.sampled_from(["python-markdown", "gfm"]))
    def answered(text: str, dialect: str) -> None:
        ear.forget()
        begun = time.monotonic()
        renderer.show(post(text), Site("plain", Path(), dialect))
        qtbot.waitUntil(lambda: ear.answered or bool(ear.made), timeout=15_000)
        took = time.monotonic() - begun
        assert took < SOON + 2, f"{took:.1f} s"  # the child may have to start first
        assert ear.longest < NOTED, f"nobody came for {ear.longest:.1f} s"

    answered()


@pytest.mark.webengine
def test_fault_57_the_last_good_preview_stays_and_says_that_it_is_old(qtbot: QtBot, parts: Parts) -> None:
    note = parts.preview.findChild(QLabel, "PreviewNote")
    article = "document.querySelector('main').innerText"
    until(qtbot, parts.preview, f"{article}.includes('第 20 周')")
    assert parts.desk.current is not None and note is not None
    parts.editor.view.setPlainText(HANGS["brackets in groups"])
    begun = time.monotonic()
    qtbot.waitUntil(lambda: not note.isHidden(), timeout=10_000)
    assert time.monotonic() - begun < SOON + 1  # the editor waits a moment before it tells
    assert "slow" in note.text()
    assert asked(qtbot, parts.preview, f"{article}.includes('第 20 周')")
    qtbot.waitUntil(lambda: "cannot be rendered" in note.text(), timeout=20_000)  # the third time is the last
    assert asked(qtbot, parts.preview, f"{article}.includes('第 20 周')")
    parts.editor.view.setPlainText("好了")
    until(qtbot, parts.preview, f"{article}.includes('好了')")
    qtbot.waitUntil(note.isHidden)


# 58: a child that dies, hangs, eats or lies


@LINUX
def test_fault_58_a_killed_child_is_replaced_within_a_second(qtbot: QtBot, renderer: Renderer) -> None:
    ear = warm(qtbot, renderer)
    for _ in range(3):
        before = renderer.process_id
        os.kill(before, signal.SIGKILL)
        begun = time.monotonic()
        qtbot.waitUntil(lambda before=before: renderer.process_id not in (0, before), timeout=5_000)  # type: ignore[misc]
        assert time.monotonic() - begun < 1
        ear.forget()
        renderer.show(post("again"))
        qtbot.waitUntil(lambda: ear.answered, timeout=10_000)
        assert not ear.failures


@LINUX
@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL, signal.SIGSEGV])
def test_fault_58_a_child_that_stops_at_work_is_replaced_and_the_text_shown(
    qtbot: QtBot, renderer: Renderer, how: signal.Signals
) -> None:
    ear = warm(qtbot, renderer)
    before = renderer.process_id
    os.kill(before, how)
    begun = time.monotonic()
    renderer.show(post("text"))
    qtbot.waitUntil(lambda: renderer.process_id not in (0, before), timeout=10_000)
    assert time.monotonic() - begun < (SOON if how == signal.SIGSTOP else 1)
    qtbot.waitUntil(lambda: any(one.done for one in ear.made), timeout=10_000)
    assert [one.reason for one in ear.failures] in ([], ["slow"], ["broken"])
    qtbot.waitUntil(lambda: not Path(f"/proc/{before}").exists())


EATS = """
import sys
from journal_app.render import child
from journal_app.render.incremental import Incremental
def steps(self, body):
    if "eat" in body:
        bytearray(2 << 30)
    return real(self, body)
real, Incremental.steps = Incremental.steps, steps
sys.exit(child.main())
"""


@LINUX
def test_fault_58_a_text_that_eats_memory_is_refused_three_times_and_then_left(qtbot: QtBot) -> None:
    renderer = Renderer([sys.executable, "-c", EATS])
    ear = warm(qtbot, renderer)
    held = Path(f"/proc/{renderer.process_id}/limits").read_text().split("Max address space")[1].split()
    assert held[0] == str(child.MEMORY) == str(1 << 30)
    renderer.show(post("eat", "eat.md"))
    qtbot.waitUntil(lambda: any(one.final for one in ear.failures), timeout=15_000)
    assert [one.reason for one in ear.failures] == ["broken", "broken", "stopped"]
    ear.forget()
    renderer.show(post("eat", "eat.md"))  # opened again, it is not tried a fourth time
    assert [one.reason for one in ear.failures] == ["stopped"]
    renderer.show(post("no more", "eat.md"))
    qtbot.waitUntil(lambda: any(one.done for one in ear.made), timeout=10_000)
    renderer.stop()


LIES = {
    "random bytes": "out.write(os.urandom(100_000))",
    "a frame of nonsense": "out.write(b'\\0\\0\\0\\5nonse')",
    "a frame without an end": "out.write(b'\\x0f\\xff\\xff\\xff' + b'[' * 1000)",
    "deep nesting": "out.write(struct.pack('>I', 200_000) + b'[' * 200_000)",
    "another kind": """out.write(struct.pack('>I', 13) + b'["Exit", [1]]')""",
    "impossible patch": """data = b'["Made",{"request":1,"stream":1,"patch":[-1,0,9,9,["x"],[],0,0]}]'
out.write(struct.pack('>I', len(data)) + data)""",
    "the end": "pass",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_fault_58_a_child_that_lies_is_left_after_three_tries(qtbot: QtBot, lie: str) -> None:
    code = f"import os, struct, sys, time\nsys.stdin.buffer.read(9)\nout = sys.stdout.buffer\n{lie}\nout.flush()\n"
    wait = "time.sleep(60)\n" if "end" in code and "[' * 1000" in code else ""
    renderer = Renderer([sys.executable, "-c", code + wait], start=700)
    ear = Ear(renderer)
    renderer.show(post("text"))
    qtbot.waitUntil(lambda: any(one.final for one in ear.failures), timeout=15_000)
    assert len(ear.failures) == 3 and not ear.made
    assert ear.longest < NOTED
    renderer.stop()
    assert all(one.state() == QProcess.ProcessState.NotRunning for one in renderer.findChildren(QProcess))


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_fault_58_bytes_on_the_pipe_are_messages_or_an_error_and_nothing_else(parts: list[bytes]) -> None:
    decoder = Decoder()
    try:
        for data in parts:
            list(decoder.feed(data))
            list(decoder.feed(struct.pack(">I", len(data)) + data))
    except BadFrame:
        pass


# 59: the page's own process


def asked(qtbot: QtBot, view: PreviewView, script: str) -> Any:
    """What a script in the preview's own world says."""
    answers: list[Any] = []
    view.page.runJavaScript(script, WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=40_000)
    return answers[0]


def until(qtbot: QtBot, view: PreviewView, script: str) -> None:
    """Wait until a script says yes."""
    end = time.monotonic() + 40
    while not asked(qtbot, view, script):
        assert time.monotonic() < end, script


class Shown:
    """A preview on a folder, filled by hand."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.view = PreviewView()
        qtbot.addWidget(self.view)
        self.view.resize(600, 700)
        with qtbot.waitSignal(self.view.shown, timeout=30_000):
            self.view.show()

    def show(self, *html: str, card: Card | None = None) -> None:
        number = next(_numbers)
        path = self.folder / f"{number}.md"
        patch = Patch(0, 1, 0, 0, html, tuple(range(len(html))), 0, len(html))
        self.view.set_places(Places(path))
        self.view.show_rendered(Rendered(path, number, patch, card or Card()))

    def ask(self, script: str) -> Any:
        return asked(self.qtbot, self.view, script)

    def until(self, script: str) -> None:
        until(self.qtbot, self.view, script)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Shown:
    folder = tmp_path / "posts"
    folder.mkdir()
    return Shown(qtbot, folder)


LOOP = "while (true) {}"


@LINUX
@pytest.mark.webengine
@pytest.mark.parametrize("how", ["killed", "stopped", "looping"])
def test_fault_59_a_page_that_died_or_hangs_comes_back_with_the_latest_text(
    qtbot: QtBot, shown: Shown, how: str
) -> None:
    shown.show("<p>before</p>")
    shown.until("document.querySelector('main').textContent === 'before'")
    with qtbot.waitSignal(shown.view.shown, timeout=20_000):
        if how == "looping":
            shown.view.page.runJavaScript(LOOP, WORLD)
        else:
            os.kill(shown.view.page.renderProcessPid(), signal.SIGKILL if how == "killed" else signal.SIGSTOP)
        shown.show("<p>after</p>")
    shown.until("document.querySelector('main').textContent === 'after'")


@LINUX
@pytest.mark.webengine
def test_fault_59_a_page_that_dies_again_and_again_stops_and_another_post_starts_it(qtbot: QtBot, shown: Shown) -> None:
    note = shown.view.findChild(QLabel, "PreviewNote")
    assert note is not None
    shown.show("<p>deadly</p>")
    for _ in range(3):
        with qtbot.waitSignal(shown.view.shown, timeout=20_000):
            os.kill(shown.view.page.renderProcessPid(), signal.SIGKILL)
    with qtbot.waitSignal(shown.view.page.renderProcessTerminated, timeout=20_000):
        os.kill(shown.view.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: "stopped" in note.text() and not note.isHidden())
    with qtbot.waitSignal(shown.view.shown, timeout=20_000):
        shown.show("<p>another</p>")
    shown.until("document.querySelector('main').textContent === 'another'")
    assert note.isHidden()


# 61: links


LINKS = {
    "https://example.invalid/a b?c#d": "https://example.invalid/a%20b?c#d",
    "http://example.invalid": "http://example.invalid/",
    "mailto:a@b.invalid?subject=x&attach=/etc/passwd": "mailto:a@b.invalid?subject=x",
    "https://аррӏе.invalid/": "https://xn--80ak6aa92e.invalid/",
    "../other post.md#part": "../other post.md#part",
    "javascript:document.title=1": "",
    "JAVA\tSCRIPT:document.title=1": "",
    "data:text/html,<script>1</script>": "",
    "file:///etc/passwd": "",
    "smb://host/share": "",
    "vscode://file/x": "",
    "ms-msdt:/id": "",
    "blob:null/1": "",
    "about:blank": "",
    "chrome://settings": "",
    "view-source:https://example.invalid": "",
    "journal://page/x": "",
    "journal://image/0/x.png": "",
    "//example.invalid/a": "",
    "\\\\host\\share\\a.exe": "",
    "/\\host/a": "",
    "/\t/host/a": "",
    "..\\..\\x.exe": "..\\..\\x.exe",  # a name, and none of a post
}


@pytest.mark.webengine
def test_fault_61_a_click_tells_web_mail_and_names_of_posts_and_nothing_else(qtbot: QtBot, shown: Shown) -> None:
    told: list[str] = []
    shown.view.link_activated.connect(told.append)
    shown.show("<p>links</p>")
    shown.until("document.querySelector('main').textContent === 'links'")
    for written, wanted in LINKS.items():
        told.clear()
        shown.ask(
            "(() => { const link = document.createElement('a'); link.setAttribute('href', "
            f"{written.encode().decode()!r}); document.querySelector('main').replaceChildren(link);"
            " link.click(); return 1 })()"
        )
        shown.ask("1")
        qtbot.waitUntil(lambda wanted=wanted: bool(told) or not wanted)  # type: ignore[misc]
        assert told == ([wanted] if wanted else []), written
    assert shown.view.page.url() == QUrl(PAGE) and shown.view.page.title() == "Preview"


@pytest.mark.webengine
def test_fault_61_the_page_goes_nowhere_however_it_is_asked(qtbot: QtBot, shown: Shown) -> None:
    kinds = list(QWebEnginePage.NavigationType)
    for address in [*LINKS, "https://a.invalid", "journal://page/?x", "journal://page2/", "qrc:/x", "about:srcdoc"]:
        for kind in kinds:
            assert not shown.view.page.acceptNavigationRequest(QUrl(address), kind, True), address
            assert not shown.view.page.acceptNavigationRequest(QUrl(address), kind, False), address
    assert shown.view.page.acceptNavigationRequest(QUrl(PAGE), kinds[0], True)
    assert not shown.view.page.acceptNavigationRequest(QUrl(PAGE), kinds[0], False)
    for kind in QWebEnginePage.WebWindowType:
        assert shown.view.page.createWindow(kind) is None


@pytest.mark.webengine
@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://example.invalid/a", "https://example.invalid/a"),
        ("https://xn--80ak6aa92e.invalid/", "https://xn--80ak6aa92e.invalid/"),
        ("https://аррӏе.invalid/", "https://xn--80ak6aa92e.invalid/"),
        ("https://bank.invalid@evil.invalid/", "https://evil.invalid/"),
        ("https://bank.invalid" + ".a" * 40 + ".evil.invalid/", "….a.a.a"),
        ("https://a.invalid/\u202egpj.exe", "https://a.invalid/%E2%80%AEgpj.exe"),
        ("mailto:a@b.invalid", "mailto:a@b.invalid"),
        (PAGE + "other.md", "other.md"),
        (PAGE + "%E6%B2%A1%E6%9C%89#a%20b", "没有#a b"),
        (PAGE + "gpj.%E2%80%AEexe%FF", "gpj.\\u202eexe\\xff"),
        (PAGE, ""),
        ("", ""),
    ],
)
def test_fault_61_where_a_link_leads_is_read_before_it_is_followed(shown: Shown, address: str, read: str) -> None:
    told: list[str] = []
    shown.view.link_hovered.connect(told.append)
    shown.view.page.linkHovered.emit(address)
    assert len(told) == 1
    if read.startswith("…"):
        assert told[0].startswith("https://…") and told[0].endswith(".evil.invalid/") and len(told[0]) < 80
    else:
        assert told == [read]


@pytest.mark.webengine
def test_fault_61_only_web_and_mail_leave_the_window_and_posts_open_inside(
    qtbot: QtBot, parts: Parts, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []
    monkeypatch.setattr("webbrowser.open", left.append)
    secret = journal.parent / "secret.md"
    secret.write_text("not in the journal")
    first = parts.desk.current
    assert first is not None
    for address in [*LINKS, str(secret), "../secret.md", "file.md:x", "../../../../etc/passwd"]:
        parts.following.follow(address)
    assert all(one.startswith(("http://", "https://", "mailto:")) for one in left) and left
    assert parts.desk.current is not None and parts.desk.current.path == first.path
    parts.following.follow("week-18.md#part")
    qtbot.waitUntil(lambda: parts.desk.current is not None and parts.desk.current.path.name == "week-18.md")
    parts.preview.link_hovered.emit("https://xn--80ak6aa92e.invalid/")
    labels = parts.window.status.findChildren(QLabel)
    assert any(label.text() == "https://xn--80ak6aa92e.invalid/" for label in labels)


# 62: large pages


@pytest.mark.webengine
@pytest.mark.parametrize(("megabytes", "pieces"), [(3, 1), (20, 1), (20, 2_000)])
def test_fault_62_a_page_of_megabytes_is_shown_whole(shown: Shown, megabytes: int, pieces: int) -> None:
    shown.show("<p>before</p>")
    shown.until("document.querySelector('main').textContent === 'before'")
    dead: list[int] = []
    shown.view.page.renderProcessTerminated.connect(lambda _, code: dead.append(code))
    paragraph = "<p>" + "文字 " * 250 + "</p>\n"
    each = (megabytes << 20) // len(paragraph.encode()) // pieces
    shown.show(*[paragraph * each] * (pieces - 1), paragraph * each + '<p id="last">end</p>')
    shown.until("document.getElementById('last') !== null")
    assert shown.ask("document.querySelectorAll('main > p').length") == each * pieces + 1
    assert not dead


# 63: pictures


def png(width: int, height: int, *, full: bool = True) -> bytes:
    """A black picture of one bit a pixel."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(1 + (width + 7) // 8)) for _ in range(height if full else 1))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = part(b"IHDR", header) + part(b"IDAT", rows + packer.flush()) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def gif(side: int) -> bytes:
    """A screen of 1 × 1 pixels with a picture of `side` × `side`."""
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x4c\x01\0;"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + picture


def bombs(folder: Path) -> list[str]:
    """Lay pictures that are none, or too much of one; returns how a post names them."""
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    block = gzip.compress(b" " * (16 << 20), 1)
    entities = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in zip("bcdefghij", "abcdefghi", strict=True))
    made: dict[str, bytes] = {
        "pixels.png": png(20_000, 20_000),
        "claims.png": png(2**31 - 1, 2**31 - 1, full=False),
        "packed.svg": gzip.compress(drawing) + block * 64,
        "packed.svgz": gzip.compress(drawing) + block * 4,
        "heavy.svg": drawing[:-2] + b">" + b"<g/>" * (1 << 20) + b"</svg>",
        "entities.svg": f'<!DOCTYPE svg [<!ENTITY a "a">{entities}]>{drawing.decode()[:-2]}>&j;</svg>'.encode(),
        "empty.png": b"",
        "text.png": b"this is no picture",
        "page.png": b"<html><script>document.title=1</script></html>",
        "page.svg": b"<html xmlns:x='a'><svg/></html>",
        "program.png": b"\x7fELF" + b"\0" * 200,
        "picture.gif": gif(60_000),
        "late.jpg": b"\xff\xd8" + (b"\xff\xe1\xea\x60" + b"\0" * 59_998) * 3
        + b"\xff\xc0\0\x11\x08\x4e\x20\x4e\x20\x03" + b"\0" * 9,
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    for name, start in (("film.gif", gif(9)), ("long.png", png(9, 9))):
        with open(folder / name, "wb") as file:
            file.write(start)
            file.truncate(1 << 30)
    os.mkfifo(folder / "pipe.png")
    (folder / "folder.png").mkdir()
    inside = f"data:image/png;base64,{b64encode(png(20_000, 20_000)).decode()}"
    return [*made, "film.gif", "long.png", "pipe.png", "folder.png", inside]


@LINUX
@pytest.mark.webengine
def test_fault_63_a_picture_that_is_none_or_too_large_is_a_box(shown: Shown) -> None:
    names = bombs(shown.folder)
    (shown.folder / "good.png").write_bytes(png(64, 64))
    from journal_app import render

    html = render.whole("\n\n".join(f"![a]({name})" for name in [*names, "good.png"]))
    dead: list[int] = []
    shown.view.page.renderProcessTerminated.connect(lambda _, code: dead.append(code))
    shown.show(html, card=Card(cover="pixels.png"))
    shown.until(f"document.querySelectorAll('.picture.missing').length === {len(names) + 1}")
    shown.until("[...document.images].map(image => image.naturalWidth).filter(width => width).join() === '64'")
    assert not dead


@LINUX
def test_fault_63_an_export_leaves_such_pictures_out_and_says_which(tmp_path: Path) -> None:
    names = bombs(tmp_path)
    (tmp_path / "good.png").write_bytes(png(64, 64))
    body = "\n\n".join(f"![a]({name})" for name in [*names, "good.png"])
    made = export.page(Post.parse(tmp_path / "a.md", body.encode()), PLAIN)
    assert len(made.left_out) == len(names) and set(names[:-1]) <= set(made.left_out)
    assert made.html.count(b"<img") == 1 and len(made.html) < 1 << 20


def test_fault_63_the_caps_are_fifty_megapixels_by_the_header_and_twenty_megabytes(tmp_path: Path) -> None:
    assert images.LARGEST == 50_000_000 and images.HEAVIEST == 20 << 20
    for name, size in (("just.png", (10_000, 5_000)), ("over.png", (10_000, 5_001))):
        (tmp_path / name).write_bytes(png(*size, full=False))
    for name, length in (("full.png", 20 << 20), ("heavier.png", (20 << 20) + 1)):
        with open(tmp_path / name, "wb") as file:
            file.write(png(9, 9))
            file.truncate(length)
    for name in ("just.png", "full.png"):
        assert images.find(name, Places(tmp_path / "post.md")).kind == "image/png"
    for name in ("over.png", "heavier.png"):
        with pytest.raises(images.Refused, match="too large"):
            images.find(name, Places(tmp_path / "post.md"))


# 64: what an export must not take along


SECRET = b"canary-" + bytes(random.Random(1).randbytes(24))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder of posts with secrets around it; each is a picture by its first bytes, so that only its place speaks
    against it."""
    posts = tmp_path / "home" / "journal" / "posts"
    posts.mkdir(parents=True)
    secret = png(9, 9) + SECRET
    for name in ("home/.ssh/id_rsa", "home/journal/posts_secret/a.png", "home/journal/out.png", "etc/passwd"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(secret)
    (posts / "good.png").write_bytes(png(9, 9))
    (posts / "link.png").symlink_to(tmp_path / "etc" / "passwd")
    (posts / "way").symlink_to(tmp_path / "home" / ".ssh")
    (posts / "round.png").symlink_to("round.png")
    return posts


def sources(root: Path) -> list[str]:
    """How a post may name what is not its own."""
    return [
        "../../.ssh/id_rsa",
        "/etc/passwd",
        f"{root}/etc/passwd",
        f"file://{root}/etc/passwd",
        f"FILE:{root}/etc/passwd",
        "file:///etc/passwd",
        "%2e%2e/out.png",
        "%2E%2E%2fout.png",
        "..%2fout.png",
        "%252e%252e/out.png",
        "good.png/../../out.png",
        "./.././out.png",
        "link.png",
        "way/id_rsa",
        "round.png",
        "/proc/self/environ",
        "/proc/self/root/etc/passwd",
        "/proc/self/cwd/../etc/passwd",
        "/dev/zero",
        "../posts_secret/a.png",
        "../posts_secret/../out.png",
        "../posts/../out.png",
        "~/.ssh/id_rsa",
        "..%5cout.png",
        "http://127.0.0.1:1/a.png",
        "//127.0.0.1:1/a.png",
    ]


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_fault_64_an_export_takes_no_foreign_file_along_and_lists_what_it_refused(
    house: Path, tmp_path: Path, dialect: str
) -> None:
    written = sources(tmp_path)
    body = "\n\n".join(f"![]({source})" for source in written)
    raw = "\n".join(f'<p><img src="{source}" alt="&lt;"></p>' for source in written)
    site = Site("hugo", house, dialect, statics=("static", ".."))
    for fields, text in (("", body), ("", raw), ("cover: ../../.ssh/id_rsa\n", "![](good.png)")):
        post = Post.parse(house / "a.md", f"---\ntitle: a\n{fields}---\n{text}".encode())
        for made in (
            export.page(post, Site("plain", house, dialect)),
            pool.page(post, Site("plain", house, dialect)),
        ):
            assert SECRET not in made.html and b64encode(png(9, 9) + SECRET)[20:-4] not in made.html
            assert b"root:x:" not in made.html and b"PATH=" not in made.html
            if fields:
                assert made.left_out == ("../../.ssh/id_rsa",) and made.html.count(b"<img") == 1
            else:
                # GFM takes no file's address for an image; the web's are told with a scheme.
                told = ("//", "FILE:", "file:") if dialect == "gfm" else ("//", "FILE:")
                strange = {one for one in written if one.startswith(told)}
                assert set(written) - strange <= set(made.left_out)
                assert b"<img" not in made.html
                for source in ("../../.ssh/id_rsa", "/proc/self/environ", "link.png", "../posts_secret/a.png"):
                    assert source in made.left_out
                if text == raw:
                    assert "file:///etc/passwd" in made.left_out
    assert site.statics  # a site's own folders are its author's to name
    shown = subprocess.run(
        [*paths.own_command("export"), str(house / "b.md"), "-o", str(tmp_path / "b.html")]
        if (house / "b.md").write_text("![](../../.ssh/id_rsa)")
        else [],
        capture_output=True,
        cwd=paths.own_folder(),
        timeout=30,
    )
    assert "../../.ssh/id_rsa" in (shown.stdout + shown.stderr).decode(), shown
    assert SECRET not in (tmp_path / "b.html").read_bytes()
