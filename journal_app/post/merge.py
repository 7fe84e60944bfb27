"""Three versions of a text into one, line by line: what two hands changed in different places comes together by itself.

Where both changed the same lines, or lines that touch, the author chooses. Knows no disk and no widget. (The merge
libraries there are come under licences that do not go with this program's, or merge by letters.)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from journal_app.post.errors import EditRefused
from journal_app.post.post import Post

Choice = Literal["mine", "theirs", "both", "base"]

_LARGEST = 4_000  # lines; a larger differing middle is one piece, for comparing it would take minutes


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of whole lines, as it is in each version; `line` is where it starts in mine, from 1.

    `taken` is what the merge takes by itself; None where both hands were at work and the author has to say.
    """

    base: str
    mine: str
    theirs: str
    line: int
    taken: Choice | None

    def text(self, choice: Choice) -> str:
        """The piece as this choice has it; both: mine, then theirs."""
        if choice == "both":
            between = "\n" if self.mine and self.theirs and not self.mine.endswith("\n") else ""
            return self.mine + between + self.theirs
        return {"base": self.base, "mine": self.mine, "theirs": self.theirs}[choice]


@dataclass(frozen=True, slots=True)
class Merged:
    """The pieces in order; joined they are the merged text."""

    pieces: tuple[Piece, ...]

    @property
    def hunks(self) -> tuple[Piece, ...]:
        """The pieces that wait for a choice."""
        return tuple(piece for piece in self.pieces if piece.taken is None)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to choose."""
        return not self.hunks

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """The merged text; `choices` are for the hunks, in order."""
        waiting = iter(choices)
        parts: list[str] = []
        for piece in self.pieces:
            part = piece.text(piece.taken if piece.taken is not None else next(waiting))
            if part and parts and not parts[-1].endswith("\n"):
                parts.append("\n")  # a last line without its end is not the last any more
            if part:
                parts.append(part)
        return "".join(parts)


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Merge two descendants of `base`; lines end with "\\n"."""
    old, ours, other = map(_lines, (base, mine, theirs))
    pieces: list[Piece] = []
    at = (0, 0, 0)
    for start, length in _shared(old, ours, other):
        _add(pieces, old[at[0] : start[0]], ours[at[1] : start[1]], other[at[2] : start[2]], at[1] + 1)
        common = old[start[0] : start[0] + length]
        _add(pieces, common, common, common, start[1] + 1)
        at = (start[0] + length, start[1] + length, start[2] + length)
    _add(pieces, old[at[0] :], ours[at[1] :], other[at[2] :], at[1] + 1)
    return Merged(tuple(pieces))


def compared(mine: str, theirs: str) -> Merged:
    """Two versions whose origin is not known: each difference is a hunk."""
    ours, other = _lines(mine), _lines(theirs)
    pieces: list[Piece] = []
    at = (0, 0)
    for i, j, length in (*_matches(ours, other), (len(ours), len(other), 0)):
        if i > at[0] or j > at[1]:
            left, right = "".join(ours[at[0] : i]), "".join(other[at[1] : j])
            pieces.append(Piece("", left, right, at[0] + 1, None))
        if length:
            same = "".join(ours[i : i + length])
            pieces.append(Piece(same, same, same, i + 1, "mine"))
        at = (i + length, j + length)
    return Merged(tuple(pieces))


def whole_text(post: Post) -> str:
    """The file's text with plain line ends: what is merged."""
    head = post.opening + post.head_text + post.closing
    head = head.replace("\r\n", "\n").replace("\r", "\n")
    if post.body and head and not head.endswith("\n"):
        head += "\n"
    return head + post.body


def merge_posts(base: Post, mine: Post, theirs: Post) -> Merged:
    """Merge the whole texts, heads and bodies."""
    return merge(whole_text(base), whole_text(mine), whole_text(theirs))


def post_of(theirs: Post, text: str) -> Post:
    """`theirs` with this whole text: lines it has keep their line ends, and its encoding and byte order mark stay.

    EditRefused when the text cannot be written as `theirs` is.
    """
    if theirs.read_only:
        raise EditRefused("body", "the post is read-only")
    parsed = Post.parse(theirs.path, text.encode("utf-8", "surrogatepass"))
    if parsed.head_kind == theirs.head_kind and parsed.opening.strip() == theirs.opening.strip():
        merged = theirs if parsed.head_text == theirs.head_text else theirs.with_head_text(parsed.head_text)
        merged = merged.with_body(parsed.body)
        if whole_text(merged) == text:
            return merged
    if sign := theirs.envelope.lacks(text):
        raise EditRefused("body", f"{sign} cannot be written in {theirs.encoding}")
    if theirs.line_ends == "CRLF":
        text = text.replace("\n", "\r\n")
    fresh = Post.parse(theirs.path, theirs.envelope.to_bytes(text))
    return replace(fresh, revision=theirs.revision + 1)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _add(pieces: list[Piece], old: list[str], ours: list[str], other: list[str], line: int) -> None:
    if not (old or ours or other):
        return
    base, mine, theirs = map("".join, (old, ours, other))
    taken: Choice | None = None
    if mine == theirs or theirs == base:
        taken = "mine"
    elif mine == base:
        taken = "theirs"
    pieces.append(Piece(base, mine, theirs, line, taken))


def _shared(old: list[str], ours: list[str], other: list[str]) -> list[tuple[tuple[int, int, int], int]]:
    """The runs of lines that all three have, in order: where each starts in the three, and how long it is."""
    left, right = _matches(old, ours), _matches(old, other)
    runs = []
    i = j = 0
    while i < len(left) and j < len(right):
        base_left, mine, length_left = left[i]
        base_right, theirs, length_right = right[j]
        start = max(base_left, base_right)
        end = min(base_left + length_left, base_right + length_right)
        if start < end:
            runs.append(((start, mine + start - base_left, theirs + start - base_right), end - start))
        if base_left + length_left < base_right + length_right:
            i += 1
        else:
            j += 1
    return runs


def _matches(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    """Where runs of equal lines are, as (in before, in after, length)."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    found: list[tuple[int, int, int]] = [(0, 0, head)] if head else []
    if left and right and max(len(left), len(right)) <= _LARGEST:
        from difflib import SequenceMatcher

        blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        found += [(head + i, head + j, length) for i, j, length in blocks if length]
    if tail:
        found.append((len(before) - tail, len(after) - tail, tail))
    return found
