"""How quickly private messages are answered, reckoned as the network shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from amends.channels.adapters.facebook import Facebook
from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Person
from amends.inbox.queries.responsiveness import badge_of, responsiveness_of
from amends.inbox.rules.responsiveness import Contact, Responsiveness, responsiveness
from amends.web import quickness
from cast import NOON, Cast, make_connection

BADGE = Facebook.badge
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def contacts(*waits: int | None) -> list[Contact]:
    return [Contact(NOON, None if each is None else NOON + each * MINUTE) for each in waits]


@pytest.mark.parametrize(
    ("waits", "share", "time", "earns"),
    [
        ([], 1.0, None, False),
        ([None], 0.0, None, False),
        ([15] * 10, 1.0, 15, True),
        ([16] * 10, 1.0, 16, False),
        ([15] * 9 + [None], 0.9, 15, True),
        ([15] * 8 + [None, None], 0.8, 15, False),
        ([10] * 9 + [5000], 1.0, 10, True),
    ],
)
def test_nine_in_ten_within_a_quarter_of_an_hour(
    waits: Sequence[int | None], share: float, time: int | None, *, earns: bool
) -> None:
    found = responsiveness(contacts(*waits))
    assert found.share == pytest.approx(share)
    assert found.time == (None if time is None else time * MINUTE)
    assert found.earns(BADGE) is earns


def test_what_is_shown_as_ninety_is_ninety() -> None:
    assert Responsiveness(1000, 899, MINUTE).percent == 89


@pytest.fixture
def page(cast: Cast) -> Connection:
    return make_connection(cast.brand, "facebook")


def wrote(page: Connection, who: str, at: timedelta, *, own: bool = False) -> None:
    """Somebody wrote privately, or the Page to them, so long before noon."""
    author = Author("page" if own else who, name=who)
    thread = ThreadRef(who, ThreadKind.CONVERSATION, is_public=False)
    said = Said(f"m_{who}_{at}_{own}", thread, author, "Hello", NOON - at, own=own)
    with transaction.atomic():
        take_in(connection=page, items=[said], now=NOON)


def test_a_first_message_after_a_day_of_silence_counts(page: Connection) -> None:
    wrote(page, "jo", 3 * DAY)
    wrote(page, "jo", 3 * DAY - 5 * MINUTE)  # goes on
    wrote(page, "jo", 3 * DAY - 10 * MINUTE, own=True)
    wrote(page, "jo", 2 * DAY)  # not a day after the answer
    wrote(page, "jo", 23 * HOUR)  # a contact, unanswered
    wrote(page, "li", 8 * DAY)  # too long ago
    found = responsiveness_of(page, BADGE, NOON)
    assert (found.contacts, found.answered, found.time) == (2, 1, 10 * MINUTE)


def test_spam_and_machines_do_not_count(page: Connection) -> None:
    wrote(page, "spam", 2 * HOUR)
    Person.objects.update(blocked_at=NOON)
    assert responsiveness_of(page, BADGE, NOON).contacts == 0
    wrote(page, "jo", 2 * HOUR)
    author, thread = Author("page"), ThreadRef("jo", ThreadKind.CONVERSATION, is_public=False)
    instant = Said("m_auto", thread, author, "We are away", NOON - 119 * MINUTE, own=True)
    with transaction.atomic():
        take_in(connection=page, items=[replace(instant, automatic=True)], now=NOON)
    assert responsiveness_of(page, BADGE, NOON).answered == 0


def test_the_page_shows_it_where_the_network_does(page: Connection, connection: Connection) -> None:
    assert badge_of(connection) is None
    assert quickness.shown(connection, timezone.now()) is None
    assert quickness.erasing_address(connection) == ""
    wrote(page, "jo", HOUR)
    wrote(page, "jo", 45 * MINUTE + timedelta(seconds=1), own=True)
    shown = quickness.shown(page, NOON)
    assert shown is not None
    assert (shown.stands, shown.minutes, shown.wanted_percent, shown.days) == (True, 15, 90, 7)
    assert quickness.erasing_address(page).endswith(f"/erase/{page.public_id}/")
