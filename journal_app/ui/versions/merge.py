"""The places where two hands changed the same lines: for each, whose lines go into the post. Knows no disk."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journal_app.post.merge import Choice, Merged, Piece
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.style.theme import Tokens, mix

translate = QCoreApplication.translate

MOST_HUNKS = 200
_MOST_LINES = 14
_CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")


@dataclass(frozen=True, slots=True)
class MergeWords:
    """What the dialog says: window title, heading, explanation, the names of both sides, and what the button does."""

    window: str
    heading: str
    explanation: str
    mine: str
    theirs: str
    action: str


def conflict_words(title: str) -> MergeWords:
    """For a post that was changed on disk while it was edited."""
    return MergeWords(
        translate("Merge", "Merge"),
        translate("Merge", '"{title}" was changed here and on disk').format(title=title),
        translate("Merge", "What was changed in different places is merged already. Here both changed the same lines:"),
        translate("Merge", "Mine"),
        translate("Merge", "On disk"),
        translate("Merge", "Merge"),
    )


def copy_words(title: str, name: str) -> MergeWords:
    """For a post and a conflict copy of it."""
    return MergeWords(
        translate("Merge", "Compare with the conflict copy"),
        translate("Merge", '"{title}" and its conflict copy').format(title=title),
        translate("Merge", "{name} differs from the post in these places. What you choose goes into the post.").format(
            name=name
        ),
        translate("Merge", "This post"),
        translate("Merge", "The copy"),
        translate("Merge", "Take over what is chosen"),
    )


class MergeDialog(Dialog):
    """One card a hunk, with both versions side by side; `choices` are what was chosen, in the order of the hunks."""

    choices_made = Signal(object)  # tuple[Choice, ...]

    def __init__(
        self,
        merged: Merged,
        words: MergeWords,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        chosen: Choice | None = None,
    ) -> None:
        super().__init__(words.window, parent)
        self.add_sentence(words.heading, "heading")
        self.add_sentence(words.explanation, "dim")
        hunks = merged.hunks
        self._cards = [_Card(hunk, words, tokens) for hunk in hunks[:MOST_HUNKS]]
        self._rest = max(0, len(hunks) - MOST_HUNKS)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for card in self._cards:
            card.chosen.connect(self._count)
            column.addWidget(card)
        if self._rest:
            text = translate("Merge", "Further places: {n}. There the text stays as it is in this post.")
            column.addWidget(QLabel(text.format(n=self._rest)))
        column.addStretch(1)
        inside = QWidget(self)
        inside.setLayout(column)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.column.addWidget(area, 1)
        self._all = QHBoxLayout()
        self._all.setSpacing(8)
        self._left = QLabel(self)
        self._left.setProperty("role", "dim")
        self._all.addWidget(self._left, 1)
        for name, text in (("mine", words.mine), ("theirs", words.theirs)):
            button = QPushButton(translate("Merge", "Everywhere: {side}").format(side=text), self)
            button.setObjectName(f"all_{name}")
            button.setAutoDefault(False)
            button.clicked.connect(self._choose_all)
            self._all.addWidget(button)
        self.column.addLayout(self._all)
        self._action = self.add_buttons(words.action, translate("Merge", "Later"))
        self.accepted.connect(self._report)
        if chosen is not None:
            for card in self._cards:
                card.choose(chosen)
        self._count()
        self.resize(860, 600)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen, for each hunk; mine where nothing is yet."""
        chosen: list[Choice] = [card.choice or "mine" for card in self._cards]
        chosen += ["mine"] * self._rest
        return tuple(chosen)

    @Slot()
    def _choose_all(self) -> None:
        choice: Choice = "theirs" if self.sender().objectName() == "all_theirs" else "mine"
        for card in self._cards:
            card.choose(choice)

    @Slot()
    def _count(self) -> None:
        left = sum(card.choice is None for card in self._cards)
        self._action.setEnabled(not left)
        self._left.setText(translate("Merge", "Places left to choose: {n}").format(n=left) if left else "")

    @Slot()
    def _report(self) -> None:
        self.choices_made.emit(self.choices)


class _Card(QWidget):
    """One hunk: its line, three buttons, and the lines of both sides."""

    chosen = Signal()

    def __init__(self, hunk: Piece, words: MergeWords, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._choice: Choice | None = None
        head = QHBoxLayout()
        head.setSpacing(6)
        line = QLabel(translate("Merge", "Line {n}").format(n=hunk.line))
        line.setProperty("role", "dim")
        head.addWidget(line)
        head.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        names: Sequence[str] = (words.mine, words.theirs, translate("Merge", "Both"))
        for number, name in enumerate(names):
            button = QToolButton(self)
            button.setText(name)
            button.setCheckable(True)
            button.setObjectName(_CHOICES[number])
            button.setAccessibleName(translate("Merge", "Line {n}: {side}").format(n=hunk.line, side=name))
            self._group.addButton(button, number)
            head.addWidget(button)
        self._group.idClicked.connect(self._click)
        sides = QHBoxLayout()
        sides.setSpacing(10)
        self._sides = {"mine": _lines(hunk.mine, self), "theirs": _lines(hunk.theirs, self)}
        for label in self._sides.values():
            sides.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(sides)
        self._paint()

    @property
    def choice(self) -> Choice | None:
        """What is chosen, if anything."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Take a side."""
        self._choice = choice
        self._group.button(_CHOICES.index(choice)).setChecked(True)
        self._paint()
        self.chosen.emit()

    @Slot(int)
    def _click(self, number: int) -> None:
        self.choose(_CHOICES[number])

    def _paint(self) -> None:
        tokens = self._tokens
        for side, label in self._sides.items():
            is_taken = self._choice in (side, "both")
            is_left = self._choice is not None and not is_taken
            back = mix(tokens.seal, tokens.page, 0.10) if is_taken else tokens.code
            ink = mix(tokens.dim, tokens.code, 0.8) if is_left else tokens.ink
            edge = tokens.seal if is_taken else tokens.hairline
            label.setStyleSheet(
                f"background: {back}; color: {ink}; border: 1px solid {edge}; border-radius: 6px; padding: 8px 10px;"
            )


def _lines(text: str, parent: QWidget) -> QLabel:
    lines = text.removesuffix("\n").split("\n") if text else []
    shown = [line[:400] for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(translate("Merge", "… further lines: {n}").format(n=len(lines) - _MOST_LINES))
    label = QLabel("\n".join(shown) if lines else translate("Merge", "(nothing)"), parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
