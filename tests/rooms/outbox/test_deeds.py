"""What is done to what stands on the network: through the gate, until it is done, and never twice to see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from outbox_script import QUICK, Script, Scripted, link_of
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.audit.models import Entry
from amends.channels.base import Link
from amends.channels.contract import (
    Author,
    Capabilities,
    Deleted,
    Disconnected,
    Edited,
    Outgoing,
    Receipt,
    Refused,
    Said,
    ThreadKind,
    ThreadRef,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case, CaseEvent, CaseState, Message, MessageVersion
from amends.outbox import actions, queries
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.do_deeds import do_deed
from amends.outbox.models import Deed, DeedState, Lane
from amends.outbox.rules.deeds import DeedKind
from amends.refusals import NotFound, Refusal
from amends.staff.rules import RIGHTS, Actor, Role, Via
from cast import NOON, Cast, Matter, make_brand

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Doer(Scripted):
    """A network that does what it is asked, unless it is told to fail."""

    capabilities: ClassVar[Capabilities] = replace(
        Scripted.capabilities, edits=True, deletes=True, hides=True, likes=True
    )

    def __init__(self) -> None:
        super().__init__(Script())
        self.done: list[tuple[str, str]] = []
        self.troubles: list[Exception] = []

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        self._do("edit", external_id)
        return Receipt(external_id, sent_at=NOON + 5 * MINUTE)

    def delete(self, link: Link, external_id: str, thread: str) -> None:
        self._do("delete", external_id)

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:
        self._do("hide" if hidden else "show", external_id)

    def like(self, link: Link, external_id: str, thread: str) -> None:
        self._do("like", external_id)

    def _do(self, what: str, external_id: str) -> None:
        self.done.append((what, external_id))
        if self.troubles:
            raise self.troubles.pop(0)


@pytest.fixture
def network() -> Doer:
    return Doer()


@pytest.fixture
def ours(matter: Matter) -> Message:
    """Our answer, which stands on the network."""
    Case.objects.filter(pk=matter.case.pk).update(
        state=CaseState.WAITING_CUSTOMER, state_since=NOON + MINUTE, last_out_at=NOON + MINUTE
    )
    return Message.objects.create(
        brand=matter.case.brand,
        connection=matter.message.connection,
        thread=matter.thread,
        case=matter.case,
        direction="out",
        is_public=True,
        external_id="ours-1",
        text="Sorry!",
        sent_at=NOON + MINUTE,
        received_at=NOON + MINUTE,
    )


@pytest.fixture
def ask(network: Doer, cast: Cast) -> Callable[..., Deed]:
    def asked(message: Message, kind: DeedKind, **more: object) -> Deed:
        values: dict[str, Any] = {"by": cast.actor(cast.bo), "now": NOON}
        values["channel_of"] = lambda _: network
        return actions.ask_deed(message=message, kind=kind, **{**values, **more})

    return asked


def work(network: Doer, deed: Deed, now: datetime = NOON + 5 * MINUTE) -> Deed:
    courier = Courier(
        "tester", channel_of=lambda _: network, link_of=link_of, clock=lambda: now, pace=QUICK
    )
    do_deed(deed_id=deed.pk, courier=courier)
    deed.refresh_from_db()
    return deed


def test_an_edit_changes_the_words_and_keeps_the_old(
    network: Doer, ours: Message, ask: Callable[..., Deed]
) -> None:
    deed = ask(ours, DeedKind.EDIT, text="Sorry, Mira!")
    assert deed.state == DeedState.QUEUED
    assert ProcrastinateJob.objects.filter(task_name="outbox.do_deed").count() == 1
    assert ask(ours, DeedKind.EDIT, text="Sorry, Mira!").pk == deed.pk
    assert work(network, deed).state == DeedState.DONE
    ours.refresh_from_db()
    assert (ours.text, ours.edited_at) == ("Sorry, Mira!", NOON + 5 * MINUTE)
    assert [each.text for each in ours.versions.all()] == ["Sorry!"]
    assert network.done == [("edit", "ours-1")]
    actions_kept = set(Entry.objects.values_list("action", flat=True))
    assert {"outbox.edit", "outbox.edit_done"} <= actions_kept


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("seconds", [-2, 0, 2])
def test_what_the_network_tells_of_it_doubles_nothing(
    network: Doer, ours: Message, ask: Callable[..., Deed], seconds: int, *, early: bool
) -> None:
    thread = ThreadRef(ours.thread.external_id, ThreadKind.POST, is_public=True)  # type: ignore[union-attr]
    said = Said("ours-1", thread, Author("brand"), "Sorry, Mira!", ours.sent_at, own=True)
    at = NOON + 5 * MINUTE + timedelta(seconds=seconds)
    deed = ask(ours, DeedKind.EDIT, text="Sorry, Mira!")
    if early:
        take_in(connection=ours.connection, items=[Edited(said, at)], now=at)
    work(network, deed)
    take_in(connection=ours.connection, items=[Edited(said, at)], now=at)
    ours.refresh_from_db()
    assert ours.text == "Sorry, Mira!"
    assert [each.text for each in MessageVersion.objects.filter(message=ours)] == ["Sorry!"]


def test_what_is_taken_back_leaves_the_customer_waiting(
    network: Doer, matter: Matter, ours: Message, ask: Callable[..., Deed]
) -> None:
    work(network, ask(ours, DeedKind.DELETE))
    ours.refresh_from_db()
    matter.case.refresh_from_db()
    assert ours.deleted_at == NOON + 5 * MINUTE
    assert (matter.case.state, matter.case.state_since) == (CaseState.NEEDS_ANSWER, NOON)
    take_in(connection=ours.connection, items=[Deleted("ours-1", NOON + 6 * MINUTE)], now=NOON)
    ours.refresh_from_db()
    assert ours.deleted_at == NOON + 5 * MINUTE


def test_an_answer_that_was_lost_is_asked_for_again(
    network: Doer, matter: Matter, ask: Callable[..., Deed]
) -> None:
    network.troubles = [Unknown("cut"), Unreachable("away")]
    deed = work(network, ask(matter.message, DeedKind.LIKE))
    assert (deed.state, deed.tries) == (DeedState.QUEUED, 1)
    assert ProcrastinateJob.objects.filter(scheduled_at__gt=NOON).count() == 1
    later = NOON + 60 * MINUTE
    assert work(network, deed, later).state == DeedState.QUEUED
    assert work(network, deed, later + 60 * MINUTE).state == DeedState.DONE
    assert len(network.done) == 3


def test_after_many_lost_answers_nobody_claims_to_know(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    network.troubles = [Unknown("cut")] * QUICK.most_tries
    deed = ask(matter.message, DeedKind.LIKE)
    for _ in range(QUICK.most_tries):
        deed = work(network, deed)
    assert deed.state == DeedState.UNKNOWN
    [told] = queries.unsettled_told(cast.brand.pk, first_of=cast.bo.pk, limit=9)
    assert (told.deed, told.state, told.case_id) == ("like", "unknown", deed.case_id)
    again = actions.put_deed_away(by=cast.actor(cast.bo), deed=deed, now=NOON)
    assert again.state == DeedState.PUT_AWAY
    assert queries.unsettled_told(cast.brand.pk, first_of=cast.bo.pk, limit=9) == []


@pytest.mark.parametrize(
    ("trouble", "state"),
    [(Refused("Too old."), DeedState.REFUSED), (Disconnected("Gone."), DeedState.HELD)],
)
def test_a_no_is_told(
    network: Doer, ours: Message, ask: Callable[..., Deed], trouble: Exception, state: DeedState
) -> None:
    network.troubles = [trouble]
    deed = work(network, ask(ours, DeedKind.DELETE))
    assert (deed.state, bool(deed.trouble)) == (state, True)
    ours.refresh_from_db()
    assert ours.deleted_at is None


def test_a_network_that_asks_for_quiet_is_left_in_peace(
    network: Doer, matter: Matter, ask: Callable[..., Deed]
) -> None:
    network.troubles = [Throttled(wait=timedelta(minutes=30))]
    deed = work(network, ask(matter.message, DeedKind.LIKE))
    assert (deed.state, deed.tries) == (DeedState.QUEUED, 0)
    assert Lane.objects.get().wait_until == NOON + 35 * MINUTE
    work(network, deed, NOON + 34 * MINUTE)
    assert len(network.done) == 1
    assert work(network, deed, NOON + 35 * MINUTE).state == DeedState.DONE


def test_the_brake_holds_deeds_too(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(matter.message, DeedKind.LIKE)
    actions.pull_brake(by=cast.actor(cast.bo), reason="fire", now=NOON)
    assert work(network, deed).state == DeedState.HELD
    shown = ask(matter.message, DeedKind.SHOW)
    assert (shown.state, "fire" in shown.trouble) == (DeedState.HELD, True)
    assert network.done == []
    actions.release_brake(by=cast.actor(cast.bo), now=NOON)
    assert actions.try_deed_again(by=cast.actor(cast.bo), deed=deed, now=NOON).state == "queued"
    assert work(network, deed).state == DeedState.DONE


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        (DeedKind.EDIT, {"text": " "}, "empty"),
        (DeedKind.EDIT, {"text": "Sorry!"}, "same"),
        (DeedKind.EDIT, {"text": "Dear {customer.first_name}"}, "unresolved-variable"),
        (DeedKind.EDIT, {"text": "x" * 101}, "too-long"),
        (DeedKind.EDIT, {"text": "Sorry! Write to mira@example.com"}, "playbook"),
        (DeedKind.LIKE, {}, "not-ours"),
        (DeedKind.HIDE, {"reason": "?", "ground": "spam"}, "not-ours"),
    ],
)
def test_the_gate_stops_a_deed(
    ours: Message, ask: Callable[..., Deed], kind: DeedKind, more: dict[str, str], code: str
) -> None:
    with pytest.raises(NotThroughTheGate) as refused:
        ask(ours, kind, **more)
    assert refused.value.code == code
    assert not Deed.objects.exists()


def test_what_does_not_stand_there_is_left_alone(ours: Message, ask: Callable[..., Deed]) -> None:
    Message.objects.filter(pk=ours.pk).update(deleted_at=NOON)
    with pytest.raises(NotThroughTheGate) as refused:
        ask(ours, DeedKind.DELETE)
    assert refused.value.code == "not-there"


def test_a_network_without_the_deed_refuses_it(
    matter: Matter, ours: Message, connection: Connection, ask: Callable[..., Deed]
) -> None:
    plain = Scripted(Script())
    for message, kind in ((ours, DeedKind.EDIT), (ours, DeedKind.DELETE), (matter.message, "like")):
        with pytest.raises(NotThroughTheGate) as refused:
            ask(message, DeedKind(kind), text="Other", channel_of=lambda _: plain)
        assert refused.value.code == "network-cannot"
    Connection.objects.filter(pk=connection.pk).update(state="paused")
    with pytest.raises(NotThroughTheGate):
        ask(matter.message, DeedKind.LIKE)


def test_other_words_wait_for_the_first(ours: Message, ask: Callable[..., Deed]) -> None:
    ask(ours, DeedKind.EDIT, text="One")
    with pytest.raises(Refusal, match="with other words"):
        ask(ours, DeedKind.EDIT, text="Two")


def test_another_brands_message_is_not_there(matter: Matter, ask: Callable[..., Deed]) -> None:
    stranger = Actor(make_brand("Other").pk, RIGHTS[Role.OWNER], Via.WEB)
    with pytest.raises(NotFound):
        ask(matter.message, DeedKind.LIKE, by=stranger)
    deed = ask(matter.message, DeedKind.LIKE)
    with pytest.raises(NotFound):
        actions.put_deed_away(by=stranger, deed=deed, now=NOON)


def _told(matter: Matter) -> list[tuple[str, dict[str, object]]]:
    told = CaseEvent.objects.filter(case=matter.case, kind__startswith="deed").order_by("pk")
    return [(event.kind, event.facts) for event in told]


def test_the_case_tells_who_did_what(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(matter.message, DeedKind.LIKE, reason="A kind word.")
    work(network, deed)
    facts = {
        "deed": deed.pk,
        "message": matter.message.pk,
        "what": "like",
        "reason": "A kind word.",
    }
    assert _told(matter) == [("deed_asked", facts), ("deed_done", facts)]
    done = CaseEvent.objects.get(kind="deed_done")
    assert (done.by_id, done.at) == (cast.bo.pk, NOON + 5 * MINUTE)


@pytest.mark.parametrize(
    ("trouble", "ended"), [(Refused("Mira said: too old."), "refused"), (Disconnected("x"), "held")]
)
def test_the_case_tells_how_it_ended(
    network: Doer, matter: Matter, ask: Callable[..., Deed], trouble: Exception, ended: str
) -> None:
    network.troubles = [trouble]
    deed = work(network, ask(matter.message, DeedKind.LIKE))
    by = Actor(deed.brand_id, RIGHTS[Role.LEAD], Via.WEB, user_id=deed.asked_by_id)
    actions.put_deed_away(by=by, deed=deed, now=NOON)
    kinds = [kind for kind, _ in _told(matter)]
    assert kinds == ["deed_asked", "deed_stopped", "deed_put_away"]
    stopped = _told(matter)[1][1]
    assert (stopped["ended"], "Mira" in str(stopped)) == (ended, False)
    assert Entry.objects.filter(action=f"outbox.like_{ended}").count() == 1
