"""Hiding somebody's words: asked for with a class, looked at by a second person, and remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.alerts.actions.approvals import look_at_approvals
from amends.alerts.models import Alert
from amends.outbox.actions.links import mark_for
from amends.outbox.models import Approval, Deed, DeedState, Moderation
from amends.staff.models import User
from amends.status.actions.keep import PageForm, set_up
from amends.status.queries.snapshot import snapshot
from amends.status.site.files import Site
from cast import Cast, Matter

pytestmark = pytest.mark.django_db
THREAT = "I know where you live. Watch your back."


@pytest.fixture
def olga(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Olga the owner's browser."""
    return signed_in(cast.olga)


@pytest.fixture
def asked(bo: Client, cast: Cast, matter: Matter) -> Deed:
    """Bo wants Mira's threat hidden."""
    matter.message.text = THREAT
    matter.message.save(update_fields=["text"])
    path = reverse("deed-ask", args=[cast.brand.slug, matter.message.pk, "hide"])
    bo.post(path, {"ground": "threat", "reason": "For our people.", "marked": "watch your back"})
    return Deed.objects.get()


def test_the_menu_asks_for_a_class_and_a_reason(bo: Client, cast: Cast, matter: Matter) -> None:
    path = reverse("deeds", args=[cast.brand.slug, matter.case.pk, matter.message.pk])
    page = bo.get(path).content.decode()
    for part in ('name="ground"', 'name="marked"', 'name="reason"', "Hide…", "Delete…"):
        assert part in page


def test_criticism_is_refused_in_words(bo: Client, cast: Cast, matter: Matter) -> None:
    path = reverse("deed-ask", args=[cast.brand.slug, matter.message.pk, "hide"])
    matter.message.text = "Worst shop ever, my parcel never arrived!"
    matter.message.save(update_fields=["text"])
    asked = {"ground": "hate", "reason": "It is rude."}
    said = bo.post(path, asked, headers={"HX-Request": "true"})
    assert "This is criticism" in said.content.decode()
    assert not Deed.objects.exists()


def test_a_second_person_sees_the_words_and_says_yes(
    olga: Client, bo: Client, cast: Cast, asked: Deed
) -> None:
    overview = reverse("approvals", args=[cast.brand.slug])
    page = olga.get(overview).content.decode()
    for part in ("<mark>Watch your back</mark>", "For our people.", "A threat", "Bo Lead"):
        assert part in page
    own = bo.get(overview).content.decode()
    approval = Approval.objects.get()
    yes = reverse("approve", args=[cast.brand.slug, approval.pk])
    assert "For our people." in own
    assert yes not in own
    olga.post(yes, {"seen": approval.digest})
    asked.refresh_from_db()
    assert asked.state == DeedState.QUEUED


def test_the_link_in_a_mail_decides_it_too(client: Client, cast: Cast, asked: Deed) -> None:
    approval = Approval.objects.get()
    link = reverse("approve-by-link", args=[mark_for(approval, cast.olga.pk, timezone.now())])
    assert "Hide these words" in client.get(link).content.decode()
    client.post(link, {"verb": "give-back", "comment": "Answer it instead."})
    asked.refresh_from_db()
    assert asked.state == DeedState.PUT_AWAY


def test_whoever_may_say_yes_is_told(olga: Client, cast: Cast, asked: Deed) -> None:
    look_at_approvals(now=timezone.now())
    (alert,) = Alert.objects.filter(user=cast.olga)
    page = olga.get(reverse("alerts", args=[cast.brand.slug])).content.decode()
    assert "to hide words of Mira Kessler" in page
    assert alert.facts["what"] == "hide"


def test_the_memory_shows_what_why_and_by_whom(bo: Client, cast: Cast, asked: Deed) -> None:
    path = reverse("moderation", args=[cast.brand.slug])
    page = bo.get(path).content.decode()
    for part in (THREAT, "For our people.", "waits for a second person", "Bo Lead"):
        assert part in page
    assert THREAT not in bo.get(path, {"ground": "spam"}).content.decode()
    Moderation.objects.update(text="", erased_at=timezone.now())
    assert "asked to be forgotten" in bo.get(path).content.decode()


@pytest.mark.parametrize("shows", [True, False])
def test_the_status_page_counts_only_where_it_is_wanted(
    cast: Cast, asked: Deed, *, shows: bool
) -> None:
    now = timezone.now()
    Moderation.objects.update(decision="allowed", decided_by=cast.olga, done_at=now)
    form = PageForm(title="Northpost", slug="northpost", shows_moderation=shows)
    status = set_up(by=cast.actor(cast.bo), brand=cast.brand, form=form, now=now)
    files = Site(snapshot(status, now)).files
    assert ("last 12 months: 1" in files["index.html"].make().decode()) is shows
    assert (b'"by_class"' in files["summary.json"].make()) is shows
