"""`check`: every post's round trip, and what the window's page of problems shows. Writes nothing."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from journal_app import files
from journal_app.cli.common import journal_at, rows_of
from journal_app.library.problems.problems import Problem
from journal_app.library.problems.survey import Survey
from journal_app.library.sites import folder as folder_of
from journal_app.post.errors import JournalError, shown
from journal_app.post.post import Post
from journal_app.post.site import Site


def run(options: argparse.Namespace) -> int:
    """Print every problem of the folder; the exit status is 1 when there is one."""
    journal = journal_at(options.folder)
    folder, site = journal.folder, journal.site  # where a link leads is told by whole paths
    posts, found = _round_trips(folder, site)
    survey = Survey(folder, site)
    survey.take({row.path: row for row in rows_of(folder, site)})
    while survey.read():
        pass
    problems = survey.problems(datetime.now().astimezone())
    changed = [(str(journal.called(path)), count) for path, count in found]
    if options.json:
        told = [_object(one, journal.called(one.path)) for one in problems]
        print(_json({"posts": posts, "changed": dict(changed), "problems": told}))
        return 1 if problems or changed else 0
    for path, count in changed:
        print(f"{shown(Path(path))}: Saving it unchanged would change {count} bytes.")
    for one in problems:
        line = f":{one.line}" if one.line else ""
        print(f"{shown(journal.called(one.path))}{line}: {one.sentence}")
    counted = "1 post" if posts == 1 else f"{posts} posts"
    many = len(problems) + len(changed)
    ended = "" if not many else ", 1 problem" if many == 1 else f", {many} problems"
    print(f"{counted}, {sum(count for _, count in changed)} bytes changed{ended}")
    return 1 if many else 0


def _round_trips(folder: Path, site: Site) -> tuple[int, list[tuple[Path, int]]]:
    """How many posts there are, and those that a save would change, with how many bytes."""
    posts = 0
    changed = []
    for entry in folder_of.posts(folder, site):
        try:
            raw, _ = files.read(entry.path)
            post = Post.parse(entry.path, raw)
        except (JournalError, OSError):  # told as a problem
            posts += 1
            continue
        if entry.needs_head and not post.head_kind:
            continue
        posts += 1
        again = post.to_bytes()
        if again != raw:
            changed.append((entry.path, sum(map(int.__ne__, raw, again)) + abs(len(raw) - len(again))))
    return posts, changed


def _object(problem: Problem, path: Path) -> dict[str, Any]:
    mend = problem.mend
    return {
        "path": str(path),
        "line": problem.line,
        "kind": problem.kind,
        "sentence": problem.sentence,
        "mend": None if mend is None else {"field": mend.field, "old": mend.old, "new": mend.new},
    }


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode()
    except UnicodeEncodeError:  # a name of odd bytes: JSON can only escape it
        return json.dumps(value, indent=2)
    return text
