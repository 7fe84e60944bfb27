"""The first render child, started before Qt was there: it serves like any other and is followed by the usual ones."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import render
from journal_app.post.post import Post
from journal_app.render.launch import Launched, launch
from journal_app.render.protocol import Rendered
from journal_app.session.renderer import Renderer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there only Qt listens to pipes")


@pytest.fixture
def child() -> Iterator[Launched]:
    made = launch()
    assert made is not None
    yield made
    made.kill()
    made.wait()
    for pipe in (made.stdin, made.stdout):
        if pipe is not None:
            pipe.close()


@pytest.fixture
def renderer(child: Launched) -> Iterator[Renderer]:
    made = Renderer(launched=child)
    yield made
    made.stop()


def post(body: str) -> Post:
    return Post.parse(Path("a.md"), f"---\ntitle: T\n---\n{body}".encode())


def rendered(qtbot: QtBot, renderer: Renderer, shown: Post) -> str:
    """The page after this post was shown, put together from all its patches."""
    chunks: tuple[str, ...] = ()

    def take(made: Rendered) -> None:
        nonlocal chunks
        assert made.patch is not None
        chunks = made.patch.applied(chunks)

    renderer.rendered.connect(take)
    with qtbot.waitSignal(renderer.rendered, timeout=20000, check_params_cb=lambda made: made.done):
        renderer.show(shown)
    renderer.rendered.disconnect(take)
    return "".join(chunks)


def test_it_renders(qtbot: QtBot, renderer: Renderer, child: Launched) -> None:
    assert renderer.process_id == child.pid
    shown = post("# one\n\ntwo\n")
    assert rendered(qtbot, renderer, shown) == render.whole(shown.body)


def test_a_text_longer_than_a_pipe_holds_comes_through(qtbot: QtBot, renderer: Renderer) -> None:
    shown = post("一些字 " * 40_000)
    assert rendered(qtbot, renderer, shown) == render.whole(shown.body)


def test_when_it_dies_another_takes_its_place(qtbot: QtBot, renderer: Renderer, child: Launched) -> None:
    rendered(qtbot, renderer, post("one"))
    os.kill(child.pid, signal.SIGKILL)
    shown = post("two")
    assert rendered(qtbot, renderer, shown) == render.whole(shown.body)
    assert renderer.process_id not in (0, child.pid)
    assert child.returncode == -signal.SIGKILL


def test_it_ends_with_the_renderer(qtbot: QtBot, child: Launched) -> None:
    renderer = Renderer(launched=child)
    renderer.stop()
    assert child.returncode == -signal.SIGKILL


def test_it_ends_when_nobody_takes_it(child: Launched) -> None:
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(20) == 0
