"""Changes of many posts as values, and what one does to one post: the next post, or the reason why not. Knows no disk.

Words are tags or categories, in any of the ways that `wordings` knows.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, takewhile
from operator import itemgetter
from typing import Any, Literal

from journal_app.library.housekeeping import branches, wordings
from journal_app.library.housekeeping.wordings import text_of
from journal_app.post import fields
from journal_app.post.errors import EditRefused
from journal_app.post.head import parsing, yaml_fresh
from journal_app.post.post import Name, Post, Value
from journal_app.post.values import reached, same

Kind = Literal["tags", "categories"]
Case = Literal["lower", "upper", "title"]
Where = Literal["everywhere", "present", "missing"]


@dataclass(frozen=True, slots=True)
class AddWords:
    """Each of the words, where it is not there yet. `spaced`: one text of words is parted at its spaces."""

    kind: Kind
    words: tuple[str, ...]
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class RemoveWords:
    """None of the words any more."""

    kind: Kind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenameWords:
    """Each of the words is called `to`; of several this is a merge."""

    kind: Kind
    words: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class RenameBranch:
    """Each of these branches of the tree of categories, with all below it, is called `to`: paths like `a/b`.

    `nested`: a list of categories is one path.
    """

    branches: tuple[str, ...]
    to: str
    nested: bool = False


@dataclass(frozen=True, slots=True)
class RemoveBranch:
    """None of these branches of the tree of categories any more, nor what lies below: a post lies in what is above.

    `nested`: a list of categories is one path.
    """

    branches: tuple[str, ...]
    nested: bool = False


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """The letters of these words small, large, or large at the beginning of each word."""

    kind: Kind
    words: tuple[str, ...]
    case: Case


@dataclass(frozen=True, slots=True)
class SetField:
    """A field with the value a text means there: of the type the field has, else YAML flow. `a.b` is `b` in map `a`."""

    name: str
    text: str
    where: Where = "everywhere"


@dataclass(frozen=True, slots=True)
class RemoveField:
    """No such field any more."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameField:
    """The field `name` is called `to`, its value as it was."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Each hit in the body replaced. What counts as one is told by who looks for it: `session.replacing`."""

    text: str
    new: str
    case: bool = False
    whole: bool = False
    regex: bool = False


@dataclass(frozen=True, slots=True)
class MendPosts:
    """One small mend or several for each post, by its path: what `problems.Mend` says of field, old, new and position.

    Sorted by path; a post is edited only where everything still stands as it was found.
    """

    mends: tuple[tuple[str, str, str, str, int], ...]

    def of(self, path: str) -> tuple[tuple[str, str, str, int], ...]:
        """The mends of one post."""
        start = bisect_left(self.mends, path, key=itemgetter(0))
        found = takewhile(lambda mend: mend[0] == path, islice(self.mends, start, None))
        return tuple((field, old, new, position) for _, field, old, new, position in found)


WordEdit = AddWords | RemoveWords | RenameWords | ChangeCase
Operation = (
    AddWords
    | RemoveWords
    | RenameWords
    | RenameBranch
    | RemoveBranch
    | ChangeCase
    | SetField
    | RemoveField
    | RenameField
    | ReplaceText
    | MendPosts
)
_KINDS: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        AddWords,
        RemoveWords,
        RenameWords,
        RenameBranch,
        RemoveBranch,
        ChangeCase,
        SetField,
        RemoveField,
        RenameField,
        ReplaceText,
        MendPosts,
    )
}


def renaming(
    kind: Kind, words: tuple[str, ...], to: str, known: Iterable[str], *, nested: bool = False
) -> RenameWords | RenameBranch:
    """These words under another name; a category takes along those of `known` that lie below it."""
    if kind == "categories" and _are_branches(words, known):
        return RenameBranch(words, to, nested)
    return RenameWords(kind, words, to)


def removing(
    kind: Kind, words: tuple[str, ...], known: Iterable[str], *, nested: bool = False
) -> RemoveWords | RemoveBranch:
    """None of these words any more; a category takes along those of `known` that lie below it."""
    if kind == "categories" and (nested or _are_branches(words, known)):
        return RemoveBranch(words, nested)
    return RemoveWords(kind, words)


def _are_branches(words: tuple[str, ...], known: Iterable[str]) -> bool:
    return any("/" in word or any(one != word and branches.below(one, word) for one in known) for word in words)


def as_json(operation: Operation) -> dict[str, Any]:
    """The operation in JSON's types, for `from_json`."""
    return {"is": type(operation).__name__, **asdict(operation)}


def from_json(entry: Mapping[str, Any]) -> Operation:
    """The operation that `as_json` told. LookupError or TypeError when it is none."""
    rest = {key: _frozen(value) for key, value in entry.items() if key != "is"}
    made: Operation = _KINDS[entry["is"]](**rest)
    return made


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def edited(post: Post, operation: Operation, order: Sequence[str] = ()) -> Post:
    """The post after the operation; itself when that changes nothing. EditRefused when it cannot be.

    `order` says where a new field goes. ReplaceText is not for here: TypeError.
    """
    match operation:
        case SetField():
            return _with_field(post, operation, order)
        case RemoveField():
            return post.without_field(_name_in(post, operation.name))
        case RenameField():
            return _renamed(post, operation, order)
        case AddWords() | RemoveWords() | RenameWords() | ChangeCase():
            return _with_words(post, operation, order)
        case RenameBranch() | RemoveBranch():
            return _with_branch(post, operation, order)
        case MendPosts():
            return _mended(post, operation.of(str(post.path)), order)
    raise TypeError(f"not an edit of a head: {operation}")


def concerns(operation: Operation, categories: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the operation can change a post with these words: for the others no file needs to be read."""
    if isinstance(operation, RemoveWords | RenameWords | ChangeCase):
        there = tags if operation.kind == "tags" else categories
        return any(word in there for word in operation.words)
    if isinstance(operation, RenameBranch | RemoveBranch):  # a path may be parted among several words
        steps = {step for name in categories for step in branches.path_of(name)}
        return any(steps.issuperset(branches.path_of(branch)) for branch in operation.branches)
    return True


# Words


def _with_words(post: Post, operation: WordEdit, order: Sequence[str]) -> Post:
    found = fields.names(post.fields)
    name = (found.tags if operation.kind == "tags" else found.categories) or operation.kind
    value = post.fields.get(name)
    spaced = False
    if isinstance(operation, AddWords):
        left = new = wordings.added(value, operation.words, spaced=operation.spaced and name == operation.kind)
    else:
        spaced = wordings.is_spaced(value, operation.words)
        left, new = wordings.reworded(value, _change(operation), spaced=spaced)
        if new is None and post.head_kind == "toml":
            left = new = ""
    if new is value or same(new, value):
        return post
    if isinstance(new, str) and any("," in word for word in _new_words(operation)):
        raise EditRefused(name, "a comma would make two words of it")
    if spaced and any(" " in word.strip() for word in _new_words(operation)):
        raise EditRefused(name, "a space would make two words of it")
    return _with_value(post, name, left, new, order)


def _with_value(post: Post, name: str, left: Value, new: Value, order: Sequence[str]) -> Post:
    """The post with `new`. First the items that go, then the others: so each keeps its place, quotes and comment."""
    if not same(left, new):
        try:
            return post.with_field(name, left).with_field(name, new)
        except EditRefused:
            pass  # then both at once
    return post.with_field(name, new, order=order)


def _with_branch(post: Post, operation: RenameBranch | RemoveBranch, order: Sequence[str]) -> Post:
    name = fields.names(post.fields).categories
    if not name or (isinstance(operation, RenameBranch) and not branches.path_of(operation.to)):
        return post
    value = post.fields[name]
    if isinstance(operation, RenameBranch):
        left, new = branches.renamed(value, operation.branches, operation.to, nested=operation.nested)
    else:
        left, new = branches.removed(value, operation.branches, nested=operation.nested)
        if new is None and post.head_kind == "toml":
            left = new = ""
    return post if new is value or same(new, value) else _with_value(post, name, left, new, order)


def _new_words(operation: WordEdit) -> tuple[str, ...]:
    """The words that come in."""
    if isinstance(operation, AddWords):
        return operation.words
    return (operation.to,) if isinstance(operation, RenameWords) else ()


def _change(operation: RemoveWords | RenameWords | ChangeCase) -> Callable[[str], str]:
    """What becomes of a word; "" when it goes."""
    words = frozenset(operation.words)
    if isinstance(operation, ChangeCase):
        return lambda word: cased(word, operation.case) if word in words else word
    to = operation.to.strip() if isinstance(operation, RenameWords) else ""
    return lambda word: to if word in words else word


def cased(word: str, case: Case) -> str:
    """The word in small or large letters, or with a large one where each word of it begins."""
    if case == "title":
        return " ".join(part[:1].upper() + part[1:] for part in word.split(" "))
    return word.lower() if case == "lower" else word.upper()


# Mends


def _mended(post: Post, mends: Sequence[tuple[str, str, str, int]], order: Sequence[str]) -> Post:
    """The post with its mends, those of the body from its end on. EditRefused when one does not find what it mends."""
    for field, old, new, position in sorted(mends, key=lambda mend: -mend[3]):
        if field in ("tags", "categories"):
            kind: Kind = "tags" if field == "tags" else "categories"
            post = _with_words(post, RenameWords(kind, (old,), new), order)
        elif field:
            name = getattr(fields.names(post.fields), field, "")
            if not name or text_of(post.fields.get(name)) != old.strip():
                raise EditRefused(field, "it was changed since")
            post = post.with_field(name, new, order=order)
        elif post.body[position : position + len(old)] != old:
            raise EditRefused("body", "it was changed since")
        else:
            post = post.with_splice(position, len(old), new)
    return post


# Fields


def _name_in(post: Post, field: str) -> Name:
    """The field's name: `a.b` is `b` inside the map `a`, unless a field is called just so."""
    return field if field in post.fields or "." not in field else tuple(field.split("."))


def _with_field(post: Post, operation: SetField, order: Sequence[str]) -> Post:
    name = _name_in(post, operation.name)
    there, current = reached(post.fields, (name,) if isinstance(name, str) else name)
    if (operation.where == "present" and not there) or (operation.where == "missing" and there):
        return post
    try:
        value = fields.read_value(operation.text, current)
    except EditRefused as error:
        raise EditRefused(operation.name, error.reason) from None
    return post.with_field(name, value, order=order)


def _renamed(post: Post, operation: RenameField, order: Sequence[str]) -> Post:
    old = _path(_name_in(post, operation.name))
    new = _path(_name_in(post, operation.to))
    there, value = reached(post.fields, old)
    if not there or old == new:
        return post
    if reached(post.fields, new)[0]:
        raise EditRefused(operation.name, f"there is a field {operation.to} already")
    if old[:-1] == new[:-1] and post.head_kind == "yaml":
        return _with_key(post, old, new[-1])
    return post.with_field(_short(new), value, order=order).without_field(_short(old))


def _with_key(post: Post, path: tuple[str, ...], to: str) -> Post:
    """The post with another key in its YAML head: nothing but the name's own bytes changes."""
    dotted = ".".join(path)
    if reason := post.locked.get(path[0]):
        raise EditRefused(dotted, reason)
    if broken := post.broken:
        raise EditRefused(dotted, f"the head does not parse ({broken.reason})")
    node = parsing.parsed(post.head_text)
    key = None
    for step in path:
        pairs = node.pairs if node is not None else []
        key, node = next(((key, part) for key, part in pairs if key.text == step), (None, None))
    if key is None:
        raise EditRefused(dotted, "it is not there")
    head = post.head_text[: key.start] + yaml_fresh.key_text(to) + post.head_text[key.end :]
    result = post.with_head_text(head)
    wanted = _with_name(dict(post.fields), path, to)
    if result.broken or not same(dict(result.fields), wanted) or dict(result.locked) != dict(post.locked):
        raise EditRefused(dotted, "the head would say something else than asked")
    return result


def _with_name(values: dict[str, Value], path: tuple[str, ...], to: str) -> dict[str, Value]:
    changed: dict[str, Value] = {}
    for key, value in values.items():
        if key != path[0]:
            changed[key] = value
        elif len(path) == 1:
            changed[to] = value
        else:
            changed[key] = _with_name(value, path[1:], to) if isinstance(value, dict) else value
    return changed


def _path(name: Name) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else name


def _short(path: tuple[str, ...]) -> Name:
    return path[0] if len(path) == 1 else path
