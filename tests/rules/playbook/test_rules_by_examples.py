from __future__ import annotations

import pytest

from amends.playbook.rules import Draft, Level, Policy, lint
from amends.playbook.rules.builtin import RULES
from amends.playbook.rules.codes import Code
from amends.playbook.rules.engine import disagreements
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.own import OwnExamplesDisagree, made, private_disagreements
from amends.playbook.rules.patterns import UnreadablePattern
from amends.playbook.rules.policy import OwnRule, PrivateKind, PrivatePattern, Setting
from amends.playbook.rules.rule import Rule
from amends.playbook.rules.sayings import sayings


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_a_rule_agrees_with_its_own_examples(rule: Rule) -> None:
    assert disagreements(rule) == ()
    assert rule.must_pass, "no text that it must pass"
    assert rule.must_fail, "no text that it must fail"


def test_every_code_is_one_rule() -> None:
    assert sorted(rule.code for rule in RULES) == sorted(Code)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_a_rule_has_an_example_in_every_language_it_speaks(rule: Rule) -> None:
    shown = {example.draft.language for example in rule.must_fail}
    missing = set(rule.languages) - shown
    assert not missing or rule.code in {Code.READING, Code.FALSE_APOLOGY, Code.LANGUAGE}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert rule.page == f"docs/playbook/rules.md#{rule.code}"


def test_every_topic_of_a_language_is_one_of_english() -> None:
    english = set(sayings("en"))
    for language in KNOWN:
        assert set(sayings(language)) <= english, language


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\ufeff\n", "😀", "a" * 5_000, "𝔞", "{", "@", "@ .", "((((", "\x00"]
)
def test_any_text_can_be_linted(text: str) -> None:
    for finding in lint(Draft(text)):
        assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "1 ",
        "1-",
        "@",
        "a@",
        "a.",
        "{",
        "(",
        "AB ",
        "http://a.",
        "your order 1",
        "+4 ",
        "ab12 ",
        "- ",
    ],
)
def test_a_hostile_text_is_linted_like_any_other(part: str) -> None:
    """None of our own expressions goes back and forth over a row of the same."""
    text = (part * 5_000)[:5_000]
    assert all(finding.end <= len(text) for finding in lint(Draft(text, language="en")))


def test_a_setting_turns_a_rule_off_or_makes_it_heavier() -> None:
    draft = Draft("Please calm down.", language="en", network="x")
    assert [each.level for each in lint(draft)] == [Level.WARN]
    off = Policy(settings=(Setting("dismissal", None),))
    assert lint(draft, off) == ()
    block = Policy(settings=(Setting("dismissal", Level.BLOCK, networks=("x",)),))
    assert [each.level for each in lint(draft, block)] == [Level.BLOCK]
    elsewhere = Policy(settings=(Setting("dismissal", Level.BLOCK, networks=("facebook",)),))
    assert [each.level for each in lint(draft, elsewhere)] == [Level.WARN]


def test_a_finding_stands_where_the_original_says_it() -> None:
    text = "So\u200brry, your mail is аda＠moss.com, all right?"
    [finding] = [each for each in lint(Draft(text)) if each.code == "private-email"]
    assert text[finding.start : finding.end] == "аda＠moss.com"


def test_a_replacement_begins_as_what_it_replaces() -> None:
    text = "Sorry if it was late."
    [finding] = [each for each in lint(Draft(text, language="en")) if each.replacement]
    assert finding.replacement == "Sorry that"


def test_a_rule_of_the_brand_is_held_to_its_examples() -> None:
    rule = OwnRule(
        "no-parcel", "We say box.", ("parcel*",), must_fail=("Two parcels",), must_pass=("box",)
    )
    [finding] = lint(Draft("Your Parcels."), Policy(own=(rule,)))
    assert (finding.code, finding.start, finding.end) == ("no-parcel", 5, 12)
    with pytest.raises(OwnExamplesDisagree):
        made(OwnRule("no-parcel", "We say box.", ("parcel",), must_fail=("Two boxes",)))
    with pytest.raises(OwnExamplesDisagree):
        made(OwnRule("no-parcel", "We say box.", ("parcel",), must_pass=("One parcel",)))


def test_a_rule_of_the_brand_can_ask_for_words() -> None:
    rule = OwnRule("hours", "Say when we are open.", ("open",), is_missing=True)
    assert [each.code for each in lint(Draft("Come by."), Policy(own=(rule,)))] == ["hours"]
    assert lint(Draft("We are open."), Policy(own=(rule,))) == ()


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1", "a*", ""])
def test_a_pattern_that_cannot_be_searched_for_is_refused(pattern: str) -> None:
    with pytest.raises(UnreadablePattern):
        made(OwnRule("odd", "Odd.", (pattern,), is_pattern=True))


def test_a_pattern_that_hangs_others_is_searched_in_linear_time() -> None:
    rule = OwnRule("slow", "Slow.", ("(a+)+$",), is_pattern=True)
    draft = Draft("a" * 4_000 + "!")
    assert "slow" not in {each.code for each in lint(draft, Policy(own=(rule,)))}


def test_private_patterns_are_held_to_their_examples() -> None:
    agrees = PrivatePattern(PrivateKind.ORDER, r"NP-\d{4}", ("NP",), ("np 4 4 7 1",))
    assert not list(private_disagreements(agrees))
    differs = PrivatePattern(PrivateKind.ORDER, r"NP-\d{4}", ("NP-4471",), ())
    assert list(private_disagreements(differs))
