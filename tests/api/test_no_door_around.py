"""No sequence of calls to the API, presses in the web and answers to many gets anything past the gate.

What leaves is looked at where a worker takes it: not under the brake, nothing private in public, with
every yes that the playbook of now wants. What is done to words on the network likewise.
"""

from __future__ import annotations

import contextlib
import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from program import MakeProgram, Program

from amends.bulk import actions as bulk
from amends.bulk.models import Run
from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.contract import Capabilities, Outgoing, Receipt, Secrets
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.outbox import queries
from amends.outbox.actions import asking
from amends.outbox.actions.claim import claim
from amends.outbox.actions.deliver import Courier, record_result
from amends.outbox.actions.do_deeds import do_deed
from amends.outbox.models import Approval, ApprovalVote, Deed, Send, Word
from amends.outbox.rules import Pace
from amends.playbook.queries import playbook_of
from amends.refusals import Refusal
from amends.staff.models import User
from books import go_by
from cast import Cast, make_connection, make_matter

pytestmark = pytest.mark.django_db
FINE = ("So sorry! We look for it now.", "So sorry, your parcel is found.", "So sorry, it comes.")
LEAKS = ("Write to mira@example.com.", "Is ｍｉｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ yours?")
CRITICISM, THREAT = "My parcel never arrived, worst shop!", "I know where you live."
BOOKS = (
    "name: Plain",
    "approvals: [{name: Agents, roles: [agent, lead], by: [agent, lead, owner]}]",
    "approvals: [{name: All, by: [agent, lead, owner], people: 2}]",
    'words: {never: [{words: parcel, because: "Say what it is.", level: block}]}',
)


@dataclass
class World:
    """A brand, the doors to it, and chance."""

    cast: Cast
    chance: random.Random
    programs: list[Program]
    browsers: list[Client]
    cases: list[Case]
    left: int = 0
    done: list[str] = field(default_factory=list)

    def by_api(self, method: str, path: str, body: Any = None) -> None:
        key = {"Idempotency-Key": str(self.chance.random())}
        self.chance.choice(self.programs).call(method, path, body, **key)

    def by_web(self, name: str, *parts: object, **form: str) -> None:
        path = reverse(name, args=[self.cast.brand.slug, *parts])
        self.chance.choice(self.browsers).post(path, form, headers={"HX-Request": "true"})

    def words(self) -> str:
        return self.chance.choice(FINE + LEAKS)

    def case(self) -> Case:
        return self.chance.choice(self.cases)

    def some(self, model: type[Any], **asked: object) -> Any:
        found = list(model.objects.filter(**asked).order_by("pk"))
        return self.chance.choice(found) if found else None


class Network(Demo):
    """A network that does everything, and looks whether it may before it does."""

    capabilities: ClassVar[Capabilities] = replace(Demo.capabilities, removes=True)

    def __init__(self, world: World, deed: Deed) -> None:
        super().__init__()
        self._world, self._deed = world, deed

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        assert outgoing.text not in LEAKS
        self._look()
        return Receipt(external_id)

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:
        self._look()
        if hidden:
            self._look_at_hiding()

    def delete(self, link: Link, external_id: str, thread: str) -> None:
        self._look()
        if self._deed.kind == "remove":
            self._look_at_hiding()

    def like(self, link: Link, external_id: str, thread: str) -> None:
        self._look()

    def _look(self) -> None:
        assert not queries.is_braked(self._world.cast.brand.pk), "done under the brake"
        playbook = playbook_of(self._world.cast.brand.pk)
        if self._deed.kind == "edit" and playbook is not None:
            for rule in playbook.approvals:
                _require_yeses(self._deed, rule.roles, rule.people)
        self._world.done.append(self._deed.kind)

    def _look_at_hiding(self) -> None:
        assert self._deed.message.text == THREAT, "criticism was hidden"
        assert _yeses(self._deed) >= 1, "hidden by one person"


def _yeses(about: Send | Deed) -> int:
    of = {"approval__deed" if isinstance(about, Deed) else "approval__send": about}
    votes = ApprovalVote.objects.filter(
        **of, word=Word.YES, approval__digest=asking.digest_about(about)
    )
    return votes.exclude(user=about.asked_by_id).values("user").distinct().count()


def _require_yeses(about: Send | Deed, roles: tuple[str, ...], people: int) -> None:
    author = about.asked_by.memberships.get() if about.asked_by else None
    if not roles or author is None or author.role in roles:
        assert _yeses(about) >= people, "without the yes that it needs"


# ------------------------------------------------------------------------------------ what is tried


def _say_by_api(world: World) -> None:
    body = {"kind": "public_reply", "text": world.words()}
    world.by_api("POST", f"/cases/{world.case().pk}/replies", body)


def _say_in_the_web(world: World) -> None:
    told = {"kind": "public", "text": world.words(), "request_key": str(world.chance.random())}
    world.by_web("say", world.case().pk, **told)


def _say_to_many(world: World) -> None:
    """In the web as a person does it: choose, word, begin; and the worker's part between."""
    browser, brand = world.chance.choice(world.browsers), world.cast.brand
    chosen = {"do": "answer", "case": [str(case.pk) for case in world.cases]}
    browser.post(reverse("choose", args=[brand.slug, "needs-answer"]), chosen)
    run = Run.objects.filter(brand=brand).latest("pk")
    told = {"text": world.words(), "where": "public"}
    browser.post(reverse("run-words", args=[brand.slug, run.pk]), told)
    while bulk.judge(run_id=run.pk, limit=10, now=timezone.now()):
        pass
    browser.post(reverse("run-turn", args=[brand.slug, run.pk, "begin"]))
    bulk.work(run_id=run.pk, limit=10, clock=timezone.now)


def _say_to_the_rest(world: World) -> None:
    """A run that the brake paused, or in which something was refused, goes on."""
    run = world.some(Run)
    if run is not None:
        for browser in world.browsers:
            browser.post(reverse("run-turn", args=[world.cast.brand.slug, run.pk, "go-on"]))
        bulk.work(run_id=run.pk, limit=10, clock=timezone.now)


def _do_to_a_send(world: World) -> None:
    send = world.some(Send)
    if send is None:
        return
    verb = world.chance.choice(["let-go", "send-now", "withdraw", "try-again", "drop"])
    bodies: Mapping[str, Any] = {"try-again": {"text": world.words()}, "drop": {"reason": "No"}}
    if world.chance.random() < 0.5:
        world.by_api("POST", f"/replies/{send.pk}/{verb}", bodies.get(verb))
    else:
        world.by_web("send", send.pk, verb, text=world.words())


def _approve(world: World) -> None:
    approval = world.some(Approval)
    if approval is None:
        return
    if world.chance.random() < 0.5:
        world.by_api("POST", f"/approvals/{approval.pk}/approve", {"digest": approval.digest})
    else:
        world.by_web("approve", approval.pk, seen=approval.digest)


def _ask_deed(world: World) -> None:
    message = world.some(Message, external_id__isnull=False)
    kind = world.chance.choice(["edit", "edit", "hide", "hide", "remove", "show", "like"])
    told = {"reason": "It threatens our people.", "ground": "threat", "text": world.words()}
    if world.chance.random() < 0.5:
        world.by_api("POST", f"/messages/{message.pk}/deeds", {"kind": kind, **told})
    else:
        world.by_web("deed-ask", message.pk, kind, **told)


def _deed_again(world: World) -> None:
    deed = world.some(Deed)
    if deed is None:
        return
    if world.chance.random() < 0.5:
        world.by_api("POST", f"/deeds/{deed.pk}/try-again")
    else:
        world.by_web("deed", deed.pk, "try-again")


def _brake(world: World) -> None:
    verb = world.chance.choice(["pull", "release", "release"])
    if world.chance.random() < 0.5:
        world.by_api("POST", f"/brake/{verb}", {"reason": "storm"} if verb == "pull" else None)
    else:
        world.by_web(f"brake-{verb}", reason="storm")


def _playbook(world: World) -> None:
    go_by(world.cast.brand, world.chance.choice(BOOKS))


# --------------------------------------------------------------------------------- what is looked at


def _hand_over(world: World) -> None:
    """A worker takes what is due, an hour later: here it is seen whether it may."""
    now = timezone.now() + timedelta(hours=1)
    claimed = claim(connection=world.cases[0].connection, channel=Demo(), worker="w", now=now)
    if claimed is None:
        return
    send = claimed.send
    world.left += 1
    assert not queries.is_braked(world.cast.brand.pk), "it left under the brake"
    assert send.text not in LEAKS, "private data left in public"
    playbook = playbook_of(world.cast.brand.pk)
    if playbook is not None:
        assert not (playbook.words.never and "parcel" in send.text), "against the playbook of now"
        for rule in playbook.approvals:
            _require_yeses(send, rule.roles, rule.people)
    receipt = Receipt(f"there-{uuid.uuid4()}")
    record_result(
        send_id=send.pk, attempt_id=claimed.attempt_id, result=receipt, now=now, pace=Pace()
    )


def _have_done(world: World) -> None:
    for deed in Deed.objects.filter(state__in=["queued", "doing"]).select_related("message"):
        network = Network(world, deed)
        courier = Courier(
            "w",
            channel_of=lambda _, its=network: its,
            link_of=_link,
            clock=timezone.now,
        )
        do_deed(deed_id=deed.pk, courier=courier)
        deed.refresh_from_db()
        assert deed.state != "failed", deed.trouble


def _link(_connection: Connection) -> Link:
    nowhere: Any = None
    return Link(settings={}, secrets=Secrets(), transports=nowhere)


_STEPS: tuple[Callable[[World], None], ...] = (
    *(_say_by_api,) * 2,
    *(_say_in_the_web,) * 2,
    _say_to_many,
    _say_to_the_rest,
    *(_hand_over,) * 6,
    *(_approve,) * 5,
    *(_do_to_a_send,) * 3,
    *(_ask_deed,) * 4,
    *(_have_done,) * 3,
    _deed_again,
    *(_brake,) * 2,
    _playbook,
)


@pytest.fixture
def browser(cast: Cast) -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_through_whichever_door(
    cast: Cast, make_program: MakeProgram, browser: Callable[[User], Client], seed: int
) -> None:
    connection = make_connection(cast.brand)
    matters = [make_matter(connection, name=f"Mira {n}") for n in range(3)]
    Message.objects.filter(pk=matters[0].message.pk).update(text=THREAT)
    Message.objects.filter(pk=matters[1].message.pk).update(text=CRITICISM)
    world = World(
        cast,
        random.Random(seed),
        [make_program(user=user) for user in (cast.bo, cast.olga)],
        [browser(user) for user in (cast.ada, cast.bo, cast.olga)],
        [each.case for each in matters],
    )
    for _ in range(60):
        with contextlib.suppress(Refusal):
            world.chance.choice(_STEPS)(world)
    assert world.left, "nothing left at all, so nothing was shown"
    assert world.done, "nothing was done at all, so nothing was shown"
