"""The site a journal's folder is: what its author says before what is found there. Is handed the choices."""

from dataclasses import replace
from pathlib import Path

from journal_app.library.sites import sites
from journal_app.post.site import Site
from journal_app.settings import JournalChoices


def site_of(folder: Path, choices: JournalChoices) -> Site:
    """The site found at `folder`, or the one the author says it is, with the dialect the author says."""
    found = sites.site_as(choices.site, folder) if choices.site else sites.site_of(folder)
    address = choices.address.strip()
    return replace(
        found,
        dialect=choices.dialect or found.dialect,
        new_posts=_below(choices.posts_folder) or found.new_posts,
        new_drafts=_below(choices.drafts_folder) or found.new_drafts,
        is_chosen=bool(_below(choices.posts_folder)) or found.is_chosen,
        address=f"/{address.lstrip('/')}" if address else found.address,
        is_sure=bool(address) or found.is_sure,
        nested=choices.category_lists == "path" if choices.category_lists else found.nested,
    )


def _below(said: str) -> str:
    """A folder below the root as the author spelled it; "" when it is none."""
    name = said.strip().replace("\\", "/").removeprefix("./").strip("/")
    return "" if ".." in name.split("/") else name
