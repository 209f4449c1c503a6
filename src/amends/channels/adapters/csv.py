"""Spreadsheets of messages and reviews that somebody reads in by hand; answers are given on the site.

There is no network behind it: rows come from the desk's own page, in our plain JSON, and calls go nowhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from amends.channels import wire
from amends.channels.base import Channel, Link
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Hears,
    Item,
    Outgoing,
    Page,
    Receipt,
    Setting,
)
from amends.channels.plain.items import items_in
from amends.channels.rights import Offer, Standing, Way


class Csv(Channel):
    """What can be exported, from wherever it comes."""

    slug: ClassVar[str] = "csv"
    name: ClassVar[str] = "Spreadsheet (CSV)"
    mark: ClassVar[str] = "T"
    colour: ClassVar[str] = "#15803d"
    needs: ClassVar[tuple[str, ...]] = (
        "A file that a site exports: reviews or messages, one in each row, up to 50 MB.",
    )
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "site",
            "Where the files come from",
            help="For example Reviews of our app. It cannot be changed later.",
        ),
    )
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset({Hears.MENTION, Hears.COMMENT, Hears.DIRECT_MESSAGE, Hears.REVIEW}),
        fetches=False,
        poll_every=timedelta(hours=1),
    )

    def identify(self, link: Link) -> Account:
        site = link.settings["site"]
        return Account(external_id=site, name=site)

    def fetch(self, link: Link, cursor: str) -> Page:  # noqa: ARG002 - there is nobody to ask
        return Page((), cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:  # noqa: ARG002 - as above
        raise self.unsupported("reading a file again by itself")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:  # noqa: ARG002 - all is in it
        return tuple(items_in(wire.read(delivery.body)))

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:  # noqa: ARG002 - at any time
        because = "What was read in from a file is answered where it was written."
        return (Offer(Way.SITE, is_open=True, because=because),)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 - never
        raise self.unsupported("answers")

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 - never
        raise self.unsupported("answers")
