"""Telling everyone: a draft becomes an update, and goes to every network at once through the one gate."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.incidents.actions.draft import Wording, write
from amends.incidents.actions.note import require_incident, write_entry
from amends.incidents.actions.page import announce_on_page
from amends.incidents.actions.pin import keep
from amends.incidents.models import Incident, IncidentNotice, IncidentUpdate, NoticePost, PostPart
from amends.incidents.queries.previews import OnNetwork, previews
from amends.incidents.queries.words import said
from amends.incidents.rules.opening import (
    AlreadyTold,
    GapInWords,
    NothingToSay,
    require_next,
)
from amends.incidents.rules.words import IncidentState, NoticeState, Pinning, PostState
from amends.outbox.actions.post import post as say_to_all
from amends.playbook.rules import Kind
from amends.refusals import Invalid, Refusal
from amends.staff.rules import Actor, Right

#: What is said to everybody was looked at on every network beforehand.
_AT_ONCE = timedelta()


@transaction.atomic
def tell_these(  # noqa: PLR0913 - what is told, by whom and with which promise
    *,
    by: Actor,
    notice: IncidentNotice,
    wording: Wording,
    state: IncidentState,
    next_update_at: datetime | None,
    now: datetime,
) -> IncidentUpdate:
    """Tell everyone these words, which whoever presses has before them: no colleague's, kept in between.

    Raises what `tell` and `draft.write` raise.
    """
    require_incident(by, notice.incident, Right.ANNOUNCE)
    # In the order of `tell`; a colleague who writes on it comes before or after both.
    Incident.objects.select_for_update().get(pk=notice.incident_id)
    kept = write(by=by, notice=notice, wording=wording, now=now)
    return tell(by=by, notice=kept, state=state, next_update_at=next_update_at, now=now)


@transaction.atomic
def tell(
    *,
    by: Actor,
    notice: IncidentNotice,
    state: IncidentState,
    next_update_at: datetime | None,
    now: datetime,
) -> IncidentUpdate:
    """Tell everyone the words of this draft, with the state they stand for and the next promise.

    It goes to every network that it was not left out of; what the gate stops there is written down with
    its sentence, and the others are told. A second press gives the same update. Raises NotAllowed,
    NotFound, `NothingToSay`, `AlreadyTold` once it was put away, `NoNextWord` and `GapInWords`.
    """
    require_incident(by, notice.incident, Right.ANNOUNCE)
    incident = (
        Incident.objects.select_for_update().select_related("brand").get(pk=notice.incident_id)
    )
    # Whoever still writes on it is before or after this: what is kept is what is told.
    locked = IncidentNotice.objects.select_for_update(of=("self",))
    draft = locked.select_related("update").get(pk=notice.pk)
    if draft.update is not None:
        return draft.update
    if draft.state != NoticeState.DRAFT:
        raise AlreadyTold
    draft.incident = incident
    next_at = require_next(IncidentState(state), next_update_at, now)
    update = _update(by, draft, IncidentState(state), next_at, now)
    there = previews(draft, next_at=next_at, now=now)
    draft.update, draft.state = update, NoticeState.TOLD
    draft.save(update_fields=["update", "state"])
    _turn(incident, update)
    posts = [_say(by, draft, each, now) for each in sorted(there, key=lambda on: on.connection.pk)]
    if incident.pinning == Pinning.ENDING:
        keep(by=by, incident=incident, now=now)
    announce_on_page(by=by, update=update, now=now)
    _write_down(by, update, posts, now)
    return update


def _update(
    by: Actor,
    draft: IncidentNotice,
    state: IncidentState,
    next_at: datetime | None,
    now: datetime,
) -> IncidentUpdate:
    incident = draft.incident
    texts = {
        each: said(text, incident, language=each, at=next_at, now=now)
        for each, text in draft.texts.items()
        if text
    }
    if not texts.get(draft.language):
        raise NothingToSay
    if any("{notice." in text for text in texts.values()):
        raise GapInWords
    told_before = incident.updates.exists()
    return IncidentUpdate.objects.create(
        brand_id=incident.brand_id,
        incident=incident,
        state=state,
        text=texts.pop(draft.language),
        language=draft.language,
        translations=texts,
        by_id=by.user_id,
        at=now,
        next_update_at=next_at,
        promised_at=incident.next_update_at if told_before else None,
        is_correction=draft.is_correction,
    )


def _turn(incident: Incident, update: IncidentUpdate) -> None:
    """The incident is as its newest update says."""
    if incident.state != update.state:
        incident.state, incident.state_since = update.state, update.at
    is_over = update.state == IncidentState.RESOLVED
    incident.resolved_at = (incident.resolved_at or update.at) if is_over else None
    incident.next_update_at = update.next_update_at
    incident.resolve_proposed_at = None
    if is_over and incident.pinning == Pinning.WANTED:
        incident.pinning = Pinning.ENDING
    incident.save(
        update_fields=[
            *("state", "state_since", "resolved_at", "next_update_at", "resolve_proposed_at"),
            "pinning",
        ]
    )


# ------------------------------------------------------------------------------- every network


def _say(by: Actor, notice: IncidentNotice, on: OnNetwork, now: datetime) -> NoticePost:
    made = NoticePost(
        brand_id=notice.brand_id,
        notice=notice,
        connection=on.connection,
        language=on.language,
        text=on.text,
        state=PostState.SKIPPED,
        reason=on.reason,
        asked_by_id=by.user_id,
        asked_at=now,
    )
    if on.parts:
        made.state = PostState.ASKED
        made.after = _post_before(notice, on)
    made.save()
    if on.parts:
        _ask(by, made, on, now)
    return made


def _post_before(notice: IncidentNotice, on: OnNetwork) -> NoticePost | None:
    earlier = NoticePost.objects.filter(
        notice__incident=notice.incident_id, connection=on.connection, state=PostState.ASKED
    )
    return earlier.order_by("-pk").first() if on.follows is not None else None


def _ask(by: Actor, made: NoticePost, on: OnNetwork, now: datetime, *, again: int = 0) -> None:
    """Give it to the gate; what it stops is kept with the sentence, and nothing of it has left."""
    notice, key = made.notice, f"notice:{made.notice_id}:{made.connection_id}"
    try:
        with transaction.atomic():
            sends = say_to_all(
                by=by,
                connection=on.connection,
                parts=[part.text for part in on.parts],
                request_key=f"{key}:{again}" if again else key,
                now=now,
                undo_for=_AT_ONCE,
                uploads=notice.uploads if on.channel.capabilities.sends_media else (),
                warning="" if on.drops_warning else notice.content_warning,
                follows=on.follows,
                kind=Kind.NOTICE,
            )
    except Refusal as no:
        # Too long for its network, or a picture that is gone: the other networks are told all the same.
        made.state, made.reason = PostState.STOPPED, no.sentence
        made.save(update_fields=["state", "reason"])
        return
    PostPart.objects.bulk_create(
        PostPart(brand_id=made.brand_id, post=made, position=number, text=part.text, send=send)
        for number, (part, send) in enumerate(zip(on.parts, sends, strict=True))
    )


@transaction.atomic
def say_again(*, by: Actor, post: NoticePost, now: datetime) -> NoticePost:
    """Ask the gate once more for what it stopped, in the same words. Raises NotAllowed, NotFound, Invalid."""
    require_incident(by, post.notice.incident, Right.ANNOUNCE)
    locked = NoticePost.objects.select_for_update().get(pk=post.pk)
    if locked.state != PostState.STOPPED:
        raise Invalid("This is on its way already; nothing is said twice.")
    notice = locked.notice
    update = notice.update
    there = previews(notice, next_at=update.next_update_at if update else None, now=now)
    on = next(each for each in there if each.connection.pk == locked.connection_id)
    if not on.parts:
        raise Invalid(on.reason or "Nothing is left to say there.")
    locked.state, locked.reason = PostState.ASKED, ""
    locked.text, locked.after = on.text, _post_before(notice, on)
    locked.save(update_fields=["state", "reason", "text", "after"])
    _ask(by, locked, on, now, again=int(now.timestamp()))
    facts = {"connection": locked.connection_id, "state": locked.state}
    write_entry(by=by, incident=notice.incident, kind="say_again", now=now, facts=facts)
    return locked


def _write_down(by: Actor, update: IncidentUpdate, posts: list[NoticePost], now: datetime) -> None:
    by_state = {
        state: [each.connection_id for each in posts if each.state == state] for state in PostState
    }
    facts: dict[str, object] = {
        "update": update.pk,
        "state": update.state,
        "correction": update.is_correction,
        **{str(state): found for state, found in by_state.items()},
    }
    write_entry(by=by, incident=update.incident, kind="tell", now=now, facts=facts)
    target = f"incident:{update.incident_id}"
    record(by=by, action="incidents.tell", target=target, facts=facts, now=now)
