"""The addresses that let a subscriber say yes or no without signing in; nobody can guess them."""

from __future__ import annotations

from django.core import signing

from amends.refusals import NotFound, Refusal
from amends.status.models import Subscriber
from amends.status.queries.pages import desk_address_of
from amends.status.rules.pace import ASKED_FOR

_CONFIRM, _STOP = "amends.status.confirm", "amends.status.stop"


class LinkSpent(Refusal):
    """This link is too old; ask for news once more."""

    code = "link-spent"


def confirm_address(subscriber: Subscriber) -> str:
    """Where somebody says that they do want news; good for three days."""
    asked = [subscriber.pk, subscriber.asked_at.isoformat()]
    mark = signing.dumps(asked, salt=_CONFIRM)
    return f"{desk_address_of(subscriber.page)}confirm/{mark}/"


def stop_address(subscriber: Subscriber) -> str:
    """Where somebody says that they want no more; good for ever."""
    mark = signing.dumps(subscriber.pk, salt=_STOP)
    return f"{desk_address_of(subscriber.page)}stop/{mark}/"


def who_confirms(slug: str, mark: str) -> Subscriber:
    """Whose confirmation this is. Raises NotFound and `LinkSpent`, also for one that a newer one replaced."""
    try:
        pk, asked = signing.loads(mark, salt=_CONFIRM, max_age=ASKED_FOR)
    except signing.SignatureExpired:
        raise LinkSpent from None
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    found = _of(slug, pk)
    if found.asked_at.isoformat() != asked:
        raise LinkSpent
    return found


def who_stops(slug: str, mark: str) -> Subscriber:
    """Who wants no more. Raises NotFound."""
    try:
        pk = signing.loads(mark, salt=_STOP)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    return _of(slug, pk)


def _of(slug: str, pk: int) -> Subscriber:
    found = Subscriber.objects.select_related("page__brand").filter(page__slug=slug, pk=pk)
    subscriber = found.first()
    if subscriber is None:
        raise NotFound
    return subscriber
