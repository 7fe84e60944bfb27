"""The kind of site a journal's folder is, as a value. Knows no disk: `library.sites` finds it out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Site:
    """What the folder `root` is built by; `dialect` is the Markdown its pages are made with.

    Names of folders are spelled with "/" from the root; "." is the root itself.
    """

    kind: str = "plain"  # plain, hugo, hexo, astro, jekyll, vitepress, pelican, mkdocs, obsidian
    root: Path = Path()
    dialect: str = "python-markdown"  # or "gfm"
    drafts: tuple[str, ...] = ()  # names of folders whose posts are drafts
    statics: tuple[str, ...] = ()  # folders below the root that answer for "/…" in links
    posts: tuple[str, ...] = ()  # folders below the root that hold the posts; none: all of it does
    post_parts: tuple[
        str, ...
    ] = ()  # a folder of such a name is in a post's path; what else is a page. None: all posts
    new_posts: str = ""  # the folder a new post is put into; "": beside its newest sibling
    new_drafts: str = ""  # the folder of a new draft; "": beside the posts, with a field that says so
    address: str = ""  # a post's address on the site, of :path :slug :year :month :day; "": it has none to be linked by
    base: str = ""  # where the site stands, as "https://name/below", without a slash at the end; "": not known
    assets: str = ""  # where a post's own pictures lie: "bundle" its folder, "folder" one of its name, else beside it
    dates_names: bool = False  # whether a post's file name begins with its day
    is_chosen: bool = False  # whether the author said where new posts go
    is_sure: bool = True  # whether posts have these addresses; else its configuration says more than is read here
    pages: str = ""  # a folder below the root whose texts are pages
    nested: bool = False  # whether a list of categories is one path, each lying in the one before it
    language: str = ""  # the tag of the language its pages are in, as "zh-TW"; "": its configuration does not say

    def is_draft_place(self, path: Path) -> bool:
        """Whether a post at `path` is a draft because of the folder it lies in."""
        return bool(self.drafts) and any(part in self.drafts for part in path.parts[:-1])

    def says_draft(self, fields: Mapping[str, object]) -> bool:
        """Whether the head makes it a draft in words that only this kind of site knows."""
        if self.kind != "pelican":
            return False
        status = fields.get("status", fields.get("Status"))
        return isinstance(status, str) and status.strip().lower() in ("draft", "hidden")

    @property
    def reads_names(self) -> bool:
        """Whether a post without a date has the day its file's name begins with: a site's rule, or a daily note's."""
        return self.dates_names or self.kind == "obsidian"

    def parts_at_spaces(self, field: str) -> bool:
        """Whether one text in this field of the head is as many words as stand between its spaces."""
        return self.kind == "jekyll" and field in ("categories", "tags")

    def is_page(self, path: Path) -> bool:
        """Whether the text at `path` is a page of the site (About, Links) and none of its posts: it needs no date."""
        if self.pages and f"/{self.pages}/" in f"/{path.as_posix()}":
            return True
        if not self.post_parts:
            return False
        return not any(part in self.post_parts for part in path.parts[:-1])

    def asset_folder(self, path: Path) -> Path:
        """The folder in which the pictures of the post at `path` lie."""
        if self.assets == "folder" and path.stem.lower() != "index":
            return path.parent / path.stem
        return path.parent


def language_tag(text: str) -> str:
    """The tag of a language however it is spelled (`zh_TW`, `en-us`); "" for any other word."""
    return text.replace("_", "-") if _TAG.fullmatch(text) else ""


PLAIN = Site()
