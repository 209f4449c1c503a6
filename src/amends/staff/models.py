"""The staff's tables."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower

from amends.staff.rules import Role


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who works here."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="staff_user_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def initials(self) -> str:
        """One or two letters for the face."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in words[:2]).upper()


class Brand(models.Model):
    """A name that customers know, with its own people, connections and cases."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's place in a brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    created_at = models.DateTimeField(auto_now_add=True)
    #: So many open cases are enough for automatic assignment; null: no limit.
    capacity = models.PositiveSmallIntegerField(null=True)
    #: Set while they take no new cases though their hours say so.
    away_since = models.DateTimeField(null=True)
    away_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "user"], name="staff_membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="staff_membership_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} of {self.brand_id}"


class Shift(models.Model):
    """Hours of a weekday in which the brand answers, or (with ``membership``) a colleague is on duty.

    Minutes of the day in the brand's time, 0 to 1440; a shift over midnight is two rows. A brand without
    any answers around the clock; a colleague without any is on duty whenever the brand is.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="shifts")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.CASCADE, related_name="shifts"
    )
    #: 0 is Monday.
    weekday = models.SmallIntegerField()
    starts = models.SmallIntegerField()
    ends = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    weekday__gte=0,
                    weekday__lte=6,
                    starts__gte=0,
                    ends__lte=1440,
                    starts__lt=models.F("ends"),
                ),
                name="staff_shift_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"shift of weekday {self.weekday}, minutes {self.starts} to {self.ends}"


class Holiday(models.Model):
    """A day on which the brand is closed, or open at other hours than on its weekday (minutes)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="holidays")
    day = models.DateField()
    name = models.CharField(max_length=120, default="")
    opens = models.SmallIntegerField(null=True)
    closes = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "day"], name="staff_holiday_once"),
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__gte=0, closes__lte=1440, opens__lt=models.F("closes")),
                name="staff_holiday_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"


class HandsOut(models.TextChoices):
    """How a team's new cases find somebody."""

    NO = "no"
    ROUND_ROBIN = "round_robin"
    BY_LOAD = "by_load"


class Team(models.Model):
    """Colleagues who share a queue."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=80)
    hands_out = models.CharField(max_length=12, choices=HandsOut, default=HandsOut.NO)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Lower("name"), name="staff_team_once"),
            models.CheckConstraint(
                condition=models.Q(hands_out__in=HandsOut.values), name="staff_team_hands_out"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A colleague's place in a team."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="teams")
    #: When the team last handed them a case: whose turn it is.
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "membership"], name="staff_team_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.team_id}"


class Invitation(models.Model):
    """A one-time way in for a new colleague; only the token's digest is kept."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, default="")
    role = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="staff_invitation_role",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.email}"


class SignIn(models.Model):
    """A browser in which somebody is signed in; it goes with its session."""

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    #: The browser and the system it runs on, in words.
    device = models.CharField(max_length=120, default="")
    began_at = models.DateTimeField()
    #: To some minutes: not every page is a write.
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} on {self.device}"


class SetupLink(models.Model):
    """The one-time way in for the first owner; only the token's digest is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"set-up link of {self.made_at:%Y-%m-%d %H:%M}"


class Token(models.Model):
    """A program's key to the API: acts as its user in one brand, narrowed to its scopes."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
