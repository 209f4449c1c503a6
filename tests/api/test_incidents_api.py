from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from program import MakeProgram, Program

from amends.incidents.models import Incident
from amends.staff.rules import Scope
from cast import Matter

pytestmark = pytest.mark.django_db
OPENING = {"title": "Parcels are late", "request_key": "k", "template": "shipping_delay"}


def test_a_program_opens_writes_and_tells(program: Program, matter: Matter) -> None:
    given = {**OPENING, "case_ids": [matter.case.pk]}
    made = program.post("/incidents", given).json()
    assert (made["people"], made["state"], made["told"]) == (1, "investigating", 0)
    assert program.post("/incidents", given).json()["id"] == made["id"]
    here = f"/incidents/{made['id']}"
    assert program.get(f"{here}/draft").json()["language"] == "en"
    words = {
        "texts": {"en": "We are sorry. Next update by {notice.next_update}."},
        "language": "en",
    }
    draft = program.put(f"{here}/draft", words).json()
    asked = {
        "notice_id": draft["id"],
        "state": "identified",
        "next_update_at": (timezone.now() + timedelta(hours=1)).isoformat(),
    }
    told = program.post(f"{here}/tell", asked).json()
    assert told["state"] == "identified"
    assert [each["state"] for each in told["networks"]] == ["on_its_way"]
    [update] = program.get(f"{here}/updates").json()
    assert update == told
    kinds = [each["kind"] for each in program.get(f"{here}/timeline").json()]
    assert kinds == ["tell", "attach", "open"]


def test_a_program_attaches_counts_and_takes_off(program: Program, matter: Matter) -> None:
    here = f"/incidents/{program.post('/incidents', OPENING).json()['id']}"
    given = {"case_ids": [matter.case.pk, 999_999]}
    assert program.post(f"{here}/cases", given).json() == {"attached": 1}
    assert program.post(f"{here}/cases", given).json() == {"attached": 0}
    [case] = program.get(f"{here}/cases").json()["items"]
    assert (case["case_id"], case["how"]) == (matter.case.pk, "hand")
    counted = program.get(f"{here}/affected").json()
    assert (counted["people"], counted["waiting"], counted["precision"]) == (1, 1, None)
    assert counted["networks"][0]["connection_id"] == matter.case.connection_id
    assert sum(each["people"] for each in counted["complaints"]) == 1
    assert program.get(f"{here}/ledger").json() == {"items": [], "next": None}
    assert program.delete(f"{here}/cases/{matter.case.pk}").status_code == 204
    assert program.get(f"{here}/affected").json()["people"] == 0
    assert program.delete(f"{here}/cases/999999").status_code == 404


def test_scopes_hold(make_program: MakeProgram) -> None:
    organiser = make_program(Scope.READ, Scope.ORGANISE)
    made = organiser.post("/incidents", OPENING).json()
    draft = organiser.get(f"/incidents/{made['id']}/draft").json()
    asked = {"notice_id": draft["id"], "state": "resolved"}
    assert organiser.post(f"/incidents/{made['id']}/tell", asked).status_code == 403
    assert make_program(Scope.READ).post("/incidents", OPENING).status_code == 403


def test_a_monitor_is_heard_at_its_address(program: Program) -> None:
    given = {"name": "Prometheus", "kind": "alertmanager"}
    made = program.post("/monitors", given).json()
    path = made["monitor"]["address"].partition("//")[2].partition("/")[2]
    alert = {"status": "firing", "labels": {"alertname": "Down"}, "fingerprint": "a"}
    body = json.dumps({"alerts": [alert]})

    def post(secret: str) -> int:
        headers = {"authorization": f"Bearer {secret}"}
        answer = Client().post(f"/{path}", body, content_type="application/json", headers=headers)
        return answer.status_code

    assert (post("wrong"), Incident.objects.count()) == (401, 0)
    assert (post(made["secret"]), Incident.objects.count()) == (200, 1)
    assert "secret" not in json.dumps(program.get("/monitors").json())
    assert program.delete(f"/monitors/{made['monitor']['id']}").status_code == 204
    assert post(made["secret"]) == 404
