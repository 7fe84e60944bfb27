"""Journals and homes kept between runs in `.journal/bench`, by size. A journal that was changed is as it was, or gone.

Knows nothing of what is measured.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import generate

_KEPT = Path(__file__).resolve().parents[2] / ".journal" / "bench"
_FIGURES = _KEPT / "figures.json"

Figures = dict[str, float]


def journal(posts: int) -> Path:
    """A journal of so many generated posts: the one of an earlier run, as long as the generator is the same."""
    folder = _KEPT / f"journal-{posts}"
    made = _mark(folder)
    if not made.is_file() or made.read_text("ascii") != _generator():
        for old in (folder, home(posts)):
            shutil.rmtree(old, ignore_errors=True)
        made.unlink(missing_ok=True)
        generate.journal(folder, posts)
        made.write_text(_generator(), "ascii")
    return folder


def home(posts: int) -> Path:
    """Where the program keeps what it knows of this journal: the index is warm in it after the first use."""
    return _KEPT / f"home-{posts}"


def beside(name: str) -> Path:
    """A folder for a small journal or for compiled modules; it may be there already."""
    folder = _KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def lent(folder: Path, paths: Sequence[Path]) -> Iterator[None]:
    """These files may be written, in place: afterwards they hold what they held, with the time they had."""
    before = [(path, path.read_bytes(), os.stat(path)) for path in paths]
    mark = _mark(folder)
    generator = mark.read_text("ascii")
    mark.unlink()
    try:
        yield
    finally:
        for path, raw, status in before:
            path.write_bytes(raw)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        mark.write_text(generator, "ascii")


def remembered() -> dict[int, Figures]:
    """The figures of earlier runs by size, so that sizes measured one at a time can be compared."""
    try:
        stored = json.loads(_FIGURES.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {int(posts): figures for posts, figures in stored.items()}


def remember(posts: int, figures: Figures) -> None:
    """Put these in the place of earlier ones of the same names."""
    known = remembered()
    known[posts] = known.get(posts, {}) | figures
    _KEPT.mkdir(parents=True, exist_ok=True)
    _FIGURES.write_text(json.dumps(known, indent=1), "utf-8")


def _mark(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.made")


def _generator() -> str:
    return hashlib.sha256(Path(generate.__file__).read_bytes()).hexdigest()
