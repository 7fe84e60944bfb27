"""A form over a real post, with the smallest desk there can be: it applies what the form tells and shows the result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.ui.metadata.form import FieldEdited, FieldRemoved, HeadEdited, MetadataForm


@dataclass(frozen=True)
class Vocabulary:
    categories: tuple[str, ...] = ("Daily Talk", "Weekly Journal", "Tech Talk")
    tags: tuple[str, ...] = ("科研", "具身智能", "读书", "旅行")
    order: tuple[str, ...] = ("title", "excerpt", "date", "image", "categories", "tags", "top")


@dataclass
class Desk:
    form: MetadataForm
    post: Post
    vocabulary: Vocabulary = Vocabulary()
    said: list[object] = field(default_factory=list)
    column: QWidget | None = None

    def edit(self, wish: FieldEdited) -> None:
        self.said.append(wish)
        try:
            self.post = self.post.with_field(wish.name, wish.value, order=self.vocabulary.order)
        except EditRefused as error:
            self.form.refuse(wish.name, str(error))
            return
        self.show()

    def remove(self, wish: FieldRemoved) -> None:
        self.said.append(wish)
        self.post = self.post.without_field(wish.name)
        self.show()

    def write_head(self, wish: HeadEdited) -> None:
        self.said.append(wish)
        self.post = self.post.with_head_text(wish.text)
        self.show()

    def show(self) -> None:
        self.form.show_post(self.post, self.vocabulary)

    def open(self, text: str, name: str = "other.md") -> None:
        self.post = Post.parse(Path("/journal", name), text.encode())
        self.show()

    @property
    def edits(self) -> list[tuple[object, object]]:
        return [(wish.name, wish.value) for wish in self.said if isinstance(wish, FieldEdited)]


WEEK = """---
title: 周记 Week7
excerpt: 2024-02-12 ~ 2024-02-18.\x20
date: 2024-02-19 21:05:30+0800
image: https://example.org/a.webp
categories:
    - 'Daily Talk'
    - 'Weekly Journal'
tags:
    - '科研'
    - '读书'
top: 1
comments: true
---

正文
"""


@pytest.fixture
def made(qtbot: QtBot) -> Callable[..., Desk]:
    def make(text: str = WEEK, path: Path = Path("/journal/week-7.md"), width: int = 420) -> Desk:
        column = QWidget()
        qtbot.addWidget(column)
        layout = QVBoxLayout(column)
        form = MetadataForm()
        layout.addWidget(form)
        layout.addStretch(1)
        column.resize(width, 700)
        desk = Desk(form, Post.parse(path, text.encode()))
        form.field_edited.connect(desk.edit)
        form.field_removed.connect(desk.remove)
        form.head_edited.connect(desk.write_head)
        desk.show()
        with qtbot.waitActive(column):
            column.show()
            column.activateWindow()
        desk.column = column
        return desk

    return make
