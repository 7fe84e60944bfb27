"""What a hostile text could reach: a server that counts, files that notice who opens them, no other network."""

import ctypes
import fcntl
import http.server
import os
import socket
import struct
import sys
import threading
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_READ, _OPENED = 0x1, 0x20

SCRIPT_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="{run}"><script>{run}</script>
<rect width="9" height="9"/></svg>"""
OUTSIDE_SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9">
<style>@import "http://{host}/in.css"; rect {{ fill: url(http://{host}/in.svg) }}</style>
<image href="../canary.png" width="9" height="9"/><image xlink:href="file://{file}" width="9" height="9"/>
<image href="http://{host}/in.png" width="9" height="9"/><use href="http://{host}/in.svg#a"/><rect width="9"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://{host}/in.html"/></foreignObject></svg>"""


def seal() -> bool:
    """Give this process a network of its own with nothing in it but itself; whether the system allows that."""
    if not sys.platform.startswith("linux"):
        return False
    if _LIBC.unshare(_NEW_NETWORK) != 0 and _LIBC.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = b"lo".ljust(16, b"\0")
        (flags,) = struct.unpack_from("h", fcntl.ioctl(any_socket, 0x8913, name + bytes(24)), 16)
        fcntl.ioctl(any_socket, 0x8914, name + struct.pack("h", flags | 1) + bytes(22))
    return True


def png(width: int, height: int) -> bytes:
    """A small grey picture."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", rows) + part(b"IEND", b"")


@dataclass
class Server:
    """Counts who comes, and what is asked for."""

    asked: list[str] = field(default_factory=list)
    came: int = 0

    def __post_init__(self) -> None:
        told = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.asked.append(f"{self.command} {self.path}")
                self.send_response(404)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Counts(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self) -> Any:
                got = super().get_request()
                told.came += 1
                return got

        self._server = Counts(("127.0.0.1", 0), Answers)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def host(self) -> str:
        """As it stands in an address."""
        return f"127.0.0.1:{self._server.server_address[1]}"


class Canary:
    """Files nobody has a right to, and whether anybody opened one. Linux tells; elsewhere nobody does."""

    def __init__(self, *files: Path) -> None:
        self._source = _LIBC.inotify_init1(os.O_NONBLOCK) if sys.platform.startswith("linux") else -1
        for file in files:
            _LIBC.inotify_add_watch(self._source, os.fsencode(file), _READ | _OPENED)

    def sang(self) -> bool:
        """Whether a file was opened since the last time this was asked."""
        try:
            return self._source >= 0 and bool(os.read(self._source, 4096))
        except BlockingIOError:
            return False


@dataclass(frozen=True)
class Ground:
    """The folder of posts, and what lies around it."""

    posts: Path
    secret: Path
    server: Server
    canary: Canary


def lay(folder: Path, run: str) -> Ground:
    """Make all of it below `folder`."""
    posts, secret = folder / "posts", folder / "canary.png"
    server = Server()
    for place in (posts / "pictures", folder / "posts_secret"):
        place.mkdir(parents=True)
    for file in (secret, folder / "posts_secret" / "canary.png"):
        file.write_bytes(png(37, 41))
    (posts / "picture.png").write_bytes(png(8, 8))
    (posts / "text.png").write_text("no picture")
    (posts / "empty.png").write_bytes(b"")
    (posts / "post.md").write_text("the post itself")
    (posts / "link.png").symlink_to(secret)
    (posts / "out").symlink_to(folder)
    (posts / "script.svg").write_text(SCRIPT_SVG.format(run=run))
    (posts / "outside.svg").write_text(OUTSIDE_SVG.format(host=server.host, file=secret))
    return Ground(posts, secret, server, Canary(secret, folder / "posts_secret" / "canary.png"))
