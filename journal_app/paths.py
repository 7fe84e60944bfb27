"""Where things live: the package's resources, the author's settings, index and recovery store. Makes no folder."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).parent
_NAME = "journal-app"


def resource(name: str) -> Path:
    """The resource `name` ("preview/page.css"), in an installed package or in a checkout."""
    return _carried("resources") / name


def sample_journal() -> Path:
    """The sample journal, to be copied and never opened where it lies."""
    return _carried("content")


def own_command(option: str) -> tuple[str, ...]:
    """The command that starts this program once more with `option`; run it in `own_folder`."""
    if getattr(sys, "frozen", False):
        return (sys.executable, option)
    return (sys.executable, "-m", "journal_app", option)


def own_folder() -> Path:
    """The folder the package lies in."""
    return _PACKAGE.parent


def config_dir() -> Path:
    """Where the settings are."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def cache_dir() -> Path:
    """Where the index is: everything in it can be made anew."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def state_dir() -> Path:
    """Where the recovery store is, and what is remembered between starts."""
    import platformdirs

    return Path(platformdirs.user_state_dir(_NAME, appauthor=False))


def documents_dir() -> Path:
    """The author's documents."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())


def _carried(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
