"""The composer says in words what may be said, until when and at what price; and what only a person may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.audit.models import Entry
from amends.channels.adapters.demo import Demo
from amends.channels.rights import Offer, Standing, Way
from amends.inbox.actions.retell import retell
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState, Message
from amends.inbox.queries.thread import case_page
from amends.web.desk import desk_of
from amends.web.ways import Ways, ways
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HOUR = timedelta(hours=1)


class Strict(Demo):
    """Nothing in public but on the site; in private for a day, at a price."""

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        until = standing.heard[0].sent_at + 24 * HOUR
        return (
            Offer(Way.PUBLIC, is_open=False, because="It did not name the brand."),
            Offer(Way.PRIVATE, is_open=now <= until, until=until, price=Decimal("0.0150")),
            Offer(Way.SITE, is_open=True, because="A person may answer there."),
        )


def strict_ways(cast: Cast, matter: Matter, after: timedelta) -> Ways:
    Message.objects.filter(pk=matter.message.pk).update(
        sent_at=timezone.now() - after, url="https://net.example/1"
    )
    desk = desk_of(cast.ada, cast.brand.slug)
    return ways(desk, case_page(cast.brand.pk, matter.case.pk), Strict())


def test_what_is_open_says_until_when_and_at_what_price(cast: Cast, matter: Matter) -> None:
    found = strict_ways(cast, matter, 20 * HOUR + timedelta(seconds=1))
    assert found.cannot == {"public": "It did not name the brand."}
    (line,) = found.lines
    assert line.kind == "private"
    assert line.said.startswith("Private answers until ")
    assert line.left == "in 3 h 59"
    assert line.price == "Practice network charges $0.015 each"
    html = render_to_string("web/inbox/_ways.html", {"ways": found})
    assert f'data-closes="{line.seconds}"' in html


def test_what_is_over_is_closed(cast: Cast, matter: Matter) -> None:
    found = strict_ways(cast, matter, 25 * HOUR)
    assert set(found.cannot) == {"public", "private"}
    assert found.lines == ()


def test_what_only_a_person_may_has_its_link(cast: Cast, matter: Matter) -> None:
    found = strict_ways(cast, matter, HOUR)
    assert found.site is not None
    assert (found.site.url, found.site.because) == (
        "https://net.example/1",
        "A person may answer there.",
    )
    facts = {"site": found.site, "case_id": 1, "desk": desk_of(cast.ada, cast.brand.slug)}
    html = render_to_string("web/inbox/_site.html", facts)
    assert "Open on Practice network" in html
    assert "I answered there" in html


def test_the_composer_shows_the_end_of_the_window(ada: Client, desk: Desk, matter: Matter) -> None:
    Message.objects.filter(pk=matter.message.pk).update(sent_at=timezone.now())
    html = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "Private answers until" in html
    Message.objects.filter(pk=matter.message.pk).update(sent_at=timezone.now() - 200 * HOUR)
    html = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "Private answers until" not in html
    assert 'id="cannot-private"' in html


def test_what_was_answered_there_stops_the_clock(
    ada: Client, desk: Desk, cast: Cast, matter: Matter
) -> None:
    url = desk(f"cases/{matter.case.pk}/answered-there/")
    Case.objects.filter(pk=matter.case.pk).update(due_at=NOON)
    assert ada.post(url, {"text": "We found it!"}).status_code == 302
    case = Case.objects.get(pk=matter.case.pk)
    assert (case.state, case.due_at) == (CaseState.WAITING_CUSTOMER, None)
    assert case.answered_elsewhere_at is not None
    event = CaseEvent.objects.get(case=case, kind=CaseEventKind.ANSWERED_ELSEWHERE)
    assert event.facts["text"] == "We found it!"
    assert Entry.objects.filter(action="inbox.record_elsewhere").exists()
    link = reverse("case-link", args=[cast.brand.slug, case.pk])
    page = ada.get(link, follow=True).content.decode()
    assert "answered on the network itself: “We found it!”" in page
    answered_at = case.answered_elsewhere_at
    retell(case)
    assert case.answered_elsewhere_at == answered_at


def test_who_only_looks_answers_nowhere(vera: Client, desk: Desk, matter: Matter) -> None:
    vera.post(desk(f"cases/{matter.case.pk}/answered-there/"))
    assert not CaseEvent.objects.filter(kind=CaseEventKind.ANSWERED_ELSEWHERE).exists()
