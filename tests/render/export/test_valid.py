"""Exported pages are valid HTML by an independent checker, HTML Tidy, whatever the post holds."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.export import export
from journal_app.render.export.export import About, Look
from journal_app.render.export.folder import index_page

TIDY = shutil.which("tidy")
CONTENT = Path(__file__).parents[3] / "content"
EVERYTHING = """---
title: 一切 <b> & "co"
date: 2024-11-17 23:12
excerpt: a "quoted" <excerpt>
categories: [Notes, '<i>']
tags: [a&b, 'c"d']
---
# One

## Two *em* `code`

## Two *em* `code`

[TOC]

Text[^1] with ~~del~~, ==mark==, H~2~O, x^2^ and a [[wiki link|shown]]. <kbd>Ctrl</kbd> <span id="one">x</span>

| a | b |
|:--|--:|
| 1 | 2 |

- [x] done
- [ ] open
    1. inner

!!! note "A title"
    Inside.

> [!TIP]
> A callout.

::: warning
Careful.
:::

term
: definition

```js title="a.js" {1}
let a = "<b>"; // comment
```

$$\\int_0^1 x^2 \\, dx = \\frac{1}{3}$$ and $a < b$

<details><summary>More</summary>

hidden

</details>

![missing](gone.png "title") <img src="also-gone.png">

<div align="center"><font size="2">old</font> <tt>tt</tt> <strike>s</strike> <big>b</big></div>

<center>middle <img src="gone.png" width="50%"></center>

<ol start="x" type="q" dir="up"><li value="1.5"><b id="">a</b> <b id="a b">b</b></li></ol> [to b](#a%20b)[^a name]

<table><tr><th scope="x" lang="">h</th><td colspan="x" rowspan="-1">a</td></tr></table>

<table align="center" width="80%"><tr><td align="right" width="20">a</td></tr></table>

*[HTML]: Hyper & text

HTML {{< shortcode >}} {% tag %} :smile:

<!-- more -->

[^1]: A note with `code`.

[^a name]: Another.
"""


def complaints(html: bytes) -> list[str]:
    """What Tidy has to say, without what is not about the page's HTML."""
    assert TIDY is not None
    done = subprocess.run(
        [TIDY, "-q", "-e", "-utf8", "--show-info", "no", "--drop-empty-elements", "no", "--mute-id", "yes"],
        input=html, capture_output=True, timeout=30,
    )  # fmt: skip
    # In HTML of today an address may hold letters of any script; Tidy has that from an older standard.
    return [line for line in done.stderr.decode().splitlines() if "ESCAPED_ILLEGAL_URI" not in line]


pytestmark = pytest.mark.skipif(TIDY is None, reason="HTML Tidy is not installed")


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_the_sample_journal_makes_valid_pages(dialect: str) -> None:
    site = Site(root=CONTENT, dialect=dialect)
    for path in sorted(CONTENT.rglob("*.md")):
        page = export.page(Post.parse(path, path.read_bytes()), site)
        assert complaints(page.html) == [], path.name


@pytest.mark.parametrize("dialect", ["python-markdown", "gfm"])
def test_a_page_of_every_construct_is_valid(dialect: str) -> None:
    site = Site(dialect=dialect)
    for text in (EVERYTHING, EVERYTHING.replace("[TOC]", "## Three")):
        page = export.page(Post.parse(Path("/j/every.md"), text.encode()), site, index="index.html")
        assert complaints(page.html) == []


def test_a_list_of_pages_is_valid() -> None:
    about = About("A <title>", "2024-11-17", 'an "excerpt" & more', "en")
    listed = [("a.html", about), ("b.html", replace(about, date="", language="zh-CN")), ("c&d.html", About())]
    assert complaints(index_page("日记 <x>", listed, Look())) == []
    assert complaints(index_page("Empty", [], Look())) == []


def test_the_checker_finds_a_fault() -> None:
    assert complaints(b"<!DOCTYPE html><html lang=en><title>x</title><p id=a><b>x</p><p id=a>")
