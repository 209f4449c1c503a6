"""A replay goes through listening and triage in a brand of its own, and tells what came of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.listening.actions.replay import Replayed, replay
from amends.listening.models import Delivery
from amends.listening.rules.replaying import Rows
from amends.project.replaying import Wanted, run, written
from amends.triage.models import Judgement
from cast import NOON

pytestmark = pytest.mark.django_db

LINES = [
    '{"text": "My order never came, where is it?", "needs_answer": true, "kind": "complaint"}',
    '{"text": "Thank you so much, you are great ❤", "needs_answer": false, "kind": "thanks"}',
    '{"no": "words"}',
]


def replayed(connection: Connection, lines: list[str]) -> Replayed:
    *_, last = replay(connection=connection, rows=Rows(NOON).of_json(lines))
    return last


def test_what_came_is_judged_in_order_and_compared_with_its_labels(connection: Connection) -> None:
    done = replayed(connection, LINES)
    assert (done.read, done.stored, done.bad) == (3, 2, 1)
    assert done.problems == ["Row 3 has no text."]
    assert Judgement.objects.count() == 2
    assert Case.objects.get(messages__text__startswith="Thank").set_aside == "noise"
    assert done.labels["needs_answer"] == {("yes", "yes"): 1, ("no", "no"): 1}
    assert done.wait(0.5) > 0
    assert Delivery.objects.get().state == "done"


def test_the_same_again_stores_nothing_twice_and_asks_nobody_for_anything(
    connection: Connection,
) -> None:
    lines = ['{"text": "Hi, can you help?", "id": "m1"}'] * 2
    replayed(connection, lines)
    assert replayed(connection, lines[:1]).stored == 0
    assert Message.objects.count() == 1
    assert not ProcrastinateJob.objects.exists()


def test_a_file_under_a_playbook_comes_to_figures_for_people_and_programs(
    tmp_path: Path, connection: Connection
) -> None:
    file, playbook = tmp_path / "past.jsonl", tmp_path / "ours.yaml"
    file.write_text("\n".join(LINES), encoding="utf-8")
    rule = "  - {name: orders, words: [order*], then: {tags: [order]}}\n"
    playbook.write_text("schema_version: 1\narrival:\n" + rule, encoding="utf-8")
    figures = run(Wanted(file, "json", 0.0, playbook, limit=2))
    assert figures["messages"] == 2
    told = orjson.loads(orjson.dumps(figures))
    assert told["counts"]["rule on arrival"] == {"orders": 1}
    assert told["labels"]["needs_answer"]["error"] == 0
    assert "My order never came" in written(figures)
    assert not Message.objects.filter(brand=connection.brand).exists()


def test_what_many_say_within_an_hour_is_told_as_a_spike(
    tmp_path: Path, connection: Connection
) -> None:
    quiet = [
        said(day * 24 + hour, f"{words} ({day})", f"quiet {day} {hour}")
        for day in range(10)
        for hour, words in enumerate(USUAL * 6)
    ]
    many = [said(260 + n / 20, words, f"many {n}") for n, words in enumerate(VOUCHERS * 2)]
    file = tmp_path / "past.jsonl"
    file.write_bytes(b"\n".join([*quiet, *many]))
    figures = run(Wanted(file, "json", 0.0, None, limit=0))
    assert figures["spikes found"] == 1
    [spike] = orjson.loads(orjson.dumps(figures))["spikes"]
    assert (spike["about"], spike["people"]) == ("words", 10)
    assert "voucher" in spike["words"]
    assert spike["found"].startswith("2026-12-02T0")
    assert "spike (words) 2026-12-02" in written(figures)
    assert "common issue" in written(figures)


USUAL = (
    "My parcel has been stuck in the depot",
    "The lamp came with a broken shade",
    "Your hotline keeps me waiting",
    "How do I change my address?",
)
VOUCHERS = (
    "My voucher code from the newsletter is refused at the checkout",
    "The newsletter voucher is not accepted, checkout says invalid code",
    "Voucher code invalid at checkout, why do you send it in the newsletter?",
    "Why does the checkout refuse my newsletter voucher code?",
    "Invalid voucher code again. Your newsletter promised ten percent at checkout",
)


def said(hours: float, text: str, who: str) -> bytes:
    at = NOON + timedelta(hours=hours)
    return orjson.dumps({"text": text, "time": at.isoformat(), "author_id": who})
