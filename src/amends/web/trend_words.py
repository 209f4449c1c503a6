"""What many say alike, in words: spikes, what is about to spread, and the lines of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amends.trends.models import Spike, SpikeState, SpreadAlarm
from amends.trends.queries.found import Told
from amends.web import pieces, words

_WIDTH, _HEIGHT = 180, 36


@dataclass(frozen=True, slots=True)
class Line:
    """A trend as a line: its points in 180 by 36, and the highest day."""

    edge: str
    area: str
    highest: int


def line_of(days: Sequence[int]) -> Line:
    """The line of some days, the last one at the right."""
    highest = max(days, default=0)
    step = _WIDTH / max(len(days) - 1, 1)
    points = " ".join(
        f"{at * step:.0f},{_HEIGHT - 2 - many / max(highest, 1) * (_HEIGHT - 6):.1f}"
        for at, many in enumerate(days)
    )
    return Line(points, f"0,{_HEIGHT} {points} {_WIDTH},{_HEIGHT}", highest)


def trend(told: Told) -> tuple[str, str]:
    """Where an issue goes, in a word, and its colour."""
    now, before = told.this_week, told.week_before
    if not now:
        return _("quiet this week"), ""
    if not before:
        return _("new this week"), "soon"
    if now >= 2 * before:
        return _("rising"), "soon"
    return (_("falling"), "fine") if 2 * now <= before else (_("steady"), "")


def title(spike: Spike) -> str:
    """What rose, as a headline."""
    first = spike.words[0] if spike.words else ""
    if spike.about == "topic":
        return _("More than usual about “%(topic)s”") % {"topic": first.replace("_", " ")}
    if spike.about == "network":
        return _("More than usual on %(network)s") % {"network": pieces.network(first)}
    if spike.about == "mood":
        return _("More unhappy messages than usual")
    if spike.about == "stars":
        return _("More bad reviews than usual")
    return " · ".join(spike.words) or _("The same words")


def how_many(spike: Spike) -> str:
    """How many people, in which time, and what is usual."""
    usual = f"{spike.expected:.0f}" if spike.expected >= 1 else _("less than one")
    facts = {"n": spike.people, "minutes": spike.within, "usual": usual}
    told = ngettext(
        "%(n)d person within %(minutes)d minutes; usual is %(usual)s.",
        "%(n)d people within %(minutes)d minutes; usual is %(usual)s.",
        spike.people,
    )
    return told % facts


def who(spike: Spike) -> str:
    """Whether many people speak for themselves, or accounts copy each other or bomb with few stars."""
    if spike.is_bombing:
        told = _(
            "Review-bombing, it seems: %(n)d of %(all)d are reviews with one or two stars,"
            " most from people who never wrote to you before."
        )
        return told % {"n": spike.low, "all": len(spike.message_ids)}
    if spike.is_campaign:
        told = _("A campaign, it seems: %(n)d of %(all)d messages say nearly the same.")
        return told % {"n": spike.copies, "all": len(spike.message_ids)}
    if spike.newcomers and 2 * spike.newcomers > spike.people:
        told = _("In words of their own; %(n)d wrote to you for the first time.")
        return told % {"n": spike.newcomers}
    if spike.about == "stars" and spike.low and not spike.copies:
        return _("Different people, with stars and without words.")
    return _("Different people, in words of their own.")


_STATES = {
    SpikeState.OPEN: ("soon", gettext_noop("Look at it")),
    SpikeState.INCIDENT: ("act", gettext_noop("Incident")),
    SpikeState.NO_PROBLEM: ("", gettext_noop("No problem")),
    SpikeState.OVER: ("", gettext_noop("Went by")),
}


def state(spike: Spike) -> tuple[str, str]:
    """What became of it, and its colour."""
    tint, said = _STATES[SpikeState(spike.state)]
    return _(said), tint


def why_it_spreads(alarm: SpreadAlarm) -> str:
    """Why a single matter is about to be seen by many."""
    return " ".join(_reason(sign, number) for sign, number in alarm.reasons)


def _reason(sign: str, number: float) -> str:
    many = words.short(round(number))
    if sign == "grows":
        return _("Likes, shares and replies grow by %(n)s an hour.") % {"n": many}
    if sign == "quickens":
        return _("It grows %(n)s times as fast as before.") % {"n": many}
    if sign == "press":
        return _("The press is in it.")
    return _("Its author has %(n)s followers.") % {"n": many}
