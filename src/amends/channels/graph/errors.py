"""What the Graph API's errors mean: its codes by our names, and how much of its patience is used. Pure.

Source: developers.facebook.com/docs/graph-api/guides/error-handling and .../overview/rate-limiting;
WhatsApp's codes from its own error page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from amends.channels import calls
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    ChannelError,
    Gone,
    Malformed,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.wire import Wire

#: The token has ended, was taken back, or belongs to nobody any more.
_DISCONNECTED = frozenset({102, 190})
_THROTTLED = frozenset({4, 17, 32, 341, 613, *range(80000, 80015), 130429, 131048, 131056, 133016})
_TROUBLE = frozenset({1, 2, 131000, 131016})
_GONE = frozenset({803})
#: "Does not exist, cannot be loaded due to missing permissions": code 100 with this subcode.
_NOT_THERE = (100, 33)
APP_USAGE, PAGE_USAGE = "x-app-usage", "x-page-usage"
BUSINESS_USAGE = "x-business-use-case-usage"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as the Graph API tells it."""

    code: int
    subcode: int = 0
    message: str = ""
    passing: bool = False


def fault(answer: Answer) -> Fault | None:
    """The error in an answer; None where there is none that can be read."""
    try:
        error = Wire(answer.json, "the answer").inner("error")
        code = error.maybe_number("code")
        return None if code is None else _fault(error, code)
    except Malformed:
        return None


def words(answer: Answer) -> str:
    """The network's own words in a failed answer, for a person, with its code where there is one."""
    told = fault(answer)
    if told is None:
        return ""
    number = f"{told.code}/{told.subcode}" if told.subcode else f"{told.code}"
    return f"{told.message} ({number})"


def disconnects(answer: Answer) -> bool:
    """Whether a failed answer means that our token is no longer good."""
    told = fault(answer)
    return told is not None and told.code in _DISCONNECTED


def failure(answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError | None:
    """The name of what the body's code means; None: the status says it."""
    told = fault(answer)
    if told is None or answer.status >= 500:
        return None
    sentence = f"HTTP {answer.status}: {detail}"
    if told.code in _THROTTLED or answer.status == 429:
        return Throttled(sentence, wait=wait(answer.headers, now))
    if told.code in _GONE or (told.code, told.subcode) == _NOT_THERE:
        return Gone(sentence)
    if told.code in _TROUBLE or told.passing:
        return (Unknown if call.sends else Unreachable)(sentence)
    # Whatever the status says beside it, a code that nobody knows is a no.
    return Refused(sentence) if answer.status in {400, 403} else None


def wait(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long to wait: as Retry-After says, else until access is regained; None where neither says."""
    minutes = [
        told.maybe_number("estimated_time_to_regain_access") or 0 for told in _usages(headers)
    ]
    longest = timedelta(minutes=min(max(minutes, default=0), 24 * 60))
    told = calls.retry_after(headers, now)
    if told is not None or not longest:
        return told
    return min(longest, calls.LONGEST_WAIT)


def used(headers: Mapping[str, str]) -> int:
    """How much of what we may ask is used, in percent: the fullest of what the answer tells; 0 if nothing."""
    names = ("call_count", "total_time", "total_cputime")
    return max(
        (told.maybe_number(name) or 0 for told in _usages(headers) for name in names), default=0
    )


def _fault(error: Wire, code: int) -> Fault:
    message = error.maybe_text("error_user_msg") or error.maybe_text("message")
    return Fault(
        code, error.maybe_number("error_subcode") or 0, message, error.flag("is_transient")
    )


def _usages(headers: Mapping[str, str]) -> Iterator[Wire]:
    """Everything the headers tell of usage; what cannot be read is left out: it is only advice."""
    for name in (APP_USAGE, PAGE_USAGE, BUSINESS_USAGE):
        try:
            told: object = orjson.loads(headers.get(name, "") or b"{}")
        except orjson.JSONDecodeError:
            continue
        yield from _numbers(told)


def _numbers(told: object) -> Iterator[Wire]:
    """The objects with numbers in them: itself, or those in the lists that it holds by name."""
    if not isinstance(told, dict):
        return
    lists = [value for value in told.values() if isinstance(value, list)]
    found = [each for some in lists for each in some] if lists else [told]
    for each in found:
        if isinstance(each, dict):
            yield Wire({name: value for name, value in each.items() if type(value) is int})
