"""Saves that race with another program which writes to the same file: what it wrote is never lost.

    .venv/bin/python -m tests.faults.races 10000      prints how the races ended; fails if an edit was lost

Each race begins with one content. The stranger, a process of its own, edits the file once in one of five ways, at a
random moment of our save. Then both texts are looked for: the stranger's in the file or in a conflict copy, ours in
the file, in a conflict copy, or refused (it is still in the window then).
"""

import collections
import os
import random
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from journal_app import files
from journal_app.post.errors import ChangedOnDisk, SaveFailed
from tests.faults import sandbox

WAYS = ("truncate", "append", "in place", "replace", "slowly")
OLD = b"what both began with\n" * 200


def stranger_edits(path: Path, way: str, token: bytes) -> None:
    """One edit, as other programs make them."""
    if way == "truncate":  # most editors' plain save
        with path.open("wb", buffering=0) as file:
            file.write(token + OLD)
    elif way == "append":  # echo … >> file
        with path.open("ab", buffering=0) as file:
            file.write(token)
    elif way == "in place":  # sed without -i, some sync clients
        with path.open("r+b", buffering=0) as file:
            file.write(token)
    elif way == "replace":  # vim, git, sync clients
        other = path.with_name("stranger")
        other.write_bytes(token + OLD)
        other.rename(path)
    else:  # opens, thinks, writes
        with path.open("r+b", buffering=0) as file:
            time.sleep(0.003)
            file.write(token)


class Stranger:
    """The other program: waits for a word, then edits after so many seconds."""

    def __init__(self, path: Path) -> None:
        reading, self._orders = os.pipe()
        self._answers, writing = os.pipe()
        self.pid = sandbox.fork()
        if self.pid == 0:
            os.close(self._orders)
            orders = open(reading, encoding="ascii")  # noqa: SIM115
            for order in orders:
                delay, way, token = order.rstrip("\n").split("|")
                end = time.perf_counter() + float(delay)
                while time.perf_counter() < end:
                    pass
                try:
                    stranger_edits(path, way, token.encode())
                    os.write(writing, b"y")
                except FileNotFoundError:
                    os.write(writing, b"n")
            os._exit(0)
        os.close(reading)

    def go(self, delay: float, way: str, token: bytes) -> None:
        """Begin."""
        os.write(self._orders, f"{delay}|{way}|{token.decode()}\n".encode())

    def done(self) -> bool:
        """Wait for the end of the edit; whether it was made."""
        return os.read(self._answers, 1) == b"y"

    def close(self) -> None:
        """No more edits."""
        os.close(self._orders)
        os.waitpid(self.pid, 0)
        os.close(self._answers)


def run(folder: Path, races: int, seed: int) -> collections.Counter[str]:
    """How the races ended; "lost" and "torn" are what must not be."""
    chance = random.Random(seed)
    path = folder / "week-19.md"
    stranger = Stranger(path)
    ended: collections.Counter[str] = collections.Counter()
    span = _seconds_of_a_save(path)
    try:
        for number in range(races):
            path.write_bytes(OLD)
            _, base = files.read(path)
            ours = b"ours %d\n" % number + OLD
            token = b"THEIRS-%07d-" % number
            way = WAYS[number % len(WAYS)]
            stranger.go(chance.uniform(0, span * 1.3), way, token)
            failed, displaced = 0, False
            try:
                saved = True
                displaced = files.save(path, ours, base).displaced is not None
            except ChangedOnDisk:
                saved = False
            except SaveFailed:  # it looks like a disk that lies when the clock is too coarse to tell
                failed = 1
                saved = False
            edited = stranger.done()
            words = _judged(folder, path, ours, token, saved, displaced, edited)
            ended["failed, theirs kept" if failed and words.startswith("refused") else words] += 1
            for file in folder.iterdir():
                file.unlink()
    finally:
        stranger.close()
    return ended


def _judged(folder: Path, path: Path, ours: bytes, token: bytes, saved: bool, displaced: bool, edited: bool) -> str:
    there = {file.name: file.read_bytes() for file in folder.iterdir()}
    if edited and not any(token in raw for raw in there.values()):
        return "lost"
    for name, raw in there.items():
        if raw not in (OLD, ours) and token not in raw:
            return f"torn ({name})"
    if any(name.startswith(".~") for name in there):
        return "left a stray"
    if not saved:
        return "refused, theirs stands" if token in there[path.name] else "refused for nothing"
    if displaced:
        return "ours stands, theirs kept"
    return "theirs came after" if token in there[path.name] else "no edit"


def _seconds_of_a_save(path: Path) -> float:
    spans = []
    for number in range(15):
        path.write_bytes(OLD)
        _, base = files.read(path)
        start = time.perf_counter()
        files.save(path, OLD + b"%d" % number, base)
        spans.append(time.perf_counter() - start)
    return sorted(spans)[len(spans) // 2]


def main() -> int:
    """So many races in a temporary folder beside this program's own files or in the one named second."""
    races = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = random.randrange(1 << 30)
    with tempfile.TemporaryDirectory(prefix="journal-races-", dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        start = time.monotonic()
        ended = run(Path(name), races, seed)
    print(f"{races} races in {time.monotonic() - start:.0f} s, seed {seed}")
    for words, count in ended.most_common():
        print(f"{count:8}  {words}")
    bad = sum(count for words, count in ended.items() if words == "lost" or words.startswith(("torn", "left")))
    print("0 edits lost" if not bad else f"{bad} edits lost, torn or left")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
