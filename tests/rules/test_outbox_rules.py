"""The outbox's pure rules: the gate's checks, what failures mean, and waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Limit,
    Malformed,
    Refused,
    Throttled,
    TooLong,
    Unit,
    Unknown,
    Unreachable,
    Unsupported,
)
from amends.channels.rights import Offer, Way
from amends.outbox.rules import (
    AT_ASKING,
    AT_LEAVING,
    Facts,
    Fate,
    Level,
    Moment,
    Pace,
    SayKind,
    after_failure,
    backoff,
    believed,
    judge,
    look_again,
    plain,
    width,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PACE = Pace()
PUBLIC_OFFER = Offer(Way.PUBLIC, is_open=True)
PRIVATE_OFFER = Offer(Way.PRIVATE, is_open=True, until=NOW)
SITE_OFFER = Offer(Way.SITE, is_open=True)
TEMPLATE_OFFER = Offer(Way.TEMPLATE, is_open=True)


def closed(way: Way, because: str = "It is not allowed.", *others: Offer) -> tuple[Offer, ...]:
    """The offers of a case in which one way is closed."""
    return (Offer(way, is_open=False, because=because), *others)


FINE = Facts(
    moment=Moment.ASKING,
    kind=SayKind.PUBLIC_REPLY,
    network="Practice",
    text="Sorry!",
    length=6,
    limit=Limit(280, Unit.GRAPHEMES),
    can_say=True,
    is_connected=True,
    not_connected_because="",
    has_target=True,
    target_is_private=False,
    newest_is_private=False,
    leaves_at=NOW,
    said_before=False,
    brake=None,
    offers=(PUBLIC_OFFER, PRIVATE_OFFER),
)
PRIVATE = replace(FINE, kind=SayKind.PRIVATE_MESSAGE)


def test_what_is_fine_passes_and_says_what_was_checked() -> None:
    judgement = judge(FINE, AT_ASKING)
    assert (judgement.level, judgement.deciding, judgement.verdicts) == (Level.PASS, None, ())
    assert "private_stays_private" in judgement.as_record()["checked"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("facts", "level", "code"),
    [
        (replace(FINE, text=" \n"), Level.BLOCK, "empty"),
        (replace(FINE, is_connected=False), Level.BLOCK, "not-connected"),
        (replace(FINE, length=281), Level.BLOCK, "too-long"),
        (replace(FINE, can_say=False), Level.BLOCK, "network-cannot"),
        (replace(PRIVATE, can_say=False), Level.BLOCK, "network-cannot"),
        (replace(PRIVATE, offers=(PUBLIC_OFFER,)), Level.BLOCK, "network-cannot"),
        (replace(PRIVATE, offers=closed(Way.PRIVATE)), Level.BLOCK, "network-cannot"),
        (
            replace(FINE, has_target=False, offers=closed(Way.PUBLIC)),
            Level.BLOCK,
            "nothing-public",
        ),
        (replace(FINE, offers=closed(Way.PUBLIC)), Level.BLOCK, "no-right"),
        (
            replace(PRIVATE, target_is_private=True, offers=closed(Way.PRIVATE)),
            Level.BLOCK,
            "no-right",
        ),
        (replace(FINE, newest_is_private=True), Level.BLOCK, "private-in-public"),
        (replace(FINE, target_is_private=True), Level.BLOCK, "private-in-public"),
        (
            replace(PRIVATE, offers=(replace(PRIVATE_OFFER, is_open=False, until=NOW - SECOND),)),
            Level.BLOCK,
            "window-closed",
        ),
        (replace(FINE, said_before=True), Level.BLOCK, "duplicate"),
        (replace(FINE, brake="storm"), Level.HOLD, "brake"),
    ],
)
def test_the_gate_stops(facts: Facts, level: Level, code: str) -> None:
    judgement = judge(facts, AT_ASKING)
    assert judgement.level is level
    assert judgement.deciding is not None
    assert (judgement.deciding.code, judgement.deciding.sentence[-1]) == (code, ".")


@pytest.mark.parametrize(
    "facts",
    [
        replace(FINE, length=280),
        replace(FINE, limit=None, length=10**6),
        replace(PRIVATE, newest_is_private=True, target_is_private=True),
        replace(PRIVATE, offers=None),
        replace(PRIVATE, offers=closed(Way.PUBLIC, "", PRIVATE_OFFER)),
        replace(FINE, offers=(PUBLIC_OFFER,)),
    ],
)
def test_the_gate_lets_pass(facts: Facts) -> None:
    assert judge(facts, AT_ASKING).level is Level.PASS


@pytest.mark.parametrize(
    ("instead", "hint"),
    [
        (SITE_OFFER, "Not to strangers. Answer on Practice itself, and say here that you did."),
        (TEMPLATE_OFFER, "Not to strangers. An approved template may still be sent."),
    ],
)
def test_a_closed_way_says_why_and_what_is_open_instead(instead: Offer, hint: str) -> None:
    judgement = judge(
        replace(FINE, offers=closed(Way.PUBLIC, "Not to strangers.", instead)), AT_ASKING
    )
    assert judgement.deciding is not None
    assert judgement.deciding.sentence == hint


def test_what_is_said_keeps_the_right_and_the_price_it_is_said_by() -> None:
    named = replace(PRIVATE_OFFER, tag="HUMAN_AGENT", price=Decimal("0.01"))
    record = judge(replace(PRIVATE, offers=(named,)), AT_ASKING).as_record()
    assert (record["right"], record["price"]) == ("HUMAN_AGENT", "0.01")


def test_a_block_outweighs_a_hold() -> None:
    judgement = judge(replace(FINE, brake="", length=999), AT_ASKING)
    assert judgement.level is Level.BLOCK
    assert [each.code for each in judgement.verdicts] == ["too-long", "brake"]


def test_what_waits_to_leave_is_held_while_the_account_is_not_connected() -> None:
    leaving = replace(FINE, moment=Moment.LEAVING, is_connected=False)
    assert judge(leaving, AT_LEAVING).level is Level.HOLD


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (Refused(), Fate.REFUSED),
        (Gone(), Fate.REFUSED),
        (Unsupported(), Fate.REFUSED),
        (TooLong(), Fate.REFUSED),
        (Disconnected(), Fate.HELD),
        (Throttled(), Fate.AGAIN),
        (Unreachable(), Fate.AGAIN),
        (Unknown(), Fate.UNKNOWN),
        (Malformed(), Fate.UNKNOWN),
        (ChannelError(), Fate.UNKNOWN),
        (ValueError("ours"), Fate.UNKNOWN),
    ],
)
def test_only_what_surely_did_not_arrive_goes_again(error: Exception, fate: Fate) -> None:
    decision = after_failure(error, tries=1, failures=0, pace=PACE)
    assert decision.fate is fate
    assert decision.reason


def test_our_own_fault_does_not_tell_what_it_held() -> None:
    decision = after_failure(ValueError("token=abc"), tries=1, failures=0, pace=PACE)
    assert "abc" not in decision.reason


def test_being_unreachable_ends_and_being_throttled_does_not() -> None:
    last = PACE.most_tries
    assert after_failure(Unreachable(), tries=last, failures=0, pace=PACE).fate is Fate.FAILED
    assert after_failure(Throttled(), tries=last, failures=99, pace=PACE).fate is Fate.AGAIN


def test_waits_double_up_to_the_longest() -> None:
    waits = [backoff(n, PACE) for n in (1, 2, 3, 4)]
    assert waits == [timedelta(seconds=2**n) for n in (1, 2, 3, 4)]
    assert backoff(10_000, PACE) == PACE.longest_wait
    assert look_again(10_000, PACE) == PACE.longest_wait
    lane = after_failure(Unreachable(), tries=1, failures=10_000, pace=PACE).lane_wait
    assert lane == PACE.longest_lane_wait


def test_a_network_is_believed_within_reason() -> None:
    assert believed(timedelta(hours=3), 0, PACE) == timedelta(hours=3)
    assert believed(timedelta(days=400), 0, PACE) == PACE.wait_if_absurd
    assert believed(timedelta(seconds=-1), 0, PACE) == PACE.wait_if_unsaid
    assert believed(None, 0, PACE) == PACE.wait_if_unsaid
    assert believed(None, 8, PACE) == backoff(8, PACE)


def test_the_same_words_are_the_same_whatever_their_spaces_and_case() -> None:
    assert plain(" So  SORRY!\n") == plain("so sorry!")


def test_many_lanes_share_the_threads() -> None:
    assert [width(16, lanes) for lanes in (0, 1, 4, 5, 16, 99)] == [4, 4, 4, 3, 1, 1]
