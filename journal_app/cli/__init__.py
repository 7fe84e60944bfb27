"""The command line, beside the window: `journal-app list` and the like. Loads no Qt, shows no window.

Exit status: 0 done; 1 could not be done, or `check` found a problem; 2 wrong usage or no such path.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal_app.cli.exporting import Printer

# Named here, they cost a start of the window no import.
COMMANDS = ("list", "get", "set", "new", "export", "check", "tags", "categories", "undo")
DONE, FAILED, WRONG_USAGE = 0, 1, 2


def is_command(argv: Sequence[str]) -> bool:
    """Whether these arguments are for the command line; else they name what the window opens."""
    return bool(argv) and (argv[0] in COMMANDS or argv[0] in ("-h", "--help", "--version"))


def main(argv: Sequence[str], printer: "Callable[[], Printer] | None" = None) -> int:
    """Run one command; returns the exit status. Errors are one sentence on stderr.

    `printer` brings what prints pages into PDF files: it needs Qt, which nothing here loads.
    """
    from journal_app.cli import commands, parser
    from journal_app.cli.common import NoSuchPath, said
    from journal_app.post.errors import JournalError

    _print_any_name()
    try:
        options = parser.parsed(list(argv))
        return commands.run(options, printer or _no_printer)
    except parser.WrongUsage as error:
        said(str(error))
        return WRONG_USAGE
    except parser.Answered as answer:
        print(answer, end="")
        return DONE
    except NoSuchPath as error:
        said(str(error))
        return WRONG_USAGE
    except JournalError as error:
        said(str(error))
        return FAILED
    except BrokenPipeError:  # `list … | head`: the reader has what it wanted
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def _no_printer() -> "Printer":
    from journal_app.post.errors import JournalError

    raise JournalError("Nothing here can print a PDF.")


def _print_any_name() -> None:
    """A file name of odd bytes is printed as these bytes, on a UTF-8 terminal and in a pipe alike."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") in ("utf8", "ascii"):
            stream.reconfigure(errors="surrogateescape")
