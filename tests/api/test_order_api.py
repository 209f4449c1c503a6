"""What a brand keeps order by, through the API: teams, tags, fields, views, queries, saved replies."""

from __future__ import annotations

import pytest
from program import MakeProgram, Program

from amends.inbox.models import Case, Tag
from amends.staff.rules import Scope
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db


def test_a_team_is_made_filled_and_ended(program: Program, matter: Matter, cast: Cast) -> None:
    team = program.post("/teams", {"name": "Claims"}).json()
    body = {"name": "Claims", "hands_out": "by_load", "members": [cast.ada.pk]}
    told = program.put(f"/teams/{team['id']}", body).json()
    assert told["members"] == [{"id": cast.ada.pk, "name": "Ada Agent"}]
    assert program.get("/teams").json() == [told]
    stranger = program.put(f"/teams/{team['id']}", {**body, "members": [10**9]})
    assert stranger.status_code == 404
    Case.objects.update(team_id=team["id"])
    assert program.delete(f"/teams/{team['id']}").json() == {"cases": 1}
    assert program.get("/teams").json() == []


def test_two_teams_of_one_name_are_refused(program: Program) -> None:
    assert program.post("/teams", {"name": "Claims"}).status_code == 201
    refused = program.post("/teams", {"name": "claims"})
    assert (refused.status_code, refused.json()["errors"][0]["where"]) == (422, "name")


def test_a_tag_is_made_renamed_put_away_and_merged(
    program: Program, matter: Matter, cast: Cast
) -> None:
    old = program.post("/tags", {"name": "lost"}).json()
    new = Tag.objects.create(brand=cast.brand, name="missing", created_at=NOON)
    Case.objects.update(tags=[old["id"]])
    path = f"/tags/{old['id']}"
    assert program.put(path, {"name": "gone"}).json()["name"] == "gone"
    assert program.post(f"{path}/archive").json()["archived_at"]
    assert program.post(f"{path}/restore").json()["archived_at"] is None
    assert program.post(f"{path}/merge", {"into": new.pk}).json() == {"cases": 1}
    assert Case.objects.get().tags == [new.pk]


def test_fields_are_kept_in_order(program: Program) -> None:
    first = program.post("/fields", {"name": "Parcel", "kind": "number"}).json()
    body = {"name": "Region", "kind": "choice", "choices": ["North", "South"]}
    second = program.post("/fields", body).json()
    moved = program.post(f"/fields/{second['id']}/move", {"places": -1}).json()
    assert [each["id"] for each in moved] == [second["id"], first["id"]]
    changed = program.put(
        f"/fields/{second['id']}", {"name": "Area", "choices": ["North", "West"]}
    ).json()
    assert (changed["name"], changed["choices"]) == ("Area", ["North", "West"])
    assert program.post(f"/fields/{second['id']}/archive").json()["archived_at"]
    assert program.post(f"/fields/{second['id']}/restore").json()["archived_at"] is None
    taken = program.put(f"/fields/{second['id']}", {"name": "parcel", "choices": ["x"]})
    assert (taken.status_code, taken.json()["code"]) == (409, "field-name-taken")


def test_a_view_is_kept_shared_and_read(program: Program, matter: Matter) -> None:
    closed = make_matter(matter.case.connection).case
    Case.objects.filter(pk=closed.pk).update(state="closed", closed_at=NOON)
    view = program.post("/views", {"name": "Done", "query": "is:closed"}).json()
    assert view["is_shared"] is False
    path = f"/views/{view['id']}"
    found = program.get(f"{path}/cases").json()
    assert [case["id"] for case in found["items"]] == [closed.pk]
    assert program.put(path, {"name": "Open", "query": "is:open"}).json()["name"] == "Open"
    assert program.put(f"{path}/shared", {"is_shared": True}).json()["is_shared"] is True
    assert [each["id"] for each in program.put(f"{path}/place", {"place": 0}).json()] == [
        view["id"]
    ]
    assert program.delete(path).status_code == 204
    assert program.get("/views").json() == []


def test_the_views_of_others_are_theirs(
    program: Program, make_program: MakeProgram, cast: Cast
) -> None:
    view = program.post("/views", {"name": "Mine", "query": "is:open"}).json()
    others = make_program(user=cast.olga)
    assert others.get("/views").json() == []
    assert others.delete(f"/views/{view['id']}").status_code == 404


def test_a_search_comes_in_pages(program: Program, matter: Matter) -> None:
    made = [matter.case.pk, *(make_matter(matter.case.connection).case.pk for _ in range(2))]
    seen: list[int] = []
    path = "/search?query=is:open&limit=2"
    for expected in (2, 1):
        page = program.get(path).json()
        assert len(page["items"]) == expected
        seen += [case["id"] for case in page["items"]]
        path = f"/search?query=is:open&limit=2&cursor={page['next']}"
    assert page["next"] is None
    assert sorted(seen) == sorted(made)


def test_a_query_is_tried_kept_and_changed(program: Program, matter: Matter) -> None:
    tried = program.post("/queries/preview", {"text": "parcel"}).json()
    assert (tried["fits"], tried["case_ids"]) == (1, [matter.case.pk])
    body = {"name": "Parcels", "text": "parcel OR parcels", "kind": "topic"}
    query = program.post("/queries", body)
    assert query.status_code == 201, query.content
    path = f"/queries/{query.json()['id']}"
    again = program.post("/queries", body)
    assert (again.status_code, again.json()["code"]) == (409, "query-name-taken")
    assert program.post(f"{path}/pause").json()["is_active"] is False
    assert program.post(f"{path}/resume").json()["is_active"] is True
    assert program.put(path, {**body, "country": "DE"}).json()["country"] == "DE"
    assert program.delete(path).status_code == 204
    assert program.get(path).status_code == 404


def test_saved_replies_are_kept_and_put_away(program: Program) -> None:
    body = {"title": "Sorry", "text": "We are sorry.", "shortcut": "sorry", "is_shared": True}
    saved = program.post("/saved-replies", body).json()
    assert saved["is_shared"] is True
    path = f"/saved-replies/{saved['id']}"
    changed = program.put(path, {"title": "Sorry", "text": "We are very sorry."}).json()
    assert changed["text"] == "We are very sorry."
    assert program.post(f"{path}/archive").json()["archived_at"]
    assert program.get("/saved-replies").json() == []
    assert program.post(f"{path}/restore").json()["archived_at"] is None
    assert len(program.get("/saved-replies").json()) == 1


def test_the_brake_is_pulled_and_released(program: Program) -> None:
    assert program.get("/brake").json()["is_on"] is False
    assert program.put("/brake", {"reason": "A storm"}).json()["reason"] == "A storm"
    assert program.delete("/brake").json()["is_on"] is False


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/teams", {"name": "Claims"}),
        ("/tags", {"name": "lost"}),
        ("/fields", {"name": "Parcel", "kind": "text"}),
        ("/queries", {"name": "Parcels", "text": "parcel"}),
        ("/views", {"name": "All", "query": "is:open", "is_shared": True}),
        ("/saved-replies", {"title": "Hi", "text": "Hi", "is_shared": True}),
    ],
)
def test_managing_needs_its_scope(
    make_program: MakeProgram, path: str, body: dict[str, object]
) -> None:
    agent = make_program(Scope.READ, Scope.ANSWER, Scope.ORGANISE)
    refused = agent.post(path, body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
