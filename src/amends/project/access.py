"""What the command line does about accounts and tokens. Imported only when Django is set up."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from amends.refusals import NotFound
from amends.staff import actions
from amends.staff.models import Brand, User
from amends.staff.queries import actor_for, tokens_of
from amends.staff.rules import Newcomer, Role, Scope, Via, operator


def add_brand(name: str, time_zone: str, owner: str | None) -> Brand:
    """Add a brand, owned by who has the address ``owner``, or by nobody yet."""
    user = _user(owner) if owner else None
    return actions.add_brand(
        by=operator(0), name=name, time_zone=time_zone, owner=user, now=timezone.now()
    )


def add_user(newcomer: Newcomer, brand: str, role: str) -> User:
    """Give somebody a place in the brand with this slug."""
    by = operator(_brand(brand).pk)
    return actions.add_user(by=by, newcomer=newcomer, role=Role(role), now=timezone.now())


def give_password(email: str, brand: str, password: str) -> User:
    """Give somebody of the brand a new password."""
    found, user = _brand(brand), _user(email)
    actions.give_password(by=operator(found.pk), user=user, password=password, now=timezone.now())
    return user


def add_token(email: str, brand: str, name: str, scopes: Iterable[str]) -> str:
    """Make a token that acts as this person, who must be allowed to make one; returns its secret."""
    by = actor_for(_user(email), _brand(brand), Via.COMMAND)
    wanted = [Scope(scope) for scope in scopes]
    _, secret = actions.make_token(by=by, name=name, scopes=wanted, now=timezone.now())
    return secret


def list_tokens(brand: str) -> list[str]:
    """A line for each token of the brand that was not revoked."""
    living = (token for token in tokens_of(_brand(brand).pk) if token.revoked_at is None)
    return [
        f"{token.pk:>6}  {token.hint}…  {token.user.email}  {', '.join(token.scopes)}  {token.name}"
        for token in living
    ]


def revoke_token(brand: str, token_id: int) -> None:
    """End a token of the brand at once."""
    found = _brand(brand)
    token = next((one for one in tokens_of(found.pk) if one.pk == token_id), None)
    if token is None:
        msg = f"The brand has no token {token_id}."
        raise NotFound(msg)
    actions.revoke_token(by=operator(found.pk), token=token, now=timezone.now())


def _brand(slug: str) -> Brand:
    found = Brand.objects.filter(slug=slug).first()
    if found is None:
        slugs = ", ".join(Brand.objects.order_by("slug").values_list("slug", flat=True))
        msg = f"There is no brand {slug!r}. There are: {slugs or 'none yet; run amends up first'}."
        raise NotFound(msg)
    return found


def _user(email: str) -> User:
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        msg = f"Nobody has an account with the address {email}."
        raise NotFound(msg)
    return found
