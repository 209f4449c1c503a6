"""Tells everybody of a trouble: once for each word, to readers and to whoever subscribed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import Invalid, Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right
from amends.status.actions.changed import changed, settle_states
from amends.status.actions.notify import notify
from amends.status.models import (
    Component,
    EventComponent,
    StatusEvent,
    StatusPage,
    StatusUpdate,
)
from amends.status.queries.pages import page_of
from amends.status.rules.states import ComponentState, EventState

LONGEST_TITLE = 160
LONGEST_WORDS = 5_000


class NoStatusPage(Refusal):
    """This brand has no status page yet; a lead sets one up in the settings."""

    code = "no-status-page"


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a trouble at a moment.

    ``reference`` names this word elsewhere, such as ``update:31``: said again, it is the same word.
    ``words`` and ``titles`` are by language; a language without its own reads the first one given.
    ``components`` are the ids of those concerned, each with how it does; None leaves them as they were.
    ``affected``: how many people wrote because of it; shown only where the page shows counts.
    """

    reference: str
    title: str
    words: Mapping[str, str]
    state: EventState
    titles: Mapping[str, str] = field(default_factory=dict)
    components: Mapping[int, ComponentState] | None = None
    started_at: datetime | None = None
    next_update_at: datetime | None = None
    affected: int | None = None


@transaction.atomic
def announce(*, by: Actor, brand: Brand, reference: str, word: Word, now: datetime) -> StatusUpdate:
    """Say a word of the trouble ``reference`` (such as ``incident:12``) on the brand's status page.

    The first word opens the trouble there; the same word said again changes nothing and is no error. A word
    after the last one opens it anew. Subscribers are told in the same transaction. Raises NotAllowed,
    `NoStatusPage` and Invalid.
    """
    by.require(Right.ANNOUNCE)
    page = page_of(brand.pk)
    if page is None or by.brand_id != brand.pk:
        raise NoStatusPage
    _check(word, reference)
    # Whoever announces the same at the same time waits here for the other.
    StatusPage.objects.select_for_update().get(pk=page.pk)
    said = StatusUpdate.objects.filter(
        event__page=page, event__reference=reference, reference=word.reference
    ).first()
    return said or _say(by, page, reference, word, now)


def _say(by: Actor, page: StatusPage, reference: str, word: Word, now: datetime) -> StatusUpdate:
    event = _event(page, reference, word, now)
    concerned = _concern(event, word.components)
    update = StatusUpdate.objects.create(
        brand_id=page.brand_id,
        event=event,
        reference=word.reference,
        state=word.state,
        words=dict(word.words),
        by_id=by.user_id,
        at=now,
    )
    settle_states(page, concerned, now)
    changed(page, now)
    notify(page, f"update:{update.pk}", concerned, now)
    facts: dict[str, object] = {"update": update.pk, "state": str(word.state)}
    target = f"status_event:{event.pk}"
    record(by=by, action="status.announce", target=target, facts=facts, now=now)
    return update


def _event(page: StatusPage, reference: str, word: Word, now: datetime) -> StatusEvent:
    """The trouble as it is from now on."""
    is_over = word.state is EventState.RESOLVED
    told: dict[str, object] = {
        "title": " ".join(word.title.split()),
        "titles": {each: " ".join(text.split()) for each, text in word.titles.items()},
        "state": word.state,
        "ended_at": now if is_over else None,
        "next_update_at": None if is_over else word.next_update_at,
        "changed_at": now,
    }
    if word.affected is not None:
        told["affected"] = word.affected
    began = min(word.started_at or now, now)
    event, _is_new = StatusEvent.objects.update_or_create(
        page=page,
        reference=reference,
        defaults=told,
        create_defaults={**told, "brand_id": page.brand_id, "started_at": began},
    )
    return event


def _concern(event: StatusEvent, components: Mapping[int, ComponentState] | None) -> list[int]:
    """Which components the trouble concerns from now on; every one that it ever did is returned."""
    before = list(event.components.values_list("component_id", flat=True))
    if components is None:
        return before
    known = Component.objects.filter(page_id=event.page_id, archived_at=None)
    ids = set(known.values_list("pk", flat=True))
    if strange := set(components) - ids:
        raise Invalid(
            "A component of this trouble is not on the status page.",
            field="components",
            components=sorted(strange),
        )
    event.components.exclude(component_id__in=components).delete()
    for component_id, state in components.items():
        EventComponent.objects.update_or_create(
            event=event,
            component_id=component_id,
            defaults={"state": state},
            create_defaults={"state": state, "brand_id": event.brand_id},
        )
    return sorted({*before, *components})


def _check(word: Word, reference: str) -> None:
    if not 0 < len(word.title.strip()) <= LONGEST_TITLE:
        raise Invalid("A trouble needs a title of at most 160 characters.", field="title")
    spoken = [text for text in word.words.values() if text.strip()]
    if not spoken:
        raise Invalid("Say what happens: an update without words tells nobody.", field="words")
    if any(len(text) > LONGEST_WORDS for text in spoken):
        raise Invalid("An update has at most 5,000 characters.", field="words")
    if any(not 0 < len(each) <= 120 for each in (reference, word.reference)):
        raise Invalid("A reference has 1 to 120 characters.", field="reference")


@transaction.atomic
def correct(*, by: Actor, update: StatusUpdate, words: Mapping[str, str], now: datetime) -> None:
    """Put the words of an update right; readers see that they were changed. Nobody is told again.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.ANNOUNCE)
    event = update.event
    if event.brand_id != by.brand_id:
        raise NoStatusPage
    _check(Word(update.reference, event.title, words, EventState(update.state)), event.reference)
    if dict(words) == update.words:
        return
    update.words, update.corrected_at = dict(words), now
    update.save(update_fields=["words", "corrected_at"])
    StatusEvent.objects.filter(pk=event.pk).update(changed_at=now)
    changed(event.page, now)
    facts: dict[str, object] = {"update": update.pk}
    target = f"status_event:{event.pk}"
    record(by=by, action="status.correct", target=target, facts=facts, now=now)
