"""Search on the screens: chips, advice, marks, suggestions, saved views, and addresses that can be shared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from neighbours import Other

from amends.channels.models import Connection
from amends.inbox.models import Case, SavedView, Tag
from amends.inbox.rules.search import Filter, parse
from amends.inbox.rules.vocabulary import Has, Is, Key
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"HX-Request": "true"}


def body(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def search(client: Client, desk: Desk, typed: str, view: str = "all") -> str:
    return body(client, desk(f"inbox/{view}/?q={quote(typed)}"))


def test_a_search_begins_everywhere_and_goes_on_where_it_is(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    assert f'action="{desk("inbox/all/")}"' in body(ada, desk("inbox/open/"))
    page = search(ada, desk, "parcel", "open")
    assert f'action="{desk("inbox/open/")}"' in page
    assert "Look everywhere" in page


def test_hits_are_marked_and_open_at_their_message(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    matter = make_matter(connection, text="<script>alert(1)</script> my parcel & more")
    page = search(ada, desk, "parcel")
    assert "my <mark>parcel</mark> &amp; more" in page
    assert "<script>alert" not in page
    assert f"#message-{matter.message.pk}" in page
    assert "<mark>Mira</mark> Kessler" in search(ada, desk, "mira")


def test_each_part_can_be_taken_off(ada: Client, desk: Desk, matter: Matter) -> None:
    page = search(ada, desk, "parcel is:open -tag:x")
    assert f'href="{desk("inbox/all/")}?q=is%3Aopen+-tag%3Ax"' in page
    assert "“parcel”" in page
    assert "not Tag: x" in page


def test_a_slip_is_explained_and_mended_by_a_link(ada: Client, desk: Desk, matter: Matter) -> None:
    page = search(ada, desk, "is:latte")
    assert "means nothing here" in page
    assert f"{desk('inbox/all/')}?q=is%3Alate" in page
    assert "Mira Kessler" in page
    assert "There is no filter “colour:”" in search(ada, desk, "colour:red")
    assert "needs something after the colon" in search(ada, desk, "from:")


def test_nothing_found_says_what_to_try(ada: Client, desk: Desk, matter: Matter) -> None:
    page = search(ada, desk, "zeppelin", "open")
    assert "Nothing found" in page
    assert "Look everywhere" in page


def test_every_filter_can_be_clicked_on_and_off(
    ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    Tag.objects.create(brand=cast.brand, name="Damaged box", created_at=NOON)
    menu = body(ada, desk("search/filters/?view=open&q=rating:1"), **HTMX)
    assert f"{desk('inbox/open/')}?q=rating%3A1+tag%3A%22Damaged+box%22" in menu
    assert f'{desk("inbox/open/")}?q=rating%3A2"' in menu
    assert re.search(rf'class="tag act"\s+href="{desk("inbox/open/")}"', menu)
    assert "<h1>" in body(ada, desk("search/filters/?view=open"))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("i", "is:"),
        ("is:", "is:late"),
        ("is:la", "is:late"),
        ("parcel -is:cl", "parcel -is:closed "),
        ("tag:dam", "tag:&quot;Damaged box&quot;"),
        ("channel:", "channel:demo"),
        ("assigned:b", "assigned:&quot;Bo Lead&quot;"),
        ("assigned:", "assigned:me"),
        ("rating:", "rating:&lt;=3"),
        ("after:", "after:yesterday"),
        ("team:", "team:me"),
    ],
)
def test_what_is_typed_could_go_on(
    *, typed: str, offered: str, ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    Tag.objects.create(brand=cast.brand, name="Damaged box", created_at=NOON)
    assert offered in body(ada, desk(f"search/suggestions/?q={quote(typed)}"), **HTMX)


@pytest.mark.parametrize("typed", ["", "zzz", "zzz:", '"is:', "field:", "%00"])
def test_where_nothing_fits_nothing_is_offered(
    typed: str, ada: Client, desk: Desk, matter: Matter
) -> None:
    assert "option" not in body(ada, desk(f"search/suggestions/?q={quote(typed)}"), **HTMX)


def test_a_search_is_kept_renamed_moved_and_forgotten(
    ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    for name, query in (("Mine late", "is:late is:mine"), ("Parcels", "parcel")):
        answer = ada.post(desk("views/save/"), {"name": name, "query": query})
        assert answer.status_code == 302
        assert quote(query.split()[0]) in answer["Location"]
    late, parcels = SavedView.objects.order_by("position")
    assert late.owner == cast.ada
    page = body(ada, desk("inbox/open/"))
    assert page.index("Mine late") < page.index(">Parcels<")
    ada.post(desk(f"views/{parcels.pk}/move/"), {"by": "-1"})
    page = body(ada, desk("inbox/open/"))
    assert page.index("Mine late") > page.index(">Parcels<")
    ada.post(desk(f"views/{late.pk}/change/"), {"name": "My late ones"})
    late.refresh_from_db()
    assert (late.name, late.query) == ("My late ones", "is:late is:mine")
    assert "Delete the view" in search(ada, desk, "parcel")
    ada.post(desk(f"views/{parcels.pk}/delete/"))
    assert list(SavedView.objects.all()) == [late]


def test_only_leads_keep_views_for_everybody(
    *, ada: Client, bo: Client, vera: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    given = {"name": "Ours", "query": "is:late", "for_all": "yes"}
    ada.post(desk("views/save/"), given)
    assert not SavedView.objects.exists()
    bo.post(desk("views/save/"), given)
    ours = SavedView.objects.get()
    assert ours.owner is None
    assert "Ours" in body(vera, desk("inbox/open/"))
    for verb in ("change", "delete", "share", "move"):
        ada.post(desk(f"views/{ours.pk}/{verb}/"), {"name": "Mine", "by": "1"})
    ours.refresh_from_db()
    assert (ours.name, ours.owner) == ("Ours", None)
    bo.post(desk(f"views/{ours.pk}/share/"), {"for_all": ""})
    assert "Ours" not in body(vera, desk("inbox/open/"))


@pytest.mark.parametrize("given", [{"name": "", "query": "x"}, {"name": "x", "query": " "}])
def test_a_view_has_a_name_and_a_search(
    given: dict[str, str], ada: Client, desk: Desk, cast: Cast
) -> None:
    ada.post(desk("views/save/"), given)
    ada.post(desk("views/save/"), {"name": "Twice", "query": "x"})
    ada.post(desk("views/save/"), {"name": "twice", "query": "y"})
    assert SavedView.objects.count() == 1


def test_views_of_others_cannot_be_touched(
    ada: Client, bo: Client, desk: Desk, other: Other, cast: Cast
) -> None:
    own = SavedView.objects.create(
        brand=cast.brand, owner=cast.bo, name="Bo's", query="x", created_at=NOON
    )
    foreign = SavedView.objects.create(brand=other.brand, name="F", query="x", created_at=NOON)
    for view in (own, foreign):
        assert ada.post(desk(f"views/{view.pk}/delete/")).status_code == 404
    assert SavedView.objects.count() == 2


def test_the_desk_offers_views_that_mean_something(ada: Client, desk: Desk, matter: Matter) -> None:
    assert "Reviews, 1–3 stars" not in body(ada, desk("inbox/open/"))
    Case.objects.filter(pk=matter.case.pk).update(rating=2)
    page = body(ada, desk("inbox/open/"))
    assert "Reviews, 1–3 stars" in page
    assert "Mira Kessler" in search(ada, desk, "is:open rating:<=3")


def test_the_docs_tell_of_every_filter_and_of_no_other() -> None:
    said = Path("docs/using/search.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `([^`]+)`", said, re.MULTILINE)
    parts = [part for typed in shown for part in parse(typed)]
    assert all(str(parse(typed)) for typed in shown)
    filters = [part for part in parts if isinstance(part, Filter)]
    assert len(filters) >= len(Key)
    assert {each.key for each in filters} == set(Key)
    assert {each.value for each in filters if each.key is Key.IS} == set(Is)
    assert {each.value for each in filters if each.key is Key.HAS} == set(Has)
