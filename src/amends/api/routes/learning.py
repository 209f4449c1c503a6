"""Suggested tags, the daily round, what a brand has learnt, what rules did, and how far messages spread."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, brand, reader
from amends.api.schemas.inbox import TagOut
from amends.api.schemas.learning import (
    ArrivalActOut,
    LearningOut,
    LearntOut,
    PercentIn,
    RoundOut,
    SaidIn,
    SpreadOut,
    SuggestedTagOut,
)
from amends.api.schemas.values import Id, answers
from amends.inbox.models import Spread, SpreadCount
from amends.inbox.queries.pages import message_of
from amends.inbox.queries.thread import case_of
from amends.refusals import NotFound
from amends.staff.rules import Actor
from amends.triage.actions import ask_people, hint
from amends.triage.actions.learn import take_back
from amends.triage.models import ArrivalAct, SetAsideWhy
from amends.triage.queries import learnt, rounds
from amends.triage.queries.tagged import hints_of
from amends.triage.rules.labels import Kind

on_cases = Router(tags=["triage"])
on_messages = Router(tags=["triage"])
today = Router(tags=["learning"])
learnings = Router(tags=["learning"])

_MOST = 100


# --------------------------------------------------------------------------------- on cases


@on_cases.get(
    "/{case_id}/suggested-tags",
    response=answers(200, list[SuggestedTagOut]),
    operation_id="list_suggested_tags",
    summary="The tags that a case's words suggest",
)
def list_suggested_tags(request: HttpRequest, case_id: Id) -> list[SuggestedTagOut]:
    """The surest first, three at most; nothing before the brand has learnt any."""
    by = reader(request)
    case = case_of(by.brand_id, case_id)
    found = hints_of(by.brand_id, case.pk, case.tags)
    return [SuggestedTagOut.of(each) for each in found.suggested]


@on_cases.put(
    "/{case_id}/suggested-tags/{tag_id}",
    response=answers(200, TagOut),
    operation_id="take_suggested_tag",
    summary="Put a suggested tag on",
)
def take_suggested_tag(request: HttpRequest, case_id: Id, tag_id: Id) -> TagOut:
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    tag = hint.take(by=by, case=case, tag_id=tag_id, now=timezone.now())
    return TagOut(id=tag.pk, name=tag.name)


@on_cases.delete(
    "/{case_id}/suggested-tags/{tag_id}",
    response=answers(204, None),
    operation_id="dismiss_suggested_tag",
    summary="Say that a suggested tag does not fit",
)
def dismiss_suggested_tag(request: HttpRequest, case_id: Id, tag_id: Id) -> Status[None]:
    """It is not suggested for this case again, and the desk learns that."""
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    hint.dismiss(by=by, case=case, tag_id=tag_id, now=timezone.now())
    return Status(204, None)


@on_cases.get(
    "/{case_id}/arrival-acts",
    response=answers(200, list[ArrivalActOut]),
    operation_id="list_arrival_acts",
    summary="What rules on arrival did with a case's messages",
)
def list_arrival_acts(request: HttpRequest, case_id: Id) -> list[ArrivalActOut]:
    """The newest first, a hundred at most."""
    by = reader(request)
    case = case_of(by.brand_id, case_id)
    acts = ArrivalAct.objects.filter(brand_id=by.brand_id, case_id=case.pk)
    return [ArrivalActOut.of(each) for each in acts.order_by("-pk")[:_MOST]]


@on_messages.get(
    "/{message_id}/spread",
    response=answers(200, SpreadOut),
    operation_id="get_spread",
    summary="How far a message has spread",
)
def get_spread(request: HttpRequest, message_id: Id) -> SpreadOut:
    """404 where nobody counted it yet: it is private, ours, or its network tells no counts."""
    message = message_of(reader(request).brand_id, message_id)
    spread = Spread.objects.filter(message=message).first()
    if spread is None:
        raise NotFound(message=message_id)
    counts = SpreadCount.objects.filter(message=message).order_by("-at")
    return SpreadOut.of(spread, list(counts[:_MOST]))


# ------------------------------------------------------------------------------ the daily round


@today.get(
    "",
    response=answers(200, RoundOut),
    operation_id="get_round",
    summary="Today's round, as far as it is",
)
def get_round(request: HttpRequest) -> RoundOut:
    """By the brand's own day; empty before somebody begins it."""
    return _round(reader(request), timezone.now())


@today.post(
    "",
    response=answers(200, RoundOut),
    operation_id="begin_round",
    summary="Draw today's round, or twelve more when all of it is answered",
)
def begin_round(request: HttpRequest) -> RoundOut:
    by, now = actor(request), timezone.now()
    ask_people.begin(by=by, now=now)
    return _round(by, now)


@today.post(
    "/{question_id}",
    response=answers(200, RoundOut),
    operation_id="answer_round",
    summary="Say what a message of the round is",
)
def answer_round(request: HttpRequest, question_id: Id, body: SaidIn) -> RoundOut:
    """Goes before what the desk made of it, and teaches; nothing said passes it by."""
    by, now = actor(request), timezone.now()
    question = rounds.question_of(by.brand_id, question_id)
    ask_people.answer(by=by, question=question, said=body.said, now=now)
    return _round(by, now)


def _round(by: Actor, now: datetime) -> RoundOut:
    day = _day(by, now)
    return RoundOut.of(day, rounds.round_of(by.brand_id, day))


def _day(by: Actor, now: datetime) -> date:
    return now.astimezone(ZoneInfo(brand(by).time_zone)).date()


# ------------------------------------------------------------------------------ what was learnt


@learnings.get(
    "",
    response=answers(200, list[LearningOut]),
    operation_id="list_learnings",
    summary="What the brand has learnt, and what of it judges",
)
def list_learnings(request: HttpRequest) -> list[LearningOut]:
    """Of each kind the newest six."""
    by = reader(request)
    return [_learning(by.brand_id, kind) for kind in Kind]


@learnings.delete(
    "/{kind}",
    response=answers(200, LearningOut),
    operation_id="take_back_learning",
    summary="Let judge what judged before",
)
def take_back_learning(request: HttpRequest, kind: Kind) -> LearningOut:
    """What waits is judged anew within a minute."""
    by = actor(request)
    found = learnt.learning_of(by.brand_id, kind)
    take_back(by=by, learning=found, why=SetAsideWhy.BY_HAND, now=timezone.now())
    return _learning(by.brand_id, kind)


@learnings.put(
    "/tags/precision",
    response=answers(204, None),
    operation_id="set_tag_precision",
    summary="From which precision on the desk puts on tags by itself",
)
def set_tag_precision(request: HttpRequest, body: PercentIn) -> Status[None]:
    """80, 85, 90, 95 or 98 of a hundred; 0: never."""
    hint.set_tags_from(by=actor(request), percent=body.percent, now=timezone.now())
    return Status(204, None)


def _learning(brand_id: int, kind: Kind) -> LearningOut:
    current = learnt.in_force(brand_id, kind)
    return LearningOut(
        kind=kind.value,
        judges=current.number if current else None,
        versions=[LearntOut.of(each) for each in learnt.history(brand_id, kind)],
    )
