"""Earlier versions of posts: what a save replaced, kept for a while under its own digest. Knows no post and no Qt.

    store/objects/ab/ab12…            a content once, however many versions of however many posts have it
    store/posts/<digest of the path>/<nanoseconds>-<digest>   a version: a hard link to its object
                                     /path                     the post's path, for whoever looks in by hand

A version's file is written and synced before its object is linked, so that a version needs nothing but itself; where
there are no hard links it is a copy. Folders are 0700 and files 0600. Two processes may keep and prune at once.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from journal_app import files

_DAY = 24 * 3600
_LONG = timedelta(days=365)
_WHILE = timedelta(days=1)
_TEMPORARY = ".~journal-"
_NAME_LENGTH = 20 + 1 + 64


@dataclass(frozen=True, slots=True)
class Version:
    """What a post was until `moment`, when a save replaced it. `size` in bytes, `digest` SHA-256 in hex."""

    moment: datetime
    size: int
    digest: str


class History:
    """The versions in `store`, kept for `days` and within `megabytes`."""

    def __init__(self, store: Path, days: int = 30, megabytes: int = 200) -> None:
        self._store = store
        self.days = days
        self.megabytes = megabytes

    def keep(self, path: Path, raw: bytes, moment: datetime | None = None, *, lasting: bool = True) -> None:
        """Keep `raw`, which is about to be replaced at `path`; it is on the disk when this returns. OSError if not.

        What is the newest version already is not kept twice: its time begins anew. Without `lasting` nobody waits for
        the disk: for those who have the bytes safe elsewhere as well, and many of them.
        """
        digest = files.digest(raw)
        folder = self._folder(path)
        try:
            self._keep(folder, path, raw, digest, moment, lasting)
        except FileNotFoundError:  # another process found the folder without a version, and took it away
            self._keep(folder, path, raw, digest, moment, lasting)

    def _keep(self, folder: Path, path: Path, raw: bytes, digest: str, moment: datetime | None, lasting: bool) -> None:
        newest = _newest(folder)
        stamp = max(_nanoseconds(moment), newest.stamp + 1 if newest else 0)
        entry = folder / f"{stamp:020d}-{digest}"
        if newest is not None and newest.digest == digest and _holds(newest.file, raw):
            with contextlib.suppress(FileNotFoundError):  # another process let it go at this moment
                newest.file.rename(entry)
                if lasting:
                    _sync(folder)
                return
        if not (folder / "path").exists():
            _make(folder)
            _put(folder / "path", os.fsencode(path), lasting)
        known = self._object(digest)
        if _holds(known, raw) and _linked(known, entry):
            if lasting:
                _sync(folder)
            return
        _put(entry, raw, lasting)
        with contextlib.suppress(OSError):
            _make(known.parent)
        _linked(entry, known)

    def versions(self, path: Path) -> tuple[Version, ...]:
        """The versions of the post at `path`, newest first."""
        found = sorted(_entries(self._folder(path)), reverse=True)
        versions = []
        for entry in found:
            with contextlib.suppress(FileNotFoundError):  # another save gave it a new time, or let it go
                versions.append(Version(entry.moment, entry.file.stat().st_size, entry.digest))
        return tuple(versions)

    def read(self, digest: str) -> bytes:
        """The bytes of a version. OSError when they are gone or are not what they were."""
        for file in self._places(digest):
            with contextlib.suppress(OSError):
                raw = file.read_bytes()
                if files.digest(raw) == digest:
                    return raw
        raise FileNotFoundError(f"no version {digest}")

    def holds(self, digest: str) -> bool:
        """Whether the bytes of this digest are kept, whole."""
        try:
            self.read(digest)
        except OSError:
            return False
        return True

    def moved(self, old: Path, new: Path) -> None:
        """The post at `old` is called `new` now: its versions go with it."""
        source, target = self._folder(old), self._folder(new)
        if not source.is_dir() or source == target:
            return
        _make(target)
        for entry in _entries(source):
            with contextlib.suppress(FileNotFoundError):  # another save gave it a new time, or let it go
                entry.file.rename(target / entry.file.name)
        if not (target / "path").exists():
            _put(target / "path", os.fsencode(new))
        with contextlib.suppress(OSError):
            (source / "path").unlink()
            source.rmdir()

    def prune(self, now: datetime) -> None:
        """Let go of what is too old, and of the oldest while all together take too much room.

        The newest version of each post goes last. What another process is about to link is left alone. When the newest
        that is not of the last day is more than a year old, nothing is too old: rather the clock is wrong.
        """
        oldest = _nanoseconds(now - timedelta(days=self.days))
        with contextlib.suppress(OSError):
            everything = sorted(entry for folder in self._folders() for entry in _entries(folder))
            settled = [entry.stamp for entry in everything if entry.stamp < _nanoseconds(now - _WHILE)]
            if settled and max(settled) < _nanoseconds(now - _LONG):
                oldest = 0
            newest = {entry.file.parent: entry for entry in everything}
            kept = []
            for entry in everything:
                if entry.stamp < oldest:
                    self._forget(entry)
                else:
                    kept.append(entry)
            kept.sort(key=lambda entry: (entry is newest[entry.file.parent], entry.stamp))
            users: dict[str, int] = {}
            sizes: dict[str, int] = {}
            for entry in kept:
                with contextlib.suppress(FileNotFoundError):  # another save gave it a new time, or let it go
                    sizes[entry.digest] = entry.file.stat().st_size
                    users[entry.digest] = users.get(entry.digest, 0) + 1
            room = self.megabytes * 1_000_000 - sum(sizes.values())
            for entry in kept:
                if room >= 0:
                    break
                if entry.digest not in users:
                    continue
                self._forget(entry)
                users[entry.digest] -= 1
                if not users[entry.digest]:
                    room += sizes[entry.digest]
        self._tidy(now)

    def _forget(self, entry: "_Entry") -> None:
        entry.file.unlink(missing_ok=True)
        known = self._object(entry.digest)
        with contextlib.suppress(OSError):
            if known.stat().st_nlink == 1:
                known.unlink()

    def _tidy(self, now: datetime) -> None:
        """Take away what a crash left half written, and the folders of posts without a version.

        Only what is a day old: the first version of a post may be on its way into its folder.
        """
        for folder in (*self._folders(), *_folders_in(self._store / "objects")):
            with contextlib.suppress(OSError):
                for file in folder.glob(_TEMPORARY + "*"):
                    if now.timestamp() - file.stat().st_mtime > _DAY:
                        file.unlink()
                is_old = now.timestamp() - folder.stat().st_mtime > _DAY
                if is_old and [file.name for file in folder.iterdir()] == ["path"]:
                    (folder / "path").unlink()
                    folder.rmdir()

    def _folders(self) -> list[Path]:
        return _folders_in(self._store / "posts")

    def _folder(self, path: Path) -> Path:
        name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
        return self._store / "posts" / name

    def _object(self, digest: str) -> Path:
        return self._store / "objects" / digest[:2] / digest

    def _places(self, digest: str) -> Iterator[Path]:
        yield self._object(digest)
        for folder in self._folders():
            yield from folder.glob(f"*-{digest}")


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    stamp: int
    digest: str
    file: Path

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.stamp / 1e9, UTC)


def _entries(folder: Path) -> Iterator[_Entry]:
    with contextlib.suppress(FileNotFoundError):
        for name in os.listdir(folder):
            stamp, _, digest = name.partition("-")
            if stamp.isdecimal() and len(digest) == 64:
                yield _Entry(int(stamp), digest, folder / name)


def _newest(folder: Path) -> _Entry | None:
    """The last of them, without a look at each: a post may have hundreds, and this is asked at each save."""
    with contextlib.suppress(FileNotFoundError):
        name = max((name for name in os.listdir(folder) if _is_version(name)), default="")
        if name:
            return _Entry(int(name[:20]), name[21:], folder / name)
    return None


def _is_version(name: str) -> bool:
    return len(name) == _NAME_LENGTH and name[20] == "-" and name[:20].isdecimal()


def _folders_in(place: Path) -> list[Path]:
    return [folder for folder in place.iterdir() if folder.is_dir()] if place.is_dir() else []


def _nanoseconds(moment: datetime | None) -> int:
    return round((moment or datetime.now(UTC)).timestamp() * 1e9)


def _holds(file: Path, raw: bytes) -> bool:
    try:
        return file.stat().st_size == len(raw) and file.read_bytes() == raw
    except OSError:
        return False


def _make(folder: Path) -> None:
    """Make the folder and those around it, each for the owner alone."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            each.mkdir(mode=0o700)


def _put(target: Path, raw: bytes, lasting: bool = True) -> None:
    """A new file with this content, whole and (if `lasting`) on the disk, or none.

    It has its name before it is synced: then file and name go to the disk in one. A power cut in between may leave a
    torn one, which its digest tells. Windows syncs only what may be written, and renames nothing that is open.
    """
    made = target.with_name(_TEMPORARY + secrets.token_hex(4))
    is_windows = os.name == "nt"
    try:
        log = files.Log(made)
        try:
            log.append(raw)
            if lasting and is_windows:
                log.sync()
        finally:
            log.close()
        made = made.rename(target)
        if lasting and not is_windows:
            _sync_file(made)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise
    if lasting:
        _sync(target.parent)


def _sync_file(file: Path) -> None:
    handle = files.REAL.open(os.fsencode(file), os.O_RDONLY)
    try:
        files.REAL.fsync(handle)
    finally:
        files.REAL.close(handle)


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _sync(folder: Path) -> None:
    """fsync of a folder, where a system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
