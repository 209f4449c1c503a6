"""The suite fails for adapters that are broken on purpose, each by the check that is meant for it."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import orjson
import pytest

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.calls import Call
from amends.channels.conformance import Broken, suite_for
from amends.channels.conformance.recordings import Recording
from amends.channels.contract import (
    Account,
    ChannelError,
    Delivery,
    Disconnected,
    Gone,
    Item,
    Malformed,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Said,
    Setting,
    Unknown,
    Unreachable,
)

RECORDING = Recording(Path(__file__).parent / "recordings" / "demo")


class NamelessSetting(Demo):
    settings = (*Demo.settings, Setting("colour", " "))


class TakesObjectsForEmptyPages(Demo):
    """An object without events is an empty page to it."""

    def fetch(self, link: Link, cursor: str) -> Page:
        try:
            return super().fetch(link, cursor)
        except Malformed:
            return Page((), cursor)


class StumblesOverUnknownKinds(Demo):
    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        known = (b"post", b"comment", b"message", b"review", b"reply")
        if not any(b'"type": "' + each in delivery.body for each in known):
            raise Malformed("I do not know this.")
        return super().parse(link, delivery)


class SwallowsNonsense(Demo):
    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        try:
            return super().parse(link, delivery)
        except Malformed:
            return ()


class NaiveTimes(Demo):
    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return tuple(
            dataclasses.replace(item, sent_at=item.sent_at.replace(tzinfo=None))
            if isinstance(item, Said)
            else item
            for item in super().parse(link, delivery)
        )


class ReadsByIndex(Demo):
    """A missing or odd field is an accident to it, not Malformed."""

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = json.loads(delivery.body)
        if "object" in body and not isinstance(body["object"]["author"]["handle"], str):
            raise KeyError("handle")
        return super().parse(link, delivery)


class HearsMoreThanItSays(Demo):
    capabilities = dataclasses.replace(Demo.capabilities, hears=Demo.capabilities.hears - {"edit"})


class HidesMoreThanItSays(Demo):
    capabilities = dataclasses.replace(Demo.capabilities, hides=False)


class EditsInSilence(Demo):
    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        return Receipt(external_id)


class LikesWhateverComes(Demo):
    def like(self, link: Link, external_id: str, thread: str) -> None:
        with contextlib.suppress(ChannelError):
            super().like(link, external_id, thread)


class StandsStill(Demo):
    def fetch(self, link: Link, cursor: str) -> Page:
        page = super().fetch(link, cursor)
        return dataclasses.replace(page, cursor=cursor or "p0")


class BringsThingsTwice(Demo):
    def fetch(self, link: Link, cursor: str) -> Page:
        page = super().fetch(link, cursor)
        return dataclasses.replace(page, deliveries=page.deliveries + page.deliveries[:1])


class SweepsUnderOtherKeys(Demo):
    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        page = super().sweep(link, since, cursor)
        renamed = (dataclasses.replace(each, key=f"sweep:{each.key}") for each in page.deliveries)
        return dataclasses.replace(page, deliveries=tuple(renamed))


class TakesOutagesForRefusals(Demo):
    def identify(self, link: Link) -> Account:
        try:
            return super().identify(link)
        except Unreachable as error:
            raise Refused(error.detail) from None


class LetsHttpxThrough(Demo):
    def identify(self, link: Link) -> Account:
        request = httpx.Request("GET", "http://practice.example/v1/me")
        link.transports.http.handle_request(request)
        return super().identify(link)


class TellsItsToken(Demo):
    def identify(self, link: Link) -> Account:
        try:
            return super().identify(link)
        except Disconnected:
            raise Disconnected(f"{link.secrets['token']} is no longer good.") from None


class LogsItsToken(Demo):
    def headers(self, link: Link) -> Mapping[str, str]:
        headers = super().headers(link)
        logging.getLogger("demo").debug("calling with %s", headers)
        return headers


class CallsLostAnswersFailures(Demo):
    """A time-out after a send is "not reached" to it: the second try makes a second message."""

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        try:
            return super().deliver(link, outgoing)
        except Unknown as error:
            raise Unreachable(error.detail) from None


class BelievesEverySuccess(Demo):
    """A success without an id is good enough for it."""

    def send(self, link: Link, outgoing: Outgoing) -> Receipt:
        try:
            return super().send(link, outgoing)
        except Unknown as error:
            if "HTTP" in error.detail and "no JSON" in error.detail:
                return Receipt("probably")
            raise


class ForgetsTheKey(Demo):
    def call(self, link: Link, call: Call) -> object:  # type: ignore[override]
        body = call.json
        if isinstance(body, dict):
            body = {name: value for name, value in body.items() if name != "client_ref"}
        return super().call(link, dataclasses.replace(call, headers={}, json=body))


class SendsWithoutLooking(Demo):
    """It asks the network first whether the text is too long."""

    def check(self, outgoing: Outgoing) -> None:
        """Anything goes."""


class CountsBytes(Demo):
    def count(self, text: str, visibility: object) -> int:  # type: ignore[override]
        return len(text.encode())


class KeepsQuietAboutPictures(Demo):
    capabilities = dataclasses.replace(Demo.capabilities, sends_media=False)


class TakesAnyFile(Demo):
    def check(self, outgoing: Outgoing) -> None:
        super().check(dataclasses.replace(outgoing, media=()))


class LooksUpTooSoon(Demo):
    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        return super().look_up(link, outgoing, since - timedelta(days=1))


class TakesAnOutageForAbsence(Demo):
    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        try:
            return super().look_up(link, outgoing, since)
        except (Unreachable, Gone):
            return None


class FindsNothing(Demo):
    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        super().look_up(link, outgoing, since)
        return None


class SignsWhatItUnderstood(Demo):
    """The signature is checked over the body written again, not over the bytes that came."""

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        try:
            body = orjson.dumps(orjson.loads(delivery.body))
        except orjson.JSONDecodeError:
            raise Refused("no JSON") from None
        super().verify(link, dataclasses.replace(delivery, body=body), now)


class NeverGrowsOld(Demo):
    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        stamp = delivery.headers.get("x-practice-signature", "")[2:12]
        then = datetime.fromtimestamp(int(stamp), now.tzinfo) if stamp.isdigit() else now
        super().verify(link, delivery, then)


class TrustsWithoutASecret(Demo):
    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        if "webhook_secret" in link.secrets:
            super().verify(link, delivery, now)


class FallsOverOddSignatures(Demo):
    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        stamp, signed = delivery.headers["x-practice-signature"][2:].split(",v1=")
        secret = link.secrets.get("webhook_secret", "")
        whole = stamp.encode() + b"." + delivery.body
        good = hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
        if good != signed or abs(now.timestamp() - int(stamp)) > 300:
            raise Refused("no")


class NewKeyEachTime(Demo):
    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:
        self.seen = getattr(self, "seen", 0) + 1
        return f"hook:{self.seen}"


class Remembers(Demo):
    def identify(self, link: Link) -> Account:
        self.account = super().identify(link)
        return self.account


class WaitsForDays(Demo):
    def fetch(self, link: Link, cursor: str) -> Page:
        try:
            return super().fetch(link, cursor)
        except ChannelError as error:
            if hasattr(error, "wait"):
                error.wait = timedelta(days=1)
            raise


CASES: list[tuple[type[Demo], str]] = [
    (EditsInSilence, "test_43"),
    (HidesMoreThanItSays, "test_44"),
    (HidesMoreThanItSays, "test_45"),
    (LikesWhateverComes, "test_46"),
    (NamelessSetting, "test_02"),
    (Remembers, "test_04"),
    (HearsMoreThanItSays, "test_06"),
    (NaiveTimes, "test_08"),
    (NaiveTimes, "test_09"),
    (SwallowsNonsense, "test_11"),
    (StumblesOverUnknownKinds, "test_08"),
    (ReadsByIndex, "test_14"),
    (StandsStill, "test_16"),
    (BringsThingsTwice, "test_17"),
    (SweepsUnderOtherKeys, "test_19"),
    (TakesOutagesForRefusals, "test_20"),
    (LetsHttpxThrough, "test_21"),
    (TakesAnOutageForAbsence, "test_20"),
    (TakesObjectsForEmptyPages, "test_22"),
    (TellsItsToken, "test_23"),
    (LogsItsToken, "test_23"),
    (KeepsQuietAboutPictures, "test_25"),
    (TakesAnyFile, "test_26"),
    (SendsWithoutLooking, "test_26"),
    (SendsWithoutLooking, "test_27"),
    (CountsBytes, "test_28"),
    (ForgetsTheKey, "test_29"),
    (CallsLostAnswersFailures, "test_30"),
    (CallsLostAnswersFailures, "test_31"),
    (BelievesEverySuccess, "test_31"),
    (FindsNothing, "test_32"),
    (LooksUpTooSoon, "test_33"),
    (SignsWhatItUnderstood, "test_35"),
    (FallsOverOddSignatures, "test_36"),
    (NeverGrowsOld, "test_37"),
    (TrustsWithoutASecret, "test_38"),
    (NewKeyEachTime, "test_39"),
    (WaitsForDays, "test_40"),
]


def _check(channel: Demo, number: str) -> Callable[[], None]:
    """The check with this number, for this channel."""
    suite = suite_for(channel, RECORDING)()
    (name,) = [each for each in dir(suite) if each.startswith(number)]
    check: Callable[[], None] = getattr(suite, name)
    return check


@pytest.mark.parametrize(("kind", "number"), CASES)
def test_a_broken_adapter_is_caught(kind: type[Demo], number: str) -> None:
    with pytest.raises(
        (Broken, ChannelError, LookupError, TypeError, ValueError, httpx.TransportError)
    ):
        _check(kind(), number)()


@pytest.mark.parametrize("number", sorted({number for _, number in CASES}))
def test_the_same_check_passes_for_the_whole_one(number: str) -> None:
    _check(Demo(), number)()


def test_each_check_has_its_number() -> None:
    suite = suite_for(Demo(), RECORDING)
    checks = [each for each in dir(suite) if each.startswith("test_")]
    assert [int(each[5:7]) for each in sorted(checks)] == list(range(1, len(checks) + 1))
    assert len(checks) >= 20


def test_a_channel_without_a_recording_fails(tmp_path: Path) -> None:
    suite = suite_for(Demo(), Recording(tmp_path))()
    with pytest.raises(Broken, match="missing"):
        suite.test_03_its_recording_fits_its_settings()  # type: ignore[attr-defined]
