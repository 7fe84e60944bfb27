"""The kind of site a journal's folder is, as a value. Knows no disk: `library.sites` finds it out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Site:
    """What the folder `root` is built by; `dialect` is the Markdown its pages are made with."""

    kind: str = "plain"  # plain, hugo, hexo, astro, jekyll, vitepress, pelican, mkdocs
    root: Path = Path()
    dialect: str = "python-markdown"  # or "gfm"
    drafts: tuple[str, ...] = ()  # names of folders whose posts are drafts
    statics: tuple[str, ...] = ()  # folders below the root that answer for "/…" in links

    def is_draft_place(self, path: Path) -> bool:
        """Whether a post at `path` is a draft because of the folder it lies in."""
        return bool(self.drafts) and any(part in self.drafts for part in path.parts[:-1])


PLAIN = Site()
