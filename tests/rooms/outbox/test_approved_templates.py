"""Approved templates on their way: by their own right, through the one gate, to the network as they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.utils import timezone
from outbox_script import Desk, Script, Scripted

from amends.channels.contract import Refused, Template
from amends.channels.rights import Offer, Standing, Way
from amends.outbox import actions
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from cast import Cast, Matter

pytestmark = pytest.mark.django_db(transaction=True)
REFUND = Template("refund_done", "en_US", ("Mira",), ("1",), "utility")
WORDS = "Hello Mira, your refund is on its way."


class Windowed(Scripted):
    """A network that takes nothing but templates now."""

    slug: ClassVar[str] = "windowed"

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        return (
            Offer(Way.TEMPLATE, is_open=True),
            Offer(Way.PRIVATE, is_open=False, because="The 24 hours are over."),
        )


@pytest.fixture
def windowed(cast: Cast, script: Script) -> Desk:
    return Desk(script, Windowed(script), cast.actor(cast.ada))


def test_own_words_are_stopped_and_a_template_goes(windowed: Desk, matter: Matter) -> None:
    with pytest.raises(NotThroughTheGate, match="24 hours are over"):
        windowed.say(matter.case, WORDS, kind=SayKind.PRIVATE_MESSAGE)
    send = windowed.say(matter.case, WORDS, kind=SayKind.PRIVATE_MESSAGE, template=REFUND)
    assert send.state == SendState.QUEUED
    deliver_next(courier=windowed.courier(), connection_id=send.connection_id)
    assert windowed.script.taken[0].outgoing.template == REFUND
    assert windowed.script.taken[0].outgoing.text == WORDS


def test_a_template_that_failed_is_tried_again_as_it_was(windowed: Desk, matter: Matter) -> None:
    send = windowed.say(matter.case, WORDS, kind=SayKind.PRIVATE_MESSAGE, template=REFUND)

    def no(_: object) -> None:
        raise Refused("Paused.")

    windowed.script.on_send = no
    deliver_next(courier=windowed.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.REFUSED
    windowed.script.on_send = lambda _: None
    now = timezone.now() + timedelta(minutes=2)
    again = actions.try_again(
        by=windowed.by, send=send, now=now, channel_of=lambda _: windowed.channel
    )
    assert again.template == send.template is not None


def test_other_words_than_the_templates_are_our_own_again(windowed: Desk, matter: Matter) -> None:
    send = windowed.say(matter.case, WORDS, kind=SayKind.PRIVATE_MESSAGE, template=REFUND)
    Send.objects.filter(pk=send.pk).update(state=SendState.REFUSED)
    with pytest.raises(NotThroughTheGate, match="24 hours are over"):
        actions.try_again(
            by=windowed.by,
            send=send,
            text="Our own words now.",
            now=timezone.now() + timedelta(minutes=2),
            channel_of=lambda _: windowed.channel,
        )
