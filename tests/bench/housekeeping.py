"""What renaming a tag in many posts costs: planned and written, against a bare loop that reads, edits and writes them.

The floor edits each post by the same edit and writes a new file, fsyncs it, renames it over the old one and fsyncs the
folder; "by hand" is the same with the bytes replaced. Ours plans with every line that changes, puts the way back on the
disk, keeps the old bytes in the history and looks at what it replaced. "undo" is the way back of all of it.

    python -m tests.bench.housekeeping prepare FOLDER POSTS
    python -m tests.bench.housekeeping floor|ours FOLDER       prints milliseconds as JSON
"""

import gc
import json
import sys
import time
from pathlib import Path

from journal_app import paths
from journal_app.library.history import History
from journal_app.library.housekeeping.operations import AddWords, RenameWords, edited
from journal_app.library.housekeeping.plans import Target
from journal_app.post.post import Post
from journal_app.session import batch
from journal_app.session.outside import Home
from tests.bench import generate
from tests.bench.bare import bare_save

_OLD, _NEW = "旧的标签", "新的标签"


def prepare(folder: Path, posts: int) -> None:
    """A journal in which every post has the tag."""
    for path in generate.journal(folder, posts):
        post = Post.parse(path, path.read_bytes())
        path.write_bytes(edited(post, AddWords("tags", (_OLD,))).to_bytes())


def _rename(folder: Path) -> RenameWords:
    """There, or back again."""
    first = next(iter(sorted(folder.rglob("*.md")))).read_text("utf-8")
    return RenameWords("tags", (_OLD,), _NEW) if _OLD in first else RenameWords("tags", (_NEW,), _OLD)


def bare(folder: Path, *, by_hand: bool = False) -> float:
    """Milliseconds of the loop."""
    operation, posts = _rename(folder), sorted(folder.rglob("*.md"))
    begun = time.perf_counter()
    for path in posts:
        raw = path.read_bytes()
        if by_hand:
            new = raw.replace(operation.words[0].encode(), operation.to.encode(), 1)
        else:
            new = edited(Post.parse(path, raw), operation).to_bytes()
        bare_save(path, new)
    return (time.perf_counter() - begun) * 1000


def ours(folder: Path) -> dict[str, float]:
    """Milliseconds of plan and run, and of the undo."""
    operation = _rename(folder)
    targets = [Target(path, path.stem) for path in sorted(folder.rglob("*.md"))]
    place = batch.Place(Home(folder), History(paths.state_dir() / "history"), paths.state_dir() / "runs")
    begun = time.perf_counter()
    plan = batch.plan(targets, operation)
    done = batch.run(place, operation, plan.changes if plan is not None else ())
    written = time.perf_counter()
    back = batch.undo(place, done.report.run, {})
    ended = time.perf_counter()
    if not len(targets) == len(done.report.written) == len(back.report.written):
        sys.exit("not every post of the bench was renamed, and back")
    return {"rename": (written - begun) * 1000, "undo": (ended - written) * 1000}


def main() -> None:
    """One measurement in a process of its own; the files are in the page cache on both sides."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    gc.collect()
    if what == "prepare":
        prepare(folder, int(sys.argv[3]))
        print("{}", flush=True)
    elif what == "floor":
        print(json.dumps({"rename": bare(folder), "by hand": bare(folder, by_hand=True)}), flush=True)
    else:
        print(json.dumps(ours(folder)), flush=True)


if __name__ == "__main__":
    main()
