"""Common issues and spikes, as people see them and what they make of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.channels.models import Connection
from amends.incidents.models import Incident
from amends.trends.models import Habit, Issue, RaisedBar, Sighting, Spike, SpikeState, SpreadAlarm
from cast import Matter, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]
HTMX = {"HX-Request": "true"}
SAID = (
    "The voucher code of the newsletter is refused",
    "Newsletter voucher <b>refused</b> at checkout",
    "Why is my voucher code refused?",
)


def made(connection: Connection, name: str = "voucher · newsletter") -> tuple[Issue, list[Matter]]:
    """An issue of three people, an hour ago."""
    now = timezone.now()
    at = now - timedelta(hours=1)
    issue = Issue.objects.create(
        brand=connection.brand,
        name=name,
        words=["voucher", "newsletter"],
        members=3,
        first_at=at,
        last_at=at,
    )
    matters = [
        make_matter(connection, text=text, name=f"Person {number}", at=at)
        for number, text in enumerate(SAID)
    ]
    for each in matters:
        seen(each, issue, at)
    return issue, matters


def seen(matter: Matter, issue: Issue | None, at: datetime) -> None:
    Sighting.objects.create(
        brand=matter.case.brand,
        message=matter.message,
        case=matter.case,
        person_id=matter.person.pk,
        network="demo",
        at=at,
        is_trouble=True,
        terms=[1, 2, 3],
        issue=issue,
    )


def spike(connection: Connection, matters: list[Matter], **more: object) -> Spike:
    now = timezone.now()
    told: dict[str, object] = {
        "about": "words",
        "words": ["voucher", "newsletter"],
        "terms": [11, 12],
        "score": 9.5,
        "people": 3,
        "expected": 0.2,
        "within": 60,
        "message_ids": [each.message.pk for each in matters],
        "found_at": now,
        "last_at": now,
    }
    return Spike.objects.create(brand=connection.brand, **{**told, **more})


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_before_anything_is_alike_the_page_says_what_will_come(ada: Client, desk: Desk) -> None:
    assert "No common issue so far" in page(ada, desk("issues/"))
    assert "Nothing was put away" in page(ada, desk("issues/?away"))


def test_issues_spikes_and_what_spreads_stand_on_one_page(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    issue, matters = made(connection)
    spike(connection, matters)
    SpreadAlarm.objects.create(
        brand=connection.brand,
        case=matters[0].case,
        message=matters[0].message,
        reasons=[["grows", 90], ["reach", 12_000]],
        at=timezone.now(),
    )
    for address in ("issues/", "issues/live/"):
        told = page(ada, desk(address))
        assert desk(f"issues/{issue.pk}/") in told
        assert "3 people within 60 minutes; usual is less than one." in told
        assert "grow by 90 an hour" in told


def test_an_issue_shows_counts_and_words_as_words(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    issue, _matters = made(connection, "<i>voucher</i>")
    told = page(ada, desk(f"issues/{issue.pk}/"))
    assert "3 people" in told
    assert "&lt;b&gt;refused" in told
    assert "<i>voucher" not in told


def test_an_issue_is_renamed_put_away_and_brought_back(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    issue, _matters = made(connection)
    at = desk(f"issues/{issue.pk}/")
    assert ada.post(f"{at}name/", {"name": "Vouchers refused"}).status_code == 302
    assert "Vouchers refused" in page(ada, desk("issues/"))
    ada.post(f"{at}put-away/", {})
    assert "Vouchers refused" not in page(ada, desk("issues/"))
    assert "Vouchers refused" in page(ada, desk("issues/?away"))
    ada.post(f"{at}put-away/", {"away": "no"})
    assert "Vouchers refused" in page(ada, desk("issues/"))


def test_issues_are_merged_and_the_old_address_leads_on(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    first, _ = made(connection)
    second, _ = made(connection, "the same in other words")
    merged = ada.post(desk(f"issues/{second.pk}/merge/"), {"into": first.pk})
    assert merged["Location"] == desk(f"issues/{first.pk}/")
    assert ada.get(desk(f"issues/{second.pk}/"))["Location"] == desk(f"issues/{first.pk}/")
    assert "6 messages" in page(ada, desk(f"issues/{first.pk}/"))


def test_an_issue_that_is_not_offered_is_found_by_its_name(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    issue, _said = made(connection)
    now = timezone.now()
    Issue.objects.bulk_create(
        Issue(
            brand=connection.brand,
            name=f"zip {number}" if number else "lamp shade",
            first_at=now,
            last_at=now - timedelta(days=1 if number else 9),
        )
        for number in range(102)
    )
    shown = page(ada, desk(f"issues/{issue.pk}/"))
    assert shown.count('">zip ') == 100
    assert "lamp shade" not in shown
    assert "2 more are not" in shown
    shown = page(ada, desk(f"issues/{issue.pk}/?named=Lamp"))
    assert "lamp shade" in shown
    assert "zip 1" not in shown
    assert "No other issue has that" in page(ada, desk(f"issues/{issue.pk}/?named=q"))


def test_ticked_messages_are_split_off(ada: Client, desk: Desk, connection: Connection) -> None:
    issue, matters = made(connection)
    ticked = {"message": [each.message.pk for each in matters[:2]]}
    ada.post(desk(f"issues/{issue.pk}/split/"), ticked)
    other = Issue.objects.exclude(pk=issue.pk).get()
    assert other.sightings.count() == 2
    assert issue.sightings.count() == 1


def test_one_press_opens_an_incident_with_the_cases(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    issue, _matters = made(connection)
    opened = ada.post(desk(f"issues/{issue.pk}/incident/"))
    incident = Incident.objects.get()
    assert opened["Location"] == desk(f"incidents/{incident.pk}/")
    assert incident.affected.count() == 3
    assert "To its incident" in page(ada, desk(f"issues/{issue.pk}/"))


def test_a_spike_is_looked_at_and_answered(ada: Client, desk: Desk, connection: Connection) -> None:
    _issue, matters = made(connection)
    one, two = spike(connection, matters), spike(connection, matters, copies=3, is_campaign=True)
    told = page(ada, desk(f"spikes/{one.pk}/"))
    assert "voucher · newsletter" in told
    assert "&lt;b&gt;refused" in told
    assert "A campaign, it seems: 3 of 3" in page(ada, desk(f"spikes/{two.pk}/"))
    bombed = spike(connection, matters, low=3, is_bombing=True, state=SpikeState.OVER)
    assert "Review-bombing, it seems: 3 of 3" in page(ada, desk(f"spikes/{bombed.pk}/"))
    bombed.delete()
    ada.post(desk(f"spikes/{one.pk}/no-problem/"))
    ada.post(desk(f"spikes/{two.pk}/incident/"))
    states = dict(Spike.objects.values_list("pk", "state"))
    assert states == {one.pk: SpikeState.NO_PROBLEM, two.pk: SpikeState.INCIDENT}
    assert RaisedBar.objects.count() == 2
    assert "No problem" in page(ada, desk("issues/"))


@pytest.mark.parametrize(
    "rose",
    [
        ("topic", ["late_delivery"], "More than usual about “late delivery”"),
        ("network", ["demo"], "More than usual on"),
        ("mood", [], "More unhappy messages than usual"),
        ("stars", [], "More bad reviews than usual"),
    ],
)
def test_every_kind_of_spike_has_a_headline(
    ada: Client, desk: Desk, connection: Connection, rose: tuple[str, list[str], str]
) -> None:
    about, words, title = rose
    one = spike(connection, [make_matter(connection)], about=about, words=words)
    assert title in page(ada, desk(f"spikes/{one.pk}/"))


def test_a_lead_says_how_many_false_alarms_are_put_up_with(
    ada: Client, bo: Client, desk: Desk, connection: Connection
) -> None:
    at = desk("issues/budget/")
    assert bo.post(at, {"budget": "0,5"}).status_code == 302
    assert Habit.objects.get(pk=connection.brand_id).budget == 0.5
    assert bo.post(at, {"budget": "many"}, headers=HTMX).status_code == 422
    assert ada.post(at, {"budget": "2"}, headers=HTMX).status_code == 403
    assert Habit.objects.get(pk=connection.brand_id).budget == 0.5


def test_who_only_looks_changes_nothing(vera: Client, desk: Desk, connection: Connection) -> None:
    issue, matters = made(connection)
    one = spike(connection, matters)
    assert "Rename" not in page(vera, desk(f"issues/{issue.pk}/"))
    assert desk(f"spikes/{one.pk}/no-problem/") not in page(vera, desk(f"spikes/{one.pk}/"))
    for address in (
        f"issues/{issue.pk}/name/",
        f"issues/{issue.pk}/put-away/",
        f"issues/{issue.pk}/incident/",
        f"spikes/{one.pk}/no-problem/",
        f"spikes/{one.pk}/incident/",
    ):
        assert vera.post(desk(address), {"name": "x"}, headers=HTMX).status_code == 403


def test_the_issue_stands_beside_its_case(ada: Client, desk: Desk, connection: Connection) -> None:
    issue, matters = made(connection)
    told = page(ada, desk(f"cases/{matters[0].case.pk}/alike/"))
    assert "Others say the same" in told
    assert desk(f"issues/{issue.pk}/") in told
    lonely = make_matter(connection, text="Something else entirely")
    assert "Others say the same" not in page(ada, desk(f"cases/{lonely.case.pk}/alike/"))


def test_another_brands_issues_and_spikes_are_nowhere(
    ada: Client, desk: Desk, other: Other, connection: Connection
) -> None:
    mine, _matters = made(connection)
    theirs, matters = made(other.matter.case.connection, "secret of Lumen")
    their_spike = spike(other.matter.case.connection, matters)
    assert "secret of Lumen" not in page(ada, desk("issues/"))
    assert ada.get(desk(f"issues/{theirs.pk}/")).status_code == 404
    assert ada.get(desk(f"spikes/{their_spike.pk}/")).status_code == 404
    assert ada.post(desk(f"spikes/{their_spike.pk}/no-problem/")).status_code == 404
    into = {"into": theirs.pk}
    assert ada.post(desk(f"issues/{mine.pk}/merge/"), into).status_code == 404
