"""What every network is translated to and from: items heard, words sent, and named failures.

Pure data: no Django, no clock, no I/O. An adapter (`amends.channels.base.Channel`) turns a network's
wire format into these, and these into the network's requests; nothing else of a network leaves its file.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amends.channels.failures import (
    ChannelError,
    Disconnected,
    Gone,
    Malformed,
    Refused,
    Throttled,
    TooLong,
    Unknown,
    Unreachable,
    Unsupported,
)
from amends.channels.media import MediaLimit
from amends.channels.rechecks import Recheck, Recount
from amends.channels.secrecy import Secrets
from amends.channels.settings import Entry, Renewal, Setting, SettingKind

#: The failures, the settings and the secrets belong to the contract, from files of their own.
__all__ = [
    "ChannelError",
    "Disconnected",
    "Entry",
    "Gone",
    "Malformed",
    "Refused",
    "Renewal",
    "Secrets",
    "Setting",
    "SettingKind",
    "Throttled",
    "TooLong",
    "Unknown",
    "Unreachable",
    "Unsupported",
]

# ------------------------------------------------------------------------------- what is heard


class ThreadKind(enum.StrEnum):
    """What holds messages together on the network."""

    POST = "post"
    CONVERSATION = "conversation"
    REVIEW = "review"
    MAIL = "mail"


class Hears(enum.StrEnum):
    """Kinds of things an adapter can hear; the capability matrix has one column for each."""

    MENTION = "mention"
    COMMENT = "comment"
    DIRECT_MESSAGE = "direct message"
    REVIEW = "review"
    MAIL = "mail"
    EDIT = "edit"
    DELETION = "deletion"
    COUNTS = "counts"
    OUTCOME = "outcome"
    OWN_POST = "own post"


@dataclass(frozen=True, slots=True)
class Author:
    """An account on the network. ``external_id`` is unique within ``realm`` (default: the channel's slug)."""

    external_id: str
    handle: str = ""
    name: str = ""
    avatar_url: str = ""
    followers: int | None = None
    realm: str = ""


@dataclass(frozen=True, slots=True)
class ThreadRef:
    """The post, conversation, review or mail thread a message belongs to, by the network's id."""

    external_id: str
    kind: ThreadKind
    is_public: bool
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or file: either by ``url`` (fetched later, never rendered) or with its ``content``."""

    url: str = ""
    name: str = ""
    content_type: str = "application/octet-stream"
    alt_text: str = ""
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far something has spread, as the network counts; None where it does not say."""

    likes: int | None = None
    shares: int | None = None
    replies: int | None = None
    views: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said something: a post, a comment, a direct message, a review or a mail.

    ``own``: said by the brand's own account (an echo of our send, or an answer given elsewhere);
    ``client_ref``: our send's key, where the network echoes it; ``related``: external ids of earlier
    messages in whose thread this one belongs when its own thread is not known (mail references), nearest
    first; ``automatic``: sent by a machine (out-of-office): kept, but nobody must answer it.
    """

    external_id: str
    thread: ThreadRef
    author: Author
    text: str
    sent_at: datetime
    html: str = ""
    subject: str = ""
    reply_to: str = ""
    url: str = ""
    language: str = ""
    rating: int | None = None
    media: tuple[Media, ...] = ()
    counts: Counts | None = None
    own: bool = False
    client_ref: str = ""
    related: tuple[str, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """A message has other words now. ``said`` is the whole message as it reads now."""

    said: Said
    edited_at: datetime

    @property
    def external_id(self) -> str:
        return self.said.external_id


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message was taken away by its author or by the network."""

    external_id: str
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """New counts for a message we may have."""

    external_id: str
    counts: Counts
    counted_at: datetime


class OutcomeState(enum.StrEnum):
    """What became of one of our sends, told by the network later. SENT: the network has it, no more."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A later word about one of our sends (a bounce, a read receipt), by its external id or our key.

    ``recipient`` instead of both: it is about everything we privately said to this person until then.
    """

    state: OutcomeState
    at: datetime
    external_id: str = ""
    client_ref: str = ""
    reason: str = ""
    recipient: str = ""


Item = Said | Edited | Deleted | Counted | Outcome


@dataclass(frozen=True, slots=True)
class Delivery:
    """Raw bytes as the network gave them, before anybody understood them.

    ``key``: what makes it the same delivery when it comes again (the network's delivery id, an event id,
    ``uidvalidity:uid``); ``headers``: lower-case names, only what `Channel.verify` or `parse` needs.
    """

    key: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What one fetch brought: deliveries in the network's order, and where to go on from.

    ``units``: what the network charges for it, as counts by the names in `Channel.prices`.
    """

    deliveries: tuple[Delivery, ...]
    cursor: str
    more: bool = False
    units: Mapping[str, int] = field(default_factory=dict)


# -------------------------------------------------------------------------------- what is said


class Visibility(enum.StrEnum):
    """Who can read a message on the network."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Template:
    """Words that the network approved before; ``values`` fill its ``places``, ``category`` is its price."""

    name: str
    language: str
    values: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to say. ``key`` is ours, unique per send, and is also the idempotency key where there is one.

    ``thread``/``reply_to``: the network's ids of what it answers; ``recipient``: the person's external id
    for private sends; ``references``: external ids of the thread so far, oldest first (mail); ``tag``:
    the network's name of the right it is said by (`rights.Offer.tag`); ``template``: instead of free words;
    ``warning``: what stands before the words, which are opened by a click.
    """

    key: str
    visibility: Visibility
    text: str
    thread: str = ""
    thread_kind: ThreadKind = ThreadKind.POST
    reply_to: str = ""
    recipient: str = ""
    recipient_name: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    tag: str = ""
    template: Template | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The network has it: its id there, and the thread it stands in; ``units`` as for `Page`."""

    external_id: str
    thread: str = ""
    url: str = ""
    sent_at: datetime | None = None
    units: Mapping[str, int] = field(default_factory=dict)


# -------------------------------------------------------------------------- what a channel can


class Unit(enum.StrEnum):
    """How a network counts the length of a text."""

    GRAPHEMES = "graphemes"
    CODE_POINTS = "code points"
    UTF8_BYTES = "UTF-8 bytes"
    UTF16_UNITS = "UTF-16 units"
    WEIGHTED = "weighted characters"


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest text the network takes, in its own unit."""

    size: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this network can do through us; the matrix in the docs is generated from it."""

    hears: frozenset[Hears]
    replies_publicly: bool = False
    #: A post that answers nobody, and, where it `warns`, with a warning before the words.
    posts: bool = False
    warns: bool = False
    replies_privately: bool = False
    opens_private: bool = False
    #: What happened can be asked for; False: what was not pushed to us is lost (`fetch`, `sweep`).
    fetches: bool = True
    pushes: bool = False
    streams: bool = False
    reads_back: bool = False
    idempotent_sends: bool = False
    #: What can be done to what stands there: our own words, and what others put under our posts.
    edits: bool = False
    deletes: bool = False
    hides: bool = False
    removes: bool = False
    likes: bool = False
    #: A post of our own can be kept at the top of the account (`Channel.pin`).
    pins: bool = False
    #: Whether it can be asked for posts that have certain words (`Channel.search`).
    searches: bool = False
    #: Whether all that is posted there can be heard as it goes by (`Channel.overhear`).
    overhears: bool = False
    #: How much it can be asked again about messages we have (`Channel.recheck`, `recount`); None: not.
    recheck: Recheck | None = None
    recount: Recount | None = None
    #: Of so many authors at once it pushes that they deleted something (`Channel.watch`).
    watches: int = 0
    #: Approved forms of words can be sent when our own may not (`Channel.templates`).
    templates: bool = False
    sends_media: bool = False
    media_limit: MediaLimit | None = None  # none: the network sets no limit
    public_limit: Limit | None = None
    private_limit: Limit | None = None
    private_window: timedelta | None = None
    #: How late a send may show up for `look_up`: absent before that is not yet surely absent.
    shows_sends_within: timedelta = timedelta(0)
    poll_every: timedelta = timedelta(seconds=60)
    sweep_back: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Account:
    """The brand's own account, as the network names it.

    ``facts``: what holds for this account alone (the limits of its server), kept with the connection's
    settings under names of the adapter's own; `Channel.suited` reads them.
    """

    external_id: str
    handle: str = ""
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
