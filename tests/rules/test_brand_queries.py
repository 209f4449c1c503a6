"""What a query means, where it goes wrong, and that all at once find what each alone finds."""

from __future__ import annotations

import random

import pytest

from amends.inbox.rules.matching import BadQuery, Heard, Matcher, Node, folding, parse
from amends.inbox.rules.matching.distance import distance
from amends.inbox.rules.matching.tree import All, Any, Filter, Near, Not, Term


def fits(query: str, text: str, **facts: object) -> bool:
    return Matcher({1: parse(query)}).match(Heard(text, **facts)) == [1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Grüße,Acme…neu™", "grusse acme neu"),
        ("von東京½", "von 東 京 1 2"),
        ("…acme\ud800ajax\x00late", "acme ajax late"),
        ("cafe\u0301 a\u200db 👍🏽👍", "cafe ab 👍 👍"),
        ("קָנוּ", "קנו"),
    ],
)
def test_words_of_every_script_stand_side_by_side(text: str, words: str) -> None:
    assert " ".join(folding.words(text)) == words


# ------------------------------------------------------------------------------ what it means


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("acme", "I love ACME!"),
        ("acme", "Acme's new shop"),
        ("acme", "see https://www.acme.com/offers"),
        ("acme", "so good #Acme"),
        ("#acme", "so good #Acme, really"),
        ("@acme", "hey @acme@example.social"),
        ("@acme.example.com", "hey @acme.example.com."),
        ("café", "the CAFE\u0301 is closed"),
        ("cafe", "Café"),
        ("strasse", "Hauptstraße"[5:]),
        ("smorrebrod", "smørrebrød"),
        ("ａｃｍｅ", "acme"),
        ('"red shoes"', "my Red, shoes"),
        ('"red sho*"', "my red shoebox"),
        ("sho*", "the shoebox"),
        ("acme refund", "a refund from acme"),
        ("acme OR ajax", "ajax"),
        ("acme | ajax", "acme"),
        ("acme -cartoon", "acme is late"),
        ("acme NOT (coyote OR cartoon)", "acme is late"),
        ("(acme OR ajax) AND late", "ajax was late"),
        ("東京", "私は東京大学です"),
        ("삼성", "삼성은 좋아요"),
        ("acme", "acmeは最高"),
        ("🔥", "so hot🔥🔥"),
        ("กรุงเทพ", "ฉันอยู่กรุงเทพมหานคร"),
        ("acme~", "my acmee is broken"),
        ("acme~", "my amce is broken"),
        ("amazing~", "amzing"),
        ("superman~", "suprmann"),
        ("e-mail", "your E-Mail"),
    ],
)
def test_it_fits(query: str, text: str) -> None:
    assert fits(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("acme", "the acmes"),
        ("acme", "pacme"),
        ("#acme", "acme"),
        ("@acme", "mail@acme.com"),
        ('"red shoes"', "red nice shoes"),
        ("acme refund", "acme"),
        ("acme -cartoon", "acme cartoon"),
        ("acme -(coyote OR cartoon)", "acme and the coyote"),
        ("東京", "東の京"),
        ("かき", "がき"),
        ("acme~", "acorn"),
        ("acme~", "ace"[:2]),
    ],
)
def test_it_does_not_fit(query: str, text: str) -> None:
    assert not fits(query, text)


def test_filters_know_what_the_network_tells() -> None:
    assert fits("acme lang:de", "acme", language="de-AT")
    assert fits("acme country:at", "acme", language="de-AT")
    assert not fits("acme lang:de", "acme", language="en")
    assert fits("acme lang:de,en", "acme", language="en")
    assert fits("acme channel:mastodon", "acme", channel="mastodon")
    assert fits("acme from:@Ada", "acme", handle="ada@example.social")
    assert not fits("acme -from:ada", "acme", handle="@ada")
    assert fits("acme has:photo", "acme", has=frozenset({"photo"}))
    assert not fits("acme has:photo", "acme")


def test_a_language_that_nobody_tells_excludes_nothing() -> None:
    assert fits("acme lang:de", "acme")
    assert fits("acme -lang:de", "acme")
    assert fits("lang:de", "anything")
    assert not fits("acme country:de", "acme", language="de-CH")


def test_a_query_is_a_small_tree() -> None:
    assert parse('acme OR (ajax -"red shoes") roc* word~ lang:EN') == Any(
        (
            Term(("acme",)),
            All(
                (
                    All((Term(("ajax",)), Not(Term(("red", "shoes"))))),
                    Term(("roc",), is_prefix=True),
                    Near("word", 1),
                    Filter("lang", "en"),
                )
            ),
        )
    )


# -------------------------------------------------------------------------- where it goes wrong


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("", 1, "at least one word"),
        ("   ", 1, "at least one word"),
        ('acme "red shoes', 6, "never closed"),
        ("acme (red OR blue", 6, "never closed"),
        ("acme) red", 5, "closes nothing"),
        ("acme OR", 8, "something is missing"),
        ("OR acme", 1, "before “OR”"),
        ("acme OR OR ajax", 9, "before “OR”"),
        ("()", 2, "before this parenthesis"),
        ("-acme", 1, "exclusions alone"),
        ("acme OR -ajax", 1, "exclusions alone"),
        ("acme form:ada", 6, "did you mean “from:”"),
        ("acme lang:", 11, "needs a value"),
        ("acme lang:german", 11, "two or three letters"),
        ("acme has:video", 10, "photo"),
        ("acme *", 6, "no letters"),
        ("ac*me", 3, "only at the end"),
        ("a*", 1, "at least two letters"),
        ("to~", 1, "too short"),
        ("acme~3", 6, "nothing, 1 or 2"),
        ('"two words"~', 12, "single word"),
        ("acme !!!", 6, "no letters"),
        ("acme NOT", 9, "something is missing"),
        ("(" * 20 + "a" + ")" * 20, 13, "deep"),
        (" ".join(["acme"] * 130), 601, "at most 120"),
        ("a" * 1001, 1001, "at most 1000"),
    ],
)
def test_a_mistake_is_shown_where_it_is(query: str, column: int, words: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(query)
    assert caught.value.column == column
    assert caught.value.sentence.startswith(f"Column {column}: ")
    assert words in caught.value.sentence


def test_nothing_that_is_typed_breaks_the_reader() -> None:
    chance = random.Random(3)
    signs = [
        "acme",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        '"',
        "*",
        "~",
        ":",
        "lang:",
        "#",
        "@",
        " ",
        "東",
        "|",
    ]
    for _ in range(3_000):
        typed = "".join(chance.choices(signs, k=chance.randint(1, 12)))
        _read_or_refused(typed)


def _read_or_refused(typed: str) -> None:
    try:
        node = parse(typed)
    except BadQuery as refused:
        column = refused.column
    else:
        column = 1
        Matcher({1: node}).match(Heard("acme 東 lang"))
    assert 1 <= column <= len(typed) + 1


# --------------------------------------------------- all at once find what each alone would find


def naive(node: Node, heard: Heard) -> bool:
    """What a query means, said as plainly as it can be."""
    return _naive(node, heard, wanted=True)


def _naive(node: Node, heard: Heard, *, wanted: bool) -> bool:
    if isinstance(node, Not):
        return not _naive(node.part, heard, wanted=not wanted)
    if isinstance(node, All | Any):
        every = all if isinstance(node, All) else any
        return every(_naive(part, heard, wanted=wanted) for part in node.parts)
    if isinstance(node, Filter):
        told = heard.told(node.key)
        is_open = wanted and node.key in {"lang", "country"} and "" in told
        return is_open or node.value in told
    words = folding.words(heard.text)
    if isinstance(node, Near):
        return any(distance(word, node.word) <= node.distance for word in words)
    words += [each for tag in folding.tags(heard.text) for each in ("|", tag)]
    size = len(node.words)
    return any(_stands(node, words[at : at + size]) for at in range(len(words) - size + 1))


def _stands(term: Term, words: list[str]) -> bool:
    *first, last = words
    *wanted, end = term.words
    return first == wanted and (last.startswith(end) if term.is_prefix else last == end)


_WORDS = (  # noqa: SIM905
    "acme acmee amce acm rocket rockets roket refund late never red shoes blue Café 東京 京都 大 🔥 "
    "#acme #rockets @acme @ada@example.social x.y don't"
).split()
_LANGUAGES = ("", "en", "en-GB", "de", "de-AT", "und-CH")


def _leaf(chance: random.Random) -> str:
    word = chance.choice(_WORDS)
    kind = chance.random()
    if kind < 0.2:
        return f'"{" ".join(chance.choices(_WORDS, k=chance.randint(1, 3)))}"' + chance.choice(
            ["", "*"]
        )
    if kind < 0.3:
        return f"{word[: chance.randint(2, 5)]}*"
    if kind < 0.4:
        return (
            f"{chance.choice(['acme', 'rocket', 'refund', 'rockets1'])}~{chance.choice(['', '1'])}"
        )
    if kind < 0.5:
        return chance.choice(
            [
                "lang:en",
                "lang:de,en",
                "country:AT",
                "channel:demo",
                "from:ada",
                "has:photo",
                "has:link",
            ]
        )
    return word


def _query(chance: random.Random, depth: int = 0) -> str:
    if depth > 2 or chance.random() < 0.4:
        return _leaf(chance)
    parts = [_query(chance, depth + 1) for _ in range(chance.randint(2, 3))]
    joined = f"({chance.choice([' ', ' AND ', ' OR ']).join(parts)})"
    return (
        f"{joined} {chance.choice(['-', 'NOT '])}{_query(chance, depth + 1)}"
        if chance.random() < 0.3
        else joined
    )


def _heard(chance: random.Random) -> Heard:
    return Heard(
        text=chance.choice([" ", ", ", " "]).join(chance.choices(_WORDS, k=chance.randint(1, 8))),
        language=chance.choice(_LANGUAGES),
        channel=chance.choice(["demo", "mastodon"]),
        handle=chance.choice(["", "ada@example.social", "@bob"]),
        has=frozenset(chance.sample(["photo", "link", "rating"], k=chance.randint(0, 2))),
    )


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_find_what_each_alone_would_find(seed: int) -> None:
    chance = random.Random(seed)
    queries: dict[int, Node] = {}
    while len(queries) < 150:
        try:
            queries[len(queries)] = parse(_query(chance))
        except BadQuery:
            continue
    matcher = Matcher(queries)
    for _ in range(80):
        heard = _heard(chance)
        alone = [number for number, node in queries.items() if naive(node, heard)]
        assert matcher.match(heard) == alone


def test_slips_are_counted_as_people_make_them() -> None:
    pairs = {("acme", "acme"): 0, ("acme", "amce"): 1, ("acme", "acm"): 1, ("acme", "acmes"): 1,
             ("acme", "axme"): 1, ("acme", "xcmx"): 2, ("", "ab"): 2}  # fmt: skip
    assert {pair: distance(*pair) for pair in pairs} == pairs


def test_phrases_of_words_that_all_are_common_are_found_by_their_neighbours() -> None:
    signs = "東京大学店員"
    phrases = [f"{a}{b}{c}" for a in signs for b in signs for c in signs]
    matcher = Matcher({number: parse(each) for number, each in enumerate(phrases)})
    said = "今日、大学の東京大学店員です"
    found = [phrases[number] for number in matcher.match(Heard(said))]
    assert sorted(found) == sorted(each for each in phrases if each in said)


def test_a_query_of_very_many_ways_to_fit_is_matched_as_any_other() -> None:
    parts = [f"(one{n} OR two{n} OR -three{n})" for n in range(4)]
    matcher = Matcher({1: parse(f"word {' '.join(parts)}")})
    assert matcher.match(Heard("a word, two1 and three1")) == [1]
    assert matcher.match(Heard("a word and three1")) == []
