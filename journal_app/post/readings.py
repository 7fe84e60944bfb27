"""Whether a short text that is no UTF-8 could be in another language than it seems: then only its author can tell.

Every table reads most bytes as something. What counts is whether that could be words. Knows neither files nor posts.
"""

import re
import unicodedata
from typing import Final

# Tables in which common Chinese characters are letters of one script, and how that begins its Unicode names.
_SCRIPTS: Final = (
    ("cp1251", "CYRILLIC"),
    ("koi8-r", "CYRILLIC"),
    ("cp1253", "GREEK"),
    ("cp1256", "ARABIC"),
)
_BEYOND: Final = re.compile("[^\0-\x7f]+")
_THAI: Final = re.compile(
    "(?:[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]?)+"
)
_THAI_VOWEL: Final = re.compile("[\u0e30-\u0e3a\u0e40-\u0e4e]")
_OTHER_LETTERS: Final = re.compile(rb"[A-Za-z][\x80-\xff]")
# Signs that the tables of Western, Central European and Baltic languages have in one place, or that only the first
# read as a word where they stand.
_ONLY_WESTERN: Final = re.compile(
    r"""(?x)
    [äéöüßóúôáíÄÉÖÜÓÚÔÍ«»–—•·°€§©®\xa0]
    | \b[ÀàÁáÙù]\b | \b[Èè](?=\ \w) | \b(?i:où|più|può|però|così|lì|caffè|cioè|città)\b | (?i:là|déjà)\b | ès\b
    | (?<=[a-z])è(?:re|me|le)s?\b
    | (?i:mê(?=me)|ê(?=tres?\b)|fê(?=te)|tê(?=te)|prê(?=t)) | oû(?=t) | (?<=br)û(?=l) | (?<=[ao])î
    | (?i:œ(?=[ui]) | ã(?=[oe]) | ç(?=[aouãõáóú]) | (?<=[aeo])ë | (?<=[aeiouáéíóú])ñ(?=[aeiouáéíóú]))
    | ¿(?=[A-ZÁÉ]) | ¡(?=\w) | (?<=\d)[ªº] | £(?=\d) | (?<=\d\ )£
    | (?<=\w)’(?=\w) | (?<!\w)[‹‘‚“„] | [›‘’“”](?!\w) | …
    """
)


def is_only_western(sample: bytes) -> bool:
    """Whether these words of a Western language are no words of another one, in another table."""
    return _ONLY_WESTERN.sub("", sample.decode("cp1252", "replace")).isascii()


def other_letters(sample: bytes) -> bool:
    """Whether what seems to be Chinese could as well be words in letters."""
    if any(_is_in_script(sample, codec, script) for codec, script in _SCRIPTS):
        return True
    return _OTHER_LETTERS.search(sample) is not None and all(
        map(str.isalpha, _BEYOND.findall(_decoded(sample, "cp1250")))
    )


def other_characters(sample: bytes) -> bool:
    """Whether what seems to be Chinese could as well be Japanese, traditional Chinese or Thai, in common characters."""
    if _is_thai(sample):
        return True
    for codec, first, last in (("euc_jp", 0xB0, 0xCF), ("big5", 0xA4, 0xC6)):
        text = _decoded(sample, codec)
        leads = [sign.encode(codec)[0] for run in _BEYOND.findall(text) for sign in run]
        if leads and all(first <= lead <= last or 0xA1 <= lead <= 0xA5 for lead in leads):
            return True
    return False


def _decoded(sample: bytes, codec: str) -> str:
    """The text; "" when it is not in this encoding."""
    try:
        return sample.decode(codec)
    except UnicodeDecodeError:
        return ""


def _is_in_script(sample: bytes, codec: str, script: str) -> bool:
    """Whether each run beyond ASCII is a word of the script: all letters, small, large, or large at its beginning."""
    runs = _BEYOND.findall(_decoded(sample, codec))
    return bool(runs) and all(
        (run.islower() or run.isupper() or run.istitle() or script == "ARABIC")
        and all(
            unicodedata.name(sign, "").startswith(f"{script} ") and unicodedata.category(sign) in ("Ll", "Lu", "Lo")
            for sign in run
        )
        and (script != "GREEK" or sum(1 for sign in run if unicodedata.decomposition(sign)) <= run[1:].islower())
        for run in runs
    )


def _is_thai(sample: bytes) -> bool:
    """Whether the runs are syllables of Thai: vowels and tones where they may stand, and enough of them."""
    runs = _BEYOND.findall(_decoded(sample, "cp874"))
    return bool(runs) and all(_THAI.fullmatch(run) and 3 * len(_THAI_VOWEL.findall(run)) >= len(run) for run in runs)
