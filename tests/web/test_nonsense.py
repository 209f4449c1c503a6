"""Nonsense in a form or an address is answered with a sentence, and breaks nothing that is shown later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from amends.alerts.models import Target
from amends.bulk.models import Run
from amends.inbox.models import Tag
from amends.staff.models import Invitation, Membership, Team, User
from amends.web.timeline import web_address
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
Desk = Callable[[str], str]
#: More digits than Python reads as a number, and digits that are none.
LONG, SQUARE = "9" * 5_000, "²"
#: A moment that PostgreSQL keeps and Python cannot read back.
BEYOND = "9999-12-31T23:59-14:00"


def test_nobody_is_away_for_longer_than_a_year(cast: Cast, signed_in: Browser, desk: Desk) -> None:
    olga = signed_in(cast.olga)
    colleague = f"settings/colleagues/{cast.ada.pk}/"
    away = olga.post(desk(f"{colleague}away/"), {"until": BEYOND})
    assert away.status_code == 422
    assert Membership.objects.get(user=cast.ada).away_since is None
    assert signed_in(cast.ada).get(desk("inbox/needs-answer/")).status_code == 200


@pytest.mark.parametrize("do", [f"snooze:{BEYOND}", "snooze:9999-12-31T23:59"])
def test_many_cases_sleep_no_longer_than_one(
    ada: Client, desk: Desk, matter: Matter, do: str
) -> None:
    form = {"do": do, "case": [matter.case.pk]}
    assert ada.post(desk("many/choose/needs-answer/"), form).status_code == 302
    assert not Run.objects.exists()
    assert ada.get(desk("many/")).status_code == 200


def test_a_tag_for_many_holds_no_nul(ada: Client, desk: Desk, matter: Matter) -> None:
    form = {"do": "tag", "tag": "lost\0parcel", "case": [matter.case.pk]}
    assert ada.post(desk("many/choose/needs-answer/"), form).status_code == 302
    assert Tag.objects.get().name == "lostparcel"


@pytest.mark.parametrize("number", [LONG, SQUARE])
def test_numbers_that_are_none_are_refused_in_words(
    cast: Cast, signed_in: Browser, desk: Desk, matter: Matter, number: str
) -> None:
    olga = signed_in(cast.olga)
    team = Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
    tag = Tag.objects.create(brand=cast.brand, name="parcel", created_at=NOON)
    case, connection = matter.case, matter.case.connection_id
    way = {"name": "Returns", "hands_out": "no"}
    sent = [
        olga.get(desk(f"inbox/open/{case.pk}/thread/"), {"wider": number}),
        olga.get(desk("settings/trail/"), {"before": number}),
        olga.get(desk("settings/trail/"), {"who": number}),
        olga.get(desk("settings/trail/"), {"until": "9999-12-31"}),
        olga.post(desk(f"settings/teams/{team.pk}/change/"), {**way, "member": [number]}),
        olga.post(desk(f"settings/tags/{tag.pk}/"), {"do": "merge", "into": number}),
        olga.post(desk(f"connections/{connection}/team/"), {"team": number}),
        olga.post(desk("settings/notifications/save/"), {"quiet_from": f"{number}:00"}),
        olga.post(desk(f"settings/colleagues/{cast.ada.pk}/capacity/"), {"capacity": number}),
    ]
    assert [
        (at, answer.status_code) for at, answer in enumerate(sent) if answer.status_code == 404
    ] == []
    assert all(answer.status_code < 500 for answer in sent)


def test_an_address_longer_than_mail_allows_is_refused(
    cast: Cast, signed_in: Browser, desk: Desk
) -> None:
    form = {"email": f"{'a' * 260}@northpost.example", "role": "agent"}
    assert signed_in(cast.olga).post(desk("settings/colleagues/invite/"), form).status_code == 422
    assert not Invitation.objects.exists()


def test_a_browsers_address_that_is_none_is_refused(ada: Client, desk: Desk) -> None:
    form = {"endpoint": "https://[push", "p256dh": "x", "auth": "y", "name": "a\0b"}
    assert ada.post(desk("settings/notifications/browser/"), form).status_code == 302
    assert not Target.objects.exists()


def test_a_message_whose_address_is_none_has_no_link() -> None:
    assert not web_address("https://[northpost")
    assert not web_address("javascript:alert(1)")
    assert web_address("https://northpost.example/1") == "https://northpost.example/1"


def test_a_plain_form_leads_back_to_this_host_only(ada: Client) -> None:
    for came_from in (
        "http://testserver//elsewhere.example/",
        "http://testserver/\\elsewhere.example",
    ):
        answer = ada.post("/theme/", {"theme": "dark"}, headers={"Referer": came_from})
        assert answer["Location"].startswith("/elsewhere.example")
