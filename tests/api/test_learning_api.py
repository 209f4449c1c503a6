"""What a desk learns and suggests, what rules did, and how far messages spread, for programs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from program import MakeProgram, Program

from amends.channels.models import Connection
from amends.inbox.models import Case, Spread, SpreadCount, Tag
from amends.staff.rules import Scope
from amends.triage.actions.judge import judge_case
from amends.triage.models import ArrivalAct, Learning, TagHint, TriageSettings
from cast import NOON, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db


def hinted(matter: Matter, name: str = "delivery") -> Tag:
    tag = Tag.objects.create(brand=matter.case.brand, name=name, created_at=NOON)
    told = {"case_id": matter.case.pk, "tag_id": tag.pk, "precision": 92, "at": NOON}
    TagHint.objects.create(brand=matter.case.brand, **told)
    return tag


def test_suggested_tags_are_read_taken_and_dismissed(program: Program, matter: Matter) -> None:
    url = f"/cases/{matter.case.pk}/suggested-tags"
    tag, other = hinted(matter), hinted(matter, "parcel")
    assert {each["name"] for each in program.get(url).json()} == {"delivery", "parcel"}
    taken = program.put(f"{url}/{tag.pk}", {})
    assert (taken.status_code, taken.json()["name"]) == (200, "delivery")
    assert program.delete(f"{url}/{other.pk}").status_code == 204
    assert program.get(url).json() == []
    assert Case.objects.get(pk=matter.case.pk).tags == [tag.pk]
    assert program.put(f"{url}/{other.pk}", {}).status_code == 404


def test_what_rules_did_with_a_case_is_told(program: Program, matter: Matter) -> None:
    ArrivalAct.objects.create(
        brand=matter.case.brand,
        message=matter.message,
        case_id=matter.case.pk,
        rule="press to Bo",
        version=3,
        at=NOON,
        missed=["press to Bo: Nobody is called “Bo”."],
        sooner=180,
    )
    [told] = program.get(f"/cases/{matter.case.pk}/arrival-acts").json()
    assert (told["rule"], told["version"], told["sooner"]) == ("press to Bo", 3, 180)
    assert told["missed"] == ["press to Bo: Nobody is called “Bo”."]


def test_how_far_a_message_spread_is_told(
    program: Program, connection: Connection, matter: Matter
) -> None:
    url = f"/messages/{matter.message.pk}/spread"
    assert program.get(url).status_code == 404
    brand = connection.brand
    Spread.objects.create(
        message=matter.message,
        brand=brand,
        connection=connection,
        total=9,
        growth=4.5,
        held_at=NOON,
        wait=600,
    )
    for minutes, likes in ((0, 2), (30, 5)):
        at = NOON + timedelta(minutes=minutes)
        counts = {"likes": likes, "shares": 3, "replies": 1}
        SpreadCount.objects.create(message=matter.message, brand=brand, at=at, **counts)
    told = program.get(url).json()
    assert (told["total"], told["growth"], told["due_at"]) == (9, 4.5, None)
    assert [each["likes"] for each in told["counts"]] == [5, 2]


def test_a_round_is_begun_and_answered(program: Program, connection: Connection) -> None:
    assert program.get("/round").json()["total"] == 0
    matter = make_matter(connection, text="Is it open?", at=timezone.now() - timedelta(hours=1))
    judge_case(brand_id=connection.brand_id, message_ids=[matter.message.pk], now=timezone.now())
    begun = program.post("/round").json()
    assert (begun["total"], begun["next"]["message_id"]) == (1, matter.message.pk)
    url, [said, *_] = f"/round/{begun['next']['id']}", begun["next"]["answers"]
    assert program.post(url, {"said": "nonsense"}).status_code == 422
    done = program.post(url, {"said": said}).json()
    assert (done["answered"], done["next"]) == (1, None)


def test_what_was_learnt_is_told_and_taken_back(program: Program, connection: Connection) -> None:
    Learning.objects.create(
        brand=connection.brand,
        kind="mood",
        number=1,
        labels=40,
        figures={"before": 0.61, "after": 0.7},
        made_at=NOON,
        promoted_at=NOON,
    )
    moods = {each["kind"]: each for each in program.get("/learnings").json()}["mood"]
    assert (moods["judges"], moods["versions"][0]["after"]) == (1, 0.7)
    back = program.delete("/learnings/mood").json()
    assert (back["judges"], back["versions"][0]["why"]) == (None, "by_hand")
    assert program.delete("/learnings/mood").status_code == 404
    assert program.put("/learnings/tags/precision", {"percent": 90}).status_code == 204
    assert TriageSettings.objects.get(brand=connection.brand).tags_from == 90
    assert program.put("/learnings/tags/precision", {"percent": 12}).status_code == 422


def test_who_may_only_read_changes_nothing(make_program: MakeProgram, matter: Matter) -> None:
    reader, tag = make_program(Scope.READ), hinted(matter)
    url = f"/cases/{matter.case.pk}/suggested-tags/{tag.pk}"
    assert reader.put(url, {}).status_code == 403
    assert reader.delete(url).status_code == 403
    assert reader.post("/round").status_code == 403
    assert reader.put("/learnings/tags/precision", {"percent": 90}).status_code == 403


def test_another_brands_cases_and_messages_are_nowhere(program: Program) -> None:
    other = make_matter(make_connection(make_brand("Elsewhere")))
    for path in ("suggested-tags", "arrival-acts"):
        assert program.get(f"/cases/{other.case.pk}/{path}").status_code == 404
    assert program.get(f"/messages/{other.message.pk}/spread").status_code == 404
