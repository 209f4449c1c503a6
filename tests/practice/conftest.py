"""A served practice network, clients for it, and somewhere for its webhooks to land."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpx
import pytest
from practice_doormat import Doormat, laid_out

from amends.practice import Item, Network, Served, running

BRANDS = ("northpost", "tallybook")


@pytest.fixture
def network() -> Network:
    return Network(seed=7, brands=BRANDS)


@pytest.fixture
def served(network: Network) -> Iterator[Served]:
    with running(network, backoff=(0.05, 0.05, 0.05)) as served:
        yield served


@pytest.fixture
def desk(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.account("northpost").token)


@pytest.fixture
def other_desk(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.account("tallybook").token)


@pytest.fixture
def control(served: Served) -> Iterator[httpx.Client]:
    yield from _client(served, served.network.control_token)


def _client(served: Served, token: str) -> Iterator[httpx.Client]:
    head = {"Authorization": f"Bearer {token}"}
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # no https here, so no time spent on roots
    with httpx.Client(base_url=served.url, headers=head, verify=plain) as client:
        yield client


@pytest.fixture
def complaint(network: Network) -> Item:
    """Maren's post about a parcel, which mentions Northpost."""
    return network.post(network.person("maren", "Maren Holt"), "@northpost where is my parcel?")


@pytest.fixture
def doormat() -> Iterator[Doormat]:
    with laid_out() as doormat:
        yield doormat
