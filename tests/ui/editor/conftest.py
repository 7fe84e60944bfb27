import pytest

from journal_app.ui.editor.editor import Editor


@pytest.fixture
def editor(qtbot):
    made = Editor()
    qtbot.addWidget(made)
    made.resize(420, 400)
    return made
