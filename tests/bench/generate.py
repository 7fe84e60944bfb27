"""Makes journals to measure with: Chinese and English posts with heads as people write them."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

SEED = 20241117
_FIRST = datetime(2009, 3, 1, 9, 30)
_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
)
_ENGLISH = (
    "the of and a to in is it that was for on are with as they be at one have this from or had by not but what "
    "some we can out other were all there when up use your how said an each she which do their time if will way "
    "about many then them write would like so these her long make thing see him two has look more day could go "
    "come did number sound no most people my over know water than call first who may down side been now find "
    "window rain bread letter evening morning kitchen notebook river lamp"
)
_WORDS = _ENGLISH.split(" ")
_TAGS = ("科研", "工具", "读书", "散步", "厨房", "旅行", "reading", "tools", "walking", "kitchen", "music", "code")
_CATEGORIES = (("Daily Talk", "Weekly Journal"), ("随笔",), ("Notes",), ("Essays", "Travel"), ("读书笔记",))
_CODE = "```python\ndef weeks(days: int) -> int:\n    return days // 7  # 余下的不算\n```"
_MAP = (
    "- [上一篇](week-19.md) 里说的事，有了下文\n- a second point, with `code` in it\n- **最后**一条",
    "| 什么 | How many |\n| --- | ---: |\n| 书 | 3 |\n| letters | 12 |",
    "> 抄下来的一句话，不知道是谁说的。\n> And its second line.",
)


class Pool:
    """Paragraphs made once: a post is a choice of them."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        chinese = [self._paragraph(self._chinese, "") for _ in range(150)]
        english = [self._paragraph(self._english, " ") for _ in range(150)]
        self._paragraphs = {"chinese": chinese, "english": english, "mixed": chinese + english}

    def _paragraph(self, sentence: Callable[[], str], between: str) -> str:
        return between.join(sentence() for _ in range(self.random.randint(2, 6)))

    def _chinese(self) -> str:
        clauses = ("".join(self.random.choices(_HAN, k=self.random.randint(4, 14))) for _ in range(3))
        text = "，".join(clauses) + self.random.choice("。。。！？")
        return f"**{text[:5]}**{text[5:]}" if self.random.random() < 0.1 else text

    def _english(self) -> str:
        words = self.random.choices(_WORDS, k=self.random.randint(6, 18))
        if self.random.random() < 0.2:
            words[2] = f"*{words[2]}*"
        return " ".join(words).capitalize() + "."

    def title(self) -> str:
        """A few words, Chinese or English."""
        if self.random.random() < 0.6:
            return "".join(self.random.choices(_HAN, k=self.random.randint(4, 12)))
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(2, 6))).capitalize()

    def body(self, size: int) -> str:
        """About `size` bytes of Markdown, at least one paragraph."""
        kind = self.random.choice(("chinese", "chinese", "english", "mixed"))
        parts: list[str] = []
        length = 0
        while length < size:
            number = len(parts)
            if number % 9 == 4:
                part = f"## {self.title()}"
            elif number % 11 == 7:
                part = self.random.choice((*_MAP, _CODE))
            else:
                part = self.random.choice(self._paragraphs[kind])
            parts.append(part)
            length += len(part.encode()) + 2
        return "\n\n".join(parts) + "\n"

    def head(self, number: int) -> str:
        """A YAML head with its fences, in one of the spellings that blogs use."""
        moment = _FIRST + timedelta(hours=13 * number)
        date = moment.strftime(
            self.random.choice(
                ("%Y-%m-%d %H:%M:%S+0800", "%Y-%m-%dT%H:%M:%S+08:00", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "'%Y-%m-%d'")
            )
        )
        tags = self.random.sample(_TAGS, self.random.randint(0, 4))
        categories = self.random.choice(_CATEGORIES)
        lines = ["---", f"title: {self.title()}", f"date: {date}"]
        if self.random.random() < 0.5:
            lines.insert(2, f'excerpt: "{self.title()}"')
        if self.random.random() < 0.4:
            lines.append(f"image: cover-{number}.png")
        if self.random.random() < 0.5:
            lines += ["categories:", *(f"    - '{name}'" for name in categories), "tags:"]
            lines += [f"    - '{name}'" for name in tags]
        else:
            lines += [f"categories: [{', '.join(categories)}]", f"tags: [{', '.join(tags)}]"]
        if number % 40 == 3:
            lines.append("draft: true  # not yet")
        if number % 200 == 5:
            lines.append("top: 1")
        return "\n".join([*lines, "---", "", ""])


def journal(folder: Path, posts: int) -> list[Path]:
    """`posts` posts of 2 to 8 KB in `folder`, sixty to a subfolder; their paths, in order."""
    pool = Pool()
    made = []
    for number in range(posts):
        path = folder / f"part-{number // 60:03}" / f"post-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((pool.head(number) + pool.body(pool.random.randint(1_700, 7_500))).encode())
        made.append(path)
    return made


def post_of(path: Path, size: int) -> Path:
    """One post of `size` bytes, more or less; its text before the cursor's place is short in every size."""
    pool = Pool(size)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((pool.head(size) + pool.body(size - 300)).encode())
    return path
