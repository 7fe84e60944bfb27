"""One door to the three formats: read a head, change a field, remove one.

What reads TOML and what edits is loaded when it is asked for: most starts ask for neither.
"""

from collections.abc import Sequence

from journal_app.post.errors import EditRefused
from journal_app.post.head import json, yaml
from journal_app.post.head.reading import NOTHING, Reading
from journal_app.post.values import Name, Value, dotted


def read(kind: str, text: str) -> Reading:
    """What a head of this kind says; never raises."""
    if kind == "yaml":
        return yaml.read(text)
    if kind == "toml":
        from journal_app.post.head import toml

        return toml.read(text)
    return json.read(text) if kind == "json" else NOTHING


def changed(
    kind: str, text: str, name: Name, value: Value, order: Sequence[str] = (), written: str = ""
) -> str:
    """The head with one field set, in the spelling of `written`, the author's. Raises EditRefused."""
    if kind == "json":
        raise EditRefused(dotted(name), "a JSON head is edited as text")
    if kind == "toml":
        from journal_app.post.head import toml

        return toml.changed(text, name, value, order)
    from journal_app.post.head import yaml_edits

    return yaml_edits.changed(text, name, value, order, written)


def removed(kind: str, text: str, name: Name) -> str:
    """The head without one field. Raises EditRefused."""
    if kind == "json":
        raise EditRefused(dotted(name), "a JSON head is edited as text")
    from journal_app.post.head import toml, yaml_edits

    return (toml.removed if kind == "toml" else yaml_edits.removed)(text, name)
