"""What an export of a journal costs beside what the Markdown library alone needs for its posts.

`python -m tests.bench.exporting floor|ours FOLDER` prints one measurement of a process of its own.
"""

import gc
import json
import shutil
import sys
import time
from functools import partial
from pathlib import Path

DIALECTS = ("python-markdown", "gfm")


def library(folder: Path, dialect: str) -> float:
    """Milliseconds of the library for the bodies of all posts, read and parted from their heads before."""
    from journal_app.post.post import Post
    from journal_app.render.dialects.choose import dialect as dialect_of
    from journal_app.render.incremental import clean

    bodies = [clean(Post.parse(path, path.read_bytes()).body) for path in sorted(folder.rglob("*.md"))]
    made = dialect_of(dialect)
    made.fragment(bodies[0], None)
    gc.collect()
    begun = time.perf_counter()
    for body in bodies:
        made.fragment(body, None)
    return (time.perf_counter() - begun) * 1000


def export(folder: Path, dialect: str) -> float:
    """Milliseconds from the folder to the last page on disk, all that is loaded and started for it counted in."""
    target = folder.with_name(f"{folder.name}-export")
    begun = time.perf_counter()
    from dataclasses import replace

    from journal_app import files
    from journal_app.library.links import outlets
    from journal_app.library.sites import sites
    from journal_app.library.sites.folder import is_markdown, posts
    from journal_app.post.post import Post
    from journal_app.render.export import folder as export_folder
    from journal_app.render.export.export import Look
    from journal_app.render.export.links import Links
    from journal_app.render.export.pool import Hands, Order

    hands = Hands(1000, dialect)
    site = replace(sites.site_of(folder), dialect=dialect)
    read = [Post.parse(entry.path, files.read(entry.path)[0]) for entry in posts(folder, site)]
    found = outlets.outlets([(post.path, post.fields) for post in read], site)
    links = Links.of(found.files, found.addresses, found.names, site.base)
    errand = export_folder.Errand(tuple(Order(post.path) for post in read), site, Look(), links, target, "bench")
    target.mkdir()
    run = export_folder.Export(errand, partial(files.write, spare=is_markdown, one_of_many=True), hands=hands)
    for _ in run.steps():
        pass
    files.settle(target)
    elapsed = (time.perf_counter() - begun) * 1000
    if len(run.report.written) != len(read) + 1 or run.report.failed:
        sys.exit("the export of the bench did not write its pages")
    shutil.rmtree(target)
    return elapsed


def main() -> None:
    """One measurement, both dialects."""
    measure = library if sys.argv[1] == "floor" else export
    print(json.dumps({dialect: measure(Path(sys.argv[2]), dialect) for dialect in DIALECTS}), flush=True)


if __name__ == "__main__":
    main()
