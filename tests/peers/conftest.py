"""Real servers that tests start themselves."""

from __future__ import annotations

from peers.bluesky_peer import bluesky
from peers.desk import desk
from peers.mail import mail_host, mail_peer
from peers.snac_peer import fediverse

__all__ = ["bluesky", "desk", "fediverse", "mail_host", "mail_peer"]
