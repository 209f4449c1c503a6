"""Links in mails to whoever is asked for a yes: for one colleague and these words, for some days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing

from amends.outbox import queries
from amends.outbox.models import Approval, ApprovalVote
from amends.refusals import NotFound, Refusal
from amends.staff.queries import actor_in, place_of
from amends.staff.rules import Actor, Via

_SALT = "amends.outbox.approval"
GOOD_FOR = timedelta(days=3)


class LinkSpent(Refusal):
    """This link was used or is too old; sign in to see what waits for your approval."""

    code = "link-spent"


def mark_for(approval: Approval, user_id: int, now: datetime) -> str:
    """What stands in the link: who is asked, of what, since when; signed with the desk's key."""
    told = [approval.brand_id, approval.pk, approval.digest[:16], user_id, int(now.timestamp())]
    return signing.dumps(told, salt=_SALT)


def behind(mark: str, now: datetime) -> tuple[Approval, Actor]:
    """The approval behind a link, and its colleague with the rights that they have now.

    Raises `LinkSpent` for one that was used, is too old or was not made here.
    """
    try:
        brand_id, approval_id, digest, user_id, made = signing.loads(mark, salt=_SALT)
        approval = queries.approval_by_id(int(brand_id), int(approval_id))
        place = place_of(int(brand_id), int(user_id))
    except (signing.BadSignature, ValueError, TypeError, NotFound):
        raise LinkSpent from None
    is_old = now - datetime.fromtimestamp(made, tz=now.tzinfo) > GOOD_FOR
    has_spoken = ApprovalVote.objects.filter(approval=approval, user=place.user_id).exists()
    if is_old or has_spoken or not approval.digest.startswith(digest):
        raise LinkSpent
    return approval, actor_in(place, place.user, Via.WEB)
