"""The process that makes pages: reads requests on its standard input, writes pages on its output. No Qt, no file made.

The first line says how pages are made, each other line is one post; both are JSON, with paths and bytes in Base64. An
answer is a line of JSON, and behind it as many bytes as the line says. `pool` is the other side.
"""

import base64
import gc
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from journal_app.post.errors import ExportFailed
from journal_app.post.large import LARGEST
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export.export import About, Exported, Look, Note
from journal_app.render.export.links import Links

_PAGES = 40  # between two looks for what may be thrown away
MEMORY = 4 << 30  # bytes of address space: the pictures of a whole article are in it more than once


def main() -> int:
    """Serve until the input ends; returns the exit status."""
    from journal_app.render import incremental, page
    from journal_app.render.safe import limits

    limits.hold(MEMORY)
    limits.give_way()
    source = sys.stdin.buffer
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    for dialect in sys.argv[2:3]:
        incremental.whole("a", dialect)  # its library is read while the other side still makes its plans
    page.export_style()
    gc.collect()
    gc.freeze()  # what is read by now stays, and need not be looked through again
    gc.disable()  # a page makes thousands of short-lived things: they are looked through after some pages
    site, look, links, index = read_setting(json.loads(source.readline()))
    answer(target, b"", {})
    for number, line in enumerate(source, 1):
        if number % _PAGES == 0:
            gc.collect()
        try:
            made = _made(json.loads(line), site, look, links, index)
        except (ExportFailed, OSError) as error:
            answer(target, b"", {"failed": error.reason if isinstance(error, ExportFailed) else _said(error)})
            continue
        except (Exception, RecursionError, MemoryError) as error:
            reason = f"its text cannot be rendered ({type(error).__name__}: {str(error)[:200]})"
            answer(target, b"", {"failed": reason})
            continue
        told = {"notes": [asdict(note) for note in made.notes], "about": asdict(made.about)}
        answer(target, made.html, told)
    return 0


def _made(request: dict[str, Any], site: Site, look: Look, links: Links, index: str) -> Exported:
    path = Path(os.fsdecode(_decoded(request["path"])))
    raw = _decoded(request["raw"]) if request["raw"] is not None else path.read_bytes()
    if len(raw) > LARGEST:
        raise ExportFailed(path, "the post is too large")
    post = Post.parse(path, raw)
    if request["rich"]:
        from journal_app.render.export import rich as export_rich

        return export_rich.fragment(post, site, look=look)
    from journal_app.render.export import export

    return export.page(post, site, look=look, links=links, index=index)


def setting(site: Site, look: Look, links: Links, index: str) -> bytes:
    """The first line."""
    told = {
        "site": {**asdict(site), "root": _coded(os.fsencode(site.root))},
        "look": asdict(look),
        "links": [[_coded(os.fsencode(path)), name] for path, name in links.files.items()],
        "addresses": dict(links.addresses),
        "names": dict(links.names),
        "base": links.base,
        "index": index,
    }
    return json.dumps(told).encode() + b"\n"


def read_setting(told: dict[str, Any]) -> tuple[Site, Look, Links, str]:
    """What the first line says."""
    about: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told["site"].items()
    }
    site = Site(**{**about, "root": Path(os.fsdecode(_decoded(told["site"]["root"])))})
    files = {os.fsdecode(_decoded(path)): name for path, name in told["links"]}
    links = Links(files, told["addresses"], told["names"], told["base"])
    return site, Look(**told["look"]), links, str(told["index"])


def request(path: Path, raw: bytes | None, *, rich: bool = False) -> bytes:
    """The line of one post; without `raw` its file is read."""
    told = {"path": _coded(os.fsencode(path)), "raw": None if raw is None else _coded(raw), "rich": rich}
    return json.dumps(told).encode() + b"\n"


def answer(target: BinaryIO, html: bytes, told: dict[str, Any]) -> None:
    """Write one answer."""
    target.write(json.dumps({**told, "size": len(html)}).encode() + b"\n" + html)
    target.flush()


def read_answer(source: BinaryIO) -> Exported | str | None:
    """The next answer: a page, why there is none, or None at the end. ValueError or KeyError when it is neither."""
    line = source.readline()
    if not line:
        return None
    told = json.loads(line)
    html = source.read(told["size"])
    if len(html) < told["size"]:
        return None
    if "failed" in told:
        return str(told["failed"])
    if "about" not in told:
        return Exported(b"")
    return Exported(html, tuple(Note(**note) for note in told["notes"]), About(**told["about"]))


def _said(error: OSError) -> str:
    from journal_app import files

    return files.sentence(error, reading=True)


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)
