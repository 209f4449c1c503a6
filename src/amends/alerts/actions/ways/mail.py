"""Writes to a colleague's mailbox: one mail for all that is due, at once or as a digest."""

from __future__ import annotations

from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.alerts.actions.ways.outside import (
    Outside,
    Parcel,
    address_of,
    alerts_of,
    approval_of,
    stop_address,
    wishes_of,
)
from amends.alerts.rules.pace import SINGLY, Fault, Refused, Way
from amends.channels.contract import ChannelError, Disconnected, Throttled
from amends.channels.contract import Refused as RefusedThere
from amends.staff.models import User

#: What the server cannot take now it is asked again after this time at the least.
_SLOWLY = timedelta(minutes=5)
_NO_SERVER = "No mail server is set up (AMENDS_MAIL_HOST)."


def mail(outside: Outside, parcel: Parcel) -> None:
    """Send one mail of everything that is due. Raises `Refused`, `Fault`."""
    user = parcel.target.user
    if user is not None:
        _hand_over(outside, user, composed(outside, parcel, user))


def _hand_over(outside: Outside, user: User, message: EmailMessage) -> None:
    if outside.mail is None:
        raise Refused(_NO_SERVER)
    sender = parseaddr(outside.sender)[1]
    try:
        with outside.smtp(outside.mail) as session:
            session.send(sender, [user.email], message.as_bytes(policy=SMTP))
    except RefusedThere as error:
        raise Refused(str(error)) from None
    except (Throttled, Disconnected) as error:
        raise Fault(str(error), wait=_SLOWLY) from None
    except ChannelError as error:
        # Also when nobody knows whether it arrived: told twice is better than not at all, and the
        # Message-ID is the same, so that a mailbox can tell.
        raise Fault(str(error)) from None


def try_mail(outside: Outside, user: User) -> None:
    """Show somebody that mail arrives. Raises `Refused`, `Fault`."""
    _hand_over(outside, user, composed_test(outside, user))


def composed(outside: Outside, parcel: Parcel, user: User) -> EmailMessage:
    """The mail: plain text and HTML that say the same."""
    facts = _facts(outside, parcel, user)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(parcel)
    message["From"] = formataddr(parseaddr(outside.sender))
    message["To"] = Address(user.name, addr_spec=user.email)
    message["Date"] = format_datetime(outside.clock())
    message["Message-ID"] = _message_id(outside, parcel)
    message["List-Unsubscribe"] = f"<{facts['stop']}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(render_to_string("alerts/mail.txt", facts))
    message.add_alternative(render_to_string("alerts/mail.html", facts), subtype="html")
    return message


def composed_test(outside: Outside, user: User) -> EmailMessage:
    """A mail that only shows that mail arrives."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _("Mail from Amends arrives")
    message["From"] = formataddr(parseaddr(outside.sender))
    message["To"] = Address(user.name, addr_spec=user.email)
    message["Date"] = format_datetime(outside.clock())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_("This is a test: your alerts can come by mail."))
    return message


def _facts(outside: Outside, parcel: Parcel, user: User) -> dict[str, object]:
    newest_first = list(reversed(parcel.said))
    lines = [
        {
            "sentence": said.sentence,
            "words": said.words,
            "at": timezone.localtime(said.alert.at),
            "url": approval_of(parcel.brand, said.alert, outside.clock())
            or address_of(parcel.brand, said),
        }
        for said in newest_first[: SINGLY[Way.MAIL]]
    ]
    return {
        "user": user,
        "brand": parcel.brand,
        "title": _subject(parcel),
        "lines": lines,
        "more": max(0, len(newest_first) - len(lines)),
        "all": alerts_of(parcel.brand),
        "wishes": wishes_of(parcel.brand),
        "stop": stop_address(parcel.target),
    }


def _subject(parcel: Parcel) -> str:
    count = len(parcel.said)
    if count == 1:
        return f"{parcel.said[0].sentence} ({parcel.brand.name})"
    words = ngettext("%(n)s new alert at %(brand)s", "%(n)s new alerts at %(brand)s", count)
    return words % {"n": count, "brand": parcel.brand.name}


def _message_id(outside: Outside, parcel: Parcel) -> str:
    domain = parseaddr(outside.sender)[1].rpartition("@")[2] or "localhost"
    return f"<amends-alerts-{parcel.target.pk}-{max(parcel.ids)}@{domain}>"
