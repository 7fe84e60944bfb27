"""Edits of one list in a YAML head: items are kept, moved, dropped and added without touching the others' bytes.

Works on the text and the list's node; values that change in place are left to the caller.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from journal_app.post.errors import EditRefused
from journal_app.post.head import yaml_fresh
from journal_app.post.head.tree import Node
from journal_app.post.head.yaml_fresh import Look
from journal_app.post.values import Value


@dataclass(frozen=True, slots=True)
class Slot:
    """One item of the new list: the old item it comes from (None for a new one) and its value.

    `renewed` says that the old item's place and look are kept and its value is not.
    """

    old: int | None
    value: Value
    renewed: bool = False


def plan(old: Sequence[Value], new: Sequence[Value]) -> list[Slot]:
    """Where each new item comes from: the same item kept or moved, one that changes in place, or none."""
    before, after = [repr(value) for value in old], [repr(value) for value in new]
    slots: list[Slot | None] = [None] * len(new)
    loose_old: list[int] = []
    blocks: list[tuple[list[int], list[int]]] = []
    for tag, low, high, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for step in range(stop - start):
                slots[start + step] = Slot(low + step, new[start + step])
        else:
            loose_old += range(low, high)
            blocks.append((list(range(low, high)), list(range(start, stop))))
    for _, places in blocks:  # an item that only moved
        for place in places:
            index = next((item for item in loose_old if before[item] == after[place]), -1)
            if index >= 0:
                loose_old.remove(index)
                slots[place] = Slot(index, new[place])
    for olds, places in blocks:  # an item that changed where it stands
        free = [item for item in olds if item in loose_old]
        open_places = [place for place in places if slots[place] is None]
        if len(free) == len(open_places):
            for index, place in zip(free, open_places, strict=True):
                if type(old[index]) is type(new[place]):
                    slots[place] = Slot(index, new[place], renewed=True)
    return [slot or Slot(None, new[place]) for place, slot in enumerate(slots)]


_DASH: Final = re.compile(r"-(?:[ ]+|(?=\n)|\Z)")


def block(text: str, node: Node, slots: Sequence[Slot], look: Look) -> str:
    """The head with a block list laid out as planned; renewed items still have their old value."""
    indent = yaml_fresh.column(text, node.start)
    start = node.start - indent
    before = text[start : node.start]
    if before.strip(" "):  # its first item stands behind the dash of a list around it
        alone = block(text[:start] + " " * indent + text[node.start :], node, slots, look)
        if not re.match(rf" {{{indent}}}-", alone[start:]):
            raise EditRefused("The list", "it starts behind another dash")
        return alone[:start] + before + alone[start + indent :]
    chunks, gaps = _chunks(text, node, indent)
    end = start + sum(map(len, chunks)) + sum(map(len, gaps))
    lead, pending = _leads(gaps, slots)
    result: list[str] = []
    for number, slot in enumerate(slots):
        if slot.old is not None:
            result.append(lead[slot.old] + chunks[slot.old])
        else:
            sibling = _sibling(slots, number)
            result.append(_fresh(text, node, sibling, slot.value, indent, look))
    return text[:start] + "".join(result) + pending + text[end:]


def _leads(gaps: Sequence[str], slots: Sequence[Slot]) -> tuple[dict[int, str], str]:
    """The lines above each old item that stays, those above dropped ones with them, and what is left at the end."""
    used = {slot.old for slot in slots}
    pending, lead = "", dict[int, str]()
    for index, gap in enumerate(gaps):
        pending += gap
        if index in used:
            lead[index], pending = pending, ""
    return lead, pending


def emptied(text: str, node: Node) -> tuple[int, int, str]:
    """The stretch a block list takes, and what stays of it without its items: comments and blank lines."""
    indent = yaml_fresh.column(text, node.start)
    chunks, gaps = _chunks(text, node, indent)
    start = node.start - indent
    return start, start + sum(map(len, chunks)) + sum(map(len, gaps)), "".join(gaps)


def _chunks(text: str, node: Node, indent: int) -> tuple[list[str], list[str]]:
    """The lines of each item, and the lines between it and the one before."""
    if text[node.start - indent : node.start].strip(" "):
        raise EditRefused("The list", "it starts behind another dash")
    dash = re.compile(rf"^ {{{indent}}}-(?=[ \n]|\Z)", re.MULTILINE)
    chunks, gaps, place = [], [], node.start - indent
    for number, item in enumerate(node.items):
        found = dash.search(text, place)
        if found is None or found.start() > max(item.start, place):
            raise EditRefused("The list", "its dashes do not stand below each other")
        limit = node.items[number + 1].start if number + 1 < len(node.items) else None
        end = end_of(text, item)
        if limit is not None and end > limit:
            raise EditRefused("The list", "two of its items share a line")
        gaps.append(text[place : found.start()])
        chunks.append(text[found.start() : end])
        place = end
    return chunks, gaps


def end_of(text: str, node: Node) -> int:
    """The end of the last line a node stands on."""
    last = node
    while not last.flow and (last.items or last.pairs):
        last = last.items[-1] if last.items else last.pairs[-1][1]
    if last.style in ("|", ">") and text[last.end - 1 : last.end] == "\n":
        return last.end
    end = text.find("\n", last.end)
    return len(text) if end < 0 else end + 1


def _sibling(slots: Sequence[Slot], number: int) -> int:
    """The old item a new one should look like: the nearest before it, else the nearest behind, else the first."""
    for slot in (*reversed(slots[:number]), *slots[number + 1 :]):
        if slot.old is not None:
            return slot.old
    return 0


def _fresh(text: str, node: Node, sibling: int, value: Value, indent: int, look: Look) -> str:
    like = node.items[sibling]
    row = text.rfind("\n", 0, like.start) + 1
    found = _DASH.match(text, row + indent)
    dash = found[0] if found and found[0] != "-" else "- "
    quote = like.style if like.kind == "scalar" and like.style in ("'", '"') else ""
    look = Look(look.flow, look.offset, dash, quote, look.quote, look.step)
    return " " * indent + dash + yaml_fresh.behind_dash(value, indent + len(dash), look)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A flow list with each item on a line of its own: `gaps` are the lines above each, `rests` what is behind it."""

    opening: str
    gaps: list[str]
    indents: list[str]
    words: list[str]
    rests: list[str]
    closing: str


_REST: Final = re.compile(r"[ ]*(,?)[ ]*(?:[ ]#[^\n]*|(?<=,)#[^\n]*)?\n")
_QUIET: Final = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*[ ]*")


def _rows(text: str, node: Node) -> _Rows | None:
    """The list's rows; None when it is not written so."""
    place = text.find("\n", node.start) + 1
    rows = _Rows(text[node.start + 1 : place], [], [], [], [], "")
    if not node.items or not 0 < place <= node.items[0].start:
        return None
    for item in node.items:
        start = text.rfind("\n", 0, item.start) + 1
        rest = _REST.match(text, item.end)
        if start < place or text[start : item.start].strip(" ") or rest is None:
            return None
        if not rest[1] and item is not node.items[-1]:
            return None
        rows.gaps.append(text[place:start])
        rows.indents.append(text[start : item.start])
        rows.words.append(text[item.start : item.end])
        rows.rests.append(rest[0])
        place = rest.end()
    closing = text[place : node.end - 1]
    return replace(rows, closing=closing) if _QUIET.fullmatch(closing) else None


def _in_rows(rows: _Rows, node: Node, slots: Sequence[Slot], look: Look) -> str:
    """What stands between the brackets."""
    lead, pending = _leads(rows.gaps, slots)
    if not slots and "#" not in rows.opening + pending + rows.closing:
        return ""
    result = rows.opening
    for number, slot in enumerate(slots):
        index = _sibling(slots, number) if slot.old is None else slot.old
        if slot.old is None:
            like = node.items[index]
            quote = like.style if like.kind == "scalar" else ""
            styled = Look(look.flow, look.offset, look.dash, quote, look.quote, look.step)
            above, words, rest = "", yaml_fresh.inline("", slot.value, styled), ",\n"
        else:
            above, words, rest = lead[index], rows.words[index], rows.rests[index]
        is_last = number == len(slots) - 1
        if is_last and "," not in rows.rests[-1].partition("#")[0]:
            rest = re.sub(r"\A[ ]*,[ ]*(?=\n)|\A[ ]*,(?=[ ])", "", rest)
        elif "," not in rest.partition("#")[0]:
            rest = "," + rest
        result += above + rows.indents[index] + words + rest
    return result + pending + rows.closing


def flow(text: str, node: Node, slots: Sequence[Slot], look: Look) -> str:
    """The head with a flow list laid out as planned; renewed items still have their old value."""
    old = node.items
    if (rows := _rows(text, node)) is not None:
        return text[: node.start + 1] + _in_rows(rows, node, slots, look) + text[node.end - 1 :]
    lead = text[node.start + 1 : old[0].start] if old else ""
    tail = text[old[-1].end : node.end - 1] if old else ""
    behind = [text[first.end : second.start] for first, second in pairwise(old)]
    fallback = "," + lead if "\n" in lead and "#" not in lead else ", "
    usual = next((joint for joint in behind if "#" not in joint), fallback)
    pieces: list[str] = []
    line, newline, rest = tail.partition("\n")
    closing = ("," if "," in line.partition("#")[0] else "") + newline + rest if newline else tail
    if "#" in line and newline:  # the comment behind the last item goes where that item goes
        behind.append(line if "," in line.partition("#")[0] else "," + line)
        behind[-1] += newline + lead.rpartition("\n")[2]
    for number, slot in enumerate(slots):
        if number:
            before = slots[number - 1].old
            pieces.append(behind[before] if before is not None and before < len(behind) else usual)
        if slot.old is not None:
            pieces.append(text[old[slot.old].start : old[slot.old].end])
        else:
            like = old[_sibling(slots, number)] if old else None
            quote = look.item_quote if like is None else like.style if like.kind == "scalar" else ""
            styled = Look(look.flow, look.offset, look.dash, quote, look.quote, look.step)
            pieces.append(yaml_fresh.inline("", slot.value, styled))
    last = slots[-1].old if slots else None
    if last is not None and last < len(behind) and "#" in behind[last] and newline:
        closing = tail if last == len(old) - 1 else behind[last].partition("\n")[0] + newline + rest
    inner = lead + "".join(pieces) + closing if slots else ""
    return text[: node.start + 1] + inner + text[node.end - 1 :]
