"""The characters behind emoji shortcodes, by the list that comes with pymdown-extensions. Knows no dialect."""

from functools import cache


def character(name: str) -> str:
    """The emoji of a shortcode without its colons, or an empty string."""
    return _characters().get(name, "")


@cache
def _characters() -> dict[str, str]:
    from pymdownx import gemoji_db

    codes = {name: one.get("unicode_alt") or one.get("unicode") for name, one in gemoji_db.emoji.items()}
    made = {
        name.strip(":"): "".join(chr(int(part, 16)) for part in code.split("-")) for name, code in codes.items() if code
    }
    for alias, name in gemoji_db.aliases.items():
        made[alias.strip(":")] = made.get(name.strip(":"), "")
    return made
