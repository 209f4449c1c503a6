"""Checks 47 to 50: what a channel makes of messages that it looks at again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

from amends.channels.conformance.bench import Bench
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.contract import (
    ChannelError,
    Counted,
    Deleted,
    Edited,
    Gone,
    Refused,
    Unsupported,
)


class RecheckingChecks(Bench):
    """A channel notices what was edited or taken away, says nothing of the rest, and names its failures."""

    def test_47_it_looks_at_messages_again_as_recorded_or_refuses_by_name(self) -> None:
        channel, pace = self.channel, self.channel.capabilities.recheck
        if pace is None:
            look = partial(channel.recheck, self.nowhere(), ("1",))
            expect(Unsupported, look, "a second look at messages")
            return
        scene = self.recording.read("recheck.json")
        ids = tuple(scene["external_ids"])
        must(
            0 < len(ids) <= pace.at_once, "record at least one id, and not more than are asked for"
        )
        for again in (False, True):
            world = self.kit.world(scene["world"])
            page = channel.recheck(self.link(world), ids)
            what = "looking again" if again else "looking"
            same([each.key for each in page.deliveries], scene["expected"], what)
            items = [
                item for each in page.deliveries for item in channel.parse(self.nowhere(), each)
            ]
            must(all(isinstance(item, Edited | Deleted) for item in items), f"{what}: other items")
            must(
                {item.external_id for item in items} < set(ids), "record one that stands as it did"
            )
            world.finish()

    def test_48_every_failure_of_looking_again_has_its_name(self) -> None:
        if self.channel.capabilities.recheck is None:
            return
        ids = tuple(self.recording.read("recheck.json")["external_ids"])
        for trouble in (*self.kit.reading(), *self.kit.silence(), *self.kit.gibberish()):
            look = partial(self.channel.recheck, self.link(trouble.world), ids)
            what = f"looking again, {trouble.name}"
            if trouble.due is Gone:
                self._takes_it_for_gone_or_says_so(look)
            else:
                expect(trouble.due, look, what)

    def _takes_it_for_gone_or_says_so(self, look: Callable[[], object]) -> None:
        """That one of them is gone is no failure but what was asked; of a list of them it may be one."""
        try:
            look()
        except ChannelError as failure:
            must(isinstance(failure, Gone), f"gone was named {type(failure).__name__}")

    # How far they have spread

    def test_49_it_reads_counts_again_as_recorded_or_refuses_by_name(self) -> None:
        channel, pace = self.channel, self.channel.capabilities.recount
        if pace is None:
            look = partial(channel.recount, self.nowhere(), ("1",))
            expect(Unsupported, look, "counts of single messages")
            return
        scene = self.recording.read("recount.json")
        ids = tuple(scene["external_ids"])
        must(0 < len(ids) <= pace.at_once, "record at least one id, and not more than are read")
        for again in (False, True):
            world = self.kit.world(scene["world"])
            page = channel.recount(self.link(world), ids)
            what = "counting again" if again else "counting"
            items = [
                item for each in page.deliveries for item in channel.parse(self.nowhere(), each)
            ]
            must(all(isinstance(item, Counted) for item in items), f"{what}: other items")
            found = [
                [each.external_id, dataclasses.asdict(each.counts)]
                for each in items
                if isinstance(each, Counted)
            ]
            same(found, scene["expected"], what)
            same(dict(page.units), scene.get("units", {}), f"{what}: what it costs")
            must({item.external_id for item in items} < set(ids), "record one that is not shown")
            world.finish()

    def test_50_every_failure_of_counting_has_its_name(self) -> None:
        if self.channel.capabilities.recount is None:
            return
        ids = tuple(self.recording.read("recount.json")["external_ids"])
        for trouble in (*self.kit.reading(), *self.kit.silence(), *self.kit.gibberish()):
            look = partial(self.channel.recount, self.link(trouble.world), ids)
            if trouble.due in {Gone, Refused}:
                self._leaves_it_out_or_says_so(look)
            else:
                expect(trouble.due, look, f"counting, {trouble.name}")

    def _leaves_it_out_or_says_so(self, look: Callable[[], object]) -> None:
        """One of them that nobody shows us may stop the others' counts or not, but by its name."""
        try:
            look()
        except ChannelError as failure:
            must(isinstance(failure, Gone | Refused), f"was named {type(failure).__name__}")
