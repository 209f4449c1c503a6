"""An Instagram professional account: comments, mentions and private messages.

Source: developers.facebook.com/docs/instagram-platform, the API with Instagram login.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

from amends.channels import derived, wire
from amends.channels.base import Link
from amends.channels.calls import Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Entry,
    Gone,
    Hears,
    Item,
    Limit,
    Outgoing,
    Page,
    Receipt,
    Renewal,
    Setting,
    SettingKind,
    Unit,
    Unknown,
    Unsupported,
    Visibility,
)
from amends.channels.facebook.rounds import Place
from amends.channels.graph import batches, owner, windows
from amends.channels.graph.channel import GraphChannel
from amends.channels.instagram import login, looking, pushed, read, saying
from amends.channels.rights import Offer, Standing
from amends.channels.wire import Wire

#: What the account tells the app of.
FIELDS = (
    *("comments", "live_comments", "mentions", "messages", "message_edit"),
    *("messaging_postbacks", "messaging_seen"),
)
#: Clocks differ a little.
SLACK = timedelta(seconds=5)
_SETTINGS = (
    Setting(
        "token",
        "Access token of the account",
        SettingKind.SECRET,
        help="In the app: Instagram, API setup with Instagram login, Generate token.",
        entry=Entry.KEY,
    ),
    Setting(
        "app_id",
        "Instagram app ID",
        help=(
            "In the app: Instagram, API setup with Instagram login, at the top of the page. Needed to "
            "ask the account's owner, not with a token of your own."
        ),
        required=False,
    ),
    Setting(
        "app_secret",
        "Instagram app secret",
        SettingKind.SECRET,
        help="On the same page. It proves that a push comes from Instagram.",
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
        "human_agent",
        "The app may answer as a human agent",
        SettingKind.TOGGLE,
        help=(
            "Switch it on once Meta has granted the app the feature Human Agent: people's own answers "
            "are then taken until the seventh day instead of for 24 hours."
        ),
        required=False,
        default="false",
    ),
    Setting(
        "base_url",
        "Address of the Instagram API",
        help="Another one only for rehearsals with the practice network.",
        default="https://graph.instagram.com",
    ),
    *login.ADDRESSES,
)
_CAPABILITIES = Capabilities(
    hears=frozenset(
        {
            Hears.MENTION,
            Hears.COMMENT,
            Hears.DIRECT_MESSAGE,
            Hears.EDIT,
            Hears.DELETION,
            Hears.COUNTS,
            Hears.OUTCOME,
            Hears.OWN_POST,
        }
    ),
    replies_publicly=True,
    replies_privately=True,
    opens_private=True,
    pushes=True,
    reads_back=True,
    deletes=True,
    hides=True,
    removes=True,
    public_limit=Limit(saying.LONGEST_COMMENT, Unit.CODE_POINTS),
    private_limit=Limit(saying.LONGEST_MESSAGE, Unit.UTF8_BYTES),
    private_window=windows.HUMAN_AGENT,
    shows_sends_within=timedelta(seconds=15),
    poll_every=timedelta(minutes=2),
    recheck=looking.PACE,
)


class Instagram(GraphChannel):
    """An Instagram professional account."""

    slug: ClassVar[str] = "instagram"
    name: ClassVar[str] = "Instagram"
    mark: ClassVar[str] = "I"
    colour: ClassVar[str] = "#c13584"
    settings: ClassVar[tuple[Setting, ...]] = _SETTINGS
    learns: ClassVar[tuple[str, ...]] = login.LEARNS
    asks: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = (
        "An Instagram professional account: business or creator, and not private.",
        "A Meta app with the product Instagram, set up with Instagram login.",
        "In its settings for business login: our address among the valid redirect addresses.",
        "In the app's webhooks for Instagram: our address and the verify token.",
        "In Instagram's own settings: access to messages allowed for connected tools.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = (
        Permission("instagram_business_basic", "to know the account and its posts"),
        Permission("instagram_business_manage_comments", "to hear, answer and hide comments"),
        Permission("instagram_business_manage_messages", "to read and answer private messages"),
    )
    capabilities: ClassVar[Capabilities] = _CAPABILITIES

    def identify(self, link: Link) -> Account:
        me = self.asked(link, "/me", fields="user_id,username,name,profile_picture_url")
        handle = me.maybe_text("username")
        return Account(
            external_id=batches.known(me, "user_id"),
            handle=handle,
            name=me.maybe_text("name") or handle,
            url=f"https://www.instagram.com/{quote(handle)}/" if handle else "",
            avatar_url=me.maybe_text("profile_picture_url"),
        )

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        return login.begin(link, ask, self.permissions)

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        return login.token(self, link, ask, code)

    def renew(self, link: Link) -> Renewal | None:
        return login.renewed(self, link)

    def subscribe(self, link: Link, url: str) -> None:  # noqa: ARG002 - it is typed into the app's webhooks
        fields = {"subscribed_fields": ",".join(FIELDS)}
        self.call(link, Call("POST", "/me/subscribed_apps", json=fields))

    def pushes_to(self, link: Link, url: str) -> bool:  # noqa: ARG002 - it is typed into the app's webhooks
        return owner.told_of(self, link, "/me/subscribed_apps", FIELDS)

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        place = Place.of(cursor, link.transports.clock())
        return read.page(self, link, place, deep=False)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        place = Place.of(cursor, since) if cursor else Place(since, since)
        return read.page(self, link, place, deep=True)

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        now = link.transports.clock()
        return Page(tuple(looking.again(self, link, external_ids, now)), "")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        account = link.account.external_id if link.account else ""
        if "object" not in body:
            return tuple(read.items(body, account))
        # One app's pushes tell of all its accounts: the others have connections of their own.
        told = batches.changes(delivery.body, "instagram")
        return tuple(
            item
            for change in told
            if not account or batches.own(change, account)
            for item in pushed.items(change)
        )

    # Speaking

    def check(self, outgoing: Outgoing) -> None:
        super().check(outgoing)
        if outgoing.visibility is Visibility.PRIVATE:
            if saying.is_private_reply(outgoing) and not outgoing.reply_to:
                raise self.unsupported(
                    "private messages to somebody who neither wrote nor commented"
                )
            return
        if problem := saying.comment_problem(outgoing.text):
            raise Unsupported(f"{self.name} takes no {problem}.")

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if outgoing.visibility is Visibility.PRIVATE:
            call = Call("POST", "/me/messages", json=saying.message(outgoing), sends=True)
            sent = Wire(self.call(link, call).json, "the answer")
            person = sent.maybe_text("recipient_id") or outgoing.recipient or outgoing.thread
            return Receipt(external_id=sent.text("message_id"), thread=person)
        path, where = saying.place(outgoing)
        call = Call("POST", path, json={**where, "message": outgoing.text}, sends=True)
        sent = Wire(self.call(link, call).json, "the answer")
        return Receipt(external_id=sent.text("id"), thread=outgoing.thread)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        is_private = outgoing.visibility is Visibility.PRIVATE
        for said, when, words in self._said(link, outgoing, since - SLACK):
            is_late = said.time(when) >= since - SLACK
            if is_late and _plain(said.maybe_text(words)) == _plain(outgoing.text):
                thread = outgoing.recipient if is_private else outgoing.thread
                return Receipt(said.text("id"), thread=thread, sent_at=said.time(when))
        if asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return None

    def _said(
        self, link: Link, outgoing: Outgoing, moment: datetime
    ) -> Iterator[tuple[Wire, str, str]]:
        """What the account said where it went, since then and more; what its time and words are called.

        Comments under a post come newest first; of answers to a comment nobody says in which order.
        """
        account = link.account.external_id if link.account else ""
        if outgoing.visibility is Visibility.PRIVATE:
            person = outgoing.recipient or outgoing.thread
            fields = f"messages.limit(20){{{read.MESSAGE_FIELDS}}}"
            query = {"platform": "instagram", "user_id": person, "fields": fields}
            for told in self.listed(link, "/me/conversations", **query).data:
                inner = told.inner("messages").each("data") if "messages" in told else []
                yield from (
                    (each, "created_time", "message") for each in inner if _by(each, account)
                )
            return
        path, _ = saying.place(outgoing)
        if path == "/me/mentions":
            raise self.unsupported("looking up answers under other people's posts")
        pages = self.looked_through(link, path, fields=read.COMMENT_FIELDS, limit="50")
        for found in (page.data for page in pages):
            yield from ((each, "timestamp", "text") for each in found if _by(each, account))
            if path.endswith("/comments") and found and found[-1].time("timestamp") < moment:
                return

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        public, _ = derived.offers(self.name, self.capabilities, standing, now)
        may_later = standing.settings.get("human_agent") == "true"
        return (public, *windows.private(self.name, standing, now, human_agent=may_later))

    # What stands there

    def delete(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id is enough
        try:
            self.call(link, Call("DELETE", f"/{quote(external_id, safe='')}"))
        except Gone:
            return

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:  # noqa: ARG002
        path = f"/{quote(external_id, safe='')}"
        self.call(link, Call("POST", path, json={"hide": hidden}))


def _by(told: Wire, account: str) -> bool:
    return "from" in told and told.inner("from").maybe_text("id") == account


def _plain(text: str) -> str:
    return " ".join(text.split())
