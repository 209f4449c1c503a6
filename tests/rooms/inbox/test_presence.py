"""Being at a case, writing there, and locking it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection as database

from amends.audit.models import Entry
from amends.inbox.actions import bell
from amends.inbox.actions.lock import (
    LOCKED_FOR,
    LockedByColleague,
    NotLocked,
    break_lock,
    hand_back_lock,
    take_lock,
)
from amends.inbox.actions.presence import Page, be_here, forget_pages, leave
from amends.inbox.models import Presence
from amends.inbox.queries.presence import SEEN_WITHIN, Here, answered_after, here, lock_of
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

SOON = timedelta(seconds=15)


def page(**is_so: bool) -> Page:
    return Page(uuid.uuid4(), **is_so)


def names(matter: Matter, at: object = NOON) -> list[str]:
    found = here(matter.case.brand_id, [matter.case.pk], at)  # type: ignore[arg-type]
    return [one.name for one in found.get(matter.case.pk, ())]


def test_two_pages_of_one_colleague_are_one_face_and_writing_on_either_counts(
    cast: Cast, matter: Matter
) -> None:
    ada = cast.actor(cast.ada)
    be_here(by=ada, case=matter.case, page=page(), now=NOON)
    be_here(by=ada, case=matter.case, page=page(writes=True), now=NOON)
    found = here(cast.brand.pk, [matter.case.pk], NOON)
    assert found == {matter.case.pk: (Here(cast.ada.pk, "Ada Agent", NOON),)}


def test_a_page_that_is_silent_is_not_counted_and_later_forgotten(
    cast: Cast, matter: Matter
) -> None:
    be_here(by=cast.actor(cast.ada), case=matter.case, page=page(), now=NOON)
    assert names(matter, NOON + SEEN_WITHIN - SOON) == ["Ada Agent"]
    assert names(matter, NOON + SEEN_WITHIN) == []
    assert forget_pages(now=NOON + timedelta(minutes=9)) == 0
    assert forget_pages(now=NOON + timedelta(minutes=11)) == 1


def test_a_page_goes_from_case_to_case_and_is_at_one(
    cast: Cast, matter: Matter, connection: object
) -> None:
    other = make_matter(matter.case.connection)
    ada, tab = cast.actor(cast.ada), page()
    be_here(by=ada, case=matter.case, page=tab, now=NOON)
    be_here(by=ada, case=other.case, page=tab, now=NOON + SOON)
    assert names(matter) == []
    assert names(other) == ["Ada Agent"]
    leave(by=ada, mark=tab.mark)
    assert not Presence.objects.exists()


def test_since_when_somebody_writes_does_not_move_with_every_heartbeat(
    cast: Cast, matter: Matter
) -> None:
    ada, mark = cast.actor(cast.ada), uuid.uuid4()
    for seconds in (0, 15, 30):
        now = NOON + timedelta(seconds=seconds)
        be_here(by=ada, case=matter.case, page=Page(mark, writes=True), now=now)
    assert Presence.objects.get().writes_since == NOON
    be_here(by=ada, case=matter.case, page=Page(mark), now=NOON + timedelta(seconds=45))
    assert Presence.objects.get().writes_since is None


def test_a_page_of_somebody_else_and_a_case_of_another_brand_are_refused(
    cast: Cast, matter: Matter
) -> None:
    tab = page()
    be_here(by=cast.actor(cast.ada), case=matter.case, page=tab, now=NOON)
    with pytest.raises(Invalid):
        be_here(by=cast.actor(cast.bo), case=matter.case, page=tab, now=NOON)
    leave(by=cast.actor(cast.bo), mark=tab.mark)
    assert names(matter) == ["Ada Agent"]
    elsewhere = make_matter(make_connection(make_brand("Other")))
    with pytest.raises(NotFound):
        be_here(by=cast.actor(cast.ada), case=elsewhere.case, page=page(), now=NOON)
    assert here(cast.brand.pk, [elsewhere.case.pk], NOON) == {}


def test_colleagues_hear_of_changes_and_not_of_heartbeats(
    cast: Cast, matter: Matter, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    ada, mark = cast.actor(cast.ada), uuid.uuid4()

    def rings(seconds: int, *, writes: bool) -> int:
        with django_capture_on_commit_callbacks() as rung:  # type: ignore[attr-defined]
            now = NOON + timedelta(seconds=seconds)
            be_here(by=ada, case=matter.case, page=Page(mark, writes=writes), now=now)
        database.run_on_commit.clear()  # as after a commit
        return len(rung)

    assert [rings(0, writes=False), rings(15, writes=False)] == [1, 0]
    assert [rings(20, writes=True), rings(35, writes=True), rings(40, writes=False)] == [1, 0, 1]


# ---------------------------------------------------------------------------------- locks


def test_a_lock_is_one_colleagues_until_handed_back(cast: Cast, matter: Matter) -> None:
    ada, bo = cast.actor(cast.ada), cast.actor(cast.bo)
    take_lock(by=ada, case=matter.case, now=NOON)
    with pytest.raises(LockedByColleague, match="Ada Agent locked"):
        take_lock(by=bo, case=matter.case, now=NOON + SOON)
    hand_back_lock(by=bo, case=matter.case, now=NOON)
    assert lock_of(matter.case.pk, NOON) is not None
    hand_back_lock(by=ada, case=matter.case, now=NOON)
    assert take_lock(by=bo, case=matter.case, now=NOON + SOON).user_id == cast.bo.pk


def test_a_lock_goes_on_while_its_holder_is_active_and_else_runs_out(
    cast: Cast, matter: Matter
) -> None:
    ada = cast.actor(cast.ada)
    take_lock(by=ada, case=matter.case, now=NOON)
    later = NOON + timedelta(minutes=5)
    be_here(by=ada, case=matter.case, page=page(), now=later)
    be_here(by=cast.actor(cast.bo), case=matter.case, page=page(is_active=True), now=later)
    held = lock_of(matter.case.pk, later)
    assert held is not None
    assert held.until == NOON + LOCKED_FOR
    be_here(by=ada, case=matter.case, page=page(is_active=True), now=later)
    held = lock_of(matter.case.pk, later)
    assert held is not None
    assert (held.until, held.taken_at) == (later + LOCKED_FOR, NOON)
    over = later + LOCKED_FOR
    assert lock_of(matter.case.pk, over) is None
    taken = take_lock(by=cast.actor(cast.bo), case=matter.case, now=over)
    assert (taken.user_id, taken.taken_at) == (cast.bo.pk, over)


def test_a_lead_opens_a_lock_and_the_trail_says_whose(cast: Cast, matter: Matter) -> None:
    take_lock(by=cast.actor(cast.ada), case=matter.case, now=NOON)
    with pytest.raises(NotAllowed):
        break_lock(by=cast.actor(cast.ada), case=matter.case, now=NOON)
    break_lock(by=cast.actor(cast.bo), case=matter.case, now=NOON + SOON)
    assert lock_of(matter.case.pk, NOON) is None
    entry = Entry.objects.get(action="inbox.break_lock")
    assert (entry.by_id, entry.facts["of"]) == (cast.bo.pk, cast.ada.pk)
    with pytest.raises(NotLocked):
        break_lock(by=cast.actor(cast.bo), case=matter.case, now=NOON + SOON)


def test_who_only_looks_cannot_lock(cast: Cast, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        take_lock(by=cast.actor(cast.vera), case=matter.case, now=NOON)


def test_an_answer_of_somebody_else_is_found_and_ones_own_is_not(
    cast: Cast, matter: Matter
) -> None:
    before = matter.message.pk
    message = matter.message
    message.pk, message.direction, message.identity_id = None, "out", None
    message.external_id, message.author_id = "out-1", cast.bo.pk
    message.save()
    found = answered_after(matter.case, before, besides=cast.ada.pk)
    assert found is not None
    assert found.name == "Bo Lead"
    assert answered_after(matter.case, before, besides=cast.bo.pk) is None
    assert answered_after(matter.case, message.pk, besides=cast.ada.pk) is None


# ----------------------------------------------------------------------------------- the bell


def test_one_transaction_rings_once_for_all_that_changed(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks() as rung:  # type: ignore[attr-defined]
        bell.ring(brand_id=cast.brand.pk, cases=[1, 2])
        bell.ring(brand_id=cast.brand.pk, cases=[2, 3])
        bell.ring_presence(brand_id=cast.brand.pk, case_id=4)
    assert len(rung) == 1
    rung[0]()


def test_a_notice_names_cases_until_there_are_too_many() -> None:
    assert bell.payload(7, [3, 1], []) == '{"brand":7,"cases":[1,3],"here":[]}'
    long = bell.payload(2**62, range(2**62, 2**62 + bell.MOST_NAMED), [])
    assert len(long) < 8_000
    assert bell.payload(7, range(bell.MOST_NAMED + 1), []) == '{"brand":7,"cases":"many","here":[]}'
