"""Everybody affected is told that it is over: once, though workers die and somebody stops it on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

ROOT = str(Path(__file__).parents[3])


@pytest.mark.proof
@pytest.mark.timeout(1_800)
@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_twice_or_after_it_was_stopped_and_everybody_is_accounted_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from benchmarks.everybody import Plan, tell_everybody

    plan = Plan(people=2_000, kills=10, watch=1.0)
    with override_settings(PRIVATE_ADDRESSES=("127.0.0.1",)):
        found = tell_everybody(plan)
    assert (found.people, found.told, found.killed) == (2_000, 2_000, 10)
    assert (found.twice, found.begun_after, found.after_cancel, found.wrong) == (0, 0, 0, 0)
    assert found.at_cancel >= 2_000 * 0.4
    assert found.accounted == 1.0
