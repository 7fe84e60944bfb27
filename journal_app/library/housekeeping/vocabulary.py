"""The words a journal uses: its categories and tags by use, and the order its heads put their fields in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from journal_app.library.row import PostRow, places


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Categories and tags, most used first; `places` are those of the tree; `order` is the usual one of the fields."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def vocabulary(rows: Iterable[PostRow], *, nested: bool = False) -> Vocabulary:
    """The vocabulary of these posts. `nested`: a list of categories is one path."""
    everything = tuple(rows)
    categories = Counter(chain.from_iterable(map(attrgetter("categories"), everything)))
    tags = Counter(chain.from_iterable(map(attrgetter("tags"), everything)))
    tree = Counter(place for row in everything for place in places(row, nested=nested))
    shapes = Counter(map(attrgetter("fields"), everything))
    del shapes[()]
    return Vocabulary(_by_use(categories), _by_use(tags), _usual_order(shapes), _by_use(tree))


def _by_use(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))


def _usual_order(shapes: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The most common head's fields, and between them those of rarer heads, each behind the field it follows there."""
    order: list[str] = []
    for names, _ in sorted(shapes.items(), key=lambda pair: (-pair[1], pair[0]))[:50]:
        place = 0
        for name in names:
            if name in order:
                place = order.index(name) + 1
            else:
                order.insert(place, name)
                place += 1
    return tuple(order)
