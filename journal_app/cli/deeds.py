"""What a change of many posts is called on the command line. Knows no post."""

from datetime import datetime

from journal_app.library.housekeeping.operations import (
    AddWords,
    ChangeCase,
    MendPosts,
    Operation,
    RemoveBranch,
    RemoveField,
    RemoveWords,
    RenameBranch,
    RenameField,
    RenameWords,
    ReplaceText,
    SetField,
)
from journal_app.session.runs import Run

_LONGEST = 40
_ONE = {"tags": "tag", "categories": "category"}


def told(run: Run) -> str:
    """A run by what it did, to how many posts and when, by the clock here."""
    when = run.moment.astimezone()
    day = f"{when:%Y-%m-%d} " if when.date() != datetime.now().astimezone().date() else ""
    posts = "1 post" if run.posts == 1 else f"{run.posts} posts"
    return f"{name(run.operation)} ({posts}, {day}{when:%H:%M})"


def name(operation: Operation) -> str:
    """What the operation does, as a wish without a full stop."""
    match operation:
        case AddWords(kind, words):
            return f"add to the {kind}: {_quoted(words)}"
        case RemoveWords(kind, words):
            return f"remove from the {kind}: {_quoted(words)}"
        case ChangeCase(kind, words):
            return f"change the letters of the {kind}: {_quoted(words)}"
        case RenameWords(kind, (word,), to):
            return f"rename the {_ONE[kind]} {_quoted((word,))} to {_quoted((to,))}"
        case RenameWords(kind, words, to):
            return f"merge the {kind} {_quoted(words)} into {_quoted((to,))}"
        case RenameBranch((branch,), to):
            return f"rename the category {_quoted((branch,))} and all below it to {_quoted((to,))}"
        case RenameBranch(branches, to):
            return f"merge the categories {_quoted(branches)} and all below them into {_quoted((to,))}"
        case RemoveBranch((branch,)):
            return f"remove the category {_quoted((branch,))} and all below it"
        case RemoveBranch(branches):
            return f"remove the categories {_quoted(branches)} and all below them"
        case SetField(field, text):
            return f"set the field {field} to {_quoted((text,))}"
        case RenameField(field, to):
            return f"rename the field {field} to {to}"
        case RemoveField(field):
            return f"remove the field {field}"
        case ReplaceText(text, new):
            return f"replace {_quoted((text,))} by {_quoted((new,))}"
        case MendPosts():
            return "mend problems"


def _quoted(words: tuple[str, ...]) -> str:
    """The words, each in quotes, at most three of them."""
    shown = ", ".join(f'"{_short(word)}"' for word in words[:3])
    return shown if len(words) <= 3 else f"{shown} and more"


def _short(text: str) -> str:
    line = " ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
