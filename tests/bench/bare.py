"""The least that could be called a save: the floor beside ours. Knows nothing of a post."""

import os
from pathlib import Path


def bare_save(path: Path, raw: bytes) -> None:
    """A new file, fsynced, renamed over the older one, and the folder fsynced."""
    other = path.with_name("bare.tmp")
    handle = os.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, raw)
    os.fsync(handle)
    os.close(handle)
    os.rename(other, path)
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
