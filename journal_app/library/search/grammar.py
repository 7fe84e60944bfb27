"""The language of the search box: a line of text as what it asks for. Pure; knows neither index nor widget.

Words and "phrases" are for the full text; `tag:`, `category:`, `title:`, `before:`, `after:`, `year:`, `is:` and
`has:` are answered by a row; a leading `-` says not. What is no key, or no value of its key, is a word, and no text is
an error: the last value, while no space or quote ends it, may be the beginning of a longer one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter

from journal_app.library.row import UNDATED, PostRow, places
from journal_app.library.search import text as words_of
from journal_app.library.search.text import Phrase, folded
from journal_app.post import dates
from journal_app.post.late import late

VALUES: dict[str, tuple[str, ...]] = {"is": ("draft", "pinned", "broken"), "has": ("image",)}
"""The keys that take one of a few values."""
KEYS = ("tag", "category", "title", "before", "after", "year", *VALUES)

_DOUBLE = '"\u201c\u201d\uff02'  # each of these ends what any of them began
_QUOTES = f"{_DOUBLE}\u300c\u300d\u300e\u300f"
_SIGN = late(rf"[-\uff0d\u2212](?=[\w{_QUOTES}])")
_KEY = late("([A-Za-z\uff21-\uff3a\uff41-\uff5a]{2,8})[:\uff1a]")
_PHRASE = late(
    rf"[{_DOUBLE}](?P<a>[^{_DOUBLE}]*)(?P<x>[{_DOUBLE}]?)"
    "|[\u300c\u300d](?P<b>[^\u300d]*)(?P<y>\u300d?)"
    "|[\u300e\u300f](?P<c>[^\u300f]*)(?P<z>\u300f?)"
)
_WORD = late(rf"[^\s{_QUOTES}]*")
_DAY = late(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PART_OF_DAY = late(r"\d{1,4}(?:-\d{0,2}){0,2}")
_BETWEEN = str.maketrans({"/": "-", ".": "-", "\u5e74": "-", "\u6708": "-", "\u65e5": ""})

Test = Callable[[PostRow], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line from `start` to `end`. `key` is "" for words; `is_open`: it may go on."""

    start: int
    end: int
    key: str
    value: str
    is_not: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A key and its value, folded."""

    key: str
    value: str
    is_not: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line asks for: `words` of the full text (or of the head, while that is not indexed), `terms` of the row.

    False when it asks for nothing, so that every post is an answer.
    """

    words: tuple[Phrase, ...] = ()
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.terms)

    def tests(self, *, nested: bool = False) -> tuple[Test, ...]:
        """What a row has to pass for the keys, one after the other; `words` are not looked at.

        `nested`: a list of categories is one path.
        """
        return _tests(self.terms, nested)

    def matches(self, row: PostRow, *, nested: bool = False) -> bool:
        """Whether the row has what the keys ask for."""
        return all(test(row) for test in self.tests(nested=nested))

    def head_matches(self, row: PostRow) -> bool:
        """Whether title, excerpt and tags answer `words`: all that is known of a text that is not indexed yet."""
        return words_of.holds(_head_words(row.title, row.excerpt, row.tags), self.words)


@lru_cache(maxsize=64)
def parse(text: str) -> Terms:
    """What the line asks for."""
    words: list[Phrase] = []
    terms: list[Term] = []
    for part in parts(text):
        term = Term(part.key, _normal(part.key, folded(part.value).strip()), part.is_not, part.is_open)
        if not part.key:
            phrase = words_of.phrase(part.value, is_not=part.is_not, is_open=part.is_open)
        elif _is_value(term):
            terms.append(term)
            continue
        elif part.is_open and _may_become_value(term):
            continue
        else:
            phrase = words_of.phrase(text[part.start : part.end].lstrip("-\uff0d\u2212"), is_not=part.is_not)
        if phrase is not None:
            words.append(phrase)
    return Terms(tuple(words), tuple(terms))


def parts(text: str) -> list[Part]:
    """The pieces of the line, in order."""
    found: list[Part] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            found.append(_part(text, at))
            at = max(at + 1, found[-1].end)
    return found


def quoted(value: str) -> str:
    """The value as it is written behind a key: in quotes where a space or a quote would end it."""
    match = _WORD.fullmatch(value)
    if match is not None and value:
        return value
    if not any(quote in value for quote in _DOUBLE):
        return f'"{value}"'
    return f"\u300c{value}\u300d" if "\u300d" not in value else f"\u300e{value}\u300f"


def _part(text: str, start: int) -> Part:
    sign = _SIGN.match(text, start)
    at = sign.end() if sign else start
    match = _KEY.match(text, at)
    key = folded(match[1]) if match else ""
    if match is not None and key in KEYS:
        at = match.end()
    else:
        key = ""
    phrase = _PHRASE.match(text, at)
    if phrase is not None:
        value = phrase["a"] or phrase["b"] or phrase["c"] or ""
        closed = bool(phrase["x"] or phrase["y"] or phrase["z"])
        return Part(start, phrase.end(), key, value, sign is not None, not closed and phrase.end() == len(text))
    word = _WORD.match(text, at)
    end = word.end() if word is not None else at
    return Part(start, end, key, text[at:end], sign is not None, end == len(text))


def _normal(key: str, value: str) -> str:
    """A date with hyphens between its numbers; any other value as it is."""
    return value.translate(_BETWEEN).rstrip("-") if key in ("before", "after") else value


def _is_value(term: Term) -> bool:
    """Whether the key can be asked for this value."""
    if term.key in VALUES:
        return bool(_few(term))
    if term.key in ("before", "after"):
        return _first_and_last(term.value) is not None
    if term.key == "year":
        return term.value.isdecimal() and (len(term.value) == 4 or (term.is_open and len(term.value) < 4))
    if term.key == "title":
        return words_of.phrase(term.value) is not None
    return bool(term.value)


def _may_become_value(term: Term) -> bool:
    if term.key in ("before", "after"):
        return not term.value or _PART_OF_DAY.fullmatch(term.value) is not None
    return not term.value


def _few(term: Term) -> tuple[str, ...]:
    """The values of the key that the term means: one, or while it is typed all that begin so."""
    if not term.value:
        return ()
    return tuple(
        name for name in VALUES[term.key] if name == term.value or (term.is_open and name.startswith(term.value))
    )


def _first_and_last(value: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None when it is none of them."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(number) if number else 0 for number in match.groups())
    try:
        if day:
            return (date(year, month, day),) * 2
        if month:
            first = date(year, month, 1)
            following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
            return first, date.fromordinal(following.toordinal() - (following != date.max))
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _tests(terms: tuple[Term, ...], nested: bool) -> tuple[Test, ...]:
    return tuple(_not(_test(term, nested)) if term.is_not else _test(term, nested) for term in terms)


def _not(test: Test) -> Test:
    return lambda row: not test(row)


def _test(term: Term, nested: bool) -> Test:
    match term.key:
        case "tag":
            return _name_test(term, attrgetter("tags"))
        case "category":
            return _name_test(term, partial(_categories, nested=nested))
        case "title":
            return _title_test(term)
        case "year":
            return lambda row: row.year.startswith(term.value) and bool(row.year)
        case "before" | "after":
            return _day_test(term)
        case _:
            names = {"draft": "draft", "pinned": "pinned", "broken": "error", "image": "has_image"}
            asked_of = [attrgetter(names[value]) for value in _few(term)]
            return lambda row: any(get(row) for get in asked_of)


def _categories(row: PostRow, *, nested: bool) -> tuple[str, ...]:
    """The names of a post's categories, and their places in the tree where that is no part of the name."""
    if not (nested or row.nested):
        return row.categories
    return (*row.categories, *places(row, nested=nested))


def _title_test(term: Term) -> Test:
    """The words of a phrase in a row, as `text.holds` has it: in a line of words that is looking for a text."""
    asked = words_of.phrase(term.value, is_open=True)
    if asked is None:
        return lambda row: True
    sought = f" {' '.join(asked.words)}{'' if asked.is_open else ' '}"
    return lambda row: sought in _title_line(row.title)


def _name_test(term: Term, names: Callable[[PostRow], tuple[str, ...]]) -> Test:
    """A name in any letter case, or one below it (`a` finds `a/b`)."""
    value, below, is_open = term.value, f"{term.value}/", term.is_open

    @lru_cache(maxsize=1 << 14)
    def holds(found: tuple[str, ...]) -> bool:
        start = value if is_open else below
        return any(name == value or name.startswith(start) for name in (folded(each).strip() for each in found))

    return lambda row: holds(names(row))


def _day_test(term: Term) -> Test:
    """Days as they are written in the posts, whatever the zone; neither `before` nor `after` takes in its own day."""
    first, last = _first_and_last(term.value) or (date.max, date.min)
    if term.key == "before":
        return lambda row: row.moment != UNDATED and _day(row.date) < first
    return lambda row: row.moment != UNDATED and _day(row.date) > last


@lru_cache(maxsize=1 << 17)
def _day(text: str) -> date:
    moment = dates.moment_of(text)
    return moment.date() if moment is not None else date.min


@lru_cache(maxsize=1 << 17)  # one that is smaller than the journal would forget each before it is asked again
def _title_line(title: str) -> str:
    """The words of a title, each between spaces."""
    return f" {' '.join(words_of.words(title))} "


@lru_cache(maxsize=1 << 15)
def _head_words(title: str, excerpt: str, tags: tuple[str, ...]) -> list[str]:
    return words_of.words(words_of.apart((title, excerpt, *tags)))
