"""The e-mail channel against Dovecot and a real SMTP server: what no fake would have told us."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from peers.mail import PASSWORD, MailHost, MailPeer

from amends.channels.adapters.email import Email
from amends.channels.base import Link
from amends.channels.contract import (
    Delivery,
    Disconnected,
    Media,
    Outcome,
    OutcomeState,
    Outgoing,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Unknown,
    Unreachable,
    Unsupported,
    Visibility,
)
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.channels.transports.imap import Imap
from amends.channels.transports.mail import MailServer, Security
from amends.channels.transports.smtp import Smtp

pytestmark = pytest.mark.peer

CUSTOMER = "ana@customer.example"
channel = Email()


@dataclass
class Desk:
    """A connection to the peer's mailbox, how far it was read, and what was heard (as the journal knows)."""

    peer: MailPeer
    link: Link
    cursor: str = ""
    known: set[str] = field(default_factory=set)

    def hear(self) -> list[Delivery]:
        """Everything new since the last time."""
        return [each for each in self.fetched() if self.is_new(each)]

    def fetched(self) -> list[Delivery]:
        """Everything that the network brings, with its overlap."""
        found: list[Delivery] = []
        while True:
            page = channel.fetch(self.link, self.cursor)
            found += page.deliveries
            self.cursor = page.cursor
            if not page.more:
                return found

    def is_new(self, delivery: Delivery) -> bool:
        """Whether its key has not been heard; it has been from now on."""
        is_new = delivery.key not in self.known
        self.known.add(delivery.key)
        return is_new

    def said(self) -> list[Said]:
        items = [item for each in self.hear() for item in channel.parse(self.link, each)]
        return [item for item in items if isinstance(item, Said) and not item.own]

    def changed(self, **settings: str) -> Desk:
        link = Link({**self.link.settings, **settings}, self.link.secrets, self.link.transports)
        return Desk(self.peer, link, self.cursor, self.known)


@pytest.fixture
def desk(mail_peer: MailPeer) -> Desk:
    return Desk(mail_peer, link_to(mail_peer))


def link_to(peer: MailPeer, *, ahead: timedelta = timedelta(0)) -> Link:
    transports = Transports(
        HttpTransport(AllowedAddresses()),
        Imap(timeout=10, tls=peer.host.trust),
        Smtp(timeout=10, tls=peer.host.trust),
        clock=lambda: datetime.now(UTC) + ahead,
    )
    secrets = Secrets({**peer.secrets, "reply_key": "a key that only we know"})
    return Link(peer.settings, secrets, transports)


def written(
    peer: MailPeer, subject: str = "Where is my order?", text: str = "It is late.", **more: str
) -> EmailMessage:
    """A customer's mail; ``more``: headers, with _ for -."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Ana Novak <{CUSTOMER}>"
    mail["To"] = more.pop("To", peer.address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{time.time_ns()}@customer.example>"
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def answer(said: Said, text: str = "It left today.", key: str = "send-1") -> Outgoing:
    return Outgoing(
        key=key,
        visibility=Visibility.PRIVATE,
        text=text,
        thread=said.thread.external_id,
        thread_kind=ThreadKind.MAIL,
        reply_to=said.external_id,
        recipient=said.author.external_id,
        recipient_name=said.author.name,
        subject=said.thread.title,
        references=(said.external_id,),
    )


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
        assert woken.wait(5)
        woken.clear()
        desk.peer.deliver(written(desk.peer))
        assert woken.wait(5)
    finally:
        stop.set()
        waiting.join(10)
    assert not waiting.is_alive()


def test_a_lost_answer_is_unknown_and_the_sent_folder_settles_it(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    desk.peer.lose_answers()
    began = datetime.now(UTC)
    with pytest.raises(Unknown):
        channel.send(desk.link, answer(said))
    found = channel.look_up(desk.link, answer(said), began)
    assert found is not None
    assert f"<{found.external_id}>" == desk.peer.sent_mails()[0]["Message-ID"]
    other = answer(said, key="never-sent")
    with pytest.raises(Unknown):
        channel.look_up(desk.link, other, began)
    later = link_to(desk.peer, ahead=timedelta(minutes=3))
    assert channel.look_up(later, other, began) is None


def test_copies_that_we_file_prove_a_send_but_not_its_absence(desk: Desk) -> None:
    desk.peer.provider_files_sent = False
    desk = desk.changed(file_sent="true")
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    channel.send(desk.link, answer(said))
    assert channel.look_up(desk.link, answer(said), datetime.now(UTC)) is not None
    desk.peer.lose_answers()
    lost = answer(said, key="send-2")
    with pytest.raises(Unknown):
        channel.send(desk.link, lost)
    with pytest.raises(Unsupported):
        channel.look_up(desk.link, lost, datetime.now(UTC))
    desk.peer.deliver(written(desk.peer, In_Reply_To=str(desk.peer.sent_mails()[1]["Message-ID"])))
    assert channel.look_up(desk.link, lost, datetime.now(UTC)) is not None


def test_a_line_that_breaks_before_the_mail_leaves_is_safe_to_try_again(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    desk.peer.lose_before_data()
    with pytest.raises(Unreachable):
        channel.send(desk.link, answer(said))
    assert desk.peer.sent == []
    assert channel.send(desk.link, answer(said)).external_id


def test_a_second_try_is_the_same_mail(desk: Desk) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    channel.send(desk.link, answer(said))
    channel.send(desk.link, answer(said))
    first, second = desk.peer.sent_mails()
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("550 5.1.1 No such user", Refused), ("451 4.3.0 Come back later", Unreachable)],
)
def test_a_refused_recipient_has_its_name(desk: Desk, words: str, kind: type[Exception]) -> None:
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    desk.peer.refuse(CUSTOMER, words)
    with pytest.raises(kind, match=words[:3]):
        channel.send(desk.link, answer(said))


def test_a_lost_line_speaks_of_no_secret(desk: Desk) -> None:
    wrong = Link(desk.link.settings, Secrets({"imap_password": "wrong"}), desk.link.transports)
    with pytest.raises(Disconnected) as caught:
        channel.identify(wrong)
    assert "wrong" not in repr(caught.value.__context__ or "")


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_it_signs_in_over_protected_lines(desk: Desk, security: Security) -> None:
    host = desk.peer.host
    port = host.imaps_port if security is Security.TLS else host.imap_port
    changed = desk.changed(
        imap_security=security, imap_port=str(port), smtp_security=Security.STARTTLS
    )
    assert channel.identify(changed.link).external_id == desk.peer.address


def test_a_certificate_that_nobody_vouches_for_is_not_taken(mail_host: MailHost) -> None:
    server = MailServer("127.0.0.1", mail_host.imaps_port, Security.TLS, "a@b.example", PASSWORD)
    with pytest.raises(Unreachable, match="certificate"), Imap(timeout=10)(server, "INBOX"):
        pass


def test_a_folder_that_is_not_there_is_named_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(Refused, match="Sent"):
        channel.identify(desk.changed(folder="Enquiries").link)


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
