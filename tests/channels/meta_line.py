"""A Meta adapter's line to the practice network: its link, and what is pushed to it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from amends.channels.base import Channel, Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Delivery, Item, Secrets
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served
from amends.practice.graph import app_secret
from amends.practice.graph.pushes import signed, written
from amends.practice.objects import Account, Event

SEED = 11


def calm(served: Served) -> Network:
    """The network in good times."""
    account = served.network.accounts["northpost"]
    served.network.faults.calm()
    account.state = "valid"
    account.bucket.tokens, account.bucket.per_second, account.bucket.burst = -1.0, 50.0, 200
    return served.network


@contextmanager
def linked(channel: Channel, sample: Mapping[str, str]) -> Iterator[Link]:
    """The adapter's link with a sample's settings, for as long as the block lasts."""
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    given = dict(sample)
    secrets = {name: given.pop(name) for name in ("token", "app_secret")}
    link = Link(given, Secrets(secrets), Transports(http, no_imap, no_smtp))
    yield replace(link, account=channel.identify(link))
    http.close()


@contextmanager
def pushed_to(
    channel: Channel, network: Network, kind: str, told: Callable[[Account, Event], Any]
) -> Iterator[list[Delivery]]:
    """What the network pushes meanwhile, signed as it signs; ``told``: an event in its wire format."""
    found = list[Delivery]()

    def hear(account: Account, event: Event) -> None:
        if entries := told(account, event):
            body = written({"object": kind, "entry": entries})
            head = {"x-hub-signature-256": signed(app_secret(SEED), body)}
            found.append(Delivery(channel.delivery_key(body, head), body, head))

    network.listeners.append(hear)
    yield found
    network.listeners.remove(hear)


def heard_by(channel: Channel, link: Link, pushed: list[Delivery]) -> list[Item]:
    """The items in what was pushed, after a look at every signature."""
    for each in pushed:
        channel.verify(link, each, link.transports.clock())
    return [item for each in pushed for item in channel.parse(link, each)]
