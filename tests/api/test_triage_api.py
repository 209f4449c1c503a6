"""What is made of messages, for programs."""

from __future__ import annotations

import pytest
from program import MakeProgram, Program

from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.staff.rules import Scope
from amends.triage.actions.judge import judge_between
from cast import NOON, Matter, make_matter

pytestmark = pytest.mark.django_db


def judged(connection: Connection) -> Matter:
    matter = make_matter(connection, text="Where can I find the opening hours?")
    ids = [matter.message.pk]
    judge_between(brand_id=connection.brand_id, after=0, upto=0, changed=ids, now=NOON)
    return matter


def test_a_judgement_is_read_and_corrected(program: Program, connection: Connection) -> None:
    matter = judged(connection)
    url = f"/messages/{matter.message.pk}/judgement"
    made = program.get(url).json()
    assert made["act"] == "question"
    assert made["needs_answer"] is None
    assert made["found"] == []
    told = program.patch(url, {"act": "complaint", "needs_answer": True})
    assert told.status_code == 200
    assert told.json()["act"] == "complaint"
    assert told.json()["corrected_at"]
    marks = program.get(f"/cases/{matter.case.pk}").json()["marks"]
    assert "kind:complaint" in marks


def test_what_is_at_stake_is_corrected(program: Program, connection: Connection) -> None:
    matter = judged(connection)
    url = f"/messages/{matter.message.pk}/judgement"
    assert program.patch(url, {"harms": ["safety", "money"]}).json()["harms"] == ["safety", "money"]
    assert "harm:safety" in program.get(f"/cases/{matter.case.pk}").json()["marks"]
    assert program.patch(url, {"harms": []}).json()["harms"] == []
    assert program.patch(url, {"harms": ["fire"]}).status_code == 422


def test_nothing_was_made_yet(program: Program, connection: Connection) -> None:
    matter = make_matter(connection)
    assert program.get(f"/messages/{matter.message.pk}/judgement").status_code == 404


def test_it_takes_the_right(make_program: MakeProgram, connection: Connection) -> None:
    matter = judged(connection)
    reader = make_program(Scope.READ)
    url = f"/messages/{matter.message.pk}/judgement"
    assert reader.patch(url, {"act": "complaint"}).status_code == 403
    assert reader.put(f"/cases/{matter.case.pk}/pin", {}).status_code == 403


def test_a_case_is_pinned_and_let_go(program: Program, connection: Connection) -> None:
    matter = judged(connection)
    url = f"/cases/{matter.case.pk}/pin"
    assert program.put(url, {}).status_code == 204
    assert Case.objects.get(pk=matter.case.pk).pinned_at is not None
    assert program.delete(url).status_code == 204
    assert Case.objects.get(pk=matter.case.pk).pinned_at is None
