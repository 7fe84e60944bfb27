"""The lines that a merge leaves in a text when it could not finish: `<<<<<<<`, `=======`, `>>>>>>>`. Knows no disk."""

from journal_app.post.post import Post

_FENCES = ("```", "~~~")


def line_in(post: Post) -> int:
    """The line of the file, from 1, at which an unfinished merge begins; 0 without one."""
    if "<<<<<<<" not in post.body and "<<<<<<<" not in post.head_text:
        return 0
    head = (post.opening + post.head_text + post.closing).replace("\r\n", "\n").replace("\r", "\n")
    if post.body and head and not head.endswith("\n"):
        head += "\n"
    return line_of(head + post.body)


def line_of(text: str) -> int:
    """The line at which the first of three markers stands; what is quoted in fenced code is no merge."""
    begun = parted = 0
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not begun:
            if fence:
                if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                    fence = ""
            elif line.startswith("<<<<<<<") and line[7:8] in ("", " "):
                begun = number
            elif line.lstrip()[:3] in _FENCES:
                marks = line.lstrip()
                fence = marks[: len(marks) - len(marks.lstrip(marks[0]))]
        elif not parted:
            parted = number if line.rstrip() == "=======" else 0
        elif line.startswith(">>>>>>>") and line[7:8] in ("", " "):
            return begun
    return 0
