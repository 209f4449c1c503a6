"""Suggestions in the composer: offered with why, taken over, and marked until they are sent."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from amends.audit.models import Entry
from amends.outbox.models import Send
from amends.replies.actions import Wording, save_reply
from amends.replies.models import Draft
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
WORDS = "Hi {customer.first_name}, sorry that your parcel is late. Which <street> is it?"


@pytest.fixture
def late(matter: Matter, cast: Cast) -> Matter:
    """A parcel is late, and there are words for that."""
    by = cast.actor(cast.ada)
    save_reply(by=by, wording=Wording("Late parcel", WORDS), is_teams=False, now=NOON)
    return make_matter(matter.case.connection, text="My parcel is late", name="Mira Kessler")


def test_the_picker_says_why_and_what_to_look_at(ada: Client, desk: Desk, late: Matter) -> None:
    page = ada.get(desk(f"cases/{late.case.pk}/suggestions/?kind=public")).content.decode()
    assert "Saved reply “Late parcel”" in page
    assert (
        'data-text="Hi Mira, sorry that your parcel is late. Which &lt;street&gt; is it?"' in page
    )
    assert "saved-replies/" in page


def test_without_anything_alike_it_says_how_to_get_there(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    page = ada.get(desk(f"cases/{matter.case.pk}/suggestions/")).content.decode()
    assert "Nothing like this was answered before" in page


def test_who_only_reads_along_is_offered_none(vera: Client, desk: Desk, late: Matter) -> None:
    assert vera.get(desk(f"cases/{late.case.pk}/suggestions/")).status_code == 403
    assert (
        "data-open-suggest"
        not in vera.get(desk(f"cases/{late.case.pk}/composer/")).content.decode()
    )


def test_a_draft_and_its_send_say_what_they_began_with(
    ada: Client, desk: Desk, late: Matter
) -> None:
    words = {"kind": "public", "text": "Sorry, Mira! We look at once.", "assisted": "suggestion"}
    saving = {"page": str(uuid4()), "serial": "1", "seen": "0"}
    ada.post(desk(f"cases/{late.case.pk}/draft/"), {**words, **saving})
    assert Draft.objects.get().assisted == "suggestion"
    composer = ada.get(desk(f"cases/{late.case.pk}/composer/")).content.decode()
    assert "From a suggestion: read it before it goes." in composer
    assert 'name="assisted" value="suggestion"' in composer
    ada.post(desk(f"cases/{late.case.pk}/say/"), {**words, "request_key": str(uuid4())})
    assert Send.objects.get().assisted == "suggestion"
    assert Entry.objects.get(action="outbox.say").facts["assisted"] == "suggestion"
    thread = ada.get(desk(f"inbox/needs-answer/{late.case.pk}/")).content.decode()
    assert "from a suggestion" in thread


def test_a_mark_that_we_do_not_know_is_none(ada: Client, desk: Desk, late: Matter) -> None:
    words = {"kind": "public", "text": "Sorry, Mira! We look at once.", "assisted": "a ghost"}
    ada.post(desk(f"cases/{late.case.pk}/say/"), {**words, "request_key": str(uuid4())})
    assert Send.objects.get().assisted == ""
