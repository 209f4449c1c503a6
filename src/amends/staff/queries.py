"""Reads who works here and what they may do."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet

from amends.refusals import NotAllowed, NotFound
from amends.staff.models import Brand, Membership, SetupLink, Token, User
from amends.staff.rules import RIGHTS, Actor, BadToken, Right, Role, Scope, Via, narrowed


def digest(secret: str) -> str:
    """What is kept of a one-time link or a token: enough to know it again, useless to a thief."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_set_up() -> bool:
    """Whether anybody has an account."""
    return User.objects.exists()


def is_setup_link_good(token: str, now: datetime) -> bool:
    """Whether a set-up link can still be used."""
    return open_setup_links(token, now).exists() and not is_set_up()


def open_setup_links(token: str, now: datetime) -> QuerySet[SetupLink]:
    """The link with this secret, unused and not expired: one or none."""
    return SetupLink.objects.filter(
        token_hash=digest(token), used_at__isnull=True, expires_at__gt=now
    )


def actor_for(user: User, brand: Brand, via: Via) -> Actor:
    """``user`` acting for ``brand``. Raises NotFound without a membership, NotAllowed when inactive."""
    membership = Membership.objects.filter(user=user, brand=brand).first()
    if membership is None:
        raise NotFound
    return actor_in(membership, user, via)


def actor_in(membership: Membership, user: User, via: Via) -> Actor:
    """``user`` acting in a place of theirs. Raises NotAllowed when inactive."""
    if not user.is_active:
        raise NotAllowed("This account was closed; ask an owner of the brand.")
    rights = RIGHTS[Role(membership.role)]
    brand_id = membership.brand_id
    return Actor(brand_id=brand_id, rights=rights, via=via, user_id=user.pk, name=user.name)


def token_for(raw_token: str, now: datetime) -> Token:
    """The living token with this secret, its user and brand loaded. Raises BadToken."""
    living = Token.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        token_hash=digest(raw_token),
        revoked_at__isnull=True,
        user__is_active=True,
    )
    token = living.select_related("user", "brand").first()
    if token is None:
        raise BadToken
    return token


def actor_of(token: Token) -> Actor:
    """A token's user acting for its brand, narrowed to its scopes. Raises BadToken without membership."""
    membership = Membership.objects.filter(user=token.user_id, brand=token.brand_id).first()
    if membership is None:
        raise BadToken
    return Actor(
        brand_id=token.brand_id,
        rights=narrowed(Role(membership.role), [Scope(scope) for scope in token.scopes]),
        via=Via.API,
        user_id=token.user_id,
        name=token.user.name,
    )


def actor_for_token(raw_token: str, now: datetime) -> Actor:
    """Who acts with this secret. Raises BadToken."""
    return actor_of(token_for(raw_token, now))


def brands_of(user: User) -> list[Brand]:
    """The brands a user works for, by name."""
    return list(Brand.objects.filter(memberships__user=user).order_by("name", "pk"))


def places_of(user: User) -> list[Membership]:
    """A user's place in each brand they work for, by its name, with ``brand`` loaded."""
    places = Membership.objects.filter(user=user).select_related("brand")
    return list(places.order_by("brand__name", "brand__pk"))


def brand_called(name: str) -> Brand:
    """The brand with this slug or name (letter case does not matter). Raises NotFound."""
    brand = Brand.objects.filter(Q(slug=name) | Q(name__iexact=name)).order_by("pk").first()
    if brand is None:
        raise NotFound(f"There is no brand called {name}.")
    return brand


def colleagues(brand_id: int) -> list[Membership]:
    """Everybody who works for a brand and has an open account, by name, with ``user`` loaded."""
    working = Membership.objects.filter(brand_id=brand_id, user__is_active=True)
    return list(working.select_related("user").order_by("user__name", "user__pk"))


def colleague(brand_id: int, user_id: int) -> User:
    """Somebody who works for a brand and has an open account. Raises NotFound."""
    user = User.objects.filter(pk=user_id, is_active=True, memberships__brand_id=brand_id).first()
    if user is None:
        raise NotFound
    return user


def tokens_of(brand_id: int) -> list[Token]:
    """A brand's tokens, newest first, revoked ones too, with ``user`` loaded."""
    return list(Token.objects.filter(brand_id=brand_id).select_related("user").order_by("-pk"))


def rights_of(*, user_id: int, brand_id: int) -> frozenset[Right]:
    """What somebody may do for a brand; nothing without a membership or with a closed account."""
    place = Membership.objects.filter(
        user_id=user_id, brand_id=brand_id, user__is_active=True
    ).first()
    return RIGHTS[Role(place.role)] if place else frozenset()
