"""Which widget each kind of field has. Knows no post."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from journal_app.ui.metadata.chips import ChipsField
from journal_app.ui.metadata.date_time import DateField
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.fixed import FixedField, MapField
from journal_app.ui.metadata.image import ImageField
from journal_app.ui.metadata.long_text import EXCERPT_LENGTH, LongTextField
from journal_app.ui.metadata.number import NumberField
from journal_app.ui.metadata.switch import SwitchField
from journal_app.ui.metadata.text import NullField, TextField

translate = QCoreApplication.translate


def _excerpt() -> Field:
    field = LongTextField(single=True, limit=EXCERPT_LENGTH)
    field.set_placeholder(translate("Metadata", "no excerpt"))
    return field


_MAKERS: dict[str, Callable[[], Field]] = {
    "text": TextField,
    "long": LongTextField,
    "excerpt": _excerpt,
    "date": DateField,
    "list": ChipsField,
    "switch": SwitchField,
    "number": NumberField,
    "image": ImageField,
    "map": MapField,
    "null": NullField,
    "fixed": FixedField,
}


def make(kind: str) -> Field:
    """A new widget of this kind; a kind not known is shown and not edited."""
    return _MAKERS.get(kind, FixedField)()
