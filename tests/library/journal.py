"""Small journals on disk for these tests."""

import itertools
from pathlib import Path

from journal_app.library.row import PostRow
from journal_app.post.post import Post

WEEK = """---
title: 周记 Week19
excerpt: 2024-11-04 ~ 2024-11-10.\x20
date: 2024-11-17 23:12:00+0800
image: https://pictures.example/19.webp
categories:
    - 'Daily Talk'
    - 'Weekly Journal'
tags:
    - 'Daily Talk'
    - 'Weekly Journal'
top: 1
---

这一周的科研压力很大，CVPR 2025 也来不及了。

本科，研究生，都在写论"""
"""A post in the founding post's shape: quoted items indented by four, a trailing space, no last line feed."""

_number = itertools.count()


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path) -> Post:
    return Post.parse(path, path.read_bytes())


def row(title: str = "", moment: float = 0.0, **rest: object) -> PostRow:
    """A row of its own path."""
    path = rest.pop("path", None) or Path(f"/journal/{next(_number)}.md")
    return PostRow(path, title, moment=moment, **rest)  # type: ignore[arg-type]
