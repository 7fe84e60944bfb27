"""What a change of many posts is called, as a title and in the menu. Knows no post."""

from PySide6.QtCore import QCoreApplication

from journal_app.library.housekeeping.operations import (
    AddWords,
    ChangeCase,
    MendPosts,
    Operation,
    RemoveBranch,
    RemoveWords,
    RenameBranch,
    RenameField,
    RenameWords,
    ReplaceText,
    SetField,
    WordEdit,
)

translate = QCoreApplication.translate

_LONGEST = 40


def title(operation: Operation) -> str:
    """What the operation does, as a wish without a full stop."""
    if isinstance(operation, AddWords | RemoveWords | RenameWords | ChangeCase):
        return _words_title(operation)
    if isinstance(operation, RenameBranch | RemoveBranch):
        return _branch_title(operation)
    if isinstance(operation, MendPosts):
        return translate("Operations", "Mend problems")
    if isinstance(operation, ReplaceText):
        text = translate("Operations", 'Replace "{old}" by "{new}"')
        return text.format(old=_short(operation.text), new=_short(operation.new))
    if isinstance(operation, SetField):
        text = translate("Operations", 'Set the field {name} to "{value}"')
        return text.format(name=operation.name, value=_short(operation.text))
    if isinstance(operation, RenameField):
        text = translate("Operations", "Rename the field {name} to {to}")
        return text.format(name=operation.name, to=operation.to)
    return translate("Operations", "Remove the field {name}").format(name=operation.name)


def undo(operation: Operation, posts: int) -> str:
    """The menu's words for taking a run back."""
    if posts == 1:
        return translate("Operations", "Undo in one post: {what}").format(what=title(operation))
    return translate("Operations", "Undo in {n} posts: {what}").format(n=f"{posts:,}", what=title(operation))


def _words_title(operation: WordEdit) -> str:
    tags = operation.kind == "tags"
    words = quoted(operation.words)
    if isinstance(operation, AddWords):
        text = translate("Operations", "Add to the tags: {words}")
        text = text if tags else translate("Operations", "Add to the categories: {words}")
        return text.format(words=words)
    if isinstance(operation, RemoveWords):
        text = translate("Operations", "Remove from the tags: {words}")
        text = text if tags else translate("Operations", "Remove from the categories: {words}")
        return text.format(words=words)
    if isinstance(operation, ChangeCase):
        text = translate("Operations", "Change the letters of the tags: {words}")
        text = text if tags else translate("Operations", "Change the letters of the categories: {words}")
        return text.format(words=words)
    if len(operation.words) == 1:
        text = translate("Operations", 'Rename the tag {words} to "{to}"')
        text = text if tags else translate("Operations", 'Rename the category {words} to "{to}"')
    else:
        text = translate("Operations", 'Merge the tags {words} into "{to}"')
        text = text if tags else translate("Operations", 'Merge the categories {words} into "{to}"')
    return text.format(words=words, to=_short(operation.to))


def _branch_title(operation: RenameBranch | RemoveBranch) -> str:
    if isinstance(operation, RemoveBranch):
        text = translate("Operations", "Remove the categories {words} and all below them")
        if len(operation.branches) == 1:
            text = translate("Operations", "Remove the category {words} and all below it")
        return text.format(words=quoted(operation.branches))
    if len(operation.branches) == 1:
        text = translate("Operations", 'Rename the category {words} and all below it to "{to}"')
    else:
        text = translate("Operations", 'Merge the categories {words} and all below them into "{to}"')
    return text.format(words=quoted(operation.branches), to=_short(operation.to))


def quoted(words: tuple[str, ...]) -> str:
    """The words, each in quotes, at most three of them."""
    quote = translate("Operations", '"{word}"')
    told = translate("Operations", ", ").join(quote.format(word=_short(word)) for word in words[:3])
    return told if len(words) <= 3 else translate("Operations", "{words} and more").format(words=told)


def _short(text: str) -> str:
    line = " ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
