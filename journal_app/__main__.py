"""The door: the window, the command line, or a child that renders or reads. Decides before Qt is imported."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal_app.cli.exporting import Printer


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--render-child"]:
        from journal_app.render import child

        return child.main()
    if arguments[:1] == ["--export-child"]:
        from journal_app.render.export import child as export_child

        return export_child.main()
    if arguments[:1] == ["--read-child"]:
        from journal_app.library.index import reading

        return reading.main()
    from journal_app import cli

    if cli.is_command(arguments):
        return cli.main(arguments, _printer)
    gc.disable()  # until the window stands: what is made before stays, and looking through it costs a start dear
    from journal_app.app import early

    return early.main(arguments)


def _printer() -> "Printer":
    from journal_app.app.exporting.printing import printer

    return printer()


if __name__ == "__main__":
    sys.exit(main())
