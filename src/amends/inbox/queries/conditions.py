"""What each filter of the search means for a case, as a condition of the database."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, IExact, LessThan

from amends.inbox.models import (
    Attachment,
    CaseField,
    CaseState,
    Follower,
    Message,
    Note,
    QueryHit,
    SetAside,
    Tag,
)
from amends.inbox.queries import heard, people
from amends.inbox.rules.search import Filter, Query
from amends.inbox.rules.vocabulary import ME, NOBODY, Has, Is, Key, Stars, days_of
from amends.staff.models import Membership, Team, TeamMember

#: People of one name that `from:` looks at.
MOST_PEOPLE = 2_000
NOBODY_AT_ALL = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Asker:
    """Who searches and when; ``now`` is in the brand's time. ``drafted``: cases they have a draft in."""

    brand_id: int
    user_id: int | None
    now: datetime
    drafted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment up to, not including, another; None: without end."""

    first: datetime | None = None
    end: datetime | None = None


def condition(asker: Asker, query: Query, *, dates: bool = True) -> Q:
    """Everything that the query's filters ask of a case; dates only where ``dates``."""
    found = Q()
    for part in query.filters:
        if part.key in _DATED:
            wanted = _written(span_of(asker, part)) if dates or part.negated else Q()
        else:
            wanted = _OF[part.key](asker, part.value)
        found &= ~wanted if part.negated and wanted else wanted
    return found


def one_of(ids: Collection[int]) -> Q:
    """The cases with these ids, handed over as one value: a thousand are read as fast as one."""
    numbers = Value(list(ids), output_field=ArrayField(BigIntegerField()))
    among = Func(numbers, function="ANY", output_field=BigIntegerField())
    template = "%(expressions)s"
    return Q(Func(F("pk"), among, template=template, arg_joiner=" = ", output_field=BooleanField()))


_DATED = frozenset({Key.BEFORE, Key.AFTER, Key.ON})


def span_of(asker: Asker, part: Filter) -> Span:
    """The moments between which something lies, by the brand's days."""
    days = days_of(part.value, asker.now.date())
    zone = asker.now.tzinfo
    first = datetime.combine(days.first, time(), zone)
    end = datetime.combine(days.end, time(), zone)
    if part.key is Key.BEFORE:
        return Span(end=first)
    return Span(first=first, end=end if part.key is Key.ON else None)


def within(asker: Asker, query: Query) -> Span:
    """The moments that all dates of a query leave."""
    spans = [span_of(asker, part) for key in _DATED for part in query.of(key) if not part.negated]
    firsts = [span.first for span in spans if span.first]
    ends = [span.end for span in spans if span.end]
    return Span(max(firsts, default=None), min(ends, default=None))


def _written(span: Span) -> Q:
    """When the customer wrote last."""
    at = Coalesce("last_in_at", "opened_at")
    found = Q()
    if span.first:
        found &= Q(GreaterThanOrEqual(at, Value(span.first)))
    if span.end:
        found &= Q(LessThan(at, Value(span.end)))
    return found


# ---------------------------------------------------------------------- filters with names


def _from(asker: Asker, value: str) -> Q:
    return Q(person_id__in=people.named(asker.brand_id, value, limit=MOST_PEOPLE))


def _tag(asker: Asker, value: str) -> Q:
    ids = Tag.objects.filter(brand_id=asker.brand_id, name__iexact=value).values_list("pk")
    # That there are any is what the tags' indexes are limited to.
    return Q(tags__overlap=[pk for (pk,) in ids]) & ~Q(tags=[]) if ids else NOBODY_AT_ALL


def _assigned(asker: Asker, value: str) -> Q:
    if value.lower() == NOBODY:
        return Q(assignee__isnull=True)
    if value.lower() == ME:
        return Q(assignee_id=asker.user_id)
    places = Membership.objects.filter(brand_id=asker.brand_id, user__name__icontains=value)
    return Q(assignee_id__in=list(places.values_list("user_id", flat=True)[:100]))


def _team(asker: Asker, value: str) -> Q:
    if value.lower() == NOBODY:
        return Q(team__isnull=True)
    teams = Team.objects.filter(brand_id=asker.brand_id)
    if value.lower() == ME:
        own = TeamMember.objects.filter(
            brand_id=asker.brand_id, membership__user_id=asker.user_id or 0
        ).values_list("team_id", flat=True)
        return Q(team_id__in=list(own))
    named = teams.filter(name__iexact=value) or teams.filter(name__icontains=value)
    return Q(team_id__in=[team.pk for team in named[:100]])


def _field(asker: Asker, value: str) -> Q:
    name, _equals, wanted = value.partition("=")
    own = CaseField.objects.filter(brand_id=asker.brand_id, name__iexact=name).first()
    if own is None:
        return NOBODY_AT_ALL
    text = Func(
        F("fields"),
        Value(str(own.pk)),
        function="jsonb_extract_path_text",
        output_field=CharField(),
    )
    return Q(IExact(text, wanted))


def _rating(_asker: Asker, value: str) -> Q:
    stars = Stars.read(value)
    return Q(rating__gte=stars.least, rating__lte=stars.most) if stars else NOBODY_AT_ALL


def _query(asker: Asker, value: str) -> Q:
    ids = heard.named(asker.brand_id, value)
    hits = QueryHit.objects.filter(query_id__in=ids, message__case_id__isnull=False)
    return Q(pk__in=hits.values("message__case_id")) if ids else NOBODY_AT_ALL


# ------------------------------------------------------------------------- is: and has:


def _mentioned(asker: Asker) -> Q:
    notes = Note.objects.filter(case=OuterRef("pk"), mentions__contains=[asker.user_id])
    return Q(Exists(notes))


def _following(asker: Asker) -> Q:
    return Q(Exists(Follower.objects.filter(case=OuterRef("pk"), user_id=asker.user_id or 0)))


def _marked(mark: str) -> Q:
    """The cases with a mark; that they have any is what its index is limited to."""
    return Q(marks__contains=[mark]) & ~Q(marks=[])


_STATES: dict[Is, Callable[[Asker], Q]] = {
    # As the list of the open says it, so that the planner takes both for one condition.
    Is.OPEN: lambda _asker: Q(state__gt=CaseState.CLOSED),
    Is.UNANSWERED: lambda _asker: Q(state=CaseState.NEEDS_ANSWER),
    Is.LATE: lambda asker: Q(state=CaseState.NEEDS_ANSWER, due_at__lt=asker.now),
    Is.WAITING: lambda _asker: Q(
        state__in=[CaseState.WAITING_COLLEAGUE, CaseState.WAITING_CUSTOMER]
    ),
    Is.SNOOZED: lambda _asker: Q(state=CaseState.SNOOZED),
    Is.CLOSED: lambda _asker: Q(state=CaseState.CLOSED),
    Is.MINE: lambda asker: Q(assignee_id=asker.user_id),
    Is.UNASSIGNED: lambda _asker: Q(assignee__isnull=True),
    Is.PUBLIC: lambda _asker: Q(thread__is_public=True),
    Is.PRIVATE: lambda _asker: Q(thread__is_public=False),
    Is.OFFLINE: lambda _asker: Q(taken_offline_at__isnull=False),
    Is.REVIEW: lambda _asker: Q(thread__kind="review"),
    Is.DRAFT: lambda asker: Q(pk__in=list(asker.drafted)),
    Is.FOLLOWING: _following,
    Is.MENTIONED: _mentioned,
    Is.SPAM: lambda _asker: Q(set_aside=SetAside.SPAM),
    Is.BLOCKED: lambda _asker: Q(set_aside=SetAside.BLOCKED),
    Is.URGENT: lambda _asker: _marked(f"{Key.IS}:{Is.URGENT}"),
    Is.NOISE: lambda _asker: _marked(f"{Key.IS}:{Is.NOISE}"),
    Is.PINNED: lambda _asker: Q(pinned_at__isnull=False),
}


def _is(asker: Asker, value: str) -> Q:
    return _STATES[Is(value)](asker)


def _has(_asker: Asker, value: str) -> Q:
    files = Attachment.objects.filter(message__case=OuterRef("pk"))
    return {
        Has.PHOTO: lambda: Q(Exists(files.filter(content_type__startswith="image/"))),
        Has.ATTACHMENT: lambda: Q(Exists(files)),
        Has.NOTE: lambda: Q(Exists(Note.objects.filter(case=OuterRef("pk")))),
        Has.RATING: lambda: Q(rating__isnull=False),
        Has.LINK: lambda: Q(
            Exists(Message.objects.filter(case=OuterRef("pk"), text__contains="://"))
        ),
    }[Has(value)]()


_OF: dict[Key, Callable[[Asker, str], Q]] = {
    Key.FROM: _from,
    Key.CHANNEL: lambda _asker, value: Q(connection__channel__iexact=value),
    Key.ACCOUNT: lambda _asker, value: Q(connection__name__icontains=value),
    Key.TAG: _tag,
    Key.ASSIGNED: _assigned,
    Key.TEAM: _team,
    Key.IS: _is,
    Key.HAS: _has,
    Key.RATING: _rating,
    Key.FIELD: _field,
    Key.QUERY: _query,
    Key.MOOD: lambda _asker, value: _marked(f"{Key.MOOD}:{value}"),
    Key.KIND: lambda _asker, value: _marked(f"{Key.KIND}:{value}"),
    Key.HARM: lambda _asker, value: _marked(f"{Key.HARM}:{value}"),
    Key.ASKER: lambda _asker, value: _marked(f"{Key.ASKER}:{value}"),
    Key.TOPIC: lambda _asker, value: _marked(f"{Key.TOPIC}:{value}"),
}
