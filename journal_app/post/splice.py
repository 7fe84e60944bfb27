"""One replacement in a text, counted in code points. Knows nothing of posts or widgets."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """At `position`, `removed` code points give way to `added`."""

    position: int
    removed: int
    added: str

    def applied(self, text: str) -> str:
        """The text after this replacement."""
        return text[: self.position] + self.added + text[self.position + self.removed :]


def difference(old: str, new: str) -> Splice:
    """The smallest single splice that turns `old` into `new`."""
    head = _common(len(old), len(new), lambda n, m: old[n:m] == new[n:m])
    old_end, new_end = len(old), len(new)
    tail = _common(
        old_end - head, new_end - head, lambda n, m: old[old_end - m : old_end - n] == new[new_end - m : new_end - n]
    )
    return Splice(head, old_end - head - tail, new[head : new_end - tail])


def _common(first: int, second: int, same: Callable[[int, int], bool]) -> int:
    """How far two texts agree; `same(n, m)` compares the stretch from n to m. Halving, so it costs memory compares."""
    low, high = 0, min(first, second)
    if same(0, high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle
    return low
