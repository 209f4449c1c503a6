"""Whose word stands: a person's while the words are the same, and what raises or names it after that."""

from __future__ import annotations

import pytest

from amends.triage.rules.said import Stakes, harms_at, harms_by, standing

HEARD = {
    "act": "question",
    "act_chance": 0.6,
    "mood_score": 0.1,
    "urgency": "urgent",
    "harms": ["self_harm", "money"],
}
KEPT = {
    "act": "complaint",
    "act_chance": 0.9,
    "mood_score": -0.9,
    "urgency": "none",
    "harms": [],
    "needs": False,
}


def test_in_the_same_words_every_word_of_a_person_stands() -> None:
    stands = standing(HEARD, KEPT, ["act", "harms", "mood_score", "needs", "urgency"], is_same=True)
    assert stands.values == KEPT
    assert stands.said == ["act", "harms", "mood_score", "needs", "urgency"]


def test_of_what_nobody_spoke_the_desk_is_heard() -> None:
    stands = standing(HEARD, KEPT, ["act"], is_same=True)
    assert stands.values == {**HEARD, "act": "complaint", "act_chance": 0.9, "needs": None}


def test_what_is_not_urgent_has_nothing_at_stake_but_care() -> None:
    stands = standing(HEARD, KEPT, ["urgency"], is_same=True)
    assert (stands.values["urgency"], stands.values["harms"]) == ("none", ["self_harm"])
    assert harms_at("urgent", ["money"]) == ["money"]


def test_in_other_words_what_lowers_falls() -> None:
    stands = standing(HEARD, KEPT, ["harms", "mood_score", "needs", "urgency"], is_same=False)
    assert stands.said == ["mood_score"]
    assert (stands.values["urgency"], stands.values["harms"]) == ("urgent", ["self_harm", "money"])
    assert (stands.values["mood_score"], stands.values["needs"]) == (-0.9, None)


def test_in_other_words_what_raises_stays() -> None:
    kept = {**KEPT, "urgency": "urgent", "harms": ["safety"], "needs": True}
    heard = {**HEARD, "urgency": "none", "harms": ["money"]}
    stands = standing(heard, kept, ["harms", "needs", "urgency"], is_same=False)
    assert stands.said == ["harms", "needs", "urgency"]
    assert (stands.values["urgency"], stands.values["needs"]) == ("urgent", True)
    assert stands.values["harms"] == ["safety", "money"]


@pytest.mark.parametrize(
    ("stakes", "left"),
    [
        (Stakes.NO_DANGER, ["money"]),
        (Stakes.NOTHING, []),
        (Stakes.AS_HEARD, ["self_harm", "health", "money"]),
    ],
)
def test_what_a_press_says_is_at_stake(stakes: Stakes, left: list[str]) -> None:
    assert harms_by(stakes, ["health", "money"], ["self_harm", "health", "money"]) == left
