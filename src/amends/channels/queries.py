"""Reads connections, and opens their lines to the networks."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from amends.channels import credentials, registry
from amends.channels.base import Link
from amends.channels.contract import Account, ChannelError, Secrets
from amends.channels.models import Connection
from amends.channels.templates import TemplateOffer
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.channels.transports.imap import open_imap
from amends.channels.transports.mail import MailServer, Security
from amends.channels.transports.smtp import open_smtp
from amends.refusals import NotFound, Refusal

#: Choosing, filling in and sending ask the network once.
TEMPLATES_KEPT = timedelta(minutes=1)


def own_mail_server() -> MailServer | None:
    """The server for the desk's own mail, as the operator set it up; None when there is none."""
    if not settings.MAIL_HOST:
        return None
    return MailServer(
        host=settings.MAIL_HOST,
        port=settings.MAIL_PORT,
        security=Security(settings.MAIL_SECURITY),
        user=settings.MAIL_USER,
        password=settings.MAIL_PASSWORD,
    )


def connections_of(brand_id: int) -> QuerySet[Connection]:
    """A brand's connections, by name."""
    return Connection.objects.filter(brand_id=brand_id).order_by("name", "pk")


def connection_of(brand_id: int, connection_id: int) -> Connection:
    """One connection of a brand. Raises `NotFound`, also for another brand's."""
    try:
        return Connection.objects.get(brand_id=brand_id, pk=connection_id)
    except Connection.DoesNotExist:
        raise NotFound(connection=connection_id) from None


def readable_secrets(connection: Connection) -> Mapping[str, str]:
    """The secrets kept so far; none when their key is lost, so that new ones can be given."""
    try:
        return credentials.decrypted(connection.secrets)
    except credentials.UnreadableSecrets:
        return {}


def connection_by_public_id(public_id: uuid.UUID) -> Connection | None:
    """The connection a webhook address names."""
    return Connection.objects.filter(public_id=public_id).first()


def webhook_address(connection: Connection) -> str:
    """Where the network pushes to."""
    return f"{settings.PUBLIC_URL}/hooks/{connection.public_id}"


def link_for(connection: Connection) -> Link:
    """The connection as its adapter sees it: secrets decrypted, over this process's real transports.

    Remembered for as long as nothing in it changes, so it may be asked for as often as one likes.
    Raises `UnreadableSecrets`, a `Disconnected`, when the key is lost.
    """
    account = (
        connection.account_id,
        connection.account_handle,
        connection.account_name,
        connection.account_url,
    )
    plain = tuple(sorted((name, str(value)) for name, value in connection.settings.items()))
    keys = tuple(settings.CREDENTIALS_KEYS)
    return _link(plain, bytes(connection.secrets), account, (keys, _allowed()))


class NoTemplates(Refusal):
    """The network does not say now which templates it has approved; try again in a moment."""

    code = "no-templates"


def templates_of(connection: Connection) -> tuple[TemplateOffer, ...]:
    """The forms of words that the network has approved for this account, asked for once a minute.

    None where the network has none at all. Raises `NoTemplates` with the network's own words.
    """
    channel = registry.channel(connection.channel)
    if not channel.capabilities.templates:
        return ()
    key = f"templates:{connection.pk}:{connection.account_id}"
    known: tuple[TemplateOffer, ...] | None = cache.get(key)
    if known is not None:
        return known
    try:
        found = channel.templates(link_for(connection))
    except ChannelError as error:
        raise NoTemplates(said=str(error)) from None
    cache.set(key, found, TEMPLATES_KEPT.total_seconds())
    return found


def link_with(given: Mapping[str, str], secrets: Mapping[str, str]) -> Link:
    """A line for settings that are no connection yet: to try them out."""
    return Link(
        settings=MappingProxyType(dict(given)),
        secrets=Secrets(secrets),
        transports=transports(_allowed()),
    )


@functools.lru_cache(maxsize=4)
def transports(allowed: tuple[str, ...]) -> Transports:
    """This process's ways out, shared by all connections; ``allowed``: private addresses it may reach."""
    return Transports(http=HttpTransport(AllowedAddresses(allowed)), imap=open_imap, smtp=open_smtp)


@functools.lru_cache(maxsize=1024)
def _link(
    plain: tuple[tuple[str, str], ...],
    kept: bytes,
    account: tuple[str, str, str, str],
    ours: tuple[tuple[str, ...], tuple[str, ...]],
) -> Link:
    """``ours``: the installation's keys and allowed addresses, here so that a change is noticed."""
    external_id, handle, name, url = account
    known = Account(external_id=external_id, handle=handle, name=name, url=url)
    return Link(
        settings=MappingProxyType(dict(plain)),
        secrets=credentials.decrypted(kept),
        transports=transports(ours[1]),
        account=known if external_id else None,
    )


def _allowed() -> tuple[str, ...]:
    return tuple(settings.PRIVATE_ADDRESSES)
