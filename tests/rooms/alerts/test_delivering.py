"""Notices reach real servers: a mailbox, a browser that decrypts, a chat; and nobody waits for a bad one."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connections
from django.utils import timezone
from outsiders import ChatRoom, FakeBrowser, Mailbox, PushService

from amends.alerts.actions import browsers, chats
from amends.alerts.actions.deliver import claim, deliver, deliver_due
from amends.alerts.actions.read import read_all
from amends.alerts.actions.rotate import rotate_secrets
from amends.alerts.actions.tell import tell
from amends.alerts.actions.try_out import try_out
from amends.alerts.actions.ways.outside import Outside
from amends.alerts.actions.wish import choose, stop_mail
from amends.alerts.models import Notice, PushKey, Target, Wish
from amends.alerts.rules.kinds import Detail, Happening, Kind
from amends.alerts.rules.manner import Manner
from amends.alerts.rules.pace import Way
from amends.alerts.tasks import alert_until
from amends.channels.transports.http import AllowedAddresses
from amends.inbox.models import Case, Message, Person
from amends.refusals import Invalid, NotAllowed
from amends.staff.rules import operator
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings: object) -> None:
    settings.MAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    settings.MAIL_FROM = "Amends <desk@northpost.example>"  # type: ignore[attr-defined]


def at(outside: Outside, now: datetime) -> Outside:
    return dataclasses.replace(outside, clock=lambda: now)


def mention(matter: Matter, user_id: int, source: str = "note:1") -> None:
    happened = Happening(
        brand_id=matter.case.brand_id,
        kind=Kind.MENTIONED,
        source=source,
        at=NOON,
        user_ids=(user_id,),
        case_id=matter.case.pk,
    )
    tell(happenings=[happened], now=NOON)


def reply(matter: Matter, source: str, *users: int) -> None:
    happened = Happening(
        brand_id=matter.case.brand_id,
        kind=Kind.REPLY,
        source=source,
        at=NOON,
        user_ids=users or (0,),
        case_id=matter.case.pk,
        facts={"message": matter.message.pk},
    )
    tell(happenings=[happened], now=NOON)


def add_chat(cast: Cast, room: ChatRoom, name: str = "#care") -> Target:
    by = cast.actor(cast.bo)
    kinds = [Kind.REPLY, Kind.LATE]
    return chats.add(by=by, name=name, address=room.address, kinds=kinds, now=NOON)


def subscribe(cast: Cast, browser: FakeBrowser) -> Target:
    browsers.push_key(now=NOON)
    by = cast.actor(cast.ada)
    return browsers.subscribe(
        by=by, endpoint=browser.endpoint, keys=browser.keys, name="Chromium", now=NOON
    )


# ---------------------------------------------------------------------------------- mail


def test_a_mention_comes_by_mail_with_a_way_out(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    mention(matter, cast.ada.pk)
    deliver_due(outside=outside)
    assert mailbox.mails == [], "a minute to read it in the desk"
    deliver_due(outside=at(outside, NOON + MINUTE))
    [mail] = mailbox.mails
    assert mailbox.recipients == ["ada@northpost.example"]
    assert mail["Subject"].startswith("Amends mentioned you in the case of Mira Kessler")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/alerts/stop/" in mail["List-Unsubscribe"]
    plain, html = mail.get_body(["plain"]), mail.get_body(["html"])
    assert plain is not None
    assert html is not None
    for part in (plain.get_content(), html.get_content()):
        assert "Mira Kessler" in part
        assert "Where is my parcel" not in part
        assert "/settings/notifications/" in part
    deliver_due(outside=at(outside, NOON + 10 * MINUTE))
    assert len(mailbox.mails) == 1


def test_a_customers_name_is_data_in_a_mail(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    Person.objects.update(name="<b>Mira</b>\nBcc: x@evil.example")
    mention(matter, cast.ada.pk)
    deliver_due(outside=at(outside, NOON + MINUTE))
    [mail] = mailbox.mails
    html = mail.get_body(["html"])
    assert html is not None
    assert "<b>Mira" not in html.get_content()
    assert "&lt;b&gt;Mira" in html.get_content()
    assert mail["Bcc"] is None


def test_what_was_read_in_the_desk_needs_no_mail(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    mention(matter, cast.ada.pk)
    read_all(by=cast.actor(cast.ada), up_to=NOON, now=NOON)
    deliver_due(outside=at(outside, NOON + MINUTE))
    assert mailbox.mails == []
    assert Notice.objects.get().state == "dropped"


def test_a_digest_is_one_mail_of_everything(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    Wish.objects.create(
        brand=cast.brand, user=cast.ada, kind=Kind.REPLY, desk=True, push=False, mail="digest"
    )
    for number in range(4):
        reply(matter, f"m{number}", cast.ada.pk)
    deliver_due(outside=at(outside, NOON + timedelta(hours=4)))
    assert mailbox.mails == []
    deliver_due(outside=at(outside, NOON + timedelta(hours=5)))
    [mail] = mailbox.mails
    assert mail["Subject"] == "4 new alerts at Northpost"


def test_a_mail_server_that_is_busy_is_asked_again_and_others_get_theirs(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 4.7.1 Later"]
    mention(matter, cast.ada.pk)
    mention(matter, cast.bo.pk)
    deliver_due(outside=at(outside, NOON + MINUTE))
    assert mailbox.recipients == ["bo@northpost.example"]
    failed = Target.objects.get(user=cast.ada)
    assert (failed.failures, "451" in failed.problem) == (1, True)
    deliver_due(outside=at(outside, NOON + 3 * MINUTE))
    assert mailbox.recipients[-1] == "ada@northpost.example"
    failed.refresh_from_db()
    assert (failed.failures, failed.problem) == (0, "")


def test_an_address_that_is_refused_is_not_tried_for_ever(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    mailbox.answers = ["550 No such user"]
    mention(matter, cast.ada.pk)
    deliver_due(outside=at(outside, NOON + MINUTE))
    notice = Notice.objects.get()
    assert (notice.state, "550" in notice.reason) == ("failed", True)


def test_the_link_in_a_mail_stops_all_mail(
    cast: Cast, matter: Matter, outside: Outside, mailbox: Mailbox
) -> None:
    mention(matter, cast.ada.pk)
    stop_mail(by=cast.actor(cast.ada), now=NOON)
    mention(matter, cast.ada.pk, "note:2")
    deliver_due(outside=at(outside, NOON + MINUTE))
    assert mailbox.mails == []
    choose(by=cast.actor(cast.ada), ways={}, manner=Manner(), now=NOON)
    mention(matter, cast.ada.pk, "note:3")
    deliver_due(outside=at(outside, NOON + 3 * MINUTE))
    assert len(mailbox.mails) == 1


# ---------------------------------------------------------------------------------- push


def test_a_reply_is_pushed_encrypted_for_the_browser_and_signed_by_us(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService
) -> None:
    browser = push_service.browser()
    subscribe(cast, browser)
    reply(matter, "m1", cast.ada.pk)
    deliver_due(outside=outside)
    [shown] = browser.shown
    assert shown["title"] == "Mira Kessler replied"
    assert shown["body"] == "Northpost"
    assert shown["tag"] == f"case-{matter.case.pk}"
    assert shown["unread"] == 1
    [claims] = browser.signed_claims(PushKey.objects.get().public)
    assert claims["aud"] == f"https://localhost:{push_service.port}"
    assert b"Mira" not in push_service.requests[0][2]


@pytest.mark.parametrize(
    "chosen",
    [
        (Detail.HIDDEN, "A customer replied", "Northpost"),
        (Detail.WORDS, "Mira Kessler replied", "Where is my parcel?"),
    ],
)
def test_each_says_how_much_of_a_customer_leaves_the_desk(
    cast: Cast,
    matter: Matter,
    outside: Outside,
    push_service: PushService,
    chosen: tuple[Detail, str, str],
) -> None:
    detail, *shown = chosen
    browser = push_service.browser()
    subscribe(cast, browser)
    choose(by=cast.actor(cast.ada), ways={}, manner=Manner(detail=detail), now=NOON)
    reply(matter, "m1", cast.ada.pk)
    deliver_due(outside=outside)
    assert [[each["title"], each["body"]] for each in browser.shown] == [shown]


def test_many_at_once_are_one_push(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService
) -> None:
    browser = push_service.browser()
    subscribe(cast, browser)
    for number in range(37):
        reply(matter, f"m{number}", cast.ada.pk)
    deliver_due(outside=outside)
    [shown] = browser.shown
    assert shown["title"] == "37 new alerts"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService, status: int
) -> None:
    subscribe(cast, push_service.browser("gone"))
    subscribe(cast, push_service.browser("there"))
    push_service.statuses = [status]
    reply(matter, "m1", cast.ada.pk)
    deliver_due(outside=outside)
    assert Target.objects.filter(way=Way.PUSH).count() == 1
    assert Notice.objects.get(target__way=Way.PUSH).state == "sent"


def test_a_push_service_that_asks_to_wait_is_left_alone_for_so_long(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService
) -> None:
    browser = push_service.browser()
    subscribe(cast, browser)
    push_service.statuses, push_service.headers = [429], {"Retry-After": "600"}
    reply(matter, "m1", cast.ada.pk)
    deliver_due(outside=outside)
    deliver_due(outside=at(outside, NOON + 9 * MINUTE))
    assert len(push_service.requests) == 1
    deliver_due(outside=at(outside, NOON + 11 * MINUTE))
    assert Notice.objects.get(target__way=Way.PUSH).state == "sent"


def test_what_could_not_be_pushed_for_half_a_day_is_given_up(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService
) -> None:
    subscribe(cast, push_service.browser())
    push_service.statuses = [500] * 50
    reply(matter, "m1", cast.ada.pk)
    for hours in range(14):
        deliver_due(outside=at(outside, NOON + timedelta(hours=hours, minutes=hours)))
    assert Notice.objects.get(target__way=Way.PUSH).state == "failed"


def test_a_push_address_in_our_own_network_is_not_called(
    cast: Cast, matter: Matter, outside: Outside, push_service: PushService
) -> None:
    subscribe(cast, push_service.browser())
    closed = dataclasses.replace(outside, http=_closed(push_service))
    reply(matter, "m1", cast.ada.pk)
    deliver_due(outside=closed)
    assert push_service.requests == []
    assert "private address" in Target.objects.get(way=Way.PUSH).problem


def _closed(service: PushService) -> object:
    from amends.channels.transports.http import HttpTransport

    return HttpTransport(AllowedAddresses(), tls=service.trust)


def test_a_browser_belongs_to_who_signed_in_last(cast: Cast, push_service: PushService) -> None:
    browser = push_service.browser()
    subscribe(cast, browser)
    bo = cast.actor(cast.bo)
    browsers.subscribe(by=bo, endpoint=browser.endpoint, keys=browser.keys, name="", now=NOON)
    assert [each.user for each in Target.objects.filter(way=Way.PUSH)] == [cast.bo]


@pytest.mark.parametrize(
    ("endpoint", "key"),
    [("http://push.example/1", None), ("https://push.example/1", "AAAA"), ("", None)],
)
def test_what_no_browser_gives_is_refused(
    cast: Cast, push_service: PushService, endpoint: str, key: str | None
) -> None:
    keys = push_service.browser().keys
    with pytest.raises(Invalid):
        browsers.subscribe(
            by=cast.actor(cast.ada),
            endpoint=endpoint,
            keys=keys if key is None else {**keys, "p256dh": key},
            name="",
            now=NOON,
        )


# ---------------------------------------------------------------------------------- chats


def test_a_chat_is_told_and_a_customers_name_mentions_nobody(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    Person.objects.update(name="@channel <!here> [click](http://evil.example)")
    add_chat(cast, chat_room)
    reply(matter, "m1")
    deliver_due(outside=outside)
    [said] = chat_room.said
    words, _, link = said["message"].partition("\n")
    assert words == "channel here click (http: evil example) replied"
    assert link.endswith(f"/cases/{matter.case.pk}/")


def test_a_storm_is_one_message_in_a_chat(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    add_chat(cast, chat_room)
    for number in range(37):
        reply(matter, f"m{number}")
    deliver_due(outside=outside)
    [said] = chat_room.said
    assert said["message"].startswith("37 new alerts")


def test_a_chat_in_our_own_network_needs_the_operators_word(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    target = add_chat(cast, chat_room)
    closed = dataclasses.replace(outside, allowed=AllowedAddresses())
    assert "private" in try_out(outside=closed, target_id=target.pk)
    assert chat_room.requests == []
    assert try_out(outside=outside, target_id=target.pk) == ""
    assert "This is a test" in chat_room.said[0]["message"]


def test_a_chat_that_fails_is_tried_again_and_its_address_stays_secret(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    target = add_chat(cast, chat_room)
    chat_room.statuses = [500]
    reply(matter, "m1")
    deliver_due(outside=outside)
    target.refresh_from_db()
    assert target.failures == 1
    assert str(chat_room.port) not in target.problem
    assert str(chat_room.port).encode() not in bytes(target.secrets)
    deliver_due(outside=at(outside, NOON + MINUTE))
    assert len(chat_room.said) == 2


def test_a_paused_chat_is_told_nothing_of_meanwhile(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    target, by = add_chat(cast, chat_room), cast.actor(cast.bo)
    reply(matter, "m1")
    chats.pause(by=by, target=target, now=NOON)
    reply(matter, "m2")
    deliver_due(outside=outside)
    chats.resume(by=by, target=target, now=NOON)
    deliver_due(outside=outside)
    assert chat_room.said == []
    reply(matter, "m3")
    deliver_due(outside=outside)
    assert len(chat_room.said) == 1


def test_only_leads_tell_chats(cast: Cast, chat_room: ChatRoom) -> None:
    with pytest.raises(NotAllowed):
        chats.add(
            by=cast.actor(cast.ada),
            name="",
            address=chat_room.address,
            kinds=[Kind.REPLY],
            now=NOON,
        )


def test_a_chats_address_is_read_on_after_the_keys_changed(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom, settings: object
) -> None:
    target = add_chat(cast, chat_room)
    first, second = settings.CREDENTIALS_KEYS, Fernet.generate_key().decode()  # type: ignore[attr-defined]
    settings.CREDENTIALS_KEYS = (second, *first)  # type: ignore[attr-defined]
    assert rotate_secrets(by=operator(0), now=NOON) == (1, 0)
    settings.CREDENTIALS_KEYS = (second,)  # type: ignore[attr-defined]
    assert try_out(outside=outside, target_id=target.pk) == ""
    settings.CREDENTIALS_KEYS = first  # type: ignore[attr-defined]
    assert rotate_secrets(by=operator(0), now=NOON) == (0, 1)


# ------------------------------------------------------------------------------- together


def test_a_worker_that_died_holds_a_target_no_longer_than_its_lease(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    target = add_chat(cast, chat_room)
    reply(matter, "m1")
    assert claim(way=Way.CHAT, now=NOON) == target.pk
    assert claim(way=Way.CHAT, now=NOON + MINUTE) is None
    later = at(outside, NOON + 2 * MINUTE)
    assert claim(way=Way.CHAT, now=NOON + 2 * MINUTE) == target.pk
    deliver(outside=later, target_id=target.pk)
    assert len(chat_room.said) == 1


@pytest.mark.django_db(transaction=True)
def test_the_loop_tells_of_a_reply_while_another_chat_hangs(
    cast: Cast, matter: Matter, outside: Outside, chat_room: ChatRoom
) -> None:
    with ChatRoom() as hanging:
        hanging.gate.clear()
        add_chat(cast, hanging, "hanging")
        add_chat(cast, chat_room)
        Case.objects.update(assignee=cast.ada)
        stop = threading.Event()
        handed = at(outside, NOON)
        real = dataclasses.replace(handed, clock=timezone.now)
        loop = threading.Thread(target=_loop, args=[stop, real])
        loop.start()
        try:
            _until(lambda: bool(_tails()))
            _customer_writes(matter)
            # Which of the two is asked first is up to the threads.
            _until(lambda: bool(chat_room.requests and hanging.requests))
            assert len(hanging.requests) == 1
            assert not Target.objects.get(name="hanging").last_sent_at
        finally:
            hanging.gate.set()
            stop.set()
            loop.join()
            _until(lambda: Target.objects.filter(last_sent_at=None).count() == 0)


def _loop(stop: threading.Event, outside: Outside) -> None:
    alert_until(stop, handed=lambda: outside)
    connections.close_all()


def _tails() -> int:
    from amends.alerts.models import Tail

    return Tail.objects.count() == 2


def _customer_writes(matter: Matter) -> None:
    now = timezone.now()
    Message.objects.create(
        brand=matter.case.brand,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        identity=matter.identity,
        direction="in",
        is_public=True,
        external_id="again",
        text="Anybody there?",
        sent_at=now,
        received_at=now,
    )


def _until(is_true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)
