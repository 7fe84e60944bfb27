"""File names out of titles: Han becomes pinyin. Knows no folder."""

import re
import unicodedata

LONGEST = 80


def slug(title: str) -> str:
    """A lower-case name of Latin letters, digits and hyphens; "post" when nothing of the title is left."""
    words: list[str] = []
    if re.search("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", title):
        from pypinyin import Style, lazy_pinyin  # half a second to import, and asked only for Han

        words = lazy_pinyin(title, style=Style.NORMAL, errors=lambda other: f" {other} ", v_to_u=False)
        title = " ".join(words)
    folded = unicodedata.normalize("NFKD", title.replace("ß", "ss").replace("ø", "o").replace("æ", "ae"))
    latin = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    kept = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['\u2019]", "", latin)).strip("-")
    if len(kept) > LONGEST:
        kept = kept[: LONGEST + 1].rpartition("-")[0] or kept[:LONGEST]
    return kept or "post"
