"""The people's pages and the team's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.channels.models import Connection
from amends.inbox.actions.assign import assign
from amends.inbox.actions.people import merge_people
from amends.inbox.models import Case, CaseEvent, Identity, Person
from amends.staff.actions import add_team, change_team, go_away
from amends.staff.models import HandsOut, Membership
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]


def test_people_are_listed_last_come_first_and_found_by_name_or_handle(
    cast: Cast, connection: Connection, ada: Client, desk: Desk
) -> None:
    mira = make_matter(connection)
    joao = make_matter(connection, name="João Silva")
    page = ada.get(desk("people/")).content.decode()
    assert page.index("João Silva") < page.index("Mira Kessler")
    for part in ("joao", "JOÃO", joao.identity.handle):
        page = ada.get(desk("people/"), {"q": part}).content.decode()
        assert "João Silva" in page
        assert mira.person.name not in page


def test_the_list_goes_on_by_keyset(
    cast: Cast, connection: Connection, ada: Client, desk: Desk
) -> None:
    people = [Person(brand=cast.brand, name=f"Person {n}", created_at=NOON) for n in range(60)]
    Person.objects.bulk_create(people)
    first = ada.get(desk("people/"))
    assert "Person 59" in first.content.decode()
    second = ada.get(desk("people/") + "?" + first.context["following"]).content.decode()
    assert "Person 0<" in second
    assert "Person 59" not in second


def test_a_person_has_handles_figures_and_cases_by_month(
    matter: Matter, ada: Client, desk: Desk
) -> None:
    CaseEvent.objects.create(
        brand=matter.case.brand, case=matter.case, kind="answered", at=NOON + timedelta(minutes=30)
    )
    Case.objects.filter(pk=matter.case.pk).update(
        state="closed", closed_at=NOON, rating=4, due_at=None
    )
    page = ada.get(desk(f"people/{matter.person.pk}/")).content.decode()
    for part in (matter.identity.handle, "answered in 30 min", "★★★★☆", "November 2026", "4.0"):
        assert part in page


def test_a_merged_person_leads_to_who_they_are_and_can_be_made_two_again(
    cast: Cast, connection: Connection, ada: Client, desk: Desk
) -> None:
    mira, other = make_matter(connection), make_matter(connection, name="M. Kessler")
    merge = merge_people(
        by=cast.actor(cast.ada), kept=mira.person, merged=other.person, now=timezone.now()
    )
    asked = ada.get(desk(f"people/{other.person.pk}/"))
    assert asked["Location"] == desk(f"people/{mira.person.pk}/")
    page = ada.get(asked["Location"]).content.decode()
    assert "M. Kessler" in page
    ada.post(desk(f"merges/{merge.pk}/undo/"))
    assert Identity.objects.get(pk=other.identity.pk).person_id == other.person.pk


def test_blocking_is_shown_and_taken_back(
    matter: Matter, ada: Client, vera: Client, desk: Desk
) -> None:
    here = desk(f"people/{matter.person.pk}/")
    vera.post(f"{here}blocking/")
    matter.person.refresh_from_db()
    assert matter.person.blocked_at is None
    ada.post(f"{here}blocking/")
    assert "Blocked" in ada.get(here).content.decode()
    ada.post(f"{here}unblocking/")
    matter.person.refresh_from_db()
    assert matter.person.blocked_at is None


def test_another_brands_person_is_not_there(
    cast: Cast, other: Other, ada: Client, desk: Desk
) -> None:
    assert ada.get(desk(f"people/{other.matter.person.pk}/")).status_code == 404
    assert "Sven Secret" not in ada.get(desk("people/"), {"q": "Sven"}).content.decode()


def test_the_team_page_is_for_leads(
    cast: Cast, bo: Client, ada: Client, vera: Client, desk: Desk
) -> None:
    assert bo.get(desk("team/")).status_code == 200
    assert ada.get(desk("team/")).status_code == 403
    assert vera.get(desk("team/")).status_code == 403
    assert desk("team/") not in ada.get(desk("people/")).content.decode()


def test_the_team_page_says_who_holds_what(
    cast: Cast, connection: Connection, bo: Client, desk: Desk
) -> None:
    now = timezone.now()
    held, loose = make_matter(connection, at=now), make_matter(connection, at=now)
    assign(by=cast.actor(cast.ada), case=held.case, to=cast.ada, now=now)
    Case.objects.filter(pk=held.case.pk).update(due_at=now - timedelta(minutes=1))
    Case.objects.filter(pk=loose.case.pk).update(due_at=now + timedelta(minutes=30))
    CaseEvent.objects.create(
        brand=cast.brand,
        case=held.case,
        kind="answered",
        by=cast.ada,
        at=now + timedelta(minutes=5),
    )
    ada = Membership.objects.get(user=cast.ada)
    ada.capacity = 2
    ada.save()
    go_away(by=cast.actor(cast.ada), place=ada, now=now - timedelta(hours=1))
    team = add_team(by=cast.actor(cast.bo), name="Parcels", now=now)
    change_team(
        by=cast.actor(cast.bo),
        team=team,
        name="Parcels",
        hands_out=HandsOut.NO,
        members=[ada.pk],
        now=now,
    )
    answer = bo.get(desk("team/"), headers={"HX-Request": "true"})
    board, page = answer.context["board"], answer.content.decode()
    assert "<html" not in page
    assert (board.together.waiting, board.together.late, board.together.within_hour) == (2, 1, 1)
    assert (board.nobody.held, board.answered.total) == (1, 1)
    line = next(each for each in board.colleagues if each.name == "Ada Agent")
    assert (line.load.held, line.share, line.answered, line.duty) == (1, 50, 1, "Away")
    assert board.teams[0].answered == 1
    assert "q=assigned%3A%22Ada+Agent%22+is%3Alate" in page
