"""New colleagues come in by a one-time link: made, withdrawn, accepted. Only its digest is kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.actions.accounts import new_account, tidy_email, tidy_name
from amends.staff.models import Invitation, Membership, User
from amends.staff.queries import digest, open_invitations
from amends.staff.rules import (
    RIGHTS,
    Actor,
    AlreadyMember,
    InvitationSpent,
    Newcomer,
    OtherAddress,
    Right,
    Role,
    Via,
)

#: How long an invitation can be accepted.
INVITATION_LASTS = timedelta(days=7)


@transaction.atomic
def invite(
    *, by: Actor, email: str, role: Role, now: datetime, name: str = ""
) -> tuple[Invitation, str]:
    """A way in for whoever has this address, and its secret, which is not kept.

    An earlier invitation of the same address ends. Raises NotAllowed, AlreadyMember and Invalid.
    """
    by.require(Right.MANAGE_STAFF)
    address = tidy_email(email)
    if Membership.objects.filter(brand_id=by.brand_id, user__email__iexact=address).exists():
        raise AlreadyMember(field="email")
    open_invitations(by.brand_id, now).filter(email=address).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        brand_id=by.brand_id,
        email=address,
        name=tidy_name(name, "name") if name.strip() else "",
        role=role,
        token_hash=digest(secret),
        made_by_id=by.user_id,
        made_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    facts = {"role": role, "expires_at": invitation.expires_at}
    _record(by, "invite", invitation, facts, now)
    return invitation, secret


@transaction.atomic
def revoke_invitation(*, by: Actor, invitation: Invitation, now: datetime) -> None:
    """Withdraw an invitation at once; again is no error. Raises NotAllowed and NotFound."""
    by.require(Right.MANAGE_STAFF)
    if invitation.brand_id != by.brand_id:
        raise NotFound
    if open_invitations(by.brand_id, now).filter(pk=invitation.pk).update(revoked_at=now):
        _record(by, "revoke_invitation", invitation, {}, now)


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, now: datetime) -> User:
    """Spend an invitation on a new account with its address.

    Raises InvitationSpent, Invalid (``facts["field"]``; also where the address has an account, which
    must sign in and `join`) and WeakPassword; the link stays good after the last two.
    """
    invitation = _spent(token, now)
    user = new_account(Newcomer(email=invitation.email, name=name, password=password))
    _let_in(invitation, user, now)
    return user


@transaction.atomic
def join(*, user: User, token: str, now: datetime) -> Invitation:
    """Spend an invitation on an account that is there already, signed in with the invited address.

    Raises InvitationSpent, OtherAddress and AlreadyMember.
    """
    invitation = _spent(token, now)
    if user.email.lower() != invitation.email or not user.is_active:
        raise OtherAddress
    _let_in(invitation, user, now)
    return invitation


def _spent(token: str, now: datetime) -> Invitation:
    """The invitation, used from here on: of two who accept at once, the second finds it used."""
    living = open_invitations(None, now).filter(token_hash=digest(token))
    if not living.update(used_at=now):
        raise InvitationSpent
    return Invitation.objects.get(token_hash=digest(token))


def _let_in(invitation: Invitation, user: User, now: datetime) -> None:
    role = Role(invitation.role)
    _, is_new = Membership.objects.get_or_create(
        brand_id=invitation.brand_id, user=user, defaults={"role": role}
    )
    if not is_new:
        raise AlreadyMember
    them = Actor(invitation.brand_id, RIGHTS[role], Via.WEB, user.pk, user.name)
    _record(them, "accept_invitation", invitation, {"user": user.pk, "role": role}, now)


def _record(
    by: Actor, verb: str, invitation: Invitation, facts: dict[str, object], now: datetime
) -> None:
    target = f"invitation:{invitation.pk}"
    record(by=by, action=f"staff.{verb}", target=target, facts=facts, now=now)
