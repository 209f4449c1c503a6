"""Programs that are told, kept through the API."""

from __future__ import annotations

import pytest
from program import MakeProgram, Program

from amends.staff.rules import Scope
from amends.subscriptions.models import Subscription
from cast import Cast

pytestmark = pytest.mark.django_db
BODY = {
    "name": "Orders",
    "url": "https://orders.example.com/told",
    "topics": ["case.opened", "message.received"],
}


def test_a_subscription_is_kept(program: Program) -> None:
    made = program.post("/subscriptions", BODY)
    assert made.status_code == 201, made.content
    kept = made.json()["subscription"]
    assert made.json()["secret"].startswith("whsec_")
    path = f"/subscriptions/{kept['id']}"
    assert program.get(path).json() == kept
    assert program.get("/subscriptions").json() == [kept]
    changed = program.put(path, {**BODY, "name": "Stock"}).json()
    assert changed["name"] == "Stock"
    secret = program.post(f"{path}/secret").json()
    assert secret["secret"] != made.json()["secret"]
    assert secret["subscription"]["old_secret_until"]
    assert program.post(f"{path}/pause").json()["paused_at"]
    refused = program.post(f"{path}/test")
    assert (refused.status_code, refused.json()["code"]) == (409, "subscription-paused")
    assert program.post(f"{path}/resume").json()["paused_at"] is None
    assert program.delete(path).status_code == 204
    assert not Subscription.objects.exists()


def test_what_was_told_is_listed_and_told_again(program: Program) -> None:
    kept = program.post("/subscriptions", BODY).json()["subscription"]
    path = f"/subscriptions/{kept['id']}"
    asked = [program.post(f"{path}/test").json() for _ in range(3)]
    page = program.get(f"{path}/announcements?limit=2").json()
    assert [each["id"] for each in page["items"]] == [asked[2]["id"], asked[1]["id"]]
    rest = program.get(f"{path}/announcements?limit=2&cursor={page['next']}").json()
    assert ([each["id"] for each in rest["items"]], rest["next"]) == ([asked[0]["id"]], None)
    again = program.post(f"/announcements/{asked[0]['id']}/resend")
    assert again.status_code == 202
    assert again.json()["message_id"] == asked[0]["message_id"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"url": "ftp://orders.example.com"}, "url"), ({"topics": ["test"]}, "topics")],
)
def test_what_cannot_be_is_refused(program: Program, wrong: dict[str, object], field: str) -> None:
    refused = program.post("/subscriptions", {**BODY, **wrong})
    assert (refused.status_code, refused.json()["errors"][0]["where"]) == (422, field)


def test_it_needs_the_scope_and_ones_own_brand(
    program: Program, make_program: MakeProgram, cast: Cast
) -> None:
    kept = program.post("/subscriptions", BODY).json()["subscription"]
    others = make_program(Scope.READ, Scope.ANSWER, Scope.ORGANISE)
    assert others.get("/subscriptions").status_code == 403
    assert others.post("/subscriptions", BODY).status_code == 403
    assert others.get(f"/subscriptions/{kept['id']}").status_code == 403
    assert program.get("/subscriptions/99999999").status_code == 404
