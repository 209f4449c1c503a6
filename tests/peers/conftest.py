"""Real servers that tests start themselves."""

from __future__ import annotations

from peers.desk import desk
from peers.mail import mail_host, mail_peer

__all__ = ["desk", "mail_host", "mail_peer"]
