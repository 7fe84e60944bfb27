"""What a head says, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from journal_app.post.values import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields in order and why some are locked; or, when `reason` is set, the line (from 1) that is wrong."""

    fields: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    locked: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    line: int = 0
    reason: str = ""


NOTHING = Reading()


def broken(line: int, reason: str) -> Reading:
    """A head that does not parse."""
    return Reading(line=line, reason=reason)


def told(fields: dict[str, Value], locked: dict[str, str]) -> Reading:
    """A head that does."""
    return Reading(MappingProxyType(fields), MappingProxyType(locked))
