"""A drawing goes into a page only when what is drawn of it stays within bounds, however little it weighs."""

import time
from pathlib import Path

import pytest

from journal_app.post.post import Post
from journal_app.render.export import export
from journal_app.render.safe.drawing import is_calm, is_closed

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'


def levels(of: str, count: int = 9, times: int = 10) -> str:
    """Parts that each show the one before `times` times, by `of`, a way of showing."""
    parts = ['<rect id="l0" width="1" height="1"/>']
    for number in range(1, count + 1):
        parts.append(f'<g id="l{number}">' + of.replace("@", f"l{number - 1}") * times + "</g>")
    return HEAD + "".join(parts) + f"{of.replace('@', f'l{count}')}</svg>"


PATTERNS = (
    HEAD
    + '<pattern id="p0" width="1" height="1"><rect/></pattern>'
    + "".join(
        f'<pattern id="p{n}" width="1" height="1">' + f'<rect fill="url(#p{n - 1})"/>' * 10 + "</pattern>"
        for n in range(1, 9)
    )
    + '<rect fill="url(#p8)"/></svg>'
)

BOMBS = {
    "use": levels('<use href="#@"/>'),
    "xlink": levels('<use xlink:href="#@"/>'),
    "patterns": PATTERNS,
    "style attribute": PATTERNS.replace('fill="url(#', "style=\"fill: url('#").replace(')"/>', "')\"/>"),
    "style sheet": HEAD
    + "<style>"
    + "".join(f".c{n}{{mask:url(#m{n})}}" for n in range(9))
    + "</style>"
    + "".join(f'<mask id="m{n}">' + f'<rect class="c{n - 1}"/>' * 10 + "</mask>" for n in range(1, 9))
    + '<mask id="m0"><rect/></mask><rect class="c8"/></svg>',
    "circle": f'{HEAD}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
    "deep": HEAD + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    "many": HEAD + "<g/>" * 100_001 + "</svg>",
    "entities": f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>{HEAD}<text>&b;</text></svg>',
    "broken": f"{HEAD}<g></svg>",
    "capitals": PATTERNS.replace("url(", "URL("),
    "escapes": PATTERNS.replace("url(", r"u\72l("),
    "size": '<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1e6"/>',
    "size of many digits": f'<svg xmlns="http://www.w3.org/2000/svg" width="{"9" * 4000}" height="1e{"9" * 400}"/>',
    "size in a style": '<svg xmlns="http://www.w3.org/2000/svg" style="width: 300in; HEIGHT:300in"/>',
    "size in another unit": '<svg xmlns="http://www.w3.org/2000/svg" width="1000000ex" height="1000000ch"/>',
    "size reckoned": '<svg xmlns="http://www.w3.org/2000/svg" style="width:calc(1000000px);height:calc(1000000px)"/>',
    "size spelt": '<svg xmlns="http://www.w3.org/2000/svg" style="w\\69dth:1000000px;height:/**/1000000px"/>',
    "size in a comment": '<svg xmlns="http://www.w3.org/2000/svg" style="width:1000000px;/*;*/height:/**/1000000px"/>',
    "size in a sheet": f"{HEAD}<style>g{{}} a, svg /**/ {{width:1000000px;/**/height:1000000px}}</style></svg>",
    "size of the root": f"{HEAD}<style>@media all {{:root{{min-width:1000000px}} *{{height:calc(2px)}}}}</style></svg>",
    "noise not told": f'{HEAD}<filter id="f">{"<feTurbulence/>" * 200}</filter><rect filter="url(#f)"/></svg>',
    "noise": f'{HEAD}<filter id="f"><feTurbulence numOctaves="1e999"/></filter><rect filter="url(#f)"/></svg>',
    "much noise": f'{HEAD}<filter id="f"><feTurbulence numOctaves=" 9.0 "/></filter>'
    + '<rect filter="url(#f)"/>' * 20
    + "</svg>",
    "rules": f"{HEAD}<style>{'*{fill:url(#a)}' * 20_000}</style>" + "<g/>" * 90_000 + "</svg>",
}
CALM = {
    "plain": f"{HEAD}<rect width='3' height='3'/></svg>",
    "symbols": f'{HEAD}<symbol id="s"><path d="M0 0"/></symbol>' + '<use href="#s"/>' * 500 + "</svg>",
    "gradients": f'{HEAD}<linearGradient id="a"><stop/></linearGradient><linearGradient id="b" href="#a"/>'
    + '<rect fill="url(#b)"/>' * 2000
    + "</svg>",
    "clip by class": f'{HEAD}<style>.k{{clip-path:url("#c")}}</style><clipPath id="c"><rect/></clipPath>'
    + '<g class="k"><path/></g>' * 300
    + "</svg>",
    "poster": '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="2000mm" viewBox="0 0 1000000 1000000"/>',
    "A4": '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" style="max-width:100000px"/>',
    "odd": '<svg xmlns="http://www.w3.org/2000/svg" width="wide" height=""/>',
    "paper": f'{HEAD}<filter id="f"><feTurbulence numOctaves="5"/></filter><rect filter="url(#f)"/></svg>',
    "parts with sizes": f"{HEAD}<style>svg rect{{width:1000000px;height:calc(1000000px)}}</style><rect/></svg>",
    "comments": f"{HEAD}<style>{'/*' * 500_000}</style></svg>",
    "no rules": f"{HEAD}<style>{'a' * 1_000_000}</style></svg>",
    "doctype": f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">{HEAD}</svg>',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_found_at_once(name: str) -> None:
    begun = time.monotonic()
    assert not is_calm(BOMBS[name].encode())
    assert time.monotonic() - begun < 10  # to draw it would take years


@pytest.mark.parametrize("name", CALM)
def test_a_drawing_as_people_make_them_is_let_in(name: str) -> None:
    assert is_calm(CALM[name].encode())


def test_a_bomb_stays_out_of_the_page_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "bomb.svg").write_text(BOMBS["use"])
    (tmp_path / "calm.svg").write_text(CALM["symbols"])
    page = export.page(Post.parse(tmp_path / "a.md", b"![](bomb.svg) ![](calm.svg)"))
    assert [(note.name, note.reason) for note in page.notes] == [("bomb.svg", "too large")]
    assert page.html.count(b"data:image/svg+xml") == 1


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="secret.png"/>',
        '<image xlink:href="file:///etc/hostname"/>',
        '<image xlink:href="data:image/svg+xml,%3Csvg/%3E"/>',
        '<use href="other.svg#a"/>',
        "<style>@import 'other.css';</style>",
        "<style>rect{fill:url( 'other.svg#a')}</style>",
        '<rect style="fill:URL(other.svg#a)"/>',
        '<?xml-stylesheet type="text/css" href="other.css"?>',
    ],
)
def test_a_drawing_that_names_a_file_is_not_closed(inside: str) -> None:
    drawing = f"{HEAD}{inside}</svg>".encode()
    assert is_calm(drawing) and not is_closed(drawing)


@pytest.mark.parametrize("name", CALM)
def test_a_drawing_of_its_own_parts_is_closed(name: str) -> None:
    assert is_closed(CALM[name].encode())
