"""Checks 43–46: what a channel does to what stands on the network: edits, deletions, hiding, likes, pins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from amends.channels.base import Link
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.recordings import Scene, described, outgoing
from amends.channels.conformance.verdict import Broken, expect, must, same
from amends.channels.conformance.worlds import Trouble
from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Outgoing,
    Throttled,
    Unsupported,
)

#: A verb of a recording, and the capability that declares it.
_DECLARED = {
    "edit": "edits",
    "delete": "deletes",
    "hide": "hides",
    "show": "hides",
    "remove": "removes",
    "like": "likes",
    "pin": "pins",
    "unpin": "pins",
}
#: What the outbox waits for or tells a person about, and so must be told apart from the others.
_NAMED = (Disconnected, Throttled)


class DeedChecks(Bench):
    """A channel does what it declares, refuses the rest by name, and may be asked twice."""

    def deeds(self) -> dict[str, Scene]:
        """The recorded deeds by name; none where the channel declares none."""
        return self.recording.scenes("deeds")

    def test_43_it_does_to_what_stands_there_as_recorded(self) -> None:
        for name, scene in self.deeds().items():
            world = self.kit.world(scene["world"])
            done = self._doing(scene, self.link(world))()
            if scene["verb"] == "edit":
                same(described(done), scene["expected"], f"deeds/{name}")
            must(world.left, f"deeds/{name}: nothing left the house")
            world.finish()

    def test_44_every_deed_it_declares_is_recorded_and_no_other(self) -> None:
        recorded = {scene["verb"] for scene in self.deeds().values()}
        for verb, declared in _DECLARED.items():
            can = getattr(self.channel.capabilities, declared)
            must(can == (verb in recorded), f"Capabilities.{declared} ↔ deeds/ with {verb}")

    def test_45_deeds_it_does_not_declare_are_refused_by_name_before_calling(self) -> None:
        link, said = self.nowhere(), self.some_send()
        for verb, declared in _DECLARED.items():
            can = self.channel.capabilities
            # Taking away others' words is the same request as taking back one's own.
            is_own = verb == "remove" and can.deletes
            if not getattr(can, declared) and not is_own:
                scene = {"verb": verb, "external_id": "1", "thread": ""}
                expect(Unsupported, self._act(scene, link, said), verb)

    def test_46_every_failure_of_a_deed_is_named_or_leaves_it_open(self) -> None:
        for name, scene in self.deeds().items():
            for trouble in (*self.kit.sending(), *self.kit.lost()):
                self._fails(f"deeds/{name}, {trouble.name}", scene, trouble)

    def _fails(self, what: str, scene: Scene, trouble: Trouble) -> None:
        act = self._doing(scene, self.link(trouble.world))
        if trouble.due in _NAMED:
            failure: ChannelError = expect(trouble.due, act, what)
        elif found := next(self._failing(act, what), None):
            failure = found
        else:
            # What is gone already is deleted; an answer nobody can read may still be a yes.
            must(trouble.due is Gone or trouble.name.startswith("accepted"), f"{what}: no failure")
            return
        for secret in self.recording.facts["secrets"].values():
            must(not secret or secret not in str(failure), f"{what}: it tells a secret")

    def _failing(self, act: Callable[[], object], what: str) -> Iterator[ChannelError]:
        try:
            act()
        except ChannelError as failure:
            yield failure
        except Broken:
            raise
        except Exception as other:  # noqa: BLE001 - whatever else it raises is the finding
            raise Broken(f"{what}: it raised {type(other).__name__}: {other}") from None

    def _doing(self, scene: Scene, link: Link) -> Callable[[], object]:
        said = outgoing(scene) if "outgoing" in scene else self.some_send()
        return self._act(scene, link, said)

    def _act(self, scene: Scene, link: Link, said: Outgoing) -> Callable[[], object]:
        channel, external_id, thread = self.channel, scene["external_id"], scene.get("thread", "")
        acts: dict[str, Callable[[], object]] = {
            "edit": partial(channel.edit, link, external_id, said),
            "delete": partial(channel.delete, link, external_id, thread),
            "remove": partial(channel.delete, link, external_id, thread),
            "hide": partial(channel.hide, link, external_id, thread, hidden=True),
            "show": partial(channel.hide, link, external_id, thread, hidden=False),
            "like": partial(channel.like, link, external_id, thread),
            "pin": partial(channel.pin, link, external_id, thread, pinned=True),
            "unpin": partial(channel.pin, link, external_id, thread, pinned=False),
        }
        return acts[scene["verb"]]
