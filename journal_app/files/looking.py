"""Which files lie below a folder, by their names. Opens none of them."""

import os
from pathlib import Path
from time import monotonic

_MOST = 50_000  # files that are looked at
_KEPT = 5.0  # seconds for which what was seen holds
_seen: dict[Path, tuple[float, dict[str, tuple[str, ...]]]] = {}


def named(folder: Path, name: str) -> tuple[Path, ...]:
    """The files below `folder` whose paths end in this one, in any letters; those with the shortest paths first.

    Hidden folders are left out. What was seen holds for some seconds.
    """
    wanted = os.path.normpath(name).replace(os.sep, "/").casefold()
    paths = _files_of(folder).get(wanted.rpartition("/")[2], ())
    fitting = [path for path in paths if f"/{path}".casefold().endswith(f"/{wanted}")]
    return tuple(folder / path for path in sorted(fitting, key=lambda path: (path.count("/"), len(path), path)))


def _files_of(folder: Path) -> dict[str, tuple[str, ...]]:
    """By their folded names, spelled from the folder."""
    at, found = _seen.get(folder, (-_KEPT, {}))
    if monotonic() - at < _KEPT:
        return found
    by_name: dict[str, list[str]] = {}
    count = 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one != "node_modules")
        inner = os.path.relpath(here, folder).replace(os.sep, "/")
        for name in names:
            by_name.setdefault(name.casefold(), []).append(name if inner == "." else f"{inner}/{name}")
        count += len(names)
        if count > _MOST:
            break
    found = {name: tuple(paths) for name, paths in by_name.items()}
    _seen.clear()
    _seen[folder] = (monotonic(), found)
    return found
