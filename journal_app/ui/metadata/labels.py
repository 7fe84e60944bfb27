"""The words for well-known fields; any other is shown as it is spelled. Knows no value."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; it is translated when it is shown."""
    return text


_WORDS = {
    "title": QT_TRANSLATE_NOOP("Field", "Title"),
    "subtitle": QT_TRANSLATE_NOOP("Field", "Subtitle"),
    "date": QT_TRANSLATE_NOOP("Field", "Date"),
    "publishDate": QT_TRANSLATE_NOOP("Field", "Date"),
    "pubDate": QT_TRANSLATE_NOOP("Field", "Date"),
    "published": QT_TRANSLATE_NOOP("Field", "Published"),
    "created": QT_TRANSLATE_NOOP("Field", "Created"),
    "updated": QT_TRANSLATE_NOOP("Field", "Updated"),
    "updatedDate": QT_TRANSLATE_NOOP("Field", "Updated"),
    "lastmod": QT_TRANSLATE_NOOP("Field", "Updated"),
    "modified": QT_TRANSLATE_NOOP("Field", "Updated"),
    "excerpt": QT_TRANSLATE_NOOP("Field", "Excerpt"),
    "description": QT_TRANSLATE_NOOP("Field", "Description"),
    "summary": QT_TRANSLATE_NOOP("Field", "Summary"),
    "image": QT_TRANSLATE_NOOP("Field", "Cover"),
    "cover": QT_TRANSLATE_NOOP("Field", "Cover"),
    "heroImage": QT_TRANSLATE_NOOP("Field", "Cover"),
    "banner": QT_TRANSLATE_NOOP("Field", "Banner"),
    "thumbnail": QT_TRANSLATE_NOOP("Field", "Thumbnail"),
    "categories": QT_TRANSLATE_NOOP("Field", "Categories"),
    "category": QT_TRANSLATE_NOOP("Field", "Category"),
    "tags": QT_TRANSLATE_NOOP("Field", "Tags"),
    "keywords": QT_TRANSLATE_NOOP("Field", "Keywords"),
    "top": QT_TRANSLATE_NOOP("Field", "Pinned"),
    "sticky": QT_TRANSLATE_NOOP("Field", "Pinned"),
    "pinned": QT_TRANSLATE_NOOP("Field", "Pinned"),
    "weight": QT_TRANSLATE_NOOP("Field", "Weight"),
    "draft": QT_TRANSLATE_NOOP("Field", "Draft"),
    "author": QT_TRANSLATE_NOOP("Field", "Author"),
    "authors": QT_TRANSLATE_NOOP("Field", "Authors"),
    "slug": QT_TRANSLATE_NOOP("Field", "Slug"),
    "permalink": QT_TRANSLATE_NOOP("Field", "Permalink"),
    "aliases": QT_TRANSLATE_NOOP("Field", "Aliases"),
    "series": QT_TRANSLATE_NOOP("Field", "Series"),
    "layout": QT_TRANSLATE_NOOP("Field", "Layout"),
    "lang": QT_TRANSLATE_NOOP("Field", "Language"),
    "language": QT_TRANSLATE_NOOP("Field", "Language"),
    "comments": QT_TRANSLATE_NOOP("Field", "Comments"),
    "comment": QT_TRANSLATE_NOOP("Field", "Comments"),
    "toc": QT_TRANSLATE_NOOP("Field", "Table of contents"),
    "math": QT_TRANSLATE_NOOP("Field", "Math"),
}


def label(name: str) -> str:
    """The field's name in the author's language, or its own spelling."""
    words = _WORDS.get(name)
    return name if words is None else translate("Field", words)


def is_known(name: str) -> bool:
    """Whether there are words for this field."""
    return name in _WORDS
