"""One self-contained file: everything inside, nothing of the author's machine, nothing that could run."""

import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest

from journal_app.post.post import Post
from journal_app.render.card import language_of
from journal_app.render.export import export
from journal_app.render.page import export_style

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + b"\0\0\0\x08" * 2 + b"\0" * 40
HEAD = (
    "---\ntitle: '周记 <Week19> & \"co\"'\ndate: 2024-11-17 23:12:00+0800\nexcerpt: 2024-11-04 ~ 2024-11-10. \n"
    "image: cover.png\ncategories:\n    - 'Daily \"Talk\"'\ntags:\n    - 科研\nsecret_field: unshown\n---\n"
)


def post(body: str, head: str = HEAD) -> Post:
    return Post.parse(Path("/home/somebody/journal/week-19.md"), (head + body).encode())


def exported(body: str, head: str = HEAD, **images: bytes) -> tuple[str, tuple[str, ...]]:
    made = export.page(post(body, head), read_image=lambda source: images.get(source.split(".")[0]))
    return made.html.decode(), made.left_out


class Reader(HTMLParser):
    """Which elements and addresses stand in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_the_page_has_language_title_description_and_headline() -> None:
    html, left_out = exported("正文，**粗体**。\n", cover=PNG)
    assert '<html lang="zh-CN"' in html
    assert "<title>周记 &lt;Week19&gt; &amp; &quot;co&quot;</title>" in html
    assert '<meta name="description" content="2024-11-04 ~ 2024-11-10.">' in html
    assert '<h1 class="title">周记 &lt;Week19&gt;' in html
    assert "Daily &quot;Talk&quot;" in html and "#科研" in html
    assert left_out == ()


def test_nothing_of_the_machine_and_no_other_field_is_in_it() -> None:
    html, _ = exported("text ![](gone.png)")
    assert "somebody" not in html and "unshown" not in html and "journal/" not in html


def test_local_images_are_inside_and_others_are_told() -> None:
    inside = f"![](data:image/png;base64,{b64encode(PNG).decode()})"
    html, left_out = exported(f"![图](a.png) ![x](../b.png) ![y](https://e.org/c.png) {inside}", a=PNG, cover=PNG)
    addresses = Reader(html).addresses
    assert [one[:22] for one in addresses] == ["data:image/png;base64,"] * 3
    assert left_out == ("../b.png", "https://e.org/c.png")
    assert "y — https://e.org/c.png" in html


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("file:///home/me/Pictures/x.png", "p — x.png<"),
        ("/home/me/x.png?v=1#a", "p — x.png<"),
        ("%2Fhome%2Fme%2Fx%20y.png", "p — x y.png<"),
        ("../../home/me/x.png", "p — x.png<"),
        ("/home/me/", "p<"),
    ],
)
def test_an_image_that_is_not_there_is_called_by_its_name_in_the_page_and_by_its_place_in_the_report(
    source: str, said: str
) -> None:
    made = export.page(post(f"![p]({source}) ![]({source})", "---\ntitle: A\nlang: en\n---\n"))
    assert f"Image not included: {said}" in made.html.decode() and b"/me" not in made.html
    assert made.left_out == (source,)


def test_what_is_no_image_is_not_put_inside() -> None:
    html, left_out = exported("![](a.png)", a=b"root:x:0:0", cover=PNG)
    assert left_out == ("a.png",)
    assert "cm9vdDp4" not in html


def test_a_hostile_post_is_harmless_in_its_file() -> None:
    html, _ = exported(
        "<script>alert(1)</script><img src=x onerror=alert(1)><iframe src='//e'></iframe>\n\n"
        "[a](javascript:alert(1)) [b](data:text/html,x)\n\ntext {: onclick=alert(1) }\n\n<base href='//e'>\n",
        head=(
            "---\ntitle: '</title><script>x</script>'\nexcerpt: '\"><script>x</script>'\n"
            "cover: 'x\" onerror=\"y'\n---\n"
        ),
    )
    page = Reader(html)
    assert not {"iframe", "base", "link", "object"} & set(page.tags)
    assert page.tags.count("script") == html.count('<script type="application/ld+json">') == 1
    assert page.handlers == []
    assert not [one for one in page.addresses if one.split(":")[0] in ("javascript", "data")]


def test_light_dark_and_paper_are_in_the_styles() -> None:
    html, _ = exported("x")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "prefers-color-scheme: dark" in style[1] and "@media print" in style[1]
    assert "url(" not in style[1] and "@import" not in style[1]


def test_the_comments_of_our_style_sheets_stay_at_home_and_the_authors_sheet_is_as_it_was() -> None:
    made = export.page(post("x"), look=export.Look(sheet="p::before{content:'/* a */'}")).html.decode()
    assert re.findall(r"/\*.*?\*/", made) == ["/* a */"]
    assert export_style().count("{") == export_style().count("}") > 200


def test_the_readers_default_is_the_posts_own_folder(tmp_path: Path) -> None:
    (tmp_path / "out.png").write_bytes(PNG)
    folder = tmp_path / "j"
    folder.mkdir()
    (folder / "in.png").write_bytes(PNG)
    made = export.page(Post.parse(folder / "a.md", b"![](in.png) ![](../out.png)"))
    assert made.left_out == ("../out.png",)


@pytest.mark.parametrize(
    ("text", "language"), [("周记，今天", "zh-CN"), ("今日はいい天気", "ja"), ("A week", "en"), ("", "en")]
)
def test_the_language_is_guessed_from_the_letters(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_title_that_is_the_first_heading_is_said_once() -> None:
    for head in ("", "---\ndate: 2024-11-17\n---\n"):
        page, _ = exported("# A *plain* day\n\ntext", head)
        assert page.count("<h1") == 1 and "<title>A plain day</title>" in page
    page, _ = exported("text only", "---\ndate: 2024-11-17\n---\n")
    assert '<h1 class="title">week-19</h1>' in page
    page, _ = exported("# Another\n\ntext", "---\ntitle: Own\n---\n")
    assert '<h1 class="title">Own</h1>' in page and page.count("<h1") == 2


def test_the_headline_tells_the_date_as_written_and_how_long_one_reads() -> None:
    html, _ = exported("字" * 900, cover=PNG)
    assert '<time class="date" datetime="2024-11-17T23:12:00+08:00">2024-11-17 23:12:00+0800</time>' in html
    assert '<span class="minutes">约 3 分钟</span>' in html
    html, _ = exported("word " * 150, "---\ntitle: A\ndate: some day\nlang: en\n---\n")
    assert '<span class="date">some day</span>' in html and "1 minute<" in html
    html, _ = exported("", "---\ntitle: A\ndate: 2024-03-01\n---\n")
    assert 'datetime="2024-03-01"' in html and "minute" not in html.split("</header>")[0].split("<header")[1]


def test_three_headings_make_a_list_of_contents_where_the_author_put_none() -> None:
    three = "# 一\n\n## 二 *二*\n\n### 三[^1]\n\n[^1]: x\n"
    html, _ = exported(three)
    contents = html.split('<nav class="toc" aria-label="目录">')[1].split("</nav>")[0]
    assert contents.count("<a href=") == 3 and "二 二" in contents and ">三</a>" in contents
    assert html.index("<nav") < html.index('<div class="article">')
    html, _ = exported(f"text\n\n[TOC]\n\n{three}")
    assert html.count("<nav") == 1 and html.index("<nav") > html.index('<div class="article">')
    html, _ = exported("# 一\n\n## 二\n")
    assert "<nav" not in html


def test_machines_read_what_is_shown_and_nothing_else() -> None:
    html, _ = exported("字" * 301, cover=PNG)
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert told is not None
    about = json.loads(told[1])
    assert about == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": '周记 <Week19> & "co"',
        "description": "2024-11-04 ~ 2024-11-10.",
        "inLanguage": "zh-CN",
        "datePublished": "2024-11-17T23:12:00+08:00",
        "articleSection": ['Daily "Talk"'],
        "keywords": ["科研"],
        "timeRequired": "PT1M",
    }
    for name, text in (
        ("og:type", "article"),
        ("og:title", "周记 &lt;Week19&gt; &amp; &quot;co&quot;"),
        ("og:description", "2024-11-04 ~ 2024-11-10."),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2024-11-17T23:12:00+08:00"),
        ("article:tag", "科研"),
    ):
        assert f'<meta property="{name}" content="{text}">' in html


@pytest.mark.parametrize(
    ("head", "journal", "language"),
    [
        ("", "", "en"),
        ("lang: zh_TW", "ja", "zh-TW"),
        ("", "ja", "ja"),
        ('lang: "x\\" onload=1"', "", "en"),
        ("", "?", "en"),
    ],
)
def test_the_language_is_the_posts_else_the_journals_else_found(head: str, journal: str, language: str) -> None:
    made = export.page(post("Some words.", f"---\ntitle: A\n{head}\n---\n"), look=export.Look(journal))
    assert f'<html lang="{language}"' in made.html.decode()


def test_the_authors_sheet_is_in_the_page_and_cannot_end_it() -> None:
    made = export.page(post("x"), look=export.Look(style="note", sheet="p{color:red}</style><b>"))
    html = made.html.decode()
    assert 'data-style="note"' in html and "p{color:red}" in html and html.count("</style>") == 1


def test_the_mark_of_an_excerpt_is_not_in_a_finished_article() -> None:
    for body in ("a\n\n<!-- more -->\n\nb\n", "a <!-- more --> b\n"):
        html, _ = exported(body)
        assert "site-more" not in html.split("</style>")[1]


def test_pictures_have_room_up_to_a_limit_and_each_refusal_has_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "HEAVIEST", 3 * len(PNG))
    for number in range(4):
        (tmp_path / f"{number}.png").write_bytes(PNG)
    (tmp_path / "text.png").write_bytes(b"no picture")
    (tmp_path.parent / "secret.png").write_bytes(PNG)
    text = "![](0.png) ![](0.png) ![](1.png) ![](2.png) ![](3.png) ![](text.png) ![](gone.png) ![](../secret.png) "
    made = export.page(Post.parse(tmp_path / "a.md", f"{text}![](https://e.org/x.png)\n".encode()))
    assert [(note.name, note.reason) for note in made.notes] == [
        ("3.png", "too large"),
        ("text.png", "no image"),
        ("gone.png", "missing"),
        ("../secret.png", "outside"),
        ("https://e.org/x.png", "remote"),
    ]
    assert made.html.count(b"data:image/png;base64,") == 4
