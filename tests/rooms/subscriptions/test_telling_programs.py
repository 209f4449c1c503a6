"""Programs are told: signed, at least once, in the order of each case, and never in the way of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from amends.alerts.models import Alert
from amends.alerts.queries import sentences
from amends.audit.models import Entry
from amends.channels.contract import Refused
from amends.channels.transports import Transports
from amends.inbox.models import Case
from amends.subscriptions.actions import keep
from amends.subscriptions.actions.deliver import claim, deliver
from amends.subscriptions.actions.forget import forget
from amends.subscriptions.actions.words import body
from amends.subscriptions.models import Announcement, AnnouncementState, Subscription
from amends.subscriptions.rules import CHOSEN, Topic
from cast import NOON, Cast, Matter, make_matter
from receiver import Receiver

pytestmark = pytest.mark.django_db
Way = Callable[[datetime], Transports]
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def subscribe(cast: Cast, url: str) -> tuple[Subscription, str]:
    by = cast.actor(cast.bo)
    return keep.add(by=by, name="Orders", url=url, topics=CHOSEN, now=NOON)


def announce(subscription: Subscription, case: Case, now: datetime = NOON) -> Announcement:
    return Announcement.objects.create(
        brand=subscription.brand,
        subscription=subscription,
        case=case,
        topic=Topic.CASE_STATE,
        source=f"event:{uuid4()}",
        body=body(Topic.CASE_STATE, now, {"case": {"id": case.pk}}),
        asked_at=now,
        due_at=now,
    )


def work(way: Way, now: datetime) -> int:
    """Everything that is due at a moment."""
    taken = 0
    while (found := claim(now=now)) is not None:
        taken += deliver(transports=way(now), subscription_id=found)
    return taken


def test_a_program_is_told_with_a_signature(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, secret = subscribe(cast, receiver.url)
    told = announce(subscription, matter.case)
    assert work(way, NOON) == 1
    assert receiver.told([secret], NOON) == [
        {
            "type": "case.state_changed",
            "timestamp": "2026-11-21T12:00:00Z",
            "data": {"case": {"id": matter.case.pk}},
        }
    ]
    assert receiver.ids == [f"msg_{told.public_id.hex}"]
    with pytest.raises(Refused):
        receiver.told(["whsec_" + "A" * 44], NOON)
    told.refresh_from_db()
    assert (told.state, told.answered, told.tries) == (AnnouncementState.TOLD, 204, 1)
    assert work(way, NOON + DAY) == 0


def test_the_old_secret_signs_beside_the_new_one_for_a_day(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, old = subscribe(cast, receiver.url)
    new = keep.rotate(by=cast.actor(cast.bo), subscription=subscription, now=NOON)
    announce(subscription, matter.case)
    work(way, NOON)
    assert receiver.told([old], NOON) == receiver.told([new], NOON)
    announce(subscription, matter.case)
    work(way, NOON + DAY)
    receiver.requests.pop(0)
    assert receiver.told([new], NOON + DAY)
    with pytest.raises(Refused):
        receiver.told([old], NOON + DAY)


def test_what_fails_is_told_again_later_and_later_under_the_same_id(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    told = announce(subscription, matter.case)
    receiver.statuses = [500, 404, 302]
    now, waits = NOON, []
    for _ in range(3):
        assert work(way, now) == 0
        told.refresh_from_db()
        waits.append(told.due_at - now)
        assert work(way, told.due_at - SECOND) == 0
        now = told.due_at
    assert waits == sorted(set(waits))
    assert work(way, now) == 1
    assert len(set(receiver.ids)) == 1
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.failing_since) == (0, None)


def test_what_came_later_in_a_case_waits_and_other_cases_go_on(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    other = make_matter(matter.case.connection).case
    first, second = (announce(subscription, matter.case) for _ in range(2))
    elsewhere = announce(subscription, other)
    receiver.statuses = [500]
    work(way, NOON)
    rested = Subscription.objects.get().wait_until
    assert rested is not None
    Announcement.objects.filter(pk=first.pk).update(due_at=NOON + DAY)
    assert work(way, rested) == 1
    assert receiver.ids[-1] == f"msg_{elsewhere.public_id.hex}"
    assert work(way, NOON + DAY) == 2
    assert receiver.ids[-2:] == [f"msg_{each.public_id.hex}" for each in (first, second)]


def test_a_program_that_asks_for_quiet_has_it(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    announce(subscription, matter.case)
    receiver.statuses, receiver.headers = [429], {"Retry-After": "1200"}
    work(way, NOON)
    assert work(way, NOON + timedelta(seconds=1199)) == 0
    assert len(receiver.requests) == 1
    assert work(way, NOON + timedelta(seconds=1200)) == 1


def test_a_program_that_is_gone_is_paused_and_leads_are_told(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    announce(subscription, matter.case)
    receiver.statuses = [410]
    work(way, NOON)
    subscription.refresh_from_db()
    assert subscription.paused_at == NOON
    assert "410" in subscription.paused_because
    assert work(way, NOON + DAY) == 0
    said = sentences.said(Alert.objects.filter(user=cast.bo), zone="UTC")
    assert [each.sentence for each in said] == [
        "The subscription “Orders” was paused: its program takes nothing"
    ]
    assert not Alert.objects.filter(user=cast.ada).exists()
    assert Entry.objects.filter(action="subscriptions.pause", via="system").count() == 1
    keep.resume(by=cast.actor(cast.bo), subscription=subscription, now=NOON + DAY)
    assert work(way, NOON + DAY) == 1


def test_after_three_days_it_is_given_up_and_the_subscription_paused(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    told = announce(subscription, matter.case)
    receiver.statuses = [500] * 200
    now = NOON
    for _ in range(200):
        work(way, now)
        told.refresh_from_db()
        if told.state != AnnouncementState.WAITING:
            break
        assert now < NOON + 4 * DAY
        now = told.due_at
    assert told.state == AnnouncementState.GIVEN_UP
    assert now - NOON >= 3 * DAY
    assert 10 < len(receiver.requests) < 40
    subscription.refresh_from_db()
    assert subscription.paused_at == now


def test_a_private_address_is_never_called(cast: Cast, matter: Matter, way: Way) -> None:
    subscription, _ = subscribe(cast, "http://10.0.0.1:8080/inside")
    told = announce(subscription, matter.case)
    assert work(way, NOON) == 0
    told.refresh_from_db()
    assert (told.answered, "private address" in told.problem) == (None, True)


def test_a_worker_that_died_holds_nothing_up_for_long(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    announce(subscription, matter.case)
    assert claim(now=NOON) == subscription.pk
    assert claim(now=NOON) is None
    assert work(way, NOON + timedelta(minutes=2)) == 1


def test_a_person_sees_a_test_arrive_and_has_things_told_again(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, secret = subscribe(cast, receiver.url)
    by = cast.actor(cast.bo)
    tried = keep.try_out(by=by, subscription=subscription, now=NOON)
    work(way, NOON)
    assert receiver.told([secret], NOON)[0]["type"] == "test"
    keep.resend(by=by, announcement=tried, now=NOON)
    work(way, NOON)
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1
    keep.pause(by=by, subscription=subscription, now=NOON)
    for again in (
        lambda: keep.try_out(by=by, subscription=subscription, now=NOON),
        lambda: keep.resend(by=by, announcement=tried, now=NOON),
    ):
        subscription.refresh_from_db()
        tried.refresh_from_db()
        with pytest.raises(keep.IsPaused):
            again()


def test_what_was_told_is_forgotten_after_a_month(
    cast: Cast, matter: Matter, receiver: Receiver, way: Way
) -> None:
    subscription, _ = subscribe(cast, receiver.url)
    announce(subscription, matter.case)
    work(way, NOON)
    waiting = announce(subscription, matter.case)
    assert forget(now=NOON + 29 * DAY) == 0
    assert forget(now=NOON + 31 * DAY) == 1
    assert list(Announcement.objects.all()) == [waiting]
