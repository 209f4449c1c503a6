"""Makes tests/channels/x/lengths.tsv anew: our own texts, and how long X's own counting says they are.

    npm install --prefix /tmp/counting twitter-text@3.1.0
    python -m scripts.x_lengths /tmp/counting

Needs Node.js, and is run only when the texts change; the tests read what it wrote.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import emoji

TABLE = Path(__file__).parents[1] / "tests" / "channels" / "x" / "lengths.tsv"
COUNT = """
const { parseTweet } = require(process.argv[1] + '/node_modules/twitter-text');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((each) => parseTweet(each).weightedLength)));
"""
WORDS = (
    *(
        "parcel",
        "late",
        "where",
        "thanks",
        "née",
        "Grüße",
        "O’Brien",
        "São",
        "ürün",
        "číslo",
        "łódź",
    ),
    *("Привет", "посылка", "Где", "αντίο", "ΣΟΦΟΣ", "שלום", "חבילה", "مرحبا", "الطرد", "سلام"),
    *(
        "नमस्ते",
        "ভালো",
        "ไทยแลนด์",
        "こんにちは",
        "荷物",
        "ありがとう",
        "コーヒー",
        "你好",
        "包裹",
        "한국어",
        "택배",
    ),
    *(
        "e\u0301te\u0301",
        "n\u0303",
        "a\u0308\u0323",
        "Å",
        "\u212b",
        "ﬁn",
        "ＡＢＣ",
        "½",
        "№5",
        "€9.99",
        "£3",
    ),
)
MARKS = ("\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2069", "\u061c")
ODD = (
    "\u200b",
    "\u200c",
    "\u200d",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\ufe0f",
    "\ufe0e",
    "\ufeff",
    "\u0000",
)
ENDS = (".", ",", "!", "?", ")", ":", ";", "…", "。", "」", "’s", "/", "-", "_", "@", "+")
STARTS = ("(", "“", "「", "#", "@", "$", "x", "9", "-", "_", "/", ".", "é", "い", *MARKS)
NAMES = (
    *(
        "example",
        "north-post",
        "a",
        "my_parcel",
        "ex-",
        "münchen",
        "例え",
        "пример",
        "track",
        "www",
    ),
    *("x--y", "xn--mnchen-3ya", "1and1", "t", "NORTHPOST", "_dmarc", "a" * 63, "b" * 64, "ü" * 57),
)
TOPS = (
    *(
        "com",
        "co.uk",
        "de",
        "COM",
        "org",
        "museum",
        "travel",
        "中国",
        "рф",
        "РФ",
        "한국",
        "xn--p1ai",
    ),
    *("notatld", "c", "comm", "co", "t", "photography", "भारत", "io", "ai", "x", "onion", "local"),
)
PATHS = (
    *(
        "",
        "",
        "",
        "/",
        "/a",
        "/a/b-c",
        "/parcel/NP-4471",
        "/wiki/X_(y)",
        "/wiki/X_(y_(z))",
        "/(",
        "/a)",
    ),
    *(
        "/ü",
        "/путь",
        "/日本",
        "/a.b.",
        "/a,b",
        "/@user/",
        "/@user",
        "/a?",
        "/%20x",
        "/~me",
        "/a…b",
        "/x!",
    ),
)
QUERIES = (
    "",
    "",
    "",
    "?q=1",
    "?q=é",
    "?a=b&c=d.",
    "?x[]=1",
    "?",
    "?=",
    "?utm_source=x&y#z",
    "#top",
)
SCHEMES = ("https://", "http://", "HTTPS://", "", "", "", "ftp://", "https:/", "//", "hxxp://")
HAND = (
    *("", " ", "a", "\n", "Hello, world.", "e.g. this", "etc...", "v1.2.3", "3.14", "a.b", "…"),
    *(
        "https://t.co/abc",
        "https://t.co/abc/def",
        "http://t.co/abc?x=1",
        "https://t.co/" + "a" * 41,
    ),
    *(
        "https://t.co/" + "a" * 40,
        "t.co/abc",
        "see:https://example.com",
        "@ada.com",
        "#tag.com",
        "$a.com",
    ),
    *("ada@example.com", "example.com@ada", "example.com.", "example.com,example.org", "пример.рф"),
    *(
        "日本example.com",
        "example.com日本",
        "日本example.com/a",
        "a.co.jp.com",
        "example.comx",
        "ex.com-b",
    ),
    *(
        "https://example.com:8080/a",
        "example.com:80",
        "https://user:pass@example.com/",
        "https://1.1.1.1",
    ),
    *(
        "https://localhost/",
        "http://[::1]/",
        "https://ex_ample.com",
        "https://a_b.example.com/",
        "a..com",
    ),
    *(
        "https://" + "a." * 200 + "com",
        "https://example.com/" + "a" * 4090,
        "x" * 281,
        "字" * 141,
        "👍" * 141,
    ),
    *(
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🏴‍☠️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "👍🏽",
        "1️⃣",
        "#⃣",
        "©",
        "©️",
        "❤",
        "❤️",
        "❤︎",
        "🇵🇹🇵🇹🇵",
        "🇿🇿",
        "🧑‍🚀",
    ),
    *(
        "🫠",
        "🫱🏽‍🫲🏿",
        "👁‍🗨",
        "👁️‍🗨️",
        "☝🏽",
        "☝️🏽",
        "⛷🏽",
        "🕴🏽‍♀️",
        "♾️",
        "👍\u200d",
        "👨‍👩",
        "👨‍🦰",
        "\ud83d",
        "a\ud83d",
    ),
)


def texts() -> Iterator[str]:
    """All texts, the same ones every time: picked by hand, every emoji, and made by a seeded die."""
    yield from HAND
    for each, told in emoji.EMOJI_DATA.items():
        # Newer and unqualified ones are where two counts differ; of the rest a share will do.
        share = 8 if told["E"] > 11 else 16
        if len(each) > 1 and hash_of(each) % share == 0:
            yield each
    die = random.Random(20261122)  # noqa: S311 - the same texts again, not secrets
    makers: tuple[Callable[[random.Random], str], ...] = (
        _sentence,
        _link,
        _emoji,
        _mixture,
        _noise,
    )
    for number in range(5000):
        yield makers[number % len(makers)](die)


def hash_of(text: str) -> int:
    """A small number that is the same on every day."""
    return sum(ord(each) * (at + 1) for at, each in enumerate(text))


def _sentence(die: random.Random) -> str:
    spaces = (" ", " ", " ", "\n", "\u3000", "")
    return "".join(die.choice(WORDS) + die.choice(spaces) for _ in range(die.randint(1, 8)))


def _link(die: random.Random) -> str:
    name = ".".join(die.choice(NAMES) for _ in range(die.randint(1, 3)))
    link = f"{die.choice(SCHEMES)}{name}.{die.choice(TOPS)}{die.choice(PATHS)}{die.choice(QUERIES)}"
    start = die.choice(STARTS) if die.random() < 0.3 else ""
    return start + link + (die.choice(ENDS) if die.random() < 0.4 else "")


def _emoji(die: random.Random) -> str:
    known = list(emoji.EMOJI_DATA)
    tails = ("", "", "", "\ufe0f", "\u200d", "\U0001f3fd", " ")
    return "".join(die.choice(known) + die.choice(tails) for _ in range(die.randint(1, 4)))


def _mixture(die: random.Random) -> str:
    parts = (
        _link,
        _link,
        _emoji,
        _sentence,
        lambda d: d.choice(MARKS),
        lambda d: f"@{d.choice(NAMES)}",
    )
    glue = (" ", " ", "", "\n", "\u200f")
    return "".join(die.choice(parts)(die) + die.choice(glue) for _ in range(die.randint(2, 4)))


def _noise(die: random.Random) -> str:
    letters = "ab.:/@#_-1é中рß " + "".join(ODD) + "".join(MARKS) + "👍🏽"
    return "".join(die.choice(letters) for _ in range(die.randint(1, 14))) + die.choice(
        ("", ".com", ".co/a")
    )


def main() -> None:
    """Count every text with X's own counting and write the table."""
    found = list(dict.fromkeys(texts()))
    asked = json.dumps(found)
    command = ["node", "-e", COUNT, str(Path(sys.argv[1]).resolve())]
    answer = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=True, timeout=300
    )
    lengths = json.loads(answer.stdout)
    lines = [f"{length}\t{json.dumps(text)}" for text, length in zip(found, lengths, strict=True)]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n", encoding="ascii")
    sys.stdout.write(f"{len(lines)} texts\n")


if __name__ == "__main__":
    main()
