"""`export` on the command line: many posts, the journal's choices, PDFs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from journal_app import cli, settings
from tests.library.journal import WEEK, write

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "journal"
    write(folder / "week-19.md", WEEK)
    write(folder / "essay.md", "---\ntitle: Essay\ndate: 2024-01-02\ntags: [写作]\n---\nWords.\n")
    monkeypatch.chdir(folder)
    return folder


class Run:
    """One run inside this process: status, standard output and standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.status = cli.main(arguments)
        self.out, self.err = capsys.readouterr()


def test_a_folder_is_exported_into_a_folder_without_its_drafts(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(journal / "draft.md", "---\ntitle: Not yet\ndraft: true\n---\nText\n")
    write(journal / "linked.md", "---\ntitle: Linked\n---\n[e](essay.md) [d](draft.md) ![](gone.png)\n")
    run = Run(capsys, "export", ".", "-o", "out")
    assert (run.status, run.out) == (0, f"{Path('out', 'index.html')}\n")
    assert "1 draft is left out." in run.err
    assert "linked.md: the link to draft.md leads to nothing that is exported." in run.err
    assert "linked.md: the image gone.png is not in the page: there is no such file (looked for" in run.err
    names = {path.name for path in (journal / "out").iterdir()}
    assert {"index.html", "essay.html", "linked.html", "week-19.html"} <= names and "draft.html" not in names
    assert 'href="essay.html"' in (journal / "out" / "linked.html").read_text("utf-8")


def test_only_the_posts_with_the_tag_are_exported(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "tagged.md", "---\ntitle: Tagged\ntags: [rare]\n---\nText\n")
    run = Run(capsys, "export", ".", "--tag", "rare", "-o", "out", "--style", "sans")
    assert run.status == 0 and [path.name for path in (journal / "out").iterdir()] == ["tagged.html"]
    assert 'data-style="sans"' in (journal / "out" / "tagged.html").read_text("utf-8")
    assert Run(capsys, "export", ".", "--tag", "nobody", "-o", "out").status == 1
    assert Run(capsys, "export", ".", "--style", "loud").status == 2
    assert Run(capsys, "export", "essay.md", "--tag", "rare").status == 2
    assert Run(capsys, "export", "essay.md", "week-19.md", "-o", "-").status == 2


def test_a_folder_is_never_called_like_a_page(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x.html", "x.pdf"):
        run = Run(capsys, "export", "essay.md", "week-19.md", "-o", name)
        assert run.status == 2 and f"{name} is the name of a page" in run.err
        assert not (journal / name).exists()
    assert Run(capsys, "export", ".", "-o", "x.html/").status == 0


def test_an_export_that_fails_leaves_no_empty_folder(
    journal: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path / "bad" / "a.md", b"\x00\x01\x02" * 400)
    run = Run(capsys, "export", str(tmp_path / "bad"), "-o", str(tmp_path / "far" / "out"))
    assert run.status == 1 and not (tmp_path / "far").exists(), run.err
    assert Run(capsys, "export", ".", "-o", str(tmp_path / "far" / "out")).status == 0


def test_a_file_that_no_export_made_stays(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (journal / "out").mkdir()
    write(journal / "out" / "essay.html", "<p>mine</p>")
    run = Run(capsys, "export", "essay.md", "week-19.md", "-o", "out")
    assert run.status == 1 and "was not made by an export and is kept" in run.err
    assert (journal / "out" / "essay.html").read_text() == "<p>mine</p>"
    assert (journal / "out" / "week-19.html").exists()
    assert Run(capsys, "export", "week-19.md", "-o", "out").status == 0  # our own page is made anew


def test_a_page_beside_its_post_takes_the_place_of_no_file_that_nobody_named(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(journal / "essay.html", "<p>mine</p>")
    run = Run(capsys, "export", "essay.md")
    assert run.status == 1 and "no export made" in run.err
    assert (journal / "essay.html").read_text() == "<p>mine</p>"
    assert Run(capsys, "export", "essay.md", "-o", "essay.html").status == 0  # asked for by its name
    assert Run(capsys, "export", "essay.md").status == 0  # our own page is made anew


def test_the_choices_of_the_journal_hold_for_its_pages(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(journal / "look.css", "p { color: teal } @import 'x'; a { background: url(//evil.example/x) }")
    settings.store_journal(journal, settings.JournalChoices(dialect="gfm", style="note", style_sheet="look.css"))
    write(journal / "bare.md", "see www.example.com\n")
    assert Run(capsys, "export", "bare.md").status == 0
    page = (journal / "bare.html").read_text("utf-8")
    assert 'href="http://www.example.com"' in page and 'data-style="note"' in page
    assert "color:teal" in page.replace(" ", "") and "evil.example" not in page and "@import" not in page


@pytest.mark.webengine
def test_a_pdf_is_printed_without_a_screen(journal: Path) -> None:
    screen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screen}
    done = subprocess.run(
        [sys.executable, "-m", "journal_app", "export", "--pdf", "essay.md", "week-19.md", "-o", "out"],
        cwd=journal, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=50,
    )  # fmt: skip
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if b"pictures.example" not in line] == []
    assert done.stdout.decode().splitlines() == [str(Path("out", name)) for name in ("essay.pdf", "week-19.pdf")]
    assert all((journal / "out" / name).read_bytes().startswith(b"%PDF-") for name in ("essay.pdf", "week-19.pdf"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the engine refuses root alone")
def test_an_engine_that_refuses_to_print_as_root_is_a_sentence(journal: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QTWEBENGINE_DISABLE_SANDBOX"}
    done = subprocess.run(
        [sys.executable, "-m", "journal_app", "export", "--pdf", "essay.md"],
        cwd=journal, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=50,
    )  # fmt: skip
    assert done.returncode == 1 and b"refuses to run as root" in done.stderr
    assert not (journal / "essay.pdf").exists()


def test_without_a_printer_a_pdf_is_a_sentence(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "export", "--pdf", "essay.md")
    assert run.status == 1 and run.err.endswith(".\n") and not (journal / "essay.pdf").exists()
