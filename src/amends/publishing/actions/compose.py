"""Writing a post: once for all networks, with its own words where one needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from amends.audit.actions import record
from amends.outbox import queries as outbox
from amends.publishing import queries
from amends.publishing.actions.library import keep_in_library
from amends.publishing.models import Post, PostState, PostVersion
from amends.publishing.rules import Repeat
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

LONGEST_TEXT = 20_000
MOST_FILES = 10
_OPEN = (PostState.DRAFT, PostState.ASKED)


class ChangedMeanwhile(Refusal):
    """Somebody changed this post since you opened it; look at it anew, then change it."""

    code = "changed-meanwhile"


class NotOpen(Refusal):
    """This post is planned or put away already; take it back before you change it."""

    code = "not-open"


class NowhereToGo(Refusal):
    """Choose at least one account on which it goes out."""

    code = "nowhere-to-go"


@dataclass(frozen=True, slots=True)
class VersionWording:
    """A version as it is asked for; ``text`` empty: the post's own words."""

    connection_id: int
    text: str = ""
    at: datetime | None = None
    uploads: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A post as it is asked for."""

    text: str
    versions: tuple[VersionWording, ...] = ()
    title: str = ""
    warning: str = ""
    campaign: str = ""
    uploads: tuple[int, ...] = ()
    repeat: Repeat = Repeat.NO
    repeat_until: date | None = None


def write(*, by: Actor, wording: Wording, now: datetime) -> Post:
    """Keep a new draft. Raises `NotFound` for what is not the brand's, and `Invalid`."""
    by.require(Right.ORGANISE)
    with transaction.atomic():
        post = Post(brand_id=by.brand_id, made_by_id=by.user_id, made_at=now, state_since=now)
        _fill(by, post, wording, now)
        post.save()
        _write_versions(by, post, wording.versions)
        _record(by, "publishing.write", post, now)
    return post


def rewrite(*, by: Actor, post: Post, wording: Wording, seen: int, now: datetime) -> Post:
    """Change what is not planned yet; ``seen``: the revision that was changed.

    What waits for approval is a draft again. Raises `ChangedMeanwhile`, `NotOpen`, and as `write`.
    """
    by.require(Right.ORGANISE)
    with transaction.atomic():
        post = _locked(by, post)
        if post.state not in _OPEN:
            raise NotOpen
        if post.revision != seen:
            raise ChangedMeanwhile
        _fill(by, post, wording, now)
        # Whoever changes it answers for its words: nobody approves their own.
        post.made_by_id = by.user_id
        post.state, post.state_since, post.revision = PostState.DRAFT, now, post.revision + 1
        post.save()
        _write_versions(by, post, wording.versions)
        _record(by, "publishing.rewrite", post, now)
    return post


def ask(*, by: Actor, post: Post, now: datetime) -> Post:
    """Ask somebody who may publish to look at it. Raises `NotOpen` and `NowhereToGo`."""
    by.require(Right.ORGANISE)
    with transaction.atomic():
        post = _locked(by, post)
        if not post.versions.exists():
            raise NowhereToGo
        _turn(by, post, (PostState.DRAFT,), PostState.ASKED, now)
    return post


def send_back(*, by: Actor, post: Post, note: str, now: datetime) -> Post:
    """Not like this: it is a draft again, and ``note`` says why. Raises `NotOpen`."""
    by.require(Right.ANNOUNCE)
    with transaction.atomic():
        post = _locked(by, post)
        post.note, post.decided_by_id = " ".join(note.split())[:500], by.user_id
        post.save(update_fields=["note", "decided_by"])
        _turn(by, post, (PostState.ASKED,), PostState.DRAFT, now)
    return post


def throw_away(*, by: Actor, post: Post, now: datetime) -> Post:
    """Nobody wants it any more. Raises `NotOpen` for what is planned."""
    by.require(Right.ORGANISE)
    with transaction.atomic():
        post = _locked(by, post)
        _turn(by, post, _OPEN, PostState.WITHDRAWN, now)
    return post


def _fill(by: Actor, post: Post, wording: Wording, now: datetime) -> None:
    if len(wording.text) > LONGEST_TEXT or len(wording.uploads) > MOST_FILES:
        raise Invalid(f"A post has up to {LONGEST_TEXT} characters and {MOST_FILES} pictures.")
    post.title = " ".join(wording.title.split())[:120]
    post.text = wording.text.strip()
    post.warning = " ".join(wording.warning.split())[:120]
    post.campaign = "-".join(wording.campaign.split())[:60]
    post.repeat, post.repeat_until = Repeat(wording.repeat), wording.repeat_until
    uploads = outbox.uploads_of(by.brand_id, wording.uploads)
    post.uploads = [each.pk for each in uploads]
    for upload in uploads:
        keep_in_library(by=by, upload=upload, now=now)


def _write_versions(by: Actor, post: Post, wanted: Sequence[VersionWording]) -> None:
    able = {each.pk: each for each in queries.connections(by.brand_id)}
    kept = {each.connection_id: each for each in PostVersion.objects.filter(post=post)}
    chosen = {each.connection_id: each for each in wanted}
    if not set(chosen) <= set(able):
        raise NotFound("One of these accounts cannot post, or is not yours.")
    for connection_id, version in kept.items():
        if connection_id not in chosen and not version.slots.exists():
            version.delete()
    for connection_id, each in chosen.items():
        version = kept.get(connection_id) or PostVersion(
            brand_id=by.brand_id, post=post, connection=able[connection_id]
        )
        _fill_version(post, version, each)


def _fill_version(post: Post, version: PostVersion, wanted: VersionWording) -> None:
    text = wanted.text.strip()[:LONGEST_TEXT]
    version.text = "" if text == post.text else text
    version.at = wanted.at
    chosen = wanted.uploads
    version.uploads = None if chosen is None else [each for each in post.uploads if each in chosen]
    version.save()


def _locked(by: Actor, post: Post) -> Post:
    found = Post.objects.select_for_update().filter(brand_id=by.brand_id, pk=post.pk).first()
    if found is None:
        raise NotFound
    return found


def _turn(
    by: Actor, post: Post, states: tuple[PostState, ...], state: PostState, now: datetime
) -> None:
    if post.state not in states:
        raise NotOpen
    post.state, post.state_since = state, now
    Post.objects.filter(pk=post.pk).update(state=state, state_since=now, revision=F("revision") + 1)
    post.revision += 1
    _record(by, f"publishing.{state}", post, now)


def _record(by: Actor, action: str, post: Post, now: datetime) -> None:
    facts = {"state": str(post.state), "revision": post.revision}
    record(by=by, action=action, target=f"post:{post.pk}", facts=facts, now=now)
