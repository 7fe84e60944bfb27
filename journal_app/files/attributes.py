"""What belongs to a file beside its bytes: owner, group, mode, extended attributes, access lists. Given on or told."""

import errno
import os
import stat

from journal_app.files.ops import UNSUPPORTED, FileOps

_REFUSED = UNSUPPORTED | {errno.EPERM, errno.EACCES, errno.E2BIG, errno.ERANGE, getattr(errno, "ENODATA", 0)}
_WORDS = {"system.posix_acl_access": "the access list", "system.nfs4_acl": "the access list"}


def give(source: int, handle: int, ops: FileOps) -> tuple[str, ...]:
    """Give the open file what `source`, another open file, has. Returns what it cannot have, in words.

    OSError when the disk fails, not when the system only refuses.
    """
    before = ops.fstat(source)
    mode = stat.S_IMODE(before.st_mode)
    lost = []
    if not _given(ops, handle, before.st_uid, -1):
        lost.append("the owner")
        mode &= ~stat.S_ISUID
    if not _given(ops, handle, -1, before.st_gid):
        lost.append("the group")
        mode &= ~stat.S_ISGID & (~0o070 | (mode & 0o007) << 3)  # another group gets no more than everybody
    try:
        ops.chmod(handle, mode)
    except OSError as error:
        _only_refused(error)
        lost.append("the mode")
    return (*lost, *_extended(source, handle, ops))


def _given(ops: FileOps, handle: int, user: int, group: int) -> bool:
    status = ops.fstat(handle)
    if user in (-1, status.st_uid) and group in (-1, status.st_gid):
        return True
    try:
        ops.chown(handle, user, group)
    except OSError as error:
        _only_refused(error)
        return False
    return True


def _extended(source: int, handle: int, ops: FileOps) -> list[str]:
    try:
        names = ops.attributes(source)
        strays = set(ops.attributes(handle)).difference(names)
    except OSError as error:
        _only_refused(error)
        return []
    lost = []
    for name in names:
        try:
            value = ops.attribute(source, name)
            if name.startswith("security.") and _has(handle, name, value, ops):
                continue
            ops.set_attribute(handle, name, value)
        except OSError as error:
            _only_refused(error)
            lost.append(_WORDS.get(name, os.fsencode(name).decode("utf-8", "replace")))
    for name in strays:  # from the folder's default access list
        try:
            ops.remove_attribute(handle, name)
        except OSError as error:
            _only_refused(error)
    return lost


def _has(handle: int, name: str, value: bytes, ops: FileOps) -> bool:
    return name in ops.attributes(handle) and ops.attribute(handle, name) == value


def _only_refused(error: OSError) -> None:
    if error.errno not in _REFUSED:
        raise error
