"""Windows to the moment, through the gate: when somebody says it, and when it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from outbox_script import Desk, Script, Scripted

from amends.channels.rights import Offer, Standing, Way
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import SendState
from amends.outbox.rules import SayKind
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
PRIVATE = SayKind.PRIVATE_MESSAGE
DAY, MOMENT = timedelta(hours=24), timedelta(milliseconds=100)


class Windowed(Scripted):
    """A day for everybody, then seven days by a person's hand; one private answer to each comment."""

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        heard = standing.heard[0]
        is_human, until = now > heard.sent_at + DAY, heard.sent_at + 7 * DAY
        tag = "HUMAN_AGENT" if is_human else ""
        is_open = now <= until and not heard.answered_privately
        because = "One private answer to each comment, within 7 days."
        private = Offer(Way.PRIVATE, is_open=is_open, because=because, until=until, tag=tag)
        public = Offer(Way.PUBLIC, is_open=now <= heard.sent_at + DAY, until=heard.sent_at + DAY)
        return (public, Offer(Way.SITE, is_open=True), _named(private, heard.external_id))


def _named(offer: Offer, external_id: str) -> Offer:
    return Offer(
        offer.way,
        is_open=offer.is_open,
        because=offer.because,
        until=offer.until,
        tag=offer.tag,
        reply_to=external_id,
    )


@pytest.fixture
def desk(cast: Cast) -> Desk:
    script = Script()
    return Desk(script, Windowed(script), cast.actor(cast.ada))


@pytest.mark.parametrize("days", [1, 7])
def test_a_window_is_open_to_its_last_moment(desk: Desk, matter: Matter, days: int) -> None:
    kind = SayKind.PUBLIC_REPLY if days == 1 else PRIVATE
    send = desk.say(matter.case, kind=kind, now=NOON + days * DAY - MOMENT)
    assert send.state == SendState.QUEUED


@pytest.mark.parametrize("days", [1, 7])
def test_a_moment_later_it_is_closed(desk: Desk, matter: Matter, days: int) -> None:
    kind = SayKind.PUBLIC_REPLY if days == 1 else PRIVATE
    with pytest.raises(NotThroughTheGate) as refused:
        desk.say(matter.case, kind=kind, now=NOON + days * DAY + MOMENT)
    assert refused.value.code == "window-closed"
    assert "Answer on Scripted itself" in refused.value.sentence


def test_the_time_for_undo_counts(desk: Desk, matter: Matter) -> None:
    now = NOON + DAY - timedelta(seconds=5)
    with pytest.raises(NotThroughTheGate):
        desk.say(matter.case, now=now, undo_for=timedelta(seconds=10))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("after", "state"), [(-MOMENT, SendState.SENT), (MOMENT, SendState.REFUSED)]
)
def test_it_is_asked_again_when_it_leaves(
    desk: Desk, matter: Matter, after: timedelta, state: SendState
) -> None:
    send = desk.say(matter.case, kind=PRIVATE, now=NOON)
    courier = desk.courier(clock=lambda: NOON + 7 * DAY + after)
    deliver_next(courier=courier, connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == state
    assert len(desk.script.calls) == (state == SendState.SENT)


@pytest.mark.django_db(transaction=True)
def test_it_leaves_by_the_right_of_that_moment(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, kind=PRIVATE, now=NOON)
    assert (send.tag, send.reply_to) == ("", matter.message.external_id)
    courier = desk.courier(clock=lambda: NOON + DAY + MOMENT)
    deliver_next(courier=courier, connection_id=send.connection_id)
    (said,) = desk.script.calls
    assert (said.tag, said.reply_to) == ("HUMAN_AGENT", matter.message.external_id)
    send.refresh_from_db()
    assert send.tag == "HUMAN_AGENT"


@pytest.mark.django_db(transaction=True)
def test_the_one_private_answer_is_given_once(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, kind=PRIVATE, now=NOON)
    with pytest.raises(NotThroughTheGate, match="One private answer"):
        desk.say(matter.case, "And more.", kind=PRIVATE, now=NOON)
    # It does not stand in its own way.
    deliver_next(courier=desk.courier(clock=lambda: NOON), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.SENT
