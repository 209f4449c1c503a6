"""Everybody who listens in this process: what is told to whom, no faster than people can use it."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from dataclasses import dataclass

from amends.web.live import notices
from amends.web.live.notices import Notice

#: A brand's pages are told at once, then again this often at most; what comes in between is put together.
BREATH_SECONDS = 0.15
#: So many events wait for one page; one that reads more slowly is told to look at everything.
MOST_WAITING = 16
#: Streams of one person, over all their pages and brands.
MOST_OF_ONE = 24


@dataclass(frozen=True, slots=True)
class Pass:
    """Who listens to which brand, and by which session they may."""

    user_id: int
    brand_id: int
    brand: str
    session_key: str


class Stream:
    """One open page: the events that wait for it."""

    __slots__ = ("_over", "_waiting", "_wake", "holder")

    def __init__(self, holder: Pass) -> None:
        self.holder = holder
        self._waiting: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._over = False

    def tell(self, event: bytes) -> None:
        """Put an event in its queue; one that is full becomes a single "look at everything"."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            event = notices.resync()
        self._waiting.append(event)
        self._wake.set()

    def end(self) -> None:
        """Nothing more comes."""
        self._over = True
        self._wake.set()

    async def next(self) -> bytes | None:
        """What waits, as one piece; waits for something. None when the stream is over."""
        while not self._waiting and not self._over:
            self._wake.clear()
            await self._wake.wait()
        if self._over:
            return None
        events = b"".join(self._waiting)
        self._waiting.clear()
        return events


class Hub:
    """The streams of this process, by brand. Used in the loop's thread only."""

    def __init__(self) -> None:
        self._streams: dict[int, set[Stream]] = defaultdict(set)
        self._of_one: Counter[int] = Counter()
        self._pending: dict[int, Notice | None] = {}
        self._number = 0

    @property
    def streams(self) -> list[Stream]:
        """All that are open."""
        return [stream for streams in self._streams.values() for stream in streams]

    def join(self, holder: Pass) -> Stream | None:
        """A new stream; None when this person has too many."""
        if self._of_one[holder.user_id] >= MOST_OF_ONE:
            return None
        stream = Stream(holder)
        self._streams[holder.brand_id].add(stream)
        self._of_one[holder.user_id] += 1
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        holder = stream.holder
        self._streams[holder.brand_id].discard(stream)
        self._of_one[holder.user_id] -= 1
        if not self._of_one[holder.user_id]:
            del self._of_one[holder.user_id]
        if not self._streams[holder.brand_id]:
            del self._streams[holder.brand_id]

    def publish(self, notice: Notice) -> None:
        """Tell the brand's pages: the first at once, the others after a breath and in one."""
        brand = notice.brand_id
        if brand not in self._streams:
            return
        if brand in self._pending:
            waiting = self._pending[brand]
            self._pending[brand] = notice if waiting is None else waiting.and_also(notice)
            return
        self._tell(notice)
        self._breathe(brand)

    def _breathe(self, brand: int) -> None:
        self._pending[brand] = None
        asyncio.get_running_loop().call_later(BREATH_SECONDS, self._go_on, brand)

    def _go_on(self, brand: int) -> None:
        waiting = self._pending.pop(brand)
        if waiting is not None:
            self._tell(waiting)
            self._breathe(brand)

    def _tell(self, notice: Notice) -> None:
        self._number += 1
        event = notices.changed(notice, self._number)
        for stream in self._streams.get(notice.brand_id, ()):
            stream.tell(event)

    def alert(self, told: tuple[int, frozenset[int]]) -> None:
        """The pages of these people at a brand look at their bell."""
        brand_id, users = told
        for stream in self._streams.get(brand_id, ()):
            if stream.holder.user_id in users:
                stream.tell(notices.alerts())

    def tell_all(self, event: bytes) -> None:
        """The same to everybody, at once."""
        for stream in self.streams:
            stream.tell(event)

    def end_all(self) -> None:
        """Close every stream."""
        for stream in self.streams:
            stream.end()
