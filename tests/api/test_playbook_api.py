"""The playbook through the API: read, and drafted; never put live by a program."""

from __future__ import annotations

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.playbook import actions, queries
from amends.staff.rules import Scope
from cast import Cast

pytestmark = pytest.mark.django_db
TEXT = "schema_version: 1\nname: Ours\n"


def test_what_holds_is_read(program: Program, cast: Cast) -> None:
    assert program.get("/playbook").status_code == 404
    by, now = cast.actor(cast.bo), timezone.now()
    kept = actions.save_draft(by=by, text=TEXT, seen=0, now=now)
    actions.go_live(by=by, seen=kept.revision, now=now)
    told = program.get("/playbook").json()
    assert (told["number"], told["state"], told["text"]) == (1, "live", TEXT)


def test_a_draft_is_kept_with_what_is_wrong(program: Program, cast: Cast) -> None:
    first = program.put("/playbook/draft", {"text": TEXT + "voise: {}\n"})
    assert first.status_code == 200
    [problem] = first.json()["problems"]
    assert (problem["line"], problem["column"]) == (3, 1)
    seen = first.json()["version"]["revision"]
    assert program.put("/playbook/draft", {"text": TEXT, "seen": seen}).json()["problems"] == []
    late = program.put("/playbook/draft", {"text": TEXT, "seen": seen})
    assert (late.status_code, late.json()["code"]) == (409, "playbook-changed")
    assert queries.live_of(cast.brand.pk) is None


def test_reading_is_not_writing(make_program: MakeProgram) -> None:
    told = make_program(Scope.READ).put("/playbook/draft", {"text": TEXT})
    assert told.status_code == 403
