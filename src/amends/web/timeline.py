"""Puts a case's messages, notes and events in the order and the groups in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.inbox.models import CaseEvent, CaseEventKind, Direction, Message, MessageVersion, Note
from amends.inbox.queries import rights
from amends.inbox.queries.thread import CasePage, growth_of, heard_by
from amends.outbox.models import Deed, Send, SendState
from amends.replies.models import Assisted
from amends.web import delivery, events, media, words
from amends.web.delivery import Delivery
from amends.web.desk import Desk
from amends.web.doing import Doing, doing

#: So many messages of other people stand open one after another; of more, the first and the last.
_MOST_UNFOLDED = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the thread, ready to be shown by its template."""

    at: datetime
    is_private: bool
    #: What shows it; a message is made by `amends.web.said`.
    template: str = ""
    name: str = ""
    face_name: str = ""
    face_number: int = 0
    face_size: str = ""
    byline: str = ""
    sentence: str = ""
    message: Message | None = None
    note: Note | None = None
    send: Send | None = None
    delivery: Delivery = field(default_factory=Delivery)
    files: tuple[media.File, ...] = ()
    versions: tuple[MessageVersion, ...] = ()
    is_ours: bool = False
    is_other: bool = False
    shows_subject: bool = False
    deleted_words: str = ""
    spread: str = ""
    heard_by: str = ""
    safe_url: str = ""
    other_case_url: str = ""
    #: ``public`` or ``private`` where this message can be chosen as the one that is answered.
    answer_kind: str = ""
    doing: Doing = field(default_factory=Doing)
    #: A run of strangers' messages that is shown folded.
    run: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """Entries one after another that are all public, or all private."""

    is_private: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One day of the thread."""

    at: datetime
    zones: tuple[Zone, ...]


def blocks(
    desk: Desk,
    page: CasePage,
    sends: Mapping[int, Send],
    deeds: Mapping[int, Sequence[Deed]],
    names: Mapping[int, str],
) -> list[Block]:
    """The thread by days, and within a day by who can read it. ``names``: colleagues' by their id."""
    messages = _with_deeds(desk, page, _messages(desk, page, sends), deeds)
    found = [*messages, *_notes(desk, page), *_events(desk, page, names)]
    entries = _with_neighbours(sorted(found, key=lambda entry: entry.at))
    days = groupby(entries, key=lambda entry: _day(entry.at))
    return [_block(list(group)) for _day_of, group in days]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _block(entries: list[Entry]) -> Block:
    zones = groupby(entries, key=lambda entry: entry.is_private)
    return Block(
        at=entries[0].at,
        zones=tuple(Zone(private, tuple(_folded(group))) for private, group in zones),
    )


def _folded(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Other people's messages one after another fold into one line when there are many of them."""
    for is_other, group in groupby(entries, key=lambda entry: entry.is_other):
        run = tuple(group)
        if not is_other or len(run) <= _MOST_UNFOLDED:
            yield from run
            continue
        yield run[0]
        yield Entry(
            at=run[1].at,
            template="web/inbox/_others.html",
            is_private=run[1].is_private,
            sentence=_whose(run[1:-1]),
            run=run[1:-1],
        )
        yield run[-1]


def _whose(run: tuple[Entry, ...]) -> str:
    names = list(dict.fromkeys(entry.name for entry in run))
    facts = {"n": len(run), "names": ", ".join(names[:3])}
    if len(names) > 3:
        return _("%(n)d more messages by %(names)s and others") % facts
    return _("%(n)d more messages by %(names)s") % facts


def _with_neighbours(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Notes and events join the zone they stand in, so that they do not tear it apart."""
    private = False
    for entry in entries:
        if entry.message is not None:
            private = entry.is_private
            yield entry
        elif entry.template.endswith("_offline.html"):
            private = False
            yield entry
        else:
            yield replace(entry, is_private=private)


# --------------------------------------------------------------------------------- messages


def _messages(desk: Desk, page: CasePage, sends: Mapping[int, Send]) -> Iterator[Entry]:
    for message in page.messages:
        if message.direction == Direction.OUT:
            send = sends.get(message.pk)
            if not _was_taken_back(message, send):
                yield _ours(desk, page, message, send)
        else:
            yield _theirs(desk, page, message)


def _with_deeds(
    desk: Desk, page: CasePage, entries: Iterable[Entry], deeds: Mapping[int, Sequence[Deed]]
) -> Iterator[Entry]:
    """The messages of the case with what can be and was done to them on the network."""
    channel = rights.channel_of(page.case.connection)
    for entry in entries:
        message = entry.message
        if message is None or message.connection_id != page.case.connection_id:
            yield entry
            continue
        own = None if entry.is_other else channel
        yield replace(entry, doing=doing(desk, message, deeds.get(message.pk, ()), own))


def _was_taken_back(message: Message, send: Send | None) -> bool:
    """It never left: there is nothing to show. What failed and was put away stays as a fact."""
    gone = message.deleted_at is not None and message.external_id is None
    return send is not None and send.state == SendState.WITHDRAWN and gone


def _ours(desk: Desk, page: CasePage, message: Message, send: Send | None) -> Entry:
    author = message.author
    state = delivery.of(send, desk.now) if send else Delivery()
    said_by = author.name if author else _("said on the network itself")
    reach = _("public") if message.is_public else _("private")
    begun = _begun_with(send)
    at = words.moment(message.sent_at, desk.now)
    parts = [said_by, at, reach, *_arrived(message, send), *begun]
    return Entry(
        at=message.sent_at,
        is_private=not message.is_public,
        name=desk.brand.name,
        face_name=author.name if author else desk.brand.name,
        face_number=author.pk if author else desk.brand.pk,
        byline=" · ".join(parts),
        message=message,
        send=send,
        delivery=state,
        is_ours=True,
        versions=_versions(message),
        files=_files(desk, page, message),
        deleted_words=_deleted(desk, message),
        safe_url=web_address(message.url),
    )


def _arrived(message: Message, send: Send | None) -> list[str]:
    if message.read_at is not None:
        return [_("seen")]
    if message.failed_at is not None:
        return [_("not delivered")]
    if send is not None and send.state == SendState.SENT:
        return [_("delivered") if send.delivered_at else _("sent")]
    return []


def _begun_with(send: Send | None) -> list[str]:
    """What the words began with, if not with the author's own."""
    told = {
        Assisted.SUGGESTION: _("from a suggestion"),
        Assisted.ASSISTANT: _("with the assistant"),
        Assisted.RULE: _("by a rule on arrival"),
    }
    begun = told.get(Assisted(send.assisted)) if send is not None and send.assisted else None
    return [begun] if begun else []


def _shows_subject(page: CasePage, message: Message) -> bool:
    """A mail's subject is shown where it begins and where it changes."""
    is_first = page.messages[0].pk == message.pk
    return bool(message.subject) and (
        is_first or message.subject.removeprefix("Re: ") != page.case.subject
    )


def _theirs(desk: Desk, page: CasePage, message: Message) -> Entry:
    identity = message.identity
    name = (identity and (identity.name or identity.handle or identity.external_id)) or _(
        "Somebody"
    )
    is_other = message.case_id != page.case.pk and (
        identity is None or identity.person_id != page.case.person_id
    )
    return Entry(
        at=message.sent_at,
        is_private=not message.is_public,
        name=name,
        face_name=name,
        face_number=identity.person_id if identity else 0,
        face_size="small" if is_other else "",
        byline=words.moment(message.sent_at, desk.now),
        message=message,
        is_other=is_other,
        versions=_versions(message),
        files=_files(desk, page, message),
        shows_subject=_shows_subject(page, message),
        deleted_words=_deleted(desk, message),
        spread=_spread(message),
        heard_by=", ".join(heard_by(message)),
        safe_url=web_address(message.url),
        other_case_url=_other_case(desk, message) if is_other else "",
        answer_kind=_answer_kind(desk, page, message),
    )


def _answer_kind(desk: Desk, page: CasePage, message: Message) -> str:
    """How a chosen message of the case would be answered: where it was said."""
    is_theirs = message.case_id == page.case.pk and message.deleted_at is None
    if not is_theirs or message.is_automatic or not desk.may_answer:
        return ""
    return "public" if message.is_public else "private"


def _versions(message: Message) -> tuple[MessageVersion, ...]:
    return tuple(message.versions.all()) if message.edited_at else ()


def _files(desk: Desk, page: CasePage, message: Message) -> tuple[media.File, ...]:
    return tuple(
        media.file_of(desk, attachment) for attachment in page.attachments.get(message.pk, ())
    )


def _deleted(desk: Desk, message: Message) -> str:
    if message.deleted_at is None:
        return ""
    at = words.moment(message.deleted_at, desk.now)
    return _("Deleted on the network %(at)s") % {"at": at}


def _spread(message: Message) -> str:
    counts = message.counts
    if not counts or not isinstance(counts, dict):
        return ""
    said = {
        "shares": _("%(n)s shares"),
        "likes": _("%(n)s likes"),
        "replies": _("%(n)s replies"),
        "views": _("%(n)s views"),
    }
    known = [
        text % {"n": words.short(counts[kind])}
        for kind, text in said.items()
        if isinstance(counts.get(kind), int) and counts[kind] > 0
    ]
    if (more := round(growth_of(message))) > 0 and known:
        known.append(_("%(n)s more an hour") % {"n": words.short(more)})
    return ", ".join(known)


def web_address(url: str) -> str:
    """The address only when it is the web's: a network could hand us anything."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in {"http", "https"} else ""


def _other_case(desk: Desk, message: Message) -> str:
    return reverse("case-link", args=[desk.brand.slug, message.case_id]) if message.case_id else ""


# --------------------------------------------------------------------------- notes and events


def _notes(desk: Desk, page: CasePage) -> Iterator[Entry]:
    ruled = {event.at for event in page.events if event.kind == CaseEventKind.RULES_ACTED}
    for note in page.notes:
        nobody = _("Amends") if note.written_at in ruled else _("A former colleague")
        name = note.author.name if note.author else nobody
        yield Entry(
            at=note.written_at,
            template="web/inbox/_note.html",
            is_private=True,
            name=name,
            face_name=name,
            face_number=note.author_id or 0,
            byline=words.moment(note.written_at, desk.now),
            note=note,
        )


def _events(desk: Desk, page: CasePage, names: Mapping[int, str]) -> Iterator[Entry]:
    for event in page.events:
        sentence = events.sentence(event, desk.now, names)
        if sentence:
            yield Entry(
                at=event.at,
                template=_event_template(event),
                is_private=False,
                byline=words.moment(event.at, desk.now),
                sentence=sentence,
            )


def _event_template(event: CaseEvent) -> str:
    if event.kind == CaseEventKind.TAKEN_OFFLINE:
        return "web/inbox/_offline.html"
    return "web/inbox/_event.html"
