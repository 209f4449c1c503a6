"""A thousand mutated webhooks of every network that pushes: no 5xx, no lie believed, nothing lost."""

from __future__ import annotations

import pytest

from amends.channels import credentials
from benchmarks.hooks.families import FAMILIES
from benchmarks.hooks.family import Family
from benchmarks.hooks.fuzzing import fuzz
from cast import NOON, Cast, make_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.name)
def test_no_mutation_gets_through_or_gets_lost(cast: Cast, family: Family) -> None:
    connection = make_connection(
        cast.brand,
        channel=family.channel,
        account_id=family.account_id,
        secrets=credentials.encrypted(dict(family.secrets)),
        settings=dict(family.settings),
    )
    found = fuzz(family, connection, 1000, NOON, digested=100)
    assert found.pushed == 1000
    assert found.accepted > 500
    assert found.refused > 200
    assert found.quarantined > 50
    assert not {name: times for name, times in found.faults().items() if times}
