"""Cases, notes, tags and people through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.models import Case, CaseEvent, Tag
from amends.staff.models import Membership
from amends.staff.rules import Role, Scope
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db


def test_a_token_learns_who_it_is(program: Program, cast: Cast) -> None:
    told = program.get("/me").json()
    assert (told["user_id"], told["name"]) == (cast.bo.pk, "Bo Lead")
    assert told["brand"] == {
        "id": cast.brand.pk,
        "name": "Northpost",
        "slug": cast.brand.slug,
        "time_zone": "UTC",
    }
    manage = ["brake", "manage connections", "manage intake", "manage team"]
    also = ["answer", "hide", "organise", "overrule the playbook", "read"]
    incidents = ["handle incidents", "tell everyone"]
    assert told["rights"] == sorted([*manage, *also, *incidents])


def test_a_case_is_told_whole(program: Program, matter: Matter, cast: Cast) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="lost", created_at=NOON)
    Case.objects.update(tags=[tag.pk], assignee=cast.ada)
    told = program.get(f"/cases/{matter.case.pk}").json()
    assert told == {
        "id": matter.case.pk,
        "subject": "",
        "preview": "Where is my parcel?",
        "state": "needs_answer",
        "state_since": "2026-11-21T12:00:00Z",
        "snoozed_until": None,
        "due_at": None,
        "assignee": {"id": cast.ada.pk, "name": "Ada Agent"},
        "team_id": None,
        "person": {"id": matter.person.pk, "name": "Mira Kessler"},
        "connection_id": matter.case.connection_id,
        "channel": "demo",
        "is_public": True,
        "url": "",
        "tags": [{"id": tag.pk, "name": "lost"}],
        "fields": {},
        "set_aside": "",
        "merged_into_id": None,
        "rating": None,
        "opened_at": "2026-11-21T12:00:00Z",
        "last_in_at": "2026-11-21T12:00:00Z",
        "last_out_at": None,
        "taken_offline_at": None,
        "closed_at": None,
        "marks": [],
        "pinned_at": None,
    }


def test_pages_follow_each_other_without_a_gap_or_a_double(
    program: Program, connection: Connection
) -> None:
    made = [make_matter(connection).case.pk for _ in range(7)]
    seen: list[int] = []
    path = "/cases?limit=3"
    for expected in (3, 3, 1):
        page = program.get(path).json()
        assert len(page["items"]) == expected
        seen += [item["id"] for item in page["items"]]
        make_matter(connection)
        path = f"/cases?limit=3&cursor={page['next']}"
    assert page["next"] is None
    assert seen == made[::-1]


def test_lists_can_be_narrowed(program: Program, connection: Connection, cast: Cast) -> None:
    closed, mine, free = (make_matter(connection).case for _ in range(3))
    tag = Tag.objects.create(brand=cast.brand, name="lost", created_at=NOON)
    Case.objects.filter(pk=closed.pk).update(state="closed", closed_at=NOON, tags=[tag.pk])
    Case.objects.filter(pk=mine.pk).update(assignee=cast.bo)
    other = make_matter(make_connection(cast.brand)).case

    def ids(query: str) -> list[int]:
        return [item["id"] for item in program.get(f"/cases?{query}").json()["items"]]

    assert ids("state=closed") == [closed.pk]
    assert ids("assignee=me") == ids(f"assignee={cast.bo.pk}") == [mine.pk]
    assert ids("assignee=none") == [other.pk, free.pk, closed.pk]
    assert ids(f"tag={tag.pk}") == [closed.pk]
    assert ids(f"connection={other.connection_id}") == [other.pk]
    assert ids(f"person={free.person_id}") == [free.pk]
    assert ids("state=needs_answer&assignee=none") == [other.pk, free.pk]


def test_updated_since_finds_what_was_said_or_happened(
    program: Program, connection: Connection, cast: Cast
) -> None:
    quiet, told, tagged = (make_matter(connection).case for _ in range(3))
    later = NOON + timedelta(hours=1)
    Case.objects.filter(pk=told.pk).update(last_in_at=later)
    CaseEvent.objects.create(brand=cast.brand, case=tagged, kind="tagged", at=later)
    found = program.get("/cases?updated_since=2026-11-21T13:00:00Z").json()["items"]
    assert [item["id"] for item in found] == [tagged.pk, told.pk]
    assert quiet.pk not in [item["id"] for item in found]


def test_a_case_is_given_and_put_back(program: Program, matter: Matter, cast: Cast) -> None:
    path = f"/cases/{matter.case.pk}/assignee"
    assert program.put(path, {"user_id": cast.ada.pk}).json()["assignee"]["id"] == cast.ada.pk
    assert program.put(path, {"user_id": None}).json()["assignee"] is None
    assert [entry.via for entry in Entry.objects.filter(action__startswith="inbox.")] == ["api"] * 2
    refused = program.put(path, {"user_id": cast.vera.pk})
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot-hold")
    assert program.put(path, {"user_id": 10**9}).status_code == 404


def test_a_case_is_turned(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/state"
    until = (timezone.now() + timedelta(days=1)).isoformat()
    for body in (
        {"state": "waiting_colleague"},
        {"state": "waiting_customer"},
        {"state": "snoozed", "until": until},
        {"state": "needs_answer"},
        {"state": "closed"},
        {"state": "needs_answer"},
        {"state": "closed"},
    ):
        told = program.put(path, body)
        assert told.status_code == 200, told.content
        assert told.json()["state"] == body["state"]
    refused = program.put(path, {"state": "waiting_customer"})
    assert (refused.status_code, refused.json()["code"]) == (409, "case-is-closed")


@pytest.mark.parametrize(
    "body",
    [
        {"state": "snoozed"},
        {"state": "closed", "until": "2027-01-01T00:00:00Z"},
        {"state": "snoozed", "until": "2020-01-01T00:00:00Z"},
        {"state": "snoozed", "until": "2027-01-01T00:00:00"},
        {"state": "snoozed", "until": "0001-01-01T00:00:00+14:00"},
        {"state": "gone"},
        {"state": "closed", "assignee": 1},
        {},
    ],
)
def test_a_turn_that_makes_no_sense_is_refused(
    program: Program, matter: Matter, body: object
) -> None:
    refused = program.put(f"/cases/{matter.case.pk}/state", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert refused.json()["errors"]
    assert Case.objects.get().state == "needs_answer"


def test_tags_come_and_go(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/tags"
    tag = program.post(path, {"name": "Lost parcel"}).json()["tags"][0]
    assert program.get("/tags").json() == [tag]
    assert program.delete(f"{path}/{tag['id']}").json()["tags"] == []
    assert program.delete(f"{path}/{10**9}").status_code == 404


def test_notes_are_left_and_read(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/notes"
    for number in range(3):
        assert program.post(path, {"text": f"note {number}"}).status_code == 201
    page = program.get(f"{path}?limit=2").json()
    assert [note["text"] for note in page["items"]] == ["note 2", "note 1"]
    assert page["items"][0]["author"]["name"] == "Bo Lead"
    rest = program.get(f"{path}?limit=2&cursor={page['next']}").json()
    assert ([note["text"] for note in rest["items"]], rest["next"]) == (["note 0"], None)


def test_messages_people_colleagues_and_connections_are_told(
    program: Program, matter: Matter, cast: Cast
) -> None:
    message = program.get(f"/messages?case={matter.case.pk}").json()["items"][0]
    assert (message["text"], message["direction"]) == ("Where is my parcel?", "in")
    assert message["identity"]["handle"] == matter.identity.handle
    assert program.get(f"/messages/{message['id']}").json() == message
    assert program.get("/messages?direction=out").json()["items"] == []
    person = program.get(f"/people/{matter.person.pk}").json()
    assert person["identities"][0]["external_id"] == matter.identity.external_id
    assert program.get("/people").json()["items"] == [person]
    names = [one["name"] for one in program.get("/colleagues").json()]
    assert names == ["Ada Agent", "Bo Lead", "Olga Owner", "Vera Viewer"]
    health = program.get("/connections").json()[0]
    assert health["connection"]["channel"] == "demo"
    assert "secrets" not in health["connection"]
    paused = program.post(f"/connections/{health['connection']['id']}/pause").json()
    assert paused["state"] == "paused"
    assert program.post(f"/connections/{paused['id']}/pause").status_code == 409
    assert program.post(f"/connections/{paused['id']}/resume").json()["state"] == "active"


def test_nothing_of_another_brand_is_there(program: Program, cast: Cast) -> None:
    other = make_matter(make_connection(make_brand("Other")))
    theirs = Tag.objects.create(brand=other.case.brand, name="x", created_at=NOON)
    for path in ("cases", "messages", "people", "connections", "quarantine", "tags"):
        told = program.get(f"/{path}").json()
        assert (told if isinstance(told, list) else told["items"]) == []
    case = f"/cases/{other.case.pk}"
    calls = [
        ("GET", case, None),
        ("PUT", f"{case}/assignee", {"user_id": cast.ada.pk}),
        ("PUT", f"{case}/state", {"state": "closed"}),
        ("POST", f"{case}/tags", {"name": "x"}),
        ("DELETE", f"{case}/tags/{theirs.pk}", None),
        ("GET", f"{case}/notes", None),
        ("POST", f"{case}/notes", {"text": "x"}),
        ("GET", f"/messages/{other.message.pk}", None),
        ("GET", f"/people/{other.person.pk}", None),
        ("GET", f"/connections/{other.case.connection_id}", None),
        ("POST", f"/connections/{other.case.connection_id}/pause", None),
    ]
    for method, path, body in calls:
        refused = program.call(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (404, "not-found"), path
    reply = {"kind": "public_reply", "text": "x"}
    refused = program.post(f"{case}/replies", reply, **{"Idempotency-Key": "k"})
    assert refused.status_code == 404


READS = ("/cases", "/messages", "/people", "/colleagues", "/tags", "/connections")


@pytest.mark.parametrize("path", READS)
def test_reading_needs_the_scope_to_read(make_program: MakeProgram, path: str) -> None:
    assert make_program(Scope.READ).get(path).status_code == 200
    refused = make_program(Scope.ANSWER, Scope.ORGANISE, Scope.MANAGE).get(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")


def test_each_change_needs_its_scope(make_program: MakeProgram, matter: Matter) -> None:
    case = f"/cases/{matter.case.pk}"
    connection = f"/connections/{matter.case.connection_id}"
    calls = {
        Scope.ORGANISE: [
            ("PUT", f"{case}/assignee", {"user_id": None}),
            ("PUT", f"{case}/state", {"state": "closed"}),
            ("POST", f"{case}/tags", {"name": "x"}),
            ("POST", f"{case}/notes", {"text": "x"}),
        ],
        Scope.ANSWER: [("POST", f"{case}/replies", {"kind": "public_reply", "text": "x"})],
        Scope.MANAGE: [
            ("POST", f"{connection}/pause", None),
            ("GET", "/quarantine", None),
            ("POST", "/quarantine/1/rerun", None),
        ],
    }
    for scope, of_scope in calls.items():
        program = make_program(*(set(Scope) - {scope}))
        for method, path, body in of_scope:
            refused = program.call(method, path, body, **{"Idempotency-Key": "k"})
            assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed"), path


def test_a_token_can_do_no_more_than_its_user_can_now(program: Program, cast: Cast) -> None:
    Membership.objects.filter(user=cast.bo).update(role=Role.VIEWER)
    assert program.get("/cases").status_code == 200
    assert program.get("/quarantine").status_code == 403
