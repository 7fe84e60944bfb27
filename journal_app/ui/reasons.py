"""The words of the floors below the window: each reason and sentence they make, with its translation.

They are plain English there, without Qt. Here each stands once more, so that it is found for translation; a test holds
this table to what the lower floors can say. What stands in braces is told anew, and `reason` is itself a reason.
"""

import re
from functools import cache, lru_cache
from string import Formatter

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; it is translated when it is shown."""
    return text


# What refuses an edit, and for whom: EditRefused(name, reason)
_EDITS = (
    QT_TRANSLATE_NOOP("Reasons", "The field"),
    QT_TRANSLATE_NOOP("Reasons", "The list"),
    QT_TRANSLATE_NOOP("Reasons", "The head"),
    QT_TRANSLATE_NOOP("Reasons", "body"),
    QT_TRANSLATE_NOOP("Reasons", "head"),
    QT_TRANSLATE_NOOP("Reasons", "a JSON head has to be one pair of braces with what is in them"),
    QT_TRANSLATE_NOOP("Reasons", "a JSON head is edited as text"),
    QT_TRANSLATE_NOOP("Reasons", "a comma would make two words of it"),
    QT_TRANSLATE_NOOP("Reasons", "a space would make two words of it"),
    QT_TRANSLATE_NOOP("Reasons", "a comment in it would be lost"),
    QT_TRANSLATE_NOOP("Reasons", "a comment stands between its items"),
    QT_TRANSLATE_NOOP("Reasons", "a field needs a name"),
    QT_TRANSLATE_NOOP("Reasons", "a field's name is one line of text"),
    QT_TRANSLATE_NOOP("Reasons", "a head cannot hold a value of type {kind}"),
    QT_TRANSLATE_NOOP("Reasons", "a line of it is the fence that would end it"),
    QT_TRANSLATE_NOOP("Reasons", "a list of tables is edited in the raw head"),
    QT_TRANSLATE_NOOP("Reasons", "another reader would take it for something else"),
    QT_TRANSLATE_NOOP("Reasons", "a merge in it was not finished"),
    QT_TRANSLATE_NOOP("Reasons", "it has unsaved text"),
    QT_TRANSLATE_NOOP("Reasons", "it is a conflict copy"),
    QT_TRANSLATE_NOOP("Reasons", "it is not a list"),
    QT_TRANSLATE_NOOP("Reasons", "it is not there"),
    QT_TRANSLATE_NOOP("Reasons", "it stands behind a dash, alone"),
    QT_TRANSLATE_NOOP("Reasons", "it was changed since"),
    QT_TRANSLATE_NOOP("Reasons", "somebody else changed it, and you have not decided yet"),
    QT_TRANSLATE_NOOP("Reasons", "it starts behind another dash"),
    QT_TRANSLATE_NOOP("Reasons", "it would not be read as a head any more"),
    QT_TRANSLATE_NOOP("Reasons", "its dashes do not stand below each other"),
    QT_TRANSLATE_NOOP("Reasons", "its key is written with a question mark"),
    QT_TRANSLATE_NOOP("Reasons", "other bytes of the head would change with it"),
    QT_TRANSLATE_NOOP("Reasons", "the head does not parse ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "the head is no map"),
    QT_TRANSLATE_NOOP("Reasons", "the head would not parse any more ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "the head would say something else than asked"),
    QT_TRANSLATE_NOOP("Reasons", "a word that is broken over two lines stands in code or a formula"),
    QT_TRANSLATE_NOOP("Reasons", "what follows a word that is broken over two lines would begin a block"),
    QT_TRANSLATE_NOOP("Reasons", "the pattern is not valid"),
    QT_TRANSLATE_NOOP("Reasons", "the pattern takes too long in this text"),
    QT_TRANSLATE_NOOP("Reasons", "the post is read-only"),
    QT_TRANSLATE_NOOP("Reasons", "there is a field {name} already"),
    QT_TRANSLATE_NOOP("Reasons", "there is no way to write this value there"),
    QT_TRANSLATE_NOOP("Reasons", "TOML has no empty value; remove the field instead"),
    QT_TRANSLATE_NOOP("Reasons", "two of its items share a line"),
    QT_TRANSLATE_NOOP("Reasons", "YAML has no spelling for this value that all readers agree on"),
    QT_TRANSLATE_NOOP("Reasons", "YAML has no spelling for {value} that all readers agree on"),
    QT_TRANSLATE_NOOP("Reasons", "{name} is no map"),
    QT_TRANSLATE_NOOP("Reasons", "{sign} cannot be written in {encoding}"),
    QT_TRANSLATE_NOOP("Reasons", "{text} has a bracket that is not closed"),
    QT_TRANSLATE_NOOP("Reasons", "{text} is neither true nor false"),
    QT_TRANSLATE_NOOP("Reasons", "{text} is no date as TOML writes it"),
    QT_TRANSLATE_NOOP("Reasons", "{text} is not a map like {{name: value}}"),
    QT_TRANSLATE_NOOP("Reasons", "{text} is not a number"),
)

# Why a field is shown and never rewritten
_LOCKS = (
    QT_TRANSLATE_NOOP("Reasons", "it has a key that is no plain name"),
    QT_TRANSLATE_NOOP("Reasons", "it has a key twice"),
    QT_TRANSLATE_NOOP("Reasons", "it has a merge key"),
    QT_TRANSLATE_NOOP("Reasons", "it has a tag"),
    QT_TRANSLATE_NOOP("Reasons", "it has an anchor"),
    QT_TRANSLATE_NOOP("Reasons", "it is a merge key"),
    QT_TRANSLATE_NOOP("Reasons", "it is a template"),
    QT_TRANSLATE_NOOP("Reasons", "it is an alias"),
    QT_TRANSLATE_NOOP("Reasons", "it stands twice in the head"),
    QT_TRANSLATE_NOOP("Reasons", "its anchor is used twice"),
    QT_TRANSLATE_NOOP("Reasons", "its key is no plain name"),
    QT_TRANSLATE_NOOP("Reasons", "the whole head has a tag or an anchor"),
)

# Why a head does not parse: our own words
_HEADS = (
    QT_TRANSLATE_NOOP("Reasons", "a colon and a space inside a value; put the value in quotes"),
    QT_TRANSLATE_NOOP("Reasons", "a full-width colon (：) behind a name; a half-width colon and a space are needed"),
    QT_TRANSLATE_NOOP("Reasons", "a dash where no list may start"),
    QT_TRANSLATE_NOOP("Reasons", "a tab where only spaces may stand"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be read ({error})"),
    QT_TRANSLATE_NOOP("Reasons", "it holds a second document"),
    QT_TRANSLATE_NOOP("Reasons", "it holds a sign YAML does not allow"),
    QT_TRANSLATE_NOOP("Reasons", "it holds more than {n} aliases"),
    QT_TRANSLATE_NOOP("Reasons", "it holds more than {n} keys and values"),
    QT_TRANSLATE_NOOP("Reasons", "it is longer than 64 KiB"),
    QT_TRANSLATE_NOOP("Reasons", "it is nested more than {n} deep"),
    QT_TRANSLATE_NOOP("Reasons", "it is nested too deep"),
    QT_TRANSLATE_NOOP("Reasons", "it is no list of fields with names"),
    QT_TRANSLATE_NOOP("Reasons", "it is not YAML"),
    QT_TRANSLATE_NOOP("Reasons", "the alias *{name} names nothing before it"),
    QT_TRANSLATE_NOOP("Reasons", "the head is not closed by a line with {fence}"),
    QT_TRANSLATE_NOOP("Reasons", "{name} is an unquoted template"),
    QT_TRANSLATE_NOOP("Reasons", "{name} stands twice"),
)

# Why a head does not parse: the words of the parsers
_PARSERS = (
    QT_TRANSLATE_NOOP("Reasons", "block sequence entries are not allowed in this context"),
    QT_TRANSLATE_NOOP("Reasons", "could not find expected ':'"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected ',' or ']'"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected ',' or '}}'"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected '-' indicator"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected <document start>"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected alphabetic or numeric character"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected comment or line break"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected hexdecimal number"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected key"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected node content"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected tag URI"),
    QT_TRANSLATE_NOOP("Reasons", "did not find expected whitespace or line break"),
    QT_TRANSLATE_NOOP("Reasons", "found a tab character that violates indentation"),
    QT_TRANSLATE_NOOP("Reasons", "found a tab character where an indentation space is expected"),
    QT_TRANSLATE_NOOP("Reasons", "found an indentation indicator equal to 0"),
    QT_TRANSLATE_NOOP("Reasons", "found character that cannot start any token"),
    QT_TRANSLATE_NOOP("Reasons", "found invalid Unicode character escape code"),
    QT_TRANSLATE_NOOP("Reasons", "found undefined tag handle"),
    QT_TRANSLATE_NOOP("Reasons", "found unexpected ':'"),
    QT_TRANSLATE_NOOP("Reasons", "found unexpected document indicator"),
    QT_TRANSLATE_NOOP("Reasons", "found unexpected end of stream"),
    QT_TRANSLATE_NOOP("Reasons", "found unknown directive name"),
    QT_TRANSLATE_NOOP("Reasons", "found unknown escape character"),
    QT_TRANSLATE_NOOP("Reasons", "mapping keys are not allowed in this context"),
    QT_TRANSLATE_NOOP("Reasons", "Empty key"),
    QT_TRANSLATE_NOOP("Reasons", "Empty table name"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid character {sign} in string"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid date"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid datetime"),
    QT_TRANSLATE_NOOP("Reasons", 'Invalid key "{name}"'),
    QT_TRANSLATE_NOOP("Reasons", "Invalid number"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid number or date format"),
    QT_TRANSLATE_NOOP("Reasons", 'Invalid table name "{name}"'),
    QT_TRANSLATE_NOOP("Reasons", "Invalid time"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid unicode value"),
    QT_TRANSLATE_NOOP("Reasons", 'Key "{name}" already exists.'),
    QT_TRANSLATE_NOOP("Reasons", "Unexpected character: {sign}"),
    QT_TRANSLATE_NOOP("Reasons", "Unexpected end of file"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting ',' delimiter"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting ':' delimiter"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting property name enclosed in double quotes"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting value"),
    QT_TRANSLATE_NOOP("Reasons", "Extra data"),
    QT_TRANSLATE_NOOP("Reasons", "Illegal trailing comma before end of {place}"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid control character at"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid \\escape"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid \\uXXXX escape"),
    QT_TRANSLATE_NOOP("Reasons", "Unterminated string starting at"),
)

# What the disk refuses: files.sentence(), the system's own words in lower case, and what is no post
_DISK = (
    QT_TRANSLATE_NOOP("Reasons", "an unexpected error ({error})"),
    QT_TRANSLATE_NOOP("Reasons", "connection timed out"),
    QT_TRANSLATE_NOOP("Reasons", "device or resource busy"),
    QT_TRANSLATE_NOOP("Reasons", "directory not empty"),
    QT_TRANSLATE_NOOP("Reasons", "file exists"),
    QT_TRANSLATE_NOOP("Reasons", "file name too long"),
    QT_TRANSLATE_NOOP("Reasons", "file too large"),
    QT_TRANSLATE_NOOP("Reasons", "input/output error"),
    QT_TRANSLATE_NOOP("Reasons", "invalid argument"),
    QT_TRANSLATE_NOOP("Reasons", "is a directory"),
    QT_TRANSLATE_NOOP("Reasons", "a page never takes the place of a post or a folder"),
    QT_TRANSLATE_NOOP("Reasons", "it holds binary data"),
    QT_TRANSLATE_NOOP("Reasons", "there are too many files of that name"),
    QT_TRANSLATE_NOOP("Reasons", "it is not a regular file"),
    QT_TRANSLATE_NOOP("Reasons", "it is not there any more"),
    QT_TRANSLATE_NOOP("Reasons", "it is a link to a file that is not there"),
    QT_TRANSLATE_NOOP("Reasons", "it is the post itself"),
    QT_TRANSLATE_NOOP("Reasons", "its symbolic links lead in a circle"),
    QT_TRANSLATE_NOOP("Reasons", "its folder is not there any more"),
    QT_TRANSLATE_NOOP("Reasons", "its folder takes no new file, so its old text has to be kept first, and that failed"),
    QT_TRANSLATE_NOOP(
        "Reasons", "it has several names (hard links), so its old text has to be kept first, and that failed"
    ),
    QT_TRANSLATE_NOOP("Reasons", "no such device"),
    QT_TRANSLATE_NOOP("Reasons", "no such device or address"),
    QT_TRANSLATE_NOOP("Reasons", "no such file or directory"),
    QT_TRANSLATE_NOOP("Reasons", "not a directory"),
    QT_TRANSLATE_NOOP("Reasons", "nothing was written"),
    QT_TRANSLATE_NOOP("Reasons", "operation not supported"),
    QT_TRANSLATE_NOOP("Reasons", "stale file handle"),
    QT_TRANSLATE_NOOP("Reasons", "the disk can only be read"),
    QT_TRANSLATE_NOOP("Reasons", "the folder of the journal is another one than before"),
    QT_TRANSLATE_NOOP("Reasons", "the folder of the journal is not there"),
    QT_TRANSLATE_NOOP("Reasons", "the system's limit of watched folders is reached"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full, {size} bytes are needed"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full"),
    QT_TRANSLATE_NOOP("Reasons", "the file is read-only"),
    QT_TRANSLATE_NOOP("Reasons", "the system allows no file of {size} bytes"),
    QT_TRANSLATE_NOOP("Reasons", "there is a {name} already"),
    QT_TRANSLATE_NOOP("Reasons", "there is no such folder"),
    QT_TRANSLATE_NOOP("Reasons", "its disk does not answer"),
    QT_TRANSLATE_NOOP("Reasons", "its text cannot be rendered ({text})"),
    QT_TRANSLATE_NOOP("Reasons", "making the page takes too long"),
    QT_TRANSLATE_NOOP("Reasons", "the page could not be made"),
    QT_TRANSLATE_NOOP("Reasons", "the post is too large"),
    QT_TRANSLATE_NOOP("Reasons", "the web engine printed nothing"),
    QT_TRANSLATE_NOOP("Reasons", "The web engine that prints refuses to run as root. Use another account."),
    QT_TRANSLATE_NOOP("Reasons", "too many open files"),
    QT_TRANSLATE_NOOP("Reasons", "this version cannot be read any more"),
    QT_TRANSLATE_NOOP("Reasons", "transport endpoint is not connected"),
    QT_TRANSLATE_NOOP("Reasons", "what somebody else wrote at the same moment is kept as {name}"),
    QT_TRANSLATE_NOOP("Reasons", "what was read back is not what was written"),
    QT_TRANSLATE_NOOP("Reasons", "you have no permission to read it"),
    QT_TRANSLATE_NOOP("Reasons", "you have no permission to write there"),
)

# What a save could not keep of a file
_LOST = (
    QT_TRANSLATE_NOOP("Reasons", "the access list"),
    QT_TRANSLATE_NOOP("Reasons", "the group"),
    QT_TRANSLATE_NOOP("Reasons", "the history"),
    QT_TRANSLATE_NOOP("Reasons", "the mode"),
    QT_TRANSLATE_NOOP("Reasons", "the owner"),
)

# Whole sentences
_SENTENCES = (
    QT_TRANSLATE_NOOP("Reasons", "It holds binary data, so it is only shown, byte by byte."),
    QT_TRANSLATE_NOOP("Reasons", "It is larger than 8 MB, so it is only shown."),
    QT_TRANSLATE_NOOP("Reasons", "Its encoding is not known, so it is shown as Latin-1 and cannot be changed here."),
    QT_TRANSLATE_NOOP(
        "Reasons", "Its text is UTF-8 with damaged places ({n}), shown as {sign}, so it cannot be changed here."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        'No weekly series was found: the title of a post has to hold a number, like "Week 3" or "第 12 周".',
    ),
    QT_TRANSLATE_NOOP("Reasons", "A merge that was not finished left its markers in line {line}."),
    QT_TRANSLATE_NOOP("Reasons", "It is a conflict copy of {name}."),
    QT_TRANSLATE_NOOP("Reasons", "Only the start of the file was read."),
    QT_TRANSLATE_NOOP("Reasons", "The file cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "The index cannot be kept on disk: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "The index cannot be used: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "The head does not parse in line {line}: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "The head does not parse: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "The name is too long for a file."),
    QT_TRANSLATE_NOOP("Reasons", 'There is already something called "{name}" in this folder.'),
    QT_TRANSLATE_NOOP("Reasons", "{name} cannot be read as a post: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", "{name} could not be read: {reason}."),
    QT_TRANSLATE_NOOP("Reasons", '"{name}" cannot be a file name.'),
    QT_TRANSLATE_NOOP("Reasons", '"{name}" cannot be a file name on every system.'),
)

# What the page of problems says
_PROBLEMS = (
    QT_TRANSLATE_NOOP("Reasons", "It has no date."),
    QT_TRANSLATE_NOOP("Reasons", "It has no excerpt."),
    QT_TRANSLATE_NOOP("Reasons", "It has no title in its head."),
    QT_TRANSLATE_NOOP("Reasons", "Its title is empty."),
    QT_TRANSLATE_NOOP("Reasons", "Its date cannot be read: {text}."),
    QT_TRANSLATE_NOOP("Reasons", "Its date has no zone: {text}."),
    QT_TRANSLATE_NOOP("Reasons", "Its date is in the future: {text}."),
    QT_TRANSLATE_NOOP("Reasons", "Its excerpt is {n} characters long."),
    QT_TRANSLATE_NOOP("Reasons", "There is no image {text}."),
    QT_TRANSLATE_NOOP("Reasons", "The link to {text} leads nowhere."),
    QT_TRANSLATE_NOOP("Reasons", "{name} is called the same: {text}."),
    QT_TRANSLATE_NOOP("Reasons", "The tag {text} is elsewhere written {name}."),
    QT_TRANSLATE_NOOP("Reasons", "The category {text} is elsewhere written {name}."),
    QT_TRANSLATE_NOOP("Reasons", "Week {n} is missing before it."),
    QT_TRANSLATE_NOOP("Reasons", "Weeks {n} to {last} are missing before it."),
)

TABLE = (*_EDITS, *_LOCKS, *_HEADS, *_PARSERS, *_DISK, *_LOST, *_SENTENCES, *_PROBLEMS)


def worded(text: str) -> str:
    """The text in the author's language; as it is when it is not in the table."""
    found = template_of(text) if text else None
    if found is None:
        return text
    template, values = found
    told = {name: worded(value) if name == "reason" else value for name, value in values.items()}
    return translate("Reasons", template).format(**told)


@lru_cache(maxsize=256)
def template_of(text: str) -> tuple[str, dict[str, str]] | None:
    """The entry of the table that makes this text, with the values in it; None when there is none."""
    for template, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return template, found.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each entry with what it looks like: those without values first, then those with the most words of their own."""
    parsed = [(template, list(Formatter().parse(template))) for template in TABLE]
    parsed.sort(key=lambda entry: (any(part[1] for part in entry[1]), -sum(len(part[0]) for part in entry[1])))
    return tuple((template, _pattern(parts)) for template, parts in parsed)


def _pattern(parts: list[tuple[str, str | None, str | None, str | None]]) -> re.Pattern[str]:
    text = "".join(re.escape(words) + (f"(?P<{name}>.+)" if name else "") for words, name, _, _ in parts)
    return re.compile(text, re.DOTALL)
