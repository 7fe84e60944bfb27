"""The site a journal's folder is, as its author says against what is found there. Reads no choices: it is handed them."""

from dataclasses import replace
from pathlib import Path

from journal_app.library import sites
from journal_app.post.site import Site
from journal_app.settings import JournalChoices


def site_of(folder: Path, choices: JournalChoices) -> Site:
    """The site found at `folder`, or the one the author says it is, with the dialect the author says."""
    found = sites.site_as(choices.site, folder) if choices.site else sites.site_of(folder)
    return replace(found, dialect=choices.dialect) if choices.dialect else found
