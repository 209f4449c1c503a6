"""Reply rights: what may be said in a case, by which way, until when and at what price. Pure.

Networks give and take these rights: an answer within 24 hours of the customer's last word, one private
reply to a comment within a week, no public answer to somebody who did not name the brand. An adapter
says which of them stand (`Channel.offers`); the gate, the composer and the order of the queue go by it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from amends.channels.contract import Account, ThreadKind


class Way(enum.StrEnum):
    """How something may be said to a customer."""

    PUBLIC = "public"
    PRIVATE = "private"
    #: Only a form of words that the network has approved before.
    TEMPLATE = "template"
    #: Only on the network's own site, by a person; the desk records that it was done.
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the customer in the case; ``sent_at`` by the network's clock.

    ``answered_privately``: one of our private messages already answers just this one.
    """

    external_id: str
    text: str
    sent_at: datetime
    is_public: bool
    kind: ThreadKind = ThreadKind.POST
    url: str = ""
    answered_privately: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rights in a case depend on: what was heard in it, newest first, and who we are there.

    ``settings``: the connection's, where a right hangs on what the network has granted it.
    """

    heard: tuple[Heard, ...]
    account: Account | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    def newest(self, *, is_public: bool) -> Heard | None:
        """The customer's newest word that everybody, or that only we, can read."""
        return next((each for each in self.heard if each.is_public is is_public), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """One way, whether it is open, and why in one sentence (needed where it is closed or will close).

    ``until``: the last moment it may leave; None: no end is known. ``price``: what one message costs,
    in US dollars; None: nothing. ``tag``: the network's name for the right, kept on what is sent by it.
    ``reply_to``: the message that a private answer must name to have this right.
    """

    way: Way
    is_open: bool
    because: str = ""
    until: datetime | None = None
    price: Decimal | None = None
    tag: str = ""
    reply_to: str = ""
