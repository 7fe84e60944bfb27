"""The column of the post: what is in it goes where it goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.window.editor_column import EditorColumn

_ALONE = Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings


@pytest.fixture
def as_the_program_runs(qapp: QCoreApplication) -> Iterator[None]:
    before = QCoreApplication.testAttribute(_ALONE)
    QCoreApplication.setAttribute(_ALONE)
    yield
    QCoreApplication.setAttribute(_ALONE, before)


@pytest.mark.usefixtures("as_the_program_runs")
def test_an_editor_that_is_a_window_of_its_own_goes_along_with_its_column(qtbot: QtBot) -> None:
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    editor = QWidget()
    editor.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
    editor.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    left, column, right = QWidget(), EditorColumn(QWidget(), editor), QWidget()
    column.show_post(True)
    column.setFixedWidth(300)
    for pane in (left, column, right):
        splitter.addWidget(pane)
    splitter.resize(900, 400)
    with qtbot.waitExposed(splitter):
        splitter.show()
    for widths in ((200, 300, 400), (280, 300, 320), (120, 300, 480)):
        splitter.setSizes(list(widths))
        place = editor.mapTo(splitter, QPoint(0, 0))
        assert place.x() == column.x() and editor.windowHandle().geometry().topLeft() == place, widths
