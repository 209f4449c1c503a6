"""WhatsApp, through the Cloud API: one connection is one business phone number.

Source: developers.facebook.com/documentation/business-messaging/whatsapp. Everything comes by push: what a
push lost, nobody can read again. No key makes a second try safe; every status brings our key back, and so
settles a send whose answer was lost.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from amends.channels import fetching, multipart
from amends.channels.base import Link
from amends.channels.calls import Answer, Call
from amends.channels.consent import Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    ChannelError,
    Delivery,
    Hears,
    Item,
    Limit,
    Media,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Setting,
    SettingKind,
    Throttled,
    TooLong,
    Unit,
    Unsupported,
)
from amends.channels.costs import Price, in_force
from amends.channels.graph import errors
from amends.channels.graph.channel import GraphChannel
from amends.channels.rights import Offer, Standing
from amends.channels.templates import TemplateOffer
from amends.channels.whatsapp import approved, files, hearing, saying, windows
from amends.channels.wire import Wire

#: A brand has some dozens of templates; the network lets it keep up to 6,000.
MOST_TEMPLATE_PAGES = 20
TEMPLATES_A_PAGE = "100"
TEMPLATE_FIELDS = "name,language,status,category,components"
#: Messages to one person: about one in six seconds.
PAIR_RATE, PAIR_WAIT = 131056, timedelta(seconds=6)


class WhatsApp(GraphChannel):
    """WhatsApp."""

    slug: ClassVar[str] = "whatsapp"
    name: ClassVar[str] = "WhatsApp"
    mark: ClassVar[str] = "W"
    colour: ClassVar[str] = "#128c4a"
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "phone_number_id",
            "Phone number ID",
            help="In the app: WhatsApp, API Setup. It is not the phone number itself.",
        ),
        Setting(
            "business_account_id",
            "WhatsApp Business Account ID",
            help="On the same page. Your approved templates belong to it.",
        ),
        Setting(
            "token",
            "Access token of a system user",
            SettingKind.SECRET,
            help="With the rights whatsapp_business_messaging and whatsapp_business_management.",
        ),
        Setting(
            "app_secret",
            "App secret",
            SettingKind.SECRET,
            help="In the app: App settings, Basic. It proves that a push comes from WhatsApp.",
        ),
        Setting(
            "verify_token",
            "Verify token",
            SettingKind.SECRET,
            help="Leave it empty and we make one.",
            required=False,
            made=True,
        ),
        Setting(
            "base_url",
            "Address of the Graph API",
            help="Only for a rehearsal another than the network's own.",
            default="https://graph.facebook.com",
        ),
    )
    needs: ClassVar[tuple[str, ...]] = (
        "A Meta app with the product WhatsApp, and a business portfolio.",
        "A phone number in a WhatsApp Business Account, registered for the Cloud API.",
        "A system user of the portfolio, with a token that does not end.",
        "Your desk's address must be reachable from the internet: everything comes by push.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = (
        Permission("whatsapp_business_messaging", "to read and answer what customers write"),
        Permission("whatsapp_business_management", "to be told of it, and to list your templates"),
    )
    #: The United States' rates; each country has its own, and they change by the quarter.
    prices: ClassVar[tuple[Price, ...]] = (
        Price("service message", Decimal("0.0040"), "An answer within 24 hours"),
        Price("utility template", Decimal("0.0040"), "A utility template"),
        Price("marketing template", Decimal("0.0250"), "A marketing template"),
    )
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset({Hears.DIRECT_MESSAGE, Hears.EDIT, Hears.DELETION, Hears.OUTCOME}),
        replies_privately=True,
        fetches=False,
        pushes=True,
        templates=True,
        sends_media=True,
        media_limit=saying.FILES,
        private_limit=Limit(saying.LONGEST_TEXT, Unit.CODE_POINTS),
        private_window=windows.SERVICE,
        poll_every=timedelta(minutes=5),
    )

    # Who we are, and whether the line stands

    def identify(self, link: Link) -> Account:
        fields = "id,display_phone_number,verified_name"
        number = self.asked(link, f"/{link.settings['phone_number_id']}", fields=fields)
        shown = number.text("display_phone_number")
        digits = "".join(each for each in shown if each.isascii() and each.isdigit())
        return Account(
            external_id=number.text("id"),
            handle=shown,
            name=number.maybe_text("verified_name"),
            url=f"https://wa.me/{digits}" if digits else "",
        )

    def subscribe(self, link: Link, url: str) -> None:
        """Have this account's pushes sent to us; the network checks the address at once."""
        token = link.secrets.get("verify_token", "")
        told = {"override_callback_uri": url, "verify_token": token}
        path = f"/{link.settings['business_account_id']}/subscribed_apps"
        self.call(link, Call("POST", path, json=told))

    def pushes_to(self, link: Link, url: str) -> bool:
        """Whether an app is told of this account, at our address where it says so."""
        apps = self.listed(link, f"/{link.settings['business_account_id']}/subscribed_apps").data
        where = [each.maybe_text("override_callback_uri") for each in apps]
        return bool(apps) and (url in where or not any(where))

    def fetch(self, link: Link, cursor: str) -> Page:
        self.identify(link)
        return Page((), cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:  # noqa: ARG002 - nothing can be read
        raise self.unsupported("reading again what a push did not bring")

    # Hearing

    def file(self, link: Link, url: str) -> Media:
        """We keep the id of a file: WhatsApp tells where it lies, for five minutes and for our key."""
        base = link.settings["base_url"].rstrip("/")
        if not url.startswith(f"{base}/"):
            raise Refused("This file belongs to another address of the API.")
        where = Wire(self.call(link, Call("GET", url)).json, "the answer").text("url")
        key = self.headers(link) if files.is_for_our_key(where, base) else {}
        return fetching.file(link.transports, where, key)

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        number = hearing.Number(link.settings["phone_number_id"], self.base_url(link))
        return tuple(hearing.items(delivery.body, number))

    # Speaking

    def check(self, outgoing: Outgoing) -> None:
        super().check(outgoing)
        for file in outgoing.media:
            size, kind = len(file.content or b""), saying.kind_of(file.content_type)
            if kind == "image" and size > saying.LARGEST_PICTURE:
                raise Unsupported(f"WhatsApp takes pictures up to 5 MB; “{file.name}” is larger.")
            if kind == "audio" and outgoing.text.strip():
                raise Unsupported("WhatsApp takes no words beside a sound; send them on their own.")

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if outgoing.media and len(outgoing.text) > saying.LONGEST_CAPTION:
            raise TooLong(f"WhatsApp: {len(outgoing.text)} of 1,024 characters beside a file.")
        media_id = self._handed_over(link, outgoing.media[0]) if outgoing.media else ""
        path = f"/{link.settings['phone_number_id']}/messages"
        asked = Call("POST", path, json=saying.body(outgoing, media_id), sends=True)
        answer = Wire(self.call(link, asked).json, "the answer")
        taken = answer.each("messages")
        if not taken:
            raise answer.wrong("messages", "is empty")
        return Receipt(
            external_id=taken[0].text("id"),
            thread=outgoing.thread or outgoing.recipient,
            units={_unit(outgoing): 1},
        )

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 - nothing can be read
        raise self.unsupported("looking up what was sent; its statuses name it, if it was")

    def _handed_over(self, link: Link, file: Media) -> str:
        """The id of a file that is given to the network before what is said with it."""
        if file.content is None:
            raise self.unsupported("files that are only a link")
        kind, form = multipart.packed({"messaging_product": "whatsapp"}, {"file": file})
        path = f"/{link.settings['phone_number_id']}/media"
        call = Call("POST", path, headers={"content-type": kind}, content=form)
        return Wire(self.call(link, call).json, "the answer").text("id")

    def named(self, answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError | None:
        error, told = super().named(answer, call, detail, now), errors.fault(answer)
        if isinstance(error, Throttled) and told and told.code == PAIR_RATE and not error.wait:
            error.wait = PAIR_WAIT
        return error

    # What may be said

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        return windows.offers(standing, now, in_force(self.prices, standing.settings))

    def templates(self, link: Link) -> tuple[TemplateOffer, ...]:
        path = f"/{link.settings['business_account_id']}/message_templates"
        known = in_force(self.prices, link.settings)
        prices = {unit.removesuffix(" template"): dollars for unit, dollars in known.items()}
        found: list[TemplateOffer] = []
        after = ""
        for _ in range(MOST_TEMPLATE_PAGES):
            listing = self.listed(
                link, path, after, fields=TEMPLATE_FIELDS, limit=TEMPLATES_A_PAGE, status="APPROVED"
            )
            found += approved.offers(listing.data, prices)
            after = listing.after
            if not after:
                break
        return tuple(sorted(found, key=lambda offer: offer.key))


def _unit(outgoing: Outgoing) -> str:
    """What the network charges for it, by the name in `prices`."""
    if outgoing.template is None:
        return "service message"
    return f"{outgoing.template.category or 'utility'} template"
