"""Pictures brought into a journal: judged, copied to where the site keeps them, named in the post's way. No widget.

Pure functions of values for a thread: what comes in is a `Wish`, what comes out tells of each picture.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer

from journal_app import files
from journal_app.library.making import pictures
from journal_app.library.making.pictures import EXTENSIONS, Place, Sample
from journal_app.library.row import UNDATED, PostRow
from journal_app.post.errors import SaveFailed
from journal_app.post.image_places import Places, address_of
from journal_app.post.site import Site
from journal_app.render.safe import images
from journal_app.ui.brought import Brought

_SAMPLES = 40  # posts that are asked where they have their pictures
_READ = 1 << 18  # bytes of each
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """Pictures for the post at `post` in the journal `folder` of these `rows`; `field`: for its head, not its text."""

    post: Path
    site: Site
    folder: Path
    rows: tuple[PostRow, ...]
    brought: Brought
    now: datetime
    field: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that lies in the journal, how the post names it, and what it is called."""

    address: str
    words: str
    file: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """A picture that was not taken. `reason` is "no image", "too large" or a sentence of why it could not be read or
    copied (`became`: "unread", "uncopied")."""

    name: str
    reason: str
    became: str = ""


def bring(wish: Wish) -> tuple[Taken | Refused, ...]:
    """Take each picture of the wish into the journal, one that lies in it already by its name alone."""
    place: Place | None = None
    answers: list[Taken | Refused] = []
    for file in wish.brought.files or (Path(),):
        name = file.name
        if name and (there := _already_there(file, wish)) is not None:
            answers.append(there)
            continue
        try:
            raw = _bytes_of(file) if name else wish.brought.data or _encoded(wish.brought)
            kind = images.judged(raw)
        except images.Refused as refused:
            answers.append(Refused(name, refused.reason))
            continue
        except OSError as error:
            answers.append(Refused(name, files.sentence(error, reading=True), "unread"))
            continue
        try:
            place = place or _place(wish)
            answers.append(_kept(raw, kind, file, place, wish))
        except SaveFailed as error:
            answers.append(Refused(name, error.reason, "uncopied"))
    return tuple(answers)


def _already_there(file: Path, wish: Wish) -> Taken | None:
    places = Places(wish.post, wish.site)
    address = address_of(Path(os.path.abspath(file)), places, field=wish.field)
    return Taken(address, file.stem, file) if address and _leads_to(address, file, places, wish) else None


def _leads_to(address: str, file: Path, places: Places, wish: Wish) -> bool:
    try:
        return images.find(address, places, field=wish.field).path == Path(os.path.realpath(file))
    except images.Refused:
        return False


def _kept(raw: bytes, kind: str, file: Path, place: Place, wish: Wish) -> Taken:
    ends = EXTENSIONS[kind]
    end = file.suffix.lower() if file.suffix.lower() in ends else ends[0]
    stem = pictures.stem_for(file.name, wish.post, wish.folder, wish.now)
    kept = pictures.keep(raw, place.folder, stem, end)
    places = Places(wish.post, wish.site)
    address = place.prefix + kept.name
    if not _leads_to(address, kept, places, wish):
        address = address_of(kept, places, field=wish.field) or address
    return Taken(address, file.stem or kept.stem, kept)


def _place(wish: Wish) -> Place:
    """Where the pictures go, below a folder of the site by its real path; else beside the post."""
    samples = _samples(wish)
    place = pictures.place_for(wish.post, wish.site, wish.folder, samples, wish.now, field=wish.field)
    if images.is_below(os.path.realpath(place.folder), Places(wish.post, wish.site).roots):
        return place
    return pictures.beside(wish.post, wish.site)


def _samples(wish: Wish) -> Sequence[Sample]:
    """The newest posts and their pictures: of covers those in heads, if there are any, else what is in the texts."""
    newest = sorted(wish.rows, key=lambda row: -row.moment)
    if wish.field:
        covers = [Sample(row.path, _moment(row, wish.now), (row.cover,)) for row in newest if row.cover]
        if pictures.habit([one for one in covers if one.path != wish.post], wish.folder) is not None:
            return covers[: _SAMPLES * 4]
    found: list[Sample] = []
    for row in newest[:_SAMPLES]:
        try:
            text = _bytes_of(row.path, _READ).decode("utf-8", "replace")
        except OSError:
            continue
        if sources := pictures.written(text):
            found.append(Sample(row.path, _moment(row, wish.now), sources))
    return found


def _moment(row: PostRow, now: datetime) -> datetime:
    try:
        return now if row.moment == UNDATED else datetime.fromtimestamp(row.moment).astimezone()
    except (OverflowError, OSError, ValueError):
        return now


def _bytes_of(file: Path, most: int = images.HEAVIEST + 1) -> bytes:
    """The first bytes of a file, no more than that. Raises OSError, also for what is no file."""
    with open(os.open(file, _READING), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(22, os.strerror(22), str(file))
        return opened.read(most)


def _encoded(brought: Brought) -> bytes:
    """The bytes of a picture that has none, as PNG. In memory: the image opens the buffer by itself."""
    buffer = QBuffer()
    if brought.image is not None:
        brought.image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
