"""Each kind of site as its own starter lays it out: where its posts, drafts, addresses and pictures are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app.library.sites import folder as folder_of
from journal_app.library.sites import sites, slugs
from journal_app.post import fields
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.post.values import Value
from tests.library.journal import write

POST = "---\ntitle: First\ndate: 2024-11-10\n---\n\nWords.\n"
PAGE = "---\ntitle: About\n---\n\nWho writes here.\n"


def hugo(root: Path) -> None:
    write(root / "hugo.toml", "baseURL = 'https://example.org/'\nlanguageCode = 'en-us'\ntitle = 'A site'\n")
    write(root / "archetypes/default.md", "+++\ntitle = '{{ .Name }}'\n+++\n")
    write(root / "content/_index.md", PAGE)
    write(root / "content/posts/_index.md", PAGE)
    write(root / "content/posts/first.md", POST)
    write(root / "content/posts/trip/index.md", POST.replace("First", "Trip"))
    write(root / "content/posts/trip/notes.md", "A resource of the trip.\n")
    (root / "static").mkdir()


def hexo(root: Path) -> None:
    write(root / "_config.yml", "title: A site\nurl: https://example.org\npermalink: :year/:month/:day/:title/\n"
          "source_dir: source\npost_asset_folder: true\n")  # fmt: skip
    write(root / "scaffolds/post.md", "---\ntitle: {{ title }}\n---\n")
    write(root / "source/_posts/first.md", POST)
    write(root / "source/_drafts/later.md", PAGE)
    write(root / "source/about/index.md", PAGE)


def jekyll(root: Path) -> None:
    write(root / "_config.yml", 'title: A site\nbaseurl: "/blog" # below the host\nurl: "https://example.org"\n')
    write(root / "Gemfile", "source 'https://example.org'\n")
    write(root / "_posts/2024-11-10-first.md", POST)
    write(root / "_drafts/later.md", PAGE)
    write(root / "about.markdown", PAGE)


def astro(root: Path) -> None:
    write(root / "astro.config.mjs", "export default defineConfig({\n  site: 'https://example.org',\n});\n")
    write(root / "src/content/blog/first.md", POST)
    write(root / "src/pages/about.md", PAGE)
    write(root / "public/favicon.svg", "<svg/>")
    write(root / "README.md", "# A site\n")


def vitepress(root: Path) -> None:
    write(root / "package.json", "{}")
    write(root / "docs/.vitepress/config.mts", 'export default defineConfig({\n  title: "A site",\n})\n')
    write(root / "docs/index.md", PAGE)
    write(root / "docs/posts/first.md", POST)
    write(root / "README.md", PAGE)


def pelican(root: Path) -> None:
    write(root / "pelicanconf.py", "AUTHOR = 'A'\nSITEURL = \"\"\nPATH = \"content\"\nTIMEZONE = 'Asia/Shanghai'\n")
    write(root / "content/first.md", POST)
    write(root / "content/later.md", PAGE.replace("---\n\n", "status: draft\n---\n\n"))


def mkdocs(root: Path) -> None:
    write(root / "mkdocs.yml", "site_name: A site\nsite_url: https://example.org/\n")
    write(root / "docs/index.md", PAGE)
    write(root / "docs/posts/first.md", POST)


def obsidian(root: Path) -> None:
    write(root / ".obsidian/app.json", '{"newFileLocation": "folder", "newFileFolderPath": "Journal"}')
    write(root / "Journal/first.md", POST)
    write(root / "Welcome.md", "Words.\n")


MADE: dict[str, Callable[[Path], None]] = {
    made.__name__: made for made in (hugo, hexo, jekyll, astro, vitepress, pelican, mkdocs, obsidian)
}
FOUND = {
    "hugo": {"content/posts/first.md", "content/posts/trip/index.md"},
    "hexo": {"source/_posts/first.md", "source/_drafts/later.md", "source/about/index.md"},
    "jekyll": {"_posts/2024-11-10-first.md", "_drafts/later.md", "about.markdown"},
    "astro": {"src/content/blog/first.md", "src/pages/about.md"},
    "vitepress": {"docs/index.md", "docs/posts/first.md"},
    "pelican": {"content/first.md", "content/later.md"},
    "mkdocs": {"docs/index.md", "docs/posts/first.md"},
    "obsidian": {"Journal/first.md", "Welcome.md"},
}
PLACES = {
    "hugo": "content/posts",
    "hexo": "source/_posts",
    "jekyll": "_posts",
    "astro": "src/content/blog",
    "vitepress": "docs/posts",
    "pelican": "content",
    "mkdocs": "docs/posts",
    "obsidian": "Journal",
}
FIRST = {
    "hugo": ("content/posts/first.md", "/posts/first/"),
    "hexo": ("source/_posts/first.md", "/2024/11/10/first/"),
    "jekyll": ("_posts/2024-11-10-first.md", "/2024/11/10/first.html"),
    "astro": ("src/content/blog/first.md", "/blog/first/"),
    "vitepress": ("docs/posts/first.md", "/posts/first.html"),
    "pelican": ("content/first.md", "/first.html"),
    "mkdocs": ("docs/posts/first.md", "/posts/first/"),
    "obsidian": ("Journal/first.md", ""),
}
BASES = {
    "hugo": "https://example.org",
    "hexo": "https://example.org",
    "jekyll": "https://example.org/blog",
    "astro": "https://example.org",
    "mkdocs": "https://example.org",
}


@pytest.fixture(params=list(MADE))
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    kind: str = request.param
    root = tmp_path / "site"
    MADE[kind](root)
    return kind, root


def test_opening_the_root_finds_the_posts(made: tuple[str, Path]) -> None:
    kind, root = made
    site = sites.site_of(root)
    assert (site.kind, site.root) == (kind, root)
    found = {entry.path.relative_to(root).as_posix() for entry in folder_of.posts(root, site) if not entry.needs_head}
    assert found == FOUND[kind]


def test_opening_the_folder_of_the_posts_finds_the_root(made: tuple[str, Path]) -> None:
    kind, root = made
    place = root / PLACES[kind]
    site = sites.site_of(place)
    assert site.kind == kind
    assert site.root == (root / "docs" if kind == "vitepress" else root)
    assert sites.new_place(site, place) == place


def test_a_new_post_goes_where_the_site_keeps_posts(made: tuple[str, Path]) -> None:
    kind, root = made
    assert sites.new_place(sites.site_of(root), root) == root / PLACES[kind]


def test_drafts_are_known_by_their_folder_or_their_words(made: tuple[str, Path]) -> None:
    kind, root = made
    site = sites.site_of(root)
    drafts = {"hexo": "source/_drafts", "jekyll": "_drafts"}
    if kind in drafts:
        assert site.is_draft_place(root / drafts[kind] / "later.md")
        assert sites.new_place(site, root, draft=True) == root / drafts[kind]
    else:
        assert sites.new_place(site, root, draft=True) == sites.new_place(site, root)
    assert site.says_draft({"status": "draft"}) == (kind == "pelican")


def test_a_page_is_no_post_where_posts_have_a_folder_of_their_own(made: tuple[str, Path]) -> None:
    kind, root = made
    site = sites.site_of(root)
    about = {"hexo": "source/about/index.md", "jekyll": "about.markdown"}
    if kind in about:
        assert site.is_page(root / about[kind])
    assert not site.is_page(root / FIRST[kind][0])


def test_the_address_is_the_one_the_site_makes(made: tuple[str, Path]) -> None:
    kind, root = made
    path, address = FIRST[kind]
    site = sites.site_of(root)
    called = slugs.called(root / path, head_of(root / path), site)
    assert (called.slug, called.address) == ("first", address)
    assert site.base == BASES.get(kind, "")


def test_a_hugo_bundle_has_the_address_of_its_folder(tmp_path: Path) -> None:
    hugo(tmp_path)
    path = tmp_path / "content/posts/trip/index.md"
    site = sites.site_of(tmp_path)
    assert slugs.called(path, head_of(path), site).address == "/posts/trip/"
    assert slugs.called(path, {"slug": "a-trip"}, site).address == "/posts/a-trip/"
    assert slugs.called(path, {"url": "/far/away/"}, site).address == "/far/away/"
    assert site.asset_folder(path) == path.parent


def test_a_hexo_post_has_a_folder_of_its_own_name_for_pictures(tmp_path: Path) -> None:
    hexo(tmp_path)
    path = tmp_path / "source/_posts/first.md"
    assert sites.site_of(tmp_path).asset_folder(path) == tmp_path / "source/_posts/first"


@pytest.mark.parametrize(
    ("make", "config", "text", "language"),
    [
        (hugo, "hugo.toml", "languageCode = 'zh-tw'\ndefaultContentLanguage = 'en'\n", "zh-tw"),
        (hugo, "hugo.toml", "defaultContentLanguage = 'zh'\n", "zh"),
        (hexo, "_config.yml", "language: zh-CN # of the theme\n", "zh-CN"),
        (hexo, "_config.yml", "language: default\n", ""),
        (jekyll, "_config.yml", "lang: pt_BR\n", "pt-BR"),
        (astro, "astro.config.mjs", "export default { i18n: {\n  defaultLocale: 'ja',\n} };\n", "ja"),
        (vitepress, "docs/.vitepress/config.mts", "export default {\n  lang: 'zh-Hant',\n}\n", "zh-Hant"),
        (pelican, "pelicanconf.py", 'DEFAULT_LANG = "de"\n', "de"),
    ],
)
def test_the_site_says_what_language_its_pages_are_in(
    tmp_path: Path, make: Callable[[Path], None], config: str, text: str, language: str
) -> None:
    make(tmp_path)
    write(tmp_path / config, text)
    assert sites.site_of(tmp_path).language == language


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("pretty", "/2024/11/10/first/"),
        ("none", "/first.html"),
        ("/:year/:title/", "/2024/first/"),
        ("/:i_day/:title", "/2024/11/10/first.html"),
    ],
)
def test_jekyll_says_how_addresses_are_made(tmp_path: Path, permalink: str, address: str) -> None:
    jekyll(tmp_path)
    write(tmp_path / "_config.yml", f"permalink: {permalink}\n")
    site = sites.site_of(tmp_path)
    assert slugs.called(tmp_path / "_posts/2024-11-10-first.md", {}, site).address == address


@pytest.mark.parametrize(
    ("permalink", "head", "address"),
    [
        (":category/:title/", {"categories": ["Life", "Daily walk"]}, "/Life/Daily-walk/first/"),
        (":category/:title/", {"categories": [["Life", "Daily"], ["Work"]]}, "/Work/first/"),
        (":category/:title/", {}, "/uncategorized/first/"),
        ("posts/:abbrlink.html", {"abbrlink": "4a17b156"}, "/posts/4a17b156.html"),
        ("posts/:abbrlink/", {}, ""),
    ],
)
def test_hexo_says_how_addresses_are_made(tmp_path: Path, permalink: str, head: dict[str, Value], address: str) -> None:
    hexo(tmp_path)
    write(tmp_path / "_config.yml", f"permalink: {permalink}\n")
    site = sites.site_of(tmp_path)
    assert site.is_sure and slugs.called(tmp_path / "source/_posts/first.md", head, site).address == address


def test_a_hexo_name_may_begin_with_its_day(tmp_path: Path) -> None:
    hexo(tmp_path)
    write(tmp_path / "_config.yml", "permalink: :title/\nnew_post_name: :year-:month-:day-:title.md\n")
    site = sites.site_of(tmp_path)
    called = slugs.called(tmp_path / "source/_posts/walks/2024-11-10-first.md", {}, site)
    assert (called.slug, called.address, site.dates_names) == ("first", "/walks/first/", True)


@pytest.mark.parametrize(
    ("make", "name", "text"),
    [
        (hexo, "_config.yml", "permalink: :year/:hash/\n"),
        (hugo, "hugo.toml", "title = 'x'\n[permalinks]\n  posts = '/:year/:slug/'\n"),
        (hugo, "hugo.yaml", "permalinks:\n  posts: /:year/:slug/\n"),
        (jekyll, "_config.yml", "permalink: /:year/:output/\n"),
        (pelican, "pelicanconf.py", "ARTICLE_URL = 'posts/{lang}/{slug}/'\n"),
    ],
)
def test_a_site_that_makes_addresses_in_ways_unknown_here_is_not_believed_to_make_others(
    tmp_path: Path, make: Callable[[Path], None], name: str, text: str
) -> None:
    make(tmp_path)
    assert sites.site_of(tmp_path).is_sure
    write(tmp_path / name, text)
    assert not sites.site_of(tmp_path).is_sure


def test_a_post_without_a_date_has_the_day_of_its_name_where_that_is_the_rule(tmp_path: Path) -> None:
    for make, name, date in (
        (jekyll, "_posts/2024-1-02-first.md", "2024-1-02"),
        (obsidian, "Daily/2024-01-02.md", "2024-01-02"),
        (obsidian, "Daily/2024-13-02.md", ""),
        (hugo, "content/posts/2024-01-02-first.md", ""),
    ):
        root = tmp_path / make.__name__
        make(root)
        post = Post.parse(root / name, b"---\ntitle: x\n---\n")
        assert fields.meaning(post, sites.site_of(root)).date == date
        dated = Post.parse(root / name, b"---\ndate: 2023-05-06\n---\n")
        assert fields.meaning(dated, sites.site_of(root)).date == "2023-05-06"


def test_a_jekyll_text_of_tags_and_categories_is_parted_at_its_spaces(tmp_path: Path) -> None:
    head = b"---\ntags: a  b\ncategories: blog news\n---\n"
    for make, tags, categories in ((jekyll, ("a", "b"), ("blog", "news")), (hexo, ("a  b",), ("blog news",))):
        root = tmp_path / make.__name__
        make(root)
        found = fields.meaning(Post.parse(root / "_posts/2024-11-10-first.md", head), sites.site_of(root))
        assert (found.tags, found.categories) == (tags, categories)


def test_a_page_of_an_astro_site_is_no_post_unless_posts_lie_among_the_pages(tmp_path: Path) -> None:
    astro(tmp_path)
    assert sites.site_of(tmp_path).is_page(tmp_path / "src/pages/about.md")
    write(tmp_path / "old/astro.config.mjs", "")
    write(tmp_path / "old/src/pages/posts/first.md", POST)
    assert not sites.site_of(tmp_path / "old").is_page(tmp_path / "old/src/pages/posts/first.md")


def test_a_configuration_may_keep_the_posts_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml", 'contentDir = "texts"\n[params]\n  contentDir = "no"\n')
    write(tmp_path / "texts/posts/first.md", POST)
    site = sites.site_of(tmp_path)
    assert site.posts == ("texts",)
    assert site.new_posts == "texts/posts"
    assert sites.site_of(tmp_path / "texts/posts").root == tmp_path


def test_a_vault_within_a_site_is_the_site(tmp_path: Path) -> None:
    hugo(tmp_path)
    (tmp_path / "content/.obsidian").mkdir()
    assert sites.site_of(tmp_path / "content").kind == "hugo"


def test_a_place_outside_the_journal_is_none(tmp_path: Path) -> None:
    hugo(tmp_path)
    (tmp_path / "content/weekly").mkdir()
    folder = tmp_path / "content/weekly"
    assert sites.new_place(sites.site_of(folder), folder) is None


def test_an_author_may_say_what_a_folder_is(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    assert sites.site_of(tmp_path).kind == "plain"
    site = sites.site_as("jekyll", tmp_path)
    assert (site.kind, site.root, site.new_posts) == ("jekyll", tmp_path, "_posts")
    hugo(tmp_path)
    assert sites.site_as("plain", tmp_path) == Site(root=tmp_path)
    assert sites.site_as("hugo", tmp_path) == sites.site_of(tmp_path)


def head_of(path: Path) -> dict[str, object]:
    return dict(Post.parse(path, path.read_bytes()).fields)
