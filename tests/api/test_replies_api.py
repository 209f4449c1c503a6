"""Answers through the API: asked for once, followed, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.inbox.models import Case, Message
from amends.outbox.models import Send
from amends.staff.rules import Scope
from cast import Cast, Matter, make_connection, make_matter

pytestmark = pytest.mark.django_db

WORDS = {"kind": "public_reply", "text": "Sorry! We are looking for it."}


def _key(value: str = "order-1") -> dict[str, str]:
    return {"Idempotency-Key": value}


def test_an_answer_is_asked_for_and_can_be_followed(program: Program, matter: Matter) -> None:
    told = program.post(f"/cases/{matter.case.pk}/replies", WORDS, **_key())
    assert told.status_code == 202
    reply = told.json()
    assert (reply["state"], reply["text"], reply["is_public"]) == ("queued", WORDS["text"], True)
    assert reply["case_id"] == matter.case.pk
    assert program.get(f"/replies/{reply['id']}").json() == reply
    assert Case.objects.get().state == "waiting_customer"
    assert program.get(f"/messages/{reply['message_id']}").json()["direction"] == "out"


def test_the_same_key_with_the_same_words_asks_once(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/replies"
    first, second = (program.post(path, WORDS, **_key()) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Send.objects.count() == 1
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {**WORDS, "text": "Something else"},
        {**WORDS, "kind": "private_message"},
        {**WORDS, "subject": "Another subject"},
    ],
)
def test_the_same_key_with_other_words_is_refused(
    program: Program, matter: Matter, other: dict[str, str]
) -> None:
    path = f"/cases/{matter.case.pk}/replies"
    program.post(path, WORDS, **_key())
    refused = program.post(path, other, **_key())
    assert (refused.status_code, refused.json()["code"]) == (409, "same-key-other-words")
    assert Send.objects.count() == 1


def test_the_same_key_for_another_case_is_refused(program: Program, matter: Matter) -> None:
    other = make_matter(matter.case.connection).case
    program.post(f"/cases/{matter.case.pk}/replies", WORDS, **_key())
    refused = program.post(f"/cases/{other.pk}/replies", WORDS, **_key())
    assert (refused.status_code, refused.json()["code"]) == (409, "same-key-other-words")


def test_a_private_reply_by_another_comments_right_is_the_one_asked_for(
    program: Program, cast: Cast
) -> None:
    """Each comment gives one private reply: the second answer to the newest goes by an older one's right."""
    now = timezone.now()
    matter = make_matter(make_connection(cast.brand, "instagram"), at=now)
    older = Message.objects.filter(pk=matter.message.pk).values().get()
    older |= {"id": None, "external_id": "older", "sent_at": now - timedelta(hours=1)}
    Message.objects.create(**older)
    path = f"/cases/{matter.case.pk}/replies"
    body = {"kind": "private_message", "message_id": matter.message.pk}
    for number, right in enumerate([matter.message.external_id, "older"]):
        words = {**body, "text": f"Part {number} of what happened."}
        first, second = (program.post(path, words, **_key(f"part-{number}")) for _ in range(2))
        assert (first.status_code, second.status_code) == (202, 202), first.json()
        assert first.json() == second.json()
        assert Send.objects.get(pk=first.json()["id"]).reply_to == right
    assert Send.objects.count() == 2


def test_two_peoples_programs_may_use_the_same_key(
    make_program: MakeProgram, matter: Matter, cast: Cast
) -> None:
    path = f"/cases/{matter.case.pk}/replies"
    make_program().post(path, WORDS, **_key())
    words = {**WORDS, "text": "And thank you for waiting."}
    told = make_program(user=cast.olga).post(path, words, **_key())
    assert told.status_code == 202
    assert Send.objects.count() == 2


@pytest.mark.parametrize("key", [{}, _key(""), _key("with space"), _key("x" * 151), _key("ü")])
def test_an_answer_without_a_good_key_is_refused(
    program: Program, matter: Matter, key: dict[str, str]
) -> None:
    refused = program.post(f"/cases/{matter.case.pk}/replies", WORDS, **key)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert "Idempotency-Key" in refused.json()["errors"][0]["where"]
    assert not Send.objects.exists()


def test_what_the_gate_refuses_is_told_by_name(program: Program, matter: Matter) -> None:
    words = {**WORDS, "text": "x" * 20_000}
    refused = program.post(f"/cases/{matter.case.pk}/replies", words, **_key())
    assert refused.status_code == 409
    assert refused.json()["code"] == "too-long"
    assert not Send.objects.exists()


def test_an_answer_that_waits_can_be_taken_back_once(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/replies"
    reply = program.post(path, {**WORDS, "undo_seconds": 60}, **_key()).json()
    assert reply["not_before"] > reply["asked_at"]
    told = program.post(f"/replies/{reply['id']}/withdraw").json()
    assert told["state"] == "withdrawn"
    assert Case.objects.get().state == "needs_answer"
    again = program.post(f"/replies/{reply['id']}/withdraw")
    assert (again.status_code, again.json()["code"]) == (409, "too-late")


def test_a_message_of_another_case_cannot_be_answered(program: Program, matter: Matter) -> None:
    other = make_matter(matter.case.connection).message
    body = {**WORDS, "message_id": other.pk}
    assert program.post(f"/cases/{matter.case.pk}/replies", body, **_key()).status_code == 404


def test_taking_back_needs_the_scope_to_answer(
    program: Program, make_program: MakeProgram, matter: Matter
) -> None:
    path = f"/cases/{matter.case.pk}/replies"
    reply = program.post(path, {**WORDS, "undo_seconds": 60}, **_key()).json()
    reader = make_program(Scope.READ, Scope.ORGANISE, Scope.MANAGE)
    assert reader.get(f"/replies/{reply['id']}").status_code == 200
    assert reader.post(f"/replies/{reply['id']}/withdraw").status_code == 403
