"""Checks 40–42, for channels that speak HTTP: how long a network asks us to wait, and redirections."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from functools import partial

from amends.channels.calls import LONGEST_WAIT, SHORTEST_WAIT
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.http import HttpKit
from amends.channels.conformance.verdict import expect, must, same
from amends.channels.contract import Refused, Throttled


class HttpChecks(Bench):
    """What only HTTP can say."""

    def test_40_it_waits_as_long_as_it_is_asked_to(self) -> None:
        soon = format_datetime(self.recording.now + timedelta(seconds=90), usegmt=True)
        same(self._wait("17"), timedelta(seconds=17), "Retry-After: 17")
        same(self._wait(soon), timedelta(seconds=90), "Retry-After in 90 s as an HTTP date")
        must(self._wait(None) is None, "without Retry-After nobody knows how long")

    def test_41_absurd_waits_are_bounded(self) -> None:
        past = format_datetime(self.recording.now - timedelta(days=9), usegmt=True)
        far = format_datetime(self.recording.now + timedelta(days=9), usegmt=True)
        for value in ("0", "86400000", "9" * 400, past, far):
            wait = self._wait(value)
            bounded = wait is not None and SHORTEST_WAIT <= wait <= LONGEST_WAIT
            must(bounded, f"Retry-After: {value[:40]} became {wait}")
        for value in ("soon", "-30", "", "3.5.1", "1e3", "Thu, 99 Nov 2026"):
            must(self._wait(value) is None, f"Retry-After: {value} is nonsense")

    def test_42_it_does_not_follow_elsewhere(self) -> None:
        elsewhere = self._http().answer(302, b"", location="https://elsewhere.example/")
        link = self.link(elsewhere)
        expect(Refused, partial(self.channel.identify, link), "identify, redirected")
        if self.speaks:
            expect(Refused, partial(self.channel.send, link, self.some_send()), "send, redirected")

    def _wait(self, retry_after: str | None) -> timedelta | None:
        headers = {} if retry_after is None else {"retry_after": retry_after}
        link = self.link(self._http().answer(429, b"{}", **headers))
        when = f"HTTP 429, Retry-After: {retry_after}"
        return expect(Throttled, partial(self.channel.fetch, link, ""), when).wait

    def _http(self) -> HttpKit:
        return HttpKit(self.recording.now)
