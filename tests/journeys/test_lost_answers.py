"""A network loses a fifth of its answers and a worker is killed: everything is there once, and shown so."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

ROOT = str(Path(__file__).parents[2])


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_nothing_is_doubled_or_wrongly_failed_when_answers_are_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from benchmarks.rehearsal import Plan, rehearse

    plan = Plan(sends=40, kills=1, workers=2, patience=180)
    with override_settings(PRIVATE_ADDRESSES=("127.0.0.1",)):
        found = rehearse(plan)
    assert (found.accepted, found.killed) == (40, 1)
    assert found.lost > 0
    wrong = (found.doubled, found.wrongly_failed, found.wrongly_sent, found.unsettled)
    assert wrong == (0, 0, 0, 0)
    assert found.out_of_order == 0
