from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.test import Client
from django.utils import timezone

from amends.channels.contract import ChannelError, Refused, Unknown, Unreachable
from amends.channels.plain import signing
from amends.channels.queries import transports
from amends.channels.transports.mail import MailServer, Security, SmtpSession
from amends.refusals import Invalid
from amends.staff.rules import system
from amends.status.actions import subscribe
from amends.status.actions.announce import Word, announce
from amends.status.actions.deliver import Door, claim, deliver, recover
from amends.status.actions.keep import ComponentForm, add_component, let_go
from amends.status.actions.subscribe import Wish
from amends.status.models import Component, StatusPage, Subscriber, SubscriberNotice
from amends.status.queries.marks import confirm_address, stop_address
from amends.status.rules.pace import LEASE
from amends.status.rules.states import ComponentState, EventState, NoticeState, Way
from cast import NOON, Cast
from receiver import Receiver

Say = Callable[..., Word]
MIRA = "mira@example.org"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Post:
    """A mail server: takes everything, or fails as it is told."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    faults: list[ChannelError | None] = field(default_factory=list)

    @contextmanager
    def __call__(self, server: MailServer) -> Iterator[SmtpSession]:
        yield self

    def send(self, sender: str, recipients: Sequence[str], message: bytes) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        read = message_from_bytes(message, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.taken.append((recipients[0], read))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def tell(post: Post) -> Callable[..., None]:
    """Tell everybody what is due at a moment."""

    def told(now: object = NOON, *, allowed: tuple[str, ...] = ()) -> None:
        ways = replace(transports(allowed), smtp=post, clock=lambda: now)
        server = MailServer("mail.example", 25, Security.NONE, "", "")
        door = Door(ways, server, "Desk <desk@northpost.example>")
        for way in Way:
            while ids := claim(way=way, now=door.now):
                deliver(door=door, way=way, ids=ids)

    return told


@pytest.fixture
def program() -> Iterator[Receiver]:
    with Receiver() as one:
        yield one


def _ask(page: StatusPage, address: str = MIRA, way: Way = Way.MAIL, **fields: object) -> str:
    wish = Wish(way, address, **{"language": "en", **fields})  # type: ignore[arg-type]
    return subscribe.ask(page=page, wish=wish, now=NOON)


def _subscribed(page: StatusPage, address: str = MIRA, **fields: object) -> Subscriber:
    _ask(page, address, **fields)
    subscriber = Subscriber.objects.get(address=address)
    subscribe.confirm(subscriber=subscriber, now=NOON)
    SubscriberNotice.objects.all().delete()
    subscriber.refresh_from_db()
    return subscriber


def _announce(cast: Cast, word: Word) -> None:
    announce(by=system(cast.brand.pk), brand=cast.brand, reference="i:1", word=word, now=NOON)


def test_nobody_is_told_before_they_confirmed(
    cast: Cast,
    page: StatusPage,
    *,
    post: Post,
    tell: Callable[..., None],
    word: Say,
    client: Client,
) -> None:
    form = {"address": MIRA, "way": "mail", "language": "de"}
    answer = client.post("/status/northpost/subscribe/", form)
    assert "Noch ein Schritt" in answer.content.decode()
    asked = Subscriber.objects.get()
    Subscriber.objects.update(asked_at=NOON)
    SubscriberNotice.objects.update(due_at=NOON)
    _announce(cast, word())
    tell()
    [(to, mail)] = post.taken
    assert to == MIRA
    assert "auf dem Laufenden" in mail["Subject"]
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_opening_the_link_is_not_enough_the_button_is(page: StatusPage, client: Client) -> None:
    subscribe.ask(page=page, wish=Wish(Way.MAIL, MIRA, "en"), now=timezone.now())
    subscriber = Subscriber.objects.get()
    address = confirm_address(subscriber).removeprefix("http://testserver")
    shown = client.get(address)
    subscriber.refresh_from_db()
    assert "Is it you?" in shown.content.decode()
    assert subscriber.confirmed_at is None
    client.post(address)
    subscriber.refresh_from_db()
    assert subscriber.is_told


def test_an_old_link_and_one_of_nobody_are_refused(page: StatusPage, client: Client) -> None:
    _ask(page)
    subscriber = Subscriber.objects.get()
    old = confirm_address(subscriber).removeprefix("http://testserver")
    Subscriber.objects.update(asked_at=NOON + MINUTE)
    assert client.post(old).status_code == 410
    assert client.post("/status/northpost/confirm/nonsense/").status_code == 404
    assert client.post("/status/northpost/stop/nonsense/").status_code == 404


def test_news_come_in_the_readers_language_with_one_click_to_stop(
    cast: Cast,
    page: StatusPage,
    *,
    post: Post,
    tell: Callable[..., None],
    word: Say,
    client: Client,
) -> None:
    _subscribed(page, language="de")
    _announce(cast, word(next_update_at=NOON + MINUTE))
    tell()
    [(_, mail)] = post.taken
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "[Northpost status] Zahlungen scheitern: Wird untersucht"
    assert mail["From"] == "Northpost status <desk@northpost.example>"
    assert "Manche Zahlungen scheitern." in body.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<http://testserver(/status/northpost/stop/.+)>", mail["List-Unsubscribe"])
    assert link is not None
    client.post(link[1], {"List-Unsubscribe": "One-Click"})
    _announce(cast, word("update:2"))
    tell()
    assert len(post.taken) == 1


def test_html_of_a_mail_holds_words_and_no_markup_of_theirs(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    _subscribed(page)
    _announce(cast, word())
    tell()
    html = post.taken[0][1].get_body(("html",))
    assert html is not None
    assert "Some payments &lt;b&gt;fail&lt;/b&gt; &amp; orders" in html.get_content()


def test_the_same_word_is_told_once_and_only_to_whom_it_concerns(
    cast: Cast,
    page: StatusPage,
    checkout: Component,
    *,
    post: Post,
    tell: Callable[..., None],
    word: Say,
) -> None:
    form = ComponentForm("Tracking")
    tracking = add_component(by=cast.actor(cast.bo), page=page, form=form, now=NOON)
    _subscribed(page, "all@example.org")
    _subscribed(page, "checkout@example.org", components=[checkout.pk])
    _subscribed(page, "tracking@example.org", components=[tracking.pk])
    for _ in range(2):
        _announce(cast, word(components={checkout.pk: ComponentState.MAJOR}))
    tell()
    tell()
    assert sorted(to for to, _ in post.taken) == ["all@example.org", "checkout@example.org"]


def test_a_mail_that_may_have_left_is_never_sent_again(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    _subscribed(page)
    _announce(cast, word())
    post.faults = [Unknown("The line broke.")]
    tell()
    tell(NOON + DAY)
    assert post.taken == []
    assert SubscriberNotice.objects.get().state == NoticeState.UNKNOWN


def test_a_server_that_is_away_is_asked_again_and_others_are_put_back(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    for number in range(3):
        _subscribed(page, f"{number}@example.org")
    _announce(cast, word())
    post.faults = [Unreachable("Away.")]
    tell()
    assert sorted(to for to, _ in post.taken) == ["1@example.org", "2@example.org"]
    tell(NOON + MINUTE)
    assert sorted(to for to, _ in post.taken) == [f"{n}@example.org" for n in range(3)]


def test_weeks_without_our_own_mail_server_stop_nobody(
    cast: Cast, page: StatusPage, word: Say
) -> None:
    subscriber = _subscribed(page)
    _announce(cast, word())
    for now in (NOON, NOON + 15 * DAY):
        SubscriberNotice.objects.update(state="waiting", settled_at=None, due_at=NOON, asked_at=now)
        ways = replace(transports(()), clock=lambda now=now: now)
        ids = claim(way=Way.MAIL, now=now)
        deliver(door=Door(ways, None, "desk@northpost.example"), way=Way.MAIL, ids=ids)
        subscriber.refresh_from_db()
        assert (subscriber.failing_since, subscriber.stopped_at) == (None, None)


def test_an_address_that_is_refused_is_given_up_and_the_others_get_theirs(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    for number in range(2):
        _subscribed(page, f"{number}@example.org")
    _announce(cast, word())
    post.faults = [Refused("No such mailbox.")]
    tell()
    assert [to for to, _ in post.taken] == ["1@example.org"]
    states = SubscriberNotice.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["given_up", "sent"]


def test_one_that_cannot_be_written_keeps_the_news_from_nobody(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    for number in range(3):
        _subscribed(page, f"{number}@example.org")
    _announce(cast, word())
    Subscriber.objects.filter(address="0@example.org").update(address="0@no\nheader")
    tell()
    tell()
    assert sorted(to for to, _ in post.taken) == ["1@example.org", "2@example.org"]
    notice = SubscriberNotice.objects.get(subscriber__address="0@no\nheader")
    assert (notice.state, notice.problem) == (
        "unknown",
        "Something went wrong here that we did not expect.",
    )


def test_a_worker_that_died_leaves_an_unknown_mail_and_a_claim_that_ends(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    for number in range(2):
        _subscribed(page, f"{number}@example.org")
    _announce(cast, word())
    first, second = claim(way=Way.MAIL, now=NOON)
    SubscriberNotice.objects.filter(pk=first).update(state=NoticeState.SENDING)
    tell()
    assert post.taken == []
    later = NOON + LEASE + MINUTE
    recover(now=later)
    tell(later)
    assert [to for to, _ in post.taken] == ["1@example.org"]
    assert SubscriberNotice.objects.get(pk=first).state == NoticeState.UNKNOWN
    assert SubscriberNotice.objects.get(pk=second).state == NoticeState.SENT


def test_after_a_restore_nothing_leaves_until_a_person_looked(
    cast: Cast, page: StatusPage, post: Post, tell: Callable[..., None], word: Say
) -> None:
    _subscribed(page)
    _announce(cast, word())
    StatusPage.objects.update(held_at=NOON)
    tell()
    assert post.taken == []
    by = cast.actor(cast.bo)
    assert let_go(by=by, page=page, drop=True, now=NOON) == 1
    _announce(cast, word("update:2", state=EventState.WATCHING))
    tell()
    assert len(post.taken) == 1


def test_asking_twice_writes_once_and_a_told_one_may_change_their_wish(
    page: StatusPage, checkout: Component
) -> None:
    _ask(page)
    _ask(page, "MIRA@example.org")
    assert SubscriberNotice.objects.count() == 1
    subscriber = Subscriber.objects.get()
    subscribe.confirm(subscriber=subscriber, now=NOON)
    wish = Wish(Way.MAIL, MIRA, "de", [checkout.pk, checkout.pk + 1])
    subscribe.ask(page=page, wish=wish, now=NOON + DAY)
    subscriber.refresh_from_db()
    assert (subscriber.language, subscriber.component_ids) == ("en", [])
    subscribe.confirm(subscriber=subscriber, now=NOON + DAY)
    subscriber.refresh_from_db()
    assert (subscriber.language, subscriber.component_ids) == ("de", [checkout.pk])


@pytest.mark.parametrize(
    ("way", "address"),
    [
        (Way.MAIL, "mira"),
        (Way.MAIL, "a@b.example\r\nBcc: x@y.example"),
        (Way.MAIL, '"a b"@example'),
        (Way.WEBHOOK, "ftp://example.org"),
        (Way.WEBHOOK, "https://user:secret@example.org/"),
    ],
)
def test_what_is_no_address_is_refused(page: StatusPage, way: Way, address: str) -> None:
    with pytest.raises(Invalid):
        _ask(page, address, way)
    assert not Subscriber.objects.exists()


def test_a_program_is_told_signed_and_again_under_the_same_id(
    cast: Cast, page: StatusPage, tell: Callable[..., None], word: Say, program: Receiver
) -> None:
    secret = _ask(page, program.url, Way.WEBHOOK)
    tell(allowed=("127.0.0.1",))
    [question] = program.told([secret], NOON)
    assert question["type"] == "subscriber.confirm"
    assert "/status/northpost/confirm/" in question["data"]["confirm_url"]
    subscribe.confirm(subscriber=Subscriber.objects.get(), now=NOON)
    program.statuses = [500]
    _announce(cast, word())
    tell(allowed=("127.0.0.1",))
    tell(NOON + MINUTE, allowed=("127.0.0.1",))
    ids = [headers[signing.ID] for headers, _ in program.requests[1:]]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    told = json.loads(program.requests[-1][1])
    assert (told["type"], told["data"]["state"]) == ("incident.updated", "investigating")


def test_a_program_that_is_gone_is_told_no_more(
    cast: Cast, page: StatusPage, tell: Callable[..., None], word: Say, program: Receiver
) -> None:
    _subscribed(page, program.url, way=Way.WEBHOOK)
    program.statuses = [410]
    _announce(cast, word())
    tell(allowed=("127.0.0.1",))
    stopped = Subscriber.objects.get()
    assert stopped.stopped_at == NOON
    assert "410" in stopped.stopped_because


def test_private_addresses_are_not_called(
    cast: Cast, page: StatusPage, tell: Callable[..., None], program: Receiver
) -> None:
    _ask(page, program.url, Way.WEBHOOK)
    tell()
    assert program.requests == []


def test_the_link_to_stop_works_for_ever(page: StatusPage, client: Client) -> None:
    subscriber = _subscribed(page)
    address = stop_address(subscriber).removeprefix("http://testserver")
    assert "No more news?" in client.get(address).content.decode()
    for _ in range(2):
        assert "will not be told any more" in client.post(address).content.decode()
    subscriber.refresh_from_db()
    assert not subscriber.is_told
