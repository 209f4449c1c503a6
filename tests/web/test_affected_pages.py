"""Who is affected, telling each of them, the ledger as a file, and looking back: as people see it."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.incidents.actions.open import open_incident
from amends.incidents.actions.turns import take_turns
from amends.incidents.models import (
    AffectedCase,
    Broadcast,
    Incident,
    IncidentUpdate,
    Recipient,
    Resemblance,
)
from amends.incidents.queries.affected import Span
from amends.incidents.rules.opening import Opening
from amends.outbox.models import Send
from amends.status.actions import keep
from amends.status.models import Subscriber
from amends.web.complaints import HEIGHT, plot
from cast import Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
#: One grey dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


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


def test_when_it_is_stopped_the_page_says_at_once_who_was_told(
    bo: Client, desk: Desk, incident: Incident, affected: Matter
) -> None:
    bo.post(desk(f"incidents/{incident.pk}/tell-each/"), {"occasion": "closing"})
    broadcast = Broadcast.objects.get()
    look = desk(f"telling/{broadcast.pk}/")
    bo.post(f"{look}begin/", {"text-en": "It is over.", "begin": "1"})
    take_turns(broadcast_id=broadcast.pk, limit=9, clock=timezone.now)
    Send.objects.filter(case=affected.case).update(state="sent", sent_at=timezone.now())
    assert "0 of 1 people accounted for" in text(bo, look)
    bo.post(f"{look}cancel/")
    assert "1 of 1 people accounted for" in text(bo, look)


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


def test_an_open_case_is_attached_with_one_press_and_taken_off_again(
    ada: Client, desk: Desk, cast: Cast, incident: Incident, matter: Matter
) -> None:
    Incident.objects.update(state="investigating", resolved_at=None)
    address = desk(f"cases/{matter.case.pk}/incident/")
    page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
    assert "Belongs to it" in page
    ada.post(address, {"incident": incident.pk, "do": "attach"})
    assert AffectedCase.objects.get(detached_at=None).case == matter.case
    page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
    assert "Take off" in page
    ada.post(address, {"incident": incident.pk, "do": "detach"})
    assert not AffectedCase.objects.filter(detached_at=None).exists()
    assert ada.post(address, {"incident": "0", "do": "attach"}).status_code == 404


def test_chosen_cases_of_a_list_are_attached_to_the_open_incident(
    ada: Client, desk: Desk, incident: Incident, connection: Connection
) -> None:
    Incident.objects.update(state="investigating", resolved_at=None)
    ids = [make_matter(connection, name=name).case.pk for name in "ABC"]
    assert f'value="attach:{incident.pk}"' in text(ada, desk("inbox/needs-answer/"))
    chosen = {"do": f"attach:{incident.pk}", "case": ids[:2]}
    ada.post(desk("many/choose/needs-answer/"), chosen)
    assert AffectedCase.objects.count() == 2
    ada.post(desk("many/choose/needs-answer/"), {"do": f"attach:{incident.pk}", "all": "1"})
    assert AffectedCase.objects.count() == 3


def test_complaints_over_time_moods_and_who_only_subscribed_are_shown(
    ada: Client, desk: Desk, cast: Cast, incident: Incident, connection: Connection
) -> None:
    now = timezone.now()
    for minutes in (90, 80, 20):
        case = make_matter(connection, name=f"P{minutes}", at=now).case
        Case.objects.filter(pk=case.pk).update(
            opened_at=now - timedelta(minutes=minutes), marks=["mood:angry"]
        )
        AffectedCase.objects.create(
            brand=cast.brand, incident=incident, case=case, how="hand", attached_at=now
        )
    lead = cast.actor(cast.bo)
    page = keep.set_up(by=lead, brand=cast.brand, form=keep.PageForm("Ours", "ours"), now=now)
    Subscriber.objects.create(
        brand=cast.brand,
        page=page,
        way="mail",
        address="quiet@example.org",
        language="en",
        asked_at=now,
        confirmed_at=now,
    )
    shown = text(ada, desk(f"incidents/{incident.pk}/"))
    assert shown.count("<rect") >= 2
    assert "1 more person did not complain" in shown
    assert "Angry 3" in shown or "angry 3" in shown


def test_a_plot_has_no_gaps_and_everybody_in_it() -> None:
    start = timezone.now()
    spans = [Span(start + timedelta(minutes=n), n % 3) for n in range(4)]
    made = plot(spans)
    assert made is not None
    assert (len(made.bars), made.most) == (4, 2)
    assert max(bar.height for bar in made.bars) == HEIGHT
    assert plot(spans[:1]) is None


def test_pictures_go_with_a_notice_and_are_described(
    bo: Client, desk: Desk, cast: Cast, connection: Connection
) -> None:
    by = cast.actor(cast.bo)
    opened = open_incident(by=by, opening=Opening("The app is down", "one"), now=timezone.now())
    address = desk(f"incidents/{opened.pk}/notice/")
    notice = opened.notices.get()
    form = {"notice": notice.pk, "has_pictures": "1", "state": "investigating", "do": "keep"}
    words = {"text-en": "We are sorry. The app is down. Next update by {notice.next_update}."}
    picture = SimpleUploadedFile("map.png", PNG, content_type="image/png")
    bo.post(address, {**form, **words, "files": picture})
    notice.refresh_from_db()
    [upload] = notice.uploads
    page = text(bo, desk(f"incidents/{opened.pk}/"))
    assert "Say of each picture what it shows" in page
    bo.post(address, {**form, **words, "upload": upload, f"alt-{upload}": "A map of where"})
    assert "Say of each picture what it shows" not in text(bo, desk(f"incidents/{opened.pk}/"))
    said = {**form, **words, "upload": upload, "do": "tell"}
    at = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    bo.post(address, {**said, "next_update_at": at})
    send = Send.objects.get(connection=connection, case=None)
    assert [each.upload.alt_text for each in send.files.all()] == ["A map of where"]


@pytest.mark.parametrize("state", ["identified", "resolved"])
def test_how_far_it_is_stays_as_it_was_pressed_until_everybody_is_told(
    bo: Client, desk: Desk, cast: Cast, connection: Connection, state: str
) -> None:
    by = cast.actor(cast.bo)
    opened = open_incident(by=by, opening=Opening("The app is down", "one"), now=timezone.now())
    opened.notices.all().delete()
    page = desk(f"incidents/{opened.pk}/")
    pressed = bo.post(f"{page}begin/", {"state": state})
    checked = re.compile(rf'name="state"\s+value="{state}"\s+checked')
    # As the press leads there, and as a colleague opens it.
    for address in (pressed["Location"], page):
        assert checked.search(bo.get(address).content.decode())
    notice = opened.notices.get()
    form = {"notice": notice.pk, "state": state, "text-en": "Other words.", "do": "language:de"}
    again = bo.post(f"{page}notice/", form)["Location"]
    assert checked.search(bo.get(again).content.decode())
    assert connection.brand == opened.brand
