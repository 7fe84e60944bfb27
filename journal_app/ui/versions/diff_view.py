"""Two texts as one list of lines: gone lines begin with −, new ones with +. Knows no post."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import islice

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontDatabase, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from journal_app.ui.style.theme import LIGHT, Tokens, mix

translate = QCoreApplication.translate

CONTEXT = 3
MOST_LINES = 3000


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The changed lines with three around them, as (mark, line); marks are "-", "+", " " and "…" for what is left out.

    Texts whose differing middle is longer than 3,000 lines are shown as gone and new as a whole, cut at that length.
    """
    old, new = (text.split("\n") if text else [] for text in (before, after))
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    lines = [(" ", line) for line in old[max(0, head - CONTEXT) : head]]
    if head > CONTEXT:
        lines.insert(0, ("…", ""))
    if max(len(left), len(right)) > MOST_LINES:
        lines += [("-", line) for line in islice(left, MOST_LINES)]
        lines += [("+", line) for line in islice(right, MOST_LINES)]
        return [*lines, ("…", "")]
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            kept = left[i:j]
            if len(kept) > 2 * CONTEXT:
                lines += [(" ", line) for line in kept[:CONTEXT]]
                lines.append(("…", ""))
                kept = kept[-CONTEXT:]
            lines += [(" ", line) for line in kept]
        else:
            lines += [("-", line) for line in left[i:j]]
            lines += [("+", line) for line in right[k:m]]
    lines += [(" ", line) for line in old[len(old) - tail :][:CONTEXT]]
    return [*lines, ("…", "")] if tail > CONTEXT else lines


class DiffView(QPlainTextEdit):
    """The changed lines of two texts, read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setProperty("role", "source")
        self.setAccessibleName(translate("Diff", "Differences"))
        self._tokens = LIGHT
        self._lines: Sequence[tuple[str, str]] = ()

    def show_texts(self, before: str, after: str) -> None:
        """Show what leads from the first text to the second."""
        same = [(" ", translate("Diff", "The texts are the same."))]
        self.show_lines(changes(before, after) if before != after else same)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these lines, each behind its mark: "-", "+", " " or "…"."""
        self._lines = lines
        self.clear()
        cursor = QTextCursor(self.document())
        for number, (mark, line) in enumerate(lines):
            form = QTextBlockFormat()
            if mark in "+-":
                tint = self._tokens.seal if mark == "-" else self._tokens.ink
                form.setBackground(QColor(mix(tint, self._tokens.code, 0.12)))
            if number:
                cursor.insertBlock(form)
            else:
                cursor.setBlockFormat(form)
            cursor.insertText("⋯" if mark == "…" else f"{'−' if mark == '-' else mark} {line}")
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self.show_lines(self._lines)
