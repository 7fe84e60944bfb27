"""What an author says of a journal's site goes before what is found in its folder."""

from pathlib import Path

from journal_app.library.sites import chosen, sites
from journal_app.settings import JournalChoices
from tests.library.journal import write


def test_without_choices_the_site_is_as_found(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "")
    assert chosen.site_of(tmp_path, JournalChoices()) == sites.site_of(tmp_path)


def test_each_choice_goes_before_what_is_found(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", "")
    choices = JournalChoices(
        posts_folder="./content/weekly/", drafts_folder="content/drafts", address=":year/:slug/", dialect="gfm"
    )
    site = chosen.site_of(tmp_path, choices)
    assert (site.kind, site.new_posts, site.new_drafts) == ("hugo", "content/weekly", "content/drafts")
    assert site.address == "/:year/:slug/"
    assert chosen.site_of(tmp_path, JournalChoices(site="obsidian")).kind == "obsidian"


def test_a_folder_outside_the_site_is_no_choice(tmp_path: Path) -> None:
    assert chosen.site_of(tmp_path, JournalChoices(posts_folder="../elsewhere")).new_posts == ""


def test_whether_a_list_of_categories_is_a_path_is_for_the_site_to_say_and_first_for_the_author(tmp_path: Path) -> None:
    assert not chosen.site_of(tmp_path, JournalChoices()).nested
    assert chosen.site_of(tmp_path, JournalChoices(category_lists="path")).nested
    write(tmp_path / "_config.yml", "title: x\n")
    write(tmp_path / "source" / "_posts" / "a.md", "")
    for folder in (tmp_path, tmp_path / "source" / "_posts"):
        assert chosen.site_of(folder, JournalChoices()).nested
        assert not chosen.site_of(folder, JournalChoices(category_lists="apart")).nested
    assert not chosen.site_of(tmp_path, JournalChoices(site="jekyll")).nested
