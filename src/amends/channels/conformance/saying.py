"""Checks 24–33: how a channel speaks, and above all how it does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from amends.channels import counting
from amends.channels.base import Link
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.recordings import described, outgoing
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.contract import (
    Media,
    Outgoing,
    TooLong,
    Unit,
    Unknown,
    Unsupported,
    Visibility,
)
from amends.channels.media import MediaLimit

SAMPLES = (
    "Grüße, née O’Brien",
    "👩‍👩‍👧 👍🏽 🇵🇹",
    "e\u0301e\u0301",
    "ไทย 한국어 العربية",
    "a\r\nb",
    "",
)


class SayingChecks(Bench):
    """A channel sends what it can, refuses what it cannot before calling, and never guesses."""

    def test_24_it_sends_as_recorded(self) -> None:
        for name, scene in self.sends().items():
            world = self.kit.world(scene["world"])
            receipt = self.channel.send(self.link(world), outgoing(scene))
            same(described(receipt), scene["expected"], f"sends/{name}")
            must(receipt.external_id, f"sends/{name}: a receipt needs an id")
            must(world.left, f"sends/{name}: nothing left the house")
            world.finish()

    def test_25_every_way_it_can_speak_is_recorded(self) -> None:
        can, said = self.channel.capabilities, [outgoing(each) for each in self.sends().values()]
        found = {each.visibility for each in said}
        opened = any(each.visibility == Visibility.PRIVATE and not each.thread for each in said)
        must(can.replies_publicly == (Visibility.PUBLIC in found), "replies_publicly ↔ sends/")
        must(can.replies_privately == (Visibility.PRIVATE in found), "replies_privately ↔ sends/")
        posted = [each for each in said if _is_post(each)]
        must(can.posts == bool(posted), "posts ↔ a public send without a thread")
        must(can.warns == any(each.warning for each in posted), "warns ↔ a post with a warning")
        must(can.opens_private == opened, "opens_private ↔ a private send without a thread")
        must(can.sends_media == any(each.media for each in said), "sends_media ↔ sends/")

    def test_26_what_it_cannot_do_it_refuses_by_name_before_calling(self) -> None:
        for what, act in self._beyond().items():
            expect(Unsupported, act, what)

    def test_27_too_long_is_refused_before_calling(self) -> None:
        for name, scene in self.sends().items():
            said = outgoing(scene)
            limit = self.channel.limit_for(said.visibility)
            if limit is None:
                continue
            full = replace(said, text="x" * limit.size)
            self.channel.check(full)
            longer = replace(said, text=full.text + "x")
            expect(TooLong, partial(self._said, longer), f"sends/{name}, one too long")

    def test_28_it_counts_as_its_network_counts(self) -> None:
        for visibility in {outgoing(each).visibility for each in self.sends().values()}:
            limit = self.channel.limit_for(visibility)
            unit = limit.unit if limit else Unit.GRAPHEMES
            for text in SAMPLES:
                length = self.channel.count(text, visibility)
                must(length >= 0, f"{text!r} is {length} long")
                if unit is not Unit.WEIGHTED:
                    same(length, counting.count(text, unit), f"the {unit} of {text!r}")

    def test_29_the_idempotency_key_reaches_the_network(self) -> None:
        if not self.channel.capabilities.idempotent_sends:
            return
        for name, scene in self.sends().items():
            said = outgoing(scene)
            world = self.kit.world(scene["world"])
            self.channel.send(self.link(world), said)
            must(any(said.key.encode() in each for each in world.left), f"sends/{name}: no key")

    def test_30_every_failure_of_sending_has_its_name(self) -> None:
        for trouble in self.kit.sending() if self.speaks else ():
            link = self.link(trouble.world)
            act = self._sending(link)
            expect(trouble.due, act, f"sending, {trouble.name}")

    def test_31_a_lost_answer_is_unknown(self) -> None:
        for trouble in self.kit.lost() if self.speaks else ():
            expect(Unknown, self._sending(self.link(trouble.world)), f"sending, {trouble.name}")

    def test_32_look_up_settles_a_lost_answer(self) -> None:
        if not self.channel.capabilities.reads_back:
            said, now = self.some_send(), self.recording.now
            look_up = self.channel.look_up
            expect(Unsupported, lambda: look_up(self.nowhere(), said, now), "look_up")
            return
        for name in ("look_up", "look_up_of_a_post")[: 1 + self.channel.capabilities.posts]:
            must(name == "look_up" or _is_post(outgoing(self.recording.read(f"{name}.json"))), name)
            scene = self.recording.read(f"{name}.json")
            found = self._looked_up("found", name=name)
            same(described(found), scene["found"]["expected"], f"{name} of what is there")
            absent = self._looked_up("absent", name=name)
            must(absent is None, f"{name} of what is not there brought {absent}")

    def test_33_absent_too_early_is_not_surely_absent(self) -> None:
        within = self.channel.capabilities.shows_sends_within
        if self.channel.capabilities.reads_back and within > timedelta(0):
            just_now = self.recording.now - within / 2
            expect(Unknown, lambda: self._looked_up("absent", just_now), "look_up too early")

    def _looked_up(
        self, which: str, since: datetime | None = None, name: str = "look_up"
    ) -> object:
        scene = self.recording.read(f"{name}.json")
        world = self.kit.world(scene[which]["world"])
        began = since or datetime.fromisoformat(scene["since"])
        receipt = self.channel.look_up(self.link(world), outgoing(scene), began)
        world.finish()
        return receipt

    def _said(self, said: Outgoing) -> object:
        return self.channel.send(self.nowhere(), said)

    def _sending(self, link: Link) -> Callable[[], object]:
        return partial(self.channel.send, link, self.some_send())

    def _beyond(self) -> Mapping[str, Callable[[], object]]:
        """What this channel does not claim to do."""
        beyond: dict[str, Callable[[], object]]
        beyond = {what: partial(self._said, said) for what, said in self._unsayable()}
        can, channel, stop = self.channel.capabilities, self.channel, threading.Event()
        if not can.streams:
            beyond["a stream"] = partial(channel.stream, self.nowhere(), stop)
        if not can.overhears:
            nobody = partial(channel.overhear, self.nowhere(), "", lambda _: True, stop)
            beyond["hearing all that is posted"] = nobody
        if not can.searches:
            beyond["a search"] = partial(channel.search, self.nowhere(), ("word",), "")
        return beyond

    def _unsayable(self) -> Iterator[tuple[str, Outgoing]]:
        can, said = self.channel.capabilities, self.some_send()
        yield "saying nothing", replace(said, text=" \n", media=())
        if not can.replies_publicly:
            yield "a public message", replace(said, visibility=Visibility.PUBLIC)
        alone = replace(said, visibility=Visibility.PUBLIC, thread="", reply_to="", template=None)
        if not can.posts:
            yield "a post of its own", alone
        if not can.warns:
            yield "a warning before the words", replace(said, warning="Accident, with blood")
        if not can.replies_privately:
            yield "a private message", replace(said, visibility=Visibility.PRIVATE)
        if not can.opens_private:
            opening = replace(said, visibility=Visibility.PRIVATE, thread="", reply_to="")
            yield "opening a private conversation", opening
        if not can.sends_media:
            yield "a picture", replace(said, media=(_picture(),))
        elif can.media_limit:
            yield from _beyond_media(can.media_limit, said)


def _is_post(said: Outgoing) -> bool:
    return said.visibility is Visibility.PUBLIC and not (said.thread or said.reply_to)


def _beyond_media(limit: MediaLimit, said: Outgoing) -> Iterator[tuple[str, Outgoing]]:
    kind = min(limit.types, default="image/png")
    picture = Media(name="box.png", content_type=kind, content=b"\x89PNG\r\n\x1a\n")
    yield "one file too many", replace(said, media=(picture,) * (limit.count + 1))
    large = replace(picture, content=bytes(limit.largest + 1))
    yield "a file that is too large", replace(said, media=(large,))
    if limit.types:
        odd = replace(picture, content_type="application/x-unheard-of")
        yield "a file of a type it does not take", replace(said, media=(odd,))


def _picture() -> Media:
    return Media(name="box.png", content_type="image/png", content=b"\x89PNG\r\n\x1a\n")
