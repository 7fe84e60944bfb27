"""The menu of encodings a post can be read in again; one that cannot be says why. Knows words only."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

translate = QCoreApplication.translate

NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5": "Big5",
    "shift_jis": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "iso8859-2": "ISO 8859-2",
    "latin-1": "Latin-1",
}


class EncodingMenu(QMenu):
    """`fits` says of each codec whether it gives the post's bytes back; `current` is the one the text is shown in."""

    chosen = Signal(object)  # str: the codec

    def __init__(self, fits: Mapping[str, bool], current: str, *, unsaved: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self.setAccessibleName(translate("EncodingMenu", "Encoding of the file"))
        if unsaved:
            self._say(translate("EncodingMenu", "Save first: a post with unsaved text is not read again"))
        else:
            self._say(translate("EncodingMenu", "Read the file again as"))
        for codec, is_good in fits.items():
            name = NAMES.get(codec, codec)
            action = self.addAction(name)
            action.setData(codec)
            action.setCheckable(True)
            action.setChecked(codec == current)
            action.setEnabled(is_good and not unsaved)
            if not is_good:
                words = translate("EncodingMenu", "{encoding}: some bytes do not fit")
                action.setText(words.format(encoding=name))
        self.triggered.connect(self._choose)

    def _say(self, words: str) -> None:
        self.addAction(words).setEnabled(False)
        self.addSeparator()

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if action.data() and action.data() != self._current:
            self.chosen.emit(action.data())
