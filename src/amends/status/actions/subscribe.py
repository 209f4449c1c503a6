"""Lets anybody ask for news, say that they meant it, and have no more of it."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from amends.audit.actions import record
from amends.channels import credentials
from amends.channels.contract import Refused
from amends.channels.fetching import permitted
from amends.channels.plain.signing import PREFIX
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right
from amends.status.models import Component, StatusPage, Subscriber, SubscriberNotice
from amends.status.queries.marks import LinkSpent
from amends.status.rules.pace import ASKED_FOR, ASKS_AGAIN_AFTER, MOST_ASKED_AN_HOUR
from amends.status.rules.states import NoticeState, Way


class TooManyAsk(Refusal):
    """Many people ask for news just now; try again in an hour."""

    code = "too-many-ask"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. No components: of all."""

    way: Way
    address: str
    language: str
    components: Sequence[int] = ()


@transaction.atomic
def ask(*, page: StatusPage, wish: Wish, now: datetime) -> str:
    """Ask whoever has the address whether they want news; a program's secret is returned, this once.

    The answer is the same for an address that is told already: nobody learns who is. Raises Invalid and
    `TooManyAsk`.
    """
    address = _address(wish)
    _pace(page, now)
    secret = _new_secret() if wish.way is Way.WEBHOOK else ""
    language = _language(page, wish)
    wanted = {"language": language, "component_ids": _components(page, wish)}
    found = Subscriber.objects.select_for_update().filter(
        page=page, way=wish.way, address__iexact=address
    )
    known = found.first()
    if known is not None and now - known.asked_at < ASKS_AGAIN_AFTER:
        return ""
    if known is not None and known.is_told and known.way == Way.WEBHOOK:
        # Its secret is in use: somebody else must not be able to change it.
        secret = ""
    subscriber = known or Subscriber(brand_id=page.brand_id, page=page, way=wish.way)
    subscriber.address = address
    subscriber.asked_at, subscriber.wish = now, wanted
    if known is None:
        subscriber.language = language
    if secret:
        subscriber.secrets = credentials.encrypted({"secret": secret})
    subscriber.save()
    _put_question(subscriber, now)
    return secret


def _put_question(subscriber: Subscriber, now: datetime) -> None:
    SubscriberNotice.objects.create(
        brand_id=subscriber.brand_id,
        subscriber=subscriber,
        source=f"confirm:{now.isoformat()}",
        asked_at=now,
        due_at=now,
    )


@transaction.atomic
def confirm(*, subscriber: Subscriber, now: datetime) -> None:
    """They meant it: tell them from now on. Again is no error. Raises `LinkSpent`."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if now - locked.asked_at > ASKED_FOR:
        raise LinkSpent
    wish = locked.wish or {}
    locked.language = wish.get("language", locked.language)
    locked.component_ids = wish.get("component_ids", locked.component_ids)
    locked.confirmed_at, locked.stopped_at = locked.confirmed_at or now, None
    locked.stopped_because, locked.failing_since, locked.wish = "", None, {}
    locked.save()


@transaction.atomic
def stop(*, subscriber: Subscriber, now: datetime, because: str = "") -> None:
    """Tell them no more, also not what waits already. Again is no error."""
    told = Subscriber.objects.filter(pk=subscriber.pk, stopped_at=None)
    told.update(stopped_at=now, stopped_because=because[:300], wish={})
    waiting = SubscriberNotice.objects.filter(subscriber=subscriber, state=NoticeState.WAITING)
    waiting.update(state=NoticeState.DROPPED, settled_at=now)


@transaction.atomic
def remove(*, by: Actor, subscriber: Subscriber, now: datetime) -> None:
    """Forget a subscriber and what they were told. Raises NotAllowed and NotFound."""
    by.require(Right.MANAGE_CONNECTIONS)
    if subscriber.brand_id != by.brand_id:
        raise NotFound(subscriber=subscriber.pk)
    target = f"status_subscriber:{subscriber.pk}"
    record(by=by, action="status.remove_subscriber", target=target, facts={}, now=now)
    subscriber.delete()


def forget(*, now: datetime) -> int:
    """Forget who never confirmed, who stopped a month ago, and notices settled three months ago."""
    month = now - timedelta(days=30)
    gone, _ = Subscriber.objects.filter(stopped_at__lt=month).delete()
    shy, _ = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=now - ASKED_FOR).delete()
    old = SubscriberNotice.objects.filter(settled_at__lt=now - timedelta(days=90))
    told, _ = old.delete()
    return gone + shy + told


def _pace(page: StatusPage, now: datetime) -> None:
    hour = Subscriber.objects.filter(page=page, asked_at__gt=now - timedelta(hours=1))
    if hour.filter(confirmed_at=None).count() >= MOST_ASKED_AN_HOUR:
        raise TooManyAsk


def _address(wish: Wish) -> str:
    address = wish.address.strip()
    try:
        if wish.way is Way.MAIL:
            validate_email(address)
            Address(addr_spec=address)
        else:
            permitted(address)
    except (ValidationError, Refused, HeaderParseError, ValueError, IndexError):
        raise Invalid("This is no address that we can write to.", field="address") from None
    if len(address) > (254 if wish.way is Way.MAIL else 2_000):
        raise Invalid("This is no address that we can write to.", field="address")
    return address


def _language(page: StatusPage, wish: Wish) -> str:
    return wish.language if wish.language in page.languages else page.language


def _components(page: StatusPage, wish: Wish) -> list[int]:
    shown = Component.objects.filter(
        page=page, archived_at=None, pk__in=list(wish.components)[:100]
    )
    return list(shown.order_by("pk").values_list("pk", flat=True))


def _new_secret() -> str:
    return PREFIX + base64.b64encode(os.urandom(24)).decode()


@transaction.atomic
def rotate_secrets(*, by: Actor, now: datetime) -> int:
    """Encrypt what signs our calls with the installation's newest key; how many could not be read.

    Those are told nothing more, since they could not know that it is us. Raises NotAllowed.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    lost = 0
    for each in Subscriber.objects.select_for_update().exclude(secrets=b""):
        try:
            each.secrets = credentials.renewed(each.secrets)
        except credentials.UnreadableSecrets:
            lost += 1
            each.secrets, each.stopped_at = b"", each.stopped_at or now
            each.stopped_because = "Its secret could not be read any more."
        each.save(update_fields=["secrets", "stopped_at", "stopped_because"])
    action, facts = "status.rotate_secrets", {"lost": lost}
    record(by=by, action=action, target="installation", facts=facts, now=now)
    return lost
