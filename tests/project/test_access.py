"""Accounts and tokens from the command line."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.audit.models import Entry
from amends.project import access
from amends.refusals import NotAllowed, NotFound
from amends.staff.models import Membership, Token
from amends.staff.queries import actor_of, token_for
from amends.staff.rules import BadToken, Newcomer, Right
from cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_a_person_is_added_to_a_brand(cast: Cast) -> None:
    newcomer = Newcomer("nia@northpost.example", "Nia", PASSWORD)
    user = access.add_user(newcomer, cast.brand.slug, "lead")
    assert Membership.objects.get(user=user).role == "lead"
    assert Entry.objects.get().via == "command"


def test_a_brand_is_added(cast: Cast) -> None:
    brand = access.add_brand("Lumen", "UTC", "OLGA@northpost.example")
    assert Membership.objects.get(brand=brand).user == cast.olga
    with pytest.raises(NotFound, match="nobody@"):
        access.add_brand("Lumen", "UTC", "nobody@x.example")


def test_a_person_gets_a_new_password(cast: Cast) -> None:
    user = access.give_password("ADA@northpost.example", cast.brand.slug, "a new long password")
    assert user.check_password("a new long password")


def test_a_token_is_made_listed_and_revoked(cast: Cast) -> None:
    secret = access.add_token(cast.bo.email, cast.brand.slug, "CRM", ["read", "answer"])
    assert actor_of(token_for(secret, timezone.now())).rights == {Right.READ, Right.ANSWER}
    token = Token.objects.get()
    line = access.list_tokens(cast.brand.slug)[0]
    assert str(token.pk) in line
    assert secret not in line
    access.revoke_token(cast.brand.slug, token.pk)
    assert access.list_tokens(cast.brand.slug) == []
    with pytest.raises(BadToken):
        actor_of(token_for(secret, timezone.now()))


def test_who_may_not_make_tokens_gets_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        access.add_token(cast.ada.email, cast.brand.slug, "CRM", ["read"])


def test_what_is_not_there_is_named(cast: Cast) -> None:
    with pytest.raises(NotFound, match=cast.brand.slug):
        access.list_tokens("nowhere")
    with pytest.raises(NotFound, match="nobody@"):
        access.give_password("nobody@x.example", cast.brand.slug, PASSWORD)
    with pytest.raises(NotFound, match="no token 7"):
        access.revoke_token(cast.brand.slug, 7)
