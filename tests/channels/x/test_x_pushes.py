"""X pushes to the desk: asked for, checked, understood, and asked about again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from amends.channels.adapters.x import X
from amends.channels.base import Link
from amends.channels.calls import Call
from amends.channels.contract import (
    Account,
    Deleted,
    Delivery,
    Item,
    Refused,
    Said,
    Secrets,
    Unsupported,
)
from amends.channels.transports import utc_now
from amends.channels.x.hooks import DELETED, MOST_CHANGES
from amends.practice import Network, Served, Strike
from amends.practice.x import ids

CHANNEL = X()
Door = tuple[str, list[tuple[dict[str, str], bytes]], threading.Event]


def pushed(served: Served, link: Link, door: Door, act: Callable[[], object]) -> tuple[Item, ...]:
    """What the next push says that comes after something was done there."""
    _, got, came = door
    came.clear()
    served.call(act)
    assert came.wait(30)
    headers, body = got[-1]
    push = Delivery(CHANNEL.delivery_key(body, headers), body, headers)
    CHANNEL.verify(link, push, utc_now())
    with pytest.raises(Refused):
        CHANNEL.verify(link, replace(push, body=body + b" "), utc_now())
    return CHANNEL.parse(link, push)


def test_pushes_are_asked_for_checked_and_understood(
    served: Served, network: Network, link: Link, door: Door
) -> None:
    CHANNEL.subscribe(link, door[0])
    CHANNEL.subscribe(link, door[0])
    ada = network.person("ada_moss")
    (post,) = pushed(served, link, door, lambda: network.post(ada, "@northpost pushed?"))
    account = network.account("northpost")
    (message,) = pushed(served, link, door, lambda: network.message(ada, account, "in private"))
    assert isinstance(post, Said)
    assert isinstance(message, Said)
    assert (post.text, message.text) == ("@northpost pushed?", "in private")
    polled = [CHANNEL.parse(link, each)[0] for each in CHANNEL.fetch(link, "").deliveries]
    assert message.thread in [each.thread for each in polled if isinstance(each, Said)]


def test_it_is_asked_whether_it_still_pushes_and_begins_again(
    network: Network, link: Link, door: Door
) -> None:
    url, *_ = door
    assert not CHANNEL.pushes_to(link, url)
    CHANNEL.subscribe(link, url)
    assert CHANNEL.pushes_to(link, url)
    network.faults.dropped_subscriptions = Strike(next=1)
    assert not CHANNEL.pushes_to(link, url), "the address failed X's check"
    CHANNEL.subscribe(link, url)
    assert CHANNEL.pushes_to(link, url)
    assert not CHANNEL.pushes_to(replace(link, account=Account("7")), url), (
        "nothing of this account"
    )
    with pytest.raises(Unsupported):
        CHANNEL.pushes_to(replace(link, secrets=Secrets({"access": "a token"})), url)


def watched(link: Link) -> set[str]:
    """Of whom it is pushed that they deleted something."""
    app = {"authorization": f"Bearer {link.secrets['bearer']}"}
    told = CHANNEL.call(link, Call("GET", "/2/activity/subscriptions", headers=app)).json
    found = {each["filter"]["user_id"] for each in told["data"] if each["event_type"] == DELETED}  # type: ignore[index,call-overload]
    return found - {link.account.external_id if link.account else ""}


def test_what_customers_delete_is_pushed_for_those_who_are_watched(
    served: Served, network: Network, link: Link, door: Door
) -> None:
    CHANNEL.subscribe(link, door[0])
    ada, jo = network.person("ada_moss"), network.person("jo_parr")
    about = ids.of_profile(ada)
    CHANNEL.watch(link, door[0], [about])
    (post,) = pushed(served, link, door, lambda: network.post(ada, "@northpost soon gone"))
    newest = [*network.items.values()][-1]
    (gone,) = pushed(served, link, door, lambda: network.delete(newest))
    assert isinstance(gone, Deleted)
    assert gone.external_id == post.external_id
    CHANNEL.watch(link, door[0], [ids.of_profile(jo)])
    assert watched(link) == {ids.of_profile(jo)}
    CHANNEL.watch(link, door[0], [str(number) for number in range(1000, 1000 + MOST_CHANGES + 20)])
    assert len(watched(link)) == MOST_CHANGES, "the others have their turn next time"
