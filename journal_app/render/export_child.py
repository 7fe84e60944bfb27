"""An export in a process of its own: a text that hangs the Markdown library hangs no window. No Qt.

One request as JSON on the child's standard input, one answer on its output; bytes travel in Base64.
"""

import base64
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from journal_app import paths
from journal_app.post.errors import ExportFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import Exported

SECONDS = 60
MEMORY = 4 << 30  # bytes of address space: the pictures of a whole article are in it more than once


def page(post: Post, site: Site, style: str, seconds: float = SECONDS) -> Exported:
    """`export.page`, made by a child. Raises ExportFailed when it takes longer than `seconds` or the child breaks."""
    request = {
        "path": _coded(os.fsencode(post.path)),
        "raw": _coded(post.to_bytes()),
        "site": {**asdict(site), "root": _coded(os.fsencode(site.root))},
        "style": style,
    }
    try:
        done = subprocess.run(
            paths.own_command("--export-child"),
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=paths.own_folder(),
            timeout=seconds,
        )
        answer = json.loads(done.stdout)
        return Exported(_decoded(answer["html"]), tuple(answer["left_out"]))
    except subprocess.TimeoutExpired:
        raise ExportFailed(post.path, "making the page takes too long") from None
    except (ValueError, KeyError, OSError) as error:
        raise ExportFailed(post.path, "the page could not be made") from error


def main() -> int:
    """The child's side; returns the exit status."""
    from journal_app.render import export, limits

    limits.hold(MEMORY)
    request = json.load(sys.stdin.buffer)
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in request["site"].items()
    }
    site = Site(**{**told, "root": Path(os.fsdecode(_decoded(told["root"])))})
    post = Post.parse(Path(os.fsdecode(_decoded(request["path"]))), _decoded(request["raw"]))
    made = export.page(post, site, style=request["style"])
    json.dump({"html": _coded(made.html), "left_out": made.left_out}, sys.stdout)
    return 0


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)
