"""Checks 47 and 48: what a channel makes of messages that it looks at again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from amends.channels.conformance.bench import Bench
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.contract import ChannelError, Deleted, Edited, Gone, Unsupported


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
