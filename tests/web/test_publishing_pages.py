"""The calendar, the form of a post, the library and the posting times, as a browser asks for them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from amends.channels.models import Connection
from amends.publishing import queries
from amends.publishing.models import LibraryItem, Post, PostState, Slot
from cast import Cast, make_brand

pytestmark = pytest.mark.django_db
WORDS = "We are open on Sunday."
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def lead(client: Client, cast: Cast) -> Client:
    client.force_login(cast.bo, backend=BACKEND)
    return client


@pytest.fixture
def root(cast: Cast) -> str:
    return f"/desk/{cast.brand.slug}/publishing/"


def tomorrow(hour: int = 9) -> datetime:
    return (timezone.now() + timedelta(days=1)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


def given(connection: Connection, **more: str) -> dict[str, str]:
    at = tomorrow().strftime("%Y-%m-%dT%H:%M")
    return {
        "text": WORDS,
        "when": "at",
        "at": at,
        "repeat": "no",
        f"to-{connection.pk}": "on",
        **more,
    }


def test_an_empty_calendar_says_what_it_is_for(lead: Client, root: str) -> None:
    for view in ("", "?view=week", "?view=month&on=2027-02-28", "?on=nonsense"):
        page = lead.get(f"{root}{view}")
        assert page.status_code == 200
        assert "Nothing is planned here" in page.content.decode()


def test_a_post_is_scheduled_and_stands_on_its_day(
    lead: Client, root: str, connection: Connection
) -> None:
    done = lead.post(f"{root}posts/new/", given(connection, do="approve"))
    assert done.status_code == 302
    slot = Slot.objects.get()
    assert slot.at == tomorrow()
    page = lead.get(f"{root}?on={tomorrow():%Y-%m-%d}").content.decode()
    assert f'data-entry="slot-{slot.pk}"' in page
    shown = lead.get(done["Location"]).content.decode()
    assert "Take it back and change it" in shown


def test_a_refused_form_keeps_every_word(lead: Client, root: str, connection: Connection) -> None:
    gone = given(connection, do="approve", at="2001-01-01T09:00", title="Sunday")
    back = lead.post(f"{root}posts/new/", gone)
    assert back.status_code == 422
    page = back.content.decode()
    assert "That moment has passed" in page
    assert WORDS in page
    assert 'value="Sunday"' in page
    kept = Post.objects.get()
    assert f'action="{root}posts/{kept.pk}/"' in page
    assert f'name="revision" value="{kept.revision}"' in " ".join(page.split())
    nowhere = {key: value for key, value in gone.items() if not key.startswith("to-")}
    assert "at least one account" in lead.post(f"{root}posts/new/", nowhere).content.decode()


def test_an_agent_asks_and_a_lead_sends_back(
    client: Client, cast: Cast, root: str, connection: Connection
) -> None:
    client.force_login(cast.ada, backend=BACKEND)
    page = client.get(f"{root}posts/new/").content.decode()
    assert "Ask for approval" in page
    assert "Schedule" not in page
    client.post(f"{root}posts/new/", given(connection, do="ask"))
    post = Post.objects.get()
    assert post.state == PostState.ASKED
    client.force_login(cast.bo, backend=BACKEND)
    assert "Waiting for approval" in client.get(root).content.decode()
    client.post(f"{root}posts/{post.pk}/", {"do": "send-back", "note": "Until when?"})
    assert "Until when?" in client.get(f"{root}posts/{post.pk}/").content.decode()
    post.refresh_from_db()
    again = given(connection, do="approve", revision=str(post.revision))
    client.post(f"{root}posts/{post.pk}/", again)
    post.refresh_from_db()
    assert post.state == PostState.APPROVED
    client.post(f"{root}posts/{post.pk}/", {"do": "take-back"})
    client.post(f"{root}posts/{post.pk}/", {"do": "throw-away"})
    post.refresh_from_db()
    assert post.state == PostState.WITHDRAWN


def test_it_moves_to_another_day_and_keeps_its_hour(
    lead: Client, root: str, connection: Connection
) -> None:
    lead.post(f"{root}posts/new/", given(connection, do="approve"))
    slot = Slot.objects.get()
    day = slot.at + timedelta(days=3)
    moved = {"what": f"slot-{slot.pk}", "day": f"{day:%Y-%m-%d}", "on": f"{day:%Y-%m-%d}"}
    page = lead.post(f"{root}move/", moved, headers={"HX-Request": "true"}).content.decode()
    assert "Moved to" in page
    slot.refresh_from_db()
    assert slot.at == day
    at = (day + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    lead.post(f"{root}move/", {"what": f"slot-{slot.pk}", "at": at})
    slot.refresh_from_db()
    assert slot.at == day + timedelta(hours=2)
    lead.post(f"{root}places/{slot.pk}/drop/")
    assert queries.places(slot.brand_id, day - timedelta(days=9), day + timedelta(days=9)) == []


def test_the_preview_counts_and_cuts(lead: Client, root: str, connection: Connection) -> None:
    long = " ".join(["Sentence of a story."] * 60)
    typed = given(connection, text=long, campaign="spring")
    page = lead.post(f"{root}posts/preview/", typed).content.decode()
    assert "a thread of 3" in page
    own = given(connection, **{f"text-{connection.pk}": "Only <b>here</b>"})
    page = lead.post(f"{root}posts/preview/", own).content.decode()
    assert "Only &lt;b&gt;here&lt;/b&gt;" in page


def test_the_next_free_posting_time(lead: Client, root: str, connection: Connection) -> None:
    none = lead.post(f"{root}posts/new/", given(connection, do="approve", when="free"))
    assert "no posting times" in none.content.decode()
    hours = {f"day-{day}": "09:30, 17:00" for day in range(7)}
    lead.post(f"{root}times/", {"connection": str(connection.pk), **hours})
    assert "09:30 17:00" in lead.get(f"{root}times/").content.decode()
    lead.post(f"{root}posts/new/", given(connection, do="approve", when="free"))
    assert Slot.objects.get().at.minute in {0, 30}


def test_the_library_keeps_describes_and_finds(
    lead: Client, root: str, connection: Connection
) -> None:
    file = SimpleUploadedFile("price-list.txt", b"Cakes", content_type="text/plain")
    lead.post(f"{root}library/", {"files": file})
    item = LibraryItem.objects.get()
    said = {"title": "Prices", "tags": "shop, list", "alt": "What things cost"}
    lead.post(f"{root}library/{item.pk}/", said)
    assert "Prices" in lead.get(f"{root}library/?q=shop").content.decode()
    assert "No picture fits" in lead.get(f"{root}library/?q=snow").content.decode()


def test_another_brands_posts_are_not_there(
    client: Client, cast: Cast, root: str, connection: Connection
) -> None:
    client.force_login(cast.bo, backend=BACKEND)
    client.post(f"{root}posts/new/", given(connection, do="approve"))
    other = make_brand("Other")
    assert client.get(f"/desk/{other.slug}/publishing/").status_code == 404
    post, slot = Post.objects.get(), Slot.objects.get()
    Post.objects.update(brand=other)
    Slot.objects.update(brand=other)
    assert client.get(f"{root}posts/{post.pk}/").status_code == 404
    headers = {"HX-Request": "true"}
    moved = {"what": f"slot-{slot.pk}", "day": "2027-01-01"}
    assert client.post(f"{root}move/", moved, headers=headers).status_code == 404
