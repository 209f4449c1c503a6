"""Which mails belong together, and what a signature is worth."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.mail import subjects
from amends.channels.mail.threads import Signer, respelled, spelled, thread_of

SIGNER = Signer("a key that only we know")
THREAD = thread_of("first@customer.example")
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(KEYS)
def test_our_ids_give_back_what_was_signed(key: str) -> None:
    ours = SIGNER.ours(SIGNER.message_id(key, THREAD, "brand.example"))
    assert ours is not None
    assert (ours.key, ours.thread) == (key, THREAD)
    assert respelled(spelled(key)) == key


@given(KEYS, st.integers(0, 200), st.sampled_from("abcxyz237"))
def test_an_altered_id_is_nobodys(key: str, at: int, letter: str) -> None:
    local, _, domain = SIGNER.message_id(key, THREAD, "brand.example").partition("@")
    at %= len(local)
    altered = f"{local[:at]}{letter}{local[at + 1 :]}"
    if altered != local:
        assert SIGNER.ours(f"{altered}@{domain}") is None


def test_another_key_signs_nothing_for_us() -> None:
    theirs = Signer("their key").message_id("send-1", THREAD, "brand.example")
    assert SIGNER.ours(theirs) is None
    assert SIGNER.addressed(Signer("their key").address("a@brand.example", THREAD)) == ""


def test_without_a_key_nobody_signs() -> None:
    nobody = Signer("")
    assert nobody.ours(nobody.message_id("send-1", THREAD, "brand.example")) is None
    assert nobody.addressed(nobody.address("a@brand.example", THREAD)) == ""


def test_a_marked_address_survives_capitals_and_fits() -> None:
    address = SIGNER.address("support@brand.example", THREAD)
    assert SIGNER.addressed(address.upper()) == THREAD
    assert len(address.partition("@")[0]) <= 64


def test_an_address_too_long_to_mark_stays_as_it_is() -> None:
    long = f"{'x' * 40}@brand.example"
    assert SIGNER.address(long, THREAD) == long


def test_an_id_signed_for_a_mail_is_no_address_and_the_other_way_round() -> None:
    mail_id = SIGNER.message_id("send-1", THREAD, "brand.example")
    signature = mail_id.partition("@")[0][-16:]
    assert SIGNER.addressed(f"support+{THREAD}{signature}@brand.example") == ""


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"", "own@c.example"),
        (b"In-Reply-To: <a@c.example>\n", "a@c.example"),
        (b"References: <a@c.example>\n <b@c.example>\n", "a@c.example"),
        (b"In-Reply-To: <b@c.example>\nReferences: <a@c.example> <b@c.example>\n", "a@c.example"),
        (b"References: nonsense <a@c.example>,<b@c.example>\n", "a@c.example"),
    ],
)
def test_the_first_reference_is_the_root(head: bytes, root: str) -> None:
    place = SIGNER.place(message_from_bytes(head + b"\n"), "own@c.example")
    assert place.thread == thread_of(root)


def test_related_mails_come_nearest_first() -> None:
    head = b"In-Reply-To: <c@c.example>\nReferences: <a@c.example> <b@c.example> <c@c.example>\n\n"
    place = SIGNER.place(message_from_bytes(head), "own@c.example")
    assert place.related == ("c@c.example", "b@c.example", "a@c.example")


def test_ids_that_came_as_encoded_words_are_read() -> None:
    ours = SIGNER.message_id("send-1", THREAD, "brand.example")
    encoded = ours.replace("@", "=40").replace(".", "=2E")
    head = f"References: <a@c.example> =?utf-8?q?=3C{encoded[:30]}?=\n =?utf-8?q?{encoded[30:]}=3E?=\n\n"
    place = SIGNER.place(message_from_bytes(head.encode()), "own@c.example")
    assert place.thread == THREAD
    assert place.related == (ours, "a@c.example")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: AW: Re[2]: Order", "Order"),
        ("RE: FW: SV: Order", "Order"),
        ("回复：订单", "订单"),
        ("Antw: Order", "Order"),
        ("Regarding: Order", "Regarding: Order"),
        ("R: Ordine", "Ordine"),
        ("Re:", ""),
        ("Repair: it is broken", "Repair: it is broken"),
    ],
)
def test_subjects_lose_what_programs_put_before_them(subject: str, title: str) -> None:
    assert subjects.title(subject) == title
    assert subjects.answering(subject) == f"Re: {title}".strip()
