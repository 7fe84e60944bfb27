"""Short texts that are no UTF-8: taken for what they are, or shown read-only, never edited as something else."""

import random
from pathlib import Path

import pytest

from journal_app.post.envelope import opened
from journal_app.post.post import Post

PATH = Path("post.md")
HEAD = b"---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"\xff\xfe\n",
        HEAD + b"\xff\xfe\x00\x81\n",
        HEAD + b"Hi\x00\xff\n",
        b"\xff\n",
        b"\xff",
        HEAD + b"\xff\xff",
    ],
)
def test_a_stray_byte_makes_no_utf16(raw: bytes) -> None:
    post = Post.parse(PATH, raw)
    assert post.read_only and post.offers and post.to_bytes() == raw
    assert post.fields.get("title") == ("A" if raw.startswith(HEAD) else None)


CHINESE = [
    "周记", "你好", "今天下雨", "科研压力大。", "我们去公园散步", "今天天气很好，心情也不错。", "第 20 周", "读书笔记",
    "明天", "没有人知道", "论文写完了", "春天", "Week19 周记", "好的", "他说：“不去了。”", "学习 Python 的第一天",
    "妈妈做的饭真香", "自己", "散步", "厨房", "科研", "下来", "好了", "电脑", "周五", "台灯亮了",
]  # fmt: skip


@pytest.mark.parametrize("text", CHINESE)
@pytest.mark.parametrize("frame", ["{}\n", "---\ntitle: {}\n---\n", "---\r\ntitle: a\r\n---\r\n\r\n# {}\r\n"])
def test_a_few_words_of_chinese_are_taken_for_chinese(text: str, frame: str) -> None:
    text = frame.format(text)
    envelope, found = opened(PATH, text.encode("gbk"))
    assert (envelope.codec, envelope.read_only, found) == ("gb18030", "", text)


def test_random_common_characters_are_chinese_or_asked_about() -> None:
    dice = random.Random(7)
    common = [bytes((lead, trail)).decode("gbk") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]
    asked = 0
    for _ in range(300):
        text = "".join(dice.choices(common, k=dice.randint(2, 30))) + "\n"
        envelope, found = opened(PATH, text.encode("gbk"))
        is_utf8_too = envelope.codec == "utf-8"  # as two signs may be by chance
        assert found == text or envelope.read_only or is_utf8_too, (text, found, envelope.codec)
        asked += bool(envelope.read_only)
    assert asked < 60


WESTERN = [
    "über", "Café", "naïve", "Straße", "À bientôt", "El niño juega.", "Das Mädchen trägt Grün.", "Crème brûlée",
    "Ça va", "déjà vu", "Größe: 5 m", "L’été à Paris", "Voilà", "Más allá del río", "Perché no? È così.", "«Très bien»",
    "créée",
]  # fmt: skip


EVERYDAY_WESTERN = [
    "über", "Café", "Straße", "À bientôt", "El niño juega.", "Das Mädchen trägt Grün.", "Crème brûlée", "Ça va",
    "déjà vu", "L’été à Paris", "Voilà", "Más allá del río", "Perché no? È così.", "«Très bien»", "¿Qué pasó?", "Noël",
    "São Paulo", "Où est le cœur ?", "10 £, 1º", "C’est la même fête",
]  # fmt: skip


@pytest.mark.parametrize("text", EVERYDAY_WESTERN)
def test_words_that_only_a_western_language_writes_so_are_not_asked_about(text: str) -> None:
    envelope, found = opened(PATH, f"---\ntitle: {text}\n---\n".encode("cp1252"))
    assert (envelope.codec, envelope.read_only) == ("cp1252", "") and text in found


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("frame", ["{}\n", "---\ntitle: {}\n---\n", "---\ntitle: a\n---\n\nA line of text. {}\n"])
def test_a_line_of_a_western_language_is_that_or_asked_about(text: str, frame: str) -> None:
    text = frame.format(text)
    envelope, found = opened(PATH, text.encode("cp1252"))
    assert found == text or envelope.read_only, (text, found, envelope.codec)


KOREAN = "오늘은 비가 많이 왔다. 그래서 우리는 집에서 책을 읽고 저녁을 먹었다. 내일은 학교에 가야 한다."
JAPANESE = "今日は一日中雨が降っていたので、家で本を読んで、夜は友達と一緒にご飯を食べました。"
BIG5 = "今天下了一整天的雨，我在家裡讀書、寫字，晚上和朋友一起吃飯。"


@pytest.mark.parametrize(
    ("text", "codec"),
    [(KOREAN, "cp949"), (JAPANESE, "euc_jp"), (JAPANESE, "shift_jis"), (BIG5, "big5"), (BIG5[:10], "big5"),
     (KOREAN[:6], "cp949"), (JAPANESE[:20], "euc_jp"), ("안녕하세요", "cp949"),
     (JAPANESE[:8], "euc_jp"), (JAPANESE[:8], "shift_jis"),
     ("Привет, мир", "cp1251"), ("Zażółć gęślą jaźń", "cp1250"), ("Dobrý den, příteli", "cp1250")],
)  # fmt: skip
def test_other_scripts_are_what_they_are_or_asked_about(text: str, codec: str) -> None:
    envelope, found = opened(PATH, text.encode(codec))
    assert found == text or envelope.read_only, (found, envelope.codec)
    if len(text) > 30:
        assert found == text


TWO_READINGS = {
    "cp1250": ["Cześć", "To ma być świat", "Pójść, wieść, nieść", "bună", "pâine bună", "Až", "Ďakujem", "Č", "się",
               "będę", "Włącz", "że", "Proč", "kůň", "Łódź"],
    "cp1257": ["ačiū", "Būk", "ūkis", "sėdėjau", "Rīga", "mēs"],
    "cp1251": ["ПРИВЕТ", "ГЛАВА ПЕРВАЯ", "МОСКВА", "Глава", "ДА", "НЕТ", "Дом"],
    "koi8-r": ["привет", "мир", "дневник", "# Дневник", "дом", "да"],
    "cp1253": ["ΑΘΗΝΑ", "ΑΘΗΝΕΣ", "ΕΛΛΑΔΑ", "Αθήνα"],
    "cp1256": ["باب", "كتاب", "سلام"],
    "cp874": ["วันนี้", "ที่นี่", "ฉันรักเธอ"],
    "euc_jp": ["東京", "東京大学", "日本語", "週末", "会議"],
    "shift_jis": ["日本語", "東京", "週末", "会議"],
    "cp850": ["Café", "Mädchen", "schön"],
}  # fmt: skip


@pytest.mark.parametrize(("codec", "text"), [(codec, text) for codec, texts in TWO_READINGS.items() for text in texts])
@pytest.mark.parametrize("frame", ["{}\n", "---\ntitle: a\n---\n\n{}\n"])
def test_a_word_that_two_encodings_read_is_asked_about(codec: str, text: str, frame: str) -> None:
    text = frame.format(text)
    envelope, found = opened(PATH, text.encode(codec))
    assert found == text or envelope.read_only, (found, envelope.codec)


def test_an_encoding_that_cannot_be_told_is_asked_for_with_the_chinese_one_first() -> None:
    envelope, _ = opened(PATH, "ПРИВЕТ\n".encode("cp1251"))
    assert envelope.read_only and envelope.offers == ("gb18030", "latin-1", "cp1252")
