"""Answers are lost on every network that we can play: nothing is doubled, and nothing stays UNKNOWN."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

ROOT = str(Path(__file__).parents[3])
WAYS = (
    *("x", "x-private", "facebook", "messenger", "instagram", "instagram-private", "whatsapp"),
    *("bluesky", "bluesky-private", "mastodon", "fediverse"),
)
SENDS = 6


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", WAYS)
def test_nothing_is_doubled_and_nothing_stays_unknown(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from benchmarks import lost_networks, lost_open

    # Networks check the address that they are to push to: nobody is there, and no name is looked up.
    with override_settings(PRIVATE_ADDRESSES=("127.0.0.1",), PUBLIC_URL="http://127.0.0.1:9"):
        if name in lost_open.WORLDS:
            found = lost_open.speak(name, SENDS, patience=120)
        else:
            found = lost_networks.speak(lost_networks.WAYS[name], SENDS, patience=120)
    assert (found.accepted, found.settled) == (SENDS, found.lost)
    assert found.lost > 0
    assert (found.doubled, found.wrong, found.unsettled, found.heard_twice) == (0, 0, 0, 0)
