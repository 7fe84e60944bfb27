"""Takes hostile style sheets through the preview and the export, in a process without a network.

    python -m tests.hostile.run_sheets FOLDER

Each is tried twice: as the program takes it, and past the sanitiser, where the page alone must hold. What was noticed
goes to standard output as JSON: a list of sentences, empty when everything held.
"""

import faulthandler
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.run_pages import SEALED, Shown, Told, batches, open_all, until  # first: it leaves the network

from PySide6.QtWidgets import QApplication  # isort: skip

from journal_app import render
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.card import Card
from journal_app.render.export import export
from journal_app.render.export.export import Look
from journal_app.render.safe import style_sheet
from journal_app.ui.preview.engine import register_scheme
from tests.hostile import ground
from tests.hostile.corpus import RUN, sheets

# Something of each kind that a rule may be for.
BODY = """# One

A paragraph with a [link](https://x.invalid/), `code`, **bold** and a note[^1].

## Two

- [ ] open
- [x] done

1. first

> quoted

    code

| a | b |
|---|---|
| c | d |

$x^2$ ![a](picture.png)

<details open><summary>more</summary>inside</details>

[^1]: The note.
"""


def previewed(
    about: ground.Ground, told: Told, taken: Sequence[tuple[str, str]], raw: Sequence[tuple[str, str]]
) -> None:
    """In the preview; what the program takes, also where images from the web may be fetched."""
    shown = Shown(about, told)
    html = render.whole(BODY, "gfm")
    remote = html.replace("picture.png", f"https://{about.server.host}/remote.png")
    for way, given, size in (("taken", taken, 8), ("raw", raw, 1)):
        for some in batches(given, size):
            shown.view.set_sheet("\n".join(css for _, css in some))
            shown.show([remote], Card(title="t"), f"{way} sheet {some[0][0]} … {some[-1][0]}", 0.05)
    shown.show([html], Card(title="t"), "without images from the web", 0.05)
    shown.view.set_remote_images(True)
    for some in batches(taken, 8):
        shown.view.set_sheet("\n".join(css for _, css in some))
        shown.show([html], Card(title="t"), f"taken sheet, remote, {some[0][0]} … {some[-1][0]}", 0.05)
    before, shown.remote = about.server.came, True
    shown.view.set_sheet(f"p {{ background: url(https://{about.server.host}/control.png) }}")
    shown.show([html], Card(title="t"), "control", 0.05)
    if not until(lambda: about.server.came > before):
        told.say("nobody noticed the sheet that was let in")
    told.look("control", silent=False)


def exported(
    about: ground.Ground, told: Told, taken: Sequence[tuple[str, str]], raw: Sequence[tuple[str, str]]
) -> None:
    """In the exported file, opened in an engine with script on and nothing set."""
    place = about.posts.parent / "exported"
    place.mkdir()
    post = Post.parse(about.posts / "post.md", BODY.encode())
    site = Site("plain", about.posts, "gfm")
    files: dict[bytes, tuple[str, Path]] = {}
    for way, given, size in (("taken", taken, 8), ("raw", raw, 1)):
        for number, some in enumerate(batches(given, size)):
            html = export.page(post, site, look=Look(sheet="\n".join(css for _, css in some))).html
            file = place / f"{number}-{way}.html"
            file.write_bytes(html)
            files.setdefault(html, (f"{way} sheet {some[0][0]} … {some[-1][0]}", file))
    told.look("while exporting")
    open_all(list(files.values()), told, linger=0.03)


def main() -> int:
    folder = Path(sys.argv[1])
    faulthandler.dump_traceback_later(180, exit=True)
    register_scheme()
    application = QApplication(sys.argv[:1])
    about = ground.lay(folder, RUN)
    told = Told(about)
    written = [(sheet.name, sheet.bytes(about.server.host, about.secret)) for sheet in sheets()]
    file = folder / "sheet.css"
    taken = []
    for name, data in written:
        file.write_bytes(data)
        taken.append((name, style_sheet.read(file)))
    raw = [(name, data.decode("utf-8-sig", "replace")) for name, data in written]
    previewed(about, told, taken, raw)
    exported(about, told, taken, raw)
    json.dump({"sealed": SEALED, "noticed": told.sentences}, sys.stdout)
    sys.stdout.flush()
    del application
    os._exit(0)  # the engine's own farewell says nothing of interest


if __name__ == "__main__":
    sys.exit(main())
