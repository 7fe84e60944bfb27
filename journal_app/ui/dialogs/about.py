"""What the program is, its version, and what it is built on."""

import platform

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QWidget

from journal_app import __version__
from journal_app.ui.dialogs.parts import Dialog

translate = QCoreApplication.translate


class AboutDialog(Dialog):
    """A few sentences and the versions a report of a fault needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("About", "About Journal"), parent)
        title = self.add_sentence(translate("About", "Journal"), "heading")
        font = title.font()
        font.setPixelSize(24)
        title.setFont(font)
        self.add_sentence(translate("About", "An editor for journals kept as Markdown files in a folder."))
        versions = translate("About", "Version {version} · Python {python} · Qt {qt}").format(
            version=__version__, python=platform.python_version(), qt=qVersion()
        )
        self.add_sentence(versions, "dim")
        self.add_sentence(
            translate("About", "Free software under the MIT licence. Built on Qt for Python, under the LGPL."), "dim"
        )
        self.add_close()
        self.setMinimumWidth(400)
