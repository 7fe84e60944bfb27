"""What a survey of a journal finds, what it reads again, and what it leaves alone."""

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from journal_app.library.housekeeping.operations import MendPosts, as_json, edited, from_json
from journal_app.library.index import scan
from journal_app.library.problems.problems import Mend, Problem
from journal_app.library.problems.survey import Incoming, Survey
from journal_app.library.sites import sites
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from tests.library.journal import write

NOW = datetime(2024, 12, 1, 12, tzinfo=timezone(timedelta(hours=8)))


def week(number: int, head: str = "", body: str = "Words.") -> str:
    return (
        f"---\ntitle: Week {number}\nexcerpt: What was.\ndate: 2024-11-{number:02} 12:00:00+0800\n"
        f"tags: [walks]\n{head}---\n\n{body}\n"
    )


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    for number in range(1, 6):
        write(tmp_path / f"week-{number}.md", week(number))
    return tmp_path


def surveyed(folder: Path) -> Survey:
    site = sites.site_of(folder)
    survey = Survey(folder, site)
    survey.take({row.path: row for row in scan.look(folder, site, {}).added})
    while survey.read():
        pass
    return survey


def found(folder: Path, kind: str = "") -> list[tuple[str, int, str]]:
    return [
        (problem.path.relative_to(folder).as_posix(), problem.line, problem.sentence)
        for problem in surveyed(folder).problems(NOW)
        if kind in ("", problem.kind)
    ]


def test_a_journal_in_order_has_no_problems(journal: Path) -> None:
    assert found(journal) == []


CASES: dict[str, tuple[Callable[[Path], object], str, tuple[str, int, str]]] = {
    "a head that does not parse": (
        lambda top: write(top / "x.md", "---\ntitle: a: b\n---\n"),
        "head",
        ("x.md", 2, "The head does not parse in line 2: a colon and a space inside a value; put the value in quotes."),
    ),
    "a doubled key": (
        lambda top: write(top / "x.md", week(6, "title: again\n")),
        "head",
        ("x.md", 6, "The head does not parse in line 6: title stands twice."),
    ),
    "a template": (
        lambda top: write(top / "x.md", week(6, "series: {{ name }}\n")),
        "head",
        ("x.md", 6, "The head does not parse in line 6: series is an unquoted template."),
    ),
    "a merge that was not finished": (
        lambda top: write(top / "x.md", week(6, body="<<<<<<< a\nb\n=======\nc\n>>>>>>> d")),
        "unreadable",
        ("x.md", 8, "A merge that was not finished left its markers in line 8."),
    ),
    "no title": (
        lambda top: write(top / "x.md", "---\nexcerpt: a\ndate: 2024-11-20 12:00:00+0800\n---\n"),
        "title",
        ("x.md", 1, "It has no title in its head."),
    ),
    "an empty title": (
        lambda top: write(top / "x.md", "---\ndate: 2024-11-20 12:00:00+0800\ntitle: ''\nexcerpt: a\n---\n"),
        "title",
        ("x.md", 3, "Its title is empty."),
    ),
    "no date": (
        lambda top: write(top / "x.md", "---\ntitle: x\nexcerpt: a\n---\n"),
        "date",
        ("x.md", 1, "It has no date."),
    ),
    "a date that is none": (
        lambda top: write(top / "x.md", "---\ntitle: x\ndate: soon\nexcerpt: a\n---\n"),
        "date",
        ("x.md", 3, "Its date cannot be read: soon."),
    ),
    "no excerpt": (
        lambda top: write(top / "x.md", "---\ntitle: x\ndate: 2024-11-20 12:00:00+0800\n---\n"),
        "excerpt",
        ("x.md", 1, "It has no excerpt."),
    ),
    "a long excerpt": (
        lambda top: write(top / "x.md", week(6).replace("What was.", "长" * 301)),
        "excerpt",
        ("x.md", 3, "Its excerpt is 301 characters long."),
    ),
    "a date to come": (
        lambda top: write(top / "x.md", week(6).replace("2024-11-06", "2024-12-06")),
        "future",
        ("x.md", 4, "Its date is in the future: 2024-12-06 12:00:00+0800."),
    ),
    "a date without a zone": (
        lambda top: write(top / "x.md", week(6).replace("+0800", "")),
        "zone",
        ("x.md", 4, "Its date has no zone: 2024-11-06 12:00:00."),
    ),
    "a dead image": (
        lambda top: write(top / "x.md", week(6, body="One.\n\n![a](cat.png)")),
        "image",
        ("x.md", 10, "There is no image cat.png."),
    ),
    "a dead cover": (
        lambda top: write(top / "x.md", week(6, "image: cat.png\n")),
        "image",
        ("x.md", 6, "There is no image cat.png."),
    ),
    "a dead link": (
        lambda top: write(top / "x.md", week(6, body="[a](week-0.md)")),
        "link",
        ("x.md", 8, "The link to week-0.md leads nowhere."),
    ),
    "two of one slug": (
        lambda top: write(top / "x.md", week(6, "slug: week-5\n")),
        "slug",
        ("x.md", 6, "week-5.md is called the same: week-5."),
    ),
    "a twin of a tag": (
        lambda top: write(top / "x.md", week(6).replace("[walks]", "[Walks]")),
        "twin",
        ("x.md", 5, "The tag Walks is elsewhere written walks."),
    ),
    "a week left out": (
        lambda top: write(top / "x.md", week(7)),
        "week",
        ("x.md", 1, "Week 6 is missing before it."),
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_a_problem_is_told_with_its_place(journal: Path, name: str) -> None:
    make, kind, problem = CASES[name]
    make(journal)
    assert problem in found(journal, kind)
    others = [one for one in found(journal) if one != problem and one[0] == "x.md"]
    assert not others


def test_what_most_posts_do_without_is_no_problem(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path / f"{number}.md", f"Just words, {number}.\n")
    write(tmp_path / "x.md", week(6))
    assert found(tmp_path) == []


def test_a_page_and_a_draft_need_no_date(tmp_path: Path) -> None:
    write(tmp_path / "_config.yml", "title: x\n")
    for number in (1, 2, 3):
        write(tmp_path / f"_posts/2024-11-0{number}-week-{number}.md", week(number))
    write(tmp_path / "about.md", "---\nlayout: page\n---\nI write.\n")
    write(tmp_path / "_drafts/later.md", "---\ntitle: Later\n---\nSoon.\n")
    assert found(tmp_path) == []


def mend_of(folder: Path, kind: str) -> Mend | None:
    (problem,) = [one for one in surveyed(folder).problems(NOW) if one.kind == kind]
    return problem.mend


def test_a_mend_says_what_stands_there_and_what_should(journal: Path) -> None:
    write(
        journal / "x.md", week(6, body="Go to [a](old/week-2.md#top).").replace("+0800", "").replace("walks", "Walks")
    )
    assert mend_of(journal, "zone") == Mend("date", "2024-11-06 12:00:00", "2024-11-06 12:00:00+0800")
    assert mend_of(journal, "twin") == Mend("tags", "Walks", "walks")
    assert mend_of(journal, "link") == Mend("", "old/week-2.md#top", "week-2.md#top", 11)


def test_only_what_changed_is_read_again(journal: Path) -> None:
    site = sites.site_of(journal)
    rows = {row.path: row for row in scan.look(journal, site, {}).added}
    survey = Survey(journal, site)
    assert survey.take(rows) == 5
    while survey.read():
        pass
    assert survey.take(rows) == 0
    path = write(journal / "week-2.md", week(2, body="[a](week-9.md) and more"))
    delta = scan.look(journal, site, rows)
    rows |= {row.path: row for row in delta.changed}
    assert survey.take(rows) == 1
    survey.read()
    assert [(one.path, one.kind) for one in survey.problems(NOW)] == [(path, "link")]


def test_a_problem_goes_when_its_cause_does(journal: Path) -> None:
    site = sites.site_of(journal)
    write(journal / "week-2.md", week(2, body="![a](cat.png) [b](week-9.md)"))
    rows = {row.path: row for row in scan.look(journal, site, {}).added}
    survey = Survey(journal, site)
    survey.take(rows)
    while survey.read():
        pass
    assert [one.kind for one in survey.problems(NOW)] == ["image", "link"]
    write(journal / "cat.png", b"")
    survey.take(rows)
    assert [one.kind for one in survey.problems(NOW)] == ["link"]
    write(journal / "week-9.md", week(9).replace("Week 9", "Nine"))
    rows |= {row.path: row for row in scan.look(journal, site, rows).added}
    survey.take(rows)
    survey.read()
    assert survey.problems(NOW) == ()
    os.remove(journal / "week-9.md")
    del rows[journal / "week-9.md"]
    survey.take(rows)
    assert [one.kind for one in survey.problems(NOW)] == ["link"]


def test_links_are_known_from_both_ends(journal: Path) -> None:
    write(journal / "week-2.md", week(2, body="First.\n[a](week-1.md) [[week-3]] ![b](x.png) [c](gone.md)"))
    links = surveyed(journal).links_of(journal / "week-2.md")
    assert [(one.line, one.led.post, one.led.dead) for one in links.outgoing] == [
        (9, journal / "week-1.md", False),
        (9, journal / "week-3.md", False),
        (9, None, True),
    ]
    assert surveyed(journal).links_of(journal / "week-3.md").incoming == (Incoming(journal / "week-2.md", 9, "week-3"),)


def test_a_rename_tells_every_link_that_has_to_follow(journal: Path) -> None:
    write(journal / "week-2.md", week(2, body="[a](week-1.md#x), again [b](./week-1.md)\n\n[[week-1|One]]"))
    write(journal / "week-1.md", week(1, body="[self](#top) [next](week-2.md)"))
    survey = surveyed(journal)
    moves = {journal / "week-1.md": journal / "first-week.md"}
    assert [(one.path.name, one.line, one.old, one.new) for one in survey.retargeted(moves)] == [
        ("week-2.md", 8, "week-1.md#x", "first-week.md#x"),
        ("week-2.md", 8, "./week-1.md", "./first-week.md"),
        ("week-2.md", 10, "week-1", "first-week"),
    ]


@pytest.mark.parametrize(
    ("link", "new"),
    [
        ("[a](/posts/first/#x)", "/posts/erster-tag/#x"),
        ("[a](https://example.org/posts/first/)", "https://example.org/posts/erster-tag/"),
        ("[a](../first/)", "../Erster%20Tag/"),
        ("[a](first.md)", "Erster%20Tag.md"),
        ("[a](/posts/first.md)", "/posts/Erster%20Tag.md"),
        ('{{< ref "first.md" >}}', "Erster Tag.md"),
        ('{{< relref "/posts/first" >}}', "/posts/Erster Tag"),
        ("[a](/old/first/)", ""),
    ],
)
def test_a_link_follows_a_rename_in_its_own_spelling(tmp_path: Path, link: str, new: str) -> None:
    write(tmp_path / "hugo.toml", "baseURL = 'https://example.org/'\n")
    first = write(tmp_path / "content/posts/first.md", week(1, "aliases: [/old/first/]\n"))
    write(tmp_path / "content/posts/second.md", week(2, body=link))
    moves = {first: first.with_name("Erster Tag.md")}
    found = surveyed(tmp_path).retargeted(moves)
    assert [one.new for one in found] == ([new] if new else [])


@pytest.mark.parametrize(
    ("link", "new"),
    [
        ("[a](week-1.md)", "第%201%20周%23一%25.md"),
        ("[a](week%2D1.md)", "%E7%AC%AC%201%20%E5%91%A8%23%E4%B8%80%25.md"),
        ("[[week-1]]", ""),
    ],
)
def test_a_link_keeps_its_letters_readable_where_it_had_them_so(journal: Path, link: str, new: str) -> None:
    write(journal / "week-2.md", week(2, body=link))
    found = surveyed(journal).retargeted({journal / "week-1.md": journal / "第 1 周#一%.md"})
    assert [one.new for one in found if one.path.name == "week-2.md"] == ([new] if new else [])


def test_an_address_that_a_rename_leaves_alone_is_no_link_to_mend(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "")
    first = write(tmp_path / "content/posts/first.md", week(1, "slug: one\n"))
    write(tmp_path / "content/posts/second.md", week(2, body="[a](/posts/one/) [b](first.md)"))
    moves = {first: first.with_name("new.md")}
    assert [one.new for one in surveyed(tmp_path).retargeted(moves)] == ["new.md"]


def test_a_vault_finds_its_pictures_anywhere(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    write(tmp_path / "media/Cat.png", b"")
    write(tmp_path / "notes/a.md", "![[cat.png]] ![[dog.png]] [[b]]\n")
    assert found(tmp_path) == [
        ("notes/a.md", 1, "There is no image dog.png."),
        ("notes/a.md", 1, "The link to b leads nowhere."),
    ]


def test_problems_come_by_kind_then_path_then_line(journal: Path) -> None:
    write(journal / "b.md", week(6, body="[a](no.md)\n\n[b](nor.md)"))
    write(journal / "a.md", "---\ntitle: a: b\n---\n")
    problems = surveyed(journal).problems(NOW)
    assert [(one.kind, one.path.name, one.line) for one in problems] == [
        ("head", "a.md", 2),
        ("link", "b.md", 8),
        ("link", "b.md", 10),
    ]
    assert isinstance(problems[0], Problem)


def test_a_mend_changes_the_place_that_was_found_and_refuses_any_other() -> None:
    post = Post.parse(
        Path("/j/a.md"), b"---\ndate: 2024-11-10 12:00:00 # noon\ntags: [Walks, b]\n---\n[x](a.md), [y](a.md)\n"
    )
    zone = ("/j/a.md", "date", "2024-11-10 12:00:00", "2024-11-10 12:00:00+0800", 0)
    first, second = ("/j/a.md", "", "a.md", "old/a.md", 4), ("/j/a.md", "", "a.md", "b.md", 15)
    twin = ("/j/a.md", "tags", "Walks", "walks", 0)
    mends = MendPosts((("/i/z.md", "", "q", "r", 0), zone, first, second, twin, ("/j/b.md", "", "q", "r", 0)))
    assert edited(post, mends).text == (
        "---\ndate: 2024-11-10 12:00:00+0800 # noon\ntags: [walks, b]\n---\n[x](old/a.md), [y](b.md)\n"
    )
    told = from_json(json.loads(json.dumps(as_json(mends))))
    assert isinstance(told, MendPosts)
    assert told.of("/i/z.md") == (("", "q", "r", 0),)
    with pytest.raises(EditRefused):
        edited(post.with_body("[xy](a.md)"), mends)
