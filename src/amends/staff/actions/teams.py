"""Teams: made, renamed, who is in them, how they hand out their cases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from amends.audit.actions import record
from amends.refusals import Invalid, NotFound
from amends.staff.models import HandsOut, Membership, Team, TeamMember
from amends.staff.rules import Actor, Right

LONGEST_NAME = 80


@transaction.atomic
def add_team(*, by: Actor, name: str, now: datetime) -> Team:
    """A new team without members. Raises NotAllowed and Invalid."""
    by.require(Right.MANAGE_TEAM)
    team = Team(brand_id=by.brand_id, name=_tidy(name), created_at=now)
    _save(team)
    _record(by, "add_team", team, {"name": team.name}, now)
    return team


@transaction.atomic
def change_team(  # noqa: PLR0913 - a team as its form has it
    *,
    by: Actor,
    team: Team,
    name: str,
    hands_out: HandsOut,
    members: Collection[int],
    now: datetime,
) -> None:
    """Change a team's name, how it hands out its cases, and who is in it (ids of memberships).

    Memberships of other brands are left out. Raises NotAllowed, NotFound and Invalid.
    """
    require_team(by, team)
    team.name, team.hands_out = _tidy(name), hands_out
    _save(team)
    known = Membership.objects.filter(brand_id=by.brand_id, pk__in=members)
    wanted = set(known.values_list("pk", flat=True))
    kept = set(team.members.values_list("membership_id", flat=True))
    team.members.exclude(membership_id__in=wanted).delete()
    TeamMember.objects.bulk_create(
        [
            TeamMember(brand_id=by.brand_id, team=team, membership_id=each)
            for each in sorted(wanted - kept)
        ],
        ignore_conflicts=True,
    )
    facts: dict[str, object] = {
        "name": team.name,
        "hands_out": str(hands_out),
        "members": sorted(wanted),
    }
    _record(by, "change_team", team, facts, now)


@transaction.atomic
def delete_team(*, by: Actor, team: Team, now: datetime) -> None:
    """End a team. Whoever calls this has taken its cases away first. Raises NotAllowed, NotFound."""
    require_team(by, team)
    _record(by, "delete_team", team, {"name": team.name}, now)
    team.delete()


def require_team(by: Actor, team: Team) -> None:
    """Raises NotAllowed without the right to it, and NotFound for a team of another brand."""
    by.require(Right.MANAGE_TEAM)
    if team.brand_id != by.brand_id:
        raise NotFound


def _save(team: Team) -> None:
    """The constraint decides between two teams of one name."""
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise Invalid("There is a team with this name already.", field="name") from None


def _tidy(name: str) -> str:
    tidy = " ".join(name.replace("\0", "").split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise Invalid("A team has a name of between 1 and 80 characters.", field="name")
    return tidy


def _record(by: Actor, verb: str, team: Team, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=f"staff.{verb}", target=f"team:{team.pk}", facts=facts, now=now)
