"""Moderation: only of a class, with a reason and a second person, and never forgotten; edits wait, too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, transaction
from outbox_script import QUICK, Script, Scripted, link_of

from amends.audit.models import Entry
from amends.channels.base import Link
from amends.channels.contract import Capabilities, Outgoing, Receipt
from amends.inbox.actions.erase import erase_person
from amends.inbox.models import Identity, Message, Person
from amends.outbox import actions, queries
from amends.outbox.actions import NotThroughTheGate, approvals, moderation
from amends.outbox.actions.change import NeedsALook
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.do_deeds import do_deed
from amends.outbox.models import Approval, Decision, Deed, DeedState, Moderation
from amends.outbox.rules.deeds import DeedKind
from amends.refusals import NotAllowed
from amends.staff.rules import Via, system
from books import go_by
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
THREAT = "I know where you live. I will burn your shop down."
CRITICISM = "You are thieves! My parcel never arrived and nobody answers."
HOUR = timedelta(hours=1)


class Doer(Scripted):
    """A network that does what it is asked."""

    capabilities: ClassVar[Capabilities] = replace(
        Scripted.capabilities, edits=True, deletes=True, hides=True, removes=True, likes=True
    )

    def __init__(self) -> None:
        super().__init__(Script())
        self.done: list[str] = []

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        self.done.append("edit")
        return Receipt(external_id)

    def delete(self, link: Link, external_id: str, thread: str) -> None:
        self.done.append("delete")

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:
        self.done.append("hide" if hidden else "show")

    def like(self, link: Link, external_id: str, thread: str) -> None:
        self.done.append("like")


@pytest.fixture
def network() -> Doer:
    return Doer()


@pytest.fixture
def ask(network: Doer, cast: Cast) -> Callable[..., Deed]:
    """Bo, a lead, wants something done; a threat, unless the test says otherwise."""

    def asked(message: Message, kind: DeedKind = DeedKind.HIDE, **more: Any) -> Deed:
        values: dict[str, Any] = {
            "by": cast.actor(cast.bo),
            "now": NOON,
            "reason": "It threatens our people.",
            "ground": "threat",
            "channel_of": lambda _: network,
        }
        return actions.ask_deed(message=message, kind=kind, **{**values, **more})

    return asked


def says(matter: Matter, text: str) -> Message:
    Message.objects.filter(pk=matter.message.pk).update(text=text)
    matter.message.refresh_from_db()
    return matter.message


def work(network: Doer, deed: Deed) -> Deed:
    courier = Courier(
        "tester", channel_of=lambda _: network, link_of=link_of, clock=lambda: NOON, pace=QUICK
    )
    do_deed(deed_id=deed.pk, courier=courier)
    deed.refresh_from_db()
    return deed


def approve(cast: Cast, deed: Deed, network: Doer, who: str = "olga") -> Deed:
    approval = Approval.objects.get(deed=deed, state="waiting")
    said = approvals.approve(
        by=cast.actor(getattr(cast, who)),
        approval=approval,
        seen=approval.digest,
        now=NOON,
        channel_of=lambda _: network,
    )
    assert isinstance(said, Deed)
    return said


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        (CRITICISM, {}, "criticism"),
        (CRITICISM, {"ground": "hate", "marked": "thieves"}, "criticism"),
        (CRITICISM, {"ground": "spam"}, "criticism"),
        (CRITICISM, {"ground": "law", "reason": "Rude.", "marked": "thieves"}, "no-law"),
        (CRITICISM, {"ground": "law", "reason": "Libel, § 187 StGB"}, "no-evidence"),
        (THREAT, {"ground": ""}, "no-ground"),
        (THREAT, {"ground": "I dislike it"}, "no-ground"),
        (THREAT, {"reason": " "}, "no-reason"),
        (THREAT, {"marked": "something else"}, "other-words"),
        ("Hmm, well then.", {}, "no-evidence"),
    ],
)
@pytest.mark.parametrize("kind", [DeedKind.HIDE, DeedKind.REMOVE])
def test_what_is_of_no_class_stays_in_sight(
    matter: Matter,
    ask: Callable[..., Deed],
    *,
    kind: DeedKind,
    text: str,
    more: dict[str, str],
    code: str,
) -> None:
    with pytest.raises(NotThroughTheGate) as refused:
        ask(says(matter, text), kind, **more)
    assert refused.value.code == code
    assert not Deed.objects.exists()
    assert not Moderation.objects.exists()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (THREAT, {}),
        ("Stirb endlich. Ich weiß, wo du wohnst!", {}),
        ("Rückruf an Mira: 07700 900123", {"ground": "private"}),
        ("Make $900 a day from home, check out my page", {"ground": "spam"}),
        ("Zrobię ci krzywdę", {"marked": "zrobię ci krzywdę"}),
        (CRITICISM, {"ground": "law", "reason": "Libel, § 187 StGB", "marked": "thieves"}),
    ],
)
def test_what_is_of_a_class_waits_for_a_second_person(
    network: Doer, matter: Matter, ask: Callable[..., Deed], text: str, more: dict[str, str]
) -> None:
    deed = ask(says(matter, text), **more)
    assert (deed.state, deed.held_by) == (DeedState.HELD, "approval")
    assert work(network, deed).state == DeedState.HELD
    assert network.done == []


def test_a_second_person_and_nobody_else_lets_it_happen(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(says(matter, THREAT))
    with pytest.raises(approvals.OwnWords):
        approve(cast, deed, network, "bo")
    with pytest.raises(NotAllowed):
        approve(cast, deed, network, "ada")
    with pytest.raises(NotThroughTheGate):
        actions.try_deed_again(
            by=cast.actor(cast.bo), deed=deed, now=NOON, channel_of=lambda _: network
        )
    assert approve(cast, deed, network).state == DeedState.QUEUED
    assert work(network, deed).state == DeedState.DONE
    assert network.done == ["hide"]
    kept = Moderation.objects.get()
    assert (kept.decision, kept.asked_by, kept.decided_by) == (
        Decision.ALLOWED,
        cast.bo,
        cast.olga,
    )
    assert kept.done_at == NOON
    assert Entry.objects.get(action="outbox.hide").facts["ground"] == "threat"


def test_a_programs_wish_takes_two_people(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(says(matter, THREAT), by=system(cast.brand.pk))
    assert approve(cast, deed, network, "bo").state == DeedState.HELD
    assert approve(cast, deed, network, "olga").state == DeedState.QUEUED


def test_hiding_is_for_leads(matter: Matter, ask: Callable[..., Deed], cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        ask(says(matter, THREAT), by=cast.actor(cast.ada))


def test_no_is_written_down_with_its_reason(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(says(matter, THREAT))
    approval = Approval.objects.get()
    approvals.give_back(
        by=cast.actor(cast.olga), approval=approval, comment="Only anger.", now=NOON
    )
    kept = Moderation.objects.get()
    assert (kept.decision, kept.comment) == (Decision.RETURNED, "Only anger.")
    assert work(network, deed).state == DeedState.PUT_AWAY
    assert network.done == []


def test_the_words_and_what_stood_around_them_stay(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    message = says(matter, THREAT)
    for minutes, text in ((-5, "Our offer of the day!"), (5, "Calm down, people.")):
        Message.objects.create(
            brand=cast.brand,
            connection=message.connection,
            thread=message.thread,
            direction="out",
            is_public=True,
            text=text,
            sent_at=NOON + timedelta(minutes=minutes),
            received_at=NOON,
        )
    deed = ask(message, DeedKind.REMOVE)
    approve(cast, deed, network)
    work(network, deed)
    assert network.done == ["delete"]
    message.refresh_from_db()
    assert message.deleted_at == NOON
    kept = Moderation.objects.get()
    assert kept.text == THREAT
    assert kept.sha256 == hashlib.sha256(THREAT.encode()).hexdigest()
    assert [each["text"] for each in kept.context] == [
        "Our offer of the day!",
        "Calm down, people.",
    ]


def test_whoever_asks_to_be_forgotten_is(
    matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    other = Person.objects.create(brand=cast.brand, name="Jo", created_at=NOON)
    jo = Identity.objects.create(
        brand=cast.brand, person=other, realm="demo", external_id="jo", name="Jo", created_at=NOON
    )
    message = says(matter, THREAT)
    Message.objects.create(
        brand=cast.brand,
        connection=message.connection,
        thread=message.thread,
        identity=jo,
        direction="in",
        is_public=True,
        external_id="jo-1",
        text="That is not nice.",
        sent_at=NOON - HOUR,
        received_at=NOON,
    )
    ask(message)
    for name in ("jo", matter.identity.external_id):
        names = {"connection": message.connection, "external_ids": [name]}
        moderation.forget(**names, now=NOON)
        erase_person(**names, code="c", now=NOON)
    kept = Moderation.objects.get()
    assert (kept.text, kept.author, kept.sha256, kept.erased_at) == ("", "", "", NOON)
    assert (kept.ground, kept.reason) == ("threat", "It threatens our people.")
    assert [(each["who"], each["text"]) for each in kept.context] == [("", "")]


def test_what_is_shown_again_no_longer_counts(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(says(matter, THREAT))
    approve(cast, deed, network)
    work(network, deed)
    assert queries.hidden_counts(cast.brand.pk, NOON - HOUR) == {"threat": 1}
    work(network, ask(matter.message, DeedKind.SHOW))
    assert queries.hidden_counts(cast.brand.pk, NOON - HOUR) == {}
    assert network.done == ["hide", "show"]


def test_words_that_changed_since_are_looked_at_anew(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(says(matter, THREAT))
    says(matter, "Sorry, I was angry.")
    with pytest.raises(approvals.OtherWords):
        approve(cast, deed, network)
    says(matter, THREAT)
    approve(cast, deed, network)
    says(matter, CRITICISM)
    assert work(network, deed).state == DeedState.HELD
    assert network.done == []


def test_the_database_knows_that_it_takes_two(matter: Matter, ask: Callable[..., Deed]) -> None:
    ask(says(matter, THREAT))
    with pytest.raises(IntegrityError), transaction.atomic():
        Moderation.objects.update(done_at=NOON)


# --------------------------------------------------------------------------------------- edits


@pytest.fixture
def ours(matter: Matter) -> Message:
    """Our answer, which stands on the network."""
    return Message.objects.create(
        brand=matter.case.brand,
        connection=matter.message.connection,
        thread=matter.thread,
        case=matter.case,
        direction="out",
        is_public=True,
        external_id="ours-1",
        text="Sorry!",
        sent_at=NOON,
        received_at=NOON,
    )


def test_other_words_in_an_answer_wait_as_an_answer_does(
    network: Doer, ours: Message, ask: Callable[..., Deed], cast: Cast
) -> None:
    go_by(cast.brand, "approvals: [{name: New, roles: [agent], by: [lead]}]")
    deed = ask(ours, DeedKind.EDIT, text="So sorry, Mira!", by=cast.actor(cast.ada))
    assert (deed.state, deed.held_by) == (DeedState.HELD, "approval")
    assert work(network, deed).state == DeedState.HELD
    approve(cast, deed, network, "bo")
    assert work(network, deed).state == DeedState.DONE
    assert network.done == ["edit"]


def test_an_edit_that_waited_is_held_to_the_playbook_of_now(
    network: Doer, ours: Message, ask: Callable[..., Deed], cast: Cast
) -> None:
    deed = ask(ours, DeedKind.EDIT, text="So sorry, your parcel comes!")
    go_by(cast.brand, 'words: {never: [{words: parcel, because: "Say what.", level: block}]}')
    assert work(network, deed).state == DeedState.HELD
    assert network.done == []


def test_other_words_in_a_post_are_linted_too(ours: Message, ask: Callable[..., Deed]) -> None:
    Message.objects.filter(pk=ours.pk).update(case=None)
    with pytest.raises(NotThroughTheGate):
        ask(ours, DeedKind.EDIT, text="Write to mira@example.com")


def test_no_program_lets_go_what_the_brake_held(
    network: Doer, matter: Matter, ask: Callable[..., Deed], cast: Cast
) -> None:
    bo = cast.actor(cast.bo)
    actions.pull_brake(by=bo, reason="fire", now=NOON)
    deed = ask(matter.message, DeedKind.LIKE)
    actions.release_brake(by=bo, now=NOON)
    with pytest.raises(NeedsALook):
        actions.try_deed_again(
            by=cast.actor(cast.bo, Via.API), deed=deed, now=NOON, channel_of=lambda _: network
        )
