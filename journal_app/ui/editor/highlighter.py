"""Colours a document's blocks, those that are seen and no others. Knows Markdown only through `marks`.

Not a QSyntaxHighlighter: that one walks the whole text after loading. Here a block keeps in its user state what
was open before and after it and whether it has been coloured; the first `_known` blocks' states follow one
another truly. An edit colours the blocks it touched; the view asks for the rest as they come into sight.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from journal_app.ui.editor import marks
from journal_app.ui.editor.marks import Mark, line_marks, next_state
from journal_app.ui.editor.mirror import unit_in
from journal_app.ui.style.theme import LIGHT, Tokens

_AT_ONCE = 300  # blocks coloured within an edit; the rest waits to be seen
_AT_A_TIME = 2_000  # blocks learnt of while the author rests
_FAR = 10_000  # blocks learnt of at once, when the view leaps
_COLOURED = 1


def _state_of(block: QTextBlock) -> tuple[int, int, bool]:
    """(open before, open after, coloured); (-1, -1, False) when the block was never looked at."""
    state = block.userState()
    return (-1, -1, False) if state < 0 else (state >> 1 & 0xFFF, state >> 13 & 0xFFF, bool(state & _COLOURED))


def _put_state(block: QTextBlock, before: int, after: int, coloured: bool) -> None:
    block.setUserState(after << 13 | before << 1 | int(coloured))


def code_after(block: QTextBlock) -> bool:
    """Whether the block lies in a fence or opens one, as far as is known."""
    state = block.userState()
    return state >= 0 and (marks.is_code(state >> 13 & 0xFFF) or marks.is_code(state >> 1 & 0xFFF))


class Highlighter(QObject):
    """The colours of one document."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._known = 0
        self._awaited = -1  # the first block of a view that waits until more is known
        self.is_behind = False  # an edit changed what is open in the blocks after it: what is seen must be asked for
        self._blocks = document.blockCount()
        self._tokens = LIGHT
        self._code_families: list[str] = []
        self._formats: dict[int, QTextCharFormat] = {}

    def set_look(self, tokens: Tokens, code_families: list[str]) -> bool:
        """Take these colours and fonts; whether they are new, so that what is seen must be coloured again."""
        if tokens == self._tokens and code_families == self._code_families and self._formats:
            return False
        self._tokens = tokens
        self._code_families = code_families
        self._formats = {0: QTextCharFormat()}
        if self._known:
            for block in _from(self._document.firstBlock()):
                state = block.userState()
                if state > 0 and state & _COLOURED:
                    block.setUserState(state & ~_COLOURED)
        return True

    def restart(self) -> None:
        """The document was filled without a word of it."""
        self._blocks = self._document.blockCount()

    def change(self, unit: int, added: int) -> None:
        """`added` UTF-16 units at `unit` are new. Called before the layout hears of it."""
        blocks, self._blocks = self._blocks, self._document.blockCount()
        first = self._document.findBlock(unit)
        last = self._document.findBlock(unit + added)
        start, end = first.blockNumber(), last.blockNumber()
        if not last.isValid():
            last, end = self._document.lastBlock(), self._blocks - 1
        if start > self._known or end - start > _AT_ONCE:
            for block in _from(first):
                block.setUserState(-1)
                if block.blockNumber() >= end:
                    break
            self._known = min(self._known, start)
            self.is_behind = True
            return
        before = self._state_before(first)
        block = first
        while True:
            before = self._colour(block, before)
            if block == last:
                break
            block = block.next()
        following = last.next()
        if following.isValid() and _state_of(following)[0] != before:
            self._known = end + 1
            self.is_behind = True
        else:
            self._known = max(self._known + self._blocks - blocks, end + 1)

    @property
    def is_awaited(self) -> bool:
        """Whether the view showed blocks too far from what was known, and they can be coloured now."""
        return 0 <= self._awaited <= self._known + _FAR

    def show(self, first: QTextBlock, last: QTextBlock) -> bool:
        """Colour the blocks from `first` to `last` where they are not yet; False when too much lies before them."""
        self.is_behind = False
        self._awaited = -1
        if not first.isValid():
            return True
        if first.blockNumber() > self._known + _FAR:
            self._awaited = first.blockNumber()
            return False
        before = self._know(first)
        block = first
        while block.isValid():
            stored, after, coloured = _state_of(block)
            if stored != before or not coloured:
                had = bool(block.layout().formats())
                after = self._colour(block, before)
                if had or block.layout().formats():
                    self._document.markContentsDirty(block.position(), block.length())
            before = after
            if block == last:
                break
            block = block.next()
        self._known = max(self._known, (block.blockNumber() if block.isValid() else self._blocks - 1) + 1)
        return True

    def learn(self) -> bool:
        """Make some more states follow one another, so that a leap to the end need not; false when all do."""
        if self._known < self._blocks - 1:
            self._know(self._document.findBlockByNumber(min(self._known + _AT_A_TIME, self._blocks - 1)))
        return self._known < self._blocks - 1

    def restore_preedit(self, block: QTextBlock) -> None:
        """An input method put its own formats on the block: lay ours around them again."""
        if not block.isValid():
            return
        self._colour(block, self._know(block))
        self._document.markContentsDirty(block.position(), block.length())

    def _state_before(self, block: QTextBlock) -> int:
        previous = block.previous()
        return max(0, _state_of(previous)[1]) if previous.isValid() else 0

    def _know(self, block: QTextBlock) -> int:
        """What is open before `block`, after making the states up to it follow one another."""
        number = block.blockNumber()
        if number > self._known:
            at = self._document.findBlockByNumber(self._known)
            before = self._state_before(at)
            for one in _from(at):
                if one == block:
                    break
                stored, after, _ = _state_of(one)
                if stored != before:
                    after = next_state(one.text(), before)
                    _put_state(one, before, after, False)
                before = after
            self._known = number
        return self._state_before(block)

    def _colour(self, block: QTextBlock, before: int) -> int:
        text = block.text()
        found, after = line_marks(text, before)
        _put_state(block, before, after, True)
        layout = block.layout()
        pending = layout.preeditAreaText()
        if not found and not pending:
            if layout.formats():
                layout.clearFormats()
            return after
        if found and not text.isascii() and max(text) > "\uffff":
            found = [Mark(unit_in(text, one.start), unit_in(text, one.end), one.style) for one in found]
        ranges = []
        at, size = layout.preeditAreaPosition(), len(pending.encode("utf-16-le")) // 2
        for start, end, style in found:
            if style:
                one = QTextLayout.FormatRange()
                one.start = start + size if pending and start >= at else start
                one.length = (end + size if pending and end > at else end) - one.start
                one.format = self._format(style)
                ranges.append(one)
        if pending:
            ranges += [one for one in layout.formats() if at <= one.start and one.start + one.length <= at + size]
        layout.setFormats(ranges)
        return after

    def _format(self, style: int) -> QTextCharFormat:
        made = self._formats.get(style)
        if made is None:
            made = self._formats[style] = self._make(style)
        return made

    def _make(self, style: int) -> QTextCharFormat:
        made = QTextCharFormat()
        tokens = self._tokens
        colour = ""
        for bit, name in (
            (marks.QUOTE | marks.DONE, tokens.dim),
            (marks.HEADING, tokens.seal),
            (marks.LINK, tokens.seal),
            (marks.MATH, "#8fb4e3" if tokens.dark else "#2f5597"),
            (marks.LANGUAGE, "#8fb4e3" if tokens.dark else "#2f5597"),
            (marks.HTML | marks.TARGET | marks.DIM, tokens.dim),
            (marks.BULLET, tokens.seal),
        ):
            if style & bit:
                colour = name
        if colour:
            made.setForeground(QColor(colour))
        if style & marks.BOLD and not style & marks.DIM:
            made.setFontWeight(QFont.Weight.Bold)
        if style & marks.ITALIC:
            made.setFontItalic(True)
        if style & marks.STRIKE:
            made.setFontStrikeOut(True)
        if style & marks.HAN_EMPHASIS:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(QColor(tokens.seal))
        if style & (marks.CODE | marks.MATH) and self._code_families:
            made.setFontFamilies(self._code_families)
        if style & marks.CODE:
            made.setBackground(QColor(tokens.code))
        return made


def _from(block: QTextBlock) -> Iterator[QTextBlock]:
    while block.isValid():
        yield block
        block = block.next()
