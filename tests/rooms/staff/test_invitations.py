"""Invitations: one link, one colleague, seven days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.actions import (
    accept_invitation,
    change_role,
    deactivate,
    invite,
    join,
    remove_member,
    revoke_invitation,
)
from amends.staff.models import Invitation, Membership, User
from amends.staff.queries import invitation_for, open_invitations
from amends.staff.rules import (
    AlreadyMember,
    InvitationSpent,
    OtherAddress,
    Role,
    WeakPassword,
)
from cast import NOON, PASSWORD, Cast, make_brand, make_user

pytestmark = pytest.mark.django_db

NIA = "Nia@Northpost.example"


def _secret(cast: Cast, email: str = NIA, role: Role = Role.AGENT) -> str:
    return invite(by=cast.actor(cast.olga), email=email, role=role, now=NOON)[1]


def test_an_invitation_makes_an_account_with_its_address_and_role(cast: Cast) -> None:
    secret = _secret(cast)
    nia = accept_invitation(token=secret, name="Nia New", password=PASSWORD, now=NOON)
    place = Membership.objects.get(user=nia)
    assert (nia.email, place.brand, place.role) == ("nia@northpost.example", cast.brand, "agent")
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.by_id) == ("staff.accept_invitation", nia.pk)


def test_an_invitation_is_good_once(cast: Cast) -> None:
    secret = _secret(cast)
    accept_invitation(token=secret, name="Nia", password=PASSWORD, now=NOON)
    with pytest.raises(InvitationSpent):
        accept_invitation(token=secret, name="Nia", password=PASSWORD, now=NOON)


def test_an_invitation_ends_after_a_week(cast: Cast) -> None:
    secret = _secret(cast)
    late = NOON + timedelta(days=7)
    assert invitation_for(secret, late - timedelta(seconds=1)) is not None
    assert invitation_for(secret, late) is None
    with pytest.raises(InvitationSpent):
        accept_invitation(token=secret, name="Nia", password=PASSWORD, now=late)


def test_a_withdrawn_invitation_lets_nobody_in(cast: Cast) -> None:
    made, secret = invite(by=cast.actor(cast.olga), email=NIA, role=Role.AGENT, now=NOON)
    revoke_invitation(by=cast.actor(cast.olga), invitation=made, now=NOON)
    revoke_invitation(by=cast.actor(cast.olga), invitation=made, now=NOON)
    with pytest.raises(InvitationSpent):
        accept_invitation(token=secret, name="Nia", password=PASSWORD, now=NOON)
    assert Entry.objects.filter(action="staff.revoke_invitation").count() == 1


def test_a_second_invitation_of_an_address_ends_the_first(cast: Cast) -> None:
    first, second = _secret(cast), _secret(cast, role=Role.LEAD)
    assert (invitation_for(first, NOON), invitation_for(second, NOON) is not None) == (None, True)
    assert open_invitations(cast.brand.pk, NOON).count() == 1


def test_a_weak_password_leaves_the_link_good(cast: Cast) -> None:
    secret = _secret(cast)
    with pytest.raises(WeakPassword):
        accept_invitation(token=secret, name="Nia", password="short", now=NOON)
    assert accept_invitation(token=secret, name="Nia", password=PASSWORD, now=NOON)


def test_somebody_of_another_brand_joins_with_the_account_they_have(cast: Cast) -> None:
    nia = make_user("nia@northpost.example", "Nia Next")
    secret = _secret(cast)
    with pytest.raises(Invalid):
        accept_invitation(token=secret, name="Nia", password=PASSWORD, now=NOON)
    join(user=nia, token=secret, now=NOON)
    assert Membership.objects.get(user=nia).role == Role.AGENT
    assert User.objects.filter(email__iexact=NIA).count() == 1


def test_an_invitation_is_nobody_elses(cast: Cast) -> None:
    secret = _secret(cast)
    with pytest.raises(OtherAddress):
        join(user=cast.ada, token=secret, now=NOON)
    assert invitation_for(secret, NOON) is not None


def test_who_works_here_is_not_invited(cast: Cast) -> None:
    with pytest.raises(AlreadyMember):
        _secret(cast, email="ADA@northpost.example")


def test_only_an_owner_invites_and_withdraws(cast: Cast) -> None:
    made, _ = invite(by=cast.actor(cast.olga), email=NIA, role=Role.AGENT, now=NOON)
    for user in (cast.bo, cast.ada, cast.vera):
        with pytest.raises(NotAllowed):
            invite(by=cast.actor(user), email=NIA, role=Role.OWNER, now=NOON)
        with pytest.raises(NotAllowed):
            revoke_invitation(by=cast.actor(user), invitation=made, now=NOON)


def test_another_brands_invitation_is_not_there(cast: Cast) -> None:
    made, _ = invite(by=cast.actor(cast.olga), email=NIA, role=Role.AGENT, now=NOON)
    stranger = replace(cast.actor(cast.olga), brand_id=make_brand("Lumen").pk)
    with pytest.raises(NotFound):
        revoke_invitation(by=stranger, invitation=made, now=NOON)


def test_the_secret_is_kept_nowhere(cast: Cast) -> None:
    made, secret = invite(by=cast.actor(cast.olga), email=NIA, role=Role.AGENT, now=NOON)
    assert secret not in str(Invitation.objects.filter(pk=made.pk).values().get())
    assert all(secret not in str(entry.facts) for entry in Entry.objects.all())


@pytest.mark.parametrize("ends", [remove_member, deactivate, partial(change_role, role=Role.LEAD)])
def test_who_may_not_invite_any_more_has_no_open_invitation(
    cast: Cast, ends: Callable[..., None]
) -> None:
    """Else it could be the way back for somebody who was sent away."""
    olga = cast.actor(cast.olga)
    change_role(by=olga, user=cast.bo, role=Role.OWNER, now=NOON)
    secret = invite(by=cast.actor(cast.bo), email=NIA, role=Role.OWNER, now=NOON)[1]
    other = _secret(cast, "kim@northpost.example")
    ends(by=olga, user=cast.bo, now=NOON)
    assert invitation_for(secret, NOON) is None
    assert invitation_for(other, NOON) is not None
