"""Hearing all that is posted on a network: what fits the brand's queries takes the way of everything."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.channels.base import Channel, Link
from amends.channels.contract import ChannelError, Page
from amends.channels.models import Connection
from amends.channels.overhearing import Overheard
from amends.inbox.queries import heard
from amends.inbox.rules.matching import Heard
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules.overhearing import Throttle

_LONGEST_PROBLEM = 500


@dataclass(slots=True)
class Overhearing:
    """One connection's open ear. What it takes is bounded by the minute, what it looks at by the second."""

    connection: Connection
    channel: Channel
    link: Link
    stop: threading.Event
    clock: Callable[[], datetime]
    throttle: Throttle = field(init=False)

    def __post_init__(self) -> None:
        now = self.clock()
        self.throttle = Throttle(minute=now, second=now)

    def is_wanted(self) -> bool:
        """Whether the brand has a query for which networks are asked."""
        book = heard.book_of(self.connection.brand_id, self.clock())
        return book is not None and bool(book.seeking)

    def run(self) -> bool:
        """Listen until ``stop``, the line's end, or until nobody wants anything; whether it ended well.

        These are extra ears: whether the connection works is the polls' to say. Only the database's own
        absence is raised; the cursor stands where all before it is written down.
        """
        was = keep.position_of(self.connection)
        try:
            for page in self.channel.overhear(
                self.link, was.overheard_cursor, self._wants, self.stop
            ):
                self._keep(page)
                if self.stop.is_set() or not self.is_wanted():
                    break
        except trouble.DATABASE_IS_AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
            trouble.log_failure("Overhearing", self.connection, error)
            told = str(error) if isinstance(error, ChannelError) else type(error).__name__
            self._note(overheard_problem=told.replace("\0", "")[:_LONGEST_PROBLEM])
            return False
        return True

    def _wants(self, post: Overheard) -> bool:
        """Whether a post that goes by fits a query; each is held against all of them at once."""
        now = self.clock()
        if wait := self.throttle.looks(now):
            self.stop.wait(wait.total_seconds())
        book = heard.book_of(self.connection.brand_id, now)
        if book is None:
            return False
        has = {"photo", "attachment"} if post.has_pictures else set[str]()
        if "://" in post.text:
            has.add("link")
        said = Heard(post.text, post.language, self.connection.channel, has=frozenset(has))
        fits = not book.seeking.isdisjoint(book.matcher.match(said))
        return fits and self.throttle.takes(now)

    @transaction.atomic
    def _keep(self, page: Page) -> None:
        now = self.clock()
        keep.keep(
            connection=self.connection,
            source=Source.SEARCH,
            deliveries=page.deliveries,
            now=now,
        )
        problem = ""
        if self.throttle.left_out:
            problem = _("more posts fit than are taken, {number} within this minute").format(
                number=self.throttle.left_out
            )
        self._note(overheard_at=now, overheard_cursor=page.cursor, overheard_problem=problem)

    def _note(self, **told: object) -> None:
        Position.objects.filter(connection=self.connection).update(**told)
