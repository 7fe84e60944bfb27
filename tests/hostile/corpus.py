"""Texts of strangers who mean harm, grouped by the way they try. Knows no page and no engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("payloads")
MARK = "4711"  # what a script that runs writes into the page's title and to its console
RUN = f"console.log(document.title={MARK})"

_ENTRY = re.compile(r"^=== (.+)\n", re.MULTILINE)
_CHARACTER = re.compile(r"@(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))@")


_CODEC = re.compile(r" in (utf-\d+(?:-[bl]e)?|gbk|latin-1)\Z")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet; one whose `name` ends so is written "in" that encoding."""

    number: int
    name: str
    written: str

    def bytes(self, host: str, file: Path) -> bytes:
        """The file for a server at `host` and a foreign file."""
        text = self.written
        for place, value in (
            ("@LONG@", "p{color:red}" * 6000),
            ("@DEEPRULES@", "main{" * 3000),
            ("@MANY@", "a{}" * 20000),
        ):
            text = text.replace(place, value)
        text = Payload(self.number, "sheets", self.name, text).text(host, file)
        found = _CODEC.search(self.name)
        return text.encode(found[1] if found else "utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Payload:
    """One text. `written` has places for what differs from run to run; `number` tells the payloads apart."""

    number: int
    kind: str
    name: str
    written: str

    def text(self, host: str, file: Path) -> str:
        """The text for a server at `host` ("127.0.0.1:8000") and a foreign file."""
        own = f"{host}/{self.number}"
        places = {
            "@RUN@": RUN,
            "@HERE@": f"http://{own}",
            "@HOST@": own,
            "@FILE@": str(file),
            "@DEEP@": "<div>" * 600,
            "@DEEPG@": "<g>" * 600,
        }
        text = self.written
        for place, value in places.items():
            text = text.replace(place, value)
        return _CHARACTER.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), text)

    def __str__(self) -> str:
        return f"{self.number} {self.kind}: {self.name}"


def payloads() -> tuple[Payload, ...]:
    """All of them, in the order of the files."""
    found = (one for file in sorted(FOLDER.glob("*.txt")) for one in _entries(file))
    return tuple(Payload(number, *one) for number, one in enumerate(found))


def sheets() -> tuple[Sheet, ...]:
    """The style sheets."""
    found = _entries(FOLDER.with_name("sheets.txt"))
    return tuple(Sheet(number, name, text) for number, (_, name, text) in enumerate(found))


def _entries(file: Path) -> Iterator[tuple[str, str, str]]:
    parts = _ENTRY.split(file.read_text("utf-8"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        yield file.stem, name, text
