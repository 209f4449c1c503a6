"""Posts through the API: a program writes and plans as a person does, and goes round nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.channels.models import Connection
from amends.outbox import actions as outbox
from amends.outbox.models import Send
from amends.staff.rules import Scope
from cast import Cast

pytestmark = pytest.mark.django_db


def test_a_program_plans_moves_and_takes_back(program: Program, connection: Connection) -> None:
    at = timezone.now().replace(microsecond=0) + timedelta(days=2)
    wanted = {
        "text": "We are open on Sunday.",
        "versions": [{"connection_id": connection.pk, "at": at.isoformat()}],
    }
    made = program.post("/posts", wanted)
    assert made.status_code == 201
    post = made.json()
    assert (post["state"], post["places"]) == ("draft", [])
    seen = {"revision": post["revision"]}
    planned = program.post(f"/posts/{post['id']}/approve", seen).json()
    [place] = planned["places"]
    assert (planned["state"], place["state"]) == ("approved", "scheduled")
    later = at + timedelta(days=1)
    moved = program.post(f"/calendar/{place['id']}/move", {"at": later.isoformat()}).json()
    assert moved["at"].startswith(later.strftime("%Y-%m-%dT%H:%M"))
    since, until = at.strftime("%Y-%m-%dT00:00:00Z"), later.strftime("%Y-%m-%dT23:59:59Z")
    found = program.get(f"/calendar?since={since}&until={until}").json()
    assert [each["id"] for each in found] == [place["id"]]
    back = program.post(f"/posts/{post['id']}/take-back", {}).json()
    assert (back["state"], back["places"]) == ("draft", [])
    assert program.post(f"/posts/{post['id']}/approve", seen).status_code == 409
    assert [each["id"] for each in program.get("/posts?state=draft").json()["items"]] == [
        post["id"]
    ]


def test_who_may_only_organise_asks(
    make_program: MakeProgram, cast: Cast, connection: Connection
) -> None:
    program = make_program(Scope.READ, Scope.ORGANISE)
    wanted = {"text": "Hello", "versions": [{"connection_id": connection.pk}]}
    post = program.post("/posts", wanted).json()
    refused = program.post(f"/posts/{post['id']}/approve", {"revision": 1})
    assert refused.status_code == 403
    assert program.post(f"/posts/{post['id']}/ask", {}).json()["state"] == "asked"
    assert not Send.objects.exists()


def test_the_brake_holds_what_programs_plan(
    program: Program, cast: Cast, connection: Connection
) -> None:
    outbox.pull_brake(by=cast.actor(cast.bo), reason="fire", now=timezone.now())
    wanted = {"text": "Hello", "versions": [{"connection_id": connection.pk}]}
    post = program.post("/posts", wanted).json()
    planned = program.post(f"/posts/{post['id']}/approve", {"revision": 1}).json()
    assert planned["places"][0]["state"] == "held"
    assert Send.objects.get().state == "held"


def test_a_list_asks_the_tables_as_often_for_many_posts_as_for_one(
    program: Program, connection: Connection, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        versions = [{"connection_id": connection.pk}]
        program.post("/posts", {"text": f"Number {number}", "versions": versions})
    program.get("/posts")
    with django_assert_max_num_queries(9):
        found = program.get("/posts").json()["items"]
    assert [len(each["versions"]) for each in found] == [1] * 6
