"""Tells subscribers: each notice by itself, never a mail twice, again until it is taken or too old.

A notice in hand has a lease. What a worker that died had only claimed is taken up again; a mail that it was
handing over may have left, so it is *unknown* and stays so: nobody can ask a mailbox. A program is told
again under the same id.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.policy import SMTP
from email.utils import parseaddr

from django.db import Error
from django.db import connection as database

from amends.channels import calls, credentials
from amends.channels.calls import Call
from amends.channels.contract import ChannelError, Refused, Unknown
from amends.channels.plain.signing import signed
from amends.channels.transports import Transports
from amends.channels.transports.mail import MailServer, SmtpSession
from amends.status.actions.subscribe import stop
from amends.status.models import Subscriber, SubscriberNotice
from amends.status.rules.pace import LEASE, STOPS_AFTER, is_given_up, next_try
from amends.status.rules.states import NoticeState, Way
from amends.status.site import letters

log = logging.getLogger(__name__)

#: So many go over one line to the mail server.
BATCH = 25
_PATIENCE = 10.0
_GONE = 410
_AGENT = "Amends-Status"
_BROKEN = "Something went wrong here that we did not expect."
_NO_SERVER = "No mail server is set up (AMENDS_MAIL_HOST)."
_CLAIM = """
UPDATE status_subscribernotice SET lease_until = %(lease)s WHERE id IN (
    SELECT n.id FROM status_subscribernotice n
    JOIN status_subscriber s ON s.id = n.subscriber_id JOIN status_statuspage p ON p.id = s.page_id
    WHERE n.state = 'waiting' AND n.due_at <= %(now)s AND s.way = %(way)s AND p.held_at IS NULL
        AND (n.lease_until IS NULL OR n.lease_until <= %(now)s)
    ORDER BY n.due_at, n.id LIMIT %(most)s FOR UPDATE OF n SKIP LOCKED)
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Door:
    """The ways out. ``mail`` is None when the operator set up no mail server."""

    transports: Transports
    mail: MailServer | None
    #: Whose address the mails are from; the name in them is the page's.
    sender: str

    @property
    def now(self) -> datetime:
        return self.transports.clock()


@dataclass(frozen=True, slots=True)
class _Failed(Exception):
    """What went wrong. ``is_final``: it is no use to try again."""

    reason: str
    wait: timedelta | None = None
    is_final: bool = False
    is_gone: bool = False
    #: A mail that cannot be looked up: it is not tried again.
    may_have_arrived: bool = False
    #: Our own mail server's fault, which nobody who wants mails can help.
    is_ours: bool = False


def claim(*, way: Way, now: datetime, most: int = BATCH) -> list[int]:
    """Take notices of a way that are due, the oldest first; none when there are none."""
    facts = {"way": way.value, "now": now, "lease": now + LEASE, "most": most}
    with database.cursor() as cursor:
        cursor.execute(_CLAIM, facts)
        return sorted(row[0] for row in cursor.fetchall())


def recover(*, now: datetime) -> None:
    """What a worker that died was handing over."""
    lost = SubscriberNotice.objects.filter(state=NoticeState.SENDING, lease_until__lte=now)
    lost.filter(subscriber__way=Way.WEBHOOK).update(state=NoticeState.WAITING, lease_until=None)
    reason = "The worker that was sending it died; it may have arrived."
    lost.filter(subscriber__way=Way.MAIL).update(
        state=NoticeState.UNKNOWN, settled_at=now, problem=reason
    )


def deliver(*, door: Door, way: Way, ids: Sequence[int]) -> None:
    """Tell what was claimed."""
    found = SubscriberNotice.objects.select_related("subscriber__page__brand").in_bulk(list(ids))
    notices = [found[pk] for pk in ids if pk in found]
    if way is Way.MAIL:
        _by_mail(door, notices)
        return
    for notice in notices:
        _told(door, notice, None)


def _by_mail(door: Door, notices: Sequence[SubscriberNotice]) -> None:
    """Over one line; when it breaks, what was not tried yet is put back at once."""
    left = list(notices)
    if door.mail is None:
        for notice in left:
            _failed(notice, _Failed(_NO_SERVER, is_ours=True), door.now)
        return
    try:
        with door.transports.smtp(door.mail) as session:
            while left and _told(door, left[0], session):
                left.pop(0)
        left = left[1:]
    except ChannelError as error:
        for notice in left:
            _failed(notice, _Failed(str(error), is_ours=True), door.now)
        return
    ids = [each.pk for each in left]
    SubscriberNotice.objects.filter(pk__in=ids, state=NoticeState.WAITING).update(lease_until=None)


def _told(door: Door, notice: SubscriberNotice, session: SmtpSession | None) -> bool:
    """Tell one; False when the line can hardly be used any more."""
    try:
        return _tell(door, notice, session)
    except Error:
        raise
    except Exception:
        # A fault of ours must not keep the news from everybody behind it.
        log.exception("Notice %s could not be told; going on", notice.pk)
        begun = SubscriberNotice.objects.filter(pk=notice.pk, state=NoticeState.SENDING)
        is_lost = session is not None and begun.exists()
        state = NoticeState.UNKNOWN if is_lost else NoticeState.GIVEN_UP
        _settle(notice, state, door.now, _BROKEN)
        return False


def _tell(door: Door, notice: SubscriberNotice, session: SmtpSession | None) -> bool:
    said = letters.letter(notice, door.now)
    if said is None:
        _settle(notice, NoticeState.DROPPED, door.now)
        return True
    # From here on it may have left: nobody else takes it up.
    mine = SubscriberNotice.objects.filter(pk=notice.pk, state=NoticeState.WAITING)
    if not mine.update(state=NoticeState.SENDING, lease_until=door.now + LEASE):
        return True
    error = _fault_of(door, notice, said, session)
    if error is None:
        _settle(notice, NoticeState.SENT, door.now)
        Subscriber.objects.filter(pk=notice.subscriber_id).update(failing_since=None)
    elif error.may_have_arrived:
        _settle(notice, NoticeState.UNKNOWN, door.now, error.reason)
    else:
        _failed(notice, error, door.now)
    return error is None or error.is_final


def _fault_of(
    door: Door, notice: SubscriberNotice, said: letters.Letter, session: SmtpSession | None
) -> _Failed | None:
    """Write; what went wrong, if anything did."""
    try:
        if session is not None:
            _mail(door, notice, said, session)
        else:
            _call(door, notice, said)
    except _Failed as error:
        return error
    except Unknown as error:
        return _Failed(str(error), may_have_arrived=session is not None)
    except ChannelError as error:
        is_final = isinstance(error, Refused)
        return _Failed(str(error), is_final=is_final, is_ours=session is not None and not is_final)
    return None


def _mail(door: Door, notice: SubscriberNotice, said: letters.Letter, session: SmtpSession) -> None:
    message = letters.mail(notice, said, door.sender, door.now)
    sender = parseaddr(door.sender)[1]
    session.send(sender, [notice.subscriber.address], message.as_bytes(policy=SMTP))


def _call(door: Door, notice: SubscriberNotice, said: letters.Letter) -> None:
    content, now = letters.document(notice, said), door.now
    secret = credentials.decrypted(notice.subscriber.secrets).get("secret", "")
    headers = signed([secret], f"msg_{notice.public_id.hex}", content, now)
    call = Call(
        "POST",
        notice.subscriber.address,
        headers={"content-type": "application/json", "user-agent": _AGENT, **headers},
        content=content,
        timeout=_PATIENCE,
    )
    answer = calls.exchange(door.transports, call)
    if not 200 <= answer.status < 300:
        wait = calls.retry_after(answer.headers, now)
        raise _Failed(
            f"It answered with HTTP {answer.status}.", wait, is_gone=answer.status == _GONE
        )


# ---------------------------------------------------------------------------- what became of it


def _settle(notice: SubscriberNotice, state: NoticeState, now: datetime, problem: str = "") -> None:
    SubscriberNotice.objects.filter(pk=notice.pk).update(
        state=state, settled_at=now, problem=problem[:500], tries=notice.tries + 1
    )


def _failed(notice: SubscriberNotice, error: _Failed, now: datetime) -> None:
    subscriber, tries = notice.subscriber, notice.tries + 1
    way = Way(subscriber.way)
    if error.is_final or error.is_gone or is_given_up(way, notice.asked_at, now):
        _settle(notice, NoticeState.GIVEN_UP, now, error.reason)
    else:
        SubscriberNotice.objects.filter(pk=notice.pk).update(
            state=NoticeState.WAITING,
            lease_until=None,
            tries=tries,
            due_at=now + next_try(tries, error.wait),
            problem=error.reason[:500],
        )
    if error.is_ours:
        return
    since = subscriber.failing_since or now
    Subscriber.objects.filter(pk=subscriber.pk).update(failing_since=since)
    if error.is_gone:
        stop(
            subscriber=subscriber, now=now, because="It answered that it wants no more (HTTP 410)."
        )
    elif now - since >= STOPS_AFTER:
        stop(subscriber=subscriber, now=now, because="Nothing arrived there for two weeks.")
