"""Programs' keys: narrowed to their scopes, ended at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.actions import change_role, deactivate, make_token, note_token_use, revoke_token
from amends.staff.models import Membership, Token
from amends.staff.queries import actor_of, token_for
from amends.staff.rules import RIGHTS, SCOPES, Actor, BadToken, Right, Role, Scope, Via, system
from cast import NOON, Cast, make_brand

pytestmark = pytest.mark.django_db


def test_a_token_acts_as_its_user_within_its_scopes(cast: Cast) -> None:
    _, secret = make_token(by=cast.actor(cast.bo), name="CRM", scopes=[Scope.READ], now=NOON)
    actor = actor_of(token_for(secret, NOON))
    assert (actor.user_id, actor.brand_id, actor.via) == (cast.bo.pk, cast.brand.pk, Via.API)
    assert actor.rights == {Right.READ}


def test_a_token_never_has_a_right_that_its_user_lost(cast: Cast) -> None:
    _, secret = make_token(by=cast.actor(cast.bo), name="CRM", scopes=list(Scope), now=NOON)
    assert Right.MANAGE_CONNECTIONS in actor_of(token_for(secret, NOON)).rights
    change_role(by=cast.actor(cast.olga), user=cast.bo, role=Role.VIEWER, now=NOON)
    assert actor_of(token_for(secret, NOON)).rights == {Right.READ}


def test_no_scope_reaches_tokens_or_staff() -> None:
    reached = frozenset().union(*SCOPES.values())
    assert reached == set(Right) - {Right.MANAGE_TOKENS, Right.MANAGE_STAFF}


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Cast) -> None:
    token, secret = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    assert secret.startswith(token.hint)
    for table in ("staff_token", "audit_entry"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608
            assert all(secret not in row for (row,) in cursor.fetchall())


@pytest.mark.parametrize("secret", ["", "amends_", "amends_" + "x" * 43, "\x00", "\ud800"])
def test_an_unknown_token_is_refused(cast: Cast, secret: str) -> None:
    with pytest.raises(BadToken):
        actor_of(token_for(secret, NOON))


def test_a_token_ends_when_it_expires(cast: Cast) -> None:
    end = NOON + timedelta(days=1)
    _, secret = make_token(
        by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON, expires_at=end
    )
    assert actor_of(token_for(secret, NOON))
    with pytest.raises(BadToken):
        actor_of(token_for(secret, end))


def test_a_revoked_token_is_refused_at_once(cast: Cast) -> None:
    bo = cast.actor(cast.bo)
    token, secret = make_token(by=bo, name="x", scopes=[Scope.READ], now=NOON)
    for _ in range(2):
        revoke_token(by=bo, token=token, now=NOON)
    with pytest.raises(BadToken):
        actor_of(token_for(secret, NOON))
    assert Entry.objects.filter(action="staff.revoke_token").count() == 1


def test_a_token_ends_with_its_users_account_or_place(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    _, first = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    Membership.objects.filter(user=cast.bo).delete()
    with pytest.raises(BadToken):
        actor_of(token_for(first, NOON))
    Membership.objects.create(brand=cast.brand, user=cast.bo, role=Role.LEAD)
    deactivate(by=olga, user=cast.bo, now=NOON)
    with pytest.raises(BadToken):
        actor_of(token_for(first, NOON))


@pytest.mark.parametrize("role", [Role.AGENT, Role.VIEWER])
def test_only_leads_and_owners_make_and_revoke_tokens(cast: Cast, role: Role) -> None:
    actor = Actor(brand_id=cast.brand.pk, rights=RIGHTS[role], via=Via.WEB, user_id=cast.ada.pk)
    token, _ = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    with pytest.raises(NotAllowed):
        make_token(by=actor, name="x", scopes=[Scope.READ], now=NOON)
    with pytest.raises(NotAllowed):
        revoke_token(by=actor, token=token, now=NOON)


def test_a_token_belongs_to_a_person(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_token(by=system(cast.brand.pk), name="x", scopes=[Scope.READ], now=NOON)


@pytest.mark.parametrize(("name", "scopes"), [("", [Scope.READ]), ("x", []), ("x" * 121, [])])
def test_a_token_needs_a_name_and_a_scope(cast: Cast, name: str, scopes: list[Scope]) -> None:
    with pytest.raises(Invalid):
        make_token(by=cast.actor(cast.bo), name=name, scopes=scopes, now=NOON)


def test_another_brands_token_is_not_found(cast: Cast) -> None:
    token, _ = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    stranger = Actor(brand_id=make_brand("Other").pk, rights=RIGHTS[Role.OWNER], via=Via.WEB)
    with pytest.raises(NotFound):
        revoke_token(by=stranger, token=token, now=NOON)


def test_the_last_use_is_kept_to_the_minute(cast: Cast) -> None:
    token, _ = make_token(by=cast.actor(cast.bo), name="x", scopes=[Scope.READ], now=NOON)
    for seconds in (0, 30, 61, 90):
        token = Token.objects.get(pk=token.pk)
        note_token_use(token=token, now=NOON + timedelta(seconds=seconds))
    token.refresh_from_db()
    assert token.last_used_at == NOON + timedelta(seconds=61)
