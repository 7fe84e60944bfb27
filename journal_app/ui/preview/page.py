"""The web page the preview lives in: its locks, its settings, its own script's world. Knows no article."""

from PySide6.QtCore import QFile, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from journal_app import paths
from journal_app.ui.preview.engine import NAME
from journal_app.ui.preview.scheme import PAGE, Handler

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.JavascriptCanPaste,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.AllowRunningInsecureContent,
    QWebEngineSettings.WebAttribute.AllowGeolocationOnInsecureOrigins,
    QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
)


class Bridge(QObject):
    """What the page's script may say; seen in its own world alone."""

    greeted = Signal()
    scrolled = Signal(float)
    followed = Signal(str)
    pointed = Signal(float)
    allowed = Signal()

    def __init__(self, handler: Handler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handler = handler
        self.has_greeted = False

    @Slot()
    def greet(self) -> None:
        """The script is ready."""
        self.has_greeted = True
        self.greeted.emit()

    @Slot(float)
    def scroll(self, line: float) -> None:
        """The reader moved the page; this source line is at its top."""
        self.scrolled.emit(line)

    @Slot(float)
    def point(self, line: float) -> None:
        """The reader clicked on what this source line became."""
        self.pointed.emit(line)

    @Slot(str)
    def follow(self, address: str) -> None:
        """The reader clicked a link."""
        self.followed.emit(address)

    @Slot(str, result="QStringList")
    def refused(self, address: str) -> list[str]:
        """Why a picture did not come, and where it was looked for if it is missing."""
        return list(self._handler.refused(address))

    @Slot()
    def allow(self) -> None:
        """The reader said yes to remote images."""
        self.allowed.emit()


class Guard(QWebEngineUrlRequestInterceptor):
    """Lets out what our page may ask for, whatever its policy made of it: our scheme, and https images after a yes."""

    def __init__(self, handler: Handler, parent: QObject) -> None:
        super().__init__(parent)
        self._handler = handler

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block all others."""
        scheme = info.requestUrl().scheme()
        image = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if scheme not in ("journal", "data") and not (scheme == "https" and image and self._handler.remote_images):
            info.block(True)


class Page(QWebEnginePage):
    """Shows our own page and goes nowhere else."""

    def __init__(self, profile: QWebEngineProfile, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        lock(self)
        channel = QWebChannel(self)
        channel.registerObject("bridge", bridge)
        self.setWebChannel(channel, WORLD)
        script = QWebEngineScript()
        script.setName("preview")
        self._source = (
            _text(":/qtwebchannel/qwebchannel.js") + "\n" + paths.resource("preview/page.js").read_text("utf-8")
        )
        script.setSourceCode(self._source)
        script.setWorldId(WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setRunsOnSubFrames(False)
        self.scripts().insert(script)
        self.loadFinished.connect(self._on_loaded)

    def run(self, script: str) -> None:
        """Run a script in our own world."""
        self.runJavaScript(script, WORLD)

    @Slot(bool)
    def _on_loaded(self, succeeded: bool) -> None:
        """A process that took a dead one's place may have the page before it has been sent the script."""
        if succeeded:
            self.run(f"if (typeof window.journal === 'undefined') {{\n{self._source}\n}}")

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Nothing but our page."""
        return is_main_frame and QUrl(url) == QUrl(PAGE)

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> None:  # type: ignore[override]
        """No window, ever."""
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """What a page says to the console is kept from ours: it may quote a stranger's post."""


def lock(page: QWebEnginePage) -> None:
    """Turn off whatever a page does not need that only shows: script, storage, files, windows."""
    settings = page.settings()
    for attribute in _OFF:
        settings.setAttribute(attribute, False)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


class Room(QObject):
    """The page with all it needs. It loads from the moment it is made, so that it stands when a view comes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.handler = Handler(self)
        self.bridge = Bridge(self.handler, self)
        self.profile = make_profile(self.handler, self)
        self.page = Page(self.profile, self.bridge)
        self.page.load(QUrl(PAGE))

    def move_into(self, view: QWebEngineView, owner: QObject) -> None:
        """Let the page live in `view`, an elder child of `owner`: a page has to go before its profile."""
        self.page.setParent(view)
        view.setPage(self.page)
        self.setParent(owner)


def make_profile(handler: Handler, parent: QObject) -> QWebEngineProfile:
    """A profile that keeps nothing and knows our scheme."""
    profile = QWebEngineProfile(parent)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.installUrlSchemeHandler(NAME, handler)
    profile.setUrlRequestInterceptor(Guard(handler, profile))
    profile.downloadRequested.connect(_cancel)
    return profile


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _text(name: str) -> str:
    file = QFile(name)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return ""
    return bytes(file.readAll().data()).decode("utf-8")
