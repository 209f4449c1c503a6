"""The page of what a brand listens for: written with a preview, refused at its field, shown in the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from neighbours import Other

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import BrandQuery, Case
from amends.listening.models import Position
from cast import NOON, Cast, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]
_PLACE = "settings/listening/"
_NEW = {"name": "The name", "text": "northpost OR nordpost", "kind": "name"}


def _query(cast: Cast, **fields: object) -> BrandQuery:
    values = {"name": "The name", "text": "northpost", "created_at": NOON, "changed_at": NOON}
    return BrandQuery.objects.create(brand=cast.brand, **{**values, **fields})


def test_a_lead_listens_for_something_and_changes_it(cast: Cast, bo: Client, desk: Desk) -> None:
    added = bo.post(desk(f"{_PLACE}add/"), {**_NEW, "searches": "yes"}, follow=True)
    assert "Amends listens for “The name” from now on." in added.content.decode()
    query = BrandQuery.objects.get()
    assert (query.searches, query.needs_answer, query.made_by) == (True, False, cast.bo)
    address = desk(f"{_PLACE}{query.pk}/")
    bo.post(address, {**_NEW, "text": "southpost", "language": "DE", "do": "change"})
    query.refresh_from_db()
    assert (query.text, query.language, query.searches) == ("southpost", "de", False)
    bo.post(address, {"do": "pause"})
    query.refresh_from_db()
    assert not query.is_active
    bo.post(address, {"do": "resume"})
    bo.post(address, {"do": "remove"})
    assert not BrandQuery.objects.exists()


def test_a_mistake_stands_beside_the_words_and_they_stay(
    cast: Cast, bo: Client, desk: Desk
) -> None:
    page = bo.post(desk(f"{_PLACE}add/"), {**_NEW, "text": 'northpost "red'})
    said = page.content.decode()
    assert page.status_code == 422
    assert 'id="add-text-wrong"' in said
    assert "Column 11: this quotation mark is never closed." in said
    assert "northpost &quot;red" in said


def test_a_query_of_beginnings_cannot_ask_networks(cast: Cast, bo: Client, desk: Desk) -> None:
    page = bo.post(desk(f"{_PLACE}add/"), {**_NEW, "text": "north*", "searches": "yes"})
    assert 'id="add-searches-wrong"' in page.content.decode()


def test_the_preview_counts_and_marks(
    cast: Cast, connection: Connection, bo: Client, desk: Desk
) -> None:
    make_matter(connection, text="Northpost lost my <b>parcel</b>")
    make_matter(connection, text="all well")
    said = bo.post(desk(f"{_PLACE}preview/"), {"text": "northpost"}).content.decode()
    assert "1 message fits" in said
    assert "<mark>Northpost</mark> lost my &lt;b&gt;" in said
    assert "Column 7" in bo.post(desk(f"{_PLACE}preview/"), {"text": "north (a"}).content.decode()
    assert not bo.post(desk(f"{_PLACE}preview/"), {"text": " "}).content.strip()


def test_a_network_that_could_not_be_asked_is_told(
    cast: Cast, connection: Connection, ada: Client, desk: Desk
) -> None:
    Position.objects.create(connection=connection, brand=cast.brand, search_problem="HTTP 503")
    said = ada.get(desk(_PLACE)).content.decode()
    assert "Northpost on demo could not be asked: HTTP 503." in said


def test_who_does_not_manage_intake_reads_only(
    cast: Cast, ada: Client, vera: Client, desk: Desk
) -> None:
    query = _query(cast)
    for client in (ada, vera):
        said = client.get(desk(_PLACE)).content.decode()
        assert "The name" in said
        assert "<textarea" not in said
        for path in ("add/", "preview/", f"{query.pk}/"):
            answer = client.post(desk(f"{_PLACE}{path}"), {**_NEW, "do": "remove"})
            assert answer.status_code != 200
    assert BrandQuery.objects.get() == query


def test_another_brands_query_cannot_be_reached(
    cast: Cast, other: Other, bo: Client, desk: Desk
) -> None:
    query = BrandQuery.objects.create(
        brand=other.brand, name="Secret", text="secret", created_at=NOON, changed_at=NOON
    )
    assert bo.post(desk(f"{_PLACE}{query.pk}/"), {"do": "remove"}).status_code == 404
    assert "Secret" not in bo.get(desk(_PLACE)).content.decode()


def test_many_queries_are_found_by_name_and_words(cast: Cast, bo: Client, desk: Desk) -> None:
    for n in range(13):
        _query(cast, name=f"Query {n}", text=f"word{n}")
    said = bo.get(desk(_PLACE), {"find": "WORD12"}).content.decode()
    assert "Query 12" in said
    assert "Query 3" not in said
    assert "No query has that" in bo.get(desk(_PLACE), {"find": "nothing"}).content.decode()


def test_a_case_says_why_it_was_heard(
    cast: Cast, connection: Connection, ada: Client, desk: Desk
) -> None:
    _query(cast, name="Lost & found", text="lost")
    post = ThreadRef("post-1", ThreadKind.POST, is_public=True)
    said = Said("m1", post, Author("mira", "@mira", "Mira"), "It is lost", NOON)
    with transaction.atomic():
        take_in(connection=connection, items=[said], now=NOON)
    page = ada.get(desk(f"inbox/open/{Case.objects.get().pk}/")).content.decode()
    assert "Heard because of Lost &amp; found" in page
