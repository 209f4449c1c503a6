"""Who works for a brand, and who may change that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.backends import ModelBackend

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.actions import add_user, change_role, deactivate, make_token, remove_member
from amends.staff.models import Membership, User
from amends.staff.queries import actor_for, colleague, colleagues
from amends.staff.rules import (
    RIGHTS,
    Actor,
    AlreadyMember,
    LastOwner,
    Newcomer,
    Right,
    Role,
    Scope,
    Via,
    WeakPassword,
    WorksElsewhere,
)
from cast import NOON, PASSWORD, Cast, make_brand

pytestmark = pytest.mark.django_db

NEW = Newcomer(email="Nia@Northpost.example", name="Nia New", password=PASSWORD)


@pytest.fixture
def olga(cast: Cast) -> Actor:
    return cast.actor(cast.olga)


def _role(user: User) -> str:
    return Membership.objects.get(user=user).role


def test_a_new_colleague_gets_an_account_and_a_place(cast: Cast, olga: Actor) -> None:
    nia = add_user(by=olga, newcomer=NEW, role=Role.AGENT, now=NOON)
    assert (nia.email, _role(nia), nia.check_password(PASSWORD)) == (
        "nia@northpost.example",
        "agent",
        True,
    )
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.target, entry.by_id, entry.facts["role"]) == (
        "staff.add_user",
        f"user:{nia.pk}",
        cast.olga.pk,
        "agent",
    )


def test_somebody_with_an_account_keeps_their_password(cast: Cast, olga: Actor) -> None:
    nia = add_user(by=olga, newcomer=NEW, role=Role.AGENT, now=NOON)
    other = Actor(brand_id=make_brand("Other").pk, rights=RIGHTS[Role.OWNER], via=Via.WEB)
    again = Newcomer(email="NIA@northpost.EXAMPLE", name="X", password="another long password")
    assert add_user(by=other, newcomer=again, role=Role.LEAD, now=NOON) == nia
    nia.refresh_from_db()
    assert nia.check_password(PASSWORD)
    assert nia.name == "Nia New"
    assert Membership.objects.filter(user=nia).count() == 2


def test_nobody_has_two_places_in_a_brand(cast: Cast, olga: Actor) -> None:
    newcomer = Newcomer(email=cast.ada.email.upper(), name="Ada", password=PASSWORD)
    with pytest.raises(AlreadyMember):
        add_user(by=olga, newcomer=newcomer, role=Role.OWNER, now=NOON)
    assert _role(cast.ada) == "agent"


@pytest.mark.parametrize(
    ("newcomer", "refusal"),
    [
        (Newcomer("nobody", "N", PASSWORD), Invalid),
        (Newcomer("n@x.example", "", PASSWORD), Invalid),
        (Newcomer("n@x.example", "N", "short"), WeakPassword),
    ],
)
def test_a_bad_newcomer_is_refused(
    olga: Actor, newcomer: Newcomer, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add_user(by=olga, newcomer=newcomer, role=Role.AGENT, now=NOON)
    assert not User.objects.filter(email="n@x.example").exists()


def test_a_role_changes_once(cast: Cast, olga: Actor) -> None:
    for _ in range(2):
        change_role(by=olga, user=cast.ada, role=Role.LEAD, now=NOON)
    assert _role(cast.ada) == "lead"
    entry = Entry.objects.get(action="staff.change_role")
    assert entry.facts == {"from": "agent", "to": "lead"}


def test_the_last_owner_stays_owner(cast: Cast, olga: Actor) -> None:
    with pytest.raises(LastOwner):
        change_role(by=olga, user=cast.olga, role=Role.AGENT, now=NOON)
    with pytest.raises(LastOwner):
        remove_member(by=olga, user=cast.olga, now=NOON)
    with pytest.raises(LastOwner):
        deactivate(by=olga, user=cast.olga, now=NOON)
    assert _role(cast.olga) == "owner"


def test_an_owner_whose_account_is_closed_does_not_count(cast: Cast, olga: Actor) -> None:
    change_role(by=olga, user=cast.bo, role=Role.OWNER, now=NOON)
    deactivate(by=olga, user=cast.bo, now=NOON)
    with pytest.raises(LastOwner):
        remove_member(by=olga, user=cast.olga, now=NOON)


def test_of_two_owners_one_can_go(cast: Cast, olga: Actor) -> None:
    change_role(by=olga, user=cast.bo, role=Role.OWNER, now=NOON)
    remove_member(by=olga, user=cast.olga, now=NOON)
    with pytest.raises(LastOwner):
        remove_member(by=cast.actor(cast.bo), user=cast.bo, now=NOON)


def test_who_is_removed_loses_place_and_tokens(cast: Cast, olga: Actor) -> None:
    token, _ = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    remove_member(by=olga, user=cast.bo, now=NOON)
    token.refresh_from_db()
    assert token.revoked_at == NOON
    with pytest.raises(NotFound):
        actor_for(cast.bo, cast.brand, Via.WEB)
    with pytest.raises(NotFound):
        remove_member(by=olga, user=cast.bo, now=NOON)


def test_a_closed_account_is_signed_out_at_once(cast: Cast, olga: Actor) -> None:
    deactivate(by=olga, user=cast.ada, now=NOON)
    deactivate(by=olga, user=cast.ada, now=NOON)
    assert ModelBackend().get_user(cast.ada.pk) is None
    cast.ada.refresh_from_db()
    with pytest.raises(NotAllowed):
        actor_for(cast.ada, cast.brand, Via.WEB)
    assert Entry.objects.filter(action="staff.deactivate").count() == 1
    assert cast.ada not in [place.user for place in colleagues(cast.brand.pk)]
    with pytest.raises(NotFound):
        colleague(cast.brand.pk, cast.ada.pk)


def test_an_account_shared_with_another_brand_cannot_be_closed(cast: Cast, olga: Actor) -> None:
    Membership.objects.create(brand=make_brand("Other"), user=cast.ada, role=Role.AGENT)
    with pytest.raises(WorksElsewhere):
        deactivate(by=olga, user=cast.ada, now=NOON)


def test_another_brands_people_are_not_found(cast: Cast) -> None:
    stranger = Actor(brand_id=make_brand("Other").pk, rights=RIGHTS[Role.OWNER], via=Via.WEB)
    for action in (remove_member, deactivate):
        with pytest.raises(NotFound):
            action(by=stranger, user=cast.ada, now=NOON)
    with pytest.raises(NotFound):
        change_role(by=stranger, user=cast.ada, role=Role.OWNER, now=NOON)


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
@pytest.mark.parametrize(
    "act",
    [
        lambda by, _: add_user(by=by, newcomer=NEW, role=Role.AGENT, now=NOON),
        lambda by, cast: change_role(by=by, user=cast.ada, role=Role.OWNER, now=NOON),
        lambda by, cast: remove_member(by=by, user=cast.ada, now=NOON),
        lambda by, cast: deactivate(by=by, user=cast.ada, now=NOON),
    ],
    ids=["add_user", "change_role", "remove_member", "deactivate"],
)
def test_only_owners_manage_staff(
    cast: Cast, role: Role, act: Callable[[Actor, Cast], object]
) -> None:
    with pytest.raises(NotAllowed):
        act(Actor(brand_id=cast.brand.pk, rights=RIGHTS[role], via=Via.WEB), cast)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", list(Right))
def test_a_right_is_refused_to_each_role_that_lacks_it(role: Role, right: Right) -> None:
    """The table in words: what each role may do; a new right or role must be decided here."""
    may = {
        Role.VIEWER: {Right.READ},
        Role.AGENT: {Right.READ, Right.ANSWER, Right.ORGANISE, Right.HANDLE_INCIDENTS},
        Role.LEAD: set(Right) - {Right.MANAGE_STAFF},
        Role.OWNER: set(Right),
    }
    actor = Actor(brand_id=1, rights=RIGHTS[role], via=Via.WEB)
    if right in may[role]:
        actor.require(right)
    else:
        with pytest.raises(NotAllowed) as caught:
            actor.require(right)
        assert caught.value.facts == {"right": str(right)}
