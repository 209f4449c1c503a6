"""Every trouble the network can be asked for, and that it repeats by its seed."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx
import pytest

from amends.practice import Bucket, Faults, Item, Network, Served, Words, running
from amends.practice.limits import ABSURD_RETRY_AFTER

Send = Callable[..., httpx.Response]


@pytest.fixture
def send(desk: httpx.Client, complaint: Item) -> Send:
    def send(ref: str, **headers: str) -> httpx.Response:
        body = {"thread": complaint.thread.id, "text": "We look into it.", "client_ref": ref}
        return desk.post("/v1/comments", json=body, headers=headers)

    return send


def test_an_outage_answers_503_until_it_ends(desk: httpx.Client, control: httpx.Client) -> None:
    control.post("/control/outage", json={"seconds": 60})
    answer = desk.get("/v1/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    control.post("/control/calm")
    assert desk.get("/v1/me").status_code == 200


def test_an_outage_can_reset_connections(desk: httpx.Client, control: httpx.Client) -> None:
    control.post("/control/outage", json={"seconds": 60, "kind": "reset"})
    with pytest.raises(httpx.ReadError):
        desk.get("/v1/me")


def test_trouble_of_one_account_leaves_others_alone(
    desk: httpx.Client, other_desk: httpx.Client, control: httpx.Client
) -> None:
    control.post("/control/outage", json={"seconds": 60, "account": "northpost"})
    assert desk.get("/v1/me").status_code == 503
    assert other_desk.get("/v1/me").status_code == 200


def test_a_lost_answer_was_accepted(desk: httpx.Client, network: Network, send: Send) -> None:
    network.faults.lost_answers.next = 1
    with pytest.raises(httpx.RemoteProtocolError):
        send("ref-1")
    assert network.truth().sends() == {"ref-1": 1}
    (found,) = desk.get("/v1/sent?client_ref=ref-1").json()["sent"]
    assert found["client_ref"] == "ref-1"
    assert send("ref-2").status_code == 201


def test_a_lost_answer_is_given_again_for_its_key(network: Network, send: Send) -> None:
    network.faults.lost_answers.next = 1
    with pytest.raises(httpx.RemoteProtocolError):
        send("ref-1", **{"Idempotency-Key": "k1"})
    again = send("ref-1", **{"Idempotency-Key": "k1"})
    assert again.status_code == 201
    assert again.headers["Idempotent-Replayed"] == "true"
    assert network.truth().sends() == {"ref-1": 1}


def test_without_the_feature_a_second_send_is_a_second_send(
    network: Network, control: httpx.Client, send: Send
) -> None:
    control.post("/control/features", json={"account": "northpost", "idempotency": False})
    for _ in range(2):
        send("ref-1", **{"Idempotency-Key": "k1"})
    assert network.truth().sends() == {"ref-1": 2}


def test_a_key_belongs_to_one_request(send: Send) -> None:
    assert send("ref-1", **{"Idempotency-Key": "k1"}).status_code == 201
    reused = send("ref-2", **{"Idempotency-Key": "k1"})
    assert reused.json()["error"]["code"] == "idempotency_key_reused"


def test_a_key_is_forgotten_after_an_hour(complaint: Item) -> None:
    now = [time.time()]
    network = Network(clock=lambda: now[0])
    root = network.post(complaint.author, "@northpost hello")
    key = {"Idempotency-Key": "k1", "Authorization": f"Bearer {network.account('northpost').token}"}
    body = {"thread": root.thread.id, "text": "Hi", "client_ref": "r"}
    with running(network) as served:
        httpx.post(f"{served.url}/v1/comments", json=body, headers=key)
        now[0] += 3601
        httpx.post(f"{served.url}/v1/comments", json=body, headers=key)
    assert network.truth().sends() == {"r": 2}


def test_a_cut_request_was_not_accepted(network: Network, send: Send) -> None:
    network.faults.cut_requests.next = 1
    with pytest.raises(httpx.RemoteProtocolError):
        send("ref-1")
    assert not network.truth().sends()


def test_errors_accept_nothing(network: Network, control: httpx.Client, send: Send) -> None:
    control.post("/control/faults", json={"errors": {"next": 1}, "error_status": 502})
    assert send("ref-1").status_code == 502
    assert not network.truth().sends()


def test_answers_can_be_malformed(desk: httpx.Client, network: Network) -> None:
    network.faults.malformed_answers.next = 1
    with pytest.raises(ValueError, match=r"\w"):
        desk.get("/v1/me").json()
    assert desk.get("/v1/me").json()["account"]["handle"] == "northpost"


def test_answers_can_be_slow(desk: httpx.Client, network: Network) -> None:
    network.faults.slow_seconds = 0.2
    began = time.monotonic()
    desk.get("/v1/me")
    assert time.monotonic() - began >= 0.2


def test_a_send_can_be_late_in_the_lookup(desk: httpx.Client, network: Network, send: Send) -> None:
    network.faults.lookup_lag_seconds = 60
    send("ref-1")
    page = desk.get("/v1/sent").json()
    assert (page["sent"], page["has_more"], page["next"]) == ([], False, "p0")
    network.faults.calm()
    assert len(desk.get("/v1/sent").json()["sent"]) == 1


def test_the_messaging_window_closes(desk: httpx.Client, network: Network) -> None:
    now = network.clock()
    northpost = network.account("northpost")
    long_ago = network.message(network.person("jo"), northpost, Words("Hi", at=now - 7.1 * 86_400))
    body = {"conversation": long_ago.thread.id, "text": "Hello Jo"}
    answer = desk.post("/v1/messages", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "outside_messaging_window")
    stranger = network.person("ida")
    assert desk.post("/v1/messages", json={"to": stranger.id, "text": "Hi"}).status_code == 403
    network.post(network.person("jo"), "@northpost still there?")
    assert desk.post("/v1/messages", json=body).status_code == 201
    assert desk.post("/v1/messages", json=body | {"to": stranger.id}).status_code == 422
    assert desk.post("/v1/messages", json={"to": "usr_nobody", "text": "Hi"}).status_code == 404


def test_a_bucket_empties_and_fills() -> None:
    bucket = Bucket(per_second=2, burst=3)
    assert [bucket.take(100.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take(100.5) == 0
    assert bucket.full_at(100.5) == pytest.approx(102.0)


def _limited(desk: httpx.Client, network: Network, style: str) -> httpx.Response:
    network.faults.change({"retry_after": style})
    network.account("northpost").bucket = Bucket(per_second=0.01, burst=1)
    first = desk.get("/v1/me")
    assert first.headers["X-RateLimit-Limit"] == "1"
    assert first.headers["X-RateLimit-Remaining"] == "0"
    answer = desk.get("/v1/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "rate_limited")
    return answer


def test_too_fast_says_when_to_come_back(desk: httpx.Client, network: Network) -> None:
    assert 90 <= int(_limited(desk, network, "seconds").headers["Retry-After"]) <= 100
    date = parsedate_to_datetime(_limited(desk, network, "date").headers["Retry-After"])
    assert 80 <= date.timestamp() - time.time() <= 102
    assert "Retry-After" not in _limited(desk, network, "missing").headers
    assert _limited(desk, network, "absurd").headers["Retry-After"] in ABSURD_RETRY_AFTER


def test_a_rate_is_changed_from_outside(desk: httpx.Client, control: httpx.Client) -> None:
    control.post("/control/rate", json={"account": "northpost", "per_second": 1, "burst": 5})
    assert desk.get("/v1/me").json()["rate"] == {"per_second": 1, "burst": 5}


def test_a_token_expires_in_time(desk: httpx.Client, control: httpx.Client) -> None:
    control.post("/control/token", json={"account": "northpost", "expires_in": 0.05})
    time.sleep(0.06)
    assert desk.get("/v1/me").json()["error"]["code"] == "token_expired"
    control.post("/control/token", json={"account": "northpost", "token": "fresh-token"})
    head = {"Authorization": "Bearer fresh-token"}
    assert desk.get("/v1/me", headers=head).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        {"nonsense": 1},
        {"lost_answers": 2},
        {"lost_answers": {"share": "x"}},
        {"slow_seconds": "x"},
        {"retry_after": "never"},
        {"outage_kind": "fire"},
        {"mute_webhooks": 1},
    ],
)
def test_odd_faults_are_refused(control: httpx.Client, wanted: dict[str, object]) -> None:
    assert control.post("/control/faults", json=wanted).status_code == 422


def test_all_faults_go_when_calm(control: httpx.Client) -> None:
    wanted = {"lost_answers": 0.3, "parallel_deliveries": 4, "slow_seconds": 1}
    assert control.post("/control/faults", json=wanted).json()["lost_answers"]["share"] == 0.3
    control.post("/control/calm")
    assert control.get("/control/faults").json()["network"] == Faults().as_dict()


def test_the_truth_tells_what_was_accepted(
    served: Served, control: httpx.Client, send: Send, complaint: Item
) -> None:
    sent = send("ref-1").json()["id"]
    truth = control.get("/control/truth").json()
    assert truth["sends"] == {"northpost": {"ref-1": [sent]}}
    assert truth["events"] == {"northpost": 2, "tallybook": 0}
    assert served.network.truth().ids() == {complaint.id, sent}
    assert served.call(lambda: served.network.truth().ids("post")) == {complaint.id}


def _trouble_of(seed: int) -> list[bool]:
    network = Network(seed=seed)
    network.faults.lost_answers.share = 0.5
    trouble = network.trouble(network.account("northpost"))
    return [trouble.hits("lost_answers") for _ in range(50)]


def test_trouble_repeats_by_its_seed() -> None:
    assert _trouble_of(7) == _trouble_of(7) != _trouble_of(8)


def _storm_of(seed: int) -> list[bytes]:
    network = Network(seed=seed, clock=lambda: 1_795_000_000.0)
    network.storm(people=20, threads=5, messages=300)
    return [each.raw for each in network.account("northpost").events]


def test_a_storm_repeats_by_its_seed() -> None:
    assert _storm_of(7) == _storm_of(7) != _storm_of(8)
    assert len(_storm_of(7)) == 300


def test_a_storm_needs_people_and_threads(control: httpx.Client) -> None:
    answer = control.post("/control/storm", json={"people": 0, "threads": 5, "messages": 2})
    assert answer.status_code == 422
    answer = control.post("/control/storm", json={"people": 5, "threads": 2, "messages": 40})
    assert answer.json()["last_seq"] == 40


def test_somebody_says_something_on_request(desk: httpx.Client, control: httpx.Client) -> None:
    def say(**body: object) -> httpx.Response:
        return control.post("/control/say", json={"person": "jo", "text": "Hi"} | body)

    post = say(kind="post", text="@northpost hello").json()
    assert say(kind="comment", parent=post["id"]).json()["root"] == post["id"]
    assert say(kind="message", account="northpost").json()["object"] == "message"
    assert say(kind="review", account="northpost", rating=5).json()["rating"] == 5
    assert say(kind="song").status_code == 422
    assert say(kind="message", account="nobody").status_code == 404
    assert len(desk.get("/v1/events").json()["events"]) == 4
