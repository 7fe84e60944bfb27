"""Heads made to use up time or memory, and a process of its own to read one in. No Qt."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from journal_app.post.errors import EditRefused  # noqa: E402
from journal_app.post.head import yaml  # noqa: E402
from journal_app.post.opening import opened  # noqa: E402

BODY = "\nThe text.\n"


def bomb_of_aliases() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    return "\n".join(lines) + "\n"


def bomb_of_merges() -> str:
    lines = ["a: &a {k: v}"]
    for before, name in zip("abcdefghij", "bcdefghijk", strict=True):
        lines.append(f"{name}: &{name} {{<<: [{', '.join(['*' + before] * 9)}]}}")
    return "\n".join(lines) + "\n"


BOMBS: dict[str, Callable[[], str]] = {
    "aliases": bomb_of_aliases,
    "merges": bomb_of_merges,
    "deep lists": lambda: "a: " + "[" * 30_000 + "]" * 30_000 + "\n",
    "deep maps": lambda: "a: " + "{a: " * 10_000 + "1" + "}" * 10_000 + "\n",
    "deep indents": lambda: "".join(" " * depth + "a:\n" for depth in range(400)),
    "200,000 keys": lambda: "".join(f"key{number}: {number}\n" for number in range(200_000)),
    "5,000 keys": lambda: "".join(f"key{number}: {number}\n" for number in range(5_000)),
    "9,000 keys below a tag": lambda: "t: !x y\n" + "".join(f"{number:x}:\n" for number in range(4096, 13_000)),
    "a key 10,000 times": lambda: "a: 1\n" * 10_000,
    "long flow": lambda: "a: [" + "x, " * 20_000 + "]\n",
    "digits": lambda: "a: " + "9" * 60_000 + "\n",
    "open quotes": lambda: "".join(f"k{number}: 'a\n" for number in range(4_000)),
    "question marks": lambda: "? " * 20_000 + "\n",
    "dashes": lambda: "- " * 20_000 + "\n",
    "blank lines": lambda: "\n" * 60_000 + "- a\n",
    "remarks": lambda: "# # # # " * 5_000 + "\n- a\n",
}


def explode(name: str) -> tuple[float, float, bool]:
    """The seconds and the megabytes it takes to read a post with this head, and whether that was noticed."""
    raw = f"---\n{BOMBS[name]()}---\n{BODY}".encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    post = opened(Path("post.md"), raw)
    noticed = post.broken is not None or bool(post.locked)
    noticed = yaml.strict(post.head_text) is not None or noticed
    spent = time.perf_counter() - started
    try:
        post.with_field("title", "new")
        noticed = True
    except EditRefused:
        pass
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert post.to_bytes() == raw
    return spent, grown, noticed


if __name__ == "__main__":
    print(*explode(sys.argv[1]))
