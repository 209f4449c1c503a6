"""Keys for programs: made, used, revoked. Only their digests are kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from amends.audit.actions import record
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.models import Token
from amends.staff.queries import digest
from amends.staff.rules import Actor, Right, Scope

#: So that a token is known as one when it turns up where it should not be.
PREFIX = "amends_"
#: A token's last use is kept to the minute: not every request is a write.
_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_token(
    *,
    by: Actor,
    name: str,
    scopes: Iterable[Scope],
    now: datetime,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """A key that acts as ``by`` in their brand, and its secret, which is not kept.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_TOKENS)
    if by.user_id is None:
        raise NotAllowed("A token belongs to a person; sign in to make one.")
    wanted = sorted(set(scopes))
    if not wanted or not 1 <= len(name.strip()) <= 120:
        raise Invalid("A token needs a name and at least one scope.", field="scopes")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        brand_id=by.brand_id,
        user_id=by.user_id,
        name=name.strip(),
        token_hash=digest(secret),
        hint=secret[: len(PREFIX) + 4],
        scopes=wanted,
        made_at=now,
        expires_at=expires_at,
    )
    facts = {"name": token.name, "scopes": wanted, "expires_at": expires_at}
    record(by=by, action="staff.make_token", target=f"token:{token.pk}", facts=facts, now=now)
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, token: Token, now: datetime) -> None:
    """End a token of the brand at once; again is no error. Raises NotAllowed, NotFound."""
    by.require(Right.MANAGE_TOKENS)
    if token.brand_id != by.brand_id:
        raise NotFound
    if not Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        return
    facts = {"name": token.name}
    record(by=by, action="staff.revoke_token", target=f"token:{token.pk}", facts=facts, now=now)


def note_token_use(*, token: Token, now: datetime) -> None:
    """Remember when a token was last used, to the minute. Not audited: what it does is."""
    if token.last_used_at is not None and now - token.last_used_at < _NOTED_EVERY:
        return
    older = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _NOTED_EVERY)
    Token.objects.filter(older, pk=token.pk).update(last_used_at=now)
