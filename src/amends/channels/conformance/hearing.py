"""Checks 8–14: what a channel makes of what the network said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from amends.channels.conformance.bench import Bench
from amends.channels.conformance.http import GIBBERISH
from amends.channels.conformance.recordings import described
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.contract import (
    Counted,
    Deleted,
    Delivery,
    Edited,
    Item,
    Malformed,
    Outcome,
    Said,
)

#: What stands, in turn, where something else was due.
WRONG: tuple[object, ...] = (None, 7, "", "\x00", [], {}, [None])


class HearingChecks(Bench):
    """Recording in, expected items out; and nothing else can make it stumble."""

    def test_08_recording_in_expected_items_out(self) -> None:
        recorded = self.recording.deliveries()
        must(recorded, "there is no recording in items/")
        for name, (delivery, scene) in recorded.items():
            same(
                described(self.channel.parse(self.nowhere(), delivery)),
                scene["expected"],
                f"items/{name}",
            )

    def test_09_items_are_whole(self) -> None:
        for name, (delivery, _) in self.recording.deliveries().items():
            for item in self.channel.parse(self.nowhere(), delivery):
                for fault in _faults(item):
                    must(not fault, f"items/{name}: {fault}")

    def test_10_the_same_in_gives_the_same_out_and_calls_nobody(self) -> None:
        for name, (delivery, _) in self.recording.deliveries().items():
            once, again = (
                self.channel.parse(self.nowhere(), delivery),
                self.channel.parse(self.nowhere(), delivery),
            )
            must(once == again, f"items/{name} was read in two ways")
            must(isinstance(once, tuple), "parse returns a tuple")

    def test_11_nonsense_is_malformed(self) -> None:
        for name, body in self._nonsense().items():
            delivery = Delivery(key="nonsense", body=body)
            expect(
                Malformed, partial(self.channel.parse, self.nowhere(), delivery), f"parsing {name}"
            )

    def test_12_unknown_kinds_are_skipped(self) -> None:
        skipped = [
            name
            for name, (_, scene) in self.recording.deliveries().items()
            if not scene["expected"]
        ]
        must(
            skipped, 'record at least one delivery with "expected": [], of a kind it does not know'
        )

    def test_13_more_than_expected_changes_nothing(self) -> None:
        for name, (delivery, scene) in self.recording.deliveries().items():
            fuller = replace(delivery, body=with_more(delivery.body))
            what = f"items/{name} with fields that nobody knows"
            same(described(self.channel.parse(self.nowhere(), fuller)), scene["expected"], what)

    def test_14_a_part_of_the_wrong_kind_is_malformed_or_left_out(self) -> None:
        link = self.nowhere()
        for name, (delivery, _) in self.recording.deliveries().items():
            for damaged in damages(delivery.body):
                try:
                    items = self.channel.parse(link, replace(delivery, body=damaged))
                except Malformed:
                    continue
                for fault in (fault for item in items for fault in _faults(item)):
                    must(not fault, f"items/{name}, damaged to {damaged[:200]!r}: {fault}")

    def _nonsense(self) -> dict[str, bytes]:
        """The recording's own, where almost anything is a message (mail); JSON's otherwise."""
        own = self.recording.facts.get("nonsense")
        if own is None:
            return {name: body for name, body in GIBBERISH.items() if name != "too much"}
        return {f"nonsense[{at}]": self.recording.body(each, ".") for at, each in enumerate(own)}


def with_more(body: bytes) -> bytes:
    """The same with fields that nobody knows: in every object of a JSON body, in the head of a mail."""
    try:
        value = json.loads(body)
    except ValueError:
        return b"X-Unknown-To-Everybody: 1\r\n" + body
    return json.dumps(_fuller(value), ensure_ascii=False).encode()


def damages(body: bytes) -> Iterator[bytes]:
    """The same body, each time with another one of its values of the wrong kind; none for mails."""
    try:
        value = json.loads(body)
    except ValueError:
        return
    for path in _paths(value):
        for wrong in WRONG:
            yield json.dumps(_changed(value, path, wrong)).encode()


def _fuller(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _fuller(each) for name, each in value.items()} | {
            "unknown_to_everybody": [{}]
        }
    return [_fuller(each) for each in value] if isinstance(value, list) else value


def _paths(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        yield (*above, key)
        if isinstance(each, dict | list):
            yield from _paths(each, (*above, key))


def _changed(value: Any, path: tuple[str | int, ...], wrong: object) -> Any:
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = _changed(copy[key], tuple(rest), wrong) if rest else wrong
    return copy


def _faults(item: Item) -> Iterator[str]:
    """What an item lacks, as sentences; empty ones are no faults."""
    match item:
        case Said():
            yield from _said_faults(item)
        case Edited():
            yield _time_fault(item.edited_at, "edited_at")
            yield from _said_faults(item.said)
        case Deleted():
            yield "" if item.external_id else "a deletion without an external id"
            yield _time_fault(item.deleted_at, "deleted_at")
        case Counted():
            yield "" if item.external_id else "counts without an external id"
            yield _time_fault(item.counted_at, "counted_at")
        case Outcome():
            named = item.external_id or item.client_ref or item.recipient
            yield "" if named else "an outcome that names no send"
            yield _time_fault(item.at, "at")


def _said_faults(said: Said) -> Iterator[str]:
    ids = {"external_id": said.external_id, "thread": said.thread.external_id}
    ids["author"] = said.author.external_id
    for name, value in ids.items():
        yield "" if 0 < len(value) <= 1000 else f"{name} is missing or too long"
    yield _time_fault(said.sent_at, "sent_at")
    addresses = (said.url, said.thread.url, said.author.avatar_url, *(m.url for m in said.media))
    for url in addresses:
        yield "" if not url or url.startswith(("https://", "http://")) else f"no web address: {url}"
    texts: tuple[object, ...] = (
        said.text,
        said.html,
        said.subject,
        said.author.name,
        said.author.handle,
    )
    for text in texts:
        yield "" if isinstance(text, str) and "\x00" not in text else "a text that cannot be kept"
    in_range = said.rating is None or 1 <= said.rating <= 5
    yield "" if in_range else f"a rating of {said.rating}"


def _time_fault(moment: object, name: str) -> str:
    aware = isinstance(moment, datetime) and moment.utcoffset() == timedelta(0)
    return "" if aware else f"{name} is no aware time in UTC"
