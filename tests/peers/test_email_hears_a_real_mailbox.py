"""E-mail in against Dovecot: what no fake would have told us."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from amends.channels.contract import (
    Delivery,
    Media,
    Outcome,
    OutcomeState,
    Said,
    ThreadKind,
    Unreachable,
)
from amends.channels.transports.imap import Imap
from amends.channels.transports.mail import MailServer, Security
from peers.desk import CUSTOMER, Desk, answer, channel, written
from peers.mail import PASSWORD, MailPeer

pytestmark = pytest.mark.peer


def test_a_customers_mail_becomes_a_message(desk: Desk) -> None:
    mail = written(desk.peer, text="Grüße,\nmy order never came.")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="box.png")
    desk.peer.deliver(mail)
    (said,) = desk.said()
    assert said.author.external_id == CUSTOMER
    assert said.author.name == "Ana Novak"
    assert said.text == "Grüße,\nmy order never came."
    assert said.thread.kind is ThreadKind.MAIL
    assert not said.thread.is_public
    assert said.media == (Media(name="box.png", content_type="image/png", content=b"\x89PNG"),)
    assert desk.hear() == []


def test_a_mail_that_somebody_else_read_first_is_heard_all_the_same(desk: Desk) -> None:
    desk.hear()
    desk.peer.deliver(written(desk.peer))
    with desk.peer.mailbox() as program:
        program.fetch(program.search(), ["BODY[]"])
    assert [said.text for said in desk.said()] == ["It is late."]


def test_reading_leaves_no_trace(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    desk.hear()
    with desk.peer.mailbox() as program:
        assert program.get_flags(program.search()) != {}
        assert b"\\Seen" not in next(iter(program.get_flags(program.search()).values()))


def test_an_answer_arrives_with_the_right_headers(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    receipt = channel.send(desk.link, answer(said))
    (mail,) = desk.peer.sent_mails()
    assert mail["Message-ID"] == f"<{receipt.external_id}>"
    assert mail["In-Reply-To"] == mail["References"] == f"<{said.external_id}>"
    assert mail["Subject"] == "Re: Where is my order?"
    assert mail["From"] == f"Brand Care <{desk.peer.address}>"
    assert mail["To"] == f"Ana Novak <{CUSTOMER}>"
    assert mail.get_content().strip() == "It left today."  # type: ignore[attr-defined]
    assert receipt.thread == said.thread.external_id


def test_our_own_mail_comes_back_as_ours(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    receipt = channel.send(desk.link, answer(said))
    (echo,) = [item for each in desk.hear() for item in channel.parse(desk.link, each)][-1:]
    assert isinstance(echo, Said)
    assert echo.own
    assert echo.client_ref == "send-1"
    assert echo.external_id == receipt.external_id
    assert echo.thread.external_id == said.thread.external_id


@pytest.mark.parametrize("way", ["references", "token", "subject", "address"])
def test_a_customers_reply_finds_its_thread(desk: Desk, way: str) -> None:
    desk = desk.changed(plus_addressing="true")
    desk.peer.deliver(written(desk.peer))
    (first,) = desk.said()
    channel.send(desk.link, answer(first))
    (ours,) = desk.peer.sent_mails()
    ids = {"In_Reply_To": str(ours["Message-ID"])}
    replies = {
        "references": written(
            desk.peer, References=f"{ours['References']} {ours['Message-ID']}", **ids
        ),
        "token": written(desk.peer, **ids),
        "subject": written(desk.peer, "Something else entirely", **ids),
        "address": written(desk.peer, "Help", To=str(ours["Reply-To"])),
    }
    assert str(ours["Reply-To"]) != desk.peer.address
    desk.peer.deliver(replies[way])
    (said,) = desk.said()
    assert said.thread.external_id == first.thread.external_id


def test_a_forged_token_finds_nothing(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (first,) = desk.said()
    receipt = channel.send(desk.link, answer(first))
    forged = receipt.external_id.replace("send-1", "send-2")
    desk.peer.deliver(written(desk.peer, In_Reply_To=f"<{forged}>"))
    (said,) = desk.said()
    assert said.thread.external_id != first.thread.external_id


def test_a_bounce_says_what_became_of_our_mail(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    receipt = channel.send(desk.link, answer(said))
    desk.peer.bounce(desk.peer.sent[0])
    items = [item for each in desk.hear() for item in channel.parse(desk.link, each)]
    (outcome,) = [item for item in items if isinstance(item, Outcome)]
    assert outcome.state is OutcomeState.FAILED
    assert outcome.external_id == receipt.external_id
    assert outcome.client_ref == "send-1"
    assert "There is no such mailbox." in outcome.reason


def test_a_delay_is_no_failure(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    channel.send(desk.link, answer(said))
    desk.peer.bounce(desk.peer.sent[0], status="4.4.1", action="delayed")
    (report,) = desk.said()
    assert report.automatic


def test_numbers_that_mean_something_else_lose_and_double_nothing(desk: Desk) -> None:
    for number in range(3):
        desk.peer.deliver(written(desk.peer, f"Mail {number}"))
    before = desk.hear()
    desk.peer.number_anew()
    desk.peer.deliver(written(desk.peer, "After the move"))
    after = desk.fetched()
    assert len(before) == 3
    assert {each.key for each in before} < {each.key for each in after}
    assert len({each.key for each in after}) == 4
    assert desk.hear() == []


def test_long_mailboxes_are_read_page_by_page(desk: Desk) -> None:
    with desk.peer.mailbox() as program:
        for number in range(120):
            program.append("INBOX", written(desk.peer, f"Mail {number}").as_bytes())
    page = channel.fetch(desk.link, "")
    assert page.more
    assert len(page.deliveries) == 50
    assert len({each.key for each in desk.hear()}) == 120


def test_a_sweep_finds_what_was_heard_under_the_same_keys(desk: Desk) -> None:
    for number in range(60):
        desk.peer.deliver(written(desk.peer, f"Mail {number}"))
    heard = {each.key for each in desk.hear()}
    page = channel.sweep(desk.link, datetime.now(UTC) - timedelta(hours=1), "")
    again = {each.key for each in page.deliveries}
    while page.more:
        page = channel.sweep(desk.link, datetime.now(UTC) - timedelta(hours=1), page.cursor)
        again |= {each.key for each in page.deliveries}
    assert again == heard


def test_idle_wakes_when_a_mail_comes(desk: Desk) -> None:
    stop, woken = threading.Event(), threading.Event()
    news = channel.stream(desk.link, stop)
    assert next(news) is None

    def wait(news: Iterator[Delivery | None]) -> None:
        for _ in news:
            woken.set()

    waiting = threading.Thread(target=wait, args=(news,))
    waiting.start()
    try:
        time.sleep(0.3)
        assert not woken.is_set()
        desk.peer.deliver(written(desk.peer))
        assert woken.wait(60)
        woken.clear()
        desk.peer.deliver(written(desk.peer))
        assert woken.wait(60)
    finally:
        stop.set()
        waiting.join(60)
    assert not waiting.is_alive()


def test_a_missing_folder_of_sent_mail_does_not_stop_the_reading(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    assert len(desk.changed(sent_folder="Elsewhere").hear()) == 1


def test_the_oldest_mail_stays_outside_at_first(desk: Desk) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=30)
    desk.peer.deliver(written(desk.peer, "Long ago"), at=long_ago)
    assert desk.hear() == []
    desk.peer.deliver(written(desk.peer, "Today"))
    assert [said.subject for said in desk.said()] == ["Today"]


def test_a_whole_mail_comes_back_byte_for_byte(desk: Desk) -> None:
    raw = written(desk.peer).as_bytes(policy=policy.SMTP)
    desk.peer.deliver(raw)
    (delivery,) = desk.hear()
    assert delivery.body == raw
    assert message_from_bytes(delivery.body)["To"] == desk.peer.address


def test_a_line_that_dies_while_waiting_is_unreachable(mail_peer: MailPeer) -> None:
    settings = mail_peer.settings
    server = MailServer(
        "127.0.0.1", int(settings["imap_port"]), Security.NONE, mail_peer.address, PASSWORD
    )
    with Imap(timeout=30)(server, "INBOX") as session:
        assert not session.idle(0.1)
        mail_peer.hang_up()
        with pytest.raises(Unreachable):
            any(session.idle(0.5) for _ in range(120))
