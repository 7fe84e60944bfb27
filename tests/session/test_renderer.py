"""The render child, a real process: what it answers, and what happens when it dies, hangs or lies."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import render
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.protocol import Rendered, RenderFailed
from journal_app.session.renderer import Renderer

HANGS = ("[" * 40 + "]") * 500


class Page:
    """What a preview would show."""

    def __init__(self, renderer: Renderer) -> None:
        self.chunks: tuple[str, ...] = ()
        self.stream = self.revision = -1
        self.cards: list[str] = []
        self.failures: list[RenderFailed] = []
        self.patches: list[Rendered] = []
        renderer.rendered.connect(self.take)
        renderer.failed.connect(self.failures.append)

    def take(self, made: Rendered) -> None:
        self.cards.append(made.card.title)
        if made.patch is None:
            return
        if made.patch.base == 0:
            self.chunks = ()
        else:
            assert (made.stream, made.patch.base) == (self.stream, self.revision)
        self.stream, self.revision = made.stream, made.patch.revision
        self.chunks = made.patch.applied(self.chunks)
        self.patches.append(made)

    @property
    def html(self) -> str:
        return "".join(self.chunks)


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer(silence=1500)
    yield made
    made.stop()


def post(body: str, name: str = "a.md", title: str = "T") -> Post:
    return Post.parse(Path(name), f"---\ntitle: {title}\n---\n{body}".encode())


def test_a_post_is_rendered_and_then_patched(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    first = post("# one\n\ntwo\n\nthree\n")
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(first)
    assert page.html == render.whole(first.body)
    second = first.with_body("# one\n\ntwo and more\n\nthree\n")
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(second)
    assert page.html == render.whole(second.body)
    assert page.patches[-1].patch is not None
    assert page.patches[-1].patch.html == ("<p>two and more</p>\n",)


def test_a_change_of_the_head_needs_no_rendering(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(post("text"))
    with qtbot.waitSignal(renderer.rendered) as told:
        renderer.show(post("text", title="New"))
    assert told.args[0].patch is None
    assert page.cards == ["T", "New"]


def test_what_a_journal_chose_reaches_the_child(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    shown = post("一行\n又一行")
    with qtbot.waitSignal(renderer.rendered, timeout=20000):
        renderer.show(shown)
    apart = page.html
    with qtbot.waitSignal(renderer.rendered, timeout=20000):
        renderer.show(shown, join_han=True, language="zh-TW")
    assert apart.strip() == "<p>一行\n又一行</p>" and page.html.strip() == "<p>一行又一行</p>"
    with qtbot.waitSignal(renderer.rendered, timeout=20000):
        renderer.show(shown, Site(dialect="gfm"))
    assert page.html == render.whole(shown.body, "gfm")
    assert [made.card.language for made in page.patches] == ["zh-CN", "zh-TW", "zh-CN"]


def test_of_wishes_that_wait_only_the_newest_is_rendered(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    for number in range(50):
        renderer.show(post(f"text {number}"))
    qtbot.waitUntil(lambda: page.html == "<p>text 49</p>\n")
    assert len(page.patches) == 2


def test_a_killed_child_is_started_again(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(post("one"))
    before = renderer.process_id
    os.kill(before, signal.SIGKILL)
    renderer.show(post("two"))
    qtbot.waitUntil(lambda: page.html == "<p>two</p>\n")
    assert renderer.process_id not in (0, before)


def test_a_text_that_hangs_stops_after_three_tries_and_the_next_text_is_rendered(
    qtbot: QtBot, renderer: Renderer
) -> None:
    page = Page(renderer)
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(post("good"))
    renderer.show(post(f"good\n\n{HANGS}"))  # whose beginning does not take the place of the good page
    qtbot.waitUntil(lambda: any(told.final for told in page.failures), timeout=20000)
    assert [told.reason for told in page.failures] == ["slow", "slow", "stopped"]
    assert page.html == "<p>good</p>\n" and len(page.patches) == 1
    renderer.show(post("better"))
    qtbot.waitUntil(lambda: page.html == "<p>better</p>\n", timeout=10000)


def test_while_a_text_hangs_a_newer_one_is_taken_instead(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    renderer.show(post(HANGS))
    renderer.show(post("newer"))
    qtbot.waitUntil(lambda: page.html == "<p>newer</p>\n", timeout=10000)
    assert [told.final for told in page.failures] == [False]


def test_another_post_does_not_wait_for_a_long_one(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(post("warm"))
    long = "\n\n".join(f"**{number}** [a](b) `c` {'x' * 60}" for number in range(20000))
    with qtbot.waitSignal(renderer.rendered, timeout=20000):
        renderer.show(post(long, "long.md"))
    assert len(page.chunks) < 20000
    renderer.show(post("short", "short.md"))
    qtbot.waitUntil(lambda: page.html == "<p>short</p>\n", timeout=2500)
    assert page.failures == []


def test_a_long_text_comes_in_parts_and_is_whole_in_the_end(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    long = "\n\n".join(f"**{number}** text" for number in range(4000))
    renderer.show(post(long))
    qtbot.waitUntil(lambda: bool(page.patches) and page.patches[-1].done, timeout=20000)
    assert len(page.patches) > 1
    assert len(page.chunks) == 4000


def test_a_child_that_talks_nonsense_is_given_up(qtbot: QtBot) -> None:
    renderer = Renderer([sys.executable, "-c", "import sys; sys.stdin.buffer.read(9); print('x' * 99999)"])
    page = Page(renderer)
    renderer.show(post("text"))
    qtbot.waitUntil(lambda: any(told.final for told in page.failures), timeout=10000)
    renderer.stop()


def test_a_child_that_cannot_start_is_told(qtbot: QtBot) -> None:
    renderer = Renderer(["/nonexistent/program"])
    page = Page(renderer)
    renderer.show(post("text"))
    qtbot.waitUntil(lambda: any(told.final for told in page.failures), timeout=10000)
    renderer.stop()


def test_a_preview_that_stands_elsewhere_gets_the_whole_page(qtbot: QtBot, renderer: Renderer) -> None:
    page = Page(renderer)
    with qtbot.waitSignal(renderer.rendered):
        renderer.show(post("one\n\ntwo"))
    with qtbot.waitSignal(renderer.rendered) as told:
        renderer.show_whole(Path("a.md"))
    assert told.args[0].patch.base == 0
    assert page.html == "<p>one</p>\n<p>two</p>\n"
