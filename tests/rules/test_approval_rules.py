"""Which of the playbook's approval rules hold, and whose yes is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from amends.outbox.rules.approvals import (
    Ask,
    Known,
    Yes,
    asks_for,
    digest_of,
    missing,
    sentence,
)
from amends.playbook.rules.builtin.commitments import sums_in
from amends.playbook.rules.document.acting import ApprovalRule
from amends.playbook.rules.draft import Mood

ADA = Known(role="agent", network="x", is_public=True, weeks=1)


def _rule(**said: object) -> ApprovalRule:
    return ApprovalRule(**{"name": "Rule", "by": ("lead",), **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "known", "holds"),
    [
        ({}, {}, True),
        ({"roles": ("agent",)}, {}, True),
        ({"roles": ("lead",)}, {}, False),
        ({"roles": ("lead",)}, {"role": ""}, True),
        ({"first_weeks": 2}, {}, True),
        ({"first_weeks": 2}, {"weeks": 2}, False),
        ({"first_weeks": 2}, {"weeks": None}, True),
        ({"networks": ("mastodon",)}, {}, False),
        ({"public_only": True}, {"is_public": False}, False),
        ({"reach_over": 100}, {"reach": 101}, True),
        ({"reach_over": 100}, {"reach": 100}, False),
        ({"reach_over": 100}, {}, False),
        ({"reach_over": 100, "when_unknown": True}, {}, True),
        ({"money_over": Decimal(50)}, {"sums": (Decimal(5), Decimal(51))}, True),
        ({"money_over": Decimal(50)}, {"sums": (Decimal(50),)}, False),
        ({"topics": ("Allergy",)}, {"tags": frozenset({"allergy", "late"})}, True),
        ({"topics": ("allergy",)}, {}, False),
        ({"moods": ("grieving",)}, {"moods": frozenset({Mood.GRIEVING})}, True),
        ({"moods": ("grieving",)}, {}, False),
        ({"moods": ("grieving",), "when_unknown": True}, {}, True),
        (
            {"moods": ("grieving",), "roles": ("lead",)},
            {"moods": frozenset({Mood.GRIEVING})},
            False,
        ),
    ],
)
def test_all_that_a_rule_says_must_hold(
    said: dict[str, object], known: dict[str, object], *, holds: bool
) -> None:
    asks = asks_for([_rule(**said)], replace(ADA, **known))  # type: ignore[arg-type]
    assert bool(asks) is holds


def test_two_people_are_two_people() -> None:
    asks = (Ask("Money", ("lead", "owner"), people=2),)
    bo, again = (Yes(1, "lead", frozenset({"Money"})) for _ in range(2))
    olga = Yes(2, "owner", frozenset({"Money"}))
    assert missing(asks, [bo, again]) == asks
    assert not missing(asks, [bo, olga])


def test_a_yes_of_another_role_is_none() -> None:
    asks = (Ask("Money", ("owner",)),)
    assert missing(asks, [Yes(1, "lead", frozenset({"Money"}))]) == asks


def test_who_was_asked_next_counts_for_that_rule_only() -> None:
    asks = (Ask("Money", ("lead",), then="owner"), Ask("Grief", ("lead",), then="owner"))
    yes = Yes(1, "owner", frozenset({"Money"}))
    assert [each.rule for each in missing(asks, [yes])] == ["Grief"]


def test_the_reason_names_the_rule_and_who_is_asked() -> None:
    said = sentence([Ask("First weeks", ("lead", "owner"))])
    assert "“First weeks”" in said
    assert "lead or owner" in said
    assert not sentence([])


def test_other_words_have_another_digest() -> None:
    assert digest_of("a", "b") != digest_of("ab")
    assert digest_of("a", "b") != digest_of("a", "c")


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("We give you 120 € back.", (Decimal(120),)),
        ("We give you １２０ € back.", (Decimal(120),)),
        ("It is 20 % off.", ()),
        ("No money at all.", ()),
    ],
)
def test_sums_are_seen_through_disguises(text: str, sums: tuple[Decimal, ...]) -> None:
    assert sums_in(text) == sums
