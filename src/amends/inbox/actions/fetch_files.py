"""Fetching customers' pictures and files: a network's link to one ends, so its bytes are kept in time.

Never a part of taking a message in: what cannot be had is said beside the message, and can be tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from amends.audit.actions import record
from amends.channels.base import Channel, Link
from amends.channels.contract import ChannelError, Disconnected, Media, Throttled, Unreachable
from amends.channels.models import Connection, ConnectionState
from amends.inbox.actions import bell
from amends.inbox.actions.take_in.media import ask_for_files, store
from amends.inbox.models import Attachment
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right

#: So many at once; a worker has other things to do as well.
AT_ONCE = 10
#: What waits after each try that failed; after the last one a person may try again.
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 720))
_LATER = (Disconnected, Throttled, Unreachable)
_LONGEST_PROBLEM = 300


class FileIsKept(Refusal):
    """This file is kept here already, or nobody knows where it lies."""

    code = "file-is-kept"


def fetch(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> bool:
    """Fetch what is due of a connection's files, oldest first; whether more is due."""
    due = list(_due(connection, now)[: AT_ONCE + 1])
    for attachment in due[:AT_ONCE]:
        _settle(attachment, channel, link, now)
    return len(due) > AT_ONCE


def connections_waiting(now: datetime) -> Sequence[int]:
    """The connections of which files are due."""
    due = Attachment.objects.filter(fetch_at__lte=now)
    listening = due.filter(message__connection__state=ConnectionState.ACTIVE)
    return list(listening.values_list("message__connection_id", flat=True).distinct())


@transaction.atomic
def again(*, by: Actor, attachment: Attachment, now: datetime) -> None:
    """Try once more to fetch a file that could not be had. Raises NotAllowed, NotFound and `FileIsKept`."""
    by.require(Right.ANSWER)
    if attachment.brand_id != by.brand_id:
        raise NotFound(attachment=attachment.pk)
    lost = Attachment.objects.filter(brand_id=by.brand_id, pk=attachment.pk, path="")
    if not lost.exclude(url="").update(fetch_at=now, tries=0, problem=""):
        raise FileIsKept
    ask_for_files(attachment.message.connection_id)
    target = f"attachment:{attachment.pk}"
    record(by=by, action="inbox.fetch_file_again", target=target, facts={}, now=now)


def _due(connection: Connection, now: datetime) -> QuerySet[Attachment]:
    of_brand = Attachment.objects.filter(brand_id=connection.brand_id, fetch_at__lte=now)
    here = of_brand.filter(message__connection=connection)
    return here.select_related("message").order_by("fetch_at", "pk")


def _settle(attachment: Attachment, channel: Channel, link: Link, now: datetime) -> None:
    """Keep the bytes, or say why they are not here and when they are asked for again."""
    try:
        file = channel.file(link, attachment.url)
        changes = _kept(attachment, file)
    except ChannelError as error:
        tries = attachment.tries + 1
        is_over = not isinstance(error, _LATER) or tries > len(WAITS)
        changes = {
            "problem": str(error)[:_LONGEST_PROBLEM],
            "tries": tries,
            "fetch_at": None if is_over else now + WAITS[tries - 1],
        }
    with transaction.atomic():
        # Its message may have been erased meanwhile.
        same = Attachment.objects.filter(pk=attachment.pk, path="", fetch_at=attachment.fetch_at)
        if same.update(**changes) and attachment.message.case_id is not None:
            bell.ring(brand_id=attachment.brand_id, cases=[attachment.message.case_id])


def _kept(attachment: Attachment, file: Media) -> dict[str, object]:
    content = file.content or b""
    if _is_page(attachment, file):
        raise ChannelError("The network showed a page instead of the file.")
    return {
        "path": store(content),
        "size": len(content),
        "content_type": file.content_type or attachment.content_type,
        "fetch_at": None,
        "problem": "",
    }


def _is_page(attachment: Attachment, file: Media) -> bool:
    """A link that has ended often leads to a page that says so."""
    return file.content_type == "text/html" and not attachment.content_type.startswith("text/")
