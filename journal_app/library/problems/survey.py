"""Looks through a whole journal for links and problems, again at what changed alone. For one thread at a time; no Qt.

`take` says which rows there are, `read` reads the next few texts, `problems` and `links_of` tell what is known so far.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from journal_app import files
from journal_app.library.links import links, retarget
from journal_app.library.links.places import Led, Places
from journal_app.library.problems import facts as facts_of
from journal_app.library.problems import problems
from journal_app.library.problems.facts import Facts
from journal_app.library.problems.problems import Problem
from journal_app.library.row import PostRow
from journal_app.library.sites import slugs
from journal_app.library.sites.slugs import Called
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.post.site import Site

_BATCH_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Incoming:
    """A link to a post: from which other one, at which line of its file (from 1), and what is written there."""

    path: Path
    line: int
    target: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A link of a post: at which line of its file (from 1), and where it leads."""

    line: int
    led: Led


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one post, and those to it, in the order of files and lines."""

    path: Path
    outgoing: tuple[Outgoing, ...] = ()
    incoming: tuple[Incoming, ...] = ()


@dataclass(frozen=True, slots=True)
class Retarget:
    """A link of a post that should say something else: at `position` of the body, in `line` of the file (from 1)."""

    path: Path
    line: int
    position: int
    old: str
    new: str


class Survey:
    """What is known of the texts of the journal in `folder`."""

    def __init__(self, folder: Path, site: Site, is_there: Callable[[str], bool] = os.path.exists) -> None:
        self._site = site
        self._folder = folder
        self._is_there = is_there
        self._names: frozenset[str] | None = None
        self._rows: Mapping[Path, PostRow] = {}
        self._facts: dict[Path, Facts] = {}
        self._places = Places(site, folder, self._answers)
        self._led: dict[Path, tuple[Led, ...]] = {}
        self._to: dict[Path, set[Path]] = {}
        self._of_post: dict[Path, tuple[Problem, ...]] = {}
        self._unread: list[Path] = []
        self._is_stale = True
        self._moves: Mapping[Path, Path] = {}

    def take(
        self,
        rows: Mapping[Path, PostRow],
        *,
        thorough: bool = False,
        moves: Mapping[Path, Path] | None = None,
    ) -> int:
        """These are the posts now; how many texts have to be read.

        `thorough` asks the disk again for every picture and file that a link means, not only for the missing ones.
        `moves` are posts whose files lie elsewhere already.
        """
        self._rows = rows
        self._moves = moves or {}
        for path in [path for path in self._facts if path not in rows]:
            self._forget(path)
        self._is_stale |= thorough
        self._unread = [
            path for path, row in rows.items() if (known := self._facts.get(path)) is None or known.stamp != _stamp(row)
        ]
        self._unread.reverse()
        self._names = None
        for path in [path for path, found in self._of_post.items() if found]:  # what was missing may be there
            self._unlead(path)
        return len(self._unread)

    def read(self) -> int:
        """Read some of the texts, for about 0.03 s; how many are left."""
        ends = time.monotonic() + _BATCH_SECONDS
        while self._unread:
            self._read(self._rows[self._unread.pop()])
            if time.monotonic() > ends:
                break
        return len(self._unread)

    def problems(self, now: datetime) -> tuple[Problem, ...]:
        """Everything that is not right, as far as it is known, by kind, path and line."""
        self._follow()
        found = list(problems.of_rows(self._rows, self._facts, self._site, now))
        for some in self._of_post.values():
            found += some
        return problems.in_order(found)

    def links_of(self, path: Path, post: Post | None = None) -> Links:
        """The links of the post and to it; `post` is its text when that is another than on disk."""
        self._follow()
        known = self._facts.get(path) if post is None else facts_of.of(post, self._site)
        outgoing: list[Outgoing] = []
        if known is not None:
            led = (self._places.led(path, link) for link in known.links if link.kind != "image")
            outgoing = [Outgoing(known.body_line + one.link.line + 1, one) for one in led]
        incoming = [
            Incoming(other, self._facts[other].body_line + one.link.line + 1, one.link.target)
            for other in sorted(self._to.get(path, ()))
            for one in self._led[other]
            if one.post == path
        ]
        return Links(path, tuple(outgoing), tuple(incoming))

    def retargeted(self, moves: Mapping[Path, Path]) -> tuple[Retarget, ...]:
        """What the links to them should say when the posts of `moves` have other names now.

        To be asked before the move is taken. The paths are those after the move.
        """
        self._follow()
        concerned = {path for before in moves for path in self._to.get(before, ())} | set(moves)
        called = {before: self._called_after(before, after) for before, after in moves.items()}
        found: list[Retarget] = []
        for path in sorted(concerned & set(self._led)):
            for one in self._led[path]:
                post = one.post
                if post is None or post not in moves or not one.link.target.partition("#")[0]:
                    continue
                if path in moves and path != post and not one.link.target.startswith("/"):
                    continue  # both went along
                was = self._facts[post].called
                new = retarget.renamed(one.link, post, moves[post], was, called[post], self._site)
                if new and new != one.link.target:
                    line = self._facts[path].body_line + one.link.line + 1
                    here = moves.get(path, path)
                    found.append(Retarget(here, line, one.link.position, one.link.target, new))
        return tuple(found)

    def _called_after(self, before: Path, after: Path) -> Called:
        try:
            post = Post.parse(before, files.read(self._moves.get(before, before))[0])
        except (OSError, JournalError):
            return slugs.called(after, {}, self._site)
        return slugs.called(after, post.fields, self._site)

    def _read(self, row: PostRow) -> None:
        path, stamp = row.path, _stamp(row)
        try:
            found = facts_of.of(Post.parse(path, files.read(self._moves.get(path, path))[0]), self._site, stamp)
        except (OSError, JournalError, ValueError):
            found = facts_of.unread(path, stamp)
        self._facts[path] = found
        self._is_stale |= self._places.put(path, found.called)
        self._unlead(path)

    def _forget(self, path: Path) -> None:
        del self._facts[path]
        self._places.drop(path)
        self._unlead(path)
        self._of_post.pop(path, None)
        self._is_stale = True

    def _follow(self) -> None:
        """Find where every link leads, when other places are there than before."""
        wanted = [path for path in self._facts if self._is_stale or path not in self._led]
        self._is_stale = False
        seen: dict[str, bool] = {}

        def is_there(name: str) -> bool:
            if name not in seen:
                seen[name] = self._answers(name)
            return seen[name]

        self._places.is_there = is_there
        for path in wanted:
            self._lead(path)
        self._places.is_there = self._answers

    def _lead(self, path: Path) -> None:
        self._unlead(path)
        known = self._facts[path]
        led = tuple(self._places.led(path, link) for link in known.links)
        self._led[path] = led
        for one in led:
            if one.post is not None and one.post != path:
                self._to.setdefault(one.post, set()).add(path)
        row = self._rows.get(path)
        if row is None:
            return
        found = problems.of_links(path, known, led, lambda one: retarget.to_moved(one.link, path, self._places))
        if row.cover:
            found += problems.of_cover(row, known, self._has_cover(row))
        self._of_post[path] = found

    def _unlead(self, path: Path) -> None:
        for one in self._led.pop(path, ()):
            if one.post is not None:
                self._to.get(one.post, set()).discard(path)

    def _has_cover(self, row: PostRow) -> bool:
        if links.leads_out(row.cover, self._site.base):
            return True
        return self._places.has_image(row.path, row.cover, field=True)

    def _answers(self, name: str) -> bool:
        """Whether a file is there; in a vault a picture may lie anywhere and is called by its name alone."""
        if self._is_there(name):
            return True
        if self._site.kind != "obsidian":
            return False
        if self._names is None:
            self._names = frozenset(
                file.casefold() for _, folders, found in os.walk(self._site.root) for file in found if _seen(folders)
            )
        return unquote(os.path.basename(name)).casefold() in self._names


def _seen(folders: list[str]) -> bool:
    """Keep a walk out of hidden folders."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    return True


def _stamp(row: PostRow) -> tuple[int, int, int]:
    return row.mtime_ns, row.size, row.inode
