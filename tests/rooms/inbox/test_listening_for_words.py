"""Listening for words: what comes in goes through the brand's queries once, and what fits is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from amends.channels.contract import Author, Edited, Media, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions import brand_queries as actions
from amends.inbox.actions.brand_queries import QueryNameTaken, Wanted
from amends.inbox.actions.take_in import Arrival, take_in
from amends.inbox.models import BrandQuery, Case, CaseEvent, CaseState, Message, QueryHit
from amends.inbox.queries import heard, views
from amends.inbox.queries.views import View
from amends.inbox.rules.matching import BadQuery, parse
from amends.inbox.rules.search import parse as parse_search
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, make_brand

_POST = ThreadRef("post-1", ThreadKind.POST, is_public=True)


def said(external_id: str, text: str, **more: object) -> Said:
    author = Author(f"author-of-{external_id}", "@mira", "Mira Kessler")
    return Said(external_id, _POST, author, text, NOON, **more)  # type: ignore[arg-type]


def listen(cast: Cast, name: str, text: str, **more: object) -> BrandQuery:
    wanted = Wanted(name, text, **more)  # type: ignore[arg-type]
    return actions.add_query(by=cast.actor(cast.bo), wanted=wanted, now=NOON)


def hear(connection: Connection, *items: Said, arrival: Arrival = Arrival.LIVE) -> list[bool]:
    with transaction.atomic():
        return take_in(connection=connection, items=items, now=NOON, arrival=arrival)


def found() -> set[tuple[str, str]]:
    hits = QueryHit.objects.select_related("message", "query")
    return {(hit.message.external_id or "", hit.query.name) for hit in hits}


def test_what_fits_is_written_down_and_counted(cast: Cast, connection: Connection) -> None:
    name = listen(cast, "The name", "northpost OR nordpost")
    late = listen(cast, "Late parcels", '"my parcel" late')
    listen(cast, "Rival", "southpost")
    texts = ("Northpost is great", "my parcel is late, Nordpost!", "hello", "MY PARCEL! so late")
    items = [said(f"m{n}", text) for n, text in enumerate(texts)]
    hear(connection, *items)
    assert found() == {
        ("m0", "The name"),
        ("m1", "The name"),
        ("m1", "Late parcels"),
        ("m3", "Late parcels"),
    }
    name.refresh_from_db()
    late.refresh_from_db()
    assert (name.hits, name.last_hit_at, late.hits) == (2, NOON, 2)


def test_a_message_that_comes_again_is_not_found_again(cast: Cast, connection: Connection) -> None:
    query = listen(cast, "The name", "northpost")
    hear(connection, said("m1", "northpost"))
    hear(connection, said("m1", "northpost"))
    query.refresh_from_db()
    assert query.hits == 1


def test_our_own_words_are_not_what_we_listen_for(cast: Cast, connection: Connection) -> None:
    listen(cast, "The name", "northpost")
    hear(connection, said("m1", "Northpost is sorry", own=True))
    assert found() == set()


def test_filters_see_what_the_network_tells(cast: Cast, connection: Connection) -> None:
    listen(cast, "German", "paket", language="de", country="AT")
    listen(cast, "Pictures", "paket has:photo")
    listen(cast, "Elsewhere", "paket channel:mastodon")
    photo = (Media(url="https://example.com/a.png", content_type="image/png"),)
    hear(
        connection,
        said("m1", "paket", language="de-AT"),
        said("m2", "paket", language="de-DE", media=photo),
        said("m3", "paket", language="nl"),
        said("m4", "paket"),
    )
    assert found() == {("m1", "German"), ("m4", "German"), ("m2", "Pictures")}
    assert Message.objects.get(external_id="m1").language == "de-AT"


def test_a_brand_that_listens_for_nothing_asks_nothing(
    cast: Cast, connection: Connection, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert heard.book_of(cast.brand.pk, NOON) is None
    with django_assert_num_queries(0):
        assert heard.book_of(cast.brand.pk, NOON + timedelta(seconds=1)) is None
    with django_assert_num_queries(1):
        assert heard.book_of(cast.brand.pk, NOON + timedelta(seconds=3)) is None


def test_a_change_elsewhere_is_noticed_by_its_version(cast: Cast, connection: Connection) -> None:
    query = listen(cast, "The name", "northpost")
    book = heard.book_of(cast.brand.pk, NOON)
    assert heard.book_of(cast.brand.pk, NOON + timedelta(seconds=3)) is book
    later = NOON + timedelta(minutes=1)
    BrandQuery.objects.filter(pk=query.pk).update(text="southpost", changed_at=later)
    assert heard.book_of(cast.brand.pk, later) is not book


# -------------------------------------------------------------------------- found by asking


def test_a_found_post_is_kept_only_when_it_fits(cast: Cast, connection: Connection) -> None:
    listen(cast, "The name", "northpost -cartoon")
    items = [said("m1", "northpost!"), said("m2", "northpost, the cartoon"), said("m3", "hello")]
    assert hear(connection, *items, arrival=Arrival.FOUND) == [True, False, False]
    assert list(Message.objects.values_list("external_id", flat=True)) == ["m1"]


def test_a_found_post_waits_for_nobody(cast: Cast, connection: Connection) -> None:
    listen(cast, "The name", "northpost")
    hear(connection, said("m1", "northpost is odd"), arrival=Arrival.FOUND)
    case = Case.objects.get()
    assert (case.state, case.due_at) == (CaseState.CLOSED, None)
    closed = CaseEvent.objects.get(case=case, kind="closed")
    assert closed.facts["because"] == "only heard"


def test_a_found_post_needs_an_answer_where_the_query_says_so(
    cast: Cast, connection: Connection
) -> None:
    listen(cast, "Complaints", "northpost late", needs_answer=True)
    hear(connection, said("m1", "northpost is late"), arrival=Arrival.FOUND)
    assert Case.objects.get().state == CaseState.NEEDS_ANSWER


def test_who_was_only_heard_and_then_speaks_to_us_is_answered(
    cast: Cast, connection: Connection
) -> None:
    listen(cast, "The name", "northpost")
    first = said("m1", "northpost is odd")
    hear(connection, first, arrival=Arrival.FOUND)
    hear(connection, Said("m2", _POST, first.author, "@northpost?", NOON + timedelta(minutes=1)))
    assert Case.objects.get().state == CaseState.NEEDS_ANSWER


# ------------------------------------------------------------------------- search and preview


def test_cases_are_found_by_what_they_were_heard_for(cast: Cast, connection: Connection) -> None:
    listen(cast, "Late parcels", "late")
    hear(connection, said("m1", "late"), said("m2", "early"))
    late = Message.objects.get(external_id="m1").case_id

    def cases(typed: str) -> list[int]:
        wanted = views.Wanted(cast.brand.pk, View.ALL, cast.ada.pk, parse_search(typed), NOON)
        return [row.case_id for row in views.cases(wanted).rows]

    assert cases('query:"late parcels"') == [late]
    assert cases("query:parcels") == [late]
    assert late not in cases('-query:"Late parcels"')
    assert cases("query:nothing") == []


def test_a_preview_tells_what_would_have_been_found(cast: Cast, connection: Connection) -> None:
    texts = ("Northpost lost it", "all well", "nordpost again", "NORTHPOST")
    hear(connection, *(said(f"m{n}", text) for n, text in enumerate(texts)))
    preview = heard.preview(cast.brand.pk, parse("northpost OR nordpost"))
    assert (preview.looked_at, preview.fits, preview.channels) == (4, 3, (("demo", 3),))
    marked = {piece.text for each in preview.samples for piece in each.pieces if piece.is_hit}
    assert marked == {"Northpost", "nordpost", "NORTHPOST"}


def test_a_preview_looks_at_the_own_brand_only(cast: Cast, connection: Connection) -> None:
    hear(connection, said("m1", "northpost"))
    assert heard.preview(make_brand("Other").pk, parse("northpost")).looked_at == 0


# ------------------------------------------------------------------------------- the actions


def test_only_who_manages_intake_decides_what_is_heard(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add_query(by=cast.actor(cast.ada), wanted=Wanted("n", "acme"), now=NOON)
    query = listen(cast, "n", "acme")
    with pytest.raises(NotAllowed):
        actions.remove_query(by=cast.actor(cast.vera), query=query, now=NOON)


def test_another_brands_query_is_not_there(cast: Cast) -> None:
    query = BrandQuery.objects.create(
        brand=make_brand("Other"), name="n", text="acme", created_at=NOON, changed_at=NOON
    )
    with pytest.raises(NotFound):
        actions.switch_query(by=cast.actor(cast.bo), query=query, active=False, now=NOON)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("", "acme"), "name"),
        (Wanted("n" * 61, "acme"), "name"),
        (Wanted("n", "acme", kind="colour"), "kind"),
        (Wanted("n", "acme", language="german"), "language"),
        (Wanted("n", "acme", country="Austria"), "country"),
        (Wanted("n", "acm* has:photo", searches=True), "searches"),
    ],
)
def test_what_makes_no_query_is_refused_at_its_field(
    cast: Cast, wanted: Wanted, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.add_query(by=cast.actor(cast.bo), wanted=wanted, now=NOON)
    assert caught.value.facts["field"] == field


def test_a_mistake_in_the_words_names_its_column(cast: Cast) -> None:
    with pytest.raises(BadQuery, match="Column 6"):
        listen(cast, "n", 'acme "red')


def test_a_name_is_taken_once_whatever_its_case(cast: Cast) -> None:
    listen(cast, "The name", "acme")
    with pytest.raises(QueryNameTaken):
        listen(cast, "the NAME", "ajax")


def test_what_is_switched_off_hears_nothing(cast: Cast, connection: Connection) -> None:
    query = listen(cast, "The name", "northpost")
    by = cast.actor(cast.bo)
    actions.switch_query(by=by, query=query, active=False, now=NOON)
    hear(connection, said("m1", "northpost"))
    actions.switch_query(by=by, query=query, active=True, now=NOON)
    hear(connection, said("m2", "northpost"))
    assert found() == {("m2", "The name")}


def test_a_changed_query_hears_by_its_new_words(cast: Cast, connection: Connection) -> None:
    query = listen(cast, "The name", "northpost")
    wanted = Wanted("Rival", "southpost")
    actions.change_query(by=cast.actor(cast.bo), query=query, wanted=wanted, now=NOON)
    hear(connection, said("m1", "northpost"), said("m2", "southpost"))
    assert found() == {("m2", "Rival")}


def test_a_removed_query_takes_its_hits_and_no_message(cast: Cast, connection: Connection) -> None:
    query = listen(cast, "The name", "northpost")
    hear(connection, said("m1", "northpost"))
    actions.remove_query(by=cast.actor(cast.bo), query=query, now=NOON)
    assert (QueryHit.objects.count(), Message.objects.count()) == (0, 1)


def test_other_words_are_listened_to_again(cast: Cast, connection: Connection) -> None:
    listen(cast, "The name", "northpost")
    query = listen(cast, "Late parcels", "late")
    hear(connection, said("m1", "Northpost is great"))
    for _ in range(2):
        edited = Edited(said("m1", "My parcel is late"), NOON + timedelta(minutes=2))
        with transaction.atomic():
            take_in(connection=connection, items=[edited], now=NOON)
    assert found() == {("m1", "The name"), ("m1", "Late parcels")}
    query.refresh_from_db()
    assert query.hits == 1


def test_our_own_edits_are_not_what_we_listen_for(cast: Cast, connection: Connection) -> None:
    listen(cast, "The name", "northpost")
    hear(connection, said("m1", "Sorry!", own=True))
    with transaction.atomic():
        edited = Edited(said("m1", "Northpost is sorry"), NOON + timedelta(minutes=2))
        take_in(connection=connection, items=[edited], now=NOON)
    assert found() == set()
