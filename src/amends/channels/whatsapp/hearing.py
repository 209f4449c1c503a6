"""Takes pushes apart: messages, edits and deletions, what was said from the phone, and statuses. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amends.channels import wire
from amends.channels.contract import (
    Author,
    Deleted,
    Edited,
    Item,
    Outcome,
    OutcomeState,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.graph import batches
from amends.channels.whatsapp import words
from amends.channels.wire import Wire

_STATES: Mapping[str, OutcomeState] = {
    "sent": OutcomeState.SENT,
    "delivered": OutcomeState.DELIVERED,
    "read": OutcomeState.READ,
    "played": OutcomeState.READ,
    "failed": OutcomeState.FAILED,
}
#: Somebody opened the chat for the first time and said nothing yet.
_SILENT = "request_welcome"


@dataclass(frozen=True, slots=True)
class Number:
    """The brand's number that we hear for, and where its files are fetched from."""

    id: str
    media_base: str


def items(body: bytes, number: Number) -> Iterator[Item]:
    """Everything a push says to this number. Raises Malformed.

    One app's pushes may tell of several numbers; what is for others is skipped, as are fields we do not
    know. Groups are not heard: nobody answers a customer there.
    """
    told = wire.read(body)
    if told.text("object") != "whatsapp_business_account":
        return
    for entry in told.each("entry"):
        for change in entry.each("changes"):
            yield from _changed(change, number)


def _changed(change: Wire, number: Number) -> Iterator[Item]:
    field = change.text("field")
    if field not in {"messages", "smb_message_echoes"}:
        return
    value = change.inner("value")
    if batches.known(value.inner("metadata"), "phone_number_id") != number.id:
        return
    people = _people(value)
    for message in value.maybe_each("messages"):
        if "group_id" not in message:
            yield from _spoken(message, _customer(message, people), number)
    for message in value.maybe_each("message_echoes"):
        yield from _spoken(message, _ours(message, number), number)
    for status in value.maybe_each("statuses"):
        yield from _status(status)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says something, in the conversation with whom."""

    author: Author
    thread: ThreadRef
    own: bool = False


def _people(value: Wire) -> dict[str, Author]:
    """The customers that a push names, by every id it has for them.

    The business-scoped id comes first: who hides their number behind a user name has no other.
    """
    found: dict[str, Author] = {}
    for contact in value.maybe_each("contacts"):
        phone, scoped = contact.maybe_text("wa_id"), contact.maybe_text("user_id")
        if not phone and not scoped:
            raise contact.wrong("wa_id", "is missing, and user_id too")
        profile = contact.inner("profile") if "profile" in contact else Wire({})
        handle = profile.maybe_text("username") or (f"+{phone}" if phone else "")
        author = Author(scoped or phone, handle, profile.maybe_text("name") or handle)
        found |= {each: author for each in (phone, scoped) if each}
    return found


def _customer(message: Wire, people: Mapping[str, Author]) -> _Voice:
    phone, scoped = message.maybe_text("from"), message.maybe_text("from_user_id")
    if not phone and not scoped:
        raise message.wrong("from", "is missing, and from_user_id too")
    named = people.get(scoped) or people.get(phone)
    handle = f"+{phone}" if phone else ""
    author = named or Author(scoped or phone, handle, handle)
    return _Voice(author, _conversation(author.external_id))


def _ours(message: Wire, number: Number) -> _Voice:
    """Said in the WhatsApp Business app on the brand's own phone."""
    to = message.maybe_text("to_user_id") or message.text("to")
    return _Voice(Author(number.id, message.maybe_text("from")), _conversation(to), own=True)


def _conversation(person: str) -> ThreadRef:
    """With each person there is one conversation, and it has no id but theirs."""
    return ThreadRef(person, ThreadKind.CONVERSATION, is_public=False)


def _spoken(message: Wire, voice: _Voice, number: Number) -> Iterator[Item]:
    kind, at = message.text("type"), batches.moment(message, "timestamp")
    if kind == "revoke":
        yield Deleted(message.inner("revoke").text("original_message_id"), deleted_at=at)
    elif kind == "edit":
        edit = message.inner("edit")
        said = _said(
            edit.inner("message"), edit.text("original_message_id"), message, voice, number
        )
        if said is not None:
            yield Edited(said, edited_at=at)
    elif kind != _SILENT:
        said = _said(message, message.text("id"), message, voice, number)
        if said is not None:
            yield said


def _said(
    told: Wire, external_id: str, envelope: Wire, voice: _Voice, number: Number
) -> Said | None:
    """What ``told`` says, under this id; when and by whom stands on its ``envelope``."""
    content = words.content(told, number.media_base)
    if content is None:
        return None
    return Said(
        external_id=external_id,
        thread=voice.thread,
        author=voice.author,
        text=content.text,
        sent_at=batches.moment(envelope, "timestamp"),
        reply_to=_answers(told),
        media=content.media,
        own=voice.own,
        automatic=content.automatic,
    )


def _answers(told: Wire) -> str:
    """The message that this one answers or reacts to; empty where it names none."""
    if "reaction" in told:
        return told.inner("reaction").maybe_text("message_id")
    return told.inner("context").maybe_text("id") if "context" in told else ""


def _status(status: Wire) -> Iterator[Outcome]:
    state = _STATES.get(status.text("status"))
    if state is None:
        return
    yield Outcome(
        state=state,
        at=batches.moment(status, "timestamp"),
        external_id=status.text("id"),
        client_ref=status.maybe_text("biz_opaque_callback_data"),
        reason="; ".join(_problem(each) for each in status.maybe_each("errors")),
    )


def _problem(error: Wire) -> str:
    """One error in words, with its number."""
    details = error.inner("error_data").maybe_text("details") if "error_data" in error else ""
    said = details or error.maybe_text("message") or error.maybe_text("title")
    code = error.maybe_number("code")
    return f"{said} ({code})" if code is not None else said
