"""The mails we write, down to their lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from amends.channels.contract import Media, Outgoing, Refused, TooLong, Unsupported, Visibility
from amends.channels.mail import compose
from amends.channels.mail.incoming import Own
from amends.channels.mail.threads import Signer

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
OWN = Own("support@brand.example", "Brand, Käre", frozenset(), Signer("key"))
ANSWER = Outgoing(
    key="0b5c7d3e-8f11-4a5e-9c21-3a1f0d9e7b44",
    visibility=Visibility.PRIVATE,
    text="Hello",
    thread="aaaaaaaaaaaaaaaa",
    reply_to="b@customer.example",
    recipient="ana@customer.example",
    subject="Order",
    references=("a@customer.example", "b@customer.example"),
)


def raw(outgoing: Outgoing) -> bytes:
    return compose.letter(outgoing, OWN, plus=False, now=NOW).raw


def test_lines_end_as_smtp_wants_them_and_hold_only_ascii() -> None:
    found = raw(replace(ANSWER, text="Grüße\n.\n..\nlong " + "x" * 3000, subject="Größe"))
    assert found.isascii()
    assert all(line.endswith(b"\r\n") for line in found.splitlines(keepends=True))
    assert max(len(line) for line in found.splitlines()) <= 998


def test_long_ids_stay_whole() -> None:
    references = tuple(f"{'x' * 200}{n}@customer.example" for n in range(60))
    found = raw(replace(ANSWER, references=references, reply_to=references[-1]))
    kept = message_from_bytes(found)["References"].split()
    assert kept[0] == f"<{references[0]}>"
    assert kept[-1] == f"<{references[-1]}>"
    assert len(kept) == 40


def test_what_is_answered_is_named_last_whatever_its_clock_said() -> None:
    found = message_from_bytes(raw(replace(ANSWER, reply_to="a@customer.example")))
    assert found["References"].split() == ["<b@customer.example>", "<a@customer.example>"]
    assert found["In-Reply-To"] == "<a@customer.example>"


def test_ids_that_we_made_up_leave_no_trace() -> None:
    found = raw(replace(ANSWER, references=("0" * 64 + "@mail.invalid",), reply_to=""))
    assert b"invalid" not in found
    assert b"References" not in found


@pytest.mark.parametrize("evil", ["Order\r\nBcc: all@evil.example", "Order\nX: y", "\x00\x1b[31m"])
def test_a_subject_adds_no_headers(evil: str) -> None:
    mail = message_from_bytes(raw(replace(ANSWER, subject=evil, recipient_name=evil)))
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail["To"].endswith("<ana@customer.example>")


@pytest.mark.parametrize("address", ["", "ana", "ana@", "a b@c.example", "a@b@c", "<x>\r\n@y"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        raw(replace(ANSWER, recipient=address))


def test_a_name_with_a_comma_is_one_name() -> None:
    mail = message_from_bytes(raw(ANSWER), policy=policy.default)
    assert [each.display_name for each in mail["From"].addresses] == ["Brand, Käre"]


def test_the_same_send_is_the_same_mail_to_the_byte() -> None:
    media = (Media(name="../a\r\nb.png", content_type="image/png", content=b"\x89PNG"),)
    assert raw(replace(ANSWER, media=media)) == raw(replace(ANSWER, media=media))


def test_what_mail_cannot_carry_is_refused() -> None:
    with pytest.raises(TooLong):
        compose.check(replace(ANSWER, text="ü" * 500_001))
    with pytest.raises(Unsupported):
        compose.check(replace(ANSWER, media=(Media(url="https://a.example/x.png"),)))
    with pytest.raises(Unsupported):
        compose.check(replace(ANSWER, media=(Media(content=b"x" * 19_000_000),)))


@pytest.mark.parametrize(
    "kind", ["text/html", "message/rfc822", "multipart/mixed", "x", "a/b/c", ""]
)
def test_any_file_can_be_attached(kind: str) -> None:
    media = (Media(name="f", content_type=kind, content=b"\xff\r\n.\r\n"),)
    mail = message_from_bytes(raw(replace(ANSWER, media=media)), policy=policy.default)
    (part,) = mail.iter_attachments()  # type: ignore[attr-defined]
    assert part.get_payload(decode=True) == b"\xff\r\n.\r\n"
