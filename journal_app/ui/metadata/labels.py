"""The words for well-known fields; any other is shown as it is spelled. Knows no value."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def label(name: str) -> str:
    """The field's name in the author's language, or its own spelling."""
    return _known().get(name, name)


def is_known(name: str) -> bool:
    """Whether there are words for this field."""
    return name in _known()


def _known() -> dict[str, str]:
    return {
        "title": translate("Field", "Title"),
        "subtitle": translate("Field", "Subtitle"),
        "date": translate("Field", "Date"),
        "publishDate": translate("Field", "Date"),
        "pubDate": translate("Field", "Date"),
        "published": translate("Field", "Published"),
        "created": translate("Field", "Created"),
        "updated": translate("Field", "Updated"),
        "updatedDate": translate("Field", "Updated"),
        "lastmod": translate("Field", "Updated"),
        "modified": translate("Field", "Updated"),
        "excerpt": translate("Field", "Excerpt"),
        "description": translate("Field", "Description"),
        "summary": translate("Field", "Summary"),
        "image": translate("Field", "Cover"),
        "cover": translate("Field", "Cover"),
        "heroImage": translate("Field", "Cover"),
        "banner": translate("Field", "Banner"),
        "thumbnail": translate("Field", "Thumbnail"),
        "categories": translate("Field", "Categories"),
        "category": translate("Field", "Category"),
        "tags": translate("Field", "Tags"),
        "keywords": translate("Field", "Keywords"),
        "top": translate("Field", "Pinned"),
        "sticky": translate("Field", "Pinned"),
        "pinned": translate("Field", "Pinned"),
        "weight": translate("Field", "Weight"),
        "draft": translate("Field", "Draft"),
        "author": translate("Field", "Author"),
        "authors": translate("Field", "Authors"),
        "slug": translate("Field", "Slug"),
        "permalink": translate("Field", "Permalink"),
        "aliases": translate("Field", "Aliases"),
        "series": translate("Field", "Series"),
        "layout": translate("Field", "Layout"),
        "lang": translate("Field", "Language"),
        "language": translate("Field", "Language"),
        "comments": translate("Field", "Comments"),
        "comment": translate("Field", "Comments"),
        "toc": translate("Field", "Table of contents"),
        "math": translate("Field", "Math"),
    }
