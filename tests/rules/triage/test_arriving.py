"""Rules on arrival: written in the playbook, and which of them catch a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amends.playbook.rules.document import read
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.triage.rules.arriving import Arrived, caught

MESSAGE = Arrived(
    message_id=1,
    case_id=1,
    text="My Kettle Pro 2 exploded, I will call the newspaper",
    act="complaint",
    mood_score=-0.8,
    harms=("safety", "self_harm"),
    urgency="urgent",
    asker="press",
    topics=("broken_product",),
    language="en",
    network="x",
    is_public=True,
    tags=frozenset({"VIP"}),
    followers=5_000,
    is_open=False,
    is_first=True,
)
WHOLE = """\
schema_version: 1
arrival:
  - name: all at once
    kinds: [complaint]
    moods: angry
    harms: [safety]
    urgency: [urgent]
    askers: [press]
    topics: [Broken product]
    words: [kettle*]
    languages: [en]
    networks: [x]
    place: public
    customer_tags: [vip]
    reach_over: 4999
    hours: closed
    first_only: yes
    then: {tags: [hot], sooner: 60, lane: queue, notify: [lead], suggest: sorry}
"""


def rules(text: str) -> tuple[ArrivalRule, ...]:
    reading = read("schema_version: 1\narrival:\n" + text)
    assert not reading.problems, reading.problems
    assert reading.playbook is not None
    return reading.playbook.arrival


def names(text: str, arrived: Arrived = MESSAGE) -> list[str]:
    return [rule.name for rule in caught(rules(text), arrived)]


def test_everything_that_is_said_must_hold() -> None:
    playbook = read(WHOLE).playbook
    assert playbook is not None
    assert [rule.name for rule in caught(playbook.arrival, MESSAGE)] == ["all at once"]
    for other in (
        {"act": "praise"},
        {"mood_score": 0.0},
        {"harms": ("legal",)},
        {"urgency": "raised"},
        {"asker": "customer"},
        {"topics": ()},
        {"text": "My toaster"},
        {"language": "de"},
        {"network": "demo"},
        {"is_public": False},
        {"tags": frozenset()},
        {"followers": 4_999},
        {"followers": None},
        {"is_open": True},
        {"is_first": False},
    ):
        assert not caught(playbook.arrival, replace(MESSAGE, **other)), other


def test_they_are_looked_at_in_their_order_and_one_may_be_the_last() -> None:
    text = """\
  - {name: first, words: [kettle], then: {tags: [a]}}
  - {name: second, kinds: complaint, last: yes, then: {tags: [b]}}
  - {name: third, kinds: complaint, then: {tags: [c]}}
"""
    assert names(text) == ["first", "second"]
    assert names(text, replace(MESSAGE, act="question")) == ["first"]


@pytest.mark.parametrize(
    ("words", "text", "fits"),
    [
        ("kettle", "KETTLE!", True),
        ("kettle", "kettles", False),
        ("kettle*", "kettles", True),
        ("café noir", "the Cafe  Noir?", True),
        ("a.c", "abc", False),
        ("pro", "professional", False),
    ],
)
def test_words_are_whole_and_folded(words: str, text: str, *, fits: bool) -> None:
    found = names(
        f"  - {{name: n, words: ['{words}'], then: {{tags: [a]}}}}\n", replace(MESSAGE, text=text)
    )
    assert bool(found) is fits


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("  - {name: n, kinds: [complant], then: {tags: [a]}}", 3, "complaint"),
        ("  - {name: n, then: {tags: [a]}}", 3, "catch everything"),
        ("  - name: n\n    kinds: praise\n    then: {}", 5, "what is done"),
        ("  - {name: n, kinds: praise}", 3, "“then” is missing"),
        ("  - {name: n, kinds: praise, then: {sooner: -1}}", 3, "0"),
        ("  - {name: n, kinds: praise, then: {sends: yes}}", 3, "nothing that a playbook knows"),
        (
            "  - {name: n, kinds: praise, then: {tags: a}}\n  - {name: n, kinds: spam, then: {tags: a}}",
            4,
            "already",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, says: str) -> None:
    problems = read("schema_version: 1\narrival:\n" + text).problems
    assert {each.line for each in problems} == {line}
    assert any(says in each.sentence for each in problems)
