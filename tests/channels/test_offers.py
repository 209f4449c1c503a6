"""What may be said by networks without rules of their own: from what their adapter declares."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.contract import Capabilities, Limit, Unit
from amends.channels.derived import offers
from amends.channels.rights import Heard, Offer, Standing, Way

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=100)
LONG = Limit(500, Unit.GRAPHEMES)
BOTH = Capabilities(frozenset(), replies_publicly=True, replies_privately=True, public_limit=LONG)
WINDOWED = Capabilities(
    frozenset(), replies_privately=True, opens_private=True, private_window=timedelta(hours=24)
)


def heard(*, is_public: bool, at: datetime = NOON) -> Heard:
    return Heard("m1", "Where is my parcel?", at, is_public)


def private_of(can: Capabilities, standing: Standing, now: datetime = NOON) -> Offer:
    return next(each for each in offers("Chirp", can, standing, now) if each.way is Way.PRIVATE)


def test_a_public_answer_needs_something_public() -> None:
    public, _ = offers("Chirp", BOTH, Standing((heard(is_public=True),)), NOON)
    assert public == Offer(Way.PUBLIC, is_open=True)
    public, _ = offers("Chirp", BOTH, Standing((heard(is_public=False),)), NOON)
    assert not public.is_open
    assert public.because == "There is nothing public here to reply to."


def test_where_nobody_can_be_written_to_first_the_customer_begins() -> None:
    closed = private_of(BOTH, Standing((heard(is_public=True),)))
    assert not closed.is_open
    assert "must write privately first" in closed.because
    assert private_of(BOTH, Standing((heard(is_public=False),))).is_open


@pytest.mark.parametrize(("after", "is_open"), [(-MOMENT, True), (MOMENT, False)])
def test_a_window_ends_to_the_moment(after: timedelta, *, is_open: bool) -> None:
    standing = Standing((heard(is_public=False),))
    offer = private_of(WINDOWED, standing, NOON + timedelta(hours=24) + after)
    assert offer.is_open is is_open
    assert offer.until == NOON + timedelta(hours=24)
    assert "within 24 hours" in offer.because
