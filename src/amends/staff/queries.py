"""Reads who works here and what they may do."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import connection as database
from django.db.models import Q, QuerySet

from amends.joined import Joined
from amends.refusals import NotAllowed, NotFound
from amends.staff.models import (
    Brand,
    Holiday,
    Invitation,
    Membership,
    SetupLink,
    Shift,
    SignIn,
    Team,
    Token,
    User,
)
from amends.staff.rules import RIGHTS, Actor, BadToken, Right, Role, Scope, Via, narrowed
from amends.staff.rules.hours import Hours, Span, hours_in, is_open


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


def brands_of(user: User) -> list[Brand]:
    """The brands a user works for, by name."""
    return list(Brand.objects.filter(memberships__user=user).order_by("name", "pk"))


_PLACE = Joined(place=Membership, brand=Brand)
_PLACES = f"""
SELECT {_PLACE.columns} FROM staff_membership place JOIN staff_brand brand ON brand.id = place.brand_id
WHERE place.user_id = %(user)s ORDER BY brand.name, brand.id
"""  # noqa: S608 - our own columns


def places_of(user: User) -> list[Membership]:
    """A user's place in each brand they work for, by its name, with ``brand`` loaded."""
    places: list[Membership] = []
    for place, brand in _PLACE.read(_PLACES, {"user": user.pk}):
        place.brand = brand
        places.append(place)
    return places


def colleagues(brand_id: int) -> list[Membership]:
    """Everybody who works for a brand and has an open account, by name, with ``user`` loaded."""
    working = Membership.objects.filter(brand_id=brand_id, user__is_active=True)
    return list(working.select_related("user").order_by("user__name", "user__pk"))


_NAMES = """
SELECT u.id, u.name FROM staff_membership m JOIN staff_user u ON u.id = m.user_id AND u.is_active
WHERE m.brand_id = %s ORDER BY u.name, u.id
"""


def names_at_work(brand_id: int) -> list[tuple[int, str]]:
    """The ids and names of everybody who works for a brand and has an open account, by name."""
    with database.cursor() as cursor:
        cursor.execute(_NAMES, [brand_id])
        found: list[tuple[int, str]] = cursor.fetchall()
    return found


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


def place_of(brand_id: int, user_id: int) -> Membership:
    """Somebody's place in a brand, with ``user``; also when their account is closed. Raises NotFound."""
    found = Membership.objects.filter(brand_id=brand_id, user_id=user_id).select_related("user")
    place = found.first()
    if place is None:
        raise NotFound
    return place


def staff_of(brand_id: int) -> list[Membership]:
    """Everybody with a place in a brand, closed accounts too, by name, with ``user`` and their teams."""
    places = Membership.objects.filter(brand_id=brand_id).select_related("user")
    return list(places.prefetch_related("teams__team").order_by("user__name", "user__pk"))


def open_invitations(brand_id: int | None, now: datetime) -> QuerySet[Invitation]:
    """Invitations (of a brand; None: of any) that can still be accepted."""
    living = Invitation.objects.filter(
        used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    return living if brand_id is None else living.filter(brand_id=brand_id)


def invitation_for(token: str, now: datetime) -> Invitation | None:
    """The invitation with this secret while it can be accepted, with ``brand`` and ``made_by`` loaded."""
    living = open_invitations(None, now).filter(token_hash=digest(token))
    return living.select_related("brand", "made_by").first()


def has_account(email: str) -> bool:
    """Whether somebody has an account with this address."""
    return User.objects.filter(email__iexact=email).exists()


def teams_of(brand_id: int) -> list[Team]:
    """A brand's teams by name, with their members and those's names."""
    teams = Team.objects.filter(brand_id=brand_id).order_by("name", "pk")
    return list(teams.prefetch_related("members__membership__user"))


def team_of(brand_id: int, team_id: int) -> Team:
    """One team of a brand. Raises NotFound."""
    team = Team.objects.filter(brand_id=brand_id, pk=team_id).first()
    if team is None:
        raise NotFound
    return team


def sign_ins_of(user: User, now: datetime) -> list[SignIn]:
    """The browsers in which somebody is signed in, last used first."""
    living = SignIn.objects.filter(user=user, session__expire_date__gt=now)
    return list(living.order_by("-seen_at"))


# Nobody asks for two of these without the third, and every batch that is taken in asks.
_HOURS = """
SELECT b.time_zone,
    (SELECT coalesce(json_agg(json_build_array(s.weekday, s.starts, s.ends)), '[]')
        FROM staff_shift s WHERE s.brand_id = b.id
        AND s.membership_id IS NOT DISTINCT FROM %(membership)s),
    (SELECT coalesce(json_agg(json_build_array(h.day, h.opens, h.closes)), '[]')
        FROM staff_holiday h WHERE h.brand_id = b.id)
FROM staff_brand b WHERE b.id = %(brand)s
"""


def hours_of(brand_id: int, membership_id: int | None = None) -> Hours:
    """When a brand answers, or (with ``membership_id``) a colleague's own week; the brand's holidays.

    Without any shift: around the clock. Raises NotFound.
    """
    with database.cursor() as cursor:
        cursor.execute(_HOURS, {"brand": brand_id, "membership": membership_id})
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    zone, shifts, holidays = row
    week: dict[int, list[Span]] = {}
    for weekday, starts, ends in shifts:
        week.setdefault(weekday, []).append((starts, ends))
    days = {
        date.fromisoformat(day): () if opens is None else ((opens, closes),)
        for day, opens, closes in holidays
    }
    return hours_in(zone, week, days)


def holidays_of(brand_id: int, since: date) -> list[Holiday]:
    """A brand's holidays from a day on, in their order."""
    return list(Holiday.objects.filter(brand_id=brand_id, day__gte=since).order_by("day"))


def holiday_of(brand_id: int, holiday_id: int) -> Holiday:
    """One of a brand's holidays. Raises NotFound."""
    holiday = Holiday.objects.filter(brand_id=brand_id, pk=holiday_id).first()
    if holiday is None:
        raise NotFound
    return holiday


def shifts_of(brand_id: int) -> list[Shift]:
    """The brand's own shifts (no colleague's), in the order of the week."""
    shifts = Shift.objects.filter(brand_id=brand_id, membership=None)
    return list(shifts.order_by("weekday", "starts"))


def rights_in(place: Membership) -> frozenset[Right]:
    """What a membership's role may do."""
    return RIGHTS[Role(place.role)]


def on_duty(brand_id: int, now: datetime) -> frozenset[int]:
    """The ids of the memberships whose holders take new cases now: within their hours and not away.

    A colleague without hours of their own is on duty whenever the brand answers.
    """
    places = Membership.objects.filter(brand_id=brand_id, user__is_active=True)
    away = Q(away_since__lte=now) & (Q(away_until=None) | Q(away_until__gt=now))
    here = list(places.exclude(away).values_list("pk", flat=True))
    own = Shift.objects.filter(brand_id=brand_id, membership__in=here)
    with_own = set(own.values_list("membership_id", flat=True))
    brand_answers = is_open(now, hours_of(brand_id))
    return frozenset(
        place
        for place in here
        if (is_open(now, hours_of(brand_id, place)) if place in with_own else brand_answers)
    )


def duty_hours(brand_id: int) -> dict[int, list[Shift]]:
    """The own hours of those colleagues who have any, by the id of their membership."""
    own = Shift.objects.filter(brand_id=brand_id, membership__isnull=False)
    found: dict[int, list[Shift]] = {}
    for shift in own.order_by("weekday", "starts"):
        found.setdefault(shift.membership_id or 0, []).append(shift)
    return found


def is_away(place: Membership, now: datetime) -> bool:
    """Whether somebody takes no new cases though their hours say so."""
    until = place.away_until
    return place.away_since is not None and (until is None or until > now)


def names_of(users: Collection[int]) -> dict[int, str]:
    """The names of these users, also of those who left."""
    if not users:
        return {}
    return dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
