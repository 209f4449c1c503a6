"""What a brand lets go of: what is to be looked at today, and how often that was wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from amends.inbox.models import Case
from amends.refusals import NotFound
from amends.triage.models import NoiseCheck, TriageSettings

#: Days over which the error is told.
DAYS = 30


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case that was let go and is to be looked at."""

    check_id: int
    case_id: int
    person: str
    preview: str
    channel: str
    needed: bool | None


@dataclass(frozen=True, slots=True)
class Error:
    """Of so many that were looked at, so many needed an answer after all."""

    looked_at: int
    wrong: int

    @property
    def percent(self) -> float:
        """How many of a hundred; 0 before anybody looked."""
        return 100 * self.wrong / self.looked_at if self.looked_at else 0.0

    @property
    def at_most(self) -> float:
        """As `percent`, if luck was on our side: true in 19 of 20 such months (Wilson)."""
        n, z = self.looked_at, 1.645
        if not n:
            return 100.0
        share = self.wrong / n
        spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return 100 * min((share + z * z / (2 * n) + spread) / (1 + z * z / n), 1.0)


def settings_of(brand_id: int) -> TriageSettings:
    """How the brand wants it; as the desk comes where nobody said."""
    found = TriageSettings.objects.filter(brand_id=brand_id).first()
    return found or TriageSettings(brand_id=brand_id)


def drawn(brand_id: int) -> list[Drawn]:
    """What was drawn last, with what people said of it."""
    newest = NoiseCheck.objects.filter(brand_id=brand_id).order_by("-day").first()
    if newest is None:
        return []
    checks = NoiseCheck.objects.filter(brand_id=brand_id, day=newest.day).order_by("pk")
    found = Case.objects.filter(brand_id=brand_id, pk__in=[each.case_id for each in checks])
    cases = found.select_related("person", "connection").in_bulk()
    return [
        Drawn(
            each.pk,
            case.pk,
            case.person.name,
            case.preview,
            case.connection.channel,
            each.needed,
        )
        for each in checks
        if (case := cases.get(each.case_id)) is not None
    ]


def error_of(brand_id: int, today: date) -> Error:
    """How often letting go was wrong, by what was looked at in the last days."""
    since = today - timedelta(days=DAYS)
    looked = NoiseCheck.objects.filter(brand_id=brand_id, day__gte=since, needed__isnull=False)
    return Error(looked.count(), looked.filter(needed=True).count())


def check_of(brand_id: int, check_id: int) -> NoiseCheck:
    """One check of the brand. Raises NotFound."""
    check = NoiseCheck.objects.filter(brand_id=brand_id, pk=check_id).first()
    if check is None:
        raise NotFound(check=check_id)
    return check
