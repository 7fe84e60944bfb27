"""What list and sidebar show follows the library, however its rows come."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.library.index.delta import Delta
from journal_app.library.row import PostRow
from journal_app.library.search.query import Query
from tests.app.conftest import Start


@pytest.mark.webengine
def test_all_of_many_rows_that_come_at_once_are_shown_without_another_change(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: One\n---\n", "utf-8")
    parts = start(tmp_path)
    qtbot.waitUntil(lambda: parts.desk.current is not None and not parts.librarian.is_looking, timeout=10_000)
    parts.browse.start(Query())
    rows = tuple(PostRow(tmp_path / f"{number}.md", "Post") for number in range(7000))
    parts.librarian.library_changed.emit(Delta(added=rows))
    qtbot.waitUntil(lambda: len(parts.post_list.rows) == 7001, timeout=10_000)
