"""Changing one's password, and getting a new one."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from amends.audit.models import Entry
from amends.refusals import NotAllowed, NotFound
from amends.staff.actions import change_password, give_password
from amends.staff.models import Membership, User
from amends.staff.rules import Role, WeakPassword, WorksElsewhere, WrongPassword
from cast import NOON, PASSWORD, Cast, make_brand

pytestmark = pytest.mark.django_db

NEW = "quite another long password"


def _signed_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def test_people_change_their_own_password_and_other_sessions_end(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    assert _signed_in(client)
    change_password(by=cast.actor(cast.ada), old=PASSWORD, new=NEW, now=NOON)
    assert User.objects.get(pk=cast.ada.pk).check_password(NEW)
    assert not _signed_in(client)
    entry = Entry.objects.get()
    assert (entry.action, entry.facts) == ("staff.change_password", {})


def test_a_wrong_or_weak_password_changes_nothing(cast: Cast) -> None:
    ada = cast.actor(cast.ada)
    with pytest.raises(WrongPassword):
        change_password(by=ada, old="wrong", new=NEW, now=NOON)
    with pytest.raises(WeakPassword):
        change_password(by=ada, old=PASSWORD, new="short", now=NOON)
    assert User.objects.get(pk=cast.ada.pk).check_password(PASSWORD)
    assert not Entry.objects.exists()


def test_an_owner_gives_a_colleague_a_new_password(cast: Cast) -> None:
    give_password(by=cast.actor(cast.olga), user=cast.ada, password=NEW, now=NOON)
    assert User.objects.get(pk=cast.ada.pk).check_password(NEW)
    with pytest.raises(WeakPassword):
        give_password(by=cast.actor(cast.olga), user=cast.ada, password="short", now=NOON)


@pytest.mark.parametrize("who", ["bo", "ada", "vera"])
def test_nobody_else_gives_passwords(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        give_password(by=cast.actor(getattr(cast, who)), user=cast.olga, password=NEW, now=NOON)


def test_an_owner_cannot_get_into_another_brand_by_it(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    Membership.objects.create(brand=make_brand("Other"), user=cast.ada, role=Role.OWNER)
    with pytest.raises(WorksElsewhere):
        give_password(by=olga, user=cast.ada, password=NEW, now=NOON)
    Membership.objects.filter(user=cast.ada, brand=cast.brand).delete()
    with pytest.raises(NotFound):
        give_password(by=olga, user=cast.ada, password=NEW, now=NOON)
