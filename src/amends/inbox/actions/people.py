"""Two people found to be one, and found not to be: what went over goes back, and so does what came since.

While they are one, the person who was merged holds nothing: identities, cases and places in threads are
the kept person's. One row (`PersonMerge`) keeps the ids of what went over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from amends.audit.actions import record
from amends.inbox.actions import bell, retell
from amends.inbox.actions.carry import carry, living_case, open_case
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseMove,
    CaseState,
    CaseThread,
    Direction,
    Identity,
    Message,
    MoveKind,
    Person,
    PersonMerge,
)
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right


class SamePerson(Refusal):
    """This is one and the same person; choose another to merge with."""

    code = "same-person"


class PersonAlreadyMerged(Refusal):
    """One of these people was merged with somebody already; look at that person instead."""

    code = "person-already-merged"


class OneIsBlocked(Refusal):
    """One of these people is blocked and the other is not; unblock the one, or block both, first."""

    code = "one-is-blocked"


class AlreadyTakenBack(Refusal):
    """This was taken back already."""

    code = "already-taken-back"


class LaterMergeFirst(Refusal):
    """The person was merged again since; take the later merge back first."""

    code = "later-merge-first"


class CasesMergedSince(Refusal):
    """Cases of these people were merged with each other since; take that back first."""

    code = "cases-merged-since"


@transaction.atomic
def merge_people(*, by: Actor, kept: Person, merged: Person, now: datetime) -> PersonMerge:
    """Make two people one: everything of ``merged`` is ``kept``'s from now on.

    Where both have a living case in the same thread, ``kept``'s goes on there. Raises NotAllowed,
    NotFound, SamePerson, PersonAlreadyMerged and OneIsBlocked.
    """
    kept, merged = _both(by, kept, merged)
    if kept.merged_into_id or merged.merged_into_id:
        raise PersonAlreadyMerged
    if bool(kept.blocked_at) != bool(merged.blocked_at):
        raise OneIsBlocked
    merge = _went_over(by, kept, merged, now)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    _tell(by, merge.cases, merge, now)
    _record(by, "merge_people", merge, now)
    return merge


@transaction.atomic
def unmerge_people(*, by: Actor, merge: PersonMerge, now: datetime) -> Person:
    """Make them two again, as they were; what came since goes to whoever said it.

    Raises NotAllowed, NotFound, AlreadyTakenBack, LaterMergeFirst and CasesMergedSince. Returns the
    person who was merged.
    """
    kept, merged = _both(by, merge.kept, merge.merged)
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise AlreadyTakenBack
    if kept.merged_into_id:
        raise LaterMergeFirst
    cases = _cases_of(merge)
    _require_apart(merge, cases)
    Identity.objects.filter(pk__in=merge.identities, person=kept).update(person=merged)
    Case.objects.filter(pk__in=cases).update(person=merged)
    CaseThread.objects.filter(case__in=cases).update(person=merged)
    _go_on_again(merge)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.undone_by_id, merge.undone_at = by.user_id, now
    merge.save(update_fields=["undone_by", "undone_at"])
    _tell(by, cases, merge, now)
    _sort_out(by, merge, now)
    _record(by, "unmerge_people", merge, now)
    return merged


def _both(by: Actor, kept: Person, merged: Person) -> tuple[Person, Person]:
    """Both people as they are now, theirs alone until the transaction ends."""
    by.require(Right.ORGANISE)
    if kept.pk == merged.pk:
        raise SamePerson
    one_at_a_time(by.brand_id)
    locked = Person.objects.select_for_update().filter(
        brand_id=by.brand_id, pk__in=(kept.pk, merged.pk)
    )
    people = {person.pk: person for person in locked.order_by("pk")}
    if len(people) < 2:
        raise NotFound
    return people[kept.pk], people[merged.pk]


def _went_over(by: Actor, kept: Person, merged: Person, now: datetime) -> PersonMerge:
    identities = list(Identity.objects.filter(person=merged).values_list("pk", flat=True))
    cases = list(Case.objects.filter(person=merged).values_list("pk", flat=True))
    places = CaseThread.objects.filter(case__in=cases, person=merged)
    threads = list(places.values_list("pk", flat=True))
    taken = CaseThread.objects.filter(person=kept, ended_at=None).values("thread_id")
    clashing = places.filter(ended_at=None, thread__in=taken)
    ended = list(clashing.values_list("pk", flat=True))
    CaseThread.objects.filter(pk__in=ended).update(ended_at=now)
    CaseThread.objects.filter(pk__in=threads).update(person=kept)
    Identity.objects.filter(pk__in=identities).update(person=kept)
    Case.objects.filter(pk__in=cases).update(person=kept)
    return PersonMerge.objects.create(
        brand_id=by.brand_id,
        kept=kept,
        merged=merged,
        identities=identities,
        cases=cases,
        threads=threads,
        ended=ended,
        by_id=by.user_id,
        at=now,
    )


def _cases_of(merge: PersonMerge) -> list[int]:
    """The cases that are the merged person's: those that went over, and what their handles began since."""
    theirs = Q(pk__in=merge.cases) | Q(identity__in=merge.identities)
    found = Case.objects.filter(theirs, person=merge.kept)
    return list(found.order_by("pk").values_list("pk", flat=True))


def _require_apart(merge: PersonMerge, cases: Collection[int]) -> None:
    """Raises CasesMergedSince when a case of the one went into a case of the other."""
    since = CaseMove.objects.filter(
        kind=MoveKind.MERGE, undone_at=None, brand_id=merge.brand_id, at__gte=merge.at
    )
    one = Q(origin__in=cases) & ~Q(target__in=cases)
    other = Q(target__in=cases) & ~Q(origin__in=cases)
    if since.filter(one | other).exists():
        raise CasesMergedSince


def _go_on_again(merge: PersonMerge) -> None:
    """The places in threads that the merge ended live again, unless a newer case took them."""
    for place in CaseThread.objects.filter(pk__in=merge.ended):
        living = CaseThread.objects.filter(
            thread=place.thread_id, person=place.person_id, ended_at=None
        )
        if not living.exists():
            CaseThread.objects.filter(pk=place.pk).update(ended_at=None)


def _sort_out(by: Actor, merge: PersonMerge, now: datetime) -> None:
    """What either said in a case of the other while they were one goes into a case of their own."""
    because = retell.Because(by.user_id, now, "people unmerged")
    for (case_id, thread_id, person_id), messages in _strangers(merge).items():
        origin = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        before = retell.turn_of(origin)
        target = living_case(thread_id, person_id)
        target = target or open_case(origin, messages, person_id, now)
        at = retell.turn_of(target)
        carry(messages, target)
        for case, was in ((origin, before), (target, at)):
            retell.retell(case)
            if case.state == CaseState.NEEDS_ANSWER or case is target:
                retell.turn(case, retell.turn_by_messages(case, was), because)
        _tell_moved(by, origin, target, [message.pk for message in messages], now)


def _strangers(merge: PersonMerge) -> dict[tuple[int, int, int], list[Message]]:
    """Messages since the merge whose author is not their case's person: by case, thread and person."""
    found = (
        _since(merge)
        .exclude(case__person=F("identity__person"))
        .filter(case__person__in=(merge.kept_id, merge.merged_id))
        .select_related("identity")
    )
    groups: dict[tuple[int, int, int], list[Message]] = defaultdict(list)
    for message in found.order_by("sent_at", "pk"):
        if message.case_id and message.thread_id and message.identity:
            groups[message.case_id, message.thread_id, message.identity.person_id].append(message)
    return groups


def _since(merge: PersonMerge) -> QuerySet[Message]:
    people = (merge.kept_id, merge.merged_id)
    return Message.objects.filter(
        brand_id=merge.brand_id,
        direction=Direction.IN,
        received_at__gte=merge.at,
        identity__person__in=people,
    )


def _tell(by: Actor, cases: Iterable[int], merge: PersonMerge, now: datetime) -> None:
    is_undone = merge.undone_at is not None
    before, after = merge.merged_id, merge.kept_id
    facts = {
        "from": after if is_undone else before,
        "to": before if is_undone else after,
        "merge": merge.pk,
    }
    cases = list(cases)
    bell.ring(brand_id=merge.brand_id, cases=cases)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            brand_id=merge.brand_id,
            case_id=case_id,
            kind=CaseEventKind.PERSON_CHANGED,
            at=now,
            by_id=by.user_id,
            facts=facts,
        )
        for case_id in cases
    )


def _tell_moved(by: Actor, origin: Case, target: Case, messages: list[int], now: datetime) -> None:
    facts = {"from": origin.pk, "to": target.pk, "messages": messages}
    bell.ring(brand_id=origin.brand_id, cases=[origin.pk, target.pk])
    CaseEvent.objects.bulk_create(
        CaseEvent(
            brand_id=case.brand_id,
            case=case,
            kind=CaseEventKind.MOVED,
            at=now,
            by_id=by.user_id,
            facts=facts,
        )
        for case in (origin, target)
    )


def _record(by: Actor, verb: str, merge: PersonMerge, now: datetime) -> None:
    facts = {"merge": merge.pk, "kept": merge.kept_id, "merged": merge.merged_id}
    target = f"person:{merge.kept_id}"
    record(by=by, action=f"inbox.{verb}", target=target, facts=facts, now=now)
