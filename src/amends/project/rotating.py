"""Everything that is encrypted at rest, encrypted with the newest key."""

from __future__ import annotations

from datetime import datetime

from amends.alerts.actions.rotate import rotate_secrets as rotate_chats
from amends.channels.actions import Rotation, rotate_credentials
from amends.incidents.actions.monitors import rotate_secrets as rotate_monitors
from amends.replies.actions.assistant import rotate_keys
from amends.staff.rules import operator
from amends.status.actions.subscribe import rotate_secrets as rotate_subscribers
from amends.subscriptions.actions.keep import rotate_secrets as rotate_subscriptions


def rotate_all(*, now: datetime) -> Rotation:
    """Encrypt every room's secrets anew; returns what became of the connections'."""
    by = operator(0)
    done = rotate_credentials(by=by, now=now)
    rotate_chats(by=by, now=now)
    rotate_subscriptions(by=by, now=now)
    rotate_keys(by=by, now=now)
    rotate_monitors(by=by, now=now)
    rotate_subscribers(by=by, now=now)
    return done
