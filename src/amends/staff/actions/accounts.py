"""Makes accounts and brands: what a name, an address and a password must be."""

from __future__ import annotations

import contextlib
from zoneinfo import available_timezones

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from amends.refusals import Invalid
from amends.staff.models import Brand, User
from amends.staff.rules import Newcomer, WeakPassword

#: What mail itself allows (RFC 5321).
LONGEST_EMAIL = 254


def tidy_email(email: str) -> str:
    """An address as it is kept: lower case, no space around it. Raises Invalid."""
    tidy = email.strip().lower()
    try:
        validate_email(tidy)
    except ValidationError:
        raise Invalid("This is not an e-mail address.", field="email") from None
    if len(tidy) > LONGEST_EMAIL:
        raise Invalid("An e-mail address has at most 254 characters.", field="email")
    return tidy


def new_account(newcomer: Newcomer) -> User:
    """Save the account of somebody who has none. Raises Invalid and WeakPassword."""
    user = User(email=tidy_email(newcomer.email), name=tidy_name(newcomer.name, "name"))
    try:
        validate_password(newcomer.password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from None
    user.set_password(newcomer.password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Invalid("There is an account with this address already.", field="email") from None
    return user


def new_brand(name: str, time_zone: str) -> Brand:
    """Save a brand with a slug of its own. ``time_zone`` is an IANA name. Raises Invalid."""
    tidy, zone = tidy_name(name, "brand_name"), known_zone(time_zone)
    for _try in range(10):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            # Two brands of one name at once: the second takes the next slug.
            return Brand.objects.create(name=tidy, slug=_free_slug(tidy), time_zone=zone)
    raise Invalid("Others take this name at this moment; try again.", field="brand_name")


def known_zone(time_zone: str) -> str:
    """An IANA name of a time zone that this machine knows. Raises Invalid."""
    if time_zone not in available_timezones():
        raise Invalid("This is not the name of a time zone.", field="time_zone")
    return time_zone


def tidy_name(name: str, field: str) -> str:
    """A name of a person or a brand as it is kept. Raises Invalid for ``field``."""
    tidy = " ".join(name.replace("\0", "").split())
    if not 1 <= len(tidy) <= 120:
        raise Invalid("A name has between 1 and 120 characters.", field=field)
    return tidy


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "brand"
    taken = set(Brand.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
