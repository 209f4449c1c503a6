"""Where an answer goes: what it answers, in which thread it stands, who gets it, under which subject."""

from __future__ import annotations

from dataclasses import dataclass

from amends.channels.contract import ThreadKind
from amends.channels.models import Connection
from amends.inbox.models import Case, CaseThread, Direction, Message, Thread
from amends.outbox.actions import gate
from amends.outbox.rules import SayKind

#: So many earlier messages of a mail thread are named in a new one.
MOST_REFERENCES = 20


def target_of(case: Case, kind: SayKind, to: Message | None) -> gate.Target:
    """What is answered: ``to``, else the customer's newest message of the same visibility.

    A private message with nothing private to answer opens a private thread from the newest public one.
    """
    is_public = kind is SayKind.PUBLIC_REPLY
    heard = case.messages.filter(direction=Direction.IN, deleted_at=None)
    newest = heard.select_related("thread", "identity", "connection").order_by("-sent_at", "-pk")
    message = to or newest.filter(is_public=is_public).first()
    if message is None and not is_public:
        message = newest.first()
    return aimed(case, message, is_public=is_public)


def aimed(case: Case, message: Message | None, *, is_public: bool) -> gate.Target:
    """Where an answer to ``message`` goes; without one, to the account that the case came in by."""
    if message is None:
        own = Connection.objects.get(pk=case.connection_id)
        return gate.Target(own, None, _private_thread(case, own) is not None)
    private = not message.is_public
    if not is_public and not private:
        private = _private_thread(case, message.connection) is not None
    return gate.Target(message.connection, message, private)


def thread_of(case: Case, target: gate.Target, *, is_public: bool) -> Thread | None:
    """The thread it stands in; None when it opens a private one."""
    message = target.message
    if message is not None and message.is_public == is_public:
        return message.thread
    return None if is_public else _private_thread(case, target.connection)


def _private_thread(case: Case, connection: Connection) -> Thread | None:
    """Where the case already goes on in private, for instance because we wrote there first."""
    links = CaseThread.objects.filter(
        case=case, ended_at=None, thread__is_public=False, thread__connection=connection
    )
    newest = links.select_related("thread").order_by("-pk").first()
    return newest.thread if newest else None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets it, by the network's id."""

    external_id: str
    name: str


def recipient_of(case: Case, target: gate.Target) -> Recipient:
    """Whoever wrote what is answered, else whoever the case is of."""
    answered = target.message.identity if target.message else None
    identity = answered or case.identity
    return Recipient(identity.external_id, identity.name)


def kind_of_opened(case: Case) -> ThreadKind:
    """A private thread is a conversation, except where all is mail."""
    is_mail = case.thread.kind == ThreadKind.MAIL
    return ThreadKind.MAIL if is_mail else ThreadKind.CONVERSATION


def subject_of(case: Case, thread: Thread | None) -> str:
    """Mail goes on under its subject."""
    kind = thread.kind if thread else kind_of_opened(case)
    subject = case.subject or (thread.title if thread else "")
    if kind != ThreadKind.MAIL or not subject:
        return ""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"[:500]


def references_of(thread: Thread | None) -> list[str]:
    """The thread so far, oldest first, for networks that thread by naming earlier messages."""
    if thread is None or thread.kind != ThreadKind.MAIL:
        return []
    known = Message.objects.filter(thread=thread, external_id__isnull=False)
    newest = known.order_by("-sent_at", "-pk").values_list("external_id", flat=True)
    return [each for each in reversed(newest[:MOST_REFERENCES]) if each]
