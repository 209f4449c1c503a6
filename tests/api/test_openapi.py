"""What the API promises is committed, so that a change of it is seen."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from amends.api.main import api

pytestmark = pytest.mark.django_db

COMMITTED = Path(__file__).parent / "openapi.json"


def _served() -> dict[str, Any]:
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    told: dict[str, Any] = json.loads(response.content)
    return told


def test_the_served_schema_is_the_committed_one() -> None:
    served = _served()
    if os.environ.get("REFRESH_OPENAPI"):
        COMMITTED.write_text(json.dumps(served, indent=1, ensure_ascii=False) + "\n")
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert served == committed, "The API changed. If that is meant: make openapi, and commit it."


def test_every_operation_has_a_name_a_summary_and_its_refusals() -> None:
    names: list[str] = []
    for path, operations in _served()["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            names.append(operation["operationId"])
            assert operation["summary"], where
            assert operation["security"], where
            assert "application/problem+json" in operation["responses"]["422"]["content"], where
    assert len(names) == len(set(names))
    assert all("_" not in name or name.islower() for name in names)


def test_no_page_loads_scripts_from_elsewhere() -> None:
    assert api.docs_url is None
    assert Client().get("/api/v1/docs").status_code == 404
