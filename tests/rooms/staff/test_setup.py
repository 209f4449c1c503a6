"""The first start: one link, one owner, one brand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from amends.audit.models import Entry
from amends.audit.queries import verify_all
from amends.refusals import Invalid
from amends.staff.actions import begin_setup, finish_setup
from amends.staff.models import Brand, Membership, SetupLink, User
from amends.staff.queries import is_setup_link_good
from amends.staff.rules import AlreadySetUp, Newcomer, SetupLinkSpent, WeakPassword
from cast import NOON, PASSWORD, make_user

pytestmark = pytest.mark.django_db


def _finish(token: str, **changes: object) -> User:
    newcomer = {"email": "  Olga@Northpost.Example ", "name": "Olga Owner", "password": PASSWORD}
    newcomer.update({key: str(changes.pop(key)) for key in list(changes) if key in newcomer})
    rest = {"brand_name": "Northpost", "time_zone": "Europe/Berlin", "now": NOON, **changes}
    return finish_setup(token=token, newcomer=Newcomer(**newcomer), **rest)  # type: ignore[arg-type]


def test_the_first_start_makes_an_owner_and_a_brand() -> None:
    token = begin_setup(now=NOON)
    assert is_setup_link_good(token, NOON)
    user = _finish(token)
    assert (user.email, user.name) == ("olga@northpost.example", "Olga Owner")
    place = Membership.objects.get()
    assert (place.user, place.role, place.brand.slug) == (user, "owner", "northpost")
    assert place.brand.time_zone == "Europe/Berlin"
    assert user.password.startswith("argon2$argon2id$")
    assert not is_setup_link_good(token, NOON)
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "staff.begin_setup",
        "staff.finish_setup",
    ]
    assert verify_all() == []


def test_only_the_digest_of_the_link_is_kept() -> None:
    token = begin_setup(now=NOON)
    assert len(token) >= 43
    assert token not in SetupLink.objects.get().token_hash


def test_a_link_works_once() -> None:
    token = begin_setup(now=NOON)
    _finish(token)
    with pytest.raises(SetupLinkSpent):
        _finish(token, email="second@northpost.example")


@pytest.mark.parametrize("token", ["", "wrong", "\ud800"])
def test_a_wrong_link_is_refused(token: str) -> None:
    begin_setup(now=NOON)
    with pytest.raises(SetupLinkSpent):
        _finish(token)


def test_a_link_ends_after_a_day() -> None:
    token = begin_setup(now=NOON)
    with pytest.raises(SetupLinkSpent):
        _finish(token, now=NOON + timedelta(hours=24))


def test_a_new_link_ends_the_earlier_one() -> None:
    first, second = begin_setup(now=NOON), begin_setup(now=NOON)
    assert not is_setup_link_good(first, NOON)
    assert is_setup_link_good(second, NOON)


def test_there_is_no_link_once_somebody_has_an_account() -> None:
    token = begin_setup(now=NOON)
    make_user("ada@northpost.example", "Ada")
    with pytest.raises(AlreadySetUp):
        begin_setup(now=NOON)
    with pytest.raises(AlreadySetUp):
        _finish(token)


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"email": "nobody"}, Invalid, "email"),
        ({"name": " "}, Invalid, "name"),
        ({"brand_name": "x" * 121}, Invalid, "brand_name"),
        ({"time_zone": "Mars/Olympus"}, Invalid, "time_zone"),
        ({"password": "short"}, WeakPassword, "password"),
        ({"password": "passwordpassword"}, None, ""),
        ({"password": "123456789012345"}, WeakPassword, "password"),
        ({"password": "olga@northpost.example"}, WeakPassword, "password"),
    ],
)
def test_what_is_not_right_is_said_and_the_link_stays_good(
    change: dict[str, str], refusal: type[Invalid] | None, field: str
) -> None:
    token = begin_setup(now=NOON)
    if refusal is None:
        _finish(token, **change)
        return
    with pytest.raises(refusal) as caught:
        _finish(token, **change)
    assert caught.value.facts["field"] == field
    assert is_setup_link_good(token, NOON)
    assert not Brand.objects.exists()


def test_people_sign_in_with_any_spelling_of_their_address(rf: object) -> None:
    _finish(begin_setup(now=NOON))
    request = rf.post("/sign-in")  # type: ignore[attr-defined]
    assert authenticate(request, username="OLGA@northpost.example", password=PASSWORD) is not None
