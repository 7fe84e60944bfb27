"""Soft line breaks between Han characters, which make no space where the author asks for it. Knows no dialect."""

import re

from journal_app.post.late import late

_PRE = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)
_HAN = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
    "\U00020000-\U0003ffff\u2018-\u201d\u2026\u2014"
)
_INLINE = "a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
_BREAK = late(rf"(?<=[{_HAN}])((?:</(?:{_INLINE})>)*)\n((?:<(?:{_INLINE})(?: [^<>]*)?>)*)(?=[{_HAN}])")


def joined(html: str) -> str:
    """The HTML without the line breaks that stand between two Han characters, tags of inline elements apart."""
    if "\n" not in html:
        return html
    if "<pre" not in html:
        return _BREAK.sub(r"\1\2", html)
    parts = _PRE.split(html)
    parts[::2] = [_BREAK.sub(r"\1\2", part) for part in parts[::2]]
    return "".join(parts)
