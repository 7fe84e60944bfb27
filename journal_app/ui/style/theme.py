"""The colours and the style sheet of the program's own surfaces, light and dark.

Knows no widget by name, only by class and role.
"""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtGui import QColor, QPalette

from journal_app import paths


@dataclass(frozen=True, slots=True)
class Tokens:
    """One mode's colours, each `#rrggbb`. `faint` is for large or decorative things only."""

    dark: bool
    window: str
    sidebar: str
    list: str
    page: str
    ink: str
    dim: str
    faint: str
    hairline: str
    chip: str
    code: str
    caret_line: str
    seal: str
    seal_tint: str
    on_seal: str


LIGHT = Tokens(
    dark=False,
    window="#f4f1ec",
    sidebar="#ebe7e0",
    list="#f8f6f2",
    page="#fffdfa",
    ink="#2a2826",
    dim="#6b645b",
    faint="#857d72",
    hairline="#e2dcd2",
    chip="#efeae2",
    code="#f5f1ea",
    caret_line="#fbf3e6",
    seal="#b03f27",
    seal_tint="#f3e0d8",
    on_seal="#fffdfa",
)
DARK = Tokens(
    dark=True,
    window="#1d1c1a",
    sidebar="#191817",
    list="#201f1d",
    page="#252321",
    ink="#e8e3da",
    dim="#b0a797",
    faint="#8d8477",
    hairline="#36332e",
    chip="#35322d",
    code="#1e1c1a",
    caret_line="#2d2a26",
    seal="#e4826a",
    seal_tint="#43291f",
    on_seal="#191817",
)


def mix(colour: str, into: str, share: float) -> str:
    """`share` (0 to 1) of `colour` over the colour `into`, as `#rrggbb`."""
    pairs = ((int(colour[i : i + 2], 16), int(into[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def palette(tokens: Tokens) -> QPalette:
    """The palette that native parts (Fusion's check marks, selections, placeholders) are drawn with."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.ink,
        role.Base: tokens.page,
        role.AlternateBase: tokens.list,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.dim,
        role.Button: tokens.window,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.seal,
        role.ToolTipBase: tokens.page,
        role.ToolTipText: tokens.ink,
        role.Highlight: mix(tokens.seal, tokens.page, 0.26),
        role.HighlightedText: tokens.ink,
        role.Accent: tokens.seal,
        role.Link: tokens.seal,
        role.LinkVisited: tokens.seal,
        role.Light: mix(tokens.ink, tokens.window, 0.04),
        role.Midlight: tokens.chip,
        role.Mid: tokens.hairline,
        role.Dark: tokens.faint,
        role.Shadow: mix("#000000", tokens.window, 0.5),
    }
    result = QPalette()
    for which, colour in colours.items():
        result.setColor(QPalette.ColorGroup.All, which, QColor(colour))
    faded = QColor(mix(tokens.dim, tokens.window, 0.75))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, faded)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.chip))
    return result


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of the whole program.

    A widget asks for more than its class gives by the dynamic property `role`:
    QPushButton `primary`, `link`; QToolButton `primary`, `quiet`, `tab` (checked is tinted with no role);
    QLabel `dim`, `error`, `pill`, `heading`, `thumbnail`; QLineEdit and QPlainTextEdit `value` (a frame only
    when touched), QLineEdit `entry` (tight), QPlainTextEdit `title`, `source`, `bare` (no frame); any QWidget `page`,
    `sidebar`, `list`, `bar` (its surface; views: `sidebar`, `popup`); QFrame `chip`, `hairline`, `popup`.
    """
    mode = "dark" if tokens.dark else "light"
    icons = paths.resource("icons/theme").as_posix()
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    values |= {
        "hover": mix(tokens.ink, tokens.window, 0.07),
        "pressed": mix(tokens.ink, tokens.window, 0.13),
        "seal_hover": mix(tokens.ink, tokens.seal, 0.12),
        "frame": mix(tokens.faint, tokens.page, 0.55),
        "thumb": mix(tokens.faint, tokens.page, 0.5),
        "faded": mix(tokens.dim, tokens.window, 0.75),
        "down": f"{icons}/down-{mode}.svg",
        "up": f"{icons}/up-{mode}.svg",
        "right": f"{icons}/right-{mode}.svg",
        "tick": f"{icons}/tick-{mode}.svg",
        "dash": f"{icons}/dash-{mode}.svg",
    }
    return Template(paths.resource("themes/window.qss").read_text("utf-8")).substitute(values)
