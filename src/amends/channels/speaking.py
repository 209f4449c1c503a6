"""How a network is called by HTTP: over the lines handed in, and every failure by its name."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from amends.channels import calls, streams
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    ChannelError,
    Disconnected,
    Malformed,
    Secrets,
    Unknown,
    Unsupported,
)
from amends.channels.streams import Event
from amends.channels.transports import Transports

#: Shorter ones would blot out ordinary words.
_SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True)
class Link:
    """One connection as an adapter sees it: its settings, its secrets, its own account, and the lines out."""

    settings: Mapping[str, str]
    secrets: Secrets
    transports: Transports
    account: Account | None = None

    def discreet(self, error: ChannelError) -> ChannelError:
        """The same failure, should a network have put one of our secrets into its words: without it."""
        for secret in self.secrets.values():
            if len(secret) >= _SHORTEST_SECRET and secret in str(error):
                error.detail = error.detail.replace(secret, "•••")
                error.args = (str(error).replace(secret, "•••"),)
        return error


class Speaks:
    """What every adapter inherits for calling its network; it says how in the first few."""

    name: ClassVar[str]

    def base_url(self, link: Link) -> str:
        """What the paths of calls are added to."""
        return ""

    def headers(self, link: Link) -> Mapping[str, str]:
        """What every request carries: usually the authorisation."""
        return {}

    def explain(self, answer: Answer) -> str:
        """The network's own words in a failed answer, for a person; ``answer.json`` may be anything."""
        return ""

    def disconnects(self, answer: Answer) -> bool:
        """Whether a failed answer means that our key is no longer good; 401 always does."""
        return answer.status == 401

    def named(self, answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError | None:
        """The failure that the network names in an answer's body; None: its status says which it is."""
        return None

    def call(self, link: Link, call: Call) -> Answer:
        """Make a request over the handed-in transport; an answer with its JSON, always a success.

        Raises by name: 401 Disconnected (and where `disconnects` says so), 404 and 410 Gone, 429
        Throttled, 5xx Unreachable, other statuses Refused; no connection Unreachable; a body that is
        no JSON or larger than 8 MB Malformed. With ``call.sends``, what may have been accepted
        (a time-out or reset after it left, 5xx but 503, a success nobody can read) is Unknown.
        """
        call = self._completed(link, call)
        try:
            answer = calls.exchange(link.transports, call)
            if 200 <= answer.status < 300:
                return calls.understood(answer, call)
            failed = self._failure(link, answer, call)
        except ChannelError as error:
            failed = error
        raise link.discreet(failed)

    def listen(self, link: Link, call: Call, stop: threading.Event) -> Iterator[Event]:
        """The server-sent events of a stream until ``stop`` is set; failures named as by `call`.

        ``call.timeout``: how many seconds of silence mean that the line is dead.
        """
        call = self._completed(link, call)
        try:
            yield from streams.listen(link.transports, call, stop)
        except streams.NotOpened as closed:
            raise link.discreet(self._failure(link, closed.answer, call)) from None
        except ChannelError as error:
            raise link.discreet(error) from None

    def _completed(self, link: Link, call: Call) -> Call:
        path = call.path if "://" in call.path else self.base_url(link).rstrip("/") + call.path
        return replace(call, path=path, headers={**self.headers(link), **call.headers})

    def _failure(self, link: Link, answer: Answer, call: Call) -> ChannelError:
        with contextlib.suppress(Malformed, Unknown):
            answer = calls.understood(answer, call)
        detail = " ".join(self.explain(answer).split())[:300]
        if self.disconnects(answer):
            return Disconnected(f"HTTP {answer.status}{': ' + detail if detail else ''}")
        now = link.transports.clock()
        return self.named(answer, call, detail, now) or calls.failure(answer, call, detail, now)

    def unsupported(self, what: str) -> Unsupported:
        """The refusal, by name, of what this network cannot do; raised before anything is called."""
        return Unsupported(f"{self.name}: {what}.")
