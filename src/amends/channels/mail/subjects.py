"""Subjects without the prefixes that mail programs pile up, and with the one that an answer has."""

from __future__ import annotations

import re

_ANSWER = (
    "re|aw|antw|antwort|sv|vs|ref|rif|res|odp|ynt|yn|atb|bls|rsp|"
    "回复|回覆|答复|答覆|返信|رد|תשובה|απ|σχετ"
)
_FORWARD = "fwd|fw|wg|tr|vb|enc|rv|doorst|pd|vl|továbbítás|iletilen|转发|轉寄|転送|הועבר|πρθ"
_PREFIX = re.compile(
    rf"\s{{0,5}}(?:(?:{_ANSWER}|{_FORWARD})|R|I)\s?(?:\[\d{{1,3}}\]|\(\d{{1,3}}\)|\^\d{{1,3}})?\s?[:：]",
    re.IGNORECASE,
)
_FORWARDED = re.compile(rf"\s{{0,5}}(?:{_FORWARD})\s?(?:\[\d{{1,3}}\])?\s?[:：]", re.IGNORECASE)
_LONGEST = 400


def title(subject: str) -> str:
    """The subject itself, for people: without "Re:", "AW:", "Fwd:" and their sisters."""
    subject = subject[: 2 * _LONGEST]
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject.strip()[:_LONGEST]


def is_forwarded(subject: str) -> bool:
    """Whether the subject says that somebody else's mail is passed on."""
    return bool(_FORWARDED.match(subject))


def answering(subject: str) -> str:
    """``Re: `` and the subject, once."""
    return f"Re: {title(subject)}".strip()
