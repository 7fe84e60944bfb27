"""Posts on their way out: a page, a PDF, a folder of pages, rich text for the clipboard. Told as notices."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from journal_app import files, settings
from journal_app.app.exporting import work as export_work
from journal_app.app.exporting.work import Style
from journal_app.app.notices import Notices
from journal_app.app.preferences import Preferences
from journal_app.app.showing.browse import Browse
from journal_app.library.making import names
from journal_app.library.sites.folder import is_markdown
from journal_app.post.errors import ExportFailed, JournalError, shown
from journal_app.post.post import Post
from journal_app.session import outside
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.ui import messages
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # none of it is for the start
    from journal_app.app.exporting.printing import Press
    from journal_app.render.export.export import Exported, Note
    from journal_app.render.export.folder import Errand, Export, Line
    from journal_app.ui.dialogs.export import ExportDialog, ExportWish

translate = QCoreApplication.translate


class Exporting(QObject):
    """Deeds that lead out of the journal; nothing in it is changed."""

    _progressed = Signal(int)

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        jobs: Jobs,
        browse: Browse,
        notices: Notices,
        window: MainWindow,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._jobs = jobs
        self._browse = browse
        self._notices = notices
        self._window = window
        self._preferences = preferences
        self._lane: Jobs | None = None  # long exports have one of their own, made when it is wanted
        self._export: Export | None = None
        self._is_cancelled = False
        self._press: Press | None = None
        self._to_print: deque[tuple[Path, Exported]] = deque()

    def close(self) -> None:
        """End what is under way; pages that are written stay."""
        if self._export is not None:
            self._export.stop()
        if self._lane is not None:
            self._lane.stop()
        if self._press is not None:
            self._press.close()

    # One post

    def html(self, path: Path, target: Path | None = None) -> None:
        """Write the post as it stands in the window as one HTML file; asks where when `target` is None."""
        self._one(path, ".html", target, self._write_page)

    def pdf(self, path: Path, target: Path | None = None) -> None:
        """The same as a PDF."""
        self._one(path, ".pdf", target, self._print)

    def copy(self, path: Path) -> None:
        """Put the post on the clipboard as it is pasted into a mail or another editor, and as it is written."""
        try:
            post = self._read(path)
        except JournalError as error:
            self._notices.tell(error)
            return
        work = partial(export_work.made, post, self._librarian.site, self._style(), rich=True)
        self._jobs.run(work, partial(self._copied, post.body), self._failed)

    def _one(self, path: Path, ending: str, target: Path | None, then: "Callable[[Path, Exported], None]") -> None:
        try:
            post = self._read(path)
        except JournalError as error:
            self._notices.tell(error)
            return
        folder = self._librarian.folder or path.parent
        if target is None:
            suggested = Path.home() / f"{names.name_of(path, folder)}{ending}"
            from journal_app.ui.dialogs import pickers

            target = pickers.pick_export(self._window, suggested)
        if target is None:
            return
        self._window.status.show_message(translate("Posts", "Exporting…"))
        work = partial(export_work.made, post, self._librarian.site, self._style(), target)
        self._jobs.run(work, partial(then, target), self._failed)

    def _write_page(self, target: Path, page: "Exported") -> None:
        self._write(target, page, page.html)

    def _write(self, target: Path, page: "Exported", content: bytes) -> None:
        self._jobs.run(partial(export_work.written, target, content), partial(self._say_exported, page), self._failed)

    def _print(self, target: Path, page: "Exported") -> None:
        self._to_print.append((target, page))
        if len(self._to_print) == 1:
            self._print_next()

    def _print_next(self) -> None:
        if not self._to_print:
            return
        if self._press is None:
            from journal_app.app.exporting.printing import Press

            self._press = Press(self._window)
        _, page = self._to_print[0]
        self._jobs.run(partial(export_work.marked, page.html), self._print_marked, self._failed)

    def _print_marked(self, marked: bytes) -> None:
        if self._press is not None:
            self._press.print(marked, self._printed)

    def _printed(self, pdf: bytes) -> None:
        target, page = self._to_print.popleft()
        self._jobs.run(
            partial(export_work.outlined, target, pdf, page.html), partial(self._write, target, page), self._failed
        )
        self._print_next()

    def _say_exported(self, page: "Exported", target: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        text = translate("Posts", "Exported to {name}.").format(name=target)
        self._window.status.show_message(text)
        text += self._without(page)
        choices = {"open": (translate("Posts", "Open"), show)}
        self._notices.say("exported", text, choices, again=partial(self._say_exported, page, target))

    def _without(self, page: "Exported") -> str:
        if not page.left_out:
            return ""
        without = translate("Posts", "These images are not in it: {names}.")
        why = {note.name: _why(note) for note in page.notes if note.kind == "image"}
        names = [f"{name} ({why[name]})" for name in page.left_out]
        return " " + without.format(names=translate("Journals", ", ").join(names))

    def _copied(self, text: str, page: "Exported") -> None:
        content = QMimeData()
        content.setText(text)
        content.setData("text/html", QByteArray(page.html))
        QGuiApplication.clipboard().setMimeData(content)
        said = translate("Export", "Copied with its styles and images.")
        self._window.status.show_message(said)
        if page.left_out:
            self._notices.say("exported", said + self._without(page), again=None)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._notices.tell(error)

    # Many posts

    def posts(self, chosen: Iterable[Path]) -> None:
        """Ask which posts of those shown go into which folder, and write them there. `chosen` have a tick at first."""
        folder, shown_rows = self._librarian.folder, self._browse.shown()
        if folder is None or not shown_rows:
            return
        from journal_app.ui.dialogs.export import Choice, ExportDialog

        wanted = set(chosen)
        all_of_them = len(wanted) < 2
        choices = [
            Choice(row.path, row.title, row.date, (all_of_them and not row.draft) or row.path in wanted)
            for row in shown_rows
        ]
        style = self._style()
        styles = [(name, translate("Settings", words)) for name, words in settings.STYLES]
        dialog = ExportDialog(choices, Path.home() / f"{folder.name}-export", styles, style.style, self._window)
        dialog.export_requested.connect(partial(self._begin, dialog, style))
        dialog.cancel_requested.connect(self._cancel)
        dialog.exec()
        dialog.deleteLater()

    def _begin(self, dialog: "ExportDialog", style: Style, wish: "ExportWish") -> None:
        folder = self._librarian.folder
        if folder is None:
            return
        self._is_cancelled = False
        dialog.begin(len(wish.paths))
        unsaved = {path: post for path in wish.paths if (post := self._desk.post(path)) is not None}
        style = replace(style, style=wish.style)
        work = partial(export_work.planned, wish, unsaved, self._librarian.site, folder, style)
        if self._lane is None:
            self._lane = Jobs(1, self)
        self._lane.run(work, partial(self._ask, dialog), partial(self._not_planned, dialog))

    def _ask(self, dialog: "ExportDialog", planned: "tuple[Errand, list[Line], tuple[Path, ...]]") -> None:
        errand, lines, foreign = planned
        if self._is_cancelled:
            dialog.show_report(translate("Export", "Nothing was exported."), [], done=False)
            return
        if foreign:
            words = translate("Export", "Files that Journal did not make are in the way: {names}. Replace them?")
            listed = translate("Journals", ", ").join(shown(Path(path.name)) for path in foreign[:5])
            text = words.format(names=listed + ("…" if len(foreign) > 5 else ""))
            title, action = translate("Export", "Export posts"), translate("Export", "Replace")
            if not messages.confirm(dialog, title, text, action):
                errand = replace(errand, kept=frozenset(foreign))
        from journal_app.render.export.folder import Export

        self._export = Export(errand, partial(files.write, spare=is_markdown, one_of_many=True))
        self._export.report.lines += lines
        total = len(errand.orders)

        def show(done: int) -> None:
            dialog.show_progress(done, total)

        self._progressed.connect(show, Qt.ConnectionType.QueuedConnection)
        assert self._lane is not None
        end = partial(self._ended, dialog, self._export, errand.folder)
        self._lane.run(
            partial(export_work.taken, self._export, errand.folder, self._progressed.emit),
            end,
            partial(self._not_planned, dialog),
        )

    @Slot()
    def _cancel(self) -> None:
        self._is_cancelled = True
        if self._export is not None:
            self._export.stop()

    def _not_planned(self, dialog: "ExportDialog", error: Exception) -> None:
        self._export = None
        if not isinstance(error, JournalError):
            dialog.show_report(translate("Export", "Nothing was exported."), [str(error)], done=False)
            raise error
        dialog.show_report(translate("Export", "Nothing was exported."), [messages.sentence(error)], done=False)

    def _ended(self, dialog: "ExportDialog", export: "Export", folder: Path, _: object) -> None:
        self._export = None
        self._progressed.disconnect()
        report = export.report
        count = sum(1 for path in report.written if path.name != "index.html")
        if count == 1:
            text = translate("Export", "1 post is in {folder}.")
        else:
            text = translate("Export", "{count} posts are in {folder}.")
        text = text.format(count=count, folder=folder)
        if export.stopped:
            text = translate("Export", "Cancelled.") + " " + text
        lines = [line_words(line) for line in report.lines]
        index = folder / "index.html"

        def show() -> None:
            target = index if index in report.written else folder
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        dialog.open_requested.connect(show)
        dialog.show_report(text, lines, done=bool(report.written))

    def _style(self) -> Style:
        folder = self._librarian.folder
        choices = self._preferences.choices(folder)
        sheet = folder / choices.style_sheet if folder is not None and choices.style_sheet else None
        return Style(choices, choices.style or self._preferences.settings.preview_style, sheet)

    def _read(self, path: Path) -> Post:
        return self._desk.post(path) or outside.post_at(path)


def _why(note: "Note") -> str:
    """Why an image is not in a page, in a few words."""
    match note.reason:
        case "remote":
            return translate("Export", "on the web")
        case "outside":
            return translate("Export", "outside the journal")
        case "no image":
            return translate("Export", "not an image")
        case "too large":
            return translate("Export", "too large")
        case "embedded":
            return translate("Export", "none, or too large")
    looked = translate("Export", "missing; looked for: {places}") if note.tried else translate("Export", "missing")
    return looked.format(places=note.tried)


def line_words(line: "Line") -> str:
    """A line of the report in the author's language."""
    name = shown(Path(line.path.name))
    match line.kind, line.reason:
        case "failed", reason:
            return messages.sentence(ExportFailed(line.path, reason))
        case "kept", _:
            return translate("Export", "{name}: a file of that name is there, and is kept.").format(name=line.name)
        case "link", _:
            text = translate("Export", "{name}: the link to {target} leads to nothing that is exported.")
        case _, "remote":
            text = translate("Export", "{name}: the image {target} is on the web, and stays there.")
        case _, "outside":
            text = translate("Export", "{name}: the image {target} lies outside the journal.")
        case _, "no image":
            text = translate("Export", "{name}: {target} is no image.")
        case _, "too large":
            text = translate("Export", "{name}: the image {target} is too large.")
        case _, "embedded":
            text = translate("Export", "{name}: the embedded image {target} is none, or too large.")
        case _:
            text = translate("Export", "{name}: the image {target} is missing.")
            if line.tried:
                text += " " + translate("Export", "Looked for: {places}")
    return text.format(name=name, target=line.name, places=line.tried)
