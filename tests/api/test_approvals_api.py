"""Approvals and the brake of two people through the API."""

from __future__ import annotations

import pytest
from program import MakeProgram, Program

from amends.outbox.models import Approval, Send, SendState
from amends.staff.rules import Scope
from books import go_by
from cast import Cast, Matter

pytestmark = pytest.mark.django_db
ALL = (Scope.READ, Scope.ANSWER, Scope.ORGANISE, Scope.MANAGE)
WORDS = {"kind": "public_reply", "text": "So sorry, Mira! We are looking for it."}


@pytest.fixture
def bo(make_program: MakeProgram, cast: Cast) -> Program:
    return make_program(*ALL, user=cast.bo)


@pytest.fixture
def olga(make_program: MakeProgram, cast: Cast) -> Program:
    return make_program(*ALL, user=cast.olga)


def _say(program: Program, matter: Matter) -> int:
    path = f"/cases/{matter.case.pk}/replies"
    told = program.post(path, WORDS, **{"Idempotency-Key": "one"})
    number: int = told.json()["id"]
    return number


def test_a_yes_through_the_api(olga: Program, bo: Program, cast: Cast, matter: Matter) -> None:
    go_by(cast.brand, "approvals: [{name: Always, by: [lead, agent]}]")
    reply = _say(olga, matter)
    assert olga.get("/approvals").json() == []
    (asked,) = bo.get("/approvals").json()
    assert (asked["reply_id"], asked["rules"], asked["text"]) == (reply, ["Always"], WORDS["text"])
    body = {"digest": asked["digest"]}
    assert olga.post(f"/approvals/{asked['id']}/approve", body).status_code == 403
    wrong = bo.post(f"/approvals/{asked['id']}/approve", {"digest": "0" * 64})
    assert wrong.json()["code"] == "other-words"
    assert bo.post(f"/approvals/{asked['id']}/approve", body).json()["state"] == "queued"
    assert bo.get(f"/approvals/{asked['id']}").json()["state"] == "approved"


def test_given_back_through_the_api(olga: Program, bo: Program, cast: Cast, matter: Matter) -> None:
    go_by(cast.brand, "approvals: [{name: Always, by: [lead]}]")
    reply = _say(olga, matter)
    path = f"/approvals/{Approval.objects.get().pk}/give-back"
    told = bo.post(path, {"comment": "Shorter, please."}).json()
    assert (told["state"], told["votes"][0]["comment"]) == ("returned", "Shorter, please.")
    assert olga.get(f"/replies/{reply}").json()["state"] == "withdrawn"


def test_no_program_lets_go_what_the_brake_held(olga: Program, bo: Program, matter: Matter) -> None:
    bo.put("/brake", {"reason": "storm"})
    reply = _say(olga, matter)
    bo.delete("/brake")
    told = olga.post(f"/replies/{reply}/let-go", {})
    assert told.json()["code"] == "needs-a-look"
    assert Send.objects.get(pk=reply).state == SendState.HELD


def test_the_brake_takes_two_where_the_playbook_says_so(
    bo: Program, make_program: MakeProgram, cast: Cast
) -> None:
    go_by(cast.brand, "crisis: {two_declare: true}")
    first = bo.put("/brake", {"reason": "storm"}).json()
    assert (first["is_on"], first["waits_for_second"]) == (False, "pull")
    again = make_program(*ALL, user=cast.bo)
    assert not again.put("/brake", {"reason": "me again"}).json()["is_on"]
    second = make_program(*ALL, user=cast.olga)
    assert second.put("/brake", {"reason": "yes"}).json()["is_on"]


def test_people_still_answer_under_the_brake_but_programs_do_not(
    olga: Program, bo: Program, cast: Cast, matter: Matter
) -> None:
    go_by(cast.brand, "crisis: {answers_leave: true}")
    bo.put("/brake", {"reason": "storm"})
    assert Send.objects.get(pk=_say(olga, matter)).state == SendState.HELD
