"""A notice stands on top of the accounts that can keep one there, for as long as the trouble lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from amends.channels.base import Channel, Link
from amends.channels.contract import Capabilities, Refused
from amends.channels.models import Connection, ConnectionState
from amends.inbox.models import Message
from amends.incidents.actions.draft import begin
from amends.incidents.actions.open import open_incident
from amends.incidents.actions.pin import OverAlready, look_after_pins, pin, unpin
from amends.incidents.actions.tell import tell
from amends.incidents.models import Incident, TimelineEntry
from amends.incidents.queries import look
from amends.incidents.queries.pinned import Pinned, pins_of
from amends.incidents.rules.opening import Opening
from amends.incidents.rules.words import IncidentState, Pinning, Template
from amends.outbox.actions import brake
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.do_deeds import do_deed
from amends.outbox.models import Deed, Send, SendState
from amends.refusals import NotAllowed
from cast import NOON, Cast, make_connection
from rooms.outbox.outbox_script import QUICK, Script, Scripted, link_of

pytestmark = pytest.mark.django_db
NEXT = NOON + timedelta(hours=1)


class Board(Scripted):
    """A network that keeps posts on top, unless it is told not to."""

    capabilities: ClassVar[Capabilities] = replace(Scripted.capabilities, pins=True)

    def __init__(self) -> None:
        super().__init__(Script())
        self.top: list[str] = []
        self.trouble: Exception | None = None

    def pin(self, link: Link, external_id: str, thread: str, *, pinned: bool) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.top = [each for each in self.top if each != external_id]
        if pinned:
            self.top.append(external_id)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def networks(cast: Cast) -> dict[str, Connection]:
    return {slug: make_connection(cast.brand, slug) for slug in ("demo", "mastodon", "x")}


@pytest.fixture
def incident(cast: Cast, networks: dict[str, Connection]) -> Incident:
    """Told on three networks, of which two can pin."""
    opening = Opening("The app is down", "one", Template.SITE_DOWN, services=("The app",))
    found = open_incident(by=cast.actor(cast.ada), opening=opening, now=NOON)
    say(cast, found, IncidentState.INVESTIGATING)
    return found


def say(cast: Cast, incident: Incident, state: IncidentState) -> None:
    by = cast.actor(cast.bo)
    draft = look.draft_of(incident) or begin(by=by, incident=incident, state=state, now=NOON)
    next_at = None if state is IncidentState.RESOLVED else NEXT
    tell(by=by, notice=draft, state=state, next_update_at=next_at, now=NOON)


def arrive(*slugs: str) -> None:
    """These networks have what waits for them."""
    for send in Send.objects.filter(connection__channel__in=slugs, state=SendState.QUEUED):
        Message.objects.filter(pk=send.message_id).update(external_id=f"there-{send.pk}")
        Send.objects.filter(pk=send.pk).update(state=SendState.SENT, sent_at=NOON)


def work(board: Board) -> None:
    """The workers do what was asked."""

    def channel_of(_connection: Connection) -> Channel:
        return board

    courier = Courier(
        "worker", channel_of=channel_of, link_of=link_of, clock=lambda: NOON, pace=QUICK
    )
    for deed in Deed.objects.order_by("pk"):
        do_deed(deed_id=deed.pk, courier=courier)


def states(incident: Incident) -> dict[str, Pinned]:
    return {each.connection.channel: each.state for each in pins_of(incident)}


def test_it_is_pinned_where_it_stands_and_where_it_comes_to_stand(
    cast: Cast, incident: Incident, board: Board
) -> None:
    arrive("mastodon", "x")
    pin(by=cast.actor(cast.bo), incident=incident, now=NOON)
    pin(by=cast.actor(cast.bo), incident=incident, now=NOON)
    assert states(incident) == {"demo": Pinned.WAITS, "mastodon": Pinned.ON_ITS_WAY}
    work(board)
    arrive("demo")
    look_after_pins(now=NOON)
    look_after_pins(now=NOON)
    work(board)
    assert states(incident) == {"demo": Pinned.PINNED, "mastodon": Pinned.PINNED}
    assert len(board.top) == Deed.objects.count() == 2
    assert TimelineEntry.objects.filter(kind="pin").count() == 1


def test_what_goes_on_in_the_thread_leaves_the_first_word_on_top(
    cast: Cast, incident: Incident, board: Board
) -> None:
    arrive("demo", "mastodon", "x")
    pin(by=cast.actor(cast.bo), incident=incident, now=NOON)
    work(board)
    say(cast, incident, IncidentState.IDENTIFIED)
    arrive("demo", "mastodon", "x")
    look_after_pins(now=NOON)
    assert Deed.objects.count() == 2


def test_when_it_is_over_it_is_let_go(cast: Cast, incident: Incident, board: Board) -> None:
    arrive("demo", "mastodon", "x")
    pin(by=cast.actor(cast.bo), incident=incident, now=NOON)
    work(board)
    say(cast, incident, IncidentState.RESOLVED)
    work(board)
    look_after_pins(now=NOON)
    assert board.top == []
    assert set(states(incident).values()) == {Pinned.NOT}
    incident.refresh_from_db()
    assert incident.pinning == Pinning.NO
    with pytest.raises(OverAlready):
        pin(by=cast.actor(cast.bo), incident=incident, now=NOON)


def test_an_account_that_is_away_when_it_is_over_is_let_go_later(
    cast: Cast, incident: Incident, networks: dict[str, Connection], board: Board
) -> None:
    arrive("demo", "mastodon", "x")
    pin(by=cast.actor(cast.bo), incident=incident, now=NOON)
    work(board)
    away = Connection.objects.filter(pk=networks["demo"].pk)
    away.update(state=ConnectionState.PAUSED)
    say(cast, incident, IncidentState.RESOLVED)
    work(board)
    assert len(board.top) == 1
    away.update(state=ConnectionState.ACTIVE)
    look_after_pins(now=NOON)
    work(board)
    assert board.top == []


def test_what_a_network_did_not_take_is_told_and_asked_again_by_hand_alone(
    cast: Cast, incident: Incident, board: Board
) -> None:
    arrive("mastodon")
    board.trouble = Refused("Only five posts can be pinned.")
    by = cast.actor(cast.bo)
    pin(by=by, incident=incident, now=NOON)
    work(board)
    look_after_pins(now=NOON)
    [_waits, mastodon] = pins_of(incident)
    assert (mastodon.state, Deed.objects.count()) == (Pinned.STOPPED, 1)
    assert mastodon.deed is not None
    assert "Only five posts" in mastodon.deed.trouble
    board.trouble = None
    pin(by=by, incident=incident, now=NOON)
    work(board)
    assert states(incident)["mastodon"] is Pinned.PINNED


def test_the_brake_holds_no_pin_and_nobody_but_a_lead_asks_for_one(
    cast: Cast, incident: Incident, board: Board
) -> None:
    arrive("demo")
    with pytest.raises(NotAllowed):
        pin(by=cast.actor(cast.ada), incident=incident, now=NOON)
    by = cast.actor(cast.bo)
    brake.pull_brake(by=by, reason="storm", now=NOON)
    pin(by=by, incident=incident, now=NOON)
    work(board)
    assert states(incident)["demo"] is Pinned.PINNED
    unpin(by=by, incident=incident, now=NOON)
    work(board)
    assert board.top == []
