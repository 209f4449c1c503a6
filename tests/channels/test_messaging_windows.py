"""When a Page may write: 24 hours, a week as a human agent, one private reply; each to the moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.adapters.facebook import Facebook
from amends.channels.contract import ThreadKind
from amends.channels.graph.windows import HUMAN_AGENT_TAG, PRIVATE_REPLY_TAG
from amends.channels.rights import Heard, Offer, Standing, Way

FACEBOOK = Facebook()
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=100)
DAY, WEEK = timedelta(hours=24), timedelta(days=7)
AGENT = {"human_agent": "true"}


def heard(name: str = "m1", *, is_public: bool = False, **more: object) -> Heard:
    return Heard(name, "Where is it?", NOON, is_public, **more)  # type: ignore[arg-type]


def private(standing: Standing, now: datetime) -> Offer:
    """The best private way."""
    return next(each for each in FACEBOOK.offers(standing, now) if each.way is Way.PRIVATE)


@pytest.mark.parametrize(
    ("after", "is_open"), [(-MOMENT, True), (timedelta(), True), (MOMENT, False)]
)
def test_the_standard_window_is_24_hours(after: timedelta, *, is_open: bool) -> None:
    offer = private(Standing((heard(),)), NOON + DAY + after)
    assert (offer.is_open, offer.until, offer.tag) == (is_open, NOON + DAY, "")


@pytest.mark.parametrize(
    ("at", "is_open", "tag"),
    [
        (DAY - MOMENT, True, ""),
        (DAY + MOMENT, True, HUMAN_AGENT_TAG),
        (WEEK - MOMENT, True, HUMAN_AGENT_TAG),
        (WEEK + MOMENT, False, ""),
    ],
)
def test_a_human_agent_has_a_week(at: timedelta, *, is_open: bool, tag: str) -> None:
    offer = private(Standing((heard(),), settings=AGENT), NOON + at)
    assert (offer.is_open, offer.tag) == (is_open, tag)
    assert offer.because


@pytest.mark.parametrize(("after", "is_open"), [(-MOMENT, True), (MOMENT, False)])
def test_a_comment_can_be_answered_privately_for_a_week(after: timedelta, *, is_open: bool) -> None:
    offer = private(Standing((heard("c1", is_public=True),)), NOON + WEEK + after)
    assert (offer.is_open, offer.tag, offer.reply_to) == (is_open, PRIVATE_REPLY_TAG, "c1")


def test_each_comment_once() -> None:
    first = heard("c1", is_public=True, answered_privately=True)
    closed = private(Standing((first,)), NOON)
    assert not closed.is_open
    assert "once" in closed.because
    second = heard("c2", is_public=True)
    assert private(Standing((second, first)), NOON).reply_to == "c2"


def test_a_recommendation_has_no_private_answer() -> None:
    review = heard("r1", is_public=True, kind=ThreadKind.REVIEW)
    public, closed = FACEBOOK.offers(Standing((review,)), NOON)
    assert public.is_open
    assert not closed.is_open
    assert "must write privately first" in closed.because


def test_an_open_conversation_comes_before_the_reply_to_a_comment() -> None:
    both = Standing((heard(), heard("c1", is_public=True)))
    assert private(both, NOON).tag == ""
    later = [each for each in FACEBOOK.offers(both, NOON + 2 * DAY) if each.way is Way.PRIVATE]
    assert [(each.is_open, each.tag) for each in later] == [(True, PRIVATE_REPLY_TAG), (False, "")]
