"""How many lines a save would change: what the status bar tells. Knows no disk."""

import difflib
from dataclasses import dataclass

from journal_app.post.post import Post

_LARGEST = 2_000  # lines; a larger changed middle is counted as a whole


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines of the head and of the body that differ; a changed line counts once. A new head's fences count too."""

    head: int
    body: int


def changes(before: Post | None, after: Post) -> Changes:
    """What saving `after` over `before` would change; all of it for a post that was never saved."""
    if before is None:
        return Changes(_lines(after.opening + after.head_text + after.closing), _lines(after.body))
    return Changes(changed_lines(before.head_text, after.head_text), changed_lines(before.body, after.body))


def changed_lines(before: str, after: str) -> int:
    """Lines that were replaced, added or removed."""
    if before == after:
        return 0
    old, new = before.split("\n"), after.split("\n")
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old) > _LARGEST or len(new) > _LARGEST or not old or not new:
        return max(len(old), len(new))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return sum(
        max(old_end - old_start, new_end - new_start)
        for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    )


def _lines(text: str) -> int:
    return len(text.splitlines())
