"""Every "no" is a problem document, and nothing that is sent makes the API break."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja import NinjaAPI
from ninja.testing import TestClient
from program import Program

from amends.api.door import TokenDoor
from amends.api.pace import Pace
from amends.api.problems import status_of, tell_problems
from amends.refusals import Refusal
from amends.staff.models import Token
from cast import Cast, Matter

pytestmark = pytest.mark.django_db

ANY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _is_problem(response: HttpResponse, status: int | None = None) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(response.content)
    assert {"type", "title", "status", "detail", "code"} <= set(told)
    assert told["status"] == response.status_code
    assert status is None or response.status_code == status
    return told


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer \x00", "bearer ü"],
)
def test_without_a_good_token_there_is_nothing(cast: Cast, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = Client().get("/api/v1/cases", headers=headers)
    assert _is_problem(response, 401)["code"] == "unauthenticated"
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/cases/", "/cases/1/nothing", "/%00", "/%ff"])
def test_a_wrong_address_is_a_problem_document(program: Program, path: str) -> None:
    assert _is_problem(program.get(path), 404)["code"] == "not-found"


def test_a_refusal_that_nobody_foresaw_is_a_conflict() -> None:
    assert status_of(Refusal()) == 409


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"\xff\xfe\x00",
        b'{"text": "\xe9"}',
        b'{"text": "\\ud800"}',
        b'{"text": NaN}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"text": ' + b"[" * 500 + b"]" * 500 + b"}",
        b'{"text": ' + b"9" * 5_000 + b"}",
        b"\x00",
    ],
    ids=range(12),
)
def test_a_body_that_is_no_json_is_refused(program: Program, matter: Matter, body: bytes) -> None:
    told = _is_problem(program.post(f"/cases/{matter.case.pk}/notes", body))
    assert told["status"] in {400, 422}


def test_a_body_that_is_too_large_is_refused(program: Program, matter: Matter) -> None:
    body = b'{"text": "' + b"x" * (3 * 1024 * 1024) + b'"}'
    told = _is_problem(program.post(f"/cases/{matter.case.pk}/notes", body), 413)
    assert told["code"] == "too-large"


@pytest.mark.parametrize("text", ["\0", "a\0b", "", " "])
def test_text_that_cannot_be_kept_is_refused(program: Program, matter: Matter, text: str) -> None:
    told = _is_problem(program.post(f"/cases/{matter.case.pk}/notes", {"text": text}), 422)
    assert "text" in told["errors"][0]["where"]


@pytest.mark.parametrize(
    "query",
    [
        "cursor=nonsense",
        "cursor=" + "A" * 201,
        "cursor=WzBd",
        "cursor=WyJ4Il0",
        "cursor=%00",
        "cursor=%ff",
        "limit=0",
        "limit=101",
        "limit=x",
        "state=gone",
        "assignee=nobody",
        "tag=0",
        "tag=99999999999999999999",
        "updated_since=yesterday",
        "updated_since=2026-01-01T00:00:00",
        "updated_since=9999-12-31T23:59:59-14:00",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(program: Program, query: str) -> None:
    _is_problem(program.get(f"/cases?{query}"), 422)


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_refused(program: Program, method: str) -> None:
    assert program.call(method, "/cases").status_code == 405


def test_who_asks_too_often_is_told_how_long_to_wait(program: Program) -> None:
    slow = NinjaAPI(auth=TokenDoor(Pace(per_second=0.01, burst=2)), urls_namespace="slow")
    tell_problems(slow)

    @slow.get("/now")
    def now(request: HttpRequest) -> str:
        return ""

    client = TestClient(slow)
    headers = {"Authorization": f"Bearer {program.secret}"}
    answers = [client.get("/now", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "too-many-requests"
    assert 90 <= int(answers[2]["Retry-After"]) <= 100


def test_a_pace_lets_a_burst_through_and_then_a_trickle() -> None:
    pace = Pace(per_second=2, burst=3)
    assert [pace.take(1, 0) for _ in range(4)] == [0, 0, 0, 1]
    assert pace.take(2, 0) == 0
    assert [pace.take(1, 0.5) for _ in range(2)] == [0, 1]
    assert [pace.take(1, 100) for _ in range(4)] == [0, 0, 0, 1]


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["closed", "snoozed", "public_reply", "2027-01-01T00:00:00Z", "\0"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
_FIELDS = ("text", "kind", "state", "until", "name", "user_id", "subject", "message_id", "reason")
_BODIES = st.one_of(
    st.binary(max_size=300),
    _JSON.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(_FIELDS), _JSON).map(lambda value: json.dumps(value).encode()),
    st.integers(1, 3000).map(lambda deep: b"[" * deep + b"]" * deep),
)
_DOORS = ("replies", "notes", "tags", "assignee", "state")


def _unmetered(program: Program) -> Program:
    """The same program with a token of its own for this example: pace is not what is tested here."""
    token = Token.objects.latest("pk")
    Token.objects.filter(pk=token.pk).update(id=token.pk + 1)
    return program


@given(door=st.sampled_from(_DOORS), body=_BODIES, key=st.text(max_size=20))
@ANY
def test_no_body_breaks_the_api(
    program: Program, matter: Matter, door: str, body: bytes, key: str
) -> None:
    method = "PUT" if door in {"assignee", "state"} else "POST"
    headers = {"Idempotency-Key": key.encode("latin-1", "replace").decode("latin-1")}
    path = f"/cases/{matter.case.pk}/{door}"
    response = _unmetered(program).call(method, path, body, **headers)
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        _is_problem(response)


_ADDRESSES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    room=st.sampled_from(["cases", "messages", "people", "quarantine", "replies", "tags"]),
    rest=_ADDRESSES,
    query=st.dictionaries(
        st.sampled_from(["cursor", "limit", "state", "assignee", "tag", "updated_since", "case"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    ),
)
@ANY
def test_no_address_breaks_the_api(
    program: Program, room: str, rest: str, query: dict[str, str]
) -> None:
    _unmetered(program)
    response = program.client.get(
        f"/api/v1/{room}/{rest}", query, headers={"Authorization": f"Bearer {program.secret}"}
    )
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        _is_problem(response)
