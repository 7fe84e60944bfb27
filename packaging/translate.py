"""Brings the translations up to date: looks for the program's words, then compiles what is translated of them.

Run it after changing a word: `.venv/bin/python packaging/translate.py`. Write what is marked as unfinished in
`resources/i18n/journal_zh_CN.ts`, then run it again. Needs nothing but the virtual environment.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources" / "i18n" / "journal_zh_CN.ts"


def update(texts: Path) -> None:
    """Bring `texts` in step with the sources: new words come in as unfinished, words that are gone go."""
    sources = sorted((ROOT / "journal_app").rglob("*.py"))
    plain = ["-no-obsolete", "-locations", "none", "-sort-messages"]
    exact = [word for name in ("sametext", "similartext") for word in ("-disable-heuristic", name)]
    languages = ["-source-language", "en", "-target-language", "zh_CN"]
    call("lupdate", *plain, *exact, *languages, *sources, "-ts", texts)


def compiled(texts: Path, target: Path) -> None:
    """Make the file the program loads."""
    call("lrelease", texts, "-qm", target)


def call(tool: str, *words: object) -> None:
    """Run one of Qt's tools out of the environment this runs in."""
    subprocess.run([Path(sys.executable).parent / f"pyside6-{tool}", *map(str, words)], check=True)


if __name__ == "__main__":
    update(TEXTS)
    compiled(TEXTS, TEXTS.with_suffix(".qm"))
