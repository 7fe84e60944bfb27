"""How the articles of the open journal are read and how they look: its choices, put in force and asked for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Slot

from journal_app.app.preferences import Preferences
from journal_app.app.showing.present import Present
from journal_app.post.errors import shown
from journal_app.session.jobs import Jobs, raised
from journal_app.session.librarian import Librarian
from journal_app.settings import JournalChoices
from journal_app.ui.preview.view import PreviewView
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate


class Articles(QObject):
    """Hands the choices of the open journal to whoever reads them, and follows its style sheet on disk."""

    def __init__(
        self,
        preferences: Preferences,
        librarian: Librarian,
        present: Present,
        jobs: Jobs,
        preview: PreviewView,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._librarian = librarian
        self._present = present
        self._jobs = jobs
        self._preview = preview
        self._window = window
        self._read: Path | None = None  # the style sheet that is read, or was
        self._missed: Path | None = None  # the one that was said to be of no use

    @property
    def choices(self) -> JournalChoices:
        """What is chosen for the open journal."""
        return self._preferences.choices(self._librarian.folder)

    @property
    def style(self) -> str:
        """The article style in force: the journal's, else the author's."""
        return self.choices.style or self._preferences.settings.preview_style

    @property
    def sheet(self) -> Path | None:
        """Where the open journal's own style sheet is said to be."""
        folder, name = self._librarian.folder, self.choices.style_sheet.strip()
        return folder / name if folder is not None and name else None

    @Slot(object)
    def on_post_opened(self, _: object) -> None:
        """A post comes in front, maybe of another journal."""
        self.show_style()

    def show_style(self) -> None:
        """Let the preview look as this journal's articles do."""
        self._preview.set_style(self.style)
        if self.sheet != self._read:
            self.look()

    @Slot()
    def look(self) -> None:
        """Read the style sheet: it may be another, or have changed."""
        sheet = self.sheet
        if sheet is None:
            if self._read is not None:
                self._preview.set_sheet("")
            self._read = None
            return
        self._read = sheet
        self._jobs.run(partial(_sheet, sheet), partial(self._show_sheet, sheet), raised)

    @Slot(object)
    def on_journal_changed(self, folder: Path) -> None:
        """The author chose: what is shown and read follows at once."""
        if folder == self._librarian.folder:
            self._librarian.choose_site(self.choices)
            self.show_style()
            self._present.read_anew()

    @Slot()
    def journal_settings(self) -> None:
        """Show the choices of the open journal, and take what the author makes of them."""
        folder = self._librarian.folder
        if folder is None:
            return
        from journal_app.library.sites import sites
        from journal_app.ui.dialogs.journal_settings import JournalSettingsDialog

        dialog = JournalSettingsDialog(folder, self.choices, self._window, found=sites.site_of(folder))
        dialog.choices_accepted.connect(partial(self._preferences.choose_journal, folder))
        dialog.exec()

    @Slot(object)
    def ask_dialect(self, place: QPoint) -> None:
        """Offer the dialects above this place on the screen."""
        folder = self._librarian.folder
        if folder is None:
            return
        from journal_app.ui.dialogs.journal_settings import DialectMenu

        menu = DialectMenu(self.choices, self._window)
        menu.choices_accepted.connect(partial(self._preferences.choose_journal, folder))
        menu.settings_requested.connect(self.journal_settings)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _show_sheet(self, sheet: Path, css: str) -> None:
        if sheet != self._read:
            return
        self._preview.set_sheet(css)
        if not css and self._missed != sheet:
            text = translate("Articles", "The style sheet {name} is not there, or holds nothing that can be used.")
            self._window.status.show_message(text.format(name=shown(Path(sheet.name))))
        self._missed = None if css else sheet


def _sheet(path: Path) -> str:
    from journal_app.render.safe import style_sheet

    return style_sheet.read(path)
