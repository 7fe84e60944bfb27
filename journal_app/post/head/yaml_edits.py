"""stub"""
from collections.abc import Sequence
from journal_app.post.errors import EditRefused
from journal_app.post.values import Name, Value, dotted
def changed(text: str, name: Name, value: Value, order: Sequence[str] = ()) -> str:
    raise EditRefused(dotted(name), "soon")
def removed(text: str, name: Name) -> str:
    raise EditRefused(dotted(name), "soon")
