"""The colours of an article, light and dark, as CSS variables. Knows no element."""

_COLOURS = {
    "page": ("#fffdfa", "#252321"),
    "ink": ("#2a2826", "#e8e3da"),
    "dim": ("#6b645b", "#b0a797"),
    "faint": ("#857d72", "#8d8477"),
    "hairline": ("#e2dcd2", "#36332e"),
    "chip": ("#efeae2", "#35322d"),
    "code": ("#f5f1ea", "#1e1c1a"),
    "caret": ("#fbf3e6", "#2d2a26"),
    "seal": ("#b03f27", "#e4826a"),
    "seal-tint": ("#f3e0d8", "#43291f"),
    "marker": ("#f6e3b0", "#5c4a1e"),
    "code-keyword": ("#8a5a00", "#d8a657"),
    "code-name": ("#2f4f8f", "#8fb0e8"),
    "code-string": ("#3d6b2f", "#9cc08a"),
    "code-number": ("#9a3a5b", "#dd9bb0"),
    "code-comment": ("#6f675d", "#9b9184"),
    "code-error": ("#b3261e", "#f2a197"),
    "inserted": ("#e2efdb", "#2b3a24"),
    "deleted": ("#f6dfda", "#47271f"),
}


def declarations(*, dark: bool) -> str:
    """The variables of one mode, for the inside of a rule."""
    return "".join(f"--{name}:{pair[dark]};" for name, pair in _COLOURS.items()) + (
        "--turned:invert(1) hue-rotate(180deg);color-scheme:dark;" if dark else "--turned:none;color-scheme:light;"
    )
