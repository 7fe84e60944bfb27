"""The words for facets, choices and the groups of a list. Knows values, no widget."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from journal_app.library.lists.listing import Heading
from journal_app.library.search.query import Choice, Query

translate = QCoreApplication.translate


def section_words(name: str) -> str:
    """The name of a section."""
    match name:
        case "drafts":
            return translate("Sidebar", "Drafts")
        case "pinned":
            return translate("Sidebar", "Pinned")
        case "unsaved":
            return translate("Sidebar", "Unsaved")
        case "broken":
            return translate("Sidebar", "Problems")
    return translate("Sidebar", "All posts")


def facet_words(kind: str, name: str) -> str:
    """A facet by its name, as it is told outside of its own group."""
    match kind:
        case "section":
            return section_words(name)
        case "category":
            return " › ".join(name.split("/"))
        case "tag":
            return f"#{name}"
        case "date" if len(name) > 4:
            return month_words(name)
    return name


def choice_words(choice: Choice, first: bool = True) -> str:
    """A choice with how it is joined to what stands before it."""
    words = facet_words(choice.kind, choice.name)
    if choice.how == "not":
        return translate("Sidebar", "not {name}").format(name=words)
    if choice.how == "or" and not first:
        return translate("Sidebar", "or {name}").format(name=words)
    return words


def filter_words(query: Query) -> str:
    """What the query asks for, in words."""
    text = query.text.strip()
    parts = [choice_words(choice, not number) for number, choice in enumerate(query.choices)]
    if text:
        parts.append(translate("PostList", '"{text}"').format(text=text))
    return " · ".join(parts) or translate("PostList", "All posts")


def month_name(number: int) -> str:
    """The month, 1 to 12, by its name."""
    names = (
        translate("Months", "January"),
        translate("Months", "February"),
        translate("Months", "March"),
        translate("Months", "April"),
        translate("Months", "May"),
        translate("Months", "June"),
        translate("Months", "July"),
        translate("Months", "August"),
        translate("Months", "September"),
        translate("Months", "October"),
        translate("Months", "November"),
        translate("Months", "December"),
    )
    return names[number - 1] if 1 <= number <= 12 else str(number)


def month_words(month: str) -> str:
    """`2024-05` in words."""
    year, _, number = month.partition("-")
    return translate("Months", "{month} {year}").format(month=month_name(int(number)), year=int(year))


def week_words(monday: str) -> str:
    """The week that begins on this day: its ISO number, and from when to when."""
    first = date.fromisoformat(monday)
    last = first + timedelta(6)
    if first.year != last.year:
        text = translate("Months", "Week {week} · {d1} {m1} {y1} – {d2} {m2} {y2}")
    elif first.month != last.month:
        text = translate("Months", "Week {week} · {d1} {m1} – {d2} {m2} {y2}")
    else:
        text = translate("Months", "Week {week} · {d1} – {d2} {m2} {y2}")
    return text.format(
        week=first.isocalendar().week,
        d1=first.day,
        m1=month_name(first.month),
        y1=first.year,
        d2=last.day,
        m2=month_name(last.month),
        y2=last.year,
    )


def heading_words(heading: Heading) -> str:
    """The words above a group of the list."""
    match heading.kind:
        case "month":
            return month_words(heading.value)
        case "week":
            return week_words(heading.value)
        case "pinned":
            return translate("Sidebar", "Pinned")
        case "undated":
            return translate("PostList", "Others")
    return heading.value


def count_words(count: int) -> str:
    """How many posts, in words."""
    if count == 0:
        return translate("PostList", "No posts")
    if count == 1:
        return translate("PostList", "1 post")
    return translate("PostList", "{n} posts").format(n=f"{count:,}")
