"""Who holds a case, its tags and its notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from amends.audit.models import Entry
from amends.audit.queries import verify
from amends.inbox.actions.assign import CannotHold, assign, unassign
from amends.inbox.actions.note import write_note
from amends.inbox.actions.tag import add_tag, remove_tag
from amends.inbox.models import Case, CaseEvent, Note, Tag
from amends.inbox.rules import ChangedMeanwhile
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.actions import deactivate
from amends.staff.rules import RIGHTS, Actor, Right, Role, Via
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter, make_user

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


def test_a_case_is_given_to_a_colleague_once(cast: Cast, ada: Actor, matter: Matter) -> None:
    for _ in range(2):
        assign(by=ada, case=matter.case, to=cast.bo, now=LATER)
    assert Case.objects.get().assignee == cast.bo
    assert matter.case.assignee == cast.bo
    event = CaseEvent.objects.get()
    assert (event.kind, event.facts) == ("assigned", {"from": None, "to": cast.bo.pk})
    assert Entry.objects.get().action == "inbox.assign"


def test_a_case_is_put_back(cast: Cast, ada: Actor, matter: Matter) -> None:
    assign(by=ada, case=matter.case, to=cast.ada, now=LATER)
    for _ in range(2):
        unassign(by=ada, case=matter.case, now=LATER)
    assert Case.objects.get().assignee is None
    assert CaseEvent.objects.latest("pk").facts == {"from": cast.ada.pk, "to": None}
    assert CaseEvent.objects.count() == 2


def test_of_two_who_take_a_case_at_once_the_second_is_told(cast: Cast, matter: Matter) -> None:
    first, second = Case.objects.get(), Case.objects.get()
    assign(by=cast.actor(cast.ada), case=first, to=cast.ada, now=LATER)
    with pytest.raises(ChangedMeanwhile):
        assign(by=cast.actor(cast.bo), case=second, to=cast.bo, now=LATER)
    assert Case.objects.get().assignee == cast.ada


def test_only_who_may_answer_can_hold_a_case(cast: Cast, ada: Actor, matter: Matter) -> None:
    stranger = make_user("else@where.example", "Else")
    deactivate(by=cast.actor(cast.olga), user=cast.bo, now=NOON)
    for nobody in (cast.vera, stranger, cast.bo):
        with pytest.raises(CannotHold):
            assign(by=ada, case=matter.case, to=nobody, now=LATER)
    assert Case.objects.get().assignee is None


def test_a_tag_is_made_when_first_used(cast: Cast, ada: Actor, matter: Matter) -> None:
    tag = add_tag(by=ada, case=matter.case, name="  #Lost   parcel ", now=LATER)
    again = add_tag(by=ada, case=matter.case, name="lost PARCEL", now=LATER)
    assert (tag.name, tag.brand, again) == ("Lost parcel", cast.brand, tag)
    assert Case.objects.get().tags == [tag.pk]
    assert matter.case.tags == [tag.pk]
    event = CaseEvent.objects.get()
    assert (event.kind, event.facts) == ("tagged", {"tag": tag.pk, "name": "Lost parcel"})


def test_a_tag_is_taken_off_once(ada: Actor, matter: Matter) -> None:
    keep, drop = (add_tag(by=ada, case=matter.case, name=name, now=NOON) for name in ("a", "b"))
    for _ in range(2):
        remove_tag(by=ada, case=matter.case, tag=drop, now=LATER)
    assert Case.objects.get().tags == [keep.pk]
    assert [event.kind for event in CaseEvent.objects.order_by("pk")] == [
        "tagged",
        "tagged",
        "untagged",
    ]


@pytest.mark.parametrize("name", ["", "  ", "#", "x" * 61, "\0"])
def test_a_tag_has_a_name(ada: Actor, matter: Matter, name: str) -> None:
    with pytest.raises(Invalid):
        add_tag(by=ada, case=matter.case, name=name, now=LATER)
    assert not Tag.objects.exists()


def test_a_case_has_room_for_fifty_tags(ada: Actor, matter: Matter) -> None:
    Case.objects.update(tags=list(range(1, 51)))
    with pytest.raises(Invalid):
        add_tag(by=ada, case=Case.objects.get(), name="one more", now=LATER)


def test_brands_do_not_share_tags(ada: Actor, matter: Matter) -> None:
    other = make_brand("Other")
    theirs = Tag.objects.create(brand=other, name="lost", created_at=NOON)
    assert add_tag(by=ada, case=matter.case, name="lost", now=LATER) != theirs
    with pytest.raises(NotFound):
        remove_tag(by=ada, case=matter.case, tag=theirs, now=LATER)


def test_a_note_is_left_and_its_words_stay_out_of_trail_and_events(
    ada: Actor, matter: Matter
) -> None:
    note = write_note(by=ada, case=matter.case, text=" She called\0 twice. ", now=LATER)
    assert (note.text, note.author_id, note.written_at) == ("She called twice.", ada.user_id, LATER)
    assert CaseEvent.objects.get().facts == {"note": note.pk}
    assert Entry.objects.get().facts == {"note": note.pk}
    assert Case.objects.get().state == "needs_answer"


@pytest.mark.parametrize("text", ["", " \n", "x" * 20_001])
def test_a_note_has_words(ada: Actor, matter: Matter, text: str) -> None:
    with pytest.raises(Invalid):
        write_note(by=ada, case=matter.case, text=text, now=LATER)
    assert not Note.objects.exists()


ACTS: dict[str, Callable[[Actor, Case, Cast, Tag], object]] = {
    "assign": lambda by, case, cast, _: assign(by=by, case=case, to=cast.ada, now=LATER),
    "unassign": lambda by, case, *_: unassign(by=by, case=case, now=LATER),
    "add_tag": lambda by, case, *_: add_tag(by=by, case=case, name="lost", now=LATER),
    "remove_tag": lambda by, case, _, tag: remove_tag(by=by, case=case, tag=tag, now=LATER),
    "write_note": lambda by, case, *_: write_note(by=by, case=case, text="x", now=LATER),
}


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", list(Role))
def test_every_act_needs_the_right_to_organise(
    cast: Cast, matter: Matter, act: str, role: Role
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="x", created_at=NOON)
    rights = RIGHTS[role] - {Right.ORGANISE}
    actor = Actor(brand_id=cast.brand.pk, rights=rights, via=Via.WEB, user_id=cast.ada.pk)
    with pytest.raises(NotAllowed):
        ACTS[act](actor, matter.case, cast, tag)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_case_of_another_brand_is_not_found(cast: Cast, ada: Actor, act: str) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="x", created_at=NOON)
    other = make_matter(make_connection(make_brand("Other"))).case
    with pytest.raises(NotFound):
        ACTS[act](ada, other, cast, tag)
    assert not Entry.objects.exists()


def test_the_trail_of_all_this_is_whole(cast: Cast, ada: Actor, matter: Matter) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="x", created_at=NOON)
    for act in ACTS.values():
        act(ada, matter.case, cast, tag)
    assert verify(cast.brand.pk) == []
