"""Keeps the secrets of targets and the push key readable when the installation's keys change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.alerts.models import PushKey, Target
from amends.audit.actions import record
from amends.channels import credentials
from amends.staff.rules import Actor, Right


@transaction.atomic
def rotate_secrets(*, by: Actor, now: datetime) -> tuple[int, int]:
    """Encrypt the secrets of every target and of the push key with the newest key.

    Returns how many use it now, and how many could not be read. Those are forgotten: a browser or a chat
    that nobody can write to is added again, and another push key is made. Raises NotAllowed.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    renewed, lost = 0, 0
    targets = Target.objects.exclude(secrets=b"").select_for_update()
    keys = PushKey.objects.select_for_update()
    everything: list[Target | PushKey] = [*targets, *keys]
    for kept in everything:
        if _renew(kept):
            renewed += 1
        else:
            lost += 1
            kept.delete()
    facts = {"renewed": renewed, "lost": lost}
    record(by=by, action="alerts.rotate_secrets", target="installation", facts=facts, now=now)
    return renewed, lost


def _renew(kept: Target | PushKey) -> bool:
    try:
        kept.secrets = credentials.renewed(kept.secrets)
    except credentials.UnreadableSecrets:
        return False
    kept.save(update_fields=["secrets"])
    return True
