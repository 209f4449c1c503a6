"""Tells a person's mail from a machine's, so that nobody must answer it and nothing answers forever."""

from __future__ import annotations

from email.message import Message

from amends.channels.mail.headers import parameter, raw_value, raw_values

#: On every mail of ours: whoever sends it back to us shows us our own words.
LOOP_HEADER = "X-Amends-Loop"
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
#: Headers that only machines write, whatever they say.
_MACHINES = ("list-id", "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from")
_REPORTS = frozenset({"delivery-status", "disposition-notification", "feedback-report"})
#: "OOF" alone asks others to stay silent, and is no sign of a machine: our own mails carry it.
_SUPPRESSES = frozenset({"all", "autoreply", "dr", "ndr", "rn", "nrn"})


def is_automatic(mail: Message) -> bool:
    """Whether a machine sent it (RFC 3834, RFC 2076, and what the big mail programs write)."""
    auto = raw_value(mail, "auto-submitted").split(";")[0].strip().lower()
    if auto and auto != "no":
        return True
    if any(raw_value(mail, name).strip() for name in _MACHINES):
        return True
    if raw_value(mail, "precedence").strip().lower() in _BULK:
        return True
    if _SUPPRESSES & _words(raw_value(mail, "x-auto-response-suppress")):
        return True
    return is_report(mail) or has_null_return_path(mail)


def is_report(mail: Message) -> bool:
    """A delivery report, a read receipt or an abuse report."""
    kind = mail.get_content_type()
    return kind == "multipart/report" or parameter(mail, "report-type") in _REPORTS


def has_null_return_path(mail: Message) -> bool:
    """``Return-Path: <>``: the sender wants no answer, ever (RFC 5321 §4.5.5)."""
    return any(value.strip() == "<>" for value in raw_values(mail, "return-path"))


def went_round(mail: Message, address: str) -> bool:
    """Whether this is a mail of ours that somebody's forwarding brought back."""
    return any(value.strip().lower() == address for value in raw_values(mail, LOOP_HEADER))


def _words(value: str) -> set[str]:
    return {word.strip().lower() for word in value.split(",")}
