"""The QApplication: its names, its faces, the preview's scheme. Imports as little as it can; knows no window."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from journal_app import __version__, paths
from journal_app.ui.preview import engine

HAN_FACES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication, with the preview's scheme registered before it, as Qt asks."""
    engine.register_scheme()
    QCoreApplication.setApplicationName("Journal")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("journal-app")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
    application = QApplication(arguments)
    application.setStyle("Fusion")
    font = application.font()
    font.setFamilies([*(font.families() or [font.family()]), *HAN_FACES])  # before Qt looks for a face of its own
    application.setFont(font)
    application.setWindowIcon(QIcon(str(paths.resource("icons/journal.svg"))))
    return application
