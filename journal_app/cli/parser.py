"""What may be typed: the commands, their arguments and their help. Does nothing itself."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from journal_app import __version__, settings

PROGRAM = "journal-app"


DEEDS: dict[str, tuple[int, int]] = {
    "list": (0, 0),
    "rename": (2, 2),
    "merge": (2, 99),
    "delete": (1, 99),
}
"""How many names each deed of `tags` takes: at least, at most."""
_NAMES = {(0, 0): "no NAME", (2, 2): "OLD, NEW", (2, 99): "two NAMEs or more", (1, 99): "one NAME or more"}
_STYLES = [name for name, _ in settings.STYLES]


class WrongUsage(Exception):
    """The arguments make no command; one sentence."""


class Answered(Exception):
    """The help or the version was asked for; the text is the answer."""


class _Parser(argparse.ArgumentParser):
    """An argparse parser that reports by exceptions instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{self.prog.split()[-1]}: {message}; see {self.prog} --help.")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise Answered(message or "")

    def print_help(self, file: object = None) -> None:
        raise Answered(self.format_help())


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the journal's folder")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="only posts with this tag; may be repeated"
    )
    parser.add_argument("--category", metavar="C", help="only posts of this category")
    parser.add_argument("--json", action="store_true", help="print a JSON array, one object a post")


def _get(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("post", metavar="POST", help="the post's file, or its bundle's folder")
    parser.add_argument("field", metavar="FIELD", nargs="?", help="a field, or heroImage.src for one inside a map")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("post", metavar="POST", help="the post's file, or its bundle's folder")
    parser.add_argument("edits", metavar="FIELD=VALUE", nargs="*", help="what to change; += and -= for items of a list")
    parser.add_argument("--unset", action="append", default=[], metavar="FIELD", help="remove a field; may be repeated")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the journal's folder")
    parser.add_argument("title", metavar="TITLE", nargs="?", help="the title of the new post")
    parser.add_argument("--week", action="store_true", help="the next post of the weekly series instead")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("posts", metavar="POST|FOLDER", nargs="+", help="posts, or folders of them")
    parser.add_argument(
        "-o", "--output", metavar="FILE|DIR", help="where to write; beside the post, or into FOLDER-export, if left out"
    )
    parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="of a folder only posts with this tag; may be repeated"
    )
    parser.add_argument("--style", default="", choices=_STYLES, metavar="S", help=f"one of {', '.join(_STYLES)}")
    parser.add_argument("--pdf", action="store_true", help="print the pages into PDF files")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the journal's folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object with every problem")


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", metavar="list|rename|merge|delete", help="what to do")
    parser.add_argument(
        "words", metavar="NAME", nargs="*", help="rename: OLD NEW; merge: those, and the one they become"
    )
    parser.add_argument("folder", metavar="FOLDER", help="the journal's folder")
    parser.add_argument("--dry-run", action="store_true", help="only print the lines that would change")


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the journal's folder")


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str, str]] = {
    "list": (
        _list,
        "List the posts of a folder, newest first.",
        "One line a post: date, title and path, parted by tabs; a post that cannot be read has its reason behind them.",
    ),
    "get": (
        _get,
        "Print a field of a post, or its whole head as JSON.",
        "A text is printed as written, a list one item a line, a map as JSON.",
    ),
    "set": (
        _set,
        "Change fields of a post, and no other byte.",
        "FIELD=VALUE replaces, FIELD+=VALUE adds to a list (an item it has is not added twice), FIELD-=VALUE takes "
        "from it. A value is read in the type the field has now, else as YAML flow: draft=true, 'tags=[a, b]'. "
        "If one edit cannot be made, none is.",
    ),
    "new": (
        _new,
        "Begin a post in the shape of the newest one, and print its path.",
        "The file's name is made from the title. With --week the title, the number and the range of days go on "
        "from the last post of the weekly series.",
    ),
    "export": (
        _export,
        "Write posts as self-contained HTML or PDF files, and print the path of the page or of their list.",
        "Styles and local images are inside the file; what could not be put there is told. Several posts go into a "
        "folder, with a list of them and links between them; a file there that no export made is kept, and so are "
        "drafts left out of a folder. With -o - the page of one post goes to standard output.",
    ),
    "check": (
        _check,
        "Find what is wrong in a journal, and prove that saving each post unchanged gives the same bytes.",
        "One line a problem: heads, titles, dates, excerpts, dead images and links, names used twice, weeks left out. "
        "The exit status is 1 when there is any.",
    ),
    "tags": (
        _words,
        "List the tags of a journal with the posts of each; rename, merge or delete them.",
        "Each line that changes is printed with its file and number before it is written, and no other byte changes; "
        "`undo` takes it back. A tag is listed with those that look like it. The exit status is 1 when a post had to "
        "be left as it is.",
    ),
    "categories": (
        _words,
        "The same for categories; what lies below one (a/b) goes along.",
        "See `tags`. A category of the tree is named by its path: a/b. Whether a list of categories is a path is for "
        "the site to say, or for the journal's settings.",
    ),
    "undo": (
        _undo,
        "Take back the last change of many posts, made here or in the window.",
        "What is taken back is named, with the time it was made. A post that was changed since stays as it is, and is "
        "told; the exit status is 1 then.",
    ),
}


def parsed(argv: list[str]) -> argparse.Namespace:
    """The arguments as a namespace with `command`. Raises WrongUsage, or Answered for --help and --version."""
    if not argv or argv[0] in ("-h", "--help"):
        raise Answered(_overview())
    if argv[0] == "--version":
        raise Answered(f"{PROGRAM} {__version__}\n")
    if argv[0] not in COMMANDS:
        raise WrongUsage(f"There is no command {argv[0]}; see {PROGRAM} --help.")
    add_arguments, summary, more = COMMANDS[argv[0]]
    parser = _Parser(prog=f"{PROGRAM} {argv[0]}", description=f"{summary} {more}", allow_abbrev=False)
    add_arguments(parser)
    options = parser.parse_intermixed_args(argv[1:])
    options.command = argv[0]
    if options.command == "new" and (options.title is None) != options.week:
        parser.error("give either a TITLE or --week")
    if options.command == "set" and not options.edits and not options.unset:
        parser.error("give at least one FIELD=VALUE or --unset FIELD")
    if options.command in ("tags", "categories"):
        if options.deed not in DEEDS:
            parser.error(f"{options.deed} is none of list, rename, merge and delete, one of which comes first")
        least, most = DEEDS[options.deed]
        if not least <= len(options.words) <= most:
            parser.error(f"{options.deed} takes {_NAMES[least, most]}, and FOLDER behind them")
    return options


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:{width}}  {summary}" for name, (_, summary, _) in COMMANDS.items())
    return (
        f"usage: {PROGRAM} [FOLDER | POST]\n       {PROGRAM} COMMAND …\n\n"
        "Open a journal or a post in the window, or run a command:\n\n"
        f"{lines}\n\n"
        f"`{PROGRAM} COMMAND --help` tells more. A folder named like a command is given as ./list.\n"
    )
