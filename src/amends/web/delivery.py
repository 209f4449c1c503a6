"""What a person is told about a send, in words that are never more hopeful than the truth. Pure reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.channels import registry
from amends.outbox.models import Deed, Send, SendState
from amends.web import words


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a person can do about a send now."""

    verb: str
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A send's state as it is shown; empty words when all is well and the byline says so."""

    sentence: str = ""
    tint: str = ""
    css: str = ""
    until: datetime | None = None
    seconds: int = 0
    offers: tuple[Offer, ...] = ()


def of(send: Send, now: datetime) -> Delivery:
    """The send's state in words, and what can be done about it."""
    tell = {
        SendState.QUEUED: _queued,
        SendState.HELD: _held,
        SendState.SENDING: _sending,
        SendState.REFUSED: _refused,
        SendState.FAILED: _failed,
        SendState.UNKNOWN: _unknown,
    }.get(SendState(send.state))
    return tell(send, now) if tell else Delivery()


def in_short(state: str, reason: str) -> str:
    """A send's state in a few words, for the top of the list."""
    said = {
        SendState.HELD: _("Held"),
        SendState.REFUSED: _("Refused by the network"),
        SendState.FAILED: _("Not sent"),
        SendState.UNKNOWN: _("Nobody knows whether it arrived"),
    }.get(SendState(state), "")
    return f"{said}: {reason}" if reason else said


def open_question(sends: Iterable[Send]) -> str:
    """What stands between an answer and the customer, before anybody says whose turn it is."""
    states = {send.state for send in sends}
    if states & {SendState.HELD, SendState.REFUSED, SendState.FAILED, SendState.UNKNOWN}:
        return _("An answer is not settled: look at it in the conversation.")
    if states & {SendState.QUEUED, SendState.SENDING}:
        return _("Your answer is on its way; the network has not confirmed it yet.")
    return ""


def network_of(about: Send | Deed) -> str:
    """The network's name as people say it."""
    try:
        return registry.channel(about.connection.channel).name
    except registry.NoSuchChannel:
        return about.connection.channel


def _queued(send: Send, now: datetime) -> Delivery:
    undo = Offer("rewrite", _("Undo"), "undo")
    offers: tuple[Offer, ...] = (undo,)
    if send.not_before > now and send.scheduled_at is None and not send.tries:
        seconds = max(1, round((send.not_before - now).total_seconds()))
        return Delivery(_("Sending in"), "", "unsent", send.not_before, seconds, (undo,))
    if send.scheduled_at is not None and send.not_before > now:
        at = words.moment(send.not_before, now)
        sentence = _("Will be sent %(at)s.") % {"at": at}
        offers = (
            Offer("send-now", _("Send now"), "send"),
            Offer("rewrite", _("Change"), "note"),
            Offer("withdraw", _("Do not send"), "close"),
        )
    elif send.tries:
        at = words.moment(send.not_before, now)
        sentence = _("%(network)s did not take it yet. Next try %(at)s.") % {
            "network": network_of(send),
            "at": at,
        }
    elif now - send.not_before > words.MINUTE:
        at = words.moment(send.not_before, now)
        sentence = _("Still in the queue; it should have left %(at)s.") % {"at": at}
    else:
        sentence = _("In the queue; it leaves in a moment.")
    return Delivery(sentence, "", "unsent", offers=offers)


def _held(send: Send, _now: datetime) -> Delivery:
    sentence = _("Held, not sent. %(reason)s") % {"reason": send.reason}
    if send.held_by == "approval":
        sentence = _("Waits for approval. %(reason)s") % {"reason": send.reason}
        change = Offer("rewrite", _("Change"), "note")
        offers: tuple[Offer, ...] = (change, Offer("withdraw", _("Do not send"), "close"))
        return Delivery(sentence, "soon", "waiting", offers=offers)
    offers = (
        Offer("let-go", _("Send now"), "send"),
        Offer("drop", _("Take it back"), "undo"),
    )
    return Delivery(sentence, "soon", "waiting", offers=offers)


def _sending(send: Send, _now: datetime) -> Delivery:
    sentence = _("On its way to %(network)s…") % {"network": network_of(send)}
    return Delivery(sentence, "", "unsent")


def _refused(send: Send, _now: datetime) -> Delivery:
    sentence = _("Not sent: %(network)s refused it. %(reason)s") % {
        "network": network_of(send),
        "reason": send.reason,
    }
    return Delivery(sentence, "late", "trouble", offers=_after_failure())


def _failed(send: Send, _now: datetime) -> Delivery:
    sentence = _("Not delivered. %(reason)s") % {"reason": send.reason}
    return Delivery(sentence, "late", "trouble", offers=_after_failure())


def _after_failure() -> tuple[Offer, ...]:
    return (
        Offer("try-again", _("Try again"), "again"),
        Offer("drop", _("Put it away"), "close"),
    )


def _unknown(send: Send, now: datetime) -> Delivery:
    facts = {"network": network_of(send)}
    sentence = _("%(network)s did not answer: it may have this message or not.") % facts
    if send.look_up_at is not None:
        at = words.moment(send.look_up_at, now)
        sentence += " " + _("We look there before any second try, next %(at)s.") % {"at": at}
    else:
        sentence += " " + _("We could not find out. Look there, then tell us.")
    offers = (
        Offer("look-up", _("Look there again"), "again"),
        Offer("settle-as-sent", _("It is there"), "ok"),
        Offer("settle-as-not-sent", _("It is not there"), "no"),
    )
    return Delivery(sentence, "soon", "doubt", offers=offers)
