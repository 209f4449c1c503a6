"""What networks charge is counted once, foretold fairly, and reading ends with the budget."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import orjson
import pytest

from amends.channels import actions, metering
from amends.channels.adapters.x import X
from amends.channels.base import Link
from amends.channels.conformance.worlds import Nowhere
from amends.channels.contract import Account, Delivery, Page, Secrets
from amends.channels.models import Budget, Charge, Connection
from amends.channels.rights import Heard, Standing
from amends.channels.rules import Checked
from amends.listening.actions import digest, keep, poll
from amends.listening.models import Alarm, Source
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db
MONTH = NOON.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
HALF = timedelta(days=15)


class Charging(X):
    """A network that charges for a page with nothing on it."""

    def fetch(self, link: Link, cursor: str) -> Page:
        return Page((), cursor or "here", units={"post read": 10})


@pytest.fixture
def x(cast: Cast) -> Connection:
    connection = make_connection(cast.brand, channel="x")
    Connection.objects.update(created_at=MONTH - timedelta(days=40))
    connection.refresh_from_db()
    return connection


def test_units_are_added_up_by_day_at_their_price(x: Connection) -> None:
    for _ in range(2):
        metering.charge(connection=x, units={"post read": 3, "reply": 1, "post": 0}, now=NOON)
    metering.charge(connection=x, units={"post read": 1}, now=NOON + timedelta(days=1))
    kept = Charge.objects.order_by("day", "unit").values_list("unit", "count", "dollars")
    assert list(kept) == [
        ("post read", 6, Decimal("0.0300")),
        ("reply", 2, Decimal("0.0200")),
        ("post read", 1, Decimal("0.0050")),
    ]


def test_a_month_is_told_with_what_it_will_come_to(x: Connection) -> None:
    metering.charge(connection=x, units={"post with a link": 10}, now=MONTH - timedelta(days=1))
    metering.charge(connection=x, units={"post with a link": 10}, now=MONTH + HALF)
    found = metering.spending(x, MONTH + HALF)
    assert found is not None
    assert found.dollars == Decimal("2.0000")
    assert found.forecast == Decimal("4.00")
    assert [each.label for each in found.lines] == ["Posts with a link"]
    assert not found.will_be_spent


def test_a_network_that_charges_nothing_has_no_costs(connection: Connection) -> None:
    assert metering.spending(connection, NOON) is None
    metering.charge(connection=connection, units={}, now=NOON)
    metering.require_within_budget(connection=connection, now=NOON)


def test_a_budget_is_given_changed_and_taken_away(cast: Cast, x: Connection) -> None:
    by = cast.actor(cast.olga)
    for text, kept in (("3", "3.00"), ("2,5", "2.50")):
        metering.set_budget(by=by, connection=x, dollars=text, now=NOON)
        assert Budget.objects.get().dollars == Decimal(kept)
    metering.set_budget(by=by, connection=x, dollars=" ", now=NOON)
    assert not Budget.objects.exists()
    for nonsense in ("much", "-1", "NaN", "1e99"):
        with pytest.raises(Invalid):
            metering.set_budget(by=by, connection=x, dollars=nonsense, now=NOON)


def test_prices_of_a_contract_count_from_then_on_and_survive_connecting_again(
    cast: Cast, x: Connection
) -> None:
    by = cast.actor(cast.olga)
    metering.charge(connection=x, units={"reply": 1}, now=NOON)
    metering.set_prices(
        by=by, connection=x, given={"reply": "0,004", "post": "0.015", "post read": ""}, now=NOON
    )
    metering.charge(connection=x, units={"reply": 1, "post": 1}, now=NOON)
    kept = dict(Charge.objects.values_list("unit", "dollars"))
    assert kept == {"reply": Decimal("0.0140"), "post": Decimal("0.0150")}
    agreed = {each.unit: each.agreed_text for each in metering.tariffs(x) if each.agreed_text}
    assert agreed == {"reply": "0.004"}
    named = Heard("1", "@northpost hello?", NOON, is_public=True)
    offer = X().offers(Standing((named,), Account("1", "@northpost"), x.settings), NOON)[0]
    assert offer.price == Decimal("0.004")

    found = actions.Found("x", Account(x.account_id), Checked({"tier": "enterprise"}, {}), None)
    again = actions.keep_changed(
        by=by, connection=x, found=found, name="", facts={"given": []}, now=NOON
    )
    assert again.settings == {"tier": "enterprise", "price:reply": "0.004"}
    metering.set_prices(by=by, connection=again, given={}, now=NOON)
    assert again.settings == {"tier": "enterprise"}


@pytest.mark.parametrize("nonsense", ["cheap", "-0.1", "NaN", "1001", "0.00001"])
def test_a_price_that_is_none_is_refused_and_changes_nothing(
    cast: Cast, x: Connection, nonsense: str
) -> None:
    with pytest.raises(Invalid):
        metering.set_prices(
            by=cast.actor(cast.olga), connection=x, given={"reply": nonsense}, now=NOON
        )
    x.refresh_from_db()
    assert not any(each.agreed for each in metering.tariffs(x))


def test_only_who_may_connect_sets_a_budget_and_only_their_own(cast: Cast, x: Connection) -> None:
    with pytest.raises(NotAllowed):
        metering.set_budget(by=cast.actor(cast.ada), connection=x, dollars="3", now=NOON)
    with pytest.raises(NotAllowed):
        metering.set_prices(by=cast.actor(cast.ada), connection=x, given={}, now=NOON)
    foreign = make_connection(make_brand("Linden Lane"), channel="x")
    for setting in (
        partial(metering.set_budget, dollars="3"),
        partial(metering.set_prices, given={}),
    ):
        with pytest.raises(NotFound):
            setting(by=cast.actor(cast.olga), connection=foreign, now=NOON)


def test_reading_stops_at_the_budget_with_an_alarm_and_goes_on_next_month(
    cast: Cast, x: Connection
) -> None:
    metering.set_budget(by=cast.actor(cast.olga), connection=x, dollars="0.08", now=NOON)
    link = Link({}, Secrets(), Nowhere(NOON).transports)

    def polled(at: timedelta) -> bool:
        now = NOON + at
        found = poll.poll(connection=x, channel=Charging(), link=link, now=now, told_of_news=False)
        return not found.failed

    assert polled(timedelta(0))
    assert polled(timedelta(minutes=2))
    assert not polled(timedelta(minutes=4))
    alarm = Alarm.objects.get(ended_at=None)
    assert "budget" in alarm.sentence
    assert metering.spending(x, NOON).is_spent
    assert polled(timedelta(days=31))
    assert not Alarm.objects.filter(ended_at=None).exists()


def test_pushes_are_charged_when_they_are_taken_in(x: Connection) -> None:
    push = {
        "event_uuid": "-1",
        "event_type": "post.mention.create",
        "payload": {
            "id": "2124067542266806283",
            "author_id": "7",
            "created_at": "2026-11-21T09:09:00.000Z",
            "text": "@northpost hello?",
        },
    }
    raw = Delivery("event:-1", orjson.dumps({"data": push}))
    keep.keep(connection=x, source=Source.WEBHOOK, deliveries=[raw], now=NOON)
    link = Link({}, Secrets(), Nowhere(NOON).transports)
    networks = digest.Networks(link_of=lambda _: link)
    assert digest.digest(limit=10, now=NOON, networks=networks) == 1
    assert Charge.objects.values_list("unit", "count").get() == ("post read", 1)
