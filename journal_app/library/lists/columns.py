"""For one kind of facet, which rows have which value: by number, and as the bits of one int. Knows no row's meaning."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

_MANY = 64  # rows that have most of the values among them
_RARE = 64  # a value of fewer rows than one in so many is counted row by row: bits would cost more


class Column:
    """The values of numbered rows. A set of rows is an int whose bit `n` stands for row `n`."""

    def __init__(self) -> None:
        self._values: list[tuple[str, ...]] = []
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._bits: dict[str, int] = {}

    def extend(self, values: Sequence[tuple[str, ...]]) -> None:
        """Take the values of the next rows, in the order of their numbers."""
        numbers = self._numbers
        for number, found in enumerate(values, len(self._values)):
            for value in found:
                numbers[value].append(number)
        if len(values) > _MANY:
            self._bits.clear()
        else:
            for value in chain.from_iterable(values):
                self._bits.pop(value, None)
        self._values.extend(values)

    def put(self, number: int, values: tuple[str, ...]) -> None:
        """Take other values for one row."""
        before = self._values[number]
        if before == values:
            return
        self._values[number] = values
        for value in before:
            if value not in values:
                self._numbers[value].remove(number)
                if not self._numbers[value]:
                    del self._numbers[value]
                self._bits.pop(value, None)
        for value in values:
            if value not in before:
                self._numbers[value].append(number)
                self._bits.pop(value, None)

    def of(self, number: int) -> tuple[str, ...]:
        """The values of a row."""
        return self._values[number]

    def rows(self, value: str) -> int:
        """The rows that have this value."""
        bits = self._bits.get(value)
        if bits is None:
            bits = bits_of(self._numbers.get(value, ()))
            if self._is_common(value):
                self._bits[value] = bits
        return bits

    def counts(self, rows: int, flags: bytes) -> dict[str, int]:
        """How many of `rows` have each value, of those that any has; `flags` is the same set, see `flags_of`."""
        if rows.bit_count() == len(self._values):
            return {value: len(numbers) for value, numbers in self._numbers.items()}
        found = {}
        for value, numbers in self._numbers.items():
            if self._is_common(value):
                count = (self.rows(value) & rows).bit_count()
            else:
                count = sum(map(flags.__getitem__, numbers))
            if count:
                found[value] = count
        return found

    def _is_common(self, value: str) -> bool:
        return len(self._numbers.get(value, ())) * _RARE >= len(self._values)


def bits_of(numbers: Sequence[int]) -> int:
    """These numbers as one int."""
    if not numbers:
        return 0
    packed = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        packed[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(packed, "little")


def flags_of(rows: int, size: int) -> bytes:
    """A set of rows as one byte a row, 1 for those in it; at least `size` bytes."""
    return f"{rows:b}".encode()[::-1].translate(_DIGITS).ljust(size, b"\0")


_DIGITS = bytes(max(0, byte - 48) if byte < 50 else 0 for byte in range(256))
