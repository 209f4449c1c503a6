"""Spam, blocked people, links, followers, fields, tags, mentions: each act, its undo and its refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.models import Connection
from amends.inbox.actions.assign import assign, assign_team, hand_over
from amends.inbox.actions.clocks import wind
from amends.inbox.actions.fields import (
    FieldNameTaken,
    archive_field,
    change_field,
    define_field,
    move_field,
    restore_field,
    set_field,
)
from amends.inbox.actions.follow import join, leave
from amends.inbox.actions.link import LinkedWithItself, link, unlink
from amends.inbox.actions.note import write_note
from amends.inbox.actions.set_aside import (
    NotSetAside,
    PersonIsBlocked,
    block,
    mark_spam,
    put_back,
    unblock,
)
from amends.inbox.actions.tag import (
    TagNameTaken,
    add_tag,
    archive_tag,
    merge_tags,
    rename_tag,
    restore_tag,
)
from amends.inbox.actions.turn import close, snooze
from amends.inbox.models import Case, CaseEvent, CaseField, CaseLink, FieldKind, Follower, Note, Tag
from amends.inbox.rules.turns import Happened, Standing, fold
from amends.inbox.rules.values import field_value, named_in
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.models import Membership, Team, TeamMember
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter, make_brand, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


def row(case: Case) -> dict[str, object]:
    return dict(Case.objects.filter(pk=case.pk).values()[0])


def require_replay(case: Case) -> None:
    events = CaseEvent.objects.filter(case=case).order_by("pk")
    case.refresh_from_db()
    told = fold(Happened(event.kind, event.facts) for event in events)
    assert told == Standing(case.state, case.snoozed_until, case.assignee_id, frozenset(case.tags))


# ------------------------------------------------------------------------------ set aside


@pytest.mark.parametrize("state", ["waits", "sleeps", "closed"])
def test_spam_counts_for_nothing_and_comes_back_as_it_was(
    ada: Actor, matter: Matter, state: str
) -> None:
    wind(Case.objects.select_for_update().get())
    case = Case.objects.get()
    if state == "sleeps":
        snooze(by=ada, case=case, until=LATER, now=NOON)
    if state == "closed":
        close(by=ada, case=case, now=NOON)
    before = row(case)
    for _ in range(2):
        mark_spam(by=ada, case=case, now=LATER)
    assert (case.state, case.set_aside, Case.objects.get().due_at) == ("closed", "spam", None)
    put_back(by=ada, case=case, now=LATER)
    assert row(case) == before
    require_replay(case)
    with pytest.raises(NotSetAside):
        put_back(by=ada, case=case, now=LATER)


def test_a_blocked_persons_open_cases_are_closed_and_come_back(
    ada: Actor, matter: Matter, connection: Connection
) -> None:
    asleep = make_matter(connection, name="Mira Kessler")
    Case.objects.filter(pk=asleep.case.pk).update(person=matter.person)
    asleep.case.refresh_from_db()
    snooze(by=ada, case=asleep.case, until=LATER, now=NOON)
    for case in Case.objects.select_for_update():
        wind(case)
    before = [row(matter.case), row(asleep.case)]
    assert block(by=ada, person=matter.person, now=LATER) == 2
    assert block(by=ada, person=matter.person, now=LATER) == 0
    assert set(Case.objects.values_list("state", "set_aside")) == {("closed", "blocked")}
    with pytest.raises(PersonIsBlocked):
        put_back(by=ada, case=matter.case, now=LATER)
    assert unblock(by=ada, person=matter.person, now=LATER) == 2
    assert [row(matter.case), row(asleep.case)] == before
    require_replay(matter.case)


def test_who_only_looks_sets_nothing_aside(cast: Cast, matter: Matter) -> None:
    vera = cast.actor(cast.vera)
    with pytest.raises(NotAllowed):
        mark_spam(by=vera, case=matter.case, now=LATER)
    with pytest.raises(NotAllowed):
        block(by=vera, person=matter.person, now=LATER)


def test_nobody_blocks_another_brands_person(ada: Actor, matter: Matter) -> None:
    matter.person.brand = make_brand("Lumen")
    with pytest.raises(NotFound):
        block(by=ada, person=matter.person, now=LATER)


# ---------------------------------------------------------------------------------- links


def test_linked_cases_see_each_other_until_they_are_parted(
    ada: Actor, matter: Matter, connection: Connection
) -> None:
    other = make_matter(connection, name="Sven")
    for _ in range(2):
        link(by=ada, case=other.case, other=matter.case, now=LATER)
    made = CaseLink.objects.get()
    assert (made.first, made.second) == (matter.case, other.case)
    assert CaseEvent.objects.filter(kind="linked").count() == 2
    for _ in range(2):
        unlink(by=ada, case=matter.case, other=other.case, now=LATER)
    assert not CaseLink.objects.exists()
    with pytest.raises(LinkedWithItself):
        link(by=ada, case=matter.case, other=matter.case, now=LATER)


# ------------------------------------------------------------------------------ followers


def test_a_colleague_follows_works_along_and_leaves(cast: Cast, ada: Actor, matter: Matter) -> None:
    join(by=ada, case=matter.case, user=cast.bo, now=LATER)
    join(by=ada, case=matter.case, user=cast.bo, now=LATER, as_collaborator=True)
    assert Follower.objects.get().is_collaborator
    leave(by=cast.actor(cast.bo), case=matter.case, user=cast.bo, now=LATER)
    assert not Follower.objects.exists()
    kinds = list(CaseEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["joined", "joined", "left"]


def test_who_only_looks_may_follow_but_bring_nobody(cast: Cast, matter: Matter) -> None:
    vera = cast.actor(cast.vera)
    join(by=vera, case=matter.case, user=cast.vera, now=LATER)
    with pytest.raises(NotAllowed):
        join(by=vera, case=matter.case, user=cast.bo, now=LATER)
    with pytest.raises(NotAllowed):
        join(by=vera, case=matter.case, user=cast.vera, now=LATER, as_collaborator=True)


def test_a_note_names_colleagues_who_then_follow(cast: Cast, ada: Actor, matter: Matter) -> None:
    write_note(
        by=ada,
        case=matter.case,
        text="@bo lead, and @Olga: look? Not bo@ada.example.",
        now=LATER,
        mentions=[cast.vera.pk, 999_999],
    )
    named = sorted([cast.bo.pk, cast.olga.pk, cast.vera.pk])
    assert Note.objects.get().mentions == named
    assert sorted(Follower.objects.values_list("user", flat=True)) == named
    event = CaseEvent.objects.get(kind="noted")
    assert event.facts["mentions"] == named


NAMES = {1: "Bo Lead", 2: "Bo Ring", 3: "Ada Agent", 4: "Zoë"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ada look", {3}),
        ("@ada agent's", {3}),
        ("@bo", set()),
        ("@Bo Ring and @bo lead", {1, 2}),
        ("(@zoë)", {4}),
        ("@adabel", set()),
        ("ada", set()),
        ("@", set()),
    ],
)
def test_a_name_is_named_in_full_or_by_a_first_name_of_its_own(text: str, named: set[int]) -> None:
    assert named_in(text, NAMES) == named


# ---------------------------------------------------------------------------------- fields


def test_a_brand_defines_orders_and_puts_away_its_fields(bo: Actor) -> None:
    order, size = (
        define_field(by=bo, name=name, kind=FieldKind.TEXT, choices=(), now=NOON)
        for name in ("Order", "Size")
    )
    move_field(by=bo, field=size, places=-1, now=NOON)
    names = CaseField.objects.order_by("position").values_list("name", flat=True)
    assert list(names) == ["Size", "Order"]
    with pytest.raises(FieldNameTaken):
        change_field(by=bo, field=order, name="size", choices=(), now=NOON)
    change_field(by=bo, field=order, name="Order number", choices=(), now=NOON)
    archive_field(by=bo, field=order, now=NOON)
    assert CaseField.objects.get(pk=order.pk).archived_at == NOON
    restore_field(by=bo, field=order, now=NOON)
    assert CaseField.objects.get(pk=order.pk).archived_at is None


def test_an_agent_fills_fields_but_defines_none(
    cast: Cast, ada: Actor, bo: Actor, matter: Matter
) -> None:
    with pytest.raises(NotAllowed):
        define_field(by=ada, name="Order", kind=FieldKind.TEXT, choices=(), now=NOON)
    field = define_field(by=bo, name="Order", kind=FieldKind.TEXT, choices=(), now=NOON)
    for _ in range(2):
        set_field(by=ada, case=matter.case, field=field, value=" A  1 ", now=LATER)
    assert Case.objects.get().fields == {str(field.pk): "A 1"}
    set_field(by=ada, case=matter.case, field=field, value="", now=LATER)
    assert Case.objects.get().fields == {}
    events = CaseEvent.objects.filter(kind="field_set")
    assert [event.facts["empty"] for event in events.order_by("pk")] == [False, True]
    archive_field(by=bo, field=field, now=LATER)
    field.refresh_from_db()
    with pytest.raises(NotFound):
        set_field(by=ada, case=matter.case, field=field, value="x", now=LATER)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", " a\0 b ", "a b"),
        ("number", "1 200,50", "1200.50"),
        ("number", "-3", "-3"),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "red", "red"),
        ("yes_no", "yes", "yes"),
        ("choice", "", None),
    ],
)
def test_a_field_keeps_what_is_of_its_kind(kind: str, value: str, kept: str | None) -> None:
    assert field_value(kind, value, ["red"]) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "x" * 501),
        ("number", "12a"),
        ("number", "1.2.3"),
        ("number", "."),
        ("date", "2026-02-30"),
        ("choice", "blue"),
        ("yes_no", "maybe"),
    ],
)
def test_a_field_refuses_what_is_not(kind: str, value: str) -> None:
    with pytest.raises(Invalid):
        field_value(kind, value, ["red"])


# ------------------------------------------------------------------------------------ tags


def test_tags_are_renamed_put_away_and_merged(
    ada: Actor, bo: Actor, matter: Matter, connection: Connection
) -> None:
    other = make_matter(connection)
    lost = add_tag(by=ada, case=matter.case, name="lost", now=NOON)
    gone = add_tag(by=ada, case=matter.case, name="gone", now=NOON)
    add_tag(by=ada, case=other.case, name="gone", now=NOON)
    with pytest.raises(TagNameTaken):
        rename_tag(by=bo, tag=gone, name="LOST", now=NOON)
    rename_tag(by=bo, tag=lost, name="Lost", now=NOON)
    assert merge_tags(by=bo, tag=gone, into=lost, now=LATER) == 2
    assert [case.tags for case in Case.objects.order_by("pk")] == [[lost.pk], [lost.pk]]
    for case in (matter.case, other.case):
        require_replay(case)
    assert Tag.objects.get(pk=gone.pk).archived_at == LATER
    restore_tag(by=bo, tag=gone, now=LATER)
    archive_tag(by=bo, tag=gone, now=LATER)
    assert add_tag(by=ada, case=matter.case, name="Gone", now=LATER).archived_at is None
    with pytest.raises(NotAllowed):
        merge_tags(by=ada, tag=gone, into=lost, now=LATER)


# -------------------------------------------------------------------------------- handing over


def test_a_case_is_handed_over_with_a_word_or_not_at_all(
    cast: Cast, ada: Actor, matter: Matter
) -> None:
    hand_over(by=ada, case=matter.case, to=cast.bo, text="She called twice.", now=LATER)
    assert Case.objects.get().assignee == cast.bo
    assert Note.objects.get().mentions == [cast.bo.pk]
    with pytest.raises(Invalid):
        hand_over(by=ada, case=matter.case, to=cast.ada, text=" ", now=LATER)
    assert Case.objects.get().assignee == cast.bo


def test_a_teams_queue_takes_a_case_from_who_is_not_of_the_team(
    cast: Cast, ada: Actor, matter: Matter
) -> None:
    team = Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
    place = Membership.objects.get(user=cast.ada)
    TeamMember.objects.create(brand=cast.brand, team=team, membership=place)
    assign(by=ada, case=matter.case, to=cast.bo, now=NOON)
    assign_team(by=ada, case=matter.case, team=team, now=LATER)
    assert (matter.case.team, Case.objects.get().assignee) == (team, None)
    assign_team(by=ada, case=matter.case, team=None, now=LATER)
    assign(by=ada, case=matter.case, to=cast.ada, now=NOON)
    assign_team(by=ada, case=matter.case, team=team, now=LATER)
    assert Case.objects.get().assignee == cast.ada
    require_replay(matter.case)
    team.brand = make_brand("Lumen")
    team.save()
    matter.case.team = None
    with pytest.raises(NotFound):
        assign_team(by=ada, case=matter.case, team=team, now=LATER)
