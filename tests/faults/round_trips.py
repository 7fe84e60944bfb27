"""Fuzzed bytes through opening, closing and form edits: nothing changes but the value that was edited.

`round_trips.py --count 100000` prints the figures; the exit status is 0 when every law held. What an edit may touch is
found by PyYAML's own composer, which the program does not use.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402

from journal_app.post.errors import EditRefused  # noqa: E402
from journal_app.post.opening import opened  # noqa: E402
from journal_app.post.post import Post, Value  # noqa: E402

PATH = Path("fuzzed.md")
SLOW = 1.0  # seconds; none of these inputs is large
SEEDS = [
    path.read_bytes()
    for folder, kind in (("tests/data/posts", "*"), ("content", "**/*.md"))
    for path in sorted((ROOT / folder).glob(kind))
]
PIECES = [
    "---", "---\n", "\n---\n", "+++\n", "{", "}", "title: a\n", "tags: [a, 'b']\n", "tags:\n  - a\n  - 'b'\n",
    "date: 2024-11-17\n", "a: &x 1\nb: *x\n", "<<: *x\n", "# comment\n", " # behind", "draft: yes\n",
    "key: |\n  text\n  more\n", "\t", "\r", "\r\n", "\n", "\n\n\n\n\n\n\n\n", "\u2028", "\u2029", "\ufdd0", "\ufdd1",
    "\xa0", "\f", "\0", "\ufeff", "\x85", "字", "周记。", "👍", "`", "```\n", "'", '"', ": ", " ", "- ", "? ", "!!str ",
    "%YAML 1.2\n", "...\n", "<script>", "é", "\ud7ff", "x" * 40,
]  # fmt: skip
CODECS = (
    "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "latin-1", "cp1252", "big5",
)  # fmt: skip
VALUES: list[Value] = [
    "new", "周记 Week 1", "", "a: b", "it's", 'say "x"', "# no comment", "- x", "yes", "017", "1:30", "~", "null",
    "2024-11-18", "*x", "&x", "!t", "%a", "@a", "`a", "[a", "{a", "a\\b", "two\nlines", " spaces ", 7, -1, 3.5, True,
    False, None, [], ["a"], ["a", "b, c", "'d'"],
]  # fmt: skip


def bytes_of(chance: random.Random) -> bytes:
    """A file as it might lie there."""
    kind = chance.random()
    if kind < 0.15:
        return chance.randbytes(chance.randint(0, 400))
    if kind < 0.55:
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 40)))
        if chance.random() < 0.6:
            end = chance.choice(["\n", "\n", "\r\n", "\r"])
            head = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 8)))
            text = f"---\n{head}\ntitle: a{chance.randint(0, 9)}\n---\n{text}".replace("\n", end)
        return text.encode(chance.choice(CODECS), "replace")
    raw = bytearray(chance.choice(SEEDS))
    for _ in range(chance.choice([0, 1, 1, 2, 5])):
        at = chance.randint(0, len(raw))
        deed = chance.random()
        if deed < 0.3:
            raw[at:at] = chance.choice(PIECES).encode()
        elif deed < 0.5:
            del raw[at : at + chance.randint(1, 8)]
        elif deed < 0.7 and at < len(raw):
            raw[at] = chance.randrange(256)
        elif deed < 0.85:
            raw[at:at] = chance.choice([b"\xff", b"\x80", b"\xfe\xff", b"\r", b"\0", b"\xa4\xa4"])
        else:
            other = chance.randint(0, len(raw))
            raw[at:at] = raw[other : other + chance.randint(1, 60)]
    return bytes(raw)


def round_trip(raw: bytes, chance: random.Random) -> Counter[str]:
    """Open and close, then a form edit; AssertionError when a byte is lost or another than the value's changes."""
    told: Counter[str] = Counter(files=1)
    started = time.perf_counter()
    post = opened(PATH, raw)
    assert post.to_bytes() == raw
    fields = dict(post.fields)
    told["read-only"] += bool(post.read_only)
    told["broken heads"] += post.broken is not None
    told["other encodings"] += not post.encoding.startswith("utf-8")
    if fields and not post.read_only:
        name = chance.choice(list(fields))
        value = chance.choice(VALUES)
        try:
            edited = post.without_field(name) if chance.random() < 0.15 else post.with_field(name, value)
        except EditRefused:
            told["refused edits"] += 1
            assert post.to_bytes() == raw
        else:
            told["edits"] += 1
            check_edit(post, edited, name, raw)
    assert time.perf_counter() - started < SLOW, "slow"
    return told


def check_edit(post: Post, edited: Post, name: str, raw: bytes) -> None:
    """The other fields say what they said, and only bytes of this field's lines are others."""
    new = edited.to_bytes()
    assert edited.body == post.body
    after = dict(edited.fields)
    assert {key: value for key, value in after.items() if key != name} == {
        key: value for key, value in post.fields.items() if key != name
    }
    again = Post.of(PATH, post.envelope, new[len(post.envelope.mark) :].decode(post.envelope.codec))
    assert dict(again.fields) == after and again.body == post.body
    if post.head_kind != "yaml":
        return
    span = field_span(raw, name, post.envelope.codec, len(post.envelope.mark), gone=name not in after)
    if span is None:
        return
    start, end = span
    assert new[:start] == raw[:start], "bytes before the field changed"
    tail = len(raw) - end
    assert new[len(new) - tail :] == raw[end:] and len(new) >= start + tail, "bytes behind the field changed"


def field_span(raw: bytes, name: str, codec: str, mark: int, *, gone: bool) -> tuple[int, int] | None:
    """The bytes from this key to the next, or to the closing fence, as PyYAML finds them; None when it cannot.

    With a field that is `gone` the empty lines that set it apart may go.
    """
    text = raw[mark:].decode(codec)
    opening = re.match(r"\s*?---[ \t]*(?:\r\n|\n|\r)", text)
    assert opening is not None
    closing = re.compile(r"[\r\n](?=(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z))").search(text, opening.end() - 1)
    assert closing is not None
    head = text[opening.end() : closing.end()]
    try:
        root = yaml.compose(head, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    keys = [(key.value, key.start_mark.index) for key, _ in root.value]
    place = next((number for number, (key, _) in enumerate(keys) if key == name), None)
    if place is None:
        return None
    start = keys[place][1]
    while start and head[start - 1] not in "\r\n{,":
        start -= 1
    stop = keys[place + 1][1] if place + 1 < len(keys) else len(head)
    before = text[: opening.end() + start]
    before = before.rstrip(" \t\r\n") if gone else before
    return mark + len(before.encode(codec)), mark + len(text[: opening.end() + stop].encode(codec))


def run(count: int, seed: int, *, tell: bool = False) -> Counter[str]:
    """So many files; the figures."""
    told: Counter[str] = Counter()
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        raw = bytes_of(chance)
        try:
            told += round_trip(raw, chance)
        except Exception as error:
            error.add_note(f"seed {seed}, number {number}: {raw!r}")
            raise
        if tell and (number + 1) % 10_000 == 0:
            print(number + 1, dict(told), flush=True)
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    told = run(options.count, options.seed, tell=True)
    print(f"{options.count} files in {time.monotonic() - started:.0f} s:", dict(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
