"""The list: views, pages by keyset, filters, search, and the pulse that moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other, attribute

from amends.channels.models import Connection
from amends.inbox.models import Case, Tag
from amends.inbox.queries import counts, views
from amends.inbox.queries.views import View, Wanted
from amends.refusals import Invalid
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"HX-Request": "true"}


def body(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def many(connection: Connection, count: int) -> list[Case]:
    """Cases that arrived a minute apart, pairs of them in the same moment."""
    return [
        make_matter(connection, name=f"Person {n}", at=NOON + timedelta(minutes=n // 2)).case
        for n in range(count)
    ]


def test_the_longest_wait_comes_first(ada: Client, desk: Desk, connection: Connection) -> None:
    make_matter(connection, name="Late Lara", at=NOON)
    make_matter(connection, name="Early Emil", at=NOON - timedelta(hours=1))
    page = body(ada, desk("inbox/needs-answer/"))
    assert page.index("Early Emil") < page.index("Late Lara")


@pytest.mark.parametrize("view", list(View))
def test_every_view_opens_empty_and_full(
    view: View, ada: Client, desk: Desk, matter: Matter
) -> None:
    assert "Mira Kessler" in body(ada, desk("inbox/needs-answer/"))
    assert "<h1>" in body(ada, desk(f"inbox/{view}/"))


def test_a_view_that_does_not_exist_is_not_found(ada: Client, desk: Desk) -> None:
    assert ada.get(desk("inbox/nonsense/")).status_code == 404


@pytest.mark.parametrize("view", [View.NEEDS_ANSWER, View.OPEN, View.CLOSED, View.MINE])
def test_pages_follow_each_other_without_gap_or_repeat(
    view: View, cast: Cast, connection: Connection
) -> None:
    made = many(connection, 23)
    if view is View.CLOSED:
        Case.objects.update(state="closed", closed_at=NOON)
    if view is View.OPEN:
        Case.objects.filter(pk__in=[case.pk for case in made[::3]]).update(state="waiting_customer")
    Case.objects.update(assignee=cast.ada)
    wanted = Wanted(cast.brand.pk, view, user_id=cast.ada.pk)

    seen: list[int] = []
    after = ""
    while True:
        page = views.cases(wanted, after=after, limit=5)
        seen += [row.case_id for row in page.rows]
        after = page.following
        if not after:
            break
    whole = [row.case_id for row in views.cases(wanted, limit=100).rows]
    assert seen == whole
    assert sorted(seen) == sorted(case.pk for case in made)


def test_a_cursor_that_nobody_gave_out_is_refused(cast: Cast, ada: Client, desk: Desk) -> None:
    with pytest.raises(Invalid):
        views.cases(Wanted(cast.brand.pk), after="x.y.z")
    assert ada.get(desk("inbox/needs-answer/?after=%00")).status_code == 422
    assert ada.get(desk("inbox/open/?after=closed.99999999999999999999.1")).status_code == 422


def test_further_pages_come_as_rows_alone(ada: Client, desk: Desk, connection: Connection) -> None:
    many(connection, 60)
    first = body(ada, desk("inbox/needs-answer/"))
    assert first.count("data-case=") == 50
    following = attribute(first, 'hx-target="#more"', "href")
    rest = body(ada, following, **HTMX, **{"HX-Target": "more"})
    assert rest.count("data-case=") == 10
    assert "<html" not in rest


def test_filters_narrow_the_list_and_can_be_taken_off(
    ada: Client, desk: Desk, connection: Connection, cast: Cast
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="Damaged", created_at=NOON)
    tagged = make_matter(connection, name="Tagged Tina")
    Case.objects.filter(pk=tagged.case.pk).update(tags=[tag.pk])
    make_matter(connection, name="Plain Paul")

    page = body(ada, desk("inbox/needs-answer/?q=tag:damaged+channel:demo"))
    assert "Tagged Tina" in page
    assert "Plain Paul" not in page
    assert f'href="{desk("inbox/needs-answer/")}?q=channel%3Ademo"' in page


@pytest.mark.parametrize("words", ["mira", "KESS parcel", "@mira", "#{case}"])
def test_search_finds_names_handles_and_words(
    words: str, ada: Client, desk: Desk, matter: Matter, connection: Connection
) -> None:
    make_matter(connection, name="Somebody Else", text="Something else")
    asked = words.format(case=matter.case.pk).replace("#", "%23")
    page = body(ada, desk(f"inbox/open/?q={asked}"))
    assert "Mira Kessler" in page
    assert "Somebody Else" not in page


def test_search_treats_signs_as_words(ada: Client, desk: Desk, matter: Matter) -> None:
    for words in ("%25", "_", "'; DROP TABLE", "%00", "\\"):
        assert "Mira Kessler" not in body(ada, desk(f"inbox/open/?q={words}x"))


def test_the_sidebar_counts_what_the_views_hold(cast: Cast, connection: Connection) -> None:
    made = many(connection, 5)
    Case.objects.filter(pk=made[0].pk).update(state="closed", closed_at=NOON)
    Case.objects.filter(pk=made[1].pk).update(state="waiting_colleague", assignee=cast.ada)
    numbers = counts.counts(brand_id=cast.brand.pk, user_id=cast.ada.pk, now=NOON)
    assert numbers.of(View.NEEDS_ANSWER) == 3
    assert numbers.of(View.WAITING_COLLEAGUE) == 1
    assert numbers.of(View.MINE) == 1
    assert numbers.of(View.SNOOZED) == 0


def test_the_list_costs_the_same_number_of_queries_for_one_row_and_fifty(
    ada: Client,
    desk: Desk,
    connection: Connection,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    many(connection, 50)
    path = desk("inbox/needs-answer/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        ada.get(path)


# ------------------------------------------------------------------------------ the pulse


def stamps(page: str) -> dict[int, str]:
    rows = page.split('data-case="')[1:]
    return {
        int(row.split('"')[0]): row.split('data-stamp="')[1].split('"')[0]
        for row in rows
        if "data-stamp" in row
    }


def felt(client: Client, page: str) -> str:
    shown = ",".join(f"{number}:{stamp}" for number, stamp in stamps(page).items())
    path = attribute(page, 'id="pulse"', "hx-get")
    return body(client, f"{path}&ids={shown}", **HTMX)


def test_a_pulse_without_news_sends_no_rows(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    make_matter(connection, at=timezone.now() - timedelta(days=3, minutes=5))
    page = body(ada, desk("inbox/needs-answer/"))
    assert "data-case" not in felt(ada, page)


def test_a_case_that_left_the_view_stays_in_its_place_and_says_where_it_went(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    page = body(ada, desk("inbox/needs-answer/"))
    Case.objects.filter(pk=matter.case.pk).update(state="closed", closed_at=NOON)
    news = felt(ada, page)
    assert f'id="case-{matter.case.pk}" hx-swap-oob="true"' in news
    assert "row gone" in news
    assert "Closed" in news


def test_new_cases_join_the_end_of_a_short_list(
    ada: Client, desk: Desk, matter: Matter, connection: Connection
) -> None:
    page = body(ada, desk("inbox/needs-answer/"))
    make_matter(connection, name="Nora New", at=timezone.now())
    news = felt(ada, page)
    assert 'hx-swap-oob="beforeend:#rows"' in news
    assert "Nora New" in news
    assert "1 new" not in news


def test_new_cases_in_a_list_by_newest_are_counted_and_not_pushed_in(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    make_matter(connection)
    Case.objects.update(state="closed", closed_at=NOON)
    page = body(ada, desk("inbox/closed/"))
    late = make_matter(connection, name="Nora New").case
    now = timezone.now()
    Case.objects.filter(pk=late.pk).update(state="closed", closed_at=now, state_since=now)
    news = felt(ada, page)
    assert "1 new" in news
    assert "Nora New" not in news


def test_the_pulse_takes_nonsense_for_nothing(ada: Client, desk: Desk, matter: Matter) -> None:
    for query in ("ids=a:b,,::,9999999999999999999:x", "since=yesterday", "open=x"):
        assert ada.get(desk(f"inbox/needs-answer/pulse/?{query}")).status_code == 200
    assert ada.get(desk("inbox/needs-answer/pulse/?since=2026-01-01")).status_code == 422


def test_rows_of_other_brands_are_not_told(ada: Client, desk: Desk, other: Other) -> None:
    path = desk(f"inbox/needs-answer/pulse/?ids={other.matter.case.pk}:x")
    assert "Secret" not in body(ada, path)
    assert "Secret" not in body(ada, desk("inbox/open/?q=secret"))
    assert "Secret" not in body(ada, desk(f"inbox/open/?q=%23{other.matter.case.pk}"))
