"""A network for runs: takes a hundred characters in public, and remembers nothing."""

from __future__ import annotations

from amends.channels.base import Channel
from amends.channels.models import Connection
from rooms.outbox.outbox_script import Script, Scripted


def scripted(_connection: Connection) -> Channel:
    """The scripted network, whichever the connection names."""
    return Scripted(Script())
