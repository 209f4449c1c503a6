"""When one may write: 24 hours after a customer's message, a week as a human agent, once after a comment.

Source: developers.facebook.com/docs/messenger-platform, policy overview and private replies. Pure. Every
end is by the network's clock, to the moment: at 24:00:00 it is open, just after it no longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.channels.contract import ThreadKind
from amends.channels.rights import Heard, Offer, Standing, Way

STANDARD = timedelta(hours=24)
HUMAN_AGENT = timedelta(days=7)
PRIVATE_REPLY = timedelta(days=7)
HUMAN_AGENT_TAG = "HUMAN_AGENT"
PRIVATE_REPLY_TAG = "PRIVATE_REPLY"


def private(network: str, standing: Standing, now: datetime, *, human_agent: bool) -> list[Offer]:
    """The private ways, best first: in the conversation, and once after a comment.

    ``human_agent``: the app has the permission to answer as a person until the seventh day.
    """
    found = [
        _conversation(network, standing, now, human_agent=human_agent),
        _private_reply(standing, now),
    ]
    ways = [each for each in found if each is not None]
    if not ways:
        because = f"On {network} the customer must write privately first."
        return [Offer(Way.PRIVATE, is_open=False, because=because)]
    return sorted(ways, key=lambda offer: not offer.is_open)


def messages(network: str, standing: Standing, now: datetime, *, human_agent: bool) -> Offer:
    """The right to write in the conversation, open or closed."""
    found = _conversation(network, standing, now, human_agent=human_agent)
    because = f"On {network} the customer must write privately first."
    return found or Offer(Way.PRIVATE, is_open=False, because=because)


def _conversation(
    network: str, standing: Standing, now: datetime, *, human_agent: bool
) -> Offer | None:
    heard = standing.newest(is_public=False)
    if heard is None:
        return None
    until = heard.sent_at + STANDARD
    if now <= until:
        because = f"{network} takes answers within 24 hours of the customer's last message."
        return Offer(Way.PRIVATE, is_open=True, because=because, until=until)
    if not human_agent:
        because = (
            f"The 24 hours that {network} allows after the customer's last message are over, and this "
            "connection's app may not answer as a human agent."
        )
        return Offer(Way.PRIVATE, is_open=False, because=because, until=until)
    until = heard.sent_at + HUMAN_AGENT
    if now <= until:
        because = f"{network} takes a person's own answer until the seventh day: no advertising."
        return Offer(Way.PRIVATE, is_open=True, because=because, until=until, tag=HUMAN_AGENT_TAG)
    because = f"The 7 days in which {network} takes a person's answer are over."
    return Offer(Way.PRIVATE, is_open=False, because=because, until=until)


def _private_reply(standing: Standing, now: datetime) -> Offer | None:
    """One private message to who commented or posted; not to reviews. None where nobody did."""
    comments = [
        each for each in standing.heard if each.is_public and each.kind is not ThreadKind.REVIEW
    ]
    if not comments:
        return None
    free = next((each for each in comments if not each.answered_privately), None)
    if free is None:
        because = "A comment can be answered privately once, and this one was."
        return Offer(Way.PRIVATE, is_open=False, because=because)
    return _one_reply(free, now)


def _one_reply(comment: Heard, now: datetime) -> Offer:
    until = comment.sent_at + PRIVATE_REPLY
    is_open = now <= until
    because = (
        "One private reply to the comment; more only once the customer answers."
        if is_open
        else "A comment can be answered privately within 7 days, and they are over."
    )
    return Offer(
        Way.PRIVATE,
        is_open=is_open,
        because=because,
        until=until,
        tag=PRIVATE_REPLY_TAG,
        reply_to=comment.external_id,
    )
