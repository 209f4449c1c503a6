"""The line to a language model: one question, one answer, every failure a sentence.

Any endpoint that speaks as OpenAI's does: a service, or a server of one's own. It goes out through the one
guarded way, so an address within the house is reached only where the operator allows it. No tools are
offered, nothing is streamed, redirects are not followed, and no more is read than an answer can be.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from amends.channels.transports.http import PrivateAddress
from amends.refusals import Refusal

_MOST_BYTES = 1_000_000
_CONNECT_SECONDS = 5.0
#: What newer models want the limit to be called; older ones and other servers know only `max_tokens`.
_NEWER_NAME = b"max_completion_tokens"
_ROUGHLY = 3
_MOST_COUNTED = 10_000_000


class NoAnswer(Refusal):
    """The assistant did not answer; your own words are as they were."""

    code = "no-answer"


@dataclass(frozen=True, slots=True)
class Line:
    """Where a model is asked, and for how long."""

    base_url: str
    model: str
    key: str = field(repr=False)
    timeout_seconds: float
    http: httpx.BaseTransport
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Said:
    """A model's answer, and how many tokens it and the question were."""

    text: str
    tokens: int


def ask(line: Line, messages: Sequence[dict[str, str]], *, most_tokens: int) -> Said:
    """Ask once. Raises `NoAnswer` with the sentence to show, within the line's seconds."""
    body: dict[str, Any] = {"model": line.model, "messages": list(messages), "stream": False}
    until = line.monotonic() + line.timeout_seconds
    status, raw = _posted(line, {**body, "max_tokens": most_tokens}, until)
    if status == httpx.codes.BAD_REQUEST and _NEWER_NAME in raw:
        status, raw = _posted(line, {**body, _NEWER_NAME.decode(): most_tokens}, until)
    if status != httpx.codes.OK:
        raise NoAnswer(_refused(status))
    return _said(raw, messages)


def _posted(line: Line, body: dict[str, Any], until: float) -> tuple[int, bytes]:
    left = max(until - line.monotonic(), 0.1)
    headers = {"Content-Type": "application/json"}
    if line.key:
        headers["Authorization"] = f"Bearer {line.key}"
    try:
        with (
            httpx.Client(
                transport=line.http, timeout=httpx.Timeout(left, connect=_CONNECT_SECONDS)
            ) as client,
            client.stream(
                "POST",
                f"{line.base_url.rstrip('/')}/chat/completions",
                content=orjson.dumps(body),
                headers=headers,
            ) as answer,
        ):
            return answer.status_code, _read(line, answer, until)
    except PrivateAddress:
        raise NoAnswer(
            "The assistant's address is within your own network, which the operator has not allowed."
        ) from None
    except httpx.TimeoutException:
        sentence = "The assistant took too long; your own words are as they were."
        raise NoAnswer(sentence, billed=True) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        host = urlsplit(line.base_url).hostname or line.base_url
        raise NoAnswer(f"The assistant at {host} cannot be reached.") from None


def _read(line: Line, answer: httpx.Response, until: float) -> bytes:
    """The body, as far as an answer can be; a server that drips it does not hold anybody up."""
    raw = bytearray()
    for chunk in answer.iter_bytes():
        raw += chunk
        if len(raw) > _MOST_BYTES:
            raise NoAnswer("The assistant's answer is far too long; it was not read.", billed=True)
        if line.monotonic() > until:
            raise httpx.ReadTimeout("it dripped")
    return bytes(raw)


def _refused(status: int) -> str:
    known = {
        401: "The assistant's key is not accepted; a lead must give another one.",
        403: "The assistant's key is not accepted; a lead must give another one.",
        404: "There is no such model, or no assistant at this address.",
        429: "The assistant has too much to do, or its account is used up; try again later.",
    }
    return known.get(status, f"The assistant refused with the number {status}.")


def _said(raw: bytes, messages: Sequence[dict[str, str]]) -> Said:
    try:
        told = orjson.loads(raw)
        text = told["choices"][0]["message"]["content"]
        used = (told.get("usage") or {}).get("total_tokens")
    except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError):
        raise NoAnswer("What the assistant answered cannot be read.", billed=True) from None
    if not isinstance(text, str) or not text.strip():
        raise NoAnswer("The assistant had nothing to say.", billed=True)
    guessed = (len(text) + sum(len(each["content"]) for each in messages)) // _ROUGHLY
    return Said(text, used if type(used) is int and 0 <= used < _MOST_COUNTED else guessed)
