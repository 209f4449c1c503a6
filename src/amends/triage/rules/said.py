"""What people said of a message beside what the desk hears in it: whose word stands. Pure.

A person's word stands while the words are the same, whatever the desk hears in them later. When the customer
changes the words, what a person said to lower it (not urgent, nobody in danger, no answer needed) was said of
other words and falls: what is heard now is heard. What it is, how they feel, and what raises it stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from amends.triage.rules.judgement import Harm, Urgency

#: Somebody may come to harm.
DANGERS = frozenset({Harm.SELF_HARM, Harm.SAFETY, Harm.HEALTH, Harm.VULNERABLE})
#: The columns of a judgement that people say something of.
FIELDS = ("act", "mood_score", "urgency", "needs", "harms")


class Stakes(StrEnum):
    """What a person says is at stake, whatever was heard."""

    NO_DANGER = "no-danger"
    NOTHING = "nothing"
    #: What the desk heard, after all.
    AS_HEARD = "as-heard"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a message, and of which of it that is people's word."""

    values: dict[str, Any]
    said: list[str]


def harms_by(stakes: Stakes, now: Sequence[str], heard: Sequence[str]) -> list[str]:
    """What is at stake when a person says so. ``now``: as it stands; ``heard``: by the desk."""
    if stakes is Stakes.AS_HEARD:
        return list(heard)
    return [each for each in now if stakes is Stakes.NO_DANGER and each not in DANGERS]


def harms_at(urgency: str, heard: Sequence[str]) -> list[str]:
    """What is at stake in what a person calls so urgent: nothing presses that can wait.

    But that somebody may harm themselves takes a word of its own.
    """
    if urgency != Urgency.NONE:
        return list(heard)
    return [each for each in heard if each == Harm.SELF_HARM]


def standing(
    heard: Mapping[str, Any], kept: Mapping[str, Any], said: Collection[str], *, is_same: bool
) -> Standing:
    """What stands when the desk hears a message again of which people said something.

    ``heard`` and ``kept``: the columns as the desk hears them now, and as they stood. ``is_same``: in the
    same words.
    """
    stays = {name for name in said if is_same or _stays(name, kept[name])}
    values = dict(heard)
    for name in stays:
        values[name] = kept[name]
    if "act" in stays:
        values["act_chance"] = kept["act_chance"]
    if "needs" not in stays:
        values["needs"] = None
    if "harms" in stays and not is_same:
        both = {*kept["harms"], *heard["harms"]}
        values["harms"] = [each.value for each in Harm if each in both]
    elif "harms" not in stays and "urgency" in stays:
        values["harms"] = harms_at(values["urgency"], heard["harms"])
    return Standing(values, sorted(stays))


def _stays(name: str, value: Any) -> bool:
    """Whether a person's word stays when the words are others: all but what lowers."""
    if name == "urgency":
        return bool(value != Urgency.NONE)
    return bool(value) if name in {"needs", "harms"} else True
