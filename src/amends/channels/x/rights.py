"""Whom X lets us answer, and what it charges. Pure.

Since February 2026 an app that serves itself may reply through the API only to somebody who mentions or
quotes its account; apps of enterprises may reply to everybody. Source: docs.x.com, changelog (23 February
2026) and getting-started/pricing (16 April 2026).
"""

from __future__ import annotations

from decimal import Decimal

import regex

from amends.channels.contract import Account
from amends.channels.costs import Price, in_force
from amends.channels.rights import Heard, Offer, Standing, Way

SELF_SERVE, ENTERPRISE = "self-serve", "enterprise"
OWN_READ, POST_READ, MESSAGE_READ = "own read", "post read", "message read"
POST, LINKED_POST, REPLY, MESSAGE = "post", "post with a link", "reply", "message"
PRICES = (
    Price(OWN_READ, Decimal("0.001"), "Own posts and mentions read"),
    Price(POST_READ, Decimal("0.005"), "Other posts read or pushed"),
    Price(MESSAGE_READ, Decimal("0.010"), "Direct messages read or pushed"),
    Price(POST, Decimal("0.015"), "Posts"),
    Price(LINKED_POST, Decimal("0.20"), "Posts with a link"),
    Price(REPLY, Decimal("0.010"), "Replies to somebody who named you"),
    Price(MESSAGE, Decimal("0.015"), "Direct messages sent"),
)
_NOT_NAMED = (
    "X lets this app reply by itself only to somebody who mentions or quotes your account, and these "
    "words do neither."
)
_BY_HAND = "Open the post on X, reply there by hand, and note here that it was done."
_MAY_BE_CLOSED = "X delivers it only if this person takes direct messages from you."


def offers(standing: Standing) -> tuple[Offer, ...]:
    """The ways to answer on X, best first."""
    return (*_public(standing), _private(standing))


def is_named(heard: Heard, account: Account | None) -> bool:
    """Whether these words mention the account or quote a post of it."""
    handle = (account.handle if account else "").lstrip("@")
    if not handle:
        return False
    name = regex.escape(handle)
    named = rf"(?<![\w@＠])[@＠]{name}(?!\w)|\b(?:x|twitter)\.com/{name}/status/\d"
    return bool(regex.search(named, heard.text, regex.IGNORECASE))


def _public(standing: Standing) -> tuple[Offer, ...]:
    newest, prices = standing.newest(is_public=True), in_force(PRICES, standing.settings)
    if newest is None:
        because = "There is nothing public here to reply to."
        return (Offer(Way.PUBLIC, is_open=False, because=because),)
    is_free = standing.settings.get("tier") == ENTERPRISE
    if is_named(newest, standing.account):
        return (Offer(Way.PUBLIC, is_open=True, price=prices[REPLY]),)
    if is_free:
        return (Offer(Way.PUBLIC, is_open=True, price=prices[POST]),)
    return (
        Offer(Way.PUBLIC, is_open=False, because=_NOT_NAMED),
        Offer(Way.SITE, is_open=True, because=_BY_HAND),
    )


def _private(standing: Standing) -> Offer:
    price = in_force(PRICES, standing.settings)[MESSAGE]
    because = "" if standing.newest(is_public=False) else _MAY_BE_CLOSED
    return Offer(Way.PRIVATE, is_open=True, because=because, price=price)
