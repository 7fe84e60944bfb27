"""The command line on real folders: what it prints, what it writes, how it ends."""

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from journal_app import cli, paths, settings
from journal_app.library.history import History
from tests.library.journal import WEEK, write

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "week-19.md", WEEK)
    write(tmp_path / "essay.md", "---\ntitle: Essay\ndate: 2024-01-02\ntags: [写作]\ndraft: true\n---\nWords.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Run:
    """One run inside this process: status, standard output and standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.status = cli.main(arguments)
        self.out, self.err = capsys.readouterr()


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def test_list_prints_date_title_and_path_newest_first(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "list", ".")
    assert run.out.splitlines() == [
        "2024-11-17 23:12:00+0800\t周记 Week19\tweek-19.md",
        "2024-01-02\tEssay\tessay.md",
    ]
    assert (run.status, run.err) == (0, "")


def test_list_filters_by_tags_and_category(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Essay" in Run(capsys, "list", ".", "--tag", "写作").out
    assert Run(capsys, "list", ".", "--tag", "写作", "--tag", "Daily Talk").out == ""
    assert Run(capsys, "list", "--category=Daily Talk", ".").out.count("\n") == 1


def test_list_says_why_it_shows_nothing(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "list", ".", "--tag", "daily-talk")
    assert (run.status, run.out) == (0, "")
    assert run.err == 'journal-app: No post has the tag "daily-talk"; there is "Daily Talk".\n'
    both = Run(capsys, "list", ".", "--tag", "写作", "--tag", "Daily Talk", "--json")
    assert (both.status, both.out, both.err) == (0, "[]\n", "journal-app: No post has all of these.\n")
    (journal / "empty").mkdir()
    assert "no post in this folder" in Run(capsys, "list", "empty").err


def test_every_command_takes_the_site_the_author_chose(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "_drafts" / "new.md", "---\ntitle: New\ncategories: [Life, Daily]\n---\n")
    assert json.loads(Run(capsys, "list", ".", "--category", "Daily", "--json").out)[0]["draft"] is False
    settings.store_journal(journal, settings.JournalChoices(site="hexo"))
    (found,) = json.loads(Run(capsys, "list", ".", "--category", "Life/Daily", "--json").out)
    assert found["title"] == "New" and found["draft"] is True
    assert "1\tLife/Daily" in Run(capsys, "categories", "list", ".").out.splitlines()
    settings.store_journal(journal, settings.JournalChoices(site="hexo", category_lists="apart"))
    assert "1\tDaily" in Run(capsys, "categories", "list", str(journal)).out.splitlines()


def test_a_field_that_stands_twice_is_not_shown_as_if_it_stood_once(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(journal / "twice.md", "---\ntitle: x\ntags: [a]\ntitle: y\n---\n")
    one = Run(capsys, "get", "twice.md", "title")
    assert (one.status, one.out) == (1, "") and "title stands twice in the head" in one.err
    assert Run(capsys, "get", "twice.md", "tags").out == "a\n"
    whole = Run(capsys, "get", "twice.md")
    assert whole.status == 0 and json.loads(whole.out)["title"] == "y"
    assert whole.err == "journal-app: twice.md: title stands twice in the head; the last one is shown.\n"


def test_list_as_json_counts_the_words(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "broken.md", "---\ntitle: [\n---\n")
    found = {post["path"]: post for post in json.loads(Run(capsys, "list", ".", "--json").out)}
    assert found["week-19.md"]["words"] == 30
    assert found["week-19.md"]["tags"] == ["Daily Talk", "Weekly Journal"]
    assert found["essay.md"]["draft"] is True
    assert found["broken.md"]["error_line"] >= 2
    assert found["broken.md"]["date"] == "" and found["broken.md"]["moment"] is None


def test_get_prints_a_text_as_written_and_a_list_one_item_a_line(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(capsys, "get", "week-19.md", "date").out == "2024-11-17 23:12:00+0800\n"
    assert Run(capsys, "get", "week-19.md", "tags").out == "Daily Talk\nWeekly Journal\n"
    assert Run(capsys, "get", "essay.md", "draft").out == "true\n"
    head = json.loads(Run(capsys, "get", "week-19.md").out)
    assert list(head) == ["title", "excerpt", "date", "image", "categories", "tags", "top"]
    assert head["top"] == 1


def test_get_reaches_into_a_map(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "map.md", "---\nheroImage: {src : \"a.png\", color: '#424242' }\na.b: dotted\n---\n")
    assert Run(capsys, "get", "map.md", "heroImage.src").out == "a.png\n"
    assert json.loads(Run(capsys, "get", "map.md", "heroImage").out) == {"src": "a.png", "color": "#424242"}
    assert Run(capsys, "get", "map.md", "a.b").out == "dotted\n"
    assert Run(capsys, "set", "map.md", "heroImage.src=b.png").status == 0
    assert (journal / "map.md").read_text() == (
        "---\nheroImage: {src : \"b.png\", color: '#424242' }\na.b: dotted\n---\n"
    )


def test_set_changes_exactly_the_lines_it_was_asked_to(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(
        capsys, "set", "week-19.md", "title=周记 Week19：改", "date=2024-11-18 23:12:00+0800", "tags+=科研", "top=2"
    )
    assert (run.status, run.out, run.err) == (0, "", "")
    after = (journal / "week-19.md").read_bytes().decode()
    assert changed_lines(WEEK, after) == [
        "- title: 周记 Week19\n",
        "+ title: 周记 Week19：改\n",
        "- date: 2024-11-17 23:12:00+0800\n",
        "+ date: 2024-11-18 23:12:00+0800\n",
        "+     - '科研'\n",
        "- top: 1\n",
        "+ top: 2\n",
    ]


def test_set_takes_from_lists_and_unsets_in_any_order_of_arguments(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, "set", "--unset", "top", "week-19.md", "tags-=Daily Talk", "--unset", "image", "draft=true")
    assert run.status == 0, run.err
    assert changed_lines(WEEK, (journal / "week-19.md").read_bytes().decode()) == [
        "- image: https://pictures.example/19.webp\n",
        "-     - 'Daily Talk'\n",
        "- top: 1\n",
        "+ draft: true\n",
    ]


def test_a_value_is_read_in_the_type_the_field_has(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Run(capsys, "set", "week-19.md", "title=2024", "tags=[a, b]", "new={x: 1}", "tags+=2024").status == 0
    head = json.loads(Run(capsys, "get", "week-19.md").out)
    assert (head["title"], head["tags"], head["new"]) == ("2024", ["a", "b", "2024"], {"x": 1})


def test_adding_what_is_there_writes_nothing(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (journal / "week-19.md").stat()
    assert Run(capsys, "set", "week-19.md", "tags+=Daily Talk", "title=周记 Week19").status == 0
    assert (journal / "week-19.md").stat().st_mtime_ns == before.st_mtime_ns


def test_a_new_field_goes_where_the_other_posts_have_it(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "bare.md", "---\ntitle: Bare\ntop: 0\n---\n")
    assert Run(capsys, "set", "bare.md", "date=2024-11-24").status == 0
    assert (journal / "bare.md").read_text() == "---\ntitle: Bare\ndate: 2024-11-24\ntop: 0\n---\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["set", "week-19.md", "title=New", "top=many"], 1),
        (["set", "week-19.md", "title=New", "tags-=none"], 1),
        (["set", "week-19.md", "title=New", "excerpt+=x"], 1),
        (["set", "week-19.md", "title=New", "--unset", "none"], 1),
        (["set", "week-19.md", "title=New", "title.sub=1"], 1),
        (["set", "broken.md", "title=New"], 1),
        (["set", "head.json.md", "title=New"], 1),
        (["get", "week-19.md", "none"], 1),
        (["get", "week-19.md", "image.src"], 1),
        (["get", "broken.md"], 1),
        (["get", "binary.md"], 1),
        (["set", "week-19.md"], 2),
        (["set", "week-19.md", "title"], 2),
        (["set", "week-19.md", "=x"], 2),
        (["set", "nowhere.md", "title=New"], 2),
        (["get", "nowhere.md"], 2),
        (["get", "."], 2),
        (["get"], 2),
        (["list"], 2),
        (["list", "nowhere"], 2),
        (["list", "week-19.md"], 2),
        (["list", ".", "--frobnicate"], 2),
        (["new", "."], 2),
        (["new", ".", "Title", "--week"], 2),
        (["new", "nowhere", "Title"], 2),
        (["check", "nowhere"], 2),
        (["export", "nowhere.md"], 2),
        (["export", "week-19.md", "-o", "nowhere/page.html"], 2),
        (["export", "week-19.md", "-o", "essay.md"], 1),
        (["frobnicate"], 2),
    ],
)
def test_an_error_is_one_sentence_and_nothing_is_written(
    journal: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    write(journal / "broken.md", "---\ntitle: [\n---\n")
    write(journal / "head.json.md", '{"title": "x"}\n\ntext\n')
    write(journal / "binary.md", bytes(range(256)) * 40)
    before = {path: path.read_bytes() for path in journal.iterdir()}
    run = Run(capsys, *arguments)
    assert run.status == status, run.err
    assert run.out == ""
    assert len(run.err.splitlines()) == 1 and run.err.startswith("journal-app: ") and run.err.rstrip()[-1] in '."'
    assert {path: path.read_bytes() for path in journal.iterdir()} == before


def test_new_begins_a_post_and_prints_its_path(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "new", ".", "读书 笔记")
    assert (run.status, run.out) == (0, "du-shu-bi-ji.md\n")
    assert Run(capsys, "get", "du-shu-bi-ji.md", "title").out == "读书 笔记\n"
    assert Run(capsys, "new", ".", "读书 笔记").out == "du-shu-bi-ji-2.md\n"


def test_new_week_goes_on_with_the_series(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "new", "--week", ".")
    assert (run.status, run.out) == (0, "week-20.md\n")
    assert Run(capsys, "get", "week-20.md", "title").out == "周记 Week20\n"
    assert (journal / "week-20.md").read_text().splitlines()[2] == "excerpt: 2024-11-11 ~ 2024-11-17. "


def test_new_in_an_empty_folder_makes_a_plain_post_and_week_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Run(capsys, "new", ".", "--week").status == 1
    assert Run(capsys, "new", ".", "First").out == "first.md\n"


def test_check_proves_the_round_trip(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "crlf.md", b"\xef\xbb\xbf---\r\ntitle: x\r\ndate: 2024-11-01\r\n---\r\na\rb\xc2\x85\r\n")
    run = Run(capsys, "check", ".")
    assert (run.status, run.out) == (0, "3 posts, 0 bytes changed\n")


def test_check_names_the_line_of_every_fault(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "broken.md", "---\ntitle: x\nbad: [\n---\n")
    write(journal / "twice.md", "---\ntitle: x\ntags: [a]\ntitle: y\n---\n")
    write(journal / "template.md", "---\ntitle: {{ title }}\n---\n")
    write(journal / "binary.md", bytes(range(256)) * 40)
    run = Run(capsys, "check", ".")
    assert run.status == 1
    lines = run.out.splitlines()
    assert lines[-1] == "6 posts, 0 bytes changed, 4 problems"
    assert any(line.startswith("twice.md:4: ") for line in lines)
    assert any(line.startswith("template.md:2: ") for line in lines)
    assert any(line.startswith("broken.md:") for line in lines)
    assert any(line.startswith("binary.md: ") for line in lines)


def test_check_tells_each_problem_as_json(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "later.md", "---\ntitle: Later\ndate: 2024-11-20 10:00:00+0800\n---\n[a](gone/week-19.md)\n")
    run = Run(capsys, "check", ".", "--json")
    told = json.loads(run.out)
    assert (run.status, told["posts"], told["changed"]) == (1, 3, {})
    assert told["problems"] == [
        {
            "path": "later.md",
            "line": 5,
            "kind": "link",
            "sentence": "The link to gone/week-19.md leads nowhere.",
            "mend": {"field": "", "old": "gone/week-19.md", "new": "week-19.md"},
        }
    ]


def test_check_finds_the_same_by_whatever_path_the_journal_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a link of a site leads hangs on the site's root, and not on the way there."""
    posts = tmp_path / "site" / "content" / "posts"
    (posts / "one").mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_text("title = 'x'\n")
    head = "---\ntitle: {}\ndate: 2024-01-0{}\nexcerpt: x\n---\n"
    (posts / "one" / "index.md").write_text(head.format("one", 1))
    (posts / "two.md").write_text(head.format("two", 2) + 'To {{< ref "posts/one" >}} and [nowhere](gone.md).\n')
    monkeypatch.chdir(tmp_path)
    near, far = Run(capsys, "check", "site"), Run(capsys, "check", str(tmp_path / "site"))
    assert near.status == far.status == 1
    assert near.out == far.out.replace(f"{tmp_path}/", "") and near.out.count("gone.md") == 1
    assert "posts/one" not in near.out


def test_check_survives_a_bomb(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    write(journal / "bomb.md", f"---\n{bomb}---\n")
    write(journal / "deep.md", f"---\na: {'[' * 2000}\n---\n")
    assert Run(capsys, "check", ".").status == 1


def test_a_bundles_folder_names_its_post(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "trip" / "index.md", WEEK)
    assert Run(capsys, "get", "trip", "title").out == "周记 Week19\n"


def test_help_and_version_answer_with_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["-h"], *([command, "--help"] for command in cli.parser.COMMANDS)):
        run = Run(capsys, *arguments)
        assert run.status == 0
        assert run.out.startswith("usage: journal-app")
    assert Run(capsys, "--version").out.startswith("journal-app ")


def test_only_commands_are_commands() -> None:
    assert cli.is_command(["list", "."]) and cli.is_command(["--help"])
    assert not cli.is_command([])
    assert not cli.is_command(["./list"])
    assert not cli.is_command(["journal"])


def run_program(folder: Path, *arguments: str, **rest: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "journal_app", *arguments], cwd=folder, env=environment, capture_output=True, **rest
    )  # type: ignore[call-overload,no-any-return]


def test_a_command_never_loads_qt(journal: Path) -> None:
    program = (
        "import sys\nfrom journal_app import cli\n"
        "for command in (['list', '.'], ['get', 'essay.md'], ['set', 'essay.md', 'title=x'], ['new', '.', 'T'],"
        " ['check', '.']):\n    assert cli.main(command) == 0\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=journal, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_set_keeps_what_it_replaces(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (journal / "essay.md").read_bytes()
    assert Run(capsys, "set", "essay.md", "title=Another").status == 0
    history = History(paths.state_dir() / "history")
    assert [history.read(version.digest) for version in history.versions(journal / "essay.md")] == [before]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_of_odd_bytes_is_listed_and_can_be_given(journal: Path) -> None:
    name = b"odd\xff.md"
    with open(os.path.join(os.fsencode(journal), name), "wb") as file:
        file.write(WEEK.encode())
    listed = run_program(journal, "list", ".")
    assert listed.returncode == 0 and b"odd\\xff.md" in listed.stdout
    assert json.loads(run_program(journal, "list", ".", "--json").stdout)
    changed = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"journal_app", b"set", name, b"top=3"],
        cwd=journal, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
    )  # fmt: skip
    assert changed.returncode == 0, changed.stderr
    with open(os.path.join(os.fsencode(journal), name), "rb") as file:
        assert b"top: 3\n" in file.read()


def test_a_reader_that_stops_listening_is_no_error(journal: Path) -> None:
    for number in range(3000):
        write(journal / f"{number}.md", f"---\ntitle: {'long ' * 20}\n---\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    listing = subprocess.Popen(
        [sys.executable, "-m", "journal_app", "list", "."],
        cwd=journal, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert listing.stdout is not None and listing.stderr is not None
    listing.stdout.readline()
    listing.stdout.close()
    complaint = listing.stderr.read()
    listing.stderr.close()
    assert listing.wait() == 0
    assert complaint == b""


def test_export_writes_one_page_beside_the_post_or_where_it_is_told(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(journal / "trip" / "index.md", "---\ntitle: Trip\n---\nText\n")
    run = Run(capsys, "export", "essay.md")
    assert (run.status, run.out, run.err) == (0, "essay.html\n", "")
    page = (journal / "essay.html").read_text()
    assert "<title>Essay</title>" in page and "Words." in page
    assert Run(capsys, "export", "trip").out == str(Path("trip", "trip.html")) + "\n"
    assert Run(capsys, "export", "essay.md", "-o", "trip/page.html").status == 0
    assert (journal / "trip" / "page.html").read_text() == page


def test_export_names_the_images_that_are_not_inside(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "shown.md", "![a](../../../etc/hostname) ![b](https://pictures.example/b.png)\n")
    run = Run(capsys, "export", "shown.md")
    assert run.status == 0
    assert "../../../etc/hostname" in run.err and "https://pictures.example/b.png" in run.err


def test_export_can_go_to_standard_output(journal: Path) -> None:
    done = run_program(journal, "export", "essay.md", "-o", "-")
    assert done.returncode == 0 and done.stdout.startswith(b"<!DOCTYPE html>")
    assert not (journal / "essay.html").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("set", "week-19.md", "title=a", "title=b"), 2, "given twice"),
        (("set", "week-19.md", "tags+="), 1, "needs a value"),
        (("set", "week-19.md", "title=a", "--unset", "title"), 2, "given twice"),
        (("set", "week-19.md", "date=soon"), 1, "date was not changed: soon is no date"),
        (("set", "week-19.md", "date="), 1, 'date was not changed: "" is no date'),
        (("set", "essay.md", "draft="), 1, 'draft was not changed: "" is neither'),
        (("set", "essay.md", "tags=[a, b"), 1, "[a, b has a bracket that is not closed"),
        (("set", "essay.md", "new={a: [1}"), 1, "{a: [1} has a bracket that is not closed"),
        (("set", "essay.md", "tags+=[k"), 1, "tags was not changed: [k has a bracket that is not closed"),
        (("set", "essay.md", "fresh+=[k"), 1, "fresh was not changed: [k has a bracket that is not closed"),
        (("new", ".", "  "), 2, "title is empty"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(
    journal: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, words: str
) -> None:
    before = {path: path.read_bytes() for path in journal.iterdir()}
    run = Run(capsys, *arguments)
    assert (run.status, words in run.err) == (status, True)
    assert {path: path.read_bytes() for path in journal.iterdir()} == before


def test_a_text_that_only_looks_like_a_list_is_set_as_it_stands(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("[draft] of a title", "[a][b]", "{{ shortcode }}", "a ]", "a [ b"):
        assert Run(capsys, "set", "essay.md", f"new={text}").status == 0
        assert json.loads(Run(capsys, "get", "essay.md").out)["new"] == text
        assert Run(capsys, "set", "essay.md", "--unset", "new").status == 0


def test_what_the_window_cannot_open_is_told_like_all_else(journal: Path) -> None:
    done = run_program(journal, "bogus")
    assert (done.returncode, done.stdout) == (2, b"") and done.stderr.startswith(b"journal-app: There is no ")
