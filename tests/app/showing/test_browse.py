"""What list and sidebar show follows the library, however its rows come."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app.library.index.delta import Delta
from journal_app.library.row import PostRow
from journal_app.library.search.query import Query
from journal_app.settings import JournalChoices
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


@pytest.mark.webengine
def test_the_tree_of_categories_is_as_the_site_reads_it_until_the_author_says_else(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    posts = tmp_path / "source" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "_config.yml").write_text("title: x\n")
    (posts / "a.md").write_text("---\ntitle: A\ndate: 2024-11-24\ncategories: [Life, Daily]\n---\n")
    parts = start(tmp_path)

    def tree() -> list[str]:
        return [name for name, _ in parts.browse._table.listing(Query()).facets.categories]

    qtbot.waitUntil(lambda: tree() == ["Life", "Life/Daily"], timeout=10_000)
    qtbot.waitUntil(lambda: "Life/Daily" in parts.browse.values("category"), timeout=10_000)
    parts.browse.on_query_requested(Query("category:Life/Daily "))
    assert [row.title for row in parts.browse.shown()] == ["A"]
    parts.preferences.choose_journal(tmp_path, JournalChoices(category_lists="apart"))
    qtbot.waitUntil(lambda: tree() == ["Daily", "Life"], timeout=10_000)
    qtbot.waitUntil(lambda: not parts.browse.shown(), timeout=10_000)
