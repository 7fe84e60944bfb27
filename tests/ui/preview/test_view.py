"""The preview in a real web engine: what it shows, and what it never does."""

import http.server
import json
import os
import signal
import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render.card import Card, card_of
from journal_app.render.incremental import Incremental
from journal_app.render.protocol import Rendered, RenderFailed
from journal_app.render.safe.style_sheet import sanitised
from journal_app.ui.preview.page import WORLD
from journal_app.ui.preview.view import PreviewView

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(90)]


def png(width: int = 8, height: int = 8) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xb5\x43\x2a" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


class Room:
    """A preview, and a renderer in this process that feeds it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.site = PLAIN
        self.view = PreviewView()
        qtbot.addWidget(self.view)
        self.view.resize(600, 700)
        self.pages: dict[Path, tuple[int, Incremental]] = {}
        with qtbot.waitSignal(self.view.shown, timeout=30000):
            self.view.show()

    def show(self, body: str, name: str = "post.md", card: Card | None = None) -> None:
        path = self.folder / name
        self.view.set_places(Places(path, self.site))
        stream, page = self.pages.setdefault(path, (len(self.pages), Incremental()))
        self.view.show_rendered(Rendered(path, stream, page.update(body), card or Card()))

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        self.view.page.runJavaScript(f"JSON.stringify({script})", WORLD, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=10000)
        return json.loads(answers[0]) if answers[0] else None

    def until(self, script: str, wanted: Any = True) -> None:
        got: list[Any] = []

        def there() -> bool:
            got.append(self.ask(script))
            return bool(got[-1] == wanted)

        self.qtbot.waitUntil(there, timeout=10000)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    folder = tmp_path / "posts"
    folder.mkdir()
    yield Room(qtbot, folder)


ARTICLE = "document.querySelector('main').innerHTML"


def test_an_article_is_shown_and_a_patch_changes_its_chunk_alone(room: Room) -> None:
    room.show("# 标题\n\n一\n\n二\n\n三\n")
    room.until("document.querySelectorAll('main > p').length", 3)
    room.ask("[...document.querySelectorAll('main > *')].map((node, i) => node.mark = 'm' + i)")
    room.show("# 标题\n\n一\n\n二和更多\n\n三\n")
    room.until("document.querySelectorAll('main > p')[1].textContent", "二和更多")
    assert room.ask("[...document.querySelectorAll('main > *')].map(node => node.mark)") == ["m0", "m1", "m2", "m3"]
    room.show("# 标题\n\n一\n\n新\n\n二和更多\n\n三\n")
    room.until("document.querySelectorAll('main > p').length", 4)
    assert room.ask("[...document.querySelectorAll('main > *')].map(node => node.mark ?? '')") == [
        "m0", "m1", "", "m2", "m3",
    ]  # fmt: skip


def test_the_page_is_the_whole_render_after_many_patches(room: Room) -> None:
    bodies = ["a\n\nb\n\nc", "b\n\nc", "x\n\n- 1\n- 2\n\nb", "", "x", "x\n\n```python\ny=1\n```\n\n[^1]\n\n[^1]: n"]
    for body in bodies:
        room.show(body)
        shown = room.pages[room.folder / "post.md"][1].html
        room.until(
            f"(() => {{const t = document.createElement('main'); t.innerHTML = {json.dumps(shown)};"
            f"return t.innerHTML === {ARTICLE}}})()"
        )


def test_no_script_of_a_post_runs_and_nothing_is_fetched(room: Room) -> None:
    hits: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_address[1]}"
    hostile = (
        f"<script>document.title='run'</script>\n\n<img src=x onerror=\"document.title='run'\">\n\n"
        f"<iframe src='{here}/frame'></iframe>\n\n<link rel=stylesheet href='{here}/css'>\n\n"
        f"<style>body{{background:url({here}/style)}}</style>\n\n<p style='background:url({here}/inline)'>p</p>\n\n"
        f"<svg onload=\"document.title='run'\"><image href='{here}/svg'/></svg>\n\n![i]({here}/img)\n\n"
        f"<meta http-equiv=refresh content='0;url={here}/refresh'>\n\n<video poster='{here}/poster' src='{here}/v'>\n\n"
        f"<object data='{here}/object'></object>\n\n<base href='{here}/'>\n\n[a](javascript:document.title='run')\n\n"
        "text {: onclick=\"document.title='run'\" onmouseover=x }\n\n"
        "<form action=x><input autofocus onfocus=x></form>\n"
    )
    try:
        room.show(hostile)
        # The sanitiser left aside, the page itself must hold: the same text as it came, straight into the page.
        path = room.folder / "raw.md"
        from journal_app.render.patch import Patch

        room.view.show_rendered(Rendered(path, 99, Patch(0, 1, 0, 0, (hostile,), (0,), 0, 1), Card()))
        room.until("document.querySelector('main > p[style]') !== null")
        room.ask("document.querySelectorAll('main a').forEach(a => a.click())")
        room.qtbot.waitUntil(lambda: room.ask("document.readyState") == "complete")
        for _ in range(20):
            room.ask("1")
        assert room.ask("document.title") == "Preview"
        assert room.view.page.url().toString() == "journal://page/"
        assert hits == []
    finally:
        server.shutdown()
        server.server_close()


def test_an_image_of_the_post_is_shown_and_one_outside_is_a_box(room: Room) -> None:
    (room.folder / "图 a.png").write_bytes(png())
    (room.folder / "fake.png").write_text("no image")
    (room.folder.parent / "out.png").write_bytes(png())
    (room.folder / "link.png").symlink_to(room.folder.parent / "out.png")
    room.show(
        "![a](<图 a.png>) ![b](../out.png) ![c](fake.png) ![d](link.png) ![e](gone.png) ![f](file:///etc/hostname)"
    )
    room.until("document.querySelectorAll('.picture.missing').length", 5)
    assert room.ask("[...document.images].map(i => i.naturalWidth)") == [8, 0, 0, 0, 0, 0]
    assert "gone.png" in room.ask("document.querySelectorAll('.missing')[3].textContent")


def test_an_image_that_is_not_shown_says_why(room: Room) -> None:
    (room.folder.parent / "out.png").write_bytes(png())
    (room.folder / "fake.png").write_text("no image")
    (room.folder / "bomb.png").write_bytes(png()[:16] + struct.pack(">II", 20_000, 20_000) + png()[24:])
    (room.folder / "torn.png").write_bytes(png(64, 64)[:33] + b"garbage!" * 9)
    room.show(
        "![a](../out.png)\n\n![b](fake.png)\n\n![c](bomb.png)\n\n![d](torn.png)\n\n![e](gone.png)\n\n"
        "![f](data:image/png;base64,xyz)\n\n![g](file:///etc/hostname)\n\n![h](C:/Users/me/x.png)"
    )
    said = [
        "Image outside the journal, not shown: ../out.png",
        "Not an image that browsers show: fake.png",
        "Image too large to be shown: bomb.png",
        "Damaged image: torn.png",
        "Image not found: gone.png",
        "Embedded image that is none, or too large: data:image/png;base64,xyz",
        "Image outside the journal, not shown: file:///etc/hostname",
        "Image outside the journal, not shown: C:/Users/me/x.png",
    ]
    room.until("[...document.querySelectorAll('.picture .why')].map(one => one.textContent)", said)
    (room.folder / "gone.png").write_text("no image either")
    room.view.look_for_images()
    room.until("document.querySelectorAll('.picture .why')[4].textContent", "Not an image that browsers show: gone.png")
    (room.folder / "gone.png").write_bytes(png())
    room.view.look_for_images()
    room.until("document.querySelectorAll('.picture .why').length", 7)


def test_an_image_stays_in_place_while_the_text_beside_it_changes(room: Room) -> None:
    (room.folder / "a.png").write_bytes(png())
    room.show("text ![a](a.png) more")
    room.until("document.images[0]?.naturalWidth", 8)
    room.ask("document.images[0].mark = 1")
    room.show("text and ![a](a.png) more!")
    room.until("document.querySelector('main').textContent.trim()", "text and  more!")
    assert room.ask("document.images[0].mark") == 1


def test_dark_and_light_change_without_a_reload(room: Room) -> None:
    room.show("text")
    room.until("document.querySelector('main p') !== null")
    room.ask("document.querySelector('main p').mark = 1")
    light = room.ask("getComputedStyle(document.body).backgroundColor")
    room.view.set_tokens(True)
    room.until("getComputedStyle(document.body).backgroundColor", "rgb(37, 35, 33)")
    assert light == "rgb(255, 253, 250)"
    assert room.ask("document.querySelector('main p').mark") == 1


def test_remote_images_are_asked_for_once_where_the_first_stands(room: Room) -> None:
    room.show("![a](http://a.invalid/a.png)\n\n![b](https://b.invalid/b.png)\n\n![c](//c.invalid/c.png)")
    room.until("document.querySelectorAll('.picture.remote').length", 2)
    assert room.ask("document.querySelectorAll('.picture')[1].querySelectorAll('button').length") == 1
    assert room.ask("document.querySelectorAll('.picture button').length") == 1
    assert room.ask("[...document.images].map(i => i.getAttribute('src'))") == [None, None, None]
    said = "[...document.querySelectorAll('.picture .why')].map(one => one.textContent)[0]"
    insecure = "Image on the web without https, never loaded: http://a.invalid/a.png"
    assert room.ask(said) == insecure
    with room.qtbot.waitSignal(room.view.shown, timeout=10000):
        room.view.set_remote_images(True)
    room.until(said, insecure)
    room.view.look_for_images()
    room.until("document.querySelectorAll('.picture img[src]').length", 2)
    assert room.ask(said) == insecure
    assert room.ask("document.querySelectorAll('.picture button').length") == 0


HOSTILE = """
    * { transform: scale(99); opacity: 0; filter: opacity(0); transition: opacity 9999s; zoom: 9;
        --seal: transparent !important; --page: red !important }
    *, *::first-line { color: transparent !important; letter-spacing: 1em; clip-path: inset(50%) !important }
    .picture button { position: absolute; opacity: 0 !important; width: 9999px; inset: 0; appearance: none }
    .picture button::after { content: "Play"; position: absolute; inset: 0; width: 9999px }
    @layer ours, theirs; @layer ours { .picture button { opacity: 0 !important; padding: 999px !important } }
    @keyframes gone { from, to { opacity: 0; scale: 99 } }
    :root, body, main, p, .picture { animation: gone 9s infinite }
    body::after { content: ""; position: absolute; inset: 0; z-index: 9; pointer-events: none; background: red }
    @property --seal { syntax: "<length>"; inherits: false; initial-value: 0px }
    @property --page { syntax: "<length>"; inherits: false; initial-value: 0px }
"""


def test_no_sheet_of_a_journal_hides_spreads_or_words_the_button_that_lets_pictures_in(room: Room) -> None:
    room.show("text\n\n![a](https://a.invalid/a.png)\n\nmore")
    room.until("document.querySelectorAll('.picture button').length", 1)
    look = (
        "(b => [b.offsetWidth, b.offsetHeight, "
        "...['color', 'backgroundColor', 'borderTopWidth', 'fontSize', 'opacity', 'position']"
        ".map(name => getComputedStyle(b)[name])])(document.querySelector('.picture button'))"
    )
    plain = room.ask(look)
    room.view.set_sheet(sanitised(HOSTILE))
    room.until("getComputedStyle(document.querySelector('main p')).opacity", "0")
    assert room.ask(look) == plain
    assert room.ask(
        "(b => { const box = b.getBoundingClientRect(), above = [];"
        "for (let one = b; one; one = one.parentElement) above.push(getComputedStyle(one));"
        "return [Math.round(box.width) === b.offsetWidth, document.elementFromPoint(300, 5) === b,"
        "  document.elementFromPoint("
        "  box.x + box.width / 2, box.y + box.height / 2) === b, getComputedStyle(b, '::after').content,"
        "  above.filter(one => one.opacity !== '1' || one.transform !== 'none' || one.filter !== 'none'"
        "    || one.clipPath !== 'none' || one.animationName !== 'none' || one.zoom !== '1').length];"
        "})(document.querySelector('.picture button'))"
    ) == [True, False, False, "none", 0]  # what lies over it takes the click


def test_the_headline_tells_the_fields_and_escapes_them(room: Room) -> None:
    post = Post.parse(
        room.folder / "p.md",
        "---\ntitle: '<b>周记</b> & co'\ndate: 2024-11-17 23:12:00+0800\ncategories: [Daily, 'x\"><script>']\n"
        "tags: [Daily, 科研]\n---\nbody 正文正文\n".encode(),
    )
    room.show(post.body, card=card_of(post))
    room.until("document.querySelector('.title')?.textContent", "<b>周记</b> & co")
    assert room.ask("document.querySelector('.date').textContent") == "2024-11-17 23:12"
    assert room.ask("[...document.querySelectorAll('.category')].map(n => n.textContent)") == ["Daily", 'x"><script>']
    assert room.ask("[...document.querySelectorAll('.tag')].map(n => n.textContent)") == ["#科研"]
    assert room.ask("document.documentElement.lang") == "zh-CN"


LONG = "\n\n".join(f"段落 {number} " + "字" * 60 for number in range(200))


def test_a_source_line_is_brought_to_the_top_and_found_there_again(room: Room) -> None:
    room.show(LONG)
    room.until("document.querySelectorAll('main > p').length", 200)
    for line in (0, 100, 101.5, 250):
        room.view.scroll_to_line(line)
        assert room.ask("journal.lineAtTop()") == pytest.approx(line, abs=0.3)


def test_a_patch_above_does_not_move_what_is_read(room: Room) -> None:
    room.show(LONG)
    room.until("document.querySelectorAll('main > p').length", 200)
    room.view.scroll_to_line(200)
    room.qtbot.waitUntil(lambda: room.ask("scrollY") > 1000)
    where = "[...document.querySelectorAll('main > p')].find(p => p.textContent.startsWith('段落 100 '))"
    before = room.ask(f"{where}.getBoundingClientRect().top")
    room.show("新的一段\n\n" + LONG)
    room.until("document.querySelectorAll('main > p').length", 201)
    assert room.ask(f"{where}.getBoundingClientRect().top") == pytest.approx(before, abs=2)


def test_a_patch_that_does_not_fit_asks_for_the_whole(room: Room) -> None:
    room.show("one")
    page = room.pages[room.folder / "post.md"][1]
    page.update("two")
    with room.qtbot.waitSignal(room.view.whole_requested) as asked:
        room.show("three")
    assert asked.args == [room.folder / "post.md"]


def test_links_are_told_and_lead_nowhere(room: Room) -> None:
    room.show("[a](https://a.invalid/x) [b](../other post.md) [c](file:///etc/passwd) [d](#here)\n\n## here\n")
    room.until("document.querySelectorAll('main a').length", 4)
    told: list[str] = []
    room.view.link_activated.connect(told.append)
    room.ask("document.querySelectorAll('main a').forEach(a => a.click())")
    room.qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["https://a.invalid/x", "../other post.md"]
    assert room.view.page.url().toString() == "journal://page/"


def test_a_killed_page_comes_back_with_what_it_showed(room: Room) -> None:
    room.show("one\n\ntwo")
    room.until("document.querySelectorAll('main > p').length", 2)
    with room.qtbot.waitSignal(room.view.shown, timeout=20000):
        os.kill(room.view.page.renderProcessPid(), signal.SIGKILL)
    room.until("document.querySelectorAll('main > p').length", 2)


def test_a_hung_page_is_killed_and_comes_back(room: Room) -> None:
    room.show("one\n\ntwo")
    room.until("document.querySelectorAll('main > p').length", 2)
    with room.qtbot.waitSignal(room.view.shown, timeout=30000):
        room.view.page.runJavaScript("while (true) {}", WORLD)
    room.until("document.querySelectorAll('main > p').length", 2)


def test_a_failure_is_told_and_the_next_page_takes_the_note_away(room: Room) -> None:
    room.show("one")
    room.view.show_failure(RenderFailed(room.folder / "post.md", "slow", False))
    assert not room.view.findChild(type(room.view._note), "PreviewNote").isHidden()
    room.show("two")
    assert room.view._note.isHidden()


def test_a_page_that_came_without_the_script_is_given_it(qtbot: QtBot, room: Room) -> None:
    room.show("before")
    room.view.page.scripts().clear()  # as the engine does now and then, when a process died and another came
    with qtbot.waitSignal(room.view.shown, timeout=5000):
        room.view._reload()
    assert "before" in room.ask("document.querySelector('main').textContent")


def test_a_missing_image_tells_where_it_was_looked_for(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "there.png").write_bytes(png())
    room = Room(qtbot, tmp_path / "content")
    room.site = Site("hugo", tmp_path, statics=("static",), posts=("content",))
    room.show("![a](/img/a.png) ![b](../../b.png) ![c](/there.png)", card=Card(title="t", cover="there.png"))
    room.until("[...document.querySelectorAll('.picture .tried')].map(one => one.textContent)",
               ["Looked for: static/img/a.png, assets/img/a.png"])  # fmt: skip
    room.until("document.querySelectorAll('.picture.missing').length", 2)
    (tmp_path / "static" / "img").mkdir()
    (tmp_path / "static" / "img" / "a.png").write_bytes(png())
    room.view.look_for_images()
    room.until("document.querySelectorAll('.picture.missing, .picture .tried').length", 1)
    room.until("document.querySelector('main img').naturalWidth", 8)
    room.until("document.querySelector('.cover img').naturalWidth", 8)  # a cover may leave the theme to complete it
