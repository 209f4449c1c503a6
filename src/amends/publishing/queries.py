"""What is planned, what went out, what waits for a look, and what the brand's own figures advise."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db.models import Q, QuerySet

from amends.channels import registry
from amends.channels.models import Connection, ConnectionState
from amends.outbox.models import Send, SendState, Upload
from amends.publishing import rules
from amends.publishing.models import (
    LibraryItem,
    Post,
    PostingTime,
    PostState,
    PostVersion,
    Slot,
)
from amends.refusals import NotFound


class Shown(enum.StrEnum):
    """What a place on the calendar is, as a person sees it."""

    DRAFT = "draft"
    ASKED = "asked"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    OUT = "out"
    HELD = "held"
    FAILED = "failed"
    UNKNOWN = "unknown"


_SHOWN = {
    SendState.QUEUED: Shown.SCHEDULED,
    SendState.SENDING: Shown.SENDING,
    SendState.SENT: Shown.OUT,
    SendState.HELD: Shown.HELD,
    SendState.REFUSED: Shown.FAILED,
    SendState.FAILED: Shown.FAILED,
    SendState.UNKNOWN: Shown.UNKNOWN,
}
#: What a person must look at, one by one.
TO_LOOK_AT = (Shown.HELD, Shown.FAILED, Shown.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the calendar: a slot, or the moment that a draft's version wants."""

    version: PostVersion
    at: datetime
    shown: Shown
    slot: Slot | None = None

    @property
    def post(self) -> Post:
        return self.version.post

    @property
    def can_move(self) -> bool:
        return self.shown in {Shown.DRAFT, Shown.ASKED, Shown.SCHEDULED, Shown.HELD}

    @property
    def why(self) -> str:
        """What is in its way, in a sentence."""
        if self.slot is None:
            return ""
        return self.slot.trouble or (self.slot.send.reason if self.slot.send else "")


def state_of(slot: Slot) -> Shown | None:
    """What became of a slot, which its send knows; None for what was taken back."""
    if slot.send is None:
        return Shown.FAILED if slot.trouble else None
    return _SHOWN.get(SendState(slot.send.state))


def places(brand_id: int, since: datetime, until: datetime) -> list[Place]:
    """Everything on the calendar from ``since`` to before ``until``, in order."""
    found = _slots(brand_id).filter(at__gte=since, at__lt=until)
    wanted = PostVersion.objects.filter(
        brand_id=brand_id, at__gte=since, at__lt=until, post__state__in=_OPEN
    ).select_related("post", "connection")
    laid = [_place(each) for each in found]
    drafts = [Place(each, each.at, Shown(each.post.state)) for each in wanted if each.at]
    return sorted(
        [each for each in laid if each is not None] + drafts,
        key=lambda each: (each.at, each.version.pk),
    )


_OPEN = (PostState.DRAFT, PostState.ASKED)


def _slots(brand_id: int) -> QuerySet[Slot]:
    found = Slot.objects.filter(brand_id=brand_id)
    return found.select_related("version__post", "version__connection", "send")


def _place(slot: Slot) -> Place | None:
    shown = state_of(slot)
    return Place(slot.version, slot.at, shown, slot) if shown is not None else None


def to_look_at(brand_id: int, limit: int = 100) -> list[Place]:
    """What is held, failed or may or may not be out, the oldest first: each is looked at by itself."""
    stuck = (SendState.HELD, SendState.REFUSED, SendState.FAILED, SendState.UNKNOWN)
    found = _slots(brand_id).filter(Q(send__state__in=stuck) | (Q(send=None) & ~Q(trouble="")))
    laid = [_place(each) for each in found.order_by("at", "pk")[:limit]]
    return [each for each in laid if each is not None]


def asked(brand_id: int) -> list[Post]:
    """The posts that wait for somebody who may approve them, the longest waiting first."""
    found = Post.objects.filter(brand_id=brand_id, state=PostState.ASKED)
    return list(found.select_related("made_by").order_by("state_since", "pk"))


def drafts(brand_id: int, limit: int = 50) -> list[Post]:
    """The posts that nobody has planned to the end, the newest first."""
    found = Post.objects.filter(brand_id=brand_id, state=PostState.DRAFT)
    return list(found.select_related("made_by").order_by("-state_since", "-pk")[:limit])


def posts(brand_id: int, state: PostState | None, before: int | None, limit: int) -> list[Post]:
    """A page of a brand's posts below id ``before``, newest first."""
    wanted = {"state": state, "pk__lt": before}
    same = {name: value for name, value in wanted.items() if value is not None}
    found = Post.objects.filter(brand_id=brand_id, **same)
    return list(found.prefetch_related("versions").order_by("-pk")[:limit])


def post_by_id(brand_id: int, post_id: int) -> Post:
    """One post of a brand. Raises `NotFound`, also for another brand's."""
    found = Post.objects.filter(brand_id=brand_id, pk=post_id).select_related("made_by").first()
    if found is None:
        raise NotFound(post=post_id)
    return found


def slot_by_id(brand_id: int, slot_id: int) -> Slot:
    """One place on the calendar. Raises `NotFound`, also for another brand's."""
    found = _slots(brand_id).filter(pk=slot_id).first()
    if found is None:
        raise NotFound(slot=slot_id)
    return found


def version_by_id(brand_id: int, version_id: int) -> PostVersion:
    """One version. Raises `NotFound`, also for another brand's."""
    found = PostVersion.objects.filter(brand_id=brand_id, pk=version_id)
    version = found.select_related("post", "connection").first()
    if version is None:
        raise NotFound(version=version_id)
    return version


def versions_of(post: Post) -> list[PostVersion]:
    """A post's versions, by connection."""
    # In one order for all posts: whoever lays several out takes their connections' lanes in it.
    found = PostVersion.objects.filter(post=post).select_related("connection")
    found = found.order_by("connection_id")
    for version in (versions := list(found)):
        version.post = post
    return versions


def versions_of_all(posts: Sequence[Post]) -> dict[int, list[PostVersion]]:
    """The versions of several posts in one look, by post."""
    known = {each.pk: each for each in posts}
    found = PostVersion.objects.filter(post__in=known).order_by("connection_id")
    by_post: dict[int, list[PostVersion]] = {pk: [] for pk in known}
    for version in found:
        version.post = known[version.post_id]
        by_post[version.post_id].append(version)
    return by_post


def slots_of_all(posts: Sequence[Post]) -> dict[int, list[Place]]:
    """Where several posts stand or stood on the calendar, in one look, by post."""
    ids = [each.pk for each in posts]
    by_post: dict[int, list[Place]] = {pk: [] for pk in ids}
    found = Slot.objects.filter(version__post__in=ids)
    related = found.select_related("version__post", "version__connection", "send")
    for slot in related.order_by("at", "pk"):
        place = _place(slot)
        if place is not None:
            by_post[slot.version.post_id].append(place)
    return by_post


def slots_of(post: Post) -> list[Place]:
    """Where a post stands or stood on the calendar, in order."""
    found = _slots(post.brand_id).filter(version__post=post).order_by("at", "pk")
    laid = [_place(each) for each in found]
    return [each for each in laid if each is not None]


def parts_of(slot: Slot) -> list[Send]:
    """Everything that goes out at a slot, in order: a long post is a thread of several."""
    sends: list[Send] = []
    following = [slot.send] if slot.send else []
    while following:
        sends += following
        ids = [each.pk for each in following]
        following = list(Send.objects.filter(follows__in=ids).order_by("pk"))
    return sends


def connections(brand_id: int) -> list[Connection]:
    """The accounts on which the brand can post, by network and name."""
    found = Connection.objects.filter(brand_id=brand_id).exclude(state=ConnectionState.PAUSED)
    return [each for each in found.order_by("channel", "name", "pk") if can_post(each)]


def can_post(connection: Connection) -> bool:
    """Whether its network takes posts of our own; not where its adapter is not installed."""
    channel = registry.channels().get(connection.channel)
    return channel is not None and channel.capabilities.posts


def library(brand_id: int, words: str = "", limit: int = 60) -> list[LibraryItem]:
    """The pictures whose title, tags or description hold every word, the newest first."""
    found = LibraryItem.objects.filter(brand_id=brand_id).select_related("upload")
    for word in words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(tags__contains=[word.casefold()])
            | Q(upload__alt_text__icontains=word)
        )
    return list(found.order_by("-added_at", "-pk")[:limit])


def item_by_id(brand_id: int, item_id: int) -> LibraryItem:
    """One picture of the library. Raises `NotFound`, also for another brand's."""
    found = LibraryItem.objects.filter(brand_id=brand_id, pk=item_id).select_related("upload")
    item = found.first()
    if item is None:
        raise NotFound(item=item_id)
    return item


def used_in(brand_id: int, upload_ids: Collection[int]) -> dict[int, list[Post]]:
    """The posts that a picture stands in, by its id."""
    wanted = set(upload_ids)
    found = Post.objects.filter(brand_id=brand_id, uploads__overlap=list(wanted))
    used: dict[int, list[Post]] = defaultdict(list)
    for post in found.exclude(state=PostState.WITHDRAWN).order_by("-pk"):
        for upload_id in wanted & set(post.uploads):
            used[upload_id].append(post)
    return used


def uploads_in(brand_id: int, ids: Sequence[int]) -> list[Upload]:
    """The pictures of a post, in their order; what is no longer kept is left out."""
    found = Upload.objects.filter(brand_id=brand_id).in_bulk(list(ids))
    return [found[each] for each in ids if each in found]


# ---------------------------------------------------------------------------------- what to advise


def times_of(brand_id: int) -> dict[int, list[PostingTime]]:
    """The posting times of each connection, in the order of the week."""
    found: dict[int, list[PostingTime]] = defaultdict(list)
    for each in PostingTime.objects.filter(brand_id=brand_id).order_by("weekday", "minute"):
        found[each.connection_id].append(each)
    return found


def next_free(connection: Connection, zone: str, now: datetime) -> datetime | None:
    """The next posting time of a connection at which nothing of ours goes out yet."""
    kept = PostingTime.objects.filter(brand_id=connection.brand_id, connection=connection)
    hours = [rules.Hour(each.weekday, each.minute) for each in kept]
    until = now + timedelta(days=8 * 7)
    found = places(connection.brand_id, now, until)
    taken = {each.at for each in found if each.version.connection_id == connection.pk}
    return rules.next_free(hours, taken, after=now, zone=zone)


# Of the last quarter of a year: when did customers say something under posts of our own?
_HEARD = """
WITH posts AS (
    SELECT DISTINCT o.thread_id FROM outbox_send s JOIN inbox_message o ON o.id = s.message_id
    WHERE s.brand_id = %(brand)s AND s.case_id IS NULL AND s.state = 'sent'
        AND s.sent_at > %(since)s AND o.thread_id IS NOT NULL
        AND (%(connection)s::bigint IS NULL OR s.connection_id = %(connection)s))
SELECT (SELECT count(*) FROM posts), extract(isodow FROM m.sent_at AT TIME ZONE %(zone)s)::int - 1,
    extract(hour FROM m.sent_at AT TIME ZONE %(zone)s)::int, count(m.id)
FROM (SELECT 1) AS one LEFT JOIN inbox_message m
    ON m.thread_id IN (SELECT thread_id FROM posts) AND m.direction = 'in' AND m.is_public
GROUP BY 2, 3
"""


def best_times(
    brand_id: int, zone: str, now: datetime, connection_id: int | None = None
) -> rules.Hint:
    """At which hours of the week customers answered the brand's posts of the last 90 days."""
    wanted: dict[str, int | str | datetime | None] = {
        "brand": brand_id,
        "since": now - timedelta(days=90),
        "zone": zone,
        "connection": connection_id,
    }
    with database.cursor() as cursor:
        cursor.execute(_HEARD, wanted)
        rows = cursor.fetchall()
    heard = [(day, hour, n) for _, day, hour, n in rows if day is not None]
    return rules.hint(heard, rows[0][0] if rows else 0)


_BALANCE = """
SELECT
    (SELECT count(*) FROM outbox_send WHERE brand_id = %(brand)s AND case_id IS NULL
        AND follows_id IS NULL AND state = 'sent' AND sent_at >= %(since)s),
    (SELECT count(*) FROM outbox_send WHERE brand_id = %(brand)s AND case_id IS NOT NULL
        AND state = 'sent' AND sent_at >= %(since)s),
    (SELECT count(*) FROM inbox_case WHERE brand_id = %(brand)s AND state = 'needs_answer'
        AND set_aside = ''),
    (SELECT count(*) FROM inbox_case WHERE brand_id = %(brand)s AND state = 'needs_answer'
        AND set_aside = '' AND due_at < %(now)s)
"""


def balance(brand_id: int, zone: str, now: datetime) -> rules.Balance:
    """What the brand told and answered since Monday by its own calendar, and who waits now."""
    today = rules.shown_at(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = rules.instant(today - timedelta(days=today.weekday()), zone)
    with database.cursor() as cursor:
        cursor.execute(_BALANCE, {"brand": brand_id, "since": monday, "now": now})
        return rules.Balance(*cursor.fetchone())
