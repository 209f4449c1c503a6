"""Search on real rows: words, names, filters, pages, and what another brand must never show."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.models import Connection
from amends.inbox.models import (
    Attachment,
    Case,
    CaseField,
    FieldKind,
    Follower,
    Identity,
    Message,
    Note,
    Tag,
)
from amends.inbox.queries import people, views
from amends.inbox.queries.views import View, Wanted
from amends.inbox.rules.search import parse
from amends.refusals import Invalid
from amends.staff.models import Team
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db


_numbers = itertools.count()


def wanted(cast: Cast, typed: str, view: View = View.ALL) -> Wanted:
    return Wanted(cast.brand.pk, view, cast.ada.pk, parse(typed), NOON)


def names(cast: Cast, typed: str, view: View = View.ALL) -> list[str]:
    return [row.person for row in views.cases(wanted(cast, typed, view)).rows]


def say(matter: Matter, text: str, at: datetime = NOON, direction: str = "in") -> Message:
    said = Message.objects.filter(pk=matter.message.pk).values().get()
    said.pop("id")
    said.update(text=text, sent_at=at, direction=direction, external_id=f"later-{next(_numbers)}")
    return Message.objects.create(**said)


@pytest.mark.parametrize(
    ("text", "typed", "is_found"),
    [
        ("Where is my parcel?", "parcel", True),
        ("Where is my parcel?", "PARC", True),
        ("Where is my parcel?", "parcel where", True),
        ("Where is my parcel?", "parcel wher", True),
        ("Where is my parcel?", "arcel", False),
        ("Where is my parcel?", '"my parcel"', True),
        ("Where is my parcel?", '"parcel my"', False),
        ("Wo ist mein Päckchen?", "packchen", True),
        ("Wo ist mein Packchen?", "Päckchen", True),
        ("An der Straße", "strasse", True),
        ("Где моя посылка", "ПОСЫЛКА", True),
        ("不満です。荷物が来ない", "荷物", True),
        ("不満です。荷物が来ない", "物荷", False),
        ("It arrived.Thanks", "thanks", True),
        ("Order NP-2049-77 is gone", "NP-2049-77", True),
        ("Order NP-2049-77 is gone", "2049", True),
        ("Write to mira@example.com", "example.com", True),
        ("See https://example.com/a", "has:link", True),
        ("See nothing", "has:link", False),
        ("parcel/broken", "broken", True),
        ("don't", "don't", True),
        ("100% cotton", "100%", True),
        ("<b>bold</b> move", "bold", True),
    ],
)
def test_words_are_found_as_people_mean_them(
    text: str, typed: str, is_found: bool, cast: Cast, connection: Connection
) -> None:
    make_matter(connection, text=text, name="Zoe Zander")
    assert names(cast, typed) == (["Zoe Zander"] if is_found else [])


@pytest.mark.parametrize("typed", ["mira", "kessl", "@mira", "mira parcel", "essle", "mi"])
def test_people_are_found_by_names_and_handles(typed: str, cast: Cast, matter: Matter) -> None:
    make_matter(matter.case.connection, name="Paul Plain", text="parcel")
    assert names(cast, typed) == ["Mira Kessler"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'; DROP", "a' | 'b", "!(x", ":*", "&", "😡"])
def test_signs_are_no_orders(typed: str, cast: Cast, matter: Matter) -> None:
    assert names(cast, typed) == []


def test_answers_and_notes_are_found_too(cast: Cast, matter: Matter) -> None:
    say(matter, "We made it right", direction="out")
    Note.objects.create(
        brand=cast.brand, case=matter.case, text="Ask the depot in Gera", written_at=NOON
    )
    assert names(cast, '"made it right"') == ["Mira Kessler"]
    assert names(cast, "gera") == ["Mira Kessler"]
    assert names(cast, "depot has:note") == ["Mira Kessler"]


def test_the_newest_hit_comes_first_and_is_shown(cast: Cast, connection: Connection) -> None:
    old = make_matter(connection, name="Old Olaf", text="parcel", at=NOON - timedelta(days=3))
    make_matter(connection, name="New Nele", text="parcel", at=NOON - timedelta(days=2))
    newest = say(old, "the parcel again", at=NOON)
    rows = views.cases(wanted(cast, "parcel")).rows
    assert [row.person for row in rows] == ["Old Olaf", "New Nele"]
    assert rows[0].hit is not None
    assert (rows[0].hit.message_id, rows[0].hit.text) == (newest.pk, "the parcel again")


def test_pages_of_hits_follow_each_other_without_gap_or_repeat(
    cast: Cast, connection: Connection
) -> None:
    made = [
        make_matter(connection, name=f"Parcel {n}", text="parcel", at=NOON - timedelta(hours=n % 9))
        for n in range(23)
    ]
    for matter in made[::2]:
        say(matter, "parcel once more", at=NOON - timedelta(hours=20))
    Note.objects.create(
        brand=cast.brand, case=made[3].case, text="parcel", written_at=NOON - timedelta(days=2)
    )
    seen: list[int] = []
    after = ""
    while True:
        page = views.cases(wanted(cast, "parcel"), after=after, limit=5)
        seen += [row.case_id for row in page.rows]
        after = page.following
        if not after:
            break
    assert sorted(seen) == sorted(matter.case.pk for matter in made)


def test_a_cursor_that_nobody_gave_out_is_refused(cast: Cast, matter: Matter) -> None:
    for after in ("x", "hit.1", "hit.x.y", "hit.99999999999999999999.1"):
        with pytest.raises(Invalid):
            views.cases(wanted(cast, "parcel"), after=after)


def test_other_brands_are_never_found(cast: Cast, matter: Matter) -> None:
    other = make_brand("Lumen")
    secret = make_matter(make_connection(other), text="secret parcel", name="Sven Secret")
    for typed in ("secret", "sven", f"#{secret.case.pk}", f"{secret.case.pk}", "from:sven"):
        assert names(cast, typed) == []
    assert names(cast, "parcel") == ["Mira Kessler"]
    assert people.named(cast.brand.pk, "sven") == []


def test_unwanted_words_leave_the_whole_case_out(cast: Cast, connection: Connection) -> None:
    both = make_matter(connection, name="Both Bea", text="parcel")
    say(both, "and a refund")
    make_matter(connection, name="One Otto", text="parcel")
    assert names(cast, "parcel -refund") == ["One Otto"]


def filled(cast: Cast, connection: Connection) -> Matter:
    """Mira's case with everything that a filter can ask for, beside Paul's that has nothing."""
    tag = Tag.objects.create(brand=cast.brand, name="Damaged box", created_at=NOON)
    team = Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
    order = CaseField.objects.create(
        brand=cast.brand, name="Order number", kind=FieldKind.TEXT, created_at=NOON
    )
    make_matter(connection, name="Paul Plain", text="plain", at=NOON - timedelta(days=40))
    matter = make_matter(connection, text="full", is_public=False)
    Case.objects.filter(pk=matter.case.pk).update(
        tags=[tag.pk],
        team=team,
        assignee=cast.ada,
        rating=2,
        fields={str(order.pk): "NP-1"},
        due_at=NOON - timedelta(hours=1),
        taken_offline_at=NOON,
    )
    Attachment.objects.create(
        brand=cast.brand, message=matter.message, position=0, content_type="image/png"
    )
    Note.objects.create(
        brand=cast.brand, case=matter.case, text="x", written_at=NOON, mentions=[cast.ada.pk]
    )
    Follower.objects.create(brand=cast.brand, case=matter.case, user=cast.ada, since=NOON)
    return matter


@pytest.mark.parametrize(
    "typed",
    [
        'tag:"damaged box"',
        "assigned:me",
        "assigned:ada",
        "is:mine",
        "team:returns",
        "rating:2",
        "rating:<=3",
        "has:rating",
        "has:photo",
        "has:attachment",
        "has:note",
        'field:"order number"=np-1',
        "is:late",
        "is:private",
        "is:offline",
        "is:mentioned",
        "is:following",
        "from:kessler",
        "after:7d",
        "on:today",
        "on:2026-11-21",
        "-is:unassigned",
        "-before:7d",
    ],
)
def test_every_filter_finds_what_it_names(typed: str, cast: Cast, connection: Connection) -> None:
    filled(cast, connection)
    assert names(cast, typed) == ["Mira Kessler"]
    assert "Mira Kessler" not in names(cast, f"-{typed}" if typed[0] != "-" else typed[1:])


@pytest.mark.parametrize(
    "typed",
    [
        "assigned:nobody",
        "is:unassigned",
        "team:nobody",
        "before:30d",
        "is:public",
        "plain before:7d",
        "-full before:yesterday",
    ],
)
def test_nobody_and_nothing_can_be_asked_for(
    typed: str, cast: Cast, connection: Connection
) -> None:
    filled(cast, connection)
    assert names(cast, typed) == ["Paul Plain"]


@pytest.mark.parametrize(
    "typed", ["tag:none", "team:none", "assigned:zzz", "field:x=1", "channel:none", "is:draft"]
)
def test_what_nothing_is_called_finds_nothing(
    typed: str, cast: Cast, connection: Connection
) -> None:
    filled(cast, connection)
    assert names(cast, typed) == []


def test_drafts_are_found_where_their_cases_are_handed_in(cast: Cast, matter: Matter) -> None:
    asked = Wanted(
        cast.brand.pk, View.ALL, cast.ada.pk, parse("is:draft"), NOON, frozenset({matter.case.pk})
    )
    assert len(views.cases(asked).rows) == 1


def test_what_was_set_aside_is_in_its_own_view_alone(cast: Cast, connection: Connection) -> None:
    for kind in ("spam", "blocked", "merged"):
        spam = make_matter(connection, name=f"{kind} person", text="parcel")
        Case.objects.filter(pk=spam.case.pk).update(set_aside=kind, state="closed", closed_at=NOON)
    assert names(cast, "parcel") == []
    assert names(cast, "", View.CLOSED) == []
    assert names(cast, "", View.ALL) == []
    assert sorted(names(cast, "", View.ASIDE)) == ["blocked person", "spam person"]
    assert names(cast, "is:spam") == ["spam person"]
    assert names(cast, "parcel is:blocked") == ["blocked person"]
    assert names(cast, f"#{spam.case.pk}") == ["merged person"]


def test_a_view_and_its_search_narrow_each_other(cast: Cast, connection: Connection) -> None:
    done = make_matter(connection, name="Done Dora", text="parcel")
    Case.objects.filter(pk=done.case.pk).update(state="closed", closed_at=NOON)
    make_matter(connection, name="Open Otto", text="parcel")
    assert names(cast, "parcel", View.CLOSED) == ["Done Dora"]
    assert names(cast, "parcel", View.OPEN) == ["Open Otto"]
    assert sorted(names(cast, "parcel")) == ["Done Dora", "Open Otto"]
    assert names(cast, "is:closed") == ["Done Dora"]
    assert names(cast, "is:open parcel") == ["Open Otto"]


def test_a_handle_is_found_without_its_name(cast: Cast, matter: Matter) -> None:
    Identity.objects.filter(pk=matter.identity.pk).update(handle="@parcel_fan")
    assert names(cast, "from:@parcel_fan") == ["Mira Kessler"]
    assert names(cast, "from:fan") == ["Mira Kessler"]


def test_hits_in_another_year_do_not_break_the_order(cast: Cast, connection: Connection) -> None:
    make_matter(connection, name="Early", text="parcel", at=datetime(2001, 1, 1, tzinfo=UTC))
    make_matter(connection, name="Late", text="parcel", at=datetime(2030, 1, 1, tzinfo=UTC))
    assert names(cast, "parcel") == ["Late", "Early"]
