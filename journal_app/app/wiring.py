"""Who hears whom: the whole flow on one page. Makes nothing and decides nothing."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from journal_app.app.build import Parts
from journal_app.app.commands import EDITOR_ACTIONS
from journal_app.app.housekeeping.housekeeping import ACTIONS as HOUSEKEEPING_ACTIONS
from journal_app.settings import Settings
from journal_app.ui.actions import EDIT
from journal_app.ui.style.theme import Tokens


def wire(parts: Parts) -> None:
    """Introduce the parts to each other."""
    _wishes(parts)
    _facts(parts)
    _strangers(parts)
    _actions(parts)
    _appearance(parts)


def _wishes(parts: Parts) -> None:
    """From the panes to the commands."""
    commands, browse = parts.commands, parts.browse
    parts.post_list.post_requested.connect(commands.open_post)
    parts.post_list.editor_focus_requested.connect(commands.focus_editor)
    parts.post_list.new_post_requested.connect(commands.new_post)
    parts.post_list.query_requested.connect(browse.on_query_requested)
    parts.sidebar.query_requested.connect(browse.on_query_requested)
    parts.sidebar.saved_edited.connect(parts.searches.on_saved_edited)
    parts.sidebar.rename_requested.connect(parts.searches.rename)
    parts.sidebar.look_edited.connect(parts.searches.on_sidebar_look_edited)
    parts.post_list.save_search_requested.connect(parts.searches.keep)
    parts.post_list.look_edited.connect(parts.searches.on_list_look_edited)
    parts.sidebar.words_requested.connect(parts.housekeeping.show_words)
    parts.sidebar.branch_requested.connect(parts.housekeeping.rename_branch)
    parts.sidebar.query_requested.connect(parts.problems.on_query_requested)
    parts.sidebar.problems_requested.connect(parts.problems.show)
    parts.problems.shown_changed.connect(parts.sidebar.show_problems)
    parts.editor.body_edited.connect(parts.leaving.stay)
    parts.editor.body_edited.connect(parts.edits.edit_body)
    parts.editor.head_requested.connect(parts.edits.put_head)
    parts.editor.encoding_requested.connect(parts.edits.open_as)
    parts.editor.files_dropped.connect(commands.open_dropped)
    parts.editor.incoming.brought.connect(parts.pictures.on_brought)
    parts.editor.incoming.wanted.connect(commands.insert_image)
    parts.form.pictures_brought.connect(parts.pictures.on_cover_brought)
    parts.pictures.field_edited.connect(parts.edits.edit_field)
    parts.editor.cursor_moved.connect(parts.present.on_cursor_moved)
    parts.editor.cursor_moved.connect(parts.outlining.on_cursor_moved)
    parts.editor.zoomed.connect(commands.remember_zoom)
    parts.form.field_edited.connect(parts.edits.edit_field)
    parts.form.field_removed.connect(parts.edits.remove_field)
    parts.form.head_edited.connect(parts.edits.edit_head)
    parts.preview.whole_requested.connect(parts.renderer.show_whole)
    parts.preview.link_activated.connect(parts.following.follow)
    parts.preview.link_hovered.connect(parts.window.status.show_link)
    parts.preview.remote_images_requested.connect(commands.show_remote_images)
    parts.form.typing.connect(parts.present.on_typing)
    parts.editor.scrolled.connect(parts.preview.scroll_to_line)
    parts.preview.scrolled.connect(parts.editor.scroll_to_line)
    parts.preview.pointed.connect(parts.editor.point_to)
    parts.window.journal_requested.connect(commands.open_journal)
    parts.window.folder_dropped.connect(commands.open_journal)
    parts.window.panes_changed.connect(parts.present.show_preview)
    parts.window.status.cancel_requested.connect(parts.librarian.cancel)
    parts.window.status.encoding_requested.connect(parts.posts.ask_encoding)
    parts.window.status.dialect_requested.connect(parts.articles.ask_dialect)


def _facts(parts: Parts) -> None:
    """From what lives to what shows. The order matters where two hear one fact: the post's panes, then the list."""
    desk, librarian = parts.desk, parts.librarian
    desk.post_opened.connect(parts.articles.on_post_opened)
    desk.post_opened.connect(parts.present.on_post_opened)
    desk.post_opened.connect(parts.browse.on_post_opened)
    desk.post_edited.connect(parts.present.on_post_edited)
    desk.post_opened.connect(parts.outlining.on_post_opened)
    desk.post_edited.connect(parts.outlining.on_post_edited)
    _kept(parts)
    desk.post_edited.connect(parts.browse.on_post_edited)
    desk.post_saved.connect(parts.present.on_saved)
    desk.post_saved.connect(parts.notices.on_saved)
    desk.post_saved.connect(parts.journals.on_saved)
    desk.save_failed.connect(parts.present.on_save_failed)
    desk.save_failed.connect(parts.notices.on_save_failed)
    desk.save_failed.connect(parts.leaving.stay)
    desk.copy_saved.connect(parts.notices.on_copy_saved)
    desk.copy_failed.connect(parts.notices.on_copy_failed)
    desk.open_failed.connect(parts.notices.on_open_failed)
    desk.post_opened.connect(parts.notices.on_post_opened)
    desk.post_opened.connect(parts.links.on_post_opened)
    desk.post_edited.connect(parts.links.on_post_edited)
    desk.conflict_found.connect(parts.notices.on_conflict)
    desk.conflict_found.connect(parts.present.on_unsaved_changed)
    desk.unsaved_changed.connect(parts.present.on_unsaved_changed)
    desk.unsaved_changed.connect(parts.browse.on_unsaved_changed)
    desk.unsaved_changed.connect(parts.leaving.on_unsaved_changed)
    desk.post_moved.connect(parts.notices.on_post_moved)
    desk.post_moved.connect(parts.present.on_post_moved)
    desk.post_closed.connect(parts.present.on_post_closed)
    desk.post_closed.connect(parts.notices.on_post_closed)
    librarian.library_changed.connect(parts.browse.on_library_changed)
    librarian.words_counted.connect(parts.browse.on_words_counted)
    parts.browse.vocabulary_changed.connect(parts.present.on_vocabulary_changed)
    parts.browse.series_changed.connect(parts.window.show_series)
    parts.browse.sought_changed.connect(parts.editor.show_hits)
    parts.browse.hit_found.connect(parts.editor.scroll_to_line)
    librarian.library_changed.connect(parts.journals.on_library_changed)
    librarian.library_changed.connect(parts.surveyor.on_library_changed)
    librarian.progressed.connect(parts.browse.on_progressed)
    librarian.progressed.connect(parts.journals.on_progressed)
    librarian.rows_read.connect(parts.browse.on_rows_read)
    librarian.rows_read.connect(parts.journals.show_newest)
    librarian.looked.connect(parts.browse.on_looked)
    librarian.looked.connect(parts.post_list.look_for_covers)
    librarian.looked.connect(parts.preview.look_for_images)
    librarian.looked.connect(parts.journals.on_looked)
    librarian.looked.connect(parts.housekeeping.on_looked)
    librarian.library_changed.connect(parts.housekeeping.on_library_changed)
    librarian.found.connect(parts.browse.on_found)
    librarian.trouble.connect(parts.journals.on_trouble)
    parts.watcher.named.connect(librarian.glance)
    parts.watcher.look_again.connect(librarian.look)
    parts.watcher.look_again.connect(parts.articles.look)
    parts.preferences.journal_changed.connect(parts.articles.on_journal_changed)
    parts.preferences.journal_changed.connect(parts.browse.on_journal_changed)
    parts.preferences.journal_changed.connect(parts.surveyor.on_library_changed)
    parts.renderer.rendered.connect(parts.preview.show_rendered)
    parts.renderer.failed.connect(parts.preview.show_failure)
    parts.recovery.failed.connect(parts.notices.on_recovery_failed)
    parts.preferences.changed.connect(parts.browse.on_settings_changed)
    parts.preferences.trouble.connect(parts.notices.tell)
    hints = QGuiApplication.instance()
    if isinstance(hints, QGuiApplication):
        hints.applicationStateChanged.connect(parts.journals.on_application_state)


def _strangers(parts: Parts) -> None:
    """What other programs do to the journal, and what the author decides on it."""
    desk, librarian, notices, strangers = parts.desk, parts.librarian, parts.notices, parts.strangers
    desk.post_replaced.connect(strangers.on_replaced)
    desk.post_opened.connect(strangers.on_post_opened)
    desk.conflict_ended.connect(notices.on_conflict_ended)
    desk.conflict_ended.connect(parts.present.on_unsaved_changed)
    parts.conflicts.merge_found.connect(notices.on_merge_found)
    parts.conflicts.failed.connect(notices.on_decision_failed)
    notices.given_up.connect(parts.keeping.give_up)
    notices.post_requested.connect(parts.commands.open_post)
    librarian.folder_opened.connect(strangers.on_folder_opened)
    librarian.folder_opened.connect(parts.versions.on_folder_opened)
    librarian.absence_changed.connect(parts.versions.on_absence_changed)
    librarian.looked.connect(parts.versions.on_looked)
    librarian.folder_opened.connect(parts.searches.on_folder_opened)
    librarian.folder_opened.connect(parts.surveyor.on_folder_opened)
    librarian.folder_opened.connect(parts.problems.on_folder_opened)
    librarian.looked.connect(strangers.on_looked)
    librarian.absence_changed.connect(strangers.on_absence_changed)
    parts.watcher.watched.connect(strangers.on_watched)
    strangers.post_requested.connect(parts.commands.open_post)
    parts.instance.requested.connect(strangers.on_requested)


def _kept(parts: Parts) -> None:
    """What must outlive a crash or a save. After the form, which knows what is half typed in it."""
    desk, keeping, autosave, versions = parts.desk, parts.keeping, parts.autosave, parts.versions
    desk.post_opened.connect(keeping.on_post_opened)
    desk.post_opened.connect(autosave.on_post_opened)
    desk.post_replaced.connect(keeping.on_post_replaced)
    desk.post_edited.connect(keeping.on_post_edited)
    desk.post_edited.connect(autosave.on_post_edited)
    desk.post_saved.connect(keeping.on_saved)
    desk.post_moved.connect(keeping.on_post_moved)
    desk.post_moved.connect(autosave.on_post_moved)
    desk.post_moved.connect(versions.on_post_moved)
    parts.posts.given_up.connect(keeping.give_up)
    parts.posts.renamed.connect(versions.on_post_moved)
    parts.posts.renamed.connect(parts.links.on_renamed)
    parts.problems.change_requested.connect(parts.housekeeping.carry_out)
    parts.links.change_requested.connect(parts.housekeeping.carry_out)
    parts.surveyor.moved.connect(parts.links.on_moved)
    parts.recovery.found.connect(parts.journals.on_unsaved_found)
    parts.recovery.mended.connect(parts.notices.on_recovery_mended)
    parts.recovery.discarded_found.connect(versions.on_discarded_found)
    parts.journals.journal_requested.connect(parts.commands.open_journal)
    parts.preferences.changed.connect(versions.on_settings_changed)
    parts.form.typing.connect(keeping.on_typing)


def _actions(parts: Parts) -> None:
    owners: dict[str, QObject] = dict.fromkeys(HOUSEKEEPING_ACTIONS, parts.housekeeping)
    owners |= {"problems": parts.problems, "toggle_links": parts.links}
    owners |= {"journal_settings": parts.articles, "toggle_outline": parts.outlining}
    parts.actions["focus_search"].triggered.connect(parts.problems.hide)
    parts.window.worded.connect(parts.housekeeping.reword)
    for menu in (parts.window.menus.main, parts.window.menus.menus[EDIT]):
        menu.aboutToShow.connect(parts.commands.offer_clipboard)
    for name, action in parts.actions.items():
        owner = owners.get(name, parts.commands)
        action.triggered.connect(parts.commands.run_in_editor if name in EDITOR_ACTIONS else getattr(owner, name))


def _appearance(parts: Parts) -> None:
    """Colours, fonts and the preview's style, now and whenever the settings or the system change."""

    def show(tokens: Tokens) -> None:
        for part in (parts.window, parts.sidebar, parts.post_list, parts.form, parts.editor):
            part.set_tokens(tokens)
        parts.preview.set_tokens(tokens.dark)
        parts.problems.set_tokens(tokens)
        parts.links.set_tokens(tokens)

    def apply(chosen: Settings) -> None:
        show(parts.look.apply(chosen))
        parts.notices.reword()
        parts.present.reword()
        parts.editor.set_font(chosen.editor_font, chosen.editor_size)
        parts.articles.show_style()
        parts.present.show_remote_images()

    def follow_system(_: Qt.ColorScheme) -> None:
        apply(parts.preferences.settings)

    parts.preferences.changed.connect(apply)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(follow_system)
    apply(parts.preferences.settings)
