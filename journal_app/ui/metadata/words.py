"""What the form wants to know of the journal."""

from typing import Protocol


class Words(Protocol):
    """Words the journal uses, most used first, and the usual names of its fields in their usual order."""

    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def order(self) -> tuple[str, ...]: ...
