"""No sequence of what people, programs and runs may ask for gets words past a block, a yes or the brake."""

from __future__ import annotations

import contextlib
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from outbox_script import Script, Scripted

from amends.channels.contract import Receipt
from amends.inbox.models import Case
from amends.outbox import actions, queries
from amends.outbox.actions import approvals, asking
from amends.outbox.actions.claim import claim
from amends.outbox.actions.deliver import record_result
from amends.outbox.models import Approval, ApprovalVote, Send, Word
from amends.outbox.rules import Pace, SayKind
from amends.playbook.queries import playbook_of
from amends.refusals import Refusal
from amends.staff.models import User
from amends.staff.rules import Actor, Via
from books import go_by
from cast import Cast, make_connection, make_matter

pytestmark = pytest.mark.django_db
FINE = ("So sorry! We look for it now.", "So sorry, your parcel is found.", "So sorry, it comes.")
LEAKS = (
    "Write to mira@example.com.",
    "Is ｍｉｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ yours?",
    "mira @ example . com",
)
NOBODY_ASKS = "name: Plain"
ASKS = "approvals: [{name: Agents, roles: [agent], by: [agent, lead, owner]}]"
ASKS_TWO = "approvals: [{name: All, by: [agent, lead, owner], people: 2}]"
FORBIDS = 'words: {never: [{words: parcel, because: "Say what it is.", level: block}]}'


@dataclass
class World:
    """A brand, its people, its network, and chance."""

    cast: Cast
    chance: random.Random
    channel: Scripted
    cases: list[Case]
    now: datetime = field(default_factory=timezone.now)
    left: int = 0

    def somebody(self) -> Actor:
        user: User = self.chance.choice([self.cast.ada, self.cast.bo, self.cast.olga])
        return self.cast.actor(user, self.chance.choice([Via.WEB, Via.API]))

    def one(self, states: str) -> Send:
        found = list(Send.objects.filter(state__in=states.split()))
        if not found:
            raise NothingThere
        return self.chance.choice(found)

    def of(self, _connection: object) -> Scripted:
        return self.channel


class NothingThere(Refusal):
    """There is nothing to do this to."""


def _say(world: World) -> None:
    later = world.chance.choice([None, world.now + timedelta(minutes=world.chance.randint(1, 30))])
    actions.say(
        by=world.somebody(),
        case=world.chance.choice(world.cases),
        kind=SayKind.PUBLIC_REPLY,
        text=world.chance.choice(FINE + LEAKS),
        request_key=str(world.chance.random()),
        now=world.now,
        at=later,
        in_bulk=world.chance.random() < 0.3,
        channel_of=world.of,
    )


def _approve(world: World) -> None:
    found = list(Approval.objects.all())
    if not found:
        raise NothingThere
    approval = world.chance.choice(found)
    approvals.approve(
        by=world.somebody(),
        approval=approval,
        seen=approval.digest,
        now=world.now,
        channel_of=world.of,
    )


def _let_go(world: World) -> None:
    send = world.one("held")
    actions.let_go(by=world.somebody(), send=send, now=world.now, channel_of=world.of)


def _reschedule(world: World) -> None:
    send = world.one("held queued")
    at = world.now + timedelta(minutes=1)
    actions.reschedule(by=world.somebody(), send=send, at=at, now=world.now, channel_of=world.of)


def _try_again(world: World) -> None:
    text = world.chance.choice([None, *LEAKS, *FINE])
    send = world.one("failed refused")
    actions.try_again(by=world.somebody(), send=send, now=world.now, text=text, channel_of=world.of)


def _send_now(world: World) -> None:
    actions.send_now(by=world.somebody(), send=world.one("queued"), now=world.now)


def _withdraw(world: World) -> None:
    actions.withdraw(by=world.somebody(), send=world.one("queued held"), now=world.now)


def _pull(world: World) -> None:
    actions.pull_brake(by=world.somebody(), reason="storm", now=world.now)


def _release(world: World) -> None:
    actions.release_brake(by=world.somebody(), now=world.now)


def _playbook(world: World) -> None:
    go_by(world.cast.brand, world.chance.choice([NOBODY_ASKS, ASKS, ASKS_TWO, FORBIDS]))


def _other_words(world: World) -> None:
    """Nobody may do this; if somebody finds a way, the yes is void."""
    send = world.one("queued held")
    Send.objects.filter(pk=send.pk).update(text=f"{FINE[0]} {world.chance.random()}")


def _hand_over(world: World) -> None:
    """A worker takes what is due: here it is seen whether it may."""
    connection = world.cases[0].connection
    claimed = claim(connection=connection, channel=world.channel, worker="w", now=world.now)
    if claimed is None:
        return
    world.left += 1
    _require_lawful(world, claimed.send)
    result = world.chance.choice(
        [Receipt(f"there-{uuid.uuid4()}"), OSError("lost"), Receipt(f"there-{uuid.uuid4()}")]
    )
    record_result(
        send_id=claimed.send.pk,
        attempt_id=claimed.attempt_id,
        result=result,
        now=world.now,
        pace=Pace(),
    )


def _require_lawful(world: World, send: Send) -> None:
    assert not queries.is_braked(world.cast.brand.pk), "it left under the brake"
    assert send.text not in LEAKS, "private data left in public"
    playbook = playbook_of(world.cast.brand.pk)
    if playbook is None:
        return
    is_forbidden = playbook.words.never and "parcel" in send.text
    assert not is_forbidden, "it left against the playbook of now"
    for rule in playbook.approvals:
        is_asked = not rule.roles or send.asked_by_id == world.cast.ada.pk
        digest = asking.digest_of_send(send)
        yes = ApprovalVote.objects.filter(
            approval__send=send, approval__digest=digest, word=Word.YES
        ).exclude(user=send.asked_by_id)
        enough = yes.values("user").distinct().count() >= rule.people
        assert enough or not is_asked, "it left without the yes that it needs"


_STEPS: tuple[Callable[[World], None], ...] = (
    *(_say,) * 5,
    *(_hand_over,) * 6,
    *(_approve,) * 4,
    *(_let_go,) * 2,
    _reschedule,
    _try_again,
    _send_now,
    _withdraw,
    _pull,
    *(_release,) * 2,
    _playbook,
    _other_words,
)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_in_whatever_order(cast: Cast, seed: int) -> None:
    connection = make_connection(cast.brand)
    cases = [make_matter(connection, name=f"Mira {n}").case for n in range(3)]
    world = World(cast, random.Random(seed), Scripted(Script()), cases)
    for _ in range(70):
        step = world.chance.choice(_STEPS)
        with contextlib.suppress(Refusal):
            step(world)
        world.now += timedelta(seconds=world.chance.randint(1, 90))
    assert world.left, "nothing left at all, so nothing was shown"
