"""The door: the window, the command line, or the renderer's child. Decides before Qt is imported."""

import sys


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--render-child"]:
        from journal_app.render import child

        return child.main()
    from journal_app import cli

    if cli.is_command(arguments):
        return cli.main(arguments)
    from journal_app.app import run

    return run.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
