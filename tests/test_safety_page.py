"""What docs/safety.md promises is held by tests that exist, and no row of the fault matrix is without one."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "safety.md").read_text("utf-8")
STAND_INS = (TESTS / "faults" / "README.md").read_text("utf-8")
NAMES = frozenset(
    name for file in TESTS.rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.M)
)


def test_every_test_the_safety_page_names_is_there() -> None:
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) > 20
    assert [name for name in named if name not in NAMES] == []


def test_every_sentence_of_the_safety_page_has_its_test() -> None:
    promised, _, open_ends = PAGE.partition("## What is not promised")
    promises = [" ".join(item.split()) for item in re.split(r"^\* ", promised, flags=re.M)[1:]]
    assert len(promises) > 30 and open_ends
    assert [item for item in promises if not re.fullmatch(r"[^.]+\. (?:`test_\w+`(?:, )?)+(?: ## \w+.*)?", item)] == []


def test_every_row_of_the_matrix_has_a_test() -> None:
    assert sorted(set(range(1, 67)) - rows_with_tests()) == []


def test_every_stand_in_belongs_to_a_row_with_tests() -> None:
    rows = {int(number) for number in re.findall(r"^\| (\d+) \|", STAND_INS, re.M)}
    assert rows and rows <= rows_with_tests()


def rows_with_tests() -> set[int]:
    """The numbers in the names of the tests; a name may hold two."""
    found = (re.match(r"test_fault((?:_\d\d)+)_", name) for name in NAMES)
    return {int(number) for match in found if match for number in match[1].split("_") if number}
