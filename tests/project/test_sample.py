"""The sample of `amends demo`: every brand on the practice network, as each network it passes for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from amends.channels import queries, registry
from amends.channels.models import Connection
from amends.practice import Network, Served, running
from amends.practice.personalities import samples
from amends.project import cli
from amends.project.sample import SEED, Sample, seed
from cast import NOON

ALLOWED = ("127.0.0.0/8",)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    brands = ("northpost", "crumbandco", "lindenlane", "tallybook", "marlowtransit")
    with running(Network(seed=SEED, brands=brands)) as network:
        yield network


@pytest.fixture
def practised(served: Served, settings: Settings) -> Iterator[Served]:
    settings.PRIVATE_ADDRESSES = ALLOWED
    yield served
    queries.transports(ALLOWED).http.close()
    queries.transports.cache_clear()


@pytest.mark.django_db
def test_each_brand_is_connected_as_every_network_and_only_once(
    practised: Served, tmp_path: Path
) -> None:
    here = Sample(practised.url, tmp_path, tuple(samples()))
    seed(here, now=NOON)
    found = sorted(Connection.objects.values_list("brand__name", "channel"))
    wanted = {
        "demo",
        *(make(practised.url, "northpost", SEED).channel for make in samples().values()),
    }
    assert {channel for name, channel in found if name == "Northpost"} == wanted
    assert len(found) == len(set(found)) == 5 * len(wanted)
    seed(here, now=NOON)
    assert Connection.objects.count() == len(found)


def test_every_sample_is_of_a_network_that_there_is() -> None:
    for name, make in samples().items():
        sample = make("http://127.0.0.1:1", "northpost", SEED)
        channel = registry.channel(sample.channel)
        assert set(sample.brought) <= set(channel.learns), name


def test_a_network_that_cannot_be_practised_is_named_before_anything_starts() -> None:
    answer = CliRunner().invoke(cli.amends, ["demo", "--networks", "facebook,telepathy"])
    assert answer.exit_code == click.UsageError.exit_code
    assert "telepathy" in answer.output
    assert "facebook" in answer.output
