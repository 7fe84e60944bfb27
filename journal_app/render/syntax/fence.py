"""What stands behind the opening marks of a fenced code block, as the sites write it. Knows no dialect.

Language, title and marked lines: `js title="a.js" {1,3-4}` (Astro, Docusaurus, MkDocs), `js{1,3} [a.js]` (VitePress),
`js {hl_lines=[1,"3-4"]}` (Hugo), `python hl_lines="1 3-4"` (MkDocs), `js a.js https://… words` (Hexo), `js:a.js`.
A word alone, and what stands behind a colon, is a title when it looks like a file's name.
"""

import re
from dataclasses import dataclass

_LANGUAGE = re.compile(r"\s*\{?\s*\.?(?P<name>[\w#.+\-/]+)(?=[\s{,:;=}\[]|$)(?!=)")
_TITLE = re.compile(r"\b(?:title|filename|file|name)\s*[=:]\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{}]+))", re.IGNORECASE)
_FILE = re.compile(r"(?:^[\w#+\-]+:|\s)(?P<name>[\w./\-]*\w\.[A-Za-z][A-Za-z0-9]{0,9})(?=\s|$)")
_BRACKETS = re.compile(r"\[([^\]\[=]+)\]\s*$")
_MARKS = re.compile(r"\{\s*(\d[\d\s,\-]*)\}|\bhl_lines\s*=\s*(?:\[([^\]]*)\]|\"([^\"]*)\"|'([^']*)')")
_RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_MOST = 10_000
_LABELLED = {"mermaid": "Mermaid", "plantuml": "PlantUML", "dot": "Graphviz", "graphviz": "Graphviz", "d2": "D2"}


@dataclass(frozen=True, slots=True)
class Info:
    """The language as written, the title to show above the code, and the numbers of the marked lines, from 1."""

    language: str = ""
    title: str = ""
    lines: tuple[int, ...] = ()

    @property
    def ranges(self) -> str:
        """The marked lines as `1 3 4`."""
        return " ".join(str(line) for line in self.lines)


def read_info(text: str) -> Info:
    """Read what stands behind the marks; what is not understood is left out."""
    found = _LANGUAGE.match(text)
    language = found["name"] if found and not found["name"].isdigit() else ""
    title = _TITLE.search(text)
    name = next((part for part in title.groups() if part is not None), "") if title else ""
    if not title and language and (bracketed := _BRACKETS.search(text)):
        name = bracketed[1]
    elif not title and language and (file := _FILE.search(text.strip())):
        name = file["name"]
    marked: set[int] = set()
    for marks in _MARKS.finditer(text):
        for part in _RANGE.finditer(next((part for part in marks.groups() if part is not None), "")):
            first, last = int(part[1][:6]), int((part[2] or part[1])[:6])
            marked.update(range(first, min(last, first + _MOST) + 1))
    return Info(language, name.strip() or _LABELLED.get(language.lower(), ""), tuple(sorted(marked)[:_MOST]))
