"""The headings of a body are found where an author sees them."""

from journal_app.post.headings import Heading, headings


def test_headings_are_found_with_their_lines_and_levels_and_without_marks() -> None:
    body = (
        "# 这一周 ##\n\n## A **bold** `word` and [a link](https://a.invalid/) {#id .x}\n\n下划线\n===\n\n"
        "second\n---\n\ntext\n\n---\n\n###### six\n####### seven\n#tag\n#\n"
    )
    assert headings(body) == (
        Heading(0, 1, "这一周"),
        Heading(2, 2, "A bold word and a link"),
        Heading(4, 1, "下划线"),
        Heading(7, 2, "second"),
        Heading(14, 6, "six"),
    )


def test_code_holds_no_headings_and_a_table_or_a_list_is_none() -> None:
    body = "```\n# a\n~~~\n# b\n```\n~~~~py\n# c\n~~~\n~~~~\n    # d\n- item\n---\n| a |\n---\n> quote\n---\n"
    body += "# snake_case_name\n"
    assert [heading.text for heading in headings(body)] == ["snake_case_name"]


def test_headings_in_content_tabs_are_found_and_what_is_code_there_is_none() -> None:
    body = (
        '=== "T"\n\n    ## In tab\n\n    === "Inner"\n        Second\n        ------\n\n            # code\n\n'
        '    ```\n    # fenced\n    ```\n=== "U"\n\n\t# With a tab\n\n    ```\n\n## After\n\n    # code\n'
    )
    assert headings(body) == (
        Heading(2, 2, "In tab"),
        Heading(5, 2, "Second"),
        Heading(15, 1, "With a tab"),
        Heading(19, 2, "After"),
    )


def test_a_line_of_equals_signs_opens_no_tab_without_a_title() -> None:
    assert headings("===\n\n    # code\n\n=== T\n\n    # code\n\n# a\n") == (Heading(8, 1, "a"),)
