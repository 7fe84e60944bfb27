"""The index on a real SQLite file: kept between starts, and begun again when the file is at fault."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.library.index import index as index_of
from journal_app.library.index import scan, schema
from journal_app.library.index.delta import Delta
from journal_app.library.index.index import Index
from journal_app.library.row import PostRow
from journal_app.library.search import grammar
from journal_app.post.site import PLAIN
from tests.library.journal import WEEK, row, write


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    journal = tmp_path / "journal"
    write(journal / "week-19.md", WEEK)
    write(journal / "essay.md", "---\ntitle: Essay\ntags: [写作]\n---\nOn rivers and houses.\n")
    return journal


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


def fill(index: Index, journal: Path) -> Delta:
    """Look, store and fill to the end; the rows as the index then has them."""
    index.apply(journal, scan.look(journal, PLAIN, index.rows(journal)))
    while index.fill(journal):
        pass
    return Delta(added=tuple(index.rows(journal).values()))


def found(index: Index, journal: Path, text: str) -> frozenset[Path]:
    return frozenset(index.search(journal, grammar.parse(text).words))


def names(paths: frozenset[Path]) -> set[str]:
    return {path.name for path in paths}


def test_a_second_start_has_the_rows_before_any_post_is_read(journal: Path, database: Path) -> None:
    first = Index(database)
    before = fill(first, journal)
    first.close()
    for path in journal.iterdir():
        path.chmod(0)
    second = Index(database)
    assert tuple(second.rows(journal).values()) == before.added
    second.close()


def test_rows_come_back_as_they_were(journal: Path, database: Path) -> None:
    odd = replace(
        row("name \udcff\udcfe", float("-inf"), path=journal / "a\udcff.md"),
        tags=("a", "b"), categories=("c",), error="The head …", error_line=3, draft=True, pinned=7, fields=("title",),
    )  # fmt: skip
    index = Index(database)
    index.apply(journal, Delta(added=(odd,)))
    index.close()
    index = Index(database)
    assert index.rows(journal) == {odd.path: odd}
    index.close()


def test_full_text_and_words_are_filled_in_behind(journal: Path, database: Path) -> None:
    index = Index(database)
    delta = scan.look(journal, PLAIN, {})
    uncounted = Delta(added=tuple(replace(row, words=-1) for row in delta.added))
    index.apply(journal, uncounted)
    assert found(index, journal, "科研") == frozenset()
    assert index.fill(journal).texts == 2
    counted = index.fill(journal)
    assert {row.path.name: row.words for row in counted.counted} == {"week-19.md": 30, "essay.md": 4}
    assert not index.fill(journal)
    assert names(found(index, journal, "科研")) == {"week-19.md"}
    assert names(found(index, journal, "本科，研究")) == {"week-19.md"}
    assert names(found(index, journal, "写作")) == {"essay.md"}
    assert names(found(index, journal, "RIVER")) == {"essay.md"}
    assert names(found(index, journal, "week19")) == {"week-19.md"}
    assert names(found(index, journal, "")) == {"week-19.md", "essay.md"}
    assert found(index, journal / "elsewhere", "科研") == frozenset()
    index.close()


def test_a_changed_post_is_found_by_its_new_words_only_and_a_removed_one_not_at_all(
    journal: Path, database: Path
) -> None:
    index = Index(database)
    fill(index, journal)
    write(journal / "essay.md", "---\ntitle: Essay\n---\nOn mountains, which is longer.\n")
    fill(index, journal)
    assert not found(index, journal, "rivers")
    assert not found(index, journal, "写作")
    assert names(found(index, journal, "mountains")) == {"essay.md"}
    (journal / "essay.md").unlink()
    fill(index, journal)
    assert not found(index, journal, "mountains")
    assert names(found(index, journal, "科研")) == {"week-19.md"}
    index.close()


def test_two_journals_share_one_file_without_mixing(tmp_path: Path, journal: Path, database: Path) -> None:
    other = tmp_path / "other"
    write(other / "week-19.md", WEEK.replace("科研", "旅行"))
    index = Index(database)
    fill(index, journal)
    fill(index, other)
    assert len(index.rows(other)) == 1
    assert found(index, other, "科研") == frozenset()
    assert found(index, journal, "科研") == {journal / "week-19.md"}
    assert found(index, other, "旅行") == {other / "week-19.md"}
    index.close()


def damage_garbage(database: Path) -> None:
    database.write_bytes(b"this is no database, and long enough to be looked at\n" * 100)


def damage_middle(database: Path) -> None:
    raw = bytearray(database.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    database.write_bytes(raw)


def damage_newer(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def damage_foreign(database: Path) -> None:
    database.unlink()
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE somebody_elses (x)")
    connection.close()


def damage_missing_table(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE post")
    connection.close()


@pytest.mark.parametrize("damage", [damage_garbage, damage_middle, damage_newer, damage_foreign, damage_missing_table])
def test_a_file_at_fault_is_moved_aside_and_begun_again(damage: object, journal: Path, database: Path) -> None:
    index = Index(database)
    before = fill(index, journal)
    index.close()
    damage(database)  # type: ignore[operator]
    index = Index(database)
    assert index.rows(journal) == {}
    assert set(fill(index, journal).added) == set(before.added)
    assert names(found(index, journal, "科研")) == {"week-19.md"}
    index.close()
    assert Path(f"{database}.damaged").exists()
    assert (journal / "week-19.md").read_bytes() == WEEK.encode()


def test_damage_met_in_the_middle_of_work_is_mended_too(journal: Path, database: Path) -> None:
    index = Index(database)
    fill(index, journal)
    index.close()
    index = Index(database)
    assert len(index.rows(journal)) == 2
    assert index._connection is not None
    index._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(database.read_bytes())
    raw[:100] = bytes(100)
    database.write_bytes(raw)
    write(journal / "third.md", "---\ntitle: Third\n---\nthird\n")
    index._connection.execute("PRAGMA shrink_memory")
    fill(index, journal)
    assert names(found(index, journal, "third")) == {"third.md"}
    index.close()


def test_a_file_that_stays_locked_costs_the_memory_and_not_the_work(
    journal: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_of, "_BUSY_SECONDS", 0.05)
    database.parent.mkdir()
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("CREATE TABLE held (x)")
    holder.execute("BEGIN EXCLUSIVE")
    index = Index(database)
    assert index.rows(journal) == {}
    fill(index, journal)
    assert names(found(index, journal, "科研")) == {"week-19.md"}
    index.close()
    holder.execute("ROLLBACK")
    holder.close()


def test_a_cache_folder_that_cannot_be_made_costs_the_memory_and_not_the_work(tmp_path: Path, journal: Path) -> None:
    write(tmp_path / "file", "x")
    index = Index(tmp_path / "file" / "index.sqlite")
    fill(index, journal)
    assert names(found(index, journal, "科研")) == {"week-19.md"}
    index.close()


def test_a_search_answers_while_another_thread_fills(journal: Path, database: Path) -> None:
    for number in range(300):
        write(journal / f"{number}.md", f"---\ntitle: Number {number}\n---\n科研 {number}\n")
    index = Index(database)
    index.apply(journal, scan.look(journal, PLAIN, {}))
    problems: list[Exception] = []

    def work() -> None:
        try:
            while index.fill(journal):
                pass
        except Exception as error:
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        assert len(found(index, journal, "科研")) <= 301
    thread.join()
    assert not problems
    assert len(found(index, journal, "科研")) == 301
    index.close()


def test_a_row_that_changed_while_its_text_was_read_is_filled_again(journal: Path, database: Path) -> None:
    index = Index(database)
    index.apply(journal, scan.look(journal, PLAIN, {}))
    essay = journal / "essay.md"

    other = threading.Thread(target=lambda: index.apply(journal, scan.look(journal, PLAIN, known)))
    known = index.rows(journal)

    def read(asked: PostRow) -> str:
        body = scan.body_of(asked)
        if asked.path == essay and "Third" not in essay.read_text():
            write(essay, "---\ntitle: Third\n---\nlonger than before, and newer\n")
            other.start()
        return body

    assert index.fill(journal, read)
    other.join()
    while index.fill(journal, read):
        pass
    assert not found(index, journal, "rivers")
    assert found(index, journal, "third newer") == {essay}
    index.close()


def test_a_renamed_post_keeps_its_text_and_is_not_read_again(journal: Path, database: Path) -> None:
    index = Index(database)
    fill(index, journal)
    known = index.rows(journal)
    (journal / "essay.md").rename(journal / "about-rivers.md")
    delta = scan.look(journal, PLAIN, known)
    assert delta.moved == ((journal / "essay.md", journal / "about-rivers.md"),)
    index.apply(journal, delta)
    assert not index.fill(journal)
    assert found(index, journal, "rivers") == {journal / "about-rivers.md"}
    assert index.rows(journal)[journal / "about-rivers.md"].words == known[journal / "essay.md"].words
    index.close()
    again = Index(database)
    assert found(again, journal, "rivers") == {journal / "about-rivers.md"}
    again.close()


def test_the_best_answer_has_the_word_in_its_title(journal: Path, database: Path) -> None:
    write(journal / "rivers.md", "---\ntitle: Rivers\n---\n\nOf water, and what it does to the land beside it.\n")
    index = Index(database)
    fill(index, journal)
    answers = index.search(journal, grammar.parse("rivers ").words, ranked=True)
    assert min(answers, key=lambda path: answers[path]) == journal / "rivers.md"
    assert set(index.search(journal, grammar.parse("rivers ").words).values()) == {0.0}
    index.close()


def test_texts_of_no_post_are_swept_out_when_they_are_the_most(
    journal: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_MOST_STALE", 1)
    index = Index(database)
    for number in range(6):
        write(journal / "essay.md", f"---\ntitle: Essay\n---\nOn mountains {number}.\n" + "x" * number)
        fill(index, journal)
    index.close()
    again = Index(database)
    assert not found(again, journal, "mountains")
    fill(again, journal)
    assert names(found(again, journal, "mountains 5")) == {"essay.md"}
    assert names(found(again, journal, "科研")) == {"week-19.md"}
    again.close()
