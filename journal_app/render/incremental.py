"""A body that changes, rendered chunk by chunk. The law: the patched page's chunks, joined, are the whole render.

Only the stretch around an edit is looked at again: the search for cuts begins a few chunks before it and ends where a
cut of before is met, since behind a cut nothing depends on what stands in front.
"""

import re
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import accumulate

from journal_app.post.splice import Splice, difference
from journal_app.render import finish, pieces
from journal_app.render.dialect import Definitions, Dialect, Fragment, Mode, NoCuts
from journal_app.render.dialects.choose import dialect as dialect_of
from journal_app.render.patch import Patch
from journal_app.render.pieces import Chunk, Stretch
from journal_app.render.safe.sanitise import sanitise, sanitised_at_once, sanitised_if_closed
from journal_app.render.syntax import han, tags

_BLANK_START = re.compile(r"\A[ \t]+\n")  # the library sees code in it, at the start of a text alone
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_BACK = 3  # chunks in front of an edit whose cuts may look at it
_AT_ONCE = 32_000  # characters
_GLIMPSE = 6_000  # characters of a long text that are rendered and shown before the rest is looked at
_AT_LEISURE = 1e9
_FIRST_STEP, _STEP = 0.05, 0.25  # seconds after which a long first render shows what it has


def whole(body: str, dialect: str = "python-markdown", *, join_han: bool = False) -> str:
    """The sanitised HTML of a whole body, rendered in one piece, unless the library fails on it: then in chunks."""
    made = _shared(dialect)
    try:
        fragment = made.fragment(clean(body), None)
    except Exception:
        page = Incremental(dialect, join_han=join_han)
        page.update(body)
        return page.html
    prepared = _safe(fragment, join_han=join_han)
    numbers = finish.numbered([prepared], made.numbering)
    return prepared.filled(numbers.fills[0]) + numbers.section


def _safe(fragment: Fragment, *, join_han: bool) -> finish.Prepared:
    """The fragment sanitised; its notes each for itself, so that nothing left open in one reaches another."""
    return _prepared(sanitise(_joined(fragment.html, join_han)), fragment, join_han=join_han)


def _safe_if_closed(fragment: Fragment, *, join_han: bool) -> finish.Prepared | None:
    """The same; None when something is left open in the text that reaches what follows."""
    closed = tags.are_closed(fragment.html)
    html = sanitised_if_closed(_joined(fragment.html, join_han)) if closed else None
    return None if html is None else _prepared(html, fragment, join_han=join_han)


def _prepared(html: str, fragment: Fragment, *, join_han: bool) -> finish.Prepared:
    notes = [(label, _in_order(sanitise(_joined(note, join_han)))) for label, note in fragment.notes]
    return finish.prepare(_in_order(html), notes)


def _joined(html: str, join_han: bool) -> str:
    return han.joined(html) if join_han else html


def _in_order(html: str) -> str:
    """The sanitiser puts these two in the order of a random seed."""
    return html.replace('type="checkbox" disabled=""', 'disabled="" type="checkbox"') if "<input" in html else html


def clean(body: str) -> str:
    """The body with the line ends the libraries know, and without what they use as marks or cannot encode."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = _BLANK_START.sub("\n", _CONTROLS.sub("\ufffd", body))
    return body if cleaned == body else cleaned


class Incremental:
    """What a page shows of one body. Not shared between threads."""

    def __init__(self, dialect: str = "python-markdown", *, join_han: bool = False) -> None:
        self._dialect = _shared(dialect)
        self._join_han = join_han
        self._raw = ""
        self._body = ""
        self._mode = Mode()
        self._known = Definitions()
        self._defined: dict[str, Definitions] = {}
        self._chunks: list[Chunk] = []
        self._starts: list[int] = []  # of the chunks, in the body
        self._html: list[str] = []  # of each chunk, and behind them the section of footnotes if there is one
        self._fills: list[tuple[str, ...]] = []
        self._lines: list[int] = []
        self._end = 0
        self._unfinished = False
        self.revision = 0

    @property
    def html(self) -> str:
        """What the page shows."""
        return "".join(self._html)

    def update(self, body: str) -> Patch:
        """Render what changed and say how the page changes."""
        *_, (patch, _) = self._steps(body, _AT_LEISURE)
        assert patch is not None
        return patch

    def steps(self, body: str) -> Iterator[tuple[Patch | None, bool]]:
        """As `update`, but a long first render comes in several patches, so that its beginning shows early.

        With each comes whether it is the last; None says that the work goes on.
        """
        return self._steps(body, _FIRST_STEP)

    def _steps(self, body: str, pause: float) -> Iterator[tuple[Patch | None, bool]]:
        fresh = self._unfinished or not self._html
        beginning = body.rfind("\n", 0, _GLIMPSE) + 1
        if not self._html and pause < _AT_LEISURE and len(body) > 2 * _GLIMPSE and beginning:
            # The beginning alone is another, shorter text, of which this one is an edit.
            *_, (patch, _) = self._steps(body[:beginning], _AT_LEISURE)
            yield patch, False
        stretch = self._cut(body)
        if self._unfinished:
            stretch.alone = False  # the last text was left before all of it had its HTML
        self._unfinished = True
        self._settle(stretch)
        partly = False
        for done in self._render(stretch, pause):
            more = fresh and done >= len(self._html)
            partly = partly or more
            yield (self._patch(self._chunks[:done]) if more else None), False
        self._unfinished = False
        local = stretch.alone and not partly
        yield (self._local_patch(stretch) if local else self._patch(self._chunks)), True

    def _cut(self, raw: str) -> Stretch:
        """Cut anew around what changed."""
        change = difference(self._raw, raw)
        body = self._cleaned(raw, change)
        aligned = len(self._raw) == len(self._body) and len(raw) == len(body)
        self._raw, self._body = raw, body
        old, mode = self._chunks, self._mode
        # Where nothing of the kind was, it can only be where the change is.
        aligned = bool(old) and aligned
        self._mode = self._dialect.mode(_lines_of(body, change) if aligned and mode == Mode() else body)
        try:
            if self._mode == mode and aligned:
                return self._cut_around(change)
            cuts = [0, *self._dialect.cuts(body, 0, self._mode), len(body)]
        except NoCuts:
            cuts = [0, len(body)]
        self._chunks, self._starts = pieces.made(body, cuts, old), cuts[:-1]
        return Stretch(0, old, self._chunks, alone=False)

    def _cut_around(self, change: Splice) -> Stretch:
        """Look for cuts around a change until one is met that was there before."""
        old, body = self._chunks, self._body
        shift = len(change.added) - change.removed
        starts, last = self._starts, len(body) - shift
        first = max(0, bisect_right(starts, change.position) - 1 - _BACK)
        behind = change.position + len(change.added)
        cuts, stop = [starts[first]], len(old)
        for cut in self._dialect.cuts(body, starts[first], self._mode):
            if cut > behind:
                place = bisect_right(starts, cut - shift) - 1
                if starts[place] == cut - shift and starts[place] > change.position + change.removed:
                    stop = place
                    break
            cuts.append(cut)
        cuts.append((starts[stop] if stop < len(old) else last) + shift)
        gone, come = old[first:stop], pieces.made(body, cuts, old[first:stop])
        self._starts = [*starts[:first], *cuts[:-1], *(start + shift for start in starts[stop:])]
        self._chunks = [*old[:first], *come, *old[stop:]]
        return Stretch(first, gone, come, alone=len(old) > 1 and len(self._chunks) > 1)

    def _cleaned(self, raw: str, change: Splice) -> str:
        """As `clean`, without looking at what did not change where each character stands for itself."""
        plain = len(self._raw) == len(self._body) and "\r" not in raw and raw[:1] not in (" ", "\t")
        if not plain:
            return clean(raw)
        if self._raw is self._body and not _CONTROLS.search(change.added):
            return raw
        return Splice(change.position, change.removed, _CONTROLS.sub("\ufffd", change.added)).applied(self._body)

    def _settle(self, stretch: Stretch) -> None:
        """Gather what all chunks define; when that changed, every chunk that may use it is rendered again."""
        known = self._known
        if not stretch.alone or any(one.defines for one in (*stretch.gone, *stretch.come)):
            known = Definitions()
            if len(self._chunks) > 1:
                parts = [self._definitions(one.source) for one in self._chunks if one.defines]
                known = self._dialect.together(parts) if parts else known
        if known != self._known:
            old, self._known = self._known, known
            if known.words != old.words:
                self._chunks = [one.bare for one in self._chunks]
            else:
                mark = "[" if known.links != old.links else "[^"
                self._chunks = [one.bare if mark in one.source else one for one in self._chunks]
            stretch.alone = False
        elif (len(stretch.gone) == 1) != (len(self._chunks) == 1) and not stretch.alone:
            self._chunks = [one.bare if one.defines else one for one in self._chunks]

    def _definitions(self, source: str) -> Definitions:
        if source not in self._defined:
            if len(self._defined) > 2000:
                self._defined.clear()
            self._defined[source] = self._dialect.definitions(source)
        return self._defined[source]

    def _render(self, stretch: Stretch, pause: float) -> Iterator[int]:
        """Render what has no HTML; yields how many chunks are ready after `pause` seconds, then now and again."""
        dialect, known = self._dialect, None if len(self._chunks) == 1 else self._known
        deadline = time.monotonic() + pause
        ahead: dict[int, Fragment] = {}
        clean_ahead: dict[int, finish.Prepared] = {}
        index = stretch.first if stretch.alone else 0
        while index < (stretch.first + len(stretch.come) if stretch.alone else len(self._chunks)):
            chunk = self._chunks[index]
            if chunk.html is None:
                if index not in ahead:
                    run = self._without_html(index)
                    sources = [self._chunks[place].source for place in run]
                    more = dict(zip(run, _fragments(dialect, sources, known), strict=True))
                    clean_ahead |= self._safe_at_once(more)
                    ahead |= more
                made = ahead.pop(index)
                safe = clean_ahead.pop(index, None)
                if safe is None and "<" in chunk.source:
                    safe = _safe_if_closed(made, join_han=self._join_han)
                    still_open = safe is None
                else:
                    still_open = False
                if still_open and index + 1 < len(self._chunks):
                    # What is left open here reaches the end: the rest is one chunk.
                    self._chunks[index:] = [pieces.joined(self._chunks[index:])]
                    del self._starts[index + 1 :]
                    stretch.alone = False
                    known = None if index == 0 else known
                    ahead, clean_ahead = {}, {}
                    continue
                safe = safe or _safe(made, join_han=self._join_han)
                self._chunks[index] = done = Chunk(chunk.source, chunk.breaks, safe, still_open)
                if stretch.alone:
                    stretch.come[index - stretch.first] = done
                if time.monotonic() > deadline:
                    yield index + 1
                    deadline = time.monotonic() + _STEP
            index += 1

    def _safe_at_once(self, ahead: Mapping[int, Fragment]) -> dict[int, finish.Prepared]:
        """The HTML of those without a tag of their own or a note, sanitised in one go: they leave nothing open."""
        if self._join_han:
            return {}
        chunks = self._chunks
        plain = {
            index: made.html for index, made in ahead.items() if "<" not in chunks[index].source and not made.notes
        }
        safe = zip(plain, sanitised_at_once(list(plain.values())), strict=True)
        return {index: finish.prepare(_in_order(html)) for index, html in safe if html is not None}

    def _without_html(self, index: int) -> list[int]:
        """The chunks from `index` on that are to be rendered, as many as are worth reading at once; what may define
        something is read alone."""
        found, size = [index], 0
        if self._chunks[index].defines:
            return found
        for place in range(index + 1, len(self._chunks)):
            chunk = self._chunks[place]
            size += len(chunk.source)
            if chunk.html is not None or size > _AT_ONCE:
                break
            if not chunk.defines:
                found.append(place)
        return found

    def _local_patch(self, stretch: Stretch) -> Patch:
        """The patch when nothing outside the stretch can have changed but its lines."""
        slots, notes = ([part for one in stretch.come for part in one.numbers[kind]] for kind in (0, 1))
        if [slots, notes] != [[part for one in stretch.gone for part in one.numbers[kind]] for kind in (0, 1)]:
            return self._patch(self._chunks)
        first, stop = stretch.first, stretch.first + len(stretch.gone)
        at = iter([fill for fills in self._fills[first:stop] for fill in fills])
        fills = [tuple(next(at) for _ in one.html.slots) for one in stretch.come if one.html is not None]
        html = [one.html.filled(fill) for one, fill in zip(stretch.come, fills, strict=True) if one.html is not None]
        self._fills[first:stop] = fills
        start = self._lines[first]
        lines = list(accumulate((one.breaks for one in stretch.come), initial=start))
        old_end = self._lines[stop] if stop < len(self._lines) else self._end
        end = lines.pop() + (0 if stop < len(self._lines) else 1)
        shift = end - old_end
        behind = self._lines[stop:]
        if shift:
            behind = [line + shift for line in behind]
        return self._told(
            [*self._html[:first], *html, *self._html[stop:]],
            [*self._lines[:first], *lines, *behind],
            self._end + shift,
            first,
            len(self._html) - stop,
        )

    def _patch(self, chunks: Sequence[Chunk]) -> Patch:
        """The patch found by comparing the whole page."""
        ready = [one.html for one in chunks if one.html is not None]
        numbers = finish.numbered(ready, self._dialect.numbering)
        self._fills = numbers.fills
        html = [one.filled(fills) for one, fills in zip(ready, numbers.fills, strict=True)]
        lines = [0, *accumulate(one.breaks for one in chunks)]
        end = lines.pop() + 1
        if numbers.section:
            html.append(numbers.section)
            lines.append(end - 1)
        return self._told(html, lines, end, 0, 0)

    def _told(self, html: list[str], lines: list[int], end: int, first: int, behind: int) -> Patch:
        """The patch to this page; at least `first` chunks at the beginning and `behind` at the end are the same."""
        old, old_lines = self._html, self._lines
        shortest = min(len(old), len(html))
        while first < shortest - behind and old[first] == html[first] and old_lines[first] == lines[first]:
            first += 1
        shift = end - self._end
        while (
            behind < shortest - first
            and old[-1 - behind] == html[-1 - behind]
            and old_lines[-1 - behind] + shift == lines[-1 - behind]
        ):
            behind += 1
        stop = len(html) - behind
        patch = Patch(
            base=self.revision,
            revision=self.revision + 1,
            first=first,
            removed=len(old) - behind - first,
            html=tuple(html[first:stop]),
            lines=tuple(lines[first:stop]),
            shift=shift,
            end=end,
        )
        self._html, self._lines, self._end, self.revision = html, lines, end, self.revision + 1
        return patch


def _lines_of(body: str, change: Splice) -> str:
    """The lines of a body in which something changed."""
    end = body.find("\n", change.position + len(change.added))
    return body[body.rfind("\n", 0, change.position) + 1 : end if end >= 0 else len(body)]


def _fragments(dialect: Dialect, sources: Sequence[str], known: Definitions | None) -> Sequence[Fragment]:
    """What the dialect makes of them; the libraries fail on some texts, and one chunk must not take others with it."""
    try:
        return dialect.fragments(sources, known) if known else [dialect.fragment(sources[0], None)]
    except Exception as error:
        if len(sources) > 1:
            return [made for source in sources for made in _fragments(dialect, [source], known)]
        return [Fragment(_as_written(sources[0], error))]


def _as_written(source: str, error: Exception) -> str:
    reason = escape(f"{type(error).__name__}: {error}", quote=True)
    return f'<pre class="not-rendered" title="{reason}"><code>{escape(source.strip())}</code></pre>'


@cache
def _shared(dialect: str) -> Dialect:
    return dialect_of(dialect)
