"""`dataclass` for our values, which are frozen and have slots: as the standard library's, but made sooner.

A start of the window makes a hundred of them, and the standard library compiles six functions for each. Here one is
compiled, and the others are the same for all. A class that asks for more is left to the standard library.
"""

import dataclasses
import inspect
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """As `dataclasses.dataclass`."""
        if cls is None and options == {"frozen": True, "slots": True}:
            return _made
        return dataclasses.dataclass(cls, **options)


_MISSING = dataclasses.MISSING


def _made(cls: type) -> type:
    found = _fields(cls)
    if found is None:
        return dataclasses.dataclass(frozen=True, slots=True)(cls)
    names = tuple(found)
    content = {name: value for name, value in cls.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    content |= {
        "__slots__": names,
        "__match_args__": names,
        "__dataclass_fields__": found,
        "__init__": _init(cls, found),
        "__setattr__": _set,
        "__delattr__": _delete,
        "__getstate__": _state,
        "__setstate__": _put_state,
    }
    compared = tuple(name for name in names if found[name].compare)
    key = attrgetter(*compared) if len(compared) > 1 else _tuple_of(compared)

    def __eq__(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(key(self))

    content.setdefault("__repr__", _shown)
    content.setdefault("__eq__", __eq__)
    if content.get("__hash__") is None:
        content["__hash__"] = __hash__
    new = type(cls)(cls.__name__, cls.__bases__, content)
    new.__qualname__ = cls.__qualname__
    return new


def _fields(cls: type) -> dict[str, Any] | None:
    """The fields by name; None where the standard library has to make the class."""
    if cls.__bases__ != (object,) or "__post_init__" in cls.__dict__ or "__slots__" in cls.__dict__:
        return None
    found: dict[str, Any] = {}
    defaults = False
    for name, kind in inspect.get_annotations(cls).items():
        value = cls.__dict__.get(name, _MISSING)
        if isinstance(value, dataclasses.Field):
            one = value
        elif value is _MISSING or value.__class__.__hash__ is not None:
            one = dataclasses.field(default=value)
        else:
            return None
        has = one.default is not _MISSING or one.default_factory is not _MISSING
        odd = not one.init or one.kw_only is True or one.hash is not None or "ClassVar" in str(kind)
        if odd or "InitVar" in str(kind) or defaults > has:
            return None
        defaults = has
        found[name] = one
    for name, one in found.items():
        one.name, one.type, one.kw_only = name, cls.__annotations__[name], False
        one._field_type = _FIELD  # by which `dataclasses.fields` knows them
    return found


def _init(cls: type, found: dict[str, Any]) -> Any:
    given, lines = [], []
    known: dict[str, Any] = {"_put": object.__setattr__, "_none": _MISSING}
    for name, one in found.items():
        if one.default_factory is not _MISSING:
            known[f"_make_{name}"] = one.default_factory
            given.append(f"{name}=_none")
            lines.append(f" _put(self,{name!r},_make_{name}() if {name} is _none else {name})")
            continue
        if one.default is not _MISSING:
            known[f"_default_{name}"] = one.default
            given.append(f"{name}=_default_{name}")
        else:
            given.append(name)
        lines.append(f" _put(self,{name!r},{name})")
    exec("def __init__(self," + ",".join(given) + "):\n" + ("\n".join(lines) or " pass"), known)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**{name: one.type for name, one in found.items()}, "return": None}
    return made


def _tuple_of(names: tuple[str, ...]) -> Any:
    return lambda self: tuple(getattr(self, name) for name in names)


def _set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__slots__]


def _put_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, value)


def _shown(self: Any) -> str:
    shown = (name for name, one in self.__dataclass_fields__.items() if one.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


@dataclasses.dataclass
class _Sample:
    field: int


_FIELD = dataclasses.fields(_Sample)[0]._field_type  # type: ignore[attr-defined]
