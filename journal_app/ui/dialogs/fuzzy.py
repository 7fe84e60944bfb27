"""How well typed letters fit a name. Pure; knows neither posts nor Qt."""

from collections.abc import Iterable


def score(typed: str, name: str) -> float:
    """How well `typed` fits `name`: 0 not at all, higher is better. Letters may be skipped, their order counts."""
    wanted, text = typed.casefold().replace(" ", ""), name.casefold()
    if not wanted:
        return 1.0
    at = text.find(wanted)
    if at >= 0:
        edge = at == 0 or not text[at - 1].isalnum() or not text[at - 1].isascii()
        return 100.0 + 20 * edge - min(at, 40) * 0.2 - len(text) * 0.05
    points, last = 0.0, -1
    for letter in wanted:
        at = text.find(letter, last + 1)
        if at < 0:
            return 0.0
        if at == last + 1:
            points += 3
        elif not text[at - 1].isalnum():
            points += 2
        else:
            points += max(0.2, 1 - (at - last) * 0.1)
        last = at
    return max(0.1, points * 10 / len(wanted) - len(text) * 0.05)


def best(typed: str, names: Iterable[str]) -> float:
    """The best score of several names of one thing."""
    return max((score(typed, name) for name in names if name), default=0.0)
