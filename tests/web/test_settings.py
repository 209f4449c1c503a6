"""The settings: one frame, and every place in it opens for those who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from neighbours import Other, attribute

from amends.channels.models import Connection
from amends.inbox.models import Case, CaseEvent, Tag
from amends.staff.models import Membership, Shift, Team, Token, User
from amends.web.settings_places import PLACES, SettingsPlace
from cast import NOON, PASSWORD, Cast, make_matter

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
Desk = Callable[[str], str]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_place_opens_for_the_owner(
    cast: Cast, signed_in: Browser, place: SettingsPlace
) -> None:
    address = reverse(place.url, args=[cast.brand.slug])
    assert signed_in(cast.olga).get(address).status_code == 200


def test_the_start_offers_only_what_the_role_may_open(
    cast: Cast, signed_in: Browser, desk: Callable[[str], str]
) -> None:
    start = desk("settings/")
    for user in (cast.olga, cast.vera):
        page = signed_in(user).get(start).content.decode()
        rights = cast.actor(user).rights
        offered = {
            place.name
            for place in PLACES
            if f'href="{reverse(place.url, args=[cast.brand.slug])}"' in page
        }
        assert {place.name for place in PLACES if place.right in rights} <= offered


FOR_OWNERS = ["settings/brand/", "settings/trail/"]
FOR_LEADS = ["settings/tokens/", "team/", "begin/"]


@pytest.mark.parametrize("path", FOR_OWNERS + FOR_LEADS)
def test_pages_that_take_a_right_are_refused_without_it(
    cast: Cast, signed_in: Browser, desk: Desk, path: str
) -> None:
    may = [cast.olga] if path in FOR_OWNERS else [cast.olga, cast.bo]
    for user in (cast.olga, cast.bo, cast.ada, cast.vera):
        expected = 200 if user in may else 403
        assert signed_in(user).get(desk(path)).status_code == expected, user


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_place_of_another_brand_opens(other: Other, ada: Client, place: SettingsPlace) -> None:
    assert ada.get(reverse(place.url, args=[other.brand.slug])).status_code == 404


def test_an_invited_colleague_comes_in_by_the_link(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    olga = signed_in(cast.olga)
    made = olga.post(
        desk("settings/colleagues/invite/"), {"email": "nia@x.example", "role": "agent"}
    )
    link = made.context["link"]
    assert link not in olga.get(desk("settings/colleagues/")).content.decode()

    nia = Client()
    assert "Come and work for Northpost" in nia.get(link).content.decode()
    again = nia.post(link, {"name": "Nia", "password": "short"})
    assert again.status_code == 422
    assert 'id="password"' in again.content.decode()
    assert attribute(again.content.decode(), 'id="password"', "aria-invalid") == "true"
    inside = nia.post(link, {"name": "Nia", "password": PASSWORD}, follow=True)
    assert inside.status_code == 200
    assert Membership.objects.get(user__email="nia@x.example").role == "agent"
    assert Client().get(link).status_code == 404


def test_who_has_an_account_signs_in_and_joins(
    cast: Cast, other: Other, signed_in: Browser, desk: Desk
) -> None:
    olga = signed_in(cast.olga)
    given = {"email": other.user.email, "role": "lead"}
    link = olga.post(desk("settings/colleagues/invite/"), given).context["link"]
    assert "/sign-in/" in Client().get(link)["Location"]
    assert "You are signed in as" in olga.get(link).content.decode()
    assert olga.post(link).status_code == 422
    otto = signed_in(other.user)
    assert "Join Northpost" in otto.get(link).content.decode()
    otto.post(link)
    assert Membership.objects.get(brand=cast.brand, user=other.user).role == "lead"


def test_an_error_stands_beside_its_field_and_what_was_typed_stays(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    given = {"name": "Southpost", "time_zone": "Mars/Olympus"}
    answer = signed_in(cast.olga).post(desk("settings/brand/change/"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert attribute(page, 'id="brand-name"', "value") == "Southpost"
    assert attribute(page, 'id="brand-time_zone"', "aria-invalid") == "true"
    assert "This is not the name of a time zone." in page


def test_removing_a_colleague_gives_their_cases_back(
    cast: Cast, connection: Connection, signed_in: Browser, desk: Desk
) -> None:
    mine, closed = make_matter(connection).case, make_matter(connection).case
    Case.objects.filter(pk__in=[mine.pk, closed.pk]).update(assignee=cast.ada)
    Case.objects.filter(pk=closed.pk).update(state="closed", closed_at=NOON)
    olga = signed_in(cast.olga)
    answer = olga.post(desk(f"settings/colleagues/{cast.ada.pk}/remove/"), follow=True)
    assert "1 open case went back to everybody" in answer.content.decode()
    mine.refresh_from_db()
    closed.refresh_from_db()
    assert (mine.assignee, closed.assignee) == (None, cast.ada)
    event = CaseEvent.objects.get(case=mine, kind="assigned")
    assert event.facts == {"from": cast.ada.pk, "to": None}
    assert not Membership.objects.filter(user=cast.ada).exists()


def test_the_last_owner_stays(cast: Cast, signed_in: Browser, desk: Desk) -> None:
    olga = signed_in(cast.olga)
    here = desk(f"settings/colleagues/{cast.olga.pk}/")
    answer = olga.post(f"{here}role/", {"role": "agent"})
    assert "A brand needs an owner" in answer.content.decode()
    olga.post(desk("settings/you/leave/"))
    assert Membership.objects.get(user=cast.olga).role == "owner"


def test_a_lead_sets_hours_but_no_role(cast: Cast, bo: Client, desk: Desk) -> None:
    here = desk(f"settings/colleagues/{cast.ada.pk}/")
    given = {
        "day-0-0-from": "09:00",
        "day-0-0-to": "17:30",
        "day-4-0-from": "22:00",
        "day-4-0-to": "02:00",
    }
    bo.post(f"{here}hours/", given)
    kept = Shift.objects.order_by("weekday", "starts").values_list("weekday", "starts", "ends")
    assert list(kept) == [(0, 540, 1050), (4, 1320, 1440), (5, 0, 120)]
    bo.post(f"{here}role/", {"role": "owner"})
    assert Membership.objects.get(user=cast.ada).role == "agent"


def test_ending_a_team_takes_it_from_its_cases(
    cast: Cast, connection: Connection, bo: Client, desk: Desk
) -> None:
    bo.post(desk("settings/teams/add/"), {"name": "Parcels"})
    team = Team.objects.get()
    case = make_matter(connection).case
    Case.objects.filter(pk=case.pk).update(team=team)
    bo.post(desk(f"settings/teams/{team.pk}/end/"))
    case.refresh_from_db()
    assert (case.team_id, Team.objects.count()) == (None, 0)
    assert CaseEvent.objects.filter(case=case, kind="team_assigned").count() == 1


def test_a_tokens_secret_is_shown_once(cast: Cast, bo: Client, desk: Desk) -> None:
    given = {"name": "CRM", "scope": ["read"], "lasts": "30"}
    made = bo.post(desk("settings/tokens/make/"), given)
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in bo.get(desk("settings/tokens/")).content.decode()
    token = Token.objects.get()
    bo.post(desk(f"settings/tokens/{token.pk}/revoke/"))
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert bo.post(desk("settings/tokens/make/"), {"name": "x"}).status_code == 422


def test_tags_are_made_renamed_merged_and_put_away(
    cast: Cast, connection: Connection, bo: Client, ada: Client, desk: Desk
) -> None:
    for name in ("delivery", "shipping"):
        bo.post(desk("settings/tags/add/"), {"name": name})
    delivery, shipping = Tag.objects.order_by("name")
    case = make_matter(connection).case
    Case.objects.filter(pk=case.pk).update(tags=[shipping.pk])
    bo.post(desk(f"settings/tags/{shipping.pk}/"), {"do": "merge", "into": delivery.pk})
    case.refresh_from_db()
    assert case.tags == [delivery.pk]
    bo.post(desk(f"settings/tags/{delivery.pk}/"), {"do": "rename", "name": "parcels"})
    assert "1 open case" in bo.get(desk("settings/tags/")).content.decode()
    ada.post(desk(f"settings/tags/{delivery.pk}/"), {"do": "archive"})
    assert Tag.objects.get(pk=delivery.pk).archived_at is None


def test_the_trail_is_filtered_and_its_chain_checked(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    olga = signed_in(cast.olga)
    olga.post(desk("settings/brand/change/"), {"name": "Southpost", "time_zone": "UTC"})
    olga.post(desk("settings/tags/add/"), {"name": "delivery"})
    here = desk("settings/trail/")
    lines = olga.get(here, {"what": "staff.change_brand", "who": cast.olga.pk}).context["lines"]
    assert [(line.what, line.who) for line in lines] == [("Change brand", "Olga Owner")]
    assert olga.get(here, {"until": "2020-01-01"}).context["lines"] == []
    assert "The chain is whole." in olga.post(f"{here}check/").content.decode()


def test_a_new_password_keeps_this_browser_and_ends_all_others(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    here, there = signed_in(cast.ada), signed_in(cast.ada)
    for browser in (here, there):
        browser.get(desk("settings/you/"))
    wrong = here.post(desk("settings/you/password/"), {"old": "no", "password": PASSWORD})
    assert wrong.status_code == 422
    given = {"old": PASSWORD, "password": "another fine long password"}
    assert here.post(desk("settings/you/password/"), given).status_code == 302
    assert here.get(desk("settings/you/")).status_code == 200
    assert there.get(desk("settings/you/")).status_code == 302


def test_a_browser_is_signed_out_from_another_and_no_key_is_shown(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    here, there = signed_in(cast.ada), signed_in(cast.ada)
    there.get(desk("settings/you/"), headers={"User-Agent": "Mozilla/5.0 (Android) Firefox/1"})
    page = here.get(desk("settings/you/")).content.decode()
    assert "Firefox on Android" in page
    assert there.session.session_key not in page
    here.post(desk("settings/you/sign-ins/end/"))
    assert there.get(desk("settings/you/")).status_code == 302
    assert here.get(desk("settings/you/")).status_code == 200
