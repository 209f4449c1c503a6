"""Webhooks: signed over the raw body, tried again, and wrong in every way one can ask for."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections import Counter
from functools import partial

import httpx
import pytest
from practice_doormat import Doormat

from amends.practice import Network, Served, Words, signature
from amends.practice.chance import dice
from amends.practice.connection import Connection, Target
from amends.practice.pusher import Pusher, parcels, troubled

SECRET = "practice-secret-1"


def _until(done: object, seconds: float = 5.0) -> None:
    assert callable(done)
    latest = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < latest, "it did not happen in time"
        time.sleep(0.01)


@pytest.fixture
def hooked(desk: httpx.Client, doormat: Doormat) -> Doormat:
    body = {"url": doormat.url, "secret": SECRET, "max_events": 1}
    assert desk.put("/v1/webhook", json=body).status_code == 200
    return doormat


def say(served: Served, times: int = 1) -> None:
    network = served.network
    jo, northpost = network.person("jo"), network.account("northpost")
    for number in range(times):
        served.call(partial(network.message, jo, northpost, f"Hi {number}"))


def seqs(doormat: Doormat) -> list[int]:
    return [each["seq"] for _, body in doormat.got for each in json.loads(body)["events"]]


def is_right(signed: str, body: bytes) -> bool:
    stamp, digest = (part.partition("=")[2] for part in signed.split(","))
    expected = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    return hmac.compare_digest(digest, expected.hexdigest())


def test_a_delivery_is_signed_over_its_raw_body(
    served: Served, desk: httpx.Client, hooked: Doormat
) -> None:
    say(served)
    _until(lambda: hooked.got)
    signed, body = hooked.got[0]
    assert is_right(signed, body)
    assert signed == signature(SECRET, body, int(signed[2:].partition(",")[0]))
    delivery = json.loads(body)
    assert delivery.keys() == {"delivery_id", "sent_at", "account", "events"}
    assert delivery["account"] == "acc_northpost"
    assert delivery["events"] == desk.get("/v1/events").json()["events"]
    log = desk.get("/v1/webhook/deliveries").json()["deliveries"]
    assert log[0]["delivery_id"] == delivery["delivery_id"]
    assert log[0]["attempts"][0]["status"] == 200


def test_a_refused_delivery_comes_again_unchanged(
    served: Served, desk: httpx.Client, hooked: Doormat
) -> None:
    hooked.planned = [503, 500]
    say(served)
    _until(lambda: len(hooked.got) == 3)
    assert len({body for _, body in hooked.got}) == 1
    _until(lambda: desk.get("/v1/webhook/deliveries").json()["deliveries"][0]["delivered"])


def test_a_silent_receiver_is_logged(served: Served, desk: httpx.Client) -> None:
    desk.put("/v1/webhook", json={"url": "http://127.0.0.1:9/", "secret": SECRET})
    say(served)
    northpost = served.network.account("northpost")
    _until(lambda: northpost.deliveries and len(northpost.deliveries[0].attempts) == 4)
    assert northpost.deliveries[0].attempts[0].error
    assert not northpost.deliveries[0].delivered


def test_events_come_in_order_and_in_batches(
    served: Served, desk: httpx.Client, doormat: Doormat
) -> None:
    desk.put("/v1/webhook", json={"url": doormat.url, "secret": SECRET, "max_events": 25})
    say(served, 120)
    _until(lambda: len(seqs(doormat)) == 120)
    assert seqs(doormat) == list(range(1, 121))
    assert len(doormat.got) < 120


def test_duplicates_keep_their_delivery_id(served: Served, hooked: Doormat) -> None:
    served.network.faults.duplicate_deliveries.next = 2
    say(served, 3)
    _until(lambda: len(hooked.got) == 5)
    ids = Counter(json.loads(body)["delivery_id"] for _, body in hooked.got)
    assert sorted(ids.values()) == [1, 2, 2]


def test_shuffled_deliveries_are_overtaken(served: Served, hooked: Doormat) -> None:
    served.network.faults.shuffled_deliveries.next = 1
    say(served, 3)
    _until(lambda: len(hooked.got) == 3)
    assert sorted(seqs(hooked)) == [1, 2, 3]
    assert seqs(hooked)[0] != 1


def test_deliveries_can_be_parallel(served: Served, hooked: Doormat) -> None:
    served.network.faults.parallel_deliveries = 6
    say(served, 40)
    _until(lambda: len(hooked.got) == 40)
    assert 2 <= hooked.most_at_once <= 6


def test_signatures_can_be_wrong(served: Served, hooked: Doormat) -> None:
    served.network.faults.wrong_signatures.next = 1
    say(served, 2)
    _until(lambda: len(hooked.got) == 2)
    assert [is_right(*each) for each in hooked.got] == [False, True]


def test_bodies_can_end_in_the_middle(served: Served, hooked: Doormat) -> None:
    served.network.faults.malformed_deliveries.next = 1
    say(served)
    _until(lambda: hooked.got)
    with pytest.raises(ValueError, match=r"\w"):
        json.loads(hooked.got[0][1])
    assert is_right(*hooked.got[0])


def test_unknown_kinds_of_event_happen(served: Served, desk: httpx.Client) -> None:
    served.network.faults.unknown_events.next = 1
    say(served)
    told = desk.get("/v1/events").json()["events"]
    assert [each["seq"] for each in told] == [1, 2]
    assert told[0]["type"] == "message.created"
    assert told[1]["type"] not in {"message.created", "message.edited"}


def test_webhooks_can_fall_silent(served: Served, desk: httpx.Client, hooked: Doormat) -> None:
    served.network.faults.mute_webhooks = True
    say(served)
    served.network.faults.mute_webhooks = False
    say(served)
    _until(lambda: hooked.got)
    assert seqs(hooked) == [2]
    assert len(desk.get("/v1/events").json()["events"]) == 2


def test_a_webhook_can_be_removed(served: Served, desk: httpx.Client, hooked: Doormat) -> None:
    assert desk.get("/v1/webhook").json()["url"] == hooked.url
    assert desk.get("/v1/me").json()["webhook"] == {"url": hooked.url}
    desk.delete("/v1/webhook")
    assert desk.get("/v1/webhook").status_code == 404
    say(served)
    time.sleep(0.1)
    assert hooked.got == []


@pytest.mark.parametrize(
    "body",
    [
        {"url": "http://x/"},
        {"url": "ftp://x/", "secret": SECRET},
        {"url": "http://x/", "secret": "short"},
        {"url": "http://x/", "secret": SECRET, "max_events": 0},
        {"url": "http://x:port/", "secret": SECRET},
        {"url": "http://x/a b", "secret": SECRET},
    ],
)
def test_an_odd_webhook_is_refused(desk: httpx.Client, body: dict[str, object]) -> None:
    assert desk.put("/v1/webhook", json=body).status_code == 422


def test_a_storm_is_pushed_whole(served: Served, hooked: Doormat) -> None:
    network = served.network
    network.faults.parallel_deliveries = 8
    served.call(lambda: network.storm(people=10, threads=5, messages=200))
    _until(lambda: len(hooked.got) == 200)
    assert sorted(seqs(hooked)) == list(range(1, 201))


def test_the_pusher_delivers_everything(doormat: Doormat) -> None:
    network = Network(clock=lambda: 1_795_000_000.0)
    network.storm(people=10, threads=5, messages=60)
    account = network.account("northpost")
    packed = parcels(account, account.events, moment=1_795_000_000.0)
    odd = troubled(packed, rng=dice(7), duplicates=0.2, shuffled=0.2)
    assert odd == troubled(packed, rng=dice(7), duplicates=0.2, shuffled=0.2)
    doormat.planned = [503]
    report = Pusher(doormat.url, SECRET, connections=4, tries=3).push(odd)
    assert report.deliveries == len(odd) > 60
    assert report.statuses == {200: len(odd), 503: 1}
    assert set(seqs(doormat)) == set(range(1, 61))
    assert all(is_right(*each) for each in doormat.got)
    assert report.percentile(0.5) <= report.percentile(0.99)


def test_the_pusher_can_be_paced(doormat: Doormat) -> None:
    network = Network()
    network.message(network.person("jo"), network.account("northpost"), Words("Hi"))
    account = network.account("northpost")
    packed = parcels(account, account.events * 10, batch=2, moment=0)
    report = Pusher(doormat.url, SECRET).push(packed, per_second=20)
    assert (report.deliveries, report.events) == (5, 10)
    assert report.seconds >= 0.2


def test_a_target_is_read_from_its_url() -> None:
    target = Target.of("https://desk.example/hook?x=1")
    assert (target.host, target.port, target.secure) == ("desk.example", 443, True)
    assert target.request(b"{}", "t=1,v1=2").startswith(b"POST /hook?x=1 HTTP/1.1\r\n")
    assert Connection(target).target is target
