"""Order in the records on screen: menus, small forms, merging and the way back, fields, being away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.channels.models import Connection
from amends.inbox.models import (
    Case,
    CaseField,
    CaseLink,
    CaseMove,
    CaseThread,
    Follower,
    Message,
    Note,
    Person,
    PersonMerge,
)
from amends.staff.models import Membership, Team
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def second(connection: Connection, matter: Matter) -> Matter:
    """Another case of the same Mira."""
    other = make_matter(connection, text="And the invoice?", at=NOON + timedelta(minutes=5))
    Case.objects.filter(pk=other.case.pk).update(person=matter.person)
    CaseThread.objects.filter(case=other.case).update(person=matter.person)
    other.identity.person = matter.person
    other.identity.save(update_fields=["person"])
    return other


def opened(browser: Client, desk: Desk, case: Case) -> str:
    return browser.get(desk(f"inbox/open/{case.pk}/"), **HTMX).content.decode()


@pytest.mark.parametrize("which", ["assign", "wait", "more"])
def test_a_menu_comes_when_it_is_opened_and_is_a_page_without_scripts(
    ada: Client, desk: Desk, matter: Matter, which: str
) -> None:
    path = desk(f"cases/{matter.case.pk}/menu/{which}/")
    piece = ada.get(path, **HTMX).content.decode()
    page = ada.get(path).content.decode()
    assert "<html" not in piece
    assert "<h1" in page
    assert f"cases/{matter.case.pk}/" in piece
    assert ada.get(desk(f"cases/{matter.case.pk}/menu/none/")).status_code == 404


def test_the_menu_says_who_is_on_duty_and_how_much_they_hold(
    cast: Cast, ada: Client, desk: Desk, matter: Matter
) -> None:
    Membership.objects.filter(user=cast.bo).update(capacity=5, away_since=NOON)
    Case.objects.update(assignee=cast.bo)
    Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
    said = ada.get(desk(f"cases/{matter.case.pk}/menu/assign/"), **HTMX).content.decode()
    assert "1 of 5" in said
    assert "off duty" in said
    assert "Returns" in said
    assert "Vera" not in said


def test_a_case_is_given_to_a_team_and_taken_out(
    cast: Cast, ada: Client, desk: Desk, matter: Matter
) -> None:
    team = Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
    path = desk(f"cases/{matter.case.pk}/assign/")
    ada.post(path, {"team": team.pk}, **HTMX)
    assert Case.objects.get().team == team
    assert "Returns" in opened(ada, desk, matter.case)
    ada.post(path, {"team": ""}, **HTMX)
    assert Case.objects.get().team is None


def test_a_case_is_handed_over_with_a_note(
    cast: Cast, ada: Client, desk: Desk, matter: Matter
) -> None:
    path = desk(f"cases/{matter.case.pk}/hand-over/")
    assert "Bo Lead" in ada.get(path, **HTMX).content.decode()
    refused = ada.post(path, {"to": f"user:{cast.bo.pk}", "text": " "}, **HTMX)
    assert refused.status_code == 422
    assert Case.objects.get().assignee is None
    ada.post(path, {"to": f"user:{cast.bo.pk}", "text": "She called."}, **HTMX)
    assert Case.objects.get().assignee == cast.bo
    assert Note.objects.get().text == "She called."
    assert Follower.objects.get().user == cast.bo


def test_a_case_sleeps_until_a_time_of_ones_own(ada: Client, desk: Desk, matter: Matter) -> None:
    path = desk(f"cases/{matter.case.pk}/snooze/")
    assert ada.post(path, {"own": "nonsense"}, **HTMX).status_code == 422
    wanted = timezone.now() + timedelta(days=2)
    ada.post(path, {"own": f"{wanted:%Y-%m-%dT%H:%M}"}, **HTMX)
    case = Case.objects.get()
    assert case.snoozed_until == wanted.replace(second=0, microsecond=0)


def test_a_merge_shows_the_other_case_and_can_be_undone(
    ada: Client, desk: Desk, matter: Matter, second: Matter
) -> None:
    path = desk(f"cases/{second.case.pk}/merge/")
    assert f"#{matter.case.pk}" in ada.get(path, **HTMX).content.decode()
    done = ada.post(path, {"into": matter.case.pk}, **HTMX)
    assert done["HX-Redirect"].endswith(f"cases/{matter.case.pk}/")
    assert f"#{second.case.pk} was merged into it" in opened(ada, desk, matter.case)
    followed = ada.get(desk(f"cases/{second.case.pk}/"))
    assert followed["Location"].endswith(f"cases/{matter.case.pk}/")
    move = CaseMove.objects.get()
    ada.post(desk(f"moves/{move.pk}/undo/"), **HTMX)
    assert Message.objects.get(pk=second.message.pk).case == second.case


def test_a_refusal_stands_in_the_form_that_was_sent(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    path = desk(f"cases/{matter.case.pk}/merge/")
    answer = ada.post(
        path, {"into_typed": f"#{matter.case.pk}"}, HTTP_HX_TARGET="record-answer", **HTMX
    )
    assert answer.status_code == 422
    assert "one and the same case" in answer.content.decode()


def test_messages_are_split_off(ada: Client, desk: Desk, matter: Matter, second: Matter) -> None:
    Message.objects.filter(pk=second.message.pk).update(case=matter.case)
    path = desk(f"cases/{matter.case.pk}/split/")
    assert "And the invoice?" in ada.get(path, **HTMX).content.decode()
    ada.post(path, {"message": [second.message.pk]}, **HTMX)
    new = CaseMove.objects.get().target
    assert Message.objects.get(pk=second.message.pk).case == new
    assert "Split off from" in opened(ada, desk, new)


def test_cases_are_linked_by_number_or_address(
    ada: Client, desk: Desk, matter: Matter, connection: Connection
) -> None:
    other = make_matter(connection, name="Sven Olsen")
    path = desk(f"cases/{matter.case.pk}/links/")
    typed = f"https://desk.example/desk/x/cases/{other.case.pk}/"
    ada.post(path, {"other_typed": typed}, **HTMX)
    assert CaseLink.objects.count() == 1
    assert "Sven Olsen" in opened(ada, desk, matter.case)
    ada.post(desk(f"cases/{matter.case.pk}/unlink/"), {"other": other.case.pk}, **HTMX)
    assert not CaseLink.objects.exists()


def test_a_colleague_is_added_and_somebody_follows(
    cast: Cast, ada: Client, desk: Desk, matter: Matter
) -> None:
    ada.post(desk(f"cases/{matter.case.pk}/colleague/"), {"user": cast.bo.pk}, **HTMX)
    ada.post(desk(f"cases/{matter.case.pk}/follow/"), **HTMX)
    said = opened(ada, desk, matter.case)
    assert "works along" in said
    assert "follows" in said
    ada.post(desk(f"cases/{matter.case.pk}/unfollow/"), **HTMX)
    assert Follower.objects.get().user == cast.bo


def test_spam_and_blocking_are_taken_back_where_they_are_seen(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    ada.post(desk(f"cases/{matter.case.pk}/spam/"), **HTMX)
    assert "No spam" in opened(ada, desk, matter.case)
    ada.post(desk(f"cases/{matter.case.pk}/put-back/"), **HTMX)
    ada.post(desk(f"people/{matter.person.pk}/blocking/"), **HTMX)
    said = opened(ada, desk, matter.case)
    assert "Blocked" in said
    assert "Unblock" in said
    ada.post(desk(f"people/{matter.person.pk}/unblocking/"), **HTMX)
    assert Case.objects.get().state == "needs_answer"


def test_likely_the_same_person_is_suggested_merged_and_parted(
    ada: Client, desk: Desk, matter: Matter, connection: Connection
) -> None:
    same = make_matter(connection, name="mira KESSLER")
    make_matter(connection, name="Mira Keller")
    path = desk(f"cases/{matter.case.pk}/same-person/")
    said = ada.get(path, **HTMX).content.decode()
    assert "mira KESSLER" in said
    assert "Keller" not in said
    ada.post(desk(f"people/{matter.person.pk}/merge/"), {"other": same.person.pk}, **HTMX)
    assert "Also mira KESSLER" in opened(ada, desk, matter.case)
    merge = PersonMerge.objects.get()
    ada.post(desk(f"merges/{merge.pk}/undo/"), **HTMX)
    assert Person.objects.get(pk=same.person.pk).merged_into is None


def test_fields_are_defined_ordered_and_filled_in(
    bo: Client, ada: Client, desk: Desk, matter: Matter
) -> None:
    bo.post(desk("settings/fields/new/"), {"name": "Order", "kind": "text"})
    bo.post(desk("settings/fields/new/"), {"name": "Size", "kind": "choice", "choices": "S\nL"})
    order, size = CaseField.objects.order_by("position")
    bo.post(desk(f"settings/fields/{size.pk}/"), {"do": "up"})
    page = bo.get(desk("settings/fields/")).content.decode()
    assert page.index("Size") < page.index("<b>Order</b>")
    path = desk(f"cases/{matter.case.pk}/fields/")
    refused = ada.post(path, {f"field-{order.pk}": "A-17", f"field-{size.pk}": "M"}, **HTMX)
    assert refused.status_code == 422
    assert Case.objects.get().fields == {}
    ada.post(path, {f"field-{order.pk}": "A-17", f"field-{size.pk}": "L"}, **HTMX)
    assert "A-17" in opened(ada, desk, matter.case)
    assert ada.post(desk("settings/fields/new/"), {"name": "X", "kind": "text"}).status_code == 302
    assert CaseField.objects.count() == 2


def test_what_happened_is_told_in_words(
    cast: Cast, ada: Client, desk: Desk, matter: Matter, second: Matter
) -> None:
    case = matter.case
    ada.post(desk(f"cases/{case.pk}/assign/"), {"to": cast.bo.pk}, **HTMX)
    ada.post(desk(f"cases/{case.pk}/links/"), {"other": second.case.pk}, **HTMX)
    ada.post(desk(f"cases/{case.pk}/spam/"), **HTMX)
    ada.post(desk(f"cases/{case.pk}/put-back/"), **HTMX)
    ada.post(desk(f"cases/{second.case.pk}/merge/"), {"into": case.pk}, **HTMX)
    said = ada.get(desk(f"cases/{case.pk}/history/"), **HTMX).content.decode()
    for part in ("to Bo Lead", "linked case", "as spam", "no spam", "merged case"):
        assert part in said, part


def test_a_case_is_saved_as_text(ada: Client, desk: Desk, matter: Matter) -> None:
    answer = ada.get(desk(f"cases/{matter.case.pk}/text/"))
    assert answer["Content-Type"].startswith("text/plain")
    assert matter.message.text in answer.content.decode()


def test_somebody_goes_away_and_comes_back(cast: Cast, ada: Client, desk: Desk) -> None:
    assert "For an hour" in ada.get(desk("duty/"), **HTMX).content.decode()
    ada.post(desk("duty/away/"), {"for": "60"})
    assert "I am back" in ada.get(desk("duty/"), **HTMX).content.decode()
    assert "I am back" in ada.get(desk("duty/")).content.decode()
    ada.post(desk("duty/back/"))
    assert Membership.objects.get(user=cast.ada).away_since is None


READS = ("menu/assign/", "menu/wait/", "menu/more/", "hand-over/", "merge/", "split/", "links/")
READS += ("colleague/", "history/", "text/", "fields/", "same-person/")
WRITES = ("hand-over/", "merge/", "split/", "links/", "unlink/", "colleague/", "follow/")
WRITES += ("unfollow/", "spam/", "put-back/", "fields/")


def test_nothing_of_another_brand_can_be_reached(ada: Client, desk: Desk, other: Other) -> None:
    case, person = other.matter.case, other.matter.person
    for part in READS:
        assert ada.get(desk(f"cases/{case.pk}/{part}")).status_code == 404, part
    for part in WRITES:
        assert ada.post(desk(f"cases/{case.pk}/{part}")).status_code == 404, part
    for part in ("merge/", "blocking/", "unblocking/"):
        assert ada.post(desk(f"people/{person.pk}/{part}")).status_code == 404, part


def test_who_only_looks_changes_nothing(
    vera: Client, desk: Desk, matter: Matter, second: Matter
) -> None:
    case = matter.case
    for part, said in (
        ("spam/", {}),
        ("merge/", {"into": second.case.pk}),
        ("split/", {"message": [matter.message.pk]}),
        ("links/", {"other": second.case.pk}),
    ):
        assert vera.post(desk(f"cases/{case.pk}/{part}"), said, **HTMX).status_code == 403, part
    assert vera.post(desk(f"people/{matter.person.pk}/blocking/"), **HTMX).status_code == 403
    assert not CaseMove.objects.exists()
