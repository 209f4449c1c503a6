"""Who is affected, telling each of them, the ledger as a file, and looking back: as people see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.channels.models import Connection
from amends.incidents.actions.turns import take_turns
from amends.incidents.models import (
    AffectedCase,
    Broadcast,
    Incident,
    IncidentUpdate,
    Recipient,
    Resemblance,
)
from amends.outbox.models import Send
from cast import Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]


@pytest.fixture
def incident(cast: Cast) -> Incident:
    """It is over, and everybody was told so."""
    now = timezone.now()
    made = Incident.objects.create(
        brand=cast.brand,
        request_key="one",
        title="Parcels are <late>",
        state="resolved",
        state_since=now,
        opened_at=now,
        resolved_at=now,
    )
    IncidentUpdate.objects.create(
        brand=cast.brand, incident=made, state="resolved", text="All is well again.", at=now
    )
    return made


@pytest.fixture
def affected(incident: Incident, connection: Connection) -> Matter:
    """Somebody whose name a spreadsheet would calculate."""
    matter = make_matter(connection, name="=Mira Kessler", at=timezone.now())
    AffectedCase.objects.create(
        brand=incident.brand,
        incident=incident,
        case=matter.case,
        how="automatic",
        score=0.9,
        attached_at=timezone.now(),
    )
    return matter


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_people_are_shown_with_how_right_it_was_and_taken_off_with_one_press(
    ada: Client, desk: Desk, incident: Incident, affected: Matter
) -> None:
    page = text(ada, desk(f"incidents/{incident.pk}/people/"))
    assert "=Mira Kessler" in page
    assert "By itself" in page
    assert "It is over" in page
    off = desk(f"incidents/{incident.pk}/people/{affected.case.pk}/detach/")
    assert "Taken off." in ada.post(off, follow=True).content.decode()
    assert AffectedCase.objects.get().detached_at is not None


def test_a_suggestion_says_why_and_is_attached_or_dismissed(
    ada: Client, desk: Desk, incident: Incident, connection: Connection
) -> None:
    wrong, right = (make_matter(connection, at=timezone.now()).case for _ in range(2))
    for case in (wrong, right):
        Resemblance.objects.create(
            brand=incident.brand,
            incident=incident,
            case=case,
            score=0.3,
            verdict="perhaps",
            telling=["<b>late</b>"],
            stamp="",
            judged_at=timezone.now(),
        )
    people = desk(f"incidents/{incident.pk}/people/")
    page = text(ada, people)
    assert "&lt;b&gt;late&lt;/b&gt;" in page
    ada.post(f"{people}{wrong.pk}/dismiss/")
    ada.post(f"{people}attach/", {"case": [right.pk]})
    assert list(AffectedCase.objects.values_list("case_id", "how")) == [(right.pk, "hand")]
    assert "Perhaps the same" not in text(ada, people)


def test_what_a_search_finds_is_attached_after_its_number_was_seen(
    ada: Client, desk: Desk, incident: Incident, connection: Connection
) -> None:
    make_matter(connection, text="my parcel is late", at=timezone.now())
    make_matter(connection, text="nice shoes", at=timezone.now())
    people = desk(f"incidents/{incident.pk}/people/")
    assert "1 case found." in text(ada, f"{people}?q=parcel")
    ada.post(f"{people}attach/?q=parcel")
    assert AffectedCase.objects.get().how == "search"


def test_everybody_is_told_after_a_look_and_the_ledger_is_a_file(
    bo: Client, desk: Desk, incident: Incident, affected: Matter
) -> None:
    page = text(bo, desk(f"incidents/{incident.pk}/"))
    assert "Tell each one that it is over" in page
    answer = bo.post(desk(f"incidents/{incident.pk}/tell-each/"), {"occasion": "closing"})
    broadcast = Broadcast.objects.get()
    look = desk(f"telling/{broadcast.pk}/")
    assert answer["Location"] == look
    assert "Hello Mira,<br>All is well again." in text(bo, look)
    bo.post(f"{look}begin/", {"text-en": "It is over."})
    assert not Recipient.objects.exists()
    bo.post(f"{look}begin/", {"text-en": "It is over.", "begin": "1"})
    take_turns(broadcast_id=broadcast.pk, limit=9, clock=timezone.now)
    assert Send.objects.get().text.endswith("\nIt is over.")
    assert "0 of 1 people accounted for" in text(bo, look)
    assert "On its way" in text(bo, f"{look}progress/")
    rows = list(csv.reader(io.StringIO(b"".join(bo.get(f"{look}ledger.csv")).decode())))
    assert rows[1][1] == "'=Mira Kessler"
    told = bo.get(f"{look}ledger.json")
    assert b'"people": 1' in b"".join(told)
    bo.post(f"{look}cancel/")
    assert Send.objects.get().state == "withdrawn"
    bo.post(f"{look}go-on/")
    assert Broadcast.objects.get().state == "running"


def test_the_composer_offers_the_approved_words_first(
    ada: Client, desk: Desk, incident: Incident, affected: Matter, connection: Connection
) -> None:
    page = text(ada, desk(f"cases/{affected.case.pk}/suggestions/"))
    assert "Approved words: Parcels are &lt;late&gt;" in page
    assert "All is well again." in page
    alone = make_matter(connection, at=timezone.now()).case
    assert "Approved words" not in text(ada, desk(f"cases/{alone.pk}/suggestions/"))


def test_looking_back_is_kept_and_shows_the_figures(
    ada: Client, desk: Desk, incident: Incident, affected: Matter
) -> None:
    review = desk(f"incidents/{incident.pk}/review/")
    assert "First complaint to first word" in text(ada, review)
    ada.post(review, {"causes": "A belt tore.", "actions": "A second belt."})
    assert "A belt tore." in text(ada, review)


def test_another_brand_s_are_not_there(  # noqa: PLR0917 - two browsers, two brands
    ada: Client, vera: Client, desk: Desk, other: Other, incident: Incident, affected: Matter
) -> None:
    foreign = Incident.objects.create(
        brand=other.brand,
        request_key="one",
        title="Theirs",
        state_since=timezone.now(),
        opened_at=timezone.now(),
    )
    for part in ("people/", "review/"):
        assert ada.get(desk(f"incidents/{foreign.pk}/{part}")).status_code == 404
    assert ada.get(desk("telling/999999/")).status_code == 404
    off = desk(f"incidents/{incident.pk}/people/{affected.case.pk}/detach/")
    vera.post(off)
    assert AffectedCase.objects.get().detached_at is None
