"""A brand's subscriptions: added, changed, paused, tried, given a new secret and removed by its leads."""

from __future__ import annotations

import base64
import os
import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.channels import credentials
from amends.channels.contract import Refused
from amends.channels.fetching import permitted
from amends.channels.plain.signing import PREFIX
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.subscriptions.actions import watch
from amends.subscriptions.actions.words import test_body
from amends.subscriptions.models import Announcement, AnnouncementState, Subscription
from amends.subscriptions.rules import CHOSEN, OLD_SECRET_FOR, Topic

MOST_SUBSCRIPTIONS = 20
LONGEST_NAME = 80


class IsPaused(Refusal):
    """This subscription is paused; resume it first."""

    code = "subscription-paused"


@transaction.atomic
def add(
    *, by: Actor, name: str, url: str, topics: Collection[Topic], now: datetime
) -> tuple[Subscription, str]:
    """Tell a program of these from now on; the subscription and its secret, which is shown once.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    if Subscription.objects.filter(brand_id=by.brand_id).count() >= MOST_SUBSCRIPTIONS:
        raise Invalid("A brand has at most 20 subscriptions; remove one first.", field="name")
    secret = _new_secret()
    subscription = Subscription.objects.create(
        brand_id=by.brand_id,
        name=_tidy(name),
        url=_address(url),
        topics=_known(topics),
        secrets=credentials.encrypted({"secret": secret}),
        made_by_id=by.user_id,
        made_at=now,
    )
    watch.begin()
    _record(by, "add", subscription, {"topics": subscription.topics}, now)
    return subscription, secret


@transaction.atomic
def change(  # noqa: PLR0913 - a subscription's whole form
    *,
    by: Actor,
    subscription: Subscription,
    name: str,
    url: str,
    topics: Collection[Topic],
    now: datetime,
) -> None:
    """Change where and what a program is told; what waits goes to the new address, at once.

    How it fares stays as it is while the address does. Raises NotAllowed, NotFound and Invalid.
    """
    _require(by, subscription)
    was = Subscription.objects.select_for_update().get(pk=subscription.pk).url
    subscription.name, subscription.url = _tidy(name), _address(url)
    subscription.topics = _known(topics)
    subscription.save(update_fields=["name", "url", "topics"])
    if subscription.url != was:
        _begin_anew(subscription, now)
    _record(by, "change", subscription, {"topics": subscription.topics}, now)


def _begin_anew(subscription: Subscription, now: datetime) -> None:
    """Forget how it fared, and tell what waits at once."""
    fresh = {"wait_until": None, "failing_since": None, "failures": 0, "problem": ""}
    Subscription.objects.filter(pk=subscription.pk).update(**fresh)
    waiting = Announcement.objects.filter(
        subscription=subscription, state=AnnouncementState.WAITING
    )
    waiting.update(asked_at=now, due_at=now, tries=0)


@transaction.atomic
def pause(*, by: Actor, subscription: Subscription, now: datetime) -> None:
    """Tell it nothing of what happens from now on; what waits is told when it goes on. Again is no error."""
    _require(by, subscription)
    going = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    if going.update(paused_at=now, paused_because=""):
        _record(by, "pause", subscription, {}, now)


@transaction.atomic
def resume(*, by: Actor, subscription: Subscription, now: datetime) -> None:
    """Tell it again, first what waits. Again is no error. Raises NotAllowed and NotFound."""
    _require(by, subscription)
    paused = Subscription.objects.filter(pk=subscription.pk, paused_at__isnull=False)
    if not paused.update(paused_at=None, paused_because=""):
        return
    _begin_anew(subscription, now)
    _record(by, "resume", subscription, {}, now)


@transaction.atomic
def rotate(*, by: Actor, subscription: Subscription, now: datetime) -> str:
    """A new secret, shown once; the old one signs beside it for a day. Raises NotAllowed and NotFound."""
    _require(by, subscription)
    locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
    secret = _new_secret()
    kept = {"secret": secret, "old": credentials.decrypted(locked.secrets).get("secret", "")}
    locked.secrets = credentials.encrypted(kept)
    locked.old_secret_until = now + OLD_SECRET_FOR
    locked.save(update_fields=["secrets", "old_secret_until"])
    _record(by, "rotate", subscription, {}, now)
    return secret


@transaction.atomic
def remove(*, by: Actor, subscription: Subscription, now: datetime) -> None:
    """Forget a subscription and what it was told. Raises NotAllowed and NotFound."""
    _require(by, subscription)
    _record(by, "remove", subscription, {"name": subscription.name}, now)
    subscription.delete()


@transaction.atomic
def try_out(*, by: Actor, subscription: Subscription, now: datetime) -> Announcement:
    """Have a test told, signed like everything. Raises NotAllowed, NotFound and `IsPaused`."""
    _require(by, subscription)
    if subscription.paused_at is not None:
        raise IsPaused
    asked = uuid.uuid4()
    return Announcement.objects.create(
        brand_id=subscription.brand_id,
        subscription=subscription,
        public_id=asked,
        topic=Topic.TEST,
        source=f"test:{asked}",
        body=test_body(subscription, now),
        asked_at=now,
        due_at=now,
    )


@transaction.atomic
def resend(*, by: Actor, announcement: Announcement, now: datetime) -> Announcement:
    """Tell it once more, under the same id. Raises NotAllowed, NotFound and `IsPaused`."""
    _require(by, announcement.subscription)
    if announcement.subscription.paused_at is not None:
        raise IsPaused
    announcement.state, announcement.settled_at = AnnouncementState.WAITING, None
    announcement.asked_at = announcement.due_at = now
    announcement.tries, announcement.problem = 0, ""
    announcement.save(
        update_fields=["state", "settled_at", "asked_at", "due_at", "tries", "problem"]
    )
    _record(by, "resend", announcement.subscription, {"announcement": announcement.pk}, now)
    return announcement


@transaction.atomic
def rotate_secrets(*, by: Actor, now: datetime) -> int:
    """Encrypt every secret with the installation's newest key; how many could not be read.

    Those subscriptions are paused: give each a new secret. Raises NotAllowed.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    lost = 0
    for each in Subscription.objects.select_for_update():
        try:
            each.secrets = credentials.renewed(each.secrets)
        except credentials.UnreadableSecrets:
            lost += 1
            each.secrets, each.paused_at = credentials.encrypted({}), now
            each.paused_because = "Its secret could not be read: make a new one, and resume."
        each.save(update_fields=["secrets", "paused_at", "paused_because"])
    facts: dict[str, object] = {"lost": lost}
    action = "subscriptions.rotate_secrets"
    record(by=by, action=action, target="installation", facts=facts, now=now)
    return lost


def _new_secret() -> str:
    return PREFIX + base64.b64encode(os.urandom(32)).decode()


def _require(by: Actor, subscription: Subscription) -> None:
    by.require(Right.MANAGE_CONNECTIONS)
    if subscription.brand_id != by.brand_id:
        raise NotFound


def _tidy(name: str) -> str:
    tidy = " ".join(name.replace("\0", "").split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise Invalid("A subscription has a name of between 1 and 80 characters.", field="name")
    return tidy


def _address(url: str) -> str:
    """Whether it leads into our own network is seen where the connection is made."""
    tidy = url.strip()
    try:
        permitted(tidy)
    except Refused as refused:
        raise Invalid(str(refused), field="url") from None
    return tidy


def _known(topics: Collection[Topic]) -> list[str]:
    chosen = [topic.value for topic in CHOSEN if topic in topics]
    if not chosen:
        raise Invalid("Choose at least one thing that it is told of.", field="topics")
    return chosen


def _record(
    by: Actor, verb: str, subscription: Subscription, facts: dict[str, object], now: datetime
) -> None:
    target = f"subscription:{subscription.pk}"
    record(by=by, action=f"subscriptions.{verb}", target=target, facts=facts, now=now)
