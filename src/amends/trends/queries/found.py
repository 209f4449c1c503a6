"""What was found: common issues with their counts and trend, spikes, and the cases of either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case, Message, SetAside
from amends.refusals import NotFound
from amends.trends.models import Issue, Sighting, Spike, SpikeState, SpreadAlarm

#: Days of the trend, and what counts as lately for an incident's cases.
DAYS = 14
_LATELY = timedelta(days=14)
_MOST_CASES = 5_000
#: So many of an issue's newest messages are counted: it is asked for with every case that is opened.
MOST_COUNTED = 5_000
#: So many issues are offered to be merged into.
OFFERED = 100
#: Fewer people are no common issue (some may have been erased, or split off).
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Told:
    """An issue with the counts of its newest 5,000 messages; ``days``: messages by day, the last today."""

    issue: Issue
    messages: int = 0
    people: int = 0
    cases: int = 0
    open_cases: int = 0
    networks: tuple[str, ...] = ()
    days: tuple[int, ...] = field(default=(0,) * DAYS)

    @property
    def is_longer(self) -> bool:
        """Whether there may be more than is counted."""
        return self.messages >= MOST_COUNTED

    @property
    def this_week(self) -> int:
        """Messages of the last seven days."""
        return sum(self.days[-7:])

    @property
    def week_before(self) -> int:
        """Messages of the seven days before those."""
        return sum(self.days[-14:-7])


_COUNTS = """
SELECT s.issue_id, count(*), count(DISTINCT s.person_id), count(DISTINCT c.id),
    count(DISTINCT c.id) FILTER (WHERE c.state <> 'closed'), array_agg(DISTINCT s.network)
FROM unnest(%(issues)s::bigint[]) AS i (id)
CROSS JOIN LATERAL (
    SELECT issue_id, message_id, person_id, network FROM trends_sighting
    WHERE issue_id = i.id AND brand_id = %(brand)s ORDER BY at DESC LIMIT %(most)s
) s
JOIN inbox_message m ON m.id = s.message_id
JOIN inbox_case c ON c.id = m.case_id
GROUP BY s.issue_id
"""
_BY_DAY = """
SELECT issue_id, floor(extract(epoch FROM %(now)s - at) / 86400)::integer AS ago, count(*)
FROM trends_sighting
WHERE brand_id = %(brand)s AND issue_id = ANY(%(issues)s) AND at > %(since)s AND at <= %(now)s
GROUP BY issue_id, ago
"""


def issues_page(
    brand_id: int, *, now: datetime, is_away: bool = False, limit: int = 50, offset: int = 0
) -> list[Told]:
    """The issues of a brand, those that came up last first."""
    rows = Issue.objects.filter(
        brand_id=brand_id, merged_into=None, put_away_at__isnull=not is_away
    ).select_related("incident")
    return told(brand_id, list(rows.order_by("-last_at", "-pk")[offset : offset + limit]), now)


def told(brand_id: int, issues: Sequence[Issue], now: datetime) -> list[Told]:
    """Issues with their counts, in their order."""
    facts: dict[str, int | list[int] | datetime] = {
        "brand": brand_id,
        "issues": [issue.pk for issue in issues],
        "now": now,
        "since": now - timedelta(days=DAYS),
        "most": MOST_COUNTED,
    }
    with database.cursor() as cursor:
        cursor.execute(_COUNTS, facts)
        counts = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(_BY_DAY, facts)
        days: dict[int, list[int]] = defaultdict(lambda: [0] * DAYS)
        for issue_id, ago, many in cursor.fetchall():
            days[issue_id][max(DAYS - 1 - ago, 0)] += many
    return [_told(issue, counts.get(issue.pk), days[issue.pk]) for issue in issues]


def _told(
    issue: Issue, counts: tuple[int, int, int, int, list[str]] | None, days: Sequence[int]
) -> Told:
    if counts is None:
        return Told(issue)
    messages, people, cases, open_cases, networks = counts
    return Told(issue, messages, people, cases, open_cases, tuple(networks), tuple(days))


def issue_of(brand_id: int, issue_id: int) -> Issue:
    """One of a brand's issues. Raises `NotFound`."""
    found = Issue.objects.filter(brand_id=brand_id, pk=issue_id).select_related("incident").first()
    if found is None:
        raise NotFound(issue=issue_id)
    return found


def said_in(issue: Issue, *, limit: int = 50) -> QuerySet[Message]:
    """What was said in an issue, newest first, with who said it."""
    said = Message.objects.filter(sighting__issue=issue, deleted_at=None)
    newest = said.select_related("identity", "connection", "case", "case__person")
    return newest.order_by("-sent_at", "-pk")[:limit]


@dataclass(frozen=True, slots=True)
class Others:
    """What an issue could be merged into, the newest first, and how many more there are of the kind."""

    issues: tuple[Issue, ...]
    not_shown: int


def others(issue: Issue, *, named: str = "") -> Others:
    """What an issue could be merged into; ``named``: only those whose name has this in it."""
    rows = Issue.objects.filter(brand_id=issue.brand_id, merged_into=None, put_away_at=None)
    rows = rows.exclude(pk=issue.pk)
    if named:
        rows = rows.filter(name__icontains=named)
    newest = tuple(rows.order_by("-last_at", "-pk")[:OFFERED])
    return Others(newest, rows.count() - len(newest) if len(newest) == OFFERED else 0)


def issue_of_case(brand_id: int, case_id: int) -> Issue | None:
    """The newest common issue that a case's messages belong to; None for none, or one put away."""
    said = Sighting.objects.filter(brand_id=brand_id, message__case_id=case_id)
    seen = said.filter(issue__put_away_at=None)
    newest = seen.exclude(issue=None).order_by("-at").select_related("issue").first()
    return newest.issue if newest else None


def cases_of_issue(issue: Issue, now: datetime) -> list[int]:
    """The cases that spoke of it within two weeks, the newest 5,000."""
    lately = Sighting.objects.filter(issue=issue, at__gt=now - _LATELY)
    newest = lately.order_by("-at").values_list("message__case_id", flat=True)
    ids = dict.fromkeys(newest[: 4 * _MOST_CASES])
    return _living(issue.brand_id, list(ids)[:_MOST_CASES])


def cases_of_spike(spike: Spike) -> list[int]:
    """The cases of a spike's messages."""
    seen = Sighting.objects.filter(brand_id=spike.brand_id, message__in=spike.message_ids)
    return _living(spike.brand_id, list(set(seen.values_list("message__case_id", flat=True))))


def _living(brand_id: int, ids: Sequence[int | None]) -> list[int]:
    """Where the messages are by now, without what counts for nothing."""
    own = Case.objects.filter(brand_id=brand_id, pk__in=[each for each in ids if each])
    out = [SetAside.MERGED, SetAside.SPAM, SetAside.BLOCKED]
    return sorted(own.exclude(set_aside__in=out).values_list("pk", flat=True))


# ------------------------------------------------------------------------------------ spikes


def spikes_page(brand_id: int, *, limit: int = 50) -> QuerySet[Spike]:
    """A brand's spikes, newest first."""
    rows = Spike.objects.filter(brand_id=brand_id).select_related("incident", "settled_by")
    return rows.order_by("-found_at", "-pk")[:limit]


def open_spikes(brand_id: int) -> QuerySet[Spike]:
    """Those that nobody answered yet, newest first."""
    rows = Spike.objects.filter(brand_id=brand_id, state=SpikeState.OPEN)
    return rows.order_by("-found_at", "-pk")


_OPEN = "SELECT count(*) FROM trends_spike WHERE brand_id = %s AND state = %s"


def count_open_spikes(brand_id: int) -> int:
    """How many nobody answered yet: on every screen, so written out."""
    with database.cursor() as cursor:
        cursor.execute(_OPEN, [brand_id, SpikeState.OPEN.value])
        number: int = cursor.fetchone()[0]
    return number


def spike_of(brand_id: int, spike_id: int) -> Spike:
    """One of a brand's spikes. Raises `NotFound`."""
    found = Spike.objects.filter(brand_id=brand_id, pk=spike_id)
    one = found.select_related("incident", "settled_by").first()
    if one is None:
        raise NotFound(spike=spike_id)
    return one


def said_in_spike(spike: Spike, *, limit: int = 30) -> QuerySet[Message]:
    """What was said in a spike, newest first."""
    said = Message.objects.filter(
        brand_id=spike.brand_id, pk__in=spike.message_ids, deleted_at=None
    )
    newest = said.select_related("identity", "connection", "case", "case__person")
    return newest.order_by("-sent_at", "-pk")[:limit]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the spikes of the last four weeks."""

    told: int
    incidents: int
    no_problem: int


def tally(brand_id: int, now: datetime) -> Tally:
    """What became of the spikes of the last four weeks."""
    rows = Spike.objects.filter(brand_id=brand_id, found_at__gt=now - timedelta(weeks=4))
    states = list(rows.values_list("state", flat=True))
    return Tally(
        told=len(states),
        incidents=states.count(SpikeState.INCIDENT),
        no_problem=states.count(SpikeState.NO_PROBLEM),
    )


def spread_of(brand_id: int, *, since: datetime) -> QuerySet[SpreadAlarm]:
    """What was about to spread since a moment, newest first."""
    rows = SpreadAlarm.objects.filter(brand_id=brand_id, at__gt=since)
    return rows.select_related("case", "case__person", "message").order_by("-at", "-pk")
