"""The colours and the style sheet of the program's own surfaces, light and dark. Knows no widget by name but by role."""

from dataclasses import dataclass


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
    seal="#b5432a",
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
    seal="#e07a5f",
    seal_tint="#43291f",
    on_seal="#191817",
)
