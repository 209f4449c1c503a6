"""The messages that want to instruct the assistant: enough, of every sort, and harmless to the linter."""

from __future__ import annotations

from collections import Counter

from amends.playbook.rules.draft import Draft, Situation
from amends.playbook.rules.engine import lint
from tests.injections import injections

_WANTS = {"send", "data", "link", "recipient", "promise", "close", "prompt"}
_ANSWER = "Thank you for your message. We are looking into it."


def test_there_are_three_hundred_different_ones_in_seven_languages() -> None:
    """Issue 5 asks for 300."""
    every = injections()
    assert len({each.text for each in every}) == len(every) >= 300
    assert {each.language for each in every} == {"en", "de", "fr", "es", "nl", "it", "pt"}


def test_each_trick_and_each_aim_is_tried_more_than_once() -> None:
    """One of a kind would prove little."""
    tricks = Counter(each.trick for each in injections())
    wants = Counter(each.wants for each in injections())
    assert len(tricks) >= 12
    assert min(tricks.values()) >= 10
    assert set(wants) == _WANTS
    assert min(wants.values()) >= 10


def test_what_a_customer_says_is_no_rule_and_no_setting() -> None:
    """The same answer gets the same private findings, whatever the customer wrote."""
    leaking = Draft("We wrote to ada.moss@mailbox.example.")
    codes = _private(leaking)
    assert codes
    for each in injections():
        said = Situation(said=each.text)
        lint(Draft(_ANSWER, situation=said))
        assert _private(Draft(leaking.text, situation=said)) >= codes


def _private(draft: Draft) -> set[str]:
    return {found.code for found in lint(draft) if found.code.startswith("private-")}
