"""Pictures that come by the clipboard or a drop, as a value. Opens no file and decides nothing of them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

ENDS = frozenset(
    (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".bmp", ".svg")  # and what must be said no to:
) | frozenset((".ico", ".heic", ".heif", ".tif", ".tiff", ".jxl", ".psd"))
"""How the names of pictures end; which of them a site can show is found out from their bytes."""
_KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")


@dataclass(frozen=True, slots=True)
class Brought:
    """Picture files, or the bytes of one picture, or one that has no bytes yet; False when it is to be chosen."""

    files: tuple[Path, ...] = ()
    data: bytes = b""
    image: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.files or self.data or self.image is not None)


def is_picture_name(path: Path) -> bool:
    """Whether a file of this name is meant as a picture."""
    return path.suffix.lower() in ENDS


def carries_pictures(mime: QMimeData) -> bool:
    """Whether there is a picture in it, without looking at its bytes."""
    return any(map(is_picture_name, local_files(mime))) or (_is_bare(mime) and mime.hasImage())


def brought_by(mime: QMimeData) -> Brought | None:
    """The pictures in it: its files, else what a program copied as a picture and not beside a text; None without."""
    pictures = tuple(path for path in local_files(mime) if is_picture_name(path))
    if pictures:
        return Brought(pictures)
    if not _is_bare(mime):
        return None
    for kind in _KINDS:
        if mime.hasFormat(kind) and (data := bytes(mime.data(kind).data())):
            return Brought(data=data)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Brought(image=image)
    return None


def local_files(mime: QMimeData) -> tuple[Path, ...]:
    """The files of this machine that are carried."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def _is_bare(mime: QMimeData) -> bool:
    """A table or a page is copied as a text and as a picture of it: the text is meant then, but not the address of a
    picture that a browser gives along with it."""
    if local_files(mime):
        return False
    text = mime.text().strip() if mime.hasFormat("text/plain") else ""
    return not text or (mime.hasImage() and text.startswith(("http://", "https://")) and len(text.split()) == 1)
