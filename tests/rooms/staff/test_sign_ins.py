"""The browsers in which somebody is signed in, and what people change about themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from amends.refusals import Invalid, NotFound
from amends.staff.actions import (
    change_brand,
    change_name,
    end_other_sign_ins,
    end_sign_in,
    leave,
    note_sign_in,
)
from amends.staff.models import Membership, SignIn, User
from amends.staff.queries import sign_ins_of
from amends.staff.rules import LastOwner
from cast import NOON, Cast

pytestmark = pytest.mark.django_db


def _browser(user: User, device: str = "Firefox on Linux") -> str:
    session = SessionStore()
    session.create()
    key = session.session_key or ""
    note_sign_in(user=user, session_key=key, device=device, now=NOON)
    return key


def test_a_sign_in_is_noted_once_and_seen_again(cast: Cast) -> None:
    key = _browser(cast.ada)
    later = NOON + timedelta(hours=1)
    note_sign_in(user=cast.ada, session_key=key, device="Firefox on Linux", now=later)
    kept = SignIn.objects.get(user=cast.ada)
    assert (kept.began_at, kept.seen_at) == (NOON, later)


def test_a_session_that_ended_is_not_noted(cast: Cast) -> None:
    note_sign_in(user=cast.ada, session_key="gone", device="x", now=NOON)
    assert sign_ins_of(cast.ada, NOON) == []


def test_a_person_ends_one_of_their_browsers(cast: Cast) -> None:
    key = _browser(cast.ada)
    end_sign_in(by=cast.actor(cast.ada), sign_in=SignIn.objects.get(pk=key), now=NOON)
    assert not SessionStore().exists(key)
    assert sign_ins_of(cast.ada, NOON) == []


def test_nobody_ends_anybody_elses(cast: Cast) -> None:
    key = _browser(cast.ada)
    with pytest.raises(NotFound):
        end_sign_in(by=cast.actor(cast.olga), sign_in=SignIn.objects.get(pk=key), now=NOON)
    assert SessionStore().exists(key)


def test_all_other_browsers_end_and_this_one_stays(cast: Cast) -> None:
    here, there, bos = _browser(cast.ada), _browser(cast.ada), _browser(cast.bo)
    assert end_other_sign_ins(by=cast.actor(cast.ada), session_key=here, now=NOON) == 1
    left = {key for key in (here, there, bos) if SessionStore().exists(key)}
    assert left == {here, bos}


def test_a_name_is_tidied_and_not_empty(cast: Cast) -> None:
    change_name(by=cast.actor(cast.ada), name="  Ada   Lovelace ", now=NOON)
    cast.ada.refresh_from_db()
    assert cast.ada.name == "Ada Lovelace"
    with pytest.raises(Invalid):
        change_name(by=cast.actor(cast.ada), name=" ", now=NOON)


def test_a_brands_address_stays_when_its_name_changes(cast: Cast) -> None:
    slug = cast.brand.slug
    change_brand(by=cast.actor(cast.olga), name="Southpost", time_zone="Asia/Tokyo", now=NOON)
    cast.brand.refresh_from_db()
    assert (cast.brand.name, cast.brand.slug, cast.brand.time_zone) == (
        "Southpost",
        slug,
        "Asia/Tokyo",
    )
    with pytest.raises(Invalid):
        change_brand(by=cast.actor(cast.olga), name="x", time_zone="Mars/Olympus", now=NOON)


def test_anybody_may_leave_but_the_last_owner(cast: Cast) -> None:
    leave(by=cast.actor(cast.vera), user=cast.vera, now=NOON)
    assert not Membership.objects.filter(user=cast.vera).exists()
    with pytest.raises(LastOwner):
        leave(by=cast.actor(cast.olga), user=cast.olga, now=NOON)
    with pytest.raises(NotFound):
        leave(by=cast.actor(cast.olga), user=cast.ada, now=NOON)
