"""Checks 15–22: how a channel reads the network, and names what goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from amends.channels.base import Link
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.recordings import described, outgoing
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.conformance.worlds import Trouble
from amends.channels.contract import ChannelError, Page, SettingKind, Unreachable, Unsupported


class ReadingChecks(Bench):
    """A channel moves its cursor on, brings nothing twice, and gives every failure its name."""

    def test_15_it_says_who_we_are(self) -> None:
        scene = self.recording.read("identify.json")
        world = self.kit.world(scene["world"])
        same(described(self.channel.identify(self.link(world))), scene["expected"], "the account")
        same(described(self.recording.account), scene["expected"], "recording.json's account")
        world.finish()

    def test_16_it_fetches_as_recorded(self) -> None:
        if not self.channel.capabilities.fetches:
            self._brings_nothing_by_itself()
            return
        for page, step in self._fetched():
            same(_page(page), step["expected"], f"fetching from {step['cursor']!r}")

    def test_17_the_cursor_moves_on_and_nothing_comes_twice(self) -> None:
        if not self.channel.capabilities.fetches:
            return
        pages = [page for page, _ in self._fetched()]
        must(
            len(pages) >= 2, "record at least two fetches: one that brings something, one after it"
        )
        must(pages[0].deliveries, "the first recorded fetch brings nothing")
        must(not pages[-1].deliveries, "record a last fetch that brings nothing")
        keys = [each.key for page in pages for each in page.deliveries]
        same(sorted(set(keys)), sorted(keys), "a delivery came twice")
        must(pages[0].cursor, "after the first fetch there is still no cursor")
        must(all(0 < len(key) <= 500 for key in keys), "a key is missing or longer than 500")
        must(not pages[-1].more, "a page with nothing on it says that there is more")

    def test_18_what_it_fetches_can_be_read(self) -> None:
        for page, _ in self._fetched():
            for delivery in page.deliveries:
                must(isinstance(delivery.body, bytes), "a delivery's body is bytes")
                self.channel.parse(self.nowhere(), delivery)

    def test_19_a_sweep_finds_the_same_under_the_same_keys(self) -> None:
        if not self.channel.capabilities.fetches:
            return
        scene = self.recording.read("sweep.json")
        since, cursor = datetime.fromisoformat(scene["since"]), ""
        known = {each.key for page, _ in self._fetched() for each in page.deliveries}
        for step in scene["steps"]:
            world = self.kit.world(step["world"])
            page = self.channel.sweep(self.link(world), since, cursor)
            same(_page(page), step["expected"], f"sweeping from {cursor!r}")
            keys = {each.key for each in page.deliveries} - set(step.get("only_here", ()))
            must(keys <= known, "a sweep has keys of its own")
            world.finish()
            cursor = page.cursor

    def test_20_every_failure_of_reading_has_its_name(self) -> None:
        for what, act in self._reads().items():
            for trouble in self.kit.reading():
                expect(trouble.due, _doing(act, self.link(trouble.world)), _when(what, trouble))

    def test_21_silence_is_unreachable(self) -> None:
        for what, act in self._reads().items():
            for trouble in self.kit.silence():
                expect(Unreachable, _doing(act, self.link(trouble.world)), _when(what, trouble))

    def test_22_gibberish_is_malformed(self) -> None:
        for what, act in self._reads().items():
            for trouble in self.kit.gibberish():
                expect(trouble.due, _doing(act, self.link(trouble.world)), _when(what, trouble))

    def test_23_secrets_show_nowhere(self) -> None:
        secrets = [each for each in self.recording.facts["secrets"].values() if each]
        must(secrets or not self._keeps_secrets(), "the recording has no secret to look for")
        shown = [repr(self.nowhere()), str(self.nowhere().secrets), repr(self.channel)]
        acts = self._reads() | {"sending": lambda link: self.channel.send(link, self.some_send())}
        with _logged() as lines:
            for act in acts.values():
                troubles = (*self.kit.reading(), *self.kit.silence(), *self.kit.gibberish())
                for trouble in troubles:
                    shown += _words(_doing(act, self.link(trouble.world)))
        for secret in secrets:
            must(not any(secret in each for each in (*shown, *lines)), "a secret can be read")

    def _keeps_secrets(self) -> bool:
        kinds = {each.kind for each in self.channel.settings}
        return SettingKind.SECRET in kinds or bool(self.channel.learns)

    def _brings_nothing_by_itself(self) -> None:
        """A network that only pushes: reading it is a test of the line, or nothing; a sweep is refused."""
        is_pushed = self.channel.capabilities.pushes or self.recording.transport == "none"
        must(is_pushed, "what is neither fetched nor pushed is never heard")
        answered = self.recording.read("identify.json")["world"]
        page = self.channel.fetch(self.link(self.kit.world(answered)), "")
        must(not page.deliveries and not page.more, "it says that nothing can be fetched")
        sweep = self.channel.sweep
        expect(Unsupported, lambda: sweep(self.nowhere(), self.recording.now, ""), "a sweep")

    def _fetched(self) -> Iterator[tuple[Page, dict[str, object]]]:
        """Every recorded fetch, each from the cursor of the one before; none where nothing can be."""
        cursor = ""
        if not self.channel.capabilities.fetches:
            return
        for step in self.recording.read("fetch.json")["steps"]:
            same(cursor, step["cursor"], "the recorded fetches do not follow one another")
            world = self.kit.world(step["world"])
            page = self.channel.fetch(self.link(world), cursor)
            world.finish()
            yield page, step
            cursor = page.cursor

    def _reads(self) -> dict[str, Callable[[Link], object]]:
        channel, now = self.channel, self.recording.now
        if not channel.capabilities.fetches:
            return {"identify": channel.identify}
        last = self.recording.read("fetch.json")["steps"][-1]["cursor"]
        reads: dict[str, Callable[[Link], object]] = {
            "identify": channel.identify,
            "the first fetch": lambda link: channel.fetch(link, ""),
            "a later fetch": lambda link: channel.fetch(link, last),
            "sweep": lambda link: channel.sweep(link, now, ""),
        }
        if channel.capabilities.reads_back:
            sought = outgoing(self.recording.read("look_up.json"))
            reads["look_up"] = lambda link: channel.look_up(link, sought, now)
        return reads


def _page(page: Page) -> dict[str, object]:
    keys = [each.key for each in page.deliveries]
    return {"keys": keys, "cursor": page.cursor, "more": page.more}


def _doing(act: Callable[[Link], object], link: Link) -> Callable[[], object]:
    return lambda: act(link)


def _when(what: str, trouble: Trouble) -> str:
    return f"{what}, {trouble.name}"


def _words(act: Callable[[], object]) -> list[str]:
    """Everything a failure shows: itself, what it carries, and what it came from."""
    try:
        act()
    except ChannelError as error:
        causes = (error, error.__cause__, None if error.__suppress_context__ else error.__context__)
        return [f"{each} {each!r} {vars(each)}" for each in causes if each is not None]
    return []


class _Lines(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_info}")


@contextmanager
def _logged() -> Iterator[list[str]]:
    """What is logged meanwhile, at any level."""
    root, handler = logging.getLogger(), _Lines()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
