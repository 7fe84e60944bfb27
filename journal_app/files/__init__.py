"""Files on disk, byte for byte: the only code of the package that opens one for writing. Knows nothing of posts.

reading · saving (posts) · writing (what can be made again) · strays (what a crash left) · log (append-only) · looking
(names alone); below them ops, the system calls, one method each.
"""

from journal_app.files.log import Log, is_locked
from journal_app.files.looking import named
from journal_app.files.ops import REAL, FileOps
from journal_app.files.reading import Stamp, digest, read
from journal_app.files.saving import Saved, save
from journal_app.files.strays import Settled, settle_strays
from journal_app.files.words import sentence
from journal_app.files.writing import move, settle, write

__all__ = [
    "REAL",
    "FileOps",
    "Log",
    "Saved",
    "Settled",
    "Stamp",
    "digest",
    "is_locked",
    "move",
    "named",
    "read",
    "save",
    "sentence",
    "settle",
    "settle_strays",
    "write",
]
