"""The browsers in which somebody is signed in: noted while they are used, ended by their person."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.models import SignIn, User
from amends.staff.rules import Actor


def note_sign_in(*, user: User, session_key: str, device: str, now: datetime) -> None:
    """Remember that a browser is in use. Not audited: what is done in it is.

    A session that ended meanwhile is no error: there is nothing to remember.
    """
    if not Session.objects.filter(pk=session_key).exists():
        return
    SignIn.objects.update_or_create(
        session_id=session_key,
        defaults={"user": user, "seen_at": now, "device": device[:120]},
        create_defaults={
            "user": user,
            "seen_at": now,
            "began_at": now,
            "device": device[:120],
        },
    )


@transaction.atomic
def end_sign_in(*, by: Actor, sign_in: SignIn, now: datetime) -> None:
    """Sign a browser of one's own out; again is no error. Raises NotFound for somebody else's."""
    if by.user_id is None or sign_in.user_id != by.user_id:
        raise NotFound
    _end(by, [sign_in.pk], now)


@transaction.atomic
def end_other_sign_ins(*, by: Actor, session_key: str, now: datetime) -> int:
    """Sign out every browser of one's own but the one with ``session_key``; how many those were."""
    others = SignIn.objects.filter(user_id=by.user_id or 0).exclude(pk=session_key)
    keys = list(others.values_list("pk", flat=True))
    _end(by, keys, now)
    return len(keys)


def _end(by: Actor, keys: list[str], now: datetime) -> None:
    if not Session.objects.filter(pk__in=keys).delete()[0]:
        return
    facts = {"count": len(keys)}
    record(by=by, action="staff.end_sign_in", target=f"user:{by.user_id}", facts=facts, now=now)
