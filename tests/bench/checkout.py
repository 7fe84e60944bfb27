"""`git checkout` under the open program: how long the window is not listening, and when the list is right.

python -m tests.bench.checkout [POSTS]      prints the figures of one run
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.bench import clock, generate, ours  # noqa: E402

POSTS = 5_000
MARK = " 改"
_TICK_MS = 5
_PATIENCE = 300  # seconds


def measure(folder: Path, posts: int = POSTS) -> dict[str, float]:
    """Milliseconds of one checkout between two branches that differ in each of `posts` posts.

    `gap`: the longest time the window's thread did not come round (less the time in which the system ran something
    else), from the checkout until the list is right; `right`:
    from the end of git until every row is that of the other branch; `filled` and `filling_gap`: the same until the
    words of all posts are counted again. `busy`: the most the window's thread itself computed between two ticks, which
    other programs on the machine do not lengthen. `idle_gap` is of one second without anything to do, before.
    """
    journal = folder / "journal"
    prepare(journal, posts)
    command = [sys.executable, "-m", "tests.bench.checkout", "--child", str(journal), str(posts)]
    done = subprocess.run(command, cwd=ROOT, env=clock.spawning(), capture_output=True, timeout=_PATIENCE, check=False)
    lines = done.stdout.decode().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"the program failed ({done.returncode}):\n{done.stderr.decode(errors='replace')}")
    figures: dict[str, float] = json.loads(lines[-1])
    return figures


def prepare(journal: Path, posts: int) -> None:
    """A repository with two branches; each post has another title and a longer body in the second."""
    paths = generate.journal(journal, posts)
    git(journal, "init", "-q", "-b", "first")
    commit(journal)
    git(journal, "checkout", "-q", "-b", "second")
    for path in paths:
        head, title, rest = path.read_text("utf-8").partition("\ntitle: ")
        line, end, body = rest.partition("\n")
        path.write_text(f"{head}{title}{line}{MARK}{end}{body}\nOne more line.\n", "utf-8")
    commit(journal)
    git(journal, "checkout", "-q", "first")


def commit(journal: Path) -> None:
    git(journal, "add", "-A")
    git(journal, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "posts")


def git(journal: Path, *arguments: str) -> None:
    """Run git in the journal, with nobody's settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(journal), "-c", "gc.auto=0", *arguments], check=True, env=environment)


def child(journal: Path, posts: int) -> None:
    """The program itself, with a timer in its window's thread."""

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: run(parts, journal, posts))

    ours.run(journal, watch)


def run(parts: Any, journal: Path, posts: int) -> None:
    """Wait for a quiet program, check out, and listen until everything is shown."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    pauses = clock.Pauses()
    computed = time.thread_time()
    busy = 0.0
    loop = QEventLoop()

    def tick() -> None:
        nonlocal computed, busy
        pauses.tick()
        spent = time.thread_time()
        busy = max(busy, (spent - computed) * 1000)
        computed = spent

    ticker = QTimer(parts.window)
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    ticker.timeout.connect(tick)
    ticker.start(_TICK_MS)

    def wait(holds: Any, seconds: float = _PATIENCE) -> float:
        """The longest gap until this holds."""
        end = clock.now() + seconds * 1000
        pauses.begin()
        timer = QTimer(parts.window)
        timer.timeout.connect(lambda: loop.quit() if holds() or clock.now() > end else None)
        timer.start(20)
        loop.exec()
        timer.stop()
        return pauses.longest

    def is_filled() -> bool:
        rows = parts.librarian.rows
        return len(rows) == posts and not parts.librarian.is_looking and all(row.words >= 0 for row in rows.values())

    def is_right() -> bool:
        return len(parts.post_list.rows) == posts and all(row.title.endswith(MARK) for row in parts.post_list.rows)

    wait(lambda: is_filled() and parts.desk.current is not None and parts.preview.is_ready)
    wait(lambda: False, 3)
    figures = {"idle_gap": wait(lambda: False, 1)}
    begun, busy = clock.now(), 0.0
    process = subprocess.Popen(
        ["git", "-C", str(journal), "checkout", "-q", "second"],
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )
    figures["git_gap"] = wait(lambda: process.poll() is not None)
    ended = clock.now()
    figures["gap"] = max(figures["git_gap"], wait(is_right))
    figures["git"] = ended - begun
    figures["right"] = clock.now() - ended
    figures["busy"] = busy
    figures["filling_gap"] = wait(is_filled)
    figures["filled"] = clock.now() - ended
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}), flush=True)
    os._exit(0)


def main() -> None:
    """One run in a home of its own, or the child of one."""
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), int(sys.argv[3]))
        return
    from tests.bench.bench import at_home

    posts = int(sys.argv[1]) if sys.argv[1:] else POSTS
    with tempfile.TemporaryDirectory(prefix="journal-checkout-") as home, at_home(Path(home)):
        print(json.dumps(measure(Path(home), posts), indent=2))


if __name__ == "__main__":
    main()
