"""The journal: after a restart the network is as it was, to the last event."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from amends.practice import BRANDS, Journal, Life, Network, Webhook, running

SECRET = "practice-secret-1"


def started(path: Path) -> tuple[Network, Journal]:
    network = Network(seed=7, brands=BRANDS, base_url="http://practice.example")
    journal = Journal(path)
    journal.attach(network)
    return network, journal


def told(network: Network) -> dict[str, list[bytes]]:
    return {handle: [e.raw for e in each.events] for handle, each in network.accounts.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice.jsonl"


@pytest.fixture
def before(path: Path) -> Network:
    """A network with a past, one event nobody knows, and things changed and taken back."""
    network, journal = started(path)
    northpost = network.account("northpost")
    network.faults.unknown_events.next = 1
    Life(network).remember(hours=6, now=network.clock())
    root = network.post(northpost.profile, "Hello")
    comment = network.comment(network.person("jo", "Jo Bell", 9), root, "Spam")
    network.hide(comment, hidden=True)
    network.edit(root, "Hello all")
    network.delete(comment)
    message = network.message_person(northpost, network.person("jo"), "Hi Jo")
    review = network.review(network.person("ida"), northpost, 2, "Late")
    network.reply(northpost, review, "Sorry")
    network.edit(review, "In time after all", rating=5)
    network.accept(northpost, message)
    network.register(northpost, Webhook("http://127.0.0.1:9/", SECRET, 5))
    journal.close()
    return network


def test_a_restart_changes_nothing(path: Path, before: Network) -> None:
    after, journal = started(path)
    journal.close()
    assert told(after) == told(before)
    assert after.truth() == before.truth()
    assert after.account("northpost").webhook == Webhook("http://127.0.0.1:9/", SECRET, 5)
    assert path.stat().st_mode & 0o077 == 0


def test_new_ids_go_on_where_the_old_ended(path: Path, before: Network) -> None:
    after, journal = started(path)
    new = after.post(after.person("jo"), "@northpost again")
    journal.close()
    assert new.id not in before.items
    assert after.account("northpost").events[-1].seq == len(before.account("northpost").events) + 1


def test_a_torn_line_is_cut_off(path: Path, before: Network) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"op": "ad')
    after, journal = started(path)
    journal.close()
    assert told(after) == told(before)
    assert path.read_bytes() == whole


def test_an_idempotency_key_outlives_a_restart(path: Path) -> None:
    body = {"text": "Hello", "client_ref": "r1"}

    def send_once() -> Network:
        network, journal = started(path)
        token = network.account("northpost").token
        head = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k1"}
        with running(network) as served:
            assert httpx.post(f"{served.url}/v1/posts", json=body, headers=head).status_code == 201
        journal.close()
        return network

    send_once()
    assert send_once().truth().sends() == {"r1": 1}


def test_life_does_not_repeat_its_past(path: Path, before: Network) -> None:
    after, journal = started(path)
    Life(after).remember(hours=0.01, now=after.clock())
    journal.close()
    assert told(after) == told(before)
