"""Everything that is encrypted at rest, encrypted with the newest key."""

from __future__ import annotations

from datetime import datetime

from amends.alerts.actions.rotate import rotate_secrets as rotate_chats
from amends.channels.actions import Rotated, rotate_credentials
from amends.replies.actions.assistant import rotate_keys
from amends.staff.rules import operator
from amends.subscriptions.actions.keep import rotate_secrets as rotate_subscriptions


def rotate_all(*, now: datetime) -> Rotated:
    """Encrypt every room's secrets anew; returns what became of the connections'."""
    by = operator(0)
    done = rotate_credentials(by=by, now=now)
    for rotate in (rotate_chats, rotate_subscriptions, rotate_keys):
        rotate(by=by, now=now)
    return done
