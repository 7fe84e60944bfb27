"""One edit of a YAML head changes one value's bytes and means exactly that, whatever the head looks like."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
import yaml_edit
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from journal_app.post.errors import EditRefused
from journal_app.post.head import tree, yaml_edits
from journal_app.post.head import yaml as heads
from journal_app.post.post import Post
from journal_app.post.values import Value, same, unspelled

TRAPS = [
    "no", "yes", "on", "off", "y", "017", "0o17", "0x1F", "1:30", "~", "null", "1_000", "1e3", "+1", ".5", "1.", ".inf",
    "2024-01-01", "2024-01-01 10:00:00", "a: b", "a:", "@at", "`tick", "%p", "- dash", "-dash", "? q", "a #b", "#c",
    "*star", "&amp", "!bang", "|", ">", "'q'", '"q"', "it's", 'say "hi"', "{a}", "[b]", "a, b", "", " lead", "trail ",
    "tab\there", "two\nlines", "two\nlines\n", "<<", "=", "---", "...", "{{ title }}", "back\\slash", "周记 Week19",
    "。", "你好：世界", "全角　空", "emoji 👍🏽", "nb\xa0sp", "\u2028", "\ufeff", "true", "False", "12", "-3", "1.5",
    "a\\nb", "x" * 200,
]  # fmt: skip
TEXTS = st.sampled_from(TRAPS) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n :#-'\"[]{},&*!|>%@`"), max_size=12
)
NUMBERS = st.sampled_from(["1.10", "2.0", "0xFF", "1e3", "-0.50"]).map(tree.resolved)
SCALARS: st.SearchStrategy[Value] = (
    TEXTS
    | NUMBERS
    | st.integers(-(10**12), 10**12)
    | st.booleans()
    | st.none()
    | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
LISTS = st.lists(TEXTS, max_size=4)
MAPS = st.dictionaries(st.sampled_from(["src", "color", "alt"]), TEXTS | st.integers(0, 99), max_size=3)
VALUES = SCALARS | LISTS | MAPS

# Entries of heads as people write them: the text, and the name of its field.
ENTRIES = [
    ("title: Plain title\n", "title"),
    ("title: 'Single' # why\n", "title"),
    ('title:   "Double \\u00e9"\n', "title"),
    ("date: 2024-11-17 23:12:00+0800\n", "date"),
    ("date: '2024-11-17'   # when\n", "date"),
    ("tags:\n    - 'Daily Talk'\n    - 'Weekly Journal'\n", "tags"),
    ("tags:\n- one   # first\n\n# about two\n- \"two\"\n-   three\n", "tags"),
    ("tags: [a, \"b c\",c ] # flow\n", "tags"),
    ("tags: []\n", "tags"),
    ("tags:\n", "tags"),
    ("tags: # none yet\n", "tags"),
    ("tags: [\n  a,\n  b,\n]\n", "tags"),
    ("tags:\n  # inside\n  - a\n", "tags"),
    ("tags:\n  -\n  - a\n", "tags"),
    ("tags: [ # first\n  a,\n  # note\n  b, # bb\n\n  c # cc\n]\n", "tags"),
    ("heroImage: {src : \"thumbnail.webp\", color: '#424242' }\n", "heroImage"),
    ("cover:\n    src: a.png # small\n    # the colour\n    color: '#fff'\n", "cover"),
    ("excerpt: |\n  line one\n  line two\n\n", "excerpt"),
    ("excerpt: >-\n    folded text that goes\n    on here\n", "excerpt"),
    ("excerpt: first\n  second\n", "excerpt"),
    ("excerpt: \"first\n  second\"\n", "excerpt"),
    ("top: 1\n", "top"),
    ("draft: False # not any more\n", "draft"),
    ("links:\n  - name: a\n    url: \"u1\"\n  - name: b\n    url: u2\n", "links"),
    ("matrix:\n- [a, b]\n- [c]\n", "matrix"),
    ("\"quoted key\": x\n", "quoted key"),
    ("# a comment of its own\n", ""),
    ("\n", ""),
    ("author:    ~\n", "author"),
    ("weight: 017\n", "weight"),
    ("version: 1.10 # ten\n", "version"),
    ("mask: 0xFF\n", "mask"),
    ("scale: 1e3\n", "scale"),
    ("slug: no\n", "slug"),
    ("描述: 中文的键\n", "描述"),
]  # fmt: skip


@st.composite
def heads_of(draw: st.DrawFn) -> tuple[str, list[str]]:
    chosen, names = [], list[str]()
    for text, name in draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=7)):
        if name not in names:
            chosen.append(text)
            names += [name] if name else []
    return "".join(chosen), names


def oracle(text: str) -> dict[str, object]:
    return yaml.load(text, Loader=yaml.CSafeLoader) or {}


def lines_of_others(text: str, name: str) -> list[str]:
    """The exact bytes of every other entry, by PyYAML's own marks."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    pairs = root.value if root else []
    return [
        text[key.start_mark.index : value.end_mark.index].rstrip()
        for key, value in pairs
        if key.value != name and not isinstance(value, yaml.CollectionNode)
    ]


@given(heads_of())
@settings(max_examples=300, deadline=None)
def test_both_readers_give_the_same_fields(made: tuple[str, list[str]]) -> None:
    text, names = made
    quick, strictly = heads.read(text), heads._read_strictly(text)
    assert same(dict(quick.fields), dict(strictly.fields))
    assert list(quick.fields) == names
    assert not quick.reason and heads.strict(text) is None
    if "017" not in text:  # yaml-edit, a third reader, takes this for a number
        document = yaml_edit.YamlFile.parse(text).document()
        third = document.to_python() if document is not None else None
        assert same(third or {}, unspelled(dict(quick.fields)))


@given(heads_of(), VALUES, st.data())
@settings(max_examples=1200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_set_means_what_was_asked_and_leaves_the_rest(
    made: tuple[str, list[str]], value: Value, data: st.DataObject
) -> None:
    text, names = made
    assume(names)
    name = data.draw(st.sampled_from([*names, "neu"]))
    before = dict(heads.read(text).fields)
    try:
        result = yaml_edits.changed(text, name, value)
    except EditRefused as refusal:
        assert "a comment" in refusal.reason, (text, name, value, refusal.reason)
        return
    after = dict(heads.read(result).fields)
    expected = before | {name: value}
    assert {key: after[key] for key in after if key != name} == {key: expected[key] for key in expected if key != name}
    assert after[name] == value
    assert list(after) == list(expected)
    assert lines_of_others(text, name) == lines_of_others(result, name)
    if result != text and isinstance(value, str) and not (name == "date" and value[:4] == "2024"):
        if name == "weight" and re.fullmatch("0[0-9]+", value):  # without quotes, as the one before it
            return
        found = oracle(result)[name]
        assert found == value and type(found) is str, (result, found)


@given(heads_of(), st.data())
@settings(max_examples=300, deadline=None)
def test_removing_a_field_removes_it_alone(made: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = made
    assume(names)
    name = data.draw(st.sampled_from(names))
    result = yaml_edits.removed(text, name)
    assert list(heads.read(result).fields) == [other for other in names if other != name]
    assert lines_of_others(text, name) == lines_of_others(result, name)
    assert len(result) < len(text)


@given(st.sampled_from([text for text, name in ENTRIES if name in ("tags", "links", "matrix")]), st.data())
@settings(max_examples=500, deadline=None)
def test_list_items_that_stay_keep_their_bytes(text: str, data: st.DataObject) -> None:
    (name, old), *_ = heads.read(text).fields.items()
    items = list(old) if isinstance(old, list) else []
    new = data.draw(st.permutations(items))[: data.draw(st.integers(0, len(items)))]
    extra = data.draw(st.lists(TEXTS.filter(lambda item: item not in items), max_size=2, unique=True))
    for item in extra:
        new.insert(data.draw(st.integers(0, len(new))), item)
    try:
        result = yaml_edits.changed(text, name, new)
    except EditRefused as refusal:
        assert "a comment" in refusal.reason, (text, new, refusal.reason)
        return
    assert same(dict(heads.read(result).fields), {name: new})
    for spelled in ("'Daily Talk'", "- one   # first\n", '- "two"\n', "-   three\n", '"b c"', 'url: "u1"'):
        item = spelled.strip("-'\" \n").partition(" ")[0] if "#" in spelled else spelled.strip("-'\" \n")
        if spelled in text and item in new and (len(extra) == 0):
            assert spelled in result


@given(
    st.sampled_from(
        [e for e in ENTRIES if e[1] in ("title", "slug", "date", "quoted key", "weight", "version", "mask", "scale")]
    ),
    TEXTS,
)
@settings(max_examples=300, deadline=None)
def test_typing_a_value_and_typing_it_back_gives_the_same_bytes(entry: tuple[str, str], value: str) -> None:
    text, name = entry
    assume("\\u" not in text)
    post = Post.parse(Path("p.md"), f"---\n{text}---\n".encode())
    edited = post
    for end in range(len(value) + 1):
        edited = edited.with_field(name, value[:end])
    assert edited.with_field(name, post.fields[name]) == post


@given(st.text(st.sampled_from("ab:-#'\"[]{}|>&*!?%@`, \n\t~01"), max_size=40))
@settings(max_examples=800, deadline=None)
def test_any_head_at_all_is_read_or_told_broken_and_no_edit_breaks_it(text: str) -> None:
    post = Post.parse(Path("p.md"), f"---\n{text}\n---\nBody".encode())
    assert post.to_bytes() == f"---\n{text}\n---\nBody".encode()
    try:
        edited = post.with_field("title", "x")
    except EditRefused:
        return
    assert edited.fields["title"] == "x"
    assert edited.body == post.body
    assert {key: value for key, value in edited.fields.items() if key != "title"} == dict(post.fields)


@given(heads_of(), TEXTS)
@settings(max_examples=100, deadline=None)
def test_an_edit_in_a_crlf_file_writes_crlf_only(made: tuple[str, list[str]], value: str) -> None:
    raw = f"---\n{made[0]}---\n\n正文\n".replace("\n", "\r\n").encode()
    edited = Post.parse(Path("p.md"), raw).with_field("neu", value)
    assert edited.to_bytes().count(b"\n") == edited.to_bytes().count(b"\r\n")
    assert edited.line_ends == "CRLF"
    assert edited.without_field("neu").to_bytes() == raw


@pytest.mark.parametrize("value", TRAPS)
def test_a_value_that_needs_quotes_gets_them_in_every_place(value: str) -> None:
    for text, name in (("a: x\n", "a"), ("a: [x, y]\n", "a"), ("a:\n  - x\n", "a"), ("h: {a: x}\n", "h"), ("", "a")):
        old = heads.read(text).fields.get(name)
        new: Value = [value] if isinstance(old, list) else {"a": value} if isinstance(old, dict) else value
        result = yaml_edits.changed(text, name, new)
        assert same(dict(heads.read(result).fields), {name: new})
        assert oracle(result) == {name: new}


NESTED = [
    'a:\n  b:\n    c: 1 # x\n    d: [1, 2]\n  e: "x"\nf: z\n',
    'm: {a: {b: 1, c: [x, y]}, d: "q, r"}\nz: 1\n',
    "l:\n  - a: 1\n    b:\n      - x\n      - y\n  - a: 2\nt: q\n",
    "s: >\n  one two\n  three\n\n  four\n\n\nt: |+\n  keep\n\n\nu: 1\n",
    "a:\n\n  - x\n\n  - y\n\nb: 1\n",
    "a: [ ]\nb: { }\nc: [x,y,z]\nd: [ \"a\" , 'b' ]\n",
    "k: v   \nl:\n  - x   \n  - y # c   \n",
    "a: b\n  # indented\n# top\nc:\n  # in\n  d: 1\n",
]
ANY: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b c", "d:e"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def fields_in(fields: Mapping[str, Value], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in fields.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += fields_in(value, (*above, key))
    return found


@given(st.sampled_from(NESTED), st.data())
@settings(max_examples=400, deadline=None)
def test_a_chain_of_edits_reads_back_as_the_post_it_made(head: str, data: st.DataObject) -> None:
    post = Post.parse(Path("p.md"), f"---\n{head}---\nBody".encode())
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([*fields_in(post.fields), ("neu",)]))
        try:
            post = post.with_field(name, data.draw(ANY)) if data.draw(st.booleans()) else post.without_field(name)
        except EditRefused as refusal:
            assert "comment" in refusal.reason, (post.head_text, name, refusal.reason)
    again = Post.parse(Path("p.md"), post.to_bytes())
    assert again == post
    assert same(dict(again.fields), dict(post.fields))
    assert heads.strict(post.head_text) is None


def test_a_list_whose_line_was_read_before_is_another_list() -> None:
    text = "tags: [a, b]\ndraft: true\ncategories:\n  - a\n"
    first = heads.plain_fields(text)
    assert first is not None
    for name in ("tags", "categories"):
        value = first[name]
        assert isinstance(value, list)
        value.append("c")
    assert heads.plain_fields(text) == {"tags": ["a", "b"], "draft": True, "categories": ["a"]}


@pytest.mark.parametrize(
    ("new", "result"),
    [
        (["a", "b", "c"], "[\n  a, # one\n  b, # two\n  c,\n]"),
        (["b", "a"], "[\n  b, # two\n  a, # one\n]"),
        (["b"], "[\n  b, # two\n]"),
        (["a"], "[\n  a, # one\n]"),
        (["A", "b"], "[\n  A, # one\n  b, # two\n]"),
        ([], "[]"),
    ],
)
def test_comments_in_a_list_of_several_lines_stay_with_their_items(new: list[Value], result: str) -> None:
    text = "t: [\n  a, # one\n  b, # two\n]\nz: 1\n"
    assert yaml_edits.changed(text, "t", new) == f"t: {result}\nz: 1\n"
