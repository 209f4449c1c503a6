"""Any site that speaks our own plain format: it pushes signed messages, and takes signed answers.

Format: docs/channels/webhook.md. Signatures: Standard Webhooks, over raw bytes, both ways.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

import orjson

from amends.channels import wire
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Gone,
    Hears,
    Item,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Setting,
    SettingKind,
    Unknown,
    Unsupported,
)
from amends.channels.media import MediaLimit
from amends.channels.plain import signing
from amends.channels.plain.items import items_in
from amends.channels.rights import Offer, Standing, Way
from amends.channels.wire import Wire

_NO_ADDRESS = "answers, as long as it has no address for them"


class Webhook(Channel):
    """Any site or shop that can call an address and be called."""

    slug: ClassVar[str] = "webhook"
    name: ClassVar[str] = "Any site (webhook)"
    mark: ClassVar[str] = "W"
    colour: ClassVar[str] = "#4a5568"
    needs: ClassVar[tuple[str, ...]] = (
        "Somebody who can write a few lines of code for the site.",
        "A secret that you make: 32 random bytes, as `openssl rand -base64 32` prints them.",
        "The address at which the site takes answers, if it can show them.",
    )
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "site",
            "Name of the site",
            help="How the site is called, for example shop.example. It cannot be changed later.",
        ),
        Setting(
            "secret",
            "Secret that signs, in both directions",
            SettingKind.SECRET,
            help="At least 16 characters, or whsec_ and base64. The site needs the same one.",
        ),
        Setting(
            "former_secret",
            "The secret before it, still accepted",
            SettingKind.SECRET,
            help="Only while you change secrets; enter the new one here as well to end the old one.",
            required=False,
        ),
        Setting(
            "answers_url",
            "Address that takes our answers",
            help="We POST signed answers to it. Empty: people answer on the site itself.",
            required=False,
        ),
    )
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset(set(Hears) - {Hears.MAIL}),
        replies_publicly=True,
        replies_privately=True,
        opens_private=True,
        pushes=True,
        fetches=False,
        reads_back=True,
        idempotent_sends=True,
        sends_media=True,
        media_limit=MediaLimit(count=4, largest=5_000_000, together=10_000_000, describes=True),
        shows_sends_within=timedelta(seconds=30),
        poll_every=timedelta(minutes=5),
    )

    # How it is called

    def explain(self, answer: Answer) -> str:
        told = answer.json if isinstance(answer.json, dict) else {}
        words = told.get("message") or told.get("detail")
        return words[:300] if isinstance(words, str) else ""

    def identify(self, link: Link) -> Account:
        secrets = _secrets(link)
        if not secrets:
            raise Refused("This connection has no secret.")
        for secret in secrets:
            signing.key_of(secret)
        site, address = link.settings["site"], _address(link)
        if not address:
            return Account(external_id=site, handle=site, name=site)
        told = self._asked(link, "check", {}).inner("account")
        return Account(external_id=site, handle=site, name=told.text("name")[:255], url=address)

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        # Nothing can be fetched; but an address that takes no answers any more should be known in time.
        if _address(link):
            self.identify(link)
        return Page((), cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:  # noqa: ARG002 - nothing to read
        raise self.unsupported("reading again what it pushed")

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        signing.check(_secrets(link), delivery.headers, delivery.body, now)

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:
        known = signing.message_id_in(headers)
        return f"webhook:{known}" if known else f"sha256:{hashlib.sha256(body).hexdigest()}"

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:  # noqa: ARG002 - all is in it
        return tuple(items_in(wire.read(delivery.body)))

    # Speaking

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        """What the site takes; where it takes no answers, a person gives them on the site."""
        if standing.account is not None and not standing.account.url:
            because = "This site takes no answers from the desk; answer on the site itself."
            return (Offer(Way.SITE, is_open=True, because=because),)
        return super().offers(standing, now)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if not (address := _address(link)):
            raise self.unsupported(_NO_ADDRESS)
        body = orjson.dumps(_answer(outgoing))
        headers = {
            "content-type": "application/json",
            "idempotency-key": outgoing.key,
            **signing.signed(_secrets(link), outgoing.key, body, link.transports.clock()),
        }
        call = Call("POST", address, headers=headers, content=body, sends=True)
        return _receipt(Wire(self.call(link, call).json, "the answer"))

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        try:
            known = self._asked(link, outgoing.key, {"key": outgoing.key}).each("answers")
        except (Gone, Refused) as error:
            raise Unsupported(f"{self.name} cannot be asked for what it took. {error}") from None
        for each in known:
            return _receipt(each)
        if asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return None

    def _asked(self, link: Link, message_id: str, query: Mapping[str, str]) -> Wire:
        """What the site answers to a signed GET of its address."""
        if not (address := _address(link)):
            raise self.unsupported(_NO_ADDRESS)
        headers = signing.signed(_secrets(link), message_id, b"", link.transports.clock())
        answer = self.call(link, Call("GET", address, query=query, headers=headers))
        return Wire(answer.json, "the answer")


def _address(link: Link) -> str:
    """Where answers go, whole: sites may care for a slash at its end."""
    return link.settings.get("answers_url", "")


def _secrets(link: Link) -> list[str]:
    """The secrets that are good now, the newest first."""
    found = (link.secrets.get("secret", ""), link.secrets.get("former_secret", ""))
    return list(dict.fromkeys(each for each in found if each))


def _answer(outgoing: Outgoing) -> dict[str, object]:
    """What we say, in the site's words: docs/channels/webhook.md."""
    told: dict[str, object] = {
        "type": "answer",
        "key": outgoing.key,
        "visibility": outgoing.visibility.value,
        "text": outgoing.text,
        "thread": {"id": outgoing.thread, "kind": outgoing.thread_kind.value},
        "reply_to": outgoing.reply_to,
        "recipient": {"id": outgoing.recipient, "name": outgoing.recipient_name},
        "subject": outgoing.subject,
    }
    told["media"] = [
        {
            "name": each.name,
            "content_type": each.content_type,
            "alt": each.alt_text,
            "base64": base64.b64encode(each.content or b"").decode(),
        }
        for each in outgoing.media
    ]
    return told


def _receipt(told: Wire) -> Receipt:
    return Receipt(
        external_id=told.text("id"),
        thread=told.maybe_text("thread"),
        url=told.maybe_text("url"),
        sent_at=told.maybe_time("sent_at"),
    )
