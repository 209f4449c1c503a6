"""The network as its own process, and requests no sensible client would make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.practice import Bucket, Item, Network

MEMORY_KB = 45 * 1024
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = ("text", "thread", "parent", "to", "conversation", "client_ref", "url", "secret", "hidden")


@pytest.fixture(scope="module")
def process() -> Iterator[tuple[int, dict[str, object]]]:
    command = [sys.executable, "-m", "amends.practice", "--port", "0", "--speed", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        yield started.pid, json.loads(started.stdout.readline())
        started.terminate()


def test_it_starts_full_of_life_and_small(process: tuple[int, dict[str, object]]) -> None:
    pid, introduction = process
    accounts = introduction["accounts"]
    assert isinstance(accounts, dict)
    assert len(accounts) == 5
    for handle, token in accounts.items():
        head = {"Authorization": f"Bearer {token}"}
        page = httpx.get(f"{introduction['url']}/v1/events", headers=head, timeout=10).json()
        assert len(page["events"]) >= 8
        assert page["events"][0]["account"] == f"acc_{handle}"
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        used = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        assert used
        assert int(used[1]) < MEMORY_KB


def test_killed_and_started_again_it_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "amends.practice", "--port", "0", "--brands", "northpost"]
    command += ["--journal", str(tmp_path / "practice.jsonl")]
    pages = []
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
            try:
                pages.append(_events_of(started))
            finally:
                started.kill()
    first, second = pages
    assert len(first) >= 8
    assert second[: len(first)] == first


def _events_of(started: subprocess.Popen[str]) -> list[str]:
    """What the network that has just started tells of itself."""
    assert started.stdout is not None
    introduction = json.loads(started.stdout.readline())
    head = {"Authorization": f"Bearer {introduction['accounts']['northpost']}"}
    answer = httpx.get(f"{introduction['url']}/v1/events", headers=head, timeout=60)
    return [each["event_id"] + each["created_at"] for each in answer.json()["events"]]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(st.sampled_from(FIELDS), ODD), odd=st.text(max_size=12))
def test_nothing_odd_breaks_it(
    desk: httpx.Client, network: Network, complaint: Item, body: dict[str, object], odd: str
) -> None:
    network.account("northpost").bucket = Bucket(per_second=1e6, burst=1_000_000)
    desk.headers["Idempotency-Key"] = "k" + str(hash(odd))
    raw = json.dumps(body).encode()
    with_thread = json.dumps(body | {"thread": complaint.thread.id}).encode()
    answers = [
        desk.post("/v1/posts", content=raw),
        desk.post("/v1/comments", content=with_thread),
        desk.post("/v1/messages", content=raw),
        desk.put("/v1/webhook", content=raw),
        desk.patch(f"/v1/posts/{complaint.id}", content=raw),
        desk.post(f"/v1/comments/{complaint.id}/hide", content=raw),
        desk.get("/v1/events", params={"after": odd}),
        desk.get("/v1/events", params={"limit": odd}),
        desk.get("/v1/sent", params={"since": odd, "client_ref": odd}),
        desk.get(f"/v1/threads/{complaint.thread.id}", params={odd: odd}),
    ]
    assert all(each.status_code < 500 for each in answers)
