"""Reads a folder page by page with our own cursor, however often others read and flag its mails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.channels.contract import Delivery
from amends.channels.mail.incoming import key_of
from amends.channels.transports.mail import ImapSession

_MOST_MAILS = 50
_MOST_BYTES = 20_000_000
#: Servers may show mails out of order while several arrive at once.
_OVERLAP = 5
_MARK = re.compile(r"(\d{1,12}):(\d{1,12})(?:>(\d{1,12}))?(\+?)")
#: In English whatever the locale, as RFC 3501 wants them.
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a folder was read. ``going_on``: in the middle of a longer read.

    ``floor``: mails up to this number were there before we were, and are not read.
    """

    validity: int
    uid: int
    floor: int = 0
    going_on: bool = False

    def __str__(self) -> str:
        floor = f">{self.floor}" if self.floor > max(0, self.uid - _OVERLAP) else ""
        return f"{self.validity}:{self.uid}{floor}{'+' if self.going_on else ''}"

    @property
    def overlapping(self) -> int:
        """The number after which to read on, a little earlier than where the last reading ended."""
        return max(self.floor, self.uid - _OVERLAP, 0)


@dataclass(frozen=True, slots=True)
class FolderPage:
    """What one read of a folder brought."""

    deliveries: tuple[Delivery, ...]
    mark: Mark


def marks(cursor: str, folders: int) -> list[Mark | None]:
    """A cursor's marks, one for each folder in order; None where there is none yet."""
    found: list[Mark | None] = []
    for piece in cursor.split()[:folders]:
        match = _MARK.fullmatch(piece)
        found.append(_mark(*match.groups()) if match else None)
    return found + [None] * (folders - len(found))


def _mark(validity: str, uid: str, floor: str | None, going_on: str) -> Mark:
    return Mark(int(validity), int(uid), int(floor or 0), going_on=bool(going_on))


def day(moment: datetime) -> str:
    """IMAP's way to write a day, one day early: servers count days in their own time zone."""
    moment -= timedelta(days=1)
    month = _MONTHS[3 * moment.month - 3 : 3 * moment.month]
    return f"{moment.day:02d}-{month}-{moment.year}"


def read_on(session: ImapSession, mark: Mark | None, since: str, folder: str) -> FolderPage:
    """What came after ``mark``; everything since the day when there is none or it counts no more."""
    validity = session.uid_validity()
    if mark is None or mark.validity != validity:
        # Asked first: what comes in between is then in the second answer, not lost between both.
        newest = max(session.uids_after(0), default=0)
        wanted = session.uids_since(since)
        floor = min(wanted) - 1 if wanted else newest
        return _page(session, wanted, Mark(validity, floor, floor), folder)
    if mark.going_on:
        return _page(session, session.uids_after(mark.uid), mark, folder)
    wanted = session.uids_after(mark.overlapping)
    news = wanted if any(uid > mark.uid for uid in wanted) else []
    return _page(session, news, mark, folder)


def read_again(session: ImapSession, mark: Mark | None, since: str, folder: str) -> FolderPage:
    """Everything since the day, from ``mark`` on within the same sweep."""
    validity = session.uid_validity()
    if mark is None or mark.validity != validity:
        mark = Mark(validity, 0)
    wanted = [uid for uid in session.uids_since(since) if uid > mark.uid]
    return _page(session, wanted, mark, folder)


def _page(session: ImapSession, wanted: Sequence[int], mark: Mark, folder: str) -> FolderPage:
    some = list(wanted[:_MOST_MAILS])
    arrivals = session.arrivals(some) if some else {}
    room, taken = _MOST_BYTES, 0
    for uid in some:
        room -= arrivals[uid].size if uid in arrivals else 0
        if room < 0 and taken:
            break
        taken += 1
    some = some[:taken]
    raw = session.raw([uid for uid in some if uid in arrivals]) if some else {}
    deliveries = tuple(
        Delivery(
            key=key_of(raw[uid]),
            body=raw[uid],
            headers={
                "arrived": arrivals[uid].at.isoformat(),
                "folder": folder,
                "uid": f"{mark.validity}:{uid}",
            },
        )
        for uid in some
        if uid in raw and uid in arrivals
    )
    last = max([mark.uid, *some])
    return FolderPage(deliveries, replace(mark, uid=last, going_on=taken < len(wanted)))
