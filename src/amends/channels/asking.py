"""Asks an account's owner on the network itself: sends the browser there, and takes what it brings back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings as configured
from django.db import transaction
from django.utils.crypto import salted_hmac

from amends.audit.actions import record
from amends.channels import actions, credentials, dpop, queries, registry, rules
from amends.channels.base import Channel, Link
from amends.channels.consent import Ask
from amends.channels.contract import ChannelError, Entry, Renewal
from amends.channels.models import Asking, Connection
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right

#: Where every network sends the browser back; fixed, because networks want to know it beforehand.
BACK = "/connections/answer/"
GOOD_FOR = timedelta(minutes=10)
_LONGEST_WORDS = 300
_VERIFIER = "verifier"


class NobodyAsked(Refusal):
    """This answer belongs to no question of yours: it was used already, or somebody else asked."""

    code = "nobody-asked"


class AskedTooLongAgo(Refusal):
    """The answer took longer than ten minutes; begin again."""

    code = "asked-too-long-ago"


class NotAllowedThere(Refusal):
    """The account was not opened for us on the network; nothing was changed."""

    code = "not-allowed-there"


class CannotBeAsked(Refusal):
    """This network has no way to ask the account's owner; connect it with a key."""

    code = "cannot-be-asked"


@dataclass(frozen=True, slots=True)
class Brought:
    """What the browser came back with: a ``code``, or the network's ``error`` with its ``words``."""

    state: str
    code: str = field(default="", repr=False)
    error: str = ""
    words: str = ""
    issuer: str = ""


def back_address() -> str:
    """Where networks send the browser back, as they must know it."""
    return f"{configured.PUBLIC_URL}{BACK}"


def introduction_address(channel: str) -> str:
    """Where a network may read who we are, before it asks anybody."""
    return f"{configured.PUBLIC_URL}/connections/introductions/{channel}.json"


def introduction(channel: str) -> Mapping[str, object]:
    """What a network may read of us there. Raises `NoSuchChannel`, and NotFound where it wants nothing."""
    try:
        network, address = registry.channel(channel), introduction_address(channel)
        return network.introduction(address, back_address(), _desk_key())
    except ChannelError:
        raise NotFound(channel=channel) from None


def begin(  # noqa: PLR0913 - what the form says, and about which connection
    *,
    by: Actor,
    channel: str,
    name: str,
    given: Mapping[str, str],
    connection: Connection | None = None,
    now: datetime,
) -> str:
    """The network's address to which the browser is sent, to be answered within `GOOD_FOR` by ``by``.

    ``connection``: the one that is connected again; secrets that are not given are taken from it.
    Raises `CannotBeAsked`, `BadSettings`, NotFound and `CannotConnect` (the network's own words).
    """
    by.require(Right.MANAGE_CONNECTIONS)
    _require_own(by, connection)
    network = registry.channel(channel)
    if not network.asks or by.user_id is None:
        raise CannotBeAsked
    declared = rules.needed_by(network.settings, Entry.ASKING)
    known = {each.name for each in declared}
    kept = _kept(connection)
    checked = rules.check(declared, {k: v for k, v in given.items() if k in known}, kept)
    ask = _ask(channel, state=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))
    url, brought = _begun(network, queries.link_with(checked.settings, checked.secrets), ask)
    _write_down(
        Asking(
            brand_id=by.brand_id,
            by_id=by.user_id,
            channel=channel,
            connection=connection,
            name=name[: actions.LONGEST_NAME],
            settings=checked.settings,
            secrets=credentials.encrypted({**checked.secrets, **brought}),
            state_digest=_digest(ask.state),
            verifier=credentials.encrypted({_VERIFIER: ask.verifier}),
            expires_at=now + GOOD_FOR,
        ),
        by,
        now,
    )
    return url


def finish(*, by: Actor, brought: Brought, now: datetime) -> Connection:
    """Connect the account with what the network answered; every answer counts once.

    Raises `NobodyAsked`, `AskedTooLongAgo`, `NotAllowedThere` (the network's own words),
    `CannotConnect`, and what `keep_new` and `keep_changed` raise.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    asked = _taken(by, brought.state)
    if asked.expires_at <= now:
        raise AskedTooLongAgo
    if brought.error or not brought.code:
        said = " ".join((brought.words or brought.error).split())[:_LONGEST_WORDS]
        raise NotAllowedThere(" ".join([NotAllowedThere.own_sentence(), *([said] if said else [])]))
    found = _found(asked, brought, now)
    if asked.connection is None:
        return actions.keep_new(by=by, found=found, name=asked.name, now=now)
    return actions.keep_changed(
        by=by,
        connection=asked.connection,
        found=found,
        name=asked.name,
        facts={"given": ["the owner’s consent"]},
        now=now,
    )


def take_over(  # noqa: PLR0913 - what is kept of an account whose owner was asked elsewhere
    *,
    by: Actor,
    channel: str,
    name: str,
    given: Mapping[str, str],
    brought: Renewal,
    now: datetime,
) -> Connection:
    """Connect an account whose owner has allowed it elsewhere, with the secrets that this brought.

    Raises `BadSettings`, `CannotConnect` and `AlreadyConnected`.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    declared = rules.needed_by(registry.channel(channel).settings, Entry.ASKING)
    found = actions.identified(channel, rules.check(declared, given), brought, now)
    return actions.keep_new(by=by, found=found, name=name, now=now)


def question_of(user_id: int, state: str) -> Asking:
    """What this person asked, with its brand. Raises `NobodyAsked`."""
    asked = Asking.objects.filter(state_digest=_digest(state), by_id=user_id)
    question = asked.select_related("brand").first()
    if question is None:
        raise NobodyAsked
    return question


def _found(asked: Asking, brought: Brought, now: datetime) -> actions.Found:
    try:
        kept = credentials.decrypted(asked.secrets)
        verifier = credentials.decrypted(asked.verifier)[_VERIFIER]
        ask = _ask(asked.channel, brought.state, verifier, brought.issuer)
        link = queries.link_with(asked.settings, kept)
        renewal = registry.channel(asked.channel).finish_asking(link, ask, brought.code)
    except ChannelError as error:
        raise actions.refused(error) from None
    checked = rules.Checked(settings=dict(asked.settings), secrets=dict(kept))
    return actions.identified(asked.channel, checked, renewal, now)


def _ask(channel: str, state: str, verifier: str, issuer: str = "") -> Ask:
    where = introduction_address(channel)
    return Ask(back_address(), state, verifier, issuer, introduction=where, key=_desk_key())


def _desk_key() -> str:
    """The desk's own key: always the same for one installation, and of no use for anything else."""
    return dpop.key_from(salted_hmac("amends.channels.desk", "key", algorithm="sha512").digest())


def _begun(network: Channel, link: Link, ask: Ask) -> tuple[str, Mapping[str, str]]:
    """Where to go: a web address and nothing else, whatever server a person has typed."""
    try:
        beginning = network.begin_asking(link, ask)
    except ChannelError as error:
        raise actions.refused(error) from None
    parts = urlsplit(beginning.url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise actions.CannotConnect("Where the network asks its owners is no web address.")
    return beginning.url, beginning.secrets


def _kept(connection: Connection | None) -> Mapping[str, str]:
    if connection is None:
        return {}
    return {**connection.settings, **queries.readable_secrets(connection)}


def _require_own(by: Actor, connection: Connection | None) -> None:
    if connection is not None and connection.brand_id != by.brand_id:
        raise NotFound(connection=connection.pk)


@transaction.atomic
def _write_down(asked: Asking, by: Actor, now: datetime) -> None:
    Asking.objects.filter(expires_at__lte=now).delete()
    asked.save(force_insert=True)
    facts = {"channel": asked.channel, "connection": asked.connection_id}
    record(by=by, action="channels.ask", target=f"brand:{by.brand_id}", facts=facts, now=now)


@transaction.atomic
def _taken(by: Actor, state: str) -> Asking:
    """The question this answers, which is gone with it: of two answers at once one is too late."""
    asked = (
        Asking.objects.select_for_update(of=("self",))
        .filter(brand_id=by.brand_id, by_id=by.user_id, state_digest=_digest(state))
        .select_related("connection")
        .first()
    )
    if asked is None:
        raise NobodyAsked
    Asking.objects.filter(pk=asked.pk).delete()
    return asked


def _digest(state: str) -> bytes:
    return hashlib.sha256(state.encode()).digest()
