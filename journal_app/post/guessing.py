"""Which encoding bytes are in that are no UTF-8 and have no mark. A short text that reads as two things is not told.

A short text fits many encodings. It is Chinese when it reads as everyday Chinese and as nothing as good: those who
write here mostly write that. Knows neither files nor posts.
"""

import re
from functools import lru_cache
from typing import Final

from journal_app.post import readings

_CHINESE: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十"
    "民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯"
    "月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女"
    "变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基"
    "眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今"
    "切院让识候带导争运笔友吃喝雨晴春夏秋冬风雪花晚早周写读课校园爱妈爸哥姐弟妹饭菜茶步散累困忙乐哭笑压研博客生活昨星"
    "六七八九零双午钟季节房厨床窗楼灯桌脑屏键网页码猫狗鸟鱼草树叶河湖石土火木车船票站街店买卖钱衣服穿洗睡醒梦冷热凉"
    "阴云雾温汤锅碗刀米肉蛋奶糖盐油酒瓜葱姜豆鸡牛羊念旅游照片音影歌舞唱跳跑停坐找丢忘病药疼轻慢静亮暗红黄蓝绿黑灰谢"
    "请吧吗呢啊哦嗯段存换归按插刻"
)
_KOREAN: Final = frozenset(
    "이다는을의에가하고은로지를나기도어사한있아그서리자시들대해것니인라안일게수여면정제었만구과전보부소오상장주우거마저했"
    "원으조무까내선공때문물생신연진모실야와세계말음동비위경유동요러치바학교람없히던성국집책많녕늘내습된됩며간"
)
_KOREAN_CODECS: Final = ("euc_kr", "cp949", "johab")
_CJK: Final = frozenset(
    ("big5", "big5hkscs", "cp950", "gb2312", "gbk", "gb18030", "hz", "euc_jp", "euc_jis_2004", "euc_jisx0213")
) | {"shift_jis", "shift_jis_2004", "shift_jisx0213", "cp932", *_KOREAN_CODECS}
_LATIN: Final = ("cp1250", "cp1254", "cp1257", "cp1258", "cp437", "cp850", "cp858", "latin", "iso8859", "mac_", "cp775")
# Without õ, which stands where Hungarian has ő, ø, where Czech has ř, and ÿ, the byte FF of no text at all.
_WESTERN: Final = frozenset("àâäáãçéèêëíìîïñóòôöúùûüœæßÀÂÄÁÃÇÉÈÊËÍÌÎÏÑÓÒÔÖÚÙÛÜŒÆ«»‹›‘’‚“”„…–—•·°€£§©®¡¿ªº\xa0")
_FEW: Final = 24  # so few signs beyond ASCII tell nothing of which letters a language uses


@lru_cache(maxsize=64)
def guessed(sample: bytes) -> str:
    """The encoding, as Python calls it; "" when it cannot be told."""
    import charset_normalizer  # slow to import, and asked only for files that are no UTF-8

    best = charset_normalizer.from_bytes(sample).best()
    found = best.encoding if best else ""
    if found.startswith(("utf_", "ascii")):  # UTF-16 without its mark shows itself by its NULs, and was asked for them
        found = ""
    is_gbk = _is_gbk(sample)
    if found in _KOREAN_CODECS or is_gbk:
        korean = _korean(sample)
        if korean >= 0.4 and found in _KOREAN_CODECS:
            return found.replace("_", "-")
        if korean:
            return ""
        if found in _KOREAN_CODECS:
            found = "euc_jp" if _has_kana(sample, "euc_jp") else ""
    if is_gbk and _is_short(sample) and _is_other(sample):
        return ""
    if is_gbk or (found in ("gb2312", "gbk", "gb18030", "hz") and not _is_western(sample)):
        return "gb18030"
    if (found in _CJK or not found or found.startswith(_LATIN) or _is_short(sample)) and _is_western(sample):
        is_unsure = (found in _CJK and _is_big5(sample)) or (_is_short(sample) and not readings.is_only_western(sample))
        return "" if is_unsure else "cp1252"
    if _is_short(sample) and not (found.startswith("big5") and _is_big5(sample)) and not _has_kana(sample, found):
        return ""
    return found.replace("_", "-")


def _is_short(sample: bytes) -> bool:
    return len(sample.translate(None, bytes(range(128)))) < _FEW


def _signs(sample: bytes, codec: str) -> list[str]:
    """The signs beyond ASCII in this encoding; none when it is not in it."""
    try:
        return re.findall("[^\0-\x7f]", sample.decode(codec))
    except (UnicodeDecodeError, LookupError):
        return []


def _is_western(sample: bytes) -> bool:
    """Whether the bytes read as French, German, Spanish or Italian: few letters with marks, and only theirs."""
    signs = _signs(sample, "cp1252")
    return bool(signs) and len(signs) <= max(2, len(sample) // 5) and set(signs) <= _WESTERN


def _is_gbk(sample: bytes) -> bool:
    """Whether the bytes read as everyday Chinese: nearly all signs from the first, most common level of GB 2312."""
    signs = _signs(sample, "gb18030")
    pairs = [sign.encode("gb18030") for sign in signs]
    marks = sum(1 for pair in pairs if 0xA1 <= pair[0] <= 0xA3 and pair[1] >= 0xA1)
    words = sum(1 for pair in pairs if 0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1)
    if marks + words <= 0.8 * len(pairs):
        return False
    if any(sign in _CHINESE for sign in signs):
        return True
    return words > 1 and re.search(rb"[A-Za-z][\x80-\xff]", sample) is None  # rare signs in a Latin word are letters


def _is_other(sample: bytes) -> bool:
    """Whether a few signs that read as Chinese read as well as something else: everyday characters are worth more."""
    signs = [sign for sign in _signs(sample, "gb18030") if sign.isalpha()]
    known = sum(1 for sign in signs if sign in _CHINESE)
    if readings.other_letters(sample):
        return len(signs) < 3 or known < 0.75 * len(signs)
    return known <= 0.5 * len(signs) and readings.other_characters(sample)


def _is_big5(sample: bytes) -> bool:
    """The same for Big5 and its more common level."""
    pairs = [sign.encode("big5hkscs") for sign in _signs(sample, "big5hkscs")]
    return bool(pairs) and sum(1 for pair in pairs if 0xA1 <= pair[0] <= 0xC6) > 0.8 * len(pairs)


def _has_kana(sample: bytes, codec: str) -> bool:
    """Whether the bytes read as Japanese, which is never without kana for long."""
    signs = _signs(sample, codec) if codec in _CJK else []
    kana = sum(1 for sign in signs if "\u3041" <= sign <= "\u30ff")
    return kana > 1 and kana > 0.2 * len(signs)


def _korean(sample: bytes) -> float:
    """The share of everyday syllables when the bytes read better as Korean than as Chinese; 0 when they do not."""
    hangul = _signs(sample, "cp949")
    chinese = _signs(sample, "gb18030")
    known = sum(1 for sign in hangul if sign in _KOREAN)
    if not hangul or sum(1 for sign in hangul if "\uac00" <= sign <= "\ud7a3") < 0.8 * len(hangul):
        return 0.0
    if known <= sum(1 for sign in chinese if sign in _CHINESE):
        return 0.0
    return known / len(hangul) if known > 3 else 0.1
