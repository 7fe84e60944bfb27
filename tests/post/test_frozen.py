"""Values made by our own `dataclass` behave as those of the standard library do."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, ClassVar

import pytest

from journal_app.post import frozen

Make = Callable[[Callable[..., Any]], type]


def plain(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Value:
        """A value."""

        path: str
        size: int
        words: tuple[str, ...] = ()

        @property
        def long(self) -> bool:
            return self.size > 10

        def twice(self) -> Any:
            return dataclasses.replace(self, size=2 * self.size)

    return Value


def with_fields(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Value:
        """A value."""

        path: str
        size: int = field(default=3, repr=False)
        facts: Mapping[str, int] = field(default_factory=dict, compare=False, metadata={"unit": "posts"})

    return Value


def alone(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Value:
        """A value."""

        path: str

    return Value


def odd(dataclass: Callable[..., Any]) -> type:
    @dataclass(frozen=True, slots=True)
    class Value:
        """A value."""

        kind: ClassVar[str] = "odd"
        path: str
        size: int = 0

        def __post_init__(self) -> None:
            assert self.path

    return Value


def taken_by(made: type) -> list[tuple[str, object, object]]:
    """What is handed to it, in order."""
    return [(one.name, one.kind, one.annotation) for one in inspect.signature(made).parameters.values()]


@pytest.mark.parametrize("make", [plain, with_fields, alone, odd])
def test_a_value_is_as_the_standard_library_makes_it(make: Make) -> None:
    ours, theirs = make(frozen.dataclass), make(dataclasses.dataclass)
    assert taken_by(ours) == taken_by(theirs)
    assert (ours.__doc__, ours.__qualname__, ours.__module__) == (
        theirs.__doc__,
        theirs.__qualname__,
        theirs.__module__,
    )
    assert [name for name in vars(theirs) if name not in vars(ours)] in ([], ["__dataclass_params__"])
    shape = [(one.name, one.type, one.default, one.metadata) for one in dataclasses.fields(theirs)]
    assert [(one.name, one.type, one.default, one.metadata) for one in dataclasses.fields(ours)] == shape
    given = ("a", 7)[: len(shape)]
    for values in (given[:1] if make is not plain else given, given):
        one, other = ours(*values), theirs(*values)
        assert repr(one) == repr(other)
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        assert one == ours(*values) and one != other and not hasattr(one, "__dict__")
        assert one != dataclasses.replace(one, path="b") == ours("b", *values[1:])
        assert copy.deepcopy(one) == one


def test_equal_values_have_equal_hashes_and_fields_that_are_not_compared_do_not_count() -> None:
    made = with_fields(frozen.dataclass)
    assert made("a", 1, {"x": 1}) == made("a", 1, {"x": 2})
    assert hash(made("a", 1, {"x": 1})) == hash(made("a", 1, {"x": 2}))
    assert len({made("a", 1), made("a", 1), made("a", 2)}) == 2


def test_each_value_has_its_own_default_that_can_change() -> None:
    made = with_fields(frozen.dataclass)
    assert made("a").facts is not made("a").facts


def test_methods_and_properties_stay() -> None:
    made = plain(frozen.dataclass)
    assert made("a", 6).twice() == made("a", 12) and made("a", 6).twice().long


def test_a_value_never_changes() -> None:
    one = plain(frozen.dataclass)("a", 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.size = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.size
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
        one.other = 2


@frozen.dataclass(frozen=True, slots=True)
class Sent:
    """A value that goes to another process."""

    path: str
    words: tuple[str, ...] = ()


def test_a_value_goes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sent("a", ("b",)))) == Sent("a", ("b",))


def test_a_value_can_be_matched() -> None:
    match Sent("a", ("b",)):
        case Sent(path, (word,)):
            assert (path, word) == ("a", "b")
        case _:
            pytest.fail("not matched")


def test_what_cannot_be_is_refused_as_ever() -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @frozen.dataclass(frozen=True, slots=True)
        class Shared:
            words: list[str] = []  # noqa: RUF012

    with pytest.raises(TypeError, match="non-default argument"):

        @frozen.dataclass(frozen=True, slots=True)
        class Turned:
            size: int = 0
            path: str  # type: ignore[misc]
