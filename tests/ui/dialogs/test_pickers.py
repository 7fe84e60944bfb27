"""Where a page is exported to."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from journal_app.ui.dialogs.pickers import pick_export


@pytest.mark.parametrize(("typed", "written"), [("week", "week.html"), ("week.htm", "week.htm")])
def test_a_name_without_an_ending_gets_one_before_it_is_asked_about(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, written: str
) -> None:
    def answer(dialog: QFileDialog) -> int:
        assert [Path(name).name for name in dialog.selectedFiles()] == ["suggested.html"]
        dialog.selectFile(typed)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", answer)
    assert pick_export(None, tmp_path / "suggested.html") == tmp_path / written


def test_a_changed_mind_exports_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 0)
    assert pick_export(None, tmp_path / "suggested.html") is None
