"""Checks 34–39: that a push surely comes from the network; a channel without pushes refuses them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from amends.channels.base import Link
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.recordings import Scene
from amends.channels.conformance.verdict import Broken, expect, must
from amends.channels.contract import Delivery, Refused, Unsupported

ODD = (
    "",
    "=",
    ",",
    "x" * 10_000,
    "é",
    "t=1,v1=é",
    "t=²,v1=1",
    "t=" + "9" * 400 + ",v1=0",
    "sha256=",
)


class PushingChecks(Bench):
    """Good signatures pass; altered, missing, stale and re-serialised ones are refused."""

    def test_34_a_good_signature_passes(self) -> None:
        for delivery, now in self._pushes():
            self.channel.verify(self.nowhere(), delivery, now)
            self.channel.parse(self.nowhere(), delivery)

    def test_35_an_altered_push_is_refused(self) -> None:
        for delivery, now in self._pushes():
            for what, body in _altered(delivery.body).items():
                self._refused(replace(delivery, body=body), now, what)

    def test_36_a_missing_or_odd_signature_is_refused(self) -> None:
        for delivery, now in self._pushes():
            self._refused(replace(delivery, headers={}), now, "no signature")
            for name, value in delivery.headers.items():
                turned = value[:-1] + ("0" if value[-1] != "0" else "1")
                for odd in (*ODD, turned, value[:-1], value.upper() + "x"):
                    changed = {**delivery.headers, name: odd}
                    self._refused(replace(delivery, headers=changed), now, f"{name}: {odd[:60]}")

    def test_37_a_stale_signature_is_refused(self) -> None:
        if not self._recorded().get("signs_time", True):
            return
        for delivery, now in self._pushes():
            for away in (timedelta(hours=1), timedelta(hours=-1)):
                self._refused(delivery, now + away, f"{away} later")

    def test_38_without_the_right_secret_everything_is_refused(self) -> None:
        secrets = self.recording.facts["secrets"]
        for delivery, now in self._pushes():
            for kept in ({name: f"{value}x" for name, value in secrets.items()}, {}):
                link = self.recording.link(self.kit.nowhere().transports, secrets=kept)
                self._refused(delivery, now, "another secret, or none", link)

    def test_39_a_push_that_comes_again_has_the_same_key(self) -> None:
        keys = []
        for delivery, _ in self._pushes():
            key = self.channel.delivery_key(delivery.body, delivery.headers)
            again = self.channel.delivery_key(bytes(delivery.body), dict(delivery.headers))
            must(key == again == delivery.key, f"the key of one push: {key}, {again}")
            keys.append(key)
        if not self.channel.capabilities.pushes:
            return
        must(len(set(keys)) == len(keys), "two pushes have one key")
        for body in (b"", b"[]", b'{"half', b"\xff", b'{"delivery_id": "' + b"9" * 9000 + b'"}'):
            key = self.channel.delivery_key(body, {})
            must(0 < len(key) <= 500, "a push that cannot be read needs a key of 1 to 500")

    def _recorded(self) -> Scene:
        """The recorded pushes; none for a channel that must refuse them all by name."""
        if self.channel.capabilities.pushes:
            return self.recording.read("pushes.json")
        link, push = self.nowhere(), Delivery(key="", body=b"{}")
        expect(Unsupported, lambda: self.channel.verify(link, push, self.recording.now), "verify")
        expect(Unsupported, lambda: self.channel.delivery_key(b"{}", {}), "delivery_key")
        return {"good": []}

    def _pushes(self) -> Iterator[tuple[Delivery, datetime]]:
        recorded = self._recorded()["good"]
        if not recorded and self.channel.capabilities.pushes:
            raise Broken("pushes.json has no good push")
        for scene in recorded:
            yield self.recording.delivery(scene, "."), datetime.fromisoformat(scene["now"])

    def _refused(self, push: Delivery, now: datetime, what: str, link: Link | None = None) -> None:
        act = partial(self.channel.verify, link or self.nowhere(), push, now)
        expect(Refused, act, f"verifying a push with {what}")


def _altered(body: bytes) -> Mapping[str, bytes]:
    found = {"a space more": body + b" ", "a byte less": body[:-1], "nothing": b""}
    try:
        value = json.loads(body)
    except ValueError:
        return found
    again = (
        json.dumps(value),
        json.dumps(value, separators=(",", ":")),
        json.dumps(value, indent=1),
    )
    written = {f"written again ({at})": each.encode() for at, each in enumerate(again)}
    return found | {what: each for what, each in written.items() if each != body}
