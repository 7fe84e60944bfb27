"""The commands' names, which the door knows without loading the commands."""

from journal_app import cli
from journal_app.cli import parser


def test_the_door_knows_every_command_by_name() -> None:
    assert tuple(parser.COMMANDS) == cli.COMMANDS
