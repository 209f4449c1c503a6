"""Does what the playbook's rules on arrival say: each rule once for each message, whatever comes again.

That a rule acted is written in the transaction of what it did; the constraint decides between two who do it
at once. What cannot be done (nobody is called so) is told in the case and stops nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from amends import queue
from amends.inbox.actions.assign import assign, assign_team
from amends.inbox.actions.events import write_down
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.note import write_note
from amends.inbox.actions.tag import add_tag
from amends.inbox.models import Case, CaseEventKind
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.refusals import Refusal
from amends.staff.models import Membership
from amends.staff.queries import colleagues, teams_of
from amends.staff.rules import system
from amends.triage.models import ArrivalAct
from amends.triage.queries.arrived import InForce, arrived_between, in_force
from amends.triage.rules.arriving import Arrived, caught

#: What is older has not just arrived: it was found late, and nobody is told of it as if it were new.
_LATELY = timedelta(days=7)


class NobodyCalledSo(Refusal):
    """Nobody here is called so."""

    code = "nobody-called-so"


def act_between(*, brand_id: int, after: int, upto: int, now: datetime) -> int:
    """Do what the rules say of the brand's messages with ids above ``after`` up to ``upto``.

    They must have been judged. Returns how many were caught by a rule that had not acted on them yet.
    """
    rules = in_force(brand_id)
    if not rules.rules or upto <= after:
        return 0
    acted = 0
    for arrived in arrived_between(brand_id, after, upto, now - _LATELY):
        found = caught(rules.rules, arrived)
        if found:
            acted += _act(brand_id, arrived, found, rules, now)
    return acted


@transaction.atomic
def _act(
    brand_id: int, arrived: Arrived, found: Sequence[ArrivalRule], rules: InForce, now: datetime
) -> bool:
    """What these rules do with one message, those left out that did it before; whether any was left."""
    one_at_a_time(brand_id)
    known = set(
        ArrivalAct.objects.filter(message=arrived.message_id).values_list("rule", flat=True)
    )
    fresh = [rule for rule in found if rule.name not in known]
    locked = Case.objects.select_for_update(no_key=True)
    case = locked.filter(brand_id=brand_id, pk=arrived.case_id).first() if fresh else None
    if case is None:
        return False
    missed: list[str] = []
    for rule in fresh:
        refused = list(_do(case, arrived, rule, now))
        missed += refused
        _write(case, arrived, rule, refused, (rules.version, now))
    facts: dict[str, object] = {
        "rules": [rule.name for rule in fresh],
        "message": arrived.message_id,
        "version": rules.version,
        **({"missed": missed} if missed else {}),
    }
    what = ("rules_act", CaseEventKind.RULES_ACTED)
    write_down(by=system(brand_id), case=case, what=what, facts=facts, now=now)
    return True


def _write(
    case: Case,
    arrived: Arrived,
    rule: ArrivalRule,
    refused: Sequence[str],
    told: tuple[int, datetime],
) -> None:
    then, (version, now) = rule.then, told
    ArrivalAct.objects.create(
        brand_id=case.brand_id,
        message_id=arrived.message_id,
        case_id=case.pk,
        rule=rule.name,
        version=version,
        at=now,
        missed=list(refused),
        sooner=then.sooner,
        needs={"queue": True, "rest": False}.get(then.lane),
        suggests=then.suggest,
    )


def _do(case: Case, arrived: Arrived, rule: ArrivalRule, now: datetime) -> Iterator[str]:
    """Do what a rule says with a case; what could not be done, as sentences."""
    for deed in _deeds(case, arrived, rule):
        try:
            with transaction.atomic():
                deed(now=now)
        except Refusal as refusal:
            yield f"{rule.name}: {refusal}"


def _deeds(case: Case, arrived: Arrived, rule: ArrivalRule) -> Iterator[Callable[..., object]]:
    by, then = system(case.brand_id), rule.then
    for name in then.tags:
        yield partial(add_tag, by=by, case=case, name=name)
    if then.team:
        yield partial(_to_team, case, then.team)
    if then.assign:
        yield partial(_to_colleague, case, then.assign)
    if then.notify or then.note:
        yield partial(_tell, case, rule)
    for name in then.notify:
        yield partial(_require_somebody, case, name)
    if then.send:
        yield partial(_answer_later, case, arrived, rule)


def _answer_later(case: Case, arrived: Arrived, rule: ArrivalRule, *, now: datetime) -> None:  # noqa: ARG001 - as all deeds
    """Ask for the answer, one after the other in a brand; saved replies are the replies' room's."""
    queue.defer(
        "replies.answer_by_rule",
        lock=f"replies.answer_by_rule {case.brand_id}",
        brand_id=case.brand_id,
        message_id=arrived.message_id,
        rule=rule.name,
    )


def _to_team(case: Case, name: str, *, now: datetime) -> None:
    """Only what nobody holds: a rule takes nothing out of anybody's hands."""
    team = next((each for each in teams_of(case.brand_id) if _is_called(each.name, name)), None)
    if team is None:
        raise NobodyCalledSo(f"No team is called “{name}”.")
    if case.assignee_id is None:
        assign_team(by=system(case.brand_id), case=case, team=team, now=now)


def _to_colleague(case: Case, name: str, *, now: datetime) -> None:
    found = _called(case, name)
    if not found:
        raise NobodyCalledSo(f"Nobody is called “{name}”.")
    if case.assignee_id is None:
        assign(by=system(case.brand_id), case=case, to=found[0].user, now=now)


def _tell(case: Case, rule: ArrivalRule, *, now: datetime) -> None:
    """A note of the desk's that names them; once for each case, however many messages are caught."""
    before = ArrivalAct.objects.filter(brand_id=case.brand_id, case_id=case.pk, rule=rule.name)
    if before.exists():
        return
    told = [place.user_id for name in rule.then.notify for place in _called(case, name)]
    text = rule.then.note or rule.name
    write_note(by=system(case.brand_id), case=case, text=text, now=now, mentions=told)


def _require_somebody(case: Case, name: str, *, now: datetime) -> None:  # noqa: ARG001 - as all deeds
    if not _called(case, name):
        raise NobodyCalledSo(f"Nobody is called “{name}”.")


def _called(case: Case, name: str) -> list[Membership]:
    """Who is meant by a name, an address or a role."""
    return [each for each in colleagues(case.brand_id) if _is(each, name)]


def _is(place: Membership, name: str) -> bool:
    return any(_is_called(each, name) for each in (place.user.name, place.user.email, place.role))


def _is_called(name: str, wanted: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(wanted.split()).casefold()
