"""A Facebook Page and its Messenger: comments, posts, mentions, recommendations and private messages.

Source: developers.facebook.com/docs, Pages API, Webhooks for Pages, Messenger Platform.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

import orjson

from amends.channels import derived, multipart, recounts, wire
from amends.channels.badges import Badge, Shows
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
    Media,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Renewal,
    Setting,
    SettingKind,
    Unit,
    Unknown,
    Unsupported,
    Visibility,
)
from amends.channels.facebook import pushed, read, saying
from amends.channels.facebook.rounds import Place, Round
from amends.channels.graph import batches, owner, windows
from amends.channels.graph.channel import GraphChannel
from amends.channels.media import MediaLimit
from amends.channels.rechecks import Recount
from amends.channels.rights import Offer, Standing
from amends.channels.wire import Wire

#: What the app is told of, and what of it this Page tells.
FIELDS = (
    *("feed", "mention", "ratings", "messages", "message_echoes", "message_edits"),
    *("message_deliveries", "message_reads", "messaging_postbacks"),
)
_ANSWERED = "id,permalink_url,created_time"
_SETTINGS = (
    *owner.APP_SETTINGS,
    Setting(
        "page_id",
        "ID of the Page",
        help="Needed only where you look after several Pages: in the Page's settings, About.",
        required=False,
    ),
    Setting(
        "token",
        "Access token of the Page",
        SettingKind.SECRET,
        help="A long-lived one, for example of a system user in Business settings.",
        entry=Entry.KEY,
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
    *owner.ADDRESSES,
)
_CAPABILITIES = Capabilities(
    hears=frozenset(
        {
            Hears.MENTION,
            Hears.COMMENT,
            Hears.DIRECT_MESSAGE,
            Hears.REVIEW,
            Hears.EDIT,
            Hears.DELETION,
            Hears.COUNTS,
            Hears.OUTCOME,
            Hears.OWN_POST,
        }
    ),
    replies_publicly=True,
    posts=True,
    replies_privately=True,
    opens_private=True,
    pushes=True,
    reads_back=True,
    edits=True,
    deletes=True,
    hides=True,
    removes=True,
    likes=True,
    recount=Recount(at_once=20, every=timedelta(minutes=10)),
    sends_media=True,
    media_limit=MediaLimit(
        count=1,
        largest=8_000_000,
        together=8_000_000,
        types=frozenset({"image/png", "image/jpeg", "image/gif"}),
    ),
    public_limit=Limit(8000, Unit.CODE_POINTS),
    private_limit=Limit(2000, Unit.CODE_POINTS),
    private_window=windows.HUMAN_AGENT,
    shows_sends_within=timedelta(seconds=15),
    poll_every=timedelta(minutes=2),
)


class Facebook(GraphChannel, Shows):
    """A Facebook Page with its Messenger."""

    slug: ClassVar[str] = "facebook"
    name: ClassVar[str] = "Facebook"
    mark: ClassVar[str] = "f"
    colour: ClassVar[str] = "#0866ff"
    settings: ClassVar[tuple[Setting, ...]] = _SETTINGS
    learns: ClassVar[tuple[str, ...]] = ("token", "user_token")
    needs: ClassVar[tuple[str, ...]] = (
        "A Facebook Page that you may manage: full access, or the tasks Messages and Community activity.",
        "An app of yours at developers.facebook.com with Webhooks, Messenger and Facebook Login.",
        "The app's ID and secret, and our address among its valid redirect addresses.",
        "For people without a role in your app: Meta's review of the permissions below (Advanced Access).",
        "An address of ours that Meta reaches by https.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = (
        Permission("pages_show_list", "To offer you the Pages that you look after."),
        Permission("pages_read_engagement", "To read the Page's own posts and who reacts to them."),
        Permission(
            "pages_read_user_content",
            "To hear what customers write: posts, comments, recommendations.",
        ),
        Permission("pages_manage_engagement", "To answer comments, hide, like and delete."),
        Permission("pages_manage_posts", "To post as the Page and to edit what it posted."),
        Permission("pages_manage_metadata", "To have new comments and messages pushed to us."),
        Permission("pages_messaging", "To read and answer private messages in Messenger."),
    )
    asks: ClassVar[bool] = True
    capabilities: ClassVar[Capabilities] = _CAPABILITIES
    badge: ClassVar[Badge] = Badge(
        "Very responsive to messages",
        share=0.9,
        within=timedelta(minutes=15),
        over=timedelta(days=7),
        silence=timedelta(hours=24),
    )

    def identify(self, link: Link) -> Account:
        page = self.asked(link, "/me", fields="id,name,username,link,picture{url}")
        picture = page.inner("picture").inner("data") if "picture" in page else Wire({})
        return Account(
            external_id=page.text("id"),
            handle=page.maybe_text("username"),
            name=page.maybe_text("name"),
            url=page.maybe_text("link"),
            avatar_url=picture.maybe_text("url"),
        )

    # The owner's consent

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        return owner.begin(link, ask, self.permissions)

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        user = owner.user_token(self, link, ask, code)
        page = owner.chosen_page(self, link, user)
        return Renewal({"token": page.text("access_token"), "user_token": user}, None)

    def renew(self, link: Link) -> Renewal | None:
        return owner.looked_after(self, link)

    def try_writing(self, link: Link) -> str:
        wanted = ("pages_manage_engagement", "pages_messaging")
        if missing := owner.lacking(owner.state(self, link), wanted):
            raise Refused(f"The token lacks {' and '.join(missing)}; ask the owner again.")
        return (
            "The token may answer comments and private messages, as Meta says; nothing was written."
        )

    def subscribe(self, link: Link, url: str) -> None:
        owner.push_to(self, link, "page", url, FIELDS)
        fields = {"subscribed_fields": ",".join(FIELDS)}
        self.call(link, Call("POST", f"/{self._page(link)}/subscribed_apps", json=fields))

    def pushes_to(self, link: Link, url: str) -> bool:
        path = f"/{self._page(link)}/subscribed_apps"
        return owner.pushes_to(self, link, "page", url) and owner.told_of(self, link, path, FIELDS)

    # Hearing

    def fetch(self, link: Link, cursor: str) -> Page:
        place = Place.of(cursor, link.transports.clock())
        return Round(self, link, deep=False).page(place)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        place = Place.of(cursor, since) if cursor else Place(since, since)
        return Round(self, link, deep=True).page(place)

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        now, found = link.transports.clock(), []
        for each in external_ids:
            # Who hides theirs from us, or took it away, stops nobody else's count.
            with contextlib.suppress(Gone, Refused):
                told = self.asked(link, _path(each), fields=read.SPREAD_FIELDS)
                found.append(recounts.delivery(each, read.spread_of(told), now))
        return Page(tuple(found), "")

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        body = wire.read(delivery.body)
        if "counted" in body:
            return (recounts.counted(body),)
        page = link.account.external_id if link.account else ""
        if "object" not in body:
            return tuple(read.items(body, page))
        told = batches.changes(delivery.body, "page")
        # One app's pushes tell of all its Pages: the others have connections of their own.
        return tuple(
            item
            for change in told
            if not page or batches.own(change, page)
            for item in pushed.items(change)
        )

    # Speaking

    def check(self, outgoing: Outgoing) -> None:
        super().check(outgoing)
        if outgoing.visibility is not Visibility.PRIVATE:
            return
        if outgoing.media and outgoing.text.strip():
            raise Unsupported("Messenger takes words or a picture in one message, not both.")
        if saying.is_private_reply(outgoing) and not outgoing.reply_to:
            raise self.unsupported(
                "private messages to somebody who has neither written nor commented"
            )

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        if outgoing.visibility is Visibility.PRIVATE:
            return self._write(link, outgoing)
        page = self._page(link)
        path = saying.place(outgoing, page)
        kept = [
            self._uploaded(link, f"/{page}/photos", {"published": "false"}, each).text("id")
            for each in outgoing.media
        ]
        body = {"message": outgoing.text, **saying.pictures(path, kept)}
        call = Call("POST", path, query={"fields": _ANSWERED}, json=body, sends=True)
        return _receipt(Wire(self.call(link, call).json, "the answer"), outgoing.thread)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        asked_at = link.transports.clock()
        is_private = outgoing.visibility is Visibility.PRIVATE
        sent = self._messages(link, outgoing) if is_private else self._under(link, outgoing)
        words = " ".join(outgoing.text.split())
        for each in sent:
            is_late = each.time("created_time") >= since - timedelta(seconds=5)
            if not is_late and not is_private:  # newest first: what follows is older
                break
            if is_late and self._says(link, each, words):
                return _receipt(each, outgoing.recipient if is_private else outgoing.thread)
        if asked_at < since + self.capabilities.shows_sends_within:
            raise Unknown("It is not there yet, but may still show up.")
        return None

    def known_as(self, link: Link, external_id: str) -> tuple[str, ...]:
        """The app knows a person by one id, each Page by another: Meta tells one from the other."""
        call = Call(
            "GET",
            f"{_path(external_id)}/ids_for_pages",
            query={"page": self._page(link)},
            headers=owner.as_app(link),
        )
        try:
            told = Wire(self.call(link, call).json, "the answer").each("data")
        except (Refused, Gone):
            told = []
        return (external_id, *(batches.known(each, "id") for each in told))

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        public, _ = derived.offers(self.name, self.capabilities, standing, now)
        may_later = standing.settings.get("human_agent") == "true"
        return (public, *windows.private("Messenger", standing, now, human_agent=may_later))

    def _write(self, link: Link, outgoing: Outgoing) -> Receipt:
        page, attachment = self._page(link), ""
        for picture in outgoing.media:
            asked = {"attachment": {"type": "image", "payload": {"is_reusable": False}}}
            fields = {"message": orjson.dumps(asked).decode()}
            kept = self._uploaded(link, f"/{page}/message_attachments", fields, picture)
            attachment = kept.text("attachment_id")
        body = saying.message(outgoing, page, attachment)
        call = Call("POST", f"/{page}/messages", json=body, sends=True)
        sent = Wire(self.call(link, call).json, "the answer")
        person = sent.maybe_text("recipient_id") or outgoing.recipient or outgoing.thread
        return Receipt(external_id=sent.text("message_id"), thread=person)

    def _uploaded(self, link: Link, path: str, fields: Mapping[str, str], media: Media) -> Wire:
        """Hand a picture over before what is said with it; alone it shows nowhere, so it may come twice."""
        if media.content is None:
            raise self.unsupported("pictures that are only a link")
        kind, content = multipart.packed(fields, {"source": media})
        head = {"content-type": kind}
        call = Call("POST", path, headers=head, content=content, timeout=60)
        return Wire(self.call(link, call).json, "the answer")

    def _under(self, link: Link, outgoing: Outgoing) -> Iterator[Wire]:
        """The newest of what stands where a public message was to go."""
        path = saying.place(outgoing, self._page(link))
        fields = "id,message,from,created_time,permalink_url"
        order = {} if path.endswith("/feed") else {"order": "reverse_chronological"}
        for page in self.looked_through(link, path, fields=fields, limit="50", **order):
            yield from page.data

    def _messages(self, link: Link, outgoing: Outgoing) -> Iterator[Wire]:
        """The newest private messages with the person."""
        person = outgoing.recipient or outgoing.thread
        fields = f"messages.limit(50){{{read.MESSAGE_FIELDS}}}"
        path = f"/{self._page(link)}/conversations"
        query = {"platform": "messenger", "user_id": person, "fields": fields}
        for each in self.listed(link, path, **query).data:
            if "messages" in each:
                yield from each.inner("messages").each("data")

    def _says(self, link: Link, told: Wire, words: str) -> bool:
        """Whether it is the Page that says just this there."""
        if "from" not in told or told.inner("from").maybe_text("id") != self._page(link):
            return False
        return " ".join(told.maybe_text("message").split()) == words

    def _page(self, link: Link) -> str:
        return quote(link.account.external_id, safe="") if link.account else "me"

    # What stands there

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        self._public_only(external_id, "edits of private messages")
        self.call(link, Call("POST", _path(external_id), json={"message": outgoing.text}))
        return Receipt(external_id=external_id, thread=outgoing.thread)

    def delete(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id is enough
        self._public_only(external_id, "taking back private messages")
        try:
            self.call(link, Call("DELETE", _path(external_id)))
        except Gone:
            return

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:  # noqa: ARG002
        self._public_only(external_id, "hiding of private messages")
        self.call(link, Call("POST", _path(external_id), json={"is_hidden": hidden}))

    def like(self, link: Link, external_id: str, thread: str) -> None:  # noqa: ARG002 - its id is enough
        self._public_only(external_id, "likes of private messages")
        self.call(link, Call("POST", f"{_path(external_id)}/likes"))

    def _public_only(self, external_id: str, what: str) -> None:
        if external_id.startswith(saying.MESSAGE):
            raise self.unsupported(what)


def _path(external_id: str) -> str:
    return f"/{quote(external_id, safe='')}"


def _receipt(sent: Wire, thread: str) -> Receipt:
    external_id = sent.text("id")
    return Receipt(
        external_id=external_id,
        thread=thread or external_id,
        url=sent.maybe_text("permalink_url"),
        sent_at=sent.maybe_time("created_time"),
    )
