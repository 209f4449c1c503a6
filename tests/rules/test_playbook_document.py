"""The playbook as text: every problem at once, in words, at its place; and nothing can blow it up."""

from __future__ import annotations

import pytest

from amends.outbox.rules import variables
from amends.playbook.queries import starters
from amends.playbook.rules.document import PLAYBOOK, policy_in, read
from amends.playbook.rules.document.kinds import VARIABLES, By, Kind, Many, Part, Record
from amends.playbook.rules.document.nodes import LONGEST
from amends.playbook.rules.findings import Level
from amends.playbook.rules.policy import Address, Policy, RouteKind

HEAD = "schema_version: 1\n"


def told(text: str) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def test_an_empty_playbook_asks_for_nothing_of_its_own() -> None:
    playbook = read(HEAD).playbook
    assert playbook is not None
    assert policy_in(playbook) == Policy()


def test_what_is_said_becomes_the_policy() -> None:
    text = HEAD + (
        "voice: {address: formal, sign_offs: {en: ['– {agent.first_name}, {brand.name}']}}\n"
        "words:\n  never:\n    - {words: calm down, instead: I understand, level: warn}\n"
        "offline:\n  - {by: email, where: help@northpost.example, says: {en: Write, de: Schreiben}}\n"
        "compensation: {currency: GBP, by_role: {agent: {up_to: 12.50}}}\n"
        "rules: {levels: [{rule: sarcasm, level: 'off'}]}\n"
    )
    reading = read(text)
    assert reading.problems == ()
    assert reading.playbook is not None
    policy = policy_in(reading.playbook, brand_name="Northpost")
    assert policy.voice.address is Address.FORMAL
    assert policy.voice.sign_offs[0].text == "– {author}, Northpost"
    [forbidden] = policy.forbidden
    assert (forbidden.says, forbidden.instead, forbidden.level) == (
        "calm down",
        "I understand",
        Level.WARN,
    )
    assert [(each.kind, each.languages) for each in policy.routes] == [
        (RouteKind.EMAIL, ("en",)),
        (RouteKind.EMAIL, ("de",)),
    ]
    assert (str(policy.compensation[0].up_to), policy.compensation[0].currency) == ("12.50", "GBP")
    assert policy.settings[0].level is None
    assert hash(policy) == hash(policy)


def test_no_is_norwegian_and_not_false() -> None:
    playbook = read(HEAD + "languages: {answers: [no, en]}\n").playbook
    assert playbook is not None
    assert playbook.languages.answers == ("no", "en")


NO_DOMAIN = "Write a domain such as northpost.example, without https://; “https://northpost.example” is none."
SECTIONS = (
    "What may stand here: schema_version, name, voice, words, promises, compensation, privacy,"
    " offline, links, languages, networks, escalation, crisis, notices, approvals, priority, arrival or"
    " rules."
)


def test_every_problem_is_told_at_once_at_its_place() -> None:
    text = HEAD + (
        "voice:\n"
        "  adress: formal\n"
        "  emoji: {most: many}\n"
        "words:\n"
        "  never:\n"
        "    - {words: calm down, level: blok}\n"
        "    - {because: no words}\n"
        "    - words: shut up\n"
        "    - words: shut up\n"
        "links: {allowed: 'https://northpost.example'}\n"
        "greetings: {en: [Hi]}\n"
        "rules: {levels: [{rule: blam, level: off}]}\n"
    )
    assert told(text) == [
        "line 3, column 3: “adress” is nothing that a playbook knows here. Did you mean “address”?",
        "line 4, column 17: Write a whole number from 0 to 20; “many” is none.",
        "line 7, column 33: “blok” is none of advise, warn or block. Did you mean “block”?",
        "line 8, column 7: “words” is missing: The words; a * at the end is any ending (refus*).",
        "line 10, column 7: “shut up” stands in line 9 already; take one out.",
        f"line 11, column 18: {NO_DOMAIN}",
        f"line 12, column 1: “greetings” is nothing that a playbook knows here. {SECTIONS}",
        "line 13, column 25: There is no “blam” here. Did you mean “blame”?",
    ]


def test_a_section_that_cannot_be_read_does_not_hide_the_others() -> None:
    text = HEAD + "voice:\n\taddress: formal\nlinks: {shorteners: perhaps}\nname: 'Open\n"
    assert told(text) == [
        "line 3, column 1: This line begins with a tab; use spaces instead.",
        "line 4, column 21: Write yes or no; “perhaps” is neither.",
        "line 5, column 7: A quote is opened here and not closed properly; close it.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "“schema_version” is missing"),
        ("just words", "begins with keys"),
        ("- a list", "begins with keys"),
        ("schema_version: 2\nfuture: 1", "upgrade Amends"),
        ("schema_version: one", "Write a whole number"),
        (HEAD + "name: Rules: the book", "colon too much"),
        (HEAD + "name: @northpost", "put them in quotes"),
        (HEAD + 'name: "a\\qb"', "After a backslash"),
        (HEAD + "links: {allowed: [a.example", "not closed, or a comma"),
        (HEAD + "name: a\nname: b", "stands here twice"),
        (HEAD + "---\nname: b", "second document"),
        (HEAD + "name: a\0b", "cannot be seen"),
        (HEAD + "name: !!python/object:os.system x", "Tags"),
        (HEAD + "name: &a x\n", "point to other places"),
        (HEAD + "? [a]\n: b\n", "A key is one word"),
        (HEAD + "offline:\n  - by: phone\n", "Say where"),
        (HEAD + "languages: {answers: [de], otherwise: en}", "You do not answer in “en”"),
        (HEAD + "approvals: [{name: x, by: []}]", "Say who approves"),
        (
            HEAD + "notices: [{name: x, says: {en: 'Hi {notice.whta}'}}]",
            "Did you mean “notice.what”",
        ),
        (HEAD + "voice: [formal]", "Write keys here"),
        (HEAD + "voice: {manners: {a: b}}", "Write a list here"),
        (HEAD + "name: [a]", "Write words here"),
        (HEAD + "compensation: {by_role: {agent: {up_to: '1.999'}}}", "an amount such as"),
        (HEAD + "compensation: {by_role: {boss: {up_to: 1}}}", "none of agent, lead or owner"),
        (HEAD + f"name: {'x' * 200}", "up to 120 fit"),
        (HEAD + "x" * LONGEST, "has up to 100,000 characters"),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, sentence: str) -> None:
    reading = read(text)
    assert reading.playbook is None
    assert any(sentence in each.sentence for each in reading.problems), reading.problems


def test_a_network_is_one_that_the_desk_has() -> None:
    text = HEAD + "networks: {facebok: {emoji: 1}}\n"
    assert read(text).problems == ()
    [problem] = read(text, networks=frozenset({"x", "facebook"})).problems
    assert problem.sentence == "There is no “facebok” here. Did you mean “facebook”?"


# ------------------------------------------------------------------------------- nothing blows it up


def test_a_bomb_of_aliases_is_not_lit() -> None:
    bomb = (
        HEAD
        + "a: &a [x,x,x,x]\n"
        + "".join(
            f"{name}: &{name} [*{before},*{before},*{before},*{before}]\n"
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
    )
    assert "point to other places" in read(bomb).problems[0].sentence


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "name: " + "[" * 5_000,
        HEAD + "".join(f"{' ' * depth}a:\n" for depth in range(400)),
        HEAD + "offline:\n" + "  - x\n" * 16_000,
        "a:\n" * 30_000 + "\t",
        "\n".join(f"k{number}: 'x" for number in range(9_000)),
    ],
    ids=["brackets", "depth", "items", "sections", "quotes"],
)
def test_a_text_made_to_hang_is_refused(text: str) -> None:
    reading = read(text)
    assert reading.playbook is None
    assert 1 <= len(reading.problems) <= 100


# ------------------------------------------------------------------- rules hold to their own examples

RULE = """\
rules:
  own:
    - code: no-tickets
      sentence: A number is for us.
      {says}
      must_pass: [We are looking into it.]
      must_fail: [{fails}]
"""


@pytest.mark.parametrize(
    ("says", "fails", "wrong"),
    [
        ("words: [ticket*]", "Your Tickets are here.", ""),
        ("words: [ticket number]", "Your ticket   number is 4.", ""),
        ("words: [ticket]", "The ticketing works.", "This must fail"),
        ("words: [looking]", "We are looking.", "This must pass"),
        ("pattern: 'ticket [0-9]+'", "Your TICKET 48 is open.", ""),
        ("words: [looking into]\n      missing: yes", "We see.", ""),
        ("pattern: '(a+)+$'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab a", ""),
        ("pattern: '(?<=x)y'", "xy", "look-arounds"),
        ("pattern: 'x*'", "x", "fits an empty text"),
        ("pattern: x\n      words: [x]", "x", "one of the two"),
    ],
)
def test_a_rule_that_disagrees_with_its_examples_is_not_taken(
    says: str, fails: str, wrong: str
) -> None:
    reading = read(HEAD + RULE.format(says=says, fails=fails))
    sentences = " ".join(problem.sentence for problem in reading.problems)
    assert (wrong in sentences) if wrong else reading.problems == ()


def test_a_rule_is_not_called_like_a_built_in_one() -> None:
    text = HEAD + RULE.format(says="words: [x]", fails="x").replace("no-tickets", "blame")
    assert "built-in rule" in read(text).problems[0].sentence


# -------------------------------------------------------------------------------------- what comes along


@pytest.mark.parametrize("starter", starters(), ids=lambda each: each.slug)
def test_a_starter_is_right_and_says_something_of_everything(starter: object) -> None:
    text = getattr(starter, "text", "")
    reading = read(text)
    assert [str(each) for each in reading.problems] == []
    assert reading.playbook is not None
    for part in PLAYBOOK.parts:
        assert getattr(reading.playbook, part.name), part.name
    for words in (
        reading.playbook.voice.greetings,
        reading.playbook.words.apologies,
        reading.playbook.words.thanks,
        reading.playbook.crisis.holding,
    ):
        assert set(words) == {"en", "de", "fr", "es", "nl", "it", "pt"}


def test_the_playbooks_variables_are_the_desks() -> None:
    assert {each for each in VARIABLES if not each.startswith("notice.")} == set(variables.NAMES)


def _parts(kind: Kind) -> list[Part]:
    if isinstance(kind, Many | By):
        return _parts(kind.each)
    if not isinstance(kind, Record):
        return []
    return [found for part in kind.parts for found in (part, *_parts(part.kind))]


def test_every_part_has_a_label() -> None:
    assert [part.name for part in _parts(PLAYBOOK) if not part.label] == []
