"""E-mail out through a real SMTP server that refuses, stalls and hangs up; and the lines themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.base import Link
from amends.channels.contract import (
    Disconnected,
    Refused,
    Secrets,
    Unknown,
    Unreachable,
    Unsupported,
)
from amends.channels.transports.imap import Imap
from amends.channels.transports.mail import MailServer, Security
from peers.desk import CUSTOMER, Desk, answer, channel, link_to, written
from peers.mail import PASSWORD, MailHost

pytestmark = pytest.mark.peer


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


def test_a_server_that_gives_mails_its_own_ids_is_seen_through(desk: Desk) -> None:
    desk.peer.provider_files_sent = False
    desk.peer.deliver(written(desk.peer))
    (said,) = desk.said()
    channel.send(desk.link, answer(said))
    (mail,) = desk.peer.sent_mails()
    mail.replace_header("Message-ID", "<its-own@provider.example>")
    desk.peer.deliver(mail.as_bytes(), folder="Sent")
    assert channel.look_up(desk.link, answer(said), datetime.now(UTC)) is not None


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
