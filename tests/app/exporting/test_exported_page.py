"""Exported pages in the web engine: no serious finding by axe-core, light and dark; PDFs with page numbers."""

import io
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pypdf
import pytest
import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from journal_app.app.exporting.printing import Press, outlined
from journal_app.post.errors import ExportFailed
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.export.export import About, Look
from journal_app.render.export.folder import PRINTED, index_page, is_foreign
from tests.render.export.test_valid import CONTENT, EVERYTHING

WIDE = f"""
[TOC]

```python
long = "{"x" * 300}"
```

|{"| ".join(f"columnnumber{n} " for n in range(20))}|
{"|---" * 20}|
{"| cell " * 20}|

$$ {"x + " * 120} y $$
"""
pytestmark = pytest.mark.webengine
MAIN = QWebEngineScript.ScriptWorldId.MainWorld
RUN = (
    "axe.run({resultTypes: ['violations']}).then((found) => { window.found = JSON.stringify(found.violations.map((one)"
    " => [one.impact, one.id, one.nodes[0].html, one.nodes[0].failureSummary])); }); 0"
)


@pytest.fixture(scope="module")
def reader(qapp: object) -> Iterator[QWebEnginePage]:
    """A page that runs scripts, as no page of the program does: axe-core is one."""
    profile = QWebEngineProfile()
    view = QWebEngineView()
    page = QWebEnginePage(profile, view)
    view.setPage(page)
    view.resize(1000, 900)
    view.show()
    yield page
    shiboken6.delete(page)  # before its profile goes
    view.deleteLater()


def pages(style: str) -> dict[str, bytes]:
    """A page of every construct in both dialects, a Chinese one with a cover, and a list."""
    look = Look(style=style)
    made = {}
    for dialect in ("gfm", "python-markdown"):
        post = Post.parse(Path("/j/every.md"), f"{EVERYTHING}\n{WIDE}".encode())
        made[dialect] = export.page(post, Site(dialect=dialect), look=look, index="index.html").html
    path = CONTENT / "weekly" / "week-20.md"
    made["week"] = export.page(Post.parse(path, path.read_bytes()), Site(root=CONTENT), look=look).html
    listed = [
        ("a.html", About("A day", "2024-11-17", "More.", "en")),
        ("b.html", About("一天", "2023-11-17", "", "zh")),
    ]
    made["index"] = index_page("Journal", listed, look)
    return made


def findings(qtbot: QtBot, page: QWebEnginePage, html: bytes, folder: Path) -> list[Any]:
    """What axe-core finds in a page that is of weight."""
    file = folder / "page.html"
    file.write_bytes(html)
    with qtbot.waitSignal(page.loadFinished, timeout=30_000):
        page.load(QUrl.fromLocalFile(str(file)))
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    answers: list[Any] = []
    page.runJavaScript(axe + ";" + RUN, MAIN)

    def found() -> bool:
        page.runJavaScript("window.found", MAIN, answers.append)
        return any(answers)

    qtbot.waitUntil(found, timeout=30_000)
    told = next(answer for answer in answers if answer)
    return [one for one in json.loads(told) if one[0] in ("serious", "critical")]


def dark(html: bytes) -> bytes:
    """The page as who reads in the dark sees it."""
    assert html.count(b"@media (prefers-color-scheme: dark)") == 1
    return html.replace(b"@media (prefers-color-scheme: dark)", b"@media screen")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("style", ["serif", "sans", "note"])
def test_pages_pass_axe(qtbot: QtBot, reader: QWebEnginePage, tmp_path: Path, style: str, mode: str) -> None:
    for name, html in pages(style).items():
        assert findings(qtbot, reader, dark(html) if mode == "dark" else html, tmp_path) == [], name


def test_axe_finds_what_is_wrong(qtbot: QtBot, reader: QWebEnginePage, tmp_path: Path) -> None:
    wrong = b'<!DOCTYPE html><html lang="en"><title>x</title><main>'
    wrong += b'<p style="color:#ddd">pale words</p><img src="data:,"></main>'
    assert {one[1] for one in findings(qtbot, reader, wrong, tmp_path)} == {"color-contrast", "image-alt"}


@pytest.fixture
def press(qtbot: QtBot) -> Iterator[Press]:
    press = Press()
    yield press
    press.close()


def test_a_pdf_has_page_numbers_an_outline_and_says_who_made_it(press: Press, tmp_path: Path) -> None:
    body = "# Part\n\n" + "\n\n".join(f"## 第 {n} 节 *n*\n\n" + "字" * 900 for n in range(6)) + "\n\n### Deep\n\nend"
    post = Post.parse(tmp_path / "a.md", f"---\ntitle: 一本书 & co\nlang: zh-CN\n---\n{body}".encode())
    pdf = press.printed(export.page(post).html)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None and reader.metadata.title == "一本书 & co"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    count = len(reader.pages)
    assert count > 2
    assert all(f"{n} / {count}" in page.extract_text() for n, page in enumerate(reader.pages, 1))
    titles = [str(item.title) for item in flat(reader.outline)]
    assert titles == ["一本书 & co", "Part", *(f"第 {n} 节 n" for n in range(6)), "Deep"]
    numbers = [reader.get_destination_page_number(item) for item in flat(reader.outline)]
    assert numbers == sorted(numbers) and numbers[-1] == count - 1
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert PRINTED in pdf and not is_foreign(tmp_path / "a.pdf")
    assert str(tmp_path).encode() not in pdf


def flat(items: list[Any]) -> list[Any]:
    return [one for item in items for one in (flat(item) if isinstance(item, list) else [item])]


def test_what_is_no_pdf_is_a_failed_export() -> None:
    with pytest.raises(ExportFailed):
        outlined(b"", b"<title>x</title>")


def test_a_print_that_was_given_up_never_answers_for_the_next(press: Press, tmp_path: Path, qtbot: QtBot) -> None:
    def page(title: str) -> bytes:
        body = "字" * 200_000 if title == "slow" else "字"
        return export.page(Post.parse(tmp_path / "a.md", f"---\ntitle: {title}\n---\n{body}".encode())).html

    answers: list[bytes] = []
    press.print(page("slow"), answers.append)
    press._on_gone()  # as the clock does
    assert answers == [b""]
    pdf = press.printed(page("quick"))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None and reader.metadata.title == "quick"
    assert "quick" in reader.pages[0].extract_text() and len(reader.pages) == 1
    assert answers == [b""]
