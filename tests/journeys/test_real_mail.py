"""The whole desk on real mail: heard from Dovecot, answered over SMTP, threaded, bounced, looked up."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from mail_desk import Customer, MailDesk, connect, eventually

from amends.channels.actions import AlreadyConnected, CannotConnect
from amends.channels.models import Connection
from amends.inbox.models import Attachment, Case, CaseState, Message, Thread
from amends.listening.models import Alarm, Delivery, DeliveryState
from amends.listening.tasks.digesting import digest_until
from amends.listening.tasks.listener import listen_until
from amends.outbox.models import Attempt, Send, SendState
from amends.outbox.tasks import dispatch_until
from cast import Cast
from peers.mail import MailHost, MailPeer

pytestmark = [pytest.mark.peer, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(mail_host: MailHost) -> Customer:
    return Customer(mail_host.peer(f"ana-{len(mail_host.peers)}@customer.example"))


@pytest.fixture
def desk(cast: Cast, mail_peer: MailPeer) -> MailDesk:
    return connect(cast, mail_peer, plus_addressing="true")


def test_an_answer_reaches_the_customer_in_the_same_conversation(
    desk: MailDesk, ana: Customer
) -> None:
    asked = ana.write(desk.peer.address)
    desk.receive(asked)
    case = desk.case()
    assert (case.state, case.subject) == (CaseState.NEEDS_ANSWER, "Where is my order?")
    send = desk.answer("Sorry, Ana.\nIt left today.")
    (mail,) = ana.received()
    assert send.state == SendState.SENT
    assert mail["In-Reply-To"] == mail["References"] == asked["Message-ID"]
    assert mail["Message-ID"] == f"<{send.external_id}>"
    assert mail["Subject"] == "Re: Where is my order?"
    assert mail["From"].addresses[0].addr_spec == desk.peer.address
    assert mail["To"].addresses[0].addr_spec == ana.peer.address
    assert mail.get_content().strip().splitlines() == ["Sorry, Ana.", "It left today."]
    assert desk.case().state == CaseState.WAITING_CUSTOMER
    assert desk.texts() == ["It is late.", "Sorry, Ana.\nIt left today."]
    assert not Delivery.objects.exclude(state=DeliveryState.DONE).exists()


def test_a_longer_conversation_names_all_its_mails(desk: MailDesk, ana: Customer) -> None:
    first = ana.write(desk.peer.address)
    desk.receive(first)
    desk.answer()
    (ours,) = ana.received()
    again = reply(ana, desk, ours, text="Still nothing.", References=f"{ours['Message-ID']}")
    desk.receive(again)
    desk.answer("We send another.")
    newest = ana.received()[-1]
    assert newest["In-Reply-To"] == again["Message-ID"]
    assert newest["References"].split() == [
        first["Message-ID"],
        ours["Message-ID"],
        again["Message-ID"],
    ]
    assert newest["Subject"] == "Re: Where is my order?"


@pytest.mark.parametrize("way", ["references", "token", "subject", "address"])
def test_a_reply_goes_on_in_the_same_case(desk: MailDesk, ana: Customer, way: str) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    (ours,) = ana.received()
    ids = {"In_Reply_To": str(ours["Message-ID"])}
    replies = {
        "references": lambda: ana.write(
            desk.peer.address,
            "Re: Where is my order?",
            "Thanks!",
            References=f"{ours['References']} {ours['Message-ID']}",
            **ids,
        ),
        "token": lambda: ana.write(desk.peer.address, "Re: Where is my order?", "Thanks!", **ids),
        "subject": lambda: ana.write(desk.peer.address, "Something else", "Thanks!", **ids),
        "address": lambda: ana.write(str(ours["Reply-To"]), "Help", "Thanks!"),
    }
    desk.receive(replies[way]())
    assert desk.case().state == CaseState.NEEDS_ANSWER
    assert desk.texts() == ["It is late.", "It left today.", "Thanks!"]
    assert Thread.objects.filter(connection=desk.connection).count() == 1


def test_a_reply_whose_ids_were_put_into_encoded_words_finds_its_case(
    desk: MailDesk, ana: Customer
) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    (ours,) = ana.received()
    answer = reply(ana, desk, ours, text="Thanks!")
    assert b"In-Reply-To: =?utf-8?q?" in answer.as_bytes()
    desk.peer.deliver(answer)
    desk.listen()
    assert desk.texts()[-1] == "Thanks!"


def test_only_the_new_words_of_a_quoting_reply_are_shown(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    (ours,) = ana.received()
    quoted = "Thanks!\n\nOn Sat, 21 Nov 2026 at 12:00, Brand Care wrote:\n> It left today.\n"
    desk.receive(reply(ana, desk, ours, text=quoted))
    assert desk.texts()[-1] == "Thanks!"


def test_an_attachment_is_kept(desk: MailDesk, ana: Customer) -> None:
    mail = ana.write(desk.peer.address)
    mail.add_attachment(b"\x89PNG broken box", maintype="image", subtype="png", filename="box.png")
    desk.receive(mail)
    kept = Attachment.objects.get(message__case=desk.case())
    assert (kept.name, kept.content_type, kept.size) == ("box.png", "image/png", 15)
    with default_storage.open(kept.path) as stored:
        assert stored.read() == b"\x89PNG broken box"


def test_a_mail_that_somebody_read_first_is_heard(desk: MailDesk, ana: Customer) -> None:
    desk.listen()
    desk.peer.deliver(ana.write(desk.peer.address))
    with desk.peer.mailbox() as program:
        program.fetch(program.search(), ["BODY[]"])
    desk.listen()
    assert desk.case().state == CaseState.NEEDS_ANSWER


def test_an_answer_given_in_another_mail_program_is_seen(desk: MailDesk, ana: Customer) -> None:
    asked = ana.write(desk.peer.address)
    desk.receive(asked)
    own = Customer(desk.peer, "Olga").write(
        ana.peer.address, "Re: Where is my order?", "On its way.", In_Reply_To=asked["Message-ID"]
    )
    desk.peer.deliver(own, folder="Sent", seen=True)
    desk.listen()
    assert desk.texts() == ["It is late.", "On its way."]
    assert desk.case().answered_elsewhere_at is not None


def test_a_bounce_fails_the_send_and_the_case_needs_an_answer_again(
    desk: MailDesk, ana: Customer
) -> None:
    desk.receive(ana.write(desk.peer.address))
    waits_since = desk.case().state_since
    desk.answer()
    assert desk.case().state == CaseState.WAITING_CUSTOMER
    desk.peer.bounce(desk.peer.sent[0])
    desk.listen()
    send = Send.objects.get()
    assert send.state == SendState.FAILED
    assert send.reason.startswith("There is no such mailbox.")
    assert ana.peer.address in send.reason
    case = desk.case()
    assert (case.state, case.state_since) == (CaseState.NEEDS_ANSWER, waits_since)
    assert Message.objects.get(pk=send.message_id).failed_at is not None
    assert Case.objects.count() == 1
    desk.peer.bounce(desk.peer.sent[0])
    desk.listen()
    assert desk.send_out() == 0


def test_a_refused_recipient_is_told_in_words(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.peer.refuse(ana.peer.address)
    desk.say()
    desk.send_out()
    send = Send.objects.get()
    assert send.state == SendState.REFUSED
    assert "No such user" in send.reason
    assert desk.case().state == CaseState.NEEDS_ANSWER


def test_an_out_of_office_needs_no_answer_and_gets_none(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    (ours,) = ana.received()
    for _ in range(3):
        desk.receive(
            reply(ana, desk, ours, text="I am away.", Auto_Submitted="auto-replied"),
        )
    assert desk.case().state == CaseState.WAITING_CUSTOMER
    assert desk.texts()[-3:] == ["I am away."] * 3
    assert desk.send_out() == 0
    assert len(desk.peer.sent) == 1
    assert ours["X-Auto-Response-Suppress"] == "OOF"


def test_our_own_mail_that_is_forwarded_back_makes_no_loop(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    desk.peer.deliver(desk.peer.sent[0])
    desk.listen()
    assert desk.case().state == CaseState.WAITING_CUSTOMER
    assert desk.texts() == ["It is late.", "It left today."]


def test_a_lost_answer_is_settled_by_the_folder_of_sent_mail(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.peer.lose_answers()
    desk.say()
    desk.send_out()
    assert Send.objects.get().state == SendState.UNKNOWN
    assert desk.send_out() == 0
    desk.settle()
    send = Send.objects.get()
    assert send.state == SendState.SENT
    desk.listen()
    (mail,) = ana.received()
    assert mail["Message-ID"] == f"<{send.external_id}>"
    assert desk.texts() == ["It is late.", "It left today."]
    results = Attempt.objects.order_by("pk").values_list("kind", "result")
    assert list(results) == [("try", "unknown"), ("look_up", "found")]


def test_our_copy_that_is_heard_first_settles_it_as_well(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.peer.lose_answers()
    desk.say()
    desk.send_out()
    desk.listen()
    desk.settle()
    assert Send.objects.get().state == SendState.SENT
    assert desk.texts() == ["It is late.", "It left today."]
    assert len(ana.received()) == 1


def test_a_mail_that_never_left_is_sent_once_after_all(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.peer.lose_answers()
    desk.say()
    desk.send_out()
    # As if the server had died with it: neither delivered nor filed.
    desk.peer.sent.clear()
    for peer, folder in ((desk.peer, "Sent"), (ana.peer, "INBOX")):
        with peer.mailbox(folder) as program:
            program.delete_messages(program.search())
            program.expunge()
    desk.settle()
    assert Send.objects.get().state == SendState.UNKNOWN
    desk.settle(ahead=timedelta(minutes=10))
    assert Send.objects.get().state == SendState.QUEUED
    Send.objects.update(not_before=Send.objects.get().asked_at)
    assert desk.send_out() == 1
    desk.listen()
    assert Send.objects.get().state == SendState.SENT
    assert len(ana.received()) == 1
    assert desk.texts() == ["It is late.", "It left today."]


def test_reading_again_doubles_nothing(desk: MailDesk, ana: Customer) -> None:
    desk.receive(ana.write(desk.peer.address))
    desk.answer()
    desk.peer.number_anew()
    desk.listen()
    desk.listen()
    assert desk.texts() == ["It is late.", "It left today."]


def test_a_mailbox_that_does_not_open_is_not_connected(cast: Cast, mail_peer: MailPeer) -> None:
    with pytest.raises(CannotConnect):
        connect(cast, mail_peer, imap_password="wrong")
    assert not Connection.objects.exists()
    connect(cast, mail_peer)
    with pytest.raises(AlreadyConnected):
        connect(cast, mail_peer)


def test_what_html_could_do_it_cannot_do_on_the_case_page(desk: MailDesk, ana: Customer) -> None:
    mail = ana.write(desk.peer.address, "<script>alert(0)</script>", "Plain words.")
    mail.add_alternative(
        """<html><body onload="alert(1)"><script>alert(2)</script>
        <p>My <b>parcel</b> is late.</p><img src="https://spy.example/pixel.gif?who=ada" onerror="alert(3)">
        <a href="javascript:alert(4)">here</a><a href="https://shop.example/order">order</a>
        <iframe src="https://spy.example/frame"></iframe><form action="https://spy.example/"><input></form>
        <div style="background:url(https://spy.example/bg.png);position:fixed">over</div>
        <link rel="stylesheet" href="https://spy.example/x.css"><base href="https://spy.example/">
        </body></html>""",
        subtype="html",
    )
    desk.receive(mail)
    client = Client()
    client.force_login(desk.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    slug, number = desk.cast.brand.slug, desk.case().pk
    answer = client.get(f"/desk/{slug}/inbox/needs-answer/{number}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "spy.example" not in re.sub(r"&lt;.*?&gt;", "", page)
    assert "alert(" not in page.replace("&lt;script&gt;alert(0)&lt;/script&gt;", "")
    assert "parcel" in page or "Plain words." in page


def test_the_loops_hear_answer_and_hear_again(desk: MailDesk, ana: Customer) -> None:
    """The listener streams and polls, the worker digests and sends: nobody tells them when."""
    with loops(
        listen_until, digest_until, lambda stop: dispatch_until(stop, courier=desk.courier())
    ):
        desk.peer.deliver(ana.write(desk.peer.address))
        eventually(Case.objects.exists)
        desk.say()
        eventually(lambda: Send.objects.filter(state=SendState.SENT).exists())
        (ours,) = ana.received()
        desk.peer.deliver(reply(ana, desk, ours, text="Thanks!"))
        eventually(lambda: desk.texts()[-1] == "Thanks!")
    assert desk.texts() == ["It is late.", "It left today.", "Thanks!"]
    assert desk.case().state == CaseState.NEEDS_ANSWER
    assert not Alarm.objects.exists()


def reply(
    ana: Customer, desk: MailDesk, ours: EmailMessage, *, text: str, **more: str
) -> EmailMessage:
    """The customer's answer to a mail of ours."""
    return ana.write(
        desk.peer.address, str(ours["Subject"]), text, In_Reply_To=str(ours["Message-ID"]), **more
    )


@contextmanager
def loops(*each: Callable[[threading.Event], object]) -> Iterator[None]:
    """The loops run for as long as the block lasts."""
    stop = threading.Event()
    threads = [threading.Thread(target=loop, args=(stop,)) for loop in each]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=20)
            assert not thread.is_alive()
