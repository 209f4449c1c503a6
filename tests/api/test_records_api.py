"""Order in the records through the API: merging, splitting, links, followers, fields, spam, people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from program import MakeProgram, Program

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.models import Case, Message, Person
from amends.staff.models import Team
from amends.staff.rules import Scope
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db


def _second(matter: Matter, *, at_minute: int = 5) -> Matter:
    """Another case of Mira's."""
    other = make_matter(matter.case.connection, at=NOON + timedelta(minutes=at_minute))
    Case.objects.filter(pk=other.case.pk).update(person=matter.person)
    other.identity.person = matter.person
    other.identity.save(update_fields=["person"])
    other.case.case_threads.update(person=matter.person)
    return other


def test_two_cases_become_one_and_two_again(program: Program, matter: Matter) -> None:
    other = _second(matter)
    told = program.post(f"/cases/{other.case.pk}/merge", {"into": matter.case.pk})
    assert told.status_code == 200, told.content
    move = told.json()
    assert (move["kind"], move["origin_id"], move["target_id"]) == (
        "merge",
        other.case.pk,
        matter.case.pk,
    )
    merged = program.get(f"/cases/{other.case.pk}").json()
    assert (merged["set_aside"], merged["merged_into_id"]) == ("merged", matter.case.pk)
    records = program.get(f"/cases/{matter.case.pk}/records").json()
    assert [each["id"] for each in records["moves"]] == [move["id"]]
    again = program.post(f"/cases/{other.case.pk}/merge", {"into": matter.case.pk})
    assert (again.status_code, again.json()["code"]) == (409, "case-already-merged")
    assert program.post(f"/moves/{move['id']}/undo").json()["undone_at"]
    assert program.get(f"/cases/{other.case.pk}").json()["set_aside"] == ""
    twice = program.post(f"/moves/{move['id']}/undo")
    assert (twice.status_code, twice.json()["code"]) == (409, "already-taken-back")


def test_messages_become_a_case_of_their_own(program: Program, matter: Matter) -> None:
    later = Message.objects.get(pk=matter.message.pk)
    later.pk, later.external_id, later.sent_at = None, "later", NOON + timedelta(minutes=3)
    later.save()
    told = program.post(f"/cases/{matter.case.pk}/split", {"message_ids": [later.pk]})
    assert told.status_code == 201, told.content
    assert Message.objects.get(pk=later.pk).case_id == told.json()["target_id"]
    again = program.post(f"/cases/{matter.case.pk}/split", {"message_ids": [later.pk]})
    assert (again.status_code, again.json()["code"]) == (422, "invalid")


def test_cases_are_linked_once(program: Program, matter: Matter) -> None:
    other = make_matter(matter.case.connection).case
    path = f"/cases/{matter.case.pk}/links/{other.pk}"
    for _ in range(2):
        told = program.put(path, None).json()
        assert [each["case_id"] for each in told["links"]] == [other.pk]
    assert program.delete(path).json()["links"] == []
    own = program.put(f"/cases/{matter.case.pk}/links/{matter.case.pk}", None)
    assert (own.status_code, own.json()["code"]) == (409, "linked-with-itself")


def test_colleagues_follow_and_leave(program: Program, matter: Matter, cast: Cast) -> None:
    path = f"/cases/{matter.case.pk}/followers/{cast.ada.pk}"
    told = program.put(path, {"is_collaborator": True}).json()
    assert told["followers"] == [
        {"user_id": cast.ada.pk, "name": "Ada Agent", "is_collaborator": True}
    ]
    assert program.delete(path).json()["followers"] == []


def test_a_case_is_handed_over_with_a_note(program: Program, matter: Matter, cast: Cast) -> None:
    team = Team.objects.create(brand=cast.brand, name="Claims", created_at=NOON)
    path = f"/cases/{matter.case.pk}/hand-over"
    told = program.post(path, {"user_id": cast.ada.pk, "text": "You know her."}).json()
    assert told["assignee"]["id"] == cast.ada.pk
    notes = program.get(f"/cases/{matter.case.pk}/notes").json()["items"]
    assert [note["text"] for note in notes] == ["You know her."]
    told = program.post(path, {"team_id": team.pk, "text": "A claim."}).json()
    assert (told["team_id"], told["assignee"]) == (team.pk, None)
    assert program.put(f"/cases/{matter.case.pk}/team", {"team_id": None}).json()["team_id"] is None
    for body in ({"text": "To whom?"}, {"user_id": 1, "team_id": 1, "text": "To both?"}):
        assert program.post(path, body).status_code == 422


def test_a_field_is_set_and_emptied(program: Program, matter: Matter) -> None:
    made = program.post("/fields", {"name": "Parcel", "kind": "number"})
    assert made.status_code == 201
    field = made.json()["id"]
    path = f"/cases/{matter.case.pk}/fields/{field}"
    assert program.put(path, {"value": "4711"}).json()["fields"] == [
        {"field_id": field, "name": "Parcel", "kind": "number", "value": "4711"}
    ]
    assert program.get(f"/cases/{matter.case.pk}").json()["fields"] == {str(field): "4711"}
    wrong = program.put(path, {"value": "many"})
    assert (wrong.status_code, wrong.json()["errors"][0]["where"]) == (422, "value")
    assert program.put(path, {"value": ""}).json()["fields"][0]["value"] == ""


def test_spam_goes_aside_and_comes_back(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}"
    assert program.post(f"{path}/spam").json()["set_aside"] == "spam"
    assert program.post(f"{path}/put-back").json()["state"] == "needs_answer"
    again = program.post(f"{path}/put-back")
    assert (again.status_code, again.json()["code"]) == (409, "not-set-aside")


def test_a_case_is_locked_for_one(
    program: Program, make_program: MakeProgram, matter: Matter, cast: Cast
) -> None:
    path = f"/cases/{matter.case.pk}/lock"
    assert program.put(path, None).json()["user_id"] == cast.bo.pk
    refused = make_program(user=cast.olga).put(path, None)
    assert (refused.status_code, refused.json()["code"]) == (409, "locked")
    assert program.delete(path).status_code == 200


def test_what_happened_is_told_without_anybodys_words(program: Program, matter: Matter) -> None:
    program.post(f"/cases/{matter.case.pk}/spam")
    told = program.get(f"/cases/{matter.case.pk}/events").json()
    assert {event["kind"] for event in told} >= {"set_aside"}
    assert told[0]["by"]["name"] == "Bo Lead"
    assert "parcel" not in str(told)


def test_people_become_one_and_two_again(program: Program, connection: Connection) -> None:
    kept, merged = make_matter(connection), make_matter(connection, name="M. Kessler")
    path = f"/people/{kept.person.pk}/merge"
    merge = program.post(path, {"person_id": merged.person.pk}).json()
    assert program.get(f"/people/{merged.person.pk}").json()["merged_into_id"] == kept.person.pk
    twice = program.post(path, {"person_id": merged.person.pk})
    assert (twice.status_code, twice.json()["code"]) == (409, "person-already-merged")
    assert program.post(f"/person-merges/{merge['id']}/undo").json()["undone_at"]
    assert Person.objects.get(pk=merged.person.pk).merged_into is None


def test_somebody_is_blocked_and_heard_again(program: Program, matter: Matter) -> None:
    path = f"/people/{matter.person.pk}"
    assert program.post(f"{path}/block").json() == {"cases": 1}
    assert program.get(path).json()["blocked_at"]
    assert program.post(f"{path}/unblock").json() == {"cases": 1}


#: Each with what it sends; every one changes something.
CHANGES: list[tuple[str, str, Any]] = [
    ("PUT", "/cases/{case}/team", {"team_id": None}),
    ("POST", "/cases/{case}/hand-over", {"user_id": 1, "text": "Yours"}),
    ("POST", "/cases/{case}/merge", {"into": 1}),
    ("POST", "/cases/{case}/split", {"message_ids": [1]}),
    ("PUT", "/cases/{case}/links/{case}", None),
    ("POST", "/cases/{case}/spam", None),
    ("PUT", "/cases/{case}/lock", None),
    ("POST", "/people/{person}/block", None),
    ("POST", "/cases/{case}/templates/preview", {"template": "x"}),
    ("POST", "/messages/{message}/deeds", {"kind": "like"}),
]


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
def test_another_brands_are_not_there(
    program: Program, cast: Cast, method: str, path: str, body: Any
) -> None:
    theirs = make_matter(make_connection(make_brand("Rival")))
    ids = {
        "case": theirs.case.pk,
        "person": theirs.person.pk,
        "message": theirs.message.pk,
    }
    refused = program.call(method, path.format(**ids), body)
    assert (refused.status_code, refused.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(("method", "path", "body"), CHANGES[5:])
def test_a_reader_changes_nothing(
    make_program: MakeProgram, matter: Matter, method: str, path: str, body: Any
) -> None:
    ids = {"case": matter.case.pk, "person": matter.person.pk, "message": matter.message.pk}
    before = Entry.objects.count()
    reader = make_program(Scope.READ)
    made = Entry.objects.count() - before
    refused = reader.call(method, path.format(**ids), body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert Entry.objects.count() == before + made
