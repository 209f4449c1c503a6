"""The brand's assistant: connected, changed, tried, switched on and off by its leads."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from django.db import transaction

from amends.audit.actions import record
from amends.channels import credentials
from amends.refusals import Invalid, Refusal
from amends.replies import queries
from amends.replies.actions import exchanges
from amends.replies.actions.line import Line, ask
from amends.replies.models import Assistant
from amends.staff.rules import Actor, Right

MOST_TOKENS = 1_000_000_000
_TRIED_WITH = ({"role": "user", "content": "Answer with the one word: ready"},)


class NoAssistant(Refusal):
    """No assistant is connected for this brand; a lead can connect one in the settings."""

    code = "no-assistant"


@dataclass(frozen=True, slots=True)
class Wish:
    """An assistant as somebody fills it in; an empty ``key`` keeps the one that is there."""

    base_url: str
    model: str
    key: str
    monthly_tokens: int
    timeout_seconds: int

    def tidy(self) -> Wish:
        """As it is kept. Raises `Invalid` with the field that is wrong."""
        base_url = self.base_url.strip().rstrip("/").removesuffix("/chat/completions")
        _require_address(base_url)
        model = " ".join(self.model.replace("\0", "").split())
        if not 1 <= len(model) <= 200:
            raise Invalid("Name the model as its service does.", field="model")
        key = self.key.strip()
        if not key.isascii() or not key.isprintable() or len(key) > 1_000:
            raise Invalid("A key has letters, digits and signs in one line.", field="key")
        if not 1_000 <= self.monthly_tokens <= MOST_TOKENS:
            raise Invalid("A month has 1,000 to 1,000,000,000 tokens.", field="monthly_tokens")
        if not 1 <= self.timeout_seconds <= 120:
            raise Invalid("It may think for 1 to 120 seconds.", field="timeout_seconds")
        return Wish(base_url, model, key, self.monthly_tokens, self.timeout_seconds)


def _require_address(base_url: str) -> None:
    """Over the internet nothing goes without TLS: the key and customers' words would be read on the way."""
    try:
        parts = urlsplit(base_url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    is_plain = parts.scheme == "http" and _is_in_house(host)
    odd = parts.username is not None or parts.query or parts.fragment or len(base_url) > 500
    if not host or odd or not (parts.scheme == "https" or is_plain) or not base_url.isprintable():
        raise Invalid(
            "The address begins with https://, or with http:// for a machine in your own network.",
            field="base_url",
        )


def _is_in_house(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost", ".lan"))


@transaction.atomic
def connect_assistant(*, by: Actor, wish: Wish, now: datetime) -> Assistant:
    """Keep where the assistant is and what it may cost; a new one is off. Raises NotAllowed and Invalid.

    Another address needs its key again: a key is never sent to where it was not given for.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    kept = wish.tidy()
    there = Assistant.objects.select_for_update().filter(brand_id=by.brand_id).first()
    moved = there is not None and there.base_url != kept.base_url
    assistant = there or Assistant(brand_id=by.brand_id)
    assistant.base_url, assistant.model = kept.base_url, kept.model
    assistant.monthly_tokens, assistant.timeout_seconds = kept.monthly_tokens, kept.timeout_seconds
    if kept.key or moved:
        assistant.secrets = credentials.encrypted({"key": kept.key}) if kept.key else b""
    assistant.changed_at, assistant.changed_by_id = now, by.user_id
    assistant.save()
    facts: dict[str, object] = {
        "host": urlsplit(kept.base_url).hostname,
        "model": kept.model,
        "monthly_tokens": kept.monthly_tokens,
        "is_new_key": bool(kept.key),
    }
    _record(by, "connect_assistant", facts, now)
    return assistant


@transaction.atomic
def switch_assistant(*, by: Actor, on: bool, now: datetime) -> None:
    """Let the brand's people ask the assistant, or nobody. Raises NotAllowed and `NoAssistant`."""
    by.require(Right.MANAGE_CONNECTIONS)
    found = Assistant.objects.filter(brand_id=by.brand_id)
    if not found.exists():
        raise NoAssistant
    if found.exclude(is_on=on).update(is_on=on, changed_at=now, changed_by_id=by.user_id):
        _record(by, "switch_assistant", {"on": on}, now)


@transaction.atomic
def remove_assistant(*, by: Actor, now: datetime) -> None:
    """Forget the assistant with its key; what it was asked stays on record. Raises NotAllowed."""
    by.require(Right.MANAGE_CONNECTIONS)
    gone, _ = Assistant.objects.filter(brand_id=by.brand_id).delete()
    if gone:
        _record(by, "remove_assistant", {}, now)


def try_assistant(*, by: Actor, http: httpx.BaseTransport, now: datetime) -> str:
    """Ask it for one word, on or off; what it said. Raises NotAllowed, `NoAssistant`, `NoAnswer`."""
    by.require(Right.MANAGE_CONNECTIONS)
    assistant = queries.assistant_of(by.brand_id)
    if assistant is None:
        raise NoAssistant
    begun = exchanges.begin(
        by=by, assistant=assistant, case=None, task="try", messages=_TRIED_WITH, size=100, now=now
    )
    with exchanges.settling(begun, now) as settled:
        settled.said = ask(line_of(assistant, http), _TRIED_WITH, most_tokens=50)
    return settled.said.text.strip()[:200]


def line_of(assistant: Assistant, http: httpx.BaseTransport) -> Line:
    """The line to a brand's assistant. Raises `UnreadableSecrets` when the key's key is lost."""
    return Line(
        base_url=assistant.base_url,
        model=assistant.model,
        key=credentials.decrypted(assistant.secrets).get("key", ""),
        timeout_seconds=assistant.timeout_seconds,
        http=http,
    )


@transaction.atomic
def rotate_keys(*, by: Actor, now: datetime) -> int:
    """Encrypt every assistant's key with the newest key; how many use it now.

    What cannot be read is emptied and its assistant switched off: a lead gives the key again. Raises
    NotAllowed.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    renewed = 0
    for assistant in Assistant.objects.exclude(secrets=b"").select_for_update():
        try:
            assistant.secrets = credentials.renewed(assistant.secrets)
            renewed += 1
        except credentials.UnreadableSecrets:
            assistant.secrets, assistant.is_on = b"", False
        assistant.save(update_fields=["secrets", "is_on"])
    facts = {"renewed": renewed}
    record(by=by, action="replies.rotate_keys", target="installation", facts=facts, now=now)
    return renewed


def _record(by: Actor, verb: str, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=f"replies.{verb}", target=f"brand:{by.brand_id}", facts=facts, now=now)
