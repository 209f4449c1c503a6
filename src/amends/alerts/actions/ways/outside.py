"""What the ways out need of the world, handed in; and the addresses that notices lead back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from django.conf import settings
from django.core import signing

from amends.alerts.models import Alert, Notice, Target
from amends.alerts.queries.sentences import Said
from amends.alerts.rules.kinds import Kind
from amends.channels.queries import own_mail_server, transports
from amends.channels.transports import utc_now
from amends.channels.transports.http import AllowedAddresses
from amends.channels.transports.mail import MailServer, SmtpOpener
from amends.channels.transports.smtp import Smtp
from amends.outbox.actions.links import mark_for
from amends.outbox.models import Approval
from amends.refusals import NotFound
from amends.staff.models import Brand

_STOP = "amends.alerts.stop"
#: Seconds that a mail server has for each answer.
_MAIL_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Outside:
    """The ways to the world. ``mail`` is None when the operator set up no mail server."""

    http: httpx.BaseTransport
    smtp: SmtpOpener
    mail: MailServer | None
    #: Who the desk's own mails are from: ``Amends <desk@example.com>``.
    sender: str
    #: The private addresses that a chat may be at.
    allowed: AllowedAddresses
    clock: Callable[[], datetime] = utc_now


def outside() -> Outside:
    """This process's real ways out."""
    allowed = tuple(settings.PRIVATE_ADDRESSES)
    return Outside(
        http=transports(allowed).http,
        smtp=Smtp(timeout=_MAIL_PATIENCE),
        mail=own_mail_server(),
        sender=settings.MAIL_FROM,
        allowed=AllowedAddresses(allowed),
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one target at once: its due notices, each in words, oldest first."""

    target: Target
    brand: Brand
    notices: Sequence[Notice]
    said: Sequence[Said]
    #: The person's unread alerts, for the mark on the app's icon.
    unread: int = 0
    ids: tuple[int, ...] = field(default=())


def address_of(brand: Brand, said: Said) -> str:
    """Where somebody reads more of an alert: its page marks it as read and leads to the case."""
    if said.alert.user_id is None:
        case = f"cases/{said.alert.case_id}/" if said.alert.case_id else ""
        return f"{desk_of(brand)}{case}"
    return f"{alerts_of(brand)}{said.alert.pk}/"


def approval_of(brand: Brand, alert: Alert, now: datetime) -> str:
    """Where somebody says yes or no without signing in: a link for them alone; none for several at once."""
    if alert.kind != Kind.APPROVAL or alert.times > 1 or alert.user_id is None:
        return ""
    approval = Approval.objects.filter(brand=brand, pk=alert.facts.get("approval") or 0).first()
    if approval is None:
        return ""
    return f"{settings.PUBLIC_URL}/approve/{mark_for(approval, alert.user_id, now)}/"


def alerts_of(brand: Brand) -> str:
    """The address of everybody's own alerts."""
    return f"{desk_of(brand)}alerts/"


def desk_of(brand: Brand) -> str:
    """The address of a brand's desk."""
    return f"{settings.PUBLIC_URL}/desk/{brand.slug}/"


def wishes_of(brand: Brand) -> str:
    """The address at which somebody changes what they are told."""
    return f"{desk_of(brand)}settings/notifications/"


def stop_address(target: Target) -> str:
    """The address that stops somebody's mails without signing in."""
    mark = signing.dumps([target.brand_id, target.user_id], salt=_STOP)
    return f"{settings.PUBLIC_URL}/alerts/stop/{mark}/"


def whose_stop(mark: str) -> tuple[int, int]:
    """The brand and the user of a stop address. Raises `NotFound` for one that we did not make."""
    try:
        brand_id, user_id = signing.loads(mark, salt=_STOP)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    return int(brand_id), int(user_id)
